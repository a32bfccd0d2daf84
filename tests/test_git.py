"""git is asked by one module: what it finds, what it refuses, and that nothing else of git's gets a say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from rolegen import git
from rolegen.problems import Checked
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import needed, write

pytestmark = NEEDS_GIT
POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 3\n"


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository in a folder whose name has a space and a letter that is not ASCII."""
    return repository(tmp_path / "Personal für alle", monkeypatch)


def moment(repo: Repository, revision: str = "HEAD") -> git.Commit:
    return needed(git.commit(needed(git.repository(repo.root)), revision))


def exported(repo: Repository, folder: Path, revision: str = "HEAD") -> dict[str, bytes]:
    """All files of a revision, as they are laid out."""
    found = moment(repo, revision)
    root = needed(git.export(found, found.files, folder))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def said(checked: Checked[Any]) -> str:
    """The one problem of a step that made nothing, which is about the command line: it has no place."""
    assert checked.value is None
    assert [problem.place for problem in checked.problems] == [None]
    return f"{checked.problems[0].message} {checked.problems[0].hint}".strip()


# --- the repository ---------------------------------------------------------------------------------------------------


def test_a_folder_knows_the_work_tree_it_is_in_and_its_path_there(repo: Repository) -> None:
    write(repo.root, {"hr/Unterlagen ä/a.txt": ""})
    found = needed(git.repository(repo.root / "hr" / "Unterlagen ä"))
    assert found.root.samefile(repo.root)
    assert found.prefix == "hr/Unterlagen ä/"
    assert needed(git.repository(repo.root)).prefix == ""


def test_a_folder_that_is_in_no_repository_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert said(git.repository(tmp_path)) == f"The folder {tmp_path} is not in a git repository."


def test_where_git_is_not_installed_that_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert said(git.repository(tmp_path)) == "git is not installed here. It comes from https://git-scm.com."


@pytest.mark.skipif(os.name == "nt", reason="a script cannot be called git.exe")
def test_a_program_in_the_folder_the_user_stands_in_is_not_taken_for_git(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repo.root, {"git": "#!/bin/sh\ntouch ran\n"})
    (repo.root / "git").chmod(0o755)
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("PATH", os.pathsep.join(["", ".", os.environ["PATH"]]))
    assert needed(git.repository(repo.root)).prefix == ""
    assert not (repo.root / "ran").exists()


def test_whatever_else_git_refuses_is_told_in_its_own_words(repo: Repository) -> None:
    repo.git("config", "core.repositoryformatversion", "99")
    assert said(git.repository(repo.root)).startswith("git refuses: ")


def test_gits_own_store_is_told_from_a_folder_of_files(repo: Repository, tmp_path: Path) -> None:
    repo.git("clone", "--quiet", "--bare", repo.root, tmp_path / "bare.git")
    for folder in (repo.root / ".git", tmp_path / "bare.git"):
        assert said(git.repository(folder)) == (
            f"The folder {folder} is git's own store: no files stand in it. Make a clone of it, and run rolegen there."
        )


def test_a_repository_that_a_hook_speaks_of_misleads_nobody(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other", monkeypatch)
    monkeypatch.setenv("GIT_DIR", str(other.root / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.root))
    assert needed(git.repository(repo.root)).root.samefile(repo.root)


# --- the commit -------------------------------------------------------------------------------------------------------


def test_any_name_that_git_knows_means_its_commit(repo: Repository, tmp_path: Path) -> None:
    write(repo.root, {"a.txt": "one"})
    first = repo.commit("v1")
    write(repo.root, {"a.txt": "two"})
    repo.git("tag", "--annotate", "--message", "approved", "approved/2026", repo.commit())
    for number, (name, words) in enumerate(
        {"v1": b"one", first[:10]: b"one", "HEAD~1": b"one", "main": b"two", "approved/2026": b"two"}.items()
    ):
        assert exported(repo, tmp_path / str(number), name) == {"a.txt": words}
        assert moment(repo, name).revision == name


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("approvd", "git knows no revision “approvd” here. Did you mean “approved”? Known: main, approved."),
        ("approved..main", "git knows no revision “approved..main” here. Write the two apart: approved main."),
        ("approved...main", "git knows no revision “approved...main” here. Write the two apart: approved main."),
        ("HEAD:a.txt", "git knows no revision “HEAD:a.txt” here. Known: main, approved."),
    ],
)
def test_a_revision_that_git_does_not_know_is_told_with_what_to_try(repo: Repository, name: str, answer: str) -> None:
    write(repo.root, {"a.txt": ""})
    repo.commit("approved")
    assert said(git.commit(needed(git.repository(repo.root)), name)) == answer


@pytest.mark.parametrize("name", ["--all", "-h", "--git-dir", "--output=x", "", " ", "\n", "ä", "a b", "HEAD\n"])
def test_no_name_is_taken_for_a_flag_or_upsets_anything(repo: Repository, name: str) -> None:
    repo.commit()
    assert "git knows no revision" in said(git.commit(needed(git.repository(repo.root)), name))


def test_a_repository_without_commits_has_no_revisions(repo: Repository) -> None:
    found = needed(git.repository(repo.root))
    assert git.revisions(found) == ()
    assert "There are no branches or tags" in said(git.commit(found, "HEAD"))


def test_a_clone_without_the_history_says_how_to_get_it(repo: Repository, tmp_path: Path) -> None:
    repo.commit("v1")
    repo.commit()
    repo.git("clone", "--quiet", "--depth=1", "--no-tags", repo.root.as_uri(), tmp_path / "shallow")
    shallow = needed(git.repository(tmp_path / "shallow"))
    assert "This clone holds the newest commits only" in said(git.commit(shallow, "v1"))


# --- the files of a commit --------------------------------------------------------------------------------------------


def test_files_are_laid_out_byte_for_byte_as_they_were_and_the_work_tree_stays(
    repo: Repository, tmp_path: Path
) -> None:
    files = {"hr/roles/a ä.yaml": b"title: \xc3\xa4\r\n", "empty": b"", "zip": bytes(range(256)), "end": b"\n\n"}
    write(repo.root, files)
    repo.commit("v1")
    write(repo.root, dict.fromkeys(files, b"changed since"))
    assert exported(repo, tmp_path / "then", "v1") == files
    assert {path.read_bytes() for path in repo.root.glob("*") if path.is_file()} == {b"changed since"}


def test_what_gits_attributes_would_hide_or_change_is_laid_out_as_it_was(repo: Repository, tmp_path: Path) -> None:
    repo.git("config", "filter.shout.smudge", "tr a-z A-Z")
    files = {
        ".gitattributes": b"roles export-ignore\n*.yaml filter=shout export-subst ident eol=crlf\n",
        "roles/a.yaml": b"title: $Id$ $Format:%H$\n",
    }
    write(repo.root, files)
    repo.commit()
    assert exported(repo, tmp_path / "then") == files


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_links_and_submodules_are_left_out(repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = repository(tmp_path / "inner", monkeypatch)
    write(inner.root, {"secret.yaml": "a: b"})
    inner.commit()
    write(repo.root, {"a.yaml": "a"})
    (repo.root / "link.yaml").symlink_to(tmp_path / "inner" / "secret.yaml")
    (repo.root / "folder").symlink_to(tmp_path / "inner")
    repo.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner.root), "sub")
    repo.commit()
    assert exported(repo, tmp_path / "then").keys() == {"a.yaml", ".gitmodules"}


@pytest.mark.parametrize("path", ["../a", "a/../../b", "/a", "a//b", "./a", "a\\b", "..", ""])
def test_a_path_that_could_leave_the_folder_is_not_written(path: str) -> None:
    assert git.is_harmless("hr/roles/a.yaml")
    assert not git.is_harmless(path)


def test_a_tree_made_to_leave_the_folder_is_not_written_outside(repo: Repository, tmp_path: Path) -> None:
    blob = repo.git("hash-object", "-w", "--stdin", given=b"escaped")
    tree = repo.git("mktree", given=f"100644 blob {blob}\tescaped.yaml\n".encode())
    outer = repo.git("mktree", given=f"040000 tree {tree}\t..\n100644 blob {blob}\tgood.yaml\n".encode())
    commit = repo.git("commit-tree", "-m", "x", outer)
    assert "../escaped.yaml" in moment(repo, commit).files
    assert exported(repo, tmp_path / "then" / "deep", commit).keys() == {"good.yaml"}
    assert list(tmp_path.rglob("escaped.yaml")) == []


def test_a_file_that_git_lfs_keeps_elsewhere_is_fetched_by_its_filter(repo: Repository, tmp_path: Path) -> None:
    repo.git("config", "filter.lfs.smudge", "printf large")
    write(repo.root, {".gitattributes": "*.docx filter=lfs\n", "house.docx": POINTER, "note.txt": POINTER})
    repo.commit()
    files = exported(repo, tmp_path / "then")
    assert files["house.docx"] == b"large"
    assert files["note.txt"] == POINTER


def test_a_commit_whose_files_the_clone_lacks_is_told(repo: Repository, tmp_path: Path) -> None:
    write(repo.root, {"a.yaml": "a"})
    repo.commit()
    found = moment(repo)
    blob = found.files["a.yaml"]
    (repo.root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert "This clone lacks a.yaml of HEAD." in said(git.export(found, found.files, tmp_path / "then"))


def test_files_that_cannot_be_laid_out_are_told(repo: Repository, tmp_path: Path) -> None:
    write(repo.root, {"a.yaml": "a"})
    repo.commit()
    found = moment(repo)
    (tmp_path / "then").write_text("a file stands here")
    assert "The files of HEAD cannot be laid out" in said(git.export(found, found.files, tmp_path / "then"))


# --- settings and attributes ------------------------------------------------------------------------------------------


def test_a_setting_is_kept_in_this_clone_alone(repo: Repository) -> None:
    place = needed(git.repository(repo.root))
    assert git.setting(place, "diff.rolegen.textconv") == ""
    for value in ("'/a b/python' -m x", "^#{1,6} (.*)$\\", 'with "quotes"; and # signs'):
        assert needed(git.configure(place, "diff.rolegen.textconv", value)) == value
        assert git.setting(place, "diff.rolegen.textconv") == value
    assert "textconv" in (repo.root / ".git" / "config").read_text("utf-8")


def test_attributes_are_those_of_the_folder(repo: Repository) -> None:
    write(repo.root, {".gitattributes": "*.docx diff=theirs\n", "hr/.gitattributes": "*.docx diff=rolegen\n"})
    assert git.attribute(repo.root, "diff", "a.docx") == "theirs"
    assert git.attribute(repo.root / "hr", "diff", "a.docx") == "rolegen"
    assert git.attribute(repo.root, "diff", "a.yaml") == "unspecified"
