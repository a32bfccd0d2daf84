"""The roles of a workspace together: each file read once, who reports to whom, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rolegen.framework import Framework, circle, looks_like_id
from rolegen.problems import Checked, Place, Problem, failed, shown, suggest
from rolegen.role import RoleFile, read_role
from rolegen.source import read
from rolegen.workspace import Settings, collision_key


class Register:
    """Role files by id; a file is read when it is first asked for."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.paths: dict[str, Path] = {}
        for path in files:
            self.paths.setdefault(path.stem, path)
        self._read: dict[Path, Checked[RoleFile]] = {}

    def role(self, path: Path) -> Checked[RoleFile]:
        """The role in a file."""
        if path not in self._read:
            self._read[path] = read_role(path)
        return self._read[path]

    def reports_to(self, file: RoleFile, framework: Framework) -> Checked[str]:
        """Whom a role reports to, as the page says it: a role's title, else a level's, else the file's own words."""
        words = file.role.reports_to or ""
        if words in self.paths:
            return self._superior(file, words)
        if level := framework.level(words):
            return Checked(level.title)
        if not looks_like_id(words):
            return Checked(words)
        known = dict.fromkeys([*self.paths, *(level.id for level in framework.levels)])
        hint = f"{suggest(words, known)} If these are plain words, begin them with a capital letter."
        return failed(
            "unknown-role", f"There is no role or level “{words}” to report to.", file.place("reports_to"), hint
        )

    def _superior(self, file: RoleFile, name: str) -> Checked[str]:
        if loop := circle(file.id, lambda name: self._above(file, name)):
            return failed(
                "reporting-loop",
                f"The reporting line goes in a circle: {' → '.join(loop)}.",
                file.place("reports_to"),
                "One of these roles must report to someone else.",
            )
        if title := self._title(self.paths[name]):
            return Checked(title)
        return failed(
            "unreadable",
            f"The title of “{name}”, which this role reports to, cannot be read.",
            file.place("reports_to"),
            "Mend that file first.",
        )

    def _title(self, path: Path) -> str:
        """A role's title, even where something else in its file is wrong."""
        if file := self.role(path).value:
            return file.role.title
        source = read(path).value
        title = source.value.get("title") if source and isinstance(source.value, dict) else ""
        return title.strip() if isinstance(title, str) else ""

    def _above(self, file: RoleFile, name: str) -> str | None:
        """The id that a role reports to; None for one that is not a role's."""
        known = file if name == file.id else self.role(self.paths[name]).value if name in self.paths else None
        return known.role.reports_to if known else None


def check_grade(file: RoleFile, settings: Settings) -> tuple[Problem, ...]:
    """What is wrong with a role's grade, where the organisation says which grades it has."""
    grade = file.role.grade
    if grade is None or not settings.grades:
        return ()
    if grade not in settings.grades:
        hint = suggest(grade, settings.grades)
        return (Problem("unknown-grade", f"There is no grade “{grade}”.", file.place("grade"), hint),)
    known = settings.grades[grade]
    if known and known.unusable:
        message = f"Grade {grade} cannot be used: {known.unusable}."
        return (Problem("unusable-grade", message, file.place("grade"), "Choose another grade."),)
    return ()


def check_designations(files: Iterable[RoleFile]) -> tuple[Problem, ...]:
    """Statutory designations that more than one standing role carries."""
    holders: dict[str, RoleFile] = {}
    problems = []
    for file in files:
        if file.role.status in ("superseded", "deleted"):
            continue
        for designation in file.role.statutory:
            first = holders.setdefault(designation, file)
            if first is not file:
                message = f"“{designation}” is “{first.id}” already."
                problems.append(
                    Problem("designation", message, file.place("statutory"), "One post holds each.", "warning")
                )
    return tuple(problems)


def same_names(made: Iterable[tuple[Path, Path]]) -> tuple[Problem, ...]:
    """Roles whose profiles would be one file, in some file system or other; pairs of profile and role file."""
    first: dict[str, Path] = {}
    problems = []
    for profile, path in made:
        other = first.setdefault(collision_key(profile), path)
        if other != path:
            message = f"This role and {shown(other)} would write one file, {profile.name}."
            problems.append(Problem("same-name", message, Place(path), "Rename one of them. Nothing was written."))
    return tuple(problems)
