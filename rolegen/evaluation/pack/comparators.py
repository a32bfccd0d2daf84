"""The posts beside which an evaluator weighs this one: those of the same level and grade, then others of the level."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rolegen.build import Workshop
from rolegen.fields import show_day, show_money, shown
from rolegen.framework import Framework, line
from rolegen.role import JobEvaluation, RoleFile, read_role


@dataclass(frozen=True, slots=True)
class Comparator:
    """A post in the words of a table; "" for what its file does not state."""

    title: str
    post_number: str
    grade: str
    reports_to: str
    year: str
    revenue: str
    capital: str
    staff: str
    reports: str
    evaluation: str


@dataclass(frozen=True, slots=True)
class Comparators:
    """The post itself, and the others of its level: of its grade, and of another one or none."""

    own: Comparator
    same_grade: tuple[Comparator, ...]
    other_grade: tuple[Comparator, ...]


def comparators(shop: Workshop, file: RoleFile, framework: Framework) -> Comparators:
    """The posts to compare one with; a role file that cannot be read is left out, as it is on the charts."""
    level = [one for one in _others(shop, file) if one.role.level == file.role.level]
    rows = sorted(((one.role.grade, _row(shop, one, framework)) for one in level), key=lambda row: row[1].title)
    grade = file.role.grade
    same = tuple(row for of, row in rows if grade and of == grade)
    other = tuple(row for of, row in rows if not grade or of != grade)
    return Comparators(_row(shop, file, framework), same, other)


def _others(shop: Workshop, file: RoleFile) -> list[RoleFile]:
    """The other standing posts of the workspace."""
    read = (read_role(path).value for path in shop.workspace.role_files())
    known = {one.id: one for one in read if one}
    same = {*_line(file, known), *(one.id for one in known.values() if file.id in _line(one, known))}
    return [one for one in known.values() if one.id not in same and not one.role.is_gone]


def _line(file: RoleFile, known: dict[str, RoleFile]) -> Iterator[str]:
    """A role and those whose place it takes, one after another."""
    return line(file.id, lambda name: known[name].role.replaces if name in known else None)


def _row(shop: Workshop, file: RoleFile, framework: Framework) -> Comparator:
    role, size = file.role, file.role.dimensions
    own = shop.frameworks.of(file).value or framework
    return Comparator(
        title=role.title,
        post_number=role.post_number or "",
        grade=role.grade or "",
        reports_to=shop.register.reports_to(file, own).value or "",
        year=size.year or "",
        revenue=show_money(size.revenue_budget),
        capital=show_money(size.capital_budget),
        staff=shown(size.staff_fte),
        reports=shown(size.direct_reports),
        evaluation=_evaluation(role.job_evaluation),
    )


def _evaluation(done: JobEvaluation | None) -> str:
    """Where the evaluation stands, by which reference and since when, a line each."""
    if done is None:
        return "Not evaluated"
    day = show_day(done.date) if done.date else ""
    return "\n".join(filter(None, (done.status.replace("-", " ").capitalize(), done.reference, day)))
