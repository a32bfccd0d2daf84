"""What the post does and asks for: its services, its accountabilities, its purpose, its qualifications."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from rolegen.evaluation.found import NOT_STATED, Found, capital, counted, named, per_cent, quotes
from rolegen.evaluation.job import Job
from rolegen.evaluation.trigger import Trigger
from rolegen.evaluation.wording import REWORDED, came_and_left, likeness, paired, without


def services(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Those that came and those that left, as a share of those that there were."""
    came, left = came_and_left(before.role.service_areas, after.role.service_areas)
    if not came and not left:
        return
    share = _share(len(came) + len(left), len(without(before.role.service_areas, ())))
    outcome = trigger.at(share)
    if outcome != "none":
        parts = (f"gains {named(came)}" if came else "", f"loses {named(left)}" if left else "")
        renamed = " One that only has another name counts as both." if came and left else ""
        then, now = ("; ".join(job.role.service_areas) or "none" for job in (before, after))
        yield Found(
            outcome,
            f"The post {'; it '.join(filter(None, parts))}.{renamed}",
            then,
            now,
            f"{per_cent(share)} of those it had",
        )


def accountabilities(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Those that are new or gone, whichever are more, as a share of those that there were; others reworded."""
    olds, news = ([one.text for one in job.role.accountabilities] for job in (before, after))
    pairing = paired(olds, news)
    new, gone = [news[index] for index in pairing.new], [olds[index] for index in pairing.gone]
    share = _share(max(len(new), len(gone)), len(olds))
    outcome = trigger.at(share) if new or gone else "none"
    if outcome != "none":
        yield Found(
            outcome, _of_duties(new, gone, len(olds)), quotes(gone), quotes(new), f"{per_cent(share)} of those it had"
        )
    if pairing.reworded:
        then, now = zip(*((olds[old], news[new]) for old, new in pairing.reworded), strict=True)
        count = counted(len(then), "accountability", "accountabilities")
        said = f"{capital(count)} {'is' if len(then) == 1 else 'are'} reworded; read both, for words may move a duty."
        yield Found(trigger.at_most("note"), said, quotes(then), quotes(now))


def _of_duties(new: list[str], gone: list[str], old: int) -> str:
    parts = []
    if new:
        parts.append(
            f"{counted(len(new), 'accountability', 'accountabilities')} {'is' if len(new) == 1 else 'are'} new"
        )
    if gone:
        parts.append(
            f"{'one' if len(gone) == 1 else len(gone)} of the {old} it had {'is' if len(gone) == 1 else 'are'} gone"
        )
    elif old:
        parts.append(f"all {old} that it had stay" if old > 1 else "the one that it had stays")
    rewritten = " One that says the same in quite other words counts as both." if new and gone else ""
    return capital(f"{'; '.join(parts)}.{rewritten}")


def _share(number: int, old: int) -> Fraction:
    """In per cent; where there was nothing, anything is all of it."""
    return Fraction(100 * number, old) if old else Fraction(100 if number else 0)


def purpose(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """A purpose most of whose words are new."""
    then, now = before.role.purpose or "", after.role.purpose or ""
    if then == now or (then and now and likeness(then, now) >= REWORDED):
        return
    if then and now:
        said = "The job purpose is rewritten; read both, for it may be another purpose or the same in other words."
    else:
        now_or_then = "is not stated any more" if then else "was not stated when the post was evaluated"
        said = f"The job purpose {now_or_then}."
    yield Found(trigger.outcome, said, *(f"“{text}”" if text else NOT_STATED for text in (then, now)))
