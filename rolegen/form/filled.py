"""What a document shows of each field, and the manifest that tells a Word file what it showed when it was built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple
from unicodedata import is_normalized

from rolegen.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Row,
    Run,
    Section,
    Table,
    plain,
)
from rolegen.document import contents as contents_of
from rolegen.form.answers import IMPORTANCES, TITLES, TWICE, Line, Shown
from rolegen.form.kinds import KINDS, PERSON, value_at
from rolegen.kept import Kept
from rolegen.marks import CLAUSE, FIELD, digest, folded, spoken, tag, to_manifest
from rolegen.profile import Profile

NOT_STATED = "not stated"  # what an approved profile says where a criterion has no methods
COLUMNS = (3, 4)  # of the person profile: criterion, importance and methods, with or without a reference before them
CELL = "\x1f"  # parts the cells of a row


class Place(NamedTuple):
    """What one place of a document shows of a field; `title` where it may be the name of a category below it."""

    field: str
    lines: Shown
    title: bool = False


Paragraphs = tuple[tuple[str, str], ...]  # of approved wording, each behind its clause
Marked = tuple[tuple[Place, ...], Paragraphs]  # what a block says of fields and clauses


def shown_in(document: Document, gaps: Collection[str] = ()) -> dict[str, Shown]:
    """What a document shows of each field, by the field's path; `answers.TWICE` where it says two things.

    Text that asks for a value is none: gap runs, and texts equal to one of `gaps`, which other programs leave of them.
    """
    return _by_field(_Reading(gaps).read(document.blocks)[0])


def editable(profile: Profile, shown: Mapping[str, Shown]) -> frozenset[str]:
    """The fields whose words in a document tell the profile's value, so that they can be edited there and read back."""
    return frozenset(path for path in shown if path in KINDS and _is_told(profile, path, shown[path]))


@dataclass(frozen=True, slots=True)
class Filled:
    """The fields that a document shows in a way that cannot be read back; and the manifest of all that can be."""

    locked: frozenset[str]
    manifest: str


def filled(profile: Profile, document: Document, kept: Kept[Marked] | None = None) -> Filled:
    """What a file's properties say of the approved clauses and of the editable fields that a document shows.

    `kept` remembers what many documents share, whose blocks are the very same objects.
    """
    places, paragraphs = _Reading((), kept).read(document.blocks)
    entries: dict[str, list[str]] = {}
    for clause, text in paragraphs:
        entries.setdefault(tag(CLAUSE, clause), []).append(clause_digest(text))
    shown = _by_field(places)
    told = editable(profile, shown)
    for path in KINDS:
        if path in told:
            entries[tag(FIELD, path)] = line_digests(shown[path])
    return Filled(frozenset(shown) - told, to_manifest(entries))


def clauses_of(document: Document) -> dict[str, tuple[str, ...]]:
    """The approved clauses that a document shows, by id the digests of their paragraphs."""
    found: dict[str, list[str]] = {}
    for clause, text in _Reading(()).read(document.blocks)[1]:
        found.setdefault(clause, []).append(clause_digest(text))
    return {clause: tuple(digests) for clause, digests in found.items()}


@lru_cache(maxsize=2_000)
def clause_digest(text: str) -> str:
    """The digest that a manifest has of a paragraph of approved wording."""
    return digest(spoken(text))


def line_digests(lines: Shown) -> list[str]:
    """The digests that a manifest has of what is shown of a field."""
    return [_line_digest(line) for line in lines]


@lru_cache(maxsize=2_000)
def _line_digest(line: Line) -> str:
    return digest(_folded(line))


def _folded(line: Line) -> str:
    """The cells of a line, their white space folded; it is quickly seen that most are so already."""
    together = " | ".join(line)
    if together.isprintable() and is_normalized("NFC", together) and "  " not in together:
        return CELL.join(line)
    return CELL.join([folded(cell) for cell in line])


def _is_told(profile: Profile, path: str, lines: Shown) -> bool:
    kind, value = KINDS[path], value_at(profile, path)
    return lines == kind.show(value) and kind.is_whole(value)


class _Reading:
    """Gathers what blocks show, one after another; what is said of a block is said of all that is in it."""

    def __init__(self, gaps: Collection[str], kept: Kept[Marked] | None = None) -> None:
        self.gaps, self.kept = gaps, kept
        self.places: list[Place] = []
        self.paragraphs: list[tuple[str, str]] = []

    def read(self, blocks: tuple[Block, ...]) -> tuple[list[Place], list[tuple[str, str]]]:
        """What the blocks of a document show of fields, and their paragraphs of approved wording."""
        for block in blocks:
            if self.kept is None or block.field or isinstance(block, Table):  # which other documents do not share
                self.block(block, "", "")
            else:
                known = self.kept.known(id(block)) or self.kept.keep(id(block), block, self._apart(block))
                self.places += known[0]
                self.paragraphs += known[1]
        return self.places, self.paragraphs

    def _apart(self, block: Block) -> Marked:
        """What a block says by itself."""
        reading = _Reading(self.gaps)
        reading.block(block, "", "")
        return tuple(reading.places), tuple(reading.paragraphs)

    def block(self, block: Block | Item, field: str, clause: str) -> None:
        """Takes in a block; `field` and `clause` are what is said of it from around."""
        field = block.field or field
        if isinstance(block, Table):
            self._table(block, field, clause)
            return
        clause = block.clause or clause
        if isinstance(block, Section):
            for inner in block.blocks:
                self.block(inner, field, clause)
        elif isinstance(block, List):
            for item in block.items:
                self.block(item, field, clause)
        else:
            self._words(block, field, clause)

    def _words(self, block: Heading | Paragraph | Item, field: str, clause: str) -> None:
        content = block.content
        if clause and (words := plain(content).strip()):
            self.paragraphs.append((clause, words))
        if field:
            self._place(field, [self._said(content)], not isinstance(block, Item))
        elif _has_fields(content):
            for own, runs in groupby(content, _run_field):
                if own:
                    self._place(own, [self._said(tuple(runs))])
        if isinstance(block, Item):
            for nested in block.lists:
                self.block(nested, field, clause)

    def _place(self, field: str, texts: list[str], title: bool = False) -> None:
        self.places.append(Place(field, tuple([(text,) for text in texts if text]), title))

    def _said(self, content: tuple[Inline, ...]) -> str:
        if len(content) == 1:
            part = content[0]
            words = part.text.strip() if isinstance(part, Run) and not part.gap else ""
        else:
            words = "".join([part.text for part in content if isinstance(part, Run) and not part.gap]).strip()
        return self._without_gaps(words) if words.startswith("[") or words.endswith("]") else words

    def _without_gaps(self, words: str) -> str:
        """What was typed beside words that ask for a value, where these were left standing."""
        for gap in self.gaps:
            words = words.removeprefix(gap).removesuffix(gap)
        return words.strip()

    def _table(self, table: Table, field: str, clause: str) -> None:
        for row in table.header:
            self._row(row, field, clause, head=True)
        for row in table.rows:
            self._row(row, field, clause)

    def _row(self, row: Row, around: str, clause: str, head: bool = False) -> None:
        if field := row.field or around or _person(row):
            self._whole_row(row, field, clause, head)
            return
        for cell in row.cells:
            content = _only(cell)
            if clause or content is None:
                self._cell(cell, "", clause)
            elif cell.field:
                words = self._said(content)
                self.places.append(Place(cell.field, ((words,),) if words else ()))

    def _whole_row(self, row: Row, field: str, clause: str, head: bool) -> None:
        """Takes in a row that as a whole shows a field."""
        cells = []
        for cell in row.cells:
            content = _only(cell)
            if clause or content is None:
                self._cell(cell, field, clause)
            cells.append(self._said(content) if content is not None else self._cell_said(cell))
        if field == PERSON and len(cells) in COLUMNS:
            cells = cells[-3:]  # without the reference, which is computed
            cells[2] = "" if cells[2].casefold() == NOT_STATED else cells[2]
        if head and field == PERSON and not _is_criterion(cells):
            return
        self.places.append(Place(field, (tuple(cells),) if any(cells) else ()))

    def _cell(self, cell: Cell, around: str, clause: str) -> None:
        """Takes in a cell; of one in a row that as a whole shows a field, only approved wording is of interest."""
        inside = _Reading(self.gaps)
        for block in cell.blocks:
            inside.block(block, "", cell.clause or clause)
        self.paragraphs += inside.paragraphs
        if around:
            return
        if cell.field:
            self._place(cell.field, [self._said(content) for content in contents_of(cell.blocks)])
            return
        for field, places in groupby(inside.places, lambda place: place.field):
            self.places.append(Place(field, tuple([line for place in places for line in place.lines])))

    def _cell_said(self, cell: Cell) -> str:
        return "\n".join([words for content in contents_of(cell.blocks) if (words := self._said(content))])


def _is_criterion(cells: list[str]) -> bool:
    """Whether a row that reads as the head of a table is none: a table made by hand may have no head."""
    return len(cells) == 3 and cells[1].casefold() in IMPORTANCES


def _person(row: Row) -> str:
    """The person profile, where only cells of one of its rows are marked."""
    for cell in row.cells:
        field = cell.field
        if not field:
            for block in cell.blocks:
                field = field or block.field
        if field and field.startswith(PERSON):
            return PERSON
    return ""


def _only(cell: Cell) -> tuple[Inline, ...] | None:
    """What the one paragraph of a cell says, where nothing inside the cell is marked; None where there may be more."""
    blocks = cell.blocks
    if cell.clause or len(blocks) != 1:
        return None
    block = blocks[0]
    if not isinstance(block, Paragraph) or block.field or block.clause or _has_fields(block.content):
        return None
    return block.content


def _has_fields(content: tuple[Inline, ...]) -> bool:
    for part in content:  # noqa: SIM110 - a loop takes a third of the time of any()
        if isinstance(part, Run) and part.field:
            return True
    return False


def _run_field(part: Inline) -> str:
    return part.field if isinstance(part, Run) else ""


# --- what all places together say -------------------------------------------------------------------------------------


def _by_field(places: Iterable[Place]) -> dict[str, Shown]:
    shown: dict[str, Shown] = {}
    person: list[Place] = []
    for place in places:
        field, lines = place.field, place.lines
        if field == PERSON:
            person.append(place)
        elif field in KINDS and KINDS[field].control == "block":
            shown[field] = shown.get(field, ()) + lines
        else:
            said = (("\n".join([cell for line in lines for cell in line]),),) if len(lines) > 1 else lines
            shown[field] = said if shown.get(field, said) == said else TWICE
    if person:
        shown[PERSON] = tuple(_rows(person))
    return shown


def _rows(places: Iterable[Place]) -> Iterator[Line]:
    """The rows of the person profile, each behind the category that stands above it."""
    category, unused = "", False
    for place in places:
        for line in place.lines:
            if place.title:
                if unused and category.casefold() not in TITLES:
                    yield (category,)
                category, unused = line[0], True
            else:
                yield (category, *line) if len(line) == 3 else line
                unused = False
    if unused and category.casefold() not in TITLES:
        yield (category,)
