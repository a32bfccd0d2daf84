"""`rolegen init --git`: from then on git shows Word files as sentences, in `git diff`, `git log -p` and `git show`.

Which files: a line in .gitattributes, which everyone shares. By what program: this clone's own settings, for git takes
no program from a file that others may change.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen import files, git
from rolegen.files import Verb
from rolegen.problems import Checked, Place, Problem, failed

ATTRIBUTES = ".gitattributes"
# Word files are shown by the driver “rolegen”, never merged line by line, and their bytes never touched.
LINE = "*.docx diff=rolegen -merge -text"
REMARK = "# Word files: git shows their sentences in every clone where “rolegen init --git” has been run."
# -E and -P: neither PYTHONPATH nor a folder that git is used in has a say in what is run. git is not asked to keep the
# text (cachetextconv): it would go on showing what an older rolegen made of a file, beside what a newer one makes.
PROGRAM = ("-E", "-P", "-m", "rolegen.text")
HEADINGS = "^#{1,6} +(.*)$"  # what git names a change's place by: the nearest heading above it
# A word may hold signs inside, as £41,500 and re-let do; any other sign is a word of its own. In words of classes
# only, so that it holds in every locale.
WORDS = "[^[:space:][:punct:]]+([.,'/&-][^[:space:][:punct:]]+)*|[[:punct:]]"
NEXT_STEPS = """\
git diff, git log -p and git show now read Word files as sentences; git diff --word-diff marks the words.
Commit .gitattributes: it is for everyone. The rest is kept in this clone, for git takes no program from a file:
each colleague runs rolegen init --git once in theirs, and so do you after you move or reinstall rolegen."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of a file or of a setting of git's."""

    verb: Verb
    what: str


def set_up(folder: Path) -> Checked[tuple[Step, ...]]:
    """Has git show the Word files in a folder and below as sentences; done again, it changes nothing."""
    place = git.repository(folder)
    if place.value is None:
        return Checked(None, tuple(_with_way_out(problem) for problem in place.problems))
    command = _command(sys.executable)
    if command.value is None:
        return Checked(None, command.problems)
    written = _write_line(folder / ATTRIBUTES)
    if written.value is None:
        return Checked(None, written.problems)
    steps = [Step(written.value, ATTRIBUTES)]
    settings = {"textconv": command.value, "xfuncname": HEADINGS, "wordRegex": WORDS}
    for key, value in settings.items():
        done = _configure(place.value, f"diff.rolegen.{key}", value)
        if done.value is None:
            return Checked(None, done.problems)
        steps.append(done.value)
    return Checked(tuple(steps), tuple(_check_effect(folder)))


def _with_way_out(problem: Problem) -> Problem:
    if problem.rule != "no-repository":
        return problem
    return Problem(problem.rule, problem.message, hint="Make it one with git init, then run rolegen init --git.")


def _command(python: str) -> Checked[str]:
    """What git is to run for a Word file, for git's own shell; refused where rolegen runs from a checkout only."""
    if not _runs(python):
        message = "git could not run rolegen: this Python finds it only through PYTHONPATH or the folder you stand in."
        return failed(
            "not-installed", message, hint=f"Install it: {python} -m pip install rolegen. Nothing was changed."
        )
    path = python.replace(os.sep, "/")  # git's shell takes a backslash for a quote
    return Checked(" ".join([shlex.quote(path), *PROGRAM, "--textconv"]))


def _runs(python: str) -> bool:
    """Whether an interpreter has rolegen without the help of a folder or the environment."""
    command = [python, *PROGRAM, "--help"]
    try:
        return not subprocess.run(command, cwd=tempfile.gettempdir(), capture_output=True, check=False).returncode  # noqa: S603 (this very interpreter)
    except OSError:
        return False


def _configure(place: git.Repository, key: str, value: str) -> Checked[Step]:
    old = git.setting(place, key)
    if old == value:
        return Checked(Step("unchanged", f"git config {key}"))
    done = git.configure(place, key, value)
    verb: Verb = "updated" if old else "created"
    return Checked(Step(verb, f"git config {key}") if done.value is not None else None, done.problems)


def _write_line(path: Path) -> Checked[Verb]:
    standing = files.current(path)
    if standing.problems:
        return Checked(None, standing.problems)
    return files.write(path, with_line(standing.value or b""))


def with_line(old: bytes, remark: str = REMARK, line: str = LINE) -> bytes:
    """A .gitattributes with the line for Word files, or another file of git's, none of whose lines is touched."""
    if line.encode() in (one.strip() for one in old.splitlines()):
        return old
    end = b"\r\n" if b"\r\n" in old else b"\n"
    start = old if not old or old.endswith(b"\n") else old + end
    return start + b"".join(one.encode() + end for one in (remark, line))


def _check_effect(folder: Path) -> Iterator[Problem]:
    """What stands elsewhere and wins, as $GIT_DIR/info/attributes would."""
    found = git.attribute(folder, "diff", "profile.docx")
    if found != "rolegen":
        message = f"Other attributes of git say “diff={found}” of Word files, and win."
        hint = "They stand in .git/info/attributes, or in this file behind rolegen's line: take them out."
        yield Problem("git-attributes", message, Place(folder / ATTRIBUTES), hint, "warning")
