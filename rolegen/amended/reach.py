"""Which roles of a workspace the amendments of its framework reach, were each of them to build with the new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rolegen.amended.amendment import Amendment, At, Post
from rolegen.amended.whole import amendments, every_post
from rolegen.framework import Framework, fill, versions_of
from rolegen.problems import Problem
from rolegen.profile import choose_variant
from rolegen.role import Role, RoleFile, read_role
from rolegen.workspace import Workspace

Held = tuple[At | None, At | None]  # a role's level and variant in the old framework and in the new one
# What no profile says; the version of the framework, which each of them says, is no change of words.
UNPRINTED = {
    "framework": ("name", "adoption"),
    "level": ("new", "gone", "id", "order", "reports_to"),
    "theme": ("new", "gone", "id"),
    "clause": ("id", "title"),
}


@dataclass(frozen=True, slots=True)
class Reached:
    """An amendment and the roles that it reaches."""

    amendment: Amendment
    roles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Amended:
    """What changed from one framework to another, both in the user's words, and what it would mean for roles.

    `posts` are all variants of all levels. Of the `roles` looked at, those in `differ` would read differently,
    and the level of those that are `lost` is no longer there; `standing` has the approved ones by the version that they
    keep. Those in `failed` could not be read.
    """

    old: str
    new: str
    changes: tuple[Reached, ...]
    posts: tuple[Post, ...] = ()
    roles: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    standing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    failed: tuple[str, ...] = ()


def amended(
    old: Framework, new: Framework, said: tuple[str, str], place: Workspace
) -> tuple[Amended, tuple[Problem, ...]]:
    """What changed, and the living roles of a workspace that it reaches; `said` is what the user calls the two."""
    found = amendments(old, new)
    read = {path: read_role(path) for path in (place.role_files() if found else ())}
    failed = tuple(path.stem for path, role in read.items() if role.value is None)
    errors = tuple(problem for role in read.values() for problem in role.problems if problem.severity == "error")
    living = [role.value for role in read.values() if role.value and not role.value.role.is_gone]
    posts = {file.id: posts_of(file.role, old, new) for file in living}
    reached = [Reached(one, _roles(one, living, posts, place)) for one in found]
    lost = tuple(file.id for file in living if old.level(file.role.level) and not new.level(file.role.level))
    words = {name for one in reached if is_printed(one.amendment) for name in one.roles} - {*lost}
    return Amended(
        *said,
        tuple(reached),
        every_post(old, new),
        tuple(file.id for file in living),
        tuple(file.id for file in living if file.id in words),
        lost,
        _standing(living),
        failed,
    ), errors


def is_printed(amendment: Amendment) -> bool:
    """Whether profiles show what changed."""
    return amendment.what not in UNPRINTED[amendment.part]


def posts_of(role: Role, old: Framework, new: Framework) -> Held:
    """The level and variant of a role in either framework, None where it has none there."""
    return _at(role, old), _at(role, new)


def _at(role: Role, known: Framework) -> At | None:
    """A role's post in a framework; of a level with one version that one, whatever version it asks for."""
    level = known.level(role.level)
    if level is None:
        return None
    versions = versions_of(level)
    variant = versions[0] if len(versions) == 1 else choose_variant(level, role.asked_variant).value
    return None if variant is None else (level.id, variant)


def is_at(post: Post, held: Held) -> bool:
    """Whether a role's post is this one: by its new name, or by its old one where it has no new one."""
    was, now = held
    return post.new == now if now is not None and post.old is not None else post.old is not None and post.old == was


def _roles(one: Amendment, living: Sequence[RoleFile], posts: Mapping[str, Held], place: Workspace) -> tuple[str, ...]:
    if not one.posts or not _is_seen(one, place):
        return ()
    return tuple(file.id for file in living if _reaches(one, file.role, posts[file.id]))


def _reaches(one: Amendment, role: Role, held: Held) -> bool:
    if one.what == "starter_criteria" and (role.person_profile or role.settled):
        return False
    named = one.what == "title" and one.part == "level" and role.reports_to == one.id
    return named or any(is_at(post, held) for post in one.posts)


def _is_seen(one: Amendment, place: Workspace) -> bool:
    """Whether the words differ once the workspace's own organisation and area are filled in."""
    values = {"organisation": place.settings.organisation, "area": place.settings.area}
    change = one.change
    return change.kind == "moved" or fill(change.old, values) != fill(change.new, values)


def _standing(living: Iterable[RoleFile]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for file in living:
        if file.role.status == "approved" and file.role.framework:
            found[file.role.framework] = (*found.get(file.role.framework, ()), file.id)
    return dict(sorted(found.items()))
