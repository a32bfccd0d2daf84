"""The request form: what rolegen knows of the post and of what changed; the answers are people's, and left blank."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.evaluation.pack.submission import Submission
from rolegen.fields import shown
from rolegen.role import Role
from rolegen.templating import STATUS
from rolegen.workspace import TEAM

NOT_STATED = "Not stated"


@dataclass(frozen=True, slots=True)
class Fact:
    """A key fact, in words."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Request:
    """What rolegen fills in of the form, beside what the rules found."""

    facts: tuple[Fact, ...]
    evaluation: tuple[Fact, ...]
    why_no_redline: str


def request(own: Submission) -> Request:
    """The form's facts for a post."""
    return Request(_facts(own), _evaluation(own), own.why_no_redline)


def _facts(own: Submission) -> tuple[Fact, ...]:
    profile, role = own.proposed.page.profile, own.file.role
    label = profile.settings.label
    stated = {
        "Job title": role.title,
        label("Post number"): role.post_number,
        label("Directorate"): role.directorate,
        "Level": profile.level.title,
        **({label(TEAM): profile.membership} if profile.membership else {}),
        label("Grade"): role.grade,
        label("Reports to"): profile.reports_to,
        **({"Employers": ", ".join(role.employers)} if role.employers else {}),
        label("Contract"): shown(role.contract),
        "Effective from": shown(role.effective_from),
        "Profile": _profile(role),
        "Framework": f"{profile.framework.name}, version {profile.framework.version}",
    }
    return tuple(Fact(name, value or NOT_STATED) for name, value in stated.items())


def _profile(role: Role) -> str:
    return f"{f'Version {role.version}' if role.version else 'No version yet'}, {STATUS[role.status].lower()}"


def _evaluation(own: Submission) -> tuple[Fact, ...]:
    """The last evaluation: as the copy that is kept has it, else as the role file says."""
    now = own.file.role.job_evaluation
    done = own.copy.evaluation if own.copy else now
    if done is None:
        return (Fact("Status", "Not evaluated"),)
    stated = {
        "Status": (now or done).status.replace("-", " ").capitalize(),
        "Reference": done.reference,
        "Date": shown(done.date),
        "Scheme": done.scheme,
        "Grade": done.grade,
        "Evaluated by": done.evaluator,
        "Evaluated as": _name_then(own),
        "Framework": f"Version {own.copy.job.framework}" if own.copy else "",
    }
    return tuple(Fact(name, value) for name, value in stated.items() if value)


def _name_then(own: Submission) -> str:
    """What the post was called when it was evaluated, where that was something else."""
    then = own.copy.file.role.title if own.copy else ""
    return then if then != own.file.role.title else ""
