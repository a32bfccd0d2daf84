"""Role files or levels → files: one profile or many, each file whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rolegen import files, register, templating, text, versions, word, workspace
from rolegen.document import Document
from rolegen.framework import DESCRIPTORS, versions_of
from rolegen.problems import Checked, Place, Problem, has_errors, once_each
from rolegen.profile import Profile, choose_variant, of_level, of_role
from rolegen.register import Register
from rolegen.role import RoleFile, read_role
from rolegen.versions import Frameworks
from rolegen.workspace import PROFILE, TEAM, Format, Workspace

if TYPE_CHECKING:
    from rolegen.outdated import Stale

HOUSE = "house.docx"
Verb = Literal["created", "updated", "unchanged", "failed", "would create", "would update"]


@dataclass(frozen=True)
class Options:
    """What the command line may ask of a build; a path in it counts from where the user stands.

    `check` writes nothing and tells what a build would.
    """

    out: Path | None = None
    formats: tuple[Format, ...] = ()
    template: str = PROFILE
    framework: str = ""
    force: bool = False
    check: bool = False


@dataclass(frozen=True)
class Output:
    """A file to write, and the document it states."""

    path: Path
    data: bytes
    document: Document


@dataclass(frozen=True)
class Outcome:
    """What became of one file, or of one role: `failed` goes with the problems that say why."""

    verb: Verb
    path: Path
    problems: tuple[Problem, ...] = ()
    stale: Stale | None = None


@dataclass(frozen=True)
class Workshop:
    """All that the profiles of one workspace are made with, read once; `out` is where those of roles go."""

    workspace: Workspace
    frameworks: Frameworks
    register: Register
    template: templating.Template
    house: word.House
    options: Options
    out: Path


def prepare(place: Workspace, options: Options) -> Checked[Workshop]:
    """The workshop for a workspace, or everything that is wrong with framework, template and house style."""
    frameworks = versions.load(place, options.framework)
    house = word.load(next(folder / HOUSE for folder in place.template_folders if os.path.isfile(folder / HOUSE)))
    styles = house.value.kinds if house.value else {}
    template = templating.load(options.template, place.template_folders, styles)
    problems = (*frameworks.problems, *template.problems, *house.problems)
    if frameworks.value is None or template.value is None or house.value is None or has_errors(problems):
        return Checked(None, problems)
    known = Register(place.role_files())
    asked = replace(options, formats=options.formats or place.settings.formats)
    out = folder_of(place, options)
    return Checked(Workshop(place, frameworks.value, known, template.value, house.value, asked, out), problems)


def level_profile(workshop: Workshop, name: str, variant: str | None) -> Checked[Profile]:
    """A level's own profile."""
    known, settings = workshop.frameworks.current, workshop.workspace.settings
    level = known.named(name)
    if level.value is None:
        return Checked(None, level.problems)
    chosen = choose_variant(level.value, variant, settings.label(TEAM))
    if chosen.value is None:
        return Checked(None, chosen.problems)
    return Checked(of_level(known, level.value, chosen.value, settings))


def folder_of(place: Workspace, options: Options) -> Path:
    """Where the profiles of a workspace's roles go."""
    return options.out or place.output


def role_profile(workshop: Workshop, path: Path) -> Checked[Profile]:
    """The profile of the role in a file, or every problem in the way of it."""
    return profile_of(workshop, read_role(path))


def profile_of(workshop: Workshop, read: Checked[RoleFile]) -> Checked[Profile]:
    """A role's profile, or every problem in the way of it."""
    if read.value is None:
        return Checked(None, read.problems)
    file, settings = read.value, workshop.workspace.settings
    known = workshop.frameworks.of(file)
    if known.value is None or has_errors(known.problems):
        return Checked(None, (*read.problems, *known.problems))
    reports_to = workshop.register.reports_to(file, known.value)
    profile = of_role(known.value, file, reports_to.value or "", settings)
    own = profile.problems
    if has_errors(read.problems):  # a faulty “cmt” is told already, a level that there is not is news
        own = tuple(problem for problem in own if problem.rule == "unknown-level")
    problems = once_each((*read.problems, *reports_to.problems, *own, *register.check_grade(file, settings)))
    return Checked(None if has_errors(problems) else profile.value, problems)


def outputs(workshop: Workshop, profile: Profile, folder: Path) -> Checked[tuple[Output, ...]]:
    """The files of a profile, one for each format, all made before any is written."""
    document = templating.render(workshop.template, profile)
    if document.value is None:
        return Checked(None, document.problems)
    made = []
    for ending in workshop.options.formats:
        path = folder / workspace.output_name(profile.name, workshop.template.name, ending)
        made.append(Output(path, _written(workshop, document.value, ending), document.value))
    return Checked(tuple(made), document.problems)


def _written(workshop: Workshop, document: Document, ending: Format) -> bytes:
    if ending == "docx":
        return word.to_docx(document, workshop.house)
    return text.to_markdown(document).encode()


def build_role(workshop: Workshop, path: Path) -> Iterator[Outcome]:
    """Makes a role's files."""
    profile = role_profile(workshop, path)
    if profile.value is None:
        yield Outcome("failed", path, profile.problems)
    else:
        yield from build_one(workshop, profile.value, workshop.out, path, profile.problems)


def build_one(
    workshop: Workshop, profile: Profile, folder: Path, path: Path, problems: tuple[Problem, ...] = ()
) -> Iterator[Outcome]:
    """Makes a profile's files; `path` is what a failure is told of."""
    made = outputs(workshop, profile, folder)
    if made.value is None:
        yield Outcome("failed", path, (*problems, *made.problems))
        return
    for output in made.value:
        yield _deliver(output, workshop.options, problems)
        problems = ()


def _deliver(output: Output, options: Options, problems: tuple[Problem, ...]) -> Outcome:
    """Writes a file, or tells that it would, unless that would overwrite what someone typed into it in Word."""
    standing = files.current(output.path)
    old = standing.value
    if standing.problems:
        return Outcome("failed", output.path, (*problems, *standing.problems))
    if old == output.data:
        return Outcome("unchanged", output.path, problems)
    if old is not None and not options.force and output.path.suffix == ".docx" and word.is_edited(old):
        return Outcome("failed", output.path, (*problems, _edited(output.path)))
    if options.check:
        from rolegen import outdated

        stale = outdated.stale(output.path, old, output.data, output.document) if old is not None else None
        return Outcome("would update" if stale else "would create", output.path, problems, stale)
    fault = files.put(output.path, output.data)
    verb: Verb = "failed" if fault else "created" if old is None else "updated"
    return Outcome(verb, output.path, (*problems, *fault))


def _edited(path: Path) -> Problem:
    message = f"{path.name} was saved by another program since rolegen made it: someone may have typed in it."
    hint = "Move it away, or write to another folder with --out; --force overwrites it. Nothing was changed."
    return Problem("edited", message, Place(path), hint)


def all_levels(workshop: Workshop) -> Checked[tuple[Profile, ...]]:
    """Every level's own profile, in each of its versions."""
    known, settings = workshop.frameworks.current, workshop.workspace.settings
    made = [of_level(known, level, variant, settings) for level in known.levels for variant in versions_of(level)]
    first: dict[str, Profile] = {}
    problems = []
    for profile in made:
        if (other := first.setdefault(profile.name, profile)) is not profile:
            message = f"{other.level.title} and {profile.level.title} would both write {profile.name}."
            place = Place(known.folder / DESCRIPTORS)
            problems.append(Problem("same-name", message, place, "Change the id of a level or of a version."))
    return Checked(tuple(made), tuple(problems))
