"""The form that a profile is in Word: each field of a role, how it is shown, and what control lets it be filled in.

`answers` reads back what is shown; `filled` finds it in a document. What is shown is what the template prints with
`data-field`: a field shown in another way by a template of one's own cannot be read back, and stays locked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import attrgetter
from typing import Any, Literal

from rolegen.fields import show_money, shown
from rolegen.form import answers
from rolegen.form.answers import Line, Shown
from rolegen.problems import Checked
from rolegen.profile import CriteriaGroup, Profile
from rolegen.role import Accountability, Contract, Disclosure, JobEvaluation, PoliticalRestriction
from rolegen.statutes import DESIGNATIONS, SPOKEN, Designation, Spoken, fluency

Control = Literal["text", "choice", "open", "date", "block"]
PARTING = {",", ";", "\n"}  # what may part two entries of a list
SPACE = re.compile(r"[ \t\r\f]+")  # what HTML shows as one space; a line break is one on the page too
BLANK_LINES = re.compile(r"\n{2,}")
PERSON = "person_profile"
FIRST_YEAR = 1000  # one with four digits, or a person could not tell it from a year cut short


def _always(_value: Any) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of field: its control in Word (plain text, list, list that takes other words, date, rich text).

    `show` gives what the page shows of a value; `read` the value for the YAML file, which is equal but for white space
    wherever `is_whole` says that the page tells all of a value. Its problems have no place. `choices` are what the list
    of a control offers.
    """

    control: Control
    show: Callable[[Any], Shown]
    read: Callable[[Shown], Checked[Any]]
    choices: tuple[str, ...] = ()
    is_whole: Callable[[Any], bool] = _always


def value_at(profile: Profile, path: str) -> Any:
    """What a profile says at the path of a field, which is what `KINDS[path].show` takes; None where it says nothing.

    It is the role's value, but for what the page resolves: whom the post reports to, the person profile in its groups,
    and a level's own profile, which leaves the title to be filled in.
    """
    return None if path == "title" and profile.is_level else VALUES[path](profile)


def choices_with(path: str, lines: Shown) -> tuple[str, ...]:
    """What the list of a field's control offers, the value that stands always among it."""
    known = KINDS[path].choices
    standing = tuple(text for (text,) in lines if text not in known)
    return known + standing


def printed(text: str) -> str:
    """A text as the page prints it, its line breaks kept and other white space as one space."""
    if "  " in text or not text.isprintable():  # which a line break is not
        text = "\n".join([SPACE.sub(" ", line).strip(" ") for line in text.split("\n")])
    return text.strip()


def _one(text: str | None) -> Shown:
    return ((printed(text),),) if text else ()


def _stated(value: object) -> Shown:
    """A number, a date, or a group that says in words what it is."""
    return () if value is None else ((printed(shown(value)),),)


def _money(pounds: float | None) -> Shown:
    return () if pounds is None else ((show_money(pounds),),)


def _listed(entries: tuple[str, ...]) -> Shown:
    return _one(", ".join(entries))


def _paragraphs(text: str | None) -> Shown:
    return tuple([(printed(part),) for part in BLANK_LINES.split(text)]) if text else ()


def _accountabilities(items: tuple[Accountability, ...]) -> Shown:
    return tuple([(printed(item.text),) for item in items])


def _designations(held: tuple[Designation, ...]) -> Shown:
    return tuple([(f"Statutory designation: {DESIGNATIONS[one]}.",) for one in held])


def _fluency(language: Spoken | None) -> Shown:
    return ((fluency(language),),) if language else ()


def _criteria(groups: tuple[CriteriaGroup, ...]) -> Shown:
    return tuple(
        [
            (group.title, printed(row.text), row.importance.capitalize(), ", ".join(row.assessed_by).capitalize())
            for group in groups
            for row in group.rows
        ]
    )


def _are_entries(entries: tuple[str, ...]) -> bool:
    return all(answers.entries(entry) == [entry] for entry in map(printed, entries) if PARTING & {*entry})


def _is_day(day: date | None) -> bool:
    return day is None or day.year >= FIRST_YEAR


def _is_whole_contract(contract: Contract | None) -> bool:
    return contract is None or _is_day(contract.until)


def _is_whole_restriction(restriction: PoliticalRestriction | None) -> bool:
    return restriction is None or restriction.basis is None or restriction.status != "no"


def _is_whole_evaluation(evaluation: JobEvaluation | None) -> bool:
    if evaluation is None:
        return True
    told = {key: printed(value) for key, value in evaluation.model_dump(mode="json", exclude_none=True).items()}
    return bool(answers.evaluation(_stated(evaluation)).value == told)


def _text(name: str) -> Kind:
    return Kind("text", _one, partial(answers.text, name))


def _day(name: str) -> Kind:
    return Kind("date", _stated, partial(answers.day, name), (), _is_day)


def _list(name: str) -> Kind:
    return Kind("text", _listed, partial(answers.listed, name), (), _are_entries)


CHECKS = (
    Disclosure(level="none"),
    Disclosure(level="basic"),
    Disclosure(level="standard"),
    Disclosure(level="enhanced"),
    Disclosure(level="enhanced", barred_lists=("children",)),
    Disclosure(level="enhanced", barred_lists=("adults",)),
    Disclosure(level="enhanced", barred_lists=("children", "adults")),
)
RESTRICTIONS = (
    PoliticalRestriction(status="specified"),
    PoliticalRestriction(status="sensitive"),
    PoliticalRestriction(status="no"),
)
CONTRACTS = (Contract(type="permanent"), Contract(type="fixed-term"), Contract(type="temporary"))

# In the order of the page.
KINDS: Mapping[str, Kind] = {
    "title": Kind("text", _one, partial(answers.needed, "Job title")),
    "directorate": _text("Directorate"),
    "post_number": _text("Post number"),
    "grade": _text("Grade"),
    "reports_to": _text("Reports to"),
    "location": _text("Location"),
    "employers": _list("Employers"),
    "contract": Kind("open", _stated, answers.contract, tuple(map(str, CONTRACTS)), _is_whole_contract),
    "working_pattern": _text("Working pattern"),
    "service_areas": _list("Service areas"),
    "purpose": Kind("block", _paragraphs, answers.paragraphs),
    "dimensions.year": _text("Financial year"),
    "dimensions.revenue_budget": Kind("text", _money, partial(answers.money, "Revenue budget")),
    "dimensions.capital_budget": Kind("text", _money, partial(answers.money, "Capital budget")),
    "dimensions.income": Kind("text", _money, partial(answers.money, "Income")),
    "dimensions.delegated_limit": Kind("text", _money, partial(answers.limit, "Delegated financial limit")),
    "dimensions.staff_fte": Kind("text", _stated, partial(answers.number, "Staff (full-time equivalent)")),
    "dimensions.direct_reports": Kind("text", _stated, partial(answers.whole, "Direct reports")),
    "accountabilities": Kind("block", _accountabilities, answers.accountabilities),
    "contacts.internal": _list("Internal contacts"),
    "contacts.external": _list("External contacts"),
    PERSON: Kind("block", _criteria, answers.criteria),
    "politically_restricted": Kind(
        "open", _stated, answers.restriction, tuple(map(str, RESTRICTIONS)), _is_whole_restriction
    ),
    "dbs": Kind("choice", _stated, answers.disclosure, tuple(map(str, CHECKS))),
    "fluency_duty": Kind("choice", _fluency, answers.language, tuple(map(fluency, SPOKEN))),
    "statutory": Kind("block", _designations, answers.designations),
    "version": _text("Version"),
    "effective_from": _day("Effective from"),
    "review_by": _day("Review by"),
    "approved_by": _text("Approved by"),
    "approved_on": _day("Approved on"),
    "minute": _text("Minute"),
    "job_evaluation": Kind("text", _stated, answers.evaluation, (), _is_whole_evaluation),
}
VALUES: Mapping[str, Callable[[Profile], Any]] = {
    **{path: attrgetter(f"role.{path}") for path in KINDS},
    "reports_to": attrgetter("reports_to"),
    PERSON: attrgetter("criteria"),
}
# What the lists inside the person profile's rows offer.
ROW_CHOICES: Mapping[str, tuple[str, ...]] = {f"{PERSON}.importance": ("Essential", "Desirable")}

__all__ = ["KINDS", "ROW_CHOICES", "Kind", "Line", "Shown", "choices_with", "printed", "value_at"]
