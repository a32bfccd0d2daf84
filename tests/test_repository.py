"""A repository of fifty roles with their profiles: what a changed framework does to `build --check` and to git."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests import test_gitsetup
from tests.conftest import ROOT, Run, spoil
from tests.many import command, contents, environment
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import write

pytestmark = NEEDS_GIT
python = test_gitsetup.python  # the fixture: an interpreter that has rolegen installed
APPROVED = "version: '1'\nstatus: approved\nframework: model-1\napproved_by: Full Council\napproved_on: 2026-05-20\n"
POSTS = (
    ("managing-director", ""),
    ("executive-director", ""),
    ("director", "true"),
    ("director", "false"),
    ("assistant-director", ""),
    ("assistant-director", ""),
)
ROLES = {f"post-{number:02}": post for number, post in enumerate(islice(cycle(POSTS), 50))}
STICK = ("post-00", "post-02", "post-04")  # approved
DATA, DESCRIPTORS = "data/responsibilities.yaml", "data/descriptors.yaml"
# Clauses and words of theirs: of most levels together, of one level, of one variant.
SHARED = ("strategic-leadership", "visionary leadership", "farsighted leadership")
OF_A_LEVEL = ("financial-strategy", "Contribute to the development", "Give time to the development")
OF_A_VARIANT = ("corporate-management", "member of the senior leadership team", "member of the leaders' circle")


def role(name: str, level: str, cmt: str) -> str:
    more = [f"cmt: {cmt}\n"] if cmt else []
    more += [APPROVED, "purpose: Serve the residents.\n"] if name in STICK else []
    return "".join([f"title: Post {name}\nlevel: {level}\n", *more])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workspace, its profiles built."""
    files = {f"roles/{name}.yaml": role(name, *post) for name, post in ROLES.items()}
    folder = write(tmp_path_factory.mktemp("built"), {"rolegen.yaml": "", **files})
    shutil.copytree(ROOT / "data", folder / "data")
    subprocess.run(command("build", "--quiet"), cwd=folder, env=environment(), check=True)
    return folder


@pytest.fixture
def repo(built: Path, tmp_path: Path, python: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The workspace as a repository, in which `rolegen init --git` was run; the user stands in it."""
    made = repository(tmp_path / "council", monkeypatch)
    shutil.copytree(built, made.root, dirs_exist_ok=True)
    monkeypatch.chdir(made.root)
    monkeypatch.setattr(sys, "executable", str(python))
    ran = run("init", "--git")
    assert (ran.code, ran.out.count("created")) == (0, 4), ran
    made.commit("v1")
    return made


def reword(repo: Repository, old: str, new: str, path: str = DATA) -> None:
    """Changes words that stand in one place."""
    text = (repo.root / path).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    write(repo.root, {path: text.replace(old, new)})


def new_version(repo: Repository) -> None:
    """Puts the framework into the history and gives it a new version."""
    for path in (DATA, DESCRIPTORS):
        write(repo.root, {f"data/history/model-1/{Path(path).name}": (repo.root / path).read_bytes()})
    reword(repo, "version: model-1", "version: model-2", DESCRIPTORS)


def reached(repo: Repository, clause: str, words: str) -> set[str]:
    """The roles whose wording of a clause has these words, as the framework's own file says."""
    themes = yaml.safe_load((repo.root / DATA).read_text(encoding="utf-8"))["themes"]
    (found,) = [one for theme in themes for one in theme["clauses"] if one["id"] == clause]
    return {name for name, (level, cmt) in ROLES.items() if words in wording(found, level, cmt)}


def wording(clause: Mapping[str, Any], level: str, cmt: str) -> str:
    """A clause at a level: the level's wording, or that of its variant, else the clause's."""
    own = clause.get("levels", {}).get(level, clause["text"])
    return str(own if isinstance(own, str) else own["cmt" if cmt == "true" else "non-cmt"])


def profiles(names: Iterable[str]) -> set[str]:
    return {f"profiles/{name}.docx" for name in names}


def would_update(repo: Repository, out: str) -> dict[str, str]:
    """The files that a check names, and why each is out of date."""
    told = re.findall(r"^would update (\S+) \((.+)\)$", out, re.MULTILINE)
    assert len(told) == out.count("would "), out
    return {Path(path).relative_to(repo.root).as_posix(): why for path, why in told}


# --- what a build would do, and does ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("change", "count"), [(SHARED, 34), (OF_A_LEVEL, 16), (OF_A_VARIANT, 8)])
def test_a_check_names_the_profiles_that_a_changed_clause_reaches_and_a_build_updates_them(
    repo: Repository, run: Run, change: tuple[str, str, str], count: int
) -> None:
    clause, old, new = change
    reword(repo, old, new)
    expected = profiles(reached(repo, clause, new))
    assert len(expected) == count
    before = contents(repo.root / "profiles")
    checked = run("build", "--check")
    assert checked.code == 1
    assert would_update(repo, checked.out) == dict.fromkeys(expected, "wording")
    assert contents(repo.root / "profiles") == before
    assert run("build").code == 0
    assert set(repo.git("diff", "--name-only", "--", "profiles").splitlines()) == expected
    assert repo.git("ls-files", "--others") == ""
    assert (again := run("build", "--check")).code == 0, again


def test_what_differs_is_shown_once_with_the_roles(repo: Repository, run: Run) -> None:
    clause, old, new = OF_A_VARIANT
    reword(repo, old, new)
    roles = sorted(reached(repo, clause, new))
    ran = run("build", "--check", "--diff")
    shown = " ".join(ran.out.partition("From the files")[2].split())
    assert shown.count("circle") == 1
    assert "[-senior leadership team-] {+leaders' circle+}, and" in shown
    assert f"reaches {len(roles)} of {len(ROLES)} roles: {', '.join(roles)} " in shown
    assert not any(f"({name})" in shown for name in ROLES)


def test_a_new_version_of_the_framework_is_told_from_new_wording_and_approval_sticks(
    repo: Repository, run: Run
) -> None:
    new_version(repo)
    clause, old, new = OF_A_LEVEL
    reword(repo, old, new)
    worded = reached(repo, clause, new).difference(STICK)
    only_version = set(ROLES).difference(worded, STICK)
    assert worded
    assert only_version
    told = would_update(repo, run("build", "--check").out)
    assert {path for path, why in told.items() if why == "wording"} == profiles(worded)
    assert {path for path, why in told.items() if why == "only the version line"} == profiles(only_version)
    assert len(told) == len(ROLES) - len(STICK)


def test_a_hook_fails_when_it_wrote_a_file_that_git_does_not_know_yet(repo: Repository, run: Run) -> None:
    write(repo.root, {"roles/new.yaml": role("new", "director", "true")})
    assert [run("build", "--exit-code").code for _ in range(2)] == [1, 0]
    (repo.root / "profiles/new.docx").unlink()
    assert run("build").code == 0


# --- what git shows ---------------------------------------------------------------------------------------------------


def test_git_shows_the_words_as_sentences_under_their_section(repo: Repository, run: Run) -> None:
    clause, old, new = OF_A_LEVEL
    reword(repo, old, new)
    assert run("build").code == 0
    path = min(profiles(reached(repo, clause, new)))
    uncommitted = repo.git("diff", "--", path)
    repo.commit("v2")
    asked = (["log", "-p", "-1"], ["show"], ["diff", "v1", "v2"])
    for shown in (uncommitted, *(repo.git(*arguments, "--", path) for arguments in asked)):
        (header,) = [line for line in shown.splitlines() if line.startswith("@@")]
        assert header.endswith("@@ Shaping the Future")
        (gone,) = [line for line in shown.splitlines() if line.startswith("-- ")]
        (come,) = [line for line in shown.splitlines() if line.startswith("+- ")]
        assert gone.startswith(f"-- {old}")
        assert come[1:] == gone[1:].replace(old, new)
    words = repo.git("diff", "--word-diff", "v1", "v2", "--", path)
    assert "- [-Contribute-]{+Give time+} to the development" in words


def test_of_a_profile_with_a_new_version_alone_git_shows_that_line_alone(repo: Repository, run: Run) -> None:
    new_version(repo)
    assert run("build").code == 0
    shown = repo.git("diff", "--unified=0", "--", "profiles/post-05.docx").splitlines()
    changed = [line for line in shown if re.match(r"[-+][^-+]", line)]
    assert changed
    assert {line[0] for line in changed} == {"-", "+"}
    assert all("model-1" in line if line.startswith("-") else "model-2" in line for line in changed)


# --- what GitHub shows ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inner", [".", "hr/council"])
def test_an_annotation_names_its_file_from_the_top_of_the_repository(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, inner: str
) -> None:
    top = repository(tmp_path / "shire", monkeypatch).root
    council = write(top / inner, {"rolegen.yaml": "", "roles/post.yaml": role("clerk", "director", "true")})
    spoil(council / "roles" / "post.yaml")
    said = set()
    for here, named in ((council, "."), (council / "roles", "post.yaml"), (top, inner), (tmp_path, council)):
        monkeypatch.chdir(here)
        ran = run("check", named, "--format", "github")
        (line,) = ran.out.splitlines()
        said.add(line.partition(",title=")[0])
    path = (council / "roles" / "post.yaml").relative_to(top).as_posix()
    assert said == {f"::error file={path},line=2,col=8"}
