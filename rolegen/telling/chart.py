"""Organisation charts as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from rolegen.chart.box import Box, Chart
from rolegen.chart.posts import small
from rolegen.chart.table import change
from rolegen.telling.terminal import Page

FURTHEST = 6  # how many steps a line may stand in on a terminal of any width
STEP = 2  # columns


def as_text(charts: Sequence[Chart], *, colour: bool = False, width: int = 100) -> str:
    """For a terminal: one post an entry, each below whom it reports to and further in.

    The numbers in front say the same as the distance from the left, for whoever hears the chart read out.
    """
    page = Page(colour, width)
    return "\n\n".join("\n".join(_chart(chart, page)) for chart in charts)


def _chart(chart: Chart, page: Page) -> Iterator[str]:
    yield from page.heading(chart.title)
    yield from page.said(chart.subtitle)
    yield ""
    yield from _entries(chart.roots, "", page)


def _entries(boxes: Sequence[Box], above: str, page: Page) -> Iterator[str]:
    for place, box in enumerate(boxes, 1):
        number = f"{above}{place}"
        indent = " " * min(STEP * number.count("."), STEP * FURTHEST, page.width // 4)
        words = said(box, at_top=not above)
        yield from page.said(f"{number} {words}", indent=indent)
        yield from _entries(box.children, f"{number}.", page)


def said(box: Box, *, at_top: bool = False) -> str:
    """A box in words, as in “Director of Finance: Director, grade 18, post F0011. Grade was 17.”, on one line.

    Whom a post reports to is said of one at the top alone; the others stand under theirs.
    """
    parts = list(_parts(box, at_top=at_top)) if box.kind == "role" else list(map(small, box.lines))
    words = f"{box.title}: {', '.join(parts)}" if parts else box.title
    sentences = [words, *filter(None, (box.shared, change(box)))]
    return f"{'. '.join(sentences)}." if len(sentences) > 1 else words


def _parts(box: Box, *, at_top: bool) -> Iterator[str]:
    facts = box.facts
    if facts.level in box.lines:  # what the title says already goes without saying
        yield facts.level
    if facts.grade:
        yield f"grade {facts.grade}"
    if facts.post_number:
        yield f"post {facts.post_number}"
    if facts.status in box.lines:  # so does that of an approved post
        yield small(facts.status)
    if at_top and facts.reports_to:
        yield f"reports to {facts.reports_to}"


def as_json(charts: Sequence[Chart]) -> str:
    """For another program: the charts with their boxes as a tree."""
    value = {
        "charts": [
            {"title": chart.title, "about": chart.subtitle, "posts": [_value(box) for box in chart.roots]}
            for chart in charts
        ]
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _value(box: Box) -> dict[str, object]:
    """A box; levels and words have no more than their title, and what is not known is null."""
    facts = box.facts
    own = {
        "level": facts.level or None,
        "grade": facts.grade or None,
        "post_number": facts.post_number or None,
        "status": facts.status or None,
        "reports_to": facts.reports_to or None,
        "shared": box.shared or None,
        "mark": box.mark or None,
        "change": change(box) or None,
    }
    return {
        "id": box.id,
        "title": box.title,
        "kind": box.kind,
        **(own if box.kind == "role" else {}),
        "reports": [_value(child) for child in box.children],
    }
