"""PDFs through LibreOffice: readable by a screen reader, known by the Word file they were made from."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import pdf
from rolegen.problems import Problem
from tests.conftest import give_up
from tests.samples import UNTIMED, levels, needed

NAMES = ("director-cmt", "assistant-director")
on_posix = pytest.mark.skipif(os.name != "posix", reason="a script stands in for LibreOffice")


@cache
def made() -> Mapping[str, bytes]:
    """The PDFs of two levels, from one start of LibreOffice."""
    if pdf.find() is None:
        give_up("no LibreOffice: install the package libreoffice-writer")
    return needed(pdf.to_pdf({name: levels()[name].docx for name in NAMES}))


def ask(program: str, *arguments: str, data: bytes, folder: Path) -> str:
    """What a reader of PDF says of a file; it must read it without a word of complaint."""
    if not shutil.which(program):
        give_up(f"no {program}: install the package poppler-utils")
    path = folder / "profile.pdf"
    path.write_bytes(data)
    command = [argument.replace("FILE", str(path)) for argument in (program, *arguments)]
    ran = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", timeout=60)
    assert ran.stderr == ""
    return ran.stdout


def told(documents: Mapping[str, bytes]) -> Problem:
    """The one problem of printing these."""
    problems = pdf.to_pdf(documents).problems
    assert len(problems) == 1
    return problems[0]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place, which does nothing until a test writes what it does."""
    path = tmp_path / "soffice"
    path.write_text(f"#!{sys.executable}\n")
    path.chmod(0o755)
    monkeypatch.setenv(pdf.OFFICE, str(path))
    return path


# --- with LibreOffice -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_pdf_has_tags_a_title_a_language_and_bookmarks(name: str, tmp_path: Path) -> None:
    about = ask("pdfinfo", "FILE", data=made()[name], folder=tmp_path)
    assert re.search(r"^Tagged: +yes$", about, re.MULTILINE)
    assert re.search(r"^Title: +.*: job and person profile$", about, re.MULTILINE)
    for mark in (b"/Lang(en-GB)", b"/DisplayDocTitle true", b"/Outlines "):
        assert mark in made()[name]


@pytest.mark.parametrize("name", NAMES)
def test_headings_lists_and_headers_of_tables_are_told_to_a_screen_reader(name: str, tmp_path: Path) -> None:
    structure = ask("pdfinfo", "-struct", "FILE", data=made()[name], folder=tmp_path)
    kinds = re.findall(r"^ *([A-Z]\w*)\b", structure, re.MULTILINE)
    assert {"H1", "H2", "H3", "L", "LI", "Table", "TR", "TH", "TD"} <= set(kinds)
    assert kinds.count("H1") == 1


@pytest.mark.parametrize("name", NAMES)
def test_a_stamped_pdf_is_read_as_any_other(name: str, tmp_path: Path) -> None:
    words = ask("pdftotext", "FILE", "-", data=made()[name], folder=tmp_path)
    assert "Job and person profile" in words
    assert "rolegen" not in words


@pytest.mark.skipif(not shutil.which("qpdf"), reason="no qpdf")
@pytest.mark.parametrize("name", NAMES)
def test_a_stamped_pdf_has_no_fault_that_qpdf_knows(name: str, tmp_path: Path) -> None:
    assert "No syntax" in ask("qpdf", "--check", "FILE", data=made()[name], folder=tmp_path)


def test_each_pdf_knows_the_word_file_that_it_was_made_from() -> None:
    assert list(made()) == list(NAMES)
    for name, data in made().items():
        assert data.startswith(b"%PDF-")
        assert pdf.made_from(data) == pdf.digest(levels()[name].docx)


def test_what_is_no_word_file_is_told_and_stops_no_other() -> None:
    name = NAMES[0]
    assert name in made()
    checked = pdf.to_pdf({"broken": b"PK no", name: levels()[name].docx})
    assert list(checked.value or ()) == [name]
    assert [problem.message for problem in checked.problems] == [
        "LibreOffice made no PDF of broken. It says: Error: source file could not be loaded.",
    ]


# --- without it -------------------------------------------------------------------------------------------------------


def test_nothing_to_print_needs_no_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pdf.OFFICE, "nowhere")
    assert pdf.to_pdf({}).value == {}


def test_without_libreoffice_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(pdf.OFFICE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(pdf, "PLACES", ())
    assert pdf.find() is None
    problem = told({"a": b""})
    assert problem.place is None
    assert problem.message == "LibreOffice is not installed here, and PDFs are made with it."
    assert "libreoffice.org" in problem.hint


def test_a_named_program_that_is_not_there_is_told_and_no_other_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(pdf.OFFICE, "/nowhere/soffice")
    assert pdf.find() is None
    problem = told({"a": b""})
    assert problem.message == "ROLEGEN_LIBREOFFICE names no program."
    assert "/nowhere" not in problem.message + problem.hint


def test_the_named_program_comes_before_the_path(office: Path) -> None:
    assert pdf.find() == office


@on_posix
def test_a_program_named_from_where_one_stands_is_run(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(office.parent)
    monkeypatch.setenv(pdf.OFFICE, "soffice")
    assert told({"a": b""}).message == "LibreOffice made no PDF of a."


@on_posix
def test_a_program_on_the_path_is_found(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(pdf.OFFICE)
    monkeypatch.setenv("PATH", str(office.parent))
    assert pdf.find() == office


@on_posix
def test_a_program_that_makes_nothing_is_told_with_the_names(office: Path) -> None:
    assert office.exists()
    checked = pdf.to_pdf(dict.fromkeys("abcde", b""))
    assert checked.value == {}
    assert [problem.message for problem in checked.problems] == ["LibreOffice made no PDF of a, b, c and 2 more."]


@on_posix
def test_a_program_that_cannot_run_is_told(office: Path) -> None:
    office.chmod(0o644)
    assert told({"a": b""}).message == "LibreOffice cannot be run: Permission denied."


def ends(process: int) -> bool:
    """Whether a process is gone, or nothing but its exit code is left of it."""
    ps = shutil.which("ps") or pytest.skip("no ps")
    said = subprocess.run([ps, "-o", "stat=", "-p", str(process)], capture_output=True, check=False)
    return said.stdout.strip()[:1] in (b"", b"Z")


@on_posix
def test_a_program_that_never_ends_is_ended_with_all_that_it_started(
    office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    child = tmp_path / "child"
    assert not ends(os.getpid())
    office.write_text(f"#!/bin/sh\nsleep 600 &\necho $! >{child}\nwait\n")
    monkeypatch.setattr(pdf, "STARTING", 1)
    monkeypatch.setattr(pdf, "EACH", 0)
    assert told({"a": b""}).message == "LibreOffice took more than 1 seconds."
    assert ends(int(child.read_text(encoding="utf-8")))


@on_posix
def test_no_name_of_a_profile_reaches_the_command(office: Path, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    office.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >{seen}\nls >>{seen}\n')
    pdf.to_pdf({"--help; rm -rf ..": b"", "Größe/b": b""})
    lines = seen.read_text(encoding="utf-8").split("\n")
    assert lines.count("0.docx") == lines.count("1.docx") == 2
    assert [line for line in lines if "help" in line or "Gr" in line] == []


# --- stamps -----------------------------------------------------------------------------------------------------------


@given(st.binary(), st.binary())
@UNTIMED
def test_a_stamp_is_read_back_and_holds_for_one_word_file_only(docx: bytes, other: bytes) -> None:
    stamped = pdf.stamp(b"%PDF-1.6\n%%EOF\n", docx)
    assert pdf.made_from(stamped) == pdf.digest(docx)
    assert (pdf.digest(other) == pdf.digest(docx)) == (other == docx)


@given(st.binary(min_size=1))
@UNTIMED
def test_a_pdf_that_was_changed_since_is_not_taken_for_rolegens(added: bytes) -> None:
    stamped = pdf.stamp(b"%PDF-1.6\n%%EOF\n", b"docx")
    assert pdf.made_from(stamped + added) == ""


def test_a_stamp_depends_on_what_is_asked_of_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    before = pdf.digest(b"docx")
    monkeypatch.setattr(pdf, "FILTER", "pdf:other")
    assert pdf.digest(b"docx") != before


@pytest.mark.parametrize("data", [b"", b"%PDF-1.6\n%%EOF\n", b"%PDF-1.6\n%%EOF\n%rolegen 12\n"])
def test_a_pdf_of_someone_else_has_no_stamp(data: bytes) -> None:
    assert pdf.made_from(data) == ""
