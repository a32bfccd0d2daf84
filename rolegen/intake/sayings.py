"""What is said of the fields of an edited Word file that do not go into the role file as they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rolegen.diff.lines import BETWEEN_CELLS
from rolegen.form.answers import Line, Shown
from rolegen.intake.edits import Conflict
from rolegen.intake.merging import digest_of
from rolegen.problems import Place, Problem

LONGEST = 300  # characters of a value
Label = Callable[[str], str]


def conflict(one: Conflict, label: Label, place: Place) -> Problem:
    """A field that both sides changed."""
    ours, theirs = _differing(one.ours, one.theirs), _differing(one.theirs, one.ours)
    message = f"{label(one.path)} was changed both here and in Word, each in another way; it stays as it is here."
    hint = f"Here: {ours}. In Word: {theirs}. Write what you want of the two into this file."
    return Problem("conflict", message, place, hint)


def locked(path: str, label: Label, word: Path) -> Problem:
    """A field that the page shows in a way that cannot be read back."""
    message = f"{label(path)} differs from the role file, and cannot be brought back from Word."
    return Problem("locked-field", message, Place(word), "Change it in the role file.")


def approval(path: str, label: Label, word: Path) -> Problem:
    """An approval that someone typed over."""
    message = f"{label(path)} was changed in Word, and an approval is not changed there."
    return Problem("approval-edited", message, Place(word), "Record it in the role file.")


def unfilled(path: str, words: str, label: Label, word: Path) -> Problem:
    """A gap that someone typed over by halves."""
    message = f"{label(path)}: “{words[:LONGEST]}” still holds a part of what the gap asks for; it is not taken."
    return Problem("half-filled", message, Place(word), "Delete the words in square brackets, and import it again.")


def lost(path: str, label: Label, word: Path) -> Problem:
    """A field that was in the Word file and is there no more."""
    message = f"{label(path)} is no longer in this Word file; it stays in the role file."
    return Problem(
        "lost-field", message, Place(word), "To empty a field, delete its words and leave its row.", "warning"
    )


def no_title(word: Path) -> Problem:
    """A form of which no role can be made."""
    return Problem("no-title", "No job title is written in this form.", Place(word), "Write one, and import it again.")


def starters(count: int) -> Problem:
    """Criteria to start from that nobody has chosen."""
    are = "criterion was left as it came and is" if count == 1 else "criteria were left as they came and are"
    hint = "To take one over, choose Essential or Desirable beside it."
    return Problem("starters", f"{count} starter {are} not taken.", None, hint, "note")


def another(names: Sequence[str]) -> Problem:
    """What is one role's alone, in a Word file of which another is made."""
    message = f"Of the other role, and not taken into this one: {', '.join(names)}."
    return Problem("another-role", message, None, "Record the new role's own in its file.", "note")


def no_manifest(word: Path) -> Problem:
    """A file that does not tell what it said when it was built."""
    message = "This file does not tell how it was built: every difference from the role file counts as typed in Word."
    return Problem("no-manifest", message, Place(word), severity="note")


def _differing(own: Shown, other: Shown) -> str:
    """The lines of one side that the other has not."""
    there = {digest_of(line) for line in other}
    left = [_words(line) for line in own if digest_of(line) not in there]
    if not own:
        return "nothing"
    text = "”, “".join(left) if left else "the same in another order"
    quoted = f"“{text}”" if left else text
    return quoted if len(quoted) <= LONGEST else f"{quoted[:LONGEST].rsplit(' ', 1)[0]} …”"


def _words(line: Line) -> str:
    return " ".join(BETWEEN_CELLS.join(line).split())
