"""What someone changed in a Word file that is no field: approved wording, and text typed beside the fields.

None of it goes into a role file; it is told.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from rolegen import templating
from rolegen.approval.audit import Audited, approved_then, examined
from rolegen.approval.examination import Examination
from rolegen.approval.measure import Measure, Measures
from rolegen.approval.recognition import Passage, passages
from rolegen.diff.words import Piece
from rolegen.document import Document
from rolegen.form.filled import shown_in
from rolegen.form.kinds import KINDS
from rolegen.marks import spoken
from rolegen.problems import Place, Problem
from rolegen.profile import Profile
from rolegen.role import JobEvaluation, Role
from rolegen.telling.approval import as_problems

APPROVED_ON = "approved_on"
STATUS_LINE = "status-line"
MOST = 10  # lines that are told one by one
LONGEST = 80  # characters of each
EVALUATED = JobEvaluation(status="evaluated")
APPROVED = "Approved wording is the framework's: what was typed over it is not taken."
BESIDE = "What is typed outside the fields is not taken into the role file."


def outside(document: Document, known: Measures, profiles: Iterable[Profile], path: Path) -> Iterator[Problem]:
    """What is no field and not as it was built; `profiles` are what the Word file may have been built of."""
    facts, there = document.facts, passages(document)
    measure = known.of(facts, there)
    approved = approved_then(facts, there, measure, known).value if measure else None
    examination = examined(there, approved, measure, known) if measure and approved else None
    told: set[str] = set()
    if examination:
        found = as_problems(Audited(path, facts.get("role", ""), measure, examination))
        yield from (replace(problem, hint=APPROVED) for problem in found)
        told = {_now(one.pieces) for one in examination.findings if not one.wording}
    made = {one.said for page in made_of(document, known, profiles) for one in passages(page)}
    usual = told | _stated(examination) | made
    yield from _strays([one for one in there if not _is_marked(one) and one.said not in usual], path)


def made_of(document: Document, known: Measures, profiles: Iterable[Profile]) -> Iterator[Document]:
    """The pages that a Word file may have been built as: of the profiles as they are now, and as the file says."""
    return _built(known, _then(profiles, known.of(document.facts, passages(document)), document))


def _now(pieces: Iterable[Piece]) -> str:
    return spoken("".join(piece.text for piece in pieces if piece.kind != "removed"))


def _stated(examination: Examination | None) -> set[str]:
    """The words that state an approved wording, altered or not."""
    return {spoken(text) for _, text in examination.stated if text} if examination else set()


def _then(profiles: Iterable[Profile], measure: Measure | None, document: Document) -> Iterator[Profile]:
    """The profiles as they are now; and with the status, version, framework and rows that the Word file has.

    Nobody can tell whether the post had been evaluated then, so its status line may say either.
    """
    facts, there = document.facts, shown_in(document)
    approved = KINDS[APPROVED_ON].read(there.get(APPROVED_ON, ())).value
    for profile in profiles:
        yield profile
        about = measure.framework.about if measure else profile.framework
        was: dict[str, Any] = {
            "status": facts.get("status", profile.role.status),
            "version": facts.get("version") or None,
        }
        was |= {APPROVED_ON: date.fromisoformat(approved)} if approved else {}
        was |= _rows(profile.role, there)
        yield replace(profile, role=profile.role.model_copy(update=was), framework=about)
        if not profile.is_level:
            was |= {"job_evaluation": EVALUATED if profile.awaits_evaluation else None}
            yield replace(profile, role=profile.role.model_copy(update=was), framework=about)


def _rows(role: Role, there: Collection[str]) -> dict[str, Any]:
    """Something to say in the rows that a page has only where there is, and that this one has."""
    size = role.dimensions
    keys = ("income", "delegated_limit")
    sums = {key: 0.0 for key in keys if f"dimensions.{key}" in there and getattr(size, key) is None}
    employers = {"employers": ("–",)} if "employers" in there and not role.employers else {}
    fluency = {"fluency_duty": "english"} if "fluency_duty" in there and not role.fluency_duty else {}
    return {"dimensions": size.model_copy(update=sums), **employers, **fluency}


def _built(known: Measures, profiles: Iterable[Profile]) -> Iterator[Document]:
    for profile in profiles:
        if (page := templating.render(known.workshop.template, profile).value) is not None:
            yield page


def _is_marked(passage: Passage) -> bool:
    """Whether what a passage says is a field or a clause; or is put together from the role, as the status line is."""
    return bool(passage.is_field or passage.marks or getattr(passage.line.block, "style", "") == STATUS_LINE)


def _strays(left: list[Passage], path: Path) -> Iterator[Problem]:
    for one in left[:MOST]:
        under = f" under “{one.line.section[-1]}”" if one.line.section else ""
        yield Problem("outside-fields", f"“{_short(one.text)}”{under} is in no field.", Place(path), BESIDE, "warning")
    if len(left) > MOST:
        message = f"{len(left) - MOST:,} more lines are in no field."
        yield Problem("outside-fields", message, Place(path), BESIDE, "warning")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else f"{flat[:LONGEST].rsplit(' ', 1)[0]} …"
