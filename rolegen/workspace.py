"""Finds rolegen.yaml, the framework, roles and templates; names the files that a build writes."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from rolegen.advertiser import Recruitment
from rolegen.fields import Day, Flag, Model, Number, Or, Text, Texts, Whole, one_or_more, read_model
from rolegen.files import EVALUATIONS, FACTS
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES
from rolegen.pay import Grade
from rolegen.problems import Checked, Problem, failed, shown, suggest
from rolegen.source import Source, read

SETTINGS = "rolegen.yaml"
WORD_LIKE = (".doc", ".docm", ".dotx", ".odt", ".rtf", ".pdf")  # what people take for a Word file
PACKAGE = Path(__file__).resolve().parent
Format = Literal["docx", "md", "html", "json", "pdf"]
Ending = Format | Literal["jsonld"]  # what a document may be written as; JSON-LD is of adverts alone
FORMATS: tuple[Format, ...] = ("docx", "md", "html", "json", "pdf")
ENDINGS: tuple[Ending, ...] = (*FORMATS, "jsonld")
FRAMEWORK_FILES = (DESCRIPTORS, RESPONSIBILITIES)
ROOT_FILES = (SETTINGS, f"data/{DESCRIPTORS}")  # either makes a folder a workspace
YAML, WORD = (".yaml", ".yml"), ".docx"
PASSED_OVER = (".", "~$")  # how the names of files begin that are hidden, or Word's own while one is open
PROFILE = "profile"
TEAM = "Corporate Management Team"
# The words of the page that an organisation may have its own for, under `labels` in rolegen.yaml.
LABELS = (
    TEAM, "Directorate", "Post number", "Grade", "Reports to", "Location", "Contract", "Working pattern",
    "Service areas", "Job and person profile", "Job purpose", "Dimensions", "Accountabilities",
    "Collective leadership responsibilities", "Contacts", "Person profile", "Special conditions", "Document control",
    "Leader",
)  # fmt: skip


class Phrase(Model):
    """Words that a rule looks for: “*” ends a word that may go on, or stands for any one word."""

    find: Annotated[Texts, BeforeValidator(one_or_more), Field(min_length=1), Or(Text)]
    """The word or words to look for, one or several; * ends a word that may go on, or stands for any one word."""
    instead: Text | None = None
    """What to write in its place, as the message will say."""
    unless: Annotated[Texts, BeforeValidator(one_or_more), Or(Text)] = ()
    """Longer phrases in which the words are in order."""


def _severity_alone(value: Any) -> Any:
    return {"severity": value} if isinstance(value, str) else value


Told = Literal["error", "warning", "note", "off"]


class RuleSettings(Model):
    """How an organisation wants a rule of `rolegen check`; one that rolegen does not know is its own."""

    severity: Told | None = None
    """How bad it is: error, warning or note; off, and the rule is not told at all."""
    reason: Text | None = None
    """Why the organisation wants the rule so. It is told with the rule."""
    most: Whole | None = None
    """The number beyond which the rule speaks, as in 30 words for a long sentence."""
    allow: Annotated[Texts, BeforeValidator(one_or_more), Or(Text)] = ()
    """Words that the rule leaves alone, as in [Section 151]."""
    words: tuple[Phrase, ...] = ()
    """Words of your own that the rule looks for, with better ones."""


Weight = Literal["refer", "discuss", "note", "off"]


def _weight_alone(value: Any) -> Any:
    return {"outcome": value} if isinstance(value, str) else value


class TriggerSettings(Model):
    """How an organisation wants a rule of `rolegen evaluation`: an outcome, or the thresholds for each."""

    outcome: Weight | None = None
    """What the rule comes to where it has no thresholds: refer, discuss or note; off, and it is not looked at."""
    note: Number | None = None
    """From where a change is told, in the rule's own unit, such as per cent."""
    discuss: Number | None = None
    """From where HR should discuss the change."""
    refer: Number | None = None
    """From where the role is to be evaluated again."""
    bands: tuple[Number, ...] = ()
    """Sizes at which one band ends and the next begins, as in [1000000, 10000000]: who crosses one is referred."""
    reason: Text | None = None
    """Why the organisation wants the rule so. It is told with the rule."""


class Reevaluation(Model):
    """When a changed role is to be evaluated again, as the organisation has it, and who approved that."""

    approved_by: Text | None = None
    """Who approved these rules and thresholds, as in Senior Officer Appointments Committee."""
    approved_on: Day | None = None
    """The day of the approval, as in 2026-03-31."""
    minute: Text | None = None
    """The number of the minute, in quotes, as in "AC 12/26"."""
    rules: dict[Text, Annotated[TriggerSettings, BeforeValidator(_weight_alone), Or(Weight)]] = {}
    """The rules that the organisation wants otherwise, each by its name with an outcome, or a group."""


class Settings(Model):
    """The file rolegen.yaml; every key may be left out."""

    organisation: Text = "the Council"
    """The organisation's name, on the page and where the framework says {{ organisation }}."""
    area: Text = "the area"
    """The place it serves, where the framework says {{ area }}."""
    data: Text = "data"
    """The folder with the framework: descriptors.yaml and responsibilities.yaml."""
    roles: Text = "roles"
    """The folder with the role files, one a post."""
    templates: Text = "templates"
    """The folder with your own templates and house style."""
    output: Text = "profiles"
    """The folder that `rolegen build` writes profiles to."""
    vacancies: Text = "vacancies"
    """The folder with the vacancies that adverts are made of, one a file."""
    performance: Text = "performance"
    """The folder for performance forms, which git does not keep."""
    formats: Annotated[tuple[Format, ...], Field(min_length=1)] = ("docx",)
    """What `rolegen build` writes for each role, as in [docx, md]."""
    controls: Flag = True
    """Whether Word files have content controls, which lock approved wording. false: hidden bookmarks alone, as offices
    that edit in LibreOffice need them.
    """
    grades: dict[Text, Grade | None] = {}
    """The grades there are, as in "18": {}. A role's grade must be one of them; left out, any will do."""
    statements: Texts = ()
    """Standard paragraphs at the end of every profile, one an item."""
    labels: dict[str, Text] = {}
    """Your words for the page's own, as in Directorate: Department."""
    rules: dict[Text, Annotated[RuleSettings, BeforeValidator(_severity_alone), Or(Told)]] = {}
    """What `rolegen check` looks for in the wording, as you want it: a rule's name with off, or a group."""
    recruitment: Recruitment = Recruitment()
    """What holds for every vacancy that does not say otherwise."""
    reevaluation: Reevaluation = Reevaluation()
    """When a changed role is to be evaluated again, as you want it, and who approved that."""

    def label(self, words: str) -> str:
        """The organisation's own words for what rolegen calls so."""
        return self.labels.get(words, words)


@dataclass(frozen=True)
class Workspace:
    """The folders of one organisation; where there is none, the user's folder and what the package ships."""

    root: Path
    is_there: bool
    settings: Settings
    data: Path
    template_folders: tuple[Path, ...]
    source: Source | None = None  # of rolegen.yaml, where there is one

    @property
    def output(self) -> Path:
        """Where `rolegen build` writes the profiles of roles."""
        return self.folder(self.settings.output)

    def folder(self, name: str) -> Path:
        """One of its folders; where there is no workspace, the one that the user stands in."""
        return self.root / name if self.is_there else self.root

    def template_file(self, name: str) -> Path:
        """A file that every page needs: the workspace's own, else the one that rolegen comes with."""
        return next(path for folder in self.template_folders if os.path.isfile(path := folder / name))

    def role_files(self) -> tuple[Path, ...]:
        """All its role files, in order, as they were when they were first asked for."""
        return self._role_files

    @cached_property
    def role_paths(self) -> Mapping[str, Path]:
        """Its role files by their ids; of two with one id the first."""
        return {path.stem: path for path in reversed(self._role_files)}

    @cached_property
    def _role_files(self) -> tuple[Path, ...]:
        return yaml_files(self.root / self.settings.roles, self.vacancies) if self.is_there else ()

    @property
    def vacancies(self) -> Path:
        """The folder of its vacancies, whether it is there or not."""
        return Path(os.path.abspath(self.root / self.settings.vacancies))


def yaml_files(folder: Path, but: Path | None = None) -> tuple[Path, ...]:
    """The YAML files in a folder and below that may be roles, in order; hidden files and folders are passed over.

    So are the copies of roles as they were evaluated, and the folder `but`, which holds vacancies.
    """
    if is_of_copies(folder):
        return ()
    found = []
    for place, folders, names in os.walk(folder):
        below = ((name, Path(place, name)) for name in folders if not name.startswith("."))
        folders[:] = [name for name, path in below if path != but and not _holds_copies(path)]
        found += [Path(place, name) for name in names if _is_yaml(Path(name)) and name != SETTINGS]
    return tuple(sorted(found))


def is_of_copies(path: Path) -> bool:
    """Whether a file or folder belongs to a workspace's copies of roles as they were evaluated."""
    return any(_holds_copies(folder) for folder in (path, *path.parents))


def _holds_copies(folder: Path) -> bool:
    return folder.name == EVALUATIONS and is_root(folder.parent)


def bundled(name: str) -> Path:
    """The shipped `data` or `templates`: inside the package in a wheel, beside it in a checkout."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def find(start: Path) -> Checked[Workspace]:
    """The workspace around a file or folder: the nearest folder upwards with a rolegen.yaml or a framework."""
    root = next((folder for folder in (start, *start.parents) if is_root(folder)), None)
    if root is None:
        return Checked(_workspace(start, Settings(), is_there=False))
    if not os.path.isfile(root / SETTINGS):
        return Checked(_workspace(root, Settings()))
    source = read(root / SETTINGS)
    if source.value is None or source.problems:
        return Checked(None, source.problems)
    settings = read_model(Settings, source.value)
    if settings.value is None:
        return Checked(None, settings.problems)
    if problems := _check_folders(root, source.value, settings.value):
        return Checked(None, problems)
    named = settings.value.model_copy(update={"labels": _own_words(settings.value)})
    found = replace(_workspace(root, named), source=source.value)
    return Checked(found, _check_labels(source.value, settings.value))


@dataclass(frozen=True)
class Target:
    """A workspace, and those of its role files that were asked for."""

    workspace: Workspace
    roles: tuple[Path, ...]


def targets(names: Iterable[str], here: Path) -> Checked[tuple[Target, ...]]:
    """What role files, folders or role ids on a command line mean, each file in the workspace around it."""
    named = [_named(name, here) for name in names]
    roles: dict[Path, list[Path]] = {}
    places: dict[Path, Workspace] = {}
    problems = [problem for one in named for problem in one.problems]
    for path in (path for one in named for path in one.value or ()):
        if path.parent not in places:
            found = find(path.parent)
            problems += found.problems
            if found.value is None:
                continue
            places[path.parent] = found.value
        if path.is_relative_to(places[path.parent].vacancies):
            problems.append(_is_vacancy(path))
        roles.setdefault(places[path.parent].root, []).append(path)
    by_root = {place.root: place for place in places.values()}
    asked = tuple(Target(by_root[root], tuple(dict.fromkeys(paths))) for root, paths in roles.items())
    return Checked(asked, tuple(dict.fromkeys(problems)))


def _named(name: str, here: Path) -> Checked[tuple[Path, ...]]:
    path = Path(os.path.abspath(here / name))
    if os.path.isdir(path):
        return _folder(path)
    if os.path.isfile(path) and path.name != SETTINGS:
        if _is_yaml(path) and not (path.name == FACTS and is_of_copies(path)):
            return Checked((path,))
        word = " To check it as a Word file, save it as a Word document (.docx) first."
        beside = "The role stands beside it." if path.name == FACTS else "A role file ends in .yaml."
        hint = f"{beside}{word if path.suffix.lower() in WORD_LIKE else ''}"
        return failed("not-a-role", f"“{name}” is not a role file.", hint=hint)
    around = find(path.parent if os.path.isfile(path) else here)
    if around.value is None or os.path.isfile(path):
        return Checked(around.value.role_files() if around.value else None, around.problems)
    known = {file.stem: file for file in around.value.role_files()}
    if name in known:
        return Checked((known[name],), around.problems)
    vacancy = next((one for one in yaml_files(around.value.vacancies) if one.stem == name), None)
    hint = suggest(name, known) if known else "Paths count from the folder you stand in."
    unknown = Problem("no-such-file", f"There is no role, file or folder “{name}”.", hint=hint)
    return Checked(None, (_is_vacancy(vacancy) if vacancy else unknown,))


def _folder(path: Path) -> Checked[tuple[Path, ...]]:
    """The role files of a workspace's own folder, or of a folder of role files."""
    around = find(path)
    if around.value is None:
        return Checked(None, around.problems)
    is_root = around.value.is_there and around.value.root == path
    folder = path / around.value.settings.roles if is_root else path
    if folder.is_relative_to(around.value.vacancies):
        return Checked(None, (_is_vacancy(folder),))
    if found := yaml_files(folder, around.value.vacancies):
        return Checked(found, around.problems)
    hint = "Name a role file or a folder of them, or build a level's own profile: rolegen build --level director --cmt."
    return failed("no-roles", f"There are no role files in “{shown(folder)}”.", hint=hint)


def _is_vacancy(path: Path) -> Problem:
    """Told where a role is wanted and a vacancy, or the folder of them, was named."""
    what, whose = ("a folder of vacancies", "Their adverts") if os.path.isdir(path) else ("a vacancy", "Its advert")
    hint = f"{whose}: rolegen build --template advert {shown(path)}"
    return Problem("not-a-role", f"“{shown(path)}” is {what}, and a role is wanted here.", hint=hint)


def output_name(name: str, template: str, ending: str) -> str:
    """A profile's file name: the role's id, or level and variant, and the template where it is not the profile."""
    stem = name if template == PROFILE else f"{name}-{template}"
    return f"{stem}.{ending}"


def collision_key(path: Path) -> str:
    """What two paths have in common where some file system would take them for one file."""
    return unicodedata.normalize("NFKC", str(path)).casefold()


def _is_yaml(path: Path) -> bool:
    return path.suffix.lower() in YAML and not path.name.startswith(PASSED_OVER)


def is_root(folder: Path) -> bool:
    """Whether a folder is that of a workspace."""
    return any(os.path.isfile(folder / name) for name in ROOT_FILES)


def _workspace(root: Path, settings: Settings, *, is_there: bool = True) -> Workspace:
    own = root / settings.data
    has_own = "data" in settings.model_fields_set or any(os.path.isfile(own / name) for name in FRAMEWORK_FILES)
    templates = (root / settings.templates, bundled("templates"))
    return Workspace(root, is_there, settings, own if has_own else bundled("data"), templates)


def _own_words(settings: Settings) -> dict[str, str]:
    known = {_plain(label): label for label in LABELS}
    return {known.get(_plain(key), key): words for key, words in settings.labels.items()}


def _plain(label: str) -> str:
    return label.replace("_", " ").replace("-", " ").casefold()


def _check_folders(root: Path, source: Source, settings: Settings) -> tuple[Problem, ...]:
    """Folders that rolegen.yaml names and that are not there, or not for this; one to write to is made when needed."""
    if is_of_copies(root / settings.roles):
        message = f"The folder “{EVALUATIONS}” is for copies of roles as they were evaluated."
        return (
            Problem("reserved-folder", message, source.place(("roles",)), "Give the folder of roles another name."),
        )
    vacancies = Path(os.path.abspath(root / settings.vacancies))
    holds = next((key for key in ("roles", "data") if (root / getattr(settings, key)).is_relative_to(vacancies)), None)
    if holds:
        message = f"The folder of vacancies “{settings.vacancies}” would hold that of “{holds}” too."
        place = source.place(("vacancies",))
        return (Problem("reserved-folder", message, place, "Give vacancies a folder of their own, as in vacancies."),)
    return tuple(
        Problem("no-such-folder", f"There is no folder “{getattr(settings, key)}” here.", source.place((key,)))
        for key in ("data", "roles", "templates", "vacancies")
        if key in settings.model_fields_set and not os.path.isdir(root / getattr(settings, key))
    )


def _check_labels(source: Source, settings: Settings) -> tuple[Problem, ...]:
    known = [_plain(label) for label in LABELS]
    return tuple(
        Problem(
            "unknown-label", f"rolegen has no label “{key}”.", source.key_place(("labels", key)), suggest(key, LABELS)
        )
        for key in settings.labels
        if _plain(key) not in known
    )
