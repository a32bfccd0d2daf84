"""What OLD and NEW of `rolegen diff` mean: role files, Word files, folders of them, or any of these at a git revision.

A path that is there wins, then a git revision, then a role's id. What stood at a revision is laid out in a folder of
the caller's, with the framework of that time around it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rolegen import git, revision, workspace
from rolegen.problems import Checked, Place, Problem, failed, shown, suggest
from rolegen.workspace import PASSED_OVER, SETTINGS, WORD, Target, Workspace

NOW = "now"


@dataclass(frozen=True, slots=True)
class File:
    """A role file and the workspace around it, or a Word file."""

    path: Path
    workspace: Workspace | None = None


@dataclass(frozen=True, slots=True)
class Export:
    """A revision laid out in a folder; `now` is where in the work tree that stands which was asked for."""

    revision: str
    folder: Path
    now: Path

    def told(self, problem: Problem) -> Problem:
        """The problem with its place as the user knows it: `v1:roles/x.yaml`."""
        place, message = problem.place, problem.message
        if place and place.path.is_relative_to(self.folder):
            path = place.path.relative_to(self.folder).as_posix()
            place = replace(place, path=Path(f"{self.revision}:{path}"))
        for path in (f"{self.folder}{os.sep}", f"{shown(self.folder)}/"):
            message = message.replace(path, f"{self.revision}:")
        return replace(problem, place=place, message=message)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a comparison: in the user's words, and its files by name; `single` where one file was meant."""

    said: str
    files: Mapping[str, File]
    single: bool = False
    export: Export | None = None

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with their places as the user knows them."""
        return tuple(self.export.told(problem) if self.export else problem for problem in problems)


def read(old: str, new: str | None, here: Path, scratch: Path) -> Checked[tuple[Side, Side]]:
    """The two sides; a revision without NEW is compared with the files as they stand now.

    `scratch` is an empty folder of the caller's, which must stay until the sides have been compared.
    """
    for said in (old, *([] if new is None else [new])):
        if not said.partition(":")[0]:
            hint = "Name a role, a file, a folder or a git revision; what stood at one is REVISION:PATH."
            return failed("usage", f"“{said}” names nothing to compare.", hint=hint)
    before = _side(old, here, scratch / "old")
    if before.value is None:
        return Checked(None, before.problems)
    after = _side(new, here, scratch / "new") if new is not None else _now(before.value)
    problems = (*before.problems, *after.problems)
    if after.value is None:
        return Checked(None, problems)
    return Checked((before.value, after.value), problems)


def workspace_at(place: Workspace, name: str, scratch: Path) -> Checked[tuple[Workspace, Export]]:
    """A workspace as it stood at a revision, laid out in an empty folder of the caller's."""
    repository = git.repository(place.root)
    moment = git.commit(repository.value, name) if repository.value else Checked(None, repository.problems)
    if moment.value is None:
        return Checked(None, moment.problems)
    folder = revision.around(moment.value, place.root)
    if folder.value is None:
        return Checked(None, tuple(replace(one, hint="Name a later revision.") for one in folder.problems))
    laid_out = revision.lay_out(moment.value, folder.value, scratch)
    if laid_out.value is None:
        return Checked(None, laid_out.problems)
    export, found = Export(name, scratch, place.root), workspace.find(laid_out.value)
    return Checked((found.value, export) if found.value else None, tuple(map(export.told, found.problems)))


def _now(side: Side) -> Checked[Side]:
    """What became of a revision's files: as they stand in the work tree."""
    if side.export is None:
        message = f"Say what “{side.said}” is to be compared with."
        hint = "Name the old one, then the new one; a git revision alone is compared with the files as they stand now."
        return failed("usage", message, hint=hint)
    if os.path.exists(side.export.now):
        return _path(side.export.now, NOW)
    return Checked(Side(NOW, {}))


def _side(said: str, here: Path, scratch: Path) -> Checked[Side]:
    path = Path(os.path.abspath(here / said))
    if os.path.exists(path):
        return _path(path, said)
    place = git.repository(here)
    name, colon, inner = said.partition(":")
    moment = git.commit(place.value, name) if place.value else None
    if moment and moment.value:
        return _at(moment.value, inner if colon else None, here, scratch)
    role = workspace.targets([said], here)
    if role.value:
        return _roles(role.value, said, single=True)
    if any(problem.place for problem in role.problems):
        return Checked(None, role.problems)
    if moment and (colon or ".." in said):
        return Checked(None, moment.problems)
    return _unknown(said, here, place)


def _unknown(said: str, here: Path, place: Checked[git.Repository]) -> Checked[Side]:
    """What to say of a name that means nothing; where git was no help, why."""
    around = workspace.find(here).value
    known = [path.stem for path in around.role_files()] if around else []
    if place.value:
        hints = (git.shortened(place.value), suggest(said, [*known, *git.revisions(place.value)]))
        hint = " ".join(filter(None, hints))
        return failed("no-such-file", f"There is no role, file, folder or git revision “{said}”.", hint=hint)
    reasons = (suggest(said, known), *(f"{problem.message} {problem.hint}".strip() for problem in place.problems))
    return failed("no-such-file", f"There is no role, file or folder “{said}”.", hint=" ".join(filter(None, reasons)))


def _path(path: Path, said: str) -> Checked[Side]:
    """The side that a file or folder on the disk is."""
    if path.suffix.lower() == WORD and os.path.isfile(path):
        return Checked(Side(said, {path.stem: File(path)}, single=True))
    around = workspace.find(path).value
    if around and around.is_there and around.root == path:
        return _roles((Target(around, around.role_files()),), said)
    asked = workspace.targets([str(path)], path.parent)
    if asked.value:
        return _roles(asked.value, said, single=os.path.isfile(path) and path.name != SETTINGS)
    if os.path.isdir(path) and (found := _word_files(path)):
        return _named([File(file) for file in found], said)
    return Checked(None, asked.problems)


def _roles(targets: tuple[Target, ...], said: str, *, single: bool = False) -> Checked[Side]:
    return _named([File(path, target.workspace) for target in targets for path in target.roles], said, single=single)


def _named(files: Iterable[File], said: str, *, single: bool = False) -> Checked[Side]:
    """The files by name; of two with one name the first, and the other is told."""
    named: dict[str, File] = {}
    problems = []
    for file in files:
        if (first := named.setdefault(file.path.stem, file)) is not file:
            message = f"This file and {shown(first.path)} have one name; only the other is compared."
            problems.append(Problem("same-name", message, Place(file.path), "Rename one of them."))
    return Checked(Side(said, named, single), tuple(problems))


def _word_files(folder: Path) -> list[Path]:
    """The Word files in a folder and below, but hidden ones and those that Word keeps while one is open."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() == WORD)
    return sorted(
        path for path in found if not any(part.startswith(PASSED_OVER) for part in path.relative_to(folder).parts)
    )


def _at(moment: git.Commit, inner: str | None, here: Path, scratch: Path) -> Checked[Side]:
    """What stood at a revision: the workspace around the user, or the file or folder that is named."""
    asked = revision.around(moment, here) if inner is None else revision.path_of(moment, inner)
    if asked.value is None:
        return Checked(None, asked.problems)
    laid_out = revision.lay_out(moment, asked.value, scratch)
    if laid_out.value is None:
        return Checked(None, laid_out.problems)
    said = moment.revision if inner is None else f"{moment.revision}:{asked.value}"
    export = Export(moment.revision, scratch, moment.repository.root / asked.value)
    side = _path(laid_out.value, said)
    problems = tuple(map(export.told, side.problems))
    return Checked(replace(side.value, export=export) if side.value else None, problems)
