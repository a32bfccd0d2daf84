"""What a post looks like on a chart: its words in a box, and by outline and a tag what is special about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rolegen.chart import shapes, typeface
from rolegen.chart.box import Box, Mark
from rolegen.chart.fitting import clean, joined, title, wrapped
from rolegen.chart.shapes import Rectangle, Shape, Words

TITLE, TEXT = 9.4, 8.8  # points, where there is room enough
SPACING = 1.16  # of a line, in its letters' size
ASCENT, CAPITAL = 0.905, 0.716  # of Arial, in ems: above the base line all in all, and capitals
BAR, LEFT, RIGHT, ABOVE = 3.0, 9.0, 5.0, 5.5
TAG, IN_TAG = 11.0, 4.5  # how tall a tag is, and how far its words are from its ends
UNDER_TAG = 2.5
SHARED = 2.4  # from the outline of a joint post to the second one

TAGS: Mapping[Mark, str] = {"new": "New", "moved": "Moved", "changed": "Changed", "gone": "Gone"}
OUTLINES: Mapping[Mark, tuple[str, float]] = {
    "new": (shapes.ACCENT, 2.0),
    "moved": (shapes.ACCENT, 2.0),
    "changed": (shapes.ACCENT, 1.0),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of words in a box."""

    text: str
    size: float
    bold: bool = False
    colour: str = shapes.QUIET
    struck: bool = False


def room(width: float) -> float:
    """How much of a box's width there is for words."""
    return width - LEFT - RIGHT


def rows(box: Box, width: float) -> tuple[Row, ...]:
    """What stands in a box, line by line."""
    wide = room(width)
    gone, given = box.mark == "gone", box.kind == "role"
    ink = shapes.MUTED if gone or not given else shapes.INK
    found = [Row(text, TITLE, True, ink, gone) for text in title(box.title or box.id, wide, TITLE)]
    found += [Row(text, TEXT, colour=shapes.MUTED if gone else shapes.QUIET) for text in joined(box.lines, wide, TEXT)]
    for said in filter(None, map(clean, (box.shared, box.marked))):
        found += [Row(text, TEXT, True, shapes.ACCENT) for text in wrapped(said, wide, TEXT, bold=True)]
    return tuple(replace(row, colour=shapes.PAPER) for row in found) if box.focus else tuple(found)


def widest(boxes: Sequence[Box]) -> float:
    """How wide the widest word of the titles is."""
    words = {word for box in boxes for word in clean(box.title).split(" ")}
    return max((typeface.width(word, TITLE, bold=True) for word in words), default=0.0)


def height(box: Box, width: float) -> float:
    """How tall a box is for its lines of words."""
    return _above(box) + ABOVE + SPACING * sum(row.size for row in rows(box, width))


def _above(box: Box) -> float:
    """How much room is above the words of a box; more where a tag hangs into it."""
    return ABOVE + (UNDER_TAG if box.mark else 0.0)


def drawn(box: Box, found: tuple[Row, ...], place: Rectangle, scale: float) -> Iterator[Shape]:
    """A post in its place; `scale` is how large its words are, of the most that they can be."""
    yield from framed(box, place, scale)
    y = place.y + scale * _above(box)
    for row in found:
        size = row.size * scale
        base = y + size * (ASCENT + (SPACING - 1.117) / 2)
        wide = typeface.width(row.text, size, bold=row.bold)
        yield Words(place.x + LEFT * scale, base, row.text, size, wide, row.bold, row.colour, row.struck)
        y += size * SPACING
    if box.mark:
        yield from tag(box, place.x + place.width - 3 * scale, place.y, scale)


def framed(box: Box, place: Rectangle, scale: float) -> Iterator[Shape]:
    """The box itself, without words."""
    colour, weight = OUTLINES.get(box.mark, (shapes.EDGE, 0.75))
    fill, dash = shapes.PAPER, 0.0
    if box.focus:
        fill, colour = shapes.ACCENT, shapes.ACCENT
    elif box.mark == "gone" or box.kind != "role":
        fill, colour, dash, weight = shapes.PALE, shapes.MUTED, 3.0, 0.9
    elif box.mark == "new":
        fill = shapes.TINT
    yield replace(place, fill=fill)
    if box.kind == "role" and box.mark != "gone":
        yield replace(place, width=BAR * scale, fill=shapes.ACCENT)
    yield replace(place, outline=colour, weight=weight * scale, dash=dash * scale)
    if box.shared:
        inset = SHARED * scale
        bar = BAR * scale
        yield Rectangle(
            place.x + bar + inset / 2,
            place.y + inset,
            place.width - bar - 1.5 * inset,
            place.height - 2 * inset,
            outline=shapes.PAPER if box.focus else shapes.ACCENT,
            weight=0.75 * scale,
        )


def tag_width(mark: Mark, scale: float) -> float:
    """How wide the tag of a mark is."""
    return typeface.width(TAGS[mark], TEXT * scale, bold=True) + 2 * IN_TAG * scale


def tag(box: Box, right: float, middle: float, scale: float) -> Iterator[Shape]:
    """What becomes of a post, in a word on the outline of its box."""
    text, size, high, wide = TAGS[box.mark], TEXT * scale, TAG * scale, tag_width(box.mark, scale)
    colour = shapes.MUTED if box.mark == "gone" else shapes.ACCENT
    fill, letters = (colour, shapes.PAPER) if box.mark == "new" and not box.focus else (shapes.PAPER, colour)
    yield Rectangle(right - wide, middle - high / 2, wide, high, fill, colour, 0.9 * scale, radius=high / 2)
    inside = wide - 2 * IN_TAG * scale
    yield Words(
        right - wide + IN_TAG * scale, middle + size * CAPITAL / 2, text, size, inside, bold=True, colour=letters
    )
