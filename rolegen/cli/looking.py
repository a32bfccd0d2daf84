"""rolegen levels and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.flags import FrameworkFlag, MemberFlag, asked_variant, choice, here, targets
from rolegen.cli.screen import Screen, width
from rolegen.problems import Problem, suggest

if TYPE_CHECKING:
    from rolegen.framework import Framework, Level
    from rolegen.workspace import Settings


def levels(
    level: Annotated[str, typer.Argument(help="A level, to read it in full.")] = "",
    cmt: MemberFlag = None,
    variant: Annotated[str, typer.Option(help="The level's version, where --cmt does not say it.")] = "",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text or json.")] = "text",
) -> None:
    """Read the framework: its levels, or one level in full."""
    from rolegen import listing, versions

    screen = Screen()
    kind = choice(screen, format, ("text", "json"))
    asked = asked_variant(screen, cmt, variant)
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
    files: Annotated[list[str] | None, typer.Argument(help="Role files, folders or ids. None: all here.")] = None,
    clause: Annotated[str, typer.Option("--with", help="Only roles whose profile has this clause.")] = "",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, csv or json.")] = "text",
) -> None:
    """List the roles: level, grade, status, framework, approval, evaluation."""
    from rolegen import listing, versions
    from rolegen.role import read_role

    screen = Screen()
    kind = choice(screen, format, ("text", "csv", "json"))
    found: list[listing.Record] = []
    clauses: dict[str, None] = {}
    for target in screen.need(targets(files or [])):
        frameworks = screen.need(versions.load(target.workspace, framework))
        read = [read_role(path) for path in target.roles]
        known = [role.value for role in read if role.value]
        screen.problems(problem for role in read for problem in role.problems)
        screen.problems(problem for role in known for problem in frameworks.of(role).problems)
        clauses |= dict.fromkeys(listing.clause_ids(frameworks, known))
        found += list(listing.records(known, frameworks, clause))
    if clause and clause not in clauses:
        screen.stop(Problem("unknown-clause", f"There is no clause “{clause}”.", hint=suggest(clause, clauses)))
    if kind != "text":
        print(listing.records_csv(found) if kind == "csv" else listing.records_json(found))
    elif found:
        print(listing.records_text(found, width()))
    screen.finish()
