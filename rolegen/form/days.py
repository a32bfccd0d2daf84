"""A date as people in Britain write it → year, month and day as YAML has them."""

from __future__ import annotations

import re
from datetime import date

from rolegen.fields import MONTHS, show_day
from rolegen.marks import spoken
from rolegen.problems import Checked, failed

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
WEEKDAY = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?)\b[,.]? ?(?:the )?)?"
NAME = rf"(?P<name>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in map(str.lower, MONTHS))}|sept)\b\.?"
NTH = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
FORMS = tuple(  # compiled when first used
    rf"(?<![\w/-]){WEEKDAY}{form}(?![\w/-])"
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})",
        rf"{NTH}(?: of)?[ -]{NAME}[, -]{{1,2}}(?P<year>\d{{4}})",
        rf"{NAME} {NTH}[, ]{{1,2}}(?P<year>\d{{4}})",
    )
)
HINT = "Write day, month and year, as in 12 March 2024."


def read_day(name: str, words: str) -> Checked[str]:
    """The date that words say; a problem, which names the field, where they say none or more than one."""
    said = spoken(words).casefold().rstrip(".").removeprefix("the ")
    for form in FORMS:
        if found := re.fullmatch(form, said):
            day = _day(found)
            if day is None:
                return failed("date", f"{name}: there is no such day as “{words}”.", hint=HINT)
            weekday = found["weekday"]
            if weekday and not WEEKDAYS[day.weekday()].startswith(weekday[:3]):
                actual = WEEKDAYS[day.weekday()].capitalize()
                return failed("date", f"{name}: {show_day(day)} is a {actual}.", hint="Correct the day or the date.")
            return Checked(day.isoformat())
    return failed("date", f"{name}: “{words}” is not a date.", hint=HINT)


def find_day(said: str) -> tuple[str | None, str]:
    """The date inside words that are folded already, and the words without it; none where there is no one date."""
    for form in FORMS:
        found = list(re.finditer(form, said))
        if len(found) == 1 and (day := _day(found[0])):
            return day.isoformat(), f"{said[: found[0].start()]} {said[found[0].end() :]}"
    return None, said


def _day(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    month = _month(parts["name"]) if parts.get("name") else int(parts["month"])
    try:
        return date(int(parts["year"]), month, int(parts["day"]))
    except ValueError:
        return None


def _month(name: str) -> int:
    return [month[:3].lower() for month in MONTHS].index(name[:3]) + 1
