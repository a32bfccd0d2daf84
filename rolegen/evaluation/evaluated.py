"""What the evaluation itself says: whether there was one, whether its copy is kept, and how long ago it was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rolegen.evaluation.finding import Case
from rolegen.evaluation.found import Found
from rolegen.evaluation.trigger import Trigger
from rolegen.evaluation.wording import letters
from rolegen.fields import last_day, show_day
from rolegen.role import JobEvaluation


def never_evaluated(case: Case, trigger: Trigger) -> Iterator[Found]:
    """No copy, and a file that tells of no evaluation that was done."""
    own = case.after.role.job_evaluation
    if case.before is None and not (own and own.is_done):
        said = (
            "The post has never been evaluated; it should be before it is advertised, and until then its profile says"
            " “Subject to job evaluation”."
        )
        yield Found(trigger.outcome, said, "no evaluation", str(own) if own else "no evaluation")


def no_copy(case: Case, trigger: Trigger) -> Iterator[Found]:
    """An evaluation was done, and no copy is kept of the role as it was then; or the copy is of another evaluation."""
    own = case.after.role.job_evaluation
    if own is None or not own.is_done:
        return
    keep = (
        f"To keep one: rolegen evaluation {case.after.id} --record, with --revision where git has the role as it was."
    )
    if case.before is None:
        said = f"The post was evaluated, and no copy of it as it was then is kept, so no change can be seen. {keep}"
        yield Found(trigger.outcome, said, "no copy", str(own))
    elif case.evaluated and _is_another(case.evaluated, own):
        said = f"The role's file names another evaluation than the last copy kept, which is compared here. {keep}"
        yield Found(trigger.outcome, said, str(case.evaluated), str(own))


def _is_another(kept: JobEvaluation, named: JobEvaluation) -> bool:
    """Another reference or day, where both say one."""
    if kept.date and named.date and kept.date != named.date:
        return True
    return bool(kept.reference and named.reference) and letters(kept.reference or "") != letters(named.reference or "")


def old_evaluation(case: Case, trigger: Trigger) -> Iterator[Found]:
    """An evaluation of long ago; the greatest threshold that it has passed."""
    day = _day(case)
    if day is None or case.as_at is None:
        return
    passed = [(outcome, int(start)) for outcome, start in trigger.steps if case.as_at > last_day(day, int(start))]
    if passed:
        outcome, months = passed[-1]
        yield Found(
            outcome, f"The last evaluation, of {show_day(day)}, is {_age(months)} old or more.", *days(case, day)
        )


def is_recent(case: Case, trigger: Trigger) -> date | None:
    """The day of the evaluation where it is of the last months."""
    day = _day(case)
    if day is None or case.as_at is None or case.as_at < day:
        return None
    return day if any(case.as_at <= last_day(day, int(start)) for _, start in trigger.steps) else None


def _day(case: Case) -> date | None:
    """The day of the last evaluation: the copy's, else the one that the file names."""
    own = case.after.role.job_evaluation
    named = own.date if own and own.is_done else None
    days = [day for day in (case.evaluated.date if case.evaluated else None, named) if day]
    return max(days, default=None)


def days(case: Case, day: date) -> tuple[str, str]:
    """The day of the evaluation, and the day that is looked at, in words."""
    return f"evaluated on {show_day(day)}", f"looked at on {show_day(case.as_at or day)}"


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    if rest:
        return f"{months} months"
    return "one year" if years == 1 else f"{years} years"
