"""rolegen init and new."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rolegen.cli.flags import QuietFlag, here
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem


def init(
    git: Annotated[bool, typer.Option("--git", help="Have git show Word files as sentences, in this clone.")] = False,
    framework_version: Annotated[
        str, typer.Option("--framework-version", help="Keep the framework as it is, and begin this version of it.")
    ] = "",
    quiet: QuietFlag = False,
) -> None:
    """Set a workspace up: git that reads Word files, a new version of the framework.

    rolegen init --git

    rolegen init --framework-version 2026
    """
    screen = Screen(quiet)
    if not (git or framework_version):
        hint = "--git has git show Word files as sentences, --framework-version 2026 begins a version of the framework."
        screen.stop(Problem("usage", "Say what to set up.", hint=hint))
    if framework_version:
        _begin_version(screen, framework_version)
    if git:
        _set_up_git(screen)
    screen.finish()


def _begin_version(screen: Screen, version: str) -> None:
    from rolegen import files
    from rolegen.freezing import freezing

    made = screen.need(freezing(screen.need(here()), version))
    for path, data in made.files.items():
        verb = screen.need(files.write(path, data))
        if not screen.quiet:
            show(line(verb, str(path)))
    screen.say(f"\n{made.next_steps}")


def _set_up_git(screen: Screen) -> None:
    from rolegen.gitsetup import NEXT_STEPS, set_up

    for step in screen.need(set_up(Path.cwd())):
        if not screen.quiet:
            show(line(step.verb, step.what))
    screen.say(f"\n{NEXT_STEPS}")
