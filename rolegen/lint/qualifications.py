"""A qualification asked for by name, with nothing that would count as much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import pattern, shortened, single_words
from rolegen.lint.rule import Rule
from rolegen.lint.words import Lexicon, Words, lexicon, words

MOST_BEFORE = 6  # words in front of a qualification that is itself what is asked for
ENDINGS = ("ing", "ed")  # of a verb, which makes it something done with a qualification
TURNS = (("360",), ("180",))  # degrees of feedback
LONGEST = 90  # letters of a criterion that a hint says again


def no_equivalent(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """The first qualification of a criterion, where no law names it and nothing else counts."""
    text, lists = words(passage.text), rule.file.lists
    if _last_words(lists["qualifications"]).isdisjoint(text.folded):
        return
    if pattern(lists["equivalents"]).search(passage.text) or pattern(lists["fixed"]).search(passage.text):
        return
    if _of_the_finance_officer(passage) and pattern(lists["accountancy"]).search(passage.text):
        return
    category = passage.category or str(passage.keys[3] if len(passage.keys) > 3 else "")
    for start, end, _ in _lexicon(lists["qualifications"]).find(text):
        if _is_asked(text, start, end, rule, sure=category == "qualifications"):
            yield _hit(passage.text, text.spans[start][0], text.spans[end - 1][1], rule)
            return


@lru_cache(maxsize=8)
def _lexicon(qualifications: tuple[str, ...]) -> Lexicon:
    return lexicon((one, 0) for one in qualifications)


@lru_cache(maxsize=8)
def _last_words(qualifications: tuple[str, ...]) -> frozenset[str]:
    """One of these is there, or none of the qualifications is."""
    return frozenset(one.casefold().split()[-1] for one in qualifications)


def _of_the_finance_officer(passage: Passage) -> bool:
    """Local Government Finance Act 1988, section 113: the chief finance officer's accountancy body is the law's."""
    statutory = passage.source.at(("statutory",))
    return isinstance(statutory, list) and "chief-finance-officer" in statutory


def _is_asked(text: Words, start: int, end: int, rule: Rule, *, sure: bool) -> bool:
    lists = rule.file.lists
    before, after = text.folded[:start], text.folded[end] if end < len(text.folded) else ""
    if after == "of" and text.folded[end - 1] == "degree":  # a degree of independence
        kinds = single_words(lists["degrees"])
        return end + 1 < len(text.folded) and text.folded[end + 1] in kinds
    if after in single_words(lists["goes_on"]) or before[-1:] in TURNS:
        return False
    if sure:
        return True
    about, plain = single_words(lists["about"]), single_words(lists["plain"])
    return len(before) <= MOST_BEFORE and not any(
        word in about or (word.endswith(ENDINGS) and word not in plain) for word in before
    )


def _hit(text: str, start: int, end: int, rule: Rule) -> Hit:
    says = (rule.file.says or "").replace("{found}", shortened(text[start:end]))
    asked = " ".join(text.split()).rstrip(".;, ")
    better = f"{asked}, or equivalent experience" if len(asked) <= LONGEST else "…, or equivalent experience"
    return Hit(start, end, says, (rule.file.hint or "").replace("{better}", better))
