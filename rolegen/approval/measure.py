"""By which approved wording a Word file is measured: the one it was built with, else the one it says most words of.

What a level's profile must say is what the template makes of it, so that words that the template prints round a clause
are no alteration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rolegen import framework as frameworks
from rolegen.approval.examination import Approved
from rolegen.approval.recognition import LEVEL, NEAR, Passage, Whose, Wording, likeness, passages, wording
from rolegen.build import Workshop
from rolegen.form.kinds import KINDS
from rolegen.framework import Framework, Level, versions_of
from rolegen.marks import CLAUSE, FIELD, names, spoken
from rolegen.problems import Checked
from rolegen.profile import Profile, of_level
from rolegen.templating import render

VERSION = "framework-version"
CLEAREST = 0.3  # how much of a profile's wording must be there, about, for a file to be taken for one


@dataclass(frozen=True, slots=True)
class Measure:
    """A level's variant in a version of the framework; `certain` where the file itself says that it is of these."""

    framework: Framework
    level: Level
    variant: str
    certain: bool = True

    @property
    def name(self) -> str:
        """The level and its variant, as a person says it."""
        return named(self.level, self.variant)


def named(level: Level, variant: str) -> str:
    """A level, and which of its variants where it has several."""
    return f"{level.title} ({variant})" if len(level.variants) > 1 else level.title


class Measures:
    """The versions of a workspace's framework, and what each level must say in them; each is made once."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.current = workshop.frameworks.current
        self._versions: dict[str, Checked[Framework]] = {}
        self._approved: dict[tuple[Framework, str, str], Checked[Approved]] = {}
        self._bookmarks: dict[Framework, Mapping[str, str]] = {}
        self._others: dict[tuple[Framework, ...], Whose] = {}

    def version(self, wanted: str) -> Checked[Framework]:
        """The framework in a version: the current one, or an earlier one that is kept."""
        if wanted == self.current.about.version:
            return Checked(self.current)
        if wanted not in self._versions:
            kept = [frameworks.version(folder, wanted) for folder in self.workshop.frameworks.folders]
            self._versions[wanted] = next((one for one in kept if one.value), kept[0])
        return self._versions[wanted]

    def all_versions(self) -> tuple[Framework, ...]:
        """Every version that can be read, the current one first."""
        folders = self.workshop.frameworks.folders
        names = dict.fromkeys(name for folder in folders for name in reversed(frameworks.history(folder)))
        kept = (self.version(name).value for name in names if name != self.current.about.version)
        return (self.current, *(one for one in kept if one))

    def approved(self, measure: Measure) -> Checked[Approved]:
        """What a profile by this measure must say; or what is wrong with the template."""
        key = measure.framework, measure.level.id, measure.variant
        if key not in self._approved:
            profile = of_level(measure.framework, measure.level, measure.variant, self.workshop.workspace.settings)
            page = render(self.workshop.template, profile)
            made = _approved(passages(page.value), profile) if page.value else None
            self._approved[key] = Checked(made, page.problems)
        return self._approved[key]

    def others(self, known: Iterable[Framework]) -> Whose:
        """By spoken text, whose wording it is of which clause's which paragraph in these versions of the framework."""
        wanted = tuple(dict.fromkeys(known))
        if wanted not in self._others:
            found: dict[str, dict[tuple[str, int], str]] = {}
            for said, key, name in (one for version in wanted for one in self._wordings_of(version)):
                found.setdefault(said, {}).setdefault(key, name)
            self._others[wanted] = found
        return self._others[wanted]

    def _wordings_of(self, known: Framework) -> Iterator[tuple[str, tuple[str, int], str]]:
        version = "" if known is self.current else f", framework {known.about.version}"
        for level, variant in _variants(known):
            for key, text in self._texts(known, level, variant):
                yield spoken(text), key, f"{named(level, variant)}{version}"

    def _texts(self, known: Framework, level: Level, variant: str) -> Iterator[tuple[tuple[str, int], str]]:
        profile = of_level(known, level, variant, self.workshop.workspace.settings)
        for n, text in enumerate(profile.descriptor):
            yield (LEVEL, n), text
        for theme in profile.themes:
            for clause in theme.clauses:
                yield (clause.id, 0), clause.text

    def bookmarks(self, version: Framework) -> Mapping[str, str]:
        """The tag behind each bookmark that a file by this version of the framework may have."""
        if version not in self._bookmarks:
            ids = [*(f"{LEVEL}{level.id}" for level in version.levels), *(clause.id for _, clause in version.clauses())]
            self._bookmarks[version] = names([*(f"{CLAUSE}{one}" for one in ids), *(f"{FIELD}{one}" for one in KINDS)])
        return self._bookmarks[version]

    def of(self, facts: Mapping[str, str], there: Sequence[Passage]) -> Measure | None:
        """The measure of a document: as its properties say, else the nearest by its words; None where none is near."""
        known = self.version(facts.get(VERSION, "")).value
        for one in [known] if known else [self.current]:
            level = one.level(facts.get("level", ""))
            if level and (variant := facts.get("variant", "")) in versions_of(level):
                return Measure(one, level, variant)
        return self._by_words(facts.get("level", ""), there, [known] if known else self.all_versions())

    def _by_words(self, wanted: str, there: Sequence[Passage], known: Iterable[Framework]) -> Measure | None:
        said = [said for passage in there for line in passage.text.split("\n") if (said := spoken(line))]
        alike: dict[str, float] = {}
        best: tuple[float, int, Measure] | None = None
        for one in known:
            levels = [pair for pair in _variants(one) if pair[0].id == wanted] or list(_variants(one))
            for level, variant in levels:
                measure = Measure(one, level, variant, certain=False)
                score = self._score(measure, said, alike)
                title = _title_score(measure, said)
                if best is None or (score, title) > best[:2]:
                    best = (score, title, measure)
        if best is None or best[0] < CLEAREST:
            return None
        return best[2] if wanted else self._extended(best[2], said, alike)

    def _extended(self, found: Measure, said: list[str], alike: dict[str, float]) -> Measure:
        """The level that extends the one found, if more of it is said: all that the other asks for, it does too."""
        more = found
        for level, variant in _variants(found.framework):
            one = Measure(found.framework, level, variant, certain=False)
            heard = self._heard(one, said, alike) > self._heard(more, said, alike)
            if level.extends == found.level.id and heard and _title_score(one, said) >= _title_score(more, said):
                more = one
        return more

    def _score(self, measure: Measure, said: list[str], alike: dict[str, float]) -> float:
        """How much of what a measure asks for a document says, from 0 to 1."""
        approved = self.approved(measure).value
        if approved is None or not approved.wordings:
            return 0.0
        return round(self._heard(measure, said, alike) / len(approved.wordings), 6)

    def _heard(self, measure: Measure, said: list[str], alike: dict[str, float]) -> float:
        """How many of the wordings that a measure asks for a document says, those in part that it says about so."""
        approved = self.approved(measure).value
        if approved is None:
            return 0.0
        everything = " ".join(said)
        for one in approved.wordings:
            if one.said not in alike:
                alike[one.said] = 1.0 if one.said in everything else _nearest(one.said, said)
        return sum(alike[one.said] for one in approved.wordings)


def _nearest(wanted: str, said: list[str]) -> float:
    """How alike the nearest words are, where they are near at all; never so much as the very words."""
    return 0.9 * max((likeness(wanted, one, NEAR) for one in said), default=0.0)


def _title_score(measure: Measure, said: list[str]) -> int:
    """How well a document's short lines name the level and the variant: what tells levels of the same words apart."""
    short = {one.casefold() for one in said if len(one) < 120}
    title = measure.level.title.casefold()
    version = measure.level.variants.get(measure.variant)
    phrases = [text.casefold() for text in (version.membership, version.phrase) if text] if version else []
    exact = 4 * (title in short) + 2 * any(one.endswith(f": {title}") for one in short)
    return exact + sum(any(spoken(text) == one for one in short) for text in phrases)


def _variants(known: Framework) -> Iterator[tuple[Level, str]]:
    return ((level, variant) for level in known.levels for variant in versions_of(level))


def _approved(there: list[Passage], profile: Profile) -> Approved:
    """What the template prints of a level: its marked paragraphs are the wordings, in their order."""
    counts: dict[str, int] = {}
    wordings: list[Wording] = []
    for passage in there:
        clause = passage.line.clause
        if clause:
            heading = passage.line.section[-1] if passage.line.section else ""
            wordings.append(wording(clause, passage.text, heading, counts.get(clause, 0)))
            counts[clause] = counts.get(clause, 0) + 1
    fields = {spoken(title) for passage in there if passage.is_field for title in passage.line.section}
    headings = frozenset(spoken(one.heading) for one in wordings if one.heading) - fields
    themes = frozenset(spoken(theme.title) for theme in profile.themes) & headings
    return Approved(tuple(wordings), frozenset(one.said for one in there if not one.marks), headings, themes)
