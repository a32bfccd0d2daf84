"""An organisation chart as a table, for whoever cannot see the picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.chart.box import Box, Chart, walk

NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class Row:
    """A post in words, each "" where there is nothing to say; `post` says its number and who shares it too."""

    post: str
    level: str
    grade: str
    status: str
    reports_to: str
    change: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what of a row stands in it, its title, how many cm wide it is, and whether it is left out if empty."""

    key: str
    title: str
    width: float
    needed: bool = False


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A table: the titles of its columns, their widths in cm, and its cells; the first of a row is the post."""

    titles: tuple[str, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


COLUMNS = (
    Column("post", "Post", 5.0, needed=True),
    Column("level", "Level", 3.2, needed=True),
    Column("grade", "Grade", 1.7),
    Column("status", "Status", 2.7),
    Column("reports_to", "Reports to", 3.8, needed=True),
    Column("change", "Change", 5.4),
)  # the first five are as wide as a page of A4 between its margins, all of them need one turned on its side


def rows(chart: Chart) -> tuple[Row, ...]:
    """The posts of a chart in its order, each before those under it; levels and words are in “reports to”."""
    return tuple([_row(box) for box in walk(chart.roots) if box.kind == "role"])


def _row(box: Box) -> Row:
    facts = box.facts
    number = f" ({facts.post_number})" if facts.post_number else ""
    shared = f", {box.shared[:1].lower()}{box.shared[1:]}" if box.shared else ""
    superior = facts.reports_to or NOT_STATED
    return Row(f"{box.title}{number}{shared}", facts.level, facts.grade, facts.status, superior, change(box))


def change(box: Box) -> str:
    """What becomes of a post, in words."""
    return box.marked or ("New post" if box.mark == "new" else "")


def width(chart: Chart, without: Sequence[str] = ()) -> float:
    """How many cm the chart's table needs."""
    return sum(column.width for column in _used(rows(chart), without))


def table(chart: Chart, wide: float, without: Sequence[str] = ()) -> ChartTable:
    """The chart as a table so many cm wide, without some columns and those that nothing stands in."""
    found = rows(chart)
    used = _used(found, without)
    full = sum(column.width for column in used)
    return ChartTable(
        tuple([column.title for column in used]),
        tuple([round(column.width * wide / full, 1) for column in used]),
        tuple([tuple([getattr(row, column.key) for column in used]) for row in found]),
    )


def _used(found: Sequence[Row], without: Sequence[str]) -> list[Column]:
    wanted = [column for column in COLUMNS if column.key not in without]
    return [column for column in wanted if column.needed or any(getattr(row, column.key) for row in found)]
