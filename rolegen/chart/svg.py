"""An organisation chart as an SVG picture, whose words can be searched, copied and read aloud."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from rolegen.chart import shapes
from rolegen.chart.shapes import Drawing, Figure, Line, Rectangle, Shape, Words

FAMILY = "Arial, Arimo, 'Liberation Sans', Helvetica, sans-serif"


def picture(drawing: Drawing) -> str:
    """A drawing as the text of an SVG file: a list of posts, each with what a screen reader says of it."""
    return "\n".join([*_lines(drawing), ""])


def _lines(drawing: Drawing) -> Iterator[str]:
    wide, high = _number(drawing.wide), _number(drawing.high)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:.2f}cm" height="{drawing.height:.2f}cm" '
        f'viewBox="0 0 {wide} {high}" font-family="{FAMILY}" role="group">'
    )
    yield f"<title>{escape(drawing.title or 'Organisation chart')}</title>"
    if drawing.subtitle:
        yield f"<desc>{escape(drawing.subtitle)}</desc>"
    yield f'<rect width="{wide}" height="{high}" fill="{shapes.PAPER}"/>'
    path = "".join(map(_step, drawing.lines))
    if path:
        weight = _number(drawing.lines[0].weight)
        yield f'<path d="{path}" fill="none" stroke="{shapes.LINE}" stroke-width="{weight}" stroke-linecap="square"/>'
    yield '<g role="list">'
    for figure in drawing.figures:
        yield from _figure(figure)
    yield "</g>"
    yield "<g>"
    yield from map(_shape, drawing.around)
    yield "</g>"
    yield "</svg>"


def _figure(figure: Figure) -> Iterator[str]:
    yield f'<g role="listitem" aria-label="{escape(figure.said)}">'
    yield from map(_shape, figure.shapes)
    yield "</g>"


def _step(line: Line) -> str:
    return f"M{_number(line.x)} {_number(line.y)}" + (
        f"h{_number(line.across)}" if line.across else f"v{_number(line.down)}"
    )


def _shape(shape: Shape) -> str:
    if isinstance(shape, Rectangle):
        return _rectangle(shape)
    if isinstance(shape, Line):
        return f'<path d="{_step(shape)}" stroke="{shape.colour}" stroke-width="{_number(shape.weight)}"/>'
    return _words(shape)


def _rectangle(one: Rectangle) -> str:
    values = {"x": one.x, "y": one.y, "width": one.width, "height": one.height}
    said = [f'{name}="{_number(value)}"' for name, value in values.items()]
    said += [f'rx="{_number(one.radius)}"'] if one.radius else []
    said.append(f'fill="{one.fill or "none"}"')
    if one.outline:
        said.append(f'stroke="{one.outline}" stroke-width="{_number(one.weight)}"')
    if one.dash:
        said.append(f'stroke-dasharray="{_number(one.dash)}"')
    return f"<rect {' '.join(said)}/>"


def _words(one: Words) -> str:
    more = ' font-weight="bold"' if one.bold else ""
    more += ' text-decoration="line-through"' if one.struck else ""
    return (
        f'<text x="{_number(one.x)}" y="{_number(one.y)}" font-size="{_number(one.size)}" '
        f'fill="{one.colour}"{more}>{escape(one.text, quote=False)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
