"""Two requirements in one criterion: whoever meets one of them cannot be scored."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import either, pattern, shortened
from rolegen.lint.rule import Rule
from rolegen.lint.words import words

EITHER_OR_BOTH = re.compile(r"(?<!\w)and\s*/\s*or(?!\w)", re.IGNORECASE)
SEMICOLON = re.compile(r";\s+(?=\w)")
FULL_STOP = re.compile(r"[.!?]\s+(?=[A-Z])")
AND = r"(?:,\s*and|,\s*with|,\s*plus|,|and|with|plus|together\s+with|along\s+with|as\s+well\s+as|coupled\s+with|&|\+)"
# One of these is in the second requirement.
SECONDS = frozenset(
    ["experience", "knowledge", "understanding", "ability", "awareness", "appreciation", "commitment", "willingness",
     "expertise", "able", "willing", "committed", "competent", "confident", "skilled", "experienced", "qualified",
     "skills", "degree", "diploma", "qualification", "can"]
)  # fmt: skip
TO = r"(?:of|in|to|with|at|as|on|for|that|how|from|within|across|working|managing|leading)(?!\w)"
# How a second requirement begins: “a good understanding of”, “able to”, “holds a”.
SECOND = (
    r"(?:(?P<kind>experience|knowledge|understanding|ability|awareness|appreciation|commitment|willingness|expertise)"
    rf"(?:\s+and\s+(?:experience|knowledge|understanding|skills))?\s+{TO}|"
    r"(?P<able>able|willing|committed|competent|confident|skilled|experienced|qualified)\s+(?:to|in|at)(?!\w)|"
    r"(?:good|excellent|strong|effective|proven|advanced|outstanding)\s+(?:[\w-]+\s+){1,4}(?:skills|experience)(?=\s*(?:$|[.,;(]))|"
    r"(?P<time>(?:\d+\+?|one|two|three|four|five|six|seven|ten|several|many)\s+years?['’]?s?\s+(?:[\w-]+\s+){0,4}experience)|"
    r"(?:a\s+|an\s+)?(?:(?P<degree>degree|diploma|qualification)\s+(?:in|at)(?!\w))|"
    r"(?P<can>can)\s+(?!be(?!\w))\w+|"
    r"(?P<has>holds|hold|has|have)\s+(?:an?\s+|the\s+)?(?:\w+\s+){0,2}(?:degree|qualification|experience|knowledge|understanding)(?!\w))"
)
PRAISE = (
    r"(?:a|an|the|also|at\s+least|minimum\s+of|more\s+than|good|excellent|strong|sound|working|proven|proved|substantial|"
    r"significant|extensive|considerable|relevant|recent|demonstrable|demonstrated|detailed|thorough|in[\s-]depth|broad|"
    r"wide|clear|post[\s-]qualification|practical|successful|senior|previous|direct|must\s+have|must\s+be|be|is|being|has|have)"
)
AFTER = re.compile(rf"(?:(?<=\s)|(?<=,)){AND}\s+(?P<praise>(?:{PRAISE}[\s,]+)*){SECOND}", re.IGNORECASE)
RELATIVE = re.compile(r"(?<!\w)(?:who|that|which|whose|what|how|where|if)(?!\w)", re.IGNORECASE)
BACK = re.compile(r"\s*(?:[\w-]+\s+){0,3}(?:it|them|this|these|those|that|its|their)(?!\w)", re.IGNORECASE)
# “Residents' views and experience of”: theirs, both.
SHARED = re.compile(
    r"(?:views|needs?|wishes|feelings|rights|opinions|perceptions|culture|skills|knowledge|understanding|experience|awareness)[\s,]*$",
    re.IGNORECASE,
)
OF_TRAINING = ("degree", "diploma", "qualif", "solicitor", "chartered")
HELD = ("knowledge", "experience", "understanding", "skills", "needs", "views")  # what an ability may draw on
NOUN_ALONE = re.compile(r"^\W*(?:of|in|with)?\W*$", re.IGNORECASE)


def compound(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """The first place where a second requirement begins."""
    text = passage.text
    if hit := _either_or_both(text, rule.file.lists["equivalents"]) or _two_parts(text, rule):
        yield hit
    elif not SECONDS.isdisjoint(words(text).folded[2:]) and (first := _first(rule.file.lists["first"]).match(text)):
        for found in AFTER.finditer(text, first.end()):
            if _is_second(text, first, found, rule.file.lists["shared"]):
                yield _split(text, found.start(), found.start(), found.end(), rule)
                return


@lru_cache(maxsize=8)
def _first(heads: tuple[str, ...]) -> re.Pattern[str]:
    """How a criterion begins that states a requirement, up to what it is about."""
    return re.compile(rf"\W*(?:[\w’'+-]+\s+){{0,5}}?(?P<head>{either(heads)})", re.IGNORECASE)


def _either_or_both(text: str, equivalents: tuple[str, ...]) -> Hit | None:
    found = EITHER_OR_BOTH.search(text)
    if found is None or pattern(equivalents).search(text, found.end()):
        return None
    message = f"“{' '.join(found[0].split())}” leaves open whether one will do."
    return Hit(*found.span(), message, "Write “or” where one will do; where both are needed, make two criteria of it.")


def _two_parts(text: str, rule: Rule) -> Hit | None:
    """A semicolon or a full stop with a requirement behind it."""
    for found in SEMICOLON.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if not _is_listed(before) and not pattern(rule.file.lists["goes_on"]).match(after):
            return _split(text, found.start(), found.end(), found.end() + len(after.split()[0]), rule)
    for found in FULL_STOP.finditer(text):
        opening = _first(rule.file.lists["first"]).match(text, found.end())
        if (
            opening
            and len(text[found.end() : opening.end()].split()) <= 3
            and _first(rule.file.lists["first"]).match(text)
        ):
            return _split(text, found.start(), found.end(), opening.end(), rule)
    return None


def _is_second(text: str, first: re.Match[str], found: re.Match[str], shared: tuple[str, ...]) -> bool:
    """Whether it is a requirement of its own, not more of what the first one is about."""
    between, after = text[first.end() : found.start()], text[found.end() :]
    head, praised = first["head"].casefold(), found["praise"] or found["able"]
    if _is_listed(between) or BACK.match(after):
        return False
    if NOUN_ALONE.match(between) and not (head == "skills" and praised):
        return False
    if found["kind"] and not praised and (pattern(shared).match(after.lstrip()) or SHARED.search(between)):
        return False
    if found["can"] or found["has"]:
        return not RELATIVE.search(between) and (head == "can" or not found["can"])
    if found[0].lstrip(", ").casefold().startswith("with"):
        return bool(found["time"]) or head.startswith(OF_TRAINING)
    return bool(praised) or not head.startswith(("ability", "able", "can")) or not pattern(HELD).search(between)


def _is_listed(before: str) -> bool:
    """Whether what follows is in a list behind a colon, or in brackets."""
    return ":" in before or before.count("(") > before.count(")")


def _split(text: str, end: int, start: int, stop: int, rule: Rule) -> Hit:
    """The hit, with the criterion as two where both are short enough to read."""
    rest = text[start:] if start > end else re.sub(rf"^{AND}\s+", "", text[start:], flags=re.IGNORECASE)
    one, other = text[:end].strip(" ,;."), rest.strip(" .")
    if start == end:
        start += len(text[start:]) - len(text[start:].lstrip(", "))
    says = (rule.file.says or "").replace("{found}", shortened(text[start:stop]))
    short = shortened(other)
    parts = f"“{shortened(one)}” and “{short[:1].upper()}{short[1:]}”"
    return Hit(start, stop, says, (rule.file.hint or "").replace("{parts}", parts))
