"""Levels that extend another: what each has from the other, put in once, so that no other module needs to know.

Such a level has the other's descriptor before its own paragraphs, and the other's wording of each clause that gives it
none of its own, also where that is none. Where it gives none itself, it has the other's variants, superior and starter
criteria. Its term is its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolegen.framework import Clause, Level, Theme, Variant, Wording

Resolved = tuple[tuple[Level, ...], tuple[Theme, ...], Mapping[tuple[str, str], str]]
Lines = Mapping[str, tuple[str, ...]]


def resolve(levels: tuple[Level, ...], themes: tuple[Theme, ...]) -> Resolved:
    """Levels and themes with all that levels have from others; and under whose name what they have stands."""
    lines = {level.id: line for level in levels if (line := extended(level, levels))}
    if not lines:
        return levels, themes, {}
    known = {level.id: level for level in levels}
    whole = tuple(_whole(level, [known[name] for name in lines.get(level.id, ())]) for level in levels)
    holders = dict(_holders(themes, lines))
    variants = {level.id: level.variants for level in whole}
    held = tuple(
        theme.model_copy(update={"clauses": tuple(_holding(clause, holders, variants) for clause in theme.clauses)})
        for theme in themes
    )
    return whole, held, holders


def extended(level: Level, levels: tuple[Level, ...]) -> tuple[str, ...]:
    """The ids of the levels that one extends, the nearest first; it ends before it would come round again."""
    above = {one.id: one.extends for one in levels}
    line: list[str] = []
    current = level.extends
    while current in above and current not in (level.id, *line):
        line.append(current)
        current = above[current]
    return tuple(line)


def _whole(level: Level, others: list[Level]) -> Level:
    """The level with what it has from those it extends, the nearest first."""
    if not others:
        return level
    line = (level, *others)
    return level.model_copy(
        update={
            "descriptor": tuple(text for one in reversed(line) for text in one.descriptor),
            "reports_to": next((one.reports_to for one in line if one.reports_to), None),
            "variants": next((one.variants for one in line if one.variants), {}),
            "starter_criteria": next((one.starter_criteria for one in line if one.starter_criteria), {}),
        }
    )


def _holders(themes: tuple[Theme, ...], lines: Lines) -> Iterator[tuple[tuple[str, str], str]]:
    """Clause and level, and the level it extends under whose name the clause has its words."""
    for clause in (clause for theme in themes for clause in theme.clauses):
        for level, line in lines.items():
            holder = next((name for name in line if name in clause.levels), None)
            if holder and level not in clause.levels:
                yield (clause.id, level), holder


def _holding(
    clause: Clause, holders: Mapping[tuple[str, str], str], variants: Mapping[str, Mapping[str, Variant]]
) -> Clause:
    """The clause with the wordings that levels have from others, of their own variants only."""
    had: dict[str, Wording | None] = {}
    for (name, level), holder in holders.items():
        if name == clause.id:
            words = clause.levels[holder]
            had[level] = {v: words[v] for v in words if v in variants[level]} if isinstance(words, dict) else words
    return clause.model_copy(update={"levels": {**clause.levels, **had}}) if had else clause
