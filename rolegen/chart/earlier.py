"""The posts of a workspace as they stood at a git revision."""

from __future__ import annotations

from pathlib import Path

from rolegen import versions
from rolegen.chart.posts import Post, posts
from rolegen.problems import Checked, failed
from rolegen.sides import workspace_at
from rolegen.workspace import Workspace


def at_revision(place: Workspace, name: str, scratch: Path) -> Checked[tuple[Post, ...]]:
    """The posts at a branch, a tag or another name of git's, with the framework of that time.

    `scratch` is an empty folder of the caller's. Problems are placed as in `v1:roles/director-finance.yaml`.
    """
    then = workspace_at(place, name, scratch)
    if then.value is None:
        return Checked(None, then.problems)
    found, export = then.value
    made = _read(found)
    return Checked(made.value, (*then.problems, *map(export.told, made.problems)))


def _read(place: Workspace) -> Checked[tuple[Post, ...]]:
    frameworks = versions.load(place)
    if frameworks.value is None:
        return Checked(None, frameworks.problems)
    if not place.role_files():
        return failed("no-roles", "There were no role files at that revision.", hint="Name a later one.")
    found = posts(place, frameworks.value)
    return Checked(found.value, (*frameworks.problems, *found.problems))
