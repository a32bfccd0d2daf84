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
    there = file.source.value if isinstance(file.source.value, dict) else {}
    restricted: str = role.politically_restricted.status if role.politically_restricted else ""
    if not restricted and there.get("politically_restricted") is not None:
        restricted = "unclear"
    places = {key: file.place(key if key in there else "title") for key in POINTED_AT}
    approved_on = role.framework or "" if role.settled else ""
    return Seat(file.id, role.title, role.level, role.reports_to or "", role.statutory, restricted, places, approved_on)


def with_superiors(seats: Mapping[str, Seat], paths: Mapping[str, Path]) -> Mapping[str, Seat]:
    """The roles, and those on the way up from them, read now where they were not looked at; each file once.

    One that cannot be read, or stands no more, ends the line: nothing is known of whom it reports to.
    """
    known, missing = dict(seats), set[str]()
    for seat in seats.values():
        above = seat.reports_to
        while above in paths and above not in known and above not in missing:
            read = read_role(paths[above]).value
            if read is None or read.role.is_gone:
                missing.add(above)
                break
            known[above] = seat_of(read)
            above = known[above].reports_to
    return known
