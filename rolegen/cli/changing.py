"""rolegen diff and text: what changed, and what a Word file says."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, NamedTuple, TypeVar

import typer

from rolegen.cli.completing import formats, role_ids
from rolegen.cli.flags import FrameworkFlag, TemplateFlag, choice, here, of_profiles
from rolegen.cli.screen import Screen, in_colour, line, show, width
from rolegen.problems import Checked, Problem

if TYPE_CHECKING:
    from rolegen.build import Options
    from rolegen.sides import Side

FORMS = ("text", "md", "html", "json")
AUTHOR = "rolegen"
OldArgument = Annotated[
    str | None, typer.Argument(help="What was: a role, file, folder or git revision.", autocompletion=role_ids)
]
NewArgument = Annotated[
    str | None, typer.Argument(help="What is; left out, the files as they stand now.", autocompletion=role_ids)
]
FormatFlag = Annotated[
    str, typer.Option("--format", "-f", help="text, md, html or json.", autocompletion=formats(*FORMS))
]
T = TypeVar("T")


def diff(
    old: OldArgument = None,
    new: NewArgument = None,
    format: FormatFlag = "text",
    redline: Annotated[Path | None, typer.Option(help="A Word file to write, every change tracked.")] = None,
    author: Annotated[str, typer.Option(help="Who made the tracked changes.")] = AUTHOR,
    date: Annotated[str, typer.Option(help="When, as 2026-03-31 or 2026-03-31T09:00:00Z.")] = "",
    template: TemplateFlag = "profile",
    framework: FrameworkFlag = "",
) -> None:
    """Show what changed, word by word: role files, Word files, folders of them, git revisions, or frameworks.

    rolegen diff HEAD~3

    rolegen diff v1 v2 --format md

    rolegen diff roles/director-finance.yaml director-finance.docx --redline changes.docx

    rolegen diff --framework 2021 2026

    The last compares two versions of the framework, each by name or folder; one alone, with the current one.

    A name is taken for a folder's first, then for a version's, then for a git revision's.
    """
    screen = Screen()
    form = choice(screen, format, FORMS)
    of_profiles(screen, template)
    if redline is None and (date or author != AUTHOR):
        screen.stop(Problem("usage", "--author and --date go with --redline.", hint="Name its file: --redline x.docx."))
    tracked = Tracked(Path(os.path.abspath(redline)), author, date) if redline else None
    if framework and new is None and _is_framework(screen, old):
        _frameworks(screen, framework, old, form, tracked)
    elif old is None:
        hint = "Name a git revision, as in rolegen diff HEAD~3, two files or folders, or --framework VERSION."
        screen.stop(Problem("usage", "Say what is to be compared.", hint=hint))
    else:
        _sides(screen, (old, new), (template, framework), form, tracked)
    screen.finish()


class Tracked(NamedTuple):
    """The redline that is asked for: its file, who made its changes, and when."""

    path: Path
    author: str
    date: str


def _sides(
    screen: Screen, named: tuple[str, str | None], made: tuple[str, str], form: str, tracked: Tracked | None
) -> None:
    """What changed from one side to the other, made with this template and framework."""
    import tempfile

    from rolegen import sides
    from rolegen.build import Options
    from rolegen.tracked import redline

    options = Options(template=made[0], framework=made[1])
    with tempfile.TemporaryDirectory(prefix="rolegen-", ignore_cleanup_errors=True) as scratch:
        read = sides.read(*named, Path.cwd(), Path(scratch))
        both = screen.need(_or_a_version(screen, read) if options.framework and named[1] is None else read)
        if tracked:
            _redline(screen, tracked, both, lambda author, date: redline(*both, options, author, date))
        else:
            _differences(screen, both, options, form)


def _is_framework(screen: Screen, name: str | None) -> bool:
    """Whether --framework is to be compared with this one: a version, a folder with a framework, or the current one."""
    from rolegen import versions

    return name is None or versions.is_there(screen.need(here()), name)


def _or_a_version(screen: Screen, read: Checked[T]) -> Checked[T]:
    """What was read; of a name that means nothing it is said that it is no version of the framework either."""
    from rolegen import versions

    known = ", ".join(versions.known(screen.need(here())))
    hint = f"Versions of the framework: {known}."
    told = (replace(one, hint=f"{one.hint} {hint}") if one.rule == "no-such-file" else one for one in read.problems)
    return Checked(read.value, tuple(told))


def _frameworks(screen: Screen, old: str, new: str | None, form: str, redline: Tracked | None) -> None:
    """What changed from one framework to another."""
    from rolegen import versions
    from rolegen.amended import amended
    from rolegen.telling import amended as telling
    from rolegen.tracked import of_frameworks

    place = screen.need(here())
    was = screen.need(versions.load(place, old)).current
    now = screen.need(versions.load(place, new or "")).current
    if redline:
        _redline(screen, redline, (), lambda author, date: of_frameworks(was, now, place, author, date))
        return
    found, problems = amended(was, now, (old, new or now.about.version), place)
    screen.problems(problems)
    _tell(telling, found, form)


def _differences(screen: Screen, both: tuple[Side, Side], options: Options, form: str) -> None:
    from rolegen import compared, telling

    found, problems = compared.of_sides(*both, options)
    screen.problems(problems)
    _tell(telling, found, form)


def _tell(telling: ModuleType, found: object, form: str) -> None:
    """What was found, in the form that is asked for; each module that tells has the same four."""
    if form == "text":
        show(telling.as_text(found, colour=in_colour(), width=width()))
    else:
        ways = {"md": telling.as_markdown, "html": telling.as_html, "json": telling.as_json}
        show(ways[form](found))


def _redline(
    screen: Screen, asked: Tracked, sides: tuple[Side, ...], make: Callable[[str, str], Checked[bytes]]
) -> None:
    """Writes the Word file in which one document becomes another; files of the sides are not written over."""
    from rolegen import files, tracked

    path = screen.need(tracked.target(asked.path, *sides))
    made = screen.need(make(screen.need(tracked.author(asked.author)), screen.need(tracked.stamp(asked.date))))
    written = screen.need(files.write(path, made))
    show(line(written, str(path)))


def text(
    file: Annotated[str, typer.Argument(help="A Word file; - reads standard input.")],
) -> None:
    """Print a Word file as Markdown: any Word file, with tracked changes as accepted."""
    from rolegen import text as plain

    raise typer.Exit(plain.main([file]))
