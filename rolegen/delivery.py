"""The files of profiles → the disk: each whole or not at all, none that someone has typed into, only what changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from rolegen import files
from rolegen.build import Made, Options, Output
from rolegen.problems import Place, Problem, shown
from rolegen.word.package import is_edited

if TYPE_CHECKING:
    from rolegen.outdated import Stale
    from rolegen.settled import Left

Verb = Literal["created", "updated", "unchanged", "skipped", "failed", "would create", "would update"]


@dataclass(frozen=True)
class Outcome:
    """What became of one file, or of one role: `failed` and `skipped` go with the problems that say why."""

    verb: Verb
    path: Path
    problems: tuple[Problem, ...] = ()
    stale: Stale | None = None


# What would be lost of the Word file at a path if its bytes became those others.
Losing = Callable[[Path, bytes, bytes], "Left"]
OVERWRITE = "move it away, or write to another folder with --out; --force overwrites it. Nothing was changed."


def unknown(_path: Path, _old: bytes, _new: bytes) -> Left:
    """Of a Word file without a role file."""
    return "unknown"


def deliver(
    made: Sequence[Made], paths: Sequence[Path], options: Options, losing: Callable[[Path], Losing] = lambda _: unknown
) -> Iterator[tuple[Outcome, ...]]:
    """Writes the files of some profiles, or tells what it would write; what became of each profile's.

    The paths are what is told of where a profile could not be made; `losing` tells what a Word file of that role holds
    and the role does not.
    """
    if "pdf" in options.formats:
        from rolegen import printing

        made = printing.printed(made, options)
    for one, path in zip(made, paths, strict=True):
        if one.value:
            yield tuple(_delivered(one, options, losing(path)))
        else:
            yield (Outcome("failed" if one.value is None else "skipped", path, one.problems),)


def _delivered(made: Made, options: Options, losing: Losing) -> Iterator[Outcome]:
    problems = made.problems
    for output in made.value or ():
        yield _written(output, options, losing, problems)
        problems = ()


def _written(output: Output, options: Options, losing: Losing, problems: tuple[Problem, ...]) -> Outcome:
    """Writes a file, or tells that it would, unless that would lose what someone typed into it in Word."""
    path, data = output.path, output.data
    standing = files.current(path)
    old = standing.value
    if standing.problems:
        return Outcome("failed", path, (*problems, *standing.problems))
    if old == data:
        return Outcome("unchanged", path, problems)
    if old is not None and not options.force and path.suffix == ".docx" and is_edited(old):
        left = losing(path, old, data)
        if left != "nothing":
            return Outcome("failed", path, (*problems, _edited(path, left)))
    problems = (*problems, *_reworded(output, old))
    if options.check:
        return Outcome("would create" if old is None else "would update", path, problems, _stale(output, old))
    fault = files.put(path, data)
    verb: Verb = "failed" if fault else "created" if old is None else "updated"
    return Outcome(verb, path, (*problems, *fault))


def _reworded(output: Output, old: bytes | None) -> tuple[Problem, ...]:
    """Told where an approved role gets other approved words: approval should stick."""
    if old is None:
        return ()
    from rolegen.reworded import reworded

    return reworded(output.path, old, output.document)


def _stale(output: Output, old: bytes | None) -> Stale | None:
    """Why a file is out of date, where it is there and can be read: a PDF cannot."""
    if old is None or output.path.suffix == ".pdf":
        return None
    from rolegen import outdated

    return outdated.stale(output.path, old, output.data, output.document)


def _edited(path: Path, left: Left) -> Problem:
    message = f"{path.name} was saved by another program since rolegen made it: someone may have typed in it."
    importing = f"rolegen import {shown(path)}"
    ways = {
        "typed": f"{importing} takes what was typed into the role file. Or {OVERWRITE}",
        "form": f"{importing} makes a role file of what was typed. Or {OVERWRITE}",
        "told": f"{importing} shows what the role file does not hold. Keep what you need of it: {OVERWRITE}",
        "beside": f"Words or pictures stand beside its fields that rolegen did not put there: {OVERWRITE}",
        "unknown": f"{OVERWRITE[0].upper()}{OVERWRITE[1:]}",
    }
    return Problem("edited", message, Place(path), ways[left])
