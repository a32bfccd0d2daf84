"""An organisation chart laid out: its posts as they are read best on a page, a heading, and what its signs mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolegen.chart import heading, legend, look
from rolegen.chart.arranging import Arrangement
from rolegen.chart.box import Box, Chart
from rolegen.chart.choosing import SMALLEST, choose
from rolegen.chart.fitting import clean
from rolegen.chart.shapes import A4, CM_PER_POINT, Drawing, Figure, Page, Rectangle
from rolegen.chart.tree import Tree, planted

EDGE = 3.0  # points around all
NARROWEST = 300.0  # that a chart is for its heading's sake
KINDS = {"level": "a level of the framework, not a post", "words": "named as a superior, without a role file"}


def lay_out(chart: Chart, pages: tuple[Page, ...] = A4) -> Drawing:
    """The chart as it is drawn: its words as large as they can be on one of these pages, but never too small."""
    tree = planted(chart.roots)
    signs = legend.signs(tree.boxes)
    arranged, scale = _arranged(tree, list(_rooms(chart, pages, signs)))
    wide = max(arranged.width * scale, min(heading.width(chart), NARROWEST), legend.width(signs))
    top = EDGE + heading.height(chart, wide)
    bottom = top + arranged.height * scale
    placed = arranged.placed(EDGE + (wide - arranged.width * scale) / 2, top, scale)
    return Drawing(
        wide + 2 * EDGE,
        bottom + legend.height(signs, wide) + EDGE,
        clean(chart.title),
        clean(chart.subtitle),
        placed.lines,
        tuple(_figures(tree, placed, arranged.box, scale)),
        (*heading.drawn(chart, EDGE, EDGE, wide), *legend.drawn(signs, EDGE, bottom, wide)),
        pages,
    )


def _rooms(chart: Chart, pages: Sequence[Page], signs: Sequence[legend.Sign]) -> Iterator[tuple[float, float]]:
    """The room for the posts on each page, in points."""
    for width, height in pages:
        wide, high = width / CM_PER_POINT - 2 * EDGE, height / CM_PER_POINT - 2 * EDGE
        yield wide, max(1.0, high - heading.height(chart, wide) - legend.height(signs, wide))


def _arranged(tree: Tree, rooms: Sequence[tuple[float, float]]) -> tuple[Arrangement, float]:
    if not tree.boxes:
        return Arrangement(0, 0, 0, (), (), ()), 1.0
    choice = choose(tree, rooms)
    return choice.arranging.arranged(), max(choice.scale, SMALLEST)


def _figures(tree: Tree, placed: Arrangement, width: float, scale: float) -> Iterator[Figure]:
    for box, parent, (x, y), high in zip(tree.boxes, tree.parents, placed.places, placed.heights, strict=True):
        place = Rectangle(x, y, placed.box, high)
        above = tree.boxes[parent].title if parent >= 0 else ""
        yield Figure(box, place, said(box, above), tuple(look.drawn(box, look.rows(box, width), place, scale)))


def said(box: Box, above: str) -> str:
    """A post in words, for whoever cannot see the chart."""
    facts = [box.title or box.id, KINDS.get(box.kind, ""), f"reports to {above}" if above else "", *box.lines]
    facts += [box.shared, look.TAGS.get(box.mark, ""), box.marked]
    return "; ".join(filter(None, map(clean, facts)))
