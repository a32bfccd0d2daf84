"""Criteria that praise, and leave everyone to guess what would be enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import Same, shortened
from rolegen.lint.rule import Rule
from rolegen.lint.words import Lexicon, Words, lexicon, words

LONGEST, SHORT = 16, 10  # words; who writes more says something with them
FILLER, ALWAYS, BETTER = "filler", "always-", "-better"


@dataclass(frozen=True)
class Entries:
    """What the lists hold: words and pairs of words with their theme, if any; and what says nothing in any company."""

    themes: Mapping[str, str]
    always: Lexicon
    near: frozenset[str]  # the last words of what is always so


def vague(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """A criterion of which every word could stand in any other profile."""
    text, lists = words(passage.text), rule.file.lists
    entries = _entries(Same(lists))
    if theme := _theme(text.folded, entries.themes) or _always(text, entries, tuple(lists)):
        says = (rule.file.says or "").replace("{found}", shortened(passage.text.rstrip(".; \n")))
        start = len(passage.text) - len(passage.text.lstrip())
        hint = (rule.file.hint or "").replace("{better}", lists[f"{theme}{BETTER}"][0])
        yield Hit(start, len(passage.text.rstrip()), says, hint)


@lru_cache(maxsize=8)
def _entries(rule: Same) -> Entries:
    names, lists = tuple(rule.lists), rule.lists
    known = {word.casefold(): "" for word in lists[FILLER]}
    known |= {word.casefold(): name for name in names if f"{name}{BETTER}" in names for word in lists[name]}
    always = [(phrase, n) for n, name in enumerate(names) if name.startswith(ALWAYS) for phrase in lists[name]]
    return Entries(known, lexicon(always), frozenset(phrase.casefold().split()[-1] for phrase, _ in always))


def _theme(text: tuple[str, ...], known: Mapping[str, str]) -> str:
    """What a criterion is vague about: nothing where a word of it is in none of the lists."""
    at, found = 0, ""
    while at < min(len(text), LONGEST + 1):
        pair = " ".join(text[at : at + 2])
        entry = pair if pair in known else text[at]
        if entry not in known or at == LONGEST:
            return ""
        at, found = at + entry.count(" ") + 1, found or known[entry]
    return found


def _always(text: Words, entries: Entries, names: tuple[str, ...]) -> str:
    """The theme of words that say nothing in any short criterion, whatever else it names."""
    if len(text.folded) > SHORT or entries.near.isdisjoint(text.folded):
        return ""
    return next((names[n].removeprefix(ALWAYS) for _, _, n in entries.always.find(text)), "")
