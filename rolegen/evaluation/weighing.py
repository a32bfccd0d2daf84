"""A role beside its evaluated copy: every rule asked, in order. What it comes to is a function of these two alone.

So many small steps come to what one great one does. Each comparison looks at one thing and counts changes up or down,
never one against the other, so that a further change cannot hide an earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from rolegen.evaluation import content, evaluated, line, office, required, sizes, together
from rolegen.evaluation.finding import Case, Finding, Outcome, Weighed
from rolegen.evaluation.found import Found
from rolegen.evaluation.job import Job
from rolegen.evaluation.trigger import Trigger, Triggers

# Each rule has one function. These look at a case as it stands …
ASKED: Mapping[str, Callable[[Case, Trigger], Iterable[Found]]] = {
    "never-evaluated": evaluated.never_evaluated,
    "no-copy": evaluated.no_copy,
    "grade": office.grade,
    "old-evaluation": evaluated.old_evaluation,
}
# … these at the role then and now …
COMPARED: Mapping[str, Callable[[Job, Job, Trigger], Iterable[Found]]] = {
    "level": office.level,
    "designation": office.designation,
    "reporting-line": line.reporting_line,
    "team-membership": office.team_membership,
    "services": content.services,
    "line-management": sizes.line_management,
    "budget": sizes.budget,
    "staff": sizes.staff,
    "direct-reports": sizes.direct_reports,
    "accountabilities": content.accountabilities,
    "purpose": content.purpose,
    "qualification": required.qualification,
    "delegation": office.delegation,
}
# … and these at what the others found.
TOGETHER: Mapping[str, Callable[[Case, Trigger, Sequence[Finding]], Iterable[Found]]] = {
    "many-changes": together.many_changes,
    "temporary": together.temporary,
    "recent-evaluation": together.recent_evaluation,
}


def weigh(case: Case, triggers: Triggers) -> Weighed:
    """What every rule that is on finds in a role."""
    findings: list[Finding] = []
    for name, trigger in triggers.rules.items():
        if trigger.is_on:
            findings += [_finding(trigger, found) for found in _found(name, case, trigger, findings)]
    return Weighed(case, tuple(findings), _cap(triggers, findings))


def _found(name: str, case: Case, trigger: Trigger, findings: Sequence[Finding]) -> Iterable[Found]:
    if look := ASKED.get(name):
        return look(case, trigger)
    if gather := TOGETHER.get(name):
        return list(gather(case, trigger, findings))
    return COMPARED[name](case.before, case.after, trigger) if case.before else ()


def _cap(triggers: Triggers, findings: Sequence[Finding]) -> Outcome:
    """The most that the role may come to, where the organisation has a rule hold the others down."""
    told = {one.rule for one in findings}
    return "discuss" if any(rule.caps and rule.id in told for rule in triggers.rules.values()) else "refer"


def _finding(trigger: Trigger, found: Found) -> Finding:
    return Finding(
        rule=trigger.id,
        title=trigger.rule.title,
        outcome=found.outcome,
        said=found.said,
        before=found.before,
        after=found.after,
        change=found.change,
        threshold=trigger.threshold,
        factors=trigger.rule.factors,
        reason=trigger.rule.reason,
        basis=" ".join(filter(None, (trigger.rule.basis, trigger.changed))),
    )
