"""Whether a post is a chief officer's, as the regulations on the appointment of chief officers mean it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rolegen.source import read
from rolegen.statutes import CHIEF_OFFICERS, DESIGNATIONS, HEAD

if TYPE_CHECKING:
    from rolegen.build import Workshop
    from rolegen.profile import Profile

SAYS_SO = re.compile(r"(?:(?:non-)?statutory )?chief officer", re.IGNORECASE)
SUPPORT_POSTS = "political-restriction"  # the rule that knows titles of posts which only support others


def chief_officer(workshop: Workshop, profile: Profile) -> str:
    """Why a post is a chief officer's, as in “this post, which …”; "" where nothing that is known shows it.

    It is by a designation, by what its file says of political restriction (section 2 of the Local Government and
    Housing Act 1989 names the same officers), or because it reports to the head of the paid service.
    """
    role = profile.role
    if held := next((name for name in role.statutory if name in CHIEF_OFFICERS), None):
        return f"is designated {DESIGNATIONS[held].split(',')[0]}"
    restricted = role.politically_restricted
    if restricted and restricted.status == "specified" and SAYS_SO.fullmatch(restricted.basis or ""):
        return f"is that of a {(restricted.basis or '').lower()}"
    if not _reports_to_head(workshop, profile) or _only_supports(workshop, profile):
        return ""
    return f"reports to the {DESIGNATIONS[HEAD].split(',')[0]}, “{profile.reports_to}”"


def _reports_to_head(workshop: Workshop, profile: Profile) -> bool:
    """Whether the role above is the head of the paid service; a line to a level, or in plain words, shows nobody's."""
    path = workshop.register.paths.get(profile.role.reports_to or "")
    above = read(path, until=frozenset({"statutory"})).value if path else None
    held = above.value.get("statutory") if above and isinstance(above.value, dict) else None
    return isinstance(held, list) and HEAD in held


def _only_supports(workshop: Workshop, profile: Profile) -> bool:
    """Whether a post's duties are secretarial, clerical or support, by its title: section 2(9) lets its line be."""
    from rolegen.lint.law import is_support
    from rolegen.lint.rule import rules

    known = rules(workshop.workspace).value or {}
    return is_support(profile.role.title, known[SUPPORT_POSTS])
