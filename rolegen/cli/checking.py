"""rolegen check: framework and roles, and the approved wording in Word files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.flags import FrameworkFlag, QuietFlag, build_options, choice, targets
from rolegen.cli.screen import Screen, count, in_colour, show, width
from rolegen.problems import Problem

if TYPE_CHECKING:
    from rolegen.approval.audit import Audited
    from rolegen.build import Options

FORMS = ("text", "json", "csv", "github")


def check(
    files: Annotated[
        list[str] | None, typer.Argument(help="Role files, Word files, folders of them, ids. None: all roles here.")
    ] = None,
    template: Annotated[str, typer.Option("--template", "-t", help="The template, by name.")] = "profile",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, json, csv (Word files) or github.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Find every problem in framework, roles, templates and house style; write nothing.

    Of a Word file: is the approved wording in it still the framework's? What was altered, removed, added or moved?

    rolegen check

    rolegen check profiles/director-finance.docx

    rolegen check profiles --format csv > audit.csv
    """
    from rolegen.approval import audit

    screen = Screen(quiet, choice(Screen(quiet), format, FORMS))
    options = build_options(screen, None, "", template, framework)
    meant = audit.asked(files or [], Path.cwd())
    if meant.value and meant.value.words and format == "json":
        screen.files = []
    asked = screen.need(meant)
    if format == "csv" and (asked.roles or not asked.words):
        screen.stop(Problem("usage", "The format csv is an audit of Word files.", hint="Name Word files alone."))
    if asked.roles or not asked.words:
        _roles(screen, asked.roles, options, strict=strict)
    if asked.words:
        _word_files(screen, asked.words, options, strict=strict)
    screen.finish()


def _roles(screen: Screen, names: tuple[str, ...], options: Options, *, strict: bool) -> None:
    from rolegen.inspection import inspect

    for target in screen.need(targets(list(names), roles_needed=False)):
        found = inspect(target.workspace, target.roles, options)
        screen.problems(found.problems)
        errors, warnings = found.count("error"), found.count("warning")
        if strict and warnings:
            screen.fail()
        screen.say(
            f"{count(found.roles, 'role')}, {count(found.levels, 'level')} and {count(found.clauses, 'clause')} "
            f"checked: {count(errors, 'error')}, {count(warnings, 'warning')}."
        )


def _word_files(screen: Screen, paths: tuple[Path, ...], options: Options, *, strict: bool) -> None:
    """Tells of each Word file as it is looked at; for a spreadsheet, of all of them together."""
    from rolegen.approval.audit import Auditor
    from rolegen.telling import approval

    auditor = Auditor(options, Path.cwd())
    files = []
    for path in paths:
        files.append(audited := auditor.audit(path))
        _tell(screen, audited)
        if not audited.in_order or (strict and any(note.severity == "warning" for note in audited.notes)):
            screen.fail()
    if screen.form == "csv":
        show(approval.as_csv(files))
    screen.say(approval.summary(files))


def _tell(screen: Screen, audited: Audited) -> None:
    from rolegen.telling import approval

    if screen.files is not None:
        screen.files.append(approval.as_value(audited))
    elif screen.form == "github":
        screen.problems(approval.as_problems(audited))
    elif screen.form == "text":
        screen.problems(audited.problems)
        if audited.examination and not (screen.quiet and audited.in_order):
            show(approval.as_text(audited, colour=in_colour(), width=width()))
