"""Document → Markdown: what a reviewer reads in git."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolegen.document import Block, Cell, Document, Heading, Inline, List, Paragraph, Picture, Row, Run, Section, Table

MAYBE_SPECIAL = re.compile(r"[\\`*_<|~\]&]")  # quick to rule out, which SPECIAL is not
SPECIAL = re.compile(r"[\\`*<|~]|(?<![^\W_])_+|_+(?![^\W_])|\](?=[(:\[])|&(?=#?\w+;)")
LEADING = re.compile(r"^(\s*)(?:([#>=+-])|(\d+)(?=[.)](?:\s|$)))", re.MULTILINE)
CLOSING_HASHES = re.compile(r"(?<!\\)(#+)$")


def to_markdown(document: Document) -> str:
    """The document as CommonMark with tables, one paragraph a line, ending in one line break."""
    return "\n\n".join(_blocks(document.blocks)) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    marks = ""
    for block in blocks:
        marks = _other_marks(marks) if isinstance(block, List) else ""
        if isinstance(block, Section):
            yield from _blocks(block.blocks)
        elif isinstance(block, Heading):
            words = CLOSING_HASHES.sub(r"\\\1", _inline(block.content, " "))
            yield f"{'#' * block.level} {words}"
        elif isinstance(block, Paragraph):
            yield _inline(block.content)
        elif isinstance(block, List):
            yield "\n".join(_list(block, "", marks))
        else:
            yield _table(block)


def _other_marks(marks: str) -> str:
    """The marks of a list: other ones than the list before has, or the two would be one."""
    return "*)" if marks == "-." else "-."


def _list(block: List, indent: str, marks: str) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}{marks[1]} " if block.numbered else f"{marks[0]} "
        inner = indent + " " * len(mark)
        yield indent + mark + _inline(item.content, f"\\\n{inner}")
        nested_marks = ""
        for nested in item.lists:
            nested_marks = _other_marks(nested_marks)
            yield from _list(nested, inner, nested_marks)


def _table(table: Table) -> str:
    header, *more = table.header
    rule = "|" + " --- |" * len(table.widths)
    return "\n".join([_row(header), rule, *(_row(row) for row in (*more, *table.rows))])


def _row(row: Row) -> str:
    return "| " + " | ".join([_cell(cell) for cell in row.cells]) + " |"


def _cell(cell: Cell) -> str:
    return "<br>".join([_cell_block(block) for block in cell.blocks])


def _cell_block(block: Paragraph | List) -> str:
    if isinstance(block, Paragraph):
        return _inline(block.content, "<br>")
    return "<br>".join(line.strip() for line in "\n".join(_list(block, "", "-.")).replace("\\\n", "<br>").split("\n"))


def _inline(content: tuple[Inline, ...], line_break: str = "\\\n") -> str:
    if len(content) == 1 and isinstance(run := content[0], Run) and not (run.bold or run.italic or run.link):
        text = _escaped(run.text)
    else:
        text = "".join(_parts(content))
    if not text[:1].isalpha() or "\n" in text:
        text = LEADING.sub(_mark, text).replace("\n", line_break)
    return text


def _parts(content: tuple[Inline, ...]) -> Iterator[str]:
    """Each run and picture; what is special is judged by the words around it, whatever run they stand in."""
    words = [part.text if isinstance(part, Run) else "" for part in content]
    for n, part in enumerate(content):
        if isinstance(part, Picture):
            yield f"![{_bracketed(part.alt)}]({_address(part.name)})"
        else:
            yield _run(part, "".join(words[:n]), "".join(words[n + 1 :]))


def _run(run: Run, before: str, after: str) -> str:
    text = _bracketed(run.text) if run.link else _escaped(run.text, before, after)
    mark = "***" if run.bold and run.italic else "**" if run.bold else "*" if run.italic else ""
    if mark and (core := text.strip(" ")):  # a mark with a space inside would stand there as a sign
        left, right = text[: len(text) - len(text.lstrip(" "))], text[len(text.rstrip(" ")) :]
        text = f"{left}{mark}{core}{mark}{right}"
    return f"[{text}]({_address(run.link)})" if run.link else text


def _bracketed(text: str) -> str:
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", _escaped(text))


def _address(link: str) -> str:
    """A link's address, in angle brackets where Markdown would not see its end."""
    safe = link.replace("<", "%3C").replace(">", "%3E").replace("\n", "%0A")
    return f"<{safe}>" if re.search(r"[\s()]", safe) else safe


def _escaped(text: str, before: str = "", after: str = "") -> str:
    """The text with a backslash before each sign that Markdown would take for markup."""
    if not MAYBE_SPECIAL.search(text):
        return text
    start, end, whole = len(before), len(before) + len(text), before + text + after
    signs = {at for found in SPECIAL.finditer(whole) for at in range(*found.span()) if start <= at < end}
    return "".join(f"\\{sign}" if start + n in signs else sign for n, sign in enumerate(text))


def _mark(found: re.Match[str]) -> str:
    """The start of a line without what would make it a heading, quotation, rule or list."""
    space, sign, number = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\"
