"""The boxes of an organisation chart, and who stands under whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Mark = Literal["", "new", "moved", "changed", "gone"]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is said of a post beside its title, each "" where nothing is; `reports_to` is its superior's title."""

    level: str = ""
    grade: str = ""
    post_number: str = ""
    status: str = ""
    reports_to: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A post on the chart, and the posts that report to it.

    `kind` is "role", or what a role reports to without a file of its own: a "level", or plain "words". `lines` stand
    under the title: level, grade, post number, status. `shared` says who else employs a joint post. `mark` says what
    becomes of it in a proposal and `marked` the same in words, as in “Moved from Director of Finance”. `focus` is the
    post that the chart is about. `facts` are what the table says, and the lines are made of.
    """

    id: str
    title: str
    kind: Literal["role", "level", "words"] = "role"
    lines: tuple[str, ...] = ()
    shared: str = ""
    mark: Mark = ""
    marked: str = ""
    focus: bool = False
    children: tuple[Box, ...] = ()
    facts: Facts = Facts()


@dataclass(frozen=True, slots=True)
class Chart:
    """An organisation chart: its title, what it shows in a line under that, and the boxes that report to none."""

    title: str
    subtitle: str
    roots: tuple[Box, ...]


def walk(boxes: tuple[Box, ...]) -> Iterator[Box]:
    """Every box, each before those under it."""
    for box in boxes:
        yield box
        yield from walk(box.children)
