"""The heading of a chart: its title, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from rolegen.chart import look, shapes, typeface
from rolegen.chart.box import Chart
from rolegen.chart.fitting import clean, wrapped
from rolegen.chart.look import Row
from rolegen.chart.shapes import Words

TITLE, SUBTITLE = 15.0, 9.6
SPACING, BELOW = 1.25, 14.0


def rows(chart: Chart, width: float) -> Iterator[Row]:
    """Its lines."""
    if title := clean(chart.title):
        yield from (Row(line, TITLE, True, shapes.ACCENT) for line in wrapped(title, width, TITLE, bold=True))
    if subtitle := clean(chart.subtitle):
        yield from (Row(line, SUBTITLE) for line in wrapped(subtitle, width, SUBTITLE))


def width(chart: Chart) -> float:
    """How wide it would be without a line broken."""
    return max((typeface.width(row.text, row.size, bold=row.bold) for row in rows(chart, inf)), default=0.0)


def height(chart: Chart, width: float) -> float:
    """How much room it takes above the boxes, which themselves need some for their tags."""
    return SPACING * sum(row.size for row in rows(chart, width)) + BELOW


def drawn(chart: Chart, left: float, top: float, width: float) -> Iterator[Words]:
    """It in its place."""
    for row in rows(chart, width):
        wide = typeface.width(row.text, row.size, bold=row.bold)
        yield Words(left, top + row.size * look.ASCENT, row.text, row.size, wide, row.bold, row.colour)
        top += row.size * SPACING
