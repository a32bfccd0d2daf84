"""The rules that rolegen comes with, as `rules.yaml` states them: what each compares, from where it speaks, and why."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from rolegen.evaluation.finding import Factor
from rolegen.fields import Flag, Model, Number, Text, read_model
from rolegen.source import read

RULES = Path(__file__).parent / "rules.yaml"
STEPS: tuple[Literal["note", "discuss", "refer"], ...] = ("note", "discuss", "refer")
Unit = Literal["per cent", "months", "rules"]


class Rule(Model):
    """A rule as rolegen comes with it; `rules.yaml` says what its keys mean."""

    title: Text
    compares: Text
    factors: tuple[Factor, ...]
    reason: Text
    basis: Text
    outcome: Literal["note", "discuss", "refer"] | None = None
    when: Text = "any change"
    unit: Unit | None = None
    note: Number | None = None
    discuss: Number | None = None
    refer: Number | None = None
    bands: tuple[Number, ...] | None = None
    within: Flag = False
    caps: Flag = False


class RuleBook(Model):
    """All of them, by id."""

    rules: dict[str, Rule]


def shipped() -> Mapping[str, Rule]:
    """The rules that rolegen comes with, by id; a file of them that cannot be read is a bug in rolegen."""
    return dict(_read(RULES))


@lru_cache(maxsize=2)  # a process that weighs several roles reads them once
def _read(path: Path) -> tuple[tuple[str, Rule], ...]:
    source = read(path)
    book = read_model(RuleBook, source.value) if source.value else None
    if book is None or book.value is None:
        raise AssertionError(f"{path.name}: {(*source.problems, *(book.problems if book else ()))}")
    return tuple(book.value.rules.items())
