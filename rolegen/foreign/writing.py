"""The draft of a role → its file: what is still to be said stands in it as remarks, and it is read again as proof."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rolegen.build import Workshop
from rolegen.foreign import level as levels
from rolegen.foreign.drafting import Drafted
from rolegen.framework import MEMBER, NOT_MEMBER, Framework
from rolegen.intake.written import ORDER
from rolegen.problems import Checked, Place, failed, has_errors, shown
from rolegen.role import parse_role
from rolegen.source import parse
from rolegen.workspace import TEAM
from rolegen.yamledit import new_file

FIRST = ("title", "level", "cmt", "variant")


def written(word: Path, path: Path, drafted: Drafted, workshop: Workshop) -> Checked[bytes]:
    """The role file, proved: it is read again, and says what was taken and nothing else."""
    values: dict[str, Any] = {**drafted.values, "status": "draft"}
    first: dict[str, Any] = {name: values.pop(name) for name in FIRST if name in values}
    gaps = _gaps(drafted, workshop.frameworks.current, workshop.workspace.settings.label(TEAM))
    head = f"# A draft, taken from {word.name}. Read it beside that file before it is used.\n"
    order = (*first, *(name for name in ORDER if name not in first))
    data = b"".join((_remark(head), new_file(first, order), "".join(gaps).encode(), new_file(values, order)))
    wanted = {**first, **values}
    back = parse(data, path)
    stand_in = new_file({"title": "A title", "level": "a-level", **wanted}, order)
    problems = parse_role(stand_in, path).problems
    if back.value is None or back.problems or back.value.value != wanted or has_errors(problems):
        told = problems[0].message if problems else "The draft cannot be written so that it reads back the same."
        return failed("cannot-draft", told, Place(word), "Nothing was written. Is this file one post's profile?")
    return Checked(data)


def _remark(head: str) -> bytes:
    return "".join(letter if letter.isprintable() or letter == "\n" else "_" for letter in head).encode(
        "utf-8", "replace"
    )


def _gaps(drafted: Drafted, framework: Framework, team: str) -> Iterator[str]:
    """The lines that are still to be written, as remarks: without them `rolegen check` says what is missing."""
    title, values, level = drafted.values.get("title", ""), drafted.values, drafted.level
    if not title:
        yield "# To do: what is the post called?\n# title:\n"
    if level is None:
        near = levels.suggested(title, framework)
        ids = " | ".join(one.id for one in framework.levels)
        yield f"# To do: which level is the post at? {ids}\n# level:{f' {near.id}' if near else ''}\n"
    if level is not None and levels.is_needed(level) and not {"cmt", "variant"} & set(values):
        if set(level.variants) == {MEMBER, NOT_MEMBER}:
            yield f"# To do: does the post sit on the {team}? true or false\n# cmt:\n"
        else:
            yield f"# To do: which version of the level is it? {' | '.join(level.variants)}\n# variant:\n"


def steps(path: Path, drafted: Drafted, framework: Framework) -> Iterator[str]:
    """What is to be done with the file."""
    title, level = drafted.values.get("title", ""), drafted.level
    if not title:
        yield "Write the job title into the draft: none was found."
    if level is None:
        known = ", ".join(one.id for one in framework.levels)
        near = levels.suggested(title, framework)
        hint = f" The title begins as that of {near.title} does, which proves nothing." if near else ""
        yield f"Write the level into the draft, one of: {known}. The profile does not say which.{hint}"
    elif levels.is_needed(level) and not {"cmt", "variant"} & set(drafted.values):
        yield f"Say in the draft which version of {level.title} this is: {', '.join(level.variants)}."
    yield f"Read the draft beside the Word file, then run: rolegen check {shown(path)}"
