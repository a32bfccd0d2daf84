"""rolegen build."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from rolegen.cli.completing import built, formats
from rolegen.cli.flags import (
    ControlsFlag,
    FrameworkFlag,
    LevelFlag,
    MemberFlag,
    QuietFlag,
    TemplateFlag,
    VariantFlag,
    asked_variant,
    build_options,
    here,
    targets,
)
from rolegen.cli.report import Report
from rolegen.cli.screen import DONE, INTERRUPTED, Screen, in_colour, show, width
from rolegen.problems import Problem, listed, shown

if TYPE_CHECKING:
    from rolegen.build import Made, Options, Workshop
    from rolegen.delivery import Losing
    from rolegen.settled import Left
    from rolegen.workspace import Target, Workspace

NEXT_STEPS = """\
Next: open the Word file and replace each [gap] with what belongs there. Criteria in the person profile are
starters, not approved wording: keep, change or replace each one. The responsibilities are the framework's,
and locked. To keep the post for good, run rolegen import on the filled-in file: it makes a role file of it."""
FORMATS = "docx, md, html, json, pdf; of adverts jsonld; several with commas."
KNOWN = formats("docx", "md", "html", "json", "pdf", "jsonld", several=True)

BuiltArgument = Annotated[
    list[str] | None,
    typer.Argument(help="Role files, folders or ids; for adverts vacancies. None: all here.", autocompletion=built),
]
SHARED = "A file of objectives that the organisation shares, for performance forms."
ObjectivesFlag = Annotated[Path | None, typer.Option(help=SHARED)]


def build(
    roles: BuiltArgument = None,
    level: LevelFlag = None,
    cmt: MemberFlag = None,
    variant: VariantFlag = "",
    all_levels: Annotated[bool, typer.Option("--all-levels", help="The own profile of every level.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to write to.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help=FORMATS, autocompletion=KNOWN)] = "",
    template: TemplateFlag = "profile",
    framework: FrameworkFlag = "",
    objectives: ObjectivesFlag = None,
    check: Annotated[bool, typer.Option("--check", help="Write nothing; exit 1 if a file is out of date.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Check, and show the sentences that differ.")] = False,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit 1 if a file was written, for hooks.")] = False,
    controls: ControlsFlag = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=0, help="Processes at most; 0: as many as pay.")] = 0,
    force: Annotated[bool, typer.Option("--force", help="Overwrite Word files though words would be lost.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Make Word profiles: of role files, or of a level. With another template the papers around a role.

    rolegen build --level director --cmt

    rolegen build roles/director-finance.yaml

    rolegen build --check --diff
    """
    screen = Screen(quiet)
    chosen = _variant(screen, level, cmt, variant)
    _one_of_three(screen, level is not None, all_levels, bool(roles))
    _fits(screen, template, level is not None or all_levels, objectives)
    _keeps_quiet(screen, template, diff=diff)
    asked = build_options(screen, out, format, template, framework)
    asked = replace(asked, force=force, check=check or diff, controls=controls, objectives=_absolute(objectives))
    report = Report(screen, checking=asked.check, keeping=diff, failing=exit_code)
    if level is not None or all_levels:
        _build_levels(report, level, chosen, asked)
    else:
        _build_roles(report, roles or [], asked, jobs)
    _finish(report, diff=diff)


def _absolute(path: Path | None) -> Path | None:
    return Path(os.path.abspath(path)) if path else None


def _one_of_three(screen: Screen, *asked: bool) -> None:
    if sum(asked) > 1:
        screen.stop(Problem("usage", "Name either role files or a level, or say --all-levels: one of the three."))


def _variant(screen: Screen, level: str | None, cmt: bool | None, variant: str) -> str | None:
    """The version of the level that is asked for; a role file says its own."""
    if (cmt is not None or variant) and level is None:
        hint = "A role file says it itself: “cmt: true” or “cmt: false”."
        screen.stop(Problem("usage", "--cmt, --non-cmt and --variant go with --level.", hint=hint))
    return asked_variant(screen, cmt, variant)


def _fits(screen: Screen, template: str, of_level: bool, objectives: Path | None) -> None:
    """Ends where flags do not go with the kind of document that a template is for."""
    from rolegen.kind import KINDS, kind_of

    kind = kind_of(template)
    if kind.of_vacancy and of_level:
        hint = f"Leave the level out; a vacancy names its role: rolegen build --template {template} VACANCY"
        screen.stop(Problem("usage", "An advert is of a vacancy, and a level has none.", hint=hint))
    if objectives and not kind.is_confidential:
        forms = listed([name for name, one in KINDS.items() if one.is_confidential])
        screen.stop(Problem("usage", "--objectives is for performance forms.", hint=f"Their templates: {forms}."))


def _keeps_quiet(screen: Screen, template: str, *, diff: bool) -> None:
    """Ends where words that people typed into a confidential form would be shown."""
    from rolegen.kind import kind_of

    if diff and kind_of(template).is_confidential:
        message = "--diff shows what a file says, and what people type into a performance form is confidential."
        screen.stop(Problem("usage", message, hint="--check tells which files are out of date."))


def _build_levels(report: Report, name: str | None, variant: str | None, options: Options) -> None:
    from rolegen import build as making
    from rolegen import files
    from rolegen.delivery import deliver

    screen = report.screen
    workshop = screen.need(making.prepare(screen.need(here()), options))
    one = (screen.need(making.level_profile(workshop, name, variant)),) if name is not None else None
    folder = workshop.out if workshop.kind.is_confidential else options.out or Path.cwd()
    if not options.check:
        files.sweep(folder)
    profiles = one or screen.need(making.all_levels(workshop))
    made = [making.outputs(workshop, profile, folder) for profile in profiles]
    made = _guarded(report, workshop, made)
    paths = [folder / profile.name for profile in profiles]
    for outcomes in deliver(made, paths, workshop.options, _losing(workshop)):
        report.role(outcomes)
    _tell_watched(report, workshop, [profile.name for profile in profiles])
    if screen.code == DONE and not options.check:
        about = workshop.frameworks.current.about
        screen.say(f"\nFramework: {about.name}, version {about.version}: {about.standing}.")
        screen.say(NEXT_STEPS if "docx" in workshop.options.formats and not workshop.kind.paper else "")


def _guarded(report: Report, workshop: Workshop, made: list[Made]) -> list[Made]:
    """The forms to be written, once git is kept out of their folder."""
    if not workshop.kind.is_confidential:
        return made
    from rolegen.performance.guarding import guarded

    made, fence = guarded(workshop, workshop.out, made)
    for outcome in fence:
        report.outcome(outcome)
    return made


def _tell_watched(report: Report, workshop: Workshop, names: list[str]) -> None:
    """Told where git would take up the confidential forms that were made."""
    if workshop.kind.is_confidential:
        from rolegen.performance.guarding import watched

        report.screen.problems(watched(workshop, workshop.out, names))


def _losing(workshop: Workshop) -> Callable[[Path], Losing]:
    """What of a Word file would be lost: of a paper nobody can tell."""
    from rolegen.delivery import unknown

    return lambda _: unknown if workshop.kind.paper else _left_in_form


def _left_in_form(path: Path, old: bytes, new: bytes) -> Left:
    from rolegen.settled import left_in_form

    return left_in_form(path, old, new)


def _build_roles(report: Report, names: list[str], options: Options, jobs: int) -> None:
    from rolegen import build as making
    from rolegen.kind import kind_of

    screen = report.screen
    found = _vacancies(screen, names) if kind_of(options.template).of_vacancy else _roles(screen, names, options)
    report.expects(sum(len(one.roles) for one in found))
    try:
        for target in found:
            prepared = making.prepare(target.workspace, options)
            screen.problems(prepared.problems)
            if prepared.value:
                _build_target(report, prepared.value, target, jobs)
                _tell_orphans(report, prepared.value, target, found)
                _tell_watched(report, prepared.value, [path.stem for path in target.roles])
    except KeyboardInterrupt:
        report.summary(stopped=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        report.hide()
    report.summary()


def _roles(screen: Screen, names: list[str], options: Options) -> tuple[Target, ...]:
    """The roles that are asked for, each of which makes files of its own."""
    from rolegen.build import folder_of
    from rolegen.register import same_names

    found = screen.need(targets(names))
    _refuse_copies(screen, found, options)
    made = ((folder_of(one.workspace, options) / path.stem, path) for one in found for path in one.roles)
    screen.refuse(same_names(made))
    return found


def _vacancies(screen: Screen, names: list[str]) -> tuple[Target, ...]:
    """The vacancies that are asked for, each of which makes files of its own."""
    from rolegen.recruitment import asked, vacancies

    found = screen.need(asked.targets(names, Path.cwd()))
    screen.refuse(vacancies.same_names(path for one in found for path in one.roles))
    return found


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
    """Files that no role or vacancy makes, where every one was built; other workspaces may write to the same folder."""
    from rolegen.build import folder_of
    from rolegen.orphans import adverts, orphans

    if workshop.kind.is_confidential:  # nobody is told to delete a record of the officer's
        return
    every = _every(workshop, target.workspace)
    if not every or tuple(sorted(target.roles)) != every:
        return
    sharing = [one for one in found if folder_of(one.workspace, workshop.options) == workshop.out]
    paths = [path for one in sharing for path in (*one.roles, *_every(workshop, one.workspace))]
    known = {path.stem for path in paths}
    left = adverts(workshop, known) if workshop.kind.of_vacancy else orphans(workshop, known)
    report.screen.problems(left)
    if left and workshop.options.check:
        report.screen.fail()


def _every(workshop: Workshop, place: Workspace) -> tuple[Path, ...]:
    """All that a workspace could have made of it: its vacancies or its roles."""
    if not workshop.kind.of_vacancy:
        return place.role_files()
    from rolegen.recruitment.vacancies import vacancy_files

    return vacancy_files(place)


def _finish(report: Report, *, diff: bool) -> NoReturn:
    if diff:
        _tell_differences(report)
    report.screen.finish()


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
