"""Days and times of a vacancy: as an advert says them, and as other programs read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby

from rolegen.fields import MONTHS, show_day
from rolegen.problems import listed
from rolegen.recruitment.vacancy import Vacancy

BRITAIN = "GB"
NAMED = {"12:00": "12 noon", "00:00": "midnight, as that day begins"}
SUMMER_STARTS, SUMMER_ENDS = 3, 10  # months


def days(found: Iterable[date]) -> str:
    """“20 and 21 October 2026”, “30 November and 1 December 2026”, “31 December 2026 and 4 January 2027”."""
    years = []
    for year, in_year in groupby(sorted(set(found)), lambda day: day.year):
        months = [
            f"{listed([str(day.day) for day in in_month])} {MONTHS[month - 1]}"
            for month, in_month in groupby(in_year, lambda day: day.month)
        ]
        years.append(f"{listed(months)} {year}")
    return listed(years)


def clock(written: str) -> str:
    """“12 noon” of 12:00, “5 pm” of 17:00, “9.30 am” of 09:30."""
    hour, minute = (int(part) for part in written.split(":"))
    minutes = f".{minute:02}" if minute else ""
    return NAMED.get(f"{hour:02}:{minute:02}", f"{hour % 12 or 12}{minutes} {'am' if hour < 12 else 'pm'}")


def closing(vacancy: Vacancy) -> str:
    """“5 October 2026 at 12 noon”; the day alone where no time of it is given."""
    at = f" at {clock(vacancy.closes_at)}" if vacancy.closes_at else ""
    return f"{show_day(vacancy.closes)}{at}"


def closing_instant(vacancy: Vacancy, country: str) -> str:
    """When it closes, as ISO 8601 has it: with Britain's offset for a workplace there, else in the time of the place.

    A day without a time lasts until its last second.
    """
    at = time.fromisoformat(vacancy.closes_at) if vacancy.closes_at else time(23, 59, 59)
    local = datetime.combine(vacancy.closes, at)
    return local.replace(tzinfo=_offset(local) if country == BRITAIN else None).isoformat()


def _offset(local: datetime) -> timezone:
    """Summer time begins and ends at one o'clock, Greenwich mean time, on the last Sundays of March and of October.

    Summer Time Act 1972, section 1, as the Summer Time Order 2002 has it.
    """
    starts = datetime.combine(_last_sunday(local.year, SUMMER_STARTS), time(1))
    ends = datetime.combine(_last_sunday(local.year, SUMMER_ENDS), time(2))  # by the clock that is to be put back
    return timezone(timedelta(hours=1 if starts <= local < ends else 0))


def _last_sunday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.isoweekday() % 7)
