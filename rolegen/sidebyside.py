"""The levels of a framework side by side: what they share said once, and each wording that differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolegen.diff.words import Piece, pieces, words
from rolegen.framework import PLACEHOLDER, About, Clause, Framework, Level, fill, versions_of
from rolegen.workspace import Settings


@dataclass(frozen=True, slots=True)
class Placeholder:
    """Where in a text the value of a placeholder stands, and the placeholder's name."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Filled:
    """A text of the framework with its placeholders filled."""

    text: str
    placeholders: tuple[Placeholder, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a text; `field` names the placeholder that they stand for, `differs` that another text lacks them."""

    text: str
    field: str = ""
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a wording is for: a level, or one of its versions."""

    level: Level
    variant: str = ""

    @property
    def name(self) -> str:
        """The level's title, and the name of its version where one is meant."""
        return f"{self.level.title} ({self.variant})" if self.variant else self.level.title

    def covers(self, level: Level, variant: str) -> bool:
        """Whether a level's version is meant too."""
        return self.level.id == level.id and self.variant in ("", variant)


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording of a clause, and who has it, in the order of the levels."""

    words: Filled
    holders: tuple[Holder, ...]


@dataclass(frozen=True, slots=True)
class ClauseBeside:
    """Each wording of a clause once; `number` counts the framework's clauses, `lacking` levels have none."""

    number: int
    id: str
    title: str
    wordings: tuple[Wording, ...]
    lacking: tuple[Level, ...]

    @property
    def is_shared(self) -> bool:
        """Whether it is the same for all levels that are compared."""
        return len(self.wordings) == 1 and not self.lacking

    def wording(self, level: Level, variant: str) -> Filled | None:
        """The words for a level's version; none where the level lacks the clause."""
        return next(
            (one.words for one in self.wordings for holder in one.holders if holder.covers(level, variant)), None
        )


@dataclass(frozen=True, slots=True)
class ThemeBeside:
    """A theme and those of its clauses that any of the levels has."""

    id: str
    title: str
    clauses: tuple[ClauseBeside, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Levels of a framework side by side, in the framework's order; `known` are all that it has."""

    framework: About
    known: tuple[Level, ...]
    levels: tuple[Level, ...]
    descriptors: tuple[tuple[Filled, ...], ...]
    themes: tuple[ThemeBeside, ...]
    settings: Settings


def beside(known: Framework, levels: Sequence[Level], settings: Settings) -> Beside:
    """These levels of a framework side by side."""
    wanted = {level.id for level in levels}
    asked = tuple([level for level in known.levels if level.id in wanted])
    values = placeholders(settings)
    numbers = {clause.id: number for number, (_, clause) in enumerate(known.clauses(), 1)}
    themes = []
    for theme in known.themes:
        compared = (_clause(clause, numbers[clause.id], asked, values) for clause in theme.clauses)
        if clauses := tuple([clause for clause in compared if clause.wordings]):
            themes.append(ThemeBeside(theme.id, theme.title, clauses))
    descriptors = tuple([tuple([filled(text, values) for text in level.descriptor]) for level in asked])
    return Beside(known.about, known.levels, asked, descriptors, tuple(themes), settings)


def placeholders(settings: Settings) -> dict[str, str]:
    """What stands on the page for each placeholder."""
    return {"organisation": settings.organisation, "area": settings.area}


def filled(text: str, values: Mapping[str, str]) -> Filled:
    """The text with its placeholders filled, and where they stood."""
    found = PLACEHOLDER.finditer(text) if "{{" in text else ()
    places = [
        Placeholder(len(fill(text[: one.start()], values)), len(fill(text[: one.end()], values)), one[1])
        for one in found
    ]
    return Filled(fill(text, values), tuple(places))


def _clause(clause: Clause, number: int, levels: Sequence[Level], values: Mapping[str, str]) -> ClauseBeside:
    said: dict[Filled, list[Holder]] = {}
    lacking = []
    for level in levels:
        own = {name: clause.wording(level.id, name) for name in versions_of(level)}
        alike = len(set(own.values())) == 1
        for name, text in list(own.items())[:1] if alike else own.items():
            if text is not None:
                said.setdefault(filled(text, values), []).append(Holder(level, "" if alike else name))
            else:
                lacking.append(level)
    wordings = tuple([Wording(text, tuple(holders)) for text, holders in said.items()])
    return ClauseBeside(number, clause.id, clause.title or "", wordings, tuple(lacking))


def nearest(text: str, others: Sequence[str]) -> int:
    """Which of the other texts has most words in common with a text; the first of several."""
    own = Counter(words(text))
    return max(range(len(others)), key=lambda n: (_common(own, Counter(words(others[n]))), -n))


def _common(one: Counter[str], other: Counter[str]) -> float:
    return (one & other).total() / max(one.total(), other.total(), 1)


def difference(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two texts; the new one alone where they have nothing in common to tell the difference by."""
    found = pieces(old, new)
    if any(piece.kind == "same" and words(piece.text) for piece in found):
        return found
    return (Piece("same", new),)


def parts(text: Filled, other: Filled | None = None) -> tuple[Part, ...]:
    """The words of a text in parts: those for placeholders, and beside another text those that the other lacks."""
    told = difference(other.text, text.text) if other else (Piece("same", text.text),)
    made: list[Part] = []
    at = 0
    for piece in told:
        if piece.kind != "removed":
            made += _cut(text, at, at + len(piece.text), differs=piece.kind == "added")
            at += len(piece.text)
    return tuple(made)


def _cut(text: Filled, start: int, end: int, *, differs: bool) -> Iterator[Part]:
    """A stretch of a text, cut where placeholders begin and end."""
    for place in text.placeholders:
        if place.start < end and place.end > start:
            yield from _part(text.text[start : place.start], "", differs)
            yield from _part(text.text[max(start, place.start) : min(end, place.end)], place.name, differs)
            start = max(start, min(end, place.end))
    yield from _part(text.text[start:end], "", differs)


def _part(text: str, field: str, differs: bool) -> Iterator[Part]:
    if text:
        yield Part(text, field, differs)
