"""A YAML file from nothing, with every field of its kind and above each what belongs in it."""

from __future__ import annotations

import textwrap
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rolegen.fields import Model
from rolegen.problems import shown
from rolegen.schema import explanations
from rolegen.yamledit import new_file

WIDTH = 110  # columns to which remarks are wrapped


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file from nothing that is to be written, and the command that makes documents of it once it is filled in."""

    path: Path
    data: bytes
    build: str = "rolegen build"

    @property
    def next_steps(self) -> str:
        """What to do now, for the user."""
        path = shown(self.path)
        return f"Next: fill in {path}, then\n  rolegen check {path}\n  {self.build} {path}"


def explained(
    model: type[Model], values: Mapping[str, Any], examples: Mapping[str, Any], more: Mapping[str, str]
) -> Iterator[str]:
    """The lines of every field, each with what belongs in it above, and for some `more` about it.

    A field without a value is empty, with its example behind # below where its parts cannot stand empty.
    """
    said = explanations(model)
    for name, field in model.model_fields.items():
        kind = field.annotation
        yield from _remark(" ".join(filter(None, [f"{said[name]}{_choices(kind)}", more.get(name)])))
        group = next(_groups(kind), None)
        yield from _parts(group) if group else ()
        yield from _entry(name, group, values, examples)
        yield ""


def _entry(
    name: str, group: type[Model] | None, values: Mapping[str, Any], examples: Mapping[str, Any]
) -> Iterator[str]:
    """A field's own lines: its value, or nothing yet; an example below where its parts cannot stand empty."""
    if name in values:
        yield from _lines({name: values[name]})
        return
    yield f"{name}:"
    match examples.get(name):
        case None:
            yield from (f"  {part}:" for part in (group.model_fields if group else ()))
        case list(items):
            yield from (f"# {line}" for line in _lines({name: items})[1:])
        case dict(parts):
            yield from (f"#   {line}" for line in _lines(parts))


def _lines(values: Mapping[str, Any]) -> list[str]:
    return new_file(values).decode().rstrip("\n").split("\n")


def _parts(group: type[Model]) -> Iterator[str]:
    """What belongs in each part of a group."""
    for name, text in explanations(group).items():
        yield from _remark(f"{name}: {text}{_choices(group.model_fields[name].annotation)}", "#   ")


def _remark(text: str, lead: str = "# ") -> list[str]:
    inside = lead if lead == "# " else f"{lead}  "
    return textwrap.wrap(text, WIDTH, initial_indent=lead, subsequent_indent=inside, break_on_hyphens=False)


def _choices(kind: Any) -> str:
    """The words that a field may hold, where they are few and known."""
    words = [word for one in _within(kind) if typing.get_origin(one) is Literal for word in typing.get_args(one)]
    is_list = any(typing.get_origin(one) is tuple for one in _within(kind))
    return f" {'Any' if is_list else 'One'} of: {', '.join(words)}." if words else ""


def _groups(kind: Any) -> Iterator[type[Model]]:
    return (one for one in _within(kind) if isinstance(one, type) and issubclass(one, Model))


def _within(kind: Any) -> Iterator[Any]:
    """A type and all that it is made of, as the text in a list of texts."""
    yield kind
    for inner in typing.get_args(kind):
        if not isinstance(inner, str):
            yield from _within(inner)
