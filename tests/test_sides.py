"""What OLD and NEW mean: paths, revisions, ids; which roles are told not to differ before any is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from rolegen import sides, unchanged
from rolegen.problems import Checked
from rolegen.sides import NOW, Side
from tests.conftest import EXAMPLES, ROOT
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import as_yaml, needed, write

ROLES = {path.stem for path in (EXAMPLES / "roles").glob("*.yaml")}
HR: Mapping[str, str | bytes] = {
    "hr/rolegen.yaml": "organisation: Fenmoor County Council\nroles: posts\n",
    "hr/posts/a.yaml": as_yaml({"title": "Head of A", "level": "assistant-director"}),
    "hr/posts/b.yaml": as_yaml({"title": "Head of B", "level": "assistant-director", "reports_to": "a"}),
    **{f"hr/data/{path.name}": path.read_bytes() for path in (ROOT / "data").glob("*.yaml")},
}
Read = Callable[..., Checked[tuple[Side, Side]]]


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a workspace in its folder `hr`, committed as v1."""
    made = repository(tmp_path / "repository", monkeypatch)
    write(made.root, HR)
    made.commit("v1")
    return made


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads two sides as a user names them who stands in a folder."""

    def both(here: Path, old: str, new: str | None = None) -> Checked[tuple[Side, Side]]:
        return sides.read(old, new, here, tmp_path / "scratch")

    return both


def files(side: Side) -> set[str]:
    return set(side.files)


def said(checked: Checked[tuple[Side, Side]]) -> str:
    """The one problem of sides that could not be read."""
    assert checked.value is None
    (problem,) = checked.problems
    return f"{f'{problem.place}: ' if problem.place else ''}{problem.message} {problem.hint}".strip()


# --- paths and ids ----------------------------------------------------------------------------------------------------


def test_a_role_file_an_id_a_folder_or_a_workspace_is_a_side(read: Read, examples: Path) -> None:
    names = {
        "roles/director-finance.yaml": {"director-finance"},
        "director-finance": {"director-finance"},
        "roles": ROLES,
        ".": ROLES,
        "rolegen.yaml": ROLES,
    }
    assert len(ROLES) > 5
    for name, expected in names.items():
        old, new = needed(read(examples, name, name))
        assert files(old) == files(new) == expected
        assert old.said == name
        assert old.single == (len(expected) == 1)


def test_a_word_file_or_a_folder_of_them_is_a_side(read: Read, tmp_path: Path) -> None:
    names = ["sent/a.docx", "sent/More/B.DOCX", "sent/~$a.docx", "sent/.hidden/c.docx", "sent/notes.txt"]
    write(tmp_path, dict.fromkeys(names, b""))
    folder, file = needed(read(tmp_path, "sent", "sent/More/B.DOCX"))
    assert (files(folder), folder.single) == ({"a", "B"}, False)
    assert (files(file), file.single) == ({"B"}, True)
    assert file.files["B"].workspace is None


def test_of_two_files_with_one_name_the_first_is_compared_and_the_other_told(read: Read, tmp_path: Path) -> None:
    role = as_yaml({"title": "Head of A", "level": "director"})
    write(tmp_path, {"rolegen.yaml": "", "roles/a/x.yaml": role, "roles/b/x.yaml": role})
    found = read(tmp_path, ".", "roles/a/x.yaml")
    assert found.value
    assert found.value[0].files["x"].path == tmp_path / "roles" / "a" / "x.yaml"
    assert [str(problem.place) for problem in found.problems] == [str(tmp_path / "roles" / "b" / "x.yaml")]


@pytest.mark.parametrize("name", ["directr-finance", "roles/nobody.yaml", "../nowhere"])
def test_a_name_that_means_nothing_is_told(read: Read, examples: Path, name: str) -> None:
    assert said(read(examples, name, "roles")).startswith(f"There is no role, file or folder “{name}”.")


def test_one_side_that_is_no_revision_asks_for_the_other(read: Read, examples: Path) -> None:
    for name in ("director-finance", "roles", "roles/director-finance.yaml"):
        assert said(read(examples, name)).startswith(f"Say what “{name}” is to be compared with.")


@NEEDS_GIT
def test_settings_that_cannot_be_read_are_told_before_any_name_is_called_unknown(read: Read, repo: Repository) -> None:
    write(repo.root, {"hr/rolegen.yaml": "rolls: posts\n"})
    for name in ("a", "v1"):
        assert read(repo.root / "hr", name, "b").value is None
        assert said(read(repo.root / "hr", name, "b")).startswith(f"{repo.root / 'hr' / 'rolegen.yaml'}:1:1: ")


@pytest.mark.parametrize("name", ["empty", "notes.txt"])
def test_what_holds_nothing_to_compare_is_told(read: Read, tmp_path: Path, name: str) -> None:
    write(tmp_path, {"notes.txt": "", "roles/a.yaml": ""})
    (tmp_path / "empty").mkdir()
    assert read(tmp_path, name, "roles").value is None
    assert read(tmp_path, "roles", name).value is None


# --- revisions --------------------------------------------------------------------------------------------------------


@NEEDS_GIT
@pytest.mark.parametrize("here", ["hr", "hr/posts", "hr/deep/er"])
def test_a_revision_is_the_workspace_as_it_was_wherever_in_it_the_user_stands(
    read: Read, repo: Repository, here: str
) -> None:
    (repo.root / "hr" / "posts" / "a.yaml").unlink()
    (repo.root / "hr" / "deep" / "er").mkdir(parents=True)
    old, new = needed(read(repo.root / here, "v1"))
    assert (files(old), files(new)) == ({"a", "b"}, {"b"})
    assert (old.said, new.said) == ("v1", NOW)
    assert new.files["b"].path == repo.root / "hr" / "posts" / "b.yaml"
    assert old.files["b"].path != new.files["b"].path


@NEEDS_GIT
def test_two_revisions_are_two_sides(read: Read, repo: Repository) -> None:
    write(repo.root, {"hr/posts/c.yaml": HR["hr/posts/a.yaml"]})
    repo.commit("v2")
    old, new = needed(read(repo.root / "hr", "v1", "v2"))
    assert (files(old), files(new)) == ({"a", "b"}, {"a", "b", "c"})


@NEEDS_GIT
@pytest.mark.parametrize(
    ("here", "name", "found"),
    [
        ("hr", "v1:posts/a.yaml", "a"),
        ("hr", "v1:hr/posts/a.yaml", "a"),
        ("hr/posts", "v1:./a.yaml", "a"),
        ("hr/posts", "v1:../posts/a.yaml", "a"),
        (".", "v1:hr/posts/a.yaml", "a"),
    ],
)
def test_a_file_of_a_revision_counts_from_where_the_user_stands_or_from_the_top(
    read: Read, repo: Repository, here: str, name: str, found: str
) -> None:
    old, new = needed(read(repo.root / here, name))
    assert (files(old), files(new), old.single, new.single) == ({found}, {found}, True, True)
    assert old.said == "v1:hr/posts/a.yaml"
    assert new.files[found].path == repo.root / "hr" / "posts" / f"{found}.yaml"


@NEEDS_GIT
@pytest.mark.parametrize("name", ["v1:hr", "v1:hr/posts", "v1:hr/rolegen.yaml", "v1:hr/posts/"])
def test_a_folder_of_a_revision_is_a_side(read: Read, repo: Repository, name: str) -> None:
    assert files(needed(read(repo.root, name))[0]) == {"a", "b"}


@NEEDS_GIT
def test_word_files_of_a_revision_are_a_side(read: Read, repo: Repository) -> None:
    write(repo.root, {"sent/a.docx": b"old", "sent/notes.txt": b""})
    repo.commit("v2")
    write(repo.root, {"sent/a.docx": b"new"})
    for name in ("v2:sent", "v2:sent/a.docx"):
        old, new = needed(read(repo.root, name))
        assert old.files["a"].path.read_bytes() == b"old"
        assert new.files["a"].path.read_bytes() == b"new"


@NEEDS_GIT
def test_only_what_rolegen_reads_is_laid_out(read: Read, repo: Repository, tmp_path: Path) -> None:
    more = ["secret.txt", "hr/minutes.pdf", "hr/data/figures.csv", "hr/posts/notes.txt", "other/roles/z.yaml"]
    more += ["hr/profiles/a.docx", "hr/archive/y.yaml"]
    write(repo.root, {**dict.fromkeys(more, b""), "hr/templates/logo.png": b"", "hr/data/history/v0/x.yaml": b""})
    repo.commit("v2")
    needed(read(repo.root / "hr", "v2"))
    laid_out = {
        path.relative_to(tmp_path / "scratch" / "old").as_posix() for path in (tmp_path / "scratch").rglob("*.*")
    }
    assert laid_out == {*HR, "hr/templates/logo.png", "hr/data/history/v0/x.yaml"}


@NEEDS_GIT
def test_a_framework_beside_the_workspace_comes_along(read: Read, repo: Repository) -> None:
    shared = {name.replace("hr/data", "framework"): text for name, text in HR.items() if name.startswith("hr/data")}
    write(repo.root, {**shared, "hr/rolegen.yaml": "data: ../framework\nroles: posts\ntemplates: looks\n"})
    (repo.root / "hr" / "looks").mkdir()  # git keeps no empty folder
    repo.git("rm", "-rq", "hr/data")
    repo.commit("v2")
    old, _ = needed(read(repo.root / "hr", "v2"))
    place = old.files["a"].workspace
    assert place
    assert (place.data / "descriptors.yaml").is_file()
    assert place.data.resolve().is_relative_to(repo.root.parent / "scratch")


@NEEDS_GIT
def test_a_role_that_is_gone_since_leaves_the_new_side_empty(read: Read, repo: Repository) -> None:
    (repo.root / "hr" / "posts" / "a.yaml").unlink()
    assert files(needed(read(repo.root, "v1:hr/posts/a.yaml"))[1]) == set()


@NEEDS_GIT
def test_a_workspace_without_roles_is_a_side_without_any(read: Read, repo: Repository) -> None:
    repo.git("rm", "-rq", "hr/posts")
    repo.commit("v2")
    repo.git("checkout", "-q", "v1")
    assert files(needed(read(repo.root / "hr", "v2"))[0]) == set()


@NEEDS_GIT
def test_a_path_wins_over_a_revision_and_a_revision_over_an_id(read: Read, repo: Repository) -> None:
    repo.git("branch", "posts")
    repo.git("branch", "a")
    old, new = needed(read(repo.root / "hr", "posts", "a"))
    assert old.export is None
    assert new.export is not None
    assert new.export.revision == "a"


@NEEDS_GIT
def test_what_is_not_there_at_a_revision_is_told(read: Read, repo: Repository) -> None:
    answer = said(read(repo.root, "v1:hr/posts/aa.yaml"))
    assert answer.startswith("At revision “v1” there was no “hr/posts/aa.yaml”. Did you mean “hr/posts/a.yaml”?")
    assert said(read(repo.root, "v1")).startswith("At revision “v1” there was no workspace at the top")
    write(repo.root, {"new/rolegen.yaml": ""})
    assert said(read(repo.root / "new", "v1")).startswith("At revision “v1” there was no workspace in “new”")


@NEEDS_GIT
def test_a_name_that_git_does_not_know_either_is_told_with_what_both_know(read: Read, repo: Repository) -> None:
    answer = "There is no role, file, folder or git revision “mian”. Did you mean “main”? Known: a, b, main, v1."
    assert said(read(repo.root / "hr", "mian")) == answer
    assert "git knows no revision “v2” here." in said(read(repo.root / "hr", "v2:posts/a.yaml"))
    assert "Write the two apart: v1 main." in said(read(repo.root / "hr", "v1..main"))


@NEEDS_GIT
@pytest.mark.parametrize("name", ["HEAD~1", "v0", "rev-list"])
def test_a_clone_without_the_history_says_so_of_a_name_it_does_not_know(
    read: Read, repo: Repository, tmp_path: Path, name: str
) -> None:
    repo.commit("v2")
    repo.git("clone", "--quiet", "--depth=1", repo.root.as_uri(), tmp_path / "shallow")
    answer = said(read(tmp_path / "shallow" / "hr", name))
    assert f"git revision “{name}”. This clone holds the newest commits only: run git fetch --unshallow" in answer


@NEEDS_GIT
def test_a_file_of_a_revision_that_is_neither_role_nor_word_file_is_told(read: Read, repo: Repository) -> None:
    write(repo.root, {"hr/notes.md": "Notes"})
    repo.commit("v2")
    answer = said(read(repo.root / "hr", "v2:notes.md"))
    assert answer.startswith("“v2:notes.md” is neither a role file nor a Word file.")


@pytest.mark.parametrize("name", ["", ":roles/director-finance.yaml", ":"])
def test_a_name_without_a_word_in_it_is_not_taken_for_the_folder_the_user_stands_in(
    read: Read, examples: Path, name: str
) -> None:
    assert said(read(examples, name, "roles")).startswith(f"“{name}” names nothing to compare.")
    assert said(read(examples, "roles", name)).startswith(f"“{name}” names nothing to compare.")


@NEEDS_GIT
def test_what_is_wrong_in_a_revision_is_told_at_its_own_place(read: Read, repo: Repository) -> None:
    write(repo.root, {"hr/rolegen.yaml": "rolls: posts\n"})
    repo.commit("feature/settings")
    repo.git("checkout", "-q", "v1")
    assert said(read(repo.root / "hr", "feature/settings")).startswith("feature/settings:hr/rolegen.yaml:1:1: ")


@NEEDS_GIT
def test_paths_in_what_is_told_of_a_revision_are_the_users_too(read: Read, repo: Repository, tmp_path: Path) -> None:
    write(repo.root, {"hr/posts/again/a.yaml": HR["hr/posts/a.yaml"]})
    repo.commit("v2")
    repo.git("rm", "-rq", "hr/posts/again")
    (problem,) = read(repo.root / "hr", "v2").problems
    assert str(problem.place) == "v2:hr/posts/again/a.yaml"
    assert problem.message == "This file and v2:hr/posts/a.yaml have one name; only the other is compared."
    assert str(tmp_path) not in problem.message + problem.hint


# --- what cannot differ -----------------------------------------------------------------------------------------------


@NEEDS_GIT
@pytest.mark.parametrize(
    ("changes", "same"),
    [
        ({}, {"a", "b"}),
        ({"hr/posts/b.yaml": as_yaml({"title": "Head of Bees", "level": "assistant-director"})}, {"a"}),
        ({"hr/posts/a.yaml": as_yaml({"title": "Head of Ants", "level": "assistant-director"})}, set()),
        ({"hr/posts/zoo.yaml": as_yaml({"title": "Head of Zoos", "level": "assistant-director"})}, {"a", "b"}),
        ({"hr/rolegen.yaml": "roles: posts\n"}, set()),
        ({"hr/templates/profile.html.j2": "<title>T</title><p>{{ role.title }}</p>"}, set()),
        ({"hr/data/history/v0/descriptors.yaml": ""}, set()),
        ({"hr/data/figures.csv": "", "hr/templates/.DS_Store": "", "hr/notes.txt": ""}, {"a", "b"}),
        ({name: text.replace("\n", "\r\n") for name, text in HR.items() if isinstance(text, str)}, {"a", "b"}),
    ],
)
def test_roles_are_made_only_where_something_they_are_made_of_differs(
    read: Read, repo: Repository, changes: dict[str, str], same: set[str]
) -> None:
    write(repo.root, changes)
    assert unchanged.names(*needed(read(repo.root / "hr", "v1"))) == same


def test_a_role_is_made_again_where_its_superior_outside_the_folder_has_another_title(
    read: Read, tmp_path: Path
) -> None:
    for folder, title in (("old", "Head of A"), ("new", "Head of All")):
        superior = as_yaml({"title": title, "level": "director", "cmt": "true"})
        role = as_yaml({"title": "B", "level": "director", "reports_to": "head"})
        other = as_yaml({"title": "C", "level": "director"})
        files = {"rolegen.yaml": "", "roles/head.yaml": superior, "roles/in/b.yaml": role, "roles/in/c.yaml": other}
        write(tmp_path / folder, files)
    assert unchanged.names(*needed(read(tmp_path, "old/roles/in", "new/roles/in"))) == {"c"}


def test_word_files_are_read_only_where_their_bytes_differ(read: Read, tmp_path: Path) -> None:
    write(tmp_path, {"old/a.docx": b"1", "old/b.docx": b"1\r\n", "new/a.docx": b"1", "new/b.docx": b"1\n"})
    assert unchanged.names(*needed(read(tmp_path, "old", "new"))) == {"a"}
