"""The slips between the wordings of one clause: which side of each is the odd one out, and who has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from rolegen.drift.acceptance import Acceptances
from rolegen.drift.difference import Difference, Gap, Kind, differences, has_placeholder, joined, raw_gaps
from rolegen.drift.nearest import neighbours
from rolegen.drift.wording import Cell, Wording, Words, contains

CONTEXT = 2  # words on either side by which a difference is known again in other wordings
EDGE = ("",)


@dataclass(frozen=True)
class Slip:
    """A difference between the odd wording and another, and who has each side of it."""

    odd: Wording
    other: Wording
    gap: Gap  # as seen from the odd wording
    kind: Kind
    odd_cells: tuple[Cell, ...]
    other_cells: tuple[Cell, ...]


def slips(wordings: tuple[Wording, ...], accepted: Acceptances, is_shared: Callable[[Wording], bool]) -> Iterator[Slip]:
    """What differs by accident, each difference once; `is_shared` tells the wording that levels have unless they say."""
    seen = set()
    for one, other in neighbours(wordings):
        for found in differences(one, other, accepted.without):
            slip = _slip(wordings, one, other, found, is_shared)
            sides = _side(slip.odd, slip.gap.start, slip.gap.end), _side(
                slip.other, slip.gap.other_start, slip.gap.other_end
            )
            if sides not in seen:
                seen.add(sides)
                yield slip


def note_accepted(wordings: tuple[Wording, ...], accepted: Acceptances) -> None:
    """Marks as used what accepts a difference between any two wordings, also such as are not told."""
    for one, other in combinations(wordings, 2):
        raw = tuple(raw_gaps(one, other))
        for gap in (*raw, *joined(one, other, raw)):
            accepted.without(one, other, gap)


def _slip(
    wordings: Iterable[Wording], one: Wording, other: Wording, found: Difference, is_shared: Callable[[Wording], bool]
) -> Slip:
    gap = found.gap
    turned = Gap(gap.other_start, gap.other_end, gap.start, gap.end)
    ours = _having(wordings, one, _side(one, gap.start, gap.end))
    theirs = _having(wordings, other, _side(other, gap.other_start, gap.other_end))
    if found.kind == "name":
        is_odd = not has_placeholder(one.tokens[gap.start : gap.end])  # what has the placeholder is right
    else:
        is_odd = (len(ours), is_shared(one), -one.place.line) <= (len(theirs), is_shared(other), -other.place.line)
    if is_odd:
        return Slip(one, other, gap, found.kind, ours, theirs)
    return Slip(other, one, turned, found.kind, theirs, ours)


def _having(wordings: Iterable[Wording], own: Wording, side: tuple[str, ...]) -> tuple[Cell, ...]:
    """Who has one side of a difference, in the same context."""
    return tuple(
        cell
        for wording in wordings
        if wording is own or contains((*EDGE, *wording.tokens, *EDGE), side)
        for cell in wording.cells
    )


def _side(words: Words, start: int, end: int) -> tuple[str, ...]:
    """What stands in a gap and a few words around it."""
    return (*EDGE, *words.tokens, *EDGE)[max(start + 1 - CONTEXT, 0) : end + 1 + CONTEXT]
