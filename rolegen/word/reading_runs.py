"""What a paragraph of a Word file says: its runs and pictures, tracked changes as if accepted, fields by their results.

An element that is not known here is looked into, so that no text is lost in what other programs put around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element

from rolegen.document import Inline, Picture, Run
from rolegen.word.guard import Package
from rolegen.word.reading_marks import CLAUSE, FIELD, Marks, is_asking
from rolegen.word.reading_owned import neighbours_joined
from rolegen.word.reading_styles import Styles, W, is_on, value
from rolegen.word.signs import sign, signs_of

TYPE_CHECKING = False  # typing takes longer to import than a profile to open
if TYPE_CHECKING:
    from typing import Any

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
VML = "{urn:schemas-microsoft-com:vml}"
OFFICE = "{urn:schemas-microsoft-com:office:office}"

RUN, LOOK = f"{W}r", f"{W}rPr"
TEXTS = (f"{W}t", f"{MATH}t")
GONE = frozenset({f"{W}del", f"{W}moveFrom"})  # tracked as taken out
UNSPOKEN = GONE | {f"{W}pPr", LOOK, f"{W}sdtPr", f"{W}sdtEndPr", f"{W}tblPr", f"{W}tblGrid", f"{MATH}rPr"}
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
LONGEST_LINK = 2083  # characters that Word keeps of an address
LINK_FIELD = re.compile(r'\s*HYPERLINK\s+"?([^"\\\s:]+:[^"\s]+)')
OWN_LOOKS = {"strong", "emphasis"}  # character styles that say no more than bold and italic
ASKED = "placeholder-text"  # the character style of what asks for a value
PLAIN, ASKING = Run(""), Run("", gap=True)


class _Field:
    """A field (17.16): what stands between its begin and its separator is its instruction, what follows its result."""

    def __init__(self, around: _Field | None) -> None:
        self.instruction: list[str] = []
        self._around_hidden: bool = around is not None and around.hidden
        self._around_link: str = around.link if around else ""
        self.hidden: bool = True
        self.link: str = ""

    def show(self) -> None:
        """What follows is the field's result, and a link where that is what the field makes."""
        found = LINK_FIELD.match("".join(self.instruction))
        own = found[1] if found and len(found[1]) <= LONGEST_LINK else ""
        self.hidden, self.link = self._around_hidden, own or self._around_link


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a Word file that holds text; `targets` are the parts and addresses that it refers to, by their ids."""

    package: Package
    root: Element
    targets: Mapping[str, str]


class Runs:
    """Reads the paragraphs of one part, in their order: a field may begin in one and end in another.

    What a paragraph holds besides its runs is gathered until someone takes it: text boxes, the clause and the fields
    that controls inside it name, bookmarks. `notes` tells which notes were referred to so far, each with its number.
    """

    def __init__(self, part: Part, styles: Styles, notes: dict[str, int], marks: Marks) -> None:
        self._package, self._targets, self._styles, self._notes = part.package, part.targets, styles, notes
        self._marks = marks
        self._pictures: dict[str, bytes] = {}
        self._looks: dict[Run, Run] = {}
        self._fields: list[_Field] = []
        self._signs: Mapping[int, str] | None = None  # what the characters of a run in a font of signs stand for
        self._endless = _endless_fields(part.root)
        self._said: list[tuple[Run, str | Picture]] = []
        self._boxes: list[Element] = []
        self._caption = ""  # the words for what is being drawn, until a picture has them
        self.clause = ""
        self.fields: list[str] = []
        self.begun: list[tuple[Element, int]] = []  # bookmarks, each with how much was said before it
        self.ended: list[str] = []
        self._stands_for, self._stands_until = "", ""  # a placeholder, and the id of the bookmark round its words
        self._readers: Mapping[str, Callable[[Element, Run], None]] = {
            f"{W}hyperlink": self._hyperlink,
            f"{W}sdt": self._control,
            f"{W}fldChar": self._field_mark,
            f"{W}instrText": self._instruction,
            f"{W}fldSimple": self._simple_field,
            f"{W}br": self._break,
            f"{W}sym": self._sign,
            f"{W}ruby": self._ruby,
            f"{W}txbxContent": self._box,
            f"{W}footnoteReference": self._note,
            f"{W}endnoteReference": self._note,
            f"{W}drawing": self._drawing,
            f"{PIC}pic": self._picture,
            f"{VML}shape": self._shape,
            f"{VML}imagedata": self._old_picture,
            f"{MATH}f": self._fraction,
            f"{MC}AlternateContent": self._branches,
            **({f"{W}bookmarkStart": self._bookmark, f"{W}bookmarkEnd": self._bookmark_end} if marks.names else {}),
        }

    def content(self, paragraph: Element, *, gap: bool = False) -> tuple[Inline, ...]:
        """The runs of a paragraph, neighbours of one look in one; `gap` where all of it asks for a value."""
        self._said, self.clause, self.fields, self.begun, self.ended = [], "", [], [], []
        self._stands_for = ""
        self._read(paragraph, ASKING if gap else PLAIN)
        content = joined(self._said)
        return with_gaps(content) if any(isinstance(one, Run) and one.style == ASKED for one in content) else content

    def bookmarks(self) -> tuple[list[Element], list[Element]]:
        """The bookmarks that the paragraph begins, before its words and behind the first of them."""
        words = next((n for n, (_, what) in enumerate(self._said) if not isinstance(what, str) or what.strip()), None)
        before = [one for one, place in self.begun if words is None or place <= words]
        return before, [one for one, _ in self.begun[len(before) :]]

    def take_boxes(self) -> list[Element]:
        """The text boxes met since they were last taken."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _read(self, parent: Element, look: Run) -> None:
        for child in parent:
            tag = child.tag
            if tag == RUN:
                self._read_run(child, look)
            elif tag in TEXTS:
                self._say(self._words(child.text or ""), look)
            elif tag in UNSPOKEN:
                continue
            elif tag in SIGNS:
                self._say(SIGNS[tag], look)
            elif read := self._readers.get(tag):
                read(child, look)
            else:
                self._read(child, look)

    def _read_run(self, run: Element, look: Run) -> None:
        around, self._signs = self._signs, None
        if (properties := run.find(LOOK)) is not None:
            look = self._look(properties, look)
            if (fonts := properties.find(f"{W}rFonts")) is not None:
                self._signs = signs_of(fonts.get(f"{W}ascii", ""))
        self._read(run, look)
        self._signs = around

    def _words(self, text: str) -> str:
        """The text of a run; line breaks in it are spaces to Word, which has w:br for a break."""
        if "\n" in text or "\r" in text:
            text = text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ")
        return text.translate(self._signs) if self._signs else text

    def _say(self, what: str | Picture, look: Run) -> None:
        if self._fields:
            field = self._fields[-1]
            if field.hidden:
                return
            look = self._same(look, link=field.link) if field.link else look
        if self._stands_for:
            look = self._same(look, field=self._stands_for)
        self._said.append((look, what))

    def _same(self, look: Run, **changes: Any) -> Run:
        """A look with some changes; the same object for the same look, which makes neighbours quick to join."""
        made = replace(look, **changes)
        return self._looks.setdefault(made, made)

    def _look(self, properties: Element, look: Run) -> Run:
        style, bold, italic = look.style, look.bold, look.italic
        if used := value(properties, f"{W}rStyle"):
            style = self._styles.name(used)
            bold, italic = self._styles.look(used)
            if style == ASKED:
                bold, italic = False, False
            elif style in OWN_LOOKS or (style == "hyperlink" and (look.link or self._fields)):
                style = ""
        if properties.find(f"{W}b") is not None:
            bold = is_on(properties, f"{W}b")
        if properties.find(f"{W}i") is not None:
            italic = is_on(properties, f"{W}i")
        return self._same(look, bold=bold, italic=italic, style=style)

    def _hyperlink(self, element: Element, look: Run) -> None:
        link = self._targets.get(element.get(f"{R}id", ""), "")
        anchor = element.get(f"{W}anchor", "")
        link = f"{link}#{anchor}" if link and anchor else link
        self._read(element, self._same(look, link=link) if 0 < len(link) <= LONGEST_LINK else look)

    def _control(self, element: Element, look: Run) -> None:
        """A content control round runs (17.5.2.31)."""
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        kind, name = self._marks.said(value(properties, f"{W}tag"))
        gap = look.gap or is_asking(properties)
        field = look.field
        if kind == CLAUSE:
            self.clause = name
        elif kind == FIELD:
            field = name
            self.fields.append(name)
        if content is not None:
            self._read(content, self._same(look, field=field, gap=gap))

    def _bookmark(self, element: Element, _: Run) -> None:
        if placeholder := self._marks.of_words(element.get(f"{W}name", "")):
            self._stands_for, self._stands_until = placeholder, element.get(f"{W}id", "")
        else:
            self.begun.append((element, len(self._said)))

    def _bookmark_end(self, element: Element, _: Run) -> None:
        ended = element.get(f"{W}id", "")
        self.ended.append(ended)
        if ended == self._stands_until:
            self._stands_for = ""

    def _field_mark(self, element: Element, _: Run) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and element not in self._endless:
            self._begin_field()
        elif kind == "separate" and self._fields:
            self._fields[-1].show()
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _begin_field(self) -> _Field:
        field = _Field(self._fields[-1] if self._fields else None)
        self._fields.append(field)
        return field

    def _instruction(self, element: Element, _: Run) -> None:
        if self._fields:
            self._fields[-1].instruction.append(element.text or "")

    def _simple_field(self, element: Element, look: Run) -> None:
        around = len(self._fields)
        field = self._begin_field()
        field.instruction.append(element.get(f"{W}instr", ""))
        field.show()
        self._read(element, look)
        del self._fields[around:]

    def _break(self, _: Element, look: Run) -> None:
        """A line break; one of a page or column (17.3.3.1) ends a line too."""
        self._say("\n", look)

    def _sign(self, element: Element, look: Run) -> None:
        self._say(sign(element.get(f"{W}font", ""), element.get(f"{W}char", "")), look)

    def _ruby(self, element: Element, look: Run) -> None:
        """Words with others above that say how they are spoken (17.3.3.25), these in brackets."""
        for name, before, after in (("rubyBase", "", ""), ("rt", "(", ")")):
            if (part := element.find(f"{W}{name}")) is not None and len(part):
                self._say(before, look)
                self._read(part, look)
                self._say(after, look)

    def _fraction(self, element: Element, look: Run) -> None:
        for name, before in ((f"{MATH}num", ""), (f"{MATH}den", "/")):
            if (part := element.find(name)) is not None:
                self._say(before, look)
                self._read(part, look)

    def _branches(self, element: Element, look: Run) -> None:
        """One of several ways to say the same: the first that says anything here (part 3, 9.3)."""
        for branch in element:
            before = len(self._said), len(self._boxes)
            self._read(branch, look)
            if (len(self._said), len(self._boxes)) != before:
                return

    def _box(self, element: Element, _: Run) -> None:
        self._boxes.append(element)

    def _note(self, element: Element, look: Run) -> None:
        kind = element.tag.removeprefix(W).removesuffix("Reference")
        note = f"{kind} {element.get(f'{W}id', '')}"
        self._say(f"[{self._notes.setdefault(note, len(self._notes) + 1)}]", look)

    def _drawing(self, element: Element, look: Run) -> None:
        """Pictures, text boxes; or the words for whoever cannot see what is drawn."""
        frame = element.find(f"*/{WP}docPr")
        self._see(frame.get("descr", "") if frame is not None else "", element, look)

    def _shape(self, element: Element, look: Run) -> None:
        """The same in VML, Word's language for drawings until 2007."""
        self._see(element.get("alt", ""), element, look)

    def _see(self, words: str, element: Element, look: Run) -> None:
        before = len(self._said), len(self._boxes)
        self._caption = words
        self._read(element, look)
        if self._caption and (len(self._said), len(self._boxes)) == before:
            self._say(self._caption, look)
        self._caption = ""

    def _picture(self, element: Element, look: Run) -> None:
        named, blip = element.find(f"{PIC}nvPicPr/{PIC}cNvPr"), element.find(f"{PIC}blipFill/{A}blip")
        name, words = (named.get("name", ""), named.get("descr", "")) if named is not None else ("", "")
        self._show(name, words, blip.get(f"{R}embed", "") if blip is not None else "", look)

    def _old_picture(self, element: Element, look: Run) -> None:
        self._show("", element.get(f"{OFFICE}title", ""), element.get(f"{R}id", ""), look)

    def _show(self, name: str, words: str, target: str, look: Run) -> None:
        part = self._targets.get(target, "")
        if part not in self._pictures:
            self._pictures[part] = self._package.part(part)
        file = name if "." in name else part.rpartition("/")[2]
        self._say(Picture(file[:LONGEST_LINK], self._pictures[part], self._caption or words), look)
        self._caption = ""


def joined(said: list[tuple[Run, str | Picture]]) -> tuple[Inline, ...]:
    """Runs of neighbouring texts of one look, and pictures."""
    made: list[Inline] = []
    for look, group in groupby(said, key=itemgetter(0)):
        texts: list[str] = []
        for _, what in group:
            if isinstance(what, str):
                texts.append(what)
            else:
                made += [*_run(look, texts), what]
                texts = []
        made += _run(look, texts)
    return tuple(made)


def _run(look: Run, texts: list[str]) -> list[Inline]:
    text = "".join(texts)
    return [Run(text, look.bold, look.italic, look.style, look.link, look.field, look.gap)] if text else []


def with_gaps(content: Iterable[Inline]) -> tuple[Inline, ...]:
    """The runs in the style of what asks for a value as gaps, where they do ask: in brackets, as rolegen writes it.

    A control says for itself that it asks. The style alone does not: what is typed over such words takes it on.
    """
    return neighbours_joined(
        [_asking(part) if isinstance(part, Run) and part.style == ASKED else part for part in content]
    )


def _asking(run: Run) -> Run:
    words = run.text.strip()
    return replace(run, style="", gap=run.gap or (words[:1], words[-1:]) == ("[", "]"))


def _endless_fields(root: Element) -> set[Element]:
    """The marks of fields that begin and never end; what follows them is no instruction."""
    begun: list[Element] = []
    for mark in root.iter(f"{W}fldChar"):
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            begun.append(mark)
        elif kind == "end" and begun:
            begun.pop()
    return set(begun)
