"""Whether a framework holds together: ids, reporting lines, wordings and placeholders; each fault at its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rolegen.fields import last_day, show_day
from rolegen.framework import (
    PLACEHOLDER,
    PLACEHOLDERS,
    Clause,
    Framework,
    Level,
    circle,
    looks_like_id,
    no_such_level,
    placed,
)
from rolegen.problems import Problem, suggest
from rolegen.source import Keys, Source


def faults(framework: Framework, descriptors: Source, responsibilities: Source) -> tuple[Problem, ...]:
    """Everything wrong in the two files of a framework that its models could read."""
    return (
        *_check_levels(framework.stated, descriptors),
        *_check_extensions(framework.stated, descriptors),
        *_check_terms(framework.stated, descriptors),
        *_check_lines(framework, descriptors),
        *_check_clauses(framework, responsibilities),
        *_check_placeholders(descriptors),
        *_check_placeholders(responsibilities),
    )


def _check_levels(levels: tuple[Level, ...], source: Source) -> Iterator[Problem]:
    seen: set[str] = set()
    known = [level.id for level in levels]
    for index, level in enumerate(levels):
        if level.id in seen:
            yield Problem(
                "duplicate-id", f"Two levels have the id “{level.id}”.", source.place(("levels", index, "id"))
            )
        seen.add(level.id)
        reports_to = level.reports_to or ""
        if looks_like_id(reports_to) and reports_to not in known:
            yield no_such_level(reports_to, known, source.place(("levels", index, "reports_to")))


def _check_extensions(levels: tuple[Level, ...], source: Source) -> Iterator[Problem]:
    above = {level.id: level.extends for level in levels}
    for index, level in enumerate(levels):
        place = source.place(("levels", index, "extends"))
        if level.extends == level.id:
            yield Problem("extension-loop", f"{level.title} extends itself.", place, "Name another level.")
        elif level.extends is not None and level.extends not in above:
            yield no_such_level(level.extends, [name for name in above if name != level.id], place)
        elif way := circle(level.id, above.get):
            message = f"Levels extend one another in a circle: {' → '.join(way)}."
            yield Problem("extension-loop", message, place, "One of them must extend none of the others.")


def _check_terms(levels: tuple[Level, ...], source: Source) -> Iterator[Problem]:
    for index, level in enumerate(levels):
        term = level.term
        if not term or not term.starts or not term.ends:
            continue
        path: Keys = ("levels", index, "term")
        starts, ends = show_day(term.starts), show_day(term.ends)
        if term.ends < term.starts:
            yield Problem(
                "term", f"The term ends on {ends}, before it starts on {starts}.", source.place((*path, "ends"))
            )
        elif term.months and (last := last_day(term.starts, term.months)) != term.ends:
            message = f"{term.months} months from {starts} end on {show_day(last)}, not on {ends}."
            yield Problem(
                "term", message, source.place((*path, "months")), "Correct one of the three, or leave one out."
            )


def _check_lines(framework: Framework, source: Source) -> Iterator[Problem]:
    above = {level.id: level.reports_to for level in framework.levels}
    for index, level in enumerate(framework.levels):
        if way := circle(level.id, above.get):
            message = f"The reporting line goes in a circle: {' → '.join(way)}."
            hint = f"Say with “reports_to” to whom the {level.title} reports." if level.extends else ""
            yield Problem("reporting-loop", message, source.place(("levels", index, "reports_to")), hint)


def _check_clauses(framework: Framework, source: Source) -> Iterator[Problem]:
    themes: set[str] = set()
    for index, theme in enumerate(framework.themes):
        if theme.id in themes:
            place = source.place(("themes", index, "id"))
            yield Problem("duplicate-id", f"Two themes have the id “{theme.id}”.", place)
        themes.add(theme.id)
    seen: set[str] = set()
    for path, clause in placed(framework.themes):
        if clause.id in seen:
            yield Problem("duplicate-id", f"Two clauses have the id “{clause.id}”.", source.place((*path, "id")))
        seen.add(clause.id)
        yield from _check_wordings(framework, clause, source, path)


def _check_wordings(framework: Framework, clause: Clause, source: Source, path: Keys) -> Iterator[Problem]:
    known = {level.id: level for level in framework.levels}
    for name, wording in clause.levels.items():
        at = (*path, "levels", framework.holder(clause, name))
        if name not in known:
            yield no_such_level(name, known, source.key_place(at))
        elif isinstance(wording, dict) and (clause.id, name) in framework.holders:
            yield from _check_inherited(known[name], wording, known[framework.holder(clause, name)], source, at)
        elif isinstance(wording, dict):
            yield from _check_variants(known[name], wording, source, at)
    for name, level in known.items():
        if clause.text is None and name not in clause.levels and level.extends not in known:
            hint = f"Add one under “levels”, or “{name}: null” if the level lacks the clause."
            message = f"“{clause.id}” has no wording for {level.title}."
            yield Problem("missing-wording", message, source.place(path), hint)


def _check_inherited(
    level: Level, wording: Mapping[str, str], other: Level, source: Source, at: Keys
) -> Iterator[Problem]:
    """Versions that only the extending level has, where the other's wording differs by version."""
    for name in level.variants:
        if name not in wording and name not in other.variants:
            message = f"There is no wording for {level.title}, version “{name}”: that of {other.title} has none."
            hint = f"Give {level.title} a wording of its own under “levels”."
            yield Problem("missing-wording", message, source.key_place(at), hint)


def _check_variants(level: Level, wording: Mapping[str, str], source: Source, at: Keys) -> Iterator[Problem]:
    for name in wording:
        if name not in level.variants:
            yield Problem(
                "unknown-variant",
                f"{level.title} has no version “{name}”.",
                source.key_place((*at, name)),
                suggest(name, level.variants),
            )
    for name in level.variants:
        if name not in wording:
            yield Problem(
                "missing-wording",
                f"There is no wording for {level.title}, version “{name}”.",
                source.key_place(at),
                "Give each version its wording.",
            )


def _check_placeholders(source: Source) -> Iterator[Problem]:
    for path, text in _texts(source.value, ()):
        rest = PLACEHOLDER.sub(lambda found: "" if found[1] in PLACEHOLDERS else found[0], text)
        if found := re.search(r"\{\{.*?\}\}|\{[{%#]", rest):
            yield Problem(
                "placeholder",
                f"“{found[0]}” cannot stand in a framework.",
                source.place(path),
                "Only {{ organisation }} and {{ area }} are filled in.",
            )


def _texts(value: Any, path: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield path, value
    items: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _texts(inner, (*path, key))
