"""Objectives that an organisation has decided to share: corporate ones and those of a collaboration, never personal."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from rolegen.fields import Day, Id, Model, Text, plain, read_model, wrong
from rolegen.files import current
from rolegen.performance import audience, personal
from rolegen.problems import Checked, has_errors, once_each
from rolegen.source import MAX_PROBLEMS, Source
from rolegen.source import read as read_source
from rolegen.workspace import YAML, Workspace

KEY = "objectives"  # which no other file has
Shareable = Literal["corporate", "collaboration"]


def _shareable(kind: Any) -> Any:
    if isinstance(kind, str) and personal.is_personal(kind):
        raise wrong(personal.RULE, personal.of_kind(kind), personal.SHARED)
    return kind


def _some(items: Any) -> Any:
    if items == []:
        raise wrong("out-of-range", "There are no objectives here.", "Add one, or build without --objectives.")
    return items


class Objective(Model):
    """An objective that may be read by others than the officer and the reviewers."""

    kind: Annotated[Shareable, BeforeValidator(_shareable)]
    """Whose objective it is: corporate, an employer's own; collaboration, one that joint employers share."""
    employer: Text | None = None
    """The organisation whose corporate objective it is. Left out: the workspace's own."""
    text: Text
    """What is to be achieved, in a sentence."""
    measure: Text | None = None
    """How one will know that it was achieved."""
    due: Day | None = None
    """By when, as in 2027-03-31."""
    plan: Text | None = None
    """The plan that it serves, as in Council Plan 2026 to 2030."""
    roles: tuple[Id, ...] = ()
    """The ids of the roles whose objective it is. Left out: of every role with that employer."""

    def is_for(self, role_id: str) -> bool:
        """Whether it is the objective of a role, as far as it names roles."""
        return not self.roles or role_id in self.roles


class Objectives(Model):
    """The file of objectives that an organisation shares."""

    period: Text
    """The period they are for, in quotes, as in "2026/27"."""
    decided_by: Text
    """Who decided to share them, as in Full Council."""
    decided_on: Day
    """The day of that decision, as in 2026-05-20."""
    minute: Text | None = None
    """The number of the minute, in quotes, as in "C 31/26"."""
    objectives: Annotated[tuple[Objective, ...], BeforeValidator(_some)]
    """The objectives, one an item."""


@dataclass(frozen=True, slots=True)
class SharedWith:
    """The shared objectives of one role: each employer's corporate ones, and those of the employers together."""

    corporate: Mapping[str, tuple[Objective, ...]]
    collaboration: tuple[Objective, ...] = ()


@dataclass(frozen=True)
class Shared:
    """Shared objectives, the file that they stand in, and the organisation whose they are where they name none."""

    said: Objectives
    source: Source
    organisation: str

    def of(self, role_id: str, employers: tuple[str, ...]) -> SharedWith:
        """Those of a role, whose employers are all in `corporate`, each with what there is; a level has no id.

        Those of a collaboration are for joint posts alone.
        """
        mine = [one for one in self.said.objectives if one.is_for(role_id)]
        corporate = {
            employer: tuple(one for one in mine if one.kind == "corporate" and self._is_of(one, employer))
            for employer in employers
        }
        together = tuple(one for one in mine if one.kind == "collaboration") if len(employers) > 1 else ()
        return SharedWith(corporate, together)

    def _is_of(self, objective: Objective, employer: str) -> bool:
        return plain(objective.employer or self.organisation) == plain(employer)


def told_apart(names: Iterable[str]) -> tuple[list[Path], list[str]]:
    """Names of files that hold shared objectives, whatever else is wrong with these; and all others."""
    own = [name for name in names if _holds_objectives(Path(name))]
    return [Path(os.path.abspath(name)) for name in own], [name for name in names if name not in own]


def _holds_objectives(path: Path) -> bool:
    if path.suffix.lower() not in YAML or not path.is_file():
        return False
    if KEY.encode() not in (current(path).value or b""):
        return False
    source = read_source(path).value
    return source is not None and isinstance(source.value, dict) and KEY in source.value


def read(path: Path, place: Workspace) -> Checked[Shared]:
    """The objectives in a file, or every problem in it; a personal one among them is refused."""
    source = read_source(place.root / path)
    if source.value is None or source.problems:
        return Checked(None, source.problems)
    said, refused = read_model(Objectives, source.value), personal.refused(source.value)
    told = {problem.place for problem in refused}
    others = (problem for problem in said.problems if problem.place not in told)
    found = once_each((*refused, *others, *audience.check(source.value, place)))[:MAX_PROBLEMS]
    problems = tuple(map(personal.unquoted, found))
    if said.value is None or has_errors(problems):
        return Checked(None, problems)
    return Checked(Shared(said.value, source.value, place.settings.organisation), problems)
