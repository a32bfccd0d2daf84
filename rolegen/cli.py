"""Commands and flags; the only module that prints.

Messages go to stderr, results to stdout. The commands import what they need when they run, so that --help and
--version stay quick.
"""

from __future__ import annotations

import gc
import io
import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from rolegen import __version__
from rolegen.problems import Checked, Problem, as_github, as_json, as_text, has_errors, suggest

if TYPE_CHECKING:
    from rolegen.build import Options, Outcome
    from rolegen.framework import Framework, Level
    from rolegen.workspace import Settings, Target, Workspace

DONE, FAILED, USAGE, BUG = 0, 1, 2, 3
LOOKING = "Look and check"
MAKING = "Make profiles"

T = TypeVar("T")

app = typer.Typer(
    help="Job and person profiles in Word, from YAML.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Runs the command line; a bug in rolegen ends in exit code 3 and what to report."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")  # a terminal that lacks a letter shows "?"
    gc.disable()  # what rolegen makes holds no cycles, and one run is short: looking for some costs a tenth of it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package's code in every start
    try:
        app(prog_name="rolegen")
    except Exception:
        import platform
        import traceback

        traceback.print_exc()
        versions = f"rolegen {__version__}, Python {platform.python_version()}, {platform.platform()}"
        _say(f"This is a bug in rolegen, not in your files. Please report it with the lines above ({versions}).")
        sys.exit(BUG)


def _version(asked: bool) -> None:
    if asked:
        print(f"rolegen {__version__}")
        raise typer.Exit


@app.callback()
def rolegen(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Job and person profiles in Word, from YAML."""


LevelFlag = Annotated[
    str | None, typer.Option("--level", "-l", help="A level's own profile, its role's parts left to fill in.")
]
MemberFlag = Annotated[
    bool | None, typer.Option("--cmt/--non-cmt", help="Whether the post sits on the Corporate Management Team.")
]
FrameworkFlag = Annotated[str, typer.Option(help="Another framework: its folder, or a version from the history.")]
QuietFlag = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but problems.")]


@app.command(rich_help_panel=MAKING)
def build(
    roles: Annotated[list[str] | None, typer.Argument(help="Role files, folders or ids. None: all here.")] = None,
    level: LevelFlag = None,
    cmt: MemberFlag = None,
    variant: Annotated[str, typer.Option(help="The level's version, where --cmt does not say it.")] = "",
    all_levels: Annotated[bool, typer.Option("--all-levels", help="The own profile of every level.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The folder to write to.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="docx, md, or both with a comma.")] = "",
    template: Annotated[str, typer.Option("--template", "-t", help="The template, by name.")] = "profile",
    framework: FrameworkFlag = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite Word files that someone has edited.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Make Word profiles: of role files, or of a level.

    rolegen build --level director --cmt

    rolegen build roles/director-finance.yaml
    """
    screen = Screen(quiet)
    asked = _variant(screen, cmt, variant)
    if (level is not None) + all_levels + bool(roles) > 1:
        screen.stop(Problem("usage", "Name either role files or a level, or say --all-levels: one of the three."))
    if level is None and (cmt is not None or variant):
        screen.stop(
            Problem(
                "usage",
                "--cmt, --non-cmt and --variant go with --level.",
                hint="A role file says it itself: “cmt: true” or “cmt: false”.",
            )
        )
    options = replace(_options(screen, out, format, template, framework), force=force)
    if level is not None or all_levels:
        _build_levels(screen, level, asked, options)
    else:
        _build_roles(screen, roles or [], options)
    screen.finish()


def _variant(screen: Screen, cmt: bool | None, variant: str) -> str | None:
    """The variant that --cmt, --non-cmt or --variant asks for."""
    if cmt is None:
        return variant or None
    if variant:
        screen.stop(Problem("usage", "--variant and --cmt or --non-cmt say the same thing.", hint="Keep one of them."))
    from rolegen.framework import MEMBER, NOT_MEMBER

    return MEMBER if cmt else NOT_MEMBER


def _options(screen: Screen, out: Path | None, format: str, template: str, framework: str) -> Options:
    from rolegen.build import Options
    from rolegen.workspace import FORMATS

    wanted = [name.strip() for name in format.split(",") if name.strip()]
    for name in wanted:
        if name not in FORMATS:
            screen.stop(Problem("unknown-format", f"rolegen cannot write “{name}”.", hint=suggest(name, FORMATS)))
    formats = tuple(name for name in FORMATS if name in wanted)
    return Options(Path(os.path.abspath(out)) if out else None, formats, template, framework)


def _build_levels(screen: Screen, name: str | None, variant: str | None, options: Options) -> None:
    from rolegen import build as making

    workshop = screen.need(making.prepare(screen.need(_here()), options))
    one = (screen.need(making.level_profile(workshop, name, variant)),) if name is not None else None
    folder = options.out or Path.cwd()
    for profile in one or screen.need(making.all_levels(workshop)):
        for outcome in making.build_one(workshop, profile, folder, folder / profile.name):
            screen.outcome(outcome)
    if screen.code == DONE:
        about = workshop.frameworks.current.about
        screen.say(f"\nFramework: {about.name}, version {about.version}: {about.standing}.")
        screen.say(NEXT_STEPS if "docx" in workshop.formats else "")


NEXT_STEPS = """\
Next: open the Word file and replace each [gap] with what belongs there. Criteria in the person profile are
starters, not approved wording: keep, change or replace each one. The responsibilities are the framework's:
leave them as they are. To keep the post for good, write a role file and run rolegen build on it."""


def _build_roles(screen: Screen, names: list[str], options: Options) -> None:
    from rolegen import build as making
    from rolegen.register import same_names

    targets = screen.need(_targets(names))
    made = ((making.folder_of(one.workspace, options) / path.stem, path) for one in targets for path in one.roles)
    screen.refuse(same_names(made))
    for target in targets:
        prepared = making.prepare(target.workspace, options)
        screen.problems(prepared.problems)
        for outcome in making.build_roles(prepared.value, target.roles) if prepared.value else ():
            screen.outcome(outcome)


@app.command(rich_help_panel=LOOKING)
def check(
    files: Annotated[list[str] | None, typer.Argument(help="Role files, folders or ids. None: all here.")] = None,
    template: Annotated[str, typer.Option("--template", "-t", help="The template, by name.")] = "profile",
    framework: FrameworkFlag = "",
    format: Annotated[str, typer.Option("--format", "-f", help="text, json or github.")] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Find every problem in framework, roles, templates and house style; write nothing."""
    from rolegen.inspection import inspect

    screen = Screen(quiet, _choice(Screen(quiet), format, ("text", "json", "github")))
    options = _options(screen, None, "", template, framework)
    for target in screen.need(_targets(files or [], roles_needed=False)):
        found = inspect(target.workspace, target.roles, options)
        screen.problems(found.problems)
        errors, warnings = found.count("error"), found.count("warning")
        if strict and warnings:
            screen.code = screen.code or FAILED
        screen.say(
            f"{_count(found.roles, 'role')}, {_count(found.levels, 'level')} and {_count(found.clauses, 'clause')} "
            f"checked: {_count(errors, 'error')}, {_count(warnings, 'warning')}."
        )
    screen.finish()


@app.command(rich_help_panel=LOOKING)
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
    kind = _choice(screen, format, ("text", "json"))
    asked = _variant(screen, cmt, variant)
    place = screen.need(_here())
    known = screen.need(versions.load(place, framework)).current
    if asked is not None and not level:
        screen.stop(
            Problem("usage", "--cmt, --non-cmt and --variant go with a level.", hint="Name one: levels director.")
        )
    one, chosen = _level(screen, known, level, asked, place.settings) if level else (None, None)
    if kind == "json":
        print(listing.levels_json(known, [one] if one else known.levels, chosen, place.settings))
    elif one:
        print(listing.level_text(known, one, chosen, place.settings, _width()))
    else:
        print(listing.levels_text(known, place.settings, _width()))


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


@app.command(rich_help_panel=LOOKING)
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
    kind = _choice(screen, format, ("text", "csv", "json"))
    found: list[listing.Record] = []
    clauses: dict[str, None] = {}
    for target in screen.need(_targets(files or [])):
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
        print(listing.records_text(found, _width()))
    screen.finish()


def _choice(screen: Screen, word: str, known: tuple[str, ...]) -> str:
    """A flag's value, which must be one of a few words."""
    if word not in known:
        screen.stop(Problem("unknown-format", f"There is no format “{word}” here.", hint=suggest(word, known)))
    return word


def _here() -> Checked[Workspace]:
    from rolegen.workspace import find

    return find(Path.cwd())


def _targets(names: list[str], *, roles_needed: bool = True) -> Checked[tuple[Target, ...]]:
    """The role files that names on the command line mean; none means the workspace the user stands in."""
    from rolegen.workspace import Target, targets

    if names:
        return targets(names, Path.cwd())
    here = _here()
    if here.value is None:
        return Checked(None, here.problems)
    if roles_needed and not here.value.role_files():
        return targets([str(here.value.root)], Path.cwd())
    return Checked((Target(here.value, here.value.role_files()),), here.problems)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _width() -> int:
    return shutil.get_terminal_size((100, 24)).columns


def _say(text: str) -> None:
    print(text, file=sys.stderr)


class Screen:
    """What a command tells the user, and the exit code that goes with it; --quiet changes no code, hides no problem."""

    def __init__(self, quiet: bool = False, form: str = "text") -> None:
        self.quiet, self.form = quiet, form
        self.code = DONE
        self._told: dict[Problem, None] = {}
        self._colour = sys.stderr.isatty() and not os.environ.get("NO_COLOR")

    def say(self, text: str) -> None:
        """A message, which --quiet silences."""
        if not self.quiet:
            _say(text)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Tells problems, each once; one without a place is about the command line."""
        for problem in problems:
            if problem in self._told:
                continue
            self._told[problem] = None
            if problem.severity == "error":
                self.code = max(self.code, FAILED if problem.place else USAGE)
            if self.form == "text":
                _say(as_text(problem, colour=self._colour, width=_width()))
            elif self.form == "github":
                print(as_github(problem))

    def outcome(self, outcome: Outcome) -> None:
        """What became of one file."""
        if outcome.verb == "failed" or not self.quiet:
            stream = sys.stderr if outcome.verb == "failed" else sys.stdout
            print(f"{outcome.verb:<9} {outcome.path}", file=stream, flush=True)
        self.problems(outcome.problems)

    def need(self, checked: Checked[T]) -> T:
        """A step's value; where there is none to use, the problems and the end."""
        self.problems(checked.problems)
        if checked.value is None or has_errors(checked.problems):
            self.finish()
        return checked.value

    def refuse(self, problems: Iterable[Problem]) -> None:
        """The problems, and with an error among them the end."""
        found = tuple(problems)
        self.problems(found)
        if has_errors(found):
            self.finish()

    def stop(self, problem: Problem) -> NoReturn:
        """One problem and the end."""
        self.problems([problem])
        self.finish()

    def finish(self) -> NoReturn:
        """The end; as JSON, all problems are told now, in one list."""
        if self.form == "json":
            import json

            print(json.dumps([as_json(problem) for problem in self._told], ensure_ascii=False, indent=2))
        raise typer.Exit(self.code)
