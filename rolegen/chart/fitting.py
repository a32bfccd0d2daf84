"""Words made to fit: wrapped into lines of about one length, none wider than there is room."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from rolegen.chart import typeface
from rolegen.chart.heaping import heaps

# What XML cannot say, and signs that only tell a program where to break or turn a line.
UNSAYABLE = re.compile("[\0-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]+")
SPACES = re.compile("[ \u1680\u2000-\u200a\u205f\u3000]+")
DASH = re.compile(" ([–—&·/-]) ")  # which begin no line
BETWEEN = " · "


def clean(text: str) -> str:
    """Text on one line, each letter with its accent one character, without what cannot be drawn."""
    return SPACES.sub(" ", UNSAYABLE.sub(" ", unicodedata.normalize("NFC", text))).strip()


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Text in as few lines as there must be, of about one length."""
    text = DASH.sub("\u00a0\\1 ", clean(text))
    words = [part for word in text.split(" ") for part in _parts(word, room, size, bold=bold)]
    widths = [typeface.width(word, size, bold=bold) for word in words]
    lines = heaps(widths, typeface.width(" ", size, bold=bold), room)
    return tuple(" ".join(words[first:last]).replace("\u00a0", " ") for first, last in lines)


def title(text: str, room: float, size: float) -> tuple[str, ...]:
    """A title in as few lines as there must be, after its dash rather than elsewhere."""
    lines = wrapped(text, room, size, bold=True)
    before, dash, after = clean(text).partition(" – ")
    if not dash or len(lines) == 1:
        return lines
    broken = wrapped(f"{before} –", room, size, bold=True) + wrapped(after, room, size, bold=True)
    return broken if len(broken) <= len(lines) else lines


def _parts(word: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """A word, in pieces where it is wider than the room: after a stroke or dash in it, else anywhere."""
    while typeface.width(word, size, bold=bold) > room and len(word) > 1:
        used, end = 0.0, 0
        for letter in word:
            used += typeface.width(letter, size, bold=bold)
            if used > room:
                break
            end += 1
        end = max(end, 1)
        stroke = max(word.rfind(sign, 0, end) for sign in "-/–—_@.") + 1
        yield word[: stroke or end]
        word = word[stroke or end :]
    yield word


def joined(items: Sequence[str], room: float, size: float) -> tuple[str, ...]:
    """Short facts side by side, as many in a line as there is room for."""
    lines: list[str] = []
    for item in filter(None, map(clean, items)):
        longer = f"{lines[-1]}{BETWEEN}{item}" if lines else ""
        if longer and typeface.width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines += wrapped(item, room, size)
    return tuple(lines)
