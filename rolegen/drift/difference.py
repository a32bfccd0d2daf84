"""Where two wordings of one clause differ, and of what kind each difference is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from rolegen.diff.sequence import matching
from rolegen.drift.wording import Words, is_word
from rolegen.framework import PLACEHOLDER

Kind = Literal["punctuation", "case", "small-word", "spelling", "name", "wording"]

# Words that carry grammar rather than meaning. Those that say how strong a duty is (shall, should, may, not) are none.
SMALL = """
a all also an and any are as at be both by each every for from in into is it its of on or our own such that the their
them these they this those through throughout to upon which who whom will with within
"""
SMALL_WORDS = frozenset(SMALL.split())
FEW_WORDS = 4  # one difference of more words than these is meant: nobody writes them by accident
NEAR = 0.25  # of the longer wording's words; where more of them differ, the wordings say different things
ISLAND = 3  # words that stay; so few between two greater differences are part of one
# Where two wordings say different things: how many words must stay on both sides of a slip, taken together.
ANCHORS: Mapping[Kind, int] = {"case": 3, "spelling": 3, "name": 3, "punctuation": 6, "small-word": 6, "wording": 10}


@dataclass(frozen=True, slots=True)
class Gap:
    """Words of one text, from one up to another, and what stands for them in another text."""

    start: int
    end: int
    other_start: int
    other_end: int


# What is left of a difference when all that is accepted is gone.
Accepting = Callable[[Words, Words, Gap], Gap | None]


@dataclass(frozen=True, slots=True)
class Difference:
    """A gap between two wordings, and its kind."""

    gap: Gap
    kind: Kind


def differences(one: Words, other: Words, accepted: Accepting) -> tuple[Difference, ...]:
    """Where two wordings differ as by accident and nothing accepts it; none where they say different things."""
    gaps = tuple(_unaccepted(one, other, accepted))
    kinds = [_kind(*sides(one, other, gap)) for gap in gaps]
    sizes = [max(sum(map(is_word, side)) for side in sides(one, other, gap)) for gap in gaps]
    changed = sum(size for size, kind in zip(sizes, kinds, strict=True) if kind == "wording")
    near = changed <= NEAR * max(one.count, other.count)
    return tuple(
        Difference(gap, kind)
        for gap, kind, size, (before, after) in zip(gaps, kinds, sizes, pairwise(_kept(one, gaps)), strict=True)
        if size <= FEW_WORDS and (near or _is_anchored(gap, kind, before, after))
    )


def _unaccepted(one: Words, other: Words, accepted: Accepting) -> Iterator[Gap]:
    """What differs, less what is accepted: as a whole, or part by part."""
    raw = tuple(raw_gaps(one, other))
    for first, last in _ends_of_runs(raw):
        rest = accepted(one, other, _span(first, last))
        if rest is None or rest.start >= last.start or rest.end <= first.end:
            others = [gap for gap in raw if gap.end < first.start or gap.start > last.end]
            raw = tuple(sorted([*others, *([rest] if rest else [])], key=lambda gap: gap.start))
    left = []
    for gap in joined(one, other, raw):
        if accepted(one, other, gap) is not None:
            parts = (part for part in raw if gap.start <= part.start and part.end <= gap.end)
            left += [rest for part in parts if (rest := accepted(one, other, part)) is not None]
    yield from (_well_told(one, other, gap) for gap in joined(one, other, left))


def raw_gaps(one: Words, other: Words) -> Iterator[Gap]:
    """Every stretch in which two texts differ; a full stop that only one of them ends with is a stretch of its own."""
    ends = len(one.tokens), len(other.tokens)
    stops = [tokens[-1:] == (".",) for tokens in (one.tokens, other.tokens)]
    last, other_last = (end - (stop and stops[0] != stops[1]) for end, stop in zip(ends, stops, strict=True))
    i = j = 0
    for k, n in [*matching(one.tokens[:last], other.tokens[:other_last]), (last, other_last)]:
        if i < k or j < n:
            yield Gap(i, k, j, n)
        i, j = k + 1, n + 1
    if stops[0] != stops[1]:
        yield Gap(last, ends[0], other_last, ends[1])


def runs(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
    """Gaps that follow one another, with what stays between them as one: “(performance of, and) compliance with(,)”."""
    return tuple(_span(first, last) for first, last in _ends_of_runs(gaps))


def _ends_of_runs(gaps: Sequence[Gap]) -> tuple[tuple[Gap, Gap], ...]:
    return (*pairwise(gaps), *zip(gaps, gaps[2:], strict=False))


def _span(first: Gap, last: Gap) -> Gap:
    return Gap(first.start, last.end, first.other_start, last.other_end)


def slides(one: Words, other: Words, gap: Gap) -> tuple[Gap, ...]:
    """The difference told in every way: “with (the Director, )the team” is also “with the (Director, the )team”."""
    if gap.start != gap.end and gap.other_start != gap.other_end:
        return (gap,)
    found = [gap]
    for step in (-1, 1):
        moved = gap
        while _slides(one, other, moved, step):
            ends = (moved.start, moved.end, moved.other_start, moved.other_end)
            moved = Gap(*(end + step for end in ends))
            found.append(moved)
    return tuple(found)


def _slides(one: Words, other: Words, gap: Gap, step: int) -> bool:
    """Whether the words that are only in one text could as well begin one word earlier, or later."""
    words, start, end = (one, gap.start, gap.end) if gap.start < gap.end else (other, gap.other_start, gap.other_end)
    at, other_at = (gap.start - 1, gap.other_start - 1) if step < 0 else (gap.end, gap.other_end)
    stays = 0 <= at < len(one.tokens) and 0 <= other_at < len(other.tokens) and one.tokens[at] == other.tokens[other_at]
    return stays and one.tokens[at] == words.tokens[end - 1 if step < 0 else start]


def _well_told(one: Words, other: Words, gap: Gap) -> Gap:
    """The way of telling a difference that reads best: its words end with a sign, or with no small word."""

    def order(each: Gap) -> tuple[bool, bool]:
        words = next(side for side in sides(one, other, each) if side)
        return words[-1].casefold() in SMALL_WORDS, not is_word(words[0])

    return min(slides(one, other, gap), key=order)


def joined(one: Words, other: Words, gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """The gaps, those with but a few short words between them as one."""
    kept: list[Gap] = []
    for gap in gaps:
        kept.append(gap)
        while len(kept) > 1 and _is_island(one, other, kept[-2], kept[-1]):
            after, before = kept.pop(), kept.pop()
            kept.append(_span(before, after))
    return tuple(kept)


def sides(one: Words, other: Words, gap: Gap) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What the two texts say where they differ."""
    return one.tokens[gap.start : gap.end], other.tokens[gap.other_start : gap.other_end]


def _is_island(one: Words, other: Words, before: Gap, after: Gap) -> bool:
    island = one.tokens[before.end : after.start]
    smaller = min(max(map(_letters, sides(one, other, gap))) for gap in (before, after))
    return sum(map(is_word, island)) <= ISLAND and 0 < _letters(island) <= smaller


def _kept(one: Words, gaps: Sequence[Gap]) -> list[int]:
    """How many words stay before, between and after the gaps."""
    edges = [Gap(0, 0, 0, 0), *gaps, Gap(len(one.tokens), 0, 0, 0)]
    return [sum(map(is_word, one.tokens[a.end : b.start])) for a, b in pairwise(edges)]


def _is_anchored(gap: Gap, kind: Kind, before: int, after: int) -> bool:
    """Whether what stays around a gap shows that it is a slip, however much differs elsewhere."""
    if kind == "punctuation" and gap.end - gap.start + gap.other_end - gap.other_start == 1 and not after:
        return True  # a full stop at the end
    return before + after >= ANCHORS[kind] and (kind != "wording" or min(before, after) >= 2)


def _letters(tokens: Iterable[str]) -> int:
    return sum(len(token) for token in tokens if is_word(token))


def _kind(ours: Sequence[str], theirs: Sequence[str]) -> Kind:
    if has_placeholder(ours) != has_placeholder(theirs):
        return "name"
    one, other = (_bare(ours), _bare(theirs))
    if "".join(one) == "".join(other):
        return "punctuation"
    one, other = [word.casefold() for word in one], [word.casefold() for word in other]
    if "".join(one) == "".join(other):
        return "case"
    if _great(one) == _great(other):
        return "small-word"
    if len(one) == len(other) and all(is_near(a, b) for a, b in zip(one, other, strict=True)):
        return "spelling"
    return "wording"


def has_placeholder(tokens: Iterable[str]) -> bool:
    """Whether a placeholder is among words."""
    return any(map(PLACEHOLDER.match, tokens))


def _bare(tokens: Iterable[str]) -> list[str]:
    """The words without hyphens and apostrophes, signs left out."""
    return ["".join(filter(str.isalnum, token)) for token in tokens if is_word(token)]


def _great(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in SMALL_WORDS]


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by a letter, or by two where they are long: a spelling, an ending, a slip."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < 4 or abs(len(one) - len(other)) > 2 or any(map(str.isdigit, one + other)):
        return False
    return _distance(one, other) <= (2 if shorter >= 7 else 1)


def _distance(one: str, other: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with the next to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, theirs in enumerate(other, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != theirs)))
            if i > 1 and j > 1 and letter == other[j - 2] and theirs == one[i - 2]:
                row[j] = min(row[j], older[j - 2] + 1)
    return row[-1]
