"""What an advert states, each fact in the words in which it stands on the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from rolegen.advertiser import Contact, Workplace
from rolegen.problems import listed
from rolegen.recruitment.dates import closing, days
from rolegen.recruitment.statements import Statement

if TYPE_CHECKING:
    from rolegen.profile import Profile
    from rolegen.recruitment.vacancies import Opening

HOURS = {"full-time": "full time", "part-time": "part time", "job-share": "job share"}
WHOLE_TIME = ("full-time",)


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the key facts."""

    name: str
    value: str


@dataclass(frozen=True)
class Advert:
    """What the template of an advert prints beside role, vacancy and settings.

    `apply_link` and `mail_link` are where links lead, `mail_link` "" where the contact has no e-mail address.
    `essential` and `desirable` are the role's own criteria, never a level's starters; `themes` the framework's, whose
    responsibilities the post shares.
    """

    kicker: str
    facts: tuple[Fact, ...]
    closing: str
    apply_link: str
    contact: Contact
    mail_link: str
    essential: tuple[str, ...]
    desirable: tuple[str, ...]
    themes: str
    statements: tuple[Statement, ...]


def advert(opening: Opening, needed: tuple[Statement, ...]) -> Advert:
    """All of that for a vacancy; `needed` is what its advert must say."""
    vacancy = opening.file.vacancy
    return Advert(
        kicker="Vacancy" if vacancy.open_to == "everyone" else "Internal vacancy",
        facts=tuple(Fact(name, value) for name, value in _facts(opening) if value),
        closing=closing(vacancy),
        apply_link=link(vacancy.apply),
        contact=opening.contact,
        mail_link=link(opening.contact.email or ""),
        essential=criteria(opening.profile, "essential"),
        desirable=criteria(opening.profile, "desirable"),
        themes=listed([f"“{theme.title}”" for theme in opening.profile.themes]),
        statements=needed,
    )


def _facts(opening: Opening) -> Iterator[tuple[str, str]]:
    role, vacancy, label = opening.role.role, opening.file.vacancy, opening.profile.settings.label
    hours, pattern = working(opening)
    yield "Salary", _salary(opening)
    yield label("Grade"), role.grade or ""
    yield label("Contract"), str(role.contract or "")
    yield "Hours", hours
    yield label("Working pattern"), pattern
    yield label("Location"), role.location or address(opening.workplace)
    yield label("Reports to"), opening.profile.reports_to
    yield "Employers", listed(role.each_employer) if len(role.each_employer) > 1 else ""
    yield "Posts", str(vacancy.posts) if vacancy.posts > 1 else ""
    yield "Open to", _employees(opening) if vacancy.open_to == "employees" else ""
    yield "Closing date", closing(vacancy)
    yield "Shortlisting", days([vacancy.shortlisting] if vacancy.shortlisting else [])
    yield "Interviews", days(vacancy.interviews)


def link(address: str) -> str:
    """Where a link to a web or an e-mail address leads (RFC 6068: what has a meaning in a mailto is written %XX)."""
    scheme, parted, rest = address.partition("://")
    if parted:
        return f"{scheme.lower()}://{rest}"
    return f"mailto:{quote(address, safe='@!$*+')}" if address else ""


def working(opening: Opening) -> tuple[str, str]:
    """“Full time or job share”, and the working pattern; that one alone where it begins with the same words."""
    said = " or ".join(HOURS[one] for one in HOURS if one in opening.file.vacancy.hours)
    pattern = opening.role.role.working_pattern or ""
    return "" if pattern.casefold().startswith(said) else said[:1].upper() + said[1:], pattern


def address(place: Workplace) -> str:
    """The address in a line."""
    return ", ".join(filter(None, (place.street, place.town, place.region, place.postcode)))


def criteria(profile: Profile, importance: str) -> tuple[str, ...]:
    """The role's own criteria of that importance, by category as in the profile."""
    if profile.starters:
        return ()
    return tuple(row.text for group in profile.criteria for row in group.rows if row.importance == importance)


def _salary(opening: Opening) -> str:
    """What it pays; that this is for the whole time, where it can be worked for less."""
    if opening.salary is None:
        return ""
    less = opening.salary.per == "year" and any(one not in WHOLE_TIME for one in opening.file.vacancy.hours)
    return opening.salary.in_words("full time" if less else "")


def _employees(opening: Opening) -> str:
    employers = opening.role.role.each_employer or (opening.profile.settings.organisation,)
    return f"Employees of {listed(employers)} only"
