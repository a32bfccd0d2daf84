"""The usual pieces of a template's output, paragraphs, lists and tables of words alone, read in the quickest way.

A template has few tags, and writes each of them many times: here each is parsed and checked once, and so is each
element of words alone, as most stand in many profiles. A piece of which anything else can be said, good or bad, is
left to the XML parser.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, NoReturn
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from rolegen.document import List, Row, Table
from rolegen.grammar import Grammar

KEPT = 5_000  # elements of words alone; a profile has some 170
# Text that any XML parser takes as it stands; and with it what Jinja writes for &, <, >, " and '.
SAFE = "[\t\n -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*"
WORDS = re.compile(f"{SAFE}(?:&(?:amp|lt|gt|#34|#39);{SAFE})*")
BLANK = " \t\n"
OF_WORDS = {"title", "h1", "h2", "h3", "p", "li", "th", "td"}


class _Unusual(Exception):
    """Ends the reading of a piece; never leaves this module."""


class Usual:
    """Reads pieces that are as most are; `build` makes what an element of words alone becomes."""

    def __init__(self, grammar: Grammar, build: Callable[[Element], Any]) -> None:
        self.grammar, self.build = grammar, build
        keep = lru_cache(maxsize=KEPT)
        self._whole, self._start, self._end = keep(self._read_whole), keep(self._read_start), keep(_read_end)

    def read(self, piece: str) -> Any:
        """The block or the title that a piece is; None where it is not a usual one."""
        try:
            return self._read(piece)
        except _Unusual:
            return None

    def _read(self, piece: str) -> Any:
        tags = [*piece.split("<"), ""]  # each with the text behind it
        around: list[tuple[Element, list[Any]]] = []  # the elements that are open, and what stands before each
        parent, nodes = "document", list[Any]()
        at, end = 1, len(tags) - 1
        while at < end:
            tag = tags[at]
            at += 1
            if tag[:1] == "/":
                element, before = around.pop() if around else _unusual()
                before.append(_made(element, nodes) if self._end(tag) == element.tag else _unusual())
                parent, nodes = around[-1][0].tag if around else "document", before
            elif (node := self._whole(parent, tag, tags[at])) is not None:
                nodes.append(node)
                at += 1
            elif (element := self._start(parent, tag)).tag == "col":
                nodes.append(float(element.get("width", "").removesuffix("cm")))
            else:
                around.append((element, nodes))
                parent, nodes = element.tag, []
        if around or len(nodes) != 1 or tags[0].strip(BLANK):
            _unusual()
        return nodes[0]

    def _read_whole(self, parent: str, tag: str, following: str) -> Any:
        """What an element becomes that holds words alone; None for one that does not."""
        source, _, text = tag.partition(">")
        name = source.partition(" ")[0]
        if name not in OF_WORDS or not following.startswith(f"/{name}>"):
            return None
        if self._end(following) != name or not WORDS.fullmatch(text):
            _unusual()
        element = Element(name, self._start(parent, f"{source}>").attrib)
        element.text = html.unescape(text)
        return self.build(element)

    def _read_start(self, parent: str, tag: str) -> Element:
        """The element of a start tag that is in order inside the parent, and has no words behind it."""
        source, _, text = tag.partition(">")
        name = source.partition(" ")[0]
        if text.strip(BLANK) or source.endswith("/") != (name == "col"):
            _unusual()
        try:
            element = ET.fromstring(f"<{source}>" if name == "col" else f"<{source}></{name}>")
        except ET.ParseError:
            _unusual()
        return element if self.grammar.allows(parent, element) else _unusual()


def _unusual() -> NoReturn:
    raise _Unusual


def _read_end(tag: str) -> str:
    """The name in an end tag that has no words behind it."""
    source, closed, text = tag.partition(">")
    return _unusual() if text.strip(BLANK) or not closed else source[1:]


def _made(element: Element, nodes: list[Any]) -> Any:
    """What an element becomes when it is closed; the rows of a table's part stay a list with its name."""
    tag, get = element.tag, element.get
    if tag == "tr":
        return Row(tuple(nodes), get("data-field", ""))
    if tag in ("thead", "tbody"):
        return tag, nodes
    if tag == "table":
        return _table(element, nodes)
    if tag in ("ul", "ol") and nodes:
        return List(tuple(nodes), tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))
    _unusual()


def _table(element: Element, nodes: list[Any]) -> Table:
    widths = tuple([node for node in nodes if isinstance(node, float)])
    parts = [node for node in nodes if not isinstance(node, float)]
    header, rows = (tuple([row for name, own in parts if name == part for row in own]) for part in ("thead", "tbody"))
    if not header or any(len(row.cells) != len(widths) for row in (*header, *rows)):
        _unusual()
    return Table(widths, header, rows, element.get("class", ""), element.get("data-field", ""))
