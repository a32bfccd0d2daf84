"""What is asked of a person: can it be told apart, measured and met by everyone who could do the work?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolegen.lint.compound import compound
from rolegen.lint.contract import PassageCheck, RoleCheck
from rolegen.lint.driving import driving
from rolegen.lint.finding import Hit
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import pattern
from rolegen.lint.qualifications import no_equivalent
from rolegen.lint.rule import Rule
from rolegen.lint.vague import vague
from rolegen.lint.years import years


def _unless_allowed(check: PassageCheck) -> PassageCheck:
    """A check that leaves alone what an organisation allows under `rules` in rolegen.yaml."""

    def hits(passage: Passage, rule: Rule) -> Iterator[Hit]:
        found = check(passage, rule)
        return (hit for hit in found if not _is_allowed(passage, hit, rule)) if rule.allow else found

    return hits


def _is_allowed(passage: Passage, hit: Hit, rule: Rule) -> bool:
    allowed = pattern(rule.allow).finditer(passage.text)
    return any(found.start() < hit.end and hit.start < found.end() for found in allowed)


OF_A_PASSAGE: Mapping[str, PassageCheck] = {
    "vague-criterion": _unless_allowed(vague),
    "compound-criterion": _unless_allowed(compound),
    "years-of-experience": _unless_allowed(years),
    "no-equivalent": _unless_allowed(no_equivalent),
    "driving-licence": _unless_allowed(driving),
}
OF_A_ROLE: Mapping[str, RoleCheck] = {}
