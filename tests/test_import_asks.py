"""`rolegen import` on a terminal: what it asks, and what becomes of the answers."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run
from tests.samples import write
from tests.typed import Typed

pty = pytest.importorskip("pty", reason="no pseudo-terminals here")
QUESTION = "Take this 1 change into roles/ward.yaml? [y/N] "
PATIENCE = 60  # seconds


@dataclass
class Terminal:
    """A rolegen that runs on a terminal of its own."""

    process: subprocess.Popen[bytes]
    side: int
    said: str = ""

    def wait_for(self, words: str) -> None:
        """Reads on until the words are there."""
        ends = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < ends, self.said
            self._read()

    def _read(self) -> bool:
        if not select.select([self.side], [], [], 1)[0]:
            return True
        try:
            some = os.read(self.side, 10_000)
        except OSError:  # Linux says so where the other side is closed
            return False
        self.said += some.decode().replace("\r\n", "\n")
        return bool(some)

    def type(self, keys: bytes) -> None:
        os.write(self.side, keys)

    def ended(self) -> int:
        """Reads to the end; the exit code."""
        while self._read() and self.process.poll() is None:
            pass
        self._read()
        return self.process.wait(timeout=PATIENCE)


@pytest.fixture
def word(run: Run, tmp_path: Path) -> Path:
    """A Word file with one field typed into, beside its role."""
    write(tmp_path, {
        "rolegen.yaml": "formats: [docx]\n",
        "roles/ward.yaml": "title: Director of Wards\nlevel: director\ncmt: true\nlocation: The Toll House\n",
    })  # fmt: skip
    assert run("build").code == 0
    typed = Typed((tmp_path / "profiles" / "ward.docx").read_bytes())
    typed.type("location", "The Custom House")
    return typed.saved(tmp_path / "profiles" / "ward.docx")


def imported(word: Path, columns: int = 80) -> Terminal:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "rolegen", "import", str(word)],
        cwd=word.parent.parent,
        env={**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": str(columns), "NO_COLOR": "1", "TERM": "xterm"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    return Terminal(process, ours)


@pytest.mark.parametrize("answer", [b"y\n", b"Yes\n"])
def test_yes_takes_the_changes(word: Path, answer: bytes) -> None:
    terminal = imported(word)
    terminal.wait_for(QUESTION)
    assert "    The [-Toll-] {+Custom+} House\n" in terminal.said
    terminal.type(answer)
    assert terminal.ended() == 0
    assert "updated " in terminal.said
    assert "location: The Custom House\n" in (word.parent.parent / "roles" / "ward.yaml").read_text("utf-8")


@pytest.mark.parametrize("answer", [b"\n", b"n\n", b"perhaps\n", b"\x04"])
def test_anything_else_leaves_the_file_alone(word: Path, answer: bytes) -> None:
    terminal = imported(word)
    terminal.wait_for(QUESTION)
    terminal.type(answer)
    assert terminal.ended() == 0
    assert "Nothing was written." in terminal.said
    assert "location: The Toll House\n" in (word.parent.parent / "roles" / "ward.yaml").read_text("utf-8")


def test_ctrl_c_at_the_question_leaves_the_file_alone(word: Path) -> None:
    terminal = imported(word)
    terminal.wait_for(QUESTION)
    os.killpg(terminal.process.pid, signal.SIGINT)
    assert terminal.ended() == 130
    assert "Nothing was written." in terminal.said
    assert "Traceback" not in terminal.said
    assert "location: The Toll House\n" in (word.parent.parent / "roles" / "ward.yaml").read_text("utf-8")


def test_a_file_that_changed_while_the_question_stood_is_left_alone(word: Path) -> None:
    path = word.parent.parent / "roles" / "ward.yaml"
    terminal = imported(word)
    terminal.wait_for(QUESTION)
    path.write_text(path.read_text("utf-8").replace("Wards", "Quays"), "utf-8")
    terminal.type(b"y\n")
    assert terminal.ended() == 1
    assert "This file was changed while rolegen waited for an answer." in terminal.said
    assert "Quays" in path.read_text("utf-8")
    assert "The Toll House" in path.read_text("utf-8")


def test_nothing_runs_over_the_edge_of_a_narrow_terminal(word: Path) -> None:
    typed = Typed(word.read_bytes())
    purpose = "Look after every ward of the council in the way its people ask for, and say so each year."
    typed.lines("purpose", [purpose])
    typed.saved(word)
    terminal = imported(word, columns=40)
    terminal.wait_for("? [y/N] ")
    terminal.type(b"n\n")
    assert terminal.ended() == 0
    shown = terminal.said.partition("note: ")[0].splitlines()
    assert len(shown) >= 6
    assert max(map(len, shown)) <= 40
