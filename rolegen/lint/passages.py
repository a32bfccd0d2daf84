"""Every text that people wrote and a page shows, with what it is and where it stands; each once, in its own file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from rolegen.framework import Clause, Framework, Level
from rolegen.lint.rule import Kind
from rolegen.pointing import Pointing
from rolegen.role import RoleFile
from rolegen.source import Keys, Source

PLAIN: tuple[tuple[str, Kind], ...] = (("title", "title"), ("location", "terms"), ("working_pattern", "terms"))
OF_A_LEVEL: tuple[tuple[str, Kind], ...] = (("descriptor", "descriptor"), ("starter_criteria", "starter"))


@dataclass(frozen=True)
class Passage:
    """A text as its file has it: white space and line breaks are YAML's, and its characters are counted in it.

    `what` names it for the user: “the accountability “budget””. A criterion has its category and importance.
    """

    kind: Kind
    text: str
    keys: Keys
    source: Source
    what: str
    category: str = ""
    importance: str = ""

    @cached_property
    def pointing(self) -> Pointing:
        """Where its characters stand in the file."""
        return Pointing(self.source, self.keys)


def of_role(file: RoleFile) -> Iterator[Passage]:
    """What a role file says in words of its own, in the order of the page."""
    source, values = file.source, _group(file.source.value)
    for key, kind in PLAIN:
        yield from _texts(kind, source, (key,), f"the {key.replace('_', ' ')}")
    yield from _texts("service", source, ("service_areas",), "the service areas")
    yield from _texts("purpose", source, ("purpose",), "the job purpose")
    for n, item in enumerate(_items(values.get("accountabilities"))):
        yield from _texts("accountability", source, ("accountabilities", n, "text"), _named("accountability", item, n))
    yield from _texts("contact", source, ("contacts",), "the contacts")
    for n, item in enumerate(_items(values.get("person_profile"))):
        keys = ("person_profile", n, "criterion")
        text, category, importance = item.get("criterion"), str(item.get("category")), str(item.get("importance"))
        if isinstance(text, str):
            yield Passage("criterion", text, keys, source, f"criterion {n + 1}", category, importance)


def of_framework(framework: Framework) -> Iterator[Passage]:
    """What a framework's files say: each wording once, however many roles share it."""
    source = framework.descriptors
    for n, level in enumerate(framework.stated):
        yield from _texts("level-title", source, ("levels", n, "title"), "the title of a level")
        for key, kind in OF_A_LEVEL:
            yield from _texts(kind, source, ("levels", n, key), _of_level(level, key))
    for _, clause in framework.clauses():
        keys = framework.paths[clause.id]
        for key in ("text", "levels"):
            yield from _texts("clause", framework.source, (*keys, key), _of_clause(clause))


def of_settings(source: Source) -> Iterator[Passage]:
    """What rolegen.yaml adds to every page."""
    yield from _texts("statement", source, ("statements",), "a standard statement")
    yield from _texts("label", source, ("labels",), "a label")


def _of_level(level: Level, key: str) -> str:
    return f"the {key.replace('_', ' ')} of {level.title}"


def _of_clause(clause: Clause) -> str:
    return f"the clause “{clause.id}”"


def _named(what: str, item: dict[str, Any], n: int) -> str:
    own = item.get("id")
    return f"the {what} “{own}”" if isinstance(own, str) else f"{what} {n + 1}"


def _texts(kind: Kind, source: Source, keys: Keys, what: str) -> Iterator[Passage]:
    """The texts at a path and below."""
    value: Any = source.at(keys)
    if isinstance(value, str):
        yield Passage(kind, value, keys, source, what)
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, _ in inside:
        yield from _texts(kind, source, (*keys, key), what)


def _group(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: Any) -> list[dict[str, Any]]:
    return [_group(item) for item in value] if isinstance(value, list) else []
