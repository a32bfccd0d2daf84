"""Whether an edited Word file holds anything that would be lost if a build replaced it.

Nothing would where an import finds nothing more to take and nothing to tell of, there is no comment, and every other
line, picture and word at head or foot is one that a page made of the role has. Tracked changes count as accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from rolegen import build
from rolegen.approval.measure import Measures
from rolegen.build import Workshop
from rolegen.document import Document, Inline, List, Section, Table, contents, plain, walk
from rolegen.form.filled import shown_in
from rolegen.intake.outside import made_of
from rolegen.intake.starting import PROMPTS
from rolegen.intake.taking import FIELDS, of_role
from rolegen.marks import names, spoken
from rolegen.word.beside import AROUND, beside
from rolegen.word.paper import paper_of
from rolegen.word.reading import from_docx

REFERENCE = re.compile(r"[A-Z]\d+")  # of a criterion, which its place gives it
Left = Literal["nothing", "typed", "form", "told", "beside", "unknown"]


def left(workshop: Workshop, role: Path, word: Path, old: bytes, new: bytes) -> Left:
    """What in an edited Word file is neither in the role file nor as rolegen made it.

    `old` is the file as it stands at the path `word`, `new` what a build would put there. `typed`: what an import would
    take; `told`: what it would only tell of; `beside`: pictures, headers and footers; `unknown`: nobody can tell.
    """
    intake = None if paper_of(old) else of_role(word, old, role, workshop).value
    if intake is None:
        return "unknown"
    if intake.puts:
        return "typed"
    if intake.remarks.comments or any(problem.severity != "note" for problem in intake.problems):
        return "told"
    return "beside" if _has_more(workshop, role, word, old, new) else "nothing"


def left_in_form(word: Path, old: bytes, _new: bytes) -> Left:
    """The same of a level's own profile: an import makes a role file of it."""
    read = from_docx(old, word).value
    return "form" if read and read.facts.get("level") else "unknown"


def _has_more(workshop: Workshop, role: Path, word: Path, old: bytes, new: bytes) -> bool:
    """Whether there is anything that neither a field nor a page made of the role has; page numbers are no words."""
    was, now = beside(old), beside(new)
    read, made = from_docx(old, word, names(FIELDS)), build.role_profile(workshop, role)
    if was is None or now is None or read.value is None or made.value is None:
        return True
    pages = made_of(read.value, Measures(workshop), (made.value,))
    known = {line for page in pages for line in _lines(page)} | {*_values(read.value), *map(spoken, PROMPTS)}
    more = [line for line in _lines(read.value) if line not in known and not REFERENCE.fullmatch(line)]
    words = {part.strip(AROUND) for line in (*_lines(read.value), *read.value.facts.values()) for part in line.split()}
    return bool(more) or was.objects > now.objects or not all(map(str.isdigit, was.words - now.words - words))


def _lines(document: Document) -> Iterator[str]:
    """Every line of a document, those of cells for themselves."""
    for content in _contents(document):
        yield from filter(None, map(spoken, plain(content).split("\n")))


def _contents(document: Document) -> Iterator[tuple[Inline, ...]]:
    for block in walk(document.blocks):
        if isinstance(block, Table):
            for row in (*block.header, *block.rows):
                for cell in row.cells:
                    yield from contents(cell.blocks)
        elif isinstance(block, List):
            yield from contents((block,))
        elif not isinstance(block, Section):
            yield block.content


def _values(document: Document) -> Iterator[str]:
    """What the fields say, of which an import has nothing more to take."""
    for lines in shown_in(document).values():
        for line in lines:
            yield from (spoken(part) for cell in line for part in cell.split("\n"))
