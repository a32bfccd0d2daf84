"""After `rolegen init --git`, git itself speaks sentences: real git, a real interpreter, real Word files."""

from __future__ import annotations

import os
import site
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from rolegen import gitsetup
from rolegen.gitsetup import LINE, set_up
from tests.conftest import ROOT
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import FULL, needed, shipped, write

pytestmark = NEEDS_GIT
SETTINGS = [f"git config diff.rolegen.{key}" for key in ("textconv", "xfuncname", "wordRegex")]


@pytest.fixture(scope="session")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has rolegen installed, in a folder that shells must have quoted."""
    folder = tmp_path_factory.mktemp("environments") / "Claire's Python (HR) $1"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder), "platbase": str(folder)}))
    known = [str(ROOT), *(path for path in sys.path if "site-packages" in path), *site.getsitepackages()]
    (packages / "rolegen.pth").write_text("\n".join(known), encoding="utf-8")
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


@pytest.fixture
def repo(tmp_path: Path, python: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository; rolegen runs in that interpreter, nothing else in the environment helps it."""
    monkeypatch.setattr(sys, "executable", str(python))
    for name in [name for name in os.environ if name.startswith("PYTHON")]:
        monkeypatch.delenv(name)
    return repository(tmp_path / "the council's repository", monkeypatch)


def profile(**changes: str) -> bytes:
    return needed(shipped().made({**FULL, **changes})).docx


def done(folder: Path) -> dict[str, str]:
    """What was done, by file or setting; nothing about it is a problem."""
    checked = set_up(folder)
    assert checked.problems == ()
    return {step.what: step.verb for step in checked.value or ()}


def changed_profile(repo: Repository, folder: str = "") -> None:
    """A profile that is committed, then made again with another grade."""
    write(repo.root / folder, {"profiles/bridges.docx": profile()})
    repo.commit("v1")
    write(repo.root / folder, {"profiles/bridges.docx": profile(grade="19")})


# --- what git says afterwards -----------------------------------------------------------------------------------------


def test_before_it_git_says_only_that_word_files_differ(repo: Repository) -> None:
    changed_profile(repo)
    assert "Binary files" in repo.git("diff")


def test_git_diff_speaks_sentences_under_the_heading_they_stand_below(repo: Repository) -> None:
    assert done(repo.root)
    changed_profile(repo)
    write(repo.root, {"profiles/bridges.docx": profile(grade="19", purpose="Keep every bridge open.")})
    lines = repo.git("diff").splitlines()
    assert "-| Grade | 18 |" in lines
    assert "+| Grade | 19 |" in lines
    assert "-Keep every bridge standing." in lines
    assert {line.rpartition("@@ ")[2] for line in lines if line.startswith("@@")} == {"Director of Bridges"}


def test_a_hunk_is_named_by_its_section(repo: Repository) -> None:
    assert done(repo.root)
    changed_profile(repo)
    write(repo.root, {"profiles/bridges.docx": profile(minute="BC 13/26")})
    (header,) = [line for line in repo.git("diff").splitlines() if line.startswith("@@")]
    assert header.endswith("@@ Document control")


def test_words_are_marked_one_by_one_and_sums_stay_whole(repo: Repository) -> None:
    assert done(repo.root)
    changes = {"purpose": "Keep every bridge open: re-let none.", "post_number": "B-0451/2"}
    write(repo.root, {"bridges.docx": profile(**changes)})
    repo.commit()
    changes = {"purpose": "Keep every bridge open; re-tender none.", "post_number": "B-0452/2"}
    write(repo.root, {"bridges.docx": profile(**changes)})
    shown = repo.git("diff", "--word-diff")
    assert "Keep every bridge open[-: re-let-]{+; re-tender+} none." in shown
    assert "[-B-0451/2-]{+B-0452/2+}" in shown


@pytest.mark.parametrize("command", [["log", "-p"], ["show"], ["diff", "v1", "HEAD"], ["show", "--word-diff", "HEAD"]])
def test_the_history_speaks_sentences_too(repo: Repository, command: list[str]) -> None:
    assert done(repo.root)
    changed_profile(repo)
    repo.commit("v2")
    shown = repo.git(*command)
    assert "| Grade | 19 |" in shown or "{+19+}" in shown
    assert "Binary files" not in shown


def test_it_works_off_the_path_from_any_folder_and_with_a_module_of_that_name_in_it(
    repo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert done(repo.root)
    changed_profile(repo)
    write(repo.root, {"rolegen/text.py": "raise SystemExit(9)", "rolegen/__init__.py": "", "zipfile.py": "raise X"})
    monkeypatch.setenv("PATH", os.defpath)
    monkeypatch.setenv("PYTHONPATH", str(repo.root))
    for folder in (repo.root, repo.root / "profiles", repo.root / "rolegen"):
        assert "+| Grade | 19 |" in repo.git("diff", folder=folder)


def test_it_holds_in_a_linked_worktree(repo: Repository) -> None:
    changed_profile(repo)
    repo.git("worktree", "add", "--quiet", "../linked", "v1")
    linked = Repository(repo.root.parent / "linked")
    assert done(linked.root)
    write(linked.root, {"profiles/bridges.docx": profile(grade="20")})
    assert "+| Grade | 20 |" in linked.git("diff")
    assert not (repo.root / ".gitattributes").exists()


def test_a_file_that_is_no_word_file_breaks_no_diff(repo: Repository) -> None:
    assert done(repo.root)
    changed_profile(repo)
    repo.commit()
    write(repo.root, {"profiles/bridges.docx": b"not a Word file", "profiles/other.docx": profile()})
    repo.git("add", "--all", "--intent-to-add")
    shown = repo.git("diff")
    assert "-| Grade | 19 |" in shown
    assert "+| Grade | 18 |" in shown


def test_bytes_of_word_files_are_never_touched(repo: Repository) -> None:
    assert done(repo.root)
    repo.git("config", "core.autocrlf", "true")
    write(repo.root, {"plain.docx": b"one\r\ntwo\n"})
    repo.commit()
    (repo.root / "plain.docx").unlink()
    repo.git("checkout", "--", "plain.docx")
    assert (repo.root / "plain.docx").read_bytes() == b"one\r\ntwo\n"


# --- what it does -----------------------------------------------------------------------------------------------------


def test_done_again_it_changes_nothing(repo: Repository) -> None:
    assert done(repo.root) == {".gitattributes": "created", **dict.fromkeys(SETTINGS, "created")}
    before = {path: path.read_bytes() for path in (repo.root / ".gitattributes", repo.root / ".git" / "config")}
    assert done(repo.root) == {".gitattributes": "unchanged", **dict.fromkeys(SETTINGS, "unchanged")}
    assert {path: path.read_bytes() for path in before} == before


def test_a_setting_that_is_out_of_date_is_renewed(repo: Repository) -> None:
    repo.git("config", "diff.rolegen.textconv", "/gone/python -m rolegen.text")
    assert done(repo.root)[SETTINGS[0]] == "updated"
    changed_profile(repo)
    assert "+| Grade | 19 |" in repo.git("diff")


def test_in_a_folder_of_the_repository_only_word_files_below_it_are_meant(repo: Repository) -> None:
    write(repo.root, {"hr/a.docx": profile(), "b.docx": profile()})
    repo.commit()
    assert done(repo.root / "hr")
    write(repo.root, {"hr/a.docx": profile(grade="19"), "b.docx": profile(grade="20")})
    shown = repo.git("diff")
    assert "+| Grade | 19 |" in shown
    assert "Binary files a/b.docx and b/b.docx differ" in shown


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"", b"\n"),
        (b"*.png binary\n", b"\n"),
        (b"*.png binary", b"\n"),
        (b"*.docx binary\r\n# \xe4 Latin\r\n", b"\r\n"),
        (b"*.docx diff=word\n", b"\n"),
    ],
)
def test_other_lines_stay_byte_for_byte(repo: Repository, old: bytes, new: bytes) -> None:
    write(repo.root, {".gitattributes": old})
    assert done(repo.root)[".gitattributes"] == "updated"
    written = (repo.root / ".gitattributes").read_bytes()
    assert written.startswith(old)
    assert written.endswith(new + LINE.encode() + new)
    assert written.count(LINE.encode()) == 1
    assert done(repo.root)[".gitattributes"] == "unchanged"


def test_attributes_that_stand_elsewhere_and_win_are_told(repo: Repository) -> None:
    write(repo.root, {".git/info/attributes": "*.docx diff=word\n"})
    checked = set_up(repo.root)
    assert checked.value
    (problem,) = checked.problems
    assert (problem.severity, problem.rule) == ("warning", "git-attributes")
    assert "diff=word" in problem.message


# --- what it refuses --------------------------------------------------------------------------------------------------


def test_outside_a_repository_it_says_how_to_make_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    (problem,) = set_up(tmp_path).problems
    assert "git init" in problem.hint
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("executable", ["bare", "", "/nowhere/python"])
def test_a_rolegen_that_git_could_not_find_is_refused(
    repo: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    if executable == "bare":
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "bare"], check=True)
        executable = str(tmp_path / "bare" / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
    monkeypatch.setattr(sys, "executable", executable)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    before = (repo.root / ".git" / "config").read_bytes()
    checked = set_up(repo.root)
    assert checked.value is None
    assert [problem.rule for problem in checked.problems] == ["not-installed"]
    assert not (repo.root / ".gitattributes").exists()
    assert (repo.root / ".git" / "config").read_bytes() == before


def test_a_file_that_cannot_be_written_is_told(repo: Repository) -> None:
    (repo.root / ".gitattributes").mkdir()
    checked = set_up(repo.root)
    assert checked.value is None
    assert "A folder stands where this file should go." in checked.problems[0].message
    assert "Nothing was changed." in checked.problems[0].hint
    assert b"rolegen" not in (repo.root / ".git" / "config").read_bytes()


def test_what_colleagues_have_to_do_is_said() -> None:
    assert "each colleague runs rolegen init --git once" in " ".join(gitsetup.NEXT_STEPS.split())
