"""What a chart is drawn of: rectangles, lines and words, at their places in points (1/72 inch) from the top left."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.chart.box import Box

CM_PER_POINT = 2.54 / 72
Page = tuple[float, float]  # the width and height that it leaves for a chart, in cm
A4: tuple[Page, ...] = ((26.7, 18.0), (18.0, 26.7))  # within margins of 1.5 cm

ACCENT = "#0b4a6b"  # the colours of the house style
INK = "#0b0c0c"
QUIET = "#404040"
MUTED = "#595959"
LINE = "#5b6770"
EDGE = "#8a949b"
TINT = "#e7eef2"
PALE = "#f2f2f2"
PAPER = "#ffffff"


@dataclass(frozen=True, slots=True)
class Rectangle:
    """A rectangle; `dash` how long its outline is drawn and left out in turns, `radius` how round its corners are."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    outline: str = ""
    weight: float = 0
    dash: float = 0
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line across or down, from its left or upper end."""

    x: float
    y: float
    across: float = 0
    down: float = 0
    colour: str = LINE
    weight: float = 1


@dataclass(frozen=True, slots=True)
class Words:
    """Words on their base line; `width` is how much room they take."""

    x: float
    y: float
    text: str
    size: float
    width: float
    bold: bool = False
    colour: str = INK
    struck: bool = False


Shape = Rectangle | Line | Words


@dataclass(frozen=True, slots=True)
class Figure:
    """A post as it is drawn, its outline, and what is said of it to whoever cannot see it."""

    box: Box
    outline: Rectangle
    said: str
    shapes: tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as it is drawn: its size in points, the lines between posts, the posts, and what stands around them.

    `pages` are those that it may be printed on.
    """

    wide: float
    high: float
    title: str
    subtitle: str
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]
    around: tuple[Shape, ...]
    pages: tuple[Page, ...] = A4

    @property
    def width(self) -> float:
        """The drawing's own width in cm."""
        return self.wide * CM_PER_POINT

    @property
    def height(self) -> float:
        """The drawing's own height in cm."""
        return self.high * CM_PER_POINT

    @property
    def landscape(self) -> bool:
        """Whether the page on which it is largest is wider than tall; where it is as large on any, the narrowest is."""
        width, height = self._page
        return width > height

    @property
    def print_width(self) -> float:
        """How wide it is in cm on the page that suits it: its own width, or less where it would not fit."""
        return round(self.width * self._on(*self._page), 2)

    @property
    def smallest(self) -> float:
        """How large the smallest words of the posts are on that page, in points; under seven is hard to read."""
        sizes = [one.size for figure in self.figures for one in figure.shapes if isinstance(one, Words)]
        return min(sizes, default=0.0) * self.print_width / self.width

    @property
    def _page(self) -> Page:
        return max(self.pages, key=lambda page: (self._on(*page), -page[0]))

    def _on(self, width: float, height: float) -> float:
        return min(1.0, width / self.width, height / self.height)
