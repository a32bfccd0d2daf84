"""A framework over time: frozen, changed, its roles moved to the new version; and what is told on the way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from rolegen.build import house_style
from rolegen.framework import version
from rolegen.paper.making import Asked, document
from rolegen.role import read_role
from rolegen.word.package import to_docx
from rolegen.workspace import find
from tests.conftest import ROOT, Run
from tests.repositories import NEEDS_GIT, repository
from tests.samples import FULL, as_yaml, lines, needed, without, write
from tests.test_validity import faults, validator
from tests.tracked import settled

OLD_WORDS, NEW_WORDS = "Seek to improve the Council's overall reputation", "Guard the good name of the Council"
APPROVED = """\
# The post that the fen depends on.
title: Warden of the Sluices
level: director
cmt: true
version: "2.1"       # raise with each change
status: approved
framework: model-1   # as approved
effective_from: 2025-05-01
statutory: [scrutiny-officer]   # since the flood
purpose: Keep the water level.
approved_by: Full Council
approved_on: 2025-03-11
minute: FC 17/25
review_by: 2028-03-11
"""
MOVED = """\
# The post that the fen depends on.
title: Warden of the Sluices
level: director
cmt: true
version: "2.2"       # raise with each change
status: draft
framework:   # as approved
replaces: warden
effective_from:
statutory: [scrutiny-officer]   # since the flood
purpose: Keep the water level.
approved_by:
approved_on:
minute:
review_by:
"""
OTHERS = {
    "clerk": {**without(FULL, "statutory"), "level": "assistant-director", "cmt": "false", "status": "draft"},
    "former": {**without(FULL, "statutory"), "status": "superseded", "framework": "model-1"},
}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace with an approved role, a draft and a superseded one; the user stands in it."""
    roles = {f"roles/{name}.yaml": as_yaml(values) for name, values in OTHERS.items()}
    write(tmp_path, {"rolegen.yaml": "formats: [docx, md]\n", "roles/warden.yaml": APPROVED, **roles})
    shutil.copytree(ROOT / "data", tmp_path / "data", ignore=shutil.ignore_patterns("history"))
    return tmp_path


@pytest.fixture
def moved_on(place: Path, run: Run) -> Path:
    """The same once the framework has begun another version, with another wording of one clause."""
    assert run("init", "--framework-version", "2026").code == 0
    reword(place, OLD_WORDS, NEW_WORDS)
    return place


def reword(place: Path, old: str, new: str, name: str = "responsibilities.yaml") -> None:
    path = place / "data" / name
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def rewrite(place: Path, change: Callable[[list[Any], list[Any]], None]) -> None:
    """Changes the levels and the clauses of the current framework, which is the same file with other line breaks."""
    paths = [place / "data" / f"{name}.yaml" for name in ("descriptors", "responsibilities")]
    descriptors, responsibilities = (yaml.safe_load(path.read_text("utf-8")) for path in paths)
    descriptors["framework"]["version"] = str(descriptors["framework"]["version"])
    for level in descriptors["levels"]:
        level["reports_to"] = "The Council"
    change(descriptors["levels"], [own for theme in responsibilities["themes"] for own in theme["clauses"]])
    for path, values in zip(paths, (descriptors, responsibilities), strict=True):
        path.write_text(as_yaml(values), encoding="utf-8")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def profile(place: Path, name: str) -> list[bytes]:
    return [(place / "profiles" / f"{name}.{ending}").read_bytes() for ending in ("docx", "md")]


def told(run: Run, *arguments: str) -> dict[str, Any]:
    ran = run("diff", *arguments, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def approve(draft: Path) -> None:
    for old, new in (
        ("status: draft", "status: approved"),
        ("framework:   #", "framework: '2026'   #"),
        ("approved_by:", "approved_by: Full Council"),
        ("approved_on:", "approved_on: 2026-06-01"),
    ):
        change(draft, old, new)


# --- the whole story --------------------------------------------------------------------------------------------------


def test_an_approved_role_keeps_its_bytes_when_the_framework_moves_on_and_it_is_told_why(run: Run, place: Path) -> None:
    assert run("build").code == 0
    before = {name: profile(place, name) for name in ("warden", "clerk", "former")}
    assert run("init", "--framework-version", "2026").code == 0
    reword(place, OLD_WORDS, NEW_WORDS)
    assert run("build").code == 0
    after = {name: profile(place, name) for name in before}
    assert (after["warden"], after["former"]) == (before["warden"], before["former"])
    assert NEW_WORDS in after["clerk"][1].decode()

    checked = run("check")
    assert checked.code == 0
    assert "There, 1 of its 16 clauses reads differently. To move it: rolegen new --from warden --framework 2026." in (
        " ".join(checked.err.split())
    )
    compared = run("diff", "--framework", "model-1")
    assert "All 2 roles would read differently; 1 stands on model-1." in " ".join(compared.out.split())


def test_a_role_that_is_moved_approved_again_and_superseded_closes_the_circle(run: Run, moved_on: Path) -> None:
    assert run("new", "warden-next", "--from", "warden", "--framework", "2026").code == 0
    place = moved_on
    assert (place / "roles" / "warden.yaml").read_text("utf-8") == APPROVED
    draft = place / "roles" / "warden-next.yaml"
    assert draft.read_text("utf-8") == MOVED
    checked = run("check")
    assert (checked.code, "0 warnings" in checked.err) == (0, True), checked.err
    assert "“warden-next” takes its place once it is approved." in checked.err

    approve(draft)
    still = run("check")
    assert "“warden-next” is approved in place of “warden”, which is approved too. [not-superseded]" in still.err
    change(place / "roles" / "warden.yaml", "status: approved", "status: superseded")
    checked = run("check")
    assert (checked.code, checked.err) == (0, "4 roles, 4 levels and 16 clauses checked: 0 errors, 0 warnings.\n")
    assert run("build").code == 0
    assert NEW_WORDS in profile(place, "warden-next")[1].decode()
    assert OLD_WORDS in profile(place, "warden")[1].decode()


# --- the redline ------------------------------------------------------------------------------------------------------


def test_the_redline_accepted_is_the_draft_s_profile_and_rejected_the_approved_one_s(run: Run, moved_on: Path) -> None:
    assert run("new", "--from", "roles/warden.yaml").code == 0
    data = (moved_on / "warden-2026-changes.docx").read_bytes()
    assert run("build", "--no-controls").code == 0
    assert settled(data, "accept") == settled(profile(moved_on, "warden-2026")[0], "accept")
    assert settled(data, "reject") == settled(profile(moved_on, "warden")[0], "accept")
    assert NEW_WORDS in str(settled(data, "accept"))
    assert OLD_WORDS in str(settled(data, "reject"))


def test_the_open_xml_sdk_finds_nothing_wrong_with_it(run: Run, moved_on: Path) -> None:
    validator()
    assert run("new", "--from", "warden").code == 0
    assert faults(moved_on / "warden-2026-changes.docx") == []


def test_the_redline_goes_where_the_user_wants_it(run: Run, moved_on: Path) -> None:
    (moved_on / "papers").mkdir()
    ran = run("new", "--from", "warden", "--redline", "papers/item 7.docx")
    assert ran.out.splitlines() == [
        f"created   {moved_on / 'papers' / 'item 7.docx'}",
        f"created   {moved_on / 'roles' / 'warden-2026.yaml'}",
    ]
    assert not list(moved_on.glob("*.docx"))


def test_a_draft_moved_again_is_not_called_by_two_versions(run: Run, moved_on: Path) -> None:
    (moved_on / "roles" / "warden.yaml").rename(moved_on / "roles" / "warden-model-1.yaml")
    assert f"created   {moved_on / 'roles' / 'warden-2026.yaml'}" in run("new", "--from", "warden-model-1").out


def test_a_dry_run_says_what_would_be_made_and_makes_nothing(run: Run, moved_on: Path) -> None:
    before = sorted(moved_on.rglob("*"))
    ran = run("new", "--from", "warden", "--dry-run")
    assert (ran.code, ran.out.count("would create")) == (0, 2)
    assert "1 of its 16 clauses reads differently" in ran.err
    assert sorted(moved_on.rglob("*")) == before


def test_a_role_that_was_stopped_before_its_draft_was_written_is_moved_when_asked_again(
    run: Run, moved_on: Path
) -> None:
    assert run("new", "--from", "warden").code == 0
    (moved_on / "roles" / "warden-2026.yaml").unlink()
    ran = run("new", "--from", "warden")
    assert (ran.code, "unchanged" in ran.out, "created" in ran.out) == (0, True, True)


@pytest.mark.parametrize(("version", "is_name"), [("2027", True), ("data/history/model-1", False)])
def test_a_role_moves_to_the_current_framework_alone(run: Run, moved_on: Path, version: str, is_name: bool) -> None:
    ran = run("new", "--from", "warden", "--framework", version)
    assert (ran.code, moved_on.is_dir()) == (2, True)
    assert f"no role is moved to “{version}”" in ran.err
    assert (f"rolegen init --framework-version {version} makes" in ran.err) == is_name


def test_a_level_that_is_gone_from_the_framework_is_told_with_those_there_are(run: Run, moved_on: Path) -> None:
    def rename(levels: list[Any], clauses: list[Any]) -> None:
        next(one for one in levels if one["id"] == "director").update(id="head")
        for own in (own for own in clauses if "director" in own.get("levels", {})):
            own["levels"]["head"] = own["levels"].pop("director")

    rewrite(moved_on, rename)
    before = sorted(moved_on.rglob("*"))
    ran = run("new", "--from", "warden")
    assert (ran.code, "There is no level “director” in framework “2026”." in ran.err) == (1, True)
    assert "--level and one of: managing-director, executive-director, head, assistant-director." in ran.err
    assert sorted(moved_on.rglob("*")) == before
    assert run("new", "--from", "warden", "--level", "head").code == 0
    draft = needed(read_role(moved_on / "roles" / "warden-2026.yaml")).role
    assert (draft.level, draft.cmt) == ("head", True)
    assert run("build", "warden-2026").code == 0
    (moved_on / "roles" / "warden-2026.yaml").unlink()
    compared = run("diff", "--framework", "model-1")
    assert "Director, another id: reaches 1 of 2 roles: warden" in compared.out
    assert "no level “director”" in " ".join(run("check").err.split())


def test_where_the_level_has_versions_now_the_draft_s_must_be_said(run: Run, moved_on: Path) -> None:
    def divide(levels: list[Any], clauses: list[Any]) -> None:
        next(one for one in levels if one["id"] == "executive-director")["variants"] = {
            "cmt": {},
            "non-cmt": {},
            "out": {},
        }
        assert not [own for own in clauses if isinstance(own.get("levels", {}).get("executive-director"), dict)]

    rewrite(moved_on, divide)
    role = APPROVED.replace("level: director\ncmt: true\n", "level: executive-director\n")
    write(moved_on, {"roles/warden.yaml": role})
    ran = run("new", "--from", "warden")
    assert (ran.code, "Executive Director has three versions in framework “2026”." in ran.err) == (1, True)
    assert "--variant with one of: cmt, non-cmt, out." in ran.err
    assert run("new", "a", "--from", "warden", "--non-cmt").code == 0
    assert run("new", "b", "--from", "warden", "--variant", "out").code == 0
    drafts = [needed(read_role(moved_on / "roles" / f"{name}.yaml")).role for name in ("a", "b")]
    assert [(draft.cmt, draft.variant) for draft in drafts] == [(False, None), (None, "out")]
    ran = run("new", "c", "--from", "warden", "--level", "director")
    assert (ran.code, "Director has two versions" in ran.err) == (1, True)
    assert run("new", "c", "--from", "warden", "--level", "chief").code == 2
    assert run("new", "c", "--from", "warden", "--level", "Assistant Director").code == 0


# --- two frameworks compared ------------------------------------------------------------------------------------------


def test_each_change_names_the_roles_that_it_reaches(run: Run, moved_on: Path) -> None:
    reword(moved_on, "member of the extended senior", "friend of the extended senior")
    found = told(run, "--framework", "model-1", "2026")
    assert {(one["part"], one["id"], one["what"]): one["roles"] for one in found["changes"]} == {
        ("clause", "reputation", "wording"): ["clerk", "warden"],
        ("clause", "corporate-management", "wording"): ["clerk"],
    }
    assert found["roles"] == {
        "compared": ["clerk", "warden"],
        "differ": ["clerk", "warden"],
        "lost": [],
        "standing": {"model-1": ["warden"]},
        "failed": [],
    }


def test_roles_whose_level_is_no_longer_there_are_told_apart(run: Run, moved_on: Path) -> None:
    def take_out(levels: list[Any], clauses: list[Any]) -> None:
        levels[:] = [one for one in levels if one["id"] != "assistant-director"]
        for own in clauses:
            own.get("levels", {}).pop("assistant-director", None)

    rewrite(moved_on, take_out)
    ran = run("diff", "--framework", "model-1")
    assert ran.code == 0, ran.err
    shown = " ".join(ran.out.split())
    assert "A level, no longer there: reaches 1 of 2 roles: clerk Removed: Assistant Director" in shown
    assert "Of 2 roles, 1 would read differently; 1 stands on model-1. The level of clerk is no longer there." in shown


def test_a_framework_compared_with_itself_does_not_differ(run: Run, moved_on: Path) -> None:
    assert run("diff", "--framework", "2026").out == "From 2026 to 2026: nothing differs.\n"
    ran = run("diff", "--framework", "data", str(moved_on / "data"))
    assert ran.out.split()[-2:] == ["nothing", "differs."]


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_every_form_tells_the_change_and_its_reach(run: Run, moved_on: Path, form: str) -> None:
    assert moved_on.is_dir()
    ran = run("diff", "--framework", "model-1", "--format", form)
    assert (ran.code, ran.err) == (0, "")
    assert "reaches all 2 roles" in ran.out.replace("Reaches", "reaches")
    assert "Guard" in ran.out
    if form == "md":
        kinds = [token.tag for token in MarkdownIt("commonmark").parse(ran.out) if token.type == "heading_open"]
        assert kinds == ["h2", "h3"]
    if form == "html":
        assert ran.out.count("<h1>") == ran.out.count("</html>") == 1
        assert "<del>" in ran.out


def test_a_role_that_cannot_be_read_is_told_and_the_others_compared(run: Run, moved_on: Path) -> None:
    write(moved_on, {"roles/broken.yaml": "title: [\n"})
    ran = run("diff", "--framework", "model-1")
    assert ran.code == 1
    assert "broken.yaml" in ran.err
    assert "Not to be read: broken." in " ".join(ran.out.split())


def test_a_redline_of_two_frameworks_is_the_one_document_and_the_other(run: Run, moved_on: Path) -> None:
    ran = run("diff", "--framework", "model-1", "--redline", "changes.docx")
    assert (ran.code, ran.out) == (0, f"created   {moved_on / 'changes.docx'}\n")
    redline = (moved_on / "changes.docx").read_bytes()
    place = needed(find(moved_on))
    house = needed(house_style(place))
    was, now = (needed(version(moved_on / "data", name)) for name in ("model-1", "2026"))
    old, new = (to_docx(needed(document(Asked(place, one, one.levels))), house) for one in (was, now))
    assert settled(redline, "reject") == settled(old, "accept")
    assert settled(redline, "accept") == settled(new, "accept")
    assert NEW_WORDS in str(settled(redline, "accept"))
    assert OLD_WORDS in str(settled(redline, "reject"))


def test_without_anything_to_compare_it_is_said_what_may_be(run: Run) -> None:
    ran = run("diff")
    assert (ran.code, "Say what is to be compared. [usage]" in ran.err) == (2, True)


# --- what a name means ------------------------------------------------------------------------------------------------


def test_the_name_of_a_folder_wins_over_that_of_a_version(run: Run, moved_on: Path) -> None:
    shutil.copytree(moved_on / "data" / "history" / "model-1", moved_on / "2026")
    assert told(run, "--framework", "model-1", "2026")["changes"] == []


@NEEDS_GIT
def test_the_name_of_a_version_wins_over_that_of_a_git_revision(
    run: Run, moved_on: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(moved_on, monkeypatch)
    repo.commit("2026")
    repo.commit("then")
    change(moved_on / "roles" / "clerk.yaml", "Keep every bridge standing.", "Keep each bridge standing.")
    assert [one["id"] for one in told(run, "--framework", "model-1", "2026")["changes"]] == ["reputation"]
    of_roles = told(run, "then", "--framework", "model-1")
    assert [role["role"] for role in of_roles["roles"]] == ["clerk"]
    assert OLD_WORDS not in json.dumps(of_roles)


def test_two_names_are_what_they_always_were_and_built_with_the_framework(run: Run, moved_on: Path) -> None:
    shutil.copy(moved_on / "roles" / "clerk.yaml", moved_on / "roles" / "copy.yaml")
    change(moved_on / "roles" / "copy.yaml", "Keep every bridge standing.", "Keep each bridge standing.")
    found = told(run, "clerk", "copy", "--framework", "model-1")
    assert [one["field"] for one in found["roles"][0]["changes"]] == ["purpose"]


def test_a_name_that_means_nothing_is_held_against_the_versions_too(run: Run, moved_on: Path) -> None:
    assert moved_on.is_dir()
    ran = run("diff", "--framework", "model-1", "2062")
    assert (ran.code, "Versions of the framework: model-1, 2026." in " ".join(ran.err.split())) == (2, True)
    assert "Versions of the framework" not in run("diff", "2062").err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("build", "clerk", "--out", "then", "--format", "md"), ""),
        (("check",), ""),
        (("levels", "director"), OLD_WORDS),
        (("levels", "--format", "json"), "model-1"),
        (("roles",), "framework: model-1"),
    ],
)
def test_a_version_from_the_history_is_used_where_it_is_asked_for(
    run: Run, moved_on: Path, command: tuple[str, ...], words: str
) -> None:
    ran = run(*command, "--framework", "model-1")
    assert ran.code == 0, ran.err
    assert words in " ".join(ran.out.split())
    assert "older-framework" not in ran.err
    if command[0] == "build":
        assert OLD_WORDS in (moved_on / "then" / "clerk.md").read_text("utf-8").replace("\n", " ")


# --- roles that replace others ----------------------------------------------------------------------------------------


def test_a_role_may_hold_the_designation_of_one_that_it_replaces_and_of_no_other(run: Run, moved_on: Path) -> None:
    write(moved_on, {"roles/a-warden.yaml": MOVED})
    assert run("check").err.count("[designation]") == 0
    change(moved_on / "roles" / "a-warden.yaml", "replaces: warden", "replaces:")
    assert run("check").err.count("[designation]") == 1


def test_two_roles_that_replace_one_are_told(run: Run, moved_on: Path) -> None:
    for name in ("first", "second"):
        write(moved_on, {f"roles/{name}.yaml": MOVED})
    ran = run("check")
    assert (ran.code, ran.err.count("“warden” is replaced by “first” already. [replaced-twice]")) == (0, 1)
    change(moved_on / "roles" / "first.yaml", "status: draft", "status: deleted")
    assert "replaced-twice" not in run("check").err


@pytest.mark.parametrize(("name", "said"), [("nobody", "no role “nobody” to replace"), ("clerk", "replaces itself")])
def test_a_role_replaces_another_one_that_is_there(run: Run, place: Path, name: str, said: str) -> None:
    write(place, {"roles/clerk.yaml": as_yaml({**OTHERS["clerk"], "replaces": name})})
    ran = run("check")
    assert (ran.code, said in ran.err) == (1, True)
    assert run("build").code == 0


def test_which_role_it_replaces_stands_on_no_page(run: Run, moved_on: Path) -> None:
    assert run("new", "next", "--from", "warden").code == 0
    assert needed(read_role(moved_on / "roles" / "next.yaml")).role.replaces == "warden"
    assert run("build").code == 0
    assert not [line for line in lines(profile(moved_on, "next")[0]) if "warden" in line]
