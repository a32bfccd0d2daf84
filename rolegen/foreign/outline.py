"""The shape of someone else's profile: its key facts, each a label with what stands beside it, and its sections."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from rolegen.foreign.criteria_words import heads
from rolegen.foreign.criteria_tables import is_criteria
from rolegen.foreign.lines import Flow, Grid, Line, Words
from rolegen.foreign.vocabulary import LONGEST, field_of, is_kind, key, section_of

PERSON = "person_profile"
BESIDE = re.compile(r"([^:]{2,60}?)\s*:\s*(\S.*)|([^:–-]{2,40}?)\s[–-]\s(\S.*)", re.DOTALL)
FRONT, UNKNOWN = "", "unknown"
WITH_TABLES = ("dimensions", "contacts", "accountabilities", "service_areas")  # whose readers look at tables themselves
LISTED = ("purpose", "accountabilities", PERSON)  # in which a label in a sentence is no key fact
MOST_WORDS = 12  # of a heading


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, and what stands beside or below it; `path` is the field it is for, "" where rolegen has none."""

    path: str
    label: Line
    values: Words


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it; `kind` is "" for what comes before all headings."""

    kind: str
    heading: Line | None
    contents: Flow

    @property
    def title(self) -> str:
        """The heading's words."""
        return self.heading.words.rstrip(" :") if self.heading else ""


@dataclass(frozen=True, slots=True)
class Outline:
    """A profile taken apart: every line of the document is in one fact or one section."""

    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """An organisation's own words: by label the field, by heading the section, both as `vocabulary.key` has them."""

    fields: Mapping[str, str] = field(default_factory=dict)
    sections: Mapping[str, str] = field(default_factory=dict)


def outlined(whole: Flow, own: Own) -> Outline:
    """The document's facts and sections."""
    walk = _Walk(own)
    for at, one in enumerate(whole):
        if isinstance(one, Grid):
            walk.grid(one)
        else:
            walk.line(one, next((line for line in whole[at + 1 : at + 2] if isinstance(line, Line)), None))
    walk.close()
    return Outline(tuple(walk.facts), tuple(walk.sections))


@dataclass
class _Walk:
    """Goes through a document, knowing the section it is in."""

    own: Own
    facts: list[Fact] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    kind: str = FRONT
    heading: Line | None = None
    contents: list[Line | Grid] = field(default_factory=list)
    awaited: Line | None = None  # a label, whose value comes next

    def close(self) -> None:
        """The end of a section."""
        if self.heading or self.contents:
            self.sections.append(Section(self.kind, self.heading, tuple(self.contents)))
        self.kind, self.heading, self.contents = UNKNOWN, None, []

    def open(self, kind: str, heading: Line | None) -> None:
        """The beginning of a section."""
        self.close()
        self.kind, self.heading = kind, heading

    # --- lines ---

    def line(self, line: Line, after: Line | None) -> None:
        if self.awaited:
            self.facts.append(Fact(field_of(self.awaited.text, self.own.fields), self.awaited, (line,)))
            self.awaited = None
        elif self._is_label_of(line, after):
            self.awaited = line
        elif kind := self._opens(line):
            self.open(kind, line)
        elif found := self._facts_in(line):
            self.facts += found
        elif self._ends(line):
            self.open(UNKNOWN, line)
        else:
            self._in_section(line)

    def _in_section(self, line: Line) -> None:
        beside = BESIDE.fullmatch(line.words)
        if beside and not line.depth and beside[1] and (kind := section_of(beside[1], self.own.sections)):
            if kind not in ("statements", "facts", "control") and line.heading == 0:
                self.open(kind, replace(line, text=beside[1]))
                line = replace(line, text=beside[2])
        self.contents.append(line)

    def _opens(self, line: Line) -> str:
        """The kind of section that a line opens; "" for one that is no heading."""
        words = line.words
        if line.goes_on or len(words.split()) > MOST_WORDS or words.endswith((".", ";", ",")):
            return ""
        kind = section_of(words, self.own.sections)
        loud = line.is_loud or line.style in ("title", "subtitle")
        if self._is_inner(line, kind):
            return ""
        if kind and (loud or not line.depth):
            return kind
        if is_kind(words) and loud and not line.depth:
            return PERSON if "person" in key(words) else FRONT if self.kind == FRONT else "facts"
        return ""

    def _ends(self, line: Line) -> bool:
        """Whether a line is a heading that is not known, and ends the section by it."""
        words = line.words
        if line.goes_on or len(words.split()) > MOST_WORDS or words.endswith((".", ";", ",", ":")):
            return False
        if self._is_inner(line, section_of(words, self.own.sections)):
            return False
        alone = line.heading or not line.depth or (line.typed and (line.bold or line.is_capitals))
        return bool(line.is_loud and alone and self._is_beside(line))

    def _is_inner(self, line: Line, kind: str) -> bool:
        """Whether a heading is one inside the section that goes on, as “Essential” is in a person specification."""
        if self.kind == PERSON:
            return kind == PERSON or heads(line.words) is not None
        if self.kind != kind or not self.heading:
            return False
        return kind == "contacts" or (bool(line.heading) and self._depth(line) > self._depth(self.heading))

    def _is_beside(self, line: Line) -> bool:
        """Whether a heading that is not known ends the section: where it looks like the section's own."""
        if self.heading is None or self.kind in (FRONT, "facts"):
            return bool(self.facts)
        same = line.heading or bool(line.typed) == bool(self.heading.typed)
        return bool(same) and self._depth(line) <= self._depth(self.heading)

    def _depth(self, line: Line) -> int:
        if line.heading:
            return line.heading
        return 7 + 2 * (not line.is_capitals) + (not line.bold)

    # --- facts ---

    def _is_label_of(self, line: Line, after: Line | None) -> bool:
        """Whether a line is a label and the next one its value."""
        if after is None or self.kind == "contacts" or (line.depth and not line.is_loud):
            return False
        if not field_of(line.text, self.own.fields) or section_of(line.text, self.own.sections):
            return False
        if not (line.is_loud or self.kind in (FRONT, "facts", "control")):
            return False
        if self.kind in LISTED and self.contents and not self._is_beside(line):
            return False
        return not self._says_more(after)

    def _says_more(self, line: Line) -> bool:
        """Whether a line is itself a label, a heading or both with a value."""
        words = line.words
        if field_of(words, self.own.fields) or section_of(words, self.own.sections) or is_kind(words):
            return True
        return bool(self._facts_in(line)) or bool(line.heading)

    def _facts_in(self, line: Line) -> list[Fact]:
        """The labels with values in one line, parted by gaps or a colon; none unless all of the line is that."""
        parts = [replace(line, text=part) for part in line.text.split("\t")]
        begun = self.kind != PERSON or self.contents
        if self.kind in LISTED and begun and (line.depth or len(parts) == 1):
            return self._strong(line)
        return self._in_cells([(part,) for part in parts]) if not line.heading or len(parts) == 1 else []

    def _strong(self, line: Line) -> list[Fact]:
        """A key fact among the paragraphs of a section, where no sentence would begin so."""
        fact = None if line.depth else self._beside(line)
        return [fact] if fact and key(fact.label.text).count(" ") else []

    def _in_cells(self, cells: list[Words]) -> list[Fact]:
        """Labels and values side by side; none where something is neither."""
        found: list[Fact] = []
        rest = [cell for cell in cells if cell]
        while rest:
            first, *rest = rest
            inside = [self._beside(line) for line in first]
            if inside[0] and not (self._label(first) and rest):
                own = [fact for fact in inside if fact]
                found += _with_rest(own, first, inside)
            elif (path := self._label(first)) and rest and not self._label(rest[0]):
                found.append(Fact(path, first[0], (*first[1:], *rest.pop(0))))
            elif path and len(first) > 1:
                found.append(Fact(path, first[0], first[1:]))
            elif len(first) == 1 and (pair := BESIDE.fullmatch(first[0].text)) and pair[1]:
                found.append(Fact("", replace(first[0], text=pair[1]), (replace(first[0], text=pair[2], typed=""),)))
            else:
                return []
        return found if any(fact.path for fact in found) else []

    def _label(self, cell: Words) -> str:
        return field_of(cell[0].words, self.own.fields) if cell else ""

    def _beside(self, line: Line) -> Fact | None:
        """A label and its value in one line."""
        found = None if line.text.startswith("[") else BESIDE.fullmatch(line.text)
        if not found:
            return None
        label, value = found[1] or found[3], found[2] or found[4]
        path = field_of(label.replace("\t", " "), self.own.fields)
        return Fact(path, replace(line, text=label), (replace(line, text=value, typed=""),)) if path else None

    # --- tables ---

    def grid(self, grid: Grid) -> None:
        self._end_awaited()
        if is_criteria(grid):
            if self.kind != PERSON:
                self.open(PERSON, None)
            self.contents.append(grid)
        elif facts := self._across(grid):
            self.facts += facts
        elif self._columns(grid) <= 1 or (self.kind == PERSON and not self._key_rows(grid)):
            self._flowing(grid)
        elif self.kind in WITH_TABLES and not self._key_rows(grid):
            self.contents.append(grid)
        else:
            self._rows(grid)

    def _columns(self, grid: Grid) -> int:
        return max((sum(map(bool, row)) for row in grid.rows), default=0)

    def _key_rows(self, grid: Grid) -> bool:
        """Whether a table in a section holds key facts, or further sections."""
        dimension = ("dimensions", "contacts", "budget", "staff", "responsible-for")
        rows = [[cell for cell in row if cell] for row in grid.rows]
        paths = [self._label(row[0]) for row in rows if len(row) > 1]
        known = [path for path in paths if path and not path.startswith(dimension)]
        opened = [row for row in rows if len(row) > 1 and section_of(row[0][0].words, self.own.sections)]
        return 2 * len(known) > len(paths) or 2 * len(opened) > len(rows)

    def _across(self, grid: Grid) -> list[Fact]:
        """Facts of a table with a row of labels above a row of values."""
        rows = [row for row in grid.rows if any(row)]
        if len(rows) != 2 or len(rows[0]) < 2:
            return []
        labels, values = rows
        paths = [self._label(cell) for cell in labels if cell]
        beside = [self._label(cell) for cell in values if cell]
        if not all(paths) or len(paths) < 2 or any(beside) or sum(map(len, labels)) != len(paths):
            return []
        pairs = [(label[0], value) for label, value in zip(labels, values, strict=False) if label]
        if len(pairs) != sum(map(bool, values)) and any(v and not l for l, v in zip(labels, values, strict=False)):
            return []
        return [Fact(self._label((label,)), label, value) for label, value in pairs]

    def _flowing(self, grid: Grid) -> None:
        """A table that is but a frame round text."""
        lines = list(grid.lines)
        for at, line in enumerate(lines):
            self.line(line, next(iter(lines[at + 1 : at + 2]), None))
        self._end_awaited()

    def _end_awaited(self) -> None:
        """The end of a table or cell, in which a label stands without a value."""
        if self.awaited:
            self.facts.append(Fact(field_of(self.awaited.text, self.own.fields), self.awaited, ()))
            self.awaited = None

    def _rows(self, grid: Grid) -> None:
        """A table of labels and values, row by row; some rows are sections of their own."""
        for row in grid.rows:
            cells = [cell for cell in row if cell]
            if not cells:
                continue
            if found := self._in_cells(cells) or self._by_place(row):
                self.facts += found
            elif len(cells) == 1 and len(row) > 1 and len(cells[0]) == 1 and (path := self._label(cells[0])):
                self.facts.append(Fact(path, cells[0][0], ()))
            elif len(cells) == 1:
                self._flowing(Grid(grid.number, (tuple(cells),)))
            elif (kind := section_of(cells[0][0].words, self.own.sections)) and len(cells[0]) == 1:
                self.open(kind, cells[0][0])
                for cell in cells[1:]:
                    self._flowing(Grid(grid.number, ((cell,),)))
                self.open("facts", None)
            else:
                self._unknown(cells)

    def _by_place(self, row: tuple[Words, ...]) -> list[Fact]:
        """Labels in every other column, some with nothing beside them."""
        pairs = list(zip(row[::2], row[1::2], strict=False))
        if len(row) < 4 or len(row) % 2 or not all(self._label(label) or not (label or value) for label, value in pairs):
            return []
        return [Fact(self._label(label), label[0], (*label[1:], *value)) for label, value in pairs if label]

    def _unknown(self, cells: list[Words]) -> None:
        """A row whose label is not known: told as one; the other pairs of the row count."""
        if len(cells) % 2 == 0 and all(len(cell[0].text) <= LONGEST for cell in cells[::2]):
            for label, value in zip(cells[::2], cells[1::2], strict=True):
                path = self._label(label)
                self.facts.append(Fact(path, label[0], (*label[1:], *value)))
        else:
            first, *others = [line for cell in cells for line in cell]
            self.facts.append(Fact("", first, tuple(others)))


def _with_rest(own: list[Fact], cell: Words, inside: list[Fact | None]) -> Iterator[Fact]:
    """The facts of a cell, lines without a label going with the one before."""
    rest: dict[int, list[Line]] = {}
    at = -1
    for line, fact in zip(cell, inside, strict=True):
        at += fact is not None
        if fact is None:
            rest.setdefault(at, []).append(line)
    for n, fact in enumerate(own):
        yield replace(fact, values=(*fact.values, *rest.get(n, ())))
