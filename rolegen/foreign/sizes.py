"""The post's size and its contacts: the tables and lines under those headings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolegen.foreign.lines import Grid, Line, Words, in_full, together
from rolegen.foreign.outline import BESIDE, Own, Section
from rolegen.foreign.saying import FOR_NOTHING, Heard, Said, where
from rolegen.foreign.vocabulary import BOTH_CONTACTS, field_of, key

YEAR = re.compile(r"(?:financial year |year )?\(?(20\d\d ?[/–-] ?(?:20)?\d\d)\)?", re.IGNORECASE)
AMOUNT = re.compile(r"(.*?)\s*(?:\bof\b|\bis\b|:|–|-|,)?\s*(£\s?[\d.,]+.*)", re.IGNORECASE)
COUNTED = re.compile(r"([\d.,]+)\s+(.*)")
SIDES: Mapping[str, str] = {"internal": "contacts.internal", "external": "contacts.external"}
NO_SIDE = "It does not say which of them are inside the organisation and which outside."


def read_sizes(section: Section, own: Own) -> Heard:
    """Budgets and staff: a label and a figure in a row or a line."""
    said: list[Said] = []
    headings: list[Line] = []
    left: list[tuple[Words, str]] = []
    for one in section.contents:
        for cells in ([cell for cell in row if cell] for row in one.rows) if isinstance(one, Grid) else [[(one,)]]:
            found = _sizes(cells, section, own)
            said += found
            if not found and _is_head(cells):
                headings += [line for cell in cells for line in cell]
            elif not found and cells:
                left.append((tuple(line for cell in cells for line in cell), FOR_NOTHING))
    return Heard(tuple(said), (*_title(section), *headings), tuple(left))


def _title(section: Section) -> Words:
    return (section.heading,) if section.heading else ()


def _is_head(cells: list[Words]) -> bool:
    return len(cells) > 1 and all(len(cell) == 1 and not re.search(r"\d", cell[0].text) for cell in cells)


def _sizes(cells: list[Words], section: Section, own: Own) -> list[Said]:
    """What a row or a line tells: a label and a figure; or the year that a column is headed."""
    if len(cells) == 2 and (path := field_of(cells[0][0].words, own.fields)):
        value = tuple(cells[1])
        place = where(cells[0][0], section.title, cells[0][0].words.rstrip(" :"))
        return [Said(path, ((in_full(value),),), (*cells[0], *value), place, cells[0][0].words)]
    if len(cells) == 2 and (year := YEAR.fullmatch(together(cells[1]))):
        lines = (*cells[0], *cells[1])
        return [Said("dimensions.year", ((year[1],),), lines, where(lines[0], section.title))]
    if len(cells) == 1 and len(cells[0]) == 1:
        return _in_line(cells[0][0], section, own)
    return []


def _in_line(line: Line, section: Section, own: Own) -> list[Said]:
    """“Revenue budget: £4.2 million”, “Revenue budget of £4.2 million”, “12 direct reports”."""
    text = line.whole.rstrip(".;")
    place = where(line, section.title)
    if year := YEAR.fullmatch(text):
        return [Said("dimensions.year", ((year[1],),), (line,), place)]
    for form, name, value in ((BESIDE, 1, 2), (AMOUNT, 1, 2), (COUNTED, 2, 1)):
        found = form.fullmatch(text)
        if found and found[name] and (path := field_of(found[name], own.fields)):
            return [Said(path, ((found[value],),), (line,), place, found[name])]
    return []


def read_contacts(section: Section, own: Own) -> Heard:
    """Whom the post works with, inside and outside; where the profile does not say which is which, nothing."""
    state = _side(section.title, own)
    said: list[Said] = []
    headings: list[Line] = []
    left: list[tuple[Words, str]] = []
    for one in section.contents:
        if isinstance(one, Grid):
            _contact_rows(one, section, own, said, headings, left)
            continue
        beside = BESIDE.fullmatch(one.words)
        if side := _side(one.words, own):
            state = side
            headings.append(one)
        elif beside and beside[1] and (side := _side(beside[1], own)):
            said.append(Said(side, ((beside[2],),), (one,), where(one, section.title), beside[1]))
        elif state:
            said.append(Said(state, ((one.words,),), (one,), where(one, section.title)))
        else:
            left.append(((one,), NO_SIDE))
    return Heard(tuple(said), (*_title(section), *headings), tuple(left))


def _side(text: str, own: Own) -> str:
    path = field_of(text, own.fields)
    if path in SIDES.values():
        return path
    said = key(text).split() if len(text) < 40 and path != BOTH_CONTACTS else []
    sides = {SIDES[word] for word in said if word in SIDES}
    return sides.pop() if len(sides) == 1 and said[0] in SIDES else ""


def _contact_rows(
    grid: Grid, section: Section, own: Own, said: list[Said], headings: list[Line], left: list[tuple[Words, str]]
) -> None:
    """A table with a row for each side, or a column."""
    columns = {at: side for at, cell in enumerate(grid.rows[0]) if cell and (side := _side(cell[0].words, own))}
    across = len(columns) > 1
    for n, row in enumerate(grid.rows):
        cells = [(at, cell) for at, cell in enumerate(row) if cell]
        side = _side(cells[0][1][0].words, own) if cells else ""
        if across and n == 0:
            headings += [line for _, cell in cells for line in cell]
        elif across:
            for at, cell in cells:
                if at in columns:
                    said += [_contact(columns[at], line, section) for line in cell]
                else:
                    left.append((cell, FOR_NOTHING))
        elif side and len(cells) == 2:
            headings += cells[0][1]
            said += [_contact(side, line, section) for line in cells[1][1]]
        elif _is_head([cell for _, cell in cells]) and n == 0:
            headings += [line for _, cell in cells for line in cell]
        else:
            left += [(cell, NO_SIDE) for _, cell in cells]


def _contact(side: str, line: Line, section: Section) -> Said:
    return Said(side, ((line.words,),), (line,), where(line, section.title))
