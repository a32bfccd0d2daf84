"""Someone else's job profile → a draft role file: nothing is written here."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolegen import build, workspace
from rolegen.approval.measure import Measures
from rolegen.build import Options, Workshop
from rolegen.document import Document
from rolegen.fields import id_fault
from rolegen.foreign import level as levels
from rolegen.foreign.answering import Ways
from rolegen.foreign.drafting import STATEMENT, Drafted, Found, Known, draft
from rolegen.foreign.outline import Own
from rolegen.foreign.reading import read
from rolegen.foreign.saying import Left
from rolegen.foreign.vocabulary import TEAM, key
from rolegen.framework import MEMBER, NOT_MEMBER, Framework
from rolegen.intake.destination import Destination, slug
from rolegen.intake.labels import LABELS, label
from rolegen.intake.superior import superior, titled
from rolegen.intake.written import ORDER
from rolegen.marks import spoken
from rolegen.problems import Checked, Place, Problem, failed, has_errors, shown
from rolegen.role import parse_role
from rolegen.source import parse
from rolegen.word.remarks import Remarks, remarks
from rolegen.workspace import SETTINGS, YAML, Settings
from rolegen.workspace import TEAM as THE_TEAM
from rolegen.yamledit import new_file

APPROVED = "It is the framework's own wording, which every profile has by its level."
SECTIONS: Mapping[str, str] = {
    "Job purpose": "purpose",
    "Dimensions": "dimensions",
    "Accountabilities": "accountabilities",
    "Collective leadership responsibilities": "statements",
    "Contacts": "contacts",
    "Person profile": "person_profile",
    "Special conditions": "conditions",
    "Document control": "control",
}


@dataclass(frozen=True, slots=True)
class Draft:
    """A role file that a profile makes: its place and bytes, what was found where, and what is left out and why.

    `headings` are the words that only told what the others are. `next` says what to do with the file. `labels` are
    what the organisation calls the fields.
    """

    path: Path
    data: bytes
    found: tuple[Found, ...]
    left: tuple[Left, ...]
    headings: tuple[str, ...]
    next: tuple[str, ...]
    remarks: Remarks
    word: Path
    labels: Mapping[str, str]


def take_in(path: Path, document: Document, data: bytes, into: Path | None, here: Path) -> Checked[Draft]:
    """The draft role that a Word file makes: `document` is what `data`, its bytes, says.

    `into` is the role file that the user names, `here` the folder they stand in. A role file that is there is never
    drafted over.
    """
    around = _around(path, into, here)
    if around.value is None:
        return Checked(None, around.problems)
    prepared = build.prepare(around.value, Options())
    said = remarks(data, path)
    problems = tuple(dict.fromkeys((*around.problems, *prepared.problems, *said.problems)))
    if prepared.value is None or said.value is None:
        return Checked(None, problems)
    reading = read(document, _own_words(around.value.settings))
    drafted = draft(reading, _known(prepared.value, into))
    target = _target(path, drafted.values.get("title", ""), into, prepared.value)
    if target.value is None:
        return Checked(None, (*problems, *target.problems))
    written = _written(path, target.value.path, drafted, prepared.value)
    if written.value is None:
        return Checked(None, (*problems, *written.problems))
    labels = {one: label(one, around.value.settings) for one in LABELS}
    steps = tuple(_steps(target.value.path, drafted, prepared.value.frameworks.current))
    made = Draft(
        target.value.path, written.value, drafted.found, drafted.left, drafted.headings, steps, said.value, path, labels
    )
    return Checked(made, (*problems, *target.problems))


def _around(path: Path, into: Path | None, here: Path) -> Checked[workspace.Workspace]:
    """The workspace that the draft goes to: the one around the file that is named, else around the Word file or user."""
    if into is not None:
        return workspace.find(into.parent)
    found = [workspace.find(start) for start in dict.fromkeys((path.parent, here))]
    return next((one for one in found if one.value is None or one.value.is_there), found[-1])


def _own_words(settings: Settings) -> Own:
    """What the organisation calls rolegen's fields and sections."""
    fields = {name: one for one, name in LABELS.items()} | {THE_TEAM: TEAM}
    return Own(
        {key(settings.label(name)): path for name, path in fields.items() if name in settings.labels},
        {key(settings.label(name)): kind for name, kind in SECTIONS.items() if name in settings.labels},
    )


def _known(workshop: Workshop, into: Path | None) -> Known:
    known, settings = Measures(workshop), workshop.workspace.settings
    stated = dict.fromkeys(known.others(known.all_versions()), APPROVED)
    stated |= {spoken(one): STATEMENT for one in settings.statements}
    paths, own = workshop.workspace.role_files(), into.stem if into else ""
    ways = Ways(settings, lambda words: superior(words, paths, known.current, own))
    return Known(known.current, stated, ways)


def _target(word: Path, title: str, into: Path | None, workshop: Workshop) -> Checked[Destination]:
    """Where the draft goes; never where a role is already."""
    place = workshop.workspace
    if into is not None and (into.suffix.lower() not in YAML or into.name == SETTINGS):
        hint = "A role file ends in .yaml: --into roles/director-finance.yaml."
        return failed("usage", f"“{shown(into)}” is not the name of a role file.", hint=hint)
    name = into.stem if into else slug(title)
    if not into and (not title or id_fault(name)):
        message = f"The job title “{title}” makes no name for a file." if title else "No job title is found in this file."
        return failed("no-title", message, Place(word), "Name the role file: --into roles/NAME.yaml.")
    if fault := id_fault(name):
        hint = "A role's id is its file's name: small letters, digits and hyphens, at most 64."
        return failed("id", fault, Place(into or word), hint)
    files = {one.stem: one for one in place.role_files()}
    path = into or files.get(name, place.root / place.settings.roles / f"{name}.yaml")
    if os.path.lexists(path):
        hint = f"A draft replaces no role. Name another file: --into {shown(path.with_stem(f'{path.stem}-2'))}."
        return failed("role-exists", f"There is a file {shown(path)} already.", Place(path), hint)
    return Checked(Destination(path, place, is_new=True), tuple(_twins(title, path, tuple(files.values()))))


def _twins(title: str, path: Path, files: tuple[Path, ...]) -> Iterator[Problem]:
    for other in titled(title, files) if title else ():
        message = f"{shown(other)} has the same job title."
        yield Problem("same-title", message, Place(path), "If it is the same post, keep one of the two.", "warning")


def _written(
    word: Path, path: Path, drafted: Drafted, workshop: Workshop
) -> Checked[bytes]:
    """The role file, proved: it is read again, and says what was taken and nothing else."""
    values: dict[str, Any] = {**drafted.values, "status": "draft"}
    first = {key: values.pop(key) for key in ("title", "level", "cmt", "variant") if key in values}
    gaps = _gaps(drafted, workshop.frameworks.current, workshop.workspace.settings.label(THE_TEAM))
    head = f"# A draft, taken from {word.name}. Read it beside that file before it is used.\n"
    order = (*first, *(name for name in ORDER if name not in first))
    data = b"".join(
        (_remark(head), new_file(first, order), "".join(gaps).encode(), new_file(values, order))
    )
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


def _steps(path: Path, drafted: Drafted, framework: Framework) -> Iterator[str]:
    """What is to be done with the file."""
    title, level = drafted.values.get("title", ""), drafted.level
    if not title:
        yield "Write the job title into it: no title was found."
    if level is None:
        known = ", ".join(one.id for one in framework.levels)
        near = levels.suggested(title, framework)
        hint = f" The title begins as that of {near.title} does, which proves nothing." if near else ""
        yield f"Write the level into it, one of: {known}. The profile does not say which.{hint}"
    elif levels.is_needed(level) and not {"cmt", "variant"} & set(drafted.values):
        yield f"Say in it which version of {level.title} this is: {', '.join(level.variants)}."
    yield f"Read it beside the Word file, then run: rolegen check {shown(path)}"
