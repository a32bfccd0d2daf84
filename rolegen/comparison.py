"""Two sides → what changed: once what several roles have in common, then role by role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rolegen import build, templating, unchanged
from rolegen.build import Options, Workshop
from rolegen.diff import Change, compare
from rolegen.document import Document, Heading, plain, walk
from rolegen.problems import Checked, Place, failed, reason
from rolegen.renaming import renamed
from rolegen.sides import File, Side
from rolegen.workspace import Workspace, find

Kind = Literal["changed", "renamed", "added", "removed"]


@dataclass(frozen=True, slots=True)
class RoleChange:
    """What became of a role: its own changes, those it has in common with others left out.

    `was` is its name on the old side where that is another one. No section of a change begins with the title.
    """

    name: str
    title: str
    kind: Kind
    changes: tuple[Change, ...] = ()
    was: str = ""


@dataclass(frozen=True, slots=True)
class Common:
    """A change that several roles have, and their names."""

    change: Change
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from one side to the other, each in the user's words.

    `compared` counts the roles that stand on either side; `failed` names those that could not be made on one of them.
    """

    old: str
    new: str
    compared: int
    common: tuple[Common, ...] = ()
    roles: tuple[RoleChange, ...] = ()
    failed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """The names of a role on either side, "" where it does not stand there; `chosen` where the user paired them."""

    old: str
    new: str
    chosen: bool = False


def of_sides(old: Side, new: Side, options: Options) -> Checked[Comparison]:
    """What changed; a role that cannot be made on one side is told, and stops none of the others."""
    before, after = _Maker(old, options), _Maker(new, options)
    pairs = _pairs(before, after)
    same = unchanged.names(old, new)
    found = [(pair, _role(before, after, pair)) for pair in pairs if pair.old != pair.new or pair.new not in same]
    common, roles = in_common([role.value for _, role in found if role.value])
    lost = tuple(pair.new or pair.old for pair, role in found if role.value is None)
    problems = dict.fromkeys(problem for _, role in found for problem in role.problems)
    return Checked(Comparison(old.said, new.said, len(pairs), common, roles, lost), tuple(problems))


def of_documents(name: str, old: Document, new: Document) -> RoleChange:
    """What changed in the document of one role."""
    return _change(_Pair(name, name), old, new)


def in_common(roles: Iterable[RoleChange]) -> tuple[tuple[Common, ...], tuple[RoleChange, ...]]:
    """Changes that several roles have, none of them in a field of their own; and the roles with what is left.

    Such a change is the framework's, the template's or the organisation's: it was made once and is read once.
    """
    differing = [role for role in roles if role.changes or role.kind != "changed"]
    holders: dict[object, list[str]] = defaultdict(list)
    first: dict[object, Change] = {}
    for role in differing:
        for key, change in {_key(change): change for change in role.changes if not change.field}.items():
            holders[key].append(role.name)
            first.setdefault(key, change)
    common = tuple(Common(first[key], tuple(names)) for key, names in holders.items() if len(names) > 1)
    told = {_key(one.change) for one in common}
    own = tuple(
        replace(role, changes=tuple(change for change in role.changes if change.field or _key(change) not in told))
        for role in differing
    )
    return common, own


def _key(change: Change) -> object:
    """What two roles have in common: the same clause, or the same place, in the same old and new words."""
    return change.kind, change.clause or change.section, change.old, change.new


class _Maker:
    """Makes the documents of one side; the framework and template of each workspace are read once."""

    def __init__(self, side: Side, options: Options) -> None:
        self.side, self.options = side, options
        self._shops: dict[Path, Checked[Workshop]] = {}

    def document(self, name: str) -> Checked[Document]:
        """The document of a role, none for no name; or the errors in the way: warnings are for `check` to tell."""
        if not name:
            return Checked(None)
        file = self.side.files[name]
        made = self._of_role(file.path, file.workspace) if file.workspace else _of_word(file)
        errors = [problem for problem in made.problems if problem.severity == "error"]
        return Checked(made.value, self.side.told(errors))

    def _of_role(self, path: Path, place: Workspace) -> Checked[Document]:
        if place.root not in self._shops:
            self._shops[place.root] = build.prepare(place, self.options)
        shop = self._shops[place.root]
        if shop.value is None:
            return Checked(None, shop.problems)
        profile = build.role_profile(shop.value, path)
        if profile.value is None:
            return Checked(None, profile.problems)
        return templating.render(shop.value.template, profile.value)


def _of_word(file: File) -> Checked[Document]:
    from rolegen.word.reading import from_docx

    try:
        data = file.path.read_bytes()
    except OSError as error:
        return failed("unreadable", f"This file cannot be read: {reason(error)}.", Place(file.path))
    return from_docx(data, file.path)


def _pairs(before: _Maker, after: _Maker) -> tuple[_Pair, ...]:
    """Which role is which: by name, or renamed; where one file was meant on either side, these two are one role.

    Where one file was meant on one side only, no other role is looked at.
    """
    old, new = before.side, after.side
    if len(old.files) == len(new.files) == 1:
        return (_Pair(next(iter(old.files)), next(iter(new.files)), chosen=old.single and new.single),)
    was = _renamed(before, after)
    stayed = [_Pair(was.get(name, name if name in old.files else ""), name) for name in new.files]
    gone = [_Pair(name, "") for name in old.files if name not in new.files and name not in was.values()]
    meant = [pair for pair in (*stayed, *gone) if (pair.old or not old.single) and (pair.new or not new.single)]
    return tuple(sorted(meant, key=lambda pair: pair.new or pair.old))


def _renamed(before: _Maker, after: _Maker) -> dict[str, str]:
    """The new names of roles that are gone under their old ones."""
    gone = [name for name in before.side.files if name not in after.side.files]
    come = [name for name in after.side.files if name not in before.side.files]
    if not (gone and come):
        return {}
    olds = {name: made for name in gone if (made := before.document(name).value)}
    return renamed(olds, {name: made for name in come if (made := after.document(name).value)})


def _role(before: _Maker, after: _Maker, pair: _Pair) -> Checked[RoleChange]:
    old, new = before.document(pair.old), after.document(pair.new)
    problems = (*old.problems, *new.problems)
    if (pair.old and old.value is None) or (pair.new and new.value is None):
        return Checked(None, problems)
    return Checked(_change(pair, old.value, new.value), problems)


def _change(pair: _Pair, old: Document | None, new: Document | None) -> RoleChange:
    if old is None or new is None:
        there = new or old
        kind: Kind = "removed" if new is None else "added"
        return RoleChange(pair.new or pair.old, _title(there) if there else "", kind)
    titles = {_title(old), _title(new)}
    changes = tuple(_under_title(change, titles) for change in compare(old, new))
    if pair.old == pair.new:
        return RoleChange(pair.new, _title(new), "changed", changes)
    is_one = pair.chosen or (old.facts.get("role", "") == new.facts.get("role", "") != "")
    return RoleChange(pair.new, _title(new), "changed" if is_one else "renamed", changes, pair.old)


def _under_title(change: Change, titles: set[str]) -> Change:
    return replace(change, section=change.section[1:]) if change.section[:1] and change.section[0] in titles else change


def _title(document: Document) -> str:
    """What the page calls the post: its first great heading."""
    titles = (block for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 1)
    return next((plain(heading.content) for heading in titles), document.title)


@dataclass(frozen=True, slots=True)
class Pair:
    """One document as it was and as it is, and the workspace it belongs to."""

    old: Document
    new: Document
    place: Workspace


def pair(old: Side, new: Side, options: Options) -> Checked[Pair]:
    """The one document of either side, for what is made of one role at a time."""
    before, after = _Maker(old, options), _Maker(new, options)
    both = [one for one in _pairs(before, after) if one.old and one.new]
    if len(both) != 1:
        message = f"{len(both) or 'No'} roles stand on both sides, and tracked changes are made of one at a time."
        return failed("usage", message, hint="Name a role file, as it is or as in v1:roles/director-finance.yaml.")
    was, now = before.document(both[0].old), after.document(both[0].new)
    problems = (*was.problems, *now.problems)
    place = _place(new, old)
    if was.value is None or now.value is None or place.value is None:
        return Checked(None, (*problems, *place.problems))
    return Checked(Pair(was.value, now.value, place.value), problems)


def _place(*sides: Side) -> Checked[Workspace]:
    """The workspace of the first side that has one, else the one around its Word file."""
    files = [file for side in sides for file in side.files.values()]
    known = next((file.workspace for file in files if file.workspace), None)
    return Checked(known) if known else find(files[0].path.parent)
