"""rolegen levels and roles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.comparing import compare as beside
from rolegen.cli.completing import clause_ids, formats, level_ids
from rolegen.cli.flags import (
    FrameworkFlag,
    MemberFlag,
    QuietFlag,
    RolesArgument,
    VariantFlag,
    asked_variant,
    choice,
    here,
    targets,
)
from rolegen.cli.screen import Screen, width
from rolegen.problems import Problem, suggest

if TYPE_CHECKING:
    from rolegen.framework import Framework, Level
    from rolegen.listing import Record
    from rolegen.role import RoleFile
    from rolegen.transparency import Published
    from rolegen.versions import Frameworks
    from rolegen.workspace import Settings, Workspace

FORMATS = "text or json; side by side also docx, html, md and csv, several with commas."
LISTINGS = ("text", "csv", "json", "transparency")
LISTED = "text, csv, json; transparency: the Transparency Code's senior posts as CSV, without people."
KNOWN = formats("text", "json", "docx", "html", "md", "csv", several=True)


def levels(
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="LEVEL", help="A level, to read it in full; several to compare.", autocompletion=level_ids
        ),
    ] = None,
    compare: Annotated[bool, typer.Option("--compare", help="Side by side: all levels, or those named.")] = False,
    cmt: MemberFlag = None,
    variant: VariantFlag = "",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help=FORMATS, autocompletion=KNOWN)] = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder for the files of a comparison.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a Word file though words would be lost.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Read the framework: its levels, one level in full, or levels side by side.

    rolegen levels director --cmt

    rolegen levels --compare

    rolegen levels --compare --format docx
    """
    screen = Screen(quiet)
    asked = asked_variant(screen, cmt, variant)
    if compare:
        if asked is not None:
            hint = "A comparison shows all versions of a level."
            screen.stop(Problem("usage", "--cmt, --non-cmt and --variant do not go with --compare.", hint=hint))
        beside(screen, names or [], framework, format, out, force=force)
    else:
        _with_compare(screen, names or [], files=out is not None or force)
        _read(screen, names[0] if names else "", asked, framework, format)


def _with_compare(screen: Screen, names: list[str], *, files: bool) -> None:
    """Refuses what only a comparison can do."""
    if len(names) > 1:
        again = " ".join(["rolegen levels --compare", *names])
        screen.stop(Problem("usage", "Levels are read one at a time.", hint=f"To see them side by side: {again}"))
    if files:
        hint = "Add --compare: it writes the levels side by side."
        screen.stop(Problem("usage", "--out and --force go with --compare.", hint=hint))


def _read(screen: Screen, level: str, asked: str | None, framework: str, format: str) -> None:
    """Shows all levels in short, or one in full."""
    from rolegen import listing, versions

    kind = choice(screen, format, ("text", "json"))
    place = screen.need(here())
    known = screen.need(versions.load(place, framework)).current
    if asked is not None and not level:
        screen.stop(
            Problem("usage", "--cmt, --non-cmt and --variant go with a level.", hint="Name one: levels director.")
        )
    one, chosen = _level(screen, known, level, asked, place.settings) if level else (None, None)
    if kind == "json":
        print(listing.levels_json(known, [one] if one else known.levels, chosen, place.settings))
    elif one:
        print(listing.level_text(known, one, chosen, place.settings, width()))
    else:
        print(listing.levels_text(known, place.settings, width()))


def _level(
    screen: Screen, known: Framework, name: str, asked: str | None, settings: Settings
) -> tuple[Level, str | None]:
    """The level of that name, and its variant where one is asked for."""
    from rolegen.profile import choose_variant
    from rolegen.workspace import TEAM

    level = screen.need(known.named(name))
    if asked is None:
        return level, None
    return level, screen.need(choose_variant(level, asked, settings.label(TEAM)))


def roles(
    files: RolesArgument = None,
    clause: Annotated[
        str, typer.Option("--with", help="Only roles whose profile has this clause.", autocompletion=clause_ids)
    ] = "",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help=LISTED, autocompletion=formats(*LISTINGS))] = "text",
) -> None:
    """List the roles: level, grade, status, framework, approval, evaluation.

    --format transparency lists the posts that the Local Government
    Transparency Code 2015 has councils in England publish. Add what no
    file of yours holds: names, contact details, what each holder is paid.
    A draft that replaces an approved role is left out; take out drafts of
    new posts yourself, by the column “Status of the profile”.
    """
    from rolegen import listing, versions
    from rolegen.role import read_role

    screen = Screen()
    kind = choice(screen, format, LISTINGS)
    found: list[listing.Record] = []
    senior: list[Published] = []
    clauses: dict[str, None] = {}
    for target in screen.need(targets(files or [])):
        frameworks = screen.need(versions.load(target.workspace, framework))
        read = [read_role(path) for path in target.roles]
        known = [role.value for role in read if role.value]
        screen.problems(problem for role in read for problem in role.problems)
        screen.problems(problem for role in known for problem in frameworks.of(role).problems)
        clauses |= dict.fromkeys(listing.clause_ids(frameworks, known))
        own = list(listing.records(known, frameworks, clause))
        found += own
        if kind == "transparency":
            names = {record["role"] for record in own}
            senior += _senior(screen, target.workspace, [role for role in known if role.id in names], frameworks)
    if clause and clause not in clauses:
        screen.stop(Problem("unknown-clause", f"There is no clause “{clause}”.", hint=suggest(clause, clauses)))
    _list(kind, found, senior)
    screen.finish()


def _senior(screen: Screen, place: Workspace, asked: list[RoleFile], frameworks: Frameworks) -> tuple[Published, ...]:
    """The posts of a workspace for the Transparency Code, of these roles."""
    from rolegen import transparency

    posts = transparency.published(place, asked, frameworks)
    screen.problems(posts.problems)
    return posts.value or ()


def _list(kind: str, found: list[Record], senior: list[Published]) -> None:
    """Shows the roles in the form that was asked for."""
    from rolegen import listing

    if kind == "transparency":
        from rolegen import transparency

        print(transparency.as_csv(senior))
    elif kind != "text":
        print(listing.records_csv(found) if kind == "csv" else listing.records_json(found))
    elif found:
        print(listing.records_text(found, width()))
