"""Signs of the fonts Symbol and Wingdings as the characters they look like (w:sym, ECMA-376 part 1, 17.3.3.30)."""

from __future__ import annotations

PRIVATE = range(0xF000, 0xF100)  # where Word puts the signs of such fonts
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
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS}


def sign(font: str, code: str) -> str:
    """The character that a sign of a font stands for, or looks like; of a font that is not known, its own."""
    try:
        point = int(code, 16)
        own = chr(point)
    except (ValueError, OverflowError):
        return ""
    known = FONTS.get(font.casefold(), {})
    found = known.get(point - PRIVATE.start if point in PRIVATE else point, own)
    return "" if 0xD800 <= ord(found) < 0xE000 or ord(found) < 0x20 else found
