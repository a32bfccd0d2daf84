"""An organisation chart as a picture: nothing overlaps, words fit their boxes, and both kinds of file say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageFont

from rolegen.chart import svg, typeface
from rolegen.chart.box import Box, Chart, Mark, walk
from rolegen.chart.layout import lay_out
from rolegen.chart.png import PIXELS, picture, resolution
from rolegen.chart.shapes import Drawing, Line, Rectangle, Words

SVG = "{http://www.w3.org/2000/svg}"
TITLES = (
    "Director of Finance",
    "Assistant Director – Highways and Transport",
    "Head of Libraries",
    "Executive Director – Commissioning, Communities & Policy",
    "Assistant Director – Special Educational Needs, Disabilities and Alternative Provision",
    "Donaudampfschifffahrtsgesellschaftskapitänsstellvertretungsverwaltung",
    "Cyfarwyddwr Ŵyl 東京 👩‍🚒",
)
MARKS: tuple[Mark, ...] = ("", "new", "moved", "changed", "gone")


def under(tops: int, *tiers: int) -> tuple[Box, ...]:
    """A tree with so many posts in each tier, shared out evenly."""
    number, below, counts = 0, [Box("", "")], (tops, *tiers)
    for tier in range(len(counts) - 1, -1, -1):
        groups: list[list[Box]] = [[] for _ in range(counts[tier])]
        for place, box in enumerate(below if tier < len(counts) - 1 else ()):
            groups[place * counts[tier] // len(below)].append(box)
        below = []
        for group in groups:
            number += 1
            facts = ("Assistant Director", f"Grade 17 · Post {number:03}")
            below.append(Box(f"r{number}", TITLES[number % 3], lines=facts, children=tuple(group)))
    return tuple(below)


def chart(*roots: Box) -> Chart:
    return Chart("Fenmoor District Council", "Who reports to whom", roots)


def to_svg(one: Chart) -> str:
    return svg.picture(lay_out(one))


def to_png(one: Chart) -> bytes:
    return picture(lay_out(one))


boxes = st.recursive(
    st.builds(
        Box,
        st.uuids().map(str),
        st.sampled_from(TITLES),
        st.sampled_from(["role", "level", "words"]),
        st.sampled_from([(), ("Director", "Grade 17 · Post 12")]),
        st.sampled_from(["", "Shared with Barset County Council"]),
        st.sampled_from(MARKS),
        st.sampled_from(["", "Moved from Director of Finance"]),
        st.booleans(),
    ),
    lambda below: st.builds(
        lambda box, children: Box(box.id, box.title, lines=box.lines, mark=box.mark, children=tuple(children)),
        below,
        st.lists(below, min_size=1, max_size=5),
    ),
    max_leaves=8,
)


def overlap(one: Rectangle, other: Rectangle) -> bool:
    slack = 0.01
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > slack and down > slack


def within(inner: Rectangle, outer: Rectangle) -> bool:
    slack = 0.01
    return (
        inner.x >= outer.x - slack
        and inner.y >= outer.y - slack
        and inner.x + inner.width <= outer.x + outer.width + slack
        and inner.y + inner.height <= outer.y + outer.height + slack
    )


def room(words: Words) -> Rectangle:
    return Rectangle(words.x, words.y - 0.8 * words.size, words.width, words.size)


def letters(words: Words) -> Rectangle:
    """The room of capitals, which a tag must leave too."""
    return Rectangle(words.x, words.y - 0.72 * words.size, words.width, 0.72 * words.size)


def taken(drawing: Drawing) -> Iterator[Rectangle]:
    """The room that each post takes, its tag with it."""
    for figure in drawing.figures:
        rectangles = [shape for shape in figure.shapes if isinstance(shape, Rectangle)]
        top = min(shape.y for shape in rectangles)
        place = figure.outline
        yield Rectangle(place.x, top, place.width, place.y + place.height - top)


def as_rectangle(line: Line) -> Rectangle:
    return Rectangle(line.x, line.y, max(line.across, 0.1), max(line.down, 0.1))


def holds(drawing: Drawing, roots: tuple[Box, ...]) -> None:
    """Nothing is out of its place."""
    assert [figure.box.id for figure in drawing.figures] == [box.id for box in walk(roots)]
    whole = Rectangle(0, 0, drawing.wide, drawing.high)
    places = list(taken(drawing))
    assert all(within(place, whole) for place in places)
    assert not [pair for pair in combinations(places, 2) if overlap(*pair)]
    for line in map(as_rectangle, drawing.lines):
        assert within(line, whole)
        assert not [figure for figure in drawing.figures if overlap(line, figure.outline)]
    for figure in drawing.figures:
        words = [shape for shape in figure.shapes if isinstance(shape, Words)]
        assert words
        inside = next(place for place, other in zip(places, drawing.figures, strict=True) if other is figure)
        assert all(within(room(one), inside) for one in words)
        assert not [pair for pair in combinations(map(letters, words), 2) if overlap(*pair)]
    around = [room(shape) for shape in drawing.around if isinstance(shape, Words)]
    assert all(within(one, whole) for one in around)
    assert not [(one, place) for one in around for place in places if overlap(one, place)]


def reached(drawing: Drawing) -> bool:
    """Whether every post is at the end of a line, but the roots."""
    ends = {(round(x, 3), round(y, 3)) for line in drawing.lines for x, y in _ends(line)}
    below = {child.id for figure in drawing.figures for child in figure.box.children}
    for figure in drawing.figures:
        place = figure.outline
        at_top = (round(place.x + place.width / 2, 3), round(place.y, 3))
        at_side = (round(place.x, 3), round(place.y + place.height / 2, 3))
        if figure.box.id in below and not ends & {at_top, at_side}:
            return False
    return True


def _ends(line: Line) -> Iterator[tuple[float, float]]:
    yield line.x, line.y
    yield line.x + line.across, line.y + line.down


@settings(max_examples=6, deadline=None)
@given(st.lists(boxes, min_size=1, max_size=4))
def test_nothing_overlaps_whatever_the_tree_is(roots: list[Box]) -> None:
    holds(lay_out(chart(*roots)), tuple(roots))


SHAPES = {
    "four": (1, 3),
    "forty": (1, 4, 15, 20),
    "a chain": (1, 1, 1, 1, 1, 1),
    "twelve reports": (1, 12),
    "thirty-nine reports": (1, 39),
    "ten single posts": (10,),
    "a few trees": (3, 6, 12),
    "seven tiers": (1, 2, 3, 4, 5, 6, 6),
}


@pytest.mark.parametrize("name", SHAPES)
def test_a_chart_of_up_to_forty_is_read_on_a_page_of_a4(name: str) -> None:
    roots = under(*SHAPES[name])
    drawing = lay_out(chart(*roots))
    holds(drawing, roots)
    assert reached(drawing)
    assert 7.0 <= drawing.smallest <= 9
    assert drawing.print_width <= (26.7 if drawing.landscape else 18.0)


def test_a_chart_is_arranged_for_the_room_that_a_page_leaves() -> None:
    one = chart(*under(1, 12))
    flat, tall = lay_out(one, ((25.0, 12.0),)), lay_out(one, ((10.0, 24.0),))
    assert flat.landscape
    assert not tall.landscape
    assert flat.width > flat.height
    assert tall.height > tall.width
    assert min(flat.smallest, tall.smallest) >= 7


def test_four_hundred_posts_are_a_larger_picture_with_words_as_large() -> None:
    roots = under(1, 6, 40, 120, 233)
    drawing = lay_out(chart(*roots))
    assert len(drawing.figures) == 400
    assert drawing.width > 26.7
    assert drawing.smallest < 7
    assert min(shape.size for f in drawing.figures for shape in f.shapes if isinstance(shape, Words)) >= 7
    rows = sorted(taken(drawing), key=lambda place: place.x)
    assert not [
        (one, other)
        for number, one in enumerate(rows)
        for other in rows[number + 1 :]
        if other.x < one.x + one.width and overlap(one, other)
    ]


def test_superiors_stand_in_the_middle_above_those_side_by_side_under_them() -> None:
    top, first, _, last = (figure.outline for figure in lay_out(chart(*under(1, 3))).figures)
    assert first.y == last.y > top.y + top.height
    assert top.x == pytest.approx((first.x + last.x) / 2)


def test_a_lone_joint_post_has_room_for_what_its_sign_means() -> None:
    lone = Box("a", "Director of Finance", shared="Shared with Barset County Council")
    holds(lay_out(Chart("", "", (lone,))), (lone,))


def test_titles_side_by_side_stand_at_one_height_beside_a_taller_post() -> None:
    below = (Box("b", "Head of Arts"), Box("c", "Head of Parks", lines=("Grade 17", "Draft"), shared="Shared with X"))
    other = Box("d", "Full Council", "words", children=(Box("e", "Curator", marked="Moved from " + "Parks " * 20),))
    top, short, tall, *_ = lay_out(chart(Box("a", "Director", children=below), other)).figures
    assert short.outline.height == tall.outline.height
    assert top.outline.height < short.outline.height  # which the tall post of another tree does not stretch
    first, second = (next(one.y for one in f.shapes if isinstance(one, Words)) for f in (short, tall))
    assert first == second


def test_a_title_is_broken_at_its_dash() -> None:
    (figure,) = lay_out(chart(Box("a", "Assistant Director – Libraries and Arts"))).figures
    texts = [shape.text for shape in figure.shapes if isinstance(shape, Words)]
    assert texts == ["Assistant Director –", "Libraries and Arts"]


def test_a_chart_without_posts_is_its_heading() -> None:
    drawing = lay_out(chart())
    assert (drawing.figures, drawing.lines) == ((), ())
    assert "Fenmoor" in to_svg(chart())
    assert Image.open(BytesIO(to_png(chart()))).size[0] > 100


def legend(*boxes: Box) -> list[str]:
    drawing = lay_out(Chart("", "", boxes))
    return [shape.text for shape in drawing.around if isinstance(shape, Words)]


def test_the_signs_that_occur_are_explained_and_no_others() -> None:
    assert legend(Box("a", "A")) == []
    assert legend(Box("a", "A", mark="new"), Box("b", "B", "words")) == [
        "New",
        "New post",
        "Named as a superior, without a role file",
    ]
    everything = [Box(mark or "focus", "A", mark=mark, shared="Shared with B", focus=not mark) for mark in MARKS]
    assert len([words for words in legend(*everything) if " " in words or words == "Changed"]) >= 6


def test_marks_differ_in_words_and_lines_and_not_by_colour_alone() -> None:
    looks = set()
    for mark in MARKS:
        (figure,) = lay_out(chart(Box("a", "Head of Libraries", mark=mark))).figures
        words = tuple(shape.text for shape in figure.shapes if isinstance(shape, Words))
        lines = tuple((s.weight, s.dash) for s in figure.shapes if isinstance(s, Rectangle) and s.outline)
        struck = any(shape.struck for shape in figure.shapes if isinstance(shape, Words))
        looks.add((words, lines, struck))
        assert struck == (mark == "gone")
    assert len(looks) == len(MARKS) == len({look[0] for look in looks})


# --- SVG --------------------------------------------------------------------------------------------------------------


def test_an_svg_file_is_well_formed_whatever_a_title_says() -> None:
    odd = Box("a", 'R&D <"Lead">\n\x07of\x00 Arts\ud800', lines=("5 < 6 & 7",), mark="new", marked='From "X" & Y')
    root = etree.fromstring(to_svg(Chart("A & B\x1b", "<now>", (odd,))))
    assert root.findtext(f"{SVG}title") == "A & B"
    assert root.findtext(f"{SVG}desc") == "<now>"
    (said,) = [group.get("aria-label") for group in root.iter(f"{SVG}g") if group.get("role") == "listitem"]
    assert said == 'R&D <"Lead"> of Arts; 5 < 6 & 7; New; From "X" & Y'
    text = " ".join(element.text or "" for element in root.iter(f"{SVG}text"))
    assert 'R&D <"Lead"> of Arts 5 < 6 & 7 From "X" & Y' in text


def test_an_svg_file_says_of_each_post_whom_it_reports_to() -> None:
    told = to_svg(chart(Box("a", "Head of Arts", "level", children=(Box("b", "Curator", shared="Shared with X"),))))
    assert re.findall(r'role="listitem" aria-label="([^"]*)"', told) == [
        "Head of Arts; a level of the framework, not a post",
        "Curator; reports to Head of Arts; Shared with X",
    ]


def test_letters_that_the_font_lacks_are_kept_in_an_svg_file_and_do_no_harm_in_a_png_file() -> None:
    one = chart(Box("a", "Pennaeth 東京 👩‍🚒 שלום"))
    assert all(word in to_svg(one) for word in ("Pennaeth", "東京", "👩‍🚒", "שלום"))
    assert Image.open(BytesIO(to_png(one))).format == "PNG"


# --- PNG --------------------------------------------------------------------------------------------------------------


def test_a_png_file_is_as_large_in_print_as_the_svg_file() -> None:
    one = chart(*under(1, 3))
    drawing = lay_out(one)
    with Image.open(BytesIO(to_png(one))) as image:
        assert image.mode == "P"
        dots = image.info["dpi"]
        assert dots == pytest.approx((200, 200), abs=0.1)
        assert image.size[0] / 200 * 2.54 == pytest.approx(drawing.width, abs=0.02)
        assert image.size[1] / 200 * 2.54 == pytest.approx(drawing.height, abs=0.02)
    assert f'width="{drawing.width:.2f}cm"' in to_svg(one)


def test_both_pictures_are_the_same_each_time() -> None:
    one = chart(*under(2, 3, 4))
    assert to_png(one) == to_png(one)
    assert to_svg(one) == to_svg(one)


def test_a_picture_has_a_box_where_the_layout_has_one() -> None:
    drawing = lay_out(Chart("", "", (Box("a", "A", focus=True),)))
    with Image.open(BytesIO(picture(drawing))) as image:
        place, unit = drawing.figures[0].outline, 200 / 72
        middle = round((place.x + place.width - 8) * unit), round((place.y + place.height / 2) * unit)
        outside = round((place.x + place.width + 2) * unit), middle[1]
        whole = image.convert("RGB")
        assert whole.getpixel(middle) == (0x0B, 0x4A, 0x6B)
        assert whole.getpixel(outside) == (255, 255, 255)


def test_a_very_large_picture_has_fewer_dots_to_the_inch() -> None:
    wide, high = 72 * 100, 72 * 50
    dots = resolution(Drawing(wide, high, "", "", (), (), ()))
    assert PIXELS * 0.97 < 100 * 50 * dots**2 <= PIXELS


# --- letters ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("bold", [False, True])
def test_words_are_as_wide_as_they_are_drawn(bold: bool) -> None:
    path = str(typeface.font_file(bold=bold))
    font = ImageFont.truetype(path, 2048, layout_engine=ImageFont.Layout.BASIC)
    for text in (*TITLES[:6], "ŴŶŵŷ “£1,000” → Ελλάδα Журнал 0123456789"):
        assert typeface.width(text, 2048, bold=bold) == pytest.approx(font.getlength(text), abs=1), text


def test_letters_of_other_fonts_are_given_room() -> None:
    assert typeface.width("東", 10) > 10
    assert typeface.width("e\N{COMBINING DOT BELOW}", 10) == typeface.width("e", 10)
