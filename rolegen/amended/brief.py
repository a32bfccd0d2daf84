"""What another version of the framework would change for a role, in a sentence or two."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rolegen.amended.amendment import Amendment
from rolegen.amended.reach import is_at, is_printed, posts_of
from rolegen.amended.whole import amendments
from rolegen.framework import Framework
from rolegen.problems import listed
from rolegen.role import Role

KEPT = 8  # pairs of frameworks, whose differences all roles share
MORE = {"descriptor": "its level descriptor", "title": "its level's title"}  # beside clauses, what a reader looks for
between = lru_cache(maxsize=KEPT)(amendments)


def brief(role: Role, old: Framework, new: Framework) -> str:
    """How much of a role's profile would read differently."""
    if new.level(role.level) is None:
        return f"“{new.about.version}” has no level “{role.level}”: it has {listed([one.id for one in new.levels])}."
    held = posts_of(role, old, new)
    own = [one for one in between(old, new) if is_printed(one) and any(is_at(post, held) for post in one.posts)]
    parts = [_changed(own, _number(old, role)), *_came_and_went(own)]
    if said := "; ".join(filter(None, parts)):
        return f"There, {said}."
    return "There, other things about it differ." if own else "There, it would read the same."


def _changed(own: Sequence[Amendment], number: int) -> str:
    clauses = {one.id for one in own if one.part == "clause" and one.what == "wording" and one.change.kind == "changed"}
    some = "its one clause" if number == 1 else f"{len(clauses)} of its {number} clauses"
    parts = [some] if clauses else []
    parts += [said for what, said in MORE.items() if any(one.part == "level" and one.what == what for one in own)]
    if not parts:
        return ""
    is_one = len(parts) == 1 and len(clauses) < 2
    return f"{listed(parts)} {'reads' if is_one else 'read'} differently"


def _came_and_went(own: Sequence[Amendment]) -> list[str]:
    said = []
    for kind, words in (("added", "new"), ("removed", "gone")):
        ids = {one.id for one in own if one.part == "clause" and one.change.kind == kind}
        if ids:
            said.append(f"{len(ids)} clause{' is' if len(ids) == 1 else 's are'} {words}")
    return said


def _number(known: Framework, role: Role) -> int:
    """How many clauses a role has in a framework."""
    at = posts_of(role, known, known)[0]
    return sum(1 for _, clause in known.clauses() if at and clause.wording(*at) is not None)
