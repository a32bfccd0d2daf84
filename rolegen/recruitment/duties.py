"""The statement of a chief officer's duties, and of the qualifications and qualities sought, that the law asks for.

Local Authorities (Standing Orders) Regulations 1993, Schedule 1, Part I, paragraph 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rolegen.problems import Checked, Problem
from rolegen.recruitment.chief_officer import chief_officer
from rolegen.statutes import STANDING_ORDERS

if TYPE_CHECKING:
    from rolegen.advertiser import Contact
    from rolegen.build import Workshop
    from rolegen.profile import Profile
    from rolegen.role import RoleFile


@dataclass(frozen=True, slots=True)
class Statement:
    """What a statement says beside the profile: the law behind it, why the post falls under it, and whom to ask.

    `chief_officer` is as in “this post, which …”, and empty where nothing shows that the post is a chief officer's;
    `contact` is empty where rolegen.yaml names none.
    """

    law: str
    chief_officer: str
    contact: str


def about(workshop: Workshop, profile: Profile, file: RoleFile | None) -> Checked[Mapping[str, Any]]:
    """What the template of the statement prints, by name."""
    contact = profile.settings.recruitment.contact
    law = f"{STANDING_ORDERS}, Schedule 1, Part I, paragraph 1"
    statement = Statement(law, chief_officer(workshop, profile), _whom(contact) if contact else "")
    return Checked({"statement": statement}, tuple(_gaps(file)) if file else ())


def _whom(contact: Contact) -> str:
    """Whom to ask, in a line."""
    return ", ".join(filter(None, [contact.post, contact.email, contact.telephone]))


def _gaps(file: RoleFile) -> Iterator[Problem]:
    """What the law wants stated and a role does not state."""
    role, place = file.role, file.source.place()
    if not (role.purpose or role.accountabilities):
        message = "This role has neither purpose nor accountabilities: the statement has no duties of its own."
        hint = "Add them under purpose and accountabilities."
        yield Problem("no-duties", message, place, hint, "warning")
    if not role.person_profile:
        message = "This role has no person profile: the statement names nothing that this post seeks."
        hint = "Add the criteria under person_profile, each with importance."
        yield Problem("no-criteria", message, place, hint, "warning")
