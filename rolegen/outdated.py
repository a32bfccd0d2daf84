"""Why a file that stands is not what a build would write: its wording, only the version it names, or only its look."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rolegen.comparison import RoleChange, role_change
from rolegen.diff import Change
from rolegen.document import Document, Paragraph, Run

TAG = re.compile(r"(?s)<head>.*?</head>|<[a-z/!][^>]*>")
Why = Literal["wording", "version", "look"]
VERSION = re.compile(r"(?i)(\bversion\W{1,5})([\w.-]*\w)")


@dataclass(frozen=True, slots=True)
class Stale:
    """Why a file that stands is not what a build would write, and what differs."""

    why: Why
    role: RoleChange


def stale(path: Path, old: bytes, data: bytes, document: Document) -> Stale:
    """Compares the file's old bytes with the new ones and the document that they state."""
    if path.suffix == ".docx":
        before, after = _word(old, path), document
    else:
        before, after = (_lines(_text(path, some), document) for some in (old, data))
    role = role_change(before, after, path.stem)
    if not role.changes:
        return Stale("look", role)
    only_version = all(_is_of_version(change, document) for change in role.changes)
    return Stale("version" if only_version else "wording", role)


def _word(data: bytes, path: Path) -> Document:
    """What a Word file says; nothing where it is none, or holds what people say of people: then all of it is new."""
    from rolegen.performance.recognising import of_people
    from rolegen.word.package import is_edited
    from rolegen.word.reading import from_docx

    read = from_docx(data, path).value
    return Document("", ()) if read is None or (is_edited(data) and of_people(read, data)) else read


def _text(path: Path, data: bytes) -> str:
    """What a text file says, a web page without its tags."""
    text = data.decode(errors="replace")
    return TAG.sub(" ", text) if path.suffix == ".html" else text


def _lines(text: str, document: Document) -> Document:
    lines = (line.strip() for line in text.splitlines())
    return Document(document.title, tuple(Paragraph((Run(line),)) for line in lines if line))


def _is_of_version(change: Change, document: Document) -> bool:
    """Whether a change is in the line that begins with the framework, or in nothing but a version that a line names."""
    if change.kind == "moved" or change.clause or change.field not in ("", "version"):
        return False
    facts = document.facts
    ours = {facts.get("version"), facts.get("framework-version")}
    new = VERSION.sub(lambda found: found[1] if found[2] in ours else found[0], change.new)
    old = VERSION.sub(r"\1", change.old)
    framework = VERSION.sub(r"\1", facts.get("doc:framework", ""))
    return old == new or bool(framework and all(line.startswith(framework) for line in (old, new) if line))
