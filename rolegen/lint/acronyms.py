"""Acronyms that nobody has explained to the reader yet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rolegen.framework import Framework
from rolegen.lint.contract import RoleCheck, Said, Written
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage, of_framework
from rolegen.lint.rule import Kind, Rule

ACRONYM = re.compile(r"[A-Z](?:&?[A-Z]){1,5}(?=s?(?![\w&]))")
CAPITALS = re.compile(r"[A-Z][A-Z'’-]+")
ROMAN = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})")
NUMBERED = re.compile(r"s?[ \u00a0](?!(?:19|20)\d\d\b)\d")  # “ISO 9001”, but not “the MTFS 2026”
BEHIND_SPACE, TO_SPACE = re.compile(r"[^\s(]*$"), re.compile(r"\S{0,60}")
NO_WORD = re.compile(r"[\d@_]|://|(?i:www\.)|[A-Z]\.\w")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
BRACKET = re.compile(r"s?(?:['’]s?)?[”’\"']?\s*[(–—:,-]\s*(?:the\s+)?([^();]{3,90})")
SMALL = frozenset({"of", "and", "the", "for", "in", "to", "on", "a", "an", "with", "or", "by", "at"})
BETWEEN = frozenset({"or", "known", "as", "called", "the"})  # “the Investment Board, known as the IB”
SEARCHED = 20  # acronyms of a role whose words are looked for in every text
TITLE: tuple[Kind, ...] = ("title",)  # where nothing can be explained


@dataclass(frozen=True, slots=True)
class Use:
    """An acronym in a text, and whether its words stand beside it."""

    acronym: str
    passage: Passage
    start: int
    is_explained: bool


def unexplained(written: Written, rule: Rule) -> Iterator[Said]:
    """Acronyms that stand in a role before they are explained, each at its first use."""
    known = _known(tuple(rule.file.lists[name] for name in ("known", "emphasis")), rule.allow)
    first: dict[str, Use] = {}
    later: set[str] = set()
    passages = [one for one in written.passages if one.kind in rule.file.where]
    for passage in sorted(passages, key=lambda one: one.kind in TITLE):
        for use in _uses(passage):
            if use.acronym in first:
                later |= {use.acronym} if use.is_explained else set()
            elif use.acronym not in known and not _is_a_qualification(use, rule):
                first[use.acronym] = use
    unknown = [use for use in first.values() if not use.is_explained]
    told = [use for use in unknown if use.acronym not in _explained_in(written.framework)]
    shared = of_framework(written.framework) if told else ()
    texts = [passage.text for passage in (*written.passages, *shared)]
    for n, use in enumerate(told):
        yield _late(use) if use.acronym in later else _never(use, texts if n < SEARCHED else [], rule)


@lru_cache(maxsize=16)
def _known(lists: tuple[tuple[str, ...], ...], allow: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for words in lists for word in words) | frozenset(allow)


@lru_cache(maxsize=4)
def _explained_in(framework: Framework) -> frozenset[str]:
    """What the framework's own texts, which stand on the same pages, write out."""
    uses = [use for passage in of_framework(framework) for use in _uses(passage)]
    return frozenset(use.acronym for use in uses if use.is_explained)


def _is_a_qualification(use: Use, rule: Rule) -> bool:
    """Letters of bodies and degrees, which those who have them know."""
    return use.passage.kind == "criterion" and use.acronym in rule.file.lists["qualifications"]


def _uses(passage: Passage) -> Iterator[Use]:
    """The acronyms of a text: no Roman numbers, references, addresses, or words in capitals."""
    text = passage.text
    if text.isupper() and len(text.split()) > 2:
        return
    for found in ACRONYM.finditer(text):
        start, end = found.span()
        before = text[max(0, start - 1) : start]
        if before.isalnum() or before in tuple("@.#_&$£€") or ROMAN.fullmatch(found[0]):
            continue
        if not _is_a_reference(text, start, end) and not _is_shouted(text, start, end):
            yield Use(found[0], passage, start, _is_explained(text, start, end, found[0]))


def _is_a_reference(text: str, start: int, end: int) -> bool:
    """“FCC-JE-0418”, “ISO 9001”, and names of websites and files."""
    left, behind = BEHIND_SPACE.search(text, max(0, start - 60), start), TO_SPACE.match(text, end)
    chunk = (left[0] if left else "") + text[start:end] + (behind[0] if behind else "")
    return NUMBERED.match(text, end) is not None or NO_WORD.search(chunk) is not None


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Whether capitals are there for emphasis or a heading: the words beside are in capitals, and one is long."""
    around = text[max(0, start - 40) : end + 40]
    run = [*CAPITALS.finditer(around)]
    at = start - max(0, start - 40)
    here = next((n for n, one in enumerate(run) if one.start() <= at < one.end()), None)
    if here is None:
        return False
    beside = [run[n][0] for n in (here - 1, here + 1) if 0 <= n < len(run) and _touch(around, run[here], run[n])]
    return any(len(word) > 6 for word in beside) or len(beside) > 1


def _touch(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    first, second = sorted((one.span(), other.span()))
    return text[first[1] : second[0]] in (" ", "  ", "\n", " & ")


def _is_explained(text: str, start: int, end: int, acronym: str) -> bool:
    """Whether the words that an acronym stands for are before it, or behind it in brackets."""
    letters = acronym.replace("&", "").casefold()
    before = [word.casefold() for word in WORD.findall(text, max(0, start - 120), start)]
    while before and before[-1] in BETWEEN:
        if _ends_with(before, letters):
            return True
        before.pop()
    if _ends_with(before, letters):
        return True
    behind = BRACKET.match(text, end)
    return behind is not None and _begins_with([word.casefold() for word in WORD.findall(behind[1])], letters)


def _ends_with(words: list[str], letters: str) -> bool:
    return any(_stands_for(words[-size:], letters) for size in range(1, min(len(words), 2 * len(letters)) + 1))


def _begins_with(words: list[str], letters: str) -> bool:
    return any(_stands_for(words[:size], letters) for size in range(1, min(len(words), 2 * len(letters)) + 1))


def _stands_for(words: list[str], letters: str) -> bool:
    """Whether letters are the first ones of words, in their order; small words may have none, long ones two.

    “SENCO” is a special educational needs coordinator.
    """
    if not words:
        return not letters
    word, others = words[0], words[1:]
    if word in SMALL and others and _stands_for(others, letters):
        return True
    if not letters or word[0] != letters[0]:
        return False
    if _stands_for(others, letters[1:]):
        return True
    return len(letters) > 1 and len(word) > 3 and letters[1] in word[1:] and _stands_for(others, letters[2:])


def _late(use: Use) -> Said:
    hint = f"Move the words that it stands for to here, with “({use.acronym})” behind them."
    return _said(use, f"“{use.acronym}” stands here before it is explained.", hint)


def _never(use: Use, texts: Sequence[str], rule: Rule) -> Said:
    acronym = use.acronym
    hint = f"Write what it stands for, with “({acronym})” behind it; or allow it, if every applicant knows it."
    if use.passage.kind in TITLE:
        hint = "Write the title out, or explain it in the job purpose."
    elif words := _in_full(acronym, texts, rule):
        hint = f"Write “{words} ({acronym})” here; “{acronym}” will do from then on."
    return _said(use, f"“{acronym}” is not explained.", hint)


def _said(use: Use, message: str, hint: str) -> Said:
    hit = Hit(use.start, use.start + len(use.acronym), message, hint)
    return Said(message, use.passage.keys, passage=use.passage, hit=hit)


def _in_full(acronym: str, texts: Sequence[str], rule: Rule) -> str:
    """What an acronym stands for: as role or framework have it, or as it mostly does in local government."""
    if texts:
        small = r"(?:[\s-]+(?:of|and|the|for|in|to|on|&))*[\s-]+"
        words = re.compile(r"\b" + small.join(rf"{letter}[a-z'’]+" for letter in acronym if letter != "&") + r"\b")
        for text in texts:
            if found := words.search(text):
                return " ".join(found[0].split())
    return _usual(rule.file.lists["usual"]).get(acronym, "")


@lru_cache(maxsize=4)
def _usual(listed: tuple[str, ...]) -> Mapping[str, str]:
    return dict(one.split(" = ", 1) for one in listed)


OF_A_ROLE: Mapping[str, RoleCheck] = {"acronym": unexplained}
