"""What the styles and numberings of a Word file make of a paragraph: a heading, an item of a list, bold, italic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
LONGEST_CHAIN = 30  # styles based on one another; Word allows some ten
DEEPEST = 8  # the last level of a list, counted from 0 (ECMA-376 part 1, 17.9.3)
HEADING = re.compile(r"heading-?([1-9])")
OFF = ("0", "false", "off", "none")


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a paragraph stands in a list: `key` tells lists apart that count on their own."""

    key: str
    depth: int
    numbered: bool


def value(element: Element | None, path: str) -> str:
    """The w:val of what a path finds below an element."""
    found = element.find(path) if element is not None else None
    return found.get(VAL, "") if found is not None else ""


def number(text: str, lowest: int, highest: int) -> int:
    """A whole number between two bounds, whatever the file says."""
    try:
        return min(max(int(text), lowest), highest)
    except ValueError:
        return lowest


def is_on(parent: Element | None, name: str) -> bool:
    """Whether a property that is there or not, such as w:b, holds (17.17.4)."""
    found = parent.find(name) if parent is not None else None
    return found is not None and found.get(VAL, "1") not in OFF


class Styles:
    """The styles and numberings of one Word file."""

    def __init__(self, styles: Element | None, numbering: Element | None) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in _all(styles, "style")}
        self._abstract = {one.get(f"{W}abstractNumId", ""): one for one in _all(numbering, "abstractNum")}
        self._nums = {one.get(f"{W}numId", ""): one for one in _all(numbering, "num")}
        self._headings: dict[str, int] = {}
        self._looks: dict[str, tuple[bool, bool]] = {}
        self._depths: dict[str, tuple[dict[str, Element], dict[str, str]]] = {}
        self._lists: dict[tuple[str, str, str], Numbering | None] = {}
        self._default = next(
            (style.get(f"{W}styleId", "") for style in self._styles.values()
             if style.get(f"{W}default") in ("1", "true") and style.get(f"{W}type") == "paragraph"), "",
        )  # fmt: skip

    def name(self, style: str) -> str:
        """A style's name as classes have it: in small letters, its spaces as hyphens."""
        named = value(self._styles.get(style), f"{W}name") or style
        return "-".join(named.split()).casefold()

    def paragraph_style(self, properties: Element | None) -> str:
        """The id of a paragraph's style."""
        return value(properties, f"{W}pStyle") or self._default

    def is_usual(self, style: str) -> bool:
        """Whether a paragraph style is the one that paragraphs have unless told otherwise."""
        return style == self._default

    def heading_level(self, style: str, properties: Element | None) -> int:
        """The level of a heading, from 1 to 6; 0 for what is none."""
        own = value(properties, f"{W}outlineLvl")
        if own:
            return _heading(own)
        if style not in self._headings:
            self._headings[style] = self._style_level(style)
        return self._headings[style]

    def _style_level(self, style: str) -> int:
        for based in self._chain(style):
            if outline := value(based, f"{W}pPr/{W}outlineLvl"):
                return _heading(outline)
            named = HEADING.fullmatch(self.name(based.get(f"{W}styleId", "")))
            if named:
                return min(int(named[1]), 6)
        named = None if style in self._styles else HEADING.fullmatch(style.casefold())
        return min(int(named[1]), 6) if named else 0

    def look(self, style: str) -> tuple[bool, bool]:
        """Whether a character style is bold, and whether it is italic."""
        if style not in self._looks:
            found = [look for based in self._chain(style) if (look := based.find(f"{W}rPr")) is not None]
            self._looks[style] = _first_says(found, f"{W}b"), _first_says(found, f"{W}i")
        return self._looks[style]

    def numbering(self, style: str, properties: Element | None) -> Numbering | None:
        """Where a paragraph stands in a list, by its own properties or its style's; None in none."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        key = (style, value(own, f"{W}numId"), value(own, f"{W}ilvl"))
        if key not in self._lists:
            self._lists[key] = self._numbering(*key)
        return self._lists[key]

    def _numbering(self, style: str, num: str, depth: str) -> Numbering | None:
        for based in self._chain(style):
            if not num:
                num = value(based, f"{W}pPr/{W}numPr/{W}numId")
                depth = depth or value(based, f"{W}pPr/{W}numPr/{W}ilvl") or (self._depth_of(num, based) if num else "")
        if num not in self._nums:
            return None
        return self._level(num, number(depth, 0, DEEPEST))

    def _depth_of(self, num: str, style: Element) -> str:
        """The level of a numbering that names a style as its own (17.9.23)."""
        return self._levels_of(num)[1].get(style.get(f"{W}styleId", ""), "")

    def _level(self, num: str, depth: int) -> Numbering | None:
        overrides = {over.get(f"{W}ilvl"): over for over in self._nums[num].iterfind(f"{W}lvlOverride")}
        override = overrides.get(str(depth))
        own = override.find(f"{W}lvl") if override is not None else None
        level = own if own is not None else self._levels_of(num)[0].get(str(depth))
        shape = value(level, f"{W}numFmt")
        if level is None or shape == "none":
            return None
        restarts = any(over.find(f"{W}startOverride") is not None for over in overrides.values())
        counter = f"num {num}" if restarts else f"abstract {value(self._nums[num], f'{W}abstractNumId')}"
        return Numbering("bullets" if shape == "bullet" else counter, depth, shape != "bullet")

    def _levels_of(self, num: str) -> tuple[dict[str, Element], dict[str, str]]:
        """A numbering's levels by their depth, and those depths by the styles that the levels name."""
        abstract = self._abstract_of(num)
        if abstract not in self._depths:
            levels = {level.get(f"{W}ilvl", ""): level for level in _all(self._abstract.get(abstract), "lvl")}
            self._depths[abstract] = levels, {value(level, f"{W}pStyle"): depth for depth, level in levels.items()}
        return self._depths[abstract]

    def _abstract_of(self, num: str) -> str:
        """The abstract numbering behind a numbering, by way of a list style where there is one (17.9.21)."""
        abstract = value(self._nums.get(num), f"{W}abstractNumId")
        if linked := value(self._abstract.get(abstract), f"{W}numStyleLink"):
            real = value(self._styles.get(linked), f"{W}pPr/{W}numPr/{W}numId")
            abstract = value(self._nums.get(real), f"{W}abstractNumId")
        return abstract

    def _chain(self, style: str) -> Iterator[Element]:
        """A style, the one it is based on, and so on."""
        for _ in range(LONGEST_CHAIN):
            found = self._styles.get(style)
            if found is None:
                return
            yield found
            style = value(found, f"{W}basedOn")


def _all(root: Element | None, name: str) -> Iterator[Element]:
    return iter(()) if root is None else root.iterfind(f"{W}{name}")


def _first_says(looks: list[Element], name: str) -> bool:
    """What the first look that speaks of a property says of it."""
    return next((is_on(look, name) for look in looks if look.find(name) is not None), False)


def _heading(outline: str) -> int:
    """The level of a heading with an outline level, of which 9 means none (17.3.1.20)."""
    level = number(outline, 0, 9)
    return 0 if level == 9 else min(level + 1, 6)
