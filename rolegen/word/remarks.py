"""The comments and tracked changes in a Word file, each with where it stands: what a reader wants to be told of.

Reading takes tracked changes as accepted and passes over comments; whoever imports or checks a file hears of both.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree.ElementTree import Element

from rolegen.problems import Checked, Place, failed
from rolegen.word.guard import Package, Unfit, damaged
from rolegen.word.reading_styles import Styles, W
from rolegen.word.remarks_text import Anchor, Change, Told, excerpt, told, words

BREAK = "¶"  # stands for the end of a paragraph that was added or removed
STORIES = ("officeDocument", "footnotes", "endnotes")


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone said beside the text, the headings above, and the words it hangs on."""

    author: str
    text: str
    section: tuple[str, ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class Tracked:
    """Words that someone added, removed, or moved to where they stand, with changes tracked, and the headings above."""

    author: str
    kind: Literal["added", "removed", "moved"]
    text: str
    section: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remarks:
    """All of them, in the order of the text; comments that hang on nothing come last."""

    comments: tuple[Comment, ...] = ()
    tracked: tuple[Tracked, ...] = ()


def remarks(data: bytes, path: Path) -> Checked[Remarks]:
    """The comments and tracked changes in a Word file, or why it cannot be read; `path` is only for telling."""
    try:
        return Checked(_remarks(Package(data)))
    except Unfit as unfit:
        return failed(unfit.rule, unfit.message, Place(path), unfit.hint)
    except RecursionError:
        deep = damaged("This file holds things inside one another more deeply than Word makes them.")
        return failed(deep.rule, deep.message, Place(path), deep.hint)


def _remarks(package: Package) -> Remarks:
    main = {kind: target for _, kind, target in package.relations("")}.get("officeDocument", "")
    parts = {kind: target for _, kind, target in package.relations(main)} | {"officeDocument": main}
    styles = Styles(package.xml(parts.get("styles", "")), None)
    stories = [told(root, styles) for kind in STORIES if (root := package.xml(parts.get(kind, ""))) is not None]
    comments = tuple(_comments(package.xml(parts.get("comments", "")), stories, styles))
    return Remarks(comments, tuple([change for story in stories for change in _tracked(story)]))


def _comments(root: Element | None, stories: list[Told], styles: Styles) -> Iterator[Comment]:
    """The comments, replies among them, in the order of what they hang on."""
    said = {one.get(f"{W}id", ""): one for one in (root.iterfind(f"{W}comment") if root is not None else ())}
    for story in stories:
        for name, anchor in story.anchors.items():
            if (one := said.pop(name, None)) is not None:
                yield Comment(one.get(f"{W}author", ""), words(one, styles), anchor.section, _about(story, anchor))
    for one in said.values():
        yield Comment(one.get(f"{W}author", ""), words(one, styles))


def _about(story: Told, anchor: Anchor) -> str:
    """The words that a comment is round, or those of its paragraph."""
    end = anchor.start if anchor.end is None else anchor.end
    return excerpt(story.said, anchor.start, end) or excerpt(story.said, *anchor.paragraph)


def _tracked(story: Told) -> Iterator[Tracked]:
    """The changes; of words that were moved only where they stand now, unless that is not in the file."""
    moved = {change.text for change in story.changes if change.kind == "moveTo"}
    for change in story.changes:
        if change.kind != "moveFrom" or change.text not in moved:
            yield Tracked(change.author, _kind(change), change.text or BREAK, change.section)


def _kind(change: Change) -> Literal["added", "removed", "moved"]:
    if change.kind == "moveTo":
        return "moved"
    return "added" if change.kind == "ins" else "removed"
