"""rolegen levels --compare: the levels side by side, on screen or as files."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen.cli.flags import choices, here
from rolegen.cli.report import write
from rolegen.cli.screen import Screen, in_colour, show, width
from rolegen.problems import Problem

if TYPE_CHECKING:
    from rolegen.framework import Framework, Level
    from rolegen.paper.making import Asked

FEWEST = 2  # levels


def compare(
    screen: Screen, names: Sequence[str], framework: str, format: str, out: Path | None, *, force: bool
) -> None:
    """Shows the levels of these names side by side, all where none is named; as files where they are to be kept."""
    from rolegen import versions
    from rolegen.paper.making import FORMATS, Asked

    formats = choices(screen, format, FORMATS)
    place = screen.need(here())
    known = screen.need(versions.load(place, framework)).current
    asked = Asked(place, known, _levels(screen, known, names))
    if out is None and len(formats) == 1 and formats[0] != "docx":
        _show(screen, asked, formats[0])
    else:
        folder = Path(os.path.abspath(out)) if out else Path.cwd()
        _write(screen, asked, formats, folder, force=force)


def _levels(screen: Screen, known: Framework, names: Sequence[str]) -> tuple[Level, ...]:
    found = {level.id: level for level in (screen.need(known.named(name)) for name in names)}
    if names and len(found) < FEWEST:
        message = f"One level alone, {next(iter(found.values())).title}, cannot be compared."
        screen.stop(Problem("usage", message, hint="Name two or more levels, or none to compare them all."))
    return tuple(found.values()) or known.levels


def _show(screen: Screen, asked: Asked, form: str) -> None:
    from rolegen.paper import making
    from rolegen.telling.levels import as_text

    if form == "text":
        show(as_text(asked.beside, colour=in_colour(), width=width()))
        return
    made = screen.need(making.outputs(asked, (form,), Path()))
    show(made[0].data.decode().rstrip("\n"))


def _write(screen: Screen, asked: Asked, formats: tuple[str, ...], folder: Path, *, force: bool) -> None:
    from rolegen.paper import making

    write(screen, making.outputs(asked, formats, folder), folder, force=force)
    screen.finish()
