"""How long a sentence is: where it ends, what a reader counts as a word, and where it could be split."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping

from rolegen.framework import PLACEHOLDER
from rolegen.lint.contract import PassageCheck
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Kind, Rule

# What a reader counts: “&” and a dash are none; what a hyphen or a slash joins is one.
CHUNK, SPOKEN = re.compile(r"\S+"), re.compile(r"\w")
STOP = re.compile(r"[.!?…][”’\"')\]]*\s+(?=[“‘\"'(\[]*([^\W_]|\{\{|£))")
# A line of a list is a sentence of its own: after a blank line, a line that ends, or before a mark, number or capital.
LINE = re.compile(r"\n\s*\n|(?<=[.;:!?])[ \t]*\n|\n(?=\s*(?:[•▪·*–—-]|\(?\w{1,3}[.)]|[A-Z]))|•")
BEFORE = re.compile(r"(\S+?)[”’\"')\]]*$")
LEAST = 5  # words of each part, where a sentence is to be split
OPENING = 4  # words that name a sentence
# “And” before these goes on with what stands before it; behind those, “which” does.
NO_SENTENCE = r"\s+(?:that|with|where|for|of|in|on|by|from|to|or|any|other|as|through)\b"
NO_PREPOSITION = r"(?<!\b(?:on|in|of|by|to|at))(?<!\b(?:for|and))(?<!\b(?:from|with|upon))(?<!\bunder)(?<!\bthrough)"
# Where a sentence is split most easily comes first.
PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r";\s+", r"\s[–—]\s+", rf",\s+(?=(?:and(?!{NO_SENTENCE})|but|so|while|whereas|which|who)\b)",
        r":\s+", rf"{NO_PREPOSITION}\s+(?=(?:so that|in order to|which|including|where)\b)",
    )
)  # fmt: skip
LETTERED = re.compile(r"\b(?:Annex|Appendix|Band|Block|Category|Class|Grade|Group|Option|Part|Plan|Schedule|Table)$")
# What becomes of a text that is split; others become two sentences.
TWO: Mapping[Kind, str] = {"accountability": "two sentences or two accountabilities", "criterion": "two criteria"}


def long_sentences(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """Sentences with more words than the rule allows."""
    text = passage.text
    if "{{" in text:
        text = PLACEHOLDER.sub(lambda found: found[0].replace(" ", "_"), text)  # one word, and as many characters
    if len(text.split()) <= rule.most:
        return
    for start, end in sentences(text, rule.file.lists):
        words = [one for one in CHUNK.finditer(text, start, end) if SPOKEN.search(one[0])]
        if len(words) > rule.most:
            begins, opens = words[0].start(), words[min(OPENING, len(words)) - 1].end()
            opening = " ".join(passage.text[begins:opens].split()).rstrip(",;:")
            message = f"The sentence that begins “{opening}” has {len(words)} words, more than {rule.most}."
            hint = _split(passage.text[begins:end], [one.start() - begins for one in words])
            yield Hit(begins, opens, message, hint.format(two=TWO.get(passage.kind, "two sentences")))


def sentences(text: str, lists: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int]]:
    """Where each sentence of a text begins and ends.

    `lists` has the `abbreviations` that do not end one, and those that do not before a number: `numbered`.
    """
    ends = [found.end() for found in STOP.finditer(text) if _ends(text, found, lists)]
    ends += [found.end() for found in LINE.finditer(text)]
    start = 0
    for end in (*sorted(set(ends)), len(text)):
        if text[start:end].strip():
            yield start, end
        start = end


def _ends(text: str, stop: re.Match[str], lists: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a full stop or another sign with something behind it ends a sentence."""
    follows = stop[1]
    if follows.islower():
        return False
    before = BEFORE.search(text, max(0, stop.start() - 40), stop.start())
    if stop[0][0] != "." or not before:
        return True
    word = before[1].lstrip("([“‘\"'").casefold()
    if word in lists["abbreviations"] or (follows.isdigit() and word in lists["numbered"]):
        return False
    is_initial = len(before[1]) == 1 and before[1].isupper() and follows.isupper()
    return not is_initial or LETTERED.search(text[max(0, before.start() - 20) : before.start()].rstrip()) is not None


def _split(sentence: str, words: list[int]) -> str:
    """What to do about it: a likely place to end the first of two sentences."""
    middle = len(sentence) // 2
    for pattern in PLACES:
        places = [found.end() for found in pattern.finditer(sentence) if _is_inside(found.end(), words)]
        if places:
            at = min(places, key=lambda place: abs(place - middle))
            following = " ".join(sentence[at:].split()[:OPENING]).strip(",;:.()")
            following = following.replace("{", "{{").replace("}", "}}")
            return f"Make {{two}} of it, perhaps from “{following}” on; or leave out what a reader can do without."
    return "Make {two} of it, or leave out what a reader can do without."


def _is_inside(at: int, words: list[int]) -> bool:
    """Whether a sentence would have enough words on both sides of a character."""
    before = bisect_left(words, at)
    return min(before, len(words) - before) >= LEAST


OF_A_PASSAGE: Mapping[str, PassageCheck] = {"long-sentence": long_sentences}
