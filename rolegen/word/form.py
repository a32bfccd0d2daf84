"""Document → Word's main part as a form: approved wording locked, the role's fields open for typing, all else closed.

A field of one line is a control round its words; a list, the paragraphs of one field or the person profile are in one
control together, so that a new paragraph or row is a new item. Each paragraph of these is in a hidden bookmark too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from rolegen.document import Block, Cell, Heading, Inline, Item, Paragraph, Run, Section, Table, plain
from rolegen.form import KINDS
from rolegen.marks import CLAUSE, FIELD, tag
from rolegen.word.body import SPACER, Body, main_part, sections
from rolegen.word.controls import bookmarked, control, group, kind_of, shield
from rolegen.word.house import House

Marked = Block | Item | Cell


class Around(NamedTuple):
    """The tags round a paragraph: of what it is a part of, and of the field that its words alone show."""

    whole: str = ""
    line: str = ""


class Written(NamedTuple):
    """XML, and by tag how many paragraphs it had before and has with it."""

    xml: str
    counts: tuple[tuple[str, int, int], ...]


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
        if not blocks or isinstance(blocks[-1], Table):
            parts.append(SPACER)  # Word wants a paragraph behind the last table
        return group("".join(parts))

    def _once(self, key: Hashable, of: object, write: Callable[[], str]) -> str:
        key = (self.controls, self.locked, self._around, self._is_first, key)
        known: Written | None = self.written.known(key)
        counts = self._counts
        if known is not None and all([counts.get(tag, 0) == before for tag, before, _ in known.counts]):
            for tag, before, after in known.counts:
                counts[tag] = after
                self._counted += [tag] * (after - before)
            self._is_first = False
            return known.xml
        gathered, start = self.gathered, len(self._counted)
        xml = write()
        own = Counter(self._counted[start:])
        made = Written(xml, tuple((tag, counts[tag] - number, counts[tag]) for tag, number in own.items()))
        if self.gathered == gathered:
            self.written.keep(key, of, made)
        return xml

    # --- what stands in one control together --------------------------------------------------------------------------

    def _blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        after_table = False
        for whole, some in groupby(blocks, _whole):
            together = tuple(some)
            if after_table and isinstance(together[0], Table):
                yield SPACER  # Word would join two tables that touch
            written = super()._blocks(together)
            yield from [self._together(whole, written)] if whole else written
            after_table = isinstance(together[-1], Table)

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
        count = self._counts.get(whole, 0)
        self._is_first = self.controls
        xml = self._inside(Around(whole), written)
        return control(whole, count, xml, locked=self._is_locked(whole)) if self.controls else xml

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

    def _in_cell(self, cell: Cell, style: str, keep: str) -> str:
        written = map(super()._in_cell, [cell], [style], [keep])
        if whole := _whole(cell):
            return self._together(whole, written)
        return self._in_line(line, written) if (line := _line(cell)) else "".join(written)

    # --- what stands in a paragraph -----------------------------------------------------------------------------------

    def _within(self, content: tuple[Inline, ...], runs: str) -> str:
        (whole, line), is_first, self._is_first = self._around, self._is_first, False
        if line and runs:
            runs = self._field(line, content, runs)
        elif is_first and not _is_simple(content):
            runs = shield(whole, self._counts.get(whole, 0), runs, gap=_is_gap(content))
        return bookmarked(whole or line, self._count(whole or line), runs) if whole or line else runs

    def _inline(self, part: Inline) -> str:
        xml = super()._inline(part)
        return self._field(tag(FIELD, part.field), (part,), xml) if isinstance(part, Run) and part.field else xml

    def _field(self, line: str, content: tuple[Inline, ...], runs: str) -> str:
        """Runs that show a field, in a control."""
        if not self.controls:
            return runs
        gap = _is_gap(content)
        locked = self._is_locked(line)
        kind = "" if locked else kind_of(line.removeprefix(FIELD), "" if gap else plain(content))
        return control(line, self._count(f"{line} in line"), runs, kind, locked=locked, gap=gap)

    def _is_locked(self, whole: str) -> bool:
        return whole.startswith(CLAUSE) or whole.removeprefix(FIELD) in self.locked

    def _count(self, tag: str) -> int:
        count = self._counts.get(tag, 0)
        self._counts[tag] = count + 1
        self._counted.append(tag)
        return count


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


def _page_end(page: str) -> str:
    """A paragraph without height that ends a section: its page set-up (17.6.17)."""
    return SPACER.replace("</w:pPr>", f"{page}</w:pPr>")
