"""Checks everything without writing anything: framework, roles, templates and house style, in one pass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen.build import Options, Workshop, all_levels, prepare, profile_of
from rolegen.problems import Problem, Severity, once_each
from rolegen.register import Designations, check_term, same_names
from rolegen.role import read_role
from rolegen.templating import render
from rolegen.versions import on_older
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
        found = [problem for path in paths for problem in read_role(path).problems]
        return Findings(once_each((*prepared.problems, *found)), len(paths), 0, 0)
    problems = (*prepared.problems, *_levels(workshop), *_roles(workshop, paths))
    known = workshop.frameworks.current
    return Findings(once_each(problems), len(paths), len(known.levels), sum(1 for _ in known.clauses()))


def _levels(workshop: Workshop) -> Iterator[Problem]:
    profiles = all_levels(workshop)
    yield from profiles.problems
    for profile in profiles.value or ():
        yield from render(workshop.template, profile).problems


def _roles(workshop: Workshop, paths: tuple[Path, ...]) -> Iterator[Problem]:
    yield from same_names((workshop.workspace.output / path.stem, path) for path in paths)
    designations = Designations()
    for path in paths:
        read = read_role(path)
        profile = profile_of(workshop, read)
        yield from profile.problems
        if read.value:
            yield from designations.check(read.value)
            yield from on_older(workshop.frameworks, read.value)
            if known := workshop.frameworks.of(read.value).value:
                yield from check_term(read.value, known)
        if profile.value:
            yield from render(workshop.template, profile.value).problems
