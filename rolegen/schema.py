"""JSON Schemas (draft-07) of a workspace's files, made from the models: what editors offer, explain and underline.

What builds is never underlined: rolegen reads every value as text first, so the schemas let editors read it as whatever
they like. Of keywords that JSON Schema does not have they use `errorMessage` and `patternErrorMessage`, which YAML's
language server shows; and `not` where a value may be of a type that nobody wants to be offered.
"""

from __future__ import annotations

import ast
import inspect
import itertools
import json
import re
import sys
import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Literal

from rolegen.evaluation import rulebook
from rolegen.fields import A_DAY, A_FLAG, A_NUMBER, A_TEXT, A_WHOLE, AN_ID, Model, Or, Text, Written
from rolegen.framework import Accepted, Descriptors, Level, Responsibilities
from rolegen.lint import rule
from rolegen.performance.objectives import Objectives
from rolegen.recruitment.vacancy import Vacancy
from rolegen.role import Contract, Disclosure, Role
from rolegen.workspace import LABELS, Settings

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
MODELS: Mapping[str, type[Model]] = {
    "rolegen": Settings,
    "descriptors": Descriptors,
    "responsibilities": Responsibilities,
    "role": Role,
    "objectives": Objectives,
    "vacancy": Vacancy,
}
NAMES = tuple(MODELS)
TYPES = ("string", "number", "boolean", "null", "object", "array")  # of a value in YAML, as JSON Schema calls them
AMBIGUOUS = {"yes", "no", "on", "off"}  # true and false in YAML 1.1
ANY_TEXT = Written("any-text", ({"type": ["string", "number"]},), frozenset({"boolean"}))
SWITCH = Written("switch", (), frozenset({"boolean"}))
NOTHING = Written("nothing", (), frozenset({"null"}))
WRITTEN = (A_TEXT, AN_ID, A_NUMBER, A_WHOLE, A_FLAG, A_DAY, ANY_TEXT, SWITCH, NOTHING)
PLAIN = {str: ANY_TEXT, None: NOTHING, type(None): NOTHING}
OTHERS = {frozenset({"boolean"}): "or true or false", frozenset({"null"}): "may be empty"}
EMPTY, RULE = {"$ref": "#/definitions/nothing"}, {"$ref": "#/definitions/rule"}
TRIGGER = {"$ref": "#/definitions/trigger"}
ABBREVIATIONS = {"Id": "Id", "Cmt": "CMT", "Dbs": "DBS", "Staff fte": "Staff (FTE)"}
NOT_LATIN = "[^\\x00-\\x7f]"
SENTENCE = re.compile(r"(?<=\.) (?=[A-Z])")


def schema(name: str) -> Json:
    """The JSON Schema of a kind of file, by one of NAMES."""
    made = {"$schema": DRAFT, **_group(MODELS[name])}
    definitions: Json = {}
    if name == "rolegen":
        made["type"] = ["object", "null"]
        made["properties"]["labels"] |= _labels()
        rules, triggers = made["properties"]["rules"], made["properties"]["reevaluation"]["properties"]["rules"]
        definitions = {"rule": rules["additionalProperties"], "trigger": triggers["additionalProperties"]}
        rules |= _rules()
        triggers |= _triggers()
    return {**made, "definitions": _definitions({**made, **definitions}) | definitions}


def as_text(name: str) -> str:
    """The schema as its file says it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


# --- what the models say of themselves --------------------------------------------------------------------------------


def descriptions(model: type[Model]) -> Mapping[str, str]:
    """What each field of a model is, in a sentence, by its key."""
    return {key: SENTENCE.split(text)[0] for key, text in explanations(model).items()}


def explanations(model: type[Model]) -> Mapping[str, str]:
    """All that stands under each field of a model, by its key; read from the source, so no start-up pays for it."""
    return _explanations(model.__module__)[model.__name__]


@cache
def _explanations(module: str) -> Mapping[str, Mapping[str, str]]:
    """What stands under each field of each class of a module."""
    source = ast.parse(inspect.getsource(sys.modules[module]))
    return {one.name: dict(_docstrings(one.body)) for one in source.body if isinstance(one, ast.ClassDef)}


def _docstrings(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for field, below in itertools.pairwise(body):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                yield name, " ".join(text.split())


def _doc(model: type[Model]) -> str:
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def _title(key: str) -> str:
    words = key.replace("_", " ").capitalize()
    return ABBREVIATIONS.get(words, words)


# --- types → schemas --------------------------------------------------------------------------------------------------


def _group(model: type[Model]) -> Json:
    """What a group of keys may hold."""
    said, hints = explanations(model), typing.get_type_hints(model, include_extras=True)
    fields = model.model_fields
    made: Json = {
        "title": _title(re.sub("(?<=[a-z])(?=[A-Z])", "_", model.__name__)),
        "description": _doc(model),
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: _explained(
                _title(key),
                said[key],
                {**_default(field.default), **_value(hints[key], may_be_empty=not field.is_required())},
            )
            for key, field in fields.items()
        },
    }
    if needed := [key for key, field in fields.items() if field.is_required()]:
        made["required"] = needed
    return {**made, **_together(model)}


def _explained(title: str, description: str, value: Json) -> Json:
    said = {"title": title, "description": description}
    return {**said, **value, **said}


def _default(value: object) -> Json:
    """What holds where a key is left out, if that is something to show."""
    if isinstance(value, tuple) and value:
        return {"default": list(value)}
    return {"default": value} if isinstance(value, (str, bool)) else {}


def _value(hint: Any, *, may_be_empty: bool = False) -> Json:
    """What may stand as a value; `null` beside a group or a list is left to its type, which editors know better."""
    shapes = [shape for shape in _shapes(hint) if shape != EMPTY]
    may_be_empty = may_be_empty or len(shapes) < len(_shapes(hint))
    if len(shapes) == 1 and shapes[0].get("type") in ("object", "array"):
        return {**shapes[0], "type": [shapes[0]["type"], "null"]} if may_be_empty else shapes[0]
    if may_be_empty or len(shapes) > 1:
        return {"anyOf": [*shapes, EMPTY] if may_be_empty else shapes}
    return next((_defined(written) for written in WRITTEN if _ref(written) == shapes[0]), shapes[0])


def _shapes(hint: Any) -> list[Json]:
    """The schemas of which a value of a type needs one."""
    origin, inside = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _annotated(inside[0], inside[1:])
    if origin in (typing.Union, types.UnionType):
        return [shape for kind in inside for shape in _shapes(kind)]
    if origin is Literal:
        return [{"type": "string", "enum": list(inside)}, *([_ref(SWITCH)] if AMBIGUOUS & set(inside) else [])]
    if origin is tuple:
        return [{"type": "array", "items": _value(inside[0]), "errorMessage": "This must be a list."}]
    if origin is dict:
        return [_named(*inside)]
    return [_ref(PLAIN[hint]) if hint in PLAIN else _group(hint)]


def _annotated(kind: Any, marks: tuple[Any, ...]) -> list[Json]:
    others = [shape for mark in marks if isinstance(mark, Or) for shape in _shapes(mark.kind)]
    written = next((mark for mark in marks if isinstance(mark, Written)), None)
    limits = {
        name: found
        for mark in marks
        for limit in getattr(mark, "metadata", ())
        for name in ("min_length", "ge")
        if (found := getattr(limit, name, None)) is not None
    }
    if "ge" in limits and written:
        return [*others, {**written.shapes[0], "minimum": limits["ge"]}, *map(dict, written.shapes[1:])]
    shapes = [_ref(written)] if written else _shapes(kind)
    if "min_length" in limits:
        shapes = [{**shape, "minItems": limits["min_length"]} for shape in shapes]
    return [*others, *shapes]


def _named(key: Any, value: Any) -> Json:
    """A group whose keys are names of the user's own."""
    written = next((mark for mark in typing.get_args(key) if isinstance(mark, Written)), ANY_TEXT)
    pattern = written.shapes[0].get("pattern")
    names = {"propertyNames": {"title": "name", "pattern": pattern}} if pattern else {}
    return {"type": "object", **names, "additionalProperties": _value(value)}


def _ref(written: Written) -> Json:
    return {"$ref": f"#/definitions/{written.name}"}


def _defined(written: Written) -> Json:
    others = [name for name in TYPES if name not in written.besides]
    besides = {"title": OTHERS.get(written.besides), "not": {"type": others}}
    shapes = [*map(dict, written.shapes), *([besides] if written.besides else [])]
    return {"anyOf": shapes} if len(shapes) > 1 else shapes[0]


def _definitions(made: Json) -> Json:
    """Those that a schema refers to."""
    text = json.dumps(made)
    return {one.name: _defined(one) for one in WRITTEN if json.dumps(_ref(one)) in text}


def _labels() -> Json:
    """The labels that rolegen knows; like rolegen, in any case of letters."""
    known = "|".join("".join(map(_in_any_case, label)) for label in LABELS)
    offered = {label: _explained(label, f"Your words for “{label}”.", _value(Text)) for label in LABELS}
    names = {"pattern": f"^({known})$|{NOT_LATIN}", "patternErrorMessage": "rolegen has no such label."}
    return {"properties": offered, "propertyNames": names}


def _in_any_case(letter: str) -> str:
    return "[ _-]" if letter == " " else f"[{letter.upper()}{letter.lower()}]"


def _rules() -> Json:
    """The rules that rolegen comes with; others are an organisation's own."""
    offered = {
        name: _explained(name, f"{_title(file.severity)}: {file.finds}", {"anyOf": [RULE]})
        for name, file in rule.shipped().items()
        if not file.always
    }
    return {"properties": offered, "additionalProperties": RULE}


def _triggers() -> Json:
    """The rules of `rolegen evaluation`; a name that is none of these is told of where they are read."""
    offered = {
        name: _explained(name, f"{trigger.title}: {trigger.compares}", {"anyOf": [TRIGGER]})
        for name, trigger in rulebook.shipped().items()
    }
    return {"properties": offered, "additionalProperties": TRIGGER}


# --- what fields must say together ------------------------------------------------------------------------------------

GIVEN: Json = {"not": {"type": "null"}}


def _together(model: type[Model]) -> Json:
    """What holds between the fields of a model, where that is more than each alone."""
    if model is Contract:
        none = {"type": "null", "errorMessage": "A permanent contract has no end."}
        return {"if": _says("type", {"const": "permanent"}), "then": {"properties": {"months": none, "until": none}}}
    if model is Disclosure:
        lists = {"maxItems": 0}
        return {"if": _says("level", {"not": {"const": "enhanced"}}), "then": {"properties": {"barred_lists": lists}}}
    if model is Accepted:
        none = {"type": "null", "errorMessage": "An acceptance names “words” or “levels”, one of the two."}
        return {
            "if": _says("words", GIVEN),
            "then": {"properties": {"words": {"maxItems": 2}, "levels": none}},
            "else": {"required": ["levels"]},
        }
    if model is Level:
        return {"if": _says("extends", GIVEN), "else": {"required": ["descriptor"]}}
    if model is Role:
        needed = ["version", "framework", "approved_by", "approved_on"]
        return {"if": _says("status", {"const": "approved"}), "then": {"required": needed}}
    return {}


def _says(key: str, value: Json) -> Json:
    return {"required": [key], "properties": {key: value}}
