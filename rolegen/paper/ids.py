"""Ids from words: the same from run to run, and each from its own words alone, so that a new clause changes no other's.

Only where two things would have one id does the later one get a number.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection

from rolegen.fields import id_fault
from rolegen.intake.destination import slug
from rolegen.paper.likeness import FUNCTION_WORDS, telling

LONGEST = 40  # characters of an id that is made of a wording
MOST, FEWEST = 4, 2  # words of it
SENTENCE_END = re.compile(r"[.;!?](?:\s|$)")
FREQUENT = "actively being council councils effective effectively ensure ensuring proactive seek seeking"
WEAK = FUNCTION_WORDS | frozenset(FREQUENT.split())


def id_of_title(title: str, kind: str, taken: Collection[str] = ()) -> str:
    """The id that a title makes; one that says no more than what it is of where the title has no letters for one."""
    return _free(_sound(slug(title), kind, title), taken)


def id_of_clause(title: str, text: str, taken: Collection[str] = ()) -> str:
    """The id of a clause: of its title where it has one, else of the first words of its wording that tell."""
    made = slug(title) if title else ""
    return _free(_sound(made or _of_wording(text), "clause", title or text), taken)


def _of_wording(text: str) -> str:
    first = telling(SENTENCE_END.split(text, maxsplit=1)[0])
    found = [one for one in map(slug, first if len(first) >= FEWEST else telling(text)) if one]
    words = [one for one in found if one not in WEAK] or found
    words = words[:MOST]
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)[:LONGEST].strip("-")


def _sound(made: str, kind: str, words: str) -> str:
    """The id where it can be one; else the kind of thing, and a number that its words make."""
    if made and not id_fault(made):
        return made
    return f"{kind}-{made}" if made else f"{kind}-{zlib.crc32(words.encode('utf-8', 'surrogatepass')):08x}"


def _free(made: str, taken: Collection[str]) -> str:
    number, name = 2, made
    while name in taken:
        name = f"{made[:60].strip('-')}-{number}"
        number += 1
    return name
