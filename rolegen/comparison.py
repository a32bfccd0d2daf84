"""What changed: once what several roles have in common, then role by role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from rolegen.diff import Change, compare
from rolegen.document import Document, Heading, plain, walk

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


def role_change(old: Document | None, new: Document | None, name: str, was: str = "") -> RoleChange:
    """What became of a role; `was` is its name on the old side where that is another one."""
    if old is None or new is None:
        there = new or old
        return RoleChange(name, _title(there, name) if there else name, "added" if new else "removed")
    titles = {_title(old, was or name), _title(new, name)}
    changes = tuple(_under_title(change, titles) for change in compare(old, new))
    return RoleChange(name, _title(new, name), "renamed" if was else "changed", changes, was)


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


def _under_title(change: Change, titles: set[str]) -> Change:
    return replace(change, section=change.section[1:]) if change.section[:1] and change.section[0] in titles else change


def _title(document: Document, name: str) -> str:
    """What the page calls the post: its first great heading; a page without one goes by its name."""
    titles = (block for block in walk(document.blocks) if isinstance(block, Heading) and block.level == 1)
    return next((plain(heading.content) for heading in titles), document.title or name)
