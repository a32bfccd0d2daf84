"""The roles of a workspace together: who reports to whom, and what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen.fields import last_day, show_day
from rolegen.framework import Framework, Level, circle, looks_like_id
from rolegen.problems import Checked, Place, Problem, failed, shown, suggest
from rolegen.role import RoleFile
from rolegen.source import read
from rolegen.term import Term
from rolegen.workspace import Settings, collision_key

POST = frozenset({"title", "reports_to"})


@dataclass(frozen=True, slots=True)
class Post:
    """What other roles need to know of a role, even where something else in its file is wrong."""

    title: str
    reports_to: str


class Register:
    """Role files by id. It keeps superiors' titles and reporting lines, and no file: a batch may have ten thousand."""

    def __init__(self, files: Iterable[Path]) -> None:
        self.paths: dict[str, Path] = {}
        for path in files:
            self.paths.setdefault(path.stem, path)
        self._posts: dict[str, Post] = {}

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
        if loop := circle(file.id, lambda one: name if one == file.id else self._above(one)):
            return failed(
                "reporting-loop",
                f"The reporting line goes in a circle: {' → '.join(loop)}.",
                file.place("reports_to"),
                "One of these roles must report to someone else.",
            )
        if title := self._post(name).title:
            return Checked(title)
        return failed(
            "unreadable",
            f"The title of “{name}”, which this role reports to, cannot be read.",
            file.place("reports_to"),
            "Mend that file first.",
        )

    def _above(self, name: str) -> str | None:
        """The id that a role reports to; None for one that is not a role's."""
        return self._post(name).reports_to or None if name in self.paths else None

    def _post(self, name: str) -> Post:
        if name not in self._posts:
            source = read(self.paths[name], until=POST).value
            values = source.value if source and isinstance(source.value, dict) else {}
            self._posts[name] = Post(_words(values.get("title")), _words(values.get("reports_to")))
        return self._posts[name]


def _words(value: object) -> str:
    """A value's words, where it has any."""
    return value.strip() if isinstance(value, str) else ""


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


def check_term(file: RoleFile, framework: Framework) -> tuple[Problem, ...]:
    """What in a role does not keep to the term of its level; nothing where the level is for no fixed term."""
    level = framework.level(file.role.level)
    term = level.term if level else None
    if level is None or term is None:
        return ()
    told = [_outlasting(file, level, term)]
    if (starts := file.role.effective_from) and (
        (term.starts and starts < term.starts) or (term.last and starts > term.last)
    ):
        message = f"{show_day(starts)} is outside the term of {level.title}."
        told.append(_off_term(message, file.place("effective_from"), term))
    return tuple(problem for problem in told if problem)


def _outlasting(file: RoleFile, level: Level, term: Term) -> Problem | None:
    """A contract that is not for a time, or for longer than the level is."""
    contract, starts = file.role.contract, file.role.effective_from
    if contract is None:
        message = f"{level.title} is a level for a fixed term, and this role has no contract."
        return _off_term(message, file.place("level"), term)
    if contract.type == "permanent":
        message = f"{level.title} is a level for a fixed term; a permanent contract outlasts it."
        return _off_term(message, file.source.place(("contract", "type")), term)
    ends = contract.until or (last_day(starts, contract.months) if starts and contract.months else None)
    key = "until" if contract.until else "months"
    if ends and term.last and ends > term.last:
        message = f"The contract ends on {show_day(ends)}, after the term of {level.title}."
        return _off_term(message, file.source.place(("contract", key)), term)
    if not ends and contract.months and term.months and contract.months > term.months:
        message = f"The contract is for {contract.months} months, longer than the term of {level.title}."
        return _off_term(message, file.source.place(("contract", key)), term)
    return None


def _off_term(message: str, place: Place, term: Term) -> Problem:
    return Problem("term", message, place, f"Its term: {term.days}." if term.days else "", "warning")


class Standing:
    """The standing roles of a workspace that were looked at: who holds which designation, who replaces whom."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._before: dict[str, str] = {}  # each role with the one that it replaces
        self._approved: set[str] = set()
        self._holders: dict[str, list[str]] = {}

    def check(self, file: RoleFile) -> tuple[Problem, ...]:
        """What does not fit in a role beside those before it."""
        unknown = self._check_replaced(file)
        if file.role.is_gone:
            return unknown
        twice = () if unknown else tuple(self._check_twice(file))
        if file.role.replaces:
            self._before[file.id] = file.role.replaces
        if file.role.status == "approved":
            self._approved.add(file.id)
        return (*unknown, *twice, *self._check_succession(file), *self._check_designations(file))

    def successor(self, name: str) -> str:
        """The role that takes a role's place; "" where none does."""
        return next((new for new, old in self._before.items() if old == name != new), "")

    def _check_replaced(self, file: RoleFile) -> tuple[Problem, ...]:
        replaced, place = file.role.replaces, file.place("replaces")
        if replaced == file.id:
            return (Problem("unknown-role", "This role says that it replaces itself.", place, "Name the other one."),)
        if replaced is None or replaced in self._known:
            return ()
        hint = suggest(replaced, self._known)
        return (Problem("unknown-role", f"There is no role “{replaced}” to replace.", place, hint),)

    def _check_twice(self, file: RoleFile) -> Iterator[Problem]:
        for other, replaced in self._before.items():
            if replaced == file.role.replaces:
                message = f"“{replaced}” is replaced by “{other}” already."
                hint = "Keep one of the two, or give the other status: deleted."
                yield Problem("replaced-twice", message, file.place("replaces"), hint, "warning")

    def _check_succession(self, file: RoleFile) -> Iterator[Problem]:
        """Two approved roles, one of which takes the other's place."""
        for new, old in ((file.id, self._before.get(file.id, "")), (self.successor(file.id), file.id)):
            if new != old and {new, old} <= self._approved:
                message = f"“{new}” is approved in place of “{old}”, which is approved too."
                hint = f"Write status: superseded in {old}.yaml."
                yield Problem("not-superseded", message, file.place("status"), hint, "warning")

    def _check_designations(self, file: RoleFile) -> Iterator[Problem]:
        """Statutory designations that another role holds, unless one of the two takes the other's place."""
        own = self._line(file.id)
        for designation in file.role.statutory:
            holders = self._holders.setdefault(designation, [])
            other = next((holder for holder in holders if own.isdisjoint(self._line(holder))), None)
            holders.append(file.id)
            if other:
                message, place = f"“{designation}” is “{other}” already.", file.place("statutory")
                yield Problem("designation", message, place, "One post holds each.", "warning")

    def _line(self, name: str) -> frozenset[str]:
        """A role and those that it took the place of, one after another."""
        line = [name]
        while (before := self._before.get(line[-1])) and before not in line:
            line.append(before)
        return frozenset(line)


def same_names(made: Iterable[tuple[Path, Path]], what: str = "role") -> tuple[Problem, ...]:
    """Roles whose profiles would be one file, in some file system or other; pairs of profile and role file.

    Of something else than roles, `what` it is.
    """
    first: dict[str, Path] = {}
    problems = []
    for profile, path in made:
        other = first.setdefault(collision_key(profile), path)
        if other != path:
            message = f"This {what} and {shown(other)} would write one file, {profile.name}."
            problems.append(Problem("same-name", message, Place(path), "Rename one of them. Nothing was written."))
    return tuple(problems)
