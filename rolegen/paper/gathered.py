"""What was made of a paper so far; every line of its tables ends in one place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolegen.paper.contents import Heading, Left, Origin, Statement, Words
from rolegen.paper.grid import Box, Line, Sheet
from rolegen.paper.words import key


class Gathered:
    """Statements, themes, what is left over, and what was understood but says nothing itself, such as headings."""

    def __init__(self, sheets: Iterable[Sheet]) -> None:
        self.statements: list[Statement] = []
        self.themes: dict[tuple[str, ...], Heading] = {}
        self.left: list[Left] = []
        self.aside: list[Words] = []
        self._tops: Mapping[int, tuple[Box, ...]] = {sheet.number: sheet.rows[0] for sheet in sheets}
        self._met: set[Line] = set()

    def top(self, number: int, row: tuple[Box, ...]) -> None:
        """The row of a table that heads its columns."""
        self._tops = {**self._tops, number: row}

    def origin(self, line: Line) -> Origin:
        """Where a line stands."""
        table, row, column = line.place
        tops = self._tops[table]
        return Origin(table, row, tops[column].text if column < len(tops) and tops[column].lines else "")

    def words(self, line: Line, text: str | None = None) -> Words:
        """A line's words, or what of them is meant, as accounted for."""
        self._met.add(line)
        return Words(line.text if text is None else text, self.origin(line))

    def leave(self, lines: Iterable[Line], why: str) -> None:
        """Lines that were not understood."""
        self.left += [Left(self.words(line), why) for line in lines if line not in self._met and line.text]

    def pass_by(self, lines: Iterable[Line]) -> None:
        """Lines that were understood and say nothing of their own."""
        self.aside += [self.words(line) for line in lines if line not in self._met and line.text]

    def leave_rows(self, sheet: Sheet, why: str) -> None:
        """A whole table that is no part of a framework, a row at a time."""
        for row in sheet.rows:
            lines = [line for box in row for line in box.lines]
            self._met.update(lines)
            if text := " | ".join([line.text for line in lines if line.text]):
                self.left.append(Left(Words(text, Origin(sheet.number, lines[0].place[1])), why))

    def theme(self, title: str, own: str = "") -> Heading:
        """The theme of a title, which may stand there again."""
        return self.themes.setdefault(key(title), Heading(title, own))

    def end(self, sheets: Iterable[Sheet]) -> None:
        """What no one has looked at is left over too."""
        for sheet in sheets:
            self.leave(sheet.lines(), "It is not plain what this is.")
