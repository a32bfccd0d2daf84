"""A person specification, however it is set out → its criteria."""

from __future__ import annotations

from dataclasses import dataclass, field

from rolegen.foreign.criteria_tables import Read, Row, criteria_in, criterion, is_criteria, read_table
from rolegen.foreign.criteria_words import Heads, Methods, heads
from rolegen.foreign.lines import Flow, Grid, Line, Words

MOST_WORDS = 8  # of a heading that is not known


def read_person(title: Line | None, contents: Flow, methods: Methods, keys: frozenset[int]) -> Read:
    """The criteria under a heading, its tables and lists in their order.

    `keys` are the numbers of lines that say what letters stand for.
    """
    person = _Person(methods, keys)
    if title and (found := heads(title.words)):
        person.head(found, title)
    waiting: list[Line] = []
    for one in contents:
        if isinstance(one, Line) and not person.is_heading(one):
            waiting.append(one)
            continue
        person.lines(tuple(waiting))
        waiting = []
        if isinstance(one, Line):
            person.heading(one)
        else:
            person.table(one)
    person.lines(tuple(waiting))
    return Read(tuple(person.rows), tuple(person.headings), tuple(person.left))


@dataclass
class _Person:
    """Reads on, knowing the category, and whether what follows is essential or desirable."""

    methods: Methods
    keys: frozenset[int]
    category: str = "other"
    under: str = ""
    importance: str = ""
    rows: list[Row] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)

    def is_heading(self, line: Line) -> bool:
        """Whether a line heads those after it."""
        if line.goes_on or line.number in self.keys:
            return line.number in self.keys
        if heads(line.words) and (line.is_loud or not line.depth):
            return True
        short = len(line.words.split()) <= MOST_WORDS and not line.text.endswith(".")
        return bool(line.heading) or (line.is_loud and not line.depth and short)

    def heading(self, line: Line) -> None:
        self.headings.append(line)
        if line.number in self.keys:
            return
        self.head(heads(line.words) or Heads("other"), line)

    def head(self, found: Heads, line: Line) -> None:
        if found.category:
            self.category, self.under = found.category, line.words.rstrip(" :")
        if found.importance:
            self.importance = found.importance
        elif found.category and line.heading:
            self.importance = ""  # a new category says it anew

    def lines(self, lines: Words) -> None:
        for group in criteria_in(lines):
            row = criterion(group, self.importance, self.category, self.under, self.methods)
            if row.importance:
                self.rows.append(row)
            else:
                self.left += group

    def table(self, grid: Grid) -> None:
        if not is_criteria(grid):
            self.left += grid.lines
            return
        read = read_table(grid, self.methods, self.category, self.under)
        self.rows += read.rows
        self.headings += read.headings
        self.left += read.left
