"""What marks a paragraph in a Word file: the controls round it, and the bookmark it begins where its name is known.

A control wins over a bookmark of its kind: it is what a person sees in Word. Bookmarks are what other programs leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from rolegen.word.reading_styles import W, is_on, value

CONTROL, TAG = f"{W}sdt", f"{W}sdtPr/{W}tag"
CLAUSE, FIELD = "clause", "field"
SHORTENED = "~"  # stands in a tag that is not whole
WORDS, PLACEHOLDERS = "_rg_", ("organisation", "area")  # bookmarks round words in a paragraph: _rg_area_3
COPY = "_Copy_"  # how LibreOffice names the bookmarks of what was copied, before a number
# Fields of several paragraphs, items or rows, of which one control holds all: what is added to them by hand is theirs.
GROWING = frozenset({"purpose", "accountabilities", "statutory", "person_profile"})


@dataclass(frozen=True, slots=True, eq=False)
class Control:
    """What the marks round a paragraph say of it; each control is one object, told apart by identity.

    `own` says that it marks this one paragraph and no list; `gap` that it holds what an empty field asks for; `held`
    names the kinds of mark that a table, row or cell round it has.
    """

    clause: str = ""
    field: str = ""
    own: bool = False
    gap: bool = False
    held: frozenset[str] = frozenset()


NONE = Control()


class Marks:
    """The tags of one file's controls, and of its bookmarks where their names are given."""

    def __init__(self, names: Mapping[str, str], root: Element) -> None:
        self.names = names
        self._whole: Mapping[str, str] = {}
        self._in_controls: frozenset[tuple[str, str]] = frozenset()
        self._shared: dict[str, Control] = {}
        if names:
            self._in_controls = frozenset(self.said(value(one, TAG)) for one in root.iter(CONTROL))

    def said(self, tag: str) -> tuple[str, str]:
        """What a tag is of, a clause or a field, and its name; the whole name of a shortened one where it is known."""
        kind, _, name = (self._lengthened(tag) if SHORTENED in tag and self.names else tag).partition(":")
        return kind, name

    def _lengthened(self, short: str) -> str:
        if not self._whole:
            from rolegen.marks import tag

            self._whole = {tag("", whole): whole for whole in dict.fromkeys(self.names.values())}
        return self._whole.get(short, short)

    def of_bookmark(self, name: str) -> str:
        """The tag behind a bookmark's name; "" for one that is not ours."""
        return self.names.get(name, "") or (self.names.get(name.partition(COPY)[0], "") if COPY in name else "")

    def of_words(self, name: str) -> str:
        """The placeholder that a bookmark's words stand for; "" for a bookmark of another kind."""
        placeholder = name.removeprefix(WORDS).partition("_")[0] if name.startswith(WORDS) else ""
        return placeholder if placeholder in PLACEHOLDERS else ""

    def is_loose(self, field: str) -> bool:
        """Whether only bookmarks mark a field, which cannot say that what stands beside them is not of it."""
        return bool(field and self.names) and (FIELD, field) not in self._in_controls

    def grows(self, field: str) -> bool:
        """Whether what was added beside a field's paragraphs is taken to be the field's."""
        return field in GROWING and self.is_loose(field)

    def of_field(self, field: str) -> Control:
        """The mark of a field that grows, one for all its paragraphs, as one control would be."""
        return self._shared.setdefault(f"{FIELD}:{field}", Control(field=field))

    def upon(self, control: Control, tag: str, fields: Sequence[str]) -> Control:
        """What marks a paragraph that begins the bookmark of a tag; `fields` are those with controls round its runs."""
        if not tag:
            return control
        kind, name = self.said(tag)
        if kind in control.held:
            return control
        if kind == CLAUSE and not control.clause:
            alone = self._shared.setdefault(tag, Control(clause=name))
            return alone if control is NONE else replace(control, clause=name)
        if kind == FIELD and not control.field and not fields:
            if control is NONE and name in GROWING:
                return self.of_field(name)
            return replace(control, field=name, own=name not in GROWING)
        return control


def is_asking(control: Element | None) -> bool:
    """Whether a control, by its properties, holds what asks for a value and no value (17.5.2.39).

    LibreOffice 7.4 lets it say so still when a value has been typed; it also leaves out the ids that Word gives.
    """
    told_by_word = value(control, f"{W}id") or value(control, f"{W}tag")
    return bool(told_by_word) and is_on(control, f"{W}showingPlcHdr")


class Begun:
    """The bookmarks that were begun and mark no paragraph yet, by their ids."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._open: dict[str, str] = {}

    def begin(self, bookmark: Element) -> None:
        """A bookmark begins between paragraphs."""
        if tag := self._marks.of_bookmark(bookmark.get(f"{W}name", "")):
            self._open[bookmark.get(f"{W}id", "")] = tag

    def end(self, bookmark: Element) -> None:
        """A bookmark ends between paragraphs."""
        self._open.pop(bookmark.get(f"{W}id", ""), None)

    def tag_of(self, before: Iterable[Element], after: Iterable[Element], ended: Iterable[str], *, blank: bool) -> str:
        """The tag of a paragraph: of the last bookmark that begins before its words, else the first behind them.

        One without words hands on a bookmark that goes on: someone pressed Enter before the words.
        """
        for bookmark in before:
            self.begin(bookmark)
        if blank:
            found = [tag for one in ended if (tag := self._open.pop(one, ""))]
            return found[-1] if found else ""
        found = list(self._open.values())
        self._open = {}
        if found:
            return found[-1]
        return next((tag for one in after if (tag := self._marks.of_bookmark(one.get(f"{W}name", "")))), "")
