"""What a committee paper says of a framework, as it stands in the Word file; nothing is matched or merged here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Origin:
    """Where in the Word file words stand: the table and row, counted from 1, and what the column is headed.

    Table 0 is the text outside the tables.
    """

    table: int = 0
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        if not self.table:
            return "outside the tables"
        column = f", column “{self.column}”" if self.column else ""
        return f"table {self.table}, row {self.row}{column}"


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph's own words, spaces in order and soft hyphens gone; what stands for a placeholder is `{{ area }}`."""

    text: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Version:
    """One of a level's variants: its name, such as cmt, and what the paper says of whom it is for."""

    name: str
    said: str


@dataclass(frozen=True, slots=True)
class Described:
    """A level as the paper has it; a column without a row among the descriptors has no descriptor."""

    title: str
    descriptor: tuple[Words, ...] = ()
    origin: Origin = Origin()
    reports_to: str = ""
    versions: tuple[Version, ...] = ()
    id: str = ""  # where rolegen's own marks tell it


@dataclass(frozen=True, slots=True)
class Heading:
    """A theme."""

    title: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One clause as one level has it; `version` is "" where the words are for the whole level.

    `slot` counts the clauses of a cell from 0: a hint, no more, at which of them belong together. `theme` is a theme's
    title, `level` a level's; `number` and `title` stand before or beside the words in some papers.
    """

    level: str
    theme: str
    words: Words
    version: str = ""
    slot: int = 0
    number: str = ""
    title: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Left:
    """Words that were not understood, and why they are left out."""

    words: Words
    why: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything found: levels and themes in their order, statements in reading order, and what is left over.

    `aside` was understood and says nothing of its own: headings of tables, “N/A”, “As for Director”, which themes stand
    where. With it, every word of every table is in the paper.
    """

    levels: tuple[Described, ...]
    themes: tuple[Heading, ...]
    statements: tuple[Statement, ...]
    left: tuple[Left, ...] = ()
    name: str = ""
    version: str = ""
    aside: tuple[Words, ...] = ()
