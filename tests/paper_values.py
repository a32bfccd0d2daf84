"""What a paper says of a framework, as its reading would hand it on: each level's statements in a cell of their own."""

from __future__ import annotations

from rolegen.framework import Framework, Level, versions_of
from rolegen.paper.contents import Described, Heading, Origin, Paper, Statement, Version, Words


def paper_of(known: Framework, *, titles: bool = False) -> Paper:
    """A framework as a paper has it that tells no ids: a row for each level, a column for each theme."""
    levels = tuple([_described(known, n, level) for n, level in enumerate(known.levels, 1)])
    themes = tuple([Heading(theme.title) for theme in known.themes])
    statements = [
        one for row, level in enumerate(known.levels, 1) for one in _statements(known, level, row, titles=titles)
    ]
    return Paper(levels, themes, tuple(statements), name=known.about.name, version=known.about.version)


def _described(known: Framework, row: int, level: Level) -> Described:
    above = known.level(level.reports_to or "")
    words = tuple([Words(text, Origin(1, row)) for text in level.descriptor])
    versions = tuple([Version(name, one.phrase or one.membership or "") for name, one in level.variants.items()])
    return Described(level.title, words, Origin(1, row), above.title if above else level.reports_to or "", versions)


def _statements(known: Framework, level: Level, row: int, *, titles: bool) -> list[Statement]:
    found = []
    for theme in known.themes:
        slot = 0
        for clause in theme.clauses:
            said = {name: clause.wording(level.id, name) for name in versions_of(level)}
            if len(set(said.values())) == 1:
                said = {"": next(iter(said.values()))}
            for version, text in said.items():
                if text is not None:
                    words = Words(text, Origin(2, row, theme.title))
                    title = clause.title or "" if titles else ""
                    found.append(Statement(level.title, theme.title, words, version, slot, title=title))
            slot += any(said.values())
    return found
