"""Document → Markdown: what a reviewer reads in git."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolegen.document import Block, Cell, Document, Heading, Inline, List, Paragraph, Picture, Row, Run, Section, Table

SPECIAL = re.compile(r"([\\`*<|]|(?<!\w)_|_(?!\w)|\](?=[(:\[])|&(?=#?\w+;))")
MAYBE_SPECIAL = re.compile(r"[\\`*<|_\]&]")  # quick to rule out, which SPECIAL is not
LEADING = re.compile(r"^(\s*)(?:([#>+-])|(\d+)(?=[.)](?:\s|$)))", re.MULTILINE)


def to_markdown(document: Document) -> str:
    """The document as CommonMark with tables, one paragraph a line, ending in one line break."""
    return "\n\n".join(_blocks(document.blocks)) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _blocks(block.blocks)
        else:
            yield _block(block)


def _block(block: Heading | Paragraph | List | Table) -> str:
    if isinstance(block, Heading):
        return f"{'#' * block.level} {_inline(block.content, ' ')}"
    if isinstance(block, Paragraph):
        return _inline(block.content)
    if isinstance(block, List):
        return "\n".join(_list(block, ""))
    return _table(block)


def _list(block: List, indent: str) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.numbered else "- "
        inner = indent + " " * len(mark)
        yield indent + mark + _inline(item.content, f"\\\n{inner}")
        for nested in item.lists:
            yield from _list(nested, inner)


def _table(table: Table) -> str:
    count = len(table.widths)
    header, *more = table.header
    rule = "|" + " --- |" * count
    return "\n".join([_row(header), rule, *(_row(row) for row in (*more, *table.rows))])


def _row(row: Row) -> str:
    return "| " + " | ".join(_cell(cell) for cell in row.cells) + " |"


def _cell(cell: Cell) -> str:
    return "<br>".join(_cell_block(block) for block in cell.blocks)


def _cell_block(block: Paragraph | List) -> str:
    if isinstance(block, Paragraph):
        return _inline(block.content, "<br>")
    return "<br>".join(line.strip() for line in _list(block, "")).replace("\\\n", "<br>")


def _inline(content: tuple[Inline, ...], line_break: str = "\\\n") -> str:
    text = "".join(_picture(part) if isinstance(part, Picture) else _run(part) for part in content)
    if not text[:1].isalpha() or "\n" in text:
        text = LEADING.sub(_mark, text).replace("\n", line_break)
    return text


def _mark(found: re.Match[str]) -> str:
    """The start of a line without what would make it a heading, quotation or list."""
    space, sign, number = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\"


def _picture(picture: Picture) -> str:
    return f"![{_escaped(picture.alt)}]({picture.name})"


def _run(run: Run) -> str:
    text = _escaped(run.text)
    mark = "***" if run.bold and run.italic else "**" if run.bold else "*" if run.italic else ""
    text = f"{mark}{text}{mark}" if mark and text.strip() else text
    return f"[{text}]({run.link})" if run.link else text


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text) if MAYBE_SPECIAL.search(text) else text
