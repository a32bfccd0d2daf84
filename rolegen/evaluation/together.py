"""Rules on what the others found: several changes at once, a change for a time, an evaluation not long ago."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rolegen.evaluation.evaluated import days, is_recent
from rolegen.evaluation.finding import OUTCOMES, Case, Finding
from rolegen.evaluation.found import NOT_STATED, Found, counted
from rolegen.evaluation.trigger import Trigger
from rolegen.fields import last_day, show_day, show_number
from rolegen.problems import listed
from rolegen.role import Role

OF_CHANGES = frozenset((
    "level", "grade", "designation", "reporting-line", "team-membership", "services", "line-management", "budget",
    "staff", "direct-reports", "accountabilities", "purpose", "qualification", "delegation",
))  # fmt: skip


def many_changes(_case: Case, trigger: Trigger, findings: Sequence[Finding]) -> Iterator[Found]:
    """Several rules on what changed that each say “discuss”."""
    told = dict.fromkeys(one.title for one in findings if one.rule in OF_CHANGES and one.outcome == "discuss")
    outcome = trigger.at(Fraction(len(told))) if told else "none"
    if outcome != "none":
        names = listed([title[0].lower() + title[1:] for title in told])
        said = f"{len(told)} rule{'s say' if len(told) > 1 else ' says'} that a change should be discussed: {names}."
        yield Found(outcome, said, change=counted(len(told), "rule"))


def temporary(case: Case, trigger: Trigger, findings: Sequence[Finding]) -> Iterator[Found]:
    """A contract that soon ends, where the others found something to discuss or refer."""
    role = case.after.role
    if not _speaks(findings) or not (months := _ends_within(role, trigger)):
        return
    lasts = f"The post lasts no more than {show_number(float(months))} months ({role.contract})"
    said = f"{lasts}; a temporary allowance may do in place of a new evaluation."
    then = case.before.role.contract if case.before else None
    yield Found("note", said, str(then or NOT_STATED), str(role.contract))


def _ends_within(role: Role, trigger: Trigger) -> Fraction | None:
    """The months within which the contract ends, counted from the day that the profile holds."""
    contract, starts = role.contract, role.effective_from
    if contract is None or contract.type == "permanent":
        return None
    for _, months in trigger.steps:
        if contract.months is not None and contract.months <= months:
            return months
        if contract.until and starts and contract.until <= last_day(starts, int(months)):
            return months
    return None


def recent_evaluation(case: Case, trigger: Trigger, findings: Sequence[Finding]) -> Iterator[Found]:
    """An evaluation not long ago, where the others found something to discuss or refer."""
    if _speaks(findings) and (day := is_recent(case, trigger)) and case.as_at:
        said = f"The post was evaluated on {show_day(day)}, not long ago."
        yield Found("note", said, *days(case, day))


def _speaks(findings: Sequence[Finding]) -> bool:
    return any(OUTCOMES.index(one.outcome) >= OUTCOMES.index("discuss") for one in findings)
