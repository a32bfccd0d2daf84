"""Roles as they were evaluated: `evaluations/ROLE-ID/YYYY-MM-DD/`, the role file's own text and the facts around it.

A copy is never changed. It is there once its `evaluation.yaml` is, which is written last; what is in it is checked
whenever it is read. Line ends mean nothing: git may have made others.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rolegen import files
from rolegen.evaluation.facts import PUT_BACK, RULE, AsEvaluated, damaged, digest, parsed, plain
from rolegen.evaluation.job import Job, Superior
from rolegen.fields import iso_day
from rolegen.files import EVALUATIONS, FACTS
from rolegen.framework import line
from rolegen.problems import Checked, Place, Problem, failed, has_errors
from rolegen.role import JobEvaluation, RoleFile, parse_role, read_role
from rolegen.workspace import YAML, Workspace


@dataclass(frozen=True, slots=True)
class Copy:
    """A role as it was evaluated: its folder, the facts and the role file in it."""

    folder: Path
    facts: AsEvaluated
    file: RoleFile

    @property
    def job(self) -> Job:
        """The role with what it meant then."""
        said, above = self.facts, self.facts.reports_to
        known = (above.role, above.level, above.level_title, above.post_number) if above else ()
        superior = Superior(above.said, *(words or "" for words in known)) if above else None
        return Job(said.role, self.file.role, said.level_title, said.variant or "", said.framework, superior)

    @property
    def evaluation(self) -> JobEvaluation:
        """The evaluation itself."""
        said = self.facts.model_dump(include={"reference", "date", "scheme", "grade", "evaluator"})
        return JobEvaluation.model_validate({"status": "evaluated", **said})


def copies_of(place: Workspace, name: str) -> Checked[tuple[Copy, ...]]:
    """All copies of a role, the oldest first; without them, what is wrong with one."""
    there = [read(folder) for folder in _folders(place, name)]
    problems = (*_unclear(place, name), *(problem for one in there for problem in one.problems))
    found = tuple(one.value for one in there if one.value)
    return Checked(None if has_errors(problems) else found, problems)


def last_copy(place: Workspace, file: RoleFile) -> Checked[Copy]:
    """The newest copy of a role: its own, else of the one it replaces, else of its post under an earlier id.

    No value and no problem where none is kept.
    """
    if not os.path.isdir(place.root / EVALUATIONS):
        return Checked(None)
    for name in succession(file, place.role_paths):
        newest = _newest(place, name)
        if newest.value or newest.problems:
            return newest
    return _of_its_post(place, file.role.post_number or "", {*place.role_paths, file.id})


def succession(file: RoleFile, paths: Mapping[str, Path]) -> Iterator[str]:
    """A role and those whose places it took, one after another."""

    def before(name: str) -> str | None:
        if name == file.id:
            return file.role.replaces
        known = read_role(paths[name]).value if name in paths else None
        return known.role.replaces if known else None

    return line(file.id, before)


def _newest(place: Workspace, name: str) -> Checked[Copy]:
    """A role's newest copy; older ones are not read."""
    if unclear := _unclear(place, name):
        return Checked(None, unclear)
    folders = _folders(place, name)
    return read(folders[-1]) if folders else Checked(None)


def _of_its_post(place: Workspace, post_number: str, known: set[str]) -> Checked[Copy]:
    """The newest copy of a role that has this post number and whose id no role has any more."""
    found = []
    for name in _names(place.root / EVALUATIONS) if post_number else ():
        if name in known or not _may_have(place, name, post_number):
            continue
        newest = _newest(place, name)
        if newest.problems:
            return newest
        if newest.value and newest.value.file.role.post_number == post_number:
            found.append(newest.value)
    return Checked(max(found, key=lambda copy: copy.facts.date, default=None))


def _may_have(place: Workspace, name: str, words: str) -> bool:
    """Whether some words stand in a role's newest copy, which is quicker to tell than what they say there."""
    folders = _folders(place, name)
    return bool(folders) and words.encode() in (files.read(folders[-1] / f"{name}.yaml").value or b"")


def last_day(place: Workspace, name: str) -> date | None:
    """The day of a role's newest own copy."""
    folders = _folders(place, name)
    return iso_day(folders[-1].name) if folders else None


def _folders(place: Workspace, name: str) -> list[Path]:
    """The folders of a role's copies, the oldest first."""
    folder = place.root / EVALUATIONS / name
    return [folder / own for own in _names(folder) if iso_day(own) and counts(folder / own)]


def counts(folder: Path) -> bool:
    """Whether a folder is a copy; a name that leads nowhere is told when it is read."""
    return os.path.lexists(folder / FACTS)


def _names(folder: Path) -> list[str]:
    """What stands in a folder, in order; hidden files and folders are passed over."""
    try:
        return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def names(place: Workspace) -> tuple[str, ...]:
    """The ids that copies may be kept under."""
    return tuple(name for name in _names(place.root / EVALUATIONS) if os.path.isdir(place.root / EVALUATIONS / name))


def _unclear(place: Workspace, name: str) -> tuple[Problem, ...]:
    """Why nobody knows which copy of a role is its newest: a folder is closed, or its name is no day."""
    folder = place.root / EVALUATIONS / name
    return _closed(folder.parent, folder, *(folder / own for own in _names(folder))) or tuple(
        _fault(folder / own / FACTS, f"The folder of this copy is called “{own}”, which is no day.",
               "Name it by the day of the evaluation, as in 2026-03-31.")
        for own in _names(folder) if not iso_day(own) and counts(folder / own)
    )  # fmt: skip


def _closed(*folders: Path) -> tuple[Problem, ...]:
    message, hint = "You may not read this folder, so it is not known what is kept in it.", "Ask for the right to it."
    closed = [one for one in folders if os.path.isdir(one) and not os.access(one, os.R_OK | os.X_OK)]
    return tuple(_fault(one, message, hint) for one in closed)


def _fault(path: Path, message: str, hint: str = PUT_BACK) -> Problem:
    return Problem(RULE, message, Place(path), hint)


def read(folder: Path) -> Checked[Copy]:
    """The copy in a folder, if it is what was kept there."""
    facts = _facts(folder)
    if facts.value is None:
        return Checked(None, facts.problems)
    path = folder / f"{facts.value.role}.yaml"
    data = files.read(path)
    if data.value is None:
        return Checked(None, tuple(damaged(one) for one in data.problems))
    if digest(data.value) != facts.value.sha256:
        return failed(RULE, "This role was changed after it was kept as evaluated.", Place(path), PUT_BACK)
    role = parse_role(plain(data.value), path)
    if role.value is None or has_errors(role.problems):
        return Checked(None, tuple(_unread(one) for one in role.problems))
    return Checked(Copy(folder, facts.value, role.value))


def _facts(folder: Path) -> Checked[AsEvaluated]:
    """The facts of a copy, if they belong to its folder."""
    path = folder / FACTS
    data = files.read(path)
    if data.value is None:
        return Checked(None, tuple(damaged(one) for one in data.problems))
    facts = parsed(data.value, path)
    if facts.value is None:
        return facts
    role, on = facts.value.role, str(facts.value.date)
    if role != folder.parent.name:
        message = f"This copy is of “{role}”, and stands in the folder of “{folder.parent.name}”."
        return failed(RULE, message, Place(path), f"Move it into {EVALUATIONS}/{role}.")
    if on != folder.name:
        message = f"This copy is of {on}, and its folder says {folder.name}."
        return failed(RULE, message, Place(path), f"Name the folder {on}.")
    return facts


def _unread(problem: Problem) -> Problem:
    """A problem of a role that is just as it was kept."""
    message = f"This role is as it was kept, but this version of rolegen cannot read it: {problem.message}"
    return Problem(RULE, message, problem.place, "Use the version of rolegen that kept it.", problem.severity)


def faults(place: Workspace, names: Collection[str] | None = None) -> tuple[Problem, ...]:
    """What is wrong with the copies of these roles, or in the whole folder of copies: for `rolegen check`.

    What nobody takes for a copy, such as an evaluator's letter, is passed over.
    """
    folder = place.root / EVALUATIONS
    if not place.is_there or not os.path.lexists(folder):
        return ()
    if not os.path.isdir(folder):
        message = f"“{EVALUATIONS}” is the folder of roles as they were evaluated; this is none."
        return (_fault(folder, message, "Give it another name."),)
    there = [name for name in _names(folder) if names is None or name in names]
    return _closed(folder) or tuple(fault for name in there for fault in _of(place, name))


def _of(place: Workspace, name: str) -> Iterator[Problem]:
    """What is wrong with what stands under a role's name."""
    folder = place.root / EVALUATIONS / name
    if not os.path.isdir(folder):
        yield from [_stray(folder)] if _may_be_meant(folder) else []
        return
    yield from copies_of(place, name).problems
    for own in _names(folder):
        inside = folder / own
        if not os.path.isdir(inside):
            yield from [_stray(inside)] if _may_be_meant(inside) else []
        elif not counts(inside) and os.path.lexists(inside / f"{name}.yaml"):
            message = f"Half of a copy, which counts for nothing: there is no {FACTS} in this folder."
            hint = "Put back what git has of it, record the evaluation again, or take the folder away."
            yield Problem(RULE, message, Place(inside), hint, "warning")


def _may_be_meant(path: Path) -> bool:
    return path.suffix.lower() in YAML or path.is_symlink()


def _stray(path: Path) -> Problem:
    return _fault(path, f"Copies stand in {EVALUATIONS}/ROLE/DAY, and this is none.", "Move it away.")
