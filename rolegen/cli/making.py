"""rolegen build."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.completing import formats
from rolegen.cli.flags import (
    ControlsFlag,
    FrameworkFlag,
    LevelFlag,
    MemberFlag,
    QuietFlag,
    RolesArgument,
    TemplateFlag,
    VariantFlag,
    asked_variant,
    build_options,
    here,
    targets,
)
from rolegen.cli.report import Report
from rolegen.cli.screen import DONE, INTERRUPTED, Screen, in_colour, show, width
from rolegen.problems import Problem, shown

if TYPE_CHECKING:
    from rolegen.build import Options, Workshop
    from rolegen.settled import Left
    from rolegen.workspace import Target

NEXT_STEPS = """\
Next: open the Word file and replace each [gap] with what belongs there. Criteria in the person profile are
starters, not approved wording: keep, change or replace each one. The responsibilities are the framework's,
and locked. To keep the post for good, run rolegen import on the filled-in file: it makes a role file of it."""
FORMATS = "docx, md, html, json, pdf; several with commas."
KNOWN = formats("docx", "md", "html", "json", "pdf", several=True)


def build(
    roles: RolesArgument = None,
    level: LevelFlag = None,
    cmt: MemberFlag = None,
    variant: VariantFlag = "",
    all_levels: Annotated[bool, typer.Option("--all-levels", help="The own profile of every level.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to write to.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=FORMATS, autocompletion=KNOWN)] = "",
    template: TemplateFlag = "profile",
    framework: FrameworkFlag = "",
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is out of date.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Check, and show the sentences that differ.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 if a file was written, for hooks.")] = False,
    controls: ControlsFlag = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes at most; 0: as many as pay.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite Word files though words would be lost.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Make Word profiles: of role files, or of a level.

    rolegen build --level director --cmt

    rolegen build roles/director-finance.yaml

    rolegen build --check --diff
    """
    screen = Screen(quiet)
    chosen = asked_variant(screen, cmt, variant)
    _one_of_three(screen, level is not None, all_levels, bool(roles))
    _with_level(screen, level, asked=cmt is not None or bool(variant))
    asked = build_options(screen, out, format, template, framework)
    asked = replace(asked, force=force, check=check or diff, controls=controls)
    report = Report(screen, checking=asked.check, keeping=diff, failing=exit_code)
    if level is not None or all_levels:
        _build_levels(report, level, chosen, asked)
    else:
        _build_roles(report, roles or [], asked, jobs)
    if diff:
        _tell_differences(report)
    screen.finish()


def _one_of_three(screen: Screen, *asked: bool) -> None:
    if sum(asked) > 1:
        screen.stop(Problem("usage", "Name either role files or a level, or say --all-levels: one of the three."))


def _with_level(screen: Screen, level: str | None, *, asked: bool) -> None:
    if asked and level is None:
        hint = "A role file says it itself: “cmt: true” or “cmt: false”."
        screen.stop(Problem("usage", "--cmt, --non-cmt and --variant go with --level.", hint=hint))


def _build_levels(report: Report, name: str | None, variant: str | None, options: Options) -> None:
    from rolegen import build as making
    from rolegen import files
    from rolegen.delivery import deliver

    screen = report.screen
    workshop = screen.need(making.prepare(screen.need(here()), options))
    one = (screen.need(making.level_profile(workshop, name, variant)),) if name is not None else None
    folder = options.out or Path.cwd()
    if not options.check:
        files.sweep(folder)
    profiles = one or screen.need(making.all_levels(workshop))
    made = [making.outputs(workshop, profile, folder) for profile in profiles]
    paths = [folder / profile.name for profile in profiles]
    for outcomes in deliver(made, paths, workshop.options, lambda _: _left_in_form):
        report.role(outcomes)
    if screen.code == DONE and not options.check:
        about = workshop.frameworks.current.about
        screen.say(f"\nFramework: {about.name}, version {about.version}: {about.standing}.")
        screen.say(NEXT_STEPS if "docx" in workshop.options.formats else "")


def _left_in_form(path: Path, old: bytes, new: bytes) -> Left:
    from rolegen.settled import left_in_form

    return left_in_form(path, old, new)


def _build_roles(report: Report, names: list[str], options: Options, jobs: int) -> None:
    from rolegen import build as making
    from rolegen.register import same_names

    screen = report.screen
    found = screen.need(targets(names))
    _refuse_copies(screen, found, options)
    made = ((making.folder_of(one.workspace, options) / path.stem, path) for one in found for path in one.roles)
    screen.refuse(same_names(made))
    report.expects(sum(len(one.roles) for one in found))
    try:
        for target in found:
            prepared = making.prepare(target.workspace, options)
            screen.problems(prepared.problems)
            if prepared.value:
                _build_target(report, prepared.value, target, jobs)
                _tell_orphans(report, prepared.value, target, found)
    except KeyboardInterrupt:
        report.summary(stopped=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        report.hide()
    report.summary()


def _refuse_copies(screen: Screen, found: tuple[Target, ...], options: Options) -> None:
    """Ends where the profile of a role as it was evaluated would stand in place of the role's."""
    from rolegen.workspace import is_of_copies

    copy = next((path for one in found for path in one.roles if is_of_copies(path)), None)
    if copy and options.out is None:
        message = f"{shown(copy)} is a role as it was evaluated: its profile is not the one of today."
        screen.stop(Problem("usage", message, hint="Name a folder for it: --out FOLDER."))


def _build_target(report: Report, workshop: Workshop, target: Target, jobs: int) -> None:
    from rolegen.batch import build_roles

    with closing(build_roles(workshop, target.roles, jobs)) as outcomes:
        for role in outcomes:
            report.role(role)


def _tell_orphans(report: Report, workshop: Workshop, target: Target, found: tuple[Target, ...]) -> None:
    """Files that no role makes, where every role was built; another workspace may write to the same folder."""
    from rolegen.build import folder_of
    from rolegen.orphans import orphans

    every = target.workspace.role_files()
    if not every or tuple(sorted(target.roles)) != every:
        return
    sharing = [one for one in found if folder_of(one.workspace, workshop.options) == workshop.out]
    others = {path.stem for one in sharing if one is not target for path in (*one.roles, *one.workspace.role_files())}
    left = orphans(workshop, others)
    report.screen.problems(left)
    if left and workshop.options.check:
        report.screen.fail()


def _tell_differences(report: Report) -> None:
    """The sentences that differ, a role's once in however many formats it is: as its first one has them."""
    from rolegen.comparison import Comparison, RoleChange, in_common
    from rolegen.telling import as_text

    roles: dict[Path, RoleChange] = {}
    failed: dict[str, None] = {}
    for outcome in report.differing:
        name = outcome.path.stem
        if outcome.verb == "failed":
            failed[name] = None
        elif outcome.stale:
            roles.setdefault(outcome.path.with_suffix(""), outcome.stale.role)
        elif outcome.verb == "would create":
            roles.setdefault(outcome.path.with_suffix(""), RoleChange(name, name, "added"))
    common, own = in_common(roles.values())
    if report.differing and not (own or failed):
        report.screen.say("No sentence differs; PDFs cannot be compared.")
        return
    told = Comparison("the files", "what a build would write", report.profiles, common, own, tuple(failed))
    show(as_text(told, colour=in_colour(), width=width()))
