"""What a pack was made of, as JSON: the post, the versions, and the SHA-256 digest of each input and of each file.

    format       1; another number once a key below means something else or is gone (new keys may come)
    rolegen      the version that made the pack
    role         id, title, post_number, status, version, level, variant, grade
    framework    name, version, standing (in words): of the proposed profile
    evaluated    the copy compared with: role, reference, date, scheme, grade, evaluator, framework, sha256 of the
                 role's text in it; null where none is kept
    no_redline   why there is no profile with tracked changes; null where there is one
    outcome      what the rules come to: none, note, discuss or refer; findings, each rule that fired with its own
    triggers     standing (in words), adopted
    as_at        the day on which the age of the evaluation was looked at; null where it was not
    inputs       the files that the pack was made of: file, sha256. Paths are of the workspace; those of rolegen itself
                 begin with “rolegen: ”. The digest of “other roles” is that of a list, a line each: digest, two spaces,
                 path. In it are all other role files and evaluated copies, and the earlier versions of the framework
    files        the files of the pack: name, what, bytes, sha256; all but this one

Paths outside the workspace, times and names of machines are in none of it: the same inputs give the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rolegen import __version__, files, workspace
from rolegen.evaluation.copies import Copy
from rolegen.evaluation.pack.submission import Submission
from rolegen.files import EVALUATIONS, FACTS
from rolegen.framework import HISTORY, Framework
from rolegen.problems import Checked
from rolegen.templating import ENDING
from rolegen.workspace import Workspace

FORMAT = 1
NAME = "manifest.json"
OTHERS = "other roles"
SHIPPED = ("data", "templates")
OF_A_COPY = {"role", "reference", "date", "scheme", "grade", "evaluator", "framework", "sha256"}


def manifest(own: Submission, made: Mapping[str, bytes], what: Mapping[str, str], inputs: Mapping[str, str]) -> bytes:
    """The manifest of these files, each with what it is; `inputs` are the digests of what they were made of."""
    told = {
        "format": FORMAT,
        "rolegen": __version__,
        "role": _role(own),
        "framework": _framework(own.proposed.page.framework),
        "evaluated": _evaluated(own.copy) if own.copy else None,
        "no_redline": own.why_no_redline or None,
        "outcome": own.told.weighed.outcome,
        "findings": [{"rule": one.rule, "outcome": one.outcome} for one in own.told.weighed.findings],
        "triggers": {"standing": own.triggers.standing, "adopted": own.triggers.adopted},
        "as_at": f"{own.told.case.as_at}" if own.told.case.as_at else None,
        "inputs": [{"file": name, "sha256": digest} for name, digest in inputs.items()],
        "files": [
            {"name": name, "what": what[name], "bytes": len(data), "sha256": sha256(data)}
            for name, data in made.items()
        ],
    }
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()


def sha256(data: bytes) -> str:
    """The digest by which a file is known."""
    return hashlib.sha256(data).hexdigest()


def inputs(own: Submission, templates: Sequence[str]) -> Checked[Mapping[str, str]]:
    """The digest of each file that a pack is made of, under the name that the manifest gives it."""
    paths = dict.fromkeys([*_of_role(own), *_of_frameworks(own), *_of_look(own, templates)])
    read = {path: files.read(path) for path in paths}
    others = {path: files.read(path) for path in _others(own.place) if path not in paths}
    problems = tuple(problem for one in read.values() for problem in one.problems)
    found = {_named(path, own.place): sha256(one.value) for path, one in read.items() if one.value is not None}
    together = [f"{sha256(one.value or b'')}  {_named(path, own.place)}\n" for path, one in others.items()]
    named = {OTHERS: sha256("".join(together).encode())} if together else {}
    return Checked(None if problems else {**found, **named}, problems)


def _others(place: Workspace) -> Iterator[Path]:
    """What charts, comparators and moved services are made of besides."""
    yield from place.role_files()
    yield from sorted((place.root / EVALUATIONS).glob("*/*/*.yaml"))
    yield from sorted((place.data / HISTORY).glob("*/*.yaml"))


def _of_role(own: Submission) -> Iterator[Path]:
    yield own.file.source.path
    if own.copy:
        yield own.copy.file.source.path
        yield own.copy.folder / FACTS
    if own.place.source:
        yield own.place.source.path


def _of_frameworks(own: Submission) -> Iterator[Path]:
    for page in filter(None, (own.proposed.page, own.before)):
        yield from (page.framework.folder / name for name in workspace.FRAMEWORK_FILES)


def _of_look(own: Submission, templates: Sequence[str]) -> Iterator[Path]:
    """The house style and the templates."""
    yield own.shop.house.path
    yield own.shop.template.path
    for name in templates:
        yield own.place.template_file(f"{name}{ENDING}")


def _named(path: Path, place: Workspace) -> str:
    """A file's name without what only this machine has of it."""
    if path.is_relative_to(place.root):
        return path.relative_to(place.root).as_posix()
    for folder in SHIPPED:
        if path.is_relative_to(workspace.bundled(folder)):
            return f"rolegen: {folder}/{path.relative_to(workspace.bundled(folder)).as_posix()}"
    return path.name


def _role(own: Submission) -> Mapping[str, Any]:
    role, profile = own.file.role, own.proposed.page.profile
    return {
        "id": own.file.id,
        "title": role.title,
        "post_number": role.post_number,
        "status": role.status,
        "version": role.version,
        "level": profile.level.id,
        "variant": profile.variant or None,
        "grade": role.grade,
    }


def _framework(known: Framework) -> Mapping[str, Any]:
    return {"name": known.about.name, "version": known.about.version, "standing": known.about.standing}


def _evaluated(copy: Copy) -> Mapping[str, Any]:
    return copy.facts.model_dump(mode="json", include=OF_A_COPY)
