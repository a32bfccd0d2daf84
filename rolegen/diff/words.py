"""Two texts word by word, as a person would mark the changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rolegen.diff.sequence import matching

SIGNS = r"!-/:-@\[-`{-~‘’“”…–—"  # ASCII's punctuation and typography's; anything else is part of a word
WORD = rf"[^\s{SIGNS}]+(?:[-'’.,/&][^\s{SIGNS}]+)*"
TOKEN = re.compile(rf"(\s*)({WORD}|[{SIGNS}]|$)")
SMALL_ISLAND = 3  # words; more of them between two changes always stay
LITTLE_SHARED = 0.25  # of the shorter text; with less in common, two texts are shown whole


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both sides have ("same"), or only the old one ("removed") or the new one ("added")."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(slots=True)
class _Stretch:
    """What stands in one place: words that stay, or the old ones and the new ones."""

    same: str = ""
    removed: str = ""
    added: str = ""


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts: those not added make the old text, those not removed the new one."""
    if old == new:
        return joined([Piece("same", old)])
    stretches = _without_small_islands(list(_stretches(old, new)))
    shared = sum(_letters(stretch.same) for stretch in stretches)
    if shared < LITTLE_SHARED * min(_letters(old), _letters(new)) or not shared:
        return joined([Piece("removed", old), Piece("added", new)])
    return joined([piece for stretch in stretches for piece in _pieces(stretch)])


def joined(found: list[Piece]) -> tuple[Piece, ...]:
    """The pieces without empty ones, neighbours of one kind as one."""
    kept: list[Piece] = []
    for piece in found:
        if kept and kept[-1].kind == piece.kind:
            kept[-1] = Piece(piece.kind, kept[-1].text + piece.text)
        elif piece.text:
            kept.append(piece)
    return tuple(kept)


def words(text: str) -> list[str]:
    """The words of a text, without spaces and signs."""
    return re.findall(WORD, text)


def _tokens(text: str) -> list[tuple[str, str]]:
    """Each word or sign, with the space before it."""
    return [(space, word) for space, word in TOKEN.findall(text) if space or word]


def _stretches(old: str, new: str) -> Iterator[_Stretch]:
    """What stays and what differs in turn; a word that stays may have other space before it."""
    olds, news = _tokens(old), _tokens(new)
    pairs = matching([word for _, word in olds], [word for _, word in news])
    change = _Stretch()
    i = j = 0
    for k, n in [*pairs, (len(olds), len(news))]:
        change.removed += "".join(space + word for space, word in olds[i:k])
        change.added += "".join(space + word for space, word in news[j:n])
        if k == len(olds):
            break
        (old_space, word), (new_space, _) = olds[k], news[n]
        same = word if old_space != new_space else old_space + word
        if old_space != new_space:
            change.removed += old_space
            change.added += new_space
        if change.removed or change.added:
            yield change
        yield _Stretch(same)
        change = _Stretch()
        i, j = k + 1, n + 1
    if change.removed or change.added:
        yield change


def _without_small_islands(stretches: list[_Stretch]) -> list[_Stretch]:
    """The stretches in turn, with the few words between two greater changes made part of them."""
    kept: list[_Stretch] = []
    for stretch in stretches:
        if not kept or bool(kept[-1].same) != bool(stretch.same):
            kept.append(stretch)
        elif stretch.same:
            kept[-1].same += stretch.same
        else:
            _join(kept[-1], stretch)
        if not stretch.same and len(kept) > 2 and _is_small(kept[-3], kept[-2].same, kept[-1]):
            *kept, before, island, after = kept
            before.removed += island.same
            before.added += island.same
            _join(before, after)
            kept.append(before)
    return kept


def _join(before: _Stretch, after: _Stretch) -> None:
    before.removed += after.removed
    before.added += after.added


def _is_small(before: _Stretch, island: str, after: _Stretch) -> bool:
    count = len(words(island))
    smaller = min(max(len(side.removed), len(side.added)) for side in (before, after))
    return count == 0 or (count <= SMALL_ISLAND and len(island.strip()) <= smaller)


def _pieces(stretch: _Stretch) -> list[Piece]:
    """A change's old words, then its new ones; the space that both begin with stays."""
    if stretch.same:
        return [Piece("same", stretch.same)]
    space = _common_space(stretch.removed, stretch.added)
    n = len(space)
    return [Piece("same", space), Piece("removed", stretch.removed[n:]), Piece("added", stretch.added[n:])]


def _common_space(old: str, new: str) -> str:
    n = 0
    while n < min(len(old), len(new)) and old[n] == new[n] and old[n].isspace():
        n += 1
    return old[:n]


def _letters(text: str) -> int:
    return sum(map(len, words(text)))
