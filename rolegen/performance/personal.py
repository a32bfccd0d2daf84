"""What may stand in no file: objectives of a person, what was made of them, and who that person is.

A slip of the pen is told of as any other; words that belong into the Word form alone are refused for what they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rolegen.problems import Problem
from rolegen.source import Keys, Source

RULE = "confidential"
STAYS = "typed into the Word form and stand in no file"
SHARED = "Only objectives that the organisation has decided to share stand here: corporate or collaboration."
LEAVE_OUT = "Leave the line out."
PERSONAL = frozenset({"personal", "development", "individual", "learning", "training", "career", "private", "own"})
ASSESSING = frozenset({
    "assessment", "assessments", "assessed", "rating", "ratings", "rated", "score", "scores", "scored", "mark", "marks",
    "evidence", "appraisal", "appraised", "review", "feedback", "comment", "comments", "achieved", "achievement",
    "achievements", "progress", "result", "results", "performance", "strengths", "weaknesses", "improvement",
    "improvements", "improve", "met", "bonus", "sickness", "absence",
})  # fmt: skip
NAMING = frozenset({
    "name", "names", "officer", "officers", "person", "people", "holder", "postholder", "employee", "staff", "owner",
    "owners", "reviewer", "reviewers", "manager", "member", "members", "signature", "signatures", "signed", "who",
})  # fmt: skip
WORDS = re.compile(r"[^\W\d_]+")


def is_personal(kind: str) -> bool:
    """Whether a kind of objectives is one that belongs to a person: personal ones, and those for development."""
    return bool(PERSONAL & _words(kind))


def of_kind(kind: str) -> str:
    """Why objectives of a person's own are refused."""
    words = [
        word for word in WORDS.findall(kind.replace("_", " ")) if word.casefold() not in ("objective", "objectives")
    ]
    return f"{' '.join(words).capitalize()} objectives are confidential: they are {STAYS}."


def unquoted(problem: Problem) -> Problem:
    """The problem without its line, where that may say of a person what no log of a build should hold."""
    if problem.rule != RULE or problem.place is None:
        return problem
    return replace(problem, place=replace(problem.place, source=""))


def refused(source: Source) -> tuple[Problem, ...]:
    """The keys of a file of shared objectives that belong into the form alone, each where it stands."""
    values = source.value if isinstance(source.value, dict) else {}
    listed = values.get("objectives")
    groups: list[tuple[Keys, object]] = [((), values), (("objectives",), listed)]
    groups += [(("objectives", n), one) for n, one in enumerate(listed if isinstance(listed, list) else ())]
    return tuple(problem for path, group in groups for problem in _in_group(source, path, group))


def _in_group(source: Source, path: Keys, group: object) -> Iterator[Problem]:
    for key in group if isinstance(group, dict) else ():
        if message := _why(key):
            yield Problem(RULE, message, source.key_place((*path, key)), LEAVE_OUT)


def _why(key: str) -> str:
    """Why a key may stand in no file; "" of one that may, or that nobody knows."""
    words = _words(key)
    if NAMING & words:
        return f"“{key}” would say who somebody is: names of people are {STAYS}."
    if ASSESSING & words:
        return f"“{key}” belongs to an assessment, which is confidential: its words are {STAYS}."
    return of_kind(key) if PERSONAL & words else ""


def _words(text: str) -> set[str]:
    return set(WORDS.findall(text.casefold().replace("_", " ")))
