"""A draft beside the framework that it follows: what no paper says is kept, where level and clause are still the same.

Levels and themes are known again by title, clauses by their words: they keep their ids, so that two versions can be
compared; and titles, starter criteria, reporting lines and accepted differences that the paper says nothing of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rolegen.framework import Clause, Framework, Level, Theme
from rolegen.paper.assignment import paired
from rolegen.paper.drafting import Draft, wordings
from rolegen.paper.likeness import likeness, same, words
from rolegen.paper.matching import NEAR, SAME_ID, SAME_TITLE, SAME_WORDS

Ids = Mapping[str, str]


def kept(made: Draft, known: Framework, *, says_versions: bool = False) -> Draft:
    """The draft with what the framework before it has and no paper says; rolegen's own document `says_versions`."""
    levels = _by_title(((one.id, one.title) for one in made.levels), ((one.id, one.title) for one in known.levels))
    themes = _by_title(((one.id, one.title) for one in made.themes), ((one.id, one.title) for one in known.themes))
    clauses = _clauses(made, known)
    return replace(
        made,
        levels=tuple([_level(level, known, levels, says_versions) for level in made.levels]),
        themes=tuple([_theme(theme, known, levels, themes, clauses) for theme in made.themes]),
    )


def _by_title(new: Iterable[tuple[str, str]], old: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The id of each, as it was; one of a new title keeps its own unless another has that."""
    by_title = {words(title): name for name, title in old}
    pairs = list(new)
    found = {name: by_title[words(title)] for name, title in pairs if words(title) in by_title}
    taken = {*found.values(), *by_title.values()}
    for name, _ in pairs:
        if name not in found:
            found[name] = _free(name, taken)
            taken.add(found[name])
    return found


def _free(name: str, taken: set[str]) -> str:
    number, made = 2, name
    while made in taken:
        made, number = f"{name[:60]}-{number}", number + 1
    return made


def _level(level: Level, known: Framework, ids: Ids, says_versions: bool) -> Level:
    before = known.level(ids[level.id])
    above = level.reports_to
    values: dict[str, Any] = {"id": ids[level.id], "reports_to": ids.get(above, above) if above else None}
    if before is not None:
        variants = {**before.variants, **level.variants}
        values["variants"] = {
            name: before.variants[name] if name in before.variants and not (one.membership or one.phrase) else one
            for name, one in variants.items()
            if name in level.variants or not (level.variants or says_versions)
        }
        values["starter_criteria"] = before.starter_criteria
        values |= _accepted(before)
    return level.model_copy(update=values)


def _accepted(before: Level | Clause) -> dict[str, Any]:
    """Which differences are meant, where the framework before says that."""
    return {"accepted": found} if (found := getattr(before, "accepted", ())) else {}


def _theme(theme: Theme, known: Framework, levels: Ids, themes: Ids, clauses: Mapping[str, Clause]) -> Theme:
    taken = {clause.id for _, clause in known.clauses()}
    own = []
    for clause in theme.clauses:
        before = clauses.get(clause.id)
        values: dict[str, Any] = {"levels": {levels[name]: wording for name, wording in clause.levels.items()}}
        if before is not None:
            values |= {"id": before.id, "title": clause.title or before.title, **_accepted(before)}
        elif clause.id in taken:
            values["id"] = _free(clause.id, taken)
        own.append(clause.model_copy(update=values))
        taken.add(own[-1].id)
    return theme.model_copy(update={"id": themes[theme.id], "clauses": tuple(own)})


def _clauses(made: Draft, known: Framework) -> dict[str, Clause]:
    """Which clause of the framework before each clause of the draft is, by the draft's ids."""
    new = [clause for theme in made.themes for clause in theme.clauses]
    old = [clause for _, clause in known.clauses()]
    said = [wordings(clause, made.levels) for clause in new]
    had = [wordings(clause, known.levels) for clause in old]
    scores = {
        (i, j): score
        for i, clause in enumerate(new)
        for j, before in enumerate(old)
        if (score := _alike(clause, said[i], before, had[j])) >= NEAR
    }
    return {new[i].id: old[j] for i, j in paired(scores).items()}


def _alike(one: Clause, said: set[str], other: Clause, had: set[str]) -> float:
    score = SAME_TITLE if one.title and other.title and same(one.title, other.title) else 0.0
    score += SAME_ID if one.id == other.id and score else 0.0
    if any(same(text, before) for text in said for before in had):
        return score + SAME_WORDS
    return score + max((likeness(text, before) for text in said for before in had), default=0.0)
