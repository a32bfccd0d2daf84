"""Which paragraph marks of a redline are inserted or deleted.

A tracked mark joins its paragraph to the next one when it goes (ECMA-376 part 1, 17.13.5.15 and 17.13.5.20). So where
no paragraph follows (at the end of a cell, of a section's pages, of the document) the last mark stays, and the tracked
ones are those before it: what Word itself writes when someone presses Enter and types on. Before a table as well, since
LibreOffice would leave an empty paragraph there; but not where deleted words would then be shown in another style.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Literal

from rolegen.diff.alignment import Step, TableStep
from rolegen.diff.lines import FIRST_PAGE, Grid, Line, Node, Page
from rolegen.document import Heading, Paragraph, Row
from rolegen.word.redline_words import Mark, Stretch, beginning_otherwise, content_of, stretches

Follows = Literal["paragraph", "table", "end"]


@dataclass(frozen=True)
class Bare(Line):
    """An empty paragraph that only Word needs, and its properties as XML."""

    properties: str = ""


@dataclass(frozen=True)
class Marked:
    """A paragraph of a redline: the line it is in either document, its words, its mark and the lines that this ends."""

    old: Line | None
    new: Line | None
    words: list[Stretch]
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
    lines = [(n, step) for n, step in enumerate(steps) if isinstance(step, Step)]
    n, step = [(n, step) for n, step in lines if (step.old if lacks_old else step.new)][-1]
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
            yield from _run(run, "table")
            yield step
            run = []
    yield from _run(run, "end")


def _run(steps: Sequence[Step], follows: Follows) -> Iterator[Marked]:
    """Paragraphs that a table or an end follows, from each that stays to the next one."""
    starts = [n for n, step in enumerate(steps) if step.old and step.new]
    edges = [*starts, len(steps)] if starts[:1] == [0] else [0, *starts, len(steps)]
    before = None
    for start, stop in pairwise(edges):
        for part in _group(steps[start:stop], follows if stop == len(steps) else "paragraph", before):
            yield part
            before = part


def _group(steps: Sequence[Step], follows: Follows, before: Marked | None) -> Iterator[Marked]:
    """A paragraph that stays, if there is one, and those behind it that go or come."""
    kept = [_apart(_own(step), before) for step in steps[:1] if step.old and step.new]
    removed = [step for step in steps if not step.new]
    added = [step for step in steps if not step.old]
    stays = follows == "end" or (follows == "table" and not _would_look_otherwise(removed, [*steps[:1], *added]))
    pair = [Step(removed.pop().old, added.pop().new)] if stays and removed and added else []
    ending = kept[0].words[-1][1] if kept and kept[0].words else "same"
    tail = list(map(_own, [*added, *removed] if ending == "removed" else [*removed, *added]))
    if kept and tail and (tail[0].mark == ending or (stays and not pair)):
        tail = _shifted([*kept, *tail])
    else:
        tail = [*kept, *tail]
    yield from tail
    yield from (_apart(_own(step), tail[-1] if tail else before) for step in pair)


def _would_look_otherwise(removed: Sequence[Step], stays: Sequence[Step]) -> bool:
    """Whether deleted words would be shown in another style if the last mark stayed, which is the new document's."""
    old = removed[-1].old if removed else None
    return bool(old and old.text) and _style(old) != _style(stays[-1].new)


def _style(line: Line | None) -> tuple[object, ...]:
    """What a paragraph's style depends on."""
    if line is None or isinstance(line.block, Row):
        return ()
    level = line.block.level if isinstance(line.block, Heading) else line.depth
    return type(line.block), level, line.block.style, line.within and (line.within.numbered, line.within.style)


def _own(step: Step) -> Marked:
    """A paragraph with its own mark."""
    mark: Mark = "same" if step.old and step.new else "removed" if step.old else "added"
    return Marked(step.old, step.new, stretches(content_of(step.old), content_of(step.new)), mark, step.old, step.new)


def _shifted(parts: list[Marked]) -> list[Marked]:
    """A paragraph that stays and those behind it, each with the mark of the next one, so that the last mark stays."""
    old, new = parts[0].old, parts[0].new
    found = []
    for part, after in pairwise([*parts, None]):
        if part:
            mark: Mark = after.mark if after else "same"
            ends_old, ends_new = None if mark == "added" else old, None if mark == "removed" else new
            found.append(replace(part, mark=mark, ends_old=ends_old, ends_new=ends_new))
        if after:
            old, new = after.old or old, after.new or new
    return found


def _apart(part: Marked, before: Marked | None) -> Marked:
    """The paragraph, its words beginning otherwise than those end that stand before its predecessor's mark.

    Two insertions, or two deletions, are one to LibreOffice, with the mark between them.
    """
    if not (before and before.mark == "same" and before.words and part.words):
        return part
    ending = before.words[-1][1]
    if ending == "same" or part.words[0][1] != ending:
        return part
    return replace(part, words=beginning_otherwise(part.words, ending))
