"""Files of a workspace with random values, each written in one of the ways that rolegen takes; the same for a seed."""

from __future__ import annotations

import random
import re
import types
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from rolegen.fields import Day, Flag, Id, Model, Number, Text, Whole
from rolegen.role import Role, parse_role
from rolegen.source import parse
from rolegen.workspace import LABELS, Settings

# What YAML 1.2, YAML 1.1 or both read as a number, as true or false, as a day or as nothing; and texts of any kind.
SCALARS = (
    "2024", "18", "1.10", "010", "0x1F", "0o17", "1e3", "-5", "+3", ".5", ".inf", "-.Inf", ".nan", "1_000", "12:30:45",
    "true", "True", "FALSE", "yes", "no", "off", "On", "y", "2026-03-31", "2026-03-31T10:00:00Z", '"12"', '"true"',
    '"null"', "'~'", "a", "director-finance", "A B", "Director of “Finance”", "'it''s'", '"a\\nb"', "שלום", "👩🏽‍💼",
    "*", "~", "null", "Null", '""', "' '", '"\\uFEFF"', "'[a]'", "!x", "R&D", "{{ area }}", "'{{ area }}'",
)  # fmt: skip
KEYS = ("a", "18", "1.10", "no", "on", "true", "2026", "0x1F", "1e3", "null", "director", "on-call", "knowledge")
KINDS: Mapping[Any, tuple[str, ...]] = {
    Text: SCALARS,
    str: SCALARS,
    Id: (*SCALARS, *KEYS),
    Number: ("0", "41500000", "412.5", "007", '"12"', '"1.5000"', "999999999999999.9999", "1.0", *SCALARS),
    Whole: ("1", "12", "007", '"12"', "12.0", '"6.00"', "999999999999999", *SCALARS),
    Flag: ("true", "false", "True", "FALSE", '"true"', '"False"', *SCALARS),
    Day: ("2026-03-31", '"2026-03-31"', "'2024-02-29'", "0001-01-01", "9999-12-31", *SCALARS),
}
Written = str


def file(model: type[Model], seed: int) -> str | None:
    """A file that rolegen reads without a problem, or none where the guess was wrong."""
    keys = _group(model, random.Random(seed))
    text = "".join(f"{key}: {value}\n" for key, value in (keys or {}).items())
    path = Path("role.yaml")
    read = parse(text.encode(), path)
    if not keys or read.problems or read.value is None:
        return None
    return text if model is not Role or not parse_role(text.encode(), path).problems else None


def _group(model: type[Model], chance: random.Random) -> dict[str, Written] | None:
    """The keys of a group, less those whose values rolegen does not take; none where one that it needs is missing."""
    hints = typing.get_type_hints(model, include_extras=True)
    keys = {
        key: _value(hints[key], chance)
        for key, field in model.model_fields.items()
        if field.is_required() or chance.random() < 0.5
    }
    for _ in range(3):
        try:
            model.model_validate(_read(_flow(keys)))
        except ValidationError as error:
            faulty = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
            keys = {
                key: _value(hints[key], chance) if model.model_fields[key].is_required() else "null"
                if key in faulty else value
                for key, value in keys.items()
            }  # fmt: skip
        else:
            return keys
    return None


def _read(text: str) -> Any:
    read = parse(text.encode(), Path("a.yaml"))
    return read.value.value if read.value and not read.problems else {"unread": text}


def _flow(keys: Mapping[str, Written]) -> Written:
    return "{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


def _value(hint: Any, chance: random.Random) -> Written:
    for kind, scalars in KINDS.items():
        if hint == kind or (typing.get_args(hint)[:2] == typing.get_args(kind)[:2] and typing.get_args(kind)):
            return chance.choice(scalars)
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated and chance.random() < 0.8:
        return _value(inside[0], chance)
    if origin in (typing.Union, types.UnionType):
        return _value(chance.choice(inside), chance)
    if origin in (tuple, dict):
        return _several(origin is dict, inside, chance)
    if isinstance(hint, type) and issubclass(hint, Model) and (keys := _group(hint, chance)) is not None:
        return _flow(keys)
    return str(chance.choice(inside if origin is Literal else SCALARS))


def _several(named: bool, inside: tuple[Any, ...], chance: random.Random) -> Written:
    number = chance.choice([0, 1, 1, 2, 3])
    if not named:
        return "[" + ", ".join(_value(inside[0], chance) for _ in range(number)) + "]"
    return _flow({key: _value(inside[1], chance) for key in chance.sample(KEYS, number)})


def label(chance: random.Random) -> str:
    """A label that rolegen knows, as someone may write it."""
    known = chance.choice(LABELS)
    return chance.choice([known, known.lower(), known.upper(), known.title()]).replace(" ", chance.choice(" _-"))


def settings(seed: int) -> str | None:
    """A rolegen.yaml, its labels those that rolegen knows."""
    text, chance = file(Settings, seed), random.Random(seed)
    own = {label(chance): chance.choice(("Department", "2024", "no")) for _ in range(seed % 3)}
    return re.sub("(?m)^labels: .*", f"labels: {_flow(own)}", text) if text else None
