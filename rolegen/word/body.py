"""Document → the XML of Word's main part: paragraphs, runs, lists, tables and sections (ECMA-376 part 1, 17)."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from functools import lru_cache
from html import escape

from rolegen.document import (
    Block,
    Cell,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from rolegen.word.house import House, R, W
from rolegen.word.picture import drawing

TWIPS_PER_CM = 1440 / 2.54
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
RIGHT_TO_LEFT_STRETCH = re.compile(f"({RIGHT_TO_LEFT.pattern}(?:[\\W\\d_]*{RIGHT_TO_LEFT.pattern})*)")
FIRST_NUMBERING = 1000  # ids above it are for a document's own numbered lists, those below for the house style's
KEEP = "<w:keepNext/>"
KEPT_TOGETHER = 12  # rows; a table with no more stays on one page
SPACER = '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


class Body:
    """Writes blocks as XML, and gathers what the file's other parts must say: links, pictures, numberings."""

    kept_together = KEPT_TOGETHER

    def __init__(self, house: House) -> None:
        self.house = house
        self.links: list[str] = []
        self.pictures: list[Picture] = []
        self.numberings = 0
        self.written = house.written

    @property
    def gathered(self) -> tuple[int, int, int]:
        """How much the file's other parts must say so far."""
        return len(self.links), len(self.pictures), self.numberings

    def xml(self, blocks: tuple[Block, ...]) -> str:
        """The whole main part."""
        *before, last = sections(blocks)
        parts = [part for section in before for part in _ended(list(self._blocks(section.blocks)), self._page(section))]
        parts += self._blocks(last.blocks)
        if parts and parts[-1].endswith("</w:tbl>"):
            parts.append(SPACER)  # Word wants a paragraph behind the last table
        return main_part(f"{''.join(parts)}{self._page(last)}")

    def _page(self, section: Section) -> str:
        return _turned(self.house.section) if section.landscape else self.house.section

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        after_table = False
        for block in blocks:
            is_table = isinstance(block, Table)
            if is_table and after_table:
                yield SPACER  # Word would join two tables that touch
            xml = self._block(block)
            if xml:
                yield xml
                after_table = is_table

    def _block(self, block: Block) -> str:
        return self._once(id(block), block, lambda: self._new_block(block))

    def _once(self, key: Hashable, of: Block | Cell, write: Callable[[], str]) -> str:
        """The XML of something; kept for other files where nothing was gathered, so that no other part need know."""
        if (known := self.written.known(key)) is not None:
            return str(known)
        gathered = self.gathered
        xml = write()
        return str(self.written.keep(key, of, xml)) if self.gathered == gathered else xml

    def _new_block(self, block: Block) -> str:
        if isinstance(block, Table):
            return self._table(block)
        if isinstance(block, Paragraph):
            return self._paragraph(block.content, block.style)
        if isinstance(block, Heading):
            return self._paragraph(block.content, block.style or f"heading-{block.level}")
        return "".join(self._list(block)) if isinstance(block, List) else ""

    def _paragraph(self, content: tuple[Inline, ...], style: str, more: str = "") -> str:
        name = f'<w:pStyle w:val="{self.house.ids[style]}"/>' if style else ""
        if len(content) == 1 and isinstance(run := content[0], Run) and is_plain(run):
            bidi, runs = "", f'<w:r><w:t xml:space="preserve">{_text(run.text)}</w:t></w:r>'
        else:
            bidi = "<w:bidi/>" if is_right_to_left(content) else ""
            runs = "".join([self._inline(part) for part in content])
        properties = f"<w:pPr>{name}{more}{bidi}</w:pPr>" if name or more or bidi else ""
        return f"<w:p>{properties}{self._within(content, runs)}</w:p>"

    def _within(self, _content: tuple[Inline, ...], runs: str) -> str:
        """What a paragraph holds besides its properties."""
        return runs

    def _inline(self, part: Inline) -> str:
        if isinstance(part, Picture):
            self.pictures.append(part)
            return drawing(part, len(self.pictures))
        if not part.link:
            return self._run(part)
        return self._link(part.link, self._run(part))

    def _link(self, address: str, runs: str) -> str:
        self.links.append(address)
        return f'<w:hyperlink r:id="rolegenLink{len(self.links)}">{runs}</w:hyperlink>'

    def _run(self, run: Run) -> str:
        if is_left_to_right(run.text):
            return self._stretch(run, run.text, "")
        stretches = RIGHT_TO_LEFT_STRETCH.split(run.text)
        return "".join(
            self._stretch(run, text, "<w:rtl/>" if n % 2 else "") for n, text in enumerate(stretches) if text
        )

    def _stretch(self, run: Run, text: str, direction: str) -> str:
        style = run.style or ("placeholder-text" if run.gap else "hyperlink" if run.link else "")
        look = f'<w:rStyle w:val="{self.house.ids[style]}"/>' if style else ""
        look += "<w:b/><w:bCs/>" if run.bold else ""
        look += "<w:i/><w:iCs/>" if run.italic else ""
        look += direction
        properties = f"<w:rPr>{look}</w:rPr>" if look else ""
        return f'<w:r>{properties}<w:t xml:space="preserve">{_text(text)}</w:t></w:r>'

    def _list(self, block: List, depth: int = 1) -> Iterator[str]:
        style, level = self._list_style("list-number" if block.numbered else "list-bullet", depth)
        numbering = self._new_numbering(level) if block.numbered else ""
        yield from self._items(block.items, (block.style or style, numbering), depth)

    def _items(self, items: tuple[Item, ...], look: tuple[str, str], depth: int) -> Iterator[str]:
        """The paragraphs of a list's items, all of one style and numbering."""
        for item in items:
            yield self._paragraph(item.content, item.style or look[0], look[1])
            for nested in item.lists:
                yield from self._list(nested, depth + 1)

    def _list_style(self, kind: str, depth: int) -> tuple[str, int]:
        """The house style's style for a list so deep, or for the deepest it knows; and that depth."""
        known = [level for level in range(2, depth + 1) if f"{kind}-{level}" in self.house.ids]
        return (f"{kind}-{known[-1]}", known[-1]) if known else (kind, 1)

    def _new_numbering(self, depth: int) -> str:
        """What makes one numbered list start at 1, whatever lists stand before it."""
        if not self.house.numbered:
            return ""
        self.numberings += 1
        number = FIRST_NUMBERING + self.numberings
        return f'<w:numPr><w:ilvl w:val="{depth - 1}"/><w:numId w:val="{number}"/></w:numPr>'

    def _table(self, table: Table) -> str:
        widths = twips(table)
        rows = [*table.header, *table.rows]
        kept = self._kept(len(rows))
        written = [
            self._row(row, widths, n < len(table.header), KEEP if n in kept else "") for n, row in enumerate(rows)
        ]
        return f"<w:tbl>{self._table_head(table, widths)}{''.join(written)}</w:tbl>"

    def _kept(self, count: int) -> Container[int]:
        """Which of a table's rows, by their numbers, stay with the next one."""
        return range(count - 1) if count <= self.kept_together else ()

    def _table_head(self, table: Table, widths: list[int]) -> str:
        style = self.house.ids[table.style] if table.style else ""
        return _table_head(style, tuple(widths), any(row.cells and row.cells[0].heading for row in table.rows))

    def _row(self, row: Row, widths: list[int], heading: bool, keep: str) -> str:
        repeat = "<w:tblHeader/>" if heading else ""
        style = "table-heading" if heading else "table-text"
        cells = self._cells(list(zip(row.cells, widths, strict=True)), style, keep)
        return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"

    def _cells(self, cells: Sequence[tuple[Cell, int]], style: str, keep: str) -> str:
        return "".join([self._cell(cell, width, style, keep) for cell, width in cells])

    def _cell(self, cell: Cell, width: int, style: str, keep: str) -> str:
        key = (id(cell), width, style, keep)
        return self._once(key, cell, lambda: self._new_cell(cell, width, style, keep))

    def _new_cell(self, cell: Cell, width: int, style: str, keep: str) -> str:
        content = self._in_cell(cell, style, keep) or "<w:p/>"
        return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'

    def _in_cell(self, cell: Cell, style: str, keep: str) -> str:
        return "".join([self._cell_block(block, style, keep) for block in cell.blocks])

    def _cell_block(self, block: Paragraph | List, style: str, keep: str) -> str:
        if isinstance(block, Paragraph):
            return self._paragraph(block.content, block.style or style, keep)
        return "".join(self._list(block))


@lru_cache(maxsize=100)
def _table_head(style: str, widths: tuple[int, ...], has_row_headings: bool) -> str:
    """A table's style, look and columns; a template has few kinds of tables."""
    name = f'<w:tblStyle w:val="{style}"/>' if style else ""
    first_column = int(has_row_headings)
    look = (
        f'<w:tblLook w:val="{0x0620 | first_column << 7:04X}" w:firstRow="1" w:lastRow="0" '
        f'w:firstColumn="{first_column}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )
    return (
        f'<w:tblPr>{name}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{look}</w:tblPr>'
        f"<w:tblGrid>{''.join([_column(width) for width in widths])}</w:tblGrid>"
    )


def main_part(content: str) -> str:
    """Word's main part with this in its body."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}" xmlns:r="{R}">'
        f"<w:body>{content}</w:body></w:document>"
    )


def twips(table: Table) -> list[int]:
    """The widths of a table's columns in twentieths of a point."""
    return [round(width * TWIPS_PER_CM) for width in table.widths]


def is_plain(run: Run) -> bool:
    """Whether a run has no look of its own and reads from left to right, as nearly all do."""
    return not has_look(run) and is_left_to_right(run.text)


def has_look(run: Run) -> bool:
    """Whether a run has a look of its own."""
    return bool(run.bold or run.italic or run.style or run.link or run.gap or run.field)


def is_left_to_right(text: str) -> bool:
    """Whether a text has no letters that run from right to left."""
    return text.isascii() or not RIGHT_TO_LEFT.search(text)


def _text(text: str) -> str:
    """Text for w:t (17.3.3.31), its line breaks as w:br."""
    return escape(text, quote=False).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')


def _column(width: int) -> str:
    return f'<w:gridCol w:w="{width}"/>'


def sections(blocks: tuple[Block, ...]) -> list[Section]:
    """The document as sections: those it marks, and what stands between them; never none."""
    found: list[Section] = []
    for marked, group in itertools.groupby(blocks, lambda block: isinstance(block, Section)):
        own = tuple(group)
        found += [block for block in own if isinstance(block, Section)] if marked else [Section(own)]
    return found or [Section(())]


def _ended(parts: list[str], page: str) -> list[str]:
    """The paragraphs of a section, the last one holding its page set-up (17.6.17)."""
    if not parts or not parts[-1].endswith("</w:p>"):
        parts.append(SPACER)
    before, _, last = parts[-1].rpartition("<w:p>")
    last = last if last.startswith("<w:pPr>") else f"<w:pPr></w:pPr>{last}"
    return [*parts[:-1], before, f"<w:p>{last.replace('</w:pPr>', f'{page}</w:pPr>', 1)}"]


def _turned(section: str) -> str:
    """The page set-up turned on its side (17.6.13)."""
    size = re.search(r"<w:pgSz[^>]*/>", section)
    if size is None:
        return section
    width, height = (re.search(rf'w:{name}="(\d+)"', size[0]) for name in ("w", "h"))
    turned = f'<w:pgSz w:w="{height[1]}" w:h="{width[1]}" w:orient="landscape"/>' if width and height else size[0]
    return section.replace(size[0], turned)


def is_right_to_left(content: tuple[Inline, ...]) -> bool:
    """Whether the first letter with a direction of its own runs from right to left (Unicode Annex 9, rule P2)."""
    words = (character for part in content if isinstance(part, Run) for character in part.text)
    strong = (kind for kind in map(unicodedata.bidirectional, words) if kind in ("L", "R", "AL"))
    return next(strong, "L") != "L"
