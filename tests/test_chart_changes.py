"""Current beside proposed: which posts are the same, what became of each, and one role as it was evaluated."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import build, versions, workspace
from rolegen.build import Workshop
from rolegen.chart.box import Box, Chart, walk
from rolegen.chart.changes import compare, same_posts
from rolegen.chart.earlier import at_revision
from rolegen.chart.evaluated import around_role, evaluated
from rolegen.chart.growing import Change
from rolegen.chart.posts import Above, Post, posts
from rolegen.chart.table import rows
from rolegen.evaluation.copies import last_copy
from rolegen.role import read_role
from tests.conftest import Run
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import UNTIMED, as_yaml, needed, write

FENMOOR = "Fenmoor County Council"
RECORD = ("--record", "--reference", "JE-1", "--date", "2026-03-31")


def post(name: str, above: str = "", **own: Any) -> Post:
    """A post that reports to another one, or to words with a capital."""
    superior = Above(above, above.title(), "words" if above[:1].isupper() else "role") if above else Above()
    return Post(
        **{
            "id": name,
            "title": name.title(),
            "level": "director",
            "level_title": "Director",
            "superior": superior,
            **own,
        }
    )


def said(old: tuple[Post, ...], new: tuple[Post, ...]) -> tuple[dict[str, tuple[str, str]], ...]:
    """Mark and words for each post that is marked, on either chart."""
    return tuple({name: (one.mark, one.said) for name, one in side.items()} for side in compare(old, new, FENMOOR))


def test_a_state_beside_itself_has_no_changes() -> None:
    same = (post("a"), post("b", "a"), post("c", "Full Council"))
    assert compare(same, same) == ({}, {})


def test_posts_come_and_go() -> None:
    before, after = said((post("a"), post("b")), (post("a"), post("c")))
    assert (before, after) == ({"b": ("gone", "Not in the proposed chart")}, {"c": ("new", "")})


def test_a_post_that_reports_to_another_one_has_moved() -> None:
    before, after = said((post("a"), post("b"), post("c", "a")), (post("a"), post("b"), post("c", "b")))
    assert (before, after) == ({"c": ("moved", "Moves to B")}, {"c": ("moved", "Moved from A")})


@pytest.mark.parametrize(
    ("old", "new", "becomes", "was"),
    [
        ({"title": "One"}, {"title": "Two"}, "Title becomes Two", "Title was One"),
        ({"grade": "17"}, {"grade": "18"}, "Grade becomes 18", "Grade was 17"),
        ({}, {"grade": "18"}, "Grade becomes 18", "Grade was not stated"),
        (
            {},
            {"level": "head", "level_title": "Head", "grade": "18"},
            "Level becomes Head; grade becomes 18",
            "Level was Director; grade was not stated",
        ),
        ({}, {"employers": (FENMOOR, "B")}, "Becomes shared with B", "Not shared before"),
        ({"employers": (FENMOOR, "B")}, {}, "Shared no more", "Was shared with B"),
    ],
)
def test_what_changed_of_a_post_is_said_on_both_charts(
    old: Mapping[str, Any], new: Mapping[str, Any], becomes: str, was: str
) -> None:
    before, after = said((post("a", **old),), (post("a", **new),))
    assert (before, after) == ({"a": ("changed", becomes)}, {"a": ("changed", was)})


def test_a_move_is_said_before_what_else_changed() -> None:
    before, after = said((post("a", grade="17"),), (post("a", "Full Council", grade="18"),))
    assert before == {"a": ("moved", "Moves to Full Council; grade becomes 18")}
    assert after == {"a": ("moved", "Reported to no post before; grade was 17")}


def test_case_spacing_status_and_a_level_known_by_another_id_are_no_changes() -> None:
    old = post("a", title="Head of  Roads", status="draft", level="one")
    assert compare((old,), (post("a", title="head of roads", status="approved", level="two"),)) == ({}, {})


def test_a_renamed_file_with_the_same_post_number_is_the_same_post_and_so_is_a_successor() -> None:
    old = (post("a", post_number="F1"), post("b"), post("c", "a"), post("d", "b"))
    new = (post("x", post_number="F1"), post("y", replaces=("b",)), post("c", "x"), post("d", "y"))
    assert same_posts(old, new) == {"c": "c", "d": "d", "y": "b", "x": "a"}
    before, after = said(old, new)
    assert after == {"x": ("changed", "Title was A"), "y": ("changed", "Title was B")}
    assert before == {"a": ("changed", "Title becomes X"), "b": ("changed", "Title becomes Y")}


def test_a_post_number_that_two_have_tells_nothing() -> None:
    old = (post("a", post_number="F1"), post("b", post_number="F1"))
    assert same_posts(old, (post("x", post_number="F1"),)) == {}


STATES = st.lists(
    st.builds(
        lambda name, above, grade, number, replaces: post(
            name, above, grade=grade, post_number=number, replaces=replaces
        ),
        st.sampled_from("abcdef"),
        st.sampled_from(["", "a", "b", "Full Council"]),
        st.sampled_from(["", "17", "18"]),
        st.sampled_from(["", "F1", "F2"]),
        st.sampled_from([(), ("a",), ("b", "c")]),
    ),
    unique_by=lambda one: one.id,
    max_size=6,
).map(tuple)


@UNTIMED
@given(STATES, STATES)
def test_whatever_two_states_are_no_post_is_two_posts_and_marks_are_on_both_charts_or_on_one(
    old: tuple[Post, ...], new: tuple[Post, ...]
) -> None:
    same = same_posts(old, new)
    assert len(set(same.values())) == len(same)
    before, after = compare(old, new)
    assert {name for name, one in before.items() if one.mark == "gone"} == {one.id for one in old} - set(same.values())
    assert {name for name, one in after.items() if one.mark == "new"} == {one.id for one in new} - set(same)
    paired = {same[name]: one.mark for name, one in after.items() if one.mark != "new"}
    assert paired == {name: one.mark for name, one in before.items() if one.mark != "gone"}


# At a revision


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a workspace in its folder `hr`, committed as v1."""
    made = repository(tmp_path / "repository", monkeypatch)
    write(made.root, {"hr/rolegen.yaml": f"organisation: {FENMOOR}\n"})
    council(made.root / "hr", {"a": {}, "b": {"reports_to": "a"}})
    made.commit("v1")
    return made


def council(folder: Path, roles: Mapping[str, Mapping[str, Any]]) -> Path:
    usual = {"level": "director", "cmt": "false"}
    files = {f"roles/{name}.yaml": as_yaml({"title": name.title(), **usual, **own}) for name, own in roles.items()}
    return write(folder, {"rolegen.yaml": f"organisation: {FENMOOR}\n", **files})


@NEEDS_GIT
def test_the_posts_at_a_revision_are_those_of_that_time(repo: Repository, tmp_path: Path) -> None:
    council(repo.root / "hr", {"b": {"reports_to": "c"}, "c": {}})
    place = needed(workspace.find(repo.root / "hr"))
    then = needed(at_revision(place, "v1", tmp_path / "scratch"))
    assert [(one.id, one.superior.id) for one in then] == [("a", ""), ("b", "a")]


@NEEDS_GIT
def test_what_is_wrong_at_a_revision_is_told_with_its_name(repo: Repository, tmp_path: Path) -> None:
    write(repo.root, {"hr/roles/a.yaml": "title: [\n"})
    repo.commit("v2")
    place = needed(workspace.find(repo.root / "hr"))
    then = at_revision(place, "v2", tmp_path / "scratch")
    assert [one.id for one in then.value or ()] == ["b"]
    places = {(str(one.place.path), one.rule) for one in then.problems if one.place}
    assert {path for path, rule in places if rule != "unreadable"} == {"v2:hr/roles/a.yaml"}
    assert ("v2:hr/roles/b.yaml", "unreadable") in places
    unknown = at_revision(place, "v9", tmp_path / "other")
    assert [problem.rule for problem in unknown.problems] == ["unknown-revision"]


@NEEDS_GIT
def test_a_revision_without_roles_or_without_the_workspace_is_refused(repo: Repository, tmp_path: Path) -> None:
    place = needed(workspace.find(repo.root / "hr"))
    (repo.root / "hr/rolegen.yaml").rename(repo.root / "hr/was.yaml")
    repo.commit("v2")
    gone = at_revision(place, "v2", tmp_path / "gone")
    assert [(problem.rule, problem.hint) for problem in gone.problems] == [("no-workspace", "Name a later revision.")]
    (repo.root / "hr/was.yaml").rename(repo.root / "hr/rolegen.yaml")
    for path in (repo.root / "hr/roles").iterdir():
        path.unlink()
    repo.commit("v3")
    assert [problem.rule for problem in at_revision(place, "v3", tmp_path / "empty").problems] == ["no-roles"]


# As evaluated


def shop(folder: Path) -> Workshop:
    return needed(build.prepare(needed(workspace.find(folder)), build.Options(formats=("docx",))))


def charts(folder: Path, role: str) -> tuple[Chart | None, Chart]:
    """A role as it was evaluated, and as proposed."""
    made = shop(folder)
    copy = last_copy(made.workspace, needed(read_role(folder / f"roles/{role}.yaml")))
    assert copy.problems == ()
    return needed(around_role(made, role, copy.value))


def lines(boxes: tuple[Box, ...], depth: int = 0) -> list[str]:
    """The tree, each box with what is said of it."""
    found = []
    for box in boxes:
        marked = f" [{box.mark}] {box.marked}".rstrip() if box.mark else ""
        found += [f"{'  ' * depth}{box.title}{' *' if box.focus else ''}{marked}", *lines(box.children, depth + 1)]
    return found


BEFORE = {
    "top": {},
    "other": {"reports_to": "top"},
    "boss": {"reports_to": "top", "post_number": "F2"},
    "me": {"reports_to": "boss", "grade": "17"},
    "peer": {"reports_to": "boss"},
    "kept": {"reports_to": "me"},
    "moved": {"reports_to": "me"},
    "ended": {"reports_to": "me"},
}


@pytest.fixture
def changed(run: Run, tmp_path: Path) -> Path:
    """A workspace where `me` was evaluated, and then much around it changed."""
    council(tmp_path, BEFORE)
    ran = run("evaluation", "me", *RECORD)
    assert ran.code == 0, ran.err
    after = {name: own for name, own in BEFORE.items() if name not in ("ended", "boss")} | {
        "head": {"reports_to": "top", "post_number": "F2", "title": "New Boss"},
        "me": {"reports_to": "other", "grade": "18"},
        "peer": {"reports_to": "head"},
        "moved": {"reports_to": "other"},
        "fresh": {"reports_to": "me"},
    }
    for name in ("ended", "boss"):
        (tmp_path / f"roles/{name}.yaml").unlink()
    return council(tmp_path, after)


def test_around_an_evaluated_role_stand_the_superior_and_the_reports_of_that_time(changed: Path) -> None:
    then, proposed = charts(changed, "me")
    assert then
    assert then.title == "Me: organisation chart as evaluated on 31 March 2026"
    assert lines(then.roots) == [
        "Top",
        "  Boss [changed] Title becomes New Boss",
        "    Me * [moved] Moves to Other; grade becomes 18",
        "      Ended [gone] Not in the proposed chart",
        "      Kept",
        "      Moved [moved] Moves to Other",
        "    Peer",
    ]
    assert proposed.title == "Me: organisation chart as proposed"
    assert lines(proposed.roots) == [
        "Top",
        "  Other",
        "    Me * [moved] Moved from Boss; grade was 17",
        "      Fresh [moved] Did not report here when the post was evaluated",
        "      Kept",
        "    Moved [moved] Moved from Me",
    ]
    assert [(row.post, row.reports_to) for row in rows(then)][2:4] == [("Me", "Boss"), ("Ended", "Me")]


def test_a_role_without_a_copy_is_only_proposed(tmp_path: Path) -> None:
    council(tmp_path, BEFORE)
    then, proposed = charts(tmp_path, "me")
    assert then is None
    assert lines(proposed.roots) == [
        "Top",
        "  Boss",
        "    Me *",
        "      Ended",
        "      Kept",
        "      Moved",
        "    Peer",
    ]


def test_a_superior_that_now_reports_to_the_role_stood_above_it_then(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"me": {"reports_to": "boss"}, "boss": {}})
    assert run("evaluation", "me", *RECORD).code == 0
    council(tmp_path, {"me": {}, "boss": {"reports_to": "me"}})
    then, proposed = charts(tmp_path, "me")
    assert then
    assert lines(then.roots)[0].startswith("Boss")
    assert lines(then.roots)[1].startswith("  Me *")
    assert [line.split(" [")[0] for line in lines(proposed.roots)] == ["Me *", "  Boss"]


def test_levels_and_words_that_a_role_reported_to_are_boxes_then_too(run: Run, tmp_path: Path) -> None:
    for above in ("executive-director", "Full Council"):
        council(tmp_path / above, {"me": {"reports_to": above}})
        assert run("evaluation", tmp_path / above / "roles/me.yaml", *RECORD).code == 0
        council(tmp_path / above, {"me": {}})
        then, _ = charts(tmp_path / above, "me")
        assert then
        assert [(box.kind, box.mark) for box in walk(then.roots)] == [
            ("words" if " " in above else "level", ""),
            ("role", "moved"),
        ]


def test_a_role_that_is_on_no_chart_is_refused(tmp_path: Path) -> None:
    council(tmp_path, {"me": {"status": "deleted", "framework": "model-1"}, "other": {}})
    made = around_role(shop(tmp_path), "me", None)
    assert made.value is None
    assert [(problem.rule, problem.place and problem.place.path.name) for problem in made.problems] == [
        ("not-on-chart", "me.yaml")
    ]


def test_all_posts_as_evaluated_are_those_with_a_copy_as_it_has_them_and_the_others_as_now(changed: Path) -> None:
    place = needed(workspace.find(changed))
    frameworks = needed(versions.load(place))
    now = needed(posts(place, frameworks))
    then = needed(evaluated(place, now, frameworks))
    assert then.said == "1 as last evaluated, 7 without a copy as they stand now"
    assert [one for one in then.posts if one.id != "me"] == [one for one in now if one.id != "me"]
    before, after = compare(then.posts, now)
    assert (list(before), list(after)) == (["me"], ["me"])
    assert after["me"] == Change("moved", "Moved from New Boss; grade was 17")


def test_a_copy_that_was_changed_is_told_and_its_role_stands_as_now(changed: Path) -> None:
    (facts,) = changed.rglob("evaluation.yaml")
    (changed / "evaluations/me/2026-03-31/me.yaml").write_text("title: Mine\nlevel: director\n", "utf-8")
    place = needed(workspace.find(changed))
    frameworks = needed(versions.load(place))
    now = needed(posts(place, frameworks))
    then = evaluated(place, now, frameworks)
    assert then.value
    assert then.value.posts == now
    assert {problem.rule for problem in then.problems} == {"evaluated-copy"}
    assert facts.parent.name == "2026-03-31"
