"""Profiles in the output folder that no role makes any more."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from rolegen import files
from rolegen.build import Workshop
from rolegen.problems import Place, Problem
from rolegen.workspace import ENDINGS, WORD, output_name


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


def adverts(workshop: Workshop, vacancies: Collection[str]) -> tuple[Problem, ...]:
    """One problem for each advert of none of these vacancies, and with it the same advert in other formats."""
    more = output_name("", workshop.template.name, "").removesuffix(".")
    ours = (path for path in _profiles(workshop.out) if path.stem.endswith(more))
    strays = [path for path in ours if path.stem.removesuffix(more) not in vacancies]
    stems = {path.stem for path in strays if _facts(path).get("paper") == workshop.kind.paper}
    return tuple(_orphan(path, "vacancy", "the vacancy") for path in sorted(strays) if path.stem in stems)


def _profiles(folder: Path) -> Iterator[Path]:
    """The files in a folder that may be profiles, one at a time: there may be tens of thousands."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from (Path(entry.path) for entry in entries if entry.name.rpartition(".")[2] in ENDINGS)


def _role_in(path: Path) -> str:
    """The role whose profile a Word file says it is; "" for any other file."""
    return _facts(path).get("role", "")


def _facts(path: Path) -> Mapping[str, str]:
    """What a Word file says of itself; nothing of any other file."""
    if path.suffix != WORD:
        return {}
    from rolegen.word.reading import from_docx

    read = from_docx(files.current(path).value or b"", path).value
    return read.facts if read else {}


def _orphan(path: Path, what: str = "role", file: str = "its role file") -> Problem:
    message = f"No {what} makes {path.name} any more."
    return Problem("orphan", message, Place(path), f"Delete it, or put {file} back.", "warning")
