"""Which version of the framework a role builds with: approval sticks."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from rolegen import framework
from rolegen.framework import DESCRIPTORS, HISTORY, Framework
from rolegen.problems import Checked, Place, Problem, failed, has_errors, suggest
from rolegen.role import RoleFile
from rolegen.workspace import Workspace

ACCEPTED = "accepted"  # differences that the framework's owner knows of: no words of a profile


class Frameworks:
    """The framework that drafts build with, and the versions that approved roles ask for; each read once.

    `folders` are where versions are looked for, the workspace's own first.
    """

    def __init__(self, current: Framework, folders: tuple[Path, ...]) -> None:
        self.current, self.folders = current, folders
        self._kept: dict[str, Checked[Framework]] = {}
        if current.folder == folders[0]:
            self._kept[current.about.version] = Checked(current)

    def of(self, file: RoleFile) -> Checked[Framework]:
        """The framework a role builds with: one approved keeps the version it names, others take the current."""
        wanted = file.role.framework
        if not file.role.settled or wanted is None:
            return Checked(self.current)
        if wanted not in self._kept:
            found = [framework.version(folder, wanted) for folder in self.folders]
            self._kept[wanted] = next((one for one in found if one.value), found[0])
        kept = self._kept[wanted]
        return Checked(kept.value, tuple(_in_role(problem, file) for problem in kept.problems))


def load(place: Workspace, wanted: str = "") -> Checked[Frameworks]:
    """The framework of a workspace; or, where one is asked for, the one in a folder or in the history."""
    if wanted and os.path.isfile(Path(wanted) / DESCRIPTORS):
        folder = Path(wanted).absolute()
        other = framework.load(folder)
        return Checked(Frameworks(other.value, (place.data, folder)) if other.value else None, other.problems)
    own = framework.load(place.data)
    problems = (*own.problems, *(_check_kept(own.value) if own.value else ()))
    if wanted and not (own.value and own.value.about.version == wanted):
        choices = known(place)
        if wanted not in choices:
            message = f"“{wanted}” is neither a folder with a framework nor a version of this one."
            return failed("no-such-framework", message, hint=suggest(wanted, choices))
        own = framework.version(place.data, wanted)
        problems = own.problems
    return Checked(Frameworks(own.value, (place.data,)) if own.value else None, problems)


def known(place: Workspace) -> tuple[str, ...]:
    """The versions of a workspace's framework: those in the history, and the current one."""
    own = framework.load(place.data).value
    return tuple(dict.fromkeys([*framework.history(place.data), *([own.about.version] if own else [])]))


def is_there(place: Workspace, name: str) -> bool:
    """Whether a name is a framework's: a folder with one, or one of the versions."""
    return os.path.isfile(Path(name) / DESCRIPTORS) or name in known(place)


def _check_kept(current: Framework) -> tuple[Problem, ...]:
    """A version in the history that the current files claim to be, in other words: one of the two is wrong."""
    version = current.about.version
    folder = current.folder / HISTORY / version
    if not os.path.isfile(folder / DESCRIPTORS):
        return ()
    kept = framework.load(folder).value
    if kept and says_the_same(kept, current):
        return ()
    message = f"Version “{version}” stands in {HISTORY}/ in other words; approved roles build with it."
    hint = "Give the changed framework a version of its own: rolegen init --framework-version NEW."
    return (Problem("changed-version", message, Place(current.folder / DESCRIPTORS), hint),)


def says_the_same(one: Framework, other: Framework) -> bool:
    """Whether two frameworks have the same levels and wordings, whatever they are called and whoever adopted them."""
    return _said(one) == _said(other)


def _said(known: Framework) -> object:
    levels = [level.model_dump(exclude={ACCEPTED}) for level in known.levels]
    return levels, [theme.model_dump(exclude={"clauses": {"__all__": {ACCEPTED}}}) for theme in known.themes]


def _in_role(problem: Problem, file: RoleFile) -> Problem:
    """A version that is not kept is told where the role asks for it."""
    if problem.rule != "no-such-version":
        return problem
    return Problem(problem.rule, problem.message, file.place("framework"), problem.hint)


def on_older(frameworks: Frameworks, file: RoleFile) -> tuple[Problem, ...]:
    """An approved role that stands on an earlier framework: told, never moved."""
    current, own = frameworks.current.about.version, file.role.framework
    if file.role.status != "approved" or own in (None, current) or has_errors(frameworks.of(file).problems):
        return ()
    message = f"Approved on framework “{own}”; the current one is “{current}”. It keeps its wording."
    return (Problem("older-framework", message, file.place("framework"), _way_on(frameworks, file), "note"),)


def _way_on(frameworks: Frameworks, file: RoleFile) -> str:
    """What would change for a role that moves to the current framework, and what moves it."""
    from rolegen.amended.brief import brief

    approved, current = frameworks.of(file).value, frameworks.current
    said = brief(file.role, approved, current) if approved else ""
    level = " --level LEVEL" if current.level(file.role.level) is None else ""
    return f"{said} To move it: rolegen new --from {file.id} --framework {current.about.version}{level}.".strip()


def with_successor(note: Problem, successor: str) -> Problem:
    """The note on a role that another one takes the place of already."""
    return replace(note, hint=f"“{successor}” takes its place once it is approved.") if successor else note
