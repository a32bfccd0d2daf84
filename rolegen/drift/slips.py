"""The slips between the wordings of one clause: which side of each is the odd one out, and who has it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from rolegen.drift.acceptance import Acceptances
from rolegen.drift.difference import Difference, Gap, Kind, differences, has_placeholder, joined, raw_gaps, runs
from rolegen.drift.nearest import neighbours
from rolegen.drift.wording import Cell, Wording, Words, contains

# How many words before and after a difference let it be known again in other wordings; the fewer, the later asked.
CONTEXTS = ((2, 2), (1, 1), (1, 0), (0, 1))
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

    @property
    def turned(self) -> Slip:
        """The same, the other wording taken for the odd one."""
        gap = self.gap
        back = Gap(gap.other_start, gap.other_end, gap.start, gap.end)
        return Slip(self.other, self.odd, back, self.kind, self.other_cells, self.odd_cells)


def slips(wordings: tuple[Wording, ...], accepted: Acceptances, is_shared: Callable[[Wording], bool]) -> Iterator[Slip]:
    """What differs by accident, each difference once; `is_shared` tells the wording of levels without their own."""
    found: list[Slip] = []
    for one, other in neighbours(wordings):
        for difference in differences(one, other, accepted.without):
            slip = _slip(wordings, one, other, difference, is_shared)
            if not any(_is_same(slip, before) for before in found):
                found.append(slip)
                yield slip


def _is_same(slip: Slip, before: Slip) -> bool:
    """Whether one slip is another, seen from a third wording: in the same place, or in the same words."""
    one, other = slip.gap, before.gap
    own = [(slip.odd, one.start, one.end), (slip.other, one.other_start, one.other_end)]
    if any(wording is before.odd and _overlap(start, end, other.start, other.end) for wording, start, end in own):
        return True
    return slip.kind == before.kind and _sides(slip) == _sides(before)


def _overlap(start: int, end: int, other_start: int, other_end: int) -> bool:
    return (
        max(start, other_start) < min(end, other_end)
        or (start, end) == (other_start, other_end)
        or (
            min(end - start, other_end - other_start) == 0
            and max(start, other_start) < max(end, other_end)
            and min(start, other_start) < min(end, other_end)
        )
    )


def _sides(slip: Slip) -> tuple[tuple[str, ...], tuple[str, ...]]:
    gap = slip.gap
    return _side(slip.odd, gap.start, gap.end, (2, 2)), _side(slip.other, gap.other_start, gap.other_end, (2, 2))


def note_accepted(wordings: tuple[Wording, ...], accepted: Acceptances) -> None:
    """Marks as used what accepts a difference between any two wordings, also such as are not told."""
    for one, other in combinations(wordings, 2):
        raw = tuple(raw_gaps(one, other))
        for gap in (*raw, *runs(raw), *joined(one, other, raw)):
            accepted.without(one, other, gap)


def _slip(
    wordings: Sequence[Wording], one: Wording, other: Wording, found: Difference, is_shared: Callable[[Wording], bool]
) -> Slip:
    ours, theirs = _sharing(wordings, one, other, found)
    slip = Slip(one, other, found.gap, found.kind, ours, theirs)
    if found.kind == "name":  # what has the placeholder is right
        return slip.turned if has_placeholder(one.tokens[found.gap.start : found.gap.end]) else slip
    order = _levels(ours), is_shared(one), -one.place.line
    return slip if order <= (_levels(theirs), is_shared(other), -other.place.line) else slip.turned


def _levels(cells: Iterable[Cell]) -> int:
    return len({level for level, _ in cells})


def _sharing(
    wordings: Sequence[Wording], one: Wording, other: Wording, found: Difference
) -> tuple[tuple[Cell, ...], tuple[Cell, ...]]:
    """Who has each side of a difference in the same context; in less of it, where that decides nothing."""
    gap, by_case = found.gap, found.kind == "case"
    is_one_sided = gap.start == gap.end or gap.other_start == gap.other_end
    everyone = sum(len(wording.cells) for wording in wordings)
    for context in CONTEXTS[:2] if is_one_sided else CONTEXTS:
        ours = _having(wordings, one, _side(one, gap.start, gap.end, context), by_case=by_case)
        theirs = _having(wordings, other, _side(other, gap.other_start, gap.other_end, context), by_case=by_case)
        both = len({*ours, *theirs})
        is_more = both > len(one.cells) + len(other.cells)
        if both == len(ours) + len(theirs) and (is_more or both == everyone):
            return ours, theirs
    return one.cells, other.cells


def _having(wordings: Iterable[Wording], own: Wording, side: tuple[str, ...], *, by_case: bool) -> tuple[Cell, ...]:
    """Who has one side of a difference; capitals count where they are the difference."""
    return tuple(
        cell for wording in wordings if wording is own or _has(wording, side, by_case=by_case) for cell in wording.cells
    )


def _has(wording: Wording, side: tuple[str, ...], *, by_case: bool) -> bool:
    if by_case:
        return contains((*EDGE, *wording.tokens, *EDGE), side)
    folded = map(str.casefold, wording.tokens)
    return contains((*EDGE, *folded, *EDGE), tuple(map(str.casefold, side)))


def _side(words: Words, start: int, end: int, context: tuple[int, int]) -> tuple[str, ...]:
    """What stands in a gap and a few words around it."""
    before, after = context
    return (*EDGE, *words.tokens, *EDGE)[max(start + 1 - before, 0) : end + 1 + after]
