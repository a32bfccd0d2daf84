"""The qualifications and registrations that the person must have, then and now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rolegen.evaluation.found import Found, quotes
from rolegen.evaluation.job import Job
from rolegen.evaluation.trigger import Trigger
from rolegen.evaluation.wording import Pairing, paired
from rolegen.role import Criterion

ESSENTIAL, DESIRABLE = "essential", "desirable"
REGISTERED = re.compile(r"(?i)\b(registered|registration|chartered)\b")
# Words that let in who learned the same in another way, and that change nothing of what must have been learned.
ANOTHER_WAY = re.compile(
    r"""[,;]? \s* \b (or|and) \s+ ((able|an?|any|by|can|other|relevant|show|to|with) \s+)*
    (equivalent|comparable|similar)
    (\s+ (by|experience|knowledge|levels?|of|practical|professional|qualifications?|relevant|training|work))* \b""",
    re.IGNORECASE | re.VERBOSE,
)


def qualification(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Those that came, went, or moved between essential and desirable; one asked for in other words is another."""
    olds, news = before.role.person_profile, after.role.person_profile
    pairing = paired([_asked(one) for one in olds], [_asked(one) for one in news])
    came, went = _essential(news, _unmatched(pairing, new=True)), _essential(olds, _unmatched(pairing, new=False))
    same = [(olds[old], news[new]) for old, new in pairing.same if _is_about(olds[old]) or _is_about(news[new])]
    raised = [new for old, new in same if (old.importance, new.importance) == (DESIRABLE, ESSENTIAL)]
    lowered = [new for old, new in same if (old.importance, new.importance) == (ESSENTIAL, DESIRABLE)]
    yield from _told("Essential now, and not when the post was evaluated", came, trigger, then="")
    yield from _told("Essential when the post was evaluated, and not now", went, trigger, now="")
    yield from _told("Essential now, and desirable when the post was evaluated", raised, trigger, then="desirable")
    yield from _told("Desirable now, and essential when the post was evaluated", lowered, trigger, now="desirable")


def _unmatched(pairing: Pairing, *, new: bool) -> list[int]:
    """Those that the other side does not have in the same words; one word of a qualification may make it another."""
    side = 1 if new else 0
    return sorted([*(pairing.new if new else pairing.gone), *(pair[side] for pair in pairing.reworded)])


def _essential(criteria: Sequence[Criterion], places: list[int]) -> list[Criterion]:
    found = [criteria[place] for place in places]
    return [one for one in found if one.importance == "essential" and _is_about(one)]


def _is_about(criterion: Criterion) -> bool:
    """Whether a criterion asks for a qualification, or for a registration under another heading."""
    return criterion.category == "qualifications" or (
        criterion.category == "other" and REGISTERED.search(criterion.criterion) is not None
    )


def _asked(criterion: Criterion) -> str:
    return ANOTHER_WAY.sub("", criterion.criterion) or criterion.criterion


def _told(
    said: str, criteria: list[Criterion], trigger: Trigger, then: str = "essential", now: str = "essential"
) -> Iterator[Found]:
    if criteria:
        asked = quotes([one.criterion for one in criteria])
        yield Found(trigger.outcome, f"{said}: {asked}.", *(f"{side}: {asked}" if side else "" for side in (then, now)))
