"""An organisation chart as a PNG picture, for Word and for print."""

from __future__ import annotations

from io import BytesIO
from math import ceil, sqrt
from typing import TYPE_CHECKING

from rolegen.chart import shapes
from rolegen.chart.shapes import Drawing, Line, Rectangle, Shape, Words
from rolegen.chart.typeface import font_file, shown

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

DPI = 200
PIXELS = 60_000_000  # at most: a larger chart has fewer of them to the inch
FINER = 3  # times as fine it is drawn, each way, and then reduced, so that letters and corners are smooth
BAND = 240  # rows of pixels that are drawn at a time
STEPS = 12  # between two colours that meet


def picture(drawing: Drawing) -> bytes:
    """A drawing as a PNG file, which says how large it is to be printed."""
    from PIL import Image

    dpi = resolution(drawing)
    size = ceil(drawing.wide * dpi / 72), ceil(drawing.high * dpi / 72)
    palette = _palette()
    whole = Image.new("P", size)
    whole.putpalette(palette.getpalette() or [])
    for top in range(0, size[1], BAND):
        height = min(BAND, size[1] - top)
        band = Image.new("RGB", (size[0] * FINER, height * FINER), shapes.PAPER)
        _Pen(band, dpi * FINER / 72, top * 72 / dpi, (top + height) * 72 / dpi).draw(drawing)
        small = band.reduce(FINER)
        whole.paste(small.quantize(palette=palette, dither=Image.Dither.NONE), (0, top))
    file = BytesIO()
    whole.save(file, "PNG", compress_level=6, dpi=(dpi, dpi))
    return file.getvalue()


def resolution(drawing: Drawing) -> int:
    """How many pixels to the inch it has."""
    inches = drawing.wide * drawing.high / 72**2
    return max(1, min(DPI, int(sqrt(PIXELS / inches))))


def _palette() -> Image:
    """The colours of a chart, and steps from each to those that it stands on."""
    from PIL import Image, ImageColor

    pairs = [(colour, shapes.PAPER) for colour in (shapes.INK, shapes.QUIET, shapes.ACCENT, shapes.LINE, shapes.EDGE)]
    pairs += [(colour, shapes.PALE) for colour in (shapes.MUTED, shapes.QUIET)]
    pairs += [(colour, shapes.TINT) for colour in (shapes.INK, shapes.QUIET, shapes.ACCENT)]
    found: dict[tuple[int, ...], None] = {}
    for pair in pairs:
        start, end = map(ImageColor.getrgb, pair)
        for step in range(STEPS + 1):
            found[tuple(round(a + (b - a) * step / STEPS) for a, b in zip(start, end, strict=True))] = None
    image = Image.new("P", (1, 1))
    image.putpalette([value for colour in found for value in colour])
    return image


class _Pen:
    """Draws on a band of a picture: `unit` pixels to the point, from one height in points to another."""

    def __init__(self, band: Image, unit: float, top: float, bottom: float) -> None:
        from PIL.ImageDraw import Draw

        self.on: ImageDraw = Draw(band)
        self.unit, self.top, self.bottom = unit, top, bottom
        self.fonts: dict[tuple[bool, float], FreeTypeFont] = {}

    def draw(self, drawing: Drawing) -> None:
        for line in drawing.lines:
            self._line(line)
        for figure in drawing.figures:
            if self._meets(figure.outline.y - 10, figure.outline.y + figure.outline.height + 10):
                for shape in figure.shapes:
                    self._shape(shape)
        for shape in drawing.around:
            self._shape(shape)

    def _meets(self, first: float, last: float) -> bool:
        return first < self.bottom and last > self.top

    def _shape(self, shape: Shape) -> None:
        if isinstance(shape, Rectangle):
            self._rectangle(shape)
        elif isinstance(shape, Line):
            self._line(shape)
        elif self._meets(shape.y - 2 * shape.size, shape.y + shape.size):
            self._words(shape)

    def _fill(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        """A rectangle without an outline, at least a pixel wide and tall."""
        left, top = round(x * self.unit), round((y - self.top) * self.unit)
        right = max(left, round((x + width) * self.unit) - 1)
        bottom = max(top, round((y + height - self.top) * self.unit) - 1)
        self.on.rectangle((left, top, right, bottom), colour)

    def _line(self, line: Line) -> None:
        half = line.weight / 2
        if self._meets(line.y - half, line.y + line.down + half):
            across, down = line.across + line.weight, line.down + line.weight
            self._fill(line.x - half, line.y - half, across, down, line.colour)

    def _rectangle(self, one: Rectangle) -> None:
        if not self._meets(one.y - one.weight, one.y + one.height + one.weight):
            return
        if one.radius:
            self._rounded(one)
            return
        if one.fill:
            self._fill(one.x, one.y, one.width, one.height, one.fill)
        if one.outline:
            self._outline(one)

    def _outline(self, one: Rectangle) -> None:
        half = one.weight / 2
        for y in (one.y, one.y + one.height):
            for start, length in _dashes(one.width + one.weight, one.dash):
                self._fill(one.x - half + start, y - half, length, one.weight, one.outline)
        for x in (one.x, one.x + one.width):
            for start, length in _dashes(one.height + one.weight, one.dash):
                self._fill(x - half, one.y - half + start, one.weight, length, one.outline)

    def _rounded(self, one: Rectangle) -> None:
        half = one.weight / 2
        for grown, colour in ((half, one.outline), (-half, one.fill)):
            box = (
                one.x - grown,
                one.y - grown - self.top,
                one.x + one.width + grown,
                one.y + one.height + grown - self.top,
            )
            self.on.rounded_rectangle(
                [round(side * self.unit) for side in box], (one.radius + grown) * self.unit, colour
            )

    def _words(self, one: Words) -> None:
        from PIL import ImageFont

        size = round(one.size * self.unit, 1)
        if (one.bold, size) not in self.fonts:
            path = str(font_file(bold=one.bold))
            self.fonts[one.bold, size] = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.BASIC)
        place = one.x * self.unit, (one.y - self.top) * self.unit
        self.on.text(place, shown(one.text, bold=one.bold), one.colour, self.fonts[one.bold, size], anchor="ls")
        if one.struck:
            self._fill(one.x, one.y - one.size * 0.28, one.width, one.size * 0.07, one.colour)


def _dashes(length: float, dash: float) -> list[tuple[float, float]]:
    """Where the dashes of a line begin and how long they are, from a dash at its start to one at its end."""
    if not dash:
        return [(0, length)]
    count = max(1, round((length / dash - 1) / 2))
    own = length / (2 * count + 1)
    return [(2 * number * own, own) for number in range(count + 1)]
