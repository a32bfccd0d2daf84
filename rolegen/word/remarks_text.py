"""The words of one part of a Word file with the changes tracked in them, and the places that comments hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from rolegen.word.reading_runs import MATH, MC, SIGNS
from rolegen.word.reading_styles import Styles, W

PARAGRAPH, ROW, PROPERTIES, ROW_PROPERTIES = (f"{W}{name}" for name in ("p", "tr", "pPr", "trPr"))
LONGEST = 200  # characters of a heading, and of the words that a comment hangs on
TEXTS = frozenset({f"{W}t", f"{W}delText", f"{MATH}t"})
LINE_BREAK = f"{W}br"
CHANGES = {f"{W}{kind}": kind for kind in ("ins", "del", "moveFrom", "moveTo")}
GONE = ("del", "moveFrom")
SILENT = frozenset(
    {PROPERTIES, ROW_PROPERTIES, *(f"{W}{name}" for name in ("rPr", "sdtPr", "tblPr", "tcPr", "tblGrid"))}
)
RANGE, RANGE_END, REFERENCE = f"{W}commentRangeStart", f"{W}commentRangeEnd", f"{W}commentReference"


@dataclass(slots=True)
class Anchor:
    """What a comment hangs on: a stretch of what is said, and the paragraph it begins in."""

    section: tuple[str, ...]
    start: int
    end: int | None = None
    paragraph: tuple[int, int] = (0, 0)


@dataclass(frozen=True, slots=True)
class Change:
    """Words tracked as changed; without any, the end of a paragraph. `kind` is the name of the change's element."""

    kind: str
    author: str
    text: str
    section: tuple[str, ...]


@dataclass(slots=True)
class Told:
    """What a part says piece by piece, changes accepted; its tracked changes; its comments' places by their ids."""

    said: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    anchors: dict[str, Anchor] = field(default_factory=dict)


def told(root: Element, styles: Styles) -> Told:
    """What a part says, and where what was remarked on it stands."""
    walk = _Walk(styles)
    walk.read(root)
    return walk.told


def words(comment: Element, styles: Styles) -> str:
    """The words of a comment, a paragraph a line, changes accepted."""
    return "".join(told(comment, styles).said).strip()


def excerpt(said: list[str], start: int, end: int) -> str:
    """What is said from one piece to another on one line, not more than is shown."""
    text = ""
    for place in range(start, end):
        text += said[place]
        if len(text) > LONGEST:
            return " ".join(text[:LONGEST].split()) + "…"
    return " ".join(text.split())


class _Walk:
    """Goes through a part once, in the order it is read."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self.told = Told()
        self._headings: list[tuple[int, str]] = []
        self._section: tuple[str, ...] = ()
        self._change: tuple[str, str] = ("", "")  # the kind and author of the change that is being read
        self._changed: list[str] = []
        self._of: tuple[str, str] = ("", "")  # the change that the words in `_changed` are of
        self._row: tuple[str, str] = ("", "")
        # In the paragraph that is being read: comments begun, and the kinds of changes.
        self._met: list[Anchor] = []
        self._kinds: set[str] = set()

    def read(self, parent: Element) -> None:
        """What stands in an element."""
        for child in parent:
            tag = child.tag
            if tag in TEXTS:
                self._say(child.text or "")
            elif tag in SIGNS or tag == LINE_BREAK:
                self._say(SIGNS.get(tag, "\n"))
            elif tag in SILENT:
                continue
            elif tag == PARAGRAPH:
                self._paragraph(child)
            elif tag == ROW:
                self._table_row(child)
            elif kind := CHANGES.get(tag):
                self._within((kind, child.get(f"{W}author", "")), child)
            elif tag in (RANGE, RANGE_END, REFERENCE):
                self._comment(tag, child.get(f"{W}id", ""))
            elif tag == f"{MC}AlternateContent":
                self.read(child[0] if len(child) else child)
            else:
                self.read(child)

    def _say(self, text: str) -> None:
        is_gone = self._change[0] in GONE
        if self._row[0]:
            self._changed += [] if is_gone and self._row[0] not in GONE else [text]
        elif text:
            if self._change != self._of:
                self._end_change()
                self._of = self._change
            self._changed += [text] if self._change[0] else []
        if not is_gone and self._row[0] not in GONE:
            self.told.said.append(text)

    def _within(self, change: tuple[str, str], element: Element) -> None:
        around, self._change = self._change, change
        self.read(element)
        self._change = around

    def _end_change(self, *, is_break: bool = False) -> None:
        """What was changed as far as it was read, where it has words or is the end of a paragraph."""
        text = "".join(self._changed)
        if self._of[0] and (text.strip() or is_break):
            self.told.changes.append(Change(*self._of, text.strip(), self._section))
            self._kinds.add(self._of[0])
        self._changed, self._of = [], ("", "")

    def _paragraph(self, element: Element) -> None:
        met, kinds = self._met, self._kinds
        if not self._row[0]:
            self._end_change()
        self._met, self._kinds, start = [], set(), len(self.told.said)
        self.read(element)
        self._end_paragraph(element)
        for anchor in self._met:
            anchor.paragraph = (start, len(self.told.said))
        self._met, self._kinds = met, kinds
        self._head(element.find(PROPERTIES), start)
        self.told.said.append("\n")

    def _end_paragraph(self, element: Element) -> None:
        """The changes in a paragraph; and that of its end, where none of its words are changed so."""
        if self._row[0]:
            self._changed.append(" ")
            return
        self._end_change()
        for kind, author in _changes(element.find(f"{PROPERTIES}/{W}rPr")):
            if kind not in self._kinds:
                self._of = (kind, author)
                self._end_change(is_break=True)

    def _head(self, properties: Element | None, start: int) -> None:
        """What follows a heading stands under it."""
        level = self._styles.heading_level(self._styles.paragraph_style(properties), properties)
        if level and (text := excerpt(self.told.said, start, len(self.told.said))):
            self._headings = [*[one for one in self._headings if one[0] < level], (level, text)]
            self._section = tuple([heading for _, heading in self._headings])

    def _table_row(self, element: Element) -> None:
        """A row; one that was added or removed as a whole is one change."""
        around = self._row
        change = next(_changes(element.find(ROW_PROPERTIES)), ("", ""))
        if around[0] or not change[0]:
            self.read(element)
            return
        self._end_change()
        self._row = change
        self.read(element)
        self._of = change
        self._changed = [" ".join("".join(self._changed).split())]
        self._end_change(is_break=True)
        self._row = around

    def _comment(self, tag: str, name: str) -> None:
        anchors, place = self.told.anchors, len(self.told.said)
        if tag == RANGE_END:
            if name in anchors and anchors[name].end is None:
                anchors[name].end = place
        elif name not in anchors:
            anchors[name] = Anchor(self._section, place)
            self._met.append(anchors[name])


def _changes(properties: Element | None) -> Iterator[tuple[str, str]]:
    """The kind and author of each change tracked of a paragraph's end or a row."""
    for child in properties if properties is not None else ():
        if kind := CHANGES.get(child.tag):
            yield kind, child.get(f"{W}author", "")
