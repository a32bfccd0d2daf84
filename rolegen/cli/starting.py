"""rolegen init and new: a workspace, a role file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.completing import framework_versions, grades, level_ids, role_ids, superiors
from rolegen.cli.flags import MemberFlag, QuietFlag, VariantFlag, asked_variant, here
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem, shown

if TYPE_CHECKING:
    from rolegen.cli.asking import Given
    from rolegen.explained import NewFile
    from rolegen.moving import Asked
    from rolegen.starting import Names, Start
    from rolegen.workspace import Workspace

FolderArgument = Annotated[Path | None, typer.Argument(metavar="DIR", help="The folder; none: the one you stand in.")]
VersionFlag = Annotated[
    str, typer.Option("--framework-version", help="Only keep the framework as it is, and begin this version.")
]
NewLevelFlag = Annotated[
    str | None, typer.Option("--level", "-l", help="The level, by id or title.", autocompletion=level_ids)
]
GradeFlag = Annotated[str, typer.Option(help="The grade, one of those in rolegen.yaml.", autocompletion=grades)]
SuperiorFlag = Annotated[
    str, typer.Option("--reports-to", help="A role's id, a level's id or plain words.", autocompletion=superiors)
]
FromFlag = Annotated[
    str, typer.Option("--from", help="An approved role to be moved: its file or id.", autocompletion=role_ids)
]
TO = "With --from, the framework to move it to: the current one."
VacancyFlag = Annotated[bool, typer.Option("--vacancy", help="A role's vacancy, which its advert is made of.")]
ToFlag = Annotated[str, typer.Option(help=TO, autocompletion=framework_versions)]


def init(
    folder: FolderArgument = None,
    organisation: Annotated[str, typer.Option(help="The organisation's name, for a new workspace.")] = "",
    area: Annotated[str, typer.Option(help="The place that it serves.")] = "",
    templates: Annotated[bool, typer.Option("--templates", help="The templates and the house style too.")] = False,
    git: Annotated[bool, typer.Option("--git", help="Only have git show Word files as sentences, here.")] = False,
    framework_version: VersionFlag = "",
    quiet: QuietFlag = False,
) -> None:
    """Start a workspace: settings, a framework, two example roles, what git and GitHub need. Nothing is overwritten.

    rolegen init council --organisation "Fenmoor County Council" --area Fenmoor

    rolegen init --templates

    rolegen init --git

    rolegen init --framework-version 2026
    """
    from rolegen.starting import Names
    from rolegen.workspace import is_root

    screen = Screen(quiet)
    root = Path(os.path.abspath(folder or Path.cwd()))
    names = Names(organisation, area)
    goes_on = bool(git or framework_version) or (templates and (is_root(root) or (not folder and _around(screen))))
    if not goes_on:
        _begin(screen, root, names, templates=templates, is_named=folder is not None)
        screen.finish()
    _goes_on(screen, root, organisation or area)
    if framework_version:
        _begin_version(screen, root, framework_version)
    if templates:
        _add_templates(screen, root)
    if git:
        _set_up_git(screen, root)
    screen.finish()


def _around(screen: Screen) -> bool:
    """Whether the user stands in a workspace."""
    return screen.need(here()).is_there


def _goes_on(screen: Screen, root: Path, given: str) -> None:
    """Refuses what is only for a workspace that is begun."""
    if given:
        message = "--organisation and --area are for a new workspace."
        screen.stop(Problem("usage", message, hint="They stand in rolegen.yaml: change them there."))
    if not os.path.isdir(root):
        message = f"There is no folder “{shown(root)}”."
        screen.stop(Problem("no-such-folder", message, hint="rolegen init DIR makes it."))


def _begin(screen: Screen, root: Path, names: Names, *, templates: bool, is_named: bool) -> None:
    from rolegen import starting

    begun = screen.need(starting.start(root, names, templates=templates, is_named=is_named))
    _write(screen, begun)
    screen.say(f"\n{starting.next_steps(begun, names, Path.cwd())}")


def _add_templates(screen: Screen, root: Path) -> None:
    from rolegen import starting, workspace

    begun = screen.need(starting.with_templates(screen.need(workspace.find(root))))
    _write(screen, begun)
    if begun.files:
        screen.say("\nNext: change what you want changed and delete the others: rolegen has those you do not keep.")
    else:
        screen.say("\nNothing was written: every template is there.")


def _write(screen: Screen, begun: Start) -> None:
    """Writes the files, and tells what became of each."""
    from rolegen.starting import write

    updated = {path for path in begun.files if path.exists()}
    screen.refuse(write(begun))
    for path in sorted((*begun.files, *begun.kept)) if not screen.quiet else ():
        verb = "kept" if path in begun.kept else "updated" if path in updated else "created"
        show(line(verb, shown(path)) + (", which is there already" if verb == "kept" else ""))


def _begin_version(screen: Screen, root: Path, version: str) -> None:
    from rolegen import files, workspace
    from rolegen.freezing import freezing

    made = screen.need(freezing(screen.need(workspace.find(root)), version))
    for path, data in made.files.items():
        verb = screen.need(files.write(path, data))
        if not screen.quiet:
            show(line(verb, str(path)))
    screen.say(f"\n{made.next_steps}")


def _set_up_git(screen: Screen, root: Path) -> None:
    from rolegen.gitsetup import NEXT_STEPS, set_up

    for step in screen.need(set_up(root)):
        if not screen.quiet:
            show(line(step.verb, step.what))
    screen.say(f"\n{NEXT_STEPS}")


def new(
    name: Annotated[str, typer.Argument(metavar="TITLE", help="The job title; with --from, the draft's name.")] = "",
    level: NewLevelFlag = None,
    cmt: MemberFlag = None,
    variant: VariantFlag = "",
    directorate: Annotated[str, typer.Option(help="The part of the organisation.")] = "",
    grade: GradeFlag = "",
    reports_to: SuperiorFlag = "",
    id: Annotated[str, typer.Option("--id", help="What the file is called, if not as the title.")] = "",
    from_: FromFlag = "",
    framework: ToFlag = "",
    redline: Annotated[Path | None, typer.Option(help="With --from, the Word file for the tracked changes.")] = None,
    vacancy: VacancyFlag = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be made; write nothing.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Make a role file: of a new post, every field explained; or of an approved role, a draft on today's framework.

    rolegen new "Director of Parks" --level director --non-cmt

    rolegen new --from director-finance

    rolegen new chief-finance-officer --from director-finance --framework 2026 --redline changes.docx

    rolegen new director-finance --vacancy
    """
    from rolegen.cli.asking import Given

    screen = Screen(quiet)
    chosen = asked_variant(screen, cmt, variant)
    given = Given(" ".join(name.split()), level, chosen, id, directorate, grade, reports_to)
    if vacancy:
        other = {"--from": from_, "--framework": framework, "--redline": redline}
        _new_vacancy(screen, given, other, dry_run=dry_run)
    elif from_:
        _moved(screen, given, (from_, framework, redline), dry_run=dry_run)
    else:
        _refuse(screen, {"--framework": framework, "--redline": redline}, "without --from", "Add --from ROLE.")
        _new_post(screen, given, dry_run=dry_run)
    screen.finish()


def _moved(screen: Screen, given: Given, move: tuple[str, str, Path | None], *, dry_run: bool) -> None:
    """A draft beside the role that --from names, on the framework and with the redline that were asked for."""
    from rolegen.moving import Asked

    own = {"--directorate": given.directorate, "--grade": given.grade, "--reports-to": given.reports_to}
    _refuse(screen, {**own, "--id": given.id}, "with --from", "Leave it out: the draft has what the role has.")
    role, framework, redline = move
    target = Path(os.path.abspath(redline)) if redline else None
    asked = Asked(role, Path.cwd(), given.title, framework, given.level, given.variant, target)
    _move(screen, asked, dry_run=dry_run)


def _new_vacancy(screen: Screen, given: Given, other: Mapping[str, object], *, dry_run: bool) -> None:
    """The file of a new vacancy of a role."""
    from rolegen.recruitment.beginning import new_vacancy

    own = {"--level": given.level, "--cmt, --non-cmt or --variant": given.variant, "--id": given.id}
    more = {"--directorate": given.directorate, "--grade": given.grade, "--reports-to": given.reports_to}
    _refuse(screen, {**own, **more, **other}, "with --vacancy", "Leave it out: the role says it.")
    if not given.title:
        screen.stop(Problem("usage", "Say which role is vacant.", hint="rolegen new ROLE --vacancy"))
    _put(screen, screen.need(new_vacancy(_workspace(screen), given.title)), dry_run=dry_run)


def _refuse(screen: Screen, flags: Mapping[str, object], why: str, hint: str) -> None:
    """Flags that are for the other kind of draft are a mistake."""
    for flag in (flag for flag, value in flags.items() if value):
        screen.stop(Problem("usage", f"{flag} does not go {why}.", hint=hint))


def _move(screen: Screen, asked: Asked, *, dry_run: bool) -> None:
    """An approved role → a draft beside it."""
    from rolegen import files
    from rolegen.moving import move

    made = screen.need(move(asked))
    screen.say(f"{made.brief} {made.said}".strip())
    for path, data in ((made.redline, made.word), (made.draft, made.data)):  # the draft last: with it, all is done
        verb = f"would {'update' if path.exists() else 'create'}" if dry_run else screen.need(files.write(path, data))
        if not screen.quiet:
            show(line(verb, str(path)))
    if not dry_run:
        screen.say(f"\n{made.next_steps}")


def _new_post(screen: Screen, given: Given, *, dry_run: bool) -> None:
    """A new post's role file; what the flags do not say is asked for, where somebody can answer."""
    from rolegen import versions
    from rolegen.cli import asking
    from rolegen.role_file import new_role

    place = _workspace(screen)
    framework = screen.need(versions.load(place)).current
    _put(screen, screen.need(new_role(place, framework, asking.post(screen, place, framework, given))), dry_run=dry_run)


def _workspace(screen: Screen) -> Workspace:
    """The workspace that the user stands in, which a new file is for."""
    place = screen.need(here())
    if not place.is_there:
        message = "There is no workspace here, which would have a folder for roles."
        screen.stop(Problem("no-workspace", message, hint="rolegen init makes one; or go to the folder of yours."))
    return place


def _put(screen: Screen, made: NewFile, *, dry_run: bool) -> None:
    """Writes a new file, or shows it."""
    from rolegen import files

    if dry_run:
        show(made.data.decode().rstrip("\n"))
        screen.say(line("would create", shown(made.path)))
        return
    screen.refuse(files.put_together({made.path: made.data}))
    if not screen.quiet:
        show(line("created", shown(made.path)))
    screen.say(f"\n{made.next_steps}")
