"""rolegen init --framework-version: what is kept, what is changed and not a byte beside it, and a stop half way."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.editors import without_schema
from rolegen.yamledit.taking_out import without
from tests import test_gitsetup
from tests.conftest import ROOT, Run
from tests.repositories import NEEDS_GIT, repository
from tests.samples import UNTIMED, needed, write

python = test_gitsetup.python  # the fixture: an interpreter that has rolegen installed
NAMES = ("responsibilities.yaml", "descriptors.yaml")
ADOPTION = """\
framework:
  name: Fen framework   # as in the minutes
  version: fen-1        # raise it with each change
  # Adopted after a long night.
  adoption:
    approved_by: Full Council
    # in the old chamber
    approved_on: 2024-05-22

# The levels.
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with a framework of its own, which a council has adopted; the user stands in it."""
    write(tmp_path, {"rolegen.yaml": ""})
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("history")))
    text = (data / "descriptors.yaml").read_text("utf-8")
    (data / "descriptors.yaml").write_text(ADOPTION + text[text.index("levels:\n") :], encoding="utf-8", newline="\n")
    return tmp_path


def files(place: Path) -> dict[str, bytes]:
    return {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}


def lines(data: bytes) -> list[str]:
    return data.decode().split("\n")


def reword(place: Path) -> None:
    path = place / "data" / NAMES[0]
    text = path.read_text("utf-8")
    assert "Seek to improve" in text
    path.write_text(text.replace("Seek to improve", "Guard"), encoding="utf-8")


def test_the_framework_is_kept_byte_for_byte_and_only_its_version_and_adoption_change(run: Run, place: Path) -> None:
    before = files(place)
    ran = run("init", "--framework-version", "fen-2")
    assert ran.code == 0
    kept = place / "data" / "history" / "fen-1"
    assert ran.out.splitlines() == [
        f"created   {kept / NAMES[0]}",
        f"created   {kept / NAMES[1]}",
        f"updated   {place / 'data' / NAMES[1]}",
    ]
    after = files(place)
    for name in NAMES:
        assert without_schema(after[f"data/history/fen-1/{name}"]) == without_schema(before[f"data/{name}"])
    assert after[f"data/{NAMES[0]}"] == before[f"data/{NAMES[0]}"]
    old, new = lines(before[f"data/{NAMES[1]}"]), lines(after[f"data/{NAMES[1]}"])
    assert new == [*old[:2], "  version: fen-2        # raise it with each change", *old[8:]]


@pytest.mark.usefixtures("place")
def test_what_to_do_next_is_told_and_works(run: Run) -> None:
    ran = run("init", "--framework-version", "fen-2")
    assert "rolegen diff --framework fen-1 fen-2" in ran.err
    assert run("diff", "--framework", "fen-1", "fen-2").out == (
        "From fen-1 to fen-2: its adoption differs.\n\nThe framework\n  Its adoption\n"
        "    [-approved by Full Council on 22 May 2024-] {+not adopted by any council+}\n"
    )
    assert run("check").code == 0


def test_a_workspace_without_a_framework_of_its_own_gets_rolegens(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "data: framework\n", "framework/.keep": ""})
    assert run("init", "--framework-version", "2026").code == 0
    shipped = {name: without_schema((ROOT / "data" / name).read_bytes()) for name in NAMES}
    after = files(tmp_path)
    assert {name: after[f"framework/history/model-1/{name}"] for name in NAMES} == shipped
    assert after[f"framework/{NAMES[0]}"] == shipped[NAMES[0]]
    assert after[f"framework/{NAMES[1]}"] == shipped[NAMES[1]].replace(b"version: model-1", b"version: 2026")
    assert run("levels").out.startswith("Model framework, version 2026: not adopted")


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("done", range(4))
def test_a_run_that_was_stopped_half_way_goes_on_when_run_again(
    run: Run, place: Path, tmp_path_factory: pytest.TempPathFactory, done: int, own: bool
) -> None:
    if not own:
        shutil.rmtree(place / "data")
    whole = Path(shutil.copytree(place, tmp_path_factory.mktemp("whole") / "place"))
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(whole)
        told = run("init", "--framework-version", "2026").out
    created = [Path(line.split()[1]).relative_to(whole) for line in told.splitlines()]
    assert len(created) == (3 if own else 4)
    for path in created[:done]:
        write(place, {path.as_posix(): (whole / path).read_bytes()})
    assert run("init", "--framework-version", "2026").code == 0
    assert files(place) == files(whole)


def test_run_again_it_changes_nothing(run: Run, place: Path) -> None:
    run("init", "--framework-version", "fen-2")
    before = files(place)
    ran = run("init", "--framework-version", "fen-2")
    assert (ran.code, ran.out) == (0, f"unchanged {place / 'data' / NAMES[1]}\n")
    assert files(place) == before


def test_the_version_it_has_already_is_kept_and_nothing_else_done(run: Run, place: Path) -> None:
    before = files(place)
    ran = run("init", "--framework-version", "fen-1")
    assert (ran.code, "rolegen init --framework-version NEW" in ran.err) == (0, True)
    after = files(place)
    assert {name: after[name] for name in before} == before
    assert after.keys() - before.keys() == {f"data/history/fen-1/{name}" for name in NAMES}


def test_a_kept_version_whose_words_were_changed_gets_another_name_and_stays_as_it_was(run: Run, place: Path) -> None:
    run("init", "--framework-version", "fen-1")
    kept = files(place / "data" / "history")
    reword(place)
    checked = run("check")
    assert (checked.code, "[changed-version]" in checked.err) == (1, True)
    assert "rolegen init --framework-version NEW" in checked.err
    assert run("init", "--framework-version", "fen-1").code == 1
    assert run("init", "--framework-version", "fen-2").code == 0
    assert files(place / "data" / "history") == kept
    assert run("check").code == 0


def test_half_a_version_in_other_words_is_not_overwritten(run: Run, place: Path) -> None:
    write(place, {f"data/history/fen-1/{NAMES[0]}": "themes: []\n"})
    before = files(place)
    ran = run("init", "--framework-version", "fen-2")
    assert (ran.code, "[half-kept]" in ran.err, files(place) == before) == (1, True, True)


def test_without_a_workspace_there_is_no_framework_to_keep(run: Run, tmp_path: Path) -> None:
    ran = run("init", "--framework-version", "2026")
    assert (ran.code, "[no-workspace]" in ran.err, files(tmp_path)) == (2, True, {})


@NEEDS_GIT
def test_it_goes_together_with_git(run: Run, place: Path, python: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(place, monkeypatch)
    monkeypatch.setattr(sys, "executable", str(python))
    ran = run("init", "--git", "--framework-version", "fen-2")
    assert ran.code == 0
    assert "created   .gitattributes" in ran.out
    assert "version: fen-2" in (place / "data" / NAMES[1]).read_text("utf-8")


# --- a key and its remarks --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  b: 1\n  c: 2\n", "a:\n  c: 2\n"),
        (
            "a:\n  c: 2\n  # on b\n  # and more\n  b:\n    d: 1\n    # inside\n# below\ne: 3\n",
            "a:\n  c: 2\n# below\ne: 3\n",
        ),
        ("a:\n  c: 2  # on c\n\n  # apart\n\n  b: 1  # on b\n  d: 3\n", "a:\n  c: 2  # on c\n\n  # apart\n\n  d: 3\n"),
        ("a:\n# not its own\n  b: 1\n  d: 3\n", "a:\n# not its own\n  d: 3\n"),
        ("a: {c: 2, b: {d: 1}}\n", "a: {c: 2}\n"),
        ("a:\r\n  c: 2\r\n  b: 1\r\n", "a:\r\n  c: 2\r\n"),
        ("\ufeffa:\n  b: 1\n  c: 2", "\ufeffa:\n  c: 2"),
        ("a:\n  c: 2\n", "a:\n  c: 2\n"),
    ],
)
def test_a_key_goes_with_the_remarks_that_are_its_own(before: str, after: str) -> None:
    assert needed(without(before.encode(), Path("x.yaml"), ("a", "b"))).decode() == after


WORDS = st.text("ab #:-", min_size=1, max_size=6).map(lambda text: f"x{text}x")


@settings(UNTIMED, max_examples=30)
@given(
    st.dictionaries(
        st.sampled_from("bcde"), st.one_of(WORDS, st.lists(WORDS), st.dictionaries(WORDS, WORDS)), min_size=1
    )
)
def test_the_other_keys_keep_their_values_and_lines(values: dict[str, object]) -> None:
    written = yaml.safe_dump({"a": {"first": "1", **values}, "z": "last"}, width=20).encode()
    name = next(iter(values))
    left = needed(without(written, Path("x.yaml"), ("a", name)))
    kept = {key: value for key, value in values.items() if key != name and value}
    found = yaml.safe_load(left)
    assert {key: value for key, value in found["a"].items() if value} == {"first": "1", **kept}
    assert [line for line in lines(left) if line not in lines(written)] == []


@NEEDS_GIT
def test_words_that_were_changed_before_the_version_was_frozen_are_told(
    run: Run, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository(place, monkeypatch).commit()
    with (place / "data" / NAMES[0]).open("a", encoding="utf-8") as file:
        file.write("# A remark changes no words.\n")
    quiet = run("init", "--framework-version", "fen-1")
    assert (quiet.code, "uncommitted" in quiet.err) == (0, False)
    shutil.rmtree(place / "data" / "history")
    reword(place)
    ran = run("init", "--framework-version", "fen-2")
    assert ran.code == 0
    assert ran.err.startswith(
        "warning: Version fen-1 goes into the history with words that were not committed as version fen-1."
    )
    assert "into data/history/fen-1: git show HEAD:data/responsibilities.yaml" in ran.err
    again = run("init", "--framework-version", "fen-3")
    assert "uncommitted" not in again.err, "git has nothing of version fen-2"


def test_what_is_kept_names_the_schema_that_it_named_from_where_it_stands_now(tmp_path: Path, run: Run) -> None:
    root = tmp_path / "council"
    assert run("init", root).code == 0
    assert run("init", root, "--framework-version", "2027").code == 0
    for name in ("descriptors", "responsibilities"):
        first = (root / "data" / "history" / "model-1" / f"{name}.yaml").read_text("utf-8").splitlines()[0]
        path = first.removeprefix("# yaml-language-server: $schema=")
        assert (root / "data/history/model-1" / path).resolve() == root / "schemas" / f"{name}.json"


def test_rolegens_framework_as_ones_own_names_no_schema_that_is_not_there(tmp_path: Path, run: Run) -> None:
    (tmp_path / "rolegen.yaml").write_text("", "utf-8")
    assert run("init", "--framework-version", "2027").code == 0
    found = sorted(tmp_path.rglob("data/**/*.yaml"))
    assert len(found) == 4
    assert not any(b"$schema" in path.read_bytes() for path in found)
