"""What a document shows of each field, and the manifest that tells a Word file what it showed when it was built."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rolegen.answers import IMPORTANCES, TITLES, TWICE, Line, Shown
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
    contents,
    plain,
)
from rolegen.form import KINDS, value_at
from rolegen.kept import Kept
from rolegen.marks import CLAUSE, FIELD, digest, folded, spoken, tag, to_manifest
from rolegen.profile import Profile

PERSON = "person_profile"
NOT_STATED = "not stated"  # what an approved profile says where a criterion has no methods
CELL = "\x1f"  # parts the cells of a row


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of a document shows of a field; `title` where it may be the name of a category below it."""

    field: str
    lines: Shown
    title: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """What a block says of the fields, and the digests of the paragraphs of clauses in it."""

    places: tuple[Place, ...]
    clauses: tuple[tuple[str, str], ...]


NOTHING = Marked((), ())


def shown_in(document: Document, gaps: Collection[str] = ()) -> dict[str, Shown]:
    """What a document shows of each field, by the field's path; `answers.TWICE` where it says two things.

    Text that asks for a value is none: gap runs, and texts equal to one of `gaps`, which other programs leave of them.
    """
    return _by_field(place for block in document.blocks for place in _places(block, "", gaps))


def editable(profile: Profile, shown: dict[str, Shown]) -> frozenset[str]:
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
    marked = [_marked(block, kept) for block in document.blocks]
    entries: dict[str, list[str]] = {}
    for one in marked:
        for clause, text in one.clauses:
            entries.setdefault(tag(CLAUSE, clause), []).append(text)
    shown = _by_field(place for one in marked for place in one.places)
    open_fields = editable(profile, shown)
    for path in KINDS:
        if path in open_fields:
            entries[tag(FIELD, path)] = line_digests(shown[path])
    return Filled(frozenset(shown) - open_fields, to_manifest(entries))


def line_digests(lines: Shown) -> list[str]:
    """The digests that a manifest has of what is shown of a field."""
    return [digest(CELL.join([folded(cell) for cell in line])) for line in lines]


def _is_told(profile: Profile, path: str, lines: Shown) -> bool:
    kind, value = KINDS[path], value_at(profile, path)
    return lines == kind.show(value) and kind.is_whole(value)


def _marked(block: Block, kept: Kept[Marked] | None) -> Marked:
    if kept is not None and (known := kept.known(id(block))) is not None:
        return known
    clauses = tuple([(clause, digest(spoken(text))) for clause, text in _clauses(block, "") if text.strip()])
    places = tuple(_places(block, "", ()))
    made = Marked(places, clauses) if places or clauses else NOTHING
    return kept.keep(id(block), block, made) if kept is not None else made


def _clauses(block: Block | Item | Cell, around: str) -> Iterator[tuple[str, str]]:
    """Each paragraph of approved wording, behind its clause."""
    if isinstance(block, Table):
        for row in (*block.header, *block.rows):
            for cell in row.cells:
                yield from _clauses(cell, around)
        return
    clause = block.clause or around
    if isinstance(block, Heading | Paragraph | Item) and clause:
        yield clause, plain(block.content)
    inside: Iterable[Block | Item] = ()
    if isinstance(block, List):
        inside = block.items
    elif isinstance(block, Item):
        inside = block.lists
    elif isinstance(block, Section | Cell):
        inside = block.blocks
    for each in inside:
        yield from _clauses(each, clause)


# --- where fields are shown -------------------------------------------------------------------------------------------


def _places(block: Block | Item, around: str, gaps: Collection[str]) -> Iterator[Place]:
    field = block.field or around
    if isinstance(block, Table):
        yield from _in_table(block, field, gaps)
    elif isinstance(block, Section):
        for inner in block.blocks:
            yield from _places(inner, field, gaps)
    elif isinstance(block, List):
        for item in block.items:
            yield from _places(item, field, gaps)
    else:
        yield from _in_words(block, field, gaps)


def _in_words(block: Heading | Paragraph | Item, field: str, gaps: Collection[str]) -> Iterator[Place]:
    if field:
        yield Place(field, _lines([_words(block.content, gaps)]), not isinstance(block, Item))
    else:
        yield from _in_runs(block.content, gaps)
    if isinstance(block, Item):
        for nested in block.lists:
            yield from _places(nested, field, gaps)


def _in_runs(content: tuple[Inline, ...], gaps: Collection[str]) -> Iterator[Place]:
    if len(content) == 1 and not (isinstance(content[0], Run) and content[0].field):
        return
    for field, runs in groupby(content, lambda part: part.field if isinstance(part, Run) else ""):
        if field:
            yield Place(field, _lines([_words(tuple(runs), gaps)]))


def _in_table(table: Table, field: str, gaps: Collection[str]) -> Iterator[Place]:
    for row in table.header:
        if not _is_person(row, field) or _is_criterion(row, gaps):
            yield from _in_row(row, field, gaps)
    for row in table.rows:
        yield from _in_row(row, field, gaps)


def _is_person(row: Row, around: str) -> bool:
    return PERSON in (row.field or around, *(_field_of(cell).partition(".")[0] for cell in row.cells))


def _is_criterion(row: Row, gaps: Collection[str]) -> bool:
    """Whether a row that reads as the head of a table is none: a table made by hand may have no head."""
    cells = [_cell_words(cell, gaps) for cell in row.cells]
    return len(cells) == 4 and cells[2].casefold() in IMPORTANCES


def _in_row(row: Row, around: str, gaps: Collection[str]) -> Iterator[Place]:
    field = PERSON if _is_person(row, around) else row.field or around
    if not field:
        for cell in row.cells:
            yield from _in_cell(cell, gaps)
        return
    cells = [_cell_words(cell, gaps) for cell in row.cells]
    if field == PERSON and len(cells) == 4:
        _, criterion, importance, methods = cells  # the reference in the first column is computed
        cells = [criterion, importance, "" if methods.casefold() == NOT_STATED else methods]
    yield Place(field, (tuple(cells),) if any(cells) else ())


def _in_cell(cell: Cell, gaps: Collection[str]) -> Iterator[Place]:
    if cell.field:
        yield Place(cell.field, _lines([_words(content, gaps) for content in contents(cell.blocks)]))
        return
    for field, blocks in groupby(cell.blocks, lambda block: block.field):
        places = [place for block in blocks for place in _places(block, "", gaps)]
        if field:
            yield Place(field, tuple([line for place in places for line in place.lines]))
        else:
            yield from places


def _field_of(cell: Cell) -> str:
    return cell.field or next((block.field for block in cell.blocks if block.field), "")


def _cell_words(cell: Cell, gaps: Collection[str]) -> str:
    return "\n".join([words for content in contents(cell.blocks) if (words := _words(content, gaps))])


def _words(content: tuple[Inline, ...], gaps: Collection[str]) -> str:
    words = "".join([part.text for part in content if isinstance(part, Run) and not part.gap]).strip()
    return "" if words in gaps else words


def _lines(texts: Iterable[str]) -> Shown:
    return tuple([(text,) for text in texts if text])


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
