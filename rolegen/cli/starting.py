"""rolegen init."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rolegen.cli.flags import QuietFlag
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem


def init(
    git: Annotated[bool, typer.Option("--git", help="Have git show Word files as sentences, in this clone.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Set a folder up: with --git, so that git diff, log and show read Word files."""
    from rolegen.gitsetup import NEXT_STEPS, set_up

    screen = Screen(quiet)
    if not git:
        screen.stop(Problem("usage", "Say what to set up.", hint="rolegen init --git has git show Word files."))
    for step in screen.need(set_up(Path.cwd())):
        if not quiet:
            show(line(step.verb, step.what))
    screen.say(f"\n{NEXT_STEPS}")
    screen.finish()
