"""The paragraphs and tables of a Word file's text, in the order they are read, out of whatever stands around them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from xml.etree.ElementTree import Element

from rolegen.document import Block, Cell, Heading, Inline, List, Paragraph, Row, Run, Section, Table, contents
from rolegen.word.reading_lists import Listed, with_lists
from rolegen.word.reading_marks import CLAUSE, CONTROL, FIELD, NONE, Begun, Control, Marks, is_asking
from rolegen.word.reading_owned import is_blank, lifted, shared_field, whole_field, without_field, without_fields
from rolegen.word.reading_runs import GONE, MC, UNSPOKEN, Runs
from rolegen.word.reading_styles import VAL, Styles, W, is_on, number, value

TWIPS_PER_CM = 1440 / 2.54
MOST_COLUMNS = 63  # that Word makes
P, TABLE, ROW, CELL, SECTION, HEADER, BOOKMARK, BOOKMARK_END = (
    f"{W}{name}" for name in ("p", "tbl", "tr", "tc", "sectPr", "tblHeader", "bookmarkStart", "bookmarkEnd")
)
LIST_STYLES = ("list-bullet", "list-number")
CELL_STYLES = ("table-text", "table-heading")
EMPTY = Cell(())
FROM_LEFT = Cell((), part_of="left")


class _PageTurn:
    """The end of a section, whose pages were upright or turned."""

    def __init__(self, section: Element | None) -> None:
        size = section.find(f"{W}pgSz") if section is not None else None
        self.landscape = size is not None and size.get(f"{W}orient") == "landscape"


Found = list[Block | Listed | _PageTurn]


class Story:
    """Reads the text of one part: the body, or the footnotes."""

    def __init__(self, runs: Runs, styles: Styles, marks: Marks) -> None:
        self._runs, self._styles, self._marks = runs, styles, marks
        self._carried: list[Inline] = []  # from paragraphs whose end is tracked as taken out, for the next one
        self._carried_tag = ""
        self._begun = Begun(marks)

    def sections(self, body: Element) -> tuple[Block, ...]:
        """All blocks of the body, those on turned pages in sections."""
        found = self._found(body, NONE)
        found.append(_PageTurn(body.find(SECTION)))
        made: list[Block] = []
        inside: list[Block | Listed] = []
        for one in found:
            if isinstance(one, _PageTurn):
                blocks = tuple(with_lists(inside))
                made += [Section(blocks, landscape=True)] if one.landscape and blocks else blocks
                inside = []
            else:
                inside.append(one)
        return tuple(made)

    def blocks(self, parent: Element, control: Control = NONE) -> tuple[Block, ...]:
        """The blocks of a note or a cell."""
        return tuple(with_lists(one for one in self._found(parent, control) if not isinstance(one, _PageTurn)))

    def _found(self, parent: Element, control: Control) -> Found:
        found: Found = []
        around, self._begun = self._begun, Begun(self._marks)
        self._read(parent, control, found)
        self._end_carried(found)
        self._begun = around
        if self._marks.names:
            from rolegen.word.reading_growth import grown

            return grown(found, self._marks)
        return found

    def _read(self, parent: Element, control: Control, found: Found) -> None:
        for child in parent:
            tag = child.tag
            if tag == P:
                self._paragraph(child, control, found)
            elif tag == TABLE:
                self._end_carried(found)
                if table := self._table(child, control):
                    found.append(table)
            elif tag == CONTROL:
                self._read(child, self._inner(child, control), found)
            elif tag == BOOKMARK:
                self._begun.begin(child)
            elif tag == BOOKMARK_END:
                self._begun.end(child)
            elif tag == f"{MC}AlternateContent":
                self._branches(child, control, found)
            elif tag not in UNSPOKEN:
                self._read(child, control, found)

    def _inner(self, element: Element, around: Control) -> Control:
        """What is said of what a content control holds."""
        properties = element.find(f"{W}sdtPr")
        kind, name = self._marks.said(value(properties, f"{W}tag"))
        gap = around.gap or is_asking(properties)
        if kind == CLAUSE:
            return Control(name, around.field, False, gap, around.held)
        if kind == FIELD:
            return Control(around.clause, name, False, gap, around.held)
        return around if gap == around.gap else replace(around, gap=gap)

    def _branches(self, element: Element, control: Control, found: Found) -> None:
        """One of several ways to say the same: the first that says anything here (part 3, 9.3)."""
        before = len(found), len(self._carried)
        for branch in element:
            if (len(found), len(self._carried)) == before:
                self._read(branch, control, found)

    def _paragraph(self, element: Element, control: Control, found: Found) -> None:
        if not len(element) and control is NONE and not self._carried:
            return
        properties = element.find(f"{W}pPr")
        content = self._runs.content(element, gap=control.gap)
        boxes = self._runs.take_boxes()
        if self._runs.clause and not control.clause:
            control = replace(control, clause=self._runs.clause, own=True)
        tag = self._carried_tag or (self._bookmarked(content) if self._marks.names else "")
        if properties is not None and _ends_joined(properties):
            self._carried += content
            self._carried_tag = "" if is_blank(content) else tag
        else:
            found += self._made(content, properties, self._marks.upon(control, tag, self._runs.fields))
        for box in boxes:
            self._read(box, control, found)
        if properties is not None and (section := properties.find(SECTION)) is not None:
            found.append(_PageTurn(section))

    def _bookmarked(self, content: tuple[Inline, ...]) -> str:
        """The tag of the bookmark that the paragraph read last begins."""
        before, after = self._runs.bookmarks()
        return self._begun.tag_of(before, after, self._runs.ended, blank=is_blank(content))

    def _end_carried(self, found: Found) -> None:
        """What was carried on, where no paragraph follows to take it."""
        if self._carried:
            found += self._made((), None, self._marks.upon(NONE, self._carried_tag, ()))

    def _made(self, content: tuple[Inline, ...], properties: Element | None, control: Control) -> Found:
        """A heading, an item or a paragraph; nothing where there are no words."""
        may_be_field = bool(self._carried or self._runs.fields)
        content = (*self._carried, *content)
        self._carried, self._carried_tag = [], ""
        if may_be_field and (field := whole_field(content, self._runs.fields)):
            content, control = without_field(content), replace(control, field=field, own=True)
        styles = self._styles
        style = styles.paragraph_style(properties)
        name = "" if styles.is_usual(style) else styles.name(style)
        level = styles.heading_level(style, properties)
        if not level and (place := styles.numbering(style, properties)):
            return [Listed(content, "" if name.startswith(LIST_STYLES) else name, control, place)]
        if is_blank(content) and not (control.clause or control.field):
            return []
        if level:
            own = "" if name == f"heading-{level}" else name
            return [Heading(level, content, own, control.clause, control.field)]
        return [Paragraph(content, name, control.clause, control.field)]

    def _table(self, element: Element, control: Control) -> Table | None:
        rows = list(self._rows(element, _of_table(control)))
        if not rows:
            return None
        field = control.field
        if self._marks.names and FIELD not in control.held and (field := field or shared_field(rows, self._marks)):
            rows = [(without_fields(row, field), top) for row, top in rows]
        columns = min(max(len(row.cells) for row, _ in rows), MOST_COLUMNS)
        filled = [(_of_width(row, columns), top) for row, top in rows]
        look = element.find(f"{W}tblPr/{W}tblLook")
        first_column = look is not None and look.get(f"{W}firstColumn") in ("1", "true")
        tops = len(list(takewhile(lambda one: one[1], filled))) or 1
        style = value(element, f"{W}tblPr/{W}tblStyle")
        return Table(
            _widths(element, columns),
            tuple([_headed(row, len(row.cells)) for row, _ in filled[:tops]]),
            tuple([_headed(row, int(first_column)) for row, _ in filled[tops:]]),
            self._styles.name(style) if style else "",
            field,
        )

    def _rows(self, parent: Element, control: Control, field: str = "") -> Iterator[tuple[Row, bool]]:
        """A table's rows, each with whether it repeats on every page as a heading does."""
        for child in parent:
            if child.tag == ROW:
                properties = child.find(f"{W}trPr")
                cells = [EMPTY] * _span(properties, f"{W}gridBefore", 0)
                for cell, span in () if _has(properties, "del") else self._cells(child, control):
                    cells += [cell, *[FROM_LEFT] * min(span - 1, MOST_COLUMNS - len(cells) - 1)]
                if any(cell is not EMPTY for cell in cells):
                    yield Row(tuple(cells), field), is_on(properties, HEADER)
            elif child.tag == CONTROL:
                inner = self._inner(child, control)
                yield from self._rows(child, _of_table(inner), inner.field)
            elif child.tag not in UNSPOKEN:
                yield from self._rows(child, control, field)

    def _cells(self, parent: Element, control: Control, own: Control = NONE) -> Iterator[tuple[Cell, int]]:
        """A row's cells, each with the columns it spans; what goes on from the row above is a cell without words."""
        for child in parent:
            if child.tag == CELL:
                properties = child.find(f"{W}tcPr")
                if not _has(properties, "cellDel"):
                    cell = self._cell(child, control, own)
                    cell = cell if cell.blocks or properties is None else _merged(cell, properties)
                    yield cell, _span(properties, f"{W}gridSpan", 1)
            elif child.tag == CONTROL:
                yield from self._cells(child, control, self._inner(child, NONE))
            elif child.tag not in UNSPOKEN:
                yield from self._cells(child, control, own)

    def _cell(self, element: Element, control: Control, own: Control) -> Cell:
        """A cell, which has itself what all of its paragraphs are marked as."""
        held = control.held | {kind for kind, name in ((CLAUSE, own.clause), (FIELD, own.field)) if name}
        inner = replace(control, gap=control.gap or own.gap, held=held) if own is not NONE else control
        blocks = tuple(self._cell_blocks(element, inner))
        cell = Cell(blocks, False, own.clause, own.field)
        return lifted(cell, control, self._marks) if blocks else cell

    def _cell_blocks(self, cell: Element, control: Control) -> Iterator[Paragraph | List]:
        for block in self.blocks(cell, control):
            if isinstance(block, Heading):
                yield Paragraph(block.content, block.style, block.clause, block.field)
            elif isinstance(block, Table):
                yield from [_in_a_line(row, block.field) for row in (*block.header, *block.rows)]
            elif isinstance(block, Paragraph):
                yield replace(block, style="") if block.style in CELL_STYLES else block
            elif isinstance(block, List):
                yield block


def _of_table(control: Control) -> Control:
    """What is said of what stands in a table or row that has the field itself."""
    return replace(control, field="", held=control.held | {FIELD}) if control.field else control


def _ends_joined(properties: Element) -> bool:
    """Whether the end of a paragraph is tracked as taken out, so that the next one goes on in it (17.13.5.15)."""
    mark = properties.find(f"{W}rPr")
    return mark is not None and any(child.tag in GONE for child in mark)


def _has(properties: Element | None, name: str) -> bool:
    return properties is not None and properties.find(f"{W}{name}") is not None


def _merged(cell: Cell, properties: Element) -> Cell:
    """A cell without words, as part of the one beside it where it is merged with that (17.4.84, 17.4.22)."""
    if (merge := properties.find(f"{W}vMerge")) is not None and merge.get(VAL, "continue") == "continue":
        return replace(cell, part_of="above")
    merge = properties.find(f"{W}hMerge")
    return replace(cell, part_of="left") if merge is not None and merge.get(VAL, "continue") == "continue" else cell


def _span(properties: Element | None, path: str, lowest: int) -> int:
    return number(value(properties, path), lowest, MOST_COLUMNS)


def _widths(table: Element, columns: int) -> tuple[float, ...]:
    """The columns' widths in centimetres; 0 for one that the file does not tell."""
    told = [number(column.get(f"{W}w", ""), 0, 100_000) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    return tuple([round(width / TWIPS_PER_CM, 2) for width in (*told[:columns], *[0] * (columns - len(told)))])


def _of_width(row: Row, columns: int) -> Row:
    """The row with so many cells: empty ones at its end, or what is too much in its last one."""
    *kept, last = (*row.cells, *[EMPTY] * (columns - len(row.cells)))[:columns]
    more = [block for cell in row.cells[columns:] for block in cell.blocks]
    return replace(row, cells=(*kept, replace(last, blocks=(*last.blocks, *more))))


def _headed(row: Row, count: int) -> Row:
    """The row with its first cells as those that name a column or row."""
    named = [replace(cell, blocks=tuple(map(_unbolded, cell.blocks)), heading=True) for cell in row.cells[:count]]
    return replace(row, cells=(*named, *row.cells[count:])) if named else row


def _unbolded(block: Paragraph | List) -> Paragraph | List:
    """What is bold throughout, as plain: LibreOffice writes so what the table's style makes of a heading."""
    if not isinstance(block, Paragraph) or not all(isinstance(part, Run) and part.bold for part in block.content):
        return block
    return replace(block, content=tuple([replace(part, bold=False) for part in block.content if isinstance(part, Run)]))


def _in_a_line(row: Row, field: str) -> Paragraph:
    """A row of a table that stands in a cell."""
    content: list[Inline] = []
    for n, cell in enumerate(row.cells):
        content += [Run(" | ")] if n else []
        for m, words in enumerate(contents(cell.blocks)):
            content += [Run("\n"), *words] if m else words
    return Paragraph(tuple(content), field=field)
