"""Roles as job evaluation weighs them, from real YAML, and what the rules make of two of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import workspace
from rolegen.evaluation.finding import Case, Finding, Outcome, Weighed
from rolegen.evaluation.job import Job, Superior
from rolegen.evaluation.keeping import Kept, kept
from rolegen.evaluation.meant import Asked
from rolegen.evaluation.standing import standing
from rolegen.evaluation.trigger import Triggers, triggers
from rolegen.evaluation.weighing import weigh
from rolegen.problems import Checked
from rolegen.role import Role, parse_role
from rolegen.workspace import Workspace
from tests.samples import as_yaml, needed, write

DUTIES = (
    "Keep every swing bridge and footbridge of the county open and safe for those who cross it.",
    "Bring canal users, farmers and anglers to one agreement about water levels each spring.",
    "Plan repairs for ten years ahead and publish which of them money allows.",
    "Answer for diving, scaffolding and lifting contracts from tender until final payment.",
    "Train apprentices so that half of all masons come from local schools.",
)
EVALUATION: Mapping[str, Any] = {"status": "evaluated", "reference": "JE-7", "date": "2024-02-01", "grade": "18"}
ROLE: Mapping[str, Any] = {
    "title": "Director of Bridges",
    "level": "director",
    "cmt": "false",
    "post_number": "B0451",
    "grade": "18",
    "contract": {"type": "permanent"},
    "politically_restricted": {"status": "specified", "basis": "deputy chief officer"},
    "statutory": ["scrutiny-officer"],
    "service_areas": ["Swing bridges", "Footbridges", "Locks", "Towpaths"],
    "purpose": "Keep every bridge standing, every lock working and every towpath open to those who need them.",
    "accountabilities": [{"id": f"duty-{number}", "text": text} for number, text in enumerate(DUTIES)],
    "dimensions": {
        "year": "2023/24",
        "revenue_budget": "6000000",
        "capital_budget": "3000000",
        "income": "1000000",
        "staff_fte": "400",
        "direct_reports": "5",
        "delegated_limit": "250000",
    },
    "contacts": {"internal": ["The harbour team"], "external": ["Canal users"]},
    "person_profile": [
        {"criterion": "Degree in civil engineering", "category": "qualifications", "importance": "essential"},
        {"criterion": "Diploma in diving", "category": "qualifications", "importance": "desirable"},
        {"criterion": "Has crossed a bridge by night", "category": "experience", "importance": "essential"},
    ],
    "job_evaluation": EVALUATION,
}
ABOVE = Superior("Executive Director of Works", "ed-works", "executive-director", "Executive Director", "B0001")
DAY = date(2025, 6, 1)


def role(changes: Mapping[str, Any] | None = None, base: Mapping[str, Any] = ROLE) -> Role:
    """The role with some of its keys changed; a key whose value is None is left out."""
    values = {key: value for key, value in {**base, **(changes or {})}.items() if value is not None}
    return read(as_yaml(values))


def read(text: str) -> Role:
    """The role that a file's text states."""
    return needed(parse_role(text.encode(), Path("director-bridges.yaml"))).role


def job(said: Role, superior: Superior | None = ABOVE, title: str = "Director", variant: str = "non-cmt") -> Job:
    """A role with what only the framework and other roles say of it."""
    return Job("director-bridges", said, title, variant, "2022", superior)


def changed(changes: Mapping[str, Any], base: Mapping[str, Any] = ROLE, **of_the_job: Any) -> Job:
    """The role with some of its keys changed."""
    return job(role(changes, base), **of_the_job)


def dimensions(**sizes: str | None) -> dict[str, Any]:
    """The role's sizes with some of them changed."""
    return {"dimensions": {key: size for key, size in {**ROLE["dimensions"], **sizes}.items() if size is not None}}


@cache
def default() -> Triggers:
    """The rules as rolegen comes with them."""
    return needed(triggers(needed(workspace.find(Path("/")))))


def of_settings(folder: Path, settings: str) -> Checked[Triggers]:
    """The rules as a rolegen.yaml has them."""
    write(folder, {"rolegen.yaml": settings})
    return triggers(needed(workspace.find(folder)))


def compared(
    after: Job, before: Job | None = None, rules: Triggers | None = None, as_at: date | None = None
) -> Weighed:
    """A role beside its evaluated copy: the role above, where no other is named."""
    then = before or job(role())
    return weigh(Case(after, then, then.role.job_evaluation, as_at=as_at), rules or default())


def told(weighed: Weighed, rule: str) -> tuple[Finding, ...]:
    """What one rule found."""
    return tuple(finding for finding in weighed.findings if finding.rule == rule)


def keep(place: Workspace, path: Path, asked: Asked) -> Checked[Kept]:
    """What keeps a role as it was evaluated, none of it written yet."""
    with TemporaryDirectory() as scratch:
        around = standing(place, asked.revision, Path(scratch))
        return kept(around.value, path, asked, alone=True) if around.value else Checked(None, around.problems)


def outcome(weighed: Weighed, rule: str) -> Outcome:
    """What one rule comes to."""
    return Weighed(weighed.case, told(weighed, rule)).outcome


def rules_told(weighed: Weighed) -> dict[str, Outcome]:
    """Each rule that found something, with what it comes to."""
    return {finding.rule: outcome(weighed, finding.rule) for finding in weighed.findings}
