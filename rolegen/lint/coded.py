"""Gender-coded wording, weighed over what a role says in words of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rolegen.lint.contract import RoleCheck, Said, Written
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.lint.words import VOCABULARY, Lexicon, Words, lexicon, words

SHOWN = 8  # words that a hint names


@dataclass(frozen=True)
class Codes:
    """The stems by their first two letters, each with whether it is masculine; and what is innocent though it fits.

    Of innocent phrases, those of one word are there twice: whole or as far as a star, for a quick look.
    """

    stems: Mapping[str, tuple[tuple[str, bool], ...]]
    innocent: Lexicon
    whole: frozenset[str]
    begun: tuple[str, ...]

    @cached_property
    def stem(self) -> Callable[[str], tuple[str, bool] | None]:
        """The stem that a word begins with, unless the word itself is innocent."""

        def stem(word: str) -> tuple[str, bool] | None:
            for one in self.stems.get(word[:2], ()):
                if word.startswith(one[0]):
                    return None if word in self.whole or word.startswith(self.begun) else one
            return None

        return lru_cache(maxsize=VOCABULARY)(stem)

    def masculine(self, vocabulary: Iterable[str]) -> int:
        """How many masculine stems there can be at most; a word that a hyphen joins to another is not looked at."""
        return sum(one[1] for one in {*map(self.stem, vocabulary)} if one)


@dataclass(frozen=True, slots=True)
class Coded:
    """A word that counts: its stem, and where it stands."""

    stem: str
    is_masculine: bool
    passage: Passage
    word: int


def strongly_coded(written: Written, rule: Rule) -> Iterator[Said]:
    """Tells, once, of a role with many more masculine-coded stems than feminine-coded ones."""
    lists = rule.file.lists
    codes = _codes(lists["masculine"], lists["feminine"], lists["innocent"], rule.allow)
    passages = [one for one in written.passages if one.kind in rule.file.where]
    vocabulary = {word for passage in passages for word in words(passage.text).folded}
    if codes.masculine(vocabulary) + 4 * ("self" in vocabulary or "head" in vocabulary) <= rule.most:
        return
    counted = [one for passage in passages for one in _coded(passage, codes)]
    first = {one.stem: one for one in reversed(counted) if one.is_masculine}
    feminine = {one.stem for one in counted if not one.is_masculine}
    if len(first) - len(feminine) > rule.most:
        yield _said([one for one in counted if first.get(one.stem) is one], len(feminine))


@lru_cache(maxsize=4)
def _codes(
    masculine: tuple[str, ...], feminine: tuple[str, ...], innocent: tuple[str, ...], allow: tuple[str, ...]
) -> Codes:
    stems: dict[str, tuple[tuple[str, bool], ...]] = {}
    for listed, is_masculine in ((masculine, True), (feminine, False)):
        for stem in listed:
            stems[stem[:2]] = (*stems.get(stem[:2], ()), (stem, is_masculine))
    phrases = [phrase.casefold() for phrase in (*innocent, *allow)]
    alone = [phrase for phrase in phrases if " " not in phrase and "-" not in phrase]
    begun = tuple(phrase.rstrip("*") for phrase in alone if phrase.endswith("*"))
    return Codes(stems, lexicon((phrase, 0) for phrase in phrases), frozenset(alone), begun)


def _coded(passage: Passage, codes: Codes) -> Iterator[Coded]:
    text = words(passage.text)
    covered = {n for start, end, _ in codes.innocent.find(text) for n in range(start, end)}
    for n, word in enumerate(text.folded):
        if n not in covered and (found := codes.stem(word) or codes.stem(_joined(text, n))):
            yield Coded(*found, passage, n)


def _joined(text: Words, n: int) -> str:
    """A word with what a hyphen joins to it: “self-reliant”."""
    goes_on = text.text[text.spans[n][1] : text.spans[n][1] + 1] == "-" and n + 1 < len(text.folded)
    return f"{text.folded[n]}-{text.folded[n + 1]}" if goes_on else text.folded[n]


def _said(counted: list[Coded], feminine: int) -> Said:
    first = counted[0]
    shown = [_joined(words(one.passage.text), one.word) if "-" in one.stem else _word(one) for one in counted]
    listed = ", ".join(f"“{word}”" for word in shown[:SHOWN]) + (" and others" if len(shown) > SHOWN else "")
    message = f"Many more words here read as masculine ({len(counted)}) than as feminine ({feminine})."
    hint = f"They are {listed}. Adverts with such a balance appealed less to women in a study: see if others would do."
    start, end = words(first.passage.text).spans[first.word]
    return Said(message, first.passage.keys, passage=first.passage, hit=Hit(start, end, message, hint))


def _word(one: Coded) -> str:
    return words(one.passage.text).folded[one.word]


OF_A_ROLE: Mapping[str, RoleCheck] = {"gender-coded": strongly_coded}
