"""Someone else's document in the house style: what the house style does not know becomes the usual of its kind."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace

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
)
from rolegen.word.picture import size

DEEPEST = 3  # the house style's own headings
PICTURES = (".png", ".jpg", ".jpeg")  # what its content types declare


def in_house(document: Document, styles: Mapping[str, str]) -> Document:
    """The document with no other styles than these, each with its kind, and no pictures but those Word shows anywhere.

    Another style is left out, a deeper heading becomes the deepest, another picture its words.
    """
    return replace(document, blocks=_Wardrobe(styles).blocks(document.blocks))


class _Wardrobe:
    """Dresses blocks in the styles that there are."""

    def __init__(self, styles: Mapping[str, str]) -> None:
        self._styles = styles

    def blocks(self, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple([self._block(block) for block in blocks])

    def _block(self, block: Block) -> Block:
        if isinstance(block, Section):
            return replace(block, blocks=self.blocks(block.blocks))
        if isinstance(block, Table):
            header, rows = (tuple([self._row(row) for row in part]) for part in (block.header, block.rows))
            return replace(block, header=header, rows=rows, style=self._known(block.style, "table"))
        if isinstance(block, Heading):
            own = replace(block, level=min(block.level, DEEPEST), content=self._content(block.content))
            return replace(own, style=self._known(block.style, "paragraph"))
        return self._flowing(block)

    def _flowing(self, block: Paragraph | List) -> Paragraph | List:
        if isinstance(block, List):
            return self._list(block)
        return replace(block, content=self._content(block.content), style=self._known(block.style, "paragraph"))

    def _list(self, block: List) -> List:
        style = self._known(block.style, "paragraph")
        return replace(block, items=tuple([self._item(item) for item in block.items]), style=style)

    def _item(self, item: Item) -> Item:
        lists = tuple([self._list(inner) for inner in item.lists])
        return replace(
            item, content=self._content(item.content), lists=lists, style=self._known(item.style, "paragraph")
        )

    def _row(self, row: Row) -> Row:
        return replace(row, cells=tuple([self._cell(cell) for cell in row.cells]))

    def _cell(self, cell: Cell) -> Cell:
        return replace(cell, blocks=tuple([self._flowing(block) for block in cell.blocks]))

    def _content(self, content: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return tuple([self._inline(part) for part in content])

    def _inline(self, part: Inline) -> Inline:
        if isinstance(part, Run):
            return replace(part, style=self._known(part.style, "character"))
        shows = posixpath.splitext(part.name)[1].lower() in PICTURES and size(part.data) is not None
        return part if shows else Run(part.alt)

    def _known(self, style: str, kind: str) -> str:
        return style if self._styles.get(style) == kind else ""
