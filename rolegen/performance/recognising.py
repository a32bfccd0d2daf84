"""Performance forms and panels' grids known by their words alone, as when someone pasted one into a new document.

Only lines that may be headings or labels are looked at, and none is ever told: what people typed stays theirs. One
phrase makes no form: job profiles speak of development and of achievement too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolegen.document import Block, Document, List, Section, Table, contents, plain
from rolegen.word.paper import written_in

LONGEST = 90  # characters of a line that may be a heading or a label
NUMBER = re.compile(r"^(?:part |section )?(?:\d+(?:\.\d+)*|[a-z])[.):]?\s+(?=\S)")
# What the process always covers, in the words that forms have for it.
HEADINGS: Mapping[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "role": r"(?:the |your |my )(?:role|job|post)\b.*|(?:role|job)|(?:review of|changes to) the (?:role|job)\b.*",
        "achieved": r"what (?:was|has been|have you|did you|i have|went)\b.*(?:achieve|accomplish|well\b).*"
        r"|(?:key |main |your )?(?:achievements|successes|accomplishments)\b.*|progress (?:against|on) .*objectives.*",
        "improved": r"what (?:could|can|might|should|needs to)\b.*(?:improve|better|differently).*|improvements?\b.*"
        r"|(?:areas|scope|room|opportunities) for (?:\w+ )?improvement.*|what (?:went less|did not go)\b.*",
        "ahead": r"(?:the )?(?:key |main )?(?:issues|priorities|challenges)\b.*\b(?:coming|next|ahead|year)\b.*"
        r"|(?:the )?key issues|looking ahead.*|(?:the )?(?:coming|next) year|(?:the )?year ahead.*",
        "development": r"(?:\w+ (?:and|or|&) )?(?:training|learning|personal|professional)?\s*(?:and |or |& )?"
        r"development (?:needs|plan|objectives|actions|support)\b.*|training needs.*|personal objectives.*",
    }.items()
}
FORM = re.compile(
    r"(?:.*[:–—-] )?(?:confidential )?"
    r"(?:(?:annual|interim|informal|mid-year|year-end|end[- ]of[- ]year|staff|officer|employee) )*"
    r"(?:performance (?:agreement|appraisal|review)|interim review|appraisal|performance and development review)"
    r"(?: (?:form|record|meeting|report))?(?:[ ,:–—-]+\S+ ?\S*)?"
)
SIGNS = re.compile(
    r"signatures?|signed(?: by)?|(?:officer|employee|appraisee|reviewer|appraiser|manager|line manager|leader)\b.*"
    r"(?:comments?|signature|name)|(?:date|day) of (?:the )?(?:\w+ )?(?:meeting|review|appraisal)"
    r"|overall (?:rating|assessment|performance)|(?:corporate|agreed) objectives|next (?:review|meeting)"
)
LEAST_SIGNS = 2
CANDIDATE = re.compile(r"candidate (?:[a-z]|\d{1,2})\b.*")
LETTERS = ("a", "b", "c", "d")  # as heads of columns next to one another
PANEL = re.compile(r"scores?|total score|panel members?|(?:the )?candidates?")


def of_people(document: Document, data: bytes) -> str:
    """The paper that a Word file is which speaks of people, officers or candidates; "" for any other file."""
    if made := written_in(data, document.facts):
        return made
    return "" if document.facts.keys() & {"level", "paper"} else reads_as(document, describing=True)


def reads_as(document: Document, *, describing: bool = False) -> str:
    """The paper that a document reads as, as the fact “paper” has it: "performance", "recruitment", or "" for none.

    One that may be `describing` the process, as a committee's framework does, is a form where there is room to sign it.
    """
    lines = {_line(line) for block in document.blocks for line in _short(block)}
    if _is_performance({*lines, _line(document.title)}) and (not describing or _signs(lines) >= LEAST_SIGNS):
        return "performance"
    return "recruitment" if _is_grid(document, lines) else ""


def _is_performance(lines: set[str]) -> bool:
    """Whether it has the headings of the process, or the title of a form and some of them."""
    found = {name for name, pattern in HEADINGS.items() if any(map(pattern.fullmatch, lines))}
    if {"achieved", "improved"} <= found and len(found) >= len(HEADINGS) - 1:
        return True
    return len(found - {"role"}) >= 2 and any(map(FORM.fullmatch, lines))


def _signs(lines: set[str]) -> int:
    """How many labels of a form there are that people fill in."""
    return sum(1 for line in lines if SIGNS.fullmatch(line))


def _is_grid(document: Document, lines: set[str]) -> bool:
    """Whether candidates are scored in it, each in a column or row."""
    named = len({line for line in lines if CANDIDATE.fullmatch(line)}) >= 2
    return (named or any(map(_has_letters, _rows(document.blocks)))) and any(map(PANEL.fullmatch, lines))


def _has_letters(row: tuple[str, ...]) -> bool:
    return any(row[n : n + len(LETTERS)] == LETTERS for n in range(len(row)))


def _rows(blocks: tuple[Block, ...]) -> Iterator[tuple[str, ...]]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _rows(block.blocks)
        elif isinstance(block, Table):
            for row in (*block.header, *block.rows):
                yield tuple(_line(" ".join(map(plain, contents(cell.blocks)))) for cell in row.cells)


def _short(block: Block) -> Iterator[str]:
    """The lines of a block that may be headings or labels: those of lists are duties and skills."""
    if isinstance(block, Section):
        for inner in block.blocks:
            yield from _short(inner)
    else:
        yield from (line for content in _contents(block) for line in content.split("\n") if len(line) <= LONGEST)


def _contents(block: Block) -> Iterator[str]:
    if isinstance(block, Table):
        for row in (*block.header, *block.rows):
            for cell in row.cells:
                yield from map(plain, contents(cell.blocks))
    elif not isinstance(block, Section | List):
        yield plain(block.content)


def _line(words: str) -> str:
    """A line as it is compared: without its number and the colon behind it."""
    return NUMBER.sub("", " ".join(words.split()).casefold().replace("’", "'").strip(" *•")).rstrip(" :?.")
