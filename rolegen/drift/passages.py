"""Every text of a framework that ends on a page, with its place and with who owns it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rolegen.drift.acceptance import Acceptances
from rolegen.drift.wording import Words, plain
from rolegen.framework import Clause, Framework, Level
from rolegen.source import Keys, Source

OF_A_LEVEL = ("descriptor", "starter_criteria", "variants")
OF_A_CLAUSE = ("text", "levels")


@dataclass(frozen=True)
class Owner:
    """A clause or a level, where it stands, and what it accepts."""

    model: Clause | Level
    accepted: Acceptances
    source: Source
    keys: Keys


@dataclass(frozen=True)
class Passage:
    """A text as it stands in a file."""

    owner: Owner
    words: Words
    keys: Keys


def passages(owner: Owner) -> Iterator[Passage]:
    """The texts of a clause or a level, as its file states them."""
    value: Any = owner.source.value
    for key in owner.keys:
        value = value[key]
    for key in OF_A_CLAUSE if isinstance(owner.model, Clause) else OF_A_LEVEL:
        for keys, text in _texts(value.get(key), (*owner.keys, key)):
            yield Passage(owner, Words(plain(text)), keys)


def titles(framework: Framework) -> Iterator[str]:
    """What levels, themes and clauses are called, and how versions of a level are."""
    for level in framework.levels:
        yield from (level.title, level.reports_to or "")
        yield from (part for one in level.variants.values() for part in (one.membership, one.phrase) if part)
    for theme, clause in framework.clauses():
        yield from (theme.title, clause.title or "")


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield from _texts(inner, (*keys, key))
