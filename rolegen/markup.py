"""The HTML subset of a rendered template → document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.etree import ElementTree as ET
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
from rolegen.grammar import Grammar, Templates
from rolegen.problems import Checked, Place, Problem
from rolegen.usual import Usual

BLOCK_TAG = re.compile(r"<(/?)(?:title|h[1-3]|p|ul|ol|table|section)\b[^>]*?(/?)>")
BROKEN = "template-markup"
KEPT = 2_000  # pieces; a profile has some 50
SPACE = re.compile(r"[ \t\r\n\f]+")
PLAIN = Run("")
Pictures = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class Page:
    """What a template yields: a title and blocks."""

    title: str
    blocks: tuple[Block, ...]


class Reader:
    """Reads a template's output; an element that many profiles share, as most do, is read once."""

    def __init__(self, templates: Templates, styles: Mapping[str, str]) -> None:
        self.templates, self.grammar = templates, Grammar(templates, styles)
        self.pictures = templates.picture
        self.usual = Usual(self.grammar, self._of_words)
        self._kept = lru_cache(maxsize=KEPT)(self._read_piece)

    def read(self, output: str) -> Checked[Page]:
        """The page, or all that is wrong with the markup, at the template's lines."""
        usual = self._usual(output)
        read = [usual] if usual else [self._kept(piece) for piece in pieces(output)]
        if any(problem.rule == BROKEN for piece in read for problem in piece.problems):
            read = [self._read(output)]  # what broke may be the cut: an element that is not of the subset holds others
        problems = tuple(problem for piece in read for problem in piece.problems)
        pages = [piece.value for piece in read if piece.value]
        title = " ".join(page.title for page in pages if page.title)
        if not title and not problems:
            message, hint = "The template gives the document no title.", "Begin it with <title>…</title>."
            problems = (Problem("template-title", message, Place(self.templates.main), hint),)
        return Checked(
            None if problems else Page(title, tuple([block for page in pages for block in page.blocks])), problems
        )

    def _usual(self, output: str) -> Checked[Page] | None:
        """The page that usual output makes."""
        if (nodes := self.usual.read(output)) is None:
            return None
        title = " ".join([node for node in nodes if isinstance(node, str)])
        return Checked(Page(title, tuple([node for node in nodes if not isinstance(node, str)])))

    def _read_piece(self, piece: str) -> Checked[Page]:
        return self._usual(piece) or self._read(piece)

    def _of_words(self, element: Element) -> str | Block | Item | Cell:
        """What an element of words alone becomes."""
        if element.tag == "title":
            return plain(_content(element, self.pictures))
        if element.tag in ("th", "td"):
            return _cell(element, self.pictures)
        return _item(element, self.pictures) if element.tag == "li" else _block(element, self.pictures)

    def _read(self, piece: str) -> Checked[Page]:
        try:
            root = ET.fromstring(f"<document>\n{piece}</document>")
        except ET.ParseError as error:
            return Checked(None, (self._not_well_formed(piece, error),))
        if faults := self.grammar.faults(root):
            return Checked(None, tuple(faults))
        title = " ".join(plain(_content(element, self.pictures)) for element in root if element.tag == "title")
        return Checked(Page(title, _blocks(root, self.pictures)))

    def _not_well_formed(self, piece: str, error: ET.ParseError) -> Problem:
        line, column = error.position[0] - 2, error.position[1]  # from 0; the first line is our own
        lines = piece.split("\n")
        before = "\n".join([*lines[:line], lines[line][:column] if line < len(lines) else ""])
        what = str(error).split(":")[0]
        crossed = "A tag is closed that is not the one open here."
        message = crossed if what == "mismatched tag" else f"This is not XML: {what}."
        hint = "Close every tag in the order opened, <br/> and <col/> too; write & as &amp;."
        return Problem(BROKEN, message, self.templates.last_place(before), hint)


def pieces(output: str) -> list[str]:
    """The output in pieces of one outermost element each; in one piece where that cannot be told for sure."""
    if "<!" in output:
        return [output]
    found, start, depth = [], 0, 0
    for tag in BLOCK_TAG.finditer(output):
        closing, empty = tag.groups()
        depth += 0 if empty else -1 if closing else 1
        if depth < 0:
            return [output]
        if depth == 0:
            found.append(output[start : tag.end()])
            start = tag.end()
    return [*found, output[start:]]


def _blocks(parent: Element, pictures: Pictures) -> tuple[Block, ...]:
    return tuple([_block(element, pictures) for element in parent if element.tag != "title"])


def _block(element: Element, pictures: Pictures) -> Block:
    tag, get = element.tag, element.get
    if tag in ("ul", "ol"):
        return _list(element, pictures)
    if tag == "table":
        return _table(element, pictures)
    style, clause, field = get("class", ""), get("data-clause", ""), get("data-field", "")
    if tag == "p":
        return Paragraph(_content(element, pictures), style, clause, field)
    if tag == "section":
        return Section(_blocks(element, pictures), style == "landscape", clause, field)
    return Heading(int(tag[1]), _content(element, pictures), style, clause, field)


def _list(element: Element, pictures: Pictures) -> List:
    get = element.get
    items = tuple([_item(child, pictures) for child in element])
    if not items and (gap := get("data-placeholder")):
        items = (Item((_gap(gap),)),)
    return List(items, element.tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))


def _item(element: Element, pictures: Pictures) -> Item:
    get = element.get
    lists = tuple([_list(child, pictures) for child in element if child.tag in ("ul", "ol")])
    return Item(_content(element, pictures), lists, get("class", ""), get("data-clause", ""), get("data-field", ""))


def _table(element: Element, pictures: Pictures) -> Table:
    widths = tuple([float(child.get("width", "0cm").removesuffix("cm")) for child in element if child.tag == "col"])
    header = tuple([_row(row, pictures) for part in element if part.tag == "thead" for row in part])
    rows = tuple([_row(row, pictures) for part in element if part.tag == "tbody" for row in part])
    return Table(widths, header, rows, element.get("class", ""), element.get("data-field", ""))


def _row(element: Element, pictures: Pictures) -> Row:
    return Row(tuple([_cell(child, pictures) for child in element]), element.get("data-field", ""))


def _cell(element: Element, pictures: Pictures) -> Cell:
    get = element.get
    tag, style, clause, field = element.tag, get("class", ""), get("data-clause", ""), get("data-field", "")
    content = _content(element, pictures)
    if not len(element):
        return Cell((Paragraph(content, style),), tag == "th", clause, field)
    nested = [_block(child, pictures) for child in element if child.tag in ("p", "ul", "ol")]
    own = [Paragraph(content, style)] if content or not nested else []
    blocks = (*own, *(block for block in nested if isinstance(block, Paragraph | List)))
    return Cell(blocks, tag == "th", clause, field)


def _content(element: Element, pictures: Pictures) -> tuple[Inline, ...]:
    """The runs of an element: white space folded as in HTML, an empty field showing what it asks for."""
    if not len(element):
        return _words(element.text or "", element.get("data-placeholder", ""))
    runs = _joined(_trimmed(list(_inline(element, pictures, PLAIN))))
    gap = element.get("data-placeholder")
    return (_gap(gap),) if gap and not runs else runs


def _words(text: str, gap: str) -> tuple[Inline, ...]:
    """Plain text as its one run."""
    if "  " in text or not text.isprintable():  # which a line break is not; most text is quickly seen to be in order
        text = SPACE.sub(" ", text)
    if text := text.strip(" "):
        return (Run(text),)
    return (_gap(gap),) if gap else ()


def _gap(asked: str) -> Run:
    return Run(f"[{asked}]", gap=True)


def _inline(element: Element, pictures: Pictures, look: Run) -> Iterator[Inline]:
    if element.text:
        yield replace(look, text=SPACE.sub(" ", element.text))
    for child in element:
        if child.tag == "br":
            yield replace(look, text="\n")
        elif child.tag == "img":
            yield _picture(child, pictures)
        elif child.tag in ("strong", "em", "span", "a"):
            yield from _span(child, pictures, look)
        if child.tail:
            yield replace(look, text=SPACE.sub(" ", child.tail))


def _span(element: Element, pictures: Pictures, look: Run) -> Iterator[Inline]:
    get = element.get
    bold, italic = look.bold or element.tag == "strong", look.italic or element.tag == "em"
    inner = Run("", bold, italic, get("class", look.style), get("href", look.link), get("data-field", look.field))
    content = list(_inline(element, pictures, inner))
    gap = get("data-placeholder")
    if gap and not plain(tuple(content)).strip():
        yield replace(inner, text=f"[{gap}]", gap=True)
    else:
        yield from content


def _picture(element: Element, pictures: Pictures) -> Picture:
    name, width = element.get("src", ""), element.get("width", "0cm")
    return Picture(name, pictures(name) or b"", element.get("alt", ""), float(width.removesuffix("cm") or 0))


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
