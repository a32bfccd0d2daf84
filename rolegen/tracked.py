"""Two sides of one document each → a Word file in which the old one becomes the new one by tracked changes."""

from __future__ import annotations

import re

from rolegen import build
from rolegen.build import Options
from rolegen.comparison import pair
from rolegen.problems import Checked, failed
from rolegen.sides import Side

DATE = re.compile(r"(\d{4}-\d\d-\d\d)(T\d\d:\d\d:\d\dZ)?")


def stamp(date: str) -> Checked[str]:
    """A day, or a day and time, as tracked changes carry it (W3C date and time); none where none is given."""
    from datetime import datetime

    found = DATE.fullmatch(date)
    try:
        if date:
            datetime.fromisoformat(date)
    except ValueError:
        found = None
    if date and not found:
        return failed("usage", f"“{date}” is no date.", hint="Write it as 2026-03-31 or 2026-03-31T09:00:00Z.")
    return Checked(f"{found[1]}{found[2] or 'T00:00:00Z'}" if found else "")


def redline(old: Side, new: Side, options: Options, author: str, date: str) -> Checked[bytes]:
    """The Word file, in the house style around the new side, or the old one where the new one is a Word file."""
    from rolegen.word.redline import to_redline

    both = pair(old, new, options)
    if both.value is None:
        return Checked(None, both.problems)
    house = build.house_style(both.value.place)
    if house.value is None:
        return Checked(None, (*both.problems, *house.problems))
    return Checked(to_redline(both.value.old, both.value.new, house.value, author, date), both.problems)
