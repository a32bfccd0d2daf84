"""What libyaml says of broken YAML → what it means to whoever wrote the line, and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass

QUOTES = "Put the text in quotes."
SPACES = "Indent with spaces, not with the tab key."


@dataclass(frozen=True, slots=True)
class Slip:
    """A part of libyaml's message; `at_start` where the slip is where the construct began, not where it broke."""

    said: str
    message: str
    hint: str
    at_start: bool = False


SLIPS = (
    Slip("mapping values are not allowed", "A second key or a second “: ” stands where only text can.",
         "Put a sentence with “: ” in it in quotes; indent a key that belongs under this one by two spaces."),
    Slip("tab character", "A tab stands here.", SPACES),
    Slip("cannot start any token", "Text cannot begin with this character.", QUOTES),
    Slip("did not find expected key while parsing a block mapping", "This line does not fit the ones above it.",
         "Check that it begins in the same column, and that nothing stands behind a closing quote or bracket."),
    Slip("did not find expected '-' indicator", "This line does not fit the list above it.",
         "Items of one list begin with “- ” in the same column."),
    Slip("block sequence entries are not allowed", "A list cannot begin behind a key.",
         "Put each item on a line of its own, or the text in quotes."),
    Slip("expected comment or line break", "Text cannot begin with | or > on the same line.", QUOTES),
    Slip("could not find expected ':'", "This line has no colon with a space behind it.",
         "Write a key, a colon and a space: “title: Director”.", at_start=True),
    Slip("unexpected end of stream", "The quote opened here is never closed.", "Close it with the same quote.",
         at_start=True),
    Slip("did not find expected ',' or", "The bracket opened here is never closed, or a comma is missing in it.",
         "Close it, and put commas between; text that begins with a bracket must stand in quotes.", at_start=True),
    Slip("did not find expected node content", "A bracket is never closed.",
         "Close it; text that begins with a bracket must stand in quotes."),
    Slip("alphabetic or numeric", "Text cannot begin with * or &.", QUOTES),
    Slip("escape", "A backslash has a meaning of its own between double quotes.", "Use single quotes here."),
    Slip("hexdecimal", "A backslash has a meaning of its own between double quotes.", "Use single quotes here."),
    Slip("<document start>", "The file goes on after its end.",
         "Take the line “...” or “---” out; text behind a closing quote must stand inside it."),
    Slip("directive", "Text cannot begin with %.", QUOTES),
    Slip("incompatible YAML", "This asks for another version of YAML.", "Take the line out."),
    Slip("tag", "Text cannot begin with !.", QUOTES),
)  # fmt: skip
NO_SPACE = re.compile(r"(\s*[\w-]+):\S")


def meaning(said: str) -> Slip:
    """The slip behind a message of libyaml's."""
    return next((slip for slip in SLIPS if slip.said in said), Slip("", f"This is not YAML: {said}.", QUOTES))
