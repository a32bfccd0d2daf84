"""What the post is: its level and its version of it, its grade, its statutory offices and its freedom to act."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolegen.evaluation.finding import Case
from rolegen.evaluation.found import NOT_STATED, Found
from rolegen.evaluation.job import Job
from rolegen.evaluation.trigger import Trigger
from rolegen.evaluation.wording import is_same_name, letters
from rolegen.fields import show_money
from rolegen.framework import MEMBER, NOT_MEMBER
from rolegen.statutes import DESIGNATIONS, Designation
from rolegen.workspace import TEAM

GRADE = re.compile(r"(?i)^\s*grade\b")
IN_NO_GROUP = ("", "no")  # of political restriction


def level(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Another level: one with another id and another title, since either may be renamed."""
    if before.role.level == after.role.level or is_same_name(before.level_title, after.level_title):
        return
    said = f"The post is now at the level {after.level_title}; it was evaluated as {before.level_title}."
    yield Found(trigger.outcome, said, before.level_title, after.level_title)


def grade(case: Case, trigger: Trigger) -> Iterator[Found]:
    """The role's grade, and the one that its evaluation came to."""
    now, then = case.after.role.grade, _evaluated_grade(case)
    if now and then and letters(GRADE.sub("", now)) != letters(GRADE.sub("", then)):
        said = f"The role's file says grade {now}; the post was evaluated at grade {then}."
        yield Found(trigger.outcome, said, then, now)


def _evaluated_grade(case: Case) -> str | None:
    """What the evaluation came to; else the grade of the copy, which was the post's then."""
    if case.before is None:
        own = case.after.role.job_evaluation
        return own.grade if own and own.is_done else None
    return (case.evaluated.grade if case.evaluated else None) or case.before.role.grade


def designation(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Each statutory office that the post gained or lost."""
    then, now = before.role.statutory, after.role.statutory
    for office in sorted(set(now) - set(then), key=list(DESIGNATIONS).index):
        yield Found(trigger.outcome, f"The post is now {_office(office)}.", "not held", _office(office))
    for office in sorted(set(then) - set(now), key=list(DESIGNATIONS).index):
        yield Found(trigger.outcome, f"The post is no longer {_office(office)}.", _office(office), "not held")


def _office(office: Designation) -> str:
    """“Head of the Paid Service (Local Government and Housing Act 1989, section 4)”."""
    name, _, statute = DESIGNATIONS[office].partition(", ")
    return f"{name} ({statute})"


def team_membership(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Another version of the level; a level without versions says nothing of any."""
    then, now = before.variant, after.variant
    if then == now or not then or not now:
        return
    if {then, now} == {MEMBER, NOT_MEMBER}:
        sits = "now sits on" if now == MEMBER else "no longer sits on"
        said = f"The post {sits} the {TEAM}."
    else:
        said = f"The post is now of its level's version “{now}”; it was evaluated as “{then}”."
    yield Found(trigger.outcome, said, _version(then), _version(now))


def _version(variant: str) -> str:
    return {MEMBER: f"on the {TEAM}", NOT_MEMBER: f"not on the {TEAM}"}.get(variant, variant)


def delegation(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """What the post may spend without asking, and whether it is politically restricted."""
    then, now = (job.role.dimensions.delegated_limit for job in (before, after))
    if then != now:
        limits = tuple(NOT_STATED if limit is None else show_money(limit) for limit in (then, now))
        said = f"The delegated financial limit is now {limits[1]}; when the post was evaluated, it was {limits[0]}."
        yield Found(trigger.outcome, said, *limits)
    yield from _restriction(before, after, trigger)


def _restriction(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """A file that says nothing of it, and one that says no, are alike here."""
    sides = [job.role.politically_restricted for job in (before, after)]
    then, now = (side.status if side and side.status not in IN_NO_GROUP else "" for side in sides)
    if then == now:
        return
    kinds = [f"politically restricted ({kind} post)" if kind else "not politically restricted" for kind in (then, now)]
    yield Found(trigger.outcome, f"The post is now {kinds[1]}; it was evaluated as {kinds[0]}.", *kinds)
