"""What a framework's Word file cannot show of the framework: its ids, and which clause belongs to which theme.

The file keeps it among its properties, so that a committee's paper can be read back though words, rows and marks were
changed. It holds no descriptor and no wording.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rolegen import framework
from rolegen.fields import Id, Model, Text
from rolegen.framework import About, Framework, Variant
from rolegen.term import Term

LONGEST = 240_000  # characters; more than a Word file's properties are read for


class Level(Model):
    """A level without its words."""

    id: Id
    title: Text
    reports_to: Text | None = None
    extends: Id | None = None
    term: Term | None = None
    variants: dict[Id, Variant] = {}


class Theme(Model):
    """A theme without its clauses."""

    id: Id
    title: Text


class Clause(Model):
    """A clause without its words; `theme` is its theme's id."""

    id: Id
    title: Text | None = None
    theme: Id


class Skeleton(Model):
    """A framework without its words: all in the framework's order; and what stood for placeholders when it was made."""

    framework: About
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    clauses: tuple[Clause, ...]
    placeholders: dict[Id, Text] = {}


def of(
    known: Framework, levels: Iterable[framework.Level] | None = None, placeholders: Mapping[str, str] | None = None
) -> Skeleton:
    """The skeleton of a framework; of these levels only, where some are named."""
    return Skeleton(
        framework=known.about,
        levels=tuple([_level(level) for level in (known.levels if levels is None else levels)]),
        themes=tuple([Theme(id=theme.id, title=theme.title) for theme in known.themes]),
        clauses=tuple([Clause(id=one.id, title=one.title, theme=theme.id) for theme, one in known.clauses()]),
        placeholders=dict(placeholders or {}),
    )


def _level(level: framework.Level) -> Level:
    return Level(
        id=level.id,
        title=level.title,
        reports_to=level.reports_to,
        extends=level.extends,
        term=level.term,
        variants=level.variants,
    )


def to_text(skeleton: Skeleton) -> str:
    """The skeleton as JSON in ASCII without a space, which a property would lose at its ends."""
    values = skeleton.model_dump(mode="json", exclude_defaults=True)
    return json.dumps(values, separators=(",", ":")).replace(" ", "\\u0020")


def from_text(text: str) -> Skeleton | None:
    """The skeleton in a text that `to_text` made; None for any other."""
    if not text.startswith("{") or len(text) > LONGEST:
        return None
    try:
        skeleton = Skeleton.model_validate(json.loads(text, object_pairs_hook=_once_each))
    except (ValueError, RecursionError):  # of JSON, and of pydantic, whose errors are values errors too
        return None
    return skeleton if _is_whole(skeleton) else None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a key stands there twice")
    return values


def _is_whole(skeleton: Skeleton) -> bool:
    """Whether there is a level, no id stands for two things, and each clause has its theme."""
    themes = [theme.id for theme in skeleton.themes]
    ids = ([level.id for level in skeleton.levels], themes, [clause.id for clause in skeleton.clauses])
    return (
        bool(ids[0])
        and all(len(set(own)) == len(own) for own in ids)
        and all(clause.theme in themes for clause in skeleton.clauses)
    )
