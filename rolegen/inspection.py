"""Checks everything without writing anything: framework, roles, templates and house style, in one pass."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen import files
from rolegen.build import Options, Workshop, all_levels, prepare, profile_of
from rolegen.document import Document
from rolegen.drift import drift
from rolegen.editors import outdated
from rolegen.evaluation import copies
from rolegen.kind import clash
from rolegen.lint import baseline
from rolegen.lint.rule import rules
from rolegen.lint.told import Told
from rolegen.performance import guarding
from rolegen.problems import Checked, Problem, Severity, once_each
from rolegen.profile import Profile
from rolegen.register import Standing, check_term, same_names
from rolegen.reworded import reworded
from rolegen.role import read_role
from rolegen.templating import render
from rolegen.versions import on_older, with_successor
from rolegen.workspace import Workspace, output_name


@dataclass(frozen=True)
class Findings:
    """What a check found, and how much it looked at; `told` knows what the rules found, None where nothing was read."""

    problems: tuple[Problem, ...]
    roles: int
    levels: int
    clauses: int
    told: Told | None = None
    vacancies: int = 0

    def count(self, severity: Severity) -> int:
        """How many of the problems are so severe."""
        return sum(problem.severity == severity for problem in self.problems)


def inspect(
    place: Workspace, paths: tuple[Path, ...], options: Options, *, anew: bool = False, vacancies: bool = False
) -> Findings:
    """Everything wrong in a workspace, each problem once; `anew` also what its baseline knows; vacancies if wanted."""
    prepared = prepare(place, options)
    workshop = prepared.value
    whole = set(paths) >= set(place.role_files())
    vacant = _vacancies(place, workshop) if vacancies else Checked(0)
    exposed = (*guarding.unfit(place), *guarding.tracked(place)) if whole else ()
    if workshop is None:
        found = [problem for path in paths for problem in read_role(path).problems]
        every = once_each((*prepared.problems, *found, *vacant.problems, *exposed))
        return Findings(every, len(paths), 0, 0, vacancies=vacant.value or 0)
    known = workshop.frameworks.current
    slips, ruled = drift(known, place.settings), rules(place)
    before = Checked(baseline.Baseline(place.root)) if anew else baseline.read(place.root)
    told = Told(ruled.value or {}, known, workshop.register.paths, before.value or baseline.Baseline(place.root))
    kept = copies.faults(place, None if whole else {path.stem for path in paths})
    schemas = outdated(place.root) if place.is_there else ()
    problems = [
        *schemas,
        *kept,
        *vacant.problems,
        *exposed,
        *ruled.problems,
        *before.problems,
        *told.shared(place.source),
    ]
    problems += told.elsewhere((*prepared.problems, *slips, *_levels(workshop)))
    problems += told.elsewhere(_roles(workshop, paths, told))
    problems += told.across()
    if not options.framework:  # else other words are looked at than those that the remarks and the baseline are about
        problems += told.unneeded(whole=whole)
    clauses = sum(1 for _ in known.clauses())
    return Findings(once_each(problems), len(paths), len(known.levels), clauses, told, vacant.value or 0)


def _vacancies(place: Workspace, workshop: Workshop | None) -> Checked[int]:
    """How many vacancies a workspace has, and what is wrong with them."""
    if not (place.is_there and os.path.isdir(place.vacancies)):
        return Checked(0)
    from rolegen.recruitment import vacancies

    return Checked(len(vacancies.vacancy_files(place)), tuple(vacancies.faults(place, workshop)))


def _levels(workshop: Workshop) -> Iterator[Problem]:
    profiles = all_levels(workshop)
    yield from profiles.problems
    for profile in profiles.value or ():
        yield from render(workshop.template, profile).problems


def _roles(workshop: Workshop, paths: tuple[Path, ...], told: Told) -> Iterator[Problem]:
    yield from same_names((workshop.workspace.output / path.stem, path) for path in paths)
    standing, older = Standing(workshop.register.paths), dict[str, tuple[Problem, ...]]()
    for path in paths:
        yield from clash(workshop.workspace, workshop.register.paths, path.stem, workshop.template.name)
        read = read_role(path)
        if read.value:
            told.begin(read.value)
        profile = profile_of(workshop, read)
        yield from profile.problems
        if read.value:
            yield from standing.check(read.value)
            yield from told.role(read.value)
            older[read.value.id] = on_older(workshop.frameworks, read.value)
            if known := workshop.frameworks.of(read.value).value:
                yield from check_term(read.value, known)
        if profile.value:
            document = render(workshop.template, profile.value)
            yield from document.problems
            if document.value:
                yield from _reworded(workshop, profile.value, document.value)
    if not workshop.options.framework:  # else no draft builds with the one that is asked for
        for name, notes in older.items():
            yield from (with_successor(note, standing.successor(name)) for note in notes)


def _reworded(workshop: Workshop, profile: Profile, document: Document) -> tuple[Problem, ...]:
    """Told where the Word file of an approved role stands in words that its version of the framework had before."""
    path = workshop.out / output_name(profile.name, workshop.template.name, "docx")
    old = files.current(path).value if profile.role.status == "approved" else None
    return reworded(path, old, document) if old else ()
