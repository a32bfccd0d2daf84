"""Budgets, staff and direct reports, then and now; sizes are compared exactly, as they were written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from rolegen.evaluation.finding import Outcome
from rolegen.evaluation.found import NOT_STATED, Found, capital, counted, per_cent
from rolegen.evaluation.job import Job
from rolegen.evaluation.trigger import Trigger, exact
from rolegen.fields import show_money, show_number
from rolegen.problems import listed

BUDGETS = {"revenue_budget": "revenue budget", "capital_budget": "capital budget", "income": "income"}
HUNDRED = Fraction(100)


@dataclass(frozen=True, slots=True)
class Change:
    """A size that both sides state, and that differs."""

    name: str
    before: float
    after: float

    @property
    def by(self) -> Fraction:
        """By how much, exactly; below 0 where it fell."""
        return exact(self.after) - exact(self.before)


def budget(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """Every rise and fall added up, against what the budgets came to together."""
    sizes = [
        (name, getattr(before.role.dimensions, key), getattr(after.role.dimensions, key))
        for key, name in BUDGETS.items()
    ]
    for name, then, now in sizes:
        yield from _one_sided(name, then, now, trigger)
    stated = [Change(name, then, now) for name, then, now in sizes if then is not None and now is not None]
    changes = [one for one in stated if one.by]
    if not changes:
        return
    total = sum((exact(then) for _, then, _ in sizes if then is not None), Fraction(0))
    yield from _measured(total, changes, stated, trigger)


def _measured(total: Fraction, changes: list[Change], stated: list[Change], trigger: Trigger) -> Iterator[Found]:
    ups = sum((one.by for one in changes if one.by > 0), Fraction(0))
    downs = -sum((one.by for one in changes if one.by < 0), Fraction(0))
    band = _crossed(total, total + ups, trigger) or _crossed(total - downs, total, trigger)
    outcome: Outcome = "refer" if band or not total else trigger.at((ups + downs) / total * HUNDRED)
    if outcome == "none":
        return
    share = f"{per_cent((ups + downs) / total * HUNDRED)}" if total else ""
    crossing = f" That crosses the band of {show_money(float(band))}." if band else ""
    before, after = (
        ", ".join(f"{one.name} {show_money(size)}" for one, size in zip(stated, sides, strict=True))
        for sides in ([one.before for one in stated], [one.after for one in stated])
    )
    is_part = total > sum(exact(one.before) for one in stated)
    by = f"{share} of all the budgets it had" if is_part else share
    yield Found(
        outcome, _of_budgets(changes, stated, ups, downs, by) + crossing, before, after, _signed(ups, downs, by)
    )


def _of_budgets(changes: list[Change], stated: list[Change], ups: Fraction, downs: Fraction, share: str) -> str:
    by = f" by {share}" if share else ""
    if ups and downs:
        each = listed([f"{one.name} from {show_money(one.before)} to {show_money(one.after)}" for one in changes])
        return f"The budgets it answers for change{by} in all: {each}."
    way = "up" if ups else "down"
    if len(stated) == 1:
        size = stated[0]
        return f"The {size.name} it answers for goes {way}{by}, {_from_to(size.before, size.after)}."
    then, now = (
        sum(exact(size) for size in sides) for sides in zip(*((s.before, s.after) for s in stated), strict=True)
    )
    return f"The budgets it answers for go {way}{by}, {_from_to(float(then), float(now))}."


def _from_to(then: float, now: float) -> str:
    return f"from {show_money(then)} to {show_money(now)}"


def _signed(ups: Fraction, downs: Fraction, share: str) -> str:
    way = "up and down" if ups and downs else "up" if ups else "down"
    return f"{way} {share}" if share else f"{way} from nothing"


def staff(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """The full-time equivalents that the post leads."""
    then, now = before.role.dimensions.staff_fte, after.role.dimensions.staff_fte
    yield from _one_sided("number of staff", then, now, trigger)
    if then is None or now is None or then == now:
        return
    start, by = exact(then), exact(now) - exact(then)
    band = _crossed(min(start, start + by), max(start, start + by), trigger)
    outcome: Outcome = "refer" if band or not start else trigger.at(abs(by) / start * HUNDRED)
    if outcome == "none":
        return
    share = per_cent(abs(by) / start * HUNDRED) if start else ""
    way = "up" if by > 0 else "down"
    sizes = f"from {show_number(then)} to {show_number(now)} full-time equivalents"
    crossing = f" That crosses the band of {show_number(float(band))}." if band else ""
    said = f"The staff it leads go {way}{f' by {share}' if share else ''}, {sizes}.{crossing}"
    yield Found(outcome, said, _fte(then), _fte(now), f"{way} {share}" if share else f"{way} from nothing")


def direct_reports(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """How many people report to the post."""
    then, now = before.role.dimensions.direct_reports, after.role.dimensions.direct_reports
    yield from _one_sided("number of direct reports", then, now, trigger)
    if then is None or now is None or then == now:
        return
    outcome = trigger.at(Fraction(abs(now - then), then) * 100 if then else HUNDRED)
    if outcome != "none":
        said = f"{_people(now)} to the post directly; when it was evaluated, {_people(then, past=True)}."
        yield Found(outcome, capital(said), show_number(then), show_number(now), f"{now - then:+d}".replace("-", "−"))


def line_management(before: Job, after: Job, trigger: Trigger) -> Iterator[Found]:
    """From nobody to some, or the reverse; each size for itself, so that one cannot hide the other."""
    then, now = before.role.dimensions, after.role.dimensions
    if _begun_or_ended(then.direct_reports, now.direct_reports):
        said = (
            "People report to the post now; nobody did"
            if now.direct_reports
            else "Nobody reports to the post now; people did"
        )
        yield Found(
            trigger.outcome,
            f"{said} when it was evaluated.",
            counted(then.direct_reports or 0, "direct report"),
            counted(now.direct_reports or 0, "direct report"),
        )
    if _begun_or_ended(then.staff_fte, now.staff_fte):
        said = "The post leads staff now; it led none" if now.staff_fte else "The post leads no staff now; it led some"
        yield Found(
            trigger.outcome, f"{said} when it was evaluated.", _fte(then.staff_fte or 0), _fte(now.staff_fte or 0)
        )


def _begun_or_ended(then: float | None, now: float | None) -> bool:
    return then is not None and now is not None and bool(then) != bool(now)


def _one_sided(name: str, then: float | None, now: float | None, trigger: Trigger) -> Iterator[Found]:
    """A size that only one side states: nobody can say by how much it changed."""
    if (then is None) == (now is None):
        return
    size = _size(name, then if now is None else now)
    if now is None:
        said = f"The file does not state the post's {name} any more; when it was evaluated, it was {size}."
    else:
        said = f"The post's {name}, {size} now, was not stated when it was evaluated."
    sides = (NOT_STATED, size) if then is None else (size, NOT_STATED)
    yield Found(trigger.at_most("discuss"), said, *sides)


def _size(name: str, size: float | None) -> str:
    return show_money(size) if name in BUDGETS.values() else show_number(size or 0)


def _crossed(low: Fraction, high: Fraction, trigger: Trigger) -> Fraction | None:
    """The first band that ends between two sizes."""
    return next((band for band in trigger.bands if low < band <= high), None)


def _people(number: int, *, past: bool = False) -> str:
    verb = "reported" if past else "reports" if number <= 1 else "report"
    return f"{'nobody' if not number else 'one person' if number == 1 else f'{number} people'} {verb}"


def _fte(size: float) -> str:
    return f"{show_number(size)} full-time equivalents"
