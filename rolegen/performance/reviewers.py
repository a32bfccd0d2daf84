"""Who employs an officer, and who reviews the officer's performance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolegen.framework import looks_like_id
from rolegen.statutes import HEAD

if TYPE_CHECKING:
    from rolegen.build import Workshop
    from rolegen.profile import Profile

LEADER, LINE_MANAGER = "Leader", "the line manager"


def employers(profile: Profile) -> tuple[str, ...]:
    """The organisations that share the post, each once; of any other post the workspace's own."""
    return profile.role.each_employer or (profile.settings.organisation,)


def reviewers(workshop: Workshop, profile: Profile) -> tuple[str, ...]:
    """Who reviews: for the most senior officer the Leader of each employer, for everyone else the line manager.

    An officer with a statutory designation has a line manager as others do.
    """
    if is_most_senior(workshop, profile):
        leader = profile.settings.label(LEADER)
        return tuple(f"the {leader} of {employer}" for employer in employers(profile))
    superior = _superior(workshop, profile)
    return (f"{LINE_MANAGER}, {superior}" if superior else LINE_MANAGER,)


def is_most_senior(workshop: Workshop, profile: Profile) -> bool:
    """Whether no post stands above this one, or it is head of paid service.

    Where role and level say of no post that it stands above, a level that says nothing at all is asked for its place:
    only the first of the framework has none above it.
    """
    level = profile.level
    if HEAD in profile.role.statutory:
        return True
    if any(looks_like_id(words) for words in (profile.role.reports_to or "", level.reports_to or "")):
        return False
    return bool(level.reports_to) or level.id == workshop.frameworks.current.levels[0].id


def _superior(workshop: Workshop, profile: Profile) -> str:
    """The title of the post above, where it is known; a level's own form has its level's word for it."""
    if not profile.is_level:
        return profile.reports_to
    return workshop.frameworks.current.title(profile.level.reports_to)
