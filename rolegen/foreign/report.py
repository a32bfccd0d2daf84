"""What was taken from someone else's profile, from where, and what was not: for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from rolegen.foreign.drafting import AGAIN, Found
from rolegen.foreign.saying import Left
from rolegen.foreign.taking import Draft
from rolegen.form.kinds import PERSON
from rolegen.telling import remarks
from rolegen.telling.terminal import Page

COUNTED = {"accountabilities": ("duty", "duties"), "purpose": ("paragraph", "paragraphs"),
           PERSON: ("criterion", "criteria"), "contacts.internal": ("entry", "entries"),
           "contacts.external": ("entry", "entries"), "service_areas": ("entry", "entries")}  # fmt: skip
OTHERS = {"level": "Level", "cmt": "Corporate Management Team", "variant": "Version of the level"}
LONGEST = 160  # characters of what is not taken


def as_text(draft: Draft, width: int = 100) -> str:
    """Each field with where it was found; what was left, by the reason; comments; and what to do next."""
    page = Page(colour=False, width=width)
    lines = page.heading(f"Found in {draft.word.name}")
    for path, group in groupby(_sorted(draft.found), lambda one: one.path):
        lines += page.group(_found(draft, path, tuple(group)), ())
    if draft.left:
        lines += ["", *page.heading("Not taken")]
        for why, left in _by_reason(draft.left):
            lines += page.group(why, ())
            lines += [f"  {line}" for one in left for line in page.group(_left(one), ())]
    if told := remarks.as_text(draft.remarks, width=width):
        lines += ["", told]
    lines += ["", *page.heading("Next")]
    lines += [line for n, step in enumerate(draft.next, 1) for line in page.group(f"{n}. {step}", ())]
    return "\n".join(lines)


def _sorted(found: tuple[Found, ...]) -> list[Found]:
    """Fields in the order they were first met, all places of one together."""
    order = list(dict.fromkeys(one.path for one in found))
    return sorted(found, key=lambda one: order.index(one.path))


def _found(draft: Draft, path: str, found: tuple[Found, ...]) -> str:
    name = draft.labels.get(path) or OTHERS.get(path) or path
    places = "; ".join(_places(found))
    notes = "".join(f"; {note}" for note in dict.fromkeys(one.note for one in found if one.note))
    if path in COUNTED:
        one, many = COUNTED[path]
        said = f"{len(found)} {one if len(found) == 1 else many}"
    else:
        said = _short(found[0].words)
    return f"{name}: {said} ({places}{notes})" if places else f"{name}: {said}"


def _places(found: tuple[Found, ...]) -> Iterator[str]:
    """Where a field was found; of many rows of a table the first and the last."""
    places = list(dict.fromkeys(one.where for one in found if one.where))
    for table, group in groupby(places, lambda place: place.split(", row ")[0]):
        rows = list(group)
        first, last = rows[0], rows[-1].rpartition("row ")[2]
        yield f"{table}, rows {first.rpartition('row ')[2]} to {last}" if len(rows) > 2 and "row" in first else "; ".join(rows)


def _by_reason(left: tuple[Left, ...]) -> Iterator[tuple[str, list[Left]]]:
    reasons = list(dict.fromkeys(one.why for one in left))
    for why in sorted(reasons, key=lambda why: why == AGAIN):
        yield why, [one for one in left if one.why == why]


def _left(one: Left) -> str:
    return f"“{_short(one.words)}” ({one.where})"


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rsplit(' ', 1)[0]} …"
