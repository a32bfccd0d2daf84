"""The table in which a paper describes its levels: their names beside long paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rolegen.paper.grid import Box, Sheet, turned
from rolegen.paper.naming import SEES, Names, title_of
from rolegen.paper.words import count, is_short, key, lone_label

OF_LEVELS = frozenset({"level", "role", "post", "tier", "job", "position", "title", "grade", "band"})
OF_WORDS = frozenset(
    {"descriptor", "description", "describe", "purpose", "summary", "profile", "remit", "definition", "overview"}
)
OF_A_LINE = frozenset({"report", "reporting", "responsible", "accountable"})  # to whom
A_NAME = 8  # words of a level's title, at most, where no title is known
MARK = "level."  # how rolegen's own marks of descriptors begin
LONG = 8  # words of a descriptor, at least on average
MOST_COLUMNS = 6
TOP = 5  # rows that a table's headings stand in


@dataclass(frozen=True, slots=True)
class Description:
    """A table of descriptors: the columns of names, of words and of whom the level reports to, and its first row."""

    sheet: Sheet
    names: int
    words: int
    first: int
    reports_to: int = -1
    is_told: bool = False  # by its headings

    def titles(self) -> list[str]:
        """The names of the levels, each once."""
        found = [title_of(row[self.names].text)[0] for row in self.sheet.rows[self.first :]]
        return list(dict.fromkeys(title for title in found if title and not _is_head(title)))


def found(sheets: Sequence[Sheet], known: Sequence[str] = ()) -> tuple[Description, ...]:
    """The tables of descriptors: the one whose names head another table, or whose headings say so; and what goes on.

    `known` are the titles of levels where they are known: then no other names are those of levels.
    """
    levels = {key(title) for title in known}
    longest = max([A_NAME, *map(count, known)])
    candidates = [
        one
        for sheet in sheets
        for one in _candidates(sheet, longest)
        if not levels or levels.issuperset(key(title) for title in one.titles())
    ]
    scored = [(min(_heads(one, sheets), 4), one.is_told, -one.sheet.number, one) for one in candidates]
    good = [one for one in scored if one[0] >= 2 or (one[1] and one[0])]
    good = good or [one for one in scored if one[1] and len(one[3].titles()) > 1]
    if not good:
        return ()
    best = max(good, key=lambda one: (min(one[0], 2), *one[1:3]))[3]
    chosen = [best]
    titles = {key(title) for title in best.titles()}
    for _, _, _, one in scored:
        own = {key(title) for title in one.titles()}
        goes_on = one is not best and one.names == best.names and len(one.sheet.rows[0]) == len(best.sheet.rows[0])
        if goes_on and own and not own & titles and _heads(one, sheets) >= len(own):
            chosen.append(one)
            titles |= own
    return tuple(sorted(chosen, key=lambda one: one.sheet.number))


def _candidates(sheet: Sheet, longest: int) -> Iterator[Description]:
    columns = len(sheet.rows[0])
    if not 2 <= columns <= MOST_COLUMNS:
        return
    first = _first(sheet)
    body = sheet.rows[first:]
    names = next((n for n in range(columns) if _has_names([row[n] for row in body], longest)), None)
    sizes = [sum(count(row[n].text) for row in body) for n in range(columns)]
    marked = [n for n in range(columns) if any(line.clause.startswith(MARK) for row in body for line in row[n].lines)]
    words = marked[0] if marked else max(range(columns), key=lambda n: sizes[n])
    filled = sum(bool(row[words].lines) for row in body)
    if names is None or names == words or not filled or (sizes[words] < LONG * filled and not marked):
        return
    heads = [set(key(box.text)) for row in sheet.rows[max(first - 1, 0) : first] for box in row]
    to = next((n for n, head in enumerate(heads) if OF_A_LINE & head and n not in (names, words)), -1)
    is_told = bool(heads) and bool(OF_WORDS & heads[words]) and (bool(OF_LEVELS & heads[names]) or not heads[names])
    yield Description(sheet, names, words, first, to, is_told)


def _first(sheet: Sheet) -> int:
    """The first row below the headings: titles over all columns, then one row of short texts."""
    for n, row in enumerate(sheet.rows[:TOP]):
        filled = [box for box in row if box.lines]
        if len(filled) > 1:
            is_head = all(is_short(box.text) for box in filled) and n + 1 < len(sheet.rows)
            return n + 1 if is_head else n
    return 0


def _has_names(boxes: Sequence[Box], longest: int) -> bool:
    """Whether a column holds names: short texts, no numbers."""
    texts = [box.text for box in boxes if box.lines]
    return bool(texts) and all(
        is_short(text, longest) and not lone_label(text) and key(text) and not SEES.match(text) for text in texts
    )


def _heads(one: Description, sheets: Iterable[Sheet]) -> int:
    """How many of its names stand together as headings of another table's columns or rows."""
    names = Names(one.titles())
    return max((heads_in(view, names) for sheet in sheets if sheet is not one.sheet for view in (sheet, turned(sheet))),
               default=0)  # fmt: skip


def heads_in(sheet: Sheet, names: Names) -> int:
    """How many levels the best of the topmost rows names."""
    return max((len(named(row, names)) for row in sheet.rows[:TOP]), default=0)


def named(row: Sequence[Box], names: Names) -> set[str]:
    """The levels that the cells of a row name."""
    found = [names.find(box.text) for box in row if box.lines]
    return {level for one in found if one for level in one.levels}


def _is_head(title: str) -> bool:
    """Whether a name is no level's but heads the column, in a row of headings that is there again."""
    return set(key(title)) <= OF_LEVELS
