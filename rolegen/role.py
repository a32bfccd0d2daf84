"""A role file: its fields and the checks on them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from rolegen.fields import (
    Day,
    Flag,
    Id,
    Model,
    Number,
    Text,
    Texts,
    Whole,
    id_fault,
    read_model,
    read_sound_part,
    show_day,
    wrong,
)
from rolegen.framework import MEMBER, NOT_MEMBER
from rolegen.problems import Checked, Place, Problem
from rolegen.source import Source, parse, read
from rolegen.statutes import POLITICAL_RESTRICTION, Designation

Status = Literal["draft", "consultation", "approved", "superseded", "deleted"]
Category = Literal["qualifications", "knowledge", "experience", "skills", "behaviours", "other"]
Method = Literal["application", "interview", "test", "presentation", "certificate", "reference"]


class Contract(Model):
    """Permanent or for a time."""

    type: Literal["permanent", "fixed-term", "temporary"]
    months: Annotated[Whole, Field(ge=1)] | None = None
    until: Day | None = None

    @model_validator(mode="after")
    def _lasting(self) -> Self:
        if self.type == "permanent" and (self.months or self.until):
            raise wrong("contract", "A permanent contract has no end.", "Make it fixed-term, or take the end out.")
        return self

    def __str__(self) -> str:
        """As on the page: “Fixed-term, 12 months, until 31 March 2027”."""
        months = f"{self.months} month{'s' if self.months != 1 else ''}" if self.months else ""
        until = f"until {show_day(self.until)}" if self.until else ""
        return ", ".join(part for part in (self.type.capitalize(), months, until) if part)


class PoliticalRestriction(Model):
    """Local Government and Housing Act 1989, section 2: a specified post, a sensitive one, or neither."""

    status: Literal["specified", "sensitive", "no"]
    basis: Text | None = None

    def __str__(self) -> str:
        """As on the page, the statute spelt out."""
        if self.status == "no":
            return f"Not politically restricted ({POLITICAL_RESTRICTION})."
        basis = f" ({self.basis})" if self.basis else ""
        return f"Politically restricted: {self.status} post{basis}, {POLITICAL_RESTRICTION}."


class Disclosure(Model):
    """The criminal record check (DBS) the post is eligible for; barred lists only with the enhanced one."""

    level: Literal["none", "basic", "standard", "enhanced"]
    barred_lists: tuple[Literal["children", "adults"], ...] = ()

    @model_validator(mode="after")
    def _eligible(self) -> Self:
        if self.barred_lists and self.level != "enhanced":
            raise wrong(
                "dbs",
                "Barred lists are checked only with an enhanced check.",
                "Write level: enhanced, or take barred_lists out.",
            )
        return self

    def __str__(self) -> str:
        """As on the page."""
        if self.level == "none":
            return "No criminal record check is required."
        lists = f", with the barred list for {' and '.join(self.barred_lists)}" if self.barred_lists else ""
        return f"Criminal record check (Disclosure and Barring Service): {self.level}{lists}."


class Accountability(Model):
    """One thing the post answers for."""

    id: Id | None = None
    text: Text


class Dimensions(Model):
    """The post's size: budgets in pounds a year, staff in full-time equivalents."""

    year: Text | None = None
    revenue_budget: Number | None = None
    capital_budget: Number | None = None
    staff_fte: Number | None = None
    direct_reports: Whole | None = None

    @property
    def known(self) -> bool:
        """True where at least one size is known; a year alone is none."""
        sizes = (self.revenue_budget, self.capital_budget, self.staff_fte, self.direct_reports)
        return any(size is not None for size in sizes)


class Contacts(Model):
    """Whom the post works with."""

    internal: Texts = ()
    external: Texts = ()


class Criterion(Model):
    """One thing asked of the person, and how it is assessed."""

    criterion: Text
    category: Category
    importance: Literal["essential", "desirable"]
    assessed_by: tuple[Method, ...] = ()


class JobEvaluation(Model):
    """Where job evaluation stands; rolegen keeps its reference and never a score."""

    status: Literal["not-evaluated", "indicative", "evaluated", "under-review"]
    reference: Text | None = None
    date: Day | None = None

    def __str__(self) -> str:
        """As on the page: “Evaluated, JE-2024-0117, 28 January 2024”."""
        day = show_day(self.date) if self.date else ""
        status = self.status.replace("-", " ").capitalize()
        return ", ".join(part for part in (status, self.reference, day) if part)


class Role(Model):
    """A post, as its role file describes it; only title and level must be there."""

    title: Text
    level: Text
    cmt: Flag | None = None
    variant: Text | None = None
    version: Text | None = None
    status: Status = "draft"
    framework: Text | None = None
    replaces: Id | None = None
    effective_from: Day | None = None
    directorate: Text | None = None
    post_number: Text | None = None
    grade: Text | None = None
    reports_to: Text | None = None
    location: Text | None = None
    working_pattern: Text | None = None
    contract: Contract | None = None
    politically_restricted: PoliticalRestriction | None = None
    statutory: tuple[Designation, ...] = ()
    dbs: Disclosure | None = None
    service_areas: Texts = ()
    purpose: Text | None = None
    accountabilities: tuple[Accountability, ...] = ()
    dimensions: Dimensions = Dimensions()
    contacts: Contacts = Contacts()
    person_profile: tuple[Criterion, ...] = ()
    job_evaluation: JobEvaluation | None = None
    approved_by: Text | None = None
    approved_on: Day | None = None
    minute: Text | None = None
    review_by: Day | None = None

    @property
    def asked_variant(self) -> str | None:
        """The level's variant that the file asks for; `cmt: true|false` is another way to say it."""
        if self.cmt is None:
            return self.variant
        return MEMBER if self.cmt else NOT_MEMBER

    @property
    def settled(self) -> bool:
        """True once approved, and ever after: such a role keeps the framework it names, and shows no gaps."""
        return self.status in ("approved", "superseded", "deleted")


@dataclass(frozen=True)
class RoleFile:
    """A role and the file it came from."""

    id: str
    role: Role
    source: Source

    def place(self, key: str) -> Place:
        """Where a field's value stands in the file."""
        return self.source.place((key,))


def read_role(path: Path) -> Checked[RoleFile]:
    """The role in a file, and every problem in it; with errors, the role is what the sound keys make."""
    return _role(path, read(path))


def parse_role(data: bytes, path: Path) -> Checked[RoleFile]:
    """The role in a file's bytes, or every problem in it."""
    return _role(path, parse(data, path))


def _role(path: Path, source: Checked[Source]) -> Checked[RoleFile]:
    if source.value is None or source.problems:
        return Checked(None, (*_check_name(path), *source.problems))
    role = read_model(Role, source.value)
    if role.value is None:
        sound = read_sound_part(Role, source.value)
        partly = RoleFile(path.stem, sound, source.value) if sound else None
        return Checked(partly, (*_check_name(path), *role.problems))
    file = RoleFile(path.stem, role.value, source.value)
    return Checked(file, (*_check_name(path), *_check_variant(file), *_check_approval(file), *_check_twice(file)))


def _check_name(path: Path) -> tuple[Problem, ...]:
    if not (fault := id_fault(path.stem)):
        return ()
    hint = "A role's id is its file's name: small letters, digits and hyphens, at most 64, as in director-finance.yaml."
    return (Problem("id", fault, Place(path), hint),)


def _check_variant(file: RoleFile) -> tuple[Problem, ...]:
    role = file.role
    if role.cmt is None or role.variant in (None, role.asked_variant):
        return ()
    message = f"“cmt” says {role.asked_variant}, “variant” says {role.variant}."
    return (Problem("variant", message, file.place("variant"), "Keep one of the two."),)


def _check_approval(file: RoleFile) -> tuple[Problem, ...]:
    if file.role.status != "approved":
        return ()
    needed = ("version", "framework", "approved_by", "approved_on")
    missing = [key for key in needed if getattr(file.role, key) is None]
    return tuple(
        Problem("approval", f"An approved role needs “{key}”.", file.place("status"), f"Add a line “{key}: …”.")
        for key in missing
    )


def _check_twice(file: RoleFile) -> tuple[Problem, ...]:
    seen: set[str] = set()
    problems = []
    for index, item in enumerate(file.role.accountabilities):
        if item.id in seen:
            place = file.source.place(("accountabilities", index, "id"))
            problems.append(Problem("duplicate-id", f"Two accountabilities have the id “{item.id}”.", place))
        seen.update([item.id] if item.id else [])
    return tuple(problems)
