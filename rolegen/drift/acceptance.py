"""Which differences are meant: what the framework itself accepts, with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rolegen.drift.difference import Gap, slides
from rolegen.drift.wording import Words, plain
from rolegen.framework import Accepted


@dataclass(frozen=True, slots=True)
class Pair:
    """What may stand in one wording where another has something else, between words that both have."""

    number: int
    before: tuple[str, ...]
    one: tuple[str, ...]
    other: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Acceptances:
    """What a clause or a level accepts; `used` are the numbers of those that something has needed."""

    accepted: tuple[Accepted, ...]
    pairs: tuple[Pair, ...]
    used: set[int] = field(default_factory=set)

    def allows(self, words: str) -> bool:
        """Whether a name or a doubled word is accepted."""
        found = [n for n, one in enumerate(self.accepted) if one.words and [*map(plain, one.words)] == [plain(words)]]
        self.used.update(found)
        return bool(found)

    def writes(self, word: str, usual: str) -> bool:
        """Whether two ways of writing a word are accepted, alone or among other words."""
        found = [pair.number for pair in self.pairs if word in pair.one and usual in pair.other]
        self.used.update(found)
        return bool(found)

    def lacking(self, levels: Iterable[str]) -> tuple[str, ...]:
        """Those levels without a clause that nothing accepts."""
        left = []
        for level in levels:
            found = [n for n, one in enumerate(self.accepted) if level in (one.levels or ())]
            self.used.update(found)
            left += [] if found else [level]
        return tuple(left)

    def without(self, one: Words, other: Words, gap: Gap) -> Gap | None:
        """What is left of a difference when all that is accepted is taken from its ends; None where nothing is."""
        ways = slides(one, other, gap)
        whole = [rest for way in ways for rest in self._rests(one, other, way, strict=False) if not _size(rest[0])]
        rests = whole or [rest for way in ways for rest in self._rests(one, other, way, strict=True)]
        left, used = min(rests, key=lambda rest: _size(rest[0]))
        self.used.update(used)
        return left if _size(left) else None

    def _rests(self, one: Words, other: Words, gap: Gap, *, strict: bool) -> Iterator[tuple[Gap, frozenset[int]]]:
        """What is left in each way of taking accepted words."""
        yield gap, frozenset()
        for pair in self.pairs:
            for rest in _taken(pair, one, other, gap, strict=strict):
                found = self._rests(one, other, rest, strict=strict)
                yield from ((left, used | {pair.number}) for left, used in found)


def acceptances(accepted: tuple[Accepted, ...]) -> Acceptances:
    """What a clause or a level accepts, ready to be asked."""
    pairs = [
        _pair(number, *(Words(plain(words)).tokens for words in one.words))
        for number, one in enumerate(accepted)
        if one.words and len(one.words) == 2
    ]
    turned = [Pair(pair.number, pair.before, pair.other, pair.one, pair.after) for pair in pairs]
    return Acceptances(accepted, tuple(pair for pair in (*pairs, *turned) if pair.one or pair.other))


def _pair(number: int, one: tuple[str, ...], other: tuple[str, ...]) -> Pair:
    """The words of an acceptance, those that both sides begin and end with apart."""
    start, least = 0, min(len(one), len(other))
    while start < least and one[start] == other[start]:
        start += 1
    end = 0
    while end < least - start and one[-1 - end] == other[-1 - end]:
        end += 1
    after = one[len(one) - end :]
    return Pair(number, one[:start], one[start : len(one) - end], other[start : len(other) - end], after)


def _taken(pair: Pair, one: Words, other: Words, gap: Gap, *, strict: bool) -> Iterator[Gap]:
    """The difference without an accepted one that it begins or ends with.

    Strictly, the words around an acceptance must stand in both texts; else in those that have what it is about.
    """
    length, other_length = len(pair.one), len(pair.other)
    if length > gap.end - gap.start or other_length > gap.other_end - gap.other_start:
        return
    starts = {
        (gap.start, gap.other_start): Gap(gap.start + length, gap.end, gap.other_start + other_length, gap.other_end),
        (gap.end - length, gap.other_end - other_length): Gap(
            gap.start, gap.end - length, gap.other_start, gap.other_end - other_length
        ),
    }
    for (start, other_start), rest in starts.items():
        if not _is_one_sided(gap) and _is_one_sided(rest) and not (pair.one and pair.other):
            continue  # of two that have words here, neither loses all of them alone
        is_there = _stands(one, pair, pair.one, start), _stands(other, pair, pair.other, other_start)
        if all(is_there) or (not strict and is_there == (bool(pair.one), bool(pair.other))):
            yield rest


def _stands(words: Words, pair: Pair, core: tuple[str, ...], at: int) -> bool:
    """Whether one side of an acceptance stands in a text, among the words around it."""
    part, start = (*pair.before, *core, *pair.after), at - len(pair.before)
    return start >= 0 and words.tokens[start : start + len(part)] == part


def _size(gap: Gap) -> int:
    return gap.end - gap.start + gap.other_end - gap.other_start


def _is_one_sided(gap: Gap) -> bool:
    """Whether one of the texts has nothing here."""
    return gap.start == gap.end or gap.other_start == gap.other_end
