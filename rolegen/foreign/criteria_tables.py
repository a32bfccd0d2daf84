"""The tables of a person specification: which column holds what, and what each row asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rolegen.foreign.criteria_words import NOTHING, TAIL, Heads, Methods, heads, importance_of, is_mark
from rolegen.foreign.lines import Grid, Line, Words, together
from rolegen.foreign.vocabulary import key

ESSENTIAL, DESIRABLE, EITHER, METHOD, NUMBER, TEXT = "essential", "desirable", "either", "method", "number", "text"
HOW = re.compile(r"\b(assess\w*|identif\w*|measur\w*|evidenced?|methods?|tested|demonstrated|shown)\b")
REFERENCES = {"ref", "no", "number", "reference", "ref no", "item"}
OF_CRITERIA = {"criterion", "criteria", "requirement", "requirements", "description", "detail", "details", "attribute"}
SHORT = 4  # words of a heading that nothing but its place shows
DEEPEST = 5  # rows in which a table's head is looked for


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion as a person specification has it; what is not known is empty.

    `category` is the category's id, `under` the words that name it, `lines` all lines that say any of it. `unread` are
    the words of its methods that mean none.
    """

    criterion: str
    category: str
    importance: str
    methods: tuple[str, ...]
    lines: Words
    under: str = ""
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """A table's criteria; its headings; and its lines that were not understood."""

    rows: tuple[Row, ...]
    headings: Words
    left: Words


def is_criteria(grid: Grid) -> bool:
    """Whether a table is one of criteria: some row on top says which column is essential or desirable."""
    return _head(grid) is not None


def _head(grid: Grid) -> int | None:
    """The row that names the columns."""
    for at, row in enumerate(grid.rows[:DEEPEST]):
        roles = [_role(cell) for cell in row]
        if not {ESSENTIAL, DESIRABLE, EITHER} & set(roles) or at + 1 == len(grid.rows):
            continue
        if sum(map(bool, row)) > 1 and all(len(cell) <= 3 for cell in row):
            return at
    return None


def _role(cell: Words) -> str:
    """What a column holds, by its head."""
    said = key(together(cell)) if cell else ""
    if not said or len(said) > 60:
        return TEXT
    if {"essential", "desirable"} <= set(said.split()) or said in ("e or d", "ed", "needed", "importance", "e d"):
        return EITHER
    for role in (ESSENTIAL, DESIRABLE):
        if importance_of(said) == role and said.startswith(role):
            return role
    if HOW.search(said):
        return METHOD
    return NUMBER if said in REFERENCES else TEXT


@dataclass
class _Table:
    """Reads a table row by row, knowing the category it is in."""

    roles: list[str]
    methods: Methods
    category: str
    under: str
    ticks: bool = False
    text: int = -1  # the column of the criteria, where one column has them all
    named: int = -1  # the column of the categories
    rows: list[Row] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    left: list[Line] = field(default_factory=list)

    def columns(self, *roles: str) -> list[int]:
        return [at for at, role in enumerate(self.roles) if role in roles]

    def read(self, row: tuple[Words, ...]) -> None:
        said = [at for at, cell in enumerate(row) if cell]
        if not said:
            return
        if self._is_group(row, said):
            self._group(row[said[0]])
        elif self._is_head(row):
            self.headings += [line for cell in row for line in cell]
        else:
            self._name(row)
            if self.text >= 0:
                self._one(row)
            else:
                self._several(row)

    def _is_head(self, row: tuple[Words, ...]) -> bool:
        """Whether a row names the columns again."""
        columns = self.columns(ESSENTIAL, DESIRABLE)
        return bool(columns) and all(_role(row[at]) == self.roles[at] for at in columns)

    def _is_group(self, row: tuple[Words, ...], said: list[int]) -> bool:
        """Whether a row is but a heading for those below it."""
        if len({together(row[at]) for at in said}) > 1 or len(row[said[0]]) > 2:
            return False
        first = row[said[0]][0]
        if (found := heads(first.words)) and not found.importance:
            return True
        if said[0] in self.columns(ESSENTIAL, DESIRABLE):
            return False
        return first.is_loud or said[0] != self.text or _is_short(first)

    def _group(self, cell: Words) -> None:
        found = heads(cell[0].words) or Heads()
        self.category, self.under = found.category or "other", cell[0].words.rstrip(" :")
        self.headings += cell

    def _name(self, row: tuple[Words, ...]) -> None:
        if 0 <= self.named < len(row) and row[self.named]:
            self._group(row[self.named])

    def _one(self, row: tuple[Words, ...]) -> None:
        """A row that holds one criterion, with marks or words for what else is to be said."""
        own = [cell for at, cell in enumerate(row) if at not in (self.named, self.text)]
        words = " ".join(line.words for line in row[self.text])
        importance = self._importance(row)
        if not words or not importance:
            self.left += [line for at, cell in enumerate(row) if at != self.named for line in cell]
            return
        how = [together(row[at]) for at in self.columns(METHOD) if at < len(row)]
        if not self.columns(EITHER):
            marks = [together(row[at]) for at in self.columns(ESSENTIAL, DESIRABLE) if at < len(row)]
            how += [mark for mark in marks if not is_mark(mark)]
        known, unknown = self.methods.read("\n".join(how))
        lines = (*row[self.text], *(line for cell in own for line in cell))
        self.rows.append(Row(words, self.category, importance, tuple(known), lines, self.under, tuple(unknown)))

    def _importance(self, row: tuple[Words, ...]) -> str:
        if either := self.columns(EITHER):
            said = key(together(row[either[0]]))
            return {"e": ESSENTIAL, "d": DESIRABLE}.get(said) or importance_of(said)
        marked = [self.roles[at] for at in self.columns(ESSENTIAL, DESIRABLE) if not _is_empty(row[at])]
        return marked[0] if len(marked) == 1 else ""

    def _several(self, row: tuple[Words, ...]) -> None:
        """A row whose cells hold criteria, the essential ones in one column and the desirable ones in another."""
        used = {self.named}
        for at in self.columns(ESSENTIAL, DESIRABLE):
            method = self._beside(at)
            used |= {at, method}
            self._cell(row, at, method)
        methods = set(self.columns(METHOD))
        self.left += [
            line for at, cell in enumerate(row) if at not in used | methods and self.roles[at] != NUMBER for line in cell
        ]
        self.headings += [line for at in self.columns(NUMBER) for line in row[at]]

    def _beside(self, at: int) -> int:
        """The column that says how the criteria of this one are assessed; -1 where there is none."""
        after = self.columns(METHOD)
        ends = [one for one in self.columns(ESSENTIAL, DESIRABLE) if one > at]
        near = [one for one in after if one > at and (not ends or one < ends[0])]
        return near[0] if near else after[-1] if len(after) == 1 else -1

    def _cell(self, row: tuple[Words, ...], at: int, method: int) -> None:
        groups = [group for group in criteria_in(row[at]) if together(group).strip().casefold() not in NOTHING]
        self.headings += [line for line in row[at] if not any(line in group for group in groups)]
        how = row[method] if method >= 0 else ()
        for n, group in enumerate(groups):
            own = how if len(how) == 1 or len(groups) == 1 else how[n : n + 1] if len(how) == len(groups) else ()
            self.rows.append(criterion(group, self.roles[at], self.category, self.under, self.methods, own))
        if how and (not groups or (len(how) > 1 and len(groups) > 1 and len(how) != len(groups))):
            others = [one for one in self.columns(ESSENTIAL, DESIRABLE) if one != at and not _is_empty(row[one])]
            self.left += how if groups or not others else ()


def _is_short(line: Line) -> bool:
    """Whether words read as a heading rather than as something asked for."""
    return len(line.words.split()) <= SHORT and not line.text.endswith(".")


def _is_empty(cell: Words) -> bool:
    return together(cell).strip().casefold() in NOTHING


def criteria_in(cell: Words) -> list[Words]:
    """The lines of a cell or list, those that belong to one criterion together."""
    groups: list[list[Line]] = []
    for line in cell:
        goes_on = line.goes_on and not line.depth
        inside = groups and line.depth > groups[-1][0].depth > 0 and groups[-1][0].text.endswith(":")
        if groups and (goes_on or inside):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def criterion(
    group: Words, importance: str, category: str, under: str, methods: Methods, how: Words = ()
) -> Row:
    """A criterion of one or more lines; letters in brackets at its end say how it is assessed, or how it counts."""
    text = " ".join(line.words for line in group)
    known: list[str] = []
    while tail := TAIL.search(text):
        found, unknown = methods.read(tail[1])
        marked = {"e": ESSENTIAL, "d": DESIRABLE}.get(tail[1].casefold()) or importance_of(key(tail[1]))
        if marked and len(tail[1].split()) == 1:
            importance = marked
        elif found and not unknown and not known:
            known = found
        else:
            break
        text = text[: tail.start()].rstrip()
    said, unread = methods.read(together(how))
    every = tuple(dict.fromkeys([*known, *said]))
    return Row(text, category, importance, every, (*group, *how), under, tuple(unread))


def read_table(grid: Grid, methods: Methods, category: str, under: str) -> Read:
    """The criteria of a table; `category` and `under` are those of the heading above it."""
    at = _head(grid) or 0
    width = max(map(len, grid.rows))
    roles = [_role(cell) for cell in grid.rows[at]] + [TEXT] * (width - len(grid.rows[at]))
    below = [row for row in grid.rows[at + 1 :] if sum(map(bool, row)) > 1]
    table = _Table(roles, methods, category, under)
    texts = [one for one in table.columns(TEXT) if any(one < len(row) and row[one] for row in below)]
    table.ticks = _has_marks(below, table)
    if table.columns(EITHER) or table.ticks:
        table.text = _longest(texts, below, grid.rows[at])
        texts = [one for one in texts if one != table.text]
    table.named = texts[0] if texts else -1
    for n, row in enumerate(grid.rows):
        if n == at:
            table.headings += [line for cell in row for line in cell]
        elif n < at:
            table.headings += [line for cell in row for line in cell]
        else:
            table.read(tuple((*row, *[()] * (width - len(row)))))
    return Read(tuple(table.rows), tuple(table.headings), tuple(table.left))


def _has_marks(below: list[tuple[Words, ...]], table: _Table) -> bool:
    """Whether the columns for essential and desirable hold marks only, or the letters of methods."""
    cells = [together(row[at]) for row in below for at in table.columns(ESSENTIAL, DESIRABLE) if at < len(row)]
    said = [cell for cell in cells if cell.strip().casefold() not in NOTHING]
    return bool(said) and all(is_mark(cell) or _is_all_methods(cell, table.methods) for cell in said)


def _is_all_methods(cell: str, methods: Methods) -> bool:
    known, unknown = methods.read(cell)
    return bool(known) and not unknown and len(cell) < 40


def _longest(texts: list[int], below: list[tuple[Words, ...]], head: tuple[Words, ...]) -> int:
    """The column of the criteria: the one with the most words, of those that are headed so if any is."""
    named = [at for at in texts if at < len(head) and key(together(head[at])) in OF_CRITERIA]
    choice = named if len(named) == 1 else texts
    return max(choice, key=lambda at: sum(len(together(row[at])) for row in below if at < len(row)), default=-1)

