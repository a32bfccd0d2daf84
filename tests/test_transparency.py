"""The senior posts of the Transparency Code: which posts there are, where they stand, what their grades pay."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import transparency, versions, workspace
from rolegen.pay import BRACKET, MOST_BRACKETS, brackets
from rolegen.problems import Checked
from rolegen.role import read_role
from rolegen.transparency import COLUMNS, Published
from tests.conftest import Run
from tests.samples import UNTIMED, as_yaml, needed, write
from tests.test_listing import CLAUSES, LEVELS

GRADES = {
    "9": {"minimum": "38000", "maximum": "44500"},
    "12": {"minimum": "48000", "maximum": "52000"},
    "18": {"minimum": "98400", "maximum": "108900"},
    "20": {"minimum": "140000"},
    "closed": {"unusable": "closed to new posts"},
}
APPROVED = {
    "status": "approved",
    "version": "1.0",
    "framework": "model-1",
    "approved_by": "Council",
    "approved_on": "2026-01-05",
}
CHIEF = {"title": "Chief Executive", "level": "managing-director", "reports_to": "The Council", "grade": "20"}
CHAIR = "      - id: chair\n        levels: {chief-officer: Chair it., head-of-service: null}\n"
Values = Mapping[str, Any]


def organisation(folder: Path, roles: Mapping[str, Values], **others: str | bytes) -> Path:
    """A workspace with these grades and roles; a role's title and level are made up where it says none."""
    settings = {"organisation": "Fenmoor County Council", "grades": GRADES}
    files = {
        f"roles/{name}.yaml": as_yaml({"title": name.capitalize(), "level": "executive-director", **values})
        for name, values in roles.items()
    }
    return write(folder, {"rolegen.yaml": as_yaml(settings), **files, **others})


def published(folder: Path, *asked: str) -> Checked[tuple[Published, ...]]:
    """The posts of the workspace in a folder, of these roles or all."""
    place = needed(workspace.find(folder))
    files = [needed(read_role(path)) for path in place.role_files() if not asked or path.stem in asked]
    return transparency.published(place, files, needed(versions.load(place)))


def rows(posts: Checked[tuple[Published, ...]]) -> dict[str, dict[str, str]]:
    """The lines of the CSV by the posts' ids, as a spreadsheet reads them."""
    assert posts.value is not None
    return {row["Post"]: row for row in csv.DictReader(io.StringIO(transparency.as_csv(posts.value)))}


# --- which posts ------------------------------------------------------------------------------------------------------


def test_posts_that_nobody_holds_any_more_are_left_out(tmp_path: Path) -> None:
    gone = {status: {"status": status} for status in ("superseded", "deleted")}
    here = {status: {"status": status} for status in ("draft", "consultation")}
    said = rows(published(organisation(tmp_path, {"chief": {**CHIEF, **APPROVED}, **gone, **here})))
    assert {name: row["Status of the profile"] for name, row in said.items()} == {
        "chief": "Approved", "draft": "Draft", "consultation": "Draft for consultation"
    }  # fmt: skip


def test_a_draft_stands_in_no_approved_posts_place_until_it_is_approved(tmp_path: Path) -> None:
    roles = {"old": APPROVED, "new": {"replaces": "old"}, "newest": {"replaces": "new"}}
    assert rows(published(organisation(tmp_path, roles))).keys() == {"old"}
    assert rows(published(organisation(tmp_path, {**roles, "new": {**APPROVED, "replaces": "old"}}))).keys() == {"new"}
    roles = {"old": {**APPROVED, "status": "superseded"}, "new": {"replaces": "old"}}
    assert rows(published(organisation(tmp_path / "later", roles))).keys() == {"new"}


def test_a_new_draft_of_a_draft_stands_in_its_place(tmp_path: Path) -> None:
    assert rows(published(organisation(tmp_path, {"old": {}, "new": {"replaces": "old"}}))).keys() == {"new"}


def test_those_asked_for_stand_where_they_do_among_all(tmp_path: Path) -> None:
    folder = organisation(tmp_path, {"chief": CHIEF, "finance": {"reports_to": "chief"}})
    (row,) = rows(published(folder, "finance")).values()
    assert (row["Tier"], row["Reports to"]) == ("2", "Chief Executive")


# --- where they stand -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "tier"),
    [
        ({"level": "director", "cmt": "true", "reports_to": "chief"}, 2),
        ({"level": "director", "cmt": "true", "reports_to": "Chief Executive"}, 2),
        ({"level": "director", "cmt": "true", "reports_to": "executive-director"}, 3),
        ({"level": "director", "cmt": "true", "reports_to": "The Executive Director (vacant)"}, 3),
        ({"level": "director", "cmt": "true"}, 3),
        ({"level": "assistant-director", "reports_to": "gone"}, 4),
        ({"level": "assistant-director", "reports_to": "earlier"}, 2),
        ({"level": "assistant-director", "statutory": ["head-of-paid-service"]}, 1),
    ],
)
def test_the_tier_goes_by_the_reporting_line_and_by_the_levels_where_that_ends(
    tmp_path: Path, values: Values, tier: int
) -> None:
    others = {
        "chief": {**CHIEF, "replaces": "earlier"},
        "earlier": {"status": "superseded"},
        "gone": {"level": "director", "cmt": "true", "status": "deleted"},
    }
    said = rows(published(organisation(tmp_path, {**others, "post": values})))
    assert (said["chief"]["Tier"], said["post"]["Tier"]) == ("1", str(tier))
    assert said["post"]["Organisation chart (top three tiers)"] == ("Yes" if tier <= 3 else "No")


def test_posts_that_report_to_each_other_are_told_and_have_a_tier_all_the_same(tmp_path: Path) -> None:
    posts = published(organisation(tmp_path, {"east": {"reports_to": "west"}, "west": {"reports_to": "east"}}))
    assert {problem.rule for problem in posts.problems} == {"reporting-loop"}
    assert {row["Tier"] for row in rows(posts).values()} == {"3"}


def test_a_post_on_a_level_that_there_is_not_is_told_before_its_tier_is_believed(tmp_path: Path) -> None:
    (problem,) = published(organisation(tmp_path, {"post": {"level": "nowhere"}, "own": {}}), "post").problems
    assert (problem.rule, problem.severity) == ("unknown-level", "error")
    assert published(organisation(tmp_path, {"post": {"level": "nowhere"}, "own": {}}), "own").problems == ()


def test_posts_stand_from_the_top_down_and_by_title_within_a_tier(tmp_path: Path) -> None:
    roles = {"a": {"title": "Schools", "reports_to": "z"}, "b": {"title": "bridges", "reports_to": "z"}, "z": CHIEF}
    assert list(rows(published(organisation(tmp_path, roles)))) == ["z", "b", "a"]


# --- pay --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grade", "senior", "in_brackets", "ceiling"),
    [
        ("9", "No", "£35,000 to £39,999; £40,000 to £44,999", "44500"),
        ("12", "Depends on the holder's salary", "£45,000 to £49,999; £50,000 to £54,999", "52000"),
        ("18", "Yes", "£95,000 to £99,999; £100,000 to £104,999; £105,000 to £109,999", "108900"),
        ("20", "Yes", "£140,000 to £144,999", "140000"),
        ("closed", "", "", ""),
    ],
)
def test_what_a_post_pays_is_what_its_grade_pays(
    tmp_path: Path, grade: str, senior: str, in_brackets: str, ceiling: str
) -> None:
    posts = published(organisation(tmp_path, {"post": {"grade": grade}}))
    (row,) = rows(posts).values()
    assert row["Senior salary (£50,000 or more)"] == senior
    assert row["Salary in brackets of £5,000"] == in_brackets
    assert row["Salary ceiling (£)"] == ceiling
    assert [problem.rule for problem in posts.problems] == ([] if ceiling else ["grade-without-pay"])


def test_grades_without_pay_are_named_in_one_note_at_the_grades(tmp_path: Path) -> None:
    roles = {"a": {"grade": "closed"}, "b": {"grade": "7"}, "c": {}, "d": {"grade": "8", "status": "deleted"}}
    (note,) = published(organisation(tmp_path, roles)).problems
    assert note.severity == "note"
    assert (
        note.message == "rolegen.yaml does not say what grades 7 and closed pay: these posts' salaries are left empty."
    )
    assert note.place
    assert note.place.path.name == "rolegen.yaml"


def test_a_grade_that_says_the_most_it_pays_says_the_least_too(tmp_path: Path) -> None:
    place = workspace.find(
        write(tmp_path, {"rolegen.yaml": "grades:\n  '8': {minimum: 1, maximum: 2}\n  '9': {maximum: 9}\n"})
    )
    assert [(problem.rule, problem.place and problem.place.line) for problem in place.problems] == [("pay", 3)]
    faulty = workspace.find(write(tmp_path, {"rolegen.yaml": "grades: {'9': {minimum: some, maximum: 9}}\n"}))
    assert [problem.rule for problem in faulty.problems] == ["number"]


@UNTIMED
@given(st.floats(0, 10**15), st.floats(0, 400_000))
def test_the_brackets_of_a_range_hold_all_of_it_and_no_more(least: float, more: float) -> None:
    most = least + more
    named = [part.removeprefix("all brackets up to ") for part in brackets(least, most).split("; ")]
    ends = [tuple(int(end.strip("£").replace(",", "")) for end in one.split(" to ")) for one in named]
    assert all(top - bottom == BRACKET - 1 and bottom % BRACKET == 0 for bottom, top in ends)
    assert ends[0][0] <= least < ends[0][1] + 1
    assert ends[-1][0] <= most < ends[-1][1] + 1
    assert 1 <= len(named) <= MOST_BRACKETS
    assert len(named) == (ends[-1][0] - ends[0][0]) // BRACKET + 1 or "all brackets" in brackets(least, most)


# --- what else is published -------------------------------------------------------------------------------------------


def test_a_post_says_what_it_answers_for_in_numbers_that_a_spreadsheet_adds(tmp_path: Path) -> None:
    size = {
        "year": "2026/27", "revenue_budget": "41500000", "capital_budget": "1200000.5", "income": "950000",
        "staff_fte": "412.5", "direct_reports": "6",
    }  # fmt: skip
    values = {
        "directorate": "Place", "service_areas": ["Roads", "Bridges"], "dimensions": size,
        "contract": {"type": "fixed-term", "months": "24"}, "statutory": ["chief-finance-officer"],
    }  # fmt: skip
    (row,) = rows(published(organisation(tmp_path, {"post": values}))).values()
    assert list(row.values())[-11:] == [
        "Place", "Roads; Bridges", "Chief Finance Officer", "Fixed-term, 24 months", "2026/27", "41500000",
        "1200000.5", "950000", "412.5", "6", "",
    ]  # fmt: skip


def test_a_joint_post_says_with_whom_it_is_shared(tmp_path: Path) -> None:
    employers = ["Fenmoor County Council", "Saltmere City Council"]
    said = rows(published(organisation(tmp_path, {"joint": {"employers": employers}, "own": {}})))
    assert {name: row["Joint post"] for name, row in said.items()} == {
        "joint": "Shared with Saltmere City Council", "own": ""
    }  # fmt: skip


VACANCY = "role: {role}\nopens: 2026-09-0{day}\ncloses: 2026-10-05\napply: jobs@fenmoor.example\nopen_to: employees\n"


def test_a_vacancy_is_signposted_at_its_post_or_at_the_one_that_it_will_replace(tmp_path: Path) -> None:
    vacancies = {
        f"vacancies/v{day}.yaml": VACANCY.format(role=role, day=day)
        for day, role in enumerate(("old", "new", "own"), 1)
    }
    roles = {"old": APPROVED, "new": {"replaces": "old"}, "own": {}, "filled": {}}
    said = rows(published(organisation(tmp_path, roles, **vacancies)))
    assert {name: row["Vacancy advertised"] for name, row in said.items()} == {
        "old": "1 September 2026 to 5 October 2026; 2 September 2026 to 5 October 2026",
        "own": "3 September 2026 to 5 October 2026",
        "filled": "",
    }


def test_a_vacancy_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    posts = published(organisation(tmp_path, {"post": {}}, **{"vacancies/v.yaml": "role: post\nopens: tomorrow\n"}))
    assert {problem.rule for problem in posts.problems} >= {"date"}
    assert rows(posts)["post"]["Vacancy advertised"] == ""


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+44 20", "-1", "@SUM(A1)"])
def test_a_spreadsheet_gets_no_formula_and_each_post_one_line(tmp_path: Path, title: str) -> None:
    folder = organisation(tmp_path, {"post": {"title": f"{title}\nof, “all”"}})
    posts = needed(published(folder))
    lines = transparency.as_csv(posts).split("\n")
    assert lines[0] == ",".join(f'"{name}"' if "," in name else name for name in COLUMNS)
    assert len(lines) == 2
    assert f"'{title} of, “all”" in lines[1]


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_examples_are_published_without_people_and_twice_alike(run: Run, examples: Path) -> None:
    assert examples
    one, two = run("roles", "--format", "transparency"), run("roles", "--format", "transparency")
    assert one == two
    assert (one.code, one.err) == (0, "")
    said = list(csv.DictReader(io.StringIO(one.out)))
    assert len(said) == 10
    assert {*said[0]} == {*COLUMNS}
    assert not [name for name in COLUMNS if "name" in name.casefold() or "contact" in name.casefold()]
    assert "recruitment@" not in one.out


def test_names_choose_among_the_posts_as_in_the_other_lists(run: Run, examples: Path) -> None:
    assert examples
    out = run("roles", "director-finance", "managing-executive-director", "--format", "transparency").out
    assert [row["Post"] for row in csv.DictReader(io.StringIO(out))] == ["director-finance"]


def test_a_clause_chooses_among_the_posts_as_in_the_other_lists(run: Run, tmp_path: Path) -> None:
    files = {
        "data/descriptors.yaml": LEVELS,
        "data/responsibilities.yaml": f"{CLAUSES}{CHAIR}",
    }
    organisation(tmp_path, {"chief": {"level": "chief-officer"}, "head": {"level": "head-of-service"}}, **files)
    (tmp_path / "roles" / "head.yaml").write_text("title: Head\nlevel: head-of-service\nvariant: large\n", "utf-8")
    for clause, posts in (("chair", ["chief"]), ("roads", ["chief", "head"])):
        ran = run("roles", "--with", clause, "--format", "transparency")
        assert (ran.code, ran.err) == (0, "")
        assert [row["Post"] for row in csv.DictReader(io.StringIO(ran.out))] == posts


def test_an_empty_list_is_a_heading(run: Run, tmp_path: Path) -> None:
    organisation(tmp_path, {"post": {"status": "deleted"}})
    ran = run("roles", "--format", "transparency")
    assert (ran.code, ran.out.count("\n")) == (0, 1)
    assert ran.out.startswith("Organisation,Post,")
