"""The usual output of a template, paragraphs, lists and tables of words alone, read in the quickest way.

A template has few tags, and writes each of them many times: here each is parsed and checked once, and so is each
element of words alone, as most stand in many profiles. Output of which anything else can be said, good or bad, is left
to the XML parser. What is the same in two documents is the same object in both.
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

KEPT = 2_000  # elements of words alone; a profile has some 170, some 25 of them its own
# Text that any XML parser takes as it stands; and with it what Jinja writes for &, <, >, " and '.
SAFE = "[\t\n -%'-;=?-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*"
WORDS = re.compile(f"{SAFE}(?:&(?:amp|lt|gt|#34|#39);{SAFE})*")
BLANK = " \t\n"
OF_WORDS = {"title", "h1", "h2", "h3", "p", "li", "th", "td"}


class _Unusual(Exception):
    """Ends the reading of an output; never leaves this module."""


class Usual:
    """Reads output that is as most is; `build` makes what an element of words alone becomes."""

    def __init__(self, grammar: Grammar, build: Callable[[Element], Any]) -> None:
        self.grammar, self.build = grammar, build
        keep = lru_cache(maxsize=KEPT)
        self._made = Kept[Any]()
        self._next, self._start, self._end = keep(self._read_next), keep(self._read_start), keep(_read_end)

    def read(self, output: str) -> list[Any] | None:
        """The title and the blocks in their order; None where the output is not the usual one."""
        try:
            return self._read(output)
        except _Unusual:
            return None

    def _read(self, output: str) -> list[Any]:
        tags = [*output.split("<"), ""]  # each with the text behind it
        around: list[tuple[Element, list[Any]]] = []  # the elements that are open, and what stands before each
        parent, nodes = "document", list[Any]()
        read_next, read_end = self._next, self._end
        at, end = 1, len(tags) - 1
        while at < end:
            tag = tags[at]
            at += 1
            if tag.startswith("/"):
                if not around or read_end(tag) != around[-1][0].tag:
                    raise _Unusual
                element, before = around.pop()
                before.append(self._closed(element, nodes))
                parent, nodes = around[-1][0].tag if around else "document", before
            else:
                element, node, passed = read_next(parent, tag, tags[at])
                at += passed
                if node is None:
                    around.append((element, nodes))
                    parent, nodes = element.tag, []
                else:
                    nodes.append(node)
        if around or tags[0].strip(BLANK):
            raise _Unusual
        return nodes

    def _closed(self, element: Element, nodes: list[Any]) -> Any:
        """What an element becomes that is closed."""
        key = (id(element), *map(id, nodes))
        known = self._made.known(key)
        return self._made.keep(key, (element, nodes), _made(element, nodes)) if known is None else known

    def _read_next(self, parent: str, tag: str, following: str) -> tuple[Element, Any, int]:
        """An element that begins; what it becomes, where it holds others no more; and 1 if it has an end tag then."""
        source, closed, text = tag.partition(">")
        name = source.partition(" ")[0]
        if name not in OF_WORDS or not following.startswith(f"/{name}>"):
            element = self._start(parent, tag)
            return element, element if name == "col" else None, 0
        if not closed or self._end(following) != name or not WORDS.fullmatch(text):
            raise _Unusual
        element = Element(name, self._start(parent, f"{source}>").attrib)
        element.text = html.unescape(text)
        return element, self.build(element), 1

    def _read_start(self, parent: str, tag: str) -> Element:
        """The element of a start tag that is in order inside the parent, and has no words behind it."""
        source, closed, text = tag.partition(">")
        name = source.partition(" ")[0]
        if not closed or text.strip(BLANK) or source.endswith("/") != (name == "col"):
            raise _Unusual
        try:
            element = ET.fromstring(f"<{source}>" if name == "col" else f"<{source}></{name}>")
        except ET.ParseError:
            raise _Unusual from None
        if not self.grammar.allows(parent, element):
            raise _Unusual
        return element


def _read_end(tag: str) -> str:
    """The name in an end tag that has no words behind it."""
    source, closed, text = tag.partition(">")
    if text.strip(BLANK) or not closed:
        raise _Unusual
    return source[1:]


def _made(element: Element, nodes: list[Any]) -> Any:
    """What an element becomes that holds others; the rows of a table's part stay a list with its name."""
    tag, get = element.tag, element.get
    if tag == "tr":
        return Row(tuple(nodes), get("data-field", ""))
    if tag in ("thead", "tbody"):
        return tag, nodes
    if tag == "table":
        return _table(element, nodes)
    if tag in ("ul", "ol") and nodes:
        return List(tuple(nodes), tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))
    raise _Unusual


def _table(element: Element, nodes: list[Any]) -> Table:
    widths: list[float] = []
    rows: dict[str, list[Row]] = {"thead": [], "tbody": []}
    for node in nodes:
        if isinstance(node, Element):
            widths.append(float(node.get("width", "").removesuffix("cm")))
        else:
            part, own = node
            rows[part] += own
    header, others = rows.values()
    if not header or {len(row.cells) for row in (*header, *others)} != {len(widths)}:
        raise _Unusual
    get = element.get
    return Table(tuple(widths), tuple(header), tuple(others), get("class", ""), get("data-field", ""))
