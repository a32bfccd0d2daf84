"""The charts around a post, as it was evaluated and as proposed: files of their own, and one paper with both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count

from rolegen.chart import paper, png, svg
from rolegen.chart.box import Chart, walk
from rolegen.chart.evaluated import around_role
from rolegen.chart.layout import lay_out
from rolegen.chart.paper import ON_UPRIGHT, READABLE, Shown, bare
from rolegen.chart.shapes import Page
from rolegen.chart.table import change
from rolegen.evaluation.found import capital
from rolegen.evaluation.pack.submission import Submission
from rolegen.problems import Checked, Problem

TOLD = ("change",)  # the column that the paper's list of differences stands for
ALONE = "No copy of the post as it was evaluated is kept, so there is only the chart as proposed."
BOTH = "The line above the post, its peers and all posts below it: first as the post was evaluated, then as proposed."
SAME, MARKED = "Nothing differs between the two charts.", "What differs is marked in both charts."


@dataclass(frozen=True, slots=True)
class Difference:
    """A post of which the two charts say something else, and what."""

    post: str
    said: str


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of a pack: what the paper shows, its pictures by address, and the files beside it by name."""

    shown: tuple[Shown, ...]
    lead: str
    differences: tuple[Difference, ...]
    pictures: Mapping[str, bytes]
    files: Mapping[str, bytes]


def charts(own: Submission, now: str, proposed: str) -> Checked[Charts]:
    """The charts; `now` and `proposed` are the stems of their files. Without a copy there is only the second."""
    found = around_role(own.shop, own.file.id, own.copy)
    if found.value is None:
        return Checked(None, found.problems)
    before, after = found.value
    both = {stem: chart for stem, chart in ((now, before), (proposed, after)) if chart}
    differences, pictures = tuple(_differences(before, after)), dict[str, bytes]()
    made = Charts(
        shown=tuple(_shown(own, stem, chart, pictures) for stem, chart in both.items()),
        lead=f"{BOTH} {MARKED if differences else SAME}" if before else ALONE,
        differences=differences,
        pictures=pictures,
        files={name: data for stem, chart in both.items() for name, data in _files(stem, chart)},
    )
    return Checked(made, tuple(map(_aside, found.problems)))


def _shown(own: Submission, stem: str, chart: Chart, pictures: dict[str, bytes]) -> Shown:
    """A chart for the template, under what it is called where the post is known."""
    addresses = (f"{stem}-{number}.png" for number in count(1))
    shown = paper.shown(chart, addresses, pictures, _pages(chart), TOLD)
    said = chart.title.removeprefix(f"{own.file.role.title}: ")
    return replace(shown, title=capital(said))


def _pages(chart: Chart) -> tuple[Page, ...]:
    """An upright page, where the chart can be read on one; else those that suit its parts."""
    return (ON_UPRIGHT,) if bare(chart, (ON_UPRIGHT,)).smallest >= READABLE else ()


def _files(stem: str, chart: Chart) -> Iterator[tuple[str, bytes]]:
    drawing = lay_out(chart)
    yield f"{stem}.svg", svg.picture(drawing).encode()
    yield f"{stem}.png", png.picture(drawing)


def _aside(problem: Problem) -> Problem:
    """A fault of another role's file, which keeps that role off the chart and nobody from sending a pack."""
    return replace(problem, severity="warning") if problem.severity == "error" else problem


def _differences(before: Chart | None, after: Chart) -> Iterator[Difference]:
    """The posts that the charts mark: those that are proposed, then those that are there no more."""
    marked = [box for box in walk(after.roots) if box.mark]
    gone = [box for box in walk(before.roots) if box.mark == "gone"] if before else []
    return (Difference(box.title, change(box)) for box in (*marked, *gone))
