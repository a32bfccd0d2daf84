"""Experience asked for by its length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import either, pattern, sentence_of, shortened
from rolegen.lint.rule import Rule
from rolegen.lint.words import words

NEAR = frozenset(["year", "years", "year's", "years'", "yr", "yrs", "month", "months", "month's", "pqe"])
ONES = (
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen|twenty|thirty|several|"
    r"many|numerous|multiple|some|a\s+few|a\s+number\s+of|a\s+couple\s+of)"
)
LEAST = (
    r"(?:at\s+(?:the\s+very\s+)?least|(?:an?\s+)?(?:absolute\s+)?minimum(?:\s+of)?|(?:not|no)\s+(?:less|fewer)\s+than|"
    r"(?:more|less|fewer)\s+than|under|in\s+excess\s+of|over|up\s+to|no\s+more\s+than|around|about|ideally)"
)
NUMBER = (
    rf"{ONES}(?:\s*\(\d+\))?(?:\s*(?:-|–|to|or)\s*{ONES})?"
    r"(?:\s*\+|\s+(?:plus|or\s+more|full|complete|further|continuous))?"
)
YEARS = r"\s*(?:year|yr|month)s?['’]?s?['’]?(?!\w)"
LONG = rf"(?:{LEAST}\s+)?{NUMBER}{YEARS}(?:\s*\+|\s+(?:or\s+more|plus|minimum)(?!\w))?"
SURELY = (
    r"(?:(?:at\s+least|(?:an?\s+)?minimum(?:\s+of)?|(?:not|no)\s+(?:less|fewer)\s+than|more\s+than)\s+"
    rf"{NUMBER}{YEARS}|\d+\s*\+{YEARS})"
)
QUALIFIED = r"(?:post[\s-]+(?:qualif\w+|admission|registration)|since\s+qualif\w+|qualified)"
ITSELF = r"(?:(?<=has\s)|(?<=have\s)|(?<=with\s)|(?<=and\s)|(?<=,\s)|(?<=\()|(?<=:\s)|^\s*)"
SPENT = (
    r"(?!in\s+(?:advance|the\s+future|length|duration))(?:in|as|of|at|within|spent|working|managing|leading|running|"
    r"supervising|delivering|practising)"
)
DONE = r"(?:experience|expertise|pqe)(?!\w)"
# Between the years and the experience: no word that leads to something else.
WORD = r"(?!(?:to|for|from|that|which|with|by|on|at|into|ahead|or|but)\b)[\w’'/&-]+"
# Not just before “experience”: there something else begins.
NOT_BY = "".join(rf"(?<!\s{word}\s)" for word in ("and", "or", "with", "using", "lived", "user", "customer"))
FIRST = re.compile(
    r"(?:first|last|past|next|previous|recent|coming|final|every|each|within|early|foundation)\s*$", re.IGNORECASE
)
WHOSE = re.compile(
    r"(?:['’]s?|\b(?:who|that|which)\s+(?:has|have|had|brings?|with))\s+(?:combined\s+|their\s+)?$", re.IGNORECASE
)
OWNING = re.compile(r"\s*(?:with|having|of|has|have|had)?(?:\s+(?:a|combined|total|nearly))*\s*", re.IGNORECASE)
ABOUT = r"\s+(?P<topic>(?:of|in|as|with|at)\s+[^.;]{3,60}?)\s*(?:[,.;(]|$)"
TOPIC = re.compile(rf"(?:experience|expertise|pqe){ABOUT}", re.IGNORECASE)
BEHIND, LASTING = re.compile(ABOUT, re.IGNORECASE), re.compile(YEARS, re.IGNORECASE)
ASKING = frozenset(["must", "need", "needs", "require", "required", "requires", "least", "minimum", "essential"])


def years(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """A number of years, asked for as such."""
    text, own = words(passage.text).folded, passage.kind in ("criterion", "starter")
    if NEAR.isdisjoint(text) or (not own and ASKING.isdisjoint(text)):
        return
    lists = rule.file.lists
    for found in _sought().finditer(passage.text):
        start, end = sentence_of(passage.text, found.start())
        before = passage.text[start : found.start()]
        if _lasting(lists["spans"]).match(passage.text, found.end()) or FIRST.search(before):
            continue
        if not _of_others(before, lists["others"], own=own) and (
            own or not ASKING.isdisjoint(words(passage.text[start:end]).folded)
        ):
            yield _hit(passage.text, found, rule)
            return


@cache
def _sought() -> re.Pattern[str]:
    """The ways to ask for years."""
    ways = (
        rf"{LONG}(?:[\s-]+{WORD}){{0,6}}?[\s-]+{NOT_BY}{DONE}(?!\s+(?:surveys?|reports?)\b)",
        rf"{LONG}\s+(?:[\w-]+\s+)?{QUALIFIED}(?!\w)",
        rf"{ITSELF}{SURELY}\s+{SPENT}(?!\w)(?!\s+(?:age|the\s+life|terms?)\b)",
        rf"^\s*{LONG}\s+{SPENT}(?!\w)(?!\s+age\b)",
        rf"{DONE}\s*[-–:,(]?\s*(?:of|for|over|totalling|gained\s+over|spanning|with)\s+{SURELY}",
        rf"{DONE}\s*[-–:,(]\s*{LONG}",
        rf"{DONE}(?:\s+{WORD}){{1,12}}?\s*(?:[(,–-]|\sfor)\s*{SURELY}(?=\s*(?:$|[.,;)]))",
        rf"years\s+of\s+{DONE}",
    )
    return re.compile(rf"(?<![\w.£$-])(?:{'|'.join(ways)})", re.IGNORECASE)


@lru_cache(maxsize=8)
def _lasting(spans: tuple[str, ...]) -> re.Pattern[str]:
    """Things that last for years themselves, right behind the years."""
    return re.compile(rf"[\s-]*{either(spans)}", re.IGNORECASE)


def _of_others(before: str, others: tuple[str, ...], *, own: bool) -> bool:
    """Whether the years are somebody else's: a service's, or those of people whom the post works with."""
    if WHOSE.search(before) and not (own and not pattern(others).search(before)):
        return True
    found = [*pattern(others).finditer(before)]
    return bool(found) and bool(OWNING.fullmatch(before, found[-1].end()))


def _hit(text: str, found: re.Match[str], rule: Rule) -> Hit:
    says = (rule.file.says or "").replace("{found}", shortened(found[0].strip()))
    start = found.start() + len(found[0]) - len(found[0].lstrip())
    topic = TOPIC.search(text, found.start())
    if topic and LASTING.search(topic["topic"]):
        topic = BEHIND.match(text, found.end())
    hint = rule.file.hint or ""
    if topic:
        hint = hint.replace("“Has led …, through …”", f"“Experience {shortened(topic['topic'])}, including …”")
    return Hit(start, start + len(found[0].strip()), says, hint)
