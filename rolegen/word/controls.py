"""The XML of content controls (ECMA-376 part 1, 17.5.2) and of the hidden bookmarks inside them (17.13.6.2)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from html import escape

from rolegen import marks
from rolegen.form.kinds import KINDS, ROW_CHOICES

APPROVED = "Approved wording"
LOCKED, KEPT, GROUPED = "sdtContentLocked", "sdtLocked", "contentLocked"  # 17.18.50; kept: its text may change
GAP = "<w:showingPlcHdr/>"
CONTROL_END = "</w:sdtContent></w:sdt>"
LONGEST_NAME = 64  # characters of a control's name


def group(content: str) -> str:
    """A control in which nothing can be typed but in the controls inside it, as Word's own command Group makes it."""
    return _control(f'<w:lock w:val="{GROUPED}"/><w:group/>', content)


def clause(tag: str, content: str) -> str:
    """A control round approved wording, which can be neither changed nor deleted."""
    return _control(_head(tag, LOCKED), content)


def field(tag: str, content: str, kind: str = "", *, gap: bool = False) -> str:
    """A control round what shows a field, which can be typed into but not deleted.

    `kind` is what sort of control it is; `gap` marks that it says only what belongs there.
    """
    return _control(f"{_head(tag, KEPT)}{GAP if gap else ''}{kind}", content)


def locked_field(tag: str, content: str) -> str:
    """A control round what shows a field in a way that cannot be read back."""
    return _control(_head(tag, LOCKED), content)


def shield(runs: str, *, gap: bool) -> str:
    """A control without a tag round the words of the first paragraph in a control.

    LibreOffice 7.4 makes one plain field of those words, and so loses their line breaks, links and look, unless they
    are in a control of their own.
    """
    return _control(GAP if gap else "", runs)


def bookmarked(tag: str, count: int, runs: str) -> str:
    """What a paragraph says, in a hidden bookmark that names it; `count` is how many of this tag stand before it."""
    return in_bookmark(number(tag, count), marks.bookmark(tag, count), runs)


def in_bookmark(own: int, name: str, runs: str) -> str:
    """Runs in a bookmark of this id and name."""
    return f'<w:bookmarkStart w:id="{own}" w:name="{name}"/>{runs}<w:bookmarkEnd w:id="{own}"/>'


def _control(properties: str, content: str) -> str:
    """A control, without an id: Word gives it one that is its own (17.5.2.18)."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}{CONTROL_END}"


@lru_cache(maxsize=10_000)
def number(tag: str, count: int) -> int:
    """The id of a bookmark: from its tag, so that it is the same in every file."""
    return zlib.crc32(f"{tag}#{count}".encode()) & 0x7FFFFFFF or 1


@lru_cache(maxsize=2_000)
def kind_of(path: str, shown: str) -> str:
    """What sort of control shows a field's words in a line: a list to choose from, a date picker, else none of its own.

    A control for plain text (17.5.2.44) would be of use, but LibreOffice 7.4 moves its line breaks before its words.
    """
    known = KINDS.get(path)
    control = known.control if known else "choice" if path in ROW_CHOICES else "text"
    if control == "date":
        return _date(path, shown)
    if control in ("choice", "open"):
        element = "dropDownList" if control == "choice" else "comboBox"
        choices = known.choices if known else ROW_CHOICES[path]
        return _listed(element, dict.fromkeys([*choices, *([shown] if shown else [])]))
    return ""


def _listed(element: str, choices: Iterable[str]) -> str:
    """A list of choices (17.5.2.15, 17.5.2.5)."""
    items = [escape(choice) for choice in choices]
    listed = "".join([f'<w:listItem w:displayText="{item}" w:value="{item}"/>' for item in items])
    return f"<w:{element}>{listed}</w:{element}>"


def _date(path: str, shown: str) -> str:
    """A date picker (17.5.2.7), which holds the day besides its words."""
    day = KINDS[path].read(((shown,),)).value if shown else None
    full = f' w:fullDate="{day}T00:00:00Z"' if day else ""
    return (
        f'<w:date{full}><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
        '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
    )


@lru_cache(maxsize=4_000)
def _head(tag: str, lock: str) -> str:
    """A control's name, tag and lock."""
    name = APPROVED if tag.startswith(marks.CLAUSE) else _label(tag.removeprefix(marks.FIELD))
    shown = escape(name[:LONGEST_NAME])
    return f'<w:alias w:val="{shown}"/><w:tag w:val="{escape(tag)}"/><w:lock w:val="{lock}"/>'


def _label(path: str) -> str:
    return path.rpartition(".")[2].replace("_", " ").capitalize()
