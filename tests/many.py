"""Workspaces of many small roles, and rolegen as processes of their own."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from rolegen import batch, build, workspace
from rolegen.batch import build_roles
from rolegen.build import Options, Workshop
from rolegen.delivery import Outcome
from tests.conftest import ROOT
from tests.samples import needed, write

ROLE = "title: Director of Ward {}\nlevel: director\ncmt: false\npurpose: Look after the ward.\n"


def council(folder: Path, count: int, formats: str = "docx") -> Path:
    """A workspace of so many roles, ward-000 and on; its folder."""
    roles = {f"roles/ward-{number:03}.yaml": ROLE.format(number) for number in range(count)}
    return write(folder, {"rolegen.yaml": f"formats: [{formats}]\n", **roles})


def workshop(folder: Path, **options: Any) -> Workshop:
    """The workshop of the workspace in a folder."""
    return needed(build.prepare(needed(workspace.find(folder)), Options(**options)))


def built(shop: Workshop, jobs: int = 1) -> list[tuple[Outcome, ...]]:
    """What became of all the roles of a workspace."""
    return list(build_roles(shop, shop.workspace.role_files(), jobs))


def command(*arguments: str) -> list[str]:
    """The command line of a rolegen of its own."""
    return [sys.executable, "-m", "rolegen", *arguments]


def environment() -> dict[str, str]:
    """An environment in which any folder's Python finds this rolegen, and no size of a terminal is said."""
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


def started(here: Path, *arguments: str) -> subprocess.Popen[str]:
    """A rolegen that runs in a folder, in a process group of its own; its streams are read by the test.

    Its stdout ends when it and all the processes that it started have ended, for each of them holds it open.
    """
    return subprocess.Popen(
        command(*arguments),
        cwd=here,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of a process, once all those that it started have ended too."""
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder, hidden files too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def parts(folder: Path) -> list[str]:
    """The parts of files that a build left."""
    return sorted(path.name for path in folder.glob(".rolegen-*"))


def is_whole(data: bytes) -> bool:
    """Whether a Word file is all there."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.testzip() is None and b"w:document" in package.read("word/document.xml")


def share_out(monkeypatch: Any) -> None:
    """Lets a process start for a single role."""
    monkeypatch.setattr(batch, "LEAST_SHARE", 1)
