"""A Word file as someone fills it in: words typed into controls, list items and table rows added and taken out."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from lxml import etree

from tests.samples import W, raw, repacked, words

MAIN = "word/document.xml"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
IN_PARAGRAPH = ("r", "sdt", "hyperlink", "ins", "del")


class Typed:
    """A Word file that is open for typing."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self.root: Any = etree.fromstring(raw(data, MAIN))

    def docx(self) -> bytes:
        """The file as it is now."""
        xml = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return repacked(self._data, {MAIN: xml})

    def saved(self, path: Path) -> Path:
        """The file as it is now, at that path."""
        path.write_bytes(self.docx())
        return path

    def controls(self, tag: str) -> list[Any]:
        """The controls with a tag such as `field:title`."""
        return [
            control
            for control in self.root.iter(f"{W}sdt")
            if (found := control.find(f"{W}sdtPr/{W}tag")) is not None and found.get(f"{W}val") == tag
        ]

    def type(self, path: str, text: str) -> None:
        """Writes into a field of one line."""
        controls = self.controls(f"field:{path}")
        assert controls, path
        for control in controls:
            _say(control, text)

    def clear(self, path: str) -> None:
        """Empties a field of one line, as Word does: it asks again."""
        for control in self.controls(f"field:{path}"):
            _say(control, "Click or tap here to enter text.", asking=True)

    def lines(self, path: str, texts: Sequence[str]) -> None:
        """Writes paragraphs or items, each into the one that stands in its place; new ones are like the last."""
        (content,) = [control.find(f"{W}sdtContent") for control in self.controls(f"field:{path}")]
        standing = list(content.iter(f"{W}p"))
        for paragraph, text in zip(standing, texts, strict=False):
            if words(paragraph) != text:
                say(paragraph, text)
        for text in texts[len(standing) :]:
            added = _unmarked(standing[-1])
            say(added, text)
            list(content.iter(f"{W}p"))[-1].addnext(added)
        for paragraph in standing[max(len(texts), 1) :]:
            paragraph.getparent().remove(paragraph)
        if not texts:
            say(standing[0], "")

    def add_line(self, path: str, at: int, text: str) -> None:
        """A new item that begins behind the n-th one, as Enter makes it."""
        paragraphs = self.paragraphs(path)
        added = _unmarked(paragraphs[at])
        say(added, text)
        paragraphs[at].addnext(added)

    def paragraphs(self, path: str) -> list[Any]:
        """The paragraphs of a field."""
        (control,) = self.controls(f"field:{path}")
        return list(control.find(f"{W}sdtContent").iter(f"{W}p"))

    def rows(self) -> list[Any]:
        """The rows of the person profile, those that head a table left out."""
        (control,) = self.controls("field:person_profile")
        return [row for row in control.iter(f"{W}tr") if not row.findall(f"{W}trPr/{W}tblHeader")]

    def row(self, number: int, *cells: str) -> None:
        """Writes criterion, importance and methods into a row of the person profile."""
        write_row(self.rows()[number], cells)

    def add_row(self, behind: int, *cells: str) -> None:
        """A new row of the person profile behind another, as Word copies it."""
        before = self.rows()[behind]
        added = _unmarked(before)
        write_row(added, cells)
        before.addnext(added)

    def remove_row(self, number: int) -> None:
        """Takes a row out of the person profile."""
        row = self.rows()[number]
        row.getparent().remove(row)


def write_row(row: Any, cells: Iterable[str]) -> None:
    """Writes into the cells behind the reference."""
    for cell, text in zip(row.findall(f"{W}tc")[1:], cells, strict=True):
        paragraph = cell.find(f"{W}p")
        controls = list(paragraph.iter(f"{W}sdt"))
        if words(paragraph) == text:
            continue
        if controls:
            _say(controls[0], text)
        else:
            say(paragraph, text)


def say(paragraph: Any, text: str) -> None:
    """A paragraph with these words and no others, its bookmarks as they were."""
    for part in [one for name in IN_PARAGRAPH for one in paragraph.findall(f"{W}{name}")]:
        paragraph.remove(part)
    start = paragraph.find(f"{W}bookmarkStart")
    run = run_of(text)
    if start is not None:
        start.addnext(run)
    else:
        paragraph.append(run)


def _say(control: Any, text: str, *, asking: bool = False) -> None:
    """A control round runs with these words and no others."""
    properties, content = control.find(f"{W}sdtPr"), control.find(f"{W}sdtContent")
    for mark in properties.findall(f"{W}showingPlcHdr"):
        properties.remove(mark)
    for part in list(content):
        content.remove(part)
    run = run_of(text)
    if asking:
        etree.SubElement(properties, f"{W}showingPlcHdr")
        look = etree.Element(f"{W}rPr")
        etree.SubElement(look, f"{W}rStyle").set(f"{W}val", "PlaceholderText")
        run.insert(0, look)
    content.append(run)


def run_of(text: str) -> Any:
    """A run that says this."""
    run = etree.Element(f"{W}r")
    for n, line in enumerate(text.split("\n")):
        if n:
            etree.SubElement(run, f"{W}br")
        said = etree.SubElement(run, f"{W}t")
        said.text = line
        said.set(SPACE, "preserve")
    return run


def _unmarked(element: Any) -> Any:
    """A copy without the bookmarks, of which a file has each once."""
    made = copy.deepcopy(element)
    for name in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(made.iter(f"{W}{name}")):
            mark.getparent().remove(mark)
    return made
