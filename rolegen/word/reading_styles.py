"""What the styles and numberings of a Word file make of a paragraph: a heading, an item of a list, bold, italic."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
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
        self._default = next((style for style, found in self._styles.items() if _is_default(found)), "")
        # A file has few styles and numberings, and asks for them again and again.
        self.look = cache(self._look)
        self._style_level_of = cache(self._style_level)
        self._place_of = cache(self._place)
        self._level_of = cache(self._level)
        self._levels_of = cache(self._levels)

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
        return _heading(own) if own else self._style_level_of(style)

    def _style_level(self, style: str) -> int:
        for based in self._chain(style):
            if outline := value(based, f"{W}pPr/{W}outlineLvl"):
                return _heading(outline)
            named = HEADING.fullmatch(self.name(based.get(f"{W}styleId", "")))
            if named:
                return min(int(named[1]), 6)
        named = None if style in self._styles else HEADING.fullmatch(style.casefold())
        return min(int(named[1]), 6) if named else 0

    def _look(self, style: str) -> tuple[bool, bool]:
        """Whether a character style is bold, and whether it is italic."""
        found = [look for based in self._chain(style) if (look := based.find(f"{W}rPr")) is not None]
        return _first_says(found, f"{W}b"), _first_says(found, f"{W}i")

    def numbering(self, style: str, properties: Element | None) -> Numbering | None:
        """Where a paragraph stands in a list, by its own properties or its style's; None in none."""
        own = properties.find(f"{W}numPr") if properties is not None else None
        return self._place_of(style, value(own, f"{W}numId"), value(own, f"{W}ilvl"))

    def _place(self, style: str, num: str, depth: str) -> Numbering | None:
        for based in self._chain(style):
            if not num:
                num = value(based, f"{W}pPr/{W}numPr/{W}numId")
                linked = self._levels_of(self._abstract_of(num))[1].get(based.get(f"{W}styleId", ""), "")
                depth = depth or value(based, f"{W}pPr/{W}numPr/{W}ilvl") or linked
        return self._level_of(num, number(depth, 0, DEEPEST)) if num in self._nums else None

    def _level(self, num: str, depth: int) -> Numbering | None:
        overrides = {over.get(f"{W}ilvl"): over for over in self._nums[num].iterfind(f"{W}lvlOverride")}
        override = overrides.get(str(depth))
        own = override.find(f"{W}lvl") if override is not None else None
        level = own if own is not None else self._levels_of(self._abstract_of(num))[0].get(str(depth))
        shape = value(level, f"{W}numFmt")
        if level is None or shape == "none":
            return None
        restarts = any(over.find(f"{W}startOverride") is not None for over in overrides.values())
        counter = f"num {num}" if restarts else f"abstract {value(self._nums[num], f'{W}abstractNumId')}"
        return Numbering("bullets" if shape == "bullet" else counter, depth, shape != "bullet")

    def _levels(self, abstract: str) -> tuple[dict[str, Element], dict[str, str]]:
        """A numbering's levels by their depth, and the depths by the style that a level is linked to (17.9.23)."""
        levels = {level.get(f"{W}ilvl", ""): level for level in _all(self._abstract.get(abstract), "lvl")}
        return levels, {value(level, f"{W}pStyle"): depth for depth, level in levels.items()}

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


def _is_default(style: Element) -> bool:
    """Whether paragraphs have this style unless they say otherwise."""
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true")


def _first_says(looks: list[Element], name: str) -> bool:
    """What the first look that speaks of a property says of it."""
    return next((is_on(look, name) for look in looks if look.find(name) is not None), False)


def _heading(outline: str) -> int:
    """The level of a heading with an outline level, of which 9 means none (17.3.1.20)."""
    level = number(outline, 0, 9)
    return 0 if level == 9 else min(level + 1, 6)
