"""Role files or levels → the files of their profiles, made in memory; `delivery` puts them on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rolegen import register, templating, text, versions, workspace
from rolegen.document import Document
from rolegen.form.filled import Marked, filled
from rolegen.framework import DESCRIPTORS, versions_of
from rolegen.kept import Kept
from rolegen.problems import Checked, Place, Problem, has_errors, once_each
from rolegen.profile import Profile, choose_variant, of_level, of_role
from rolegen.register import Register
from rolegen.role import RoleFile, read_role
from rolegen.versions import Frameworks
from rolegen.word.form import Form
from rolegen.word.house import House
from rolegen.word.house import load as load_house
from rolegen.word.package import to_docx, to_form
from rolegen.workspace import PROFILE, TEAM, Format, Workspace

HOUSE = "house.docx"


@dataclass(frozen=True)
class Options:
    """What the command line may ask of a build; a path in it counts from where the user stands.

    `check` writes nothing and tells what a build would. Without `controls` a Word file is no form but has bookmarks
    only; None leaves it to the workspace.
    """

    out: Path | None = None
    formats: tuple[Format, ...] = ()
    template: str = PROFILE
    framework: str = ""
    force: bool = False
    check: bool = False
    controls: bool | None = None


@dataclass(frozen=True)
class Output:
    """A file to write, and the document it states; a PDF is the Word file that it is printed from, until it is."""

    path: Path
    data: bytes
    document: Document


Made = Checked[tuple[Output, ...]]


@dataclass(frozen=True)
class Workshop:
    """All that the profiles of one workspace are made with, read once; `out` is where those of roles go."""

    workspace: Workspace
    frameworks: Frameworks
    register: Register
    template: templating.Template
    house: House
    style_sheet: str
    options: Options
    out: Path
    marked: Kept[Marked] = field(default_factory=Kept, repr=False)


def prepare(place: Workspace, options: Options) -> Checked[Workshop]:
    """The workshop for a workspace, or everything that is wrong with framework, template, house style and page."""
    frameworks = versions.load(place, options.framework)
    house = house_style(place)
    styles = house.value.kinds if house.value else {}
    template = templating.load(options.template, place.template_folders, styles)
    controls = place.settings.controls if options.controls is None else options.controls
    asked = replace(options, formats=options.formats or place.settings.formats, controls=controls)
    css, lacking = style_sheet(place, asked.formats), _lacking(asked)
    problems = (*frameworks.problems, *template.problems, *house.problems, *css.problems, *lacking)
    if not (frameworks.value and template.value and house.value) or has_errors(problems):
        return Checked(None, problems)
    known, out = Register(place.role_files()), folder_of(place, options)
    made = Workshop(place, frameworks.value, known, template.value, house.value, css.value or "", asked, out)
    return Checked(made, problems)


def house_style(place: Workspace) -> Checked[House]:
    """The house style of a workspace: its own, else the one that rolegen comes with."""
    return load_house(place.template_file(HOUSE))


def style_sheet(place: Workspace, formats: Sequence[str]) -> Checked[str]:
    """The style sheet of web pages, where they are to be made."""
    if "html" not in formats:
        return Checked("")
    from rolegen import page

    return page.load(place.template_file(page.STYLE_SHEET))


def _lacking(options: Options) -> tuple[Problem, ...]:
    """What is not there to make PDFs with, where they are to be made."""
    if "pdf" not in options.formats or options.check:
        return ()
    from rolegen import pdf

    return pdf.lacking()


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


def outputs(workshop: Workshop, profile: Profile, folder: Path) -> Made:
    """The files of a profile, one for each format."""
    document = templating.render(workshop.template, profile)
    if document.value is None:
        return Checked(None, document.problems)
    made = []
    for ending in workshop.options.formats:
        path = folder / workspace.output_name(profile.name, workshop.template.name, ending)
        made.append(Output(path, _content(workshop, profile, document.value, ending), document.value))
    return Checked(tuple(made), document.problems)


def _content(workshop: Workshop, profile: Profile, document: Document, ending: Format) -> bytes:
    if ending == "md":
        return text.to_markdown(document).encode()
    if ending == "html":
        from rolegen import page

        return page.to_html(document, workshop.style_sheet).encode()
    if ending == "json":
        from rolegen import resolved

        return resolved.to_json(profile).encode()
    return to_docx(document, workshop.house) if ending == "pdf" else _form(workshop, profile, document)


def _form(workshop: Workshop, profile: Profile, document: Document) -> bytes:
    said = filled(profile, document, workshop.marked)
    body = Form(workshop.house, said.locked, controls=workshop.options.controls is not False)
    return to_form(document, workshop.house, body, said.manifest)


def role_outputs(workshop: Workshop, path: Path) -> Made:
    """The files of the role in a file, or every problem in the way of them."""
    profile = role_profile(workshop, path)
    if profile.value is None:
        return Checked(None, profile.problems)
    made = outputs(workshop, profile.value, workshop.out)
    return Checked(made.value, (*profile.problems, *made.problems))


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
