"""The vacancies of a workspace: where they are, and each with all that its advert needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen import register
from rolegen.advertiser import Contact, Workplace
from rolegen.build import Options, Workshop, prepare, profile_of
from rolegen.problems import Checked, Problem, has_errors, once_each, suggest
from rolegen.profile import Profile
from rolegen.recruitment.chief_officer import chief_officer
from rolegen.recruitment.statements import not_said
from rolegen.recruitment.terms import misfits, terms, unsaid
from rolegen.recruitment.vacancy import Salary, VacancyFile, of_source, read_vacancy
from rolegen.role import RoleFile, read_role
from rolegen.source import Source, read
from rolegen.workspace import Workspace, yaml_files


@dataclass(frozen=True, slots=True)
class Opening:
    """A vacancy with its role, and what applicants are told of pay, place and whom to ask.

    Only of a post that is known to be a chief officer's does the law want a statement of duties.
    """

    file: VacancyFile
    role: RoleFile
    profile: Profile
    salary: Salary | None
    workplace: Workplace
    contact: Contact
    is_chief_officer: bool


def opening(workshop: Workshop, path: Path) -> Checked[Opening]:
    """The vacancy in a file with all that its advert needs, or every problem in the way of that."""
    source, settings = read(path), workshop.workspace.settings
    vacancy = of_source(path, source)
    if source.value is None or source.problems:
        return Checked(None, vacancy.problems)
    role, unknown = _role_of(workshop, source.value)
    known = role.value.role if role.value and not has_errors(role.problems) else None
    profile = profile_of(workshop, role)
    problems = [*vacancy.problems, *unknown, *profile.problems, *unsaid(source.value, known, settings)]
    file = vacancy.value
    if known:
        problems += misfits(source.value, file.vacancy if file else None, known, settings)
    if has_errors(problems) or not (file and role.value and profile.value):
        return Checked(None, once_each(problems))
    said = terms(file.vacancy, known, settings)
    if not (said.workplace and said.contact):
        raise AssertionError("what is unsaid is an error")
    is_chief_officer = bool(chief_officer(workshop, profile.value))
    whole = Opening(file, role.value, profile.value, said.salary, said.workplace, said.contact, is_chief_officer)
    return Checked(whole, once_each(problems))


def _role_of(workshop: Workshop, source: Source) -> tuple[Checked[RoleFile], tuple[Problem, ...]]:
    """The role that a vacancy names, and why there is none: where the vacancy itself names none, it is told already."""
    name, known = source.at(("role",)), workshop.register.paths
    if not (isinstance(name, str) and name.strip()):
        return Checked(None), ()
    if path := known.get(name.strip()):
        return read_role(path), ()
    hint = suggest(name, known) or "There are no roles here: put the vacancy into the workspace that has its role."
    unknown = Problem("unknown-role", f"There is no role “{name}”.", source.place(("role",)), hint)
    return Checked(None), (unknown,)


def vacancy_files(place: Workspace) -> tuple[Path, ...]:
    """All vacancies of a workspace, in order."""
    return yaml_files(place.vacancies) if place.is_there else ()


def faults(place: Workspace, workshop: Workshop | None) -> Iterator[Problem]:
    """What is wrong with the vacancies of a workspace; its roles tell their own faults.

    Without a workshop, as where the framework is broken, what is wrong in the files themselves.
    """
    paths = vacancy_files(place)
    yield from same_names(paths)
    for path in paths:
        for problem in _problems(workshop, path):
            if problem.rule == "not-said" or problem.place is None or problem.place.path == path:
                yield problem


def check(place: Workspace, paths: Iterable[Path], options: Options) -> tuple[Problem, ...]:
    """Everything that stands in the way of the adverts of some vacancies, in their roles too."""
    prepared, paths = prepare(place, options), tuple(paths)
    found = [problem for path in paths for problem in _problems(prepared.value, path)]
    return once_each((*prepared.problems, *same_names(paths), *found))


def _problems(workshop: Workshop | None, path: Path) -> tuple[Problem, ...]:
    """What is told of a vacancy, and what its advert will have to leave out because the role does not say it."""
    if workshop is None:
        return read_vacancy(path).problems
    found = opening(workshop, path)
    return (*found.problems, *(not_said(found.value.role) if found.value else ()))


def same_names(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Vacancies whose adverts would be one file, in some file system or other."""
    return register.same_names(((Path(f"{path.stem}-advert"), path) for path in paths), "vacancy")
