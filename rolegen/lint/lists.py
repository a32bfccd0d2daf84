"""The rules that look for words: each phrase of their lists, and the words that another is certain for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.lint.words import Lexicon, Words, lexicon, words


@dataclass(frozen=True)
class WordList:
    """A rule's words, ready to be looked for."""

    rule: Rule

    @cached_property
    def _phrases(self) -> Lexicon:
        return lexicon((one, n) for n, phrase in enumerate(self.rule.words) for one in phrase.find)

    @cached_property
    def _innocent(self) -> Lexicon:
        """What makes words innocent that it covers: the whole rule's, or one phrase's."""
        allowed = ((one, -1) for one in self.rule.allow)
        unless = ((one, n) for n, phrase in enumerate(self.rule.words) for one in phrase.unless)
        return lexicon([*allowed, *unless])

    @cached_property
    def _swaps(self) -> Lexicon:
        return lexicon((word, 0) for word in self.rule.file.swaps)

    def hits(self, passage: Passage) -> Iterator[Hit]:
        """What the list finds in a text."""
        text = words(passage.text)
        covered = [*self._innocent.find(text)]
        for start, end, n in self._phrases.find(text):
            if not any(s <= start and end <= e and which in (-1, n) for s, e, which in covered):
                yield self._hit(text, start, end, self.rule.words[n].instead)
        for start, end, _ in self._swaps.find(text):
            if not any(s <= start and end <= e and which == -1 for s, e, which in covered):
                yield from self._swap(text, start, end)

    def _hit(self, text: Words, start: int, end: int, instead: str | None, mend: str | None = None) -> Hit:
        begin, stop = text.spans[start][0], text.spans[end - 1][1]
        found = " ".join(text.text[begin:stop].split())
        says = self.rule.file.says or self.rule.file.finds
        return Hit(begin, stop, says.replace("{found}", found), instead or self.rule.file.hint or "", mend)

    def _swap(self, text: Words, start: int, end: int) -> Iterator[Hit]:
        begin, stop = text.spans[start][0], text.spans[end - 1][1]
        found = text.text[begin:stop]
        if found[0].isupper() and not self.rule.file.names and not begins_a_sentence(text.text, begin):
            return
        right = as_written(self.rule.file.swaps[found.casefold()], found)
        yield self._hit(text, start, end, f"Write “{right}”.", right)


def begins_a_sentence(text: str, at: int) -> bool:
    """Whether nothing, or the end of a sentence, stands before a character."""
    before = text[:at].rstrip(" \n\t\"'“‘(")
    return not before or before[-1] in ".!?:;•–"


def as_written(word: str, like: str) -> str:
    """A word with the capitals of another."""
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
