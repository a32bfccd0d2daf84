"""The post's size: the table or the lines under that heading."""

from __future__ import annotations

import re

from rolegen.foreign.lines import Grid, Line, Words, in_full, together
from rolegen.foreign.outline import BESIDE, Own, Section
from rolegen.foreign.saying import FOR_NOTHING, Heard, Said, where
from rolegen.foreign.vocabulary import field_of

YEAR = re.compile(r"(?:financial year |year )?\(?(20\d\d ?[/–-] ?(?:20)?\d\d)\)?", re.IGNORECASE)
AMOUNT = re.compile(r"(.*?)\s*(?:\bof\b|\bis\b|:|–|-|,)?\s*(£\s?[\d.,]+.*)", re.IGNORECASE)
COUNTED = re.compile(r"([\d.,]+)\s+(.*)")


def read_sizes(section: Section, own: Own) -> Heard:
    """Budgets and staff: a label and a figure in a row or a line."""
    said: list[Said] = []
    headings: list[Line] = []
    left: list[tuple[Words, str]] = []
    for one in section.contents:
        rows = one.rows if isinstance(one, Grid) else (((one,),),)
        for cells in ([cell for cell in row if cell] for row in rows):
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
