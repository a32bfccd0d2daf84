"""What an editor knows of a workspace's files: the JSON Schemas that rolegen comes with, and a workspace's copies.

The first line of a YAML file names its schema to YAML's language server, which most editors have or can have.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from rolegen.files import current
from rolegen.problems import Place, Problem

FOLDER = Path(__file__).parent / "schemas"
COPIES = "schemas"  # the folder of a workspace with its copies, which the first line of its files names
FILES: Mapping[str, str] = {
    "rolegen": "rolegen.yaml",
    "descriptors": "data/descriptors.yaml",
    "responsibilities": "data/responsibilities.yaml",
    "role": "roles/*.yaml",
    "objectives": "objectives*.yaml",
    "vacancy": "vacancies/*.yaml",
}  # what each schema describes


SCHEMA = "# yaml-language-server: $schema="


def shipped() -> Mapping[str, bytes]:
    """The schemas, by the names of their files."""
    return {name: (FOLDER / name).read_bytes() for name in map(file_name, FILES)}


def file_name(schema: str) -> str:
    """What the file of a schema is called."""
    return f"{schema}.json"


def schema_line(name: str, file: Path, root: Path) -> bytes:
    """The first line of a YAML file, by which editors find the schema in the workspace."""
    path = Path(os.path.relpath(root / COPIES / file_name(name), file.parent)).as_posix()
    return f"{SCHEMA}{path}\n".encode()


def known_schema_line(name: str, file: Path, root: Path) -> bytes:
    """The same where the workspace has that schema; nothing where it has none."""
    return schema_line(name, file, root) if os.path.isfile(root / COPIES / file_name(name)) else b""


def without_schema(data: bytes) -> bytes:
    """A YAML file without a first line that names its schema."""
    first, _, rest = data.partition(b"\n")
    return rest if first.startswith(SCHEMA.encode()) else data


def carried(data: bytes, old: Path, new: Path) -> bytes:
    """A YAML file from one folder for another, its first line naming the same schema from there."""
    first, _, rest = data.partition(b"\n")
    path = first.removeprefix(SCHEMA.encode()).decode("utf-8", "replace").strip()
    if not first.startswith(SCHEMA.encode()) or "://" in path or Path(path).is_absolute():
        return data
    moved = Path(os.path.relpath(old / path, new)).as_posix()
    end = b"\r\n" if first.endswith(b"\r") else b"\n"
    return f"{SCHEMA}{moved}".encode() + end + rest


def outdated(root: Path) -> tuple[Problem, ...]:
    """A note on each copy in a workspace that is not the schema of this rolegen."""
    if not (root / COPIES).is_dir():
        return ()
    message = "This schema is not that of this version of rolegen: editors may underline what is right."
    hint = f"Write it anew: rolegen schema --out {COPIES}"
    return tuple(
        Problem("schema-outdated", message, Place(path), hint, severity="note")
        for name, data in shipped().items()
        if (copy := current(path := root / COPIES / name).value) is not None and copy.splitlines() != data.splitlines()
    )
