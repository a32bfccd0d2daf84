"""For whom a level's words are: the marks, such as “For CMT members only”, that tell a level's versions apart.

No team is known beforehand. What reads as a mark counts as one where the paper leaves no doubt: it says “only”, stands
in a paragraph of its own, or the paper has wording both for the members and for the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rolegen.paper.grid import Line
from rolegen.paper.words import WORD, in_order, key, unlabelled

BEFORE = frozenset(
    {
        "for",
        "every",
        "only",
        "applies",
        "apply",
        "applicable",
        "to",
        "those",
        "the",
        "these",
        "all",
        "any",
        "other",
        "post",
        "posts",
        "officer",
        "officers",
        "holder",
        "holders",
        "postholder",
        "postholders",
        "who",
        "that",
        "which",
        "are",
        "is",
        "sit",
        "sits",
        "serve",
        "serving",
        "do",
        "does",
        "where",
        "if",
        "when",
        "on",
        "in",
        "of",
        "a",
        "an",
        "within",
        "part",
        "role",
        "roles",
        "wording",
        "version",
        "text",
        "level",
    }
)
AGAINST = frozenset({"non", "not", "outside", "excluding", "without"})
OF_A_TEAM = frozenset({"member", "members", "membership"})
USUAL = BEFORE | AGAINST | OF_A_TEAM
Titles = tuple[tuple[str, ...], ...]  # as `words.key` has them, the longest first
INSIDE = frozenset({"of", "the", "and", "for", "in"})
LONGEST = 90  # characters of a mark
MOST = 6  # words of a team's name
IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,90})[)\]][:.,]?\s*(?=\S)")
BEFORE_A_SIGN = re.compile(r"([^:–—]{2,90}?)\s*(?::|\s[–—-])\s+(?=\S)")
BEFORE_WORDS = re.compile(r"([^.,;:]{2,90}?\bonly)[.,;]?\s+(?=\S)", re.IGNORECASE)
AT_THE_END = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]](\.?)$")
BEHIND_A_SIGN = re.compile(r"\s[–—-]\s([^–—]{2,90})$")
ACRONYM = re.compile(r"\b[A-Z]{2,7}\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """For whom words are: the team's words, whether for its members, and what the paper says.

    `is_sure` where alone in a paragraph it can be nothing else; `limits` where it says “only”; `is_bare` where it says
    no more than the team's name.
    """

    team: tuple[str, ...]
    member: bool
    said: str
    is_sure: bool = False
    is_bare: bool = False
    limits: bool = False


@lru_cache(maxsize=2_000)
def read(text: str, titles: Titles = ()) -> Mark | None:
    """What a text says of whom words are for; None where it says anything else. `titles` are those of levels."""
    said = in_order(text).strip(" :–—-")
    bare = said.strip("()[]. ")
    if not bare or len(bare) > LONGEST:
        return None
    written = _without(WORD.findall(bare), titles)
    words = [word.casefold() for word in written]
    own = [n for n, word in enumerate(words) if word not in USUAL]
    team = words[own[0] : own[-1] + 1] if own else []
    around = words[: own[0]] + words[own[-1] + 1 :] if own else words
    about, against = OF_A_TEAM.intersection(around), AGAINST.intersection(around)
    if len(team) > MOST or not USUAL.isdisjoint({*team} - INSIDE) or not (team or about):
        return None
    limits = "only" in around or words[0] in ("for", "applies", "applicable")
    is_named = all(word[0].isupper() for word in written[own[0] : own[-1] + 1] if word not in INSIDE) if own else True
    if not is_named and not (limits and (about or against or "only" in around)):
        return None
    team = team[:-1] if len(team) > 2 and team[-1] == _initials(team[:-1]) else team
    is_sure = bool(limits and (about or against)) or (words[0] == "for" and words[-1] == "only" and bool(team))
    is_bare = not (about or against or limits)
    return Mark(tuple(team), not against, said, is_sure, is_bare, limits="only" in around)


def _without(words: list[str], titles: Titles) -> list[str]:
    """The words without titles of levels, which say nothing of a team."""
    made: list[str] = []
    known = [(*key(word), "")[0] for word in words]
    at = 0
    while at < len(words):
        size = next((len(own) for own in titles if own and tuple(known[at : at + len(own)]) == own), 0)
        made += [] if size else [words[at]]
        at += size or 1
    return made


def _initials(words: Iterable[str]) -> str:
    return "".join([word[0] for word in words if word not in INSIDE])


@dataclass(frozen=True, slots=True)
class Marked:
    """A line without its mark, and the mark; `is_alone` where that is all the line says, and looks it."""

    words: str
    mark: Mark | None = None
    is_alone: bool = False


def apart(line: Line, titles: Titles) -> Iterator[Marked]:
    """What a line's words and mark may be, the likeliest first; a line that is all mark has no words then."""
    _, text = unlabelled(line.raw)
    if mark := _whole(text, titles):
        yield Marked(
            "", mark, mark.is_sure or text.startswith(("(", "[")) or text.endswith(":") or line.head == line.text
        )
    for words, rest in _begun(text, line.head):
        if rest and (mark := read(words, titles)):
            yield Marked(unlabelled(rest)[1], mark)
    for words, rest in _ended(text, line.tail):
        if rest and (mark := read(words, titles)) and not mark.is_bare:
            yield Marked(rest, mark)


def _whole(text: str, titles: Titles) -> Mark | None:
    """The mark that may be all a line says: of one member it is rather a duty, as a sentence is."""
    mark = read(text, titles)
    words = {word.casefold() for word in WORD.findall(text)}
    is_one = "member" in words and not text.startswith(("(", "[")) and not (mark and (mark.is_sure or not mark.member))
    return None if is_one or text.endswith(".") else mark


def _begun(text: str, head: str) -> Iterator[tuple[str, str]]:
    if head and text.startswith(head):
        yield head, text[len(head) :].lstrip(" :–—-,")
    for pattern in (IN_BRACKETS, BEFORE_A_SIGN, BEFORE_WORDS):
        if found := pattern.match(text):
            yield found[1], text[found.end() :]


def _ended(text: str, tail: str) -> Iterator[tuple[str, str]]:
    if tail and text.endswith(tail):
        yield tail, text[: len(text) - len(tail)].rstrip(" –—-")
    if found := AT_THE_END.search(text):
        yield found[1], _with_stop(text[: found.start()], found[2])
    if found := BEHIND_A_SIGN.search(text):
        yield found[1], text[: found.start()]


def _with_stop(text: str, stop: str) -> str:
    return text if text.endswith(".") else f"{text}{stop}"


class Teams:
    """The teams that a paper's marks name, and what each version is called: cmt, non-cmt.

    `alone` are marks that are paragraphs of their own, `beside` what may be marks in others.
    """

    def __init__(self, alone: Iterable[Mark], beside: Iterable[Mark], acronyms: Iterable[str] = ()) -> None:
        lone = list(alone)
        own = [mark for mark in lone if not mark.is_bare]
        met = [*lone, *beside]
        found = [mark for mark in met if not mark.is_bare]
        self._acronyms = {one.casefold() for one in acronyms} | {m.team[0] for m in found if len(m.team) == 1}
        named = {self._slug(mark.team) for mark in found if mark.team}
        self._lone = next(iter(named)) if len(named) == 1 else ""
        self._alone = {self._name(mark) for mark in own}
        self._sides = {(self._name(mark), mark.member) for mark in met}

    def confirm(self, mark: Mark, *, alone: bool = False) -> bool:
        """Whether the paper bears a mark out; `alone` where it is a paragraph of its own."""
        name = self._name(mark)
        if {(name, True), (name, False)} <= self._sides:
            return True
        return not mark.is_bare and (alone or mark.limits or name in self._alone)

    def version(self, mark: Mark) -> str:
        """The name of the version that a mark is for."""
        return self._name(mark) if mark.member else f"non-{self._name(mark)}"

    def _name(self, mark: Mark) -> str:
        return self._slug(mark.team) or self._lone or "members"

    def _slug(self, team: tuple[str, ...]) -> str:
        if len(team) > 1 and ((short := _initials(team)) in self._acronyms or len(short) > 2):
            return short
        return "-".join(team)


def other(version: str) -> str:
    """The version of those for whom another is not."""
    return version.removeprefix("non-") if version.startswith("non-") else f"non-{version}"


def acronyms(text: str) -> set[str]:
    """The acronyms in a text."""
    return set(ACRONYM.findall(text))
