"""Which level of the framework a post is at, where its profile says so; a title such as “Director of …” does not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rolegen.foreign.lines import Words
from rolegen.foreign.saying import Said
from rolegen.foreign.vocabulary import LEVEL, TEAM
from rolegen.framework import MEMBER, NOT_MEMBER, Framework, Level, fill, versions_of
from rolegen.marks import spoken
from rolegen.workspace import Settings

YES, NO = ("yes", "true", "y"), ("no", "false", "n")
ABOUT = re.compile(r"about this level: (.+)")


@dataclass(frozen=True, slots=True)
class Stated:
    """A level that a profile says, and by which of its lines."""

    level: Level
    lines: Words
    words: str
    where: str


def stated(title: Said | None, said: Iterable[Said], lines: Words, framework: Framework, own: Settings) -> Stated | None:
    """The level, if the profile says one: as a fact, by a level's own descriptor, or by a title that is a level's."""
    for one in said:
        if one.path == LEVEL and (level := _titled(one.shown[0][0], framework)):
            return Stated(level, one.lines, one.words, one.where)
    for line in lines:
        found = ABOUT.fullmatch(spoken(line.words).casefold())
        if found and (level := _titled(found[1], framework)):
            return Stated(level, (line,), line.words, f"“{line.words}”")
    if described := _described(lines, framework, own):
        return described
    if title and (level := _titled(title.shown[0][0], framework)):
        return Stated(level, (), "", "the job title is the level's own")
    return None


def _titled(words: str, framework: Framework) -> Level | None:
    """The one level of this title or id."""
    said = spoken(words).casefold()
    found = [level for level in framework.levels if said in (spoken(level.title).casefold(), level.id)]
    return found[0] if len(found) == 1 else None


def _described(lines: Words, framework: Framework, own: Settings) -> Stated | None:
    """The one level whose descriptor stands in the profile, word for word."""
    values = {"organisation": own.organisation, "area": own.area}
    there = {spoken(line.words): line for line in lines}
    found = []
    for level in framework.levels:
        described = [there.get(spoken(fill(text, values))) for text in level.descriptor]
        if all(described):
            found.append(Stated(level, (), "", "its descriptor, word for word"))
    return found[0] if len(found) == 1 else None


def suggested(title: str, framework: Framework) -> Level | None:
    """The level with whose title a job title begins: no more than a hint."""
    said = f"{spoken(title).casefold()} "
    found = [level for level in framework.levels if said.startswith(f"{spoken(level.title).casefold()} ")]
    return found[0] if len(found) == 1 else None


def variant(said: Said, level: Level | None, framework: Framework) -> str:
    """The variant that a line about the Corporate Management Team means; "" where it means none or several."""
    if said.path != TEAM:
        return ""
    words = spoken(" ".join(cell for line in said.shown for cell in line)).casefold()
    if words in YES or words in NO:
        return MEMBER if words in YES else NOT_MEMBER
    levels = (level,) if level else framework.levels
    named = {
        name
        for one in levels
        for name, version in one.variants.items()
        if version.membership and spoken(version.membership).casefold() == words
    }
    return named.pop() if len(named) == 1 else ""


def is_needed(level: Level | None) -> bool:
    """Whether a role at this level must say which variant it is."""
    return level is not None and len(versions_of(level)) > 1


