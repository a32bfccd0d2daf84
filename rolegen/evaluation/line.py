"""Whom a post answers to, then and now: the same post, another one of that tier or another tier; and its employers."""

from __future__ import annotations

from collections.abc import Iterator

from rolegen.evaluation.found import NOT_STATED, Found, named, quoted
from rolegen.evaluation.job import Job, Superior
from rolegen.evaluation.trigger import Trigger
from rolegen.evaluation.wording import is_same_name, letters, without


def reporting_line(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Another tier comes to all that the rule may come to, another post of the same tier or employer to less."""
    yield from _superior(before.superior, after.superior, trigger)
    yield from _employers(before, after, trigger)


def _superior(then: Superior | None, now: Superior | None, trigger: Trigger) -> Iterator[Found]:
    if then is None and now is None:
        return
    if then is None or now is None:
        yield _unstated(then, now, trigger)
    elif _is_same_post(then, now):
        yield from _own_level(then, now, trigger)
    else:
        yield _another(then, now, trigger)


def _unstated(then: Superior | None, now: Superior | None, trigger: Trigger) -> Found:
    sides = tuple(side.said if side else NOT_STATED for side in (then, now))
    if now:
        said = f"The post reports to {quoted(now.said)[0]}; whom it reported to when it was evaluated is not stated."
    else:
        was = quoted(sides[0])[0]
        said = f"The file no longer says whom the post reports to; when it was evaluated, it was {was}."
    return Found(trigger.at_most("discuss"), said, *sides)


def _own_level(then: Superior, now: Superior, trigger: Trigger) -> Iterator[Found]:
    """The same superior, whose own level is another now."""
    if then.level and now.level and not _is_same_tier(then, now):
        said = (
            f"{now.said}, whom the post reports to, is now at the level {now.level_title}; it was {then.level_title}."
        )
        yield Found(trigger.at_most("note"), said, _with_tier(then), _with_tier(now))


def _another(then: Superior, now: Superior, trigger: Trigger) -> Found:
    new, old = quoted(now.said, then.said)
    said = f"The post now reports to {new}; when it was evaluated, it reported to {old}."
    sides = (_with_tier(then), _with_tier(now))
    if _is_same_tier(then, now):
        return Found(trigger.at_most("discuss"), f"{said} Both are of the same tier.", *sides)
    if then.level or now.level:
        tier = "That is another tier." if then.level and now.level else "rolegen knows the tier of one of them only."
        return Found(trigger.outcome, f"{said} {tier}", *sides)
    return Found(trigger.at_most("discuss"), f"{said} rolegen cannot tell the tier of either.", *sides)


def _is_same_post(then: Superior, now: Superior) -> bool:
    """The same role or post number; or the same words on the page, where no numbers say that they are two posts.

    A level in place of a post is the same as long as that level is.
    """
    if then.role or now.role:
        if then.role == now.role:
            return True
    elif _is_same_tier(then, now):
        return True
    if then.post_number and now.post_number:
        return letters(then.post_number) == letters(now.post_number)
    return is_same_name(then.said, now.said)


def _is_same_tier(then: Superior, now: Superior) -> bool:
    """The same level by its id or its title; plain words that are a level's title mean that level."""
    if then.level and then.level == now.level:
        return True
    titles = [side.level_title or side.said for side in (then, now)]
    return (then.level != "" or now.level != "") and is_same_name(*titles)


def _with_tier(superior: Superior) -> str:
    """“Director of Finance (Director)”."""
    title = superior.level_title
    return f"{superior.said} ({title})" if title and not is_same_name(title, superior.said) else superior.said


def _employers(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """The organisations that share the post; a file that names one alone, or none, tells of no joint post."""
    then, now = (job.role.employers if len(job.role.employers) > 1 else () for job in (before, after))
    if not without(now, then) and not without(then, now):
        return
    old, new = named(then), named(now)
    if not then:
        said = f"It is now a joint post of {new}; when it was evaluated, it was not shared."
    elif not now:
        said = f"The post is no longer shared; when it was evaluated, it was a joint post of {old}."
    else:
        said = f"It is now a joint post of {new}; when it was evaluated, it was one of {old}."
    yield Found(trigger.at_most("discuss"), said, *("; ".join(side) or "not shared" for side in (then, now)))
