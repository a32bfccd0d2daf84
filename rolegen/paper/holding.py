"""Words as a framework can hold them; what has to be changed for that is told, never done in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rolegen.framework import PLACEHOLDER, PLACEHOLDERS
from rolegen.source import ILLEGAL, LINE_END

OPENING = re.compile(r"\{(?=[{%#])")  # how what a template fills in begins; a framework holds placeholders only
SPACES = re.compile(r"[ \t]+(?=\n)|(?<=\n)[ \t]+")


@dataclass(frozen=True, slots=True)
class Held:
    """A text that a framework can hold, and what of the paper's words is otherwise."""

    text: str
    changes: tuple[str, ...] = ()


def held(words: str) -> Held:
    """The words of the paper as a framework can hold them."""
    changes = []
    text = LINE_END.sub("\n", words)
    if bad := dict.fromkeys(ILLEGAL.findall(text)):
        text = ILLEGAL.sub("", text)
        changes.append(f"A character that no file here can hold is left out ({_codes(bad)}).")
    if (apart := _apart(text)) != text:
        text = apart
        changes.append("A space is put behind a curly bracket: “{{” and “{%” would begin a placeholder.")
    return Held(SPACES.sub("", text).strip(), tuple(changes))


def one_line(words: str) -> str:
    """The same as a name that stands on one line."""
    return " ".join(held(words).text.split())


def _codes(characters: Iterable[str]) -> str:
    return ", ".join([f"U+{ord(character):04X}" for character in characters])


def _apart(text: str) -> str:
    """The text without brackets that would be taken for a placeholder, but for the placeholders that there are."""
    parts, at = [], 0
    for found in PLACEHOLDER.finditer(text):
        if found[1] in PLACEHOLDERS:
            before = OPENING.sub("{ ", text[at : found.start()])
            parts += [f"{before} " if before.endswith("{") else before, found[0]]
            at = found.end()
    return "".join([*parts, OPENING.sub("{ ", text[at:])])
