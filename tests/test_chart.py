"""The organisation chart: which posts are on it, and who stands under whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import versions, workspace
from rolegen.chart.box import Box, Chart, walk
from rolegen.chart.growing import around, branch, grow, shared
from rolegen.chart.posts import MOST_TIERS, Above, Post, posts
from rolegen.chart.table import rows, table
from rolegen.problems import Checked
from tests.samples import APPROVAL, UNTIMED, as_yaml, needed, write

Kind = Literal["", "role", "words"]
FENMOOR = "Fenmoor County Council"
DIRECTOR = {"level": "director", "cmt": "false"}


def found(folder: Path, roles: Mapping[str, Mapping[str, Any] | str]) -> Checked[tuple[Post, ...]]:
    """The posts of a workspace with these roles; what a role does not say of itself is that of a director."""
    files = {
        f"roles/{name}.yaml": own
        if isinstance(own, str)
        else as_yaml({"title": name.title(), **({} if "level" in own else DIRECTOR), **own})
        for name, own in roles.items()
    }
    write(folder, {"rolegen.yaml": f"organisation: {FENMOOR}\n", **files})
    place = needed(workspace.find(folder))
    return posts(place, needed(versions.load(place)))


def drawn(folder: Path, roles: Mapping[str, Mapping[str, Any] | str]) -> list[str]:
    """The tree of a workspace without faults, a line a box, each as far in as it stands below others."""
    made = found(folder, roles)
    assert made.value is not None
    assert made.problems == ()
    return sketch(grow(made.value, FENMOOR))


def sketch(boxes: tuple[Box, ...], depth: int = 0) -> list[str]:
    lines = []
    for box in boxes:
        name = box.id if box.kind == "role" else f"{box.kind} {box.title}"
        lines += [f"{'  ' * depth}{name}", *sketch(box.children, depth + 1)]
    return lines


def told(made: Checked[tuple[Post, ...]]) -> list[tuple[str, str]]:
    return [(problem.place.path.stem if problem.place else "", problem.rule) for problem in made.problems]


def test_each_post_stands_under_the_one_it_reports_to(tmp_path: Path) -> None:
    roles = {
        "chief": {"level": "managing-director"},
        "b": {"reports_to": "chief"},
        "c": {"reports_to": "b"},
    }
    assert drawn(tmp_path, roles) == ["chief", "  b", "    c"]


def test_posts_side_by_side_stand_in_the_order_of_their_levels_and_then_of_their_titles(tmp_path: Path) -> None:
    roles = {
        "a": {"title": "Zebras", "reports_to": "top"},
        "b": {"title": "apes", "reports_to": "top"},
        "c": {"title": "Aardvarks", "level": "assistant-director", "reports_to": "top"},
        "d": {"title": "Zoo", "level": "executive-director", "reports_to": "top"},
        "top": {},
    }
    assert drawn(tmp_path, roles) == ["top", "  d", "  b", "  a", "  c"]


def needed_all(made: Checked[tuple[Post, ...]]) -> tuple[Post, ...]:
    assert made.value
    return made.value


def test_a_level_and_plain_words_are_boxes_at_the_top_and_equal_words_one_of_them(tmp_path: Path) -> None:
    roles = {
        "a": {"reports_to": "executive-director"},
        "b": {"reports_to": "Executive Director"},
        "c": {"reports_to": "The  Full Council"},
        "d": {"reports_to": "the full council"},
        "e": {},
    }
    assert drawn(tmp_path, roles) == [
        "level Executive Director",
        "  a",
        "  b",
        "words The Full Council",
        "  c",
        "  d",
        "e",
    ]


def test_the_title_that_one_post_alone_has_means_that_post(tmp_path: Path) -> None:
    roles = {
        "a": {"title": "Head of Roads"},
        "b": {"reports_to": "head of  Roads"},
        "c": {"title": "Twin"},
        "d": {"title": "Twin"},
        "e": {"reports_to": "Twin"},
    }
    assert drawn(tmp_path, roles) == ["words Twin", "  e", "a", "  b", "c", "d"]


def test_superseded_and_deleted_posts_are_left_out_and_named_where_others_report_to_them(tmp_path: Path) -> None:
    roles = {
        "old": {"title": "Old Post", "status": "superseded", "framework": "model-1"},
        "off": {"title": "Off", "status": "deleted", "framework": "model-1"},
        "a": {"reports_to": "old"},
        "b": {},
    }
    assert drawn(tmp_path, roles) == ["words Old Post (superseded)", "  a", "b"]


def test_a_replaced_post_is_drawn_once_as_its_successor_and_keeps_those_under_it(tmp_path: Path) -> None:
    roles = {
        "first": {},
        "second": {"replaces": "first", "status": "superseded", "framework": "model-1"},
        "third": {"replaces": "second"},
        "a": {"reports_to": "first"},
        "b": {"reports_to": "second"},
    }
    assert drawn(tmp_path, roles) == ["third", "  a", "  b"]
    (third,) = [post for post in needed_all(found(tmp_path, roles)) if post.id == "third"]
    assert third.replaces == ("first", "second")


def test_an_abandoned_successor_leaves_the_post_where_it_was(tmp_path: Path) -> None:
    roles = {"first": {}, "second": {"replaces": "first", "status": "deleted", "framework": "model-1"}}
    assert drawn(tmp_path, roles) == ["first"]


def test_roles_that_replace_each_other_are_both_drawn(tmp_path: Path) -> None:
    assert drawn(tmp_path, {"a": {"replaces": "b"}, "b": {"replaces": "a"}}) == ["a", "b"]


def test_a_reporting_loop_is_told_as_a_build_tells_it_and_drawn_from_its_first_post(tmp_path: Path) -> None:
    made = found(tmp_path, {"a": {"reports_to": "c"}, "b": {"reports_to": "a"}, "c": {"reports_to": "b"}, "d": {}})
    assert told(made) == [("a", "reporting-loop"), ("b", "reporting-loop"), ("c", "reporting-loop")]
    roots = grow(needed_all(made))
    assert sketch(roots) == ["a", "  b", "    c", "d"]
    assert roots[0].lines[-1] == "Reports to C, in a circle"


def test_a_post_that_reports_to_itself_stands_at_the_top(tmp_path: Path) -> None:
    made = found(tmp_path, {"a": {"reports_to": "a"}, "b": {"reports_to": "a"}})
    assert told(made) == [("a", "reporting-loop")]
    assert sketch(grow(needed_all(made))) == ["a", "  b"]


def test_a_role_that_cannot_be_read_is_told_and_the_rest_is_drawn(tmp_path: Path) -> None:
    made = found(
        tmp_path, {"broken": "title: Broken Post\nlevel: [", "a": {"reports_to": "broken"}, "b": {"reports_to": "a"}}
    )
    assert {stem for stem, _ in told(made)} == {"broken"}
    assert sketch(grow(needed_all(made))) == ["words Broken Post (its file cannot be read)", "  a", "    b"]


def test_unknown_levels_and_superiors_are_told_at_their_places(tmp_path: Path) -> None:
    made = found(tmp_path, {"a": {"level": "directr"}, "b": {"reports_to": "nobody"}})
    assert sorted(told(made)) == [("a", "unknown-level"), ("b", "unknown-role")]
    assert sketch(grow(needed_all(made))) == ["words nobody", "  b", "a"]


def test_a_role_whose_framework_is_not_kept_is_told_so_alone_and_drawn(tmp_path: Path) -> None:
    approved = {**APPROVAL, "version": "1.0", "approved_by": "Full Council", "framework": "1999", "level": "mayor"}
    made = found(tmp_path, {"b": approved})
    assert told(made) == [("b", "no-such-version")]
    assert [(post.id, post.level_title) for post in needed_all(made)] == [("b", "mayor")]


def test_of_two_files_with_one_name_the_first_is_drawn_and_the_other_told(tmp_path: Path) -> None:
    write(tmp_path, {"roles/sub/a.yaml": as_yaml({"title": "Other", "level": "director", "cmt": "false"})})
    made = found(tmp_path, {"a": {}})
    assert told(made) == [("a", "same-name")]
    assert [post.title for post in needed_all(made)] == ["A"]


def test_a_workspace_whose_roles_are_all_gone_has_no_chart(tmp_path: Path) -> None:
    made = found(tmp_path, {"a": {"status": "deleted", "framework": "model-1"}})
    assert made.value is None
    assert told(made) == [("", "no-posts")]


def test_a_line_without_an_end_in_sight_is_refused(tmp_path: Path) -> None:
    line = {f"r{n:03}": {"reports_to": f"r{n + 1:03}"} for n in range(MOST_TIERS)}
    at_most = found(tmp_path / "most", {**line, f"r{MOST_TIERS - 1:03}": {}})
    assert at_most.value
    beyond = found(tmp_path / "more", {**line, f"r{MOST_TIERS:03}": {}})
    assert beyond.value is None
    assert told(beyond) == [("r000", "too-many-tiers")]


def test_a_box_says_level_grade_number_and_status_but_no_level_that_its_title_begins_with(tmp_path: Path) -> None:
    write(
        tmp_path,
        {"roles/boss.yaml": as_yaml({"title": "Managing Director", "level": "managing-director", "grade": "21"})},
    )
    made = needed_all(
        found(
            tmp_path,
            {
                "a": {"grade": "18", "post_number": "F1", "status": "consultation"},
                "b": {"title": "DIRECTOR of Finance"},
                "c": {"title": "Directorate Manager"},
            },
        )
    )
    lines = {box.id: box.lines for box in walk(grow(made))}
    assert lines == {
        "a": ("Director", "Grade 18 · Post F1", "Draft for consultation"),
        "b": ("Draft",),
        "c": ("Director", "Draft"),
        "boss": ("Grade 21", "Draft"),
    }


@pytest.mark.parametrize(
    ("employers", "said"),
    [
        ((), ""),
        ((FENMOOR,), ""),
        ((FENMOOR.upper(),), ""),
        ((FENMOOR, "Fenmoor District Council"), "Shared with Fenmoor District Council"),
        (("A", FENMOOR, "B"), "Shared with A and B"),
        (("A", "B"), "Shared by A and B"),
        (("A", "a"), "Employed by A"),
    ],
)
def test_a_joint_post_says_who_shares_it(employers: tuple[str, ...], said: str) -> None:
    assert shared(employers, FENMOOR) == said


# Parts of a chart

TREE = (
    Box(
        "top",
        "Top",
        children=(
            Box("left", "Left", children=(Box("low", "Low"),)),
            Box(
                "right",
                "Right",
                children=(Box("x", "X", children=(Box("z", "Z"),)), Box("y", "Y", children=(Box("w", "W"),))),
            ),
        ),
    ),
    Box("other", "Other"),
)


def test_a_branch_is_a_post_and_all_below_it() -> None:
    assert sketch(branch(TREE, "right")) == ["right", "  x", "    z", "  y", "    w"]
    assert branch(TREE, "nobody") == ()


def test_around_a_post_are_its_line_its_peers_and_all_below_it() -> None:
    assert sketch(around(TREE, "x")) == ["top", "  right", "    x", "      z", "    y"]
    assert sketch(around(TREE, "right")) == ["top", "  left", "  right", "    x", "      z", "    y", "      w"]
    assert sketch(around(TREE, "other")) == ["other"]
    assert around(TREE, "nobody") == ()


# The table


def test_the_table_has_every_post_once_and_whom_it_reports_to(tmp_path: Path) -> None:
    made = needed_all(
        found(tmp_path, {"a": {"reports_to": "director", "post_number": "F1"}, "b": {"reports_to": "a"}, "c": {}})
    )
    chart = Chart("", "", grow(made))
    assert [(row.post, row.level, row.status, row.reports_to) for row in rows(chart)] == [
        ("A (F1)", "Director", "Draft", "Director (a level)"),
        ("B", "Director", "Draft", "A"),
        ("C", "Director", "Draft", "Not stated"),
    ]


def test_the_table_leaves_out_columns_that_nothing_stands_in_and_is_as_wide_as_the_page() -> None:
    plain = table(Chart("", "", (Box("a", "A"),)), 16.4)
    assert plain.titles == ("Post", "Level", "Reports to")
    full = table(Chart("", "", (Box("a", "A", shared="Shared with B", mark="new"),)), 25.1)
    assert full.titles == ("Post", "Level", "Reports to", "Change")
    assert full.rows == (("A, shared with B", "", "Not stated", "New post"),)
    for made, width in ((plain, 16.4), (full, 25.1)):
        assert sum(made.widths) == pytest.approx(width, abs=0.3)


# Whatever is given


@st.composite
def anything(draw: st.DrawFn) -> tuple[Post, ...]:
    """Posts that report to anyone at all: to each other, to themselves, to what there is not."""
    names = [f"p{number}" for number in range(draw(st.integers(1, 12)))]
    made = []
    for name in names:
        above = draw(st.sampled_from([*names, "", "words:council", "level:director"]))
        kind: Kind = "role" if above in names else "words" if above else ""
        made.append(
            Post(
                name, draw(st.sampled_from(["A", "b", "C"])), "director", "Director", superior=Above(above, above, kind)
            )
        )
    return tuple(made)


@UNTIMED
@given(anything(), st.randoms())
def test_every_post_stands_once_in_the_tree_whatever_the_lines_and_the_order(
    made: tuple[Post, ...], chance: Any
) -> None:
    roots = grow(made)
    assert sorted(box.id for box in walk(roots) if box.kind == "role") == sorted(post.id for post in made)
    shuffled = list(made)
    chance.shuffle(shuffled)
    assert grow(shuffled) == roots
    for post in made:
        (line,) = around(roots, post.id)
        assert post.id in {box.id for box in walk((line,))}


def test_a_post_is_known_by_its_level_and_not_by_where_its_file_stands(tmp_path: Path) -> None:
    made = needed_all(found(tmp_path, {"b": {"title": "Same"}, "a": {"title": "Same"}}))
    assert [box.id for box in grow(made)] == ["a", "b"]
    later = [replace(post, rank=post.rank - (post.id == "b")) for post in made]
    assert [box.id for box in grow(later)] == ["b", "a"]
