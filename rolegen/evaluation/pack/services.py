"""The services of a post, and what becomes of each: kept, added, taken away, moved from or to another post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rolegen.evaluation.moves import Moved, Way
from rolegen.evaluation.wording import came_and_left, is_same_name, without
from rolegen.problems import listed


@dataclass(frozen=True, slots=True)
class Service:
    """A service, and what becomes of it in words."""

    name: str
    fate: str


def services(before: Sequence[str], after: Sequence[str], moved: Sequence[Moved]) -> tuple[Service, ...]:
    """Every service of either side: those of the proposed profile as it lists them, then those taken away."""
    added, gone = came_and_left(before, after)
    stays = [Service(said, _came(said, moved) if said in added else "Kept") for said in without(after, ())]
    goes = [Service(said, _with("Taken away", said, moved, "to")) for said in gone]
    return (*stays, *goes)


def _came(service: str, moved: Sequence[Moved]) -> str:
    added = _with("Added", service, moved, "from")
    others = [one.title for one in moved if is_same_name(one.service, service) and one.way == "also"]
    return f"{added}; {listed(others)} has it too" if others else added


def _with(fate: str, service: str, moved: Sequence[Moved], way: Way) -> str:
    """What becomes of a service, and where it came from or went to, where another post says so."""
    others = [one.title for one in moved if is_same_name(one.service, service) and one.way == way]
    return f"{fate}, {way} {listed(others)}" if others else fate
