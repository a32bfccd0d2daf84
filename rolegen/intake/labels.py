"""What people call the fields of a role, as the page does."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.form.kinds import KINDS
from rolegen.workspace import Settings

LABELS: Mapping[str, str] = {
    **{path: path.rpartition(".")[2].replace("_", " ").capitalize() for path in KINDS},
    "title": "Job title",
    "purpose": "Job purpose",
    "dimensions.year": "Financial year",
    "dimensions.delegated_limit": "Delegated financial limit",
    "dimensions.staff_fte": "Staff (full-time equivalent)",
    "contacts.internal": "Internal contacts",
    "contacts.external": "External contacts",
    "politically_restricted": "Political restriction",
    "dbs": "Criminal record check",
    "statutory": "Statutory designation",
}


def label(path: str, settings: Settings) -> str:
    """A field's name in the organisation's own words."""
    return settings.label(LABELS[path])
