"""The command line as a person meets it."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run


def test_a_recruiter_builds_a_directors_profile_in_an_empty_folder(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--level", "director", "--cmt")
    assert ran.code == 0
    assert (tmp_path / "director-cmt.docx").read_bytes().startswith(b"PK")
    assert str(tmp_path / "director-cmt.docx") in ran.out
