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
    each_once,
    id_fault,
    read_model,
    read_sound_part,
    show_day,
    wrong,
)
from rolegen.framework import MEMBER, NOT_MEMBER
from rolegen.problems import Checked, Place, Problem
from rolegen.source import Source, parse, read
from rolegen.statutes import POLITICAL_RESTRICTION, Designation, Spoken

Status = Literal["draft", "consultation", "approved", "superseded", "deleted"]
GONE: tuple[Status, ...] = ("superseded", "deleted")
Category = Literal["qualifications", "knowledge", "experience", "skills", "behaviours", "other"]
Method = Literal["application", "interview", "test", "presentation", "certificate", "reference"]


class Contract(Model):
    """Permanent or for a time."""

    type: Literal["permanent", "fixed-term", "temporary"]
    """Permanent, fixed-term or temporary."""
    months: Annotated[Whole, Field(ge=1)] | None = None
    """How many months it lasts, as in 24. Not for a permanent contract."""
    until: Day | None = None
    """Its last day, as in 2028-03-31. Not for a permanent contract."""

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
    """`specified` for a post that the Act names, `sensitive` for one restricted for its duties, `no` for neither."""
    basis: Text | None = None
    """Why, as in chief finance officer, or advises the Cabinet."""

    def __str__(self) -> str:
        """As on the page, the statute spelt out."""
        if self.status == "no":
            return f"Not politically restricted ({POLITICAL_RESTRICTION})."
        basis = f" ({self.basis})" if self.basis else ""
        return f"Politically restricted: {self.status} post{basis}, {POLITICAL_RESTRICTION}."


class Disclosure(Model):
    """The criminal record check (DBS) the post is eligible for; barred lists only with the enhanced one."""

    level: Literal["none", "basic", "standard", "enhanced"]
    """The check that the post is eligible for; none where it needs no check."""
    barred_lists: tuple[Literal["children", "adults"], ...] = ()
    """Whose barred lists are checked too, with an enhanced check: [children], [adults] or [children, adults]."""

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
    """A short name of its own, as in budget. It is not on the page and may be left out."""
    text: Text
    """What the post answers for, in a sentence that begins with a verb."""


class Dimensions(Model):
    """The post's size: budgets in pounds, staff in full-time equivalents."""

    year: Text | None = None
    """The year of the figures, in quotes, as in "2026/27"."""
    revenue_budget: Number | None = None
    """The revenue budget in pounds a year, digits only, as in 41500000."""
    capital_budget: Number | None = None
    """The whole capital budget in pounds, digits only, as in 1200000."""
    staff_fte: Number | None = None
    """All staff that the post leads, as full-time equivalents, as in 412.5."""
    direct_reports: Whole | None = None
    """How many people report to the post directly, as in 6."""
    income: Number | None = None
    """The income that the post must bring in, in pounds a year, digits only, as in 950000. Only where it has one."""
    delegated_limit: Number | None = None
    """The most that the post may spend by its own decision, in pounds, as in 500000. Only where it is stated."""

    @property
    def known(self) -> bool:
        """True where at least one size is known; a year alone is none."""
        budgets = (self.revenue_budget, self.capital_budget, self.income, self.delegated_limit)
        sizes = (*budgets, self.staff_fte, self.direct_reports)
        return any(size is not None for size in sizes)


class Contacts(Model):
    """Whom the post works with."""

    internal: Texts = ()
    """Whom the post works with inside the organisation, one an item."""
    external: Texts = ()
    """Whom the post works with outside the organisation, one an item."""


class Criterion(Model):
    """One thing asked of the person, and how it is assessed."""

    criterion: Text
    """What is asked, in words that an applicant can show evidence for."""
    category: Category
    """Under which heading of the person profile it stands."""
    importance: Literal["essential", "desirable"]
    """Essential: nobody is appointed without it. Desirable: it tells good applicants apart."""
    assessed_by: tuple[Method, ...] = ()
    """How the panel finds out, as in [application, interview]."""


class JobEvaluation(Model):
    """Where job evaluation stands; rolegen keeps its reference and never a score."""

    status: Literal["not-evaluated", "indicative", "evaluated", "under-review"]
    """How far the evaluation is."""
    reference: Text | None = None
    """The evaluation's number, as in JE-2024-0117. Never a score."""
    date: Day | None = None
    """The day of the evaluation, as in 2024-01-28."""
    scheme: Text | None = None
    """The evaluation scheme, as in Hay or GLPC."""
    grade: Text | None = None
    """The grade that the evaluation came to, in quotes, as in "18"."""
    evaluator: Text | None = None
    """Who evaluated the post where it was not its own organisation, as in the North Shires evaluation service."""

    @property
    def is_done(self) -> bool:
        """Whether the post has been evaluated; until then its profile is subject to job evaluation."""
        return self.status in ("evaluated", "under-review")

    def __str__(self) -> str:
        """As on the page: “Evaluated (Hay), JE-2024-0117, 28 January 2024, grade 18, by the Regional Panel”."""
        scheme = f" ({self.scheme})" if self.scheme else ""
        status = f"{self.status.replace('-', ' ').capitalize()}{scheme}"
        day = show_day(self.date) if self.date else ""
        grade = f"grade {self.grade}" if self.grade else ""
        by = f"by {self.evaluator}" if self.evaluator else ""
        return ", ".join(part for part in (status, self.reference, day, grade, by) if part)


class Role(Model):
    """A post, as its role file describes it; only title and level must be there."""

    title: Text
    """The job title, at the top of the page, as in Director of Finance."""
    level: Text
    """The id of the post's level in the framework, as in director. Its descriptor and responsibilities come from there.
    """
    cmt: Flag | None = None
    """Whether the post sits on the Corporate Management Team, where its level has a version for each."""
    variant: Text | None = None
    """The name of the level's version, where true or false for cmt does not say it."""
    version: Text | None = None
    """The profile's own version, in quotes, as in "1.2"."""
    status: Status = "draft"
    """Where the profile stands. A draft shows what is missing; what is approved keeps its framework version for ever.
    """
    framework: Text | None = None
    """The framework version that the profile was approved with, in quotes, as in "2022". A draft needs none."""
    replaces: Id | None = None
    """The id of the role whose place this one takes, as `rolegen new --from` writes it. It is on no page."""
    effective_from: Day | None = None
    """The day from which the profile holds, as in 2026-04-01."""
    directorate: Text | None = None
    """The part of the organisation, as in Place & Resources."""
    post_number: Text | None = None
    """The post's number in the establishment list, as in F0011."""
    grade: Text | None = None
    """The grade, one of those in rolegen.yaml where that lists any, as in "18"."""
    reports_to: Text | None = None
    """Whom the post reports to: a role's id, as in executive-director-place, else a level's id, else plain words."""
    location: Text | None = None
    """Where the work is done, as in Shire House, Fenmoor (hybrid)."""
    working_pattern: Text | None = None
    """Hours and pattern, as in Full time (37 hours) or job share."""
    contract: Contract | None = None
    """Permanent or for a time, and until when."""
    politically_restricted: PoliticalRestriction | None = None
    """Whether the post is politically restricted: Local Government and Housing Act 1989, section 2."""
    statutory: tuple[Designation, ...] = ()
    """The statutory offices that the post holds, as in [chief-finance-officer]."""
    employers: Texts = ()
    """The organisations that share the post, one an item, where it is a joint one. Left out: the organisation alone."""
    dbs: Disclosure | None = None
    """The criminal record check (Disclosure and Barring Service) that the post is eligible for."""
    fluency_duty: Spoken | None = None
    """The language that the holder must speak fluently, where the post regularly speaks to the public: Immigration Act
    2016, Part 7.
    """
    service_areas: Texts = ()
    """The services that the post leads, one an item."""
    purpose: Text | None = None
    """Why the post exists, in two or three sentences."""
    accountabilities: tuple[Accountability, ...] = ()
    """What this post answers for, beyond what its level shares. Each is one paragraph of the page."""
    dimensions: Dimensions = Dimensions()
    """The post's size: budgets and staff. What is left out is not on an approved page."""
    contacts: Contacts = Contacts()
    """Whom the post works with most, inside and outside the organisation."""
    person_profile: tuple[Criterion, ...] = ()
    """What is asked of the person, one criterion an item. The page shows a table for each category, essentials first.
    """
    job_evaluation: JobEvaluation | None = None
    """Where the evaluation of the post stands. Until it is evaluated, the page says Subject to job evaluation."""
    approved_by: Text | None = None
    """Who approved the profile, as in Appointments Committee."""
    approved_on: Day | None = None
    """The day of the approval, as in 2026-03-31."""
    minute: Text | None = None
    """The number of the minute, in quotes, as in "AC 12/26"."""
    review_by: Day | None = None
    """The day by which the profile is to be looked at again, as in 2028-03-31."""

    @property
    def asked_variant(self) -> str | None:
        """The level's variant that the file asks for; `cmt: true|false` is another way to say it."""
        if self.cmt is None:
            return self.variant
        return MEMBER if self.cmt else NOT_MEMBER

    @property
    def each_employer(self) -> tuple[str, ...]:
        """The organisations that share the post, one that is named twice once: it is joint where there are several."""
        return each_once(self.employers)

    @property
    def is_gone(self) -> bool:
        """True of a post that nobody holds any more, whatever its file still says."""
        return self.status in GONE

    @property
    def settled(self) -> bool:
        """True once approved, and ever after: such a role keeps the framework it names, and shows no gaps."""
        return self.status in ("approved", *GONE)


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
