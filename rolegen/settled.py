"""Whether an edited Word file holds anything that would be lost if a build replaced it.

Nothing would where an import finds nothing more to take, nothing to tell of, and no comment, and where there is no
picture and no word at head or foot that the new file has not. Changes that were tracked count as accepted.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rolegen.approval.recognition import passages
from rolegen.build import Workshop
from rolegen.intake.taking import of_role
from rolegen.word.beside import AROUND, beside
from rolegen.word.reading import from_docx

Left = Literal["nothing", "typed", "form", "told", "beside", "unknown"]


def left(workshop: Workshop, role: Path, word: Path, old: bytes, new: bytes) -> Left:
    """What in an edited Word file is neither in the role file nor as rolegen made it.

    `old` is the file as it stands at the path `word`, `new` what a build would put there. `typed`: what an import would
    take; `told`: what it would only tell of; `beside`: pictures, headers and footers; `unknown`: nobody can tell.
    """
    intake = of_role(word, old, role, workshop).value
    if intake is None:
        return "unknown"
    if intake.puts:
        return "typed"
    if intake.remarks.comments or any(problem.severity != "note" for problem in intake.problems):
        return "told"
    return "nothing" if _has_no_more(word, old, new) else "beside"


def left_in_form(word: Path, old: bytes, _new: bytes) -> Left:
    """The same of a level's own profile: an import makes a role file of it."""
    read = from_docx(old, word).value
    return "form" if read and read.facts.get("level") else "unknown"


def _has_no_more(word: Path, old: bytes, new: bytes) -> bool:
    """Whether there is nothing beside the text that the new file has not; page numbers are no words."""
    was, now, document = beside(old), beside(new), from_docx(old, word).value
    if was is None or now is None or document is None:
        return False
    said = (document.title, *document.facts.values(), *(one.said for one in passages(document)))
    known = now.words | {part.strip(AROUND) for text in said for part in text.split()}
    return was.objects <= now.objects and all(part.isdigit() for part in was.words - known)
