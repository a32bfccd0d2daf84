"""rolegen evaluation --record: roles kept as they were evaluated."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen.cli.flags import targets
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem, shown

if TYPE_CHECKING:
    from rolegen.evaluation.keeping import Kept
    from rolegen.evaluation.meant import Asked
    from rolegen.workspace import Target


def record(screen: Screen, names: list[str], asked: Asked) -> None:
    """Keeps roles as they were evaluated: one as the flags say, or several as each one's own file says."""
    found = screen.need(targets(names))
    count = sum(len(target.roles) for target in found)
    if asked.of_one and not (names and count == 1):
        flags = " ".join(f"--{key}" for key in asked.of_one)
        message = f"An evaluation is one role's, and {count} are meant here."
        screen.stop(Problem("usage", message, hint=f"Name the role; or leave out {flags}, and each file says its own."))
    made = [one for target in found for one in _target(screen, target, asked, alone=bool(names) and count == 1)]
    if any(made):
        screen.say(
            "\nNext: commit the copies with their roles. rolegen evaluation compares the roles with them from now on."
        )


def _target(screen: Screen, target: Target, asked: Asked, *, alone: bool) -> list[bool]:
    """Keeps the roles of one workspace; for each, whether anything was written."""
    from tempfile import TemporaryDirectory

    from rolegen.evaluation.keeping import kept
    from rolegen.evaluation.standing import standing

    made = []
    with TemporaryDirectory(prefix="rolegen-", ignore_cleanup_errors=True) as scratch:
        around = screen.need(standing(target.workspace, asked.revision, Path(scratch)))
        for path in target.roles:
            one = kept(around, path, asked, alone=alone)
            screen.problems(one.problems)
            made.append(_write(screen, one.value) if one.value else False)
    return made


def _write(screen: Screen, wanted: Kept) -> bool:
    """Writes one role's files and tells what became of each; whether any was written."""
    from rolegen.evaluation.keeping import write

    if wanted.facts and wanted.facts.date > datetime.now().astimezone().date():
        message = f"{wanted.facts.date} has not come yet: “{wanted.facts.role}” was not evaluated on it."
        screen.problems(
            [Problem("usage", message, hint="Write the day of the evaluation: --date. Nothing was written.")]
        )
        return False
    problems = write(wanted)
    screen.problems(problems)
    if not problems:
        _tell(screen, wanted)
    return bool(wanted.files) and not problems


def _tell(screen: Screen, wanted: Kept) -> None:
    if screen.quiet:
        return
    if wanted.passed_over:
        show(line("skipped", f"{shown(wanted.role)}: {wanted.passed_over}"))
        return
    of_the_role = [path for path in wanted.files if path.parent != wanted.folder]
    if wanted.folder:
        made = len(wanted.files) > len(of_the_role)
        show(line("created" if made else "unchanged", shown(wanted.folder)))
    for _ in of_the_role:
        show(line("updated", shown(wanted.role)))
