"""What the signs of a chart mean: a sample of each that occurs, and its meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rolegen.chart import look, shapes, typeface
from rolegen.chart.box import Box
from rolegen.chart.shapes import Rectangle, Shape, Words

SIZE = 8.0
WIDE, HIGH = 24.0, 12.0  # of a sample
SCALE = 0.9
ROOM, NEXT, ROW, BEFORE = 6.0, 18.0, 18.0, 16.0  # sample to words, sign to sign, row to row, above the first


@dataclass(frozen=True, slots=True)
class Sign:
    """A post that looks as its meaning says."""

    box: Box
    meaning: str


SIGNS = (
    Sign(Box("", "", focus=True), "The post that this chart is about"),
    Sign(Box("", "", mark="new"), "New post"),
    Sign(Box("", "", mark="moved"), "Reports to someone else"),
    Sign(Box("", "", mark="changed"), "Changed otherwise"),
    Sign(Box("", "", mark="gone"), "Not in the proposal"),
    Sign(Box("", "", shared="shared"), "Shared with, or employed by, another organisation"),
    Sign(Box("", "", "level"), "Named as a superior, without a role file"),
)


def signs(boxes: Sequence[Box]) -> tuple[Sign, ...]:
    """The signs that occur among these posts."""
    seen = {(kind, bool(value)) for box in boxes for kind, value in _features(box)}
    return tuple(sign for sign in SIGNS if any((kind, True) in seen for kind, value in _features(sign.box) if value))


def _features(box: Box) -> Iterator[tuple[str, object]]:
    yield "focus", box.focus
    yield f"mark {box.mark}", box.mark
    yield "shared", box.shared
    yield "other", box.kind != "role"


def _places(found: Sequence[Sign], width: float) -> Iterator[tuple[float, float, Sign]]:
    """How far across and down each sign stands."""
    x = y = 0.0
    for sign in found:
        wide = _sign_width(sign)
        if x and x + wide > width:
            x, y = 0.0, y + ROW
        yield x, y, sign
        x += wide + NEXT


def _sign_width(sign: Sign) -> float:
    return _sample_width(sign) + ROOM + typeface.width(sign.meaning, SIZE)


def _sample_width(sign: Sign) -> float:
    return look.tag_width(sign.box.mark, SCALE) if sign.box.mark else WIDE


def width(found: Sequence[Sign]) -> float:
    """How wide the widest sign is with its meaning, which is not broken."""
    return max(map(_sign_width, found), default=0.0)


def height(found: Sequence[Sign], width: float) -> float:
    """How much room the signs and their meanings take below a chart."""
    return max((y for _, y, _ in _places(found, width)), default=-BEFORE - HIGH) + BEFORE + HIGH


def drawn(found: Sequence[Sign], left: float, top: float, width: float) -> Iterator[Shape]:
    """The signs, each with its meaning."""
    for x, y, sign in _places(found, width):
        sample, middle = _sample_width(sign), top + BEFORE + y + HIGH / 2
        if sign.box.mark:
            yield from look.tag(sign.box, left + x + sample, middle, SCALE)
        else:
            yield from look.framed(sign.box, Rectangle(left + x, middle - HIGH / 2, WIDE, HIGH), SCALE)
        base = middle + SIZE * look.CAPITAL / 2
        wide = typeface.width(sign.meaning, SIZE)
        yield Words(left + x + sample + ROOM, base, sign.meaning, SIZE, wide, colour=shapes.QUIET)
