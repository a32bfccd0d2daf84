"""rolegen chart: the organisation chart."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from rolegen.cli.completing import formats, role_ids
from rolegen.cli.flags import QuietFlag, choices, targets
from rolegen.cli.report import write
from rolegen.cli.screen import Screen, in_colour, show, width
from rolegen.problems import Checked, Problem

if TYPE_CHECKING:
    from rolegen.chart.making import Charts, State
    from rolegen.chart.posts import Post
    from rolegen.versions import Frameworks
    from rolegen.workspace import Workspace

FORMS = ("text", "md", "json", "svg", "png", "docx", "html")
T = TypeVar("T")
FormatFlag = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        help=f"{', '.join(FORMS)}; several with commas.",
        autocompletion=formats(*FORMS, several=True),
    ),
]


def chart(
    root: Annotated[str, typer.Option(help="A role: show its branch alone.", autocompletion=role_ids)] = "",
    since: Annotated[str, typer.Option(help="A git revision: what stood then beside what is proposed now.")] = "",
    evaluated: Annotated[
        bool, typer.Option("--evaluated", help="The roles as they were evaluated beside what is proposed now.")
    ] = False,
    format: FormatFlag = "text",
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder for the files.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite a Word file though words would be lost.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Draw the organisation chart: who reports to whom.

    rolegen chart

    rolegen chart --root executive-director-place --format svg,png

    rolegen chart --since main --format docx
    """
    from rolegen import versions
    from rolegen.chart import making
    from rolegen.chart.posts import posts

    screen = Screen(quiet)
    wanted = choices(screen, format, FORMS)
    if since and evaluated:
        message = "--since and --evaluated each say what the chart is compared with."
        screen.stop(Problem("usage", message, hint="Keep one of them."))
    place = _workspace(screen)
    frameworks = screen.need(versions.load(place))
    now = making.State(_usable(screen, posts(place, frameworks)))
    then = _then(screen, place, frameworks, now.posts, since) if since or evaluated else None
    about = frameworks.current.about
    made = screen.need(making.charts(place, f"{about.name}, version {about.version}", now, then, root))
    if out is None and len(wanted) == 1 and wanted[0] in making.ON_SCREEN:
        show(screen.need(making.told(made, wanted[0], colour=in_colour(), width=width())))
    else:
        _write(screen, made, wanted, Path(os.path.abspath(out)) if out else Path.cwd(), force=force)
    screen.finish()


def _workspace(screen: Screen) -> Workspace:
    """The workspace that the user stands in, which must have roles."""
    return screen.need(targets([]))[0].workspace


def _usable(screen: Screen, found: Checked[T]) -> T:
    """What could be read; of the rest the problems, and the chart is drawn all the same."""
    screen.problems(found.problems)
    if not found.value:
        screen.finish()
    return found.value


def _then(screen: Screen, place: Workspace, frameworks: Frameworks, now: tuple[Post, ...], since: str) -> State:
    """What the posts are compared with: as they were at a revision, else as they were evaluated."""
    from rolegen.chart.making import State

    if not since:
        from rolegen.chart.evaluated import evaluated

        then = _usable(screen, evaluated(place, now, frameworks))
        return State(then.posts, then.said)
    import tempfile

    from rolegen.chart.earlier import at_revision

    with tempfile.TemporaryDirectory(prefix="rolegen-", ignore_cleanup_errors=True) as scratch:
        return State(_usable(screen, at_revision(place, since, Path(scratch))), f"as at {since}")


def _write(screen: Screen, made: Charts, formats: tuple[str, ...], folder: Path, *, force: bool) -> None:
    from rolegen.chart import making

    write(screen, making.outputs(made, formats, folder), folder, force=force)
