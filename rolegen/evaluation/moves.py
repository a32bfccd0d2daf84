"""Services that moved between posts: what one had when it was evaluated, and another has now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rolegen.evaluation.job import Job
from rolegen.evaluation.wording import came_and_left, keys
from rolegen.framework import line
from rolegen.role import Role

Way = Literal["from", "to", "also"]
WAYS: tuple[Way, ...] = ("from", "to", "also")  # in the order of telling
Holders = Mapping[str, list["Held"]]


@dataclass(frozen=True, slots=True)
class Moved:
    """A service that came `from` another role or went `to` it; or that was gained, and another role has `also`."""

    service: str
    other: str
    title: str
    way: Way


@dataclass(frozen=True, slots=True)
class Held:
    """The services that a post holds `now`, and held `then`, when it was evaluated.

    `then` is None where no evaluated copy is kept: any of its services may have come from elsewhere. `replaces` is the
    role whose place it takes, `copied` the one whose copy it is compared with; `stands` says that it is not superseded.
    """

    id: str
    title: str
    replaces: str
    copied: str
    stands: bool
    now: tuple[str, ...]
    then: tuple[str, ...] | None

    @property
    def gained(self) -> tuple[str, ...]:
        """What it has now, and had not."""
        return came_and_left(self.then or (), self.now)[0]

    @property
    def lost(self) -> tuple[str, ...]:
        """What it had, and has no more."""
        return came_and_left(self.then or (), self.now)[1]


def held(name: str, role: Role, copy: Job | None) -> Held:
    """The services of a role and of its evaluated copy; a post that is deleted holds none any more."""
    now = () if role.status == "deleted" else role.service_areas
    then, copied = (copy.role.service_areas, copy.id) if copy else (None, "")
    return Held(name, role.title, role.replaces or "", copied, role.status != "superseded", now, then)


def gone(copy: Job) -> Held:
    """The services of a post that was evaluated and whose role file is no longer there."""
    return Held(copy.id, copy.role.title, "", copy.id, True, (), copy.role.service_areas)


class Posts:
    """Who holds which service, among all posts. A role whose place another one takes is told by that one alone."""

    def __init__(self, posts: Iterable[Held]) -> None:
        self._by_id = {one.id: one for one in posts}
        replaced = {one.replaces for one in self._by_id.values() if one.stands and one.replaces != one.id}
        standing = [one for one in self._by_id.values() if one.stands and one.id not in replaced]
        self._now = _by_key((one, one.now) for one in standing)
        self._gained = _by_key((one, one.gained) for one in standing)
        self._lost = _by_key((one, one.lost) for one in standing)

    def moves(self, one: Held) -> tuple[Moved, ...]:
        """What moved between a post and others: first what came, then what went, then what it shares from now on."""
        return tuple(sorted(self._moves(one), key=lambda move: WAYS.index(move.way)))

    def _moves(self, one: Held) -> Iterator[Moved]:
        for service in one.gained:
            yield from self._with(one, service, self._lost, "from")
            if one.then is not None:
                yield from self._with(one, service, self._now, "also")
        for service in one.lost:
            yield from self._with(one, service, self._gained, "to")

    def _with(self, one: Held, service: str, holders: Holders, way: Way) -> Iterator[Moved]:
        """The move of a service, for each other post that holds it so."""
        found = dict.fromkeys(other for key in sorted(keys(service)) for other in holders.get(key, ()))
        own = self._line(one)
        for other in found:
            if own.isdisjoint(self._line(other)):
                yield Moved(service, other.id, other.title, way)

    def _line(self, one: Held) -> frozenset[str]:
        """A role and those that it took the place of, one after another: they are one post, also under another id."""
        before = line(one.id, lambda name: self._by_id[name].replaces if name in self._by_id else None)
        return frozenset((*before, *filter(None, [one.copied])))


def _by_key(posts: Iterable[tuple[Held, tuple[str, ...]]]) -> Holders:
    """The posts that hold a service, by each key that its name is known again by."""
    found: dict[str, list[Held]] = {}
    for one, services in posts:
        for key in dict.fromkeys(key for service in services for key in sorted(keys(service))):
            found.setdefault(key, []).append(one)
    return found
