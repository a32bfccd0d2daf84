"""Which level, theme or clause of one framework is which of another: by its id, else by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Generic, Protocol, TypeVar

from rolegen.diff.sequence import rising
from rolegen.diff.words import words

NEARLY_ALL = 0.8  # of their words, from 0 to 1, two parts must share to be one under another id
FEW_WORDS = 3  # fewer say too little to be known again


class Part(Protocol):
    """A level, theme or clause."""

    @property
    def id(self) -> str:
        """What it is known by."""


P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Pair(Generic[P]):
    """A part as it was and as it is; None where there is none."""

    old: P | None
    new: P | None


def pairs(
    old: Sequence[P], new: Sequence[P], texts: Callable[[P], Iterable[str]], least: float = NEARLY_ALL
) -> tuple[Pair[P], ...]:
    """Every part of either side in the new order, those that are gone where they stood.

    `texts` are those by which a part is known under another id: of one of them `least` of the words must be the same.
    """
    olds = {one.id: one for one in old}
    was = {one.id: olds[one.id] for one in new if one.id in olds}
    gone = [one for one in old if one.id not in was]
    was |= _renamed(gone, [one for one in new if one.id not in was], texts, least)
    found = [Pair(was.get(one.id), one) for one in new]
    matched = {one.id for one in was.values()}
    for at, one in enumerate(old):
        if one.id not in matched:
            before = old[at - 1] if at else None
            found.insert(
                next((n for n, pair in enumerate(found, 1) if before and pair.old is before), 0), Pair(one, None)
            )
    return tuple(found)


def both(found: Sequence[Pair[P]]) -> Iterator[tuple[P, P]]:
    """The parts that are there on either side."""
    return ((pair.old, pair.new) for pair in found if pair.old is not None and pair.new is not None)


def out_of_order(kept: Sequence[tuple[P, P]], olds: Sequence[P]) -> list[P]:
    """Which of the parts that stayed, given in their new order, stand elsewhere: as few as explain that order."""
    places = {one.id: at for at, one in enumerate(olds)}
    stayed = set(rising([places[old.id] for old, _ in kept], [1.0] * len(kept)))
    return [new for at, (_, new) in enumerate(kept) if at not in stayed]


def _renamed(gone: Sequence[P], come: Sequence[P], texts: Callable[[P], Iterable[str]], least: float) -> dict[str, P]:
    """The new ids of parts that are gone under their old ones, the most alike first."""
    olds, news = ([[_counted(text) for text in texts(one)] for one in parts] for parts in (gone, come))
    alike = sorted(
        (-max((_share(*both) for both in product(was, now)), default=0.0), i, j)
        for i, was in enumerate(olds)
        for j, now in enumerate(news)
    )
    found: dict[str, P] = {}
    taken: set[int] = set()
    for share, i, j in alike:
        if -share >= least and i not in taken and come[j].id not in found:
            found[come[j].id] = gone[i]
            taken.add(i)
    return found


def _counted(text: str) -> Counter[str]:
    return Counter(map(str.casefold, words(text)))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """How many of all their words two texts share, from 0 to 1 (Dice)."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if min(one.total(), other.total()) >= FEW_WORDS else 0.0
