"""How long a level is for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field

from rolegen.fields import Day, Model, Whole, last_day, show_day


class Term(Model):
    """How long a level is for; each part may be left out."""

    starts: Day | None = None
    """The first day of the term, as in 2021-01-01."""
    months: Annotated[Whole, Field(ge=1)] | None = None
    """How many months it lasts, as in 12. With the first day, the last one follows."""
    ends: Day | None = None
    """The last day of the term, as in 2021-12-31; leave it out where first day and months say it."""

    @property
    def last(self) -> date | None:
        """Its last day, where that is said or follows from what is."""
        if self.ends or not (self.starts and self.months):
            return self.ends
        return last_day(self.starts, self.months)

    @property
    def days(self) -> str:
        """How long it is and when: “12 months, from 1 January 2021 to 31 December 2021”; or nothing."""
        months = f"{self.months} month{'s' if self.months != 1 else ''}" if self.months else ""
        starts = f"from {show_day(self.starts)}" if self.starts else ""
        ends = f"{'to' if starts else 'until'} {show_day(self.last)}" if self.last else ""
        when = " ".join(part for part in (starts, ends) if part)
        return ", ".join(part for part in (months, when) if part)

    @property
    def values(self) -> Mapping[str, object]:
        """Its parts for another program, the last day worked out; null for what is not said."""
        return {**self.model_dump(mode="json"), "ends": self.last.isoformat() if self.last else None}

    def __str__(self) -> str:
        """As on the page: “Fixed term, 12 months, from 1 January 2021 to 31 December 2021”."""
        return f"Fixed term, {self.days}" if self.days else "Fixed term"
