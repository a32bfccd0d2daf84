"""The words of a line: spaces in order, list numbers taken off; and lines that say there is nothing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNSEEN = "\u00ad\u200b\u2060\ufeff"
BULLET = re.compile(r"\s*(?:[•·◦▪▫■□●○‣⁃∙➢✓❖\uf0a7\uf0b7\uf0d8\uf0fc*–—-]|o(?=\t))\s+(?=\S)")
LABELS = (
    re.compile(r"\s*[(\[](\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6})[)\]][.:]?\s*(?=[^\W\d])"),
    re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,6})[.)]\s+(?=\S)"),
    re.compile(r"\s*(\d{1,3}(?:\.\d{1,3})+)(?:[^\S\t]*\t\s*(?=\S)|\s+(?=[“‘\"'A-Z]))"),
    re.compile(r"\s*(\d{1,3})[^\S\t]*\t\s*(?=\S)"),
)
LONE_LABEL = re.compile(r"[(\[]?(\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxlIVXL]{1,6})[)\].:]{0,2}")
NOTHING = re.compile(
    r"[\[(]?(?:n\s*/\s*a|n\.a|not applicable|none|nil|not required|not stated|does not apply|[-‐‑‒–—―−.…]+)[\])]?[.]?",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?!\w)")
CUT_SHORT = re.compile(r"[^\W\d_]{2,4}\.")
WORD = re.compile(r"[^\W_]+")


def in_order(text: str) -> str:
    """The text on one line with single spaces, without what cannot be seen."""
    return " ".join(seen(text).split())


def seen(text: str) -> str:
    """The text without soft hyphens and other signs that take no room."""
    for sign in UNSEEN:
        text = text.replace(sign, "")
    return text


@lru_cache(maxsize=2_000)
def unlabelled(text: str) -> tuple[str, str]:
    """A line's number, such as 3, b or 1.2, and the words behind it; a bullet has no number. Tabs tell them apart."""
    text = seen(text)
    if found := BULLET.match(text):
        return "", in_order(text[found.end() :])
    for label in LABELS:
        if found := label.match(text):
            return found[1], in_order(text[found.end() :])
    return "", in_order(text)


def lone_label(text: str) -> str:
    """The number that is all a cell says."""
    found = LONE_LABEL.fullmatch(text)
    return found[1] if found else ""


def says_nothing(text: str) -> bool:
    """Whether a line says that there is nothing, as “N/A” and a dash do."""
    return NOTHING.fullmatch(text) is not None


@lru_cache(maxsize=5_000)
def key(text: str) -> tuple[str, ...]:
    """The words by which a name is known again: small letters, no plural, no signs."""
    plain = POSSESSIVE.sub("", unicodedata.normalize("NFKC", in_order(text)).casefold())
    return tuple([_singular(word) for word in WORD.findall(plain)])


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def count(text: str) -> int:
    """How many words a text has."""
    return len(WORD.findall(text))


def is_short(text: str, most: int = 8) -> bool:
    """Whether a text may be a name or a heading: few words, no sentence, though maybe one cut short, as “No.”."""
    is_sentence = text.endswith((".", ";")) and not CUT_SHORT.fullmatch(text)
    return 0 < count(text) <= most and not is_sentence


def alike(one: str, other: str) -> float:
    """How many of the words of two texts they have in common, from 0 to 1."""
    first, second = set(key(one)), set(key(other))
    return len(first & second) / len(first | second) if first and second else 0.0
