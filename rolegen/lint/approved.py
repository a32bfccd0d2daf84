"""Whose words are approved, so that no program changes them: settled roles, and frameworks that somebody relies on.

So are those of roles kept as they were evaluated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rolegen.framework import Framework
from rolegen.lint.finding import Finding
from rolegen.problems import Place, Problem, listed
from rolegen.role import read_role
from rolegen.source import read
from rolegen.workspace import Workspace, bundled, is_of_copies

MOST_NAMED = 3  # roles
STANDING = frozenset({"status", "framework"})
NEW_VERSION = "Begin a new version for better words: rolegen init --framework-version NEW."


def without_approved(
    findings: Iterable[Finding], framework: Framework, place: Workspace
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """The findings with a certain mend that may be mended, and a note for each reason why others may not."""
    certain = [one for one in findings if one.hit and one.hit.mend is not None and one.problem.place]
    paths = dict.fromkeys(one.problem.place.path for one in certain if one.problem.place)
    shared = {path for path in paths if path in (framework.descriptors.path, framework.source.path)}
    why = _why_kept(framework, place) if shared else ""
    kept = {*(shared if why else ()), *_settled(path for path in paths if path not in shared | {_settings(place)})}
    told = [one for one in certain if one.problem.place and one.problem.place.path in kept]
    open_to = tuple(one for one in certain if one.problem.place and one.problem.place.path not in kept)
    return open_to, tuple(_notes(told, shared, why))


def _settings(place: Workspace) -> Path | None:
    return place.source.path if place.source else None


def _settled(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        file = read_role(path).value
        if file is None or file.role.settled or is_of_copies(path):
            yield path


def _why_kept(framework: Framework, place: Workspace) -> str:
    """Why nobody but its owner changes a framework's words; nothing where anyone may."""
    about = framework.about
    if framework.folder == bundled("data") and framework.folder != place.root / place.settings.data:
        return "The framework that comes with rolegen is not yours to change."
    if about.adoption:
        return f"This framework is adopted: {about.standing}."
    on_it = [path.stem for path in place.role_files() if _stands_on(path, about.version)]
    if not on_it:
        return ""
    names = on_it if len(on_it) <= MOST_NAMED else [*on_it[: MOST_NAMED - 1], f"{len(on_it) - MOST_NAMED + 1} more"]
    return f"{listed(names)} {'is' if len(on_it) == 1 else 'are'} approved on these words."


def _stands_on(path: Path, version: str) -> bool:
    source = read(path, until=STANDING).value
    values = source.value if source and isinstance(source.value, dict) else {}
    return values.get("status") == "approved" and values.get("framework") == version


def _notes(told: list[Finding], shared: set[Path], why: str) -> Iterator[Problem]:
    """What is left as it is: once for the framework, once for all roles."""
    of_framework = [place for one in told if (place := one.problem.place) and place.path in shared]
    of_roles = [place for one in told if (place := one.problem.place) and place.path not in shared]
    if of_framework:
        yield _note(f"{_left(of_framework)} here. {why}", of_framework[0], NEW_VERSION)
    if of_roles:
        names = [*dict.fromkeys(place.path.stem for place in of_roles)]
        what = "kept as evaluated" if any(is_of_copies(place.path) for place in of_roles) else "approved"
        message = f"{_left(of_roles)} in words that were {what}: those of {listed(names, MOST_NAMED)}."
        yield _note(message, of_roles[0], "Mend them in the role's next version, which is approved anew.")


def _left(places: list[Place]) -> str:
    return "1 certain mend is not made" if len(places) == 1 else f"{len(places):,} certain mends are not made"


def _note(message: str, place: Place, hint: str) -> Problem:
    return Problem("not-mended", message, Place(place.path), hint, "note")
