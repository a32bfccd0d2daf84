"""Document → Word's main part as a form: approved wording locked, the role's fields open for typing, all else closed.

A field of one line is a control round its words; a list, the paragraphs of one field or the person profile are in one
control together, so that a new paragraph or row is a new item. Each paragraph of these is in a hidden bookmark too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from html import escape
from itertools import groupby
from typing import NamedTuple

from rolegen.document import Block, Cell, Heading, Inline, Item, List, Paragraph, Row, Run, Section, Table, plain
from rolegen.form.kinds import KINDS, ROW_CHOICES
from rolegen.marks import CLAUSE, FIELD, tag
from rolegen.word.body import SPACER, Body, has_look, is_left_to_right, main_part, sections
from rolegen.word.controls import CONTROL_END, bookmarked, clause, field, group, kind_of, locked_field, shield
from rolegen.word.house import House

Marked = Block | Item | Cell

WORDS = "\ufffd"  # stands where a cell's words go; it is printable, as they are, and escaping leaves it alone
TELLING = frozenset(path for path, kind in KINDS.items() if kind.control != "text") | frozenset(ROW_CHOICES)
NAMELESS = "?"  # instead of a tag: a row's other cells need no bookmark, the first one's stands for the row


class Around(NamedTuple):
    """The tags round a paragraph: of what it is a part of, and of the field that its words alone show."""

    whole: str = ""
    line: str = ""


class Written(NamedTuple):
    """XML, by tag how many paragraphs it had before and has with it, and whether the next is still its control's first.

    It is where no paragraph was written, as in an empty cell.
    """

    xml: str
    counts: tuple[tuple[str, int, int], ...]
    is_first: bool


class Frame(NamedTuple):
    """What rows of one kind have in common: XML in parts, each second one empty for the words of a cell."""

    parts: list[str]
    counts: tuple[tuple[str, int, int], ...]
    is_first: bool


class Form(Body):
    """Writes blocks with their marks: in controls and bookmarks, or in bookmarks alone.

    `locked` are the fields that are shown in a way that cannot be read back.
    """

    def __init__(self, house: House, locked: Collection[str] = (), *, controls: bool = True) -> None:
        super().__init__(house)
        self.locked, self.controls = frozenset(locked), controls
        self._around = Around()
        self._is_first = False  # in the control that was opened last
        self._counts: dict[str, int] = {}
        self._counted: list[str] = []  # the tag of each paragraph counted so far

    def xml(self, blocks: tuple[Block, ...]) -> str:
        """The whole main part; the blocks of each of its sections are a group."""
        if not self.controls:
            return super().xml(blocks)
        *before, last = sections(blocks)
        written = [self._grouped(section.blocks) + _page_end(self._page(section)) for section in before]
        return main_part("".join([*written, self._grouped(last.blocks), self._page(last)]))

    def _grouped(self, blocks: tuple[Block, ...]) -> str:
        self._is_first = True
        parts = list(self._blocks(blocks))
        if not parts or _ends_in_table(parts[-1]):
            parts.append(SPACER)  # Word wants a paragraph behind the last table
        return group("".join(parts))

    def _once(self, key: Hashable, of: Block | Cell, write: Callable[[], str]) -> str:
        if self.locked or self._is_own(of):  # which fields are locked is the document's own affair
            return write()
        key = (self.controls, self._around, self._is_first, key)
        if (known := self.written.known(key)) is not None and self._counts_on(known):
            return str(known.xml)
        gathered = self.gathered
        written = self._counted_in(write)
        if self.gathered == gathered:
            self.written.keep(key, of, written)
        return written.xml

    def _counted_in(self, write: Callable[[], str]) -> Written:
        """What is written, and which paragraphs were counted in it."""
        start = len(self._counted)
        xml = write()
        own = Counter(self._counted[start:]).items() if len(self._counted) > start else ()
        counts = tuple((name, self._counts[name] - number, self._counts[name]) for name, number in own)
        return Written(xml, counts, self._is_first)

    def _is_own(self, of: Block | Cell) -> bool:
        """Whether something is the role's own words, which no other document is likely to have."""
        if isinstance(of, Cell):
            inside = self._around.whole.startswith(FIELD) and not of.heading
            return of.field in KINDS if of.field else inside
        return isinstance(of, Table) or (bool(of.field) and not isinstance(of, Heading))

    def _counts_on(self, written: Written | Frame) -> bool:
        """Counts the paragraphs of something written before, if they are the next ones of their tags here too."""
        known, counts = self._counts, written.counts
        for name, before, _ in counts:
            if known.get(name, 0) != before:
                return False
        for name, before, after in counts:
            known[name] = after
            self._counted += [name] * (after - before)
        self._is_first = written.is_first
        return True

    # --- what stands in one control together --------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        last = ""
        for whole, some in groupby(blocks, _whole):
            together = tuple(some)
            if isinstance(together[0], Table) and _ends_in_table(last):
                yield SPACER  # Word would join two tables that touch
            written = super()._blocks(together)
            for last in [self._together(whole, written)] if whole else written:
                yield last

    def _items(self, items: tuple[Item, ...], look: tuple[str, str], depth: int) -> Iterator[str]:
        for (whole, line), some in groupby(items, lambda item: (_whole(item), _line(item))):
            together = tuple(some)
            if whole:
                yield self._together(whole, super()._items(together, look, depth))
            else:
                written = super()._items(together, look, depth)
                yield from [self._in_line(line, written)] if line else written

    def _together(self, whole: str, written: Iterable[str]) -> str:
        """What is written, in one control; what an empty one asks for is marked so in its paragraph's own control."""
        self._is_first = self.controls
        xml = self._inside(Around(whole), written)
        if not self.controls:
            return xml
        if whole.startswith(CLAUSE):
            return clause(whole, xml)
        return locked_field(whole, xml) if self._is_locked(whole) else field(whole, xml)

    def _in_line(self, line: str, written: Iterable[str]) -> str:
        """What is written: paragraphs whose words alone show a field."""
        return self._inside(Around(self._around.whole, line), written)

    def _inside(self, around: Around, written: Iterable[str]) -> str:
        before, self._around = self._around, around
        xml = "".join(written)
        self._around = before
        return xml

    def _new_block(self, block: Block) -> str:
        if isinstance(block, (Paragraph, Heading)) and (line := _line(block)):
            return self._in_line(line, map(super()._new_block, [block]))
        return super()._new_block(block)

    def _cells(self, cells: Sequence[tuple[Cell, int]], style: str, keep: str) -> str:
        if not self._around.whole:
            return super()._cells(cells, style, keep)
        first = super()._cells(cells[:1], style, keep)
        around, self._around = self._around, Around(NAMELESS)
        others = super()._cells(cells[1:], style, keep)
        self._around = around
        return first + others

    def _row(self, row: Row, widths: list[int], heading: bool, keep: str) -> str:
        """A row; one of plain words is written as its words in the frame that all rows of its kind have."""
        found = None if self.locked else _plain_row(row)
        if found is None:
            return super()._row(row, widths, heading, keep)
        kinds, words = found
        count = self._counts.get(self._around.whole)
        key = (self.controls, self._around, self._is_first, count, heading, keep, *kinds, *widths)
        frame = self.written.known(key)
        if frame is None or not self._counts_on(frame):
            blank = self._counted_in(partial(super()._row, _blank(row), widths, heading, keep))
            frame = self.written.keep(key, None, _frame(blank))
        parts = frame.parts.copy()
        parts[1::2] = words
        return "".join(parts)

    def _in_cell(self, cell: Cell, style: str, keep: str) -> str:
        if not (cell.field or cell.clause):
            return super()._in_cell(cell, style, keep)
        written = map(super()._in_cell, [cell], [style], [keep])
        whole = _whole(cell)
        return self._together(whole, written) if whole else self._in_line(_line(cell), written)

    def _cell_block(self, block: Paragraph | List, style: str, keep: str) -> str:
        written = super()._cell_block
        if not block.clause or self._around.whole:
            return written(block, style, keep)
        return self._together(tag(CLAUSE, block.clause), map(written, [block], [style], [keep]))

    # --- what stands in a paragraph -----------------------------------------------------------------------------------

    def _within(self, content: tuple[Inline, ...], runs: str) -> str:
        (whole, line), is_first, self._is_first = self._around, self._is_first, False
        if line and runs:
            runs = self._field(line, content, runs)
        elif is_first and not _is_simple(content):
            runs = shield(runs, gap=_is_gap(content))
        named = whole or line
        return bookmarked(named, self._count(named), runs) if named and named != NAMELESS else runs

    def _inline(self, part: Inline) -> str:
        xml = super()._inline(part)
        return self._field(tag(FIELD, part.field), (part,), xml) if isinstance(part, Run) and part.field else xml

    def _field(self, line: str, content: tuple[Inline, ...], runs: str) -> str:
        """Runs that show a field, in a control."""
        if not self.controls:
            return runs
        if self._is_locked(line):
            return locked_field(line, runs)
        gap = _is_gap(content)
        return field(line, runs, kind_of(line.removeprefix(FIELD), "" if gap else plain(content)), gap=gap)

    def _is_locked(self, tag: str) -> bool:
        return tag.removeprefix(FIELD) in self.locked

    def _count(self, tag: str) -> int:
        count = self._counts.get(tag, 0)
        self._counts[tag] = count + 1
        self._counted.append(tag)
        return count


def _plain_row(row: Row) -> tuple[list[object], list[str]] | None:
    """What makes the kind of a row, and its words, escaped; None where any of them are not plain.

    A choice belongs to the kind: the list that its control offers depends on it.
    """
    kinds: list[object] = []
    words = []
    for cell in row.cells:
        text, field = _words_alone(cell), cell.field
        xml = _plain(text)
        if xml is None:
            return None
        if field not in TELLING:
            kinds.append(field)
            words.append(xml)
        elif text in ROW_CHOICES.get(field, ()):
            kinds.append((field, text))
        else:
            return None
    return kinds, words


def _words_alone(cell: Cell) -> str | None:
    """The words of a cell that holds one paragraph without a look of its own, as most do; None of any other."""
    if len(cell.blocks) != 1 or cell.clause:
        return None
    block = cell.blocks[0]
    if not isinstance(block, Paragraph) or block.style or block.clause or len(block.content) != 1:
        return None
    run = block.content[0]
    return run.text if isinstance(run, Run) and not has_look(run) else None


@lru_cache(maxsize=2_000)
def _plain(text: str | None) -> str | None:
    """Words as XML, where they are on one line and read from left to right; most stand in many profiles."""
    if text is None or not text.isprintable() or not is_left_to_right(text):
        return None
    return escape(text, quote=False)


def _blank(row: Row) -> Row:
    """A row of the same kind, the words of its cells to be filled in."""
    blank = (Paragraph((Run(WORDS),)),)
    cells = [cell if cell.field in ROW_CHOICES else replace(cell, blocks=blank) for cell in row.cells]
    return Row(tuple(cells), row.field)


def _frame(written: Written) -> Frame:
    """A blank row as parts."""
    around = written.xml.split(WORDS)
    parts = [""] * (2 * len(around) - 1)
    parts[::2] = around
    return Frame(parts, written.counts, written.is_first)


def _whole(marked: Marked) -> str:
    """The tag of the control that stands round all of a block, item or cell, and round its neighbours of the same."""
    if isinstance(marked, Section):
        return ""
    if not isinstance(marked, Table) and marked.clause:
        return tag(CLAUSE, marked.clause)
    return tag(FIELD, marked.field) if marked.field and not _is_line(marked) else ""


def _line(marked: Paragraph | Heading | Item | Cell) -> str:
    """The tag of the field that the words of a paragraph show, where they are one line."""
    return tag(FIELD, marked.field) if marked.field and not marked.clause and _is_line(marked) else ""


def _is_line(marked: Marked) -> bool:
    """Whether a field is shown by the words of one paragraph."""
    if isinstance(marked, Cell):
        alone = len(marked.blocks) == 1 and isinstance(marked.blocks[0], Paragraph)
    else:
        alone = isinstance(marked, (Paragraph, Heading)) or (isinstance(marked, Item) and not marked.lists)
    kind = KINDS.get(marked.field)
    return alone and not (kind and kind.control == "block")


def _is_gap(content: tuple[Inline, ...]) -> bool:
    """Whether it only says what belongs there."""
    return bool(content) and all(isinstance(part, Run) and part.gap for part in content)


def _is_simple(content: tuple[Inline, ...]) -> bool:
    """Whether it is one run of no look of its own, on one line, or nothing."""
    return not content or (len(content) == 1 and content[0] == Run(plain(content)) and plain(content).isprintable())


def _ends_in_table(xml: str) -> bool:
    return xml.removesuffix(CONTROL_END).endswith("</w:tbl>")


def _page_end(page: str) -> str:
    """A paragraph without height that ends a section: its page set-up (17.6.17)."""
    return SPACER.replace("</w:pPr>", f"{page}</w:pPr>")
