"""A committee paper in Word → the files of a framework, where they go, and what of them is there already."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rolegen import files, framework, workspace
from rolegen.document import Document
from rolegen.framework import DESCRIPTORS, Framework
from rolegen.paper import keeping, skeleton, writing
from rolegen.paper.contents import Paper
from rolegen.paper.drafting import Draft, draft
from rolegen.paper.skeleton import Skeleton
from rolegen.problems import Checked, Place, Problem, failed, shown
from rolegen.word.remarks import Remarks, remarks
from rolegen.workspace import FRAMEWORK_FILES, Settings

NOTHING_BESIDE = Remarks()
Verb = Literal["created", "updated", "unchanged"]


@dataclass(frozen=True)
class Arrival:
    """What importing a paper would do: its draft and the files of that by their names; nothing is written yet."""

    word: Path
    paper: Paper
    draft: Draft
    files: Mapping[str, bytes]
    before: Framework | None = None
    accidental: tuple[str, ...] = ()
    remarks: Remarks = NOTHING_BESIDE


def take_in(path: Path, document: Document, data: bytes, before: Framework | None = None) -> Checked[Arrival]:
    """The framework that a Word file states, as files; `before` is the one that it follows."""
    from rolegen.paper.reading import read

    paper = read(document, path, data)
    if paper.value is None:
        return Checked(None, paper.problems)
    known = skeleton_of(document)
    made = of_paper(paper.value, known, path, before)
    said = remarks(data, path)
    if made.value is None or said.value is None:
        return Checked(None, (*paper.problems, *made.problems, *said.problems))
    return Checked(replace(made.value, remarks=said.value), (*paper.problems, *made.problems))


def skeleton_of(document: Document) -> Skeleton | None:
    """What rolegen itself wrote into a Word file of a framework."""
    return skeleton.from_text(document.facts.get("manifest", ""))


def of_paper(paper: Paper, known: Skeleton | None, path: Path, before: Framework | None = None) -> Checked[Arrival]:
    """The same of a paper that is read already; `known` is what rolegen itself wrote into the file, if it did."""
    drafted = draft(paper, known, path)
    if drafted.value is None:
        return Checked(None, drafted.problems)
    final = keeping.kept(drafted.value, before, says_versions=known is not None) if before else drafted.value
    made = writing.files(final, path.name)
    if made.value is None:
        return Checked(None, tuple([Problem(one.rule, one.message, Place(path), one.hint) for one in made.problems]))
    arrival = Arrival(path, paper, final, made.value.files, before, _accidental(made.value.framework))
    return Checked(arrival, final.problems)


def _accidental(made: Framework) -> tuple[str, ...]:
    """What looks like a slip in the wordings, as `rolegen check` tells it; the paper's own names are no slips of it."""
    from rolegen.drift import drift

    return tuple([problem.message for problem in drift(made, Settings())])


def framework_before(folder: Path | None, here: Path) -> Framework | None:
    """The framework that an imported one follows: what is in its folder already, else the workspace's own."""
    around = workspace.find(here).value
    own = around.data if around and around.data.is_relative_to(around.root) else None
    found = [place for place in (folder, own) if place and os.path.isfile(place / DESCRIPTORS)]
    return framework.load(found[0]).value if found else None


def folder_for(out: Path | None, here: Path) -> Checked[Path]:
    """The folder that a framework goes to: the one that is named, else a workspace's own where no framework is yet."""
    if out is not None:
        return _named(out)
    around = workspace.find(here)
    if around.value is None:
        return Checked(None, around.problems)
    place = around.value
    own = place.root / place.settings.data
    if any(os.path.isfile(own / name) for name in FRAMEWORK_FILES):
        hint = f"Name a folder for the new one: --out {shown(own)}-new; or --out {shown(own)} --force."
        return failed("usage", f"There is a framework in {shown(own)} already.", hint=hint)
    return Checked(own, around.problems)


def _named(out: Path) -> Checked[Path]:
    if os.path.isfile(out):
        hint = "A framework is two files in a folder, as in --out data."
        return failed("usage", f"“{shown(out)}” is a file, not a folder.", hint=hint)
    return Checked(out)


def verbs(folder: Path, made: Mapping[str, bytes], *, force: bool) -> Checked[Mapping[Path, Verb]]:
    """What would become of each file; those that are there in other words are not replaced unless that is asked for."""
    found: dict[Path, Verb] = {}
    problems: list[Problem] = []
    for name, data in made.items():
        path = folder / name
        standing = files.current(path)
        problems += standing.problems
        found[path] = "created" if standing.value is None else "unchanged" if standing.value == data else "updated"
    if not force and (other := [path for path, verb in found.items() if verb == "updated"]):
        new = f"{shown(folder)}-new"
        hint = f"Take another folder, --out {new}, and compare: rolegen diff --framework {shown(folder)} {new}."
        message = "This file is there already, in other words. Nothing was written."
        problems.append(Problem("other-framework", message, Place(other[0]), f"{hint} --force replaces it."))
    return Checked(None, tuple(problems)) if problems else Checked(found)


def write(made: Mapping[str, bytes], verbs: Mapping[Path, Verb]) -> tuple[Problem, ...]:
    """Writes those files that change, both or none."""
    return files.put_together({path: made[path.name] for path, verb in verbs.items() if verb != "unchanged"})
