"""Roles beside the copies that are kept of them as they were evaluated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from rolegen.build import Workshop
from rolegen.evaluation import moves
from rolegen.evaluation.copies import Copy, copies_of, last_copy, names, succession
from rolegen.evaluation.finding import Case
from rolegen.evaluation.job import Job, job_of
from rolegen.evaluation.moves import Held
from rolegen.files import EVALUATIONS
from rolegen.problems import Checked, Place, Problem, has_errors
from rolegen.role import RoleFile, read_role
from rolegen.workspace import Workspace


def case_of(shop: Workshop, file: RoleFile, as_at: date | None) -> Checked[Case]:
    """A role beside its evaluated copy, or every problem in the way of comparing the two."""
    job, copy = job_of(shop, file), last_copy(shop.workspace, file)
    problems = (*job.problems, *copy.problems)
    if job.value is None or has_errors(problems):
        return Checked(None, problems)
    if copy.value is None:
        return Checked(Case(job.value, as_at=as_at), problems)
    before = _as_called_now(shop, copy.value.job, job.value)
    replaced = before.id if before.id != job.value.id else ""
    return Checked(Case(job.value, before, copy.value.evaluation, replaced, as_at), problems)


def _as_called_now(shop: Workshop, then: Job, now: Job) -> Job:
    """The job as evaluated, its superior under today's id where another role took that one's place."""
    old, new, paths = then.superior, now.superior, shop.register.paths
    if old is None or new is None or old.role in ("", new.role) or new.role not in paths:
        return then
    above = read_role(paths[new.role]).value
    if above is None or old.role not in succession(above, paths):
        return then
    return replace(then, superior=replace(old, role=new.role))


def held(case: Case) -> Held:
    """The services of a role that is weighed."""
    return moves.held(case.after.id, case.after.role, case.before)


def held_by_others(shop: Workshop, known: Iterable[Held]) -> tuple[tuple[Held, ...], tuple[Problem, ...]]:
    """The services of all posts but those known, those that are gone too; and a warning of each that cannot be read."""
    seen = {one.id for one in known}
    others = [_held_in(shop, path) for name, path in shop.register.paths.items() if name not in seen]
    here = [*known, *(one.value for one in others if one.value)]
    told = {*shop.register.paths, *(one.copied for one in here)}
    others += [_gone(shop.workspace, name) for name in names(shop.workspace) if name not in told]
    found = tuple(one.value for one in others if one.value)
    return found, tuple(problem for one in others for problem in one.problems)


def _held_in(shop: Workshop, path: Path) -> Checked[Held]:
    read = read_role(path)
    copy: Checked[Copy] = last_copy(shop.workspace, read.value) if read.value else Checked(None)
    if read.value is None or has_errors((*read.problems, *copy.problems)):
        hint = f"To see what is wrong: rolegen evaluation {path.stem}."
        return Checked(None, (_unread(path.stem, path, hint),))
    return Checked(moves.held(read.value.id, read.value.role, copy.value.job if copy.value else None))


def _gone(place: Workspace, name: str) -> Checked[Held]:
    """The services of a role whose file is gone, as its last copy has them."""
    kept = copies_of(place, name)
    if kept.problems:
        return Checked(None, (_unread(name, place.root / EVALUATIONS / name, "To see what is wrong: rolegen check."),))
    return Checked(moves.gone(kept.value[-1].job) if kept.value else None)


def _unread(name: str, path: Path, hint: str) -> Problem:
    message = f"“{name}” cannot be read, so rolegen cannot tell whether a service moved to it or from it."
    return Problem("unread-role", message, Place(path), hint, "warning")
