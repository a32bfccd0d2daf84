"""A workspace with a post that was evaluated and has changed since, and the pack made of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import workspace
from rolegen.evaluation.keeping import write as put
from rolegen.evaluation.meant import Asked
from rolegen.evaluation.pack.making import Pack, pack
from rolegen.evaluation.pack.submission import Submission, submission
from rolegen.workspace import Workspace
from tests.evaluated import ROLE, keep
from tests.samples import as_yaml, needed, write

NAME = "bridges"
BEFORE: Mapping[str, Any] = {**ROLE, "status": "draft", "version": "1.0", "reports_to": "works"}
AFTER: Mapping[str, Any] = {
    **BEFORE,
    "version": "2.0",
    "service_areas": ["Swing bridges", "Footbridges", "Locks", "Ferries & fords"],
    "purpose": "Keep every bridge standing, and bring back the ferries.",
    "dimensions": {**ROLE["dimensions"], "year": "2026/27", "revenue_budget": "9000000", "staff_fte": "412.5"},
    "job_evaluation": {**ROLE["job_evaluation"], "scheme": "Hay", "evaluator": "Evaluators of Eastmoor"},
}
OTHERS: Mapping[str, Mapping[str, Any]] = {
    "works": {"title": "Executive Director of Works", "level": "executive-director", "grade": "20"},
    "harbours": {
        **ROLE,
        "title": "Director of Harbours",
        "post_number": "B0452",
        "reports_to": "works",
        "service_areas": ["Harbours"],
    },
    "canals": {
        "title": "Director of Canals",
        "level": "director",
        "cmt": "false",
        "grade": "17",
        "reports_to": "works",
    },
    "ghosts": {"title": "Director of Ghosts", "level": "director", "cmt": "false", "grade": "18", "status": "deleted"},
    "locks": {"title": "Assistant Director of Locks", "level": "assistant-director", "reports_to": NAME},
}
ODD, PURPOSE = "R&D <b>“Lead”</b> {{ organisation }}", "a < b\n\n{% if %} & so on"
WORDS = [
    "1-request.docx",
    "2-proposed-profile.docx",
    "3-tracked-changes.docx",
    "4-charts.docx",
    "5-dimensions.docx",
    "6-trigger-report.docx",
    "7-level.docx",
    "8-comparators.docx",
]
PAPERS = [name for name in WORDS if name[0] not in "23"]  # those that templates of their own make


def council(folder: Path, *, evaluated: bool = True, after: Mapping[str, Any] = AFTER) -> Workspace:
    """A workspace whose post was evaluated, where it was, and stands now as `after` says."""
    roles = {**OTHERS, NAME: BEFORE}
    write(folder, {"rolegen.yaml": "organisation: Fenmoor County Council\n"})
    write(folder, {f"roles/{name}.yaml": as_yaml(values) for name, values in roles.items()})
    if evaluated:
        asked = Asked("JE-7", date(2024, 2, 1), "Hay", "18", "Evaluators of Eastmoor")
        assert put(needed(keep(needed(workspace.find(folder)), role(folder), asked))) == ()
    role(folder).write_text(as_yaml(after), encoding="utf-8")
    return needed(workspace.find(folder))


def role(folder: Path) -> Path:
    """The file of the post."""
    return folder / "roles" / f"{NAME}.yaml"


def made(folder: Path, *, evaluated: bool = True, after: Mapping[str, Any] = AFTER) -> Pack:
    """The pack of the post in such a workspace."""
    return needed(pack(council(folder, evaluated=evaluated, after=after), role(folder), None))


def submitted(folder: Path, *, evaluated: bool = True, after: Mapping[str, Any] = AFTER) -> Submission:
    """What that pack is made of, which takes a tenth of the time."""
    return needed(submission(council(folder, evaluated=evaluated, after=after), role(folder), None))


@cache
def packed() -> Mapping[str, bytes]:
    """The files of the pack of a post that changed since it was evaluated."""
    with TemporaryDirectory() as folder:
        return made(Path(folder)).files


@cache
def first() -> Mapping[str, bytes]:
    """The files of the pack of a post that was never evaluated, has no grade, and words in it like markup."""
    left_out = ("job_evaluation", "grade")
    new = {key: value for key, value in AFTER.items() if key not in left_out}
    with TemporaryDirectory() as folder:
        return made(Path(folder), evaluated=False, after={**new, "title": ODD, "purpose": PURPOSE}).files
