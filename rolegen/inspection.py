"""Checks everything without writing anything: framework, roles, templates and house style, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen.build import Options, Workshop, older_approvals, outputs, prepare, role_profile
from rolegen.framework import versions_of
from rolegen.problems import Problem, Severity, once_each
from rolegen.profile import of_level
from rolegen.register import Register, check_designations, same_names
from rolegen.workspace import Workspace


@dataclass(frozen=True)
class Findings:
    """What a check found, and how much it looked at."""

    problems: tuple[Problem, ...]
    roles: int
    levels: int
    clauses: int

    def count(self, severity: Severity) -> int:
        """How many of the problems are so severe."""
        return sum(problem.severity == severity for problem in self.problems)


def inspect(place: Workspace, paths: tuple[Path, ...], options: Options) -> Findings:
    """Everything wrong in a workspace, each problem once."""
    prepared = prepare(place, options)
    workshop = prepared.value
    if workshop is None:
        register = Register(place.role_files())
        found = [problem for path in paths for problem in register.role(path).problems]
        return Findings(once_each((*prepared.problems, *found)), len(paths), 0, 0)
    problems = (*prepared.problems, *_levels(workshop), *_roles(workshop, paths), *older_approvals(workshop, paths))
    known = workshop.frameworks.current
    return Findings(once_each(problems), len(paths), len(known.levels), sum(1 for _ in known.clauses()))


def _levels(workshop: Workshop) -> Iterator[Problem]:
    known, settings = workshop.frameworks.current, workshop.workspace.settings
    for level in known.levels:
        for variant in versions_of(level):
            yield from outputs(workshop, of_level(known, level, variant, settings), Path()).problems


def _roles(workshop: Workshop, paths: tuple[Path, ...]) -> Iterator[Problem]:
    yield from same_names((workshop.workspace.output / path.stem, path) for path in paths)
    yield from check_designations(file for path in paths if (file := workshop.register.role(path).value))
    for path in paths:
        profile = role_profile(workshop, path)
        yield from profile.problems
        if profile.value:
            yield from outputs(workshop, profile.value, Path()).problems
