"""`python -m rolegen.text`: what a person, a pipe and git get of a Word file, sound or not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.samples import FULL, needed, shipped
from tests.word_files import p, word_file

COMMAND = [sys.executable, "-m", "rolegen.text"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
GIT = shutil.which("git") or ""
SIAN = word_file(p("Siân’s bridges"))


def run(folder: Path, *arguments: str, given: bytes = b"", **variables: str) -> tuple[int, str, str]:
    """The exit code of a run, its output and its messages."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env={**ENVIRONMENT, **variables},
        input=given,
        capture_output=True,
        check=False,
        timeout=60,
    )
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "sian.docx").write_bytes(SIAN)
    (tmp_path / "none.docx").write_bytes(b"Not a Word file")
    return tmp_path


def test_a_word_file_is_printed_as_markdown_in_utf_8_whatever_the_locale(folder: Path) -> None:
    assert run(folder, "sian.docx", LC_ALL="C", PYTHONIOENCODING="ascii") == (0, "Siân’s bridges\n", "")
    assert run(folder, "-", given=SIAN) == (0, "Siân’s bridges\n", "")


def test_a_profile_is_printed_as_build_writes_it(tmp_path: Path) -> None:
    made = needed(shipped().made(FULL))
    (tmp_path / "own.docx").write_bytes(made.docx)
    assert run(tmp_path, "own.docx") == (0, made.markdown, "")


def test_a_file_that_cannot_be_read_is_a_problem_with_its_place(folder: Path) -> None:
    code, out, err = run(folder, "none.docx")
    assert (code, out) == (1, "")
    assert err.startswith("none.docx: error: This is not a Word file (.docx). [not-word]\nhelp: ")
    assert run(folder, "-", given=b"x")[2].startswith("standard input: error: ")


@pytest.mark.parametrize("arguments", [[], ["a.docx", "b.docx"], ["--format", "a.docx"], ["missing.docx"], ["."]])
def test_a_wrong_command_line_is_told_and_ends_with_2(folder: Path, arguments: list[str]) -> None:
    code, out, err = run(folder, *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(("Usage: ", "error: There is no file “missing.docx”.", "error: “.” is a folder"))


def test_help_is_printed(folder: Path) -> None:
    code, out, err = run(folder, "--help")
    assert (code, err) == (0, "")
    assert out.startswith("Usage: python -m rolegen.text ")


def test_for_git_a_line_stands_for_what_cannot_be_read_and_another_one_for_another_file(folder: Path) -> None:
    code, first, err = run(folder, "--textconv", "none.docx")
    assert (code, err) == (0, "")
    assert first.startswith("This is not a Word file (.docx). (15 bytes, SHA-256 ")
    assert first.count("\n") == 1
    (folder / "none.docx").write_bytes(b"Not a Word FILE")
    assert run(folder, "--textconv", "none.docx")[1] not in ("", first)


def test_who_stops_reading_hears_no_complaint(folder: Path) -> None:
    (folder / "long.docx").write_bytes(word_file(p("Words") * 50_000))
    with subprocess.Popen(
        [*COMMAND, "long.docx"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.read(5) == b"Words"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a file that is always full")
def test_a_full_disk_is_told(folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*COMMAND, "sian.docx"], cwd=folder, env=ENVIRONMENT, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith(b"error: The text cannot be written: ")
    assert done.stderr.count(b"\n") == 1


# --- with git ---------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [GIT, "-c", "user.name=A", "-c", "user.email=a@b.c", *arguments],
        cwd=folder,
        env={**ENVIRONMENT, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


def repository(folder: Path, flag: str) -> None:
    """A repository in which a profile and a file that is none were changed."""
    (folder / ".gitattributes").write_text("*.docx diff=rolegen\n", encoding="utf-8")
    (folder / "a.docx").write_bytes(b"Not a Word file")
    (folder / "b.docx").write_bytes(word_file(p("Keep every bridge standing.")))
    git(folder, "init", "-q")
    git(folder, "config", "diff.rolegen.textconv", f'"{sys.executable}" -m rolegen.text {flag}')
    git(folder, "add", ".")
    assert git(folder, "commit", "-qm", "Before").returncode == 0
    (folder / "a.docx").write_bytes(b"Still not a Word file")
    (folder / "b.docx").write_bytes(word_file(p("Keep every footbridge standing.")))


@pytest.mark.skipif(not GIT, reason="needs git")
def test_git_shows_what_changed_in_the_words_though_another_file_cannot_be_read(tmp_path: Path) -> None:
    repository(tmp_path, "--textconv")
    shown = git(tmp_path, "diff")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "-Keep every bridge standing.\n+Keep every footbridge standing.\n" in shown.stdout
    assert shown.stdout.count("This is not a Word file (.docx). (") == 2


@pytest.mark.skipif(not GIT, reason="needs git")
def test_without_the_flag_git_gives_up_on_the_whole_diff(tmp_path: Path) -> None:
    repository(tmp_path, "")
    assert git(tmp_path, "diff").returncode == 128
