"""rolegen import."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rolegen.cli.completing import formats
from rolegen.cli.flags import QuietFlag
from rolegen.cli.screen import INTERRUPTED, Screen, count, in_colour, line, say, show, width
from rolegen.problems import Checked, Place, Problem, failed, shown, suggest

if TYPE_CHECKING:
    from rolegen.intake.taking import Intake

UNTOUCHED = "Nothing was written."
YES = ("y", "yes")
AsFlag = Annotated[
    str,
    typer.Option(
        "--as",
        help="framework or role, where the file itself does not tell it.",
        autocompletion=formats("framework", "role"),
    ),
]


def import_(
    file: Annotated[Path, typer.Argument(help="A Word file: a profile, or a paper with a framework.")],
    into: Annotated[Path | None, typer.Option(help="The role file, where the Word file does not tell it.")] = None,
    out: Annotated[Path | None, typer.Option(help="The folder for a framework's two files.")] = None,
    as_: AsFlag = "",
    force: Annotated[bool, typer.Option("--force", help="Replace a framework that is there.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change; write nothing.")] = False,
    quiet: QuietFlag = False,
) -> None:
    """Bring a Word file into YAML: what people typed into a profile, a committee's framework, someone else's profile.

    rolegen import director-finance.docx

    rolegen import new-post.docx --into roles/director-bridges.yaml

    rolegen import committee-paper.docx --out data
    """
    from rolegen import arrival
    from rolegen.cli import arriving
    from rolegen.word.reading import from_docx

    screen = Screen(quiet)
    if as_ and as_ not in arrival.ASKED:
        message = f"A Word file is imported as a framework or as a role, not as “{as_}”."
        screen.stop(Problem("usage", message, hint=suggest(as_, arrival.ASKED)))
    path = Path(os.path.abspath(file))
    target = Path(os.path.abspath(into)) if into else None
    data = screen.need(_read(path))
    document = screen.need(from_docx(data, path))
    kind = screen.need(arrival.kind(document, path, data, as_))
    _refuse_flags(screen, kind, {"--into": into is not None, "--out": out is not None, "--force": force})
    if kind == "framework":
        folder = Path(os.path.abspath(out)) if out else None
        arriving.framework(screen, arriving.File(path, document, data), folder, dry_run=dry_run, force=force)
    elif kind == "role":
        arriving.role(screen, arriving.File(path, document, data), target, dry_run=dry_run)
    else:
        _profile(screen, path, data, target, yes=yes, dry_run=dry_run)
    screen.finish()


def _refuse_flags(screen: Screen, kind: str, given: Mapping[str, bool]) -> None:
    """Flags that are for another kind of Word file are a mistake; it may be of another kind than the user thinks."""
    wrong, what = (("--into",), "a framework") if kind == "framework" else (("--out", "--force"), "a job profile")
    right = "--out DATA_FOLDER" if kind == "framework" else "--into roles/NAME.yaml"
    for flag in (flag for flag in wrong if given[flag]):
        screen.stop(Problem("usage", f"This file is {what}; {flag} does not go with it.", hint=f"Use {right}."))


def _profile(screen: Screen, path: Path, data: bytes, target: Path | None, *, yes: bool, dry_run: bool) -> None:
    """A profile that rolegen made and someone edited."""
    from rolegen.intake.taking import take_in
    from rolegen.intake.written import written

    intake = screen.need(take_in(path, data, target, Path.cwd()))
    made = written(intake)
    changes = _show(screen, intake)
    screen.problems((*intake.problems, *made.problems))
    if made.value is None:
        screen.finish()
    if made.value == intake.data:
        _tell(screen, "unchanged", intake)
    elif dry_run:
        _tell(screen, "would create" if intake.data is None else "would update", intake)
    elif yes or _agreed(screen, intake, changes):
        _write(screen, intake, made.value)
        _tell_next(screen, intake, path, data)


def _read(path: Path) -> Checked[bytes]:
    from rolegen import files

    if path.is_dir():
        return failed("usage", f"“{shown(path)}” is a folder.", hint="Name one Word file in it.")
    if not path.exists():
        hint = "Paths count from the folder you stand in."
        return failed("no-such-file", f"There is no file “{shown(path)}”.", hint=hint)
    return files.read(path)


def _show(screen: Screen, intake: Intake) -> int:
    """What would change, and what people say beside it; how many changes these are."""
    from rolegen.telling import remarks
    from rolegen.telling.edits import as_text, changes

    told = (
        as_text(intake.edits, intake.label, colour=in_colour(), width=width()),
        remarks.as_text(intake.remarks, colour=in_colour(), width=width()),
    )
    for text in filter(None, () if screen.quiet else told):
        show(text)
    return sum(len(changes(edit)) for edit in intake.edits)


def _agreed(screen: Screen, intake: Intake, changes: int) -> bool:
    """Whether the user wants the changes; without a terminal nobody can be asked."""
    path = shown(intake.destination.path)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        message = f"{UNTOUCHED} There is no terminal to ask on whether {path} is to change."
        screen.stop(Problem("usage", message, hint="Add --yes to write without a question, --dry-run to look only."))
    these = f"this {count(changes, 'change')}" if changes == 1 else f"these {count(changes, 'change')}"
    into = f"Take {these} into {path}?" if intake.data is not None else f"Make {path} of {these}?"
    try:
        print(f"{into} [y/N] ", end="", file=sys.stderr, flush=True)
        agreed = sys.stdin.readline().strip().casefold() in YES
    except KeyboardInterrupt:
        say(f"\n{UNTOUCHED}")
        raise typer.Exit(INTERRUPTED) from None
    if not agreed:
        say(UNTOUCHED)
    return agreed


def _write(screen: Screen, intake: Intake, data: bytes) -> None:
    from rolegen import files

    path = intake.destination.path
    if screen.need(_current(path)) != (intake.data or b""):
        message = "This file was changed while rolegen waited for an answer."
        screen.stop(Problem("changed-meanwhile", message, Place(path), f"{UNTOUCHED} Run the import again."))
    _tell(screen, screen.need(files.write(path, data)), intake)


def _tell_next(screen: Screen, intake: Intake, word: Path, data: bytes) -> None:
    """What to run now; a build replaces an edited Word file that holds more than its role only where it is told so."""
    build = f"rolegen build {shown(intake.destination.path)}"
    stays = _stays(intake, word, data)
    if any(problem.severity == "error" and not problem.rule.startswith("clause-") for problem in intake.problems):
        screen.say("\nNext: put right what was not taken: in Word, and import it again; or in the role file.")
        screen.say(f"Then: {build}{' --force' if stays else ''}")
    elif stays:
        screen.say(f"\nNext: {build} --force")
        screen.say(f"It replaces {shown(word)}; what was not taken is lost with it.")
    else:
        screen.say(f"\nNext: {build}")


def _stays(intake: Intake, word: Path, data: bytes) -> bool:
    """Whether the Word file stands where a build would put its own, and a build would leave it there."""
    from rolegen import build
    from rolegen.settled import left

    role, workshop = intake.destination.path, intake.workshop
    made = build.role_outputs(workshop, role).value or ()
    new = next((output.data for output in made if output.path == word), None)
    return new is not None and left(workshop, role, word, data, new) != "nothing"


def _current(path: Path) -> Checked[bytes]:
    from rolegen import files

    standing = files.current(path)
    return Checked(standing.value or b"", standing.problems)


def _tell(screen: Screen, verb: str, intake: Intake) -> None:
    if not screen.quiet:
        show(line(verb, str(intake.destination.path)))
