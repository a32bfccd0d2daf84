"""The posts of a chart in a row, each before those under it, with how tall each of their boxes is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.chart.box import Box


@dataclass(frozen=True, slots=True)
class Tree:
    """Posts by number: their boxes, how tall they are, how far from the top, whose children they are and who theirs."""

    boxes: tuple[Box, ...]
    depths: tuple[int, ...]
    parents: tuple[int, ...]
    children: tuple[tuple[int, ...], ...]

    @property
    def roots(self) -> tuple[int, ...]:
        """The posts that report to none."""
        return tuple(number for number, depth in enumerate(self.depths) if not depth)

    @property
    def depth(self) -> int:
        """How many posts stand above the lowest."""
        return max(self.depths, default=0)

    def upwards(self) -> range:
        """Every post after those under it."""
        return range(len(self.boxes) - 1, -1, -1)


def planted(roots: Sequence[Box]) -> Tree:
    """The posts of a chart, numbered from the first root down."""
    boxes: list[Box] = []
    depths: list[int] = []
    parents: list[int] = []
    children: list[list[int]] = []
    waiting = [(box, -1) for box in reversed(roots)]
    while waiting:
        box, parent = waiting.pop()
        number = len(boxes)
        boxes.append(box)
        parents.append(parent)
        depths.append(depths[parent] + 1 if parent >= 0 else 0)
        children.append([])
        if parent >= 0:
            children[parent].append(number)
        waiting += [(child, number) for child in reversed(box.children)]
    return Tree(tuple(boxes), tuple(depths), tuple(parents), tuple(map(tuple, children)))
