"""What a vacancy offers of its own, or as its role's grade and rolegen.yaml have it; and what fits none of these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rolegen.advertiser import Contact, Workplace
from rolegen.fields import iso_day, show_day
from rolegen.problems import Place, Problem
from rolegen.recruitment.vacancy import LEAST_A_YEAR, Salary, Vacancy
from rolegen.role import Role
from rolegen.source import Source
from rolegen.workspace import SETTINGS, Settings


@dataclass(frozen=True, slots=True)
class Terms:
    """What applicants are told of pay, place and whom to ask; None for what nobody says."""

    salary: Salary | None
    workplace: Workplace | None
    contact: Contact | None


def terms(vacancy: Vacancy, role: Role | None, settings: Settings) -> Terms:
    """The vacancy's own, else what its grade pays and what rolegen.yaml says of every vacancy."""
    usual = settings.recruitment
    salary = vacancy.salary or (grade_pays(role, settings) if role else None)
    return Terms(salary, vacancy.workplace or usual.workplace, vacancy.contact or usual.contact)


def grade_pays(role: Role, settings: Settings) -> Salary | None:
    """What rolegen.yaml says that a role's grade pays in a year."""
    grade = settings.grades.get(role.grade) if role.grade else None
    if grade is None or not grade.minimum:
        return None
    return Salary(minimum=grade.minimum, maximum=grade.maximum)


# --- what is not said anywhere: looked at in the file, so that a fault elsewhere hides none of it ---------------------

ADD: Mapping[str, str] = {
    "workplace": "“workplace:” with a town below it",
    "contact": "“contact:” with the post that applicants ask below it",
}


def unsaid(source: Source, role: Role | None, settings: Settings) -> Iterator[Problem]:
    """What an advert needs and neither the vacancy says nor anything that stands in for it."""
    is_for_all = source.at(("open_to",)) != "employees"
    if is_for_all and source.at(("salary",)) is None and not _may_be_paid(role, settings):
        yield _no_salary(source, role)
    for key, what in ADD.items():
        if source.at((key,)) is None and getattr(settings.recruitment, key) is None:
            message = f"Neither this vacancy nor {SETTINGS} says “{key}”."
            hint = f"Add {what}: here, or under “recruitment” in {SETTINGS} for every vacancy."
            yield Problem("missing-key", message, _top(source, key), hint)


def _may_be_paid(role: Role | None, settings: Settings) -> bool:
    """Whether a grade says what the post pays; of a role that cannot be read, whether any grade might."""
    if role:
        return grade_pays(role, settings) is not None
    return any(grade and grade.minimum for grade in settings.grades.values())


def _no_salary(source: Source, role: Role | None) -> Problem:
    """A post that everyone may apply for, and nobody can tell what it pays."""
    message = "This vacancy is open to everyone and does not say what it pays."
    grade = f"grade {role.grade}" if role and role.grade else "the role's grade"
    hint = f"Add “salary:” with its minimum and maximum below it; or say in {SETTINGS} what {grade} pays."
    return Problem("salary", message, _top(source, "salary"), hint)


def _top(source: Source, key: str) -> Place:
    """Where a key stands that says nothing; else the head of the file."""
    is_there = isinstance(source.value, dict) and key in source.value
    return source.key_place((key,)) if is_there else source.place()


# --- what does not fit the role ---------------------------------------------------------------------------------------


def misfits(source: Source, vacancy: Vacancy | None, role: Role, settings: Settings) -> Iterator[Problem]:
    """Why a role cannot be advertised, or not like this; the vacancy is None where too little of it is sound."""
    yield from standing(str(source.at(("role",))), role, source.place(("role",)))
    if role.is_gone:
        return
    yield from _contract(source, role)
    if vacancy and vacancy.salary:
        yield from _pay(source, vacancy.salary, role, settings)


def standing(name: str, role: Role, place: Place | None = None) -> Iterator[Problem]:
    """Why a role is not ready to be advertised, whatever the vacancy says."""
    if role.is_gone:
        message, hint = (
            f"“{name}” is {role.status}: nobody can be appointed to it.",
            "Name the role that took its place.",
        )
        yield Problem("gone-role", message, place, hint)
        return
    if not role.purpose and not role.accountabilities:
        message = f"“{name}” says neither its purpose nor what it answers for: there is nothing to advertise."
        yield Problem("unfinished-role", message, place, f"Write “purpose” or “accountabilities” in {name}.yaml first.")
    if role.status != "approved":
        message = f"“{name}” is not approved: its status is {role.status}."
        yield Problem("unapproved-role", message, place, "Have it approved before it is advertised.", "note")


def _contract(source: Source, role: Role) -> Iterator[Problem]:
    """A contract that is over when the vacancy closes."""
    ends, closes = role.contract.until if role.contract else None, source.at(("closes",))
    closing = iso_day(closes) if isinstance(closes, str) else None
    if ends and closing and ends <= closing:
        message = f"The contract of “{source.at(('role',))}” ends on {show_day(ends)}, before anyone can be appointed."
        hint = "Change “contract” in the role's file, or the closing date."
        yield Problem("contract", message, source.place(("closes",)), hint)


def _pay(source: Source, offered: Salary, role: Role, settings: Settings) -> Iterator[Problem]:
    """A salary for a year that is not within what the role's grade pays."""
    usual = grade_pays(role, settings)
    if usual is None or offered.per != "year" or offered.minimum < LEAST_A_YEAR:
        return
    too_little = offered.minimum < usual.minimum
    if too_little or offered.most > usual.most:
        key = "minimum" if too_little or offered.maximum is None else "maximum"
        message = f"This is not within what {SETTINGS} says that grade {role.grade} pays, {usual.in_words()}."
        hint = "Change one of the two; or leave “salary” out, and it is what the grade pays."
        yield Problem("salary", message, source.place(("salary", key)), hint, "warning")
