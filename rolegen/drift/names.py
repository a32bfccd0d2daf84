"""Names of places and organisations that stand in a framework where a placeholder belongs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rolegen.drift.counties import NAMES
from rolegen.drift.difference import SMALL_WORDS
from rolegen.drift.wording import Words
from rolegen.fields import MONTHS
from rolegen.workspace import LABELS, Settings

ORGANISATION, AREA = "organisation", "area"

_NAME = r"[A-Z][\w'’-]*"
_NAMES = rf"{_NAME}(?:(?: (?:and|on|upon|with|under))? {_NAME})*"
COUNCIL = re.compile(
    rf"\b({_NAMES}) (?:(?:Metropolitan|Royal|London|Unitary|Combined) )*"
    r"(?:County|City|Borough|District|Parish|Town|Community|Unitary|Islands)(?: Borough| District)? Council\b"
)
OTHER_COUNCIL = re.compile(rf"(?<=[a-z,;] )({_NAMES}) Council\b")
COUNCIL_OF = re.compile(rf"\b(?:County |City |Borough |District )?Council of (?:the )?({_NAMES})")
_SIDE = r"(?:(?:North|South|East|West|Mid|Central|Greater|Inner|Outer) )?"
SHIRE = re.compile(rf"\b{_SIDE}[A-Z][a-z]+shire\b")
LISTED = re.compile(rf"\b{_SIDE}(?:{'|'.join(NAMES)})\b")
# Where a place stands: behind these words, or before those.
PEOPLE = "area borough businesses citizens city communities community county district economy people population region"
WHOLES = "future lives most much parts residents town towns villages whole all"
BEHIND = re.compile(
    r"\b(?i:across|around|in|inside|outside|throughout|within|serving|visiting|"
    rf"(?:{'|'.join(f'{PEOPLE} {WHOLES}'.split())}) of) (?:the )?({_NAMES})"
)
BEFORE = re.compile(rf"(?<=[a-z,;] )({_NAMES})(?:['’]s?)?(?= (?:{'|'.join(PEOPLE.split())}|public|residents|towns)\b)")
OWNED = re.compile(rf"(?<=[a-z,] )({_NAME})['’]s\b")
OFFICE = """
act acts adviser assembly authority bill board borough brexit britain british cabinet chair chief christmas city civil
code codes combined committee community conduct constitution corporate council councillor councillors councils county
court crown data department deputy director directorate directorates directors district easter england english europe
european executive finance fire forum friday full gaelic government great group head health her his human internet
ireland irish islands king kingdom leader leaders majesty mayor member members metropolitan minister monday monitoring
national nhs northern office officer officers orders overview paid parish parliament parliamentary partnership plan
police policy portfolio programme protection public regulations resources rights royal safeguarding saturday schedule
scheme scotland scottish scrutiny secretary section senior service services standards standing state statutory
strategy sunday team teams thursday town treasury trust trusts tuesday uk unitary united wales wednesday welsh
westminster whitehall
"""
OFFICE_WORDS = frozenset(OFFICE.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: the words that it is, and which placeholder belongs there."""

    where: range
    name: str
    placeholder: str
    is_ours: bool = False


@dataclass(frozen=True)
class Knowledge:
    """What is needed to tell a place's name from other words with a capital."""

    settings: Settings
    usual: frozenset[str]

    def unknown(self, words: str) -> bool:
        """Whether capitals stand here of which the framework and an office know nothing."""
        parts = [part for part in re.findall(r"\w[\w'’-]*", words) if part[0].isupper()]
        return bool(parts) and not any(part.isupper() or self.knows(part) for part in parts)

    def knows(self, word: str) -> bool:
        """Whether a word is an office's, a title's, or one that stands in small letters elsewhere."""
        bare = re.sub(r"['’]s?$", "", word).casefold()
        return not {bare, word.casefold()}.isdisjoint(self.usual)

    def behind_usual(self, name: str) -> str:
        """A name without the usual words that it begins with, such as “The” or “Leader”."""
        while name and self.knows(name.partition(" ")[0]):
            name = name.partition(" ")[2]
        return name


def knowledge(settings: Settings, texts: Iterable[str], titles: Iterable[str]) -> Knowledge:
    """The words that are known to be no places."""
    said = tuple(texts)
    small = {word for text in said for word in re.findall(r"(?<![\w'’-])[a-z][\w'’-]*", text)}
    firsts = Counter(text.partition(" ")[0].casefold() for text in said)  # “Champion” begins more than one duty
    small |= {word for word, times in firsts.items() if times > 1}
    named = " ".join([*titles, *LABELS, *settings.labels.values()])
    titled = {word.casefold() for word in re.findall(r"\w[\w'’-]*", named)}
    months = {month.casefold() for month in MONTHS}
    return Knowledge(settings, frozenset({*small, *titled, *months, *OFFICE_WORDS, *SMALL_WORDS}))


def names(words: Words, known: Knowledge) -> tuple[Name, ...]:
    """The names in a text, those within longer ones left out."""
    found = sorted(_all(words, known), key=lambda name: (-len(name.where), not name.is_ours))
    kept: list[Name] = []
    for name in found:
        if not any(set(name.where) & set(other.where) for other in kept):
            kept.append(name)
    return tuple(sorted(kept, key=lambda name: name.where.start))


def _all(words: Words, known: Knowledge) -> Iterator[Name]:
    settings = known.settings
    for ours, placeholder in ((settings.organisation, ORGANISATION), (settings.area, AREA)):
        if placeholder in settings.model_fields_set and _is_name(ours):
            for found in re.finditer(rf"(?<!\w){re.escape(ours)}(?!\w)", words.text):
                yield _name(words, found.span(), placeholder, is_ours=True)
    yield from _councils(words, known)
    yield from _places(words, known)


def _councils(words: Words, known: Knowledge) -> Iterator[Name]:
    for found in COUNCIL.finditer(words.text):
        if name := known.behind_usual(found[1]):
            yield _name(words, (found.end(1) - len(name), found.end()), ORGANISATION)
    for pattern in (COUNCIL_OF, OTHER_COUNCIL):
        for found in pattern.finditer(words.text):
            if known.unknown(found[1]):
                yield _name(words, found.span(), ORGANISATION)


def _places(words: Words, known: Knowledge) -> Iterator[Name]:
    for found in (*SHIRE.finditer(words.text), *LISTED.finditer(words.text)):
        yield _name(words, found.span(), AREA)
    for pattern in (BEHIND, BEFORE, OWNED):
        for found in pattern.finditer(words.text):
            if known.unknown(found[1]):
                yield _name(words, found.span(1), AREA)


def _is_name(words: str) -> bool:
    """Whether words could be nobody else's: “Fenmoor”, not “the Council”."""
    return any(word[0].isupper() and word.casefold() not in OFFICE_WORDS for word in words.split())


def _name(words: Words, span: tuple[int, int], placeholder: str, *, is_ours: bool = False) -> Name:
    return Name(words.covering(*span), re.sub(r"['’]s?$", "", words.text[slice(*span)]), placeholder, is_ours)
