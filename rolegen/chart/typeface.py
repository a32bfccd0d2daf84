"""How wide text is in the letters of the charts, Arimo, which are as wide as Arial's."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import unpack_from

FONTS = Path(__file__).parent / "fonts"
ELSEWHERE = 1.05  # ems that a letter may take which the font lacks and a viewer finds in another: CJK, emoji
SILENT = {"Mn", "Me", "Cf"}  # categories of characters that take no room: accents on the letter before, joiners


def font_file(*, bold: bool) -> Path:
    """Where the letters are."""
    return FONTS / ("Arimo-Bold.ttf" if bold else "Arimo-Regular.ttf")


@dataclass(frozen=True, slots=True)
class Typeface:
    """The letters of a font and how wide each is, in ems."""

    widths: Mapping[str, float]

    def of(self, letter: str) -> float:
        """How wide a letter is; for one that the font lacks, how wide it may be in another."""
        if (width := self.widths.get(letter)) is not None:
            return width
        return 0.0 if unicodedata.category(letter) in SILENT else ELSEWHERE


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide text is, in the unit of its size."""
    return size * _ems(text, bold=bold)


def shown(text: str, *, bold: bool) -> str:
    """Text without the characters that the font lacks and that would take no room: accents, joiners."""
    letters = typeface(bold=bold)
    return "".join(letter for letter in text if letter in letters.widths or letters.of(letter))


@cache
def _ems(text: str, *, bold: bool) -> float:
    letters = typeface(bold=bold)
    return sum(map(letters.of, text))


@cache
def typeface(*, bold: bool) -> Typeface:
    """Reads the widths from the font file: its tables `cmap`, format 4, and `hmtx` (OpenType 1.9)."""
    data = font_file(bold=bold).read_bytes()
    tables = {}
    for number in range(unpack_from(">H", data, 4)[0]):
        name, _, start, _ = unpack_from(">4sIII", data, 12 + 16 * number)
        tables[name] = start
    (per_em,) = unpack_from(">H", data, tables[b"head"] + 18)
    (count,) = unpack_from(">H", data, tables[b"hhea"] + 34)
    advances = unpack_from(">" + "Hh" * count, data, tables[b"hmtx"])[::2]
    glyphs = dict(_glyphs(data, tables[b"cmap"]))
    return Typeface({chr(code): advances[min(glyph, count - 1)] / per_em for code, glyph in glyphs.items()})


def _glyphs(data: bytes, cmap: int) -> Iterator[tuple[int, int]]:
    """Each character that the font has, and the number of its glyph."""
    start = cmap + unpack_from(">I", data, cmap + 8)[0]
    (doubled,) = unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = unpack_from(f">{count}H", data, start + 14)
    starts = unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = unpack_from(f">{count}H", data, start + 16 + 2 * doubled)
    offsets = unpack_from(f">{count}H", data, start + 16 + 3 * doubled)
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        there = start + 16 + 3 * doubled + 2 * number + offset
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = unpack_from(">H", data, there + 2 * (code - first))[0] if offset else code
            if glyph:
                yield code, (glyph + delta) % 0x10000
