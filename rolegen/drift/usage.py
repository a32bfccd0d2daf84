"""How a framework writes its words: one that is written in two ways is told where it is rare."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from rolegen.drift.difference import SMALL_WORDS
from rolegen.drift.passages import Passage
from rolegen.drift.wording import is_word

OFTEN = 3  # times as often the usual way stands, and at least so often, before another case of letters is a slip
SELDOM = 3  # places at most; what stands more often is no slip
# A letter that some write once and some twice before an ending: focus(s)ed, model(l)ing, fulfil(l).
DOUBLED = re.compile(r"([bdfglmnprst])\1(?=ed$|ing$|er$|es$|ors?$|ment$|$)")
ENDINGS = ((re.compile(r"([iy])z(?=e|ing|ation)"), r"\1s"), (re.compile(r"our"), "or"), (re.compile(r"ers?$"), "or"))
LETTERS = 6  # of a word that may be spelt in two ways; shorter ones are other words: of and off, filed and filled


Ways = dict[str, list[tuple[Passage, int]]]  # how a word is written, and where


@dataclass(frozen=True)
class Use:
    """A word where it stands, and how it is written in most other places."""

    passage: Passage
    index: int
    usual: str
    times: int

    @property
    def word(self) -> str:
        """The word as it is written here."""
        return self.passage.words.tokens[self.index]


def odd_spellings(passages: Sequence[Passage]) -> Iterator[Use]:
    """Words that most other places of the framework spell in another way."""
    tokens = {token for passage in passages for token in passage.words.tokens}
    ways: dict[str, set[str]] = defaultdict(set)
    for token in tokens:
        if len(token) >= LETTERS and token[0].isalpha():
            ways[_sounded(token)].add(token)
    several = {sound: found for sound, found in ways.items() if len(set(map(_singular, found))) > 1}
    where = _where(passages, {token for found in several.values() for token in found})
    for found in several.values():
        spelt: Ways = defaultdict(list)
        for token in sorted(found):
            spelt[_singular(token)] += where[token]
        yield from _rare(spelt, least=1)


def odd_capitals(passages: Sequence[Passage]) -> Iterator[Use]:
    """Words within sentences with a capital where the same words mostly have none, or without where they have one."""
    tokens = {token for passage in passages for token in passage.words.tokens if not token.isupper()}
    times = Counter(map(str.casefold, tokens))
    several = {token for token in tokens if times[token.casefold()] > 1 and token[0].isalpha()}
    ways: dict[Hashable, Ways] = defaultdict(lambda: defaultdict(list))
    for token, places in _where(passages, several).items():
        for passage, index in places:
            own = passage.words.tokens
            if index and is_word(own[index - 1]):
                for setting in _settings(own, index):
                    ways[setting][token].append((passage, index))
    for found in ways.values():
        yield from _rare(found, least=OFTEN)


def _where(passages: Sequence[Passage], wanted: set[str]) -> Ways:
    """Where some words stand, in the order of the files."""
    found: Ways = defaultdict(list)
    for passage in passages:
        if not wanted.isdisjoint(passage.words.tokens):
            for index, token in enumerate(passage.words.tokens):
                if token in wanted:
                    found[token].append((passage, index))
    return found


def _settings(tokens: Sequence[str], index: int) -> Iterator[Hashable]:
    """The word among its neighbours, by which one knows that the same is meant; behind “the”, if it stands alone."""
    before, word, after = tokens[index - 1], tokens[index], "".join(tokens[index + 1 : index + 2])
    earlier = "".join(tokens[max(index - 2, 0) : index - 1])
    if after and is_word(after):
        yield before.casefold(), word.casefold(), after.casefold()
    if earlier and is_word(earlier):
        yield earlier.casefold(), before.casefold(), (word.casefold(),)
    if before[0].islower() and not after[:1].isupper():
        if word.casefold() in SMALL_WORDS:
            yield word.casefold()
        elif before in SMALL_WORDS:
            yield before, word.casefold()


def _rare(ways: Ways, least: int) -> Iterator[Use]:
    usual = max(ways, key=lambda way: len(ways[way]))
    times = len(ways[usual])
    for way, places in ways.items():
        if way != usual and len(places) <= SELDOM and times >= max(least, least * len(places)):
            yield from (Use(passage, index, usual, times) for passage, index in places)


def _singular(token: str) -> str:
    """The word in small letters, without what shows its number or owner."""
    return re.sub(r"(?<=[^s])s$|['’]s?$", "", token.casefold())


def _sounded(token: str) -> str:
    """What is the same for two spellings of one word."""
    word = re.sub(r"[-'’]", "", _singular(token))
    for pattern, instead in ENDINGS:
        word = pattern.sub(instead, word)
    return DOUBLED.sub(r"\1", word)
