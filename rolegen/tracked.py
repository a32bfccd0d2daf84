"""Two sides of one document each → a Word file in which the old one becomes the new one by tracked changes."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from rolegen import build, files, word
from rolegen.build import Options
from rolegen.comparison import pair
from rolegen.document import IDENTITY, Document
from rolegen.problems import Checked, Place, failed, shown
from rolegen.revision import WORD
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


def author(said: str) -> Checked[str]:
    """The name that tracked changes carry, on one line."""
    from rolegen.source import ILLEGAL

    name = " ".join(said.split())
    if not name or ILLEGAL.search(name):
        return failed("usage", "The author has no name that a Word file can hold.", hint="Write --author “A. Name”.")
    return Checked(name)


def target(path: Path, *sides: Side) -> Checked[Path]:
    """Where the redline goes, if nobody's work stands there: only what rolegen made itself is replaced."""
    if path.suffix.lower() != WORD:
        return failed("usage", f"“{path.name}” is not the name of a Word file.", hint="Its name ends in .docx.")
    if path in [file.path for side in sides for file in side.files.values()]:
        return failed("usage", f"“{shown(path)}” is one of the two that are compared.", hint="Name another file.")
    old = files.current(path)
    if old.value is not None and word.is_edited(old.value):
        message = f"{path.name} was saved by another program: it may hold what someone typed."
        return failed("edited", message, Place(path), "Name another file, or move this one away. Nothing was changed.")
    return Checked(None if old.problems else path, old.problems)


def redline(old: Side, new: Side, options: Options, author: str, date: str) -> Checked[bytes]:
    """The Word file, in the house style around the new side, or the old one where the new one is a Word file."""
    from rolegen.word.redline import to_redline

    both = pair(old, new, options)
    if both.value is None:
        return Checked(None, both.problems)
    house = build.house_style(both.value.place)
    if house.value is None:
        return Checked(None, (*both.problems, *house.problems))
    after = _with_facts(both.value.new, both.value.old)
    return Checked(to_redline(both.value.old, after, house.value, author, date), both.problems)


def _with_facts(new: Document, old: Document) -> Document:
    """The new document with what a Word file does not say of itself, where the old one is the same role's version."""
    same = all(new.facts.get(name) == old.facts.get(name) for name in IDENTITY)
    return replace(new, facts={**(old.facts if same else {}), "doc:title": new.title, **new.facts})
