"""A role → the files of its pack, in memory and in the order of their names; nothing is written here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rolegen import tracked
from rolegen.evaluation.pack import manifest
from rolegen.evaluation.pack.charts import charts
from rolegen.evaluation.pack.comparators import comparators
from rolegen.evaluation.pack.dimensions import sizes
from rolegen.evaluation.pack.level import beside
from rolegen.evaluation.pack.papers import FOLDER, form, paper
from rolegen.evaluation.pack.request import request
from rolegen.evaluation.pack.services import services
from rolegen.evaluation.pack.submission import Submission, submission
from rolegen.evaluation.pack.triggers import trigger_report
from rolegen.problems import Checked, Problem
from rolegen.tracked import Both
from rolegen.workspace import Workspace

AUTHOR = "rolegen"
REQUEST, PROFILE, CHANGES = "1-request.docx", "2-proposed-profile.docx", "3-tracked-changes.docx"
CHARTS, NOW, PROPOSED = "4-charts.docx", "4-chart-now", "4-chart-proposed"
DIMENSIONS, TRIGGERS, LEVEL, COMPARATORS = (
    "5-dimensions.docx",
    "6-trigger-report.docx",
    "7-level.docx",
    "8-comparators.docx",
)
TEMPLATES = tuple(
    f"{FOLDER}/{name}" for name in ("request", "charts", "dimensions", "triggers", "level", "comparators")
)
WHAT = {
    REQUEST: "This request",
    PROFILE: "The proposed profile",
    CHANGES: "The profile with tracked changes: accepted, the proposed one; rejected, the evaluated one",
    CHARTS: "Organisation charts as pictures and as tables; each picture is a file of its own too",
    f"{NOW}.svg": "The chart as evaluated, as a drawing",
    f"{NOW}.png": "The chart as evaluated, as a picture",
    f"{PROPOSED}.svg": "The proposed chart, as a drawing",
    f"{PROPOSED}.png": "The proposed chart, as a picture",
    DIMENSIONS: "Budgets, staff and services before and after, with the differences",
    TRIGGERS: "Which rules on re-evaluation the changes touch, and why",
    LEVEL: "The level’s descriptor beside the purpose of the post",
    COMPARATORS: "Other posts of the same level and grade",
    manifest.NAME: "What the pack was made of, with the digest of each file",
}

ENCLOSED = (PROFILE, CHANGES, CHARTS, DIMENSIONS, TRIGGERS, LEVEL, COMPARATORS, manifest.NAME)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file of the pack, for the list in the request; pictures of charts stand in that paper."""

    name: str
    what: str


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a pack by name, the manifest last; `why_no_redline` where one is not among them."""

    role: str
    files: Mapping[str, bytes]
    why_no_redline: str


def pack(place: Workspace, path: Path, as_at: date | None) -> Checked[Pack]:
    """The pack of the role in a file, or everything that is in the way of it."""
    found = submission(place, path, as_at)
    if found.value is None:
        return Checked(None, found.problems)
    own = found.value
    read = manifest.inputs(own, TEMPLATES)
    made = _files(own)
    problems = (*found.problems, *read.problems, *made.problems)
    if made.value is None or read.value is None:
        return Checked(None, problems)
    told = manifest.manifest(own, made.value, WHAT, read.value)
    return Checked(Pack(own.file.id, {**made.value, manifest.NAME: told}, own.why_no_redline), problems)


def _files(own: Submission) -> Checked[Mapping[str, bytes]]:
    """Every file but the manifest."""
    made: dict[str, Checked[bytes]] = {PROFILE: Checked(own.proposed.word), **_charts(own), **papers(own)}
    if changes := tracked_changes(own):
        made[CHANGES] = changes
    enclosed = [Enclosed(name, WHAT[name]) for name in ENCLOSED if name in (*made, manifest.NAME)]
    about = {"request": request(own), "report": trigger_report(own), "enclosed": enclosed}
    made[REQUEST] = form(own, "request", about)
    problems: tuple[Problem, ...] = tuple(dict.fromkeys(problem for one in made.values() for problem in one.problems))
    whole = {name: made[name].value for name in WHAT if name in made}
    files = {name: data for name, data in whole.items() if data is not None}
    return Checked(files if len(files) == len(made) else None, problems)


def _charts(own: Submission) -> Mapping[str, Checked[bytes]]:
    """The paper with the charts, and each as a file of its own."""
    found = charts(own, NOW, PROPOSED)
    if found.value is None:
        return {CHARTS: Checked(None, found.problems)}
    about = {"charts": found.value.shown, "changes": found.value.differences, "lead": found.value.lead}
    made = paper(own, "charts", about, found.value.pictures)
    files = {name: Checked(data) for name, data in found.value.files.items()}
    return {CHARTS: Checked(made.value, (*found.problems, *made.problems)), **files}


def tracked_changes(own: Submission) -> Checked[bytes] | None:
    """The evaluated profile becoming the proposed one; None where there is no evaluated one."""
    if own.before is None:
        return None
    return tracked.drawn(Both(own.before.document, own.proposed.page.document, own.place), AUTHOR, "")


def papers(own: Submission) -> Mapping[str, Checked[bytes]]:
    """What is for evaluators to read."""
    return {
        DIMENSIONS: _dimensions(own),
        TRIGGERS: paper(own, "triggers", {"report": trigger_report(own)}),
        LEVEL: _level(own),
        COMPARATORS: _comparators(own),
    }


def _dimensions(own: Submission) -> Checked[bytes]:
    before, after = own.before.profile.role if own.before else None, own.file.role
    about = {
        "sizes": sizes(before.dimensions if before else None, after.dimensions),
        "services": services(before.service_areas if before else (), after.service_areas, own.told.moved),
        "why": own.why_no_redline,
    }
    return paper(own, "dimensions", about)


def _level(own: Submission) -> Checked[bytes]:
    profile = own.proposed.page.profile
    superior = own.proposed.page.framework.title(profile.level.reports_to)
    shown = beside(profile, superior, own.before.profile if own.before else None)
    return paper(own, "level", {"beside": shown})


def _comparators(own: Submission) -> Checked[bytes]:
    page = own.proposed.page
    found = comparators(own.shop, own.file, page.framework)
    return paper(own, "comparators", {"beside": found, "level": page.profile.level.title})
