"""Whom the post works with: the table, the lists or the lines under that heading."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from rolegen.foreign.lines import Grid, Line, Words
from rolegen.foreign.outline import BESIDE, Own, Section
from rolegen.foreign.saying import Heard, Said, where
from rolegen.foreign.vocabulary import BOTH_CONTACTS, field_of, key

SIDES: Mapping[str, str] = {"internal": "contacts.internal", "external": "contacts.external"}
NO_SIDE = "It does not say which of them are inside the organisation and which outside."


def read_contacts(section: Section, own: Own) -> Heard:
    """Whom the post works with, inside and outside; where the profile does not say which is which, nothing."""
    read = _Contacts(section, own, _side(section.title, own))
    for one in section.contents:
        if isinstance(one, Grid):
            read.grid(one)
        else:
            read.line(one)
    title = (section.heading,) if section.heading else ()
    return Heard(tuple(read.said), (*title, *read.headings), tuple(read.left))


@dataclass
class _Contacts:
    """Reads on, knowing which side the last heading named."""

    section: Section
    own: Own
    side: str
    said: list[Said] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    left: list[tuple[Words, str]] = field(default_factory=list)

    def line(self, line: Line) -> None:
        beside = BESIDE.fullmatch(line.words)
        if side := _side(line.words, self.own):
            self.side = side
            self.headings.append(line)
        elif beside and beside[1] and (side := _side(beside[1], self.own)):
            self.said.append(Said(side, ((beside[2],),), (line,), where(line, self.section.title), beside[1]))
        else:
            self.contact(self.side, (line,))

    def contact(self, side: str, lines: Words) -> None:
        """Entries on one side; left where nobody says which."""
        if not side:
            self.left.append((lines, NO_SIDE))
            return
        self.said += [Said(side, ((line.words,),), (line,), where(line, self.section.title)) for line in lines]

    def grid(self, grid: Grid) -> None:
        """A table with a column for each side, or a row."""
        columns = {
            at: side for at, cell in enumerate(grid.rows[0]) if cell and (side := _side(cell[0].words, self.own))
        }
        if len(columns) > 1:
            self.headings += [line for cell in grid.rows[0] for line in cell]
            for row in grid.rows[1:]:
                for at, cell in ((at, cell) for at, cell in enumerate(row) if cell):
                    self.contact(columns.get(at, ""), cell)
            return
        for n, row in enumerate(grid.rows):
            self._row([cell for cell in row if cell], is_first=n == 0)

    def _row(self, cells: list[Words], *, is_first: bool) -> None:
        side = _side(cells[0][0].words, self.own) if cells else ""
        if side and len(cells) == 2:
            self.headings += cells[0]
            self.contact(side, cells[1])
        elif is_first and len(cells) > 1 and all(len(cell) == 1 for cell in cells):
            self.headings += [line for cell in cells for line in cell]
        else:
            self.left += [(cell, NO_SIDE) for cell in cells]


def _side(text: str, own: Own) -> str:
    path = field_of(text, own.fields)
    if path in SIDES.values():
        return path
    said = key(text).split() if len(text) < 40 and path != BOTH_CONTACTS else []
    sides = {SIDES[word] for word in said if word in SIDES}
    return sides.pop() if len(sides) == 1 and said[0] in SIDES else ""
