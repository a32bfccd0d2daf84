"""What a rule found, where it stands in its file, and what would mend it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from rolegen.problems import Problem
from rolegen.source import Keys

SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")
FAR = 1000  # characters on either side of words that are looked at for the ends of their sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of a text that a rule objects to, from one character up to another.

    `message` and `hint` are for someone in HR; `mend` is what would certainly be right in place of the words, None
    where that is for a person to say; `softer` tells it as a note or a warning where the rule is more severe.
    """

    start: int
    end: int
    message: str
    hint: str = ""
    mend: str | None = None
    softer: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem that a rule tells; `words` are what it is about, and stay the same when lines move.

    `keys` lead to the value in its file; with a `hit` that has a mend, its characters count in that value as it stands.
    `mark` is a digest of the words and of the sentence around them, by which a baseline knows the finding again.
    """

    problem: Problem
    words: str
    keys: Keys = ()
    hit: Hit | None = None
    mark: str = ""


def mark(words: str, keys: Keys, around: object) -> str:
    """A digest that stays the same when lines move or are broken elsewhere, and when items of a list change places."""
    names = ".".join(key for key in keys if isinstance(key, str))
    said = "\n".join([names, " ".join(words.split()), " ".join(str(around).split())])
    return hashlib.blake2b(said.encode(errors="replace"), digest_size=4).hexdigest()


def sentence(text: str, start: int, end: int) -> str:
    """The sentence, or the sentences, in which these characters stand; of one that goes on and on, what is near."""
    first = max(start - FAR, 0)
    begun = max((found.end() for found in SENTENCE_END.finditer(text, first, start)), default=first)
    last = max(end - 1, start)
    ended = SENTENCE_END.search(text, last, last + FAR)
    return text[begun : ended.start() if ended else last + FAR].rstrip(".!? \n")
