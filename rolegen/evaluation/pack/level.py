"""What the framework says of a post's level, beside what the post's own profile says of it."""

from __future__ import annotations

from dataclasses import dataclass

from rolegen.fields import shown
from rolegen.profile import Profile
from rolegen.workspace import TEAM


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing that level and post both say something of, in paragraphs."""

    name: str
    level: tuple[str, ...]
    post: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """A level and a post side by side; `was` is the descriptor as evaluated, where that was another."""

    title: str
    purpose: Matter
    matters: tuple[Matter, ...]
    accountabilities: tuple[str, ...]
    was_title: str = ""
    was: tuple[str, ...] = ()


def beside(profile: Profile, superior: str, before: Profile | None) -> Beside:
    """A post beside its level; `superior` is whom the level reports to, `before` the profile as evaluated."""
    level, role = profile.level, profile.role
    team = profile.settings.label(TEAM)
    memberships = dict.fromkeys(one.membership for one in level.variants.values() if one.membership)
    matters = (
        Matter(profile.settings.label("Reports to"), _said(superior), _said(profile.reports_to)),
        Matter(team, _said(" or ".join(memberships)), _said(profile.membership)),
        Matter("For how long", _said(shown(level.term)), _said(shown(role.contract))),
    )
    purpose = Matter("Purpose", profile.descriptor, _paragraphs(role.purpose))
    stated = tuple(one for one in matters if one.level or one.post)
    texts = tuple(one.text for one in role.accountabilities)
    if before is None or (before.level.id, before.descriptor) == (level.id, profile.descriptor):
        return Beside(level.title, purpose, stated, texts)
    return Beside(level.title, purpose, stated, texts, before.level.title, before.descriptor)


def _said(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _paragraphs(text: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (text or "").split("\n\n") if part.strip())
