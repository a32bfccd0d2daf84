"""An advert as the little HTML that job boards show: paragraphs, bulleted lists, line breaks, bold words.

Those are the elements that Google's documentation of JobPosting names for its description; the words are all there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import zip_longest

from rolegen.document import (
    Block,
    Cell,
    Heading,
    Inline,
    List,
    Picture,
    Row,
    Section,
    Table,
    contents,
    plain,
)

PAIRS = 2  # columns: a name and its value


def description(blocks: Sequence[Block]) -> str:
    """The blocks in that HTML, one to a line."""
    return "\n".join(_blocks(blocks))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _blocks(block.blocks)
        elif isinstance(block, Table):
            yield _items([_row(row, block) for row in block.rows])
        elif isinstance(block, List):
            yield _list(block)
        elif isinstance(block, Heading):
            yield from (f"<p><strong>{words}</strong></p>" for words in _said(plain(block.content)))
        elif words := _content(block.content):
            yield f"<p>{words}</p>"


def _list(block: List) -> str:
    return _items([_content(item.content) + "".join(map(_list, item.lists)) for item in block.items])


def _items(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items if item)}</ul>"


def _row(row: Row, table: Table) -> str:
    """A row as an item: “Name: value”; of a wider table, each cell behind its column's name."""
    cells = [_cell(cell) for cell in row.cells]
    if len(cells) == PAIRS:
        return f"<strong>{cells[0]}:</strong> {cells[1]}"
    heads = [_cell(cell) for cell in table.header[-1].cells] if table.header else []
    named = [f"{head}: {cell}" if head else cell for head, cell in zip_longest(heads, cells, fillvalue="")]
    return "; ".join(named)


def _cell(cell: Cell) -> str:
    return "<br>".join(words for content in contents(cell.blocks) if (words := _content(content)))


def _content(content: tuple[Inline, ...]) -> str:
    return "".join(map(_part, content)).strip()


def _part(part: Inline) -> str:
    """Words; those of a link with its address, which cannot be followed here; a picture's for who cannot see it."""
    if isinstance(part, Picture):
        return "".join(_said(part.alt))
    words = "".join(_said(part.text))
    address = part.link.removeprefix("mailto:")
    told = f"{words} ({escape(address, quote=False)})" if address and address != part.text else words
    return f"<strong>{told}</strong>" if part.bold and told.strip() else told


def _said(text: str) -> list[str]:
    """Text as HTML has it; none of nothing."""
    return [escape(text, quote=False).replace("\n", "<br>")] if text else []
