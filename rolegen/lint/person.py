"""Whether words say what the person should be, and not what the service, its users or its woodland are."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from operator import itemgetter

from rolegen.lint.contract import PassageCheck
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.rule import Rule
from rolegen.lint.words import Words, words


def _set(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Words that name the one who is looked for, whatever stands before them.
SOUGHT = _set("""
    applicant applicants appoint appointee candidate candidates holder looking postholder postholders recruiting
    seeking seeks somebody someone wants you
""")
# Words that may lead from there, or from the beginning of the sentence, to what the person should be.
LEADING = _set("""
    a ability able also an and any are as be been being between both chance either enjoy enjoying enjoys
    exciting for generally great has have having highly hold holds ideal ideally if in individual is job looking
    mental mentally must need needed needs no normally not of only opportunity or over people perfect person
    physical physically post preferably really role seek seeking should show suit suitable suited suits that the
    this those to under usually very want wanted we welcome who will with would
""")
# What else is said of a person in the same breath.
ADJECTIVES = _set("""
    able active adaptable agile alert ambitious approachable bright calm caring charismatic committed competent
    confident creative dedicated determined driven dynamic eager energetic engaging enthusiastic experienced fit
    flexible focused fresh friendly hard hardworking healthy honest hungry imaginative independent innovative
    inspirational inspiring intelligent keen level lively mature motivated open organised outgoing passionate
    patient personable positive proactive professional reliable resilient resourceful responsible robust self
    sensible skilled stable strong talented tough trustworthy upbeat vibrant visionary well willing young
    youthful
""")
# Nouns by which the words before them are of the person.
PEOPLE = _set("""
    accountant administrator analyst applicant applicants architect assistant attitude boss candidate candidates
    character chief colleague colleagues communicator coordinator director disposition employee employees engineer
    executive expert graduate head individual individuals influencer judgement lawyer leader leaders leadership
    man manager managers member mindset negotiator officer officers outlook person personality planner postholder
    presence professional self solicitor specialist starter style surveyor talent team temperament thinker woman
    worker
""")
# Those of them who are more than one, and not looked for.
STAFF = _set("colleagues employees leaders managers members officers professionals")
# Words that may stand between those and such a noun.
OF_OFFICE = _set("""
    acting assistant chief commercial corporate deputy digital executive finance financial housing interim joint legal
    managing planning policy programme project senior service strategic technical
""")
# Words that may follow, where a noun would make it something else.
BEHIND = _set("""
    and as at because but enough essential for if in is on only or preferred required since so that to when who
    with
""")
FAR = 60  # words before those that may lead to them
ENDS, SENTENCE_ENDS = ".!?;:()–—/", ".!?;:"

NUMBER = r"(?:\d\d\b|(?:eighteen|twenty|thirty|forty|fifty|sixty|seventy)(?:[- ](?:one|two|three|four|five|six))?\b)"
SPAN = (
    rf"(?:between\s+)?{NUMBER}(?:\s*(?:to|and|or|-|–)\s*"
    rf"(?:{NUMBER}|(?:over|above|under|below|older|younger|more|less)\b))?"
)
BOUND = r"(?:over|under|below|above|at\s+least|between|up\s+to|(?:no\s+|not\s+)?(?:older|younger|more|less)\s+than)"
FOR_THE_POST = r"\s+(?:for|of)\s+(?:this|the|an?|all)?\s*(?:post|role|job|applicant|candidate|appointment|postholder)"
AGE = re.compile(
    rf"\b(?:aged\s+(?:{BOUND}\s+)?{SPAN}"
    rf"|(?:{BOUND}\s+)?{SPAN}\s+years\s+(?:of\s+age|old)\b"
    rf"|{BOUND}\s+(?:the\s+)?age\s+(?:of\s+)?{NUMBER}"
    rf"|{NUMBER}\s+(?:years\s+)?(?:or|and)\s+(?:over|older|above)(?=\s*(?:[.,;)]|$))"
    rf"|(?:no|not)\s+(?:older|younger)\s+than\s+{NUMBER}"
    rf"|{BOUND}\s+{NUMBER}(?=\s*(?:[.,;)]|$|(?:at|on)\s+(?:appointment|entry|the\s+date)))"
    rf"|retirement\s+age{FOR_THE_POST}"
    rf"|(?:maximum|minimum|upper|lower)\s+age(?:\s+limit)?(?:{FOR_THE_POST}|\s*(?:of|is|:|–|-)?\s*{NUMBER}))",
    re.IGNORECASE,
)
OF_AGE = frozenset(("age", "aged", "old", "older", "over", "under", "younger"))


def is_of_the_person(text: Words, start: int, end: int) -> bool:
    """Whether words of a text, from one up to another, say what the person who is looked for should be."""
    return _is_led_to(text, start) and _goes_on(text, end) and not _is_of_staff(text, start, end)


def _is_of_staff(text: Words, start: int, end: int) -> bool:
    """Whether a sentence begins with them and goes on with those who work here already: “Retired officers are …”."""
    begins = start == 0 or parted(text, start - 1, SENTENCE_ENDS)
    goes_on = end < len(text.folded) and not parted(text, end - 1, ENDS)
    return begins and goes_on and text.folded[end] in STAFF


def _is_led_to(text: Words, at: int) -> bool:
    """Whether nothing but leading words stand between the words and their subject, or the sentence's beginning."""
    first = max(at - FAR, 0)
    while at > first and not parted(text, at - 1, SENTENCE_ENDS):
        word = text.folded[at - 1]
        if word in SOUGHT:
            return True
        if word not in LEADING and word not in ADJECTIVES:
            return False
        at -= 1
    return True


def _goes_on(text: Words, end: int) -> bool:
    """Whether what follows is of a person too: no young people, no mature woodland, no dynamic purchasing."""
    if end >= len(text.folded) or parted(text, end - 1, ENDS):
        return True
    word, last = text.folded[end], end + 1 >= len(text.folded)
    if word in ("and", "or") and not last:
        return _is_of_people(text, end + 1) or text.folded[end + 1] in LEADING
    return word in BEHIND or _is_of_people(text, end) or (word in LEADING and parted(text, end - 1, ","))


def _is_of_people(text: Words, at: int) -> bool:
    """Whether a word is said of people, or leads to one of the nouns for them."""
    if text.folded[at] in ADJECTIVES:
        return True
    while at + 1 < len(text.folded) and text.folded[at] in OF_OFFICE and text.folded[at] not in PEOPLE:
        at += 1
    return text.folded[at] in PEOPLE


def parted(text: Words, at: int, signs: str) -> bool:
    """Whether one of the signs stands between a word and the next."""
    between = text.text[text.spans[at][1] : text.spans[at + 1][0]]
    return any(sign in between for sign in signs)


def ages(passage: Passage, rule: Rule) -> Iterator[Hit]:
    """Ages that the person should have."""
    text = words(passage.text)
    if OF_AGE.isdisjoint(text.folded):
        return
    for found in AGE.finditer(text.text):
        first = bisect_left(text.spans, (found.start(), 0))
        behind = bisect_right(text.spans, found.end(), first, key=itemgetter(1))
        if is_of_the_person(text, first, behind):
            says = (rule.file.says or rule.file.finds).replace("{found}", " ".join(found[0].split()))
            yield Hit(*found.span(), says, "Leave the age out; if a law sets it, allow this here and name the law.")


OF_A_PASSAGE: Mapping[str, PassageCheck] = {"age-wording": ages}
