"""What the flags and arguments that several commands share mean."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.completing import framework_versions, level_ids, role_ids, templates, variants
from rolegen.cli.screen import Screen
from rolegen.problems import Checked, Problem, suggest

if TYPE_CHECKING:
    from rolegen.build import Options
    from rolegen.workspace import Target, Workspace

RolesArgument = Annotated[
    list[str] | None, typer.Argument(help="Role files, folders or ids. None: all here.", autocompletion=role_ids)
]
LevelFlag = Annotated[
    str | None,
    typer.Option(
        "--level", "-l", help="A level's own profile, its role's parts left to fill in.", autocompletion=level_ids
    ),
]
MemberFlag = Annotated[
    bool | None, typer.Option("--cmt/--non-cmt", help="Whether the post sits on the Corporate Management Team.")
]
VariantFlag = Annotated[
    str, typer.Option(help="The level's version, where --cmt does not say it.", autocompletion=variants)
]
FrameworkFlag = Annotated[
    str,
    typer.Option(
        help="Another framework: its folder, or a version from the history.", autocompletion=framework_versions
    ),
]
TemplateFlag = Annotated[str, typer.Option("--template", "-t", help="The template, by name.", autocompletion=templates)]
ControlsFlag = Annotated[
    bool | None, typer.Option("--controls/--no-controls", help="Word files as forms, or with bookmarks only.")
]
QuietFlag = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]


def asked_variant(screen: Screen, cmt: bool | None, variant: str) -> str | None:
    """The variant that --cmt, --non-cmt or --variant asks for."""
    if cmt is None:
        return variant or None
    if variant:
        screen.stop(Problem("usage", "--variant and --cmt or --non-cmt say the same thing.", hint="Keep one of them."))
    from rolegen.framework import MEMBER, NOT_MEMBER

    return MEMBER if cmt else NOT_MEMBER


def build_options(screen: Screen, out: Path | None, format: str, template: str, framework: str) -> Options:
    """The options of a build, as the flags give them."""
    from rolegen.build import Options
    from rolegen.kind import kind_of
    from rolegen.workspace import ENDINGS

    known = kind_of(template).formats
    wanted = [name.strip() for name in format.split(",") if name.strip()]
    for name in wanted:
        if name not in ENDINGS:
            screen.stop(Problem("unknown-format", f"rolegen cannot write “{name}”.", hint=suggest(name, known)))
        if name not in known:
            message, hint = f"The template “{template}” cannot be written as {name}.", f"It can be: {', '.join(known)}."
            screen.stop(Problem("unknown-format", message, hint=hint))
    formats = tuple(name for name in ENDINGS if name in wanted)
    return Options(Path(os.path.abspath(out)) if out else None, formats, template, framework)


def of_profiles(screen: Screen, template: str) -> None:
    """Ends where a template makes no profile, and only profiles are looked at."""
    from rolegen.kind import kind_of

    if kind_of(template).paper:
        message = f"The template “{template}” is not a profile's, and only profiles are looked at here."
        hint = f"What it makes is looked at by: rolegen build --check --template {template}"
        screen.stop(Problem("usage", message, hint=hint))


def choice(screen: Screen, word: str, known: tuple[str, ...]) -> str:
    """A flag's value, which must be one of a few words."""
    if word not in known:
        screen.stop(Problem("unknown-format", f"There is no format “{word}” here.", hint=suggest(word, known)))
    return word


def choices(screen: Screen, words: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """A flag's values, parted by commas, each of them one of a few words; the first of these where it says none."""
    wanted = [word for part in words.split(",") if (word := part.strip())] or [known[0]]
    for word in wanted:
        choice(screen, word, known)
    return tuple(word for word in known if word in wanted)


def here() -> Checked[Workspace]:
    """The workspace that the user stands in."""
    from rolegen.workspace import find

    return find(Path.cwd())


def targets(names: list[str], *, roles_needed: bool = True) -> Checked[tuple[Target, ...]]:
    """The role files that names on the command line mean; none means the workspace the user stands in."""
    from rolegen import workspace

    if names:
        return workspace.targets(names, Path.cwd())
    around = here()
    if around.value is None:
        return Checked(None, around.problems)
    if roles_needed and not around.value.role_files():
        return workspace.targets([str(around.value.root)], Path.cwd())
    return Checked((workspace.Target(around.value, around.value.role_files()),), around.problems)
