"""Two frameworks → every amendment from one to the other."""

from __future__ import annotations

from collections.abc import Iterator

from rolegen.amended.amendment import Amendment, Post, became, posts
from rolegen.amended.clauses import HALF, Clauses, of_themes, theme_texts
from rolegen.amended.levels import level_texts, of_levels
from rolegen.amended.matching import pairs
from rolegen.framework import Framework


def amendments(old: Framework, new: Framework) -> tuple[Amendment, ...]:
    """What changed, each change once: the framework's name and adoption, its levels, themes and clauses.

    A version that has another name is no change: its words count.
    """
    levels = pairs(old.levels, new.levels, level_texts)
    themes = pairs(old.themes, new.themes, theme_texts, HALF)
    held = posts(levels)
    return (
        *_of_the_whole(old, new),
        *of_levels(levels, old.levels, held),
        *of_themes(themes, old.themes, held),
        *Clauses(old, new, themes, held).amendments(),
    )


def every_post(old: Framework, new: Framework) -> tuple[Post, ...]:
    """Every variant of every level of either framework."""
    return posts(pairs(old.levels, new.levels, level_texts))


def _of_the_whole(old: Framework, new: Framework) -> Iterator[Amendment]:
    was, now = old.about, new.about
    if was.name != now.name:
        yield Amendment("framework", "", now.name, "name", became(was.name, now.name))
    if was.adoption != now.adoption:
        yield Amendment("framework", "", now.name, "adoption", became(was.standing, now.standing))
