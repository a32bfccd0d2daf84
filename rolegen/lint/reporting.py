"""Reporting lines, against the levels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rolegen.framework import Framework, Level, circle
from rolegen.lint.contract import AcrossCheck, OfSeat, Seat, Seats
from rolegen.lint.rule import Rule


@dataclass(frozen=True)
class Line:
    """A reporting line that both ends of are known of: the role, its level, the superior's level and name."""

    seat: Seat
    level: Level
    above: Level
    name: str


class Ladder:
    """The levels of a framework from the top, as they stand in its file."""

    def __init__(self, framework: Framework) -> None:
        self.levels = {level.id: level for level in framework.levels}
        self._ranks = {level.id: rank for rank, level in enumerate(framework.levels)}

    def outranks(self, one: Level, other: Level) -> bool:
        """Whether a level stands above another."""
        return self._ranks[one.id] < self._ranks[other.id]

    def is_kind_of(self, one: Level, other: Level) -> bool:
        """Whether a level is another, or extends it."""
        seen: set[str] = set()
        current: Level | None = one
        while current and current.id not in seen:
            if current.id == other.id:
                return True
            seen.add(current.id)
            current = self.levels.get(current.extends or "")
        return False


def skipped_tier(seats: Seats, rule: Rule) -> Iterator[OfSeat]:
    """Lines past the tier that the framework puts above a role's level."""
    ladder, direct = Ladder(seats.framework), {*rule.file.lists["direct"], *rule.allow}
    for line in _lines(seats, ladder):
        next_up = ladder.levels.get(line.level.reports_to or "")
        if next_up is None or not ladder.outranks(line.above, next_up) or not direct.isdisjoint(line.seat.statutory):
            continue
        if not ladder.is_kind_of(line.above, next_up):
            message = (
                f"This role reports to {line.name}, past the tier of {next_up.title}: in the framework, "
                f"{line.level.title} reports to {next_up.title}."
            )
            yield OfSeat(line.seat, "reports_to", message, rule.file.hint or "")


def reports_to_junior(seats: Seats, rule: Rule) -> Iterator[OfSeat]:
    """Lines to a level that does not stand above the role's own."""
    ladder = Ladder(seats.framework)
    for line in _lines(seats, ladder):
        if ladder.outranks(line.above, line.level):
            continue
        where = "is at the same level" if line.above is line.level else f"is at a lower level, {line.above.title}"
        message = f"This role is at the level {line.level.title} and reports to {line.name}, which {where}."
        yield OfSeat(line.seat, "reports_to", message, rule.file.hint or "")


def _lines(seats: Seats, ladder: Ladder) -> Iterator[Line]:
    """The lines of the roles looked at, where both levels are the current framework's; no circle, which is told."""
    for name in seats.asked:
        seat = seats.known[name]
        level, superior = ladder.levels.get(seat.level), seats.known.get(seat.reports_to)
        above = ladder.levels.get(superior.level if superior else seat.reports_to)
        if level and above and _is_current(seat, seats) and not circle(name, lambda one: _above(one, seats)):
            yield Line(seat, level, above, f"“{superior.title}”" if superior else f"the level {above.title}")


def _above(name: str, seats: Seats) -> str | None:
    seat = seats.known.get(name)
    return seat.reports_to or None if seat else None


def _is_current(seat: Seat, seats: Seats) -> bool:
    """Whether a role builds with the framework at hand: what was approved on another is judged by none."""
    return seat.framework in ("", seats.framework.about.version)


ACROSS: Mapping[str, AcrossCheck] = {"skipped-tier": skipped_tier, "reports-to-junior": reports_to_junior}
