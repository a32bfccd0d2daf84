"""Signs of the fonts Symbol and Wingdings as the characters they look like (w:sym, ECMA-376 part 1, 17.3.3.30)."""

from __future__ import annotations

from collections.abc import Mapping

PRIVATE = 0xF000  # where Word puts the signs of such fonts
SYMBOL = dict(
    enumerate(
        " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_‾αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼", 0x20
    )
) | dict(
    enumerate(
        "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑", 0xA0
    )
)  # fmt: skip
WINGDINGS = {
    0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x76: "❖", 0x9F: "•", 0xA7: "▪",
    0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
FONTS: Mapping[str, Mapping[int, str]] = {
    font: {**signs, **{PRIVATE + code: character for code, character in signs.items()}}
    for font, signs in (("symbol", SYMBOL), ("wingdings", WINGDINGS))
}


def signs_of(font: str) -> Mapping[int, str] | None:
    """What the characters of text in a font of signs stand for, or look like; None for any other font."""
    return FONTS.get(font.casefold())


def sign(font: str, code: str) -> str:
    """The character that a sign of a font stands for; where that is not known, the one with its number."""
    try:
        own = chr(int(code, 16))
    except (ValueError, OverflowError):
        return ""
    found = own.translate(signs_of(font) or {})
    return found if found.isprintable() or PRIVATE <= ord(found) < 0xF900 else ""
