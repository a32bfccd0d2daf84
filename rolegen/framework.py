"""The framework: levels with their descriptors, themes, clauses and their wordings."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from rolegen.fields import Day, Id, Model, Or, Text, one_or_more, read_model, show_day, wrong
from rolegen.problems import Checked, Place, Problem, failed, suggest
from rolegen.source import Keys, Source, read
from rolegen.term import Term

DESCRIPTORS, RESPONSIBILITIES, HISTORY = "descriptors.yaml", "responsibilities.yaml", "history"
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDERS = ("organisation", "area")
MEMBER, NOT_MEMBER = "cmt", "non-cmt"  # the variants that `cmt: true|false` and --cmt/--non-cmt stand for


def _filled(value: Any) -> Any:
    """Groups in which nothing is said, as in “cmt:” alone, read as groups without keys."""
    return {key: {} if own is None else own for key, own in value.items()} if isinstance(value, dict) else value


def _is_text(value: Any) -> str:
    return "variants" if isinstance(value, dict) else "text"


Paragraphs = Annotated[tuple[Text, ...], BeforeValidator(one_or_more), Field(min_length=1), Or(Text)]
Wording = Annotated[Annotated[Text, Tag("text")] | Annotated[dict[str, Text], Tag("variants")], Discriminator(_is_text)]


class Adoption(Model):
    """Who adopted a framework, and when; without it no page calls the framework approved."""

    approved_by: Text
    """Who adopted the framework, as in Full Council."""
    approved_on: Day
    """The day it was adopted, as in 2026-05-20."""
    minute: Text | None = None
    """The number of the minute, in quotes, as in "34/26"."""


class About(Model):
    """A framework's name and version."""

    name: Text
    """The framework's name, in the footer and the document control of every profile."""
    version: Id
    """What this version is called, in quotes, as in "2026". Roles that are approved name it, so never change it:
    `rolegen init --framework-version` begins another.
    """
    adoption: Adoption | None = None
    """Who adopted the framework, and when. Without it every page says “not adopted by any council”."""

    @property
    def standing(self) -> str:
        """Whether anyone has adopted it, in words for the page."""
        if not (adoption := self.adoption):
            return "not adopted by any council"
        minute = f" (minute {adoption.minute})" if adoption.minute else ""
        return f"approved by {adoption.approved_by} on {show_day(adoption.approved_on)}{minute}"


class Variant(Model):
    """One of a level's versions: what the key fact says, and how it completes “every Director who is …”."""

    membership: Text | None = None
    """The key fact on the page, beside Corporate Management Team, as in Member."""
    phrase: Text | None = None
    """Completes “every Director who is …”, as in a member of the Corporate Management Team."""


class Accepted(Model):
    """A difference between the wordings of levels that is meant, and why; `drift` tells of no other.

    `words` are what one wording has and what another has in its place, either of them empty where words are only in
    one; or, alone, a name or a doubled word. `levels` are those that do not have the clause.
    """

    words: Annotated[tuple[str, ...], Field(min_length=1)] | None = None
    """What one wording has and what another has in its place, as in [resources, services]; alone, a name or a doubled
    word.
    """
    levels: Annotated[tuple[Id, ...], Field(min_length=1)] | None = None
    """The ids of the levels that are meant not to have the clause, as in [director]."""
    reason: Text
    """Why the difference is meant. It stands on no page."""

    @model_validator(mode="after")
    def _says_one(self) -> Self:
        if (self.words is None) == (self.levels is None):
            hint = "As in words: [resources, services], or levels: [director]."
            raise wrong("accepted", "An acceptance names “words” or “levels”, one of the two.", hint)
        if len(self.words or ()) > 2:
            raise wrong(
                "accepted",
                "“words” are two at most: what one wording has, and what another has.",
                "Write a second item.",
            )
        if not any(map(str.isalpha, self.reason)):
            raise wrong("accepted", "This difference is accepted without a reason.", "Say why it is meant.")
        return self


class Level(Model):
    """A level of the organisation, with its approved descriptor and criteria to start a person profile from.

    One that extends another has what the other has, unless it says otherwise: `extension` tells what.
    """

    id: Id
    """The level's short name, which role files and clauses use, as in assistant-director."""
    title: Text
    """What the page calls the level, as in Assistant Director."""
    extends: Id | None = None
    """The id of the level that this one builds upon: it has what the other has, unless it says otherwise."""
    term: Term | None = None
    """For a level that is there for a time: from when, for how long. Leave it out for one that stays."""
    reports_to: Text | None = None
    """Whom the level reports to, for roles that say nothing else: a level's id, else plain words."""
    variants: Annotated[dict[Id, Annotated[Variant, Or(None)]], BeforeValidator(_filled)] = {}
    """The versions that the level comes in, as cmt and non-cmt; each role chooses one. Leave them out where one wording
    serves all.
    """
    descriptor: Annotated[Paragraphs, Field(validate_default=True)] = ()
    """What the level is, as it was approved: one paragraph an item. It stands on every profile of the level."""
    starter_criteria: dict[Id, tuple[Text, ...]] = {}
    """Criteria that a recruiter may start from, by category, as in knowledge: [Knowledge of …]. They are no approved
    wording.
    """
    accepted: tuple[Accepted, ...] = ()
    """What `rolegen check` tells of this level's texts as a slip and is meant, each with the reason."""

    @field_validator("descriptor", mode="wrap")
    @classmethod
    def _described(cls, value: Any, read: ValidatorFunctionWrapHandler, info: ValidationInfo) -> Any:
        """Only a level that extends another may leave its descriptor out."""
        if value != ():
            return read(value)
        if info.data.get("extends", "unreadable") is None:
            raise wrong("missing-key", "“descriptor” is missing.", "Add a line “descriptor: …”.")
        return value


class Clause(Model):
    """A responsibility: its wording, and the wordings of the levels or variants that differ."""

    id: Id
    """The clause's short name, which stays when its words change, as in health-and-safety."""
    title: Text | None = None
    """What lists and comparisons call the clause, as in Health and safety. It is not on the profile."""
    text: Text | None = None
    """The approved wording of every level that has none of its own under levels."""
    levels: dict[str, Wording | None] = {}
    """The wording of each level that differs: text, one text for each of its versions, or null where the level does not
    have the clause.
    """
    accepted: tuple[Accepted, ...] = ()
    """Differences between the wordings that are meant, each with the reason; `rolegen check` tells of no other."""

    def wording(self, level: str, variant: str) -> str | None:
        """The approved words for a level's variant; None where the level does not have the clause."""
        own = self.levels.get(level, self.text)
        return own.get(variant) if isinstance(own, dict) else own

    def keys(self, level: str, variant: str) -> Keys:
        """Where in the clause's own YAML those words stand."""
        if level not in self.levels:
            return ("text",)
        return ("levels", level, variant) if isinstance(self.levels[level], dict) else ("levels", level)


class Theme(Model):
    """A heading and the clauses under it."""

    id: Id
    """The theme's short name, as in shaping-the-future."""
    title: Text
    """The heading on the page, as in Shaping the Future."""
    clauses: tuple[Clause, ...]
    """The responsibilities under the heading, in the order of the page."""


class Descriptors(Model):
    """The file descriptors.yaml; its levels stand most senior first."""

    framework: About
    """The framework's name and version, and who adopted it."""
    levels: Annotated[tuple[Level, ...], Field(min_length=1)]
    """The levels of the organisation, the most senior first."""


class Responsibilities(Model):
    """The file responsibilities.yaml."""

    themes: tuple[Theme, ...]
    """The headings of the responsibilities, each with its clauses, in the order of the page."""


@dataclass(frozen=True, eq=False)
class Framework:
    """One version of a framework, whole, and the files it came from; equal to itself alone, as each is read once.

    `levels` and `themes` hold all that a level which extends another has from it; `stated` are the levels as their file
    states them. `holders` says for a clause and such a level under which level's name its words stand.
    """

    about: About
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    folder: Path
    source: Source
    paths: Mapping[str, Keys]
    stated: tuple[Level, ...]
    holders: Mapping[tuple[str, str], str]
    descriptors: Source

    def level(self, wanted: str) -> Level | None:
        """The level with an id."""
        return next((level for level in self.levels if level.id == wanted), None)

    def title(self, wanted: str | None) -> str:
        """What the page calls a level: its title, else the words as they are, since they may name no level."""
        level = self.level(wanted or "")
        return level.title if level else wanted or ""

    def named(self, name: str) -> Checked[Level]:
        """The level a person means: by its id or its title, in any case of letters."""
        named = (level for level in self.levels if _as_id(level.title) == _as_id(name))
        if level := self.level(_as_id(name)) or next(named, None):
            return Checked(level)
        return Checked(None, (no_such_level(name, [level.id for level in self.levels]),))

    def clauses(self) -> Iterator[tuple[Theme, Clause]]:
        """Every clause in its order, with its theme."""
        return ((theme, clause) for theme in self.themes for clause in theme.clauses)

    def place(self, clause: Clause, level: str, variant: str) -> Place:
        """Where the words of a clause for a level's variant stand."""
        return self.source.place(self.keys(clause, level, variant))

    def keys(self, clause: Clause, level: str, variant: str) -> Keys:
        """The keys that lead to those words in their file."""
        return (*self.paths[clause.id], *clause.keys(self.holder(clause, level), variant))

    def holder(self, clause: Clause, level: str) -> str:
        """Under which level's name a clause holds the words of a level: its own, or that of one it extends."""
        return self.holders.get((clause.id, level), level)


def _as_id(title: str) -> str:
    return re.sub(r"\s+", "-", title.strip()).casefold()


def load(folder: Path) -> Checked[Framework]:
    """The framework in a folder, or every problem in its two files."""
    from rolegen import extension, integrity

    descriptors, responsibilities = read(folder / DESCRIPTORS), read(folder / RESPONSIBILITIES)
    problems = (*descriptors.problems, *responsibilities.problems)
    if problems or not descriptors.value or not responsibilities.value:
        return Checked(None, problems)
    levels = read_model(Descriptors, descriptors.value)
    themes = read_model(Responsibilities, responsibilities.value)
    problems = (*levels.problems, *themes.problems)
    if levels.value is None or themes.value is None:
        return Checked(None, problems)
    about, stated = levels.value.framework, levels.value.levels
    whole, found, holders = extension.resolve(stated, themes.value.themes)
    paths = {clause.id: path for path, clause in placed(found)}
    framework = Framework(
        about, whole, found, folder, responsibilities.value, paths, stated, holders, descriptors.value
    )
    return Checked(framework, integrity.faults(framework, descriptors.value, responsibilities.value))


def version(folder: Path, wanted: str) -> Checked[Framework]:
    """The framework of a folder in a version: an earlier one, kept whole in its history, or the current one."""
    kept = folder / HISTORY / wanted
    if not os.path.isfile(kept / DESCRIPTORS):
        current = load(folder)
        if current.value and current.value.about.version == wanted:
            return current
        known = (*history(folder), *((current.value.about.version,) if current.value else ()))
        return failed(
            "no-such-version",
            f"Version “{wanted}” of the framework is not kept in {folder.name}/{HISTORY}.",
            Place(folder / DESCRIPTORS),
            suggest(wanted, known),
        )
    if not os.path.isfile(kept / RESPONSIBILITIES):
        message = f"Version “{wanted}” is half kept: {RESPONSIBILITIES} is missing beside this file."
        return failed("half-kept", message, Place(kept / DESCRIPTORS), "Put it back; a version is both files.")
    loaded = load(kept)
    if loaded.value and loaded.value.about.version != wanted:
        return failed(
            "version-folder",
            f"This file says version “{loaded.value.about.version}”; its folder says “{wanted}”.",
            Place(kept / DESCRIPTORS),
            "Rename the folder or correct the version.",
        )
    return loaded


def history(folder: Path) -> tuple[str, ...]:
    """The earlier versions kept beside a framework."""
    return tuple(sorted(path.parent.name for path in folder.glob(f"{HISTORY}/*/{DESCRIPTORS}")))


def no_such_level(name: str, known: Iterable[str], place: Place | None = None) -> Problem:
    """What is said of a level that a framework does not have."""
    return Problem("unknown-level", f"There is no level “{name}”.", place, suggest(name, known))


def line(start: str, above: Callable[[str], str | None]) -> Iterator[str]:
    """An id and those above it, one after another and each once: whom each reports to, or whose place it takes."""
    name: str | None = start
    met: set[str] = set()
    while name and name not in met:
        yield name
        met.add(name)
        name = above(name)


def circle(start: str, above: Callable[[str], str | None]) -> list[str]:
    """The ids on the way from one back to itself, each reporting to the next; empty where the line ends elsewhere."""
    way, current = {start: None}, above(start)
    while current is not None and current not in way:
        way[current] = None
        current = above(current)
    return [*way, start] if current == start else []


def versions_of(level: Level) -> tuple[str, ...]:
    """The names of a level's variants; a level without any has one, which has no name."""
    return tuple(level.variants) or ("",)


def placed(themes: tuple[Theme, ...]) -> Iterator[tuple[Keys, Clause]]:
    """Every clause with its path in responsibilities.yaml."""
    for t, theme in enumerate(themes):
        for c, clause in enumerate(theme.clauses):
            yield ("themes", t, "clauses", c), clause


def looks_like_id(text: str) -> bool:
    """True for text that can only be meant as an id: small letters joined by hyphens, no spaces."""
    return bool(re.fullmatch(r"[a-z0-9]+(?:[-_.][a-z0-9]+)*", text))


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; “the Council” gets its capital at the beginning of a sentence."""

    def value(found: re.Match[str]) -> str:
        word = values[found[1]]
        begins = not found.string[: found.start()].strip() or found.string[: found.start()].rstrip()[-1] in ".!?"
        return word[:1].upper() + word[1:] if begins else word

    return PLACEHOLDER.sub(value, text) if "{{" in text else text
