"""What a command tells the user: messages on stderr, results on stdout, and the exit code that goes with them."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from typing import NoReturn, TextIO, TypeVar

import typer

from rolegen.problems import Checked, Problem, as_github, as_json, as_text, has_errors

DONE, FAILED, USAGE, BUG, INTERRUPTED = 0, 1, 2, 3, 130

T = TypeVar("T")


class Screen:
    """What a command tells the user, and the exit code that goes with it; --quiet changes no code, hides no problem."""

    def __init__(self, quiet: bool = False, form: str = "text") -> None:
        self.quiet, self.form = quiet, form
        self.code = DONE
        self.files: list[object] | None = None  # Word files, for JSON; None where none were asked for
        self._told: dict[Problem, None] = {}
        self._colour = in_colour(sys.stderr)

    def say(self, text: str) -> None:
        """A message, which --quiet silences."""
        if not self.quiet:
            say(text)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Tells problems, each once; one without a place is about the command line."""
        for problem in problems:
            if problem in self._told:
                continue
            self._told[problem] = None
            if problem.severity == "error":
                self.code = max(self.code, FAILED if problem.place else USAGE)
            if self.form in ("text", "csv"):
                say(as_text(problem, colour=self._colour, width=width()))
            elif self.form == "github":
                print(as_github(problem))

    def fail(self) -> None:
        """Something asked for is not so: the exit code says it, unless it says worse."""
        self.code = max(self.code, FAILED)

    def need(self, checked: Checked[T]) -> T:
        """A step's value; where there is none to use, the problems and the end."""
        self.problems(checked.problems)
        if has_errors(checked.problems):
            self.finish()
        if checked.value is None:
            raise AssertionError("a step without a value says why")
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
        """The end; as JSON, all problems are told now, in one list, beside the Word files that were asked for."""
        if self.form == "json":
            import json

            told = [as_json(problem) for problem in self._told]
            value = told if self.files is None else {"files": self.files, "problems": told}
            print(json.dumps(value, ensure_ascii=False, indent=2))
        raise typer.Exit(self.code)


def count(number: int, noun: str, plural: str = "") -> str:
    """“1 role”, “2 roles”."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {plural or f'{noun}s'}"


def width() -> int:
    """How many columns the terminal has."""
    return shutil.get_terminal_size((100, 24)).columns


def say(text: str) -> None:
    """A line on stderr."""
    print(text, file=sys.stderr)


def line(verb: str, what: str) -> str:
    """What became of a file, in two columns."""
    return f"{verb:<9} {what}"


def show(text: str) -> None:
    """A result, on stdout."""
    print(text, flush=True)


def in_colour(stream: TextIO | None = None) -> bool:
    """Whether a stream, stdout if none is named, is a terminal that the user wants in colour (no-color.org)."""
    return (stream or sys.stdout).isatty() and not os.environ.get("NO_COLOR")
