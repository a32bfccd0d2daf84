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
        self._heads: dict[int, Mapping[int, str]] = {one.number: texts(one.rows[0]) for one in sheets}
        self._met: set[Line] = set()

    def heads(self, number: int, heads: Mapping[int, str]) -> None:
        """What heads the columns of a table, where that is not its first row."""
        self._heads[number] = heads

    def origin(self, line: Line) -> Origin:
        """Where a line stands."""
        table, row, column = line.place
        return Origin(table, row, self._heads[table].get(column, ""))

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

    def leave_aside(self, words: Iterable[Words]) -> None:
        """Words beside others in a line that were understood and say nothing of their own."""
        self.aside += words

    def leave_words(self, words: Iterable[Words], why: str) -> None:
        """Words that were understood, but have no place."""
        self.left += [Left(one, why) for one in words]

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


def texts(row: Iterable[Box]) -> dict[int, str]:
    """What the cells of a row say that say anything, by their columns."""
    return {n: box.text for n, box in enumerate(row) if box.text}
