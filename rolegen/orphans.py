"""Profiles in the output folder that no role makes any more."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from rolegen.build import Workshop
from rolegen.problems import Place, Problem
from rolegen.workspace import FORMATS, output_name


def orphans(workshop: Workshop, roles: Collection[str]) -> tuple[Problem, ...]:
    """One problem for each Word file of none of these roles, and with it the same profile in other formats."""
    out, template = workshop.out, workshop.template.name
    made = {output_name(role, template, ending) for role in roles for ending in FORMATS}
    others = [name for name in _names(out) if name not in made]
    found = [name for name in others if name.endswith(".docx") and _is_orphan(out / name, roles)]
    stems = {Path(name).stem for name in found}
    ours = [name for name in others if Path(name).suffix.removeprefix(".") in FORMATS]
    return tuple(_orphan(out / name) for name in ours if Path(name).stem in stems)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError:
        return []


def _is_orphan(path: Path, roles: Collection[str]) -> bool:
    """Whether a Word file says that it is a role's profile, and there is no such role."""
    from rolegen.word.reading import from_docx

    try:
        read = from_docx(path.read_bytes(), path).value
    except OSError:
        return False
    role = read.facts.get("role") if read else None
    return role is not None and role not in roles


def _orphan(path: Path) -> Problem:
    message = f"No role makes {path.name} any more."
    return Problem("orphan", message, Place(path), "Delete it, or put its role file back.", "warning")
