"""A vacancy file: a role to be filled, until when people may apply, what it pays and whom they ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from rolegen.advertiser import Contact, WebOrMail, Workplace
from rolegen.fields import (
    NUMBER,
    Day,
    Model,
    Number,
    Or,
    Text,
    Texts,
    Whole,
    id_fault,
    iso_day,
    one_or_more,
    read_model,
    read_sound_part,
    show_day,
    show_money,
    wrong,
)
from rolegen.pay import no_less
from rolegen.problems import Checked, Place, Problem
from rolegen.source import Keys, Source, read

TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
LEAST_A_YEAR = 1000  # pounds; who writes less means thousands
MOST = {"day": 10_000, "hour": 1_000}  # pounds; who writes more means a year
LONGEST = 366  # days from one day of a vacancy to the next, beyond which the year is likely to be a slip


def _time(text: str) -> str:
    if TIME.fullmatch(text):
        return text
    hint = 'Write hours and minutes, as in "09:00" or "17:30"; left out, it is the end of the day.'
    raise wrong("time", f"“{text}” is not a time on the 24-hour clock.", hint)


Time = Annotated[Text, AfterValidator(_time)]
Hours = Literal["full-time", "part-time", "job-share"]


class Salary(Model):
    """What the post pays, in pounds for the whole time."""

    minimum: Annotated[Number, Field(ge=1)]
    """The least it pays, in pounds, digits only, as in 95000."""
    maximum: Number | None = None
    """The most it pays, in pounds, digits only, as in 105000. Left out: it pays the one sum."""
    per: Literal["year", "day", "hour"] = "year"
    """What the sum is for."""
    note: Text | None = None
    """What belongs to it, as in pay award pending."""

    @field_validator("maximum")
    @classmethod
    def _most(cls, maximum: float | None, info: ValidationInfo) -> float | None:
        return no_less(maximum, info, "salary", "the post")

    @property
    def most(self) -> float:
        """The most that it pays: the one sum, where it is one."""
        return self.minimum if self.maximum is None else self.maximum

    def in_words(self, basis: str = "") -> str:
        """“£80,200 to £88,700 a year, pay award pending”; with a basis, “… a year full time, pay award pending”."""
        sums = " to ".join(dict.fromkeys((_pounds(self.minimum), _pounds(self.most))))
        per = f"{'an' if self.per == 'hour' else 'a'} {self.per}"
        return ", ".join(filter(None, (" ".join(filter(None, (sums, per, basis))), self.note)))


def _pounds(pounds: float) -> str:
    """“£80,200”; “£15.40”, pence always in two digits."""
    return f"£{pounds:,.0f}" if pounds == int(pounds) else f"£{pounds:,.2f}"


class Vacancy(Model):
    """A role to be filled."""

    role: Text
    """The id of the role, as in director-finance."""
    reference: Text | None = None
    """The vacancy's number, as in FCC-2027-014."""
    opens: Day
    """The day from which it is advertised, as in 2027-01-11."""
    closes: Day
    """The last day for applications, as in 2027-02-08."""
    closes_at: Time | None = None
    """The time of that day, in quotes, as in "12:00". Left out: the end of the day."""
    shortlisting: Day | None = None
    """The day on which the panel draws up its shortlist."""
    interviews: Annotated[tuple[Day, ...], BeforeValidator(one_or_more), Or(Day)] = ()
    """The days of the interviews, as in [2027-03-02, 2027-03-03]."""
    open_to: Literal["everyone", "employees"] = "everyone"
    """Who may apply: everyone, or the organisation's own employees alone."""
    posts: Annotated[Whole, Field(ge=1)] = 1
    """How many posts are to be filled."""
    hours: Annotated[tuple[Hours, ...], BeforeValidator(one_or_more), Or(Hours)] = ()
    """How the post can be worked, as in [full-time, job-share]."""
    salary: Salary | None = None
    """What the post pays. Left out: what rolegen.yaml says that its grade pays."""
    benefits: Texts = ()
    """What else comes with the post, one an item."""
    summary: Text | None = None
    """Two or three sentences at the head of the advert. Left out: the role's purpose alone."""
    apply: WebOrMail
    """Where to apply: a web address, as in https://jobs.fenmoor.example/014, or an e-mail address."""
    workplace: Workplace | None = None
    """Where the post is based, where it is not as in rolegen.yaml."""
    contact: Contact | None = None
    """Whom applicants ask, where it is not as in rolegen.yaml: a post, never a person by name."""


@dataclass(frozen=True)
class VacancyFile:
    """A vacancy and the file it came from; its id is the file's name."""

    id: str
    vacancy: Vacancy
    source: Source

    def place(self, *keys: str) -> Place:
        """Where a field's value stands in the file."""
        return self.source.place(keys)


def read_vacancy(path: Path) -> Checked[VacancyFile]:
    """The vacancy in a file, and every problem in it; with errors, the vacancy is what the sound keys make."""
    return of_source(path, read(path))


def of_source(path: Path, source: Checked[Source]) -> Checked[VacancyFile]:
    """The same of a file that has been read."""
    if source.value is None or source.problems:
        return Checked(None, (*_check_name(path), *source.problems))
    read = read_model(Vacancy, source.value)
    vacancy = read.value or read_sound_part(Vacancy, source.value)
    problems = (*_check_name(path), *read.problems, *_check_days(source.value), *_check_sums(source.value))
    return Checked(VacancyFile(path.stem, vacancy, source.value) if vacancy else None, problems)


def _check_name(path: Path) -> tuple[Problem, ...]:
    if not (fault := id_fault(path.stem)):
        return ()
    hint = (
        "A vacancy's id is its file's name: small letters, digits and hyphens, at most 64, as in librarian-2027.yaml."
    )
    return (Problem("id", fault, Place(path), hint),)


# --- days: looked at as they stand in the file, so that a fault elsewhere hides none of theirs ------------------------


@dataclass(frozen=True, slots=True)
class _Step:
    """A day of a vacancy: what it is, and where it stands."""

    what: str
    day: date
    keys: Keys


def _check_days(source: Source) -> Iterator[Problem]:
    """Days in the wrong order, and those so far apart that a year must be wrong."""
    opens, closes, panel = (_step(source, what, key) for key, what in STEPS.items())
    interviews = _interviews(source)
    if opens and closes and closes.day < opens.day:
        message = f"The closing date, {show_day(closes.day)}, is before the vacancy opens, {show_day(opens.day)}."
        yield Problem("dates", message, source.place(closes.keys), "Change the one that is wrong.")
    same_day = source.at(("closes_at",)) is not None  # the panel may meet in the afternoon
    if closes and panel and (panel.day < closes.day or (panel.day == closes.day and not same_day)):
        yield _early(source, panel, closes)
    for one in interviews:
        if closes and one.day <= closes.day:
            yield _early(source, one, closes)
        elif panel and one.day < panel.day:
            yield _early(source, one, panel)
    line = [step for step in (opens, closes, panel, *sorted(interviews, key=lambda step: step.day)) if step]
    yield from (_late(source, one, next_one) for one, next_one in pairwise(line) if _is_far(one, next_one))


STEPS = {"opens": "the day it opens", "closes": "the closing date", "shortlisting": "the shortlisting"}


def _step(source: Source, what: str, *keys: str | int) -> _Step | None:
    value = source.at(keys)
    day = iso_day(value) if isinstance(value, str) else None
    return _Step(what, day, keys) if day else None


def _interviews(source: Source) -> list[_Step]:
    days = source.at(("interviews",))
    if isinstance(days, list):
        found = [_step(source, "the interview", "interviews", number) for number in range(len(days))]
    else:
        found = [_step(source, "the interview", "interviews")]
    return [step for step in found if step]


def _early(source: Source, step: _Step, before: _Step) -> Problem:
    message = f"{_begun(step)}, is not after {before.what}, {show_day(before.day)}."
    return Problem("dates", message, source.place(step.keys), "Change the one that is wrong.")


def _is_far(one: _Step, next_one: _Step) -> bool:
    return (next_one.day - one.day).days > LONGEST


def _late(source: Source, one: _Step, next_one: _Step) -> Problem:
    message = f"{_begun(next_one)}, is more than a year after {one.what}, {show_day(one.day)}."
    return Problem("dates", message, source.place(next_one.keys), "Is the year right?", "warning")


def _begun(step: _Step) -> str:
    """A day with what it is, as a sentence begins."""
    return f"{step.what[0].upper()}{step.what[1:]}, {show_day(step.day)}"


def _check_sums(source: Source) -> Iterator[Problem]:
    """A salary that nobody can mean: who writes 95 a year means 95,000, and who writes 95,000 an hour means a year."""
    per = source.at(("salary", "per")) or "year"
    for key in ("minimum", "maximum"):
        value = source.at(("salary", key))
        pounds = float(value) if isinstance(value, str) and NUMBER.fullmatch(value) else 0
        if per == "year" and 0 < pounds < LEAST_A_YEAR:
            hint = f"Write all of its digits, as in {pounds:.0f}000; or say what it is for: per: day or per: hour."
        elif pounds > MOST.get(str(per), pounds):
            hint = "Say what it is for: per: year."
        else:
            continue
        message = f"{show_money(pounds)} cannot be what {'an' if per == 'hour' else 'a'} {per} of work is paid."
        yield Problem("salary", message, source.place(("salary", key)), hint)
