"""What every form of a told comparison says in the same words: how much changed, for whom, under which heading."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import groupby

from rolegen.comparison import Common, Comparison, Kind, RoleChange
from rolegen.diff import Change, Piece

NOTHING = "Nothing differs."
IN_COMMON = "Changes that several roles have in common"
TOP = "At the top"
VERBS: Mapping[Kind, tuple[str, str]] = {
    "changed": ("differs", "differ"),
    "renamed": ("has another name", "have another name"),
    "added": ("is new", "are new"),
    "removed": ("is no longer there", "are no longer there"),
}
LABELS = {"changed": "", "added": "Added: ", "removed": "Removed: ", "moved": "Moved: "}
MOST_NAMED = 20  # roles
KEPT = 8  # unchanged words that stay on either side of a change


def heading(told: Comparison) -> str:
    """What is compared with what."""
    return f"From {told.old} to {told.new}"


def summary(told: Comparison) -> str:
    """How many roles differ, and how, in one sentence."""
    counts = Counter(role.kind for role in told.roles)
    said = [f"{counts[kind]:,} {verbs[counts[kind] > 1]}" for kind, verbs in VERBS.items() if counts[kind]]
    if told.failed:
        said.append(f"{len(told.failed):,} could not be compared ({some(told.failed)})")
    if not said:
        return NOTHING
    if told.compared == 1:
        return f"The role {said[0].partition(' ')[2]}."
    return f"Of {told.compared:,} roles, {', '.join(said)}."


def by_reach(told: Comparison) -> Iterator[tuple[Common, tuple[Change, ...]]]:
    """The changes in common, those of one clause or heading that reach the same roles together.

    The clause is named once: by the first value, no more by the changes.
    """
    for _, found in groupby(told.common, lambda one: (what(one), one.roles)):
        group = tuple(found)
        yield group[0], tuple(replace(one.change, clause="") for one in group)


def what(common: Common) -> str:
    """What a change in common is of: a clause and its theme, or a heading of the page."""
    change = common.change
    if not change.clause:
        return place(change)
    return f"{change.clause} ({change.section[-1]})" if change.section else change.clause


def reach(common: Common, told: Comparison, most: int = MOST_NAMED) -> str:
    """How far a change in common goes: the roles by name, of very many those that come first."""
    return reaches(common.roles, told.compared, most)


def reaches(roles: tuple[str, ...], compared: int, most: int = MOST_NAMED) -> str:
    """How far a change goes among the roles that are compared."""
    count = len(roles)
    if not count:
        return "reaches no role"
    if count == compared:
        return f"reaches all {count:,} roles" if count > 1 else "reaches the one role"
    return f"reaches {count:,} of {compared:,} roles: {some(roles, most)}"


def some(names: tuple[str, ...], most: int = MOST_NAMED) -> str:
    """Names, of very many those that come first."""
    more = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def place(change: Change) -> str:
    """The headings that a change stands under."""
    return " › ".join(change.section) or TOP


def title(role: RoleChange) -> str:
    """What a role is called: its title, and its name here; before that what is to be said of the role as a whole."""
    name = role.name if role.title == role.name else f"{role.title} ({role.name})"
    if role.kind == "renamed":
        return f"Renamed: {role.title} (before {role.was}, now {role.name})"
    return {"added": f"New: {name}", "removed": f"No longer there: {name}"}.get(role.kind, name)


def told_apart(told: Comparison) -> Iterator[RoleChange]:
    """The roles that there is something to say of beside what they have in common with others."""
    return (role for role in told.roles if role.changes or role.kind != "changed")


def by_place(role: RoleChange) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """A role's changes under their headings, in the order of the page."""
    return ((heading, tuple(changes)) for heading, changes in groupby(role.changes, place))


def shortened(change: Change) -> tuple[Piece, ...]:
    """A change's pieces, of long unchanged stretches only what stands beside the change."""
    last = len(change.pieces) - 1
    return tuple(
        replace(piece, text=_cut(piece.text, n > 0, n < last)) if piece.kind == "same" else piece
        for n, piece in enumerate(change.pieces)
    )


def space_apart(text: str) -> tuple[str, str, str]:
    """The space before the words of a piece, the words, the space after them; space alone becomes a sign."""
    core = text.strip()
    if not core:
        return "", "↵" if "\n" in text else "␣", ""
    before, _, after = text.partition(core)
    return before, core, after


def _cut(text: str, follows: bool, precedes: bool) -> str:
    """The words of a stretch that follow a change and those that precede one; where neither, how it begins."""
    words = list(re.finditer(r"\S+", text))
    head, tail = (KEPT if follows or not precedes else 0), (KEPT if precedes else 0)
    if len(words) <= head + tail + 2:
        return text
    start = f"{text[: words[head - 1].end()]} " if head else ""
    end = f" {text[words[-tail].start() :]}" if tail else ""
    return f"{start}…{end}"
