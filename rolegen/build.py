"""Role files or levels → the files of their profiles, made in memory; `delivery` puts them on the disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen import register, templating, text, versions, workspace
from rolegen.document import Document
from rolegen.form.filled import Marked, filled
from rolegen.framework import DESCRIPTORS, versions_of
from rolegen.kept import Kept
from rolegen.kind import MARKING, DocumentKind, clash, kind_of
from rolegen.problems import Checked, Place, Problem, has_errors, listed, once_each
from rolegen.profile import Profile, choose_variant, of_level, of_role
from rolegen.register import Register
from rolegen.role import RoleFile, read_role
from rolegen.templating import NO_MORE, More
from rolegen.versions import Frameworks
from rolegen.word.form import Form
from rolegen.word.house import House
from rolegen.word.house import load as load_house
from rolegen.word.package import to_docx, to_form
from rolegen.word.paper_form import PaperForm, ReviewForm
from rolegen.workspace import PROFILE, TEAM, Ending, Workspace

if TYPE_CHECKING:
    from rolegen.performance.objectives import Shared

HOUSE = "house.docx"


@dataclass(frozen=True)
class Options:
    """What the command line may ask of a build; a path in it counts from where the user stands.

    `check` writes nothing and tells what a build would. `objectives` are those that an organisation shares, for
    performance forms. Without `controls` a Word file is no form but has bookmarks
    only; None leaves it to the workspace.
    """

    out: Path | None = None
    formats: tuple[Ending, ...] = ()
    template: str = PROFILE
    framework: str = ""
    force: bool = False
    check: bool = False
    controls: bool | None = None
    objectives: Path | None = None


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
    shared: Shared | None = None
    marked: Kept[Marked] = field(default_factory=Kept, repr=False)

    @property
    def kind(self) -> DocumentKind:
        """The kind of document that is made."""
        return kind_of(self.options.template)


def prepare(place: Workspace, options: Options) -> Checked[Workshop]:
    """The workshop for a workspace, or everything that is wrong with framework, template, house style and page."""
    frameworks = versions.load(place, options.framework)
    house = house_style(place)
    styles = house.value.kinds if house.value else {}
    template = templating.load(options.template, place.template_folders, styles)
    controls = place.settings.controls if options.controls is None else options.controls
    usual = kind_of(options.template).usual(place.settings.formats)
    asked = replace(options, formats=options.formats or usual, controls=controls)
    css, shared = style_sheet(place, asked.formats), _shared(place, asked)
    lacking = (*_lacking(asked), *shared.problems, *_exposing(place, asked, house.value))
    problems = (*frameworks.problems, *template.problems, *house.problems, *css.problems, *lacking)
    if not (frameworks.value and template.value and house.value) or has_errors(problems):
        return Checked(None, problems)
    known, out = Register(place.role_files()), folder_of(place, options)
    looks = template.value, house.value, css.value or ""
    return Checked(Workshop(place, frameworks.value, known, *looks, asked, out, shared.value), problems)


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


def _exposing(place: Workspace, options: Options, house: House | None) -> tuple[Problem, ...]:
    """What is in the way of confidential documents: no place for their marking, no folder that git can leave alone."""
    if not kind_of(options.template).is_confidential:
        return ()
    from rolegen.performance import guarding

    if house is None or not house.unmarked:
        return guarding.unfit(place)
    message = f"The house style has no place for “{MARKING}” on {listed(house.unmarked)}, where a form must say it."
    hint = "Put a content control with the tag doc:marking into their header or footer, as in rolegen's own house.docx."
    return (Problem("no-marking", message, Place(house.path), hint), *guarding.unfit(place))


def _shared(place: Workspace, options: Options) -> Checked[Shared]:
    """The objectives that the organisation shares, where a file of them is given."""
    if options.objectives is None:
        return Checked(None)
    from rolegen.performance import objectives

    return objectives.read(options.objectives, place)


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
    """Where the documents of a workspace's roles go."""
    return options.out or place.folder(kind_of(options.template).folder(place))


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


def outputs(workshop: Workshop, profile: Profile, folder: Path, file: RoleFile | None = None) -> Made:
    """The files of a profile, one for each format; what is wrong with a role stands in its `file`."""
    if same := clash(workshop.workspace, workshop.register.paths, profile.name, workshop.template.name):
        return Checked(None, same)
    more = _more(workshop, profile, file)
    if more.value is None:
        return Checked(None, more.problems)
    document = templating.render(workshop.template, profile, more.value)
    if document.value is None:
        return Checked(None, (*more.problems, *document.problems))
    page, made = document.value, []
    for ending in workshop.options.formats:
        path = folder / workspace.output_name(profile.name, workshop.template.name, ending)
        made.append(Output(path, content(workshop, profile, page, ending), page))
    return Checked(tuple(made), (*more.problems, *document.problems))


def _more(workshop: Workshop, profile: Profile, file: RoleFile | None) -> Checked[More]:
    """What the template of a kind of document may print beside the profile."""
    kind = workshop.kind
    if kind.is_confidential:
        from rolegen.performance import meeting

        about = meeting.about(workshop, profile)
    elif kind.paper:
        from rolegen.recruitment import papers

        about = papers.about(workshop, profile, file)
    else:
        return Checked(NO_MORE)
    return Checked(More(about.value, kind.facts) if about.value is not None else None, about.problems)


def content(workshop: Workshop, profile: Profile, document: Document, ending: Ending) -> bytes:
    """The bytes of a document of that profile, in one of the formats that every document has."""
    if ending == "md":
        return text.to_markdown(document).encode()
    if ending == "html":
        from rolegen import page

        return page.to_html(document, workshop.style_sheet).encode()
    if ending == "json":
        from rolegen import resolved

        return resolved.to_json(profile).encode()
    if ending == "pdf" or not workshop.kind.is_form:
        return to_docx(document, workshop.house)
    return _form(workshop, profile, document)


def _form(workshop: Workshop, profile: Profile, document: Document) -> bytes:
    controls = workshop.options.controls is not False
    if workshop.kind.paper:  # what is typed into it is never read back
        of_kind = ReviewForm if workshop.kind.is_confidential else PaperForm
        return to_form(document, workshop.house, of_kind(workshop.house, controls=controls), "")
    said = filled(profile, document, workshop.marked)
    return to_form(document, workshop.house, Form(workshop.house, said.locked, controls=controls), said.manifest)


def role_outputs(workshop: Workshop, path: Path) -> Made:
    """The files of the role, or of the vacancy, in a file; or every problem in the way of them."""
    if workshop.kind.of_vacancy:
        from rolegen.recruitment import adverts

        return adverts.outputs(workshop, path)
    read = read_role(path)
    profile = profile_of(workshop, read)
    if profile.value is None:
        return Checked(None, profile.problems)
    made = outputs(workshop, profile.value, workshop.out, read.value)
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
