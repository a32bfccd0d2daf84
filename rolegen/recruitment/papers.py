"""What the templates of recruitment may print beside the profile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rolegen.problems import Checked

if TYPE_CHECKING:
    from rolegen.build import Workshop
    from rolegen.profile import Profile
    from rolegen.role import RoleFile


def about(workshop: Workshop, profile: Profile, file: RoleFile | None) -> Checked[Mapping[str, Any]]:
    """What the panel's papers and the statement of duties print, by name; a level's own profile has no file."""
    if workshop.options.template == "shortlisting":
        from rolegen.recruitment import panel

        return panel.about(profile, file)
    from rolegen.recruitment import duties

    return duties.about(workshop, profile, file)
