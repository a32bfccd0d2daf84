"""Framework + level + variant (+ role) → one profile, every sentence knowing where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rolegen.framework import MEMBER, NOT_MEMBER, About, Framework, Level, fill, no_such_level, versions_of
from rolegen.problems import Checked, Place, Problem, failed
from rolegen.role import Criterion, Role, RoleFile
from rolegen.workspace import TEAM, Settings

KEPT = 64  # levels' variants whose clauses are kept
CATEGORIES = {
    "qualifications": "Qualifications",
    "knowledge": "Knowledge",
    "experience": "Experience",
    "skills": "Skills",
    "behaviours": "Behaviours",
    "other": "Other",
}


@dataclass(frozen=True, slots=True)
class Responsibility:
    """A clause in the words that apply to this profile, and the line of the framework they stand in."""

    id: str
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class ThemeGroup:
    """A theme and those of its clauses that this profile has."""

    id: str
    title: str
    clauses: tuple[Responsibility, ...]


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One row of the person profile; a starter leaves importance and methods to be filled in."""

    ref: str
    text: str
    importance: str
    assessed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CriteriaGroup:
    """The rows of one category, essentials first."""

    id: str
    title: str
    rows: tuple[CriterionRow, ...]


@dataclass(frozen=True)
class Profile:
    """Everything a template may print, resolved; `name` is the stem of the file it goes to.

    `extends` is the title of the level that this one extends, empty where it extends none.
    """

    name: str
    role: Role
    is_level: bool
    level: Level
    variant: str
    membership: str
    phrase: str
    reports_to: str
    extends: str
    descriptor: tuple[str, ...]
    themes: tuple[ThemeGroup, ...]
    criteria: tuple[CriteriaGroup, ...]
    starters: bool
    framework: About
    settings: Settings

    @property
    def drafting(self) -> bool:
        """True while gaps are to be shown: until the role is approved."""
        return not self.role.settled

    @property
    def awaits_evaluation(self) -> bool:
        """Whether the page says “Subject to job evaluation”: of a post never evaluated, until it is superseded."""
        role = self.role
        if self.is_level or role.is_gone:
            return False
        return role.job_evaluation is None or not role.job_evaluation.is_done


@dataclass(frozen=True, slots=True)
class Phrases:
    """How one says which variant is meant, in the place where it is said."""

    member: str
    not_member: str
    other: str


FLAGS = Phrases("--cmt", "--non-cmt", "--variant")
KEYS = Phrases("“cmt: true”", "“cmt: false”", "“variant: …”")


def choose_variant(level: Level, asked: str | None, team: str = TEAM, say: Phrases = FLAGS) -> Checked[str]:
    """The level's variant to use: never guessed, and one the level does not have refused; problems have no place."""
    versions = versions_of(level)
    if asked in versions:
        return Checked(asked)
    if asked is None and len(versions) == 1:
        return Checked(versions[0])
    if asked is None:
        return failed("variant-needed", _versions(level), hint=_how_to_choose(level, team, say))
    message, hint = f"{level.title} has no version “{asked}”.", _how_to_choose(level, team, say)
    if asked == MEMBER:
        message, hint = f"No {level.title} wording exists for the {team}.", f"Leave out {say.member}."
    if asked == NOT_MEMBER:
        message = f"No {level.title} wording exists for posts outside the {team}."
        hint = f"Leave out {say.not_member}."
    return failed("no-such-variant", message, hint=hint)


def _versions(level: Level) -> str:
    count = {2: "two", 3: "three", 4: "four"}.get(len(level.variants), str(len(level.variants)))
    return f"{level.title} has {count} versions."


def _how_to_choose(level: Level, team: str, say: Phrases) -> str:
    if set(level.variants) == {MEMBER, NOT_MEMBER}:
        return f"Add {say.member} if the post sits on the {team}, {say.not_member} if it does not."
    if len(level.variants) <= 1:
        return f"Leave out {say.other}: there is one wording."
    return f"Add {say.other} with one of: {', '.join(level.variants)}."


@dataclass(frozen=True, slots=True)
class _Post:
    """What a profile is of: a role, or a blank one at a level."""

    name: str
    role: Role
    reports_to: str = ""
    is_level: bool = False


def of_level(framework: Framework, level: Level, variant: str, settings: Settings) -> Profile:
    """A level's own profile, every field of the role left to fill in."""
    name = f"{level.id}-{variant}" if len(level.variants) > 1 else level.id
    post = _Post(name, Role(title=level.title, level=level.id), is_level=True)
    return _resolve(framework, level, variant, settings, post)


def of_role(framework: Framework, file: RoleFile, reports_to: str, settings: Settings) -> Checked[Profile]:
    """A role's profile, or why the framework has none for it. `reports_to` is what the page says."""
    level = framework.level(file.role.level)
    if level is None:
        known = [level.id for level in framework.levels]
        return Checked(None, (no_such_level(file.role.level, known, file.place("level")),))
    variant = choose_variant(level, file.role.asked_variant, settings.label(TEAM), KEYS)
    if variant.value is None:
        return Checked(None, tuple(_in_file(problem, file) for problem in variant.problems))
    post = _Post(file.id, file.role, reports_to)
    return Checked(_resolve(framework, level, variant.value, settings, post))


def _in_file(problem: Problem, file: RoleFile) -> Problem:
    key = next((key for key in ("cmt", "variant") if getattr(file.role, key) is not None), "level")
    return Problem(problem.rule, problem.message, file.place(key), problem.hint)


def _resolve(framework: Framework, level: Level, variant: str, settings: Settings, post: _Post) -> Profile:
    values = {"organisation": settings.organisation, "area": settings.area}
    role = post.role
    starters = not role.person_profile and not role.settled
    version = level.variants.get(variant)
    return Profile(
        name=post.name,
        role=role,
        is_level=post.is_level,
        level=level,
        variant=variant,
        membership=(version.membership if version else None) or "",
        phrase=(version.phrase if version else None) or "",
        reports_to=post.reports_to,
        extends=framework.title(level.extends),
        descriptor=tuple(fill(text, values) for text in level.descriptor),
        themes=_themes(framework, level.id, variant, settings.organisation, settings.area),
        criteria=tuple(_groups(_starters(level) if starters else _own(role.person_profile))),
        starters=starters,
        framework=framework.about,
        settings=settings,
    )


@lru_cache(maxsize=KEPT)
def _themes(framework: Framework, level: str, variant: str, organisation: str, area: str) -> tuple[ThemeGroup, ...]:
    """The clauses of a level's variant, filled in; kept, since all roles of that level and variant have them."""
    values = {"organisation": organisation, "area": area}
    groups = []
    for theme in framework.themes:
        clauses = tuple(
            Responsibility(clause.id, fill(words, values), framework.place(clause, level, variant))
            for clause in theme.clauses
            if (words := clause.wording(level, variant)) is not None
        )
        if clauses:
            groups.append(ThemeGroup(theme.id, theme.title, clauses))
    return tuple(groups)


def _starters(level: Level) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    return ((category, text, "", ()) for category, texts in level.starter_criteria.items() for text in texts)


def _own(criteria: tuple[Criterion, ...]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    ordered = sorted(criteria, key=lambda item: item.importance != "essential")
    return ((item.category, item.criterion, item.importance, item.assessed_by) for item in ordered)


def _groups(rows: Iterator[tuple[str, str, str, tuple[str, ...]]]) -> Iterator[CriteriaGroup]:
    found = list(rows)
    known = dict.fromkeys([*CATEGORIES, *(row[0] for row in found)])
    letters: set[str] = set()
    for category in known:
        own = [row for row in found if row[0] == category]
        if own:
            prefix = _prefix(category, letters)
            letters.add(prefix)
            numbered = (CriterionRow(f"{prefix}{n}", *row[1:]) for n, row in enumerate(own, 1))
            yield CriteriaGroup(category, CATEGORIES.get(category, category.capitalize()), tuple(numbered))


def _prefix(category: str, taken: set[str]) -> str:
    """The letters of a reference, such as K in K1: as few as tell the category from those before it."""
    prefixes = (category[:length].upper() for length in range(1, len(category) + 1))
    return next((prefix for prefix in prefixes if prefix not in taken), category.upper())
