"""The types of field that YAML files hold: how each is read, checked and shown.

The one door to pydantic's errors, which leave here as problems at the field's own line, in words for HR.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, date, timedelta
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, model_validator
from pydantic_core import ErrorDetails, PydanticCustomError

from rolegen.problems import Checked, Place, Problem, once_each, suggest
from rolegen.source import MAX_PROBLEMS, Keys, Source

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NUMBER = re.compile(r"\d{1,15}(\.\d{1,4})?", re.ASCII)
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
ID = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
# Names that Windows keeps for devices, with any ending: "Naming Files, Paths, and Namespaces", Microsoft.
RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
M = TypeVar("M", bound="Model")


class Model(BaseModel):
    """A group of fields: never changed once read, unknown keys refused, an empty value the same as none.

    An unknown key without a value is refused too: `{minimum: 85,000}` is a minimum of 85 and a key “000” to YAML.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _absent(cls, values: Any) -> Any:
        if isinstance(values, dict) and None in values.values():
            return {key: value for key, value in values.items() if value is not None or key not in cls.model_fields}
        return values


def wrong(rule: str, message: str, hint: str = "") -> PydanticCustomError:
    """What a field's own check raises: a rule name, a sentence and what to do."""
    return PydanticCustomError("rolegen", "{message}", {"rule": rule, "message": message, "hint": hint})


def one_or_more(value: Any) -> Any:
    """One text where a list of texts may be, as that list."""
    return [value] if isinstance(value, str) else value


def _text(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if "\n" in (text := value.strip()):
        text = "\n".join([line.rstrip() for line in text.split("\n")])
    if not text:
        raise wrong("empty", "There is no text between the quotes.", "Write something, or leave the line out.")
    return text


def _number(value: Any) -> Any:
    if isinstance(value, str) and not NUMBER.fullmatch(value):
        raise wrong("number", f"“{value}” is not a plain number.", "Write digits only, as in 41500000 or 412.5.")
    return value


def _flag(value: Any) -> Any:
    if isinstance(value, str) and value not in FLAGS:
        raise wrong("yes-or-no", f"“{value}” is neither true nor false.", "Write true or false.")
    return FLAGS[value] if isinstance(value, str) else value


def _day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if day := iso_day(value):
        return day
    raise wrong("date", f"“{value}” is not a date.", "Write year, month and day: 2026-03-31.")


def iso_day(text: str) -> date | None:
    """The day that is written as 2026-03-31; none for anything else."""
    try:
        return date.fromisoformat(text) if ISO_DAY.fullmatch(text) else None
    except ValueError:
        return None


def _identifier(value: Any) -> Any:
    if isinstance(value, str) and (fault := id_fault(value)):
        raise wrong("id", fault, "Use small letters, digits and hyphens, as in director-finance.")
    return value


def id_fault(text: str) -> str:
    """What is wrong with an id, which must also serve as a file name everywhere; empty where nothing is."""
    if RESERVED.fullmatch(text):
        return f"“{text}” is a name that Windows keeps for itself."
    return "" if ID.fullmatch(text) and ".." not in text else f"“{text}” cannot be an id."


@dataclass(frozen=True, eq=False)
class Written:
    """How values of a type may be written in YAML, for the JSON Schemas: any of the shapes, which have a name there.

    Editors read `2024` as a number, and `no` as true or false where they know YAML 1.1; all of it is text here.
    `besides` are types of YAML that may stand there too, and that no editor need offer.
    """

    name: str
    shapes: tuple[Mapping[str, Any], ...]
    besides: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Or:
    """What may stand in place of a value and is read as one: an item in place of a list; None, nothing at all."""

    kind: Any


def _like_text(name: str, pattern: str, said: str) -> Written:
    text = {"type": ["string", "number"], "errorMessage": "This must be text."}
    return Written(name, ({**text, "pattern": pattern, "patternErrorMessage": said},), frozenset({"boolean"}))


def _like_number(name: str, kind: str, fraction: str) -> Written:
    said = {"errorMessage": "Write digits only, as in 41500000."}
    digits = {"type": "string", "pattern": rf"^[0-9]{{1,15}}(\.{fraction}{{1,4}})?$", **said}
    return Written(name, ({"type": kind, "minimum": 0, "maximum": 10**15, **said}, digits))


NO_BLANK = r"[\S\ufeff]"  # a byte order mark is a blank to JavaScript and none to Python
NO_ID = "Use small letters, digits and hyphens, as in director-finance."
A_TEXT = _like_text("text", NO_BLANK, "There is no text between the quotes.")
AN_ID = _like_text("id", rf"^(?!.*\.\.)(?!{RESERVED.pattern}$){ID.pattern}$", NO_ID)
A_NUMBER, A_WHOLE = _like_number("number", "number", "[0-9]"), _like_number("whole", "integer", "0")
A_FLAG = Written("flag", ({"type": "boolean"}, {"type": "string", "pattern": f"^({'|'.join(FLAGS)})$"}))
ISO = {"format": "date", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}
A_DAY = Written("day", ({"type": "string", **ISO, "errorMessage": "Write year, month and day: 2026-03-31."},))
Text = Annotated[str, BeforeValidator(_text), A_TEXT]
Number = Annotated[float, BeforeValidator(_number), A_NUMBER]
Whole = Annotated[int, BeforeValidator(_number), A_WHOLE]
Flag = Annotated[bool, BeforeValidator(_flag), A_FLAG]
Day = Annotated[date, BeforeValidator(_day), A_DAY]
Id = Annotated[str, BeforeValidator(_identifier), AN_ID]
Texts = tuple[Text, ...]


def one_line(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())


def plain(words: str) -> str:
    """Words as two are compared: without their case and spacing."""
    return one_line(words).casefold()


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """Names in their order, each on one line; one that is written in several ways as it was first."""
    first: dict[str, str] = {}
    for name in names:
        first.setdefault(plain(name), one_line(name))
    return tuple(first.values())


def shown(value: Any) -> str:
    """What a field's value looks like on the page; nothing where there is no value."""
    if value is None:
        return ""
    if isinstance(value, date):
        return show_day(value)
    if isinstance(value, (int, float)):
        return show_number(value)
    return str(value)


def show_day(day: date) -> str:
    """As on the page: 12 March 2024."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def last_day(starts: date, months: int) -> date:
    """The last day of so many months: 12 from 1 January end on 31 December, 1 from 31 January ends with February."""
    year, month = divmod(starts.year * 12 + starts.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    first = date(year, month + 1, 1)
    same = first + timedelta(days=starts.day - 2)
    too_short = starts.day > 1 and same.month != first.month
    return same.replace(day=1) - timedelta(days=1) if too_short else same


def show_number(number: float) -> str:
    """As on the page: 1,630 or 412.5."""
    return f"{number:,.0f}" if number == int(number) else f"{number:,.4f}".rstrip("0")


def show_money(pounds: float | None) -> str:
    """As on the page: £41.5 million where that is exact to the pound, else £1,234,567."""
    if pounds is None:
        return ""
    if pounds >= 1_000_000 and pounds % 10_000 == 0:
        return f"£{pounds / 1_000_000:,.2f}".rstrip("0").rstrip(".") + " million"
    return f"£{show_number(pounds)}"


def read_sound_part(model: type[M], source: Source) -> M | None:
    """What the keys without a fault make, so that more can be checked in the same pass; None if too little is left."""
    values = source.value if isinstance(source.value, dict) else {}
    try:
        return model.model_validate(values)
    except ValidationError as error:
        faulty = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
    try:
        return model.model_validate({key: value for key, value in values.items() if key not in faulty})
    except ValidationError:
        return None


SPLIT_NUMBER = "Does it belong to the number before it? Then write that without a comma, as in 85000."
WANTED = {
    "tuple_type": "a list, each item behind a hyphen",
    "dict_type": "a group of keys, each with its value",
    "model_type": "a group of keys, each with its value",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "int_type": "a number",
    "float_type": "a number",
    "bool_type": "true or false",
}
LIMITS = {
    "greater_than_equal": "must be {ge} or more",
    "too_short": "must have at least {min_length} item",
}


def read_model(model: type[M], source: Source) -> Checked[M]:
    """The source's values as a model, or every problem in them at its place."""
    try:
        nothing_needed = not any(field.is_required() for field in model.model_fields.values())
        return Checked(model.model_validate({} if source.value is None and nothing_needed else source.value))
    except ValidationError as error:
        found = [_problem(model, source, detail) for detail in error.errors(include_url=False)]
        return Checked(None, once_each(found)[:MAX_PROBLEMS])


def _problem(model: type[Model], source: Source, detail: ErrorDetails) -> Problem:
    path, kind = detail["loc"], detail["type"]
    if kind == "rolegen":
        said = detail["ctx"]
        return Problem(said["rule"], said["message"], source.place(path), said["hint"])
    if kind == "extra_forbidden":
        hint = SPLIT_NUMBER if str(path[-1]).isdecimal() else suggest(str(path[-1]), _keys(model, path[:-1]))
        return Problem("unknown-key", f"“{path[-1]}” is not a field here.", source.key_place(path), hint)
    if kind == "missing":
        return _missing(source, path)
    return _wrong_type(model, source, path, detail)


def _missing(source: Source, path: Keys) -> Problem:
    """Told of a key that must be there; at the key itself where only its value is missing."""
    around = source.at(path[:-1])
    if isinstance(around, dict) and path[-1] in around:
        message, hint = f"“{path[-1]}” has no value.", "Write it behind the colon."
        return Problem("missing-key", message, source.key_place(path), hint)
    hint = f"Add a line “{path[-1]}: …”."
    return Problem("missing-key", f"“{path[-1]}” is missing.", _place_of_gap(source, path), hint)


def _wrong_type(model: type[Model], source: Source, path: Keys, detail: ErrorDetails) -> Problem:
    kind, place, given = detail["type"], source.place(path), detail["input"]
    if kind in ("literal_error", "enum"):
        hint = suggest(str(given), re.findall(r"'([^']*)'", detail["ctx"]["expected"]))
        return Problem("unknown-value", f"“{_brief(given)}” cannot stand here.", place, hint)
    name = next((f"“{part}”" for part in reversed(path) if isinstance(part, str)), "")
    if limit := LIMITS.get(kind):
        return Problem("out-of-range", f"{name} {limit.format(**detail['ctx'])}.", place)
    if not path:
        message = "This file is empty." if given is None else "A file of this kind holds keys with their values."
        return Problem("wrong-type", message, place, "Its lines are such as “title: Director of Finance”.")
    item = path[-1] if isinstance(path[-1], int) else None
    subject = f"{name} must be" if item is None else f"Item {item + 1} of {name} must be"
    return Problem("wrong-type", f"{subject} {WANTED.get(kind, 'text')}.", place, _way_out(model, path, kind, given))


def _way_out(model: type[Model], path: Keys, kind: str, given: object) -> str:
    """What to write in place of a value of the wrong type."""
    is_here = f"It is {_kind(given)} here."
    if isinstance(given, dict):
        return f"{is_here} Put text with “: ” in it in quotes."
    if kind == "tuple_type" and isinstance(given, str):
        return (
            f"{is_here} Write each item on a line of its own below, as in “- first”; or all of them as [first, second]."
        )
    if kind == "model_type" and isinstance(given, str) and path:
        where = "An item holds keys" if isinstance(path[-1], int) else "Its keys stand below it, two spaces in"
        return f"{is_here} {where}, each on its line: {', '.join(_keys(model, path))}."
    return is_here


def _kind(value: object) -> str:
    names: dict[type, str] = {dict: "a group of keys", list: "a list", str: "text"}
    return names.get(type(value), "empty")


def _brief(value: object) -> str:
    return value if isinstance(value, str) and len(value) < 60 else _kind(value)


def _place_of_gap(source: Source, path: Keys) -> Place:
    above = path[:-1]
    return source.key_place(above) if above and isinstance(above[-1], str) else source.place(above)


def _keys(model: type[BaseModel], path: Keys) -> list[str]:
    """The keys that a model knows at a path."""
    kind: Any = model
    for part in path:
        kind = _inner(kind, part)
    return list(next(_models(kind)).model_fields)


def _inner(kind: Any, part: str | int) -> Any:
    for known in _models(kind):
        if isinstance(part, str) and part in known.model_fields:
            return known.model_fields[part].annotation
    return kind


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    """The models inside a type such as `tuple[Clause, ...]`, outermost first."""
    if isinstance(kind, type) and not isinstance(kind, types.GenericAlias) and issubclass(kind, BaseModel):
        yield kind
    for inner in typing.get_args(kind):
        yield from _models(inner)
