"""The template's HTML subset → document: which elements there are, what each may hold, what each becomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element

from rolegen.document import (
    Block,
    Cell,
    Document,
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
)
from rolegen.problems import Checked, Place, Problem, suggest

AT, SPLIT = "_at", "|"  # the stamp that templating puts into each start tag: file|line
GLOBAL = {"class", "data-clause", "data-field", "data-placeholder", AT}
ATTRIBUTES: dict[str, set[str]] = {
    **{name: set() for name in ("title h1 h2 h3 p ul ol li table thead tbody tr td strong em span br section").split()},
    "th": {"scope"},
    "col": {"width"},
    "a": {"href"},
    "img": {"src", "alt", "width"},
}
INLINE = {"strong", "em", "span", "a", "br", "img"}
HOLDS: dict[str, set[str]] = {
    "document": {"title", "h1", "h2", "h3", "p", "ul", "ol", "table", "section"},
    "section": {"h1", "h2", "h3", "p", "ul", "ol", "table"},
    "ul": {"li"},
    "ol": {"li"},
    "li": INLINE | {"ul", "ol"},
    "table": {"col", "thead", "tbody"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tr": {"th", "td"},
    "td": INLINE | {"p", "ul", "ol"},
    "th": INLINE | {"p", "ul", "ol"},
    **{name: INLINE for name in ("title", "h1", "h2", "h3", "p", "strong", "em", "span", "a")},
    **{name: set() for name in ("br", "img", "col")},
}
STYLE_KIND = {"span": "character", "table": "table"}  # every other element's class names a paragraph style
SPACE = re.compile(r"[ \t\r\n\f]+")
WIDTH = re.compile(r"([0-9]+(?:\.[0-9]+)?)cm")
PICTURES = (".png", ".jpg", ".jpeg")


def to_document(root: Element, template: Path, facts: Mapping[str, str], styles: Mapping[str, str]) -> Checked[Document]:
    """The document of a rendered template, or all that is wrong with its markup at the template's lines."""
    problems = tuple(_Check(template, styles).problems(root))
    if problems:
        return Checked(None, problems)
    title = " ".join("".join(part.text for part in _inline(element) if isinstance(part, Run))
                     for element in root if element.tag == "title")
    blocks = _blocks(root, template.parent)
    return Checked(Document(title, blocks, {**facts, "title": title}))


def _blocks(parent: Element, folder: Path) -> tuple[Block, ...]:
    return tuple(_block(element, folder) for element in parent if element.tag != "title")


def _block(element: Element, folder: Path) -> Block:
    tag, get = element.tag, element.get
    style, clause, field = get("class", ""), get("data-clause", ""), get("data-field", "")
    if tag == "p":
        return Paragraph(_content(element, folder), style, clause, field)
    if tag in ("ul", "ol"):
        return _list(element, folder)
    if tag == "table":
        return _table(element, folder)
    if tag == "section":
        return Section(_blocks(element, folder), style == "landscape", clause, field)
    return Heading(int(tag[1]), _content(element, folder), style, clause, field)


def _list(element: Element, folder: Path) -> List:
    get = element.get
    items = tuple(_item(child, folder) for child in element)
    if not items and (gap := get("data-placeholder")):
        items = (Item((Run(f"[{gap}]", gap=True),)),)
    return List(items, element.tag == "ol", get("class", ""), get("data-clause", ""), get("data-field", ""))


def _item(element: Element, folder: Path) -> Item:
    get = element.get
    lists = tuple(_list(child, folder) for child in element if child.tag in ("ul", "ol"))
    return Item(_content(element, folder), lists, get("class", ""), get("data-clause", ""), get("data-field", ""))


def _table(element: Element, folder: Path) -> Table:
    widths = tuple(_width(child.get("width", "")) for child in element if child.tag == "col")
    header, rows = (
        tuple(Row(tuple(_cell(cell, folder) for cell in row), row.get("data-field", "")) for row in part)
        for part in (_part(element, "thead"), _part(element, "tbody"))
    )
    return Table(widths, header, rows, element.get("class", ""), element.get("data-field", ""))


def _part(table: Element, tag: str) -> Iterator[Element]:
    return (row for part in table if part.tag == tag for row in part)


def _cell(element: Element, folder: Path) -> Cell:
    blocks: list[Paragraph | List] = []
    content = _content(element, folder)
    nested = [child for child in element if child.tag in ("p", "ul", "ol")]
    if content or not nested:
        blocks.append(Paragraph(content, element.get("class", "")))
    blocks += [block for child in nested if isinstance(block := _block(child, folder), Paragraph | List)]
    return Cell(tuple(blocks), element.tag == "th", element.get("data-clause", ""), element.get("data-field", ""))


def _width(text: str) -> float:
    found = WIDTH.fullmatch(text)
    return float(found[1]) if found else 0.0


def _content(element: Element, folder: Path) -> tuple[Inline, ...]:
    """The runs of an element: white space folded as in HTML, an empty field showing what it asks for."""
    runs = tuple(_trimmed(list(_inline(element, folder=folder))))
    gap = element.get("data-placeholder")
    return (Run(f"[{gap}]", gap=True),) if gap and not runs else runs


def _inline(element: Element, look: Run = Run(""), folder: Path = Path()) -> Iterator[Inline]:
    if element.text:
        yield _like(look, SPACE.sub(" ", element.text))
    for child in element:
        if child.tag == "br":
            yield _like(look, "\n")
        elif child.tag == "img":
            yield _picture(child, folder)
        elif child.tag in INLINE:
            yield from _span(child, look, folder)
        if child.tail:
            yield _like(look, SPACE.sub(" ", child.tail))


def _span(element: Element, look: Run, folder: Path) -> Iterator[Inline]:
    get = element.get
    inner = Run("", look.bold or element.tag == "strong", look.italic or element.tag == "em",
                get("class", look.style), get("href", look.link), get("data-field", look.field))
    content = list(_inline(element, inner, folder))
    gap = get("data-placeholder")
    if gap and not any(isinstance(part, Picture) or part.text.strip() for part in content):
        yield Run(f"[{gap}]", style=inner.style, field=inner.field, gap=True)
    else:
        yield from content


def _like(look: Run, text: str) -> Run:
    return Run(text, look.bold, look.italic, look.style, look.link, look.field, look.gap)


def _trimmed(parts: list[Inline]) -> Iterator[Inline]:
    """The parts without space at either end, around a line break, or twice over; equal looks in one run."""
    after_space = True
    kept: list[Inline] = []
    for part in parts:
        if isinstance(part, Run):
            text = part.text.lstrip(" ") if after_space else part.text
            if text == "\n" and kept and isinstance(last := kept[-1], Run):
                kept[-1] = _like(last, last.text.rstrip(" "))
            after_space = text.endswith((" ", "\n")) if text else after_space
            part = _like(part, text)
        else:
            after_space = False
        kept.append(part)
    while kept and isinstance(last := kept[-1], Run) and not last.text.rstrip(" \n"):
        kept.pop()
    if kept and isinstance(last := kept[-1], Run):
        kept[-1] = _like(last, last.text.rstrip(" \n"))
    return _joined(kept)


def _joined(parts: list[Inline]) -> Iterator[Inline]:
    pending: Run | None = None
    for part in parts:
        if isinstance(part, Run) and not part.text:
            continue
        if pending and isinstance(part, Run) and _like(part, "") == _like(pending, ""):
            pending = _like(pending, pending.text + part.text)
            continue
        if pending:
            yield pending
        pending = part if isinstance(part, Run) else None
        if not isinstance(part, Run):
            yield part
    if pending:
        yield pending


def _picture(element: Element, folder: Path) -> Picture:
    path = folder / element.get("src", "")
    return Picture(element.get("src", ""), path.read_bytes(), element.get("alt", ""), _width(element.get("width", "")))


class _Check:
    """Finds every fault in the markup, each at the template's line."""

    def __init__(self, template: Path, styles: Mapping[str, str]) -> None:
        self.template, self.styles = template, styles

    def problems(self, element: Element) -> Iterator[Problem]:
        if element.tag == "table":
            yield from self._table(element)
        if element.tag == "img":
            yield from self._picture(element)
        yield from self._text(element)
        for child in element:
            if child.tag not in ATTRIBUTES:
                yield self._problem(child, "template-element", f"There is no element <{child.tag}> here.",
                                    suggest(child.tag, ATTRIBUTES))
                continue
            if child.tag not in HOLDS[element.tag]:
                yield self._problem(child, "template-element", f"<{child.tag}> cannot stand inside <{element.tag}>.",
                                    self._holds(element.tag))
                continue
            yield from self._attributes(child)
            yield from self.problems(child)

    def _holds(self, tag: str) -> str:
        inside = ", ".join(f"<{name}>" for name in sorted(HOLDS[tag]))
        return f"It may hold {inside}." if inside else "It holds nothing."

    def _attributes(self, element: Element) -> Iterator[Problem]:
        known = GLOBAL | ATTRIBUTES[element.tag]
        for name in element.keys():
            if name not in known:
                yield self._problem(element, "template-attribute", f"<{element.tag}> has no attribute “{name}”.",
                                    suggest(name, sorted(known - {AT})))
        style = element.get("class")
        kind = STYLE_KIND.get(element.tag, "paragraph")
        if style is not None and element.tag != "section" and self.styles.get(style) != kind:
            hint = suggest(style, sorted(name for name, of in self.styles.items() if of == kind))
            yield self._problem(element, "template-style", f"The house style has no {kind} style “{style}”.", hint)
        if element.tag == "section" and style not in (None, "landscape"):
            yield self._problem(element, "template-style", "A section's class can only be “landscape”.")
        if element.tag == "a" and not re.match(r"(https?|mailto):", element.get("href", "")):
            yield self._problem(element, "template-link", "A link needs an address.", 'Write href="https://…".')

    def _text(self, element: Element) -> Iterator[Problem]:
        holds_text = bool(HOLDS[element.tag] & INLINE) or element.tag == "title"
        texts = [element.text, *(child.tail for child in element)]
        if not holds_text and (text := next((text for text in texts if text and text.strip()), None)):
            yield self._problem(element, "template-text", f"“{text.strip()[:40]}” stands outside a paragraph.",
                                "Put it in <p>…</p>, or in <td>…</td> within a table.")

    def _table(self, element: Element) -> Iterator[Problem]:
        columns = [child for child in element if child.tag == "col"]
        for column in columns:
            if not _width(column.get("width", "")):
                yield self._problem(column, "template-width", "A column needs a width.", 'Write width="5cm".')
        if not any(child.tag == "thead" and len(child) for child in element):
            yield self._problem(element, "template-table", "A table needs a header row, for screen readers too.",
                                "Begin it with <thead><tr><th>…</th></tr></thead>.")
        for row in (row for child in element if child.tag in ("thead", "tbody") for row in child):
            if len(row) != len(columns):
                yield self._problem(row, "template-table", f"This row has {len(row)} cells, the table {len(columns)} columns.",
                                    "Give each column a <col> and each row a cell for it.")

    def _picture(self, element: Element) -> Iterator[Problem]:
        path = self.template.parent / element.get("src", "")
        if not element.get("alt"):
            yield self._problem(element, "template-picture", "A picture needs words for those who cannot see it.",
                                'Write alt="…".')
        if path.suffix.lower() not in PICTURES or not path.is_file():
            yield self._problem(element, "template-picture", f"There is no PNG or JPEG picture “{element.get('src')}” here.",
                                "The address counts from the template's folder.")

    def _problem(self, element: Element, rule: str, message: str, hint: str = "") -> Problem:
        name, _, line = element.get(AT, "").rpartition(SPLIT)
        path = self.template.parent / name if name else self.template
        return Problem(rule, message, self._line(path, int(line or 0)), hint)

    def _line(self, path: Path, line: int) -> Place:
        lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
        return Place(path, line, 0, lines[line - 1] if 0 < line <= len(lines) else "")

