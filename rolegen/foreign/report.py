"""What was taken from someone else's profile, from where, and what was not: for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from rolegen.foreign.drafting import STATEMENT, Found
from rolegen.foreign.saying import Left
from rolegen.foreign.taking import APPROVED, Draft
from rolegen.form.kinds import KINDS, PERSON
from rolegen.telling import remarks
from rolegen.telling.terminal import Page

COUNTED = {"accountabilities": ("", ""), "purpose": ("paragraph", "paragraphs"),
           PERSON: ("criterion", "criteria")}  # fmt: skip
OTHERS = {"level": "Level", "cmt": "Corporate Management Team", "variant": "Version of the level"}
ROW = re.compile(r"(table \d+), row (\d+)(.*)")
LONGEST = 160  # characters of what is not taken


def as_text(draft: Draft, width: int = 100) -> str:
    """Each field with where it was found; what was left, by the reason; comments; and what to do next."""
    page = Page(colour=False, width=width)
    lines = page.heading(f"Found in {draft.word.name}")
    for path, found in _by_field(draft.found):
        lines += page.group(_found(draft, path, found), ())
    if draft.left:
        lines += ["", *page.heading("Not taken")]
        for why, left in _by_reason(draft.left):
            lines += page.group(why, ())
            lines += [f"  {line}" for one in _told(why, left) for line in page.group(one, ())]
    if told := remarks.as_text(draft.remarks, width=width):
        lines += ["", told]
    lines += ["", *page.heading("Next")]
    lines += [line for n, step in enumerate(draft.next, 1) for line in page.group(f"{n}. {step}", ())]
    return "\n".join(lines)


def _by_field(found: tuple[Found, ...]) -> Iterator[tuple[str, list[Found]]]:
    """Fields in the order of the page, all places of one together."""
    order = (*OTHERS, *KINDS)
    for path in sorted({one.path for one in found}, key=order.index):
        yield path, [one for one in found if one.path == path]


def _found(draft: Draft, path: str, found: list[Found]) -> str:
    name = draft.labels.get(path) or OTHERS.get(path) or path
    notes = dict.fromkeys(one.note for one in found if one.note)
    about = "; ".join([*places(one.where for one in found), *notes])
    if path in COUNTED:
        one, many = COUNTED[path]
        said = f"{len(found)} {one if len(found) == 1 else many}".strip()
    else:
        said = _short(", ".join(dict.fromkeys(one.value for one in found)))
    return f"{name}: {said} ({about})"


def places(found: Iterable[str]) -> list[str]:
    """Places in words; of many rows of a table the first and the last, and of a table's row its label."""
    told: list[str] = []
    for table, group in groupby(dict.fromkeys(filter(None, found)), lambda place: ROW.sub(r"\1", place)):
        rows = list(group)
        first, last = ROW.fullmatch(rows[0]), ROW.fullmatch(rows[-1])
        if len(rows) > 1 and first and last:
            told.append(f"{table}, rows {first[2]} to {last[2]}")
        else:
            told += rows
    return told


def _by_reason(left: tuple[Left, ...]) -> Iterator[tuple[str, list[Left]]]:
    for why in dict.fromkeys(one.why for one in left):
        yield why, [one for one in left if one.why == why]


def _told(why: str, left: list[Left]) -> list[str]:
    """Each of them in its words; what is the organisation's own anyway is but counted."""
    if why not in (APPROVED, STATEMENT):
        return [f"“{_short(one.words)}” ({one.where})" for one in left]
    where = "; ".join(places(one.where for one in left))
    return [f"{len(left)} paragraph{'s' if len(left) > 1 else ''} ({where})"]


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rsplit(' ', 1)[0]} …"
