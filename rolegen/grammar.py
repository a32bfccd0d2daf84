"""The HTML subset that templates may yield: which elements there are, what each may hold; every fault at its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import Element

from rolegen.problems import Place, Problem, suggest

AT, SPLIT = "_at", "|"  # the stamp that templating puts into each start tag: the file's number|line
INLINE = frozenset({"strong", "em", "span", "a", "br", "img"})
BLOCKS = frozenset({"h1", "h2", "h3", "p", "ul", "ol", "table"})
HOLDS: Mapping[str, frozenset[str]] = {
    "document": BLOCKS | {"title", "section"},
    "section": BLOCKS,
    **dict.fromkeys(("title", "h1", "h2", "h3", "p", "strong", "em", "span", "a"), INLINE),
    **dict.fromkeys(("ul", "ol"), frozenset({"li"})),
    "li": INLINE | {"ul", "ol"},
    "table": frozenset({"col", "thead", "tbody"}),
    **dict.fromkeys(("thead", "tbody"), frozenset({"tr"})),
    "tr": frozenset({"th", "td"}),
    **dict.fromkeys(("th", "td"), INLINE | {"p", "ul", "ol"}),
    **dict.fromkeys(("br", "img", "col"), frozenset[str]()),
}
ELEMENTS = tuple(name for name in HOLDS if name != "document")
TEXTLESS = {name for name, inside in HOLDS.items() if inside and not inside & INLINE}
EVERYWHERE = {"class", "data-clause", "data-field", "data-placeholder", AT}
ATTRIBUTES = {"th": {"scope"}, "col": {"width"}, "a": {"href"}, "img": {"src", "alt", "width"}}
STYLE_KIND = {"span": "character", "table": "table"}  # every other element's class names a paragraph style
BY_VALUE = {"a", "img", "col"}  # right or wrong by what their attributes say
LINK = re.compile(r"https?://[^\s]+|mailto:[^\s]+")
WIDTH = re.compile(r"[0-9]+(\.[0-9]+)?cm")
PICTURES = (".png", ".jpg", ".jpeg")


@dataclass(frozen=True, slots=True)
class Templates:
    """The files a template is made of: its own, then those it includes, in the order they were first read.

    `pictures` are those that are made for it, such as a chart; others stand beside it.
    """

    main: Path
    files: list[Path]
    pictures: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def picture(self, name: str) -> bytes | None:
        """A picture's bytes, by the address that the template gives; None where there is none that Word shows."""
        if name in self.pictures:
            return self.pictures[name]
        path = self.main.parent / name
        return path.read_bytes() if path.suffix.lower() in PICTURES and os.path.isfile(path) else None

    def place(self, stamp: str) -> Place:
        """The line that a stamp names; without one, the template as a whole."""
        number, _, line = stamp.partition(SPLIT)
        return line_of(self.files[int(number)], int(line)) if line else Place(self.main)

    def last_place(self, output: str) -> Place:
        """The line that the last start tag in a template's output stands in."""
        at = output.rfind(f'{AT}="') + len(AT) + 2
        return self.place(output[at : output.find('"', at)] if at > len(AT) + 1 else "")


class Grammar:
    """Finds every fault in a template's output; `styles` are the class names of the house style, by kind."""

    def __init__(self, templates: Templates, styles: Mapping[str, str]) -> None:
        self.templates, self.styles = templates, styles
        self.sound: set[tuple[str | None, ...]] = set()  # start tags met before and found in order

    def faults(self, element: Element) -> list[Problem]:
        """What is wrong inside an element, from the first child to the last."""
        found: list[Problem] = []
        self._inside(element, found)
        return found

    def allows(self, parent: str, child: Element) -> bool:
        """Whether a start tag is in order inside an element of that name."""
        return not any(self._start(parent, child))

    def _inside(self, element: Element, found: list[Problem]) -> None:
        tag = element.tag
        textless = tag in TEXTLESS
        if textless:
            self._text(element, element.text, found)
        if tag == "table":
            found += self._table(element)
        for child in element:
            start = (tag, child.tag, child.get("class"), *child.attrib)
            if (start in self.sound or self._is_known(start, child, found)) and (len(child) or child.tag in TEXTLESS):
                self._inside(child, found)
            if textless:
                self._text(element, child.tail, found)

    def _is_known(self, start: tuple[str | None, ...], child: Element, found: list[Problem]) -> bool:
        """Whether an element may stand where it does; what else is wrong with its start tag is found too."""
        faults = list(self._start(start[0] or "", child))
        found += faults
        if not faults and child.tag not in BY_VALUE:
            self.sound.add(start)
        return not any(fault.rule == "template-element" for fault in faults)

    def _start(self, parent: str, child: Element) -> Iterator[Problem]:
        if child.tag not in HOLDS:
            hint = suggest(child.tag, ELEMENTS)
            yield self._problem(child, "template-element", f"There is no element <{child.tag}> here.", hint)
        elif child.tag not in HOLDS[parent]:
            inside = ", ".join(f"<{name}>" for name in sorted(HOLDS[parent]))
            message = f"<{child.tag}> cannot stand inside <{parent}>."
            yield self._problem(child, "template-element", message, f"It may hold {inside or 'nothing'}.")
        else:
            yield from self._attributes(child)
            yield from self._style(child)
            yield from self._address(child)

    def _attributes(self, element: Element) -> Iterator[Problem]:
        known = EVERYWHERE | ATTRIBUTES.get(element.tag, set())
        for name in element.attrib:
            if name not in known:
                message = f"<{element.tag}> has no attribute “{name}”."
                yield self._problem(element, "template-attribute", message, suggest(name, sorted(known - {AT})))
        if element.tag == "col" and not WIDTH.fullmatch(element.get("width", "")):
            yield self._problem(element, "template-width", "A column needs a width.", 'Write width="5cm".')

    def _style(self, element: Element) -> Iterator[Problem]:
        style = element.get("class")
        if style is None or element.tag == "section":
            if style not in (None, "landscape"):
                yield self._problem(element, "template-style", "A section's class can only be “landscape”.")
            return
        kind = STYLE_KIND.get(element.tag, "paragraph")
        if self.styles.get(style) != kind:
            hint = suggest(style, sorted(name for name, of in self.styles.items() if of == kind))
            yield self._problem(element, "template-style", f"The house style has no {kind} style “{style}”.", hint)

    def _address(self, element: Element) -> Iterator[Problem]:
        if element.tag == "a" and not LINK.fullmatch(element.get("href", "")):
            yield self._problem(element, "template-link", "A link needs an address.", 'Write href="https://…".')
        if element.tag != "img":
            return
        source = element.get("src", "")
        if not element.get("alt"):
            message = "A picture needs words for those who cannot see it."
            yield self._problem(element, "template-picture", message, 'Write alt="…".')
        if not WIDTH.fullmatch(element.get("width", "1cm")):
            yield self._problem(element, "template-width", "A picture's width is given in centimetres.", 'Write "5cm".')
        if not _is_picture(self.templates.picture(source)):
            message = f"“{source}” is not a PNG or JPEG picture."
            yield self._problem(element, "template-picture", message, "The address counts from the template's folder.")

    def _text(self, element: Element, text: str | None, found: list[Problem]) -> None:
        if text and not text.isspace():
            message = f"“{text.strip()[:40]}” stands outside a paragraph."
            hint = "Put it in <p>…</p>, or in <td>…</td> within a table."
            found.append(Problem("template-text", message, self._place_of_text(element, text.strip()), hint))

    def _place_of_text(self, element: Element, text: str) -> Place:
        """Where text without a tag of its own stands: where the template says it, else near its neighbours."""
        stamp = element.get(AT) or next((child.get(AT) for child in element if child.get(AT)), "")
        path = self.templates.place(stamp or "").path
        words = text.split("\n", maxsplit=1)[0]
        said = next((number for number, line in enumerate(lines_of(path), 1) if words in line), 0)
        return line_of(path, said) if said else self.templates.place(stamp or f"0{SPLIT}1")

    def _table(self, element: Element) -> Iterator[Problem]:
        columns = sum(child.tag == "col" for child in element)
        if not any(child.tag == "thead" and len(child) for child in element):
            message = "A table needs a header row, for screen readers too."
            hint = "Begin it with <thead><tr><th>…</th></tr></thead>."
            yield self._problem(element, "template-table", message, hint)
        for row in (row for part in element if part.tag in ("thead", "tbody") for row in part):
            if row.tag == "tr" and len(row) != columns:
                message = f"This row has {len(row)} cells, the table {columns} columns."
                hint = "Give each column a <col> and each row a cell for it."
                yield self._problem(row, "template-table", message, hint)

    def _problem(self, element: Element, rule: str, message: str, hint: str = "") -> Problem:
        return Problem(rule, message, self.templates.place(element.get(AT, "")), hint)


def _is_picture(data: bytes | None) -> bool:
    from rolegen.word.picture import size

    return data is not None and size(data) is not None


def line_of(path: Path, line: int) -> Place:
    """A line of a template, with its text."""
    lines = lines_of(path)
    return Place(path, line, 0, lines[line - 1] if 0 < line <= len(lines) else "")


def lines_of(path: Path) -> list[str]:
    """A template's lines; none where it cannot be read any more."""
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError):
        return []
