"""Roles beside their last evaluated copies, weighed: what `rolegen evaluation` answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rolegen import build
from rolegen.build import Options, Workshop
from rolegen.evaluation.cases import case_of, held, held_by_others
from rolegen.evaluation.finding import OUTCOMES, Case, Outcome, Weighed
from rolegen.evaluation.moves import Moved, Posts
from rolegen.evaluation.trigger import Triggers, triggers
from rolegen.evaluation.weighing import weigh
from rolegen.problems import Checked, Problem, has_errors, once_each
from rolegen.role import read_role
from rolegen.workspace import Workspace


@dataclass(frozen=True, slots=True)
class RoleReport:
    """What was found in one role. One that nobody `asked` for is here for a service that moved to or from one asked."""

    weighed: Weighed
    moved: tuple[Moved, ...] = ()
    asked: bool = True

    @property
    def case(self) -> Case:
        """The role as it stands, and as it was last evaluated."""
        return self.weighed.case


@dataclass(frozen=True, slots=True)
class FrameworkChange:
    """Roles evaluated on one version of the framework that stand on another now; ids, in the order of the report."""

    old: str
    new: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """Roles as they were weighed: those asked for before the others, and of each those first that come to most.

    `standing` says whose thresholds these are, and `adopted` whether anyone adopted them. `failed` are the roles that
    could not be weighed, `left_out` those superseded or deleted, which are weighed only where they are named.
    """

    roles: tuple[RoleReport, ...]
    frameworks: tuple[FrameworkChange, ...]
    standing: str
    adopted: bool = False
    as_at: date | None = None
    failed: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    def count(self, *outcomes: Outcome) -> int:
        """How many of the roles come to one of these."""
        return sum(role.weighed.outcome in outcomes for role in self.roles)

    def reaches(self, outcome: Outcome) -> bool:
        """Whether any role comes to that or to more."""
        return self.count(*OUTCOMES[OUTCOMES.index(outcome) :]) > 0


@dataclass(frozen=True, slots=True)
class _Read:
    """The roles of some files: their cases, and what became of the others."""

    cases: tuple[Case, ...]
    failed: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def report(
    place: Workspace, paths: tuple[Path, ...], as_at: date | None, *, unnamed: Collection[Path] = ()
) -> Checked[Report]:
    """The roles in these files, weighed; `unnamed` are those of them that were only found in a folder.

    A role that cannot be weighed is a problem and stops none of the others.
    """
    rules, prepared = triggers(place), build.prepare(place, Options())
    problems = (*rules.problems, *prepared.problems)
    if rules.value is None or prepared.value is None or has_errors(problems):
        return Checked(None, once_each(problems))
    shop = prepared.value
    read = _read(shop, paths, as_at, unnamed)
    posts, unread = _posts(shop, read.cases)
    told = _told(read.cases, rules.value, posts)
    beside = _read(shop, _reached(shop, told), as_at, shop.register.paths.values())
    roles = (*told, *_told(beside.cases, rules.value, posts, asked=False))
    made = Report(
        roles, _frameworks(roles), rules.value.standing, rules.value.adopted, as_at, read.failed, read.left_out
    )
    return Checked(made, once_each((*problems, *read.problems, *unread, *beside.problems)))


def _read(shop: Workshop, paths: Iterable[Path], as_at: date | None, unnamed: Collection[Path]) -> _Read:
    cases, failed, left_out, problems = list[Case](), list[str](), list[str](), list[Problem]()
    for path in paths:
        role = read_role(path)
        if role.value and role.value.role.is_gone and path in unnamed:
            left_out.append(path.stem)
            continue
        case: Checked[Case] = case_of(shop, role.value, as_at) if role.value else Checked(None)
        problems += [*role.problems, *case.problems]
        if case.value and not has_errors(role.problems):
            cases.append(case.value)
        else:
            failed.append(path.stem)
    return _Read(tuple(cases), tuple(failed), tuple(left_out), tuple(problems))


def _posts(shop: Workshop, cases: Iterable[Case]) -> tuple[Posts, tuple[Problem, ...]]:
    """Who holds which service; other roles are read only where one of these gained or lost some."""
    own = [held(case) for case in cases]
    if not any(one.gained or one.lost for one in own):
        return Posts(own), ()
    others, unread = held_by_others(shop, own)
    return Posts([*own, *others]), unread


def _told(cases: Iterable[Case], rules: Triggers, posts: Posts, *, asked: bool = True) -> tuple[RoleReport, ...]:
    """Each role weighed, those first that come to most."""
    told = [RoleReport(weigh(case, rules), posts.moves(held(case)), asked) for case in cases]
    return tuple(sorted(told, key=lambda role: -OUTCOMES.index(role.weighed.outcome)))


def _reached(shop: Workshop, told: Iterable[RoleReport]) -> tuple[Path, ...]:
    """The files of the roles that nobody asked for, but that a service moved to or from."""
    reached = dict.fromkeys(move.other for role in told for move in role.moved if move.way != "also")
    asked = {role.case.after.id for role in told}
    known = shop.register.paths
    return tuple(known[name] for name in reached if name in known and name not in asked)


def _frameworks(told: Iterable[RoleReport]) -> tuple[FrameworkChange, ...]:
    """Each step from one version of the framework to another, with the roles that took it since their evaluation."""
    steps: dict[tuple[str, str], list[str]] = {}
    for role in told:
        before, after = role.case.before, role.case.after
        if before and before.framework != after.framework:
            steps.setdefault((before.framework, after.framework), []).append(after.id)
    return tuple(FrameworkChange(old, new, tuple(names)) for (old, new), names in sorted(steps.items()))
