"""The HTML subset of a rendered template → document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from xml.etree.ElementTree import Element

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
    plain,
)

SPACE = re.compile(r"[ \t\r\n\f]+")
PLAIN = Run("")


def title_of(root: Element, folder: Path) -> str:
    """The words of the <title>."""
    return " ".join(plain(_content(element, folder)) for element in root if element.tag == "title")


def to_blocks(parent: Element, folder: Path) -> tuple[Block, ...]:
    """The blocks inside an element that the grammar has passed; pictures are read from the folder."""
    return tuple([_block(element, folder) for element in parent if element.tag != "title"])


def _block(element: Element, folder: Path) -> Block:
    tag, get = element.tag, element.get
    if tag in ("ul", "ol"):
        return _list(element, folder)
    if tag == "table":
        return _table(element, folder)
    style, clause, field = get("class", ""), get("data-clause", ""), get("data-field", "")
    if tag == "p":
        return Paragraph(_content(element, folder), style, clause, field)
    if tag == "section":
        return Section(to_blocks(element, folder), style == "landscape", clause, field)
    return Heading(int(tag[1]), _content(element, folder), style, clause, field)


def _list(element: Element, folder: Path) -> List:
    get = element.get
    items = tuple([_item(child, folder) for child in element])
    if not items and (gap := get("data-placeholder")):
        items = (Item((_gap(gap),)),)
    return List(items, element.tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))


def _item(element: Element, folder: Path) -> Item:
    get = element.get
    lists = tuple([_list(child, folder) for child in element if child.tag in ("ul", "ol")])
    return Item(_content(element, folder), lists, get("class", ""), get("data-clause", ""), get("data-field", ""))


def _table(element: Element, folder: Path) -> Table:
    widths = tuple([float(child.get("width", "0cm").removesuffix("cm")) for child in element if child.tag == "col"])
    header = tuple([_row(row, folder) for part in element if part.tag == "thead" for row in part])
    rows = tuple([_row(row, folder) for part in element if part.tag == "tbody" for row in part])
    return Table(widths, header, rows, element.get("class", ""), element.get("data-field", ""))


def _row(element: Element, folder: Path) -> Row:
    return Row(tuple([_cell(child, folder) for child in element]), element.get("data-field", ""))


def _cell(element: Element, folder: Path) -> Cell:
    get = element.get
    clause, field = get("data-clause", ""), get("data-field", "")
    content = _content(element, folder)
    if not len(element):
        return Cell((Paragraph(content, get("class", "")),), element.tag == "th", clause, field)
    nested = [_block(child, folder) for child in element if child.tag in ("p", "ul", "ol")]
    own = [Paragraph(content, get("class", ""))] if content or not nested else []
    blocks = (*own, *(block for block in nested if isinstance(block, Paragraph | List)))
    return Cell(blocks, element.tag == "th", clause, field)


def _content(element: Element, folder: Path) -> tuple[Inline, ...]:
    """The runs of an element: white space folded as in HTML, an empty field showing what it asks for."""
    if not len(element):
        return _words(element.text or "", element.get("data-placeholder", ""))
    runs = _joined(_trimmed(list(_inline(element, folder, PLAIN))))
    gap = element.get("data-placeholder")
    return (_gap(gap),) if gap and not runs else runs


@lru_cache(maxsize=4096)
def _words(text: str, gap: str) -> tuple[Inline, ...]:
    """The one run of plain text; kept, since most of a profile's words stand in others too."""
    if text := SPACE.sub(" ", text).strip(" "):
        return (Run(text),)
    return (_gap(gap),) if gap else ()


def _gap(asked: str) -> Run:
    return Run(f"[{asked}]", gap=True)


def _inline(element: Element, folder: Path, look: Run) -> Iterator[Inline]:
    if element.text:
        yield replace(look, text=SPACE.sub(" ", element.text))
    for child in element:
        if child.tag == "br":
            yield replace(look, text="\n")
        elif child.tag == "img":
            yield _picture(child, folder)
        elif child.tag in ("strong", "em", "span", "a"):
            yield from _span(child, folder, look)
        if child.tail:
            yield replace(look, text=SPACE.sub(" ", child.tail))


def _span(element: Element, folder: Path, look: Run) -> Iterator[Inline]:
    get = element.get
    bold, italic = look.bold or element.tag == "strong", look.italic or element.tag == "em"
    inner = Run("", bold, italic, get("class", look.style), get("href", look.link), get("data-field", look.field))
    content = list(_inline(element, folder, inner))
    gap = get("data-placeholder")
    if gap and not plain(tuple(content)).strip():
        yield replace(inner, text=f"[{gap}]", gap=True)
    else:
        yield from content


def _picture(element: Element, folder: Path) -> Picture:
    name, width = element.get("src", ""), element.get("width", "0cm")
    return Picture(name, (folder / name).read_bytes(), element.get("alt", ""), float(width.removesuffix("cm") or 0))


def _trimmed(parts: list[Inline]) -> list[Inline]:
    """The parts without a space at either end, around a line break, or behind another space."""
    kept: list[Inline] = []
    after_space = True
    for part in parts:
        if isinstance(part, Picture):
            kept.append(part)
            after_space = False
            continue
        text = part.text.lstrip(" ") if after_space else part.text
        if text == "\n":
            _strip_end(kept, " ")
        if text:
            kept.append(replace(part, text=text))
            after_space = text.endswith((" ", "\n"))
    _strip_end(kept, " \n")
    return kept


def _strip_end(parts: list[Inline], characters: str) -> None:
    while parts and isinstance(last := parts[-1], Run):
        parts.pop()
        if text := last.text.rstrip(characters):
            parts.append(replace(last, text=text))
            return


def _joined(parts: list[Inline]) -> tuple[Inline, ...]:
    """The parts with neighbours of one look in one run."""
    joined: list[Inline] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Run) and isinstance(last, Run) and replace(last, text="") == replace(part, text=""):
            joined[-1] = replace(last, text=last.text + part.text)
        else:
            joined.append(part)
    return tuple(joined)
