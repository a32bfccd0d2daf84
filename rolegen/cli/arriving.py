"""rolegen import, of what rolegen did not make: a committee's framework, someone else's profile."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen.cli.screen import Screen, in_colour, line, show, width
from rolegen.problems import has_errors, shown

if TYPE_CHECKING:
    from rolegen.document import Document
    from rolegen.paper.taking import Verb

WOULD = {"created": "would create", "updated": "would update", "unchanged": "unchanged"}


@dataclass(frozen=True)
class File:
    """A Word file that is to be imported, as it was read."""

    path: Path
    document: Document
    data: bytes


def framework(screen: Screen, file: File, out: Path | None, *, dry_run: bool, force: bool) -> None:
    """A paper with a framework → the two files of one."""
    from rolegen.paper import taking
    from rolegen.telling.paper import as_text

    place = taking.folder_for(out, Path.cwd())
    folder = place.value if dry_run and out is None else screen.need(place)
    before = taking.framework_before(folder, Path.cwd())
    taken = taking.take_in(file.path, file.document, file.data, before)
    if taken.value is None:
        screen.refuse(taken.problems)
        return
    if not screen.quiet:
        show(as_text(taken.value, colour=in_colour(), width=width()))
    screen.problems(taken.problems)
    if folder is None:
        screen.say("\nNext: the same with --out FOLDER in place of --dry-run.")
        return
    verbs = screen.need(taking.verbs(folder, taken.value.files, force=force))
    if not dry_run:
        screen.refuse(taking.write(taken.value.files, verbs))
    _tell(screen, verbs, dry_run=dry_run)
    if not dry_run:
        _tell_next(screen, folder, has_gaps=has_errors(taken.problems))


def _tell(screen: Screen, verbs: Mapping[Path, Verb], *, dry_run: bool) -> None:
    if not screen.quiet:
        show("")
    for path, verb in verbs.items() if not screen.quiet else ():
        show(line(WOULD[verb] if dry_run else verb, str(path)))


def _tell_next(screen: Screen, folder: Path, *, has_gaps: bool) -> None:
    """What to run now, and what no paper says of itself."""
    from rolegen import workspace
    from rolegen.paper.ranks import TO_BE_WRITTEN

    place, named = workspace.find(folder.parent).value, shown(folder)
    is_current = place is not None and os.path.realpath(place.data) == os.path.realpath(folder)
    screen.say("")
    if has_gaps:
        screen.say(f"Next: write what is missing, where {named} says “{TO_BE_WRITTEN} …”.")
    screen.say(f"{'Then' if has_gaps else 'Next'}: rolegen levels --compare --framework {named}")
    screen.say("Then: rolegen check" if is_current else f"Then: rolegen diff --framework {named}")
    screen.say("It is adopted by nobody yet: once it is, say so under “adoption” in descriptors.yaml.")


def role(screen: Screen, file: File, into: Path | None, *, dry_run: bool) -> None:
    """Someone else's profile → a draft of a role file."""
    from rolegen import files
    from rolegen.foreign import report, taking

    draft = taking.take_in(file.path, file.document, file.data, into, Path.cwd())
    if draft.value is None:
        screen.refuse(draft.problems)
        return
    if not screen.quiet:
        show(report.as_text(draft.value, width()))
    screen.problems(draft.problems)
    verb: str = "would create"
    if not dry_run:
        verb = screen.need(files.write(draft.value.path, draft.value.data))
    if not screen.quiet:
        show(line(verb, str(draft.value.path)))
