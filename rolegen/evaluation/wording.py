"""Whether two wordings say the same: signs, capitals and the order of words apart, and the words of grammar."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rolegen.paper.likeness import FUNCTION_WORDS

WORD = re.compile(r"[^\W_]+")
APOSTROPHES = re.compile(r"['’‘ʼ`´]")
IN_NUMBERS = re.compile(r"(?<=\d),(?=\d{3})")
PARTING = re.compile(r"(?<!\d) | (?!\d)")  # spaces, but for those between two figures
SAME, REWORDED = 0.9, 0.6  # shares of words from which two wordings are the same, or one is the other reworded
JUST_BELOW = 0.89  # the most for wordings with other figures in them, which are never the same
MOST_PAIRS = 40_000  # pairs of wordings that are compared word by word; a role has some dozens
KEPT = 4096


@lru_cache(maxsize=KEPT)
def words(text: str) -> tuple[str, ...]:
    """The words that say what a text is about, small and in the singular, in their order; all where none says that."""
    plain = _plain(text)
    found = WORD.findall(plain)
    telling = [_singular(word) for word in found if word not in FUNCTION_WORDS]
    return tuple(telling or found or plain.split())


def _singular(word: str) -> str:
    """A word without the ending of a plural or a genitive: “children's services” are services for children."""
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def letters(text: str) -> str:
    """All letters and figures of a text, which hyphens and spaces never change; but £4.6m is not £46m."""
    plain = _plain(text)
    return PARTING.sub("", " ".join(WORD.findall(plain))) or "".join(plain.split())


def _plain(text: str) -> str:
    return IN_NUMBERS.sub("", APOSTROPHES.sub("", unicodedata.normalize("NFKC", text).casefold()))


def is_same_name(one: str, other: str) -> bool:
    """Whether two names are one: “Policy & performance” and “Policy and Performance”, “Wellbeing” and “Well-being”."""
    return bool(keys(one) & keys(other))


@lru_cache(maxsize=KEPT)
def keys(name: str) -> frozenset[str]:
    """What a name is known again by; two names are one where they have one of these in common."""
    return frozenset((letters(name), " ".join(sorted(words(name)))))


def without(names: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The names that are not among the others, each once."""
    seen = {key for other in others for key in keys(other)}
    left = []
    for name in names:
        if keys(name).isdisjoint(seen):
            left.append(name)
            seen |= keys(name)
    return tuple(left)


def came_and_left(olds: Sequence[str], news: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names that are new and those that are gone; names that are only put together now, or apart, are neither."""
    then, now = tuple(_regrouped(olds, news)), tuple(_regrouped(news, olds))
    return without(now, then), without(then, now)


def _regrouped(names: Sequence[str], others: Sequence[str]) -> Iterator[str]:
    """The names, but in place of one that only puts several of the others together, those: “Parks and leisure”."""
    new = frozenset(without(names, others))
    by_word: dict[str, list[str]] = {}  # the first by the alphabet, so that few others are looked at for each
    for other in others if new else ():
        by_word.setdefault(min(words(other), default=""), []).append(other)
    for name in without(names, ()):
        yield from (name in new and _parts(name, by_word)) or (name,)


def _parts(name: str, by_word: Mapping[str, Sequence[str]]) -> Sequence[str]:
    said = frozenset(words(name))
    parts = [part for word in said for part in by_word.get(word, ()) if said.issuperset(words(part))]
    return parts if said == {word for part in parts for word in words(part)} else ()


def likeness(one: str, other: str) -> float:
    """The share of words in common, 0 to 1 (Dice)."""
    return _alike(_weighed(one), _weighed(other))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A wording as likeness sees it."""

    letters: str
    counts: Counter[str]
    total: int
    figures: tuple[str, ...]


@lru_cache(maxsize=KEPT)
def _weighed(text: str) -> _Weighed:
    found = words(text)
    figures = sorted(word for word in found if any(map(str.isdigit, word)))
    return _Weighed(letters(text), Counter(found), len(found), tuple(figures))


def _alike(one: _Weighed, other: _Weighed) -> float:
    if one.letters == other.letters:
        return 1.0
    few, many = (one, other) if one.total <= other.total else (other, one)
    most = many.counts
    shared = sum([min(count, most[word]) for word, count in few.counts.items() if word in most])
    share = 2 * shared / (few.total + many.total)
    return share if one.figures == other.figures else min(share, JUST_BELOW)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two lists of wordings side by side: which are one reworded, and which have none like them on the other side."""

    same: tuple[tuple[int, int], ...]
    reworded: tuple[tuple[int, int], ...]
    gone: tuple[int, ...]
    new: tuple[int, ...]


def paired(olds: Sequence[str], news: Sequence[str], most: int = MOST_PAIRS) -> Pairing:
    """Each wording with the one most like it, the most alike first; the order of either list plays no part.

    No more than `most` pairs are compared word by word, those first that share rare words.
    """
    same = list(_equal(olds, news))
    old_left = _rest(len(olds), (old for old, _ in same))
    new_left = _rest(len(news), (new for _, new in same))
    reworded: list[tuple[int, int]] = []
    for share, old, new in _ranked(olds, news, old_left, new_left, most):
        if old in old_left and new in new_left:
            (same if share >= SAME else reworded).append((old, new))
            del old_left[old], new_left[new]
    return Pairing(tuple(sorted(same)), tuple(sorted(reworded)), tuple(old_left), tuple(new_left))


def _rest(count: int, taken: Iterable[int]) -> dict[int, None]:
    without = set(taken)
    return {index: None for index in range(count) if index not in without}


def _equal(olds: Sequence[str], news: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Those that are letter for letter the same."""
    places: dict[str, list[int]] = {}
    for index, old in enumerate(olds):
        places.setdefault(letters(old), []).append(index)
    for index, new in enumerate(news):
        if found := places.get(letters(new)):
            yield found.pop(0), index


def _ranked(
    olds: Sequence[str], news: Sequence[str], old_left: Iterable[int], new_left: Iterable[int], most: int
) -> list[tuple[float, int, int]]:
    """Pairs that are alike at all, the most alike first; equals by their words, so that no order of a list decides."""
    old_side = {index: _weighed(olds[index]) for index in old_left}
    new_side = {index: _weighed(news[index]) for index in new_left}
    likely = _likely(olds, news, list(old_left), list(new_left), most)
    pairs = [(_alike(old_side[old], new_side[new]), old, new) for old, new in likely]
    alike = [pair for pair in pairs if pair[0] >= REWORDED]
    return sorted(alike, key=lambda pair: (-pair[0], words(olds[pair[1]]), words(news[pair[2]])))


def _likely(
    olds: Sequence[str], news: Sequence[str], old_left: list[int], new_left: list[int], most: int
) -> Iterator[tuple[int, int]]:
    """Every pair where they are few; else for each new wording those old ones that share its rarest words with it."""
    if len(old_left) * len(new_left) <= most:
        yield from ((old, new) for new in new_left for old in old_left)
        return
    each = max(1, most // len(new_left))
    having: dict[str, list[int]] = {}
    for old in sorted(old_left, key=lambda index: words(olds[index])):
        for word in set(words(olds[old])):
            having.setdefault(word, []).append(old)
    for new in new_left:
        known = sorted(set(words(news[new])) & having.keys(), key=lambda word: (len(having[word]), word))
        near: dict[int, None] = {}
        for word in known:
            near.update(dict.fromkeys(having[word][: each - len(near)]))
            if len(near) >= each:
                break
        yield from ((old, new) for old in near)
