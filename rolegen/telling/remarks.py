"""The comments and tracked changes of a Word file, for a terminal."""

from __future__ import annotations

from rolegen.telling.terminal import Page
from rolegen.word.remarks import Comment, Remarks, Tracked

SOMEONE = "Someone"


def as_text(found: Remarks, *, colour: bool = False, width: int = 100) -> str:
    """Who said what beside which words, and who changed what, for a terminal of that many columns."""
    page = Page(colour, width)
    lines: list[str] = []
    if found.comments:
        lines += page.heading("Comments, which stay in the Word file")
        lines += [line for one in found.comments for line in page.group(_comment(one), ())]
    if found.tracked:
        lines += page.heading("Tracked changes, read as accepted")
        lines += [line for one in found.tracked for line in page.group(_tracked(one), ())]
    return "\n".join(lines)


def _comment(one: Comment) -> str:
    about = f", on “{one.about}”" if one.about else ""
    return f"{one.author or SOMEONE}{about}{_under(one.section)}: {one.text}"


def _tracked(one: Tracked) -> str:
    return f"{one.author or SOMEONE} {one.kind} “{one.text}”{_under(one.section)}"


def _under(section: tuple[str, ...]) -> str:
    return f", under {section[-1]}" if section else ""
