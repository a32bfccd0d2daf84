"""Role files or levels → files: one profile or a batch, each of them whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen import files, register, templating, text, versions, word, workspace
from rolegen.framework import DESCRIPTORS, versions_of
from rolegen.problems import Checked, Place, Problem, failed, has_errors, once_each
from rolegen.profile import Profile, choose_variant, of_level, of_role
from rolegen.register import Register
from rolegen.versions import Frameworks
from rolegen.workspace import PROFILE, TEAM, Format, Workspace

HOUSE = "house.docx"


@dataclass(frozen=True)
class Options:
    """What the command line may ask of a build; a path in it counts from where the user stands."""

    out: Path | None = None
    formats: tuple[Format, ...] = ()
    template: str = PROFILE
    framework: str = ""
    force: bool = False


@dataclass(frozen=True)
class Output:
    """A file to write."""

    path: Path
    data: bytes


@dataclass(frozen=True)
class Outcome:
    """What became of one file, or of one role: `failed` goes with the problems that say why."""

    verb: str
    path: Path
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Workshop:
    """All that the profiles of one workspace are made with, read once."""

    workspace: Workspace
    frameworks: Frameworks
    register: Register
    template: templating.Template
    house: word.House
    formats: tuple[Format, ...]
    out: Path
    force: bool = False


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
    formats = options.formats or place.settings.formats
    out = folder_of(place, options)
    made = Workshop(place, frameworks.value, known, template.value, house.value, formats, out, options.force)
    return Checked(made, problems)


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
    """A role's profile, or every problem in the way of it."""
    read = workshop.register.role(path)
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
    for ending in workshop.formats:
        data = (
            word.to_docx(document.value, workshop.house)
            if ending == "docx"
            else text.to_markdown(document.value).encode()
        )
        made.append(Output(folder / workspace.output_name(profile.name, workshop.template.name, ending), data))
    return Checked(tuple(made), document.problems)


def build_roles(workshop: Workshop, paths: tuple[Path, ...]) -> Iterator[Outcome]:
    """Makes each role's files; a role that fails stops none of the others."""
    for path in paths:
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
        written = _write(output, workshop.force)
        yield Outcome(written.value or "failed", output.path, (*problems, *written.problems))
        problems = ()


def _write(output: Output, force: bool) -> Checked[files.Verb]:
    """Writes a file, unless that would overwrite what someone typed into it in Word."""
    if not force and output.path.suffix == ".docx" and word.is_foreign(output.path):
        message = (
            f"{output.path.name} was saved by another program since rolegen made it: someone may have typed in it."
        )
        hint = "Move it away, or write to another folder with --out; --force overwrites it. Nothing was changed."
        return failed("edited", message, Place(output.path), hint)
    return files.write(output.path, output.data)


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
