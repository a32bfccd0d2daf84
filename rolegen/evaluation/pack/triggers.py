"""The trigger report as a paper: each rule that fired with its reasons, and by name those that did not."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.evaluation.finding import Finding
from rolegen.evaluation.found import capital
from rolegen.evaluation.pack.submission import Submission
from rolegen.telling import weighed

OF_AGE = ("old-evaluation", "recent-evaluation")  # rules that need a day to look at


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in the words of the page; `facts` are all that is to be known of it, each with what it is called."""

    rule: str
    title: str
    outcome: str
    said: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TriggerReport:
    """What all rules made of a post.

    `found` are those that found something, `silent` those that did not, `unasked` those that look at the age of an
    evaluation where no day was given, `off` those that are switched off.
    """

    compared: str
    outcome: str
    standing: str
    decision: str
    found: tuple[Told, ...]
    moved: tuple[str, ...]
    silent: tuple[str, ...]
    unasked: tuple[str, ...]
    off: tuple[str, ...]
    framework: str
    is_first: bool


def trigger_report(own: Submission) -> TriggerReport:
    """The report on a post."""
    fired = {one.rule for one in own.told.weighed.findings}
    rules = {name: rule for name, rule in own.triggers.rules.items() if name not in fired}
    unasked = [name for name in OF_AGE if name in rules and rules[name].is_on and own.told.case.as_at is None]
    return TriggerReport(
        compared=weighed.compared(own.told) or own.why_no_redline,
        outcome=f"Outcome: {weighed.SAID[own.told.weighed.outcome]}.",
        standing=own.triggers.standing,
        decision=weighed.DECISION,
        found=tuple(map(_told, weighed.findings(own.told))),
        moved=tuple(map(weighed.move, own.told.moved)),
        silent=tuple(one.rule.title for name, one in rules.items() if one.is_on and name not in unasked),
        unasked=tuple(rules[name].rule.title for name in unasked),
        off=tuple(one.rule.title for one in rules.values() if not one.is_on),
        is_first=own.copy is None,
        framework=_framework(own),
    )


def _told(one: Finding) -> Told:
    found = [(name, capital(said)) for name, said in weighed.facts(one)]
    facts = (*found, ("Why", one.reason), ("Basis", one.basis))
    return Told(one.rule, one.title, weighed.LABELS[one.outcome], one.said, facts)


def _framework(own: Submission) -> str:
    """That the framework changed under the post, which is no trigger; "" where it did not."""
    before, after = own.told.case.before, own.told.case.after
    if before is None or before.framework == after.framework:
        return ""
    return (
        f"The post was evaluated on version “{before.framework}” of the framework and stands on “{after.framework}” "
        "now. What the framework says is consulted on and approved as a whole, and not weighed role by role."
    )
