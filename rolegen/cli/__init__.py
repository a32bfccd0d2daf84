"""The command line: the only part of rolegen that prints.

The commands import what they need when they run, so that --help and --version stay quick.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from pathlib import Path
from typing import Annotated

import typer

from rolegen import __version__
from rolegen.cli.bringing import import_
from rolegen.cli.changing import diff, text
from rolegen.cli.charting import chart
from rolegen.cli.checking import check
from rolegen.cli.describing import schema
from rolegen.cli.evaluating import evaluation
from rolegen.cli.looking import levels, roles
from rolegen.cli.making import build
from rolegen.cli.screen import BUG, FAILED, USAGE, say
from rolegen.cli.starting import init, new
from rolegen.problems import Problem, as_text

app = typer.Typer(
    help="Job and person profiles in Word, from YAML.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def main() -> None:
    """Runs the command line; a bug in rolegen ends in exit code 3 and what to report."""
    _open_closed_streams()
    _stop_tidily()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")  # a terminal that lacks a letter shows "?"
    gc.disable()  # what rolegen makes holds no cycles, and one run is short: looking for some costs a tenth of it
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no other package's code in every start
    try:
        try:
            app(prog_name="rolegen")
        finally:
            sys.stdout.flush()  # or Python complains when it ends, of a screen that is gone
    except OSError as error:
        sys.exit(_outside(error) or _bug())
    except Exception:
        sys.exit(_bug())


def _open_closed_streams() -> None:
    """A shell may close a stream (`>&-`): what is said there is said to nobody."""
    nowhere = Path(os.devnull)
    sys.stdin = sys.stdin or nowhere.open(encoding="utf-8")
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")


def _stop_tidily() -> None:
    """A job that is cancelled or a window that is closed ends rolegen as Ctrl-C does, its temporary files first."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) == signal.SIG_DFL:  # else it was started with nohup, or by a test
            signal.signal(number, lambda number, _: sys.exit(128 + number))


def _outside(error: OSError) -> int:
    """The exit code where what a command prints reaches nobody, or the folder it runs in is gone; 0 for a bug."""
    if error.errno in (errno.EPIPE, errno.ENOSPC, errno.EDQUOT):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python writes there once more as it ends
        if error.errno != errno.EPIPE:
            say(as_text(Problem("cannot-write", "What rolegen prints cannot be kept: the disk is full.")))
        return FAILED
    if isinstance(error, FileNotFoundError) and not _stands_somewhere():
        hint = "Go to a folder that is there, and run again."
        say(as_text(Problem("no-such-folder", "The folder you stand in is gone.", hint=hint)))
        return USAGE
    return 0


def _stands_somewhere() -> bool:
    try:
        return bool(Path.cwd())
    except OSError:
        return False


def _bug() -> int:
    """Says what to report of the exception at hand."""
    import platform
    import traceback

    traceback.print_exc()
    versions = f"rolegen {__version__}, Python {platform.python_version()}, {platform.platform()}"
    say(f"This is a bug in rolegen, not in your files. Please report it with the lines above ({versions}).")
    return BUG


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


PANELS = {
    "Make profiles": (build, new),
    "Look and check": (check, levels, roles, chart),
    "See what changed": (diff, text),
    "Job evaluation": (evaluation,),
    "Take back what was edited": (import_,),
    "Set up": (init, schema),
}
for panel, commands in PANELS.items():
    for command in commands:
        app.command(command.__name__.rstrip("_"), rich_help_panel=panel)(command)
