"""A driving licence or a car asked for, where what the work needs is to get about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import either, pattern, sentence_of, shortened
from rolegen.lint.rule import Rule
from rolegen.lint.words import words

NEAR = frozenset(
    [
        "licence",
        "license",
        "licences",
        "licenses",
        "licensed",
        "drive",
        "driver",
        "driver's",
        "drivers",
        "driving",
        "car",
        "vehicle",
        "transport",
    ]
)
LICENCE, VEHICLE = r"licen[cs]e(?!\w)", r"(?:car|vehicle)(?!\w)"
QUALITY = (
    r"(?:full|valid|current|clean|unendorsed|endorsement[\s-]free|uk|gb|eu|eea|british|european|manual|relevant|"
    r"appropriate|provisional|(?:category|class|group)\s+(?:b|1)|car)"
)
RUN = rf"(?:{QUALITY}(?:[\s,/&]+(?:and\s+|or\s+)?)){{0,6}}"
ABLE = (
    r"(?:able|ability|willing|willingness|prepared|legally\s+entitled|entitled|licensed|qualified|required|expected|"
    r"needs?|has|have)\s+to(?:\s+be\s+able\s+to)?|\b(?:can|must|will)"
)
# After “able to drive”: what makes it a car and not improvement.
PLACES = (
    r"(?:county|borough|district|city|area|region|town|sites?|offices?|premises|locations?|schools|homes?|appointments|"
    r"meetings|visits|work)"
)
CARS = rf"(?:(?:a|an|the|your|their|own|council|pool|manual)(?:\s+(?:own|manual|council|pool|motor))*\s+{VEHICLE}|"
STEERED = (
    r"(?=\s*(?:$|[.;:()/]|,(?!\s+\w+(?:,|\s+(?:and|or)\s))|(?:and|with)\s+(?:travel|a|an|own|use|access|ha[sv]e?|hold|"
    rf"full)(?!\w)|(?:for|on)\s+(?:work|council|business|official)|{CARS}(?:council|company|pool)\s+(?:cars|vehicles))|"
    r"(?:is\s+(?:essential|required|needed|desirable)|safely|legally|in\s+the\s+uk)(?!\w)|"
    rf"(?:to|around|across|between|throughout|within|in)\s+(?:[\w’']+\s+){{0,2}}{PLACES}))"
)
OWNED = r"(?:own|suitable|reliable|private|roadworthy|motor|insured|personal|company)[\s,]+"
HAVING = r"(?:own|owns|owning|have|has|having|provide|provides|possess|possesses|supply|access\s+to|use\s+of)"
ASKED = (
    rf"{RUN}driv(?:ing|ers?['’]?s?)\s+{LICENCE}",
    rf"{RUN}(?:full|clean)(?:[\s,/&]+(?:and\s+)?{QUALITY}){{0,6}}\s+{LICENCE}(?!\s+(?:to|under|for|from|as|in|of)\s)",
    rf"(?:valid|current)\s+(?:uk|gb|eu)\s+{LICENCE}(?!\s+(?:to|under|for|from|as|in|of)\s)",
    rf"{LICENCE}\s+to\s+drive(?!\w)",
    r"(?:clean|unblemished)\s+driving\s+record",
    rf"(?:{ABLE})\s+drive{STEERED}",
    rf"{HAVING}\s+(?:(?:the\s+)?use\s+of\s+)?(?:a|an|your|their|his|her)\s+(?:{OWNED}){{0,4}}{VEHICLE}",
    rf"(?:access\s+to|use\s+of)\s+(?:(?:own|private|personal)\s+)?{VEHICLE}(?=\s*(?:$|[.,;()]|and\s|for\s))",
    rf"(?<!its\s)(?<!['’]s\s)own\s+(?:\w+\s+)?(?:{VEHICLE}|(?:means\s+of\s+)?transport(?!\w))",
    r"(?:essential|casual|regular|designated|authorised)\s+car\s+user(?!\w)",
    r"(?<!\w)(?:car|vehicle)[\s-]+(?:owner|driver)(?!\w)",
    r"^\s*(?:a\s+)?(?:qualified\s+|licensed\s+)?driver(?=\s*(?:$|[.,;()]|with\s|and\s+(?:car|own|access)))",
    r"be\s+a\s+(?:qualified\s+|licensed\s+|competent\s+|experienced\s+|safe\s+)*driver(?=\s*(?:$|[.,;()]|with\s|and\s))",
    rf"{VEHICLE}\s+(?:that\s+is\s+)?insured\s+for|{VEHICLE}\s+(?:is\s+)?(?:essential|required|needed)(?!\w)",
)
SOUGHT = re.compile(rf"(?<!\w)(?:{'|'.join(ASKED)})", re.IGNORECASE)
# The words before it that begin a requirement of its own: “…, and must hold a”.
FRESH = re.compile(
    r"(?:[,(]|\b(?:and|with|plus|but|also))\s*(?P<verb>(?:(?:must|should|will|needs?|also|to|be|able|hold\w*|ha[sv]e?|"
    r"having|possess\w*|possession|in|of|an?|the|essential|required)\s+)*)$",
    re.IGNORECASE,
)
HOLDS = re.compile(r"(?:must|need|hold|ha[sv]|possess)", re.IGNORECASE)
FULL = re.compile(r"full|valid|current|clean|own", re.IGNORECASE)
NOT_BEFORE = re.compile(r"(?:\bno|\bnot|\bnever|n['’]t|\bwithout)(?:\s+\w+){0,5}\s*$", re.IGNORECASE)
NOT_AFTER = re.compile(
    r"^[\w\s,()]{0,40}\b(?:not|never|n['’]t)\s+(?:\w+\s+)?(?:need|requir|essential|necess|compuls)", re.IGNORECASE
)


def driving(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """A licence or a car, where nothing says how else the travelling can be done, and driving is not the work."""
    if NEAR.isdisjoint(words(passage.text).folded) or _drives_for_a_living(passage, rule):
        return
    lists = rule.file.lists
    if pattern(lists["alternatives"]).search(passage.text):
        return
    for found in SOUGHT.finditer(passage.text):
        if _is_asked(passage.text, found, lists["of_others"], lists["goes_on"], lists["known"]):
            softer = passage.importance == "desirable" or _is_welcome(passage.text, found.start(), lists["welcome"])
            yield _hit(found, softer=softer, rule=rule)
            return


def _drives_for_a_living(passage: Passage, rule: Rule) -> bool:
    title, lists = passage.source.at(("title",)), rule.file.lists
    if isinstance(title, str) and pattern(lists["drivers"]).search(title):
        return True
    return bool(pattern(lists["vehicles"]).search(passage.text))


def _is_asked(
    text: str, found: re.Match[str], others: tuple[str, ...], goes_on: tuple[str, ...], known: tuple[str, ...]
) -> bool:
    start, end = sentence_of(text, found.start())
    before, after = text[start : found.start()], text[found.end() : end]
    if _goes_on(goes_on).match(after) or NOT_BEFORE.search(before) or NOT_AFTER.search(after):
        return False
    fresh = FRESH.search(before)
    if pattern(others).search(before):
        return bool(fresh and (HOLDS.search(fresh["verb"]) or FULL.match(found[0])))
    return bool(fresh) or not pattern(known).search(before)


@lru_cache(maxsize=8)
def _goes_on(nouns: tuple[str, ...]) -> re.Pattern[str]:
    """What follows where the words only say of which kind a thing is: licence fraud, a car park."""
    return re.compile(rf"[\s-]+{either(nouns)}", re.IGNORECASE)


def _is_welcome(text: str, at: int, welcome: tuple[str, ...]) -> bool:
    start, end = sentence_of(text, at)
    return bool(pattern(welcome).search(text, start, end))


def _hit(found: re.Match[str], *, softer: bool, rule: Rule) -> Hit:
    says = (rule.file.says or "").replace("{found}", shortened(found[0]))
    return Hit(found.start(), found.end(), says, rule.file.hint or "", softer=softer)
