"""Role files or levels → files: one profile or a batch, each of them whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen import files, framework, register, templating, text, word, workspace
from rolegen.framework import DESCRIPTORS, Framework, Level
from rolegen.problems import Checked, Problem, failed, has_errors, once_each, suggest
from rolegen.profile import Profile, choose_variant, of_level, of_role
from rolegen.register import Register
from rolegen.role import RoleFile
from rolegen.workspace import PROFILE, TEAM, Format, Workspace

HOUSE = "house.docx"


@dataclass(frozen=True)
class Options:
    """What the command line may ask of a build; a path in it counts from where the user stands."""

    out: Path | None = None
    formats: tuple[Format, ...] = ()
    template: str = PROFILE
    framework: str = ""


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


class Frameworks:
    """The current framework, and earlier versions as approved roles ask for them; each read once."""

    def __init__(self, folder: Path, current: Framework) -> None:
        self.folder, self.current = folder, current
        self._earlier: dict[str, Checked[Framework]] = {}

    def of(self, file: RoleFile) -> Checked[Framework]:
        """The framework a role builds with: approved ones keep the version they were approved with."""
        wanted = file.role.framework
        if not file.role.settled or wanted in (None, self.current.about.version):
            return Checked(self.current)
        if wanted not in self._earlier:
            self._earlier[wanted] = framework.version(self.folder, wanted)
        found = self._earlier[wanted]
        unknown = [problem for problem in found.problems if problem.rule == "no-such-version"]
        if unknown:
            moved = Problem("no-such-version", unknown[0].message, file.place("framework"), unknown[0].hint)
            return Checked(None, (moved,))
        return found


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


def prepare(place: Workspace, options: Options) -> Checked[Workshop]:
    """The workshop for a workspace, or everything that is wrong with framework, template and house style."""
    frameworks = load_frameworks(place, options.framework)
    house = word.load(next(folder / HOUSE for folder in place.template_folders if os.path.isfile(folder / HOUSE)))
    styles = house.value.kinds if house.value else {}
    template = templating.load(options.template, place.template_folders, styles)
    problems = (*frameworks.problems, *template.problems, *house.problems)
    if frameworks.value is None or template.value is None or house.value is None or has_errors(problems):
        return Checked(None, problems)
    known = Register(place.role_files())
    formats = options.formats or place.settings.formats
    out = folder_of(place, options)
    return Checked(Workshop(place, frameworks.value, known, template.value, house.value, formats, out), problems)


def load_frameworks(place: Workspace, wanted: str = "") -> Checked[Frameworks]:
    """The framework of a workspace; or, where one is asked for, the one in a folder or in the history."""
    folder = place.data
    if wanted and os.path.isfile(Path(wanted) / DESCRIPTORS):
        folder, wanted = Path(wanted).absolute(), ""
    loaded = framework.load(folder)
    if wanted and not (loaded.value and loaded.value.about.version == wanted):
        current = (loaded.value.about.version,) if loaded.value else ()
        if wanted not in (known := framework.history(folder)):
            return failed(
                "no-such-framework",
                f"“{wanted}” is neither a folder with a framework nor a version of this one.",
                hint=suggest(wanted, (*known, *current)),
            )
        loaded = framework.version(folder, wanted)
    return Checked(Frameworks(folder, loaded.value) if loaded.value else None, loaded.problems)


def level_profile(workshop: Workshop, name: str, variant: str | None) -> Checked[Profile]:
    """A level's own profile."""
    known, settings = workshop.frameworks.current, workshop.workspace.settings
    level = level_called(known, name)
    if level.value is None:
        return Checked(None, level.problems)
    chosen = choose_variant(level.value, variant, settings.label(TEAM))
    if chosen.value is None:
        return Checked(None, chosen.problems)
    return Checked(of_level(known, level.value, chosen.value, settings))


def level_called(known: Framework, name: str) -> Checked[Level]:
    """The level with an id or title."""
    if level := known.level(name):
        return Checked(level)
    return failed("unknown-level", f"There is no level “{name}”.", hint=suggest(name, [one.id for one in known.levels]))


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
        written = files.write(output.path, output.data)
        yield Outcome(written.value or "failed", output.path, (*problems, *written.problems))
        problems = ()


def older_approvals(workshop: Workshop, paths: tuple[Path, ...]) -> tuple[Problem, ...]:
    """Approved roles that stand on an earlier framework: told, never moved."""
    current = workshop.frameworks.current.about.version
    found = (workshop.register.role(path).value for path in paths)
    return tuple(
        Problem(
            "older-framework",
            f"Approved on framework “{file.role.framework}”; the current one is “{current}”. It keeps its wording.",
            file.place("framework"),
            severity="note",
        )
        for file in found
        if file and file.role.status == "approved" and file.role.framework != current
    )
