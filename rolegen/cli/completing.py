"""What the shell completes behind a command or a flag: `rolegen --install-completion` sets it up.

A shell that is given nothing completes the names of files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rolegen.completion import Around

Complete = Callable[[str], list[str]]
PLAIN = re.compile(r"[\w.,:/@%+=-]+")  # what no shell takes for anything else; words go into its line as they are


def _words(known: Callable[[Around], Iterable[str]]) -> Complete:
    """Completes one of the words that the workspace around the user knows."""

    def complete(incomplete: str) -> list[str]:
        return _beginning(incomplete, known)

    return complete


def _beginning(start: str, known: Callable[[Around], Iterable[str]]) -> list[str]:
    """The words that begin so; whatever goes wrong, nobody who presses the tab key wants to read of it."""
    try:
        from rolegen.completion import Around

        return [word for word in known(Around(Path.cwd())) if word.startswith(start) and PLAIN.fullmatch(word)]
    except Exception:
        return []


def formats(*known: str, several: bool = False) -> Complete:
    """Completes a format, or the last of several with commas."""

    def complete(incomplete: str) -> list[str]:
        before, comma, last = incomplete.rpartition(",") if several else ("", "", incomplete)
        given = before.split(",")
        return [f"{before}{comma}{one}" for one in known if one.startswith(last) and one not in given]

    return complete


def variants(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completes a version of the level that --level names before it, or of any."""
    level = ctx.params.get("level") or ""
    return _beginning(incomplete, lambda around: around.variants(level))


def built(ctx: typer.Context, incomplete: str) -> list[str]:
    """Completes a role's id; where --template advert stands before it a vacancy's or a role's."""

    def known(around: Around) -> list[str]:
        from rolegen.completion import ADVERT

        own = around.vacancies() if ctx.params.get("template") == ADVERT else []
        return list(dict.fromkeys([*own, *around.roles()]))

    return _beginning(incomplete, known)


def schema_names(incomplete: str) -> list[str]:
    """Completes the name of a JSON Schema."""

    def known(_: Around) -> list[str]:
        from rolegen.completion import schemas

        return schemas()

    return _beginning(incomplete, known)


level_ids = _words(lambda around: around.levels())
role_ids = _words(lambda around: around.roles())
superiors = _words(lambda around: [*around.roles(), *around.levels()])
clause_ids = _words(lambda around: around.clauses())
framework_versions = _words(lambda around: around.versions())
templates = _words(lambda around: around.templates())
grades = _words(lambda around: around.grades())
rule_ids = _words(lambda around: around.rules())
