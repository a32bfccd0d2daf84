"""What a reading of someone else's profile hands on: words and the field they are for, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.foreign.lines import Line, Words, in_full
from rolegen.form.answers import Shown

FOR_NOTHING = "rolegen has no field for it."


@dataclass(frozen=True, slots=True)
class Said:
    """What the words of some lines say for a field, as `form.answers` reads it.

    `label` is what stands beside or above, `where` tells the place for a person.
    """

    path: str
    shown: Shown
    lines: Words
    where: str
    label: str = ""

    @property
    def words(self) -> str:
        """The words as the document has them."""
        return in_full(self.lines)


@dataclass(frozen=True, slots=True)
class Left:
    """Words that are in no field of the draft, where they stand, and why they are left out."""

    words: str
    where: str
    why: str


@dataclass(frozen=True, slots=True)
class Heard:
    """All that one reader makes of its part: fields, headings that only told what is what, and the rest."""

    said: tuple[Said, ...] = ()
    headings: Words = ()
    left: tuple[tuple[Words, str], ...] = ()  # lines, and why


def where(line: Line, title: str = "", label: str = "") -> str:
    """Where a line stands: “table 1, row 2, “Post title””, or “under “Main duties””."""
    place = f"table {line.table}, row {line.row}" if line.table else f"under “{title}”" if title else ""
    parts = [place or ("" if label else "at the beginning"), f"“{label}”" if label else ""]
    return ", ".join(part for part in parts if part)
