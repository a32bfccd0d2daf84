"""The posts of a workspace as they stood at a git revision."""

from __future__ import annotations

from pathlib import Path

from rolegen import git, revision, versions, workspace
from rolegen.chart.posts import Post, posts
from rolegen.problems import Checked, Problem, failed
from rolegen.sides import Export
from rolegen.workspace import Workspace


def at_revision(place: Workspace, name: str, scratch: Path) -> Checked[tuple[Post, ...]]:
    """The posts at a branch, a tag or another name of git's, with the framework of that time.

    `scratch` is an empty folder of the caller's. Problems are placed as in `v1:roles/director-finance.yaml`.
    """
    repository = git.repository(place.root)
    if repository.value is None:
        return Checked(None, repository.problems)
    moment = git.commit(repository.value, name)
    if moment.value is None:
        return Checked(None, moment.problems)
    folder = revision.around(moment.value, place.root)
    if folder.value is None:
        return Checked(None, tuple(map(_of_chart, folder.problems)))
    laid_out = revision.lay_out(moment.value, folder.value, scratch)
    if laid_out.value is None:
        return Checked(None, laid_out.problems)
    then = _read(laid_out.value)
    export = Export(name, scratch, place.root)
    return Checked(then.value, tuple(map(export.told, then.problems)))


def _read(folder: Path) -> Checked[tuple[Post, ...]]:
    place = workspace.find(folder)
    if place.value is None:
        return Checked(None, place.problems)
    frameworks = versions.load(place.value)
    if frameworks.value is None:
        return Checked(None, (*place.problems, *frameworks.problems))
    if not place.value.role_files():
        return failed("no-roles", "There were no role files at that revision.", hint="Name a later one.")
    found = posts(place.value, frameworks.value)
    return Checked(found.value, (*place.problems, *frameworks.problems, *found.problems))


def _of_chart(problem: Problem) -> Problem:
    """The problem without the advice to name a file of that time, which a chart cannot take."""
    return Problem(problem.rule, problem.message, problem.place, "Name a later revision.")
