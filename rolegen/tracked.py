"""Two sides of one document each → a Word file in which the old one becomes the new one by tracked changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from rolegen import build, files
from rolegen.build import Options
from rolegen.compared import Maker, matches
from rolegen.document import IDENTITY, Document
from rolegen.framework import Framework
from rolegen.problems import Checked, Place, failed, shown
from rolegen.sides import Side
from rolegen.word.package import is_edited
from rolegen.workspace import WORD, Workspace, find

DAY, MOMENT = "%Y-%m-%d", "%Y-%m-%dT%H:%M:%SZ"


def stamp(date: str) -> Checked[str]:
    """A day, or a day and time, as tracked changes carry it (W3C date and time); none where none is given."""
    from datetime import datetime

    if not date:
        return Checked("")
    form = DAY if "T" not in date else MOMENT
    try:
        return Checked(datetime.strptime(date, form).strftime(MOMENT))  # noqa: DTZ007 (the Z is read as it stands)
    except ValueError:
        return failed("usage", f"“{date}” is no date.", hint="Write it as 2026-03-31 or 2026-03-31T09:00:00Z.")


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
    if old.value is not None and is_edited(old.value):
        message = f"{path.name} was saved by another program: it may hold what someone typed."
        return failed("edited", message, Place(path), "Name another file, or move this one away. Nothing was changed.")
    return Checked(None if old.problems else path, old.problems)


def redline(old: Side, new: Side, options: Options, author: str, date: str) -> Checked[bytes]:
    """The Word file, in the house style around the new side, or the old one where the new one is a Word file."""
    pair = both(old, new, options)
    if pair.value is None:
        return Checked(None, pair.problems)
    made = drawn(pair.value, author, date)
    return Checked(made.value, (*pair.problems, *made.problems))


def of_frameworks(old: Framework, new: Framework, place: Workspace, author: str, date: str) -> Checked[bytes]:
    """The Word file in which one framework's own document becomes the other's."""
    from rolegen.paper.making import Asked, document

    was, now = (document(Asked(place, one, one.levels)) for one in (old, new))
    if was.value is None or now.value is None:
        return Checked(None, tuple(dict.fromkeys((*was.problems, *now.problems))))
    return drawn(Both(was.value, now.value, place), author, date)


def drawn(pair: Both, author: str, date: str) -> Checked[bytes]:
    """The Word file in which the one document becomes the other, in the house style of their workspace."""
    from rolegen.word.redline import to_redline
    from rolegen.word.restyling import in_house

    house = build.house_style(pair.place)
    if house.value is None:
        return Checked(None, house.problems)
    before, after = (in_house(one, house.value.kinds) for one in (pair.old, pair.new))
    return Checked(to_redline(before, _with_facts(after, before), house.value, author, date))


def _with_facts(new: Document, old: Document) -> Document:
    """The new document with what a Word file does not say of itself, where the old one is the same role's version."""
    same = all(new.facts.get(name) == old.facts.get(name) for name in IDENTITY)
    return replace(new, facts={**(old.facts if same else {}), "doc:title": new.title, **new.facts})


@dataclass(frozen=True, slots=True)
class Both:
    """One document as it was and as it is, and the workspace it belongs to."""

    old: Document
    new: Document
    place: Workspace


def both(old: Side, new: Side, options: Options) -> Checked[Both]:
    """The one document of either side, for what is made of one role at a time."""
    before, after = Maker(old, options), Maker(new, options)
    found = [one for one in matches(before, after) if one.old and one.new]
    if len(found) != 1:
        message = f"{len(found) or 'No'} roles stand on both sides, and tracked changes are made of one at a time."
        return failed("usage", message, hint="Name a role file, as it is or as in v1:roles/director-finance.yaml.")
    was, now = before.document(found[0].old), after.document(found[0].new)
    problems = (*was.problems, *now.problems)
    place = _place(new, old)
    if was.value is None or now.value is None or place.value is None:
        return Checked(None, (*problems, *place.problems))
    return Checked(Both(was.value, now.value, place.value), problems)


def _place(*sides: Side) -> Checked[Workspace]:
    """The workspace of the first side that has one, else the one around its Word file."""
    files = [file for side in sides for file in side.files.values()]
    known = next((file.workspace for file in files if file.workspace), None)
    return Checked(known) if known else find(files[0].path.parent)
