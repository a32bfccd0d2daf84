"""A comparison as text: `[-removed-]` and `{+added+}` as git marks words, or struck red and bold green."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from rolegen.comparison import Comparison
from rolegen.diff import Change, Piece
from rolegen.problems import BOLD, PLAIN
from rolegen.telling import sentences

# Characters that stand for marks while lines are filled, as wide as those of plain text: no text holds them, because
# what cannot be printed has been replaced before.
OPEN = {"removed": "\ue000\ue000", "added": "\ue001\ue001"}
CLOSE = {"removed": "\ue002\ue002", "added": "\ue003\ue003"}
MARKS = re.compile("[\ue000-\ue003]{2}")
SIGNS = {OPEN["removed"]: "[-", CLOSE["removed"]: "-]", OPEN["added"]: "{+", CLOSE["added"]: "+}"}
COLOURS = {OPEN["removed"]: "\x1b[31;9m", OPEN["added"]: "\x1b[32;1m"}
NARROWEST = 30  # columns


def as_text(told: Comparison, *, colour: bool = False, width: int = 100) -> str:
    """What changed, for a terminal of that many columns; whether it shows colours is the caller's to know."""
    page = Page(colour, width)
    lines = [*page.heading(f"{sentences.heading(told)}: {_lower(sentences.summary(told))}")]
    if told.common:
        lines += ["", *page.heading(sentences.IN_COMMON)]
    for one, changes in sentences.by_reach(told):
        lines += page.group(f"{sentences.what(one)}: {sentences.reach(one, told)}", changes)
    for role in sentences.told_apart(told):
        lines += ["", *page.heading(sentences.title(role))]
        for place, changes in sentences.by_place(role):
            lines += page.group(place, changes)
    return "\n".join(lines)


def signed(pieces: Iterable[Piece]) -> str:
    """The words of a change on one line, long unchanged stretches cut, what differs between signs."""
    change = sentences.shortened(Change("changed", (), tuple(pieces)))
    return _signed(_apart("".join(map(_marked, change))))


def _apart(marked: str) -> str:
    """The words with a space between what is taken out and what comes in its place."""
    return marked.replace(CLOSE["removed"] + OPEN["added"], f"{CLOSE['removed']} {OPEN['added']}")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


class Page:
    """Fills lines up to a width."""

    def __init__(self, colour: bool, width: int) -> None:
        self.colour, self.width = colour, max(width, NARROWEST)

    def heading(self, text: str) -> list[str]:
        """Words that stand out."""
        lines = _fill(_printable(text), self.width, "")
        return [f"{BOLD}{line}{PLAIN}" for line in lines] if self.colour else lines

    def group(self, text: str, changes: Iterable[Change]) -> list[str]:
        """Changes below what they have in common."""
        lines = _fill(_printable(text), self.width, "  ")
        return [*lines, *(line for change in changes for line in self.change(change))]

    def passage(self, pieces: Iterable[Piece], indent: str) -> list[str]:
        """Words in full, so far in, what differs between marks."""
        lines = _fill(_apart("".join(map(_marked, pieces))), self.width, indent)
        return list(_coloured(lines) if self.colour else map(_signed, lines))

    def said(self, *texts: str, indent: str = "") -> list[str]:
        """Texts in full, so far in, each beginning a line."""
        return [line for text in texts for line in self.passage([Piece("same", text)], indent)]

    def change(self, change: Change) -> list[str]:
        """A change's words; where one word says that all of it came or went, without marks."""
        whole = change.kind in ("added", "removed") and not self.colour
        marked = "".join(_printable(piece.text) if whole else _marked(piece) for piece in sentences.shortened(change))
        clause = f" ({change.clause})" if change.clause else ""
        lines = _fill(f"{sentences.LABELS[change.kind]}{_apart(marked)}{clause}", self.width, "    ")
        return list(_coloured(lines) if self.colour else map(_signed, lines))


def _fill(text: str, width: int, indent: str) -> list[str]:
    """The text in lines, all but the first of them further in."""
    further = f"{indent}  "
    return textwrap.wrap(
        text, width, initial_indent=indent, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )


def _printable(text: str) -> str:
    """The text on one line, without what a terminal would obey."""
    spaced = re.sub(r"\s", " ", text.replace("\n", " / "))
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in spaced)


def _marked(piece: Piece) -> str:
    """The words between their marks, space outside; space alone shows as a sign."""
    if piece.kind == "same":
        return _printable(piece.text)
    before, core, after = sentences.space_apart(piece.text)
    return f"{_printable(before)}{OPEN[piece.kind]}{_printable(core)}{CLOSE[piece.kind]}{_printable(after)}"


def _signed(line: str) -> str:
    return MARKS.sub(lambda mark: SIGNS[mark[0]], line)


def _coloured(lines: Iterable[str]) -> Iterator[str]:
    """The lines in their colours, each of them ending plain and the next going on where it stopped."""
    code = ""
    for line in lines:
        body = line.lstrip()
        begins = line[: len(line) - len(body)] + code
        for mark in MARKS.findall(line):
            code = COLOURS.get(mark, "")
        yield begins + MARKS.sub(lambda mark: COLOURS.get(mark[0], PLAIN), body) + (PLAIN if code else "")
