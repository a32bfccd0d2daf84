"""A rolegen profile that someone edited in Word → what goes into its role file, and what cannot.

Each field is looked at three ways: as built, in the role file now, in Word now. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rolegen import build, files, templating
from rolegen.approval.measure import Measures
from rolegen.build import Options, Workshop
from rolegen.document import Document
from rolegen.form.answers import Shown
from rolegen.form.filled import shown_in
from rolegen.form.kinds import KINDS
from rolegen.framework import MEMBER, NOT_MEMBER, Level, no_such_level, versions_of
from rolegen.intake import sayings
from rolegen.intake.destination import Destination, destination
from rolegen.intake.edits import Edit, Found, Sides, find
from rolegen.intake.labels import label
from rolegen.intake.outside import outside
from rolegen.intake.puts import keys_of
from rolegen.intake.redraft import APPROVAL, redrafted
from rolegen.intake.starting import gaps, starters, without_prompts
from rolegen.intake.superior import superior
from rolegen.marks import FIELD, names
from rolegen.problems import Checked, Place, Problem, failed
from rolegen.profile import Profile, of_level
from rolegen.role import RoleFile, parse_role
from rolegen.word.reading import from_docx
from rolegen.word.remarks import Remarks, remarks
from rolegen.yamledit import Put

FIELDS = tuple(f"{FIELD}{path}" for path in KINDS)


@dataclass(frozen=True)
class Intake:
    """What importing a Word file would do.

    `word` is the Word file, `data` are the bytes of the role file as it stands, None for a new one. `puts` are those of
    the edits and what goes with them. `problems` tell what is not taken and why.
    """

    word: Path
    destination: Destination
    workshop: Workshop
    data: bytes | None
    edits: tuple[Edit, ...]
    puts: tuple[Put, ...]
    problems: tuple[Problem, ...]
    remarks: Remarks

    def label(self, path: str) -> str:
        """What the organisation calls a field."""
        return label(path, self.workshop.workspace.settings)


@dataclass(frozen=True)
class _Standing:
    """A role as it stands, its bytes, file and profile, None where there is none yet; and its level's own profile."""

    blank: Profile
    data: bytes | None = None
    file: RoleFile | None = None
    profile: Profile | None = None

    @property
    def values(self) -> Mapping[str, Any]:
        """The values of the role's file."""
        found = self.file.source.value if self.file else None
        return found if isinstance(found, dict) else {}

    @property
    def is_approved(self) -> bool:
        """Whether the role is approved, so that an edit makes a new draft of it."""
        return self.file is not None and self.file.role.status == "approved"


@dataclass(frozen=True)
class _Case:
    """An edited Word file, the role file it goes to, and the workshop of that one's workspace."""

    word: Path
    document: Document
    target: Destination
    workshop: Workshop

    def label(self, path: str) -> str:
        """What the organisation calls a field."""
        return label(path, self.workshop.workspace.settings)


def take_in(path: Path, data: bytes, into: Path | None, here: Path) -> Checked[Intake]:
    """What an edited Word file would bring into which role file.

    `into` is the role file that the user names, `here` the folder they stand in.
    """
    read = _read(path, data)
    if read.value is None:
        return Checked(None, read.problems)
    target = destination(path, read.value.facts, _title(read.value), into, here)
    if target.value is None:
        return Checked(None, target.problems)
    prepared = build.prepare(target.value.workspace, Options())
    if prepared.value is None:
        return Checked(None, (*target.problems, *prepared.problems))
    made = _taken_in(_Case(path, read.value, target.value, prepared.value), data)
    return Checked(made.value, (*target.problems, *made.problems))


def of_role(path: Path, data: bytes, role: Path, workshop: Workshop) -> Checked[Intake]:
    """What an edited Word file would bring into this role file, which is there."""
    read = _read(path, data)
    if read.value is None:
        return Checked(None, read.problems)
    return _taken_in(_Case(path, read.value, Destination(role, workshop.workspace, is_new=False), workshop), data)


def _taken_in(read: _Case, data: bytes) -> Checked[Intake]:
    path, known = read.word, Measures(read.workshop)
    case = replace(read, document=_read_again(path, data, read.document, known))
    standing, said = _standing(case), remarks(data, path)
    problems = (*standing.problems, *said.problems)
    if standing.value is None or said.value is None:
        return Checked(None, problems)
    made = _intake(case, standing.value, known, said.value)
    if made.data is None and not any(edit.path == "title" for edit in made.edits):
        return Checked(None, (*problems, sayings.no_title(path)))
    return Checked(made, problems)


def _read(path: Path, data: bytes) -> Checked[Document]:
    read = from_docx(data, path, names(FIELDS))
    if read.value is None:
        return read
    if not read.value.facts.get("level"):
        message = "This file was not made by rolegen, so nobody can tell which of its words belong to which field."
        hint = "rolegen import takes back what was typed into a Word file that rolegen build made."
        return failed("not-ours", message, Place(path), hint)
    if not shown_in(read.value):
        hint = "It may show changes only, or be made with a template without fields."
        return failed("no-fields", "No field of a role is in this file, so nothing can be taken.", Place(path), hint)
    return read


def _read_again(path: Path, data: bytes, document: Document, known: Measures) -> Document:
    """The document, its clauses too known by their bookmarks: those of the framework that it was built with."""
    version = known.version(document.facts.get("framework-version", "")).value or known.current
    return from_docx(data, path, known.bookmarks(version)).value or document


def _title(document: Document) -> str:
    """The job title that is written in a form; what an empty field asks for stands in brackets and is none."""
    title = " ".join(cell for line in without_prompts(shown_in(document)).get("title", ()) for cell in line)
    return "" if title.startswith("[") and title.endswith("]") else title


def _standing(case: _Case) -> Checked[_Standing]:
    if case.target.is_new:
        blank = _blank(case)
        return Checked(_Standing(blank.value) if blank.value else None, blank.problems)
    data = files.read(case.target.path)
    if data.value is None:
        return Checked(None, data.problems)
    read = parse_role(data.value, case.target.path)
    profile = build.profile_of(case.workshop, read)
    if read.value is None or profile.value is None:
        return Checked(None, profile.problems)
    status, own = read.value.role.status, profile.value
    if read.value.role.is_gone:
        message = f"This role has been {status}, so nothing is taken into it."
        return failed("settled-role", message, read.value.place("status"), "Name another role file with --into.")
    blank_one = of_level(case.workshop.frameworks.current, own.level, own.variant, own.settings)
    return Checked(_Standing(blank_one, data.value, read.value, own), _other_level(case, read.value))


def _blank(case: _Case) -> Checked[Profile]:
    """The own profile of the level that a Word file is of."""
    known, facts = case.workshop.frameworks.current, case.document.facts
    level = known.level(facts["level"])
    if level is None:
        ids = [one.id for one in known.levels]
        return Checked(None, (no_such_level(facts["level"], ids, Place(case.word)),))
    versions = versions_of(level)
    variant = facts.get("variant", "") if facts.get("variant", "") in versions else versions[0]
    return Checked(of_level(known, level, variant, case.workshop.workspace.settings))


def _other_level(case: _Case, file: RoleFile) -> tuple[Problem, ...]:
    own, other = file.role.level, case.document.facts["level"]
    if own == other:
        return ()
    message = f"The Word file is of the level “{other}”; the role file keeps “{own}”."
    return (Problem("other-level", message, file.place("level"), severity="warning"),)


def _intake(case: _Case, standing: _Standing, known: Measures, beside: Remarks) -> Intake:
    sides = _sides(case, standing)
    found = find(sides)
    refused = [edit for edit in found.edits if standing.is_approved and edit.path in APPROVAL]
    edits = tuple(edit for edit in found.edits if edit not in refused)
    puts = tuple(put for edit in edits for put in edit.puts)
    told = [*_told(found, case, standing), *(sayings.approval(one.path, case.label, case.word) for one in refused)]
    if standing.file is None:
        puts = (*_level(case, standing.blank.level), *puts)
    elif standing.is_approved and edits:
        more, said = redrafted(standing.file.role, standing.values, [edit.path for edit in edits])
        puts = (*puts, *more)
        told.append(Problem("new-draft", said, standing.file.place("status"), severity="note"))
    profiles = (standing.blank, *((standing.profile,) if standing.profile else ()))
    told += outside(case.document, known, profiles, case.word)
    return Intake(case.word, case.target, case.workshop, standing.data, edits, puts, tuple(told), beside)


def _sides(case: _Case, standing: _Standing) -> Sides:
    workshop, document = case.workshop, case.document
    asked, manifest = gaps(workshop, standing.blank), document.facts.get("manifest", "")
    shown = without_prompts(shown_in(document, asked))
    paths, own = workshop.workspace.role_files(), case.target.path.stem
    return Sides(
        standing.profile,
        standing.values,
        manifest,
        shown,
        starters(standing.blank, manifest, shown),
        lambda words: superior(words, paths, workshop.frameworks.current, own),
        asked,
        _printed(case, standing),
    )


def _printed(case: _Case, standing: _Standing) -> Mapping[str, Shown]:
    """What a build of the role would show of each field now."""
    page = templating.render(case.workshop.template, standing.profile).value if standing.profile else None
    return shown_in(page) if page else {}


def _level(case: _Case, level: Level) -> Iterator[Put]:
    """What a level's own form says of the role besides its fields."""
    variant = case.document.facts.get("variant", "")
    yield Put(("level",), level.id)
    if len(versions_of(level)) == 1:
        return
    if variant in (MEMBER, NOT_MEMBER):
        yield Put(("cmt",), "true" if variant == MEMBER else "false")
    elif variant:
        yield Put(("variant",), variant)


def _told(found: Found, case: _Case, standing: _Standing) -> Iterator[Problem]:
    """What is not taken, and why."""
    file, name = standing.file, case.label
    for one in found.conflicts:
        place = file.source.place(keys_of(one.path)) if file else Place(case.target.path)
        yield sayings.conflict(one, name, place)
    yield from (replace(problem, place=Place(case.word)) for problem in found.unread)
    yield from (sayings.unfilled(path, words, name, case.word) for path, words in found.unfilled)
    yield from (sayings.locked(path, name, case.word) for path in found.locked)
    yield from (sayings.lost(path, name, case.word) for path in found.lost)
    if found.another:
        yield sayings.another([name(path) for path in found.another])
    if found.starters:
        yield sayings.starters(found.starters)
    if not case.document.facts.get("manifest"):
        yield sayings.no_manifest(case.word)
