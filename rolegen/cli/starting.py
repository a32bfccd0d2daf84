"""rolegen init and new."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from rolegen.cli.flags import MemberFlag, QuietFlag, asked_variant, here
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


def new(
    name: Annotated[str, typer.Argument(help="What to call the draft. Left out, the role with the version.")] = "",
    from_: Annotated[str, typer.Option("--from", help="The approved role: its file or id.")] = "",
    framework: Annotated[str, typer.Option(help="The framework to move it to: the current one.")] = "",
    level: Annotated[
        str | None, typer.Option("--level", "-l", help="The draft's level, where the old is gone.")
    ] = None,
    cmt: MemberFlag = None,
    variant: Annotated[str, typer.Option(help="The level's version, where --cmt does not say it.")] = "",
    redline: Annotated[Path | None, typer.Option(help="The Word file for the tracked changes.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be made; write nothing.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Move an approved role to the current framework: a draft beside it, and a redline of what changes.

    rolegen new --from director-finance

    rolegen new chief-finance-officer --from director-finance --framework 2026 --redline changes.docx
    """
    from rolegen import files
    from rolegen.moving import Asked, move

    screen = Screen(quiet)
    if not from_:
        message = "A role file can only be made from an approved role as yet: say from which."
        hint = "rolegen new --from ROLE. For a new post: rolegen build --level LEVEL, fill it in, rolegen import it."
        screen.stop(Problem("usage", message, hint=hint))
    target = Path(os.path.abspath(redline)) if redline else None
    chosen = asked_variant(screen, cmt, variant)
    made = screen.need(move(Asked(from_, Path.cwd(), name, framework, level, chosen, target)))
    screen.say(f"{made.brief} {made.said}".strip())
    for path, data in ((made.redline, made.word), (made.draft, made.data)):  # the draft last: with it, all is done
        verb = f"would {'update' if path.exists() else 'create'}" if dry_run else screen.need(files.write(path, data))
        if not quiet:
            show(line(verb, str(path)))
    if not dry_run:
        screen.say(f"\n{made.next_steps}")
    screen.finish()
