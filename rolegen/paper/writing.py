"""A draft → the two files of a framework, laid out as a person would write them, and proved by reading them again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import framework
from rolegen.fields import Model
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES, Clause, Framework, Level, Theme
from rolegen.paper.drafting import Draft
from rolegen.problems import Checked, Place, failed, has_errors
from rolegen.source import LINE_END, parse
from rolegen.yamledit.text import At, Manner, text, wrap

WIDTH = 100  # columns
STEP = 2
# What other programs read as a number, a truth value, a date or nothing where it stands without quotes (YAML 1.1).
NOT_TEXT = re.compile(
    r"[-+]?[\d.][\d._]*(?:e[-+]?\d+)?|0x[\da-f]+|\d[\d:-]*|[yn]|yes|no|true|false|on|off|null|~|\.inf|\.nan",
    re.IGNORECASE,
)
TOP = {
    DESCRIPTORS: (
        "The levels of the framework, the most senior first, each with its descriptor.",
        "Read from {name} by rolegen import.",
    ),
    RESPONSIBILITIES: (
        "The responsibilities: themes, and their clauses. A clause states its wording once, as `text`;",
        "beside it, `levels` gives what differs. A level with `null` does not have the clause.",
        "Read from {name} by rolegen import.",
    ),
}

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Made:
    """The bytes of a framework's two files by their names, and the framework that reading them gives."""

    files: Files
    framework: Framework


def files(draft: Draft, name: str) -> Checked[Made]:
    """A draft as a framework's two files; `name` is the Word file's, which is told at their top."""
    values: dict[str, dict[str, Any]] = {
        DESCRIPTORS: {"framework": _values(draft.about), "levels": [_level(level) for level in draft.levels]},
        RESPONSIBILITIES: {"themes": [_theme(theme) for theme in draft.themes]},
    }
    made = {file: _file(TOP[file], name, inside) for file, inside in values.items()}
    return _proved(made, draft)


def _proved(made: Files, draft: Draft) -> Checked[Made]:
    """The files, read again in a folder of their own: they are whole, and say what the draft says."""
    with TemporaryDirectory(prefix="rolegen-") as folder:
        for name, data in made.items():
            Path(folder, name).write_bytes(data)
        read = framework.load(Path(folder))
    if has_errors(read.problems):
        return Checked(None, tuple(problem for problem in read.problems if problem.severity == "error"))
    known = read.value
    if known is None or (known.about, known.levels, known.themes) != (draft.about, draft.levels, draft.themes):
        return failed("cannot-draft", "What the paper says cannot be written as YAML.", Place(Path(RESPONSIBILITIES)))
    return Checked(Made(made, known))


def _file(top: Sequence[str], name: str, values: Mapping[str, Any]) -> bytes:
    shown = "".join(character if character.isprintable() else " " for character in name)
    remarks = [f"# {line.format(name=shown)}" for line in top]
    return "".join(f"{line}\n" for line in [*remarks, *_group(values, 0)]).encode()


def _values(model: Model) -> dict[str, Any]:
    values = model.model_dump(mode="json", exclude_none=True)
    return {key: value for key, value in values.items() if value not in ({}, [])}


def _level(level: Level) -> dict[str, Any]:
    values = _values(level)
    first = [key for key in ("id", "title", "reports_to", "extends", "term", "variants") if key in values]
    return {key: values[key] for key in [*first, *(key for key in values if key not in first)]}


def _theme(theme: Theme) -> dict[str, Any]:
    return {"id": theme.id, "title": theme.title, "clauses": [_clause(clause) for clause in theme.clauses]}


def _clause(clause: Clause) -> dict[str, Any]:
    values = _values(clause.model_copy(update={"levels": {}}))
    return {**values, **({"levels": dict(clause.levels)} if clause.levels else {})}


def _group(values: Mapping[str, Any], column: int) -> Iterator[str]:
    for key, value in values.items():
        name = f'"{key}"' if NOT_TEXT.fullmatch(key) else key
        yield from _entry(f"{' ' * column}{name}:", value, column)


def _entry(head: str, value: Any, column: int) -> Iterator[str]:
    """A value behind a key or a dash that stands in this column."""
    if isinstance(value, str):
        yield from _text(head, value, column)
    elif isinstance(value, int):
        yield f"{head} {value}"
    elif not value:
        yield f"{head} {'null' if value is None else '[]' if isinstance(value, list) else '{}'}"
    elif isinstance(value, Mapping):
        yield head
        yield from _group(value, column + STEP)
    else:
        yield head
        for one in value:
            yield from _item(one, column + STEP)


def _item(value: Any, column: int) -> Iterator[str]:
    if isinstance(value, Mapping) and value:
        first, *below = _group(value, column + STEP)
        yield f"{' ' * column}- {first.strip()}"
        yield from below
    else:
        yield from _entry(f"{' ' * column}-", value, column)


def _text(head: str, value: str, column: int) -> Iterator[str]:
    """A text: plain where it fits on the line, else folded below; in another way where that is not read the same."""
    at = At(column, len(head) + 1, STEP, is_item=head.endswith("-"))
    if " " in value and not LINE_END.search(value):
        fits = len(head) + 1 + len(value) <= WIDTH
        lines = wrap(value, WIDTH - column - STEP)
        if not (fits and text(value, at).inline == value) and _reads(lines, value):
            yield from (f"{head} >-", *(" " * (column + STEP) + line for line in lines))
            return
    written = text(value, at, Manner('"' if NOT_TEXT.fullmatch(value) else ""))
    yield from (f"{head} {written.inline}", *written.body)


def _reads(lines: Iterable[str], value: str) -> bool:
    """Whether lines in a folded block are read as the text."""
    block = "".join(f"  {line}\n" for line in lines)
    read = parse(f"k: >-\n{block}z: z\n".encode("utf-8", "surrogatepass"), Path())
    return not read.problems and read.value is not None and read.value.value == {"k": value, "z": "z"}
