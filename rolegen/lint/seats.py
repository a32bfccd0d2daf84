"""Roles as other roles need to know them, those above the ones that were looked at among them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rolegen.lint.contract import Seat
from rolegen.role import RoleFile, read_role

POINTED_AT = ("title", "level", "reports_to", "statutory", "politically_restricted")


def seat_of(file: RoleFile) -> Seat:
    """What others need to know of a role."""
    role = file.role
    restricted = role.politically_restricted.status if role.politically_restricted else ""
    there = file.source.value if isinstance(file.source.value, dict) else {}
    places = {key: file.place(key if key in there else "title") for key in POINTED_AT}
    return Seat(file.id, role.title, role.level, role.reports_to or "", role.statutory, restricted, places)


def with_superiors(seats: Mapping[str, Seat], paths: Mapping[str, Path]) -> Mapping[str, Seat]:
    """The roles, and those on the way up from them, read now where they were not looked at."""
    known = dict(seats)
    for seat in seats.values():
        above = seat.reports_to
        while above in paths and above not in known:
            read = read_role(paths[above]).value
            if read is None:
                break
            known[above] = seat_of(read)
            above = known[above].reports_to
    return known
