"""What a rule found, where it stands in its file, and what would mend it."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from rolegen.problems import Place, Problem
from rolegen.source import Keys, Source

SENTENCE_END = re.compile(r"[.!?]\s|\n\s*\n")


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
    """The sentence, or the sentences, in which these characters stand."""
    begun = max((found.end() for found in SENTENCE_END.finditer(text, 0, start)), default=0)
    ended = SENTENCE_END.search(text, max(end - 1, start))
    return text[begun : ended.start() if ended else len(text)].rstrip(".!? \n")


def place_of(source: Source, keys: Keys, offset: int) -> Place:
    """The line and column of a character of a value; where the value begins if YAML's escapes hide it."""
    start = source.place(keys)
    value = source.at(keys)
    if not start.line or not isinstance(value, str) or not (words := value[: offset + 1].split()):
        return start
    if value[offset].isspace():
        return _space(source, keys, value, offset)
    number, at = start.line - 1, start.column - 1
    opening = source.lines[number][at : at + 1]
    if opening in ("|", ">"):
        number, at = number + 1, 0
    for plain in words:
        word = plain.replace("'", "''") if opening == "'" else plain
        while (found := source.lines[number].find(word, at)) < 0:
            if source.lines[number][at:].strip(" \t\"'\\"):
                return start
            number, at = number + 1, 0
            if number >= len(source.lines):
                return start
        at = found + len(word)
    return Place(start.path, number + 1, at, source.lines[number])


def _space(source: Source, keys: Keys, value: str, offset: int) -> Place:
    """The place of white space: behind the word before it, where the line has it as the value does."""
    start, last = source.place(keys), len(value[:offset].rstrip()) - 1
    word = place_of(source, keys, last) if last >= 0 else start
    if (
        last < 0
        or (word == start and last)
        or word.source[word.column :][: offset - last] != value[last + 1 : offset + 1]
    ):
        return start
    return Place(word.path, word.line, word.column + offset - last, word.source)
