"""The names of levels, and what a heading or a reference says of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.paper import membership
from rolegen.paper.membership import Mark
from rolegen.paper.words import WORD, count, in_order, key, unlabelled

BRACKETS = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
BEHIND = re.compile(r"\s[–—-]\s|[:/]")
MOST_OF_REFERENCE = 8  # words
MOST_OF_HEADING = 24  # words
LONGEST = 200  # characters of a heading
ALL = frozenset({"all", "every", "each"})
OF_ALL = ALL | frozenset({"level", "post", "role", "officer", "senior", "of", "the", "at", "and", "for"})
BESIDE = frozenset(
    {
        "all",
        "the",
        "and",
        "of",
        "for",
        "at",
        "level",
        "tier",
        "grade",
        "band",
        "post",
        "role",
        "job",
        "position",
        "responsibility",
        "accountability",
        "duty",
        "clause",
        "wording",
        "number",
        "no",
        "continued",
        "cont",
        "only",
    }
)
SEES = re.compile(r"\W*(?:the\s+)?(?:as|same|see|identical|ditto)\b", re.IGNORECASE)
REFERS = re.compile(r"\W*(?:as (?:for|per|in|above|at)|same as|identical to|ditto)\b", re.IGNORECASE)
REFERRING = frozenset(
    {
        "as",
        "same",
        "see",
        "identical",
        "ditto",
        "for",
        "per",
        "in",
        "with",
        "to",
        "the",
        "of",
        "at",
        "under",
        "wording",
        "like",
        "that",
        "column",
        "text",
    }
)


@dataclass(frozen=True, slots=True)
class Named:
    """The levels that a heading names, for whom of them, and what more it says."""

    levels: tuple[str, ...]
    mark: Mark | None = None
    more: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """What “As for Director” refers to: a level and for whom of it; no level where it means what stands before it."""

    level: str
    mark: Mark | None = None


def title_of(text: str) -> tuple[str, Mark | None]:
    """A level's title as its row or column has it, without number, abbreviation and mark; and the mark."""
    _, text = unlabelled(text)
    found = BRACKETS.search(text)
    if not found or not text[: found.start()].strip():
        return text, None
    before, inside = in_order(text[: found.start()] + text[found.end() :]), found[1]
    if inside.casefold() == "".join([word[0] for word in key(before)]) or (inside.isupper() and len(inside) < 3):
        return before, None
    mark = membership.read(inside, (key(before),))
    return (before, mark) if mark else (text, None)


class Names:
    """The titles of a paper's levels, the most senior first, and the ways it may write them."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.titles = tuple(titles)
        self._keys = sorted(((key(BRACKETS.sub("", title)), title) for title in titles), key=lambda one: -len(one[0]))
        self.keys = tuple([own for own, _ in self._keys])
        shorts = ["".join([word[0] for word in own]) for own, _ in self._keys]
        self._shorts = {short: title for short, (_, title) in zip(shorts, self._keys, strict=True) if short}
        for short in [short for short in shorts if shorts.count(short) > 1]:
            self._shorts.pop(short, None)
        self._known: dict[str, Named | None] = {}

    def find(self, heading: str) -> Named | None:
        """The levels that a heading names; None where it says anything else, or only something like one of them."""
        if heading not in self._known:
            self._known[heading] = self._find(heading)
        return self._known[heading]

    def _find(self, heading: str) -> Named | None:
        if len(heading) > LONGEST or heading.count(" ") > MOST_OF_HEADING:
            return None
        _, text = unlabelled(heading)
        if not 0 < len(key(text)) <= 16:
            return None
        if ALL & (words := set(key(text))) and words <= OF_ALL:
            return Named(self.titles)
        return self._found(text) or self._found(BRACKETS.sub(" ", text), " ".join(BRACKETS.findall(text)))

    def _found(self, text: str, more: str = "") -> Named | None:
        found, rest = self._taken(key(text))
        if not found and text.isupper() and "".join(key(text)) in self._shorts:
            return Named((self._shorts["".join(key(text))],), self._mark(more), "" if self._mark(more) else more)
        rest = [word for word in rest if word not in BESIDE and not word.isdigit() and len(word) > 1]
        if not found or (rest and more):
            return None
        mark = self._mark(more) if more else self._mark_beside(text) if rest else None
        return None if rest and mark is None else Named(found, mark, "" if mark else more)

    def _mark_beside(self, text: str) -> Mark | None:
        """The mark in a heading such as “Director – CMT” or “Non-CMT Directors”, but none in “Assistant Director”."""
        mark = self._mark(text)
        is_told = mark and (not mark.is_bare or BEHIND.search(text) or mark.team[0].upper() in WORD.findall(text))
        return mark if is_told else None

    def _mark(self, text: str) -> Mark | None:
        return membership.read(text, self.keys) if text else None

    def _taken(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], list[str]]:
        """The levels among the words, each by its longest name, and the words that are of none."""
        found: list[str] = []
        rest: list[str] = []
        at = 0
        while at < len(words):
            own = next(((own, title) for own, title in self._keys if own and words[at : at + len(own)] == own), None)
            if own:
                found += [own[1]] if own[1] not in found else []
                at += len(own[0])
            else:
                rest.append(words[at])
                at += 1
        return tuple(found), rest

    def is_like(self, heading: str) -> bool:
        """Whether a heading that names no level has a level's last word, as Deputy Director has."""
        words = key(BRACKETS.sub("", heading))
        return bool(words) and words[-1] in {own[-1] for own, _ in self._keys if own}

    def is_reference(self, text: str) -> bool:
        """Whether a line only refers to something, even to what is not known."""
        return self.reference(text) is not None or (REFERS.match(text) is not None and count(text) < MOST_OF_REFERENCE)

    def reference(self, text: str) -> Reference | None:
        """What a line such as “As for Director” refers to; None where it is no reference."""
        if not SEES.match(text) or len(WORD.findall(text)) > 12:
            return None
        words = [word for word in WORD.findall(in_order(text)) if word.casefold() not in REFERRING]
        if not words or {word.casefold() for word in words} <= {"above", "previous", "before", "left"}:
            return Reference("")
        start = in_order(text).find(words[0])
        named = self.find(in_order(text)[start:].rstrip(". )]"))
        named = named or self.find(in_order(text)[start:].rstrip("."))
        return Reference(named.levels[0], named.mark) if named and len(named.levels) == 1 else None
