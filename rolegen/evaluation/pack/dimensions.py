"""The sizes of a post as evaluated and as proposed, each with the difference, in pounds or posts and in per cent."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from rolegen.evaluation.found import capital, per_cent
from rolegen.evaluation.trigger import exact
from rolegen.fields import show_money, show_number
from rolegen.problems import listed
from rolegen.role import Dimensions

BUDGETS = {"revenue_budget": "revenue", "capital_budget": "capital", "income": "income"}
NOT_STATED = "Not stated"
Show = Callable[[float], str]


@dataclass(frozen=True, slots=True)
class Size:
    """One size on both sides, in words; `share` is the difference as a part of what it was."""

    name: str
    before: str
    after: str
    difference: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Sizes:
    """Every size that either side states; `is_compared` where there are two sides, `years` where those differ."""

    rows: tuple[Size, ...]
    year_before: str
    year_after: str
    is_compared: bool

    @property
    def is_of_two_years(self) -> bool:
        """Whether the figures of the two sides are of different years, so that prices may account for some of it."""
        return (
            self.is_compared and "" not in (self.year_before, self.year_after) and self.year_before != self.year_after
        )


def sizes(before: Dimensions | None, after: Dimensions) -> Sizes:
    """The sizes of a post; `before` is None where it was never evaluated."""
    was = before or Dimensions()
    rows = (
        _size("Revenue budget", was.revenue_budget, after.revenue_budget, show_money),
        _size("Capital budget", was.capital_budget, after.capital_budget, show_money),
        _size("Income", was.income, after.income, show_money),
        *_together(was, after, is_compared=before is not None),
        _size("Delegated financial limit", was.delegated_limit, after.delegated_limit, show_money),
        _size("Staff (full-time equivalent)", was.staff_fte, after.staff_fte, show_number),
        _size("Direct reports", was.direct_reports, after.direct_reports, show_number),
    )
    return Sizes(tuple(row for row in rows if row), was.year or "", after.year or "", before is not None)


def _together(was: Dimensions, now: Dimensions, *, is_compared: bool) -> tuple[Size | None, ...]:
    """The budgets that both sides state in one figure, where they are more than one."""
    sides = (was, now) if is_compared else (now,)
    stated = [name for name in BUDGETS if all(getattr(side, name) is not None for side in sides)]
    if len(stated) < 2:
        return ()
    old, new = (sum(exact(getattr(side, name)) for name in stated) for side in (sides[0], now))
    name = f"{capital(listed([BUDGETS[name] for name in stated]))} together"
    return (_size(name, old if is_compared else None, new, show_money),)


def _size(name: str, old: float | Fraction | None, new: float | Fraction | None, show: Show) -> Size | None:
    if old is None and new is None:
        return None
    before, after = (NOT_STATED if side is None else show(float(side)) for side in (old, new))
    if old is None or new is None:
        return Size(name, before, after, "Newly stated" if old is None else "No longer stated")
    was, now = exact(old), exact(new)
    return Size(name, before, after, _difference(now - was, show), share(was, now))


def _difference(change: Fraction, show: Show) -> str:
    return f"{_sign(change)}{show(float(abs(change)))}" if change else "No change"


def share(was: Fraction, now: Fraction) -> str:
    """The change in per cent of what it was; nothing where there is none."""
    if was == now:
        return ""
    if not was:
        return "From none"
    said = per_cent(abs(now - was) / was * 100)
    return f"{_sign(now - was)}{said}" if said[0].isdigit() else f"{said} {'up' if now > was else 'down'}"


def _sign(change: Fraction) -> str:
    """A plus, or the minus of mathematics (U+2212), which screen readers name and a line does not end behind."""
    return "+" if change > 0 else "\N{MINUS SIGN}"
