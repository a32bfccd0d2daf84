"""Profiles in the output folder that no role makes any more."""

from __future__ import annotations

import contextlib
import os
from collections import ChainMap
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from rolegen.build import Workshop
from rolegen.problems import Place, Problem
from rolegen.workspace import FORMATS, output_name


def orphans(workshop: Workshop, others: Collection[str] = ()) -> tuple[Problem, ...]:
    """One problem for each Word file of no role, and with it the same profile in other formats.

    `others` are roles of other workspaces that share the folder.
    """
    roles = ChainMap({}, workshop.register.paths, dict.fromkeys(others, Path()))
    more = output_name("", workshop.template.name, "").removesuffix(".")
    strays = list(_files(workshop.out, lambda stem: stem.removesuffix(more) not in roles))
    stems = {path.stem for path in strays if path.suffix == ".docx" and _is_orphan(path, roles)}
    return tuple(_orphan(path) for path in sorted(strays) if path.stem in stems)


def _files(folder: Path, is_asked: Callable[[str], bool]) -> Iterator[Path]:
    """The files in a folder that may be profiles, and whose names without their endings are asked for."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            stem, _, ending = entry.name.rpartition(".")
            if ending in FORMATS and is_asked(stem):
                yield Path(entry.path)


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
