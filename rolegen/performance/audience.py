"""Whom shared objectives are for: employers and roles that there are, and forms that will show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from rolegen.fields import each_once, iso_day, plain, show_day
from rolegen.problems import Problem, suggest
from rolegen.source import Keys, Source, Value, read
from rolegen.workspace import Workspace

EMPLOYERS = "employers"


class Known:
    """The roles and employers of a workspace; no role file is read before somebody asks who its employers are."""

    def __init__(self, place: Workspace) -> None:
        self.place = place
        self._own: dict[str, tuple[str, ...]] = {}

    @property
    def organisation(self) -> str:
        """Whose the corporate objectives are that name no employer."""
        return self.place.settings.organisation

    @property
    def roles(self) -> Mapping[str, Path]:
        """The role files by their ids."""
        return self.place.role_paths

    @cached_property
    def employers(self) -> tuple[str, ...]:
        """The organisation and every other that a role names as its employer."""
        return each_once([self.organisation, *(name for role in self.roles for name in self.of(role))])

    def of(self, role: str) -> tuple[str, ...]:
        """The employers of a role, as far as its file can be read."""
        if role not in self._own:
            self._own[role] = each_once(_employers(self.roles[role])) or (self.organisation,)
        return self._own[role]


def _employers(path: Path) -> tuple[str, ...]:
    """What a role file says under `employers`; a file without that word is not taken apart."""
    try:
        if EMPLOYERS.encode() not in path.read_bytes():
            return ()
    except OSError:
        return ()
    source = read(path, until=frozenset({EMPLOYERS})).value
    return _texts(source.value.get(EMPLOYERS)) if source and isinstance(source.value, dict) else ()


def _texts(value: Value) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def check(source: Source, place: Workspace) -> Iterator[Problem]:
    """What is wrong with whom the objectives of a file are for, and when they are due; of faulty items what they say.

    What else is wrong with a value is told where the model is read.
    """
    values = source.value if isinstance(source.value, dict) else {}
    items = values.get("objectives")
    known, decided, seen = Known(place), values.get("decided_on"), set[tuple[str, ...]]()
    for n, item in enumerate(items if isinstance(items, list) else ()):
        if isinstance(item, dict):
            at: Keys = ("objectives", n)
            yield from _employer(source, at, item, known)
            yield from _roles(source, at, item, known)
            yield from _due(source, (*at, "due"), item.get("due"), decided)
            yield from _twice(source, at, item, seen)


def _employer(source: Source, at: Keys, item: Mapping[str, Value], known: Known) -> Iterator[Problem]:
    name = item.get("employer")
    if not isinstance(name, str):
        return
    place = source.place((*at, "employer"))
    if item.get("kind") == "collaboration":
        message = "An objective of a collaboration is one that its employers share: it names none of them."
        yield Problem("employer", message, place, "Leave the line out, or make it corporate.")
    elif plain(name) != plain(known.organisation) and plain(name) not in map(plain, known.employers):
        message = f"“{name}” is the employer of no role here."
        yield Problem("unknown-employer", message, place, suggest(name, known.employers))


def _roles(source: Source, at: Keys, item: Mapping[str, Value], known: Known) -> Iterator[Problem]:
    named = item.get("roles")
    for n, role in enumerate(named if isinstance(named, list) else ()):
        if not isinstance(role, str):
            continue
        place = source.place((*at, "roles", n))
        if role not in known.roles:
            yield Problem("unknown-role", f"There is no role “{role}”.", place, suggest(role, known.roles))
        elif message := _unseen(item, role, known):
            yield Problem("not-theirs", message, place, "Leave the role out, or say in its file who its employers are.")


def _unseen(item: Mapping[str, Value], role: str, known: Known) -> str:
    """Why no form of a role would show an objective that names it; "" where they would."""
    theirs = known.of(role)
    if item.get("kind") == "collaboration":
        return (
            "" if len(theirs) > 1 else f"“{role}” is no joint post: a collaboration's objectives are not in its forms."
        )
    name = item.get("employer") or known.organisation
    if item.get("kind") != "corporate" or not isinstance(name, str) or plain(name) not in map(plain, known.employers):
        return ""
    return (
        "" if plain(name) in map(plain, theirs) else f"{name} is no employer of “{role}”: its forms would not show it."
    )


def _due(source: Source, at: Keys, due: Value, decided: Value) -> Iterator[Problem]:
    """Told where an objective is due before it was decided to share it: mostly a year mistyped."""
    days = [iso_day(day) if isinstance(day, str) else None for day in (due, decided)]
    if days[0] and days[1] and days[0] < days[1]:
        message = f"{show_day(days[0])} is before the decision to share these objectives, of {show_day(days[1])}."
        yield Problem("due", message, source.place(at), "Write a later day, or leave the line out.")


def _twice(source: Source, at: Keys, item: Mapping[str, Value], seen: set[tuple[str, ...]]) -> Iterator[Problem]:
    said = (item.get("kind"), item.get("employer"), item.get("text"))
    key = tuple(plain(one) if isinstance(one, str) else "" for one in said)
    if key in seen and key[-1]:
        yield Problem("twice", "This objective stands in the file already.", source.place((*at, "text")), "Keep one.")
    seen.add(key)
