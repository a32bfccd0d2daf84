"""The senior posts that the Local Government Transparency Code 2015 has councils in England publish, without people.

The Code asks for two lists, once a year: an organisation chart of the top three levels (grade, job title, department
and team, permanent or temporary, contact details, salary in brackets of £5,000, and the most that the grade pays), and
the salaries from £50,000 with what each post answers for, such as services, budget and number of staff. It recommends
to add which posts are vacant. Names, contact details, what a person is paid, bonuses and benefits in kind are in no
file of a workspace, and so there is no column for them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from rolegen.chart.growing import shared
from rolegen.chart.posts import OnChart, above, faults, on_chart
from rolegen.fields import one_line, plain, show_day
from rolegen.framework import line
from rolegen.listing import safe_cell
from rolegen.pay import Grade, brackets
from rolegen.problems import Checked, Problem, has_errors, listed, once_each
from rolegen.recruitment.vacancies import vacancy_files
from rolegen.recruitment.vacancy import Vacancy, read_vacancy
from rolegen.register import Register
from rolegen.role import RoleFile, read_role
from rolegen.statutes import DESIGNATIONS, HEAD
from rolegen.templating import STATUS
from rolegen.versions import Frameworks
from rolegen.workspace import SETTINGS, Workspace

CHART_TIERS = 3
SENIOR = 50_000  # pounds a year, from which a salary is a senior one


@dataclass(frozen=True, slots=True)
class Published:
    """A post as it is published: its role, where it stands, what its grade pays, when it was advertised."""

    file: RoleFile
    organisation: str
    reports_to: str
    tier: int
    pays: tuple[float, float] | None
    vacancies: tuple[Vacancy, ...]


def published(place: Workspace, asked: Iterable[RoleFile], frameworks: Frameworks) -> Checked[tuple[Published, ...]]:
    """The posts of a workspace that stand and were asked for, from the top down.

    Faults of a role file that was asked for are told by whoever read it.
    """
    wanted, paths = {file.id: file for file in asked}, place.role_files()
    others = {file.id: file for path in paths if path.stem not in wanted and (file := read_role(path).value)}
    known = on_chart({**others, **wanted}, Register(paths), frameworks)
    vacancies = [read_vacancy(path) for path in vacancy_files(place)]
    advertised = [its.vacancy for one in vacancies if (its := one.value) and not has_errors(one.problems)]
    found, problems = [], [problem for one in vacancies for problem in one.problems]
    for name, taking in _standing(known).items():
        if name in wanted:
            problems += faults(known.read[name], known)
            own = tuple([one for one in advertised if one.role in (name, taking)])
            found.append(_post(known.read[name], known, place, own))
    found.sort(key=lambda post: (post.tier, plain(post.file.role.title), post.file.id))
    return Checked(tuple(found), (*once_each(problems), *_without_pay(found, place)))


def _standing(known: OnChart) -> dict[str, str]:
    """The roles that stand, each with the one on the chart in its place: a draft takes over once it is approved."""
    found: dict[str, str] = {}
    for name in known.files:
        before = [one for one in line(name, lambda one: _replaced(known, one)) if one in known.read]
        approved = (one for one in before if known.read[one].role.status == "approved")
        found.setdefault(next(approved, name), name)
    return found


def _replaced(known: OnChart, name: str) -> str | None:
    file = known.read.get(name)
    return file.role.replaces if file else None


def _post(file: RoleFile, known: OnChart, place: Workspace, vacancies: tuple[Vacancy, ...]) -> Published:
    grade = place.settings.grades.get(file.role.grade or "") or Grade()
    superior = known.register.reports_to(file, known.framework(file)).value or ""  # as its page says it
    return Published(file, place.settings.organisation, superior, _tier(file, known), grade.pays, vacancies)


def _tier(file: RoleFile, known: OnChart) -> int:
    """How far from the top a post stands: by its reporting line, then by the levels above where the files end."""
    way = [file.id]
    while HEAD not in file.role.statutory:
        superior = above(file, known)
        if superior.kind == "role" and superior.id not in way and superior.id in known.read:
            file = known.read[superior.id]
            way.append(file.id)
        elif superior.kind == "level":
            return len(way) + _depth(file, superior.id.removeprefix("level:"), known)
        else:
            return len(way) - 1 + _depth(file, file.role.level, known)
    return len(way)


def _depth(file: RoleFile, level: str, known: OnChart) -> int:
    """How many levels there are from the top down to one, in the framework that a role is on."""
    framework = known.framework(file)

    def superior(name: str) -> str | None:
        one = framework.level(name)
        return one.reports_to if one and one.reports_to and framework.level(one.reports_to) else None

    return sum(1 for _ in line(level, superior))


def _without_pay(found: Iterable[Published], place: Workspace) -> Iterator[Problem]:
    """The grades of which nobody says what they pay."""
    grades = sorted({post.file.role.grade for post in found if post.file.role.grade and post.pays is None})
    if grades:
        noun = "grade" if len(grades) == 1 else "grades"
        verb = "pays" if len(grades) == 1 else "pay"
        message = f"{SETTINGS} does not say what {noun} {listed(grades)} {verb}: these posts' salaries are left empty."
        where = place.source.key_place(("grades",)) if place.source else None
        hint = f'Write it under “grades”, as in "{grades[0]}": {{minimum: 98400, maximum: 108900}}.'
        yield Problem("grade-without-pay", message, where, hint, "note")


def as_csv(posts: Iterable[Published]) -> str:
    """The posts for a spreadsheet or a website, a line each, in columns that are always the same."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([safe_cell(one_line(said(post))) for said in COLUMNS.values()] for post in posts)
    return stream.getvalue().rstrip("\n")


def _on_chart(post: Published) -> str:
    return "Yes" if post.tier <= CHART_TIERS else "No"


def _is_senior(post: Published) -> str:
    """Whether its salary is a senior one, which may depend on where in the grade the holder is."""
    if post.pays is None:
        return ""
    least, most = post.pays
    return "Yes" if least >= SENIOR else "No" if most < SENIOR else "Depends on the holder's salary"


def _ceiling(post: Published) -> str:
    return _plain(post.pays[1]) if post.pays else ""


def _advertised(post: Published) -> str:
    days = sorted((one.opens, one.closes) for one in post.vacancies)
    return "; ".join([f"{show_day(opens)} to {show_day(closes)}" for opens, closes in days])


def _offices(post: Published) -> str:
    return "; ".join([DESIGNATIONS[one].partition(",")[0] for one in post.file.role.statutory])


def _plain(number: float | None) -> str:
    """A number as a spreadsheet reads it, digits and a point alone."""
    return "" if number is None else f"{number:.4f}".rstrip("0").rstrip(".")


COLUMNS: Mapping[str, Callable[[Published], str]] = {
    "Organisation": lambda post: post.organisation,
    "Post": lambda post: post.file.id,
    "Post number": lambda post: post.file.role.post_number or "",
    "Job title": lambda post: post.file.role.title,
    "Joint post": lambda post: shared(post.file.role.employers, post.organisation),
    "Status of the profile": lambda post: STATUS[post.file.role.status],
    "Tier": lambda post: str(post.tier),
    "Reports to": lambda post: post.reports_to,
    "Organisation chart (top three tiers)": _on_chart,
    "Senior salary (£50,000 or more)": _is_senior,
    "Grade": lambda post: post.file.role.grade or "",
    "Salary in brackets of £5,000": lambda post: brackets(*post.pays) if post.pays else "",
    "Salary ceiling (£)": _ceiling,
    "Department": lambda post: post.file.role.directorate or "",
    "Services and functions": lambda post: "; ".join(post.file.role.service_areas),
    "Statutory offices": _offices,
    "Permanent or temporary": lambda post: str(post.file.role.contract or ""),
    "Budget year": lambda post: post.file.role.dimensions.year or "",
    "Revenue budget (£ a year)": lambda post: _plain(post.file.role.dimensions.revenue_budget),
    "Capital budget (£)": lambda post: _plain(post.file.role.dimensions.capital_budget),
    "Income (£ a year)": lambda post: _plain(post.file.role.dimensions.income),
    "Staff (full-time equivalent)": lambda post: _plain(post.file.role.dimensions.staff_fte),
    "Direct reports": lambda post: _plain(post.file.role.dimensions.direct_reports),
    "Vacancy advertised": _advertised,
}
