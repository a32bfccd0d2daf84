"""Files are written whole or not at all, and only where they would change."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from docx import Document

from rolegen.files import put_together, write
from tests.conftest import Run
from tests.word_files import typed_into

OLD, NEW = b"The profile as it was.", b"The profile as it is now."

Break = Callable[[OSError], None]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """A profile that is there already."""
    path = tmp_path / "director.docx"
    path.write_bytes(OLD)
    return path


@pytest.fixture
def breaks_on_writing(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes every writing of bytes fail after its first half is on the disk."""

    def broken(error: OSError) -> None:
        def write_bytes(path: Path, data: bytes) -> int:
            with path.open("wb") as stream:
                stream.write(data[: len(data) // 2])
            raise error

        monkeypatch.setattr(Path, "write_bytes", write_bytes)

    return broken


@pytest.fixture
def breaks_on_moving(monkeypatch: pytest.MonkeyPatch) -> Break:
    """Makes every move of a file fail."""

    def broken(error: OSError) -> None:
        def refused(*_: object, **__: object) -> None:
            raise error

        monkeypatch.setattr(os, "replace", refused)
        monkeypatch.setattr(Path, "replace", refused)

    return broken


@pytest.fixture
def umask() -> Iterator[Callable[[int], None]]:
    """Sets the user's umask, and what it was again after the test."""
    before = os.umask(0o022)

    def to(mask: int) -> None:
        os.umask(mask)

    yield to
    os.umask(before)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def said(path: Path, data: bytes = NEW) -> str:
    """What a failed writing says; the one problem, at the path."""
    written = write(path, data)
    assert written.value is None
    (problem,) = written.problems
    assert problem.rule == "cannot-write"
    assert problem.severity == "error"
    assert problem.place is not None
    assert problem.place.path == path
    return problem.message


def test_a_file_that_was_not_there_is_created(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "2026" / "director.docx"
    assert write(path, NEW).value == "created"
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["director.docx"]


def test_a_file_that_says_something_else_is_updated(target: Path) -> None:
    assert write(target, NEW).value == "updated"
    assert target.read_bytes() == NEW
    assert names(target.parent) == ["director.docx"]


def test_a_file_that_says_the_same_is_not_touched(target: Path) -> None:
    os.utime(target, ns=(1_000_000_000, 1_000_000_000))
    before = target.stat()
    assert write(target, OLD).value == "unchanged"
    after = target.stat()
    assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (before.st_mtime_ns, before.st_ino, before.st_mode)


def test_a_file_that_says_the_same_is_not_even_opened_for_writing(target: Path, breaks_on_writing: Break) -> None:
    breaks_on_writing(OSError(errno.EROFS, os.strerror(errno.EROFS)))
    assert write(target, OLD).value == "unchanged"


def test_an_empty_file_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.md"
    assert write(path, b"").value == "created"
    assert write(path, b"").value == "unchanged"


# What stands in the way


def test_a_full_disk_leaves_the_old_file_and_no_part_of_the_new(target: Path, breaks_on_writing: Break) -> None:
    breaks_on_writing(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    assert said(target) == "The disk is full."
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["director.docx"]


def test_a_full_disk_leaves_no_part_of_a_first_file(tmp_path: Path, breaks_on_writing: Break) -> None:
    breaks_on_writing(OSError(errno.EDQUOT, os.strerror(errno.EDQUOT)))
    assert said(tmp_path / "director.docx") == "The disk is full."
    assert names(tmp_path) == []


def test_a_move_that_fails_leaves_the_old_file_and_no_part_of_the_new(target: Path, breaks_on_moving: Break) -> None:
    breaks_on_moving(OSError(errno.EIO, os.strerror(errno.EIO)))
    assert os.strerror(errno.EIO) in said(target)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["director.docx"]


def test_a_run_that_is_interrupted_leaves_the_old_file_and_no_part_of_the_new(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(target, NEW)
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["director.docx"]


@pytest.mark.parametrize("number", [errno.EBUSY, errno.ETXTBSY])
def test_a_file_that_word_holds_open_is_named(target: Path, breaks_on_moving: Break, number: int) -> None:
    breaks_on_moving(OSError(number, os.strerror(number)))
    assert said(target) == "director.docx is open in Word. Close it and run again."
    assert target.read_bytes() == OLD


def test_a_folder_that_may_not_be_written_is_named(target: Path, breaks_on_writing: Break) -> None:
    breaks_on_writing(PermissionError(errno.EACCES, os.strerror(errno.EACCES)))
    assert said(target.with_name("manager.docx")) == f"You may not write in {target.parent}."
    assert target.read_bytes() == OLD
    assert names(target.parent) == ["director.docx"]


def test_a_folder_in_the_files_place_is_told(tmp_path: Path) -> None:
    path = tmp_path / "director.docx"
    path.mkdir()
    (path / "notes.txt").write_bytes(OLD)
    assert said(path) == "A folder stands where this file should go."
    assert names(path) == ["notes.txt"]
    assert names(tmp_path) == ["director.docx"]


@pytest.mark.parametrize("name", ["director.docx", "2026/director.docx"])
def test_a_file_in_the_folders_place_is_told(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "profiles"
    folder.write_bytes(OLD)
    assert said(folder / name) == "A file stands where its folder should be."
    assert folder.read_bytes() == OLD
    assert names(tmp_path) == ["profiles"]


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    path = tmp_path / ("d" * 300 + ".docx")
    assert "cannot be written" in said(path)
    assert names(tmp_path) == []


# The user's own arrangements


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_may_be_read_by_whom_the_umask_says(
    tmp_path: Path, umask: Callable[[int], None], mask: int, mode: int
) -> None:
    umask(mask)
    path = tmp_path / "director.docx"
    assert write(path, NEW).value == "created"
    assert path.stat().st_mode & 0o777 == mode


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_an_updated_file_may_be_read_by_whom_it_could_before(target: Path) -> None:
    target.chmod(0o640)
    assert write(target, NEW).value == "updated"
    assert target.stat().st_mode & 0o777 == 0o640


@pytest.mark.skipif(os.name == "nt", reason="Windows asks for rights to make links")
def test_a_link_stays_a_link_to_the_file_it_names(target: Path) -> None:
    link = target.with_name("latest.docx")
    link.symlink_to(target.name)
    assert write(link, NEW).value == "updated"
    assert link.is_symlink()
    assert target.read_bytes() == NEW
    assert names(target.parent) == ["director.docx", "latest.docx"]


def test_a_word_file_that_another_program_saved_is_overwritten_only_by_force(run: Run, tmp_path: Path) -> None:
    assert run("build", "--level", "director", "--cmt").code == 0
    made = tmp_path / "director-cmt.docx"
    edited = Document(str(made))
    typed_into(edited, "Typed by a person")
    edited.save(str(made))
    typed = made.read_bytes()
    refused = run("build", "--level", "director", "--cmt")
    assert (refused.code, made.read_bytes()) == (1, typed)
    assert "someone may have typed in it" in refused.err
    assert run("build", "--level", "director", "--cmt", "--force").code == 0
    assert made.read_bytes() != typed
    assert run("build", "--level", "director", "--cmt").out.startswith("unchanged")


@pytest.mark.parametrize("number", [1, 2])
def test_of_files_that_belong_together_none_changes_where_one_cannot_be_moved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The first is there already, the second is new; moving fails at either."""
    first, second = tmp_path / "descriptors.yaml", tmp_path / "responsibilities.yaml"
    first.write_bytes(OLD)
    replace, calls = Path.replace, [0]

    def fails(path: Path, to: Path) -> Path:
        calls[0] += 1
        if calls[0] == number:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return replace(path, to)

    monkeypatch.setattr(Path, "replace", fails)
    (problem,) = put_together({first: NEW, second: NEW})
    assert problem.rule == "cannot-write"
    assert first.read_bytes() == OLD
    assert names(tmp_path) == ["descriptors.yaml"]


def test_of_files_that_belong_together_none_is_made_where_the_disk_is_full(
    tmp_path: Path, breaks_on_writing: Break
) -> None:
    breaks_on_writing(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))
    (problem,) = put_together({tmp_path / "one.yaml": NEW, tmp_path / "two.yaml": NEW})
    assert problem.message == "The disk is full."
    assert names(tmp_path) == []


def test_files_that_belong_together_are_all_written(tmp_path: Path) -> None:
    assert put_together({tmp_path / "new" / "one.yaml": OLD, tmp_path / "new" / "two.yaml": NEW}) == ()
    assert [path.read_bytes() for path in sorted((tmp_path / "new").iterdir())] == [OLD, NEW]
