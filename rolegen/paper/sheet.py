"""What the template of a framework's own document prints: levels, and under each theme its clauses in tables.

A framework that few levels have has one table a theme for what differs; more of them than a page is wide for are shared
out among several.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from rolegen import sidebyside
from rolegen.fields import Model
from rolegen.framework import About, Level, Variant, versions_of
from rolegen.sidebyside import Beside, ClauseBeside, Filled, ThemeBeside
from rolegen.workspace import TEAM, Settings

MOST_COLUMNS, MOST_OF_MANY = 5, 4  # levels of a table, and of each where they are shared out


class Part(Model):
    """Words: of the text as it is, of a placeholder, or such as another level lacks."""

    text: str
    field: str = ""
    differs: bool = False


Words = tuple[Part, ...]


class LevelRow(Model):
    """A level's row in the table of descriptors."""

    id: str
    title: str
    facts: tuple[str, ...]
    descriptor: tuple[Words, ...]


class Said(Model):
    """A wording, and for whom it is where a level has several."""

    words: Words
    whom: str = ""


class Cell(Model):
    """What a level has of a clause: nothing, its wordings, or the one of a level to its left."""

    said: tuple[Said, ...] = ()
    same_as: str = ""


class ClauseRow(Model):
    """A clause's row in a table; its one cell is for all levels where the table has one column for them."""

    id: str
    number: int
    title: str
    cells: tuple[Cell, ...]


class LevelTable(Model):
    """What differs: a column a level. `first` and `last` count the levels shown, from 1."""

    levels: tuple[str, ...]
    rows: tuple[ClauseRow, ...]
    first: int
    last: int


class ThemeSheet(Model):
    """A theme: the rows that are the same for all levels, and the tables of those that differ."""

    id: str
    title: str
    shared: tuple[ClauseRow, ...]
    tables: tuple[LevelTable, ...]


class Sheet(Model):
    """A framework, or some levels of it, as its document prints it."""

    framework: About
    settings: Settings
    levels: tuple[LevelRow, ...]
    themes: tuple[ThemeSheet, ...]
    columns: int
    whole: bool


def sheet(shown: Beside, *, whole: bool) -> Sheet:
    """What is printed of levels side by side; `whole` where they are all that the framework has."""
    groups = _groups(shown.levels)
    return Sheet(
        framework=shown.framework,
        settings=shown.settings,
        levels=tuple([_level(shown, number) for number in range(len(shown.levels))]),
        themes=tuple([_theme(theme, groups, shown.settings) for theme in shown.themes]),
        columns=max(len(group) for group in groups),
        whole=whole,
    )


def whom(variant: Variant, name: str, title: str, team: str) -> str:
    """For whom a wording is that only one of a level's versions has."""
    if variant.phrase:
        return f"For every {title} who is {variant.phrase}"
    return f"{team}: {variant.membership}" if variant.membership else f"Version “{name}”"


def _groups(levels: Sequence[Level]) -> list[list[Level]]:
    """The levels of each table, in tables of about one size."""
    count = 1 if len(levels) <= MOST_COLUMNS else -(-len(levels) // MOST_OF_MANY)
    size, more = divmod(len(levels), count)
    ends = [n * size + min(n, more) for n in range(count + 1)]
    return [list(levels[start:end]) for start, end in pairwise(ends)]


def _level(shown: Beside, number: int) -> LevelRow:
    level, settings = shown.levels[number], shown.settings
    titles = {one.id: one.title for one in shown.known}
    superior, extended = (titles.get(one or "", one or "") for one in (level.reports_to, level.extends))
    teams = [variant.membership for variant in level.variants.values() if variant.membership]
    facts = {settings.label("Reports to"): superior, settings.label(TEAM): " or ".join(teams), "Extends": extended}
    told = [f"{name}: {value}" for name, value in facts.items() if value]
    return LevelRow(
        id=level.id,
        title=level.title,
        facts=(*told, *([str(level.term)] if level.term else [])),
        descriptor=tuple([_words(text) for text in shown.descriptors[number]]),
    )


def _theme(theme: ThemeBeside, groups: list[list[Level]], settings: Settings) -> ThemeSheet:
    shared = [clause for clause in theme.clauses if clause.is_shared]
    differing = [clause for clause in theme.clauses if not clause.is_shared]
    tables, last = [], 0
    for group in groups if differing else ():
        rows = tuple([_row(clause, _cells(clause, group, settings)) for clause in differing])
        titles = tuple([level.title for level in group])
        tables.append(LevelTable(levels=titles, rows=rows, first=last + 1, last=last + len(group)))
        last += len(group)
    same = tuple([_row(one, (Cell(said=(Said(words=_words(one.wordings[0].words)),)),)) for one in shared])
    return ThemeSheet(id=theme.id, title=theme.title, shared=same, tables=tuple(tables))


def _row(clause: ClauseBeside, cells: tuple[Cell, ...]) -> ClauseRow:
    return ClauseRow(id=clause.id, number=clause.number, title=clause.title, cells=cells)


def _cells(clause: ClauseBeside, levels: Sequence[Level], settings: Settings) -> tuple[Cell, ...]:
    """A cell for each level of a table; words are said again for a level that has them for one of its versions only."""
    printed = _marked(clause)
    stated: dict[Filled, str] = {}
    cells = []
    for level in levels:
        own = {name: clause.wording(level, name) for name in versions_of(level)}
        told = {name: text for name, text in own.items() if text is not None}
        if len(set(told.values())) > 1:
            said = [
                Said(words=printed[text], whom=whom(level.variants[name], name, level.title, settings.label(TEAM)))
                for name, text in told.items()
            ]
            cells.append(Cell(said=tuple(said)))
        elif text := next(iter(told.values()), None):
            cells.append(Cell(same_as=stated[text]) if text in stated else Cell(said=(Said(words=printed[text]),)))
            stated.setdefault(text, level.title)
        else:
            cells.append(Cell())
    return tuple(cells)


def _marked(clause: ClauseBeside) -> dict[Filled, Words]:
    """Each wording of a clause, marked where the one most like it has other words."""
    texts = [wording.words for wording in clause.wordings]
    if len(texts) == 1:
        return {texts[0]: _words(texts[0])}
    marked = {}
    for text in texts:
        others = [other for other in texts if other is not text]
        marked[text] = _words(text, others[sidebyside.nearest(text.text, [other.text for other in others])])
    return marked


def _words(text: Filled, other: Filled | None = None) -> Words:
    return tuple([
        Part(text=part.text, field=part.field, differs=part.differs) for part in sidebyside.parts(text, other)
    ])  # fmt: skip
