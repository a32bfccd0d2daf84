"""The rules that look for words: each phrase of their lists, and the words that another is certain for.

Besides its words, the file of such a rule may have `lists`: “innocent”, phrases in which nothing is told; and of its
phrases those that are told only where they say what the “person” should be (see `person`), and those that are a “name”
where they have a capital inside a sentence. Where it has “strict”, its other phrases are told more softly unless they
say what the person should be, and the strict ones as `antecedent` says. Words “behind” a phrase are not quoted. Words
of these files may have alternatives: “good|poor health” is two phrases.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Literal, NamedTuple

from rolegen.lint.antecedent import Antecedent, antecedent
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.person import is_of_the_person
from rolegen.lint.rule import Rule
from rolegen.lint.words import ANY, Lexicon, Words, lexicon, words

TITLES = ("title", "level-title", "service")  # every word may have a capital
OPENING = " \n\t\"'“‘("  # what may stand before the first word of a sentence
ACRONYM = 4  # a word in capitals of up to so many letters is no word: HE, HER, SHE


class Entry(NamedTuple):
    """A phrase that a rule has: to be told, to be swapped for another, or to make what it covers innocent.

    `number` is that of the entry of the rule's words; -1 stands for all of them.
    """

    rule: Rule
    sort: Literal["told", "swap", "innocent"]
    phrase: str
    number: int = -1
    of_the_person: bool = False
    or_a_name: bool = False
    strict: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A phrase in a text, from one word up to another."""

    start: int
    end: int
    entry: Entry

    def covers(self, other: Found) -> bool:
        """Whether the other stands within this one, and is of the same rule."""
        inside = self.start <= other.start and other.end <= self.end
        return inside and self.entry.rule is other.entry.rule


@dataclass(frozen=True)
class WordLists:
    """The words of all rules, looked for together."""

    rules: tuple[Rule, ...]

    @cached_property
    def _entries(self) -> tuple[Entry, ...]:
        return tuple(entry for rule in self.rules for entry in _entries(rule))

    @cached_property
    def _told(self) -> Lexicon:
        return lexicon((entry.phrase, n) for n, entry in enumerate(self._entries) if entry.sort != "innocent")

    @cached_property
    def _innocent(self) -> Lexicon:
        return lexicon((entry.phrase, n) for n, entry in enumerate(self._entries) if entry.sort == "innocent")

    def hits(self, passage: Passage) -> Iterator[tuple[Rule, Hit]]:
        """What the rules find in a text, each with its rule, in the order of the text."""
        text = words(passage.text)
        told = [one for one in self._found(self._told, text) if one.entry.rule.file.looks_at(passage.kind)]
        if not told:
            return
        innocent = defaultdict[int, list[Found]](list)  # by each of their words
        for one in self._found(self._innocent, text):
            for n in range(one.start, one.end):
                innocent[n].append(one)
        told = [one for one in told if not _is_excused(one, innocent[one.start])]
        for one in _apart([one for one in told if _is_meant(one, text, passage)]):
            yield one.entry.rule, _hit(one, text)

    def _found(self, phrases: Lexicon, text: Words) -> list[Found]:
        return [Found(start, end, self._entries[n]) for start, end, n in phrases.all(text)]


def _entries(rule: Rule) -> Iterator[Entry]:
    lists = rule.file.lists
    person, name, strict = (frozenset(_each(lists.get(key, ()))) for key in ("person", "name", "strict"))
    for phrase in (*rule.allow, *_each(lists.get("innocent", ()))):
        yield Entry(rule, "innocent", phrase)
    for n, one in enumerate(rule.words):
        yield from (Entry(rule, "innocent", phrase, n) for phrase in _each(one.unless))
        for phrase in _each(one.find):
            yield Entry(rule, "told", phrase, n, phrase in person, phrase in name, not strict or phrase in strict)
    for word in rule.file.swaps:
        yield Entry(rule, "swap", word)


def _each(phrases: Iterable[str]) -> Iterator[str]:
    """Phrases with each of their alternatives: “good|poor health” is “good health” and “poor health”."""
    for phrase in phrases:
        if "|" in phrase:
            yield from (" ".join(parts) for parts in product(*(word.split("|") for word in phrase.split())))
        else:
            yield phrase


def _is_excused(told: Found, innocent: Iterable[Found]) -> bool:
    return any(one.covers(told) and one.entry.number in (-1, told.entry.number) for one in innocent)


def _is_meant(found: Found, text: Words, passage: Passage) -> bool:
    """Whether the words are what the rule is about: no name, no acronym, and of the person where that counts."""
    start, end = text.spans[found.start][0], text.spans[found.end - 1][1]
    written = text.text[start:end]
    if found.end == found.start + 1 and _is_acronym(written, found.entry.phrase, text):
        return False
    capital = written[0].isupper() and passage.kind not in TITLES and not text.is_in_capitals
    a_name = capital and not begins_a_sentence(text.text, start)
    if a_name and (found.entry.or_a_name or not found.entry.rule.file.names):
        return False
    if _said_of(found, text) is Antecedent.KNOWN:
        return False
    return not found.entry.of_the_person or is_of_the_person(text, found.start, found.end)


def _said_of(found: Found, text: Words) -> Antecedent:
    """Of whom a word is said, where that makes a difference to its rule."""
    lists = found.entry.rule.file.lists
    return antecedent(text, found.start, lists) if "strict" in lists and found.entry.strict else Antecedent.SOUGHT


def _is_softer(found: Found, text: Words) -> bool:
    """Whether the words say nothing of who could be in the post."""
    if found.entry.strict:
        return _said_of(found, text) is Antecedent.OTHER
    return not is_of_the_person(text, found.start, found.end)


def _is_acronym(written: str, sought: str, text: Words) -> bool:
    """Whether letters are an acronym (the HER, HERs) while a word is sought; or the other way round."""
    as_acronym = written.rstrip("s").isupper() and 1 < len(written) <= ACRONYM
    if sought.rstrip("s").isupper():
        return not as_acronym
    return as_acronym and not text.is_in_capitals


def _apart(found: list[Found]) -> Iterator[Found]:
    """In the order of the text, without those that share words with an earlier or a longer one of their rule."""
    told_up_to: dict[str, int] = {}
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= told_up_to.get(one.entry.rule.id, 0):
            told_up_to[one.entry.rule.id] = one.end
            yield one


def _hit(found: Found, text: Words) -> Hit:
    begin, stop = text.spans[found.start][0], text.spans[_last(found, text)][1]
    written, rule = text.text[begin:stop], found.entry.rule
    message = (rule.file.says or rule.file.finds).replace("{found}", " ".join(written.split()))
    if found.entry.sort == "swap":
        mend = _swapped(rule.file.swaps[found.entry.phrase], found.entry.phrase, written)
        return Hit(begin, stop, message, f"Write “{mend}”.", mend)
    hint = rule.words[found.entry.number].instead or rule.file.hint or ""
    return Hit(begin, stop, message, hint, softer=_is_softer(found, text))


def _last(found: Found, text: Words) -> int:
    """The last word to be quoted, without one that only shows what the words before it are."""
    last = found.end - 1
    return (
        last - 1 if last > found.start and text.folded[last] in found.entry.rule.file.lists.get("behind", ()) else last
    )


def _swapped(right: str, sought: str, written: str) -> str:
    """The right word with the capitals, and where the sought one may go on the ending, of what is written."""
    ending = written[len(sought) - 1 :] if sought.endswith(ANY) else ""
    return as_written(right.rstrip(ANY) + ending.lower(), written)


def begins_a_sentence(text: str, at: int) -> bool:
    """Whether nothing, or the end of a sentence, stands before a character."""
    while at and text[at - 1] in OPENING:
        at -= 1
    return not at or text[at - 1] in ".!?:;•–"


def as_written(word: str, like: str) -> str:
    """A word with the capitals of another."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
