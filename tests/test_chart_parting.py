"""A chart in parts: an overview, and the branches that it cuts off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rolegen.chart.box import Box, Chart, walk
from rolegen.chart.parting import parts
from tests.samples import UNTIMED
from tests.test_chart import sketch


def count(chart: Chart) -> int:
    return sum(1 for _ in walk(chart.roots))


def no_more_than(most: int, chart: Chart) -> bool:
    return count(chart) <= most


def named(names: str, *children: Box) -> Box:
    return Box(names, names.upper(), children=children)


TREE = Chart(
    "All",
    "9 posts",
    (named("top", named("a", named("b", named("c"), named("d")), named("e")), named("f", named("g")), named("h")),),
)


def test_a_chart_that_fits_stays_whole() -> None:
    assert parts(TREE, lambda _: True) == (TREE,)


def test_the_overview_has_as_many_tiers_as_fit_and_says_how_many_posts_are_not_on_it() -> None:
    overview, *rest = parts(TREE, lambda chart: no_more_than(7, chart))
    assert overview.title == "All"
    assert sketch(overview.roots) == ["top", "  a", "    b", "    e", "  f", "    g", "  h"]
    assert {box.id: box.lines for box in walk(overview.roots) if box.lines} == {"b": ("2 posts under it",)}
    assert [(one.title, sketch(one.roots)) for one in rest] == [("A", ["a", "  b", "    c", "    d", "  e"])]


def test_a_branch_that_does_not_fit_is_parted_too() -> None:
    made = parts(TREE, lambda chart: no_more_than(4, chart))
    assert [(one.title, count(one)) for one in made] == [("All", 4), ("A", 3), ("B", 3), ("F", 2)]


def test_two_tiers_are_never_parted() -> None:
    flat = Chart("", "", (named("top", *(named(f"p{n}") for n in range(50))),))
    assert parts(flat, lambda _: False) == (flat,)


TREES = st.recursive(st.just(()), lambda below: st.lists(below, max_size=4).map(tuple), max_leaves=20)


def planted(shape: tuple[object, ...], name: str = "p") -> tuple[Box, ...]:
    return tuple(
        named(f"{name}{n}", *planted(below, f"{name}{n}.")) for n, below in enumerate(shape) if isinstance(below, tuple)
    )


@UNTIMED
@given(TREES, st.integers(0, 12))
def test_every_line_between_two_posts_is_on_one_of_the_parts(shape: tuple[object, ...], most: int) -> None:
    chart = Chart("All", "", planted(shape))
    made = parts(chart, lambda one: no_more_than(most, one))

    def lines(one: Chart) -> set[tuple[str, str]]:
        return {(box.id, child.id) for box in walk(one.roots) for child in box.children}

    assert set().union(*map(lines, made)) == lines(chart)
    assert {box.id for one in made for box in walk(one.roots)} == {box.id for box in walk(chart.roots)}


def test_a_long_line_is_parted_without_trying_every_tier() -> None:
    line: tuple[Box, ...] = ()
    for number in range(100):
        line = (Box(f"p{number}", "Post", children=line),)
    tried: list[Chart] = []

    def fits(chart: Chart) -> bool:
        tried.append(chart)
        return count(chart) <= 30

    made = parts(Chart("", "", line), fits)
    assert len(made) == 4
    assert len(tried) < 40
