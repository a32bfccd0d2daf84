"""Approved wording that a role says again in words of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from rolegen.framework import PLACEHOLDER, Clause, Framework, versions_of
from rolegen.lint.contract import RoleCheck, Said, Written
from rolegen.lint.finding import Hit
from rolegen.lint.rule import Rule

LONGEST_NAME = 80  # characters that may stand for a placeholder


class Patterned(NamedTuple):
    """A wording with placeholders, and the clause that it is of."""

    words: re.Pattern[str]
    clause: Clause


class Wordings(NamedTuple):
    """Every wording of a framework, as copies are compared: by its words; with placeholders, by its first word."""

    plain: Mapping[str, Clause]
    patterns: Mapping[str, tuple[Patterned, ...]]


def copied_clause(written: Written, rule: Rule) -> Iterator[Said]:
    """Accountabilities that are a clause of the framework, word for word."""
    role, known = written.file.role, written.framework
    if role.settled and role.framework not in (None, known.about.version):
        return
    level, wordings = known.level(role.level), _wordings(known)
    for passage in written.passages:
        clause = _clause(passage.text, wordings) if passage.kind == "accountability" else None
        if clause and clause.id not in rule.allow:
            is_there = level and any(clause.wording(level.id, variant) for variant in versions_of(level))
            message, hint = _told(clause, is_there=bool(is_there))
            hit = Hit(0, len(passage.text), message, hint, softer=not is_there)
            yield Said(message, passage.keys, passage=passage, hit=hit)


def _told(clause: Clause, *, is_there: bool) -> tuple[str, str]:
    name = f"the clause “{clause.title or clause.id}”"
    if is_there:
        message = f"This is {name} of the framework, word for word; the profile prints it already."
        return message, "Take it out, or say what this post in particular does for it."
    message = f"This is {name} of the framework, word for word, which the framework has for other levels only."
    return message, "Say what this post in particular does; to give the level the clause, amend the framework."


def _clause(text: str, wordings: Wordings) -> Clause | None:
    """The clause that a text is."""
    same = _normal(text)
    if clause := wordings.plain.get(same):
        return clause
    begun = (*wordings.patterns.get(_first_word(same), ()), *wordings.patterns.get("", ()))
    return next((one.clause for one in begun if one.words.fullmatch(same)), None)


@lru_cache(maxsize=4)
def _wordings(framework: Framework) -> Wordings:
    """The wordings of a framework, prepared once however many roles are looked at."""
    plain: dict[str, Clause] = {}
    patterns: dict[str, tuple[Patterned, ...]] = {}
    for _, clause in framework.clauses():
        for same in dict.fromkeys(map(_normal, _texts(clause))):
            plain.setdefault(same, clause)
            if PLACEHOLDER.search(same):
                key = _first_word(same)
                patterns[key] = (*patterns.get(key, ()), Patterned(_pattern(same), clause))
    return Wordings(plain, patterns)


def _texts(clause: Clause) -> Iterator[str]:
    for wording in (clause.text, *clause.levels.values()):
        yield from wording.values() if isinstance(wording, dict) else (wording,) if wording else ()


def _pattern(same: str) -> re.Pattern[str]:
    """The wording with anything short for its placeholders."""
    parts = PLACEHOLDER.split(same)[::2]
    return re.compile(f".{{1,{LONGEST_NAME}}}?".join(map(re.escape, parts)))


def _first_word(same: str) -> str:
    """The word by which a wording with a placeholder is looked up; "" where it begins with the placeholder."""
    first = same.partition(" ")[0]
    return "" if "{{" in first else first


def _normal(text: str) -> str:
    """A text without what a copy may differ in: case, white space, the shape of signs, the full stop at the end."""
    return " ".join(text.casefold().replace("’", "'").split()).rstrip(" .;,")


OF_A_ROLE: Mapping[str, RoleCheck] = {"copied-clause": copied_clause}
