"""The command line: the only part of rolegen that prints.

The commands import what they need when they run, so that --help and --version stay quick.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from typing import Annotated

import typer

from rolegen import __version__
from rolegen.cli.changing import diff, text
from rolegen.cli.looking import check, levels, roles
from rolegen.cli.making import build
from rolegen.cli.screen import BUG, say
from rolegen.cli.starting import init

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
        say(f"This is a bug in rolegen, not in your files. Please report it with the lines above ({versions}).")
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


PANELS = {
    "Make profiles": (build,),
    "Look and check": (check, levels, roles),
    "See what changed": (diff, text),
    "Set up": (init,),
}
for panel, commands in PANELS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
