"""What someone typed into the fields of a Word file, against the role file as it stands now: edits and conflicts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rolegen.form.answers import Line, Shown
from rolegen.form.kinds import KINDS, PERSON, value_at
from rolegen.intake.merging import Merged, digest_of, merged
from rolegen.intake.puts import file_places, in_file_order, is_rising, items, keys_of, puts, value_of
from rolegen.marks import FIELD, from_manifest, tag
from rolegen.problems import Checked, Problem
from rolegen.profile import CATEGORIES, Profile
from rolegen.yamledit import Put

IMPORTANCE = 2  # the cell of a row of the person profile that stays empty in a criterion to start from
GROUPS = (PERSON, "accountabilities")  # lists of groups, a line each
SUPERIOR = "reports_to"
PART = 6  # characters of a gap, by which the rest of it is known
# What is one role's, and no other's that is made from its file.
OWN = (
    "post_number",
    "version",
    "effective_from",
    "review_by",
    "approved_by",
    "approved_on",
    "minute",
    "job_evaluation",
)


@dataclass(frozen=True, slots=True)
class Edit:
    """A field whose value is to change: its lines before and after, and what is to be put where.

    `origins` tells of each line which of those before it was, None of a new one.
    """

    path: str
    old: Shown
    new: Shown
    origins: tuple[int | None, ...]
    puts: tuple[Put, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that was changed on both sides, and stays as the role file has it."""

    path: str
    ours: Shown
    theirs: Shown


@dataclass(frozen=True)
class Sides:
    """A role as its file has it now, and what a Word file shows of it.

    `profile` is the role's and `values` are those of its file; None and nothing for a new role. `starters` are the
    digests of the rows that its level's person profile starts from. Without a manifest nobody knows what was built.
    `superior` gives the id of whoever the post reports to. `gaps` are what empty fields ask for,
    `printed` what a build would show of each field now.
    """

    profile: Profile | None
    values: Mapping[str, Any]
    manifest: str
    shown: Mapping[str, Shown]
    starters: frozenset[str]
    superior: Callable[[str], Checked[str]]
    gaps: frozenset[str] = frozenset()
    printed: Mapping[str, Shown] = field(default_factory=dict)

    def built(self, path: str) -> tuple[str, ...] | None:
        """The digests of a field's lines when the Word file was built, criteria to start from left out."""
        found = from_manifest(self.manifest, tag(FIELD, path)) if self.manifest else None
        return tuple(one for one in found if one not in self.starters) if found and path == PERSON else found

    def base(self, path: str) -> tuple[str, ...] | None:
        """The digests that both sides are compared with; a new role had nothing, and takes over all that is shown."""
        return () if self.profile is None and path not in OWN else self.built(path)

    def ours(self, path: str) -> Shown:
        """A field's lines as the role file has them now."""
        if self.profile is None or (path == PERSON and not self.profile.role.person_profile):
            return ()
        return KINDS[path].show(value_at(self.profile, path))

    def theirs(self, path: str) -> Shown:
        """A field's lines as the Word file has them now, criteria to start from left out that nobody has touched."""
        return tuple(line for line in self.shown[path] if path != PERSON or not self.is_starter(line))

    def is_starter(self, row: Line) -> bool:
        """Whether a row of the person profile is one to start from, as it came."""
        return len(row) > IMPORTANCE and not row[IMPORTANCE] and digest_of(row) in self.starters

    def is_locked(self, path: str) -> bool:
        """Whether what the page shows of a field does not tell its value."""
        if self.manifest and self.built(path) is None:
            return True
        return self.profile is not None and not KINDS[path].is_whole(value_at(self.profile, path))


@dataclass
class Found:
    """What the fields of a Word file say.

    `unread` are problems with what is typed in a field, `lost` the fields that the file shows no more, `locked` those
    that nobody can read back, `starters` how many criteria to start from were left as they came, `another` the fields
    that are another role's, `unfilled` those with words that still hold a part of what the gap asks for.
    """

    edits: list[Edit] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    unread: list[Problem] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    locked: list[str] = field(default_factory=list)
    starters: int = 0
    another: list[str] = field(default_factory=list)
    unfilled: list[tuple[str, str]] = field(default_factory=list)


def find(sides: Sides) -> Found:
    """Each field three ways: as built, in the role file now, in the Word file now."""
    found = Found(starters=sum(map(sides.is_starter, sides.shown.get(PERSON, ()))))
    for path, kind in KINDS.items():
        if path not in sides.shown:
            found.lost += [path] if sides.built(path) and sides.ours(path) else []
        elif sides.is_locked(path):
            found.locked += [path] if sides.theirs(path) not in (sides.ours(path), sides.printed.get(path)) else []
        else:
            ours, theirs = sides.ours(path), sides.theirs(path)
            one = merged(sides.base(path), ours, theirs, listed=kind.control == "block")
            if one.how == "conflict":
                found.conflicts += [] if _mean_the_same(sides, path) else [Conflict(path, ours, theirs)]
            elif one.how in ("taken", "merged"):
                _take(sides, path, one, found)
            elif theirs and sides.profile is None:
                found.another.append(path)
    return found


def is_asking(words: str, gaps: Collection[str]) -> bool:
    """Whether words hold what a gap asks for, or begin or end with a part of it that someone typed over by halves."""
    opened = words.startswith("[") and "]" not in words
    closed = words.endswith("]") and "[" not in words
    return any(
        gap in words or (opened and gap.startswith(words[:PART])) or (closed and gap.endswith(words[-PART:]))
        for gap in gaps
    )


def _mean_the_same(sides: Sides, path: str) -> bool:
    """Whether both sides say one thing put differently: £22.4m and £22.4 million, criteria as the page orders them."""
    here, there = _read(sides, path, sides.ours(path)), _read(sides, path, sides.theirs(path))
    if path == PERSON and here.value and there.value:
        return not there.problems and here.value == sorted(there.value, key=_rank)
    return not there.problems and here.value == there.value


def _rank(criterion: Mapping[str, str]) -> tuple[int, bool]:
    """Where the page puts a criterion: by category, the essential ones first."""
    return list(CATEGORIES).index(criterion["category"]), criterion["importance"] != "essential"


def _take(sides: Sides, path: str, one: Merged, found: Found) -> None:
    asking = [
        cell for line in one.lines if line not in sides.ours(path) for cell in line if is_asking(cell, sides.gaps)
    ]
    if asking:
        found.unfilled.append((path, asking[0]))
        return
    read = _read(sides, path, one.lines)
    found.unread += read.problems
    if read.problems:
        return
    ours = sides.ours(path)
    changes = _puts(sides, path, one, read.value)
    if changes:
        found.edits.append(Edit(path, ours, one.lines, one.origins, changes))


def _read(sides: Sides, path: str, lines: Sequence[Line]) -> Checked[Any]:
    read = KINDS[path].read(tuple(lines))
    if path != SUPERIOR or read.value is None:
        return read
    return sides.superior(read.value)


def _puts(sides: Sides, path: str, one: Merged, value: Any) -> tuple[Put, ...]:
    keys, ours = keys_of(path), sides.ours(path)
    written = value_of(sides.values, keys)
    if path in GROUPS and isinstance(written, list):
        return _groups(sides, path, one, value or [])
    old = _read(sides, path, ours).value if ours else None
    return tuple(puts(keys, value, old, written))


def _groups(sides: Sides, path: str, one: Merged, value: list[dict[str, Any]]) -> tuple[Put, ...]:
    """A list of groups: those that have not changed stay as they stand in the file, and where they stand there."""
    ours, written = sides.ours(path), value_of(sides.values, keys_of(path))
    places = file_places(sides.profile.role.person_profile) if path == PERSON and sides.profile else range(len(ours))
    origins = [None if n is None else places[n] for n in one.origins]
    new = [
        None if n is not None and ours[n] == line else item
        for item, line, n in zip(value, one.lines, one.origins, strict=True)
    ]
    order = in_file_order(origins) if is_rising(one.origins) else range(len(new))
    return (items(keys_of(path), [new[n] for n in order], written, [origins[n] for n in order]),)
