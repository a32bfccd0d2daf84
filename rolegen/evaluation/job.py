"""A role as job evaluation weighs it: its file, and what only the framework and the other roles say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rolegen.framework import Framework
from rolegen.problems import Checked, has_errors
from rolegen.role import Role, RoleFile, read_role

if TYPE_CHECKING:
    from rolegen.build import Workshop


@dataclass(frozen=True, slots=True)
class Superior:
    """Whom a post reports to: the page's words, and the role and level that these mean, "" where they mean none.

    Words such as “Full Council” mean neither, a level's title means no role.
    """

    said: str
    role: str = ""
    level: str = ""
    level_title: str = ""
    post_number: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """A role, its level's title, the variant of it that the role has, its framework's version, and its superior."""

    id: str
    role: Role
    level_title: str
    variant: str
    framework: str
    superior: Superior | None = None


def job_of(shop: Workshop, file: RoleFile) -> Checked[Job]:
    """The role with what it means in its workspace; without it, every problem that a build would tell."""
    from rolegen.build import profile_of

    profile = profile_of(shop, Checked(file))
    if profile.value is None:
        return Checked(None, profile.problems)
    made, known = profile.value, shop.frameworks.of(file).value
    above = _superior(shop, known, file, made.reports_to) if known else Checked(None)
    problems = (*profile.problems, *above.problems)
    job = Job(file.id, file.role, made.level.title, made.variant, made.framework.version, above.value)
    return Checked(None if has_errors(above.problems) else job, problems)


def _superior(shop: Workshop, framework: Framework, file: RoleFile, said: str) -> Checked[Superior]:
    """Whom the role reports to; no value where it says nothing."""
    words = file.role.reports_to
    if not words:
        return Checked(None)
    if path := shop.register.paths.get(words):
        superior = read_role(path)
        if superior.value is None:  # its title can be read, its level cannot
            return Checked(None, superior.problems)
        role, known = superior.value.role, shop.frameworks.of(superior.value).value or framework
        return Checked(Superior(said, words, role.level, known.title(role.level), role.post_number or ""))
    level = framework.named(words).value
    return Checked(Superior(said, level=level.id, level_title=level.title) if level else Superior(said))
