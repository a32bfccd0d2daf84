"""Profiles in the output folder that no role makes any more."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator
from pathlib import Path

from rolegen import files
from rolegen.build import Workshop
from rolegen.problems import Place, Problem
from rolegen.workspace import FORMATS, WORD, output_name


def orphans(workshop: Workshop, others: Collection[str] = ()) -> tuple[Problem, ...]:
    """One problem for each Word file of no role, and with it the same profile in other formats.

    `others` are roles of other workspaces that share the folder.
    """
    more = output_name("", workshop.template.name, "").removesuffix(".")

    def is_there(role: str) -> bool:
        return role in workshop.register.paths or role in others

    strays = [path for path in _profiles(workshop.out) if not is_there(path.stem.removesuffix(more))]
    stems = {path.stem for path in strays if (role := _role_in(path)) and not is_there(role)}
    return tuple(_orphan(path) for path in sorted(strays) if path.stem in stems)


def _profiles(folder: Path) -> Iterator[Path]:
    """The files in a folder that may be profiles, one at a time: there may be tens of thousands."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries if entry.name.rpartition(".")[2] in FORMATS)


def _role_in(path: Path) -> str:
    """The role whose profile a Word file says it is; "" for any other file."""
    if path.suffix != WORD:
        return ""
    from rolegen.word.reading import from_docx

    read = from_docx(files.current(path).value or b"", path).value
    return read.facts.get("role", "") if read else ""


def _orphan(path: Path) -> Problem:
    message = f"No role makes {path.name} any more."
    return Problem("orphan", message, Place(path), "Delete it, or put its role file back.", "warning")
