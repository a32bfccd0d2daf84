"""Which vacancies the names on a command line mean: files, folders, ids of vacancies, ids of roles."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from rolegen.problems import Checked, failed, shown, suggest
from rolegen.recruitment.vacancies import vacancy_files
from rolegen.source import read
from rolegen.workspace import SETTINGS, YAML, Target, Workspace, find, yaml_files

BEGIN = "Begin one: rolegen new {} --vacancy"
GO_THERE = "rolegen init makes one; or go to the folder of yours."
ROLE = frozenset({"role"})


def targets(names: Iterable[str], here: Path) -> Checked[tuple[Target, ...]]:
    """The vacancies that names mean, each in the workspace around it; without a name all that are around."""
    named = [_named(name, here) for name in names] or [_folder(here, is_named=False)]
    problems = dict.fromkeys(problem for one in named for problem in one.problems)
    merged: dict[Path, Target] = {}
    for target in (one.value for one in named if one.value):
        before = merged.setdefault(target.workspace.root, Target(target.workspace, ()))
        paths = tuple(dict.fromkeys((*before.roles, *target.roles)))
        merged[target.workspace.root] = Target(before.workspace, paths)
    return Checked(tuple(merged.values()), tuple(problems))


def told_apart(names: Iterable[str], here: Path) -> tuple[list[str], list[str]]:
    """Names that can only mean vacancies, and all others: a role goes before a vacancy of the same id."""
    own: list[str] = []
    others: list[str] = []
    around = cache(lambda folder: find(folder).value)  # many names may stand in one folder
    for name in names:
        (own if _is_of_vacancies(name, here, around) else others).append(name)
    return own, others


def _is_of_vacancies(name: str, here: Path, around: Callable[[Path], Workspace | None]) -> bool:
    path = Path(os.path.abspath(here / name))
    is_there = os.path.exists(path)
    place = around(path if os.path.isdir(path) else path.parent if is_there else here)
    if place is None or not place.is_there:
        return False
    if is_there:
        return path.is_relative_to(place.vacancies)
    return name not in place.role_paths and any(one.stem == name for one in vacancy_files(place))


def _named(name: str, here: Path) -> Checked[Target]:
    path = Path(os.path.abspath(here / name))
    if os.path.isdir(path) or (os.path.isfile(path) and path.name == SETTINGS):
        return _folder(path if os.path.isdir(path) else path.parent)
    around = find(path.parent if os.path.isfile(path) else here)
    if (place := around.value) is None:
        return Checked(None, around.problems)
    if path in place.role_files():
        return _of_roles(place, [path.stem])
    if os.path.isfile(path) and path.suffix.lower() in YAML:
        return Checked(Target(place, (path,)), around.problems)
    if os.path.isfile(path):
        return failed("not-a-vacancy", f"“{name}” is not a vacancy.", hint="The file of a vacancy ends in .yaml.")
    return _with_id(place, name)


def _with_id(place: Workspace, name: str) -> Checked[Target]:
    """The vacancies of that id and those of the role of that id."""
    vacancies = {path.stem: path for path in vacancy_files(place)}
    own = (vacancies[name],) if name in vacancies else ()
    of_role = _of_roles(place, [name]) if name in place.role_paths else Checked(None)
    if own or of_role.value:
        return Checked(Target(place, (*own, *(of_role.value.roles if of_role.value else ()))))
    if of_role.problems:
        return of_role
    hint = suggest(name, [*vacancies, *sorted(place.role_paths)]) or "Paths count from the folder you stand in."
    return failed("no-such-file", f"There is no vacancy, role, file or folder “{name}”.", hint=hint)


def _folder(path: Path, *, is_named: bool = True) -> Checked[Target]:
    """Of a folder of vacancies those in it; of one of roles theirs; of a workspace, or of no folder's name, all."""
    around = find(path)
    if (place := around.value) is None:
        return Checked(None, around.problems)
    if is_named and place.root != path and path.is_relative_to(place.root / place.settings.roles):
        return _of_roles(place, [one.stem for one in yaml_files(path)])
    if not (is_named or place.is_there):
        return failed("no-workspace", "There is no workspace here, which would have vacancies.", hint=GO_THERE)
    is_whole = place.root == path or not is_named
    if found := vacancy_files(place) if is_whole else yaml_files(path):
        return Checked(Target(place, found), around.problems)
    folder = place.vacancies if is_whole else path
    return failed("no-vacancies", f"There are no vacancies in “{shown(folder)}”.", hint=BEGIN.format("ROLE"))


def _of_roles(place: Workspace, ids: list[str]) -> Checked[Target]:
    found = tuple(path for path in vacancy_files(place) if _role_in(path) in ids)
    if found or not ids:
        return Checked(Target(place, found))
    names = f"“{ids[0]}”" if len(ids) == 1 else "these roles"
    hint = BEGIN.format(ids[0] if len(ids) == 1 else "ROLE")
    return failed("no-vacancies", f"There is no vacancy of {names}.", hint=hint)


def _role_in(path: Path) -> object:
    """The role that a vacancy names, read no further than to there."""
    source = read(path, until=ROLE).value
    return source.at(("role",)) if source else None
