"""Which paragraph marks of a redline are inserted or deleted.

A tracked mark joins its paragraph to the next one when it goes (ECMA-376 part 1, 17.13.5.15 and 17.13.5.20). So where
no paragraph follows (at the end of a cell, of the pages of a section, of the document, and before a table) the last
mark stays, and the tracked ones are those before it: what Word itself writes when someone presses Enter and types on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import Literal

from rolegen.diff.alignment import Step, TableStep
from rolegen.diff.lines import FIRST_PAGE, Grid, Line, Node, Page
from rolegen.document import Paragraph

Mark = Literal["same", "removed", "added"]


@dataclass(frozen=True)
class Bare(Line):
    """An empty paragraph that only Word needs, and its properties as XML."""

    properties: str = ""


@dataclass(frozen=True)
class Marked:
    """A paragraph of a redline: its words in either document, and its mark with the lines that this ends in either."""

    old: Line | None
    new: Line | None
    mark: Mark
    ends_old: Line | None
    ends_new: Line | None


def bare(properties: str = "", page: Page = FIRST_PAGE) -> Bare:
    """An empty paragraph."""
    return Bare(Paragraph(()), "", (), page=page, properties=properties)


def spaced(steps: Sequence[Step | TableStep], spacer: str) -> list[Step | TableStep]:
    """The steps with an empty paragraph behind each table that no paragraph of its document and its page follows."""
    old, new = _lonely([step.old for step in steps]), _lonely([step.new for step in steps])
    found: list[Step | TableStep] = []
    for step in steps:
        found.append(step)
        found += [Step(bare(spacer, step.old.page), None)] if step.old and id(step.old) in old else []
        found += [Step(None, bare(spacer, step.new.page))] if step.new and id(step.new) in new else []
    return found


def _lonely(side: Iterable[Node | None]) -> set[int]:
    """The tables of one document that a table, another page or the end follows."""
    nodes = [node for node in side if node]
    return {
        id(node)
        for node, after in pairwise([*nodes, None])
        if isinstance(node, Grid) and not (isinstance(after, Line) and after.page == node.page)
    }


def filled(steps: Sequence[Step | TableStep], old: bool = True, new: bool = True) -> list[Step | TableStep]:
    """The steps with an empty paragraph for a document that says nothing in them but has a place there."""
    lacks_old, lacks_new = old and not any(step.old for step in steps), new and not any(step.new for step in steps)
    missing = Step(bare() if lacks_old else None, bare() if lacks_new else None)
    return [*steps, missing] if lacks_old or lacks_new else [*steps]


def closed(steps: Sequence[Step | TableStep]) -> Sequence[Step | TableStep]:
    """The steps of a document, something of either one behind the last table and the last turn of the page.

    Where there is nothing, the last paragraph goes there, so that the last mark of all can stay.
    """
    *_, page = (step.new.page for step in steps if step.new)
    tail = list(takewhile(lambda step: isinstance(step, Step) and (not step.new or step.new.page == page), steps[::-1]))
    lacks_old, lacks_new = not any(step.old for step in tail), not any(step.new for step in tail)
    if not (lacks_old or lacks_new):
        return steps
    n = max(n for n, step in enumerate(steps) if (step.old if lacks_old else step.new))
    step = steps[n]
    assert isinstance(step, Step)  # noqa: S101  # a document ends in a paragraph
    removed, added = Step(step.old, None), Step(None, step.new)
    stays, goes = (added, removed) if lacks_old else (removed, added)
    return [*steps[:n], *([stays] if stays.old or stays.new else []), *steps[n + 1 :], goes]


def paged(steps: Iterable[Step | TableStep]) -> Iterator[tuple[Page, list[Step | TableStep]]]:
    """The steps on each Section's pages; where the new document turns a page, what is removed goes to the next."""
    page = None
    found: list[Step | TableStep] = []
    waiting: list[Step | TableStep] = []
    for step in steps:
        waiting.append(step)
        if step.new:
            if page and page != step.new.page:
                yield page, found
                found = []
            page, found, waiting = step.new.page, [*found, *waiting], []
    yield page or FIRST_PAGE, [*found, *waiting]


def marked(steps: Iterable[Step | TableStep]) -> Iterator[Marked | TableStep]:
    """The paragraphs between tables with their marks, and the tables."""
    run: list[Step] = []
    for step in steps:
        if isinstance(step, Step):
            run.append(step)
        else:
            yield from _run(run)
            yield step
            run = []
    yield from _run(run)


def _mark(step: Step) -> Mark:
    return "same" if step.old and step.new else "removed" if step.old else "added"


def _run(steps: Sequence[Step]) -> Iterator[Marked]:
    """Paragraphs that a table or an end follows: if any mark among them stays, the last one does."""
    kept = max((n for n, step in enumerate(steps) if _mark(step) == "same"), default=-1)
    tail = steps[kept + 1 :]
    removed, added = ([step for step in tail if _mark(step) == mark] for mark in ("removed", "added"))
    if removed and added:
        between = [step for step in tail if step is not removed[-1] and step is not added[-1]]
        yield from map(_own, [*steps[: kept + 1], *between, Step(removed[-1].old, added[-1].new)])
    elif kept < 0:
        yield from map(_own, steps)
    else:
        yield from map(_own, steps[:kept])
        yield from _shifted(steps[kept:])


def _own(step: Step) -> Marked:
    """A paragraph with its own mark."""
    return Marked(step.old, step.new, _mark(step), step.old, step.new)


def _shifted(steps: Sequence[Step]) -> Iterator[Marked]:
    """A paragraph that stays and those behind it, each with the mark of the next one, so that the last mark stays."""
    old, new = steps[0].old, steps[0].new
    for n, step in enumerate(steps):
        after = steps[n + 1] if n + 1 < len(steps) else None
        mark = _mark(after) if after else "same"
        yield Marked(step.old, step.new, mark, None if mark == "added" else old, None if mark == "removed" else new)
        if after:
            old, new = after.old or old, after.new or new
