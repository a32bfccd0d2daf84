"""Word files on the disk → whether the approved wording in each is the framework's, and the framework of today's."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen import build, files, workspace
from rolegen.approval.as_built import Change, as_built, changes
from rolegen.approval.examination import Approved, Examination, examine
from rolegen.approval.measure import VERSION, Measure, Measures
from rolegen.approval.recognition import Passage, Wording, passages
from rolegen.build import Options
from rolegen.document import PAPERS, Document
from rolegen.framework import versions_of
from rolegen.paper import skeleton
from rolegen.problems import Checked, Place, Problem, has_errors, shown
from rolegen.profile import of_role
from rolegen.role import read_role
from rolegen.workspace import PASSED_OVER, WORD, Workspace

if TYPE_CHECKING:
    from rolegen.word.remarks import Remarks

MANIFEST = "manifest"


@dataclass(frozen=True, slots=True)
class Outdated:
    """Why a file is no longer what the framework, or the role's file, asks for: which version now, and what differs."""

    version: str
    changes: tuple[Change, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Audited:
    """A Word file and what was found in it; one that could not be looked at has its problems alone.

    `notes` are pointed out and are no findings: tracked changes, a version that is not kept.
    """

    path: Path
    role: str = ""
    measure: Measure | None = None
    examination: Examination | None = None
    outdated: Outdated | None = None
    notes: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def in_order(self) -> bool:
        """True where the approved wording is there as approved, and is today's."""
        return not (self.count or has_errors(self.problems))

    @property
    def count(self) -> int:
        """How many findings there are; that it is out of date is one."""
        return (len(self.examination.findings) if self.examination else 0) + bool(self.outdated)


def word_files(folder: Path) -> tuple[Path, ...]:
    """The Word files in a folder and below, but hidden ones, those Word keeps while one is open, and house styles."""
    found = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(PASSED_OVER)]
        word = [name for name in names if name.lower().endswith(WORD) and not name.startswith(PASSED_OVER)]
        if word and not _is_of_templates(Path(place)):
            found += [Path(place, name) for name in word]
    return tuple(sorted(found))


def _is_of_templates(folder: Path) -> bool:
    around = workspace.find(folder).value
    return bool(around and around.is_there and folder.is_relative_to(around.root / around.settings.templates))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the arguments of a check mean: role files, folders of them and ids, as they are; and Word files."""

    roles: tuple[str, ...]
    words: tuple[Path, ...]


def asked(arguments: Iterable[str], here: Path) -> Checked[Asked]:
    """Tells role files from Word files; a folder may hold both, but a workspace's own means its roles."""
    roles: list[str] = []
    words: list[Path] = []
    empty: list[Problem] = []
    for name in arguments:
        path = Path(os.path.abspath(here / name))
        is_folder = os.path.isdir(path)
        if not is_folder:
            is_word = path.suffix.lower() == WORD and os.path.isfile(path)
            words += [path] if is_word else []
            roles += [] if is_word else [name]
            continue
        lacks_roles = _lacks_roles(name, here)
        found = word_files(path) if lacks_roles or not workspace.is_root(path) else ()
        words += found
        roles += [] if lacks_roles else [name]
        if lacks_roles and not found:
            message = f"There are neither role files nor Word files in “{shown(path)}”."
            empty.append(
                Problem("nothing-to-check", message, hint="Name a role file, a Word file or a folder of them.")
            )
    return Checked(Asked(tuple(roles), tuple(dict.fromkeys(words))), tuple(empty))


def _lacks_roles(name: str, here: Path) -> bool:
    """Whether nothing is wrong with a folder but that no role file is in it."""
    problems = workspace.targets([name], here).problems
    return any(problem.rule == "no-roles" for problem in problems)


class Auditor:
    """Looks at Word files one by one; the framework and template of each workspace are read once.

    A file in no workspace belongs to the one that the user stands in, else to the framework that rolegen comes with.
    """

    def __init__(self, options: Options, here: Path) -> None:
        self.options, self.here = options, here
        self._places: dict[Path, Checked[Workspace]] = {}
        self._shops: dict[Path, Checked[Measures]] = {}

    def audit(self, path: Path) -> Audited:
        """What is to be told of a file."""
        known = self._measures(path.parent)
        if known.value is None:
            return Audited(path, problems=known.problems)
        read = _read(path, known.value)
        if read.value is None:
            return Audited(path, problems=read.problems)
        document, beside, made = read.value
        if skeleton.from_text(document.facts.get(MANIFEST, "")):
            return Audited(path, problems=(_no_profile(path),))
        if made:
            return Audited(path, problems=(_of_another_kind(path, made),))
        audited = _judged(path, document, known.value)
        return replace(audited, notes=(*audited.notes, *_tracked(path, beside)))

    def _measures(self, folder: Path) -> Checked[Measures]:
        if folder not in self._places:
            around = workspace.find(folder)
            is_nowhere = around.value is not None and not around.value.is_there
            self._places[folder] = workspace.find(self.here) if is_nowhere else around
        place = self._places[folder]
        if place.value is None:
            return Checked(None, place.problems)
        if place.value.root not in self._shops:
            shop = build.prepare(place.value, self.options)
            self._shops[place.value.root] = Checked(Measures(shop.value) if shop.value else None, shop.problems)
        return self._shops[place.value.root]


def _read(path: Path, known: Measures) -> Checked[tuple[Document, Remarks, str]]:
    """A file as a document, its marks known again by bookmarks too, what others remarked in it, and which paper it is.

    Of a paper that people fill in nothing may be told, also where only its marks or words tell that it is one.
    """
    from rolegen.performance.recognising import of_people
    from rolegen.word.reading import from_docx
    from rolegen.word.remarks import remarks

    whole = files.read(path)
    if whole.value is None:
        return Checked(None, whole.problems)
    data = whole.value
    read = from_docx(data, path, known.bookmarks(known.current))
    if read.value is None:
        return Checked(None, read.problems)
    own = known.version(read.value.facts.get(VERSION, "")).value
    if own and own is not known.current:  # which may have had other clauses
        read = from_docx(data, path, known.bookmarks(own))
    beside = remarks(data, path)
    if read.value is None or beside.value is None:
        return Checked(None, (*read.problems, *beside.problems))
    return Checked((read.value, beside.value, read.value.facts.get("paper", "") or of_people(read.value, data)))


def _no_profile(path: Path) -> Problem:
    message = "This is the document of a framework and no profile, so it has no level to be held to."
    hint = f"To compare it: rolegen import {shown(path)} --out FOLDER, then rolegen diff --framework FOLDER."
    return Problem("no-profile", message, Place(path), hint)


def _of_another_kind(path: Path, made: str) -> Problem:
    message = f"This is {PAPERS.get(made, 'a paper')} and no profile: only the wording of profiles is checked."
    return Problem("no-profile", message, Place(path), severity="note")


def _judged(path: Path, document: Document, known: Measures) -> Audited:
    facts, there = document.facts, passages(document)
    role = facts.get("role", "")
    measure = known.of(facts, there)
    if measure is None:
        message = "Nothing in this file is like the approved wording of any level."
        return Audited(path, role, problems=(Problem("no-approved-wording", message, Place(path)),))
    then = approved_then(facts, there, measure, known)
    if then.value is None:
        return Audited(path, role, measure, problems=then.problems)
    approved = then.value
    found = examined(there, approved, measure, known)
    now = _now(role, measure, known)
    late = _outdated(approved, now, measure, known) if approved.wordings else None
    notes = (
        *_without(path, approved.wordings),
        *_not_kept(path, facts, known),
        *now.problems,
        *_same_words(path, measure, now.value, late),
    )
    return Audited(path, role, measure, found, late, notes)


def approved_then(
    facts: Mapping[str, str], there: Sequence[Passage], measure: Measure, known: Measures
) -> Checked[Approved]:
    """The approved wording that a document was built with, as its properties say; `there` is what it says now."""
    made = known.approved(measure)
    if made.value is None:
        return made
    built = as_built(made.value.wordings, facts.get(MANIFEST, ""), there)
    themes = made.value.themes if measure.certain else frozenset()
    return Checked(replace(made.value, wordings=built, themes=themes))


def examined(there: Sequence[Passage], approved: Approved, measure: Measure, known: Measures) -> Examination:
    """What became of the approved wording; earlier versions are read only where the words are not as they should be."""
    near = (measure.framework, known.current)
    found = examine(there, replace(approved, others=known.others(near)))
    if all(finding.kind in ("moved", "joined") for finding in found.findings):
        return found
    far = tuple(one for one in known.all_versions() if one not in near)
    return examine(there, replace(approved, others=known.others((*near, *far)))) if far else found


def _now(role: str, measure: Measure, known: Measures) -> Checked[Measure]:
    """By what the file would be measured if it were built today; None where the level is no more."""
    path = known.workshop.register.paths.get(role)
    file = read_role(path) if path else Checked(None)
    if path and file.value is None:
        message = f"The role file of “{role}” cannot be read, so the file is compared with the current framework."
        return Checked(_today(measure, known), (Problem("unreadable-role", message, Place(path), severity="warning"),))
    if file.value is None:
        return Checked(_today(measure, known))
    own = known.workshop.frameworks.of(file.value).value or known.current
    profile = of_role(own, file.value, "", known.workshop.workspace.settings).value
    return Checked(Measure(own, profile.level, profile.variant) if profile else _today(measure, known))


def _today(measure: Measure, known: Measures) -> Measure | None:
    level = known.current.level(measure.level.id)
    return Measure(known.current, level, measure.variant) if level and measure.variant in versions_of(level) else None


def _outdated(approved: Approved, now: Checked[Measure], measure: Measure, known: Measures) -> Outdated | None:
    """Whether the framework, or the role's file, asks for other words than the file was built with."""
    if now.value is None:
        version = known.current.about.version
        return Outdated(version, reason=f"Framework “{version}” has no {measure.name} any more.")
    version = now.value.framework.about.version
    if (now.value.level.id, now.value.variant) != (measure.level.id, measure.variant):
        return Outdated(version, reason=f"The role's file says {now.value.name}; this Word file is of {measure.name}.")
    wanted = known.approved(now.value).value
    differing = changes(approved.wordings, wanted.wordings) if wanted else ()
    return Outdated(version, differing) if differing else None


def _without(path: Path, built: Sequence[Wording]) -> Iterator[Problem]:
    """A file that was built by a template that shows no approved wording."""
    if not built:
        message = "This file was built without approved wording."
        yield Problem("no-approved-wording", message, Place(path), severity="note")


def _not_kept(path: Path, facts: Mapping[str, str], known: Measures) -> Iterator[Problem]:
    """A version that the file names and that is not kept: it is measured by the current one."""
    wanted = facts.get(VERSION, "")
    if wanted and known.version(wanted).value is None:
        current = known.current.about.version
        message = f"Made with framework “{wanted}”, which is not kept here; compared with “{current}”."
        yield Problem("no-such-version", message, Place(path), severity="warning")


def _tracked(path: Path, beside: Remarks) -> Iterator[Problem]:
    """Changes that nobody has accepted yet: they count as if they were."""
    if count := len(beside.tracked):
        message = f"{count} tracked change{'s' * (count != 1)}, read as accepted."
        hint = "Accept or reject them in Word."
        yield Problem("tracked-changes", message, Place(path), hint, severity="note")


def _same_words(path: Path, measure: Measure, now: Measure | None, late: Outdated | None) -> Iterator[Problem]:
    """An older version that says the same at this level."""
    was, version = measure.framework.about.version, now.framework.about.version if now else ""
    if not late and version not in ("", was):
        message = f"Made with framework “{was}”; “{version}”, the current one, says the same at this level."
        yield Problem("older-framework", message, Place(path), severity="note")
