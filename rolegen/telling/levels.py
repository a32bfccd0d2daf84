"""Levels side by side as text, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping

from rolegen.diff.words import Piece
from rolegen.framework import Level, versions_of
from rolegen.listing import safe_cell
from rolegen.sidebyside import Beside, ClauseBeside, Filled, Holder, Wording, difference, nearest
from rolegen.telling.terminal import Page

COLUMNS = ("theme", "theme_title", "clause", "clause_title", "level", "variant", "same_as", "wording")
EVERY = "Every level"


def as_text(shown: Beside, *, colour: bool = False, width: int = 100) -> str:
    """For a terminal: each clause with what all levels have, or each wording below those who have it; then descriptors.

    Of a wording that differs, what tells it from the one above that is most like it stands between marks.
    """
    page, about = Page(colour, width), shown.framework
    lines = page.heading(f"{about.name}, version {about.version}: {about.standing}")
    lines += page.heading(", ".join(level.title for level in shown.levels))
    for theme in shown.themes:
        lines += ["", *page.heading(theme.title)]
        for clause in theme.clauses:
            lines += _clause(page, clause)
    lines += ["", *page.heading("Level descriptors")]
    for level, descriptor in zip(shown.levels, shown.descriptors, strict=True):
        lines += page.said(level.title)
        lines += page.said(*(text.text for text in descriptor), indent="  ")
    return "\n".join(lines)


def _clause(page: Page, clause: ClauseBeside) -> Iterator[str]:
    title = f"{clause.title} ({clause.id})" if clause.title else clause.id
    yield from page.said(f"{clause.number}. {title}")
    said = [one.words.text for one in clause.wordings]
    for number, wording in enumerate(clause.wordings):
        whose = EVERY if clause.is_shared else _names(wording.holders)
        pieces: tuple[Piece, ...] = (Piece("same", wording.words.text),)
        if number:
            closest = nearest(wording.words.text, said[:number])
            pieces = difference(said[closest], wording.words.text)
            whose += f", beside {_first(clause.wordings[closest])}" if number > 1 and len(pieces) > 1 else ""
        yield from page.said(f"{whose}:", indent="  ")
        yield from page.passage(pieces, "    ")
    if clause.lacking:
        yield from page.said(f"Not for: {', '.join(level.title for level in clause.lacking)}", indent="  ")


def _names(holders: Iterable[Holder]) -> str:
    return ", ".join(holder.name for holder in holders)


def _first(wording: Wording) -> str:
    return wording.holders[0].name


def as_csv(shown: Beside) -> str:
    """For a spreadsheet: a row for each clause, level and version; without words where the level lacks the clause."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(row[name]) for name in COLUMNS] for row in _rows(shown))
    return stream.getvalue().rstrip("\n")


def _rows(shown: Beside) -> Iterator[Mapping[str, str]]:
    for theme in shown.themes:
        for clause in theme.clauses:
            named = {"theme": theme.id, "theme_title": theme.title, "clause": clause.id, "clause_title": clause.title}
            first: dict[Filled, str] = {}
            for level in shown.levels:
                for variant in versions_of(level):
                    yield {**named, **_cells(clause, level, variant, first)}


def _cells(clause: ClauseBeside, level: Level, variant: str, first: dict[Filled, str]) -> dict[str, str]:
    """A level's version: its wording, and who had it first, who is kept in `first`."""
    words = clause.wording(level, variant)
    who = f"{level.id}/{variant}" if variant else level.id
    same = first.setdefault(words, who) if words else who
    wording = words.text if words else ""
    return {"level": level.id, "variant": variant, "same_as": "" if same == who else same, "wording": wording}


def as_json(shown: Beside) -> str:
    """For another program: descriptors, and each clause's wordings with those who have them and how they differ."""
    about = shown.framework
    value = {
        "framework": {"name": about.name, "version": about.version, "standing": about.standing},
        "levels": [
            {"id": level.id, "title": level.title, "descriptor": [text.text for text in descriptor]}
            for level, descriptor in zip(shown.levels, shown.descriptors, strict=True)
        ],
        "themes": [
            {"id": theme.id, "title": theme.title, "clauses": [_value(clause) for clause in theme.clauses]}
            for theme in shown.themes
        ],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _value(clause: ClauseBeside) -> dict[str, object]:
    return {
        "number": clause.number,
        "id": clause.id,
        "title": clause.title or None,
        "same_for_every_level": clause.is_shared,
        "wordings": [_wording(clause, number) for number in range(len(clause.wordings))],
        "not_for": [level.id for level in clause.lacking],
    }


def _wording(clause: ClauseBeside, number: int) -> dict[str, object]:
    own, before = clause.wordings[number], [one.words.text for one in clause.wordings[:number]]
    held = [{"level": one.level.id, "variant": one.variant or None} for one in own.holders]
    if not before:
        return {"text": own.words.text, "levels": held}
    closest = nearest(own.words.text, before)
    pieces = [{"kind": piece.kind, "text": piece.text} for piece in difference(before[closest], own.words.text)]
    return {"text": own.words.text, "levels": held, "beside": closest, "pieces": pieces}


FORMS: Mapping[str, Callable[[Beside], str]] = {
    "text": lambda shown: f"{as_text(shown)}\n",
    "csv": lambda shown: f"{as_csv(shown)}\n",
    "json": lambda shown: f"{as_json(shown)}\n",
}
