"""The files of profiles → the disk: each whole or not at all, none that someone has typed into, only what changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rolegen import files
from rolegen.build import Made, Options, Output
from rolegen.problems import Place, Problem
from rolegen.word.package import is_edited

if TYPE_CHECKING:
    from rolegen.outdated import Stale

Verb = Literal["created", "updated", "unchanged", "failed", "would create", "would update"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file, or of one role: `failed` goes with the problems that say why."""

    verb: Verb
    path: Path
    problems: tuple[Problem, ...] = ()
    stale: Stale | None = None


def deliver(made: Sequence[Made], paths: Sequence[Path], options: Options) -> Iterator[tuple[Outcome, ...]]:
    """Writes the files of some profiles, or tells what it would write; what became of each profile's.

    The paths are what is told of where a profile could not be made.
    """
    if "pdf" in options.formats:
        from rolegen import printing

        made = printing.printed(made, options)
    for one, path in zip(made, paths, strict=True):
        yield tuple(_delivered(one, options)) if one.value else (Outcome("failed", path, one.problems),)


def _delivered(made: Made, options: Options) -> Iterator[Outcome]:
    problems = made.problems
    for output in made.value or ():
        yield _written(output, options, problems)
        problems = ()


def _written(output: Output, options: Options, problems: tuple[Problem, ...]) -> Outcome:
    """Writes a file, or tells that it would, unless that would overwrite what someone typed into it in Word."""
    path, data = output.path, output.data
    standing = files.current(path)
    old = standing.value
    if standing.problems:
        return Outcome("failed", path, (*problems, *standing.problems))
    if old == data:
        return Outcome("unchanged", path, problems)
    if old is not None and not options.force and path.suffix == ".docx" and is_edited(old):
        return Outcome("failed", path, (*problems, _edited(path)))
    if options.check:
        return Outcome("would create" if old is None else "would update", path, problems, _stale(output, old))
    fault = files.put(path, data)
    verb: Verb = "failed" if fault else "created" if old is None else "updated"
    return Outcome(verb, path, (*problems, *fault))


def _stale(output: Output, old: bytes | None) -> Stale | None:
    """Why a file is out of date, where it is there and can be read: a PDF cannot."""
    if old is None or output.path.suffix == ".pdf":
        return None
    from rolegen import outdated

    return outdated.stale(output.path, old, output.data, output.document)


def _edited(path: Path) -> Problem:
    message = f"{path.name} was saved by another program since rolegen made it: someone may have typed in it."
    hint = "Move it away, or write to another folder with --out; --force overwrites it. Nothing was changed."
    return Problem("edited", message, Place(path), hint)
