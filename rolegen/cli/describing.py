"""rolegen schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rolegen.cli.completing import schema_names
from rolegen.cli.flags import QuietFlag
from rolegen.cli.screen import Screen, line, show
from rolegen.problems import Problem, suggest


def schema(
    name: Annotated[
        str, typer.Argument(help="The schema to print. Left out, which there are.", autocompletion=schema_names)
    ] = "",
    out: Annotated[Path | None, typer.Option(help="The folder to write all of them to.")] = None,
    quiet: QuietFlag = False,
) -> None:
    """Print or write the JSON Schemas by which editors complete, explain and check YAML files.

    rolegen schema role

    rolegen schema --out schemas
    """
    screen = Screen(quiet)
    if out:
        if name:
            screen.stop(Problem("usage", "--out writes every schema.", hint=f"Leave “{name}” out, or --out."))
        _write(screen, out)
    elif name:
        _print(screen, name)
    else:
        _list()
    screen.finish()


def _print(screen: Screen, name: str) -> None:
    from rolegen.editors import FILES, file_name, shipped

    if name not in FILES:
        screen.stop(Problem("unknown-schema", f"There is no schema “{name}”.", hint=suggest(name, FILES)))
    show(shipped()[file_name(name)].decode().rstrip())


def _list() -> None:
    from rolegen.editors import FILES

    for name, described in FILES.items():
        show(f"{name:<16} {described}")


def _write(screen: Screen, folder: Path) -> None:
    from rolegen import files
    from rolegen.editors import shipped

    for name, data in shipped().items():
        path = Path.cwd() / folder / name
        verb = screen.need(files.write(path, data))
        if not screen.quiet:
            show(line(verb, str(path)))
