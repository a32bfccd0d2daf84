"""The usual output of a template, paragraphs, lists and tables of words alone, read in the quickest way.

A template has few tags, and writes each of them many times: here the tags of each table and row are parsed and checked
once as a frame, into which words or rows are put, and so is each other tag. Elements of words alone, rows and blocks
that stand in many profiles are read once. Output of which anything else can be said, good or bad, is left to the XML
parser. What is the same in two documents is the same object in both.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from rolegen.document import List, Row, Table
from rolegen.grammar import Grammar
from rolegen.kept import Kept

KEPT = 1_000  # of each kind; a profile has some 170 elements of words alone, some 35 of them its own
FEW = 300  # blocks, and rows; those that profiles share come back within some ten of them
# Text that any XML parser takes as it stands; and with it what Jinja writes for &, <, >, " and '.
SAFE = "[^\x00-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]*"  # what it is not is compiled more quickly than what it is
WORDS = re.compile(f"{SAFE}(?:&(?:amp|lt|gt|#34|#39);{SAFE})*")
BLANK = " \t\n"
# Where the output may be cut, as none of these stands inside another element: there, output is not the usual one.
BLOCK = re.compile(r"\n(?=<(?:title|h[123]|p|[uo]l|table)\b)")
OF_CELL = re.compile(">([^<]*)</")  # the words of a cell, between the tags round it
FRAME = re.compile(r"[^<>]*>(?:[ \t\n]*<t[hd][^<>]*></t[hd]>)*[ \t\n]*")  # a row's tags, after `<tr`
TABLE = re.compile(  # a table's tags, `<tr/>` where its rows stand
    r"<table[^<>]*>\s*(?:<col[^<>]*/>\s*)*<thead[^<>]*>\s*<tr/></thead>\s*<tbody[^<>]*>\s*<tr/></tbody>\s*</table>"
)
OF_WORDS = {"title", "h1", "h2", "h3", "p", "li", "th", "td"}


class _Unusual(Exception):
    """Ends the reading of an output; never leaves this module."""


class Usual:
    """Reads output that is as most is; `build` makes what an element of words alone becomes."""

    def __init__(self, grammar: Grammar, build: Callable[[Element], Any]) -> None:
        self.grammar, self.build = grammar, build
        keep = lru_cache(maxsize=KEPT)
        self._made = Kept[Any]()
        self.next, self.end, self._start = keep(self._read_next), keep(_read_end), keep(self._read_start)
        few = lru_cache(maxsize=FEW)
        self._block, self._row = few(self._read_block), few(self._read_row)
        self._table = keep(self._read_table)
        self._frame, self._words = keep(self._read_frame), keep(self._read_words)

    def read(self, output: str) -> list[Any] | None:
        """The title and the blocks in their order; None where the output is not the usual one."""
        try:
            return [node for block in BLOCK.split(output) for node in self._block(block)]
        except _Unusual:
            return None

    def closed(self, element: Element, nodes: list[Any]) -> Any:
        """What an element becomes that is closed."""
        key = (id(element), *map(id, nodes))
        known = self._made.known(key)
        return self._made.keep(key, (element, nodes), _made(element, nodes)) if known is None else known

    def _read_block(self, block: str) -> list[Any]:
        """What a piece of output says that is cut off where a block begins; a table is read row by row."""
        head, *rows = block.split("<tr")
        inside, rests = [], []
        for row in rows:
            cells, _, rest = row.partition("</tr>")
            inside.append(cells)
            rests.append(rest.strip(BLANK))
        frame = self._table(head, *filter(None, rests)) if rows else None
        if frame is None:
            return self._piecemeal(head, inside, rests)
        count = next(number for number, rest in enumerate(rests, 1) if rest)
        header = [self._row("thead", cells) for cells in inside[:count]]
        return [self._with_rows(frame, header, [self._row("tbody", cells) for cells in inside[count:]])]

    def _piecemeal(self, head: str, inside: list[str], rests: list[str]) -> list[Any]:
        """What any piece of output says, that of a table row by row."""
        reading = _Reading(self)
        reading.take(head)
        for cells, rest in zip(inside, rests, strict=True):
            reading.nodes.append(self._row(reading.parent, cells))
            reading.take(rest)
        return reading.done()

    def _read_table(self, *tags: str) -> Table | None:
        """A table without rows from the tags around these, if it has a header and a body and all is in order."""
        frame = "<tr/>".join(tags)
        if not TABLE.fullmatch(frame):
            return None
        table = _parsed(frame)
        if not self.grammar.allows("document", table) or not all(self.grammar.allows("table", one) for one in table):
            raise _Unusual
        return _table(table, [one for one in table if one.tag == "col"])

    def _with_rows(self, frame: Table, header: list[Row], rows: list[Row]) -> Any:
        """A table with its rows."""
        key = (id(frame), *map(id, header), *map(id, rows))
        if (known := self._made.known(key)) is not None:
            return known
        return self._made.keep(key, (frame, header, rows), _complete(frame, header, rows))

    def _read_row(self, parent: str, inside: str) -> Row:
        """The row of a table that says this between `<tr` and its end tag: its cells' words in their frame of tags."""
        pieces = OF_CELL.split(inside)
        row, *cells = self._frame(parent, tuple(pieces[::2]))
        return Row(tuple(map(self._words, cells, pieces[1::2])), row.get("data-field", ""))

    def _read_frame(self, parent: str, tags: tuple[str, ...]) -> list[Element]:
        """A row and its cells, without words, where the tags between these are in order inside the parent."""
        frame = "></".join(tags)
        if not FRAME.fullmatch(frame):
            raise _Unusual
        row = _parsed(f"<tr{frame}</tr>")
        if not self.grammar.allows(parent, row) or not all(self.grammar.allows("tr", cell) for cell in row):
            raise _Unusual
        return [row, *row]

    def _read_words(self, empty: Element, text: str) -> Any:
        """What an element becomes that holds these words alone."""
        if not WORDS.fullmatch(text):
            raise _Unusual
        element = Element(empty.tag, empty.attrib)
        element.text = html.unescape(text)
        return self.build(element)

    def _read_next(self, parent: str, tag: str, following: str) -> tuple[Element, Any, int]:
        """An element that begins; what it becomes, where it holds others no more; and 1 if it has an end tag then."""
        source, closed, text = tag.partition(">")
        name = source.partition(" ")[0]
        if name not in OF_WORDS or not following.startswith(f"/{name}>"):
            element = self._start(parent, tag)
            return element, element if name == "col" else None, 0
        if not closed or self.end(following) != name:
            raise _Unusual
        element = self._start(parent, f"{source}>")
        return element, self._read_words(element, text), 1

    def _read_start(self, parent: str, tag: str) -> Element:
        """The element of a start tag that is in order inside the parent, and has no words behind it."""
        source, closed, text = tag.partition(">")
        name = source.partition(" ")[0]
        if not closed or text.strip(BLANK) or source.endswith("/") != (name == "col"):
            raise _Unusual
        element = _parsed(f"<{source}>" if name == "col" else f"<{source}></{name}>")
        if not self.grammar.allows(parent, element):
            raise _Unusual
        return element


class _Reading:
    """Takes in a stretch of output after another, tag by tag."""

    def __init__(self, usual: Usual, parent: str = "document") -> None:
        self.usual, self.parent, self.nodes = usual, parent, list[Any]()
        self._around: list[tuple[Element, str, list[Any]]] = []  # what is open, its parent, and what stands before it

    def take(self, output: str) -> None:
        """Takes in a stretch that begins and ends between two tags."""
        before, *tags = output.split("<")  # each with the text behind it
        if before.strip(BLANK):
            raise _Unusual
        at, end = 0, len(tags)
        tags.append("")
        while at < end:
            tag = tags[at]
            at += 1
            if tag.startswith("/"):
                self._close(tag)
            else:
                element, node, passed = self.usual.next(self.parent, tag, tags[at])
                at += passed
                if node is None:
                    self._around.append((element, self.parent, self.nodes))
                    self.parent, self.nodes = element.tag, []
                else:
                    self.nodes.append(node)

    def _close(self, tag: str) -> None:
        if self.usual.end(tag) != self.parent or not self._around:
            raise _Unusual
        element, self.parent, before = self._around.pop()
        before.append(self.usual.closed(element, self.nodes))
        self.nodes = before

    def done(self) -> list[Any]:
        """All that was taken in, where nothing is left open."""
        if self._around:
            raise _Unusual
        return self.nodes


def _parsed(source: str) -> Element:
    try:
        return ET.fromstring(source)
    except ET.ParseError:
        raise _Unusual from None


def _read_end(tag: str) -> str:
    """The name in an end tag that has no words behind it."""
    source, closed, text = tag.partition(">")
    if text.strip(BLANK) or not closed:
        raise _Unusual
    return source[1:]


def _made(element: Element, nodes: list[Any]) -> Any:
    """What an element becomes that holds others; the rows of a table's part stay a list with its name."""
    tag, get = element.tag, element.get
    if tag in ("thead", "tbody"):
        return tag, nodes
    if tag == "table":
        parts = [node for node in nodes if not isinstance(node, Element)]
        header, rows = ([row for name, own in parts if name == part for row in own] for part in ("thead", "tbody"))
        return _complete(_table(element, nodes), header, rows)
    if tag in ("ul", "ol") and nodes:
        return List(tuple(nodes), tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))
    raise _Unusual


def _table(element: Element, nodes: list[Any]) -> Table:
    widths = tuple([_width(node) for node in nodes if isinstance(node, Element)])
    return Table(widths, (), (), element.get("class", ""), element.get("data-field", ""))


def _width(column: Element) -> float:
    return float(column.get("width", "").removesuffix("cm"))


def _complete(frame: Table, header: list[Row], rows: list[Row]) -> Table:
    """A table of these rows, each of which must have a cell for each column."""
    if not header or {len(row.cells) for row in (*header, *rows)} != {len(frame.widths)}:
        raise _Unusual
    return Table(frame.widths, tuple(header), tuple(rows), frame.style, frame.field)
