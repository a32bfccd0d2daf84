"""What `rolegen new` asks on a terminal, where the flags do not say it; a wrong answer is told and asked again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import typer

from rolegen.cli.screen import FAILED, INTERRUPTED, in_colour, say, width
from rolegen.problems import Checked, Problem, as_text, failed

if TYPE_CHECKING:
    from pathlib import Path

    from rolegen.cli.screen import Screen
    from rolegen.framework import Framework, Level
    from rolegen.role_file import Post
    from rolegen.workspace import Workspace

UNTOUCHED = "Nothing was written."
YES, NO = ("y", "yes", "true"), ("n", "no", "false")
OR_ENTER = "Enter leaves it out"
FILE_NAME = "Name the file yourself, in small letters, digits and hyphens, as in director-finance-2."
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """What the flags say of a new post; "" and None for what they do not."""

    title: str = ""
    level: str | None = None
    variant: str | None = None
    id: str = ""
    directorate: str = ""
    grade: str = ""
    reports_to: str = ""


def can_ask() -> bool:
    """Whether somebody sits at a terminal who can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def post(screen: Screen, place: Workspace, framework: Framework, given: Given) -> Post:
    """The post that the flags describe; where they do not say enough, the user is asked, or told which are missing."""
    from rolegen.framework import versions_of
    from rolegen.role_file import Post

    level = screen.need(framework.named(given.level)) if given.level is not None else None
    versions = versions_of(level) if level else ()
    if can_ask() and not (given.title and level and (given.variant is not None or len(versions) == 1)):
        return _asked(place, framework, given, level)
    if not (given.title and level):
        known = ", ".join(one.id for one in framework.levels)
        hint = f'rolegen new "Job title" --level LEVEL, with one of: {known}. --from ROLE moves an approved role.'
        screen.stop(Problem("usage", "Say the job title and the level.", hint=hint))
    known_of = (given.variant, given.id, given.directorate, given.grade, given.reports_to)
    return Post(given.title, level, *known_of)


def _asked(place: Workspace, framework: Framework, given: Given, level: Level | None) -> Post:
    """Asks for all that the flags do not say: what must be known, then what may be left out."""
    from rolegen.role_file import Post, grade_faults, superior_faults

    title = given.title or _ask("Job title", _title)
    own = _own_id(place, title, given.id)
    levels = ", ".join(one.id for one in framework.levels)
    level = level or _ask(f"Level ({levels})", framework.named)
    variant = _variant(place, level, given.variant)
    directorate = given.directorate or _ask(f"Directorate ({OR_ENTER})", _fit)
    grade = given.grade or _ask(_grades(place), lambda one: _fit(one, grade_faults(place, one)))
    superior = given.reports_to or _ask(
        f"Reports to: a role's id, a level's id or plain words ({OR_ENTER})",
        lambda one: _fit(one, superior_faults(place, framework, one)),
    )
    return Post(title, level, variant, own, directorate, grade, superior)


def _ask(question: str, accept: Callable[[str], Checked[T]]) -> T:
    """An answer that is accepted."""
    while True:
        found = accept(" ".join(_answer(question).split()))
        if found.value is not None:
            return found.value
        _tell(found.problems)


def _tell(problems: Iterable[Problem]) -> None:
    """Says what is wrong with an answer; the question follows, so it is no end."""
    for problem in problems:
        say(as_text(replace(problem, place=None), colour=in_colour(sys.stderr), width=width()))


def _answer(question: str) -> str:
    """A line that the user types; the end of rolegen where there is none."""
    try:
        print(f"{question}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        say(f"\n{UNTOUCHED}")
        raise typer.Exit(INTERRUPTED) from None
    if not line:
        say(f"\n{UNTOUCHED}")
        raise typer.Exit(FAILED)
    return line


def _fit(answer: str, others: Iterable[Problem] = ()) -> Checked[str]:
    """The answer, or what is wrong with it."""
    from rolegen.role_file import unfit_words

    problems = unfit_words([answer]) or tuple(others)
    return Checked(None, problems) if problems else Checked(answer)


def _title(answer: str) -> Checked[str]:
    if not answer:
        return failed("usage", "A role needs a job title.", hint="Such as Director of Finance.")
    return _fit(answer)


def _own_id(place: Workspace, title: str, given: str) -> str:
    """An id for the file, asked for where the title's, or the one that is given, cannot be it."""
    from rolegen.role_file import path_of

    def path(name: str) -> Checked[Path]:
        """As path_of has it; what it says of flags is nothing to somebody who is asked."""
        found = path_of(place, title, name or given)
        return Checked(found.value, tuple(replace(one, hint=FILE_NAME) for one in found.problems))

    if not (told := path(given).problems):
        return given
    _tell(told)
    return _ask("The file's name, without .yaml", path).stem


def _variant(place: Workspace, level: Level, given: str | None) -> str | None:
    """The version of the level; not asked where there is one only."""
    from rolegen.framework import MEMBER, NOT_MEMBER, versions_of
    from rolegen.profile import choose_variant
    from rolegen.workspace import TEAM

    team = place.settings.label(TEAM)
    if choose_variant(level, given, team).value is not None:
        return given
    if set(level.variants) != {MEMBER, NOT_MEMBER}:
        return _ask(f"Version ({', '.join(versions_of(level))})", lambda one: choose_variant(level, one, team))
    said = {**dict.fromkeys((*YES, MEMBER), MEMBER), **dict.fromkeys((*NO, NOT_MEMBER), NOT_MEMBER)}
    again = failed("usage", "Answer y or n.", hint=f"{level.title} has a wording for each.")
    question = f"Does the post sit on the {team}? (y/n)"
    return (
        MEMBER
        if _ask(question, lambda one: Checked(said.get(one.casefold()), again.problems)) == MEMBER
        else NOT_MEMBER
    )


def _grades(place: Workspace) -> str:
    usable = [name for name, grade in place.settings.grades.items() if not (grade and grade.unusable)]
    return f"Grade ({', '.join(usable)}; {OR_ENTER})" if 0 < len(usable) <= 16 else f"Grade ({OR_ENTER})"
