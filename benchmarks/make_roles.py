"""Writes a workspace of many roles of an imaginary council, for the benchmarks; the same files every time.

Each role has every field filled in, and is about as long as examples/roles/director-finance.yaml; its purpose, its
accountabilities and its criteria are in words of its own. The roles are spread over all levels and variants, and report
to each other as a tree.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

SEED = 1974
WIDTH = 108
ORGANISATION, AREA = "Tarnwick Borough Council", "Tarnwick"
FRAMEWORK = "model-1"
FIRST_DAY = date(2024, 1, 8)
PLAIN = re.compile(r"[A-Za-z][\w ,.()/'’£&<–-]*")
WORD = re.compile(r"[a-z-]+")
PLAIN_TRAPS = {"no", "yes", "on", "off", "true", "false", "null", "y", "n"}

SETTINGS = f"""\
organisation: {ORGANISATION}
area: {AREA}
formats: [docx]
grades: {{"15": {{}}, "16": {{}}, "17": {{}}, "18": {{}}, "20": {{}}, "21": {{}}}}
statements:
  - Every appointment is made on merit, against the criteria in the person profile.
  - >-
    If you are disabled, tell us what would help you to apply for this post or to do it, and we will make
    reasonable adjustments.
  - Everyone who works for {ORGANISATION} shares the responsibility for keeping children & adults at risk safe.
  - This profile describes the main duties of the post. After discussion, other duties of a similar level may be added.
"""

# Each function of the council, and the services in it.
FUNCTIONS: dict[str, tuple[str, ...]] = {
    "Finance": ("Accounting", "Treasury", "Internal Audit", "Procurement", "Revenues & Benefits"),
    "Law & Governance": ("Legal Services", "Democratic Services", "Elections", "Information Rights", "Coroners"),
    "Children’s Services": ("Early Help", "Fostering & Adoption", "Safeguarding", "Youth Justice", "Care Leavers"),
    "Adult Social Care": ("Home Care", "Learning Disability", "Mental Health", "Occupational Therapy", "Commissioning"),
    "Public Health": ("Health Protection", "Drugs & Alcohol", "Sexual Health", "School Nursing", "Healthy Weight"),
    "Highways & Transport": ("Road Maintenance", "Street Lighting", "Bus Services", "Road Safety", "Parking"),
    "Planning": ("Planning Policy", "Development Management", "Building Control", "Conservation", "Land Charges"),
    "Housing": ("Homelessness", "Tenancy Services", "Housing Repairs", "Private Renting", "Housing Development"),
    "Environment": ("Waste & Recycling", "Street Cleaning", "Parks", "Trees & Woodland", "Flood Risk"),
    "Education": ("School Places", "Special Educational Needs", "School Transport", "Early Years", "Adult Learning"),
    "People & Change": ("Recruitment", "Pay & Reward", "Organisational Development", "Health & Safety", "Payroll"),
    "Digital & Data": ("Networks & Devices", "Applications", "Cyber Security", "Data & Insight", "R&D Partnerships"),
    "Property": ("Estates", "Facilities", "Capital Projects", "Energy", "Asset Valuation"),
    "Economy": ("Business Support", "Skills & Employment", "Inward Investment", "Town Centres", "Markets"),
    "Culture": ("Libraries", "Museums & Archives", "Arts & Festivals", "Leisure Centres", "Registrars"),
    "Public Protection": ("Trading Standards", "Food Safety", "Licensing", "Noise & Nuisance", "Private Water"),
}
# The statutory designation that a function's first director holds.
DESIGNATIONS = {
    "Finance": "chief-finance-officer",
    "Law & Governance": "monitoring-officer",
    "Children’s Services": "director-of-childrens-services",
    "Adult Social Care": "director-of-adult-social-services",
    "Public Health": "director-of-public-health",
}

ACCOUNTABILITIES = (
    (
        "Set a four-year plan for {service} that Cabinet can recommend and Full Council can approve, with measures "
        "that scrutiny members can follow each quarter."
    ),
    "Manage a budget of £{money}m for {service} – {number} contracts in all – within the limits set by Full Council.",
    "Keep the average wait for {service} at < {number} days, publish the figures each month & explain every breach.",
    (
        "Challenge forecasts and savings plans for {service} each month, and bring forward corrective action before an "
        "overspend becomes unavoidable."
    ),
    (
        "Advise councillors on the law, the money and the risks in every decision on {service}, in reports that people "
        "who are not specialists can act on."
    ),
    (
        "Secure a workforce for {service} with fewer than {number} vacancies, through pay, training & career paths "
        "that bear comparison with other councils."
    ),
    (
        "Award and manage contracts for {service} in fair competition, opened up to local firms where lawful; no "
        "contract of £{money}m or more without a test of value for money."
    ),
    "Lead the replacement of the {service} case system – £{money}m over {number} months – with no loss of records.",
    "Agree with the NHS, the police & neighbouring councils who does what in {service}, and hold all of them to it.",
    "Publish what {service} costs for each household in {area}, and how that compares with {number} similar councils.",
    (
        "Act on the recommendations of inspectors and auditors on {service} within {number} weeks, and report to the "
        "Audit Committee on those that are late."
    ),
    "Run {service} so that residents without internet access, transport or English can use it as readily as others.",
    "Respond to emergencies that affect {service} at any hour, and restore the service within {number} hours.",
    "Cut the carbon footprint of {service} by {number} per cent against 2019/20, and report progress each year.",
    (
        "Review the fees and charges for {service} each autumn so that income covers cost, with relief for households "
        "on < £{number},000 a year."
    ),
    "Protect the personal data that {service} holds, and tell the Information Commissioner of a breach in 72 hours.",
)
CRITERIA: dict[str, tuple[str, ...]] = {
    "qualifications": (
        "Degree or professional qualification in {function}, or equivalent experience at a senior level",
        "Postgraduate qualification in leadership or public administration, or equivalent",
        "Membership in good standing of a professional body for {service}, with a record of continuing development",
    ),
    "knowledge": (
        "Working knowledge of the law, guidance & inspection standards that govern {service}",
        "Understanding of how councils are funded, and of what drives the cost of {service}",
        "Knowledge of the Procurement Act 2023 and its effect on the management of contracts",
        "Knowledge of what residents of {area} expect of {service}, and of where it falls short",
    ),
    "experience": (
        "Led a service of > {number} people or £{money}m a year through a change that improved its results",
        "Brought a forecast overspend back within budget through action agreed with service managers",
        "Advised councillors or a board against a course they favoured, and kept their confidence",
        "Negotiated an agreement on {function} between organisations whose interests differed",
        "Turned a critical inspection or audit of {service} into a plan that was delivered on time",
    ),
    "skills": (
        "Can set out options, costs and risks in a short report on which people who are not specialists can act",
        "Reads figures on {service} critically and draws from them what must change",
    ),
    "behaviours": (
        "Gives the same honest advice in private as in public, including under pressure",
        "Credits others for what they did, and owns up to what went wrong",
    ),
}
METHODS = {
    "qualifications": ("application", "certificate"),
    "knowledge": ("interview", "test"),
    "experience": ("application", "interview", "reference"),
    "skills": ("test", "presentation"),
    "behaviours": ("interview", "reference"),
}
INTERNAL = ("Leader & Cabinet", "Audit Committee", "Monitoring Officer", "Budget managers", "Scrutiny members",
            "Trade union representatives", "Communications team")  # fmt: skip
EXTERNAL = ("External auditor", "Government departments", "NHS partners", "Police & Crime Commissioner",
            "Directors of other councils", "Residents’ associations", "Contractors & suppliers")  # fmt: skip

Value = str | int | float | bool | date | list["Value"] | dict[str, "Value"]


@dataclass(frozen=True)
class Post:
    """Where a role stands in the council, before anything is written about it."""

    id: str
    title: str
    level: str
    member: bool
    function: str
    services: tuple[str, ...]
    designation: str
    above: str


def posts(count: int) -> list[Post]:
    """The council's first posts, most senior first: a managing director, and a tree of posts below."""
    executives, directors = max(1, count // 30), max(1, count * 3 // 10)
    head = Post("managing-director", "Managing Director", "managing-director", True, "the Council",
                ("Corporate Planning", "Emergency Planning", "Communications"), "head-of-paid-service",
                "Leader of the Council")  # fmt: skip
    second = [_post("executive-director", number, 1, head.id) for number in range(executives)]
    third = [_post("director", number, 1, second[number % executives].id) for number in range(directors)]
    rest = range(max(0, count - 1 - executives - directors))
    fourth = [_post("assistant-director", number, 5, third[number % directors].id) for number in rest]
    return [head, *second, *third, *fourth][:count]


def _post(level: str, number: int, parts: int, above: str) -> Post:
    """The nth post of a level that has one post for each function, or one for each of its parts."""
    area, place = divmod(number, len(FUNCTIONS) * parts)
    function, services = list(FUNCTIONS.items())[place % len(FUNCTIONS)]
    if parts > 1:
        own = services[place // len(FUNCTIONS)]
        services = (own, *(f"{own} {part}" for part in ("Policy", "Operations", "Improvement")))
    about = services[0] if parts > 1 else function
    rank = level.replace("-", " ").title()
    title = f"{rank} – {about}" if level != "director" else f"{rank} of {about}"
    title += f" (Area {area + 1})" if area else ""
    member = level == "executive-director" or (level == "director" and number % 2 == 0)
    holder = DESIGNATIONS.get(function, "") if level == "director" and not area else ""
    return Post(_slug(title), title, level, member, function, services, holder, above)


def _slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.replace("’", "").lower()).strip("-")


def role(post: Post, number: int) -> dict[str, Value]:
    """The whole role file of a post."""
    dice = random.Random(f"{SEED} {post.id}")
    day = FIRST_DAY + timedelta(dice.randrange(700))
    grade = {"managing-director": "21", "executive-director": "20"}.get(post.level) or dice.choice(("16", "17", "18"))
    restricted = "specified" if post.member else "sensitive"
    return {
        "title": post.title, "level": post.level, "cmt": post.member, "version": f"{dice.randint(1, 4)}.{number % 20}",
        "status": "approved", "framework": FRAMEWORK, "effective_from": day + timedelta(60),
        "directorate": f"{post.function} & Partnerships", "post_number": f"T{number:05}", "grade": grade,
        "reports_to": post.above, "location": f"Shire Hall, {AREA} (hybrid)",
        "working_pattern": "Full time (37 hours) or job share", "contract": {"type": "permanent"},
        "politically_restricted": {"status": restricted, "basis": "senior officer who advises the Council"},
        **({"statutory": [post.designation]} if post.designation else {}),
        "dbs": {"level": dice.choice(("none", "basic", "standard", "enhanced"))},
        "service_areas": list(post.services), "purpose": _purpose(post, dice),
        "accountabilities": list(_accountabilities(post, dice)), "dimensions": _dimensions(dice),
        "contacts": {"internal": [*dice.sample(INTERNAL, 4)], "external": [*dice.sample(EXTERNAL, 4)]},
        "person_profile": list(_criteria(post, dice)),
        "job_evaluation": {"status": "evaluated", "reference": f"TBC-JE-{number:04}", "date": day - timedelta(40)},
        "approved_by": "Senior Officer Appointments Committee",
        "approved_on": day, "minute": f"SOAC {number % 90 + 1}/{day:%y}",
        "review_by": day + timedelta(1096),
    }  # fmt: skip


def _purpose(post: Post, dice: random.Random) -> str:
    return _filled(
        "Lead {function} so that people in {area} get services that are safe, lawful & worth what they cost. Advise "
        "councillors on every decision with a material effect on {service}, and develop the {number} teams that "
        "plan, deliver and account for the work.", post, dice)  # fmt: skip


def _accountabilities(post: Post, dice: random.Random) -> Iterator[Value]:
    for number, pattern in enumerate(dice.sample(ACCOUNTABILITIES, dice.randint(6, 8)), 1):
        yield {"id": f"duty-{number}", "text": _filled(pattern, post, dice)}


def _dimensions(dice: random.Random) -> dict[str, Value]:
    return {
        "year": "2026/27",
        "revenue_budget": dice.randrange(1_000_000, 90_000_000, 500_000),
        "capital_budget": dice.randrange(250_000, 9_000_000, 250_000),
        "staff_fte": dice.randrange(20, 1_800) + 0.5,
        "direct_reports": dice.randint(3, 9),
    }


def _criteria(post: Post, dice: random.Random) -> Iterator[Value]:
    """Eight to ten criteria over five categories; the last of a larger category is desirable."""
    counts = {"qualifications": 2, "knowledge": dice.randint(2, 3), "experience": 3, "skills": 1, "behaviours": 1}
    counts["qualifications"] -= dice.randint(0, 1)
    for category, count in counts.items():
        for number, pattern in enumerate(dice.sample(CRITERIA[category], count), 1):
            yield {
                "criterion": f"{_filled(pattern, post, dice)}, as {post.title} needs it",
                "category": category,
                "importance": "desirable" if number == count > 1 else "essential",
                "assessed_by": [*METHODS[category][: dice.randint(1, 3)]],
            }


def _filled(pattern: str, post: Post, dice: random.Random) -> str:
    return pattern.format(service=dice.choice(post.services), function=post.function, area=AREA,
                          number=dice.randint(6, 48), money=f"{dice.randint(11, 399) / 10:.1f}")  # fmt: skip


def as_yaml(values: Mapping[str, Value], indent: int = 0) -> Iterator[str]:
    """Lines of YAML, laid out as a person would: long text folded, quotes only where they are needed."""
    pad = " " * indent
    for key, value in values.items():
        if isinstance(value, dict):
            yield f"{pad}{key}:"
            yield from as_yaml(value, indent + 2)
        elif isinstance(value, list) and all(isinstance(item, str) and WORD.fullmatch(item) for item in value):
            yield f"{pad}{key}: [{', '.join(map(str, value))}]"
        elif isinstance(value, list):
            yield f"{pad}{key}:"
            for item in value:
                yield from _item(item, indent + 2)
        else:
            yield from _scalar(f"{pad}{key}:", value, indent + 2)


def _item(item: Value, indent: int) -> Iterator[str]:
    lines = list(as_yaml(item, indent + 2) if isinstance(item, dict) else _scalar(f"{' ' * indent}-", item, indent + 2))
    yield f"{' ' * indent}- {lines[0].lstrip(' -')}" if isinstance(item, dict) else lines[0]
    yield from lines[1:]


def _scalar(head: str, value: Value, indent: int) -> Iterator[str]:
    if not isinstance(value, str):
        yield f"{head} {json.dumps(value) if isinstance(value, bool) else value}"
    elif len(head) + len(value) > WIDTH:
        yield f"{head} >-"
        yield from textwrap.wrap(value, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * indent,
                                 break_long_words=False, break_on_hyphens=False)  # fmt: skip
    else:
        plain = PLAIN.fullmatch(value) and value.lower() not in PLAIN_TRAPS and not value.endswith(" ")
        yield f"{head} {value if plain else json.dumps(value, ensure_ascii=False)}"


def write_workspace(folder: Path, count: int) -> None:
    """rolegen.yaml and `count` role files; roles that are there from an earlier, larger run are taken out."""
    roles = folder / "roles"
    roles.mkdir(parents=True, exist_ok=True)
    (folder / "rolegen.yaml").write_text(SETTINGS, encoding="utf-8", newline="\n")
    wanted = posts(count)
    for stale in set(roles.glob("*.yaml")) - {roles / f"{post.id}.yaml" for post in wanted}:
        stale.unlink()
    for number, post in enumerate(wanted, 1):
        text = "\n".join([*as_yaml(role(post, number)), ""])
        (roles / f"{post.id}.yaml").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Writes the workspace that the command line asks for."""
    parser = argparse.ArgumentParser(description="Write a workspace of many roles of an imaginary council.")
    parser.add_argument("folder", type=Path, help="the workspace's folder; made if it is not there")
    parser.add_argument("--count", type=int, default=100, help="how many roles (default: 100)")
    asked = parser.parse_args()
    write_workspace(asked.folder, asked.count)
    print(f"{asked.count} roles in {asked.folder}")


if __name__ == "__main__":
    main()
