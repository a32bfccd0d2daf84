"""One field three ways, as built, as in YAML now and as in Word now: what it is to become, line by line.

Of the field as built only digests are known. An item changed here and another changed there go together; one changed
on both sides is nobody's to decide but the user's. White space alone is no change.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from rolegen.diff.sequence import MAX_AREA, Pair, matching
from rolegen.diff.words import words
from rolegen.form.answers import Line
from rolegen.form.filled import line_digests

How = Literal["same", "kept", "taken", "agreed", "merged", "conflict"]

NEAR, FAR = 0.4, 0.6  # how alike two lines must be to be one, in the same place and elsewhere: shared words, 0 to 1


@dataclass(frozen=True, slots=True)
class Merged:
    """What a field is to become; `origins` says of each line which of the YAML's it was, None for a new one.

    `kept`: only the YAML changed; `taken`: only Word; `agreed`: both in the same way; `merged`: both, of a list, in
    different places; `conflict`: both, and the field stays as the YAML has it.
    """

    how: How
    lines: tuple[Line, ...]
    origins: tuple[int | None, ...]


def digest_of(line: Line) -> str:
    """What stands for a line in a manifest: eight digits, the same however its white space is set."""
    return line_digests((line,))[0]


def merged(base: Sequence[str] | None, ours: Sequence[Line], theirs: Sequence[Line], *, listed: bool = False) -> Merged:
    """A field as built (digests; None where nobody knows), in YAML now and in Word now → what it is to become.

    With `listed` its lines are items, paragraphs or rows that may change each for itself.
    """
    own, other = [*map(digest_of, ours)], [*map(digest_of, theirs)]
    built = own if base is None else list(base)
    if own == other:
        return _unchanged("same" if own == built else "agreed", ours)
    if other == built:
        return _unchanged("kept", ours)
    if own == built:
        return _become("taken", ours, theirs) if listed else _replaced(ours, theirs)
    found = _three_ways(built, ours, theirs) if listed and built else None
    if found is None:
        return _unchanged("conflict", ours)
    if [*map(digest_of, found)] == own:
        return _unchanged("agreed", ours)
    return _become("merged", ours, found)


def _unchanged(how: How, ours: Sequence[Line]) -> Merged:
    return Merged(how, tuple(ours), tuple(range(len(ours))))


def _replaced(ours: Sequence[Line], lines: Sequence[Line]) -> Merged:
    """The value of a field that is no list: whatever its words, it comes from the one before."""
    return Merged("taken", tuple(lines), tuple(n if n < len(ours) else None for n in range(len(lines))))


def _become(how: How, ours: Sequence[Line], lines: Sequence[Line]) -> Merged:
    """The lines, each that is one of ours but for its white space as ours has it."""
    origins = origins_of(ours, lines)
    same = (ours[n] if n is not None and digest_of(ours[n]) == digest_of(line) else line
            for line, n in zip(lines, origins, strict=True))  # fmt: skip
    return Merged(how, tuple(same), origins)


# --- which line is which ----------------------------------------------------------------------------------------------


def origins_of(old: Sequence[Line], new: Sequence[Line]) -> tuple[int | None, ...]:
    """For each new line the old one that it is: the same words first, then like words in its place, then elsewhere."""
    olds, news = [*map(digest_of, old)], [*map(digest_of, new)]
    found = {j: i for i, j in matching(olds, news)}
    found |= dict(_moved(olds, news, found))
    for least, in_place in ((NEAR, True), (FAR, False)):
        _pair_alike(old, new, found, least, in_place)
    return tuple(found.get(j) for j in range(len(new)))


def _moved(olds: Sequence[str], news: Sequence[str], found: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Lines with the same words that stand in another order."""
    free: dict[str, list[int]] = {}
    for i in sorted(set(range(len(olds))) - set(found.values()), reverse=True):
        free.setdefault(olds[i], []).append(i)
    for j, key in enumerate(news):
        if j not in found and free.get(key):
            yield j, free[key].pop()


def _pair_alike(old: Sequence[Line], new: Sequence[Line], found: dict[int, int], least: float, in_place: bool) -> None:
    """Adds to the pairs found those of lines that are alike, the likest first."""
    taken = set(found.values())
    left = [i for i in range(len(old)) if i not in taken]
    come = [j for j in range(len(new)) if j not in found]
    if len(left) * len(come) > MAX_AREA:
        return
    scored = [(likeness(old[i], new[j]), -abs(i - j), i, j) for i, j in product(left, come)]
    for score, _, i, j in sorted(scored, key=lambda one: (-one[0], -one[1], one[2], one[3])):
        if score >= least and i not in taken and j not in found and not (in_place and _crosses(found, i, j)):
            found[j] = i
            taken.add(i)


def _crosses(found: Mapping[int, int], i: int, j: int) -> bool:
    """Whether a pair would stand in another order than one that is found."""
    return any((i < one) != (j < other) for other, one in found.items())


def likeness(one: Line, other: Line) -> float:
    """How many of the words of two lines they share, from 0 to 1."""
    mine, yours = (Counter(word.casefold() for cell in line for word in words(cell)) for line in (one, other))
    total = mine.total() + yours.total()
    return 2 * (mine & yours).total() / total if total else 0.0


# --- both sides changed -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """What became on one side of each line as built, and what is new there.

    `fates`: by its number the line that it is now, None for one that is gone. `come`: by the number of the line as
    built that they stand before, the lines that are new.
    """

    lines: Sequence[Line]
    keys: Sequence[str]
    fates: Mapping[int, int | None]
    come: Mapping[int, list[int]]


def _three_ways(base: Sequence[str], ours: Sequence[Line], theirs: Sequence[Line]) -> list[Line] | None:
    """The lines with the changes of both sides; None where they touch the same line."""
    known = {digest_of(line): line for line in (*ours, *theirs)}
    as_built = [known.get(key) for key in base]
    here, there = _side(base, as_built, ours), _side(base, as_built, theirs)
    lines: list[Line] = []
    for n in range(len(base) + 1):
        new = _both_new(here, there, n)
        if new is None:
            return None
        lines += new
        if n < len(base):
            kept = _fate(base, here, there, n)
            if kept is None:
                return None
            lines += kept
    return lines if _adds_up(base, here, there, [*map(digest_of, lines)]) else None


def _adds_up(base: Sequence[str], here: _Side, there: _Side, found: Sequence[str]) -> bool:
    """Whether each text is there as often as it should be: one moved here and taken out or moved there is not."""
    was, own, other, count = map(Counter, (base, here.keys, there.keys, found))
    for key in count | was:
        if own[key] == was[key] or other[key] == was[key]:
            if count[key] != own[key] + other[key] - was[key]:
                return False
        elif count[key] > max(own[key], other[key]):
            return False
    return True


def _side(base: Sequence[str], as_built: Sequence[Line | None], lines: Sequence[Line]) -> _Side:
    keys = [*map(digest_of, lines)]
    fates: dict[int, int | None] = dict.fromkeys(range(len(base)))
    i = j = 0
    for k, n in [*matching(base, keys), (len(base), len(keys))]:
        fates |= _edited(as_built, lines, (i, k), (j, n))
        if k < len(base):
            fates[k] = n
        i, j = k + 1, n + 1
    return _Side(lines, keys, fates, _new(fates, len(lines)))


def _edited(
    as_built: Sequence[Line | None], lines: Sequence[Line], was: tuple[int, int], now: tuple[int, int]
) -> Iterator[Pair]:
    """Of a stretch that differs the lines as built and what they are now: by place where there are as many of both."""
    if was[1] - was[0] == now[1] - now[0]:
        yield from zip(range(*was), range(*now), strict=True)
        return
    found: dict[int, int] = {}
    old = [as_built[i] or () for i in range(*was)]
    _pair_alike(old, lines[slice(*now)], found, NEAR, in_place=True)
    for j, i in found.items():
        yield was[0] + i, now[0] + j


def _new(fates: Mapping[int, int | None], count: int) -> dict[int, list[int]]:
    """The lines that none as built has become, by the number of the one that they stand before."""
    places = {now: was for was, now in fates.items() if now is not None}
    known = sorted(places)
    come: dict[int, list[int]] = {}
    for j in range(count):
        if j not in places:
            at = bisect_left(known, j)
            come.setdefault(places[known[at - 1]] + 1 if at else 0, []).append(j)
    return come


def _both_new(here: _Side, there: _Side, n: int) -> list[Line] | None:
    """What is new before a line as built: ours, then theirs; None where two of them may be one, put differently."""
    own, other = ([side.lines[j] for j in side.come.get(n, ())] for side in (here, there))
    if any(likeness(*both) >= NEAR for both in product(_without(own, other), _without(other, own))):
        return None
    return [*own, *_without(other, own)]


def _without(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    """The lines that are not among the others, nor as often there."""
    known, left = Counter(map(digest_of, others)), []
    for line in lines:
        if known[digest_of(line)]:
            known[digest_of(line)] -= 1
        else:
            left.append(line)
    return left


def _fate(base: Sequence[str], here: _Side, there: _Side, n: int) -> list[Line] | None:
    """What a line as built becomes: none, one; None where both sides changed it, each in its way."""
    own, other = here.fates[n], there.fates[n]
    if other is not None and there.keys[other] == base[n]:
        return [] if own is None else [here.lines[own]]
    if own is not None and here.keys[own] == base[n]:
        return [] if other is None else [there.lines[other]]
    if own is None and other is None:
        new = any(side.come.get(at) for side in (here, there) for at in (n, n + 1))
        return None if new else []
    if own is None or other is None or here.keys[own] != there.keys[other]:
        return None
    return [here.lines[own]]
