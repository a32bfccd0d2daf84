"""What the post is for and what it answers for: the paragraphs and lists under those headings."""

from __future__ import annotations

import re

from rolegen.foreign.lines import Grid, Line, Words, together
from rolegen.foreign.outline import Section
from rolegen.foreign.saying import Heard, Said, where
from rolegen.foreign.criteria_tables import criteria_in

PERCENT = re.compile(r"[\d.,–-]+ ?%?( of time)?")
MOST_WORDS = 8  # of a heading between the duties
NO_DUTY = "It stands beside the duties, and is none itself."
SHARE = "rolegen keeps no share of time for a duty."


def read_purpose(section: Section) -> Heard:
    """Paragraphs; a list's items are paragraphs too."""
    lines = tuple(line for one in section.contents for line in (one.lines if isinstance(one, Grid) else (one,)))
    return _heard("purpose", section, tuple(_paragraphs(lines)), ())


def _paragraphs(lines: Words) -> list[Words]:
    """Lines of one paragraph together."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and line.goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def read_duties(section: Section) -> Heard:
    """The items of the lists, or the paragraphs where there is no list; headings between them only part them."""
    lines = [one for one in section.contents if isinstance(one, Line)]
    is_listed = any(line.depth for line in lines) or any(isinstance(one, Grid) for one in section.contents)
    duties: list[Words] = []
    headings: list[Line] = []
    left: list[tuple[Words, str]] = []
    run: list[Line] = []
    for one in section.contents:
        if isinstance(one, Line) and not _is_heading(one, is_listed):
            run.append(one)
            continue
        _sort(run, is_listed, duties, left)
        run = []
        if isinstance(one, Line):
            headings.append(one)
        else:
            _rows(one, duties, headings, left)
    _sort(run, is_listed, duties, left)
    return _heard("accountabilities", section, tuple(duties), tuple(headings), tuple(left))


def _sort(run: list[Line], is_listed: bool, duties: list[Words], left: list[tuple[Words, str]]) -> None:
    """Lines between two headings: each duty with the items inside it."""
    for group in criteria_in(tuple(run)):
        if group[0].depth or not is_listed:
            duties.append(group)
        else:
            left.append((group, NO_DUTY))


def _is_heading(line: Line, is_listed: bool) -> bool:
    if line.goes_on:
        return False
    if line.heading:
        return True
    if line.depth:
        short = len(line.words.split()) <= MOST_WORDS and not line.text.endswith((".", ";"))
        return line.bold and short and (line.is_capitals or bool(line.typed))
    if line.text.endswith(":"):
        return is_listed
    return (line.bold or line.is_capitals) and len(line.words.split()) <= MOST_WORDS


def _rows(grid: Grid, duties: list[Words], headings: list[Line], left: list[tuple[Words, str]]) -> None:
    """A table of duties: the column with the most words has them; the others number, name or weigh them."""
    width = max(map(len, grid.rows))
    weights = [sum(len(together(row[at])) for row in grid.rows if at < len(row)) for at in range(width)]
    column = weights.index(max(weights))
    for n, row in enumerate(grid.rows):
        cell = row[column] if column < len(row) else ()
        beside = [line for at, other in enumerate(row) if at != column for line in other]
        if not cell or (n == 0 and len(together(cell).split()) <= MOST_WORDS and not cell[0].depth):
            headings += [*cell, *beside]
            continue
        duties += criteria_in(cell)
        behind = [line for other in row[column + 1 :] for line in other if PERCENT.fullmatch(line.whole)]
        headings += [line for line in beside if line not in behind]
        left += [((line,), SHARE) for line in behind]


def _heard(
    path: str, section: Section, groups: tuple[Words, ...], headings: Words, left: tuple[tuple[Words, str], ...] = ()
) -> Heard:
    title = (section.heading,) if section.heading else ()
    said = tuple(Said(path, ((together(group),),), group, where(group[0], section.title)) for group in groups)
    return Heard(said, (*title, *headings), left)
