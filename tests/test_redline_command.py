"""rolegen diff --redline as a person meets it: Word files from anywhere, and whose work may be overwritten."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.conftest import Run
from tests.samples import W, every, part, raw
from tests.tracked import settled
from tests.word_files import typed_into

ROLE = "roles/director-highways.yaml"
TYPED = "Typed by the manager."
GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


@pytest.fixture
def built(run: Run, examples: Path) -> Path:
    """The Word file of a role, in the folder the user stands in."""
    assert run("build", ROLE, "--out", ".", "--format", "docx").code == 0
    return examples / "director-highways.docx"


@pytest.fixture
def edited(built: Path) -> Path:
    """The same file as a manager saves it from another program, with a paragraph more."""
    word = docx.Document(str(built))
    typed_into(word, TYPED)
    word.save(str(built))
    return built


def paper(path: Path) -> Path:
    """A Word file that rolegen never saw."""
    word = docx.Document()
    word.add_heading("A paper", 1)
    word.add_heading("On a detail", 5)
    word.add_paragraph("It says this.", "Body Text")
    word.add_paragraph("And deep down this.", "List Bullet 3")
    word.add_table(2, 3, "Light Grid Accent 1").cell(0, 0).text = "In a table"
    word.add_paragraph().add_run().add_picture(BytesIO(GIF))
    word.save(str(path))
    return path


def test_what_a_manager_typed_in_word_stands_as_tracked_changes(run: Run, edited: Path) -> None:
    ran = run("diff", ROLE, edited, "--redline", "changes.docx")
    assert (ran.code, ran.err) == (0, "")
    data = Path("changes.docx").read_bytes()
    assert TYPED in str(settled(data, "accept"))
    assert TYPED not in str(settled(data, "reject"))


def test_the_redline_of_an_edited_word_file_keeps_the_footer_of_its_role(run: Run, edited: Path) -> None:
    assert run("diff", ROLE, edited, "--redline", "changes.docx").code == 0
    data = Path("changes.docx").read_bytes()
    assert "Version 0.9" in raw(data, "word/footer1.xml").decode()


def test_word_files_that_rolegen_never_made_have_a_redline_too(run: Run, edited: Path) -> None:
    foreign = paper(edited.parent / "paper.docx")
    assert run("diff", foreign, edited, "--redline", "to-ours.docx").code == 0
    assert run("diff", edited, foreign, "--redline", "to-theirs.docx").code == 0
    data = Path("to-theirs.docx").read_bytes()
    assert ("It says this." in str(settled(data, "accept")), TYPED in str(settled(data, "reject"))) == (True, True)


def test_a_redline_replaces_an_older_one(run: Run, edited: Path) -> None:
    assert "created" in run("diff", ROLE, edited, "--redline", "changes.docx").out
    assert "updated" in run("diff", edited, ROLE, "--redline", "changes.docx").out


def test_a_word_file_that_someone_typed_into_is_not_replaced_by_a_redline(run: Run, edited: Path) -> None:
    foreign = paper(edited.parent / "paper.docx")
    before = foreign.read_bytes()
    ran = run("diff", ROLE, edited, "--redline", foreign)
    assert (ran.code, "[edited]" in ran.err) == (1, True)
    assert foreign.read_bytes() == before


def test_a_redline_does_not_replace_what_it_compares(run: Run, built: Path) -> None:
    before = built.read_bytes()
    ran = run("diff", ROLE, built, "--redline", built)
    assert (ran.code, "one of the two" in ran.err) == (2, True)
    assert built.read_bytes() == before


@pytest.mark.parametrize("name", ["rolegen.yaml", ROLE, "."])
def test_a_redline_is_written_to_a_word_file_only(run: Run, edited: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in edited.parent.rglob("*") if path.is_file()}
    ran = run("diff", ROLE, edited, "--redline", name)
    assert (ran.code, "not the name of a Word file" in ran.err) == (2, True)
    assert {path: path.read_bytes() for path in edited.parent.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["", " \n", "a\x01b", "a\udcffb"])
def test_an_author_that_a_word_file_cannot_hold_is_refused(run: Run, edited: Path, name: str) -> None:
    ran = run("diff", ROLE, edited, "--redline", "changes.docx", "--author", name)
    assert (ran.code, "author" in ran.err, Path("changes.docx").exists()) == (2, True, False)


@pytest.mark.parametrize("name", ["A “B” & <C>", 'O"Hara 😀', "Zoë"])
def test_any_other_author_stands_at_each_change(run: Run, edited: Path, name: str) -> None:
    assert run("diff", ROLE, edited, "--redline", "changes.docx", "--author", name).code == 0
    changes = every(part(Path("changes.docx").read_bytes(), "word/document.xml"), "//*[@w:author]")
    assert {change.get(f"{W}author") for change in changes} == {name}


@pytest.mark.parametrize("flags", [("--author", "A. Name"), ("--date", "2026-03-31"), ("--date", "soon")])
def test_author_and_date_without_a_redline_are_not_passed_over(run: Run, edited: Path, flags: tuple[str, str]) -> None:
    ran = run("diff", ROLE, edited, *flags)
    assert (ran.code, "go with --redline" in ran.err) == (2, True)
