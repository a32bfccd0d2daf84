"""Approval sticks: a role keeps the framework it was approved with; the others move with the framework."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Ran, Run
from tests.samples import APPROVAL, FULL, as_yaml, lines, without, write

OLD, NEW = "fen-1", "fen-2"
OLD_WORDS, NEW_WORDS = "Seek to improve the Council's overall reputation.", "Guard the good name of the Council."
POST = without(FULL, "statutory")  # which only one post can hold
ROLES: dict[str, dict[str, Any]] = {
    "approved": {**POST, **APPROVAL, "framework": OLD},
    "superseded": {**POST, **APPROVAL, "framework": OLD, "status": "superseded"},
    "deleted": {**POST, **APPROVAL, "framework": OLD, "status": "deleted"},
    "draft": {**POST, "status": "draft"},
    "consultation": {**POST, "status": "consultation"},
}
STAYING = ("approved", "superseded", "deleted")


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    """A workspace whose roles were built under the old framework, which then moved on; the test stands in it."""
    roles = {f"roles/{name}.yaml": as_yaml(role).replace(', "', ',\n "') for name, role in ROLES.items()}
    write(tmp_path, {"rolegen.yaml": "formats: [docx, md]\n", **roles})
    data = Path(shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("history")))
    reword(data / "descriptors.yaml", "version: model-1", f"version: {OLD}")
    assert run("build").code == 0
    return tmp_path


def reword(path: Path, old: str, new: str) -> None:
    """Replaces words in a file, line breaks or not."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def move_on(place: Path, *, keeping: bool = True) -> None:
    """The framework gets a new version with another wording; the old one goes into the history."""
    data = place / "data"
    if keeping:
        write(data / "history" / OLD, {path.name: path.read_bytes() for path in data.glob("*.yaml")})
    reword(data / "descriptors.yaml", f"version: {OLD}", f"version: {NEW}")
    reword(data / "responsibilities.yaml", OLD_WORDS, NEW_WORDS)


def made(place: Path, name: str) -> tuple[bytes, bytes]:
    return (place / "profiles" / f"{name}.docx").read_bytes(), (place / "profiles" / f"{name}.md").read_bytes()


def problems(ran: Ran) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(ran.out)
    return found


def line_of(path: Path, key: str) -> int:
    return next(number for number, line in enumerate(path.read_text("utf-8").splitlines(), 1) if f'"{key}":' in line)


@pytest.mark.parametrize("name", STAYING)
def test_a_settled_role_keeps_its_bytes_when_the_framework_moves_on(place: Path, run: Run, name: str) -> None:
    before = made(place, name)
    assert OLD_WORDS in "\n".join(lines(before[0]))
    move_on(place)
    ran = run("build")
    assert ran.code == 0
    assert f"unchanged {place / 'profiles' / name}.docx" in ran.out
    assert made(place, name) == before


@pytest.mark.parametrize("name", ["draft", "consultation"])
def test_a_role_that_is_not_approved_takes_the_new_wording(place: Path, run: Run, name: str) -> None:
    before = made(place, name)
    move_on(place)
    assert run("build").code == 0
    after = made(place, name)
    assert after[0] != before[0]
    text = "\n".join(lines(after[0]))
    assert NEW_WORDS in text
    assert OLD_WORDS not in text
    assert f"version {NEW}" in text
    assert NEW_WORDS in after[1].decode()


def test_the_old_framework_and_its_version_stay_on_the_approved_page(place: Path, run: Run) -> None:
    move_on(place)
    assert run("build").code == 0
    text = "\n".join(lines(made(place, "approved")[0]))
    assert f"version {OLD}" in text
    assert NEW not in text
    assert NEW_WORDS not in text


def test_check_lists_the_roles_approved_on_an_older_framework_and_ends_well(place: Path, run: Run) -> None:
    assert run("check").code == 0
    move_on(place)
    ran = run("check", "--format", "json")
    assert ran.code == 0
    notes = [(note["path"], note["line"], note["severity"], note["rule"]) for note in problems(ran)]
    path = place / "roles" / "approved.yaml"
    assert notes == [("roles/approved.yaml", line_of(path, "framework"), "note", "older-framework")]
    assert run("check", "--strict").code == 0


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("name", STAYING)
def test_a_version_that_the_history_lacks_is_an_error_at_the_roles_line(
    place: Path, run: Run, command: str, name: str
) -> None:
    move_on(place, keeping=False)
    ran = run(command, f"roles/{name}.yaml")
    assert ran.code == 1
    line = line_of(place / "roles" / f"{name}.yaml", "framework")
    assert f"roles/{name}.yaml:{line}:" in ran.err
    assert f"“{OLD}”" in ran.err
    assert "[no-such-version]" in ran.err


def test_one_role_with_a_missing_version_stops_none_of_the_others(place: Path, run: Run) -> None:
    before = {name: made(place, name) for name in ROLES}
    move_on(place, keeping=False)
    assert run("build").code == 1
    after = {name: made(place, name) for name in ROLES}
    assert {name for name in ROLES if after[name] == before[name]} == set(STAYING)


def test_moving_a_role_to_the_new_framework_is_a_new_draft(place: Path, run: Run) -> None:
    move_on(place)
    write(place, {"roles/approved.yaml": as_yaml({**POST, "status": "draft", "version": "3.8"})})
    assert run("build", "roles/approved.yaml").code == 0
    text = "\n".join(lines(made(place, "approved")[0]))
    assert NEW_WORDS in text
    assert "Draft" in text


def test_an_old_framework_can_be_asked_for_by_its_version(place: Path, run: Run) -> None:
    move_on(place)
    assert run("build", "roles/draft.yaml", "--framework", OLD, "--out", "old").code == 0
    assert OLD_WORDS in "\n".join(lines((place / "old" / "draft.docx").read_bytes()))


def test_a_role_approved_on_the_current_framework_keeps_it_when_an_older_one_is_asked_for(
    place: Path, run: Run
) -> None:
    move_on(place)
    write(place, {"roles/fresh.yaml": as_yaml({**POST, **APPROVAL, "framework": NEW})})
    ran = run("build", "roles/fresh.yaml", "--framework", OLD)
    assert ran.code == 0, ran.err
    assert NEW_WORDS in "\n".join(lines(made(place, "fresh")[0]))


def test_an_approved_role_must_say_which_framework_it_keeps(place: Path, run: Run) -> None:
    write(place, {"roles/forgetful.yaml": as_yaml(without({**POST, **APPROVAL}, "framework"))})
    ran = run("check", "roles/forgetful.yaml")
    assert ran.code == 1
    assert "“framework”" in ran.err


def test_a_version_that_is_kept_in_other_words_is_an_error(run: Run, tmp_path: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.yaml")}
    write(tmp_path / "data" / "history" / "model-1", shipped)
    changed = shipped["responsibilities.yaml"].replace(
        b"Support the democratic process.", b"Mind the democratic process."
    )
    assert changed != shipped["responsibilities.yaml"]
    write(tmp_path / "data", {**shipped, "responsibilities.yaml": changed})
    write(tmp_path, {"rolegen.yaml": "", "roles/one.yaml": "title: One\nlevel: assistant-director\n"})
    ran = run("check")
    assert ran.code == 1
    assert "[changed-version]" in ran.err


def test_another_framework_of_the_same_version_changes_no_approved_role(run: Run, tmp_path: Path) -> None:
    shipped = {path.name: path.read_bytes() for path in (ROOT / "data").glob("*.yaml")}
    changed = shipped["responsibilities.yaml"].replace(
        b"Support the democratic process.", b"Mind the democratic process."
    )
    write(tmp_path / "other", {**shipped, "responsibilities.yaml": changed})
    write(tmp_path, {"rolegen.yaml": "formats: [md]\n", "roles/draft.yaml": "title: Draft\nlevel: assistant-director\n",
                     "roles/kept.yaml": 'title: Kept\nlevel: assistant-director\nversion: "1"\nstatus: approved\n'
                     "framework: model-1\napproved_by: Council\napproved_on: 2026-01-02\n"})  # fmt: skip
    assert run("build", "--framework", "other").code == 0
    assert "Mind the democratic" in (tmp_path / "profiles" / "draft.md").read_text("utf-8")
    assert "Support the democratic" in (tmp_path / "profiles" / "kept.md").read_text("utf-8")
