"""The statement of duties and qualities: its two parts, nothing of pay, whose post it is, and what is told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rolegen.document import Heading, walk
from rolegen.lint.rule import shipped as rules
from rolegen.recruitment.chief_officer import SUPPORT_POSTS
from rolegen.statutes import CHIEF_OFFICERS, DESIGNATIONS
from tests.conftest import Run
from tests.profiles import profiles
from tests.recruited import APPROVED, POST, Paper, of_examples, of_level, paper
from tests.samples import EXAMPLE_FILES, W, every, part

NAME = "statement-of-duties"
PARTS = ["Duties of the officer", "Qualifications and qualities sought"]
HEAD = "title: Chief\nlevel: managing-director\nstatutory: [head-of-paid-service]\n"
ROLES = pytest.mark.parametrize("role", [path.stem for path in EXAMPLE_FILES])
BUILT = {"criterion": "Built", "category": "experience", "importance": "essential", "assessed_by": ["test"]}


def statement(folder: Path, head: str = HEAD, **values: Any) -> Paper:
    return paper(folder, NAME, {**POST, **values}, roles__head=head)


def about(made: Paper) -> str:
    return next(line for line in made.lines if line.startswith("About this statement."))


def headings(made: Paper, level: int) -> list[str]:
    assert made.document is not None
    blocks = [block for block in walk(made.document.blocks) if isinstance(block, Heading) and block.level == level]
    return ["".join(part.text for part in block.content if hasattr(part, "text")) for block in blocks]


# --- what it says -----------------------------------------------------------------------------------------------------


@ROLES
def test_a_statement_has_the_two_parts_that_the_law_asks_for_and_no_other(role: str) -> None:
    assert headings(of_examples(NAME)[role], 2) == PARTS


@ROLES
def test_the_duties_are_all_that_the_profile_makes_the_post_answer_for(role: str) -> None:
    profile, lines = profiles()[f"role-{role}"], of_examples(NAME)[role].lines
    duties = lines[: lines.index(PARTS[1])]
    clauses = [clause.text for theme in profile.themes for clause in theme.clauses]
    assert len(clauses) > 5
    assert [line for line in duties if line in clauses] == clauses
    for item in profile.role.accountabilities:
        assert item.text in duties
    for held in profile.role.statutory:
        assert DESIGNATIONS[held] in duties


@ROLES
def test_the_qualities_are_the_criteria_with_what_is_essential_and_not_how_they_are_assessed(role: str) -> None:
    profile, rows = profiles()[f"role-{role}"], of_examples(NAME)[role].table(PARTS[1])
    expected = [
        f"{row.ref} | {group.title} | {row.text} | {row.importance.capitalize() or 'Not stated'}"
        for group in profile.criteria
        for row in group.rows
    ]
    assert expected
    assert rows == ["Ref | Category | Criterion | Needed", *expected]


@ROLES
def test_approved_wording_is_locked_and_nothing_else_can_be_typed_into(role: str) -> None:
    tags = [tag.get(f"{W}val") for tag in every(part(of_examples(NAME)[role].data, "word/document.xml"), "//w:tag")]
    assert len(tags) > 5
    assert all(tag.startswith("clause:") for tag in tags)


@ROLES
def test_a_statement_says_nothing_of_pay(role: str) -> None:
    lines = of_examples(NAME)[role].lines
    assert "Key facts | Details" in lines
    assert not any(line.startswith(("Grade", "Salary")) for line in lines)


def test_whoever_asks_for_a_copy_is_told_whom_to_ask_where_that_is_known(tmp_path: Path) -> None:
    assert "A copy is sent to anyone who asks." in about(statement(tmp_path))
    known = about(of_examples(NAME)["director-finance"])
    assert known.endswith("asks: Head of Recruitment, recruitment@fenmoor.example, 01632 960 017.")


# --- whose post it is -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("held", sorted(CHIEF_OFFICERS))
def test_a_designation_of_a_chief_officer_shows_that_the_law_asks_for_the_statement(held: str, tmp_path: Path) -> None:
    said = about(statement(tmp_path, statutory=[held], reports_to="The Council"))
    assert "Local Authorities (Standing Orders) Regulations 1993, Schedule 1, Part I, paragraph 1" in said
    assert f"That holds for this post, which is designated {DESIGNATIONS[held].split(',')[0]}." in said  # type: ignore[index]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"reports_to": "head"}, "reports to the Head of the Paid Service, “Chief”."),
        (
            {"politically_restricted": {"status": "specified", "basis": "non-statutory chief officer"}},
            "is that of a non-statutory chief officer.",
        ),
    ],
    ids=["the line", "the basis of political restriction"],
)
def test_a_post_is_a_chief_officers_by_its_line_too_and_by_its_political_restriction(
    values: dict[str, Any], why: str, tmp_path: Path
) -> None:
    assert f"That holds for this post, which {why}" in about(statement(tmp_path, **values))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"reports_to": "managing-director"},
        {"reports_to": "The head of paid service"},
        {"statutory": ["head-of-democratic-services", "returning-officer"]},
        {"politically_restricted": {"status": "specified", "basis": "deputy chief officer"}},
        {"reports_to": "head", "title": "Executive Assistant to the Chief"},
    ],
    ids=["nothing", "a level", "plain words", "other designations", "a deputy", "a support post"],
)
def test_a_post_that_nothing_shows_to_be_a_chief_officers_has_a_statement_that_says_so(
    values: dict[str, Any], tmp_path: Path
) -> None:
    made = statement(tmp_path, **values)
    assert "Nothing in the profile of this post shows that it is a chief officer’s" in about(made)
    assert headings(made, 2) == PARTS


@pytest.mark.parametrize("statutory", ["", "statutory: 7\n", "statutory: [[head-of-paid-service]]\n"], ids=repr)
def test_a_superior_whose_designations_cannot_be_read_shows_nothing(statutory: str, tmp_path: Path) -> None:
    made = statement(tmp_path, f"title: Chief\nlevel: managing-director\n{statutory}", reports_to="head")
    assert "Nothing in the profile" in about(made)
    assert "Reports to | Chief" in made.lines


def test_the_chief_officers_are_those_that_the_rule_on_political_restriction_names() -> None:
    lists = rules()[SUPPORT_POSTS].lists
    named = {name for section in ("2(1)(a)", "2(1)(e)", "2(6)") for name in lists[section] if name in DESIGNATIONS}
    assert named == CHIEF_OFFICERS


# --- drafts and what is told ------------------------------------------------------------------------------------------


def test_a_draft_shows_as_text_what_is_missing_and_is_told(tmp_path: Path) -> None:
    made = statement(tmp_path)
    assert made.lines.count("Not written yet.") == 2
    assert "Directorate | Not stated yet" in made.lines
    assert any(line.startswith("Not written yet for this post: these criteria") for line in made.lines)
    assert [(one.rule, one.severity) for one in made.problems] == [("no-duties", "warning"), ("no-criteria", "warning")]
    assert all(one.place and one.place.path.name == "it.yaml" for one in made.problems)


def test_an_approved_role_shows_no_empty_section(tmp_path: Path) -> None:
    made = paper(tmp_path, NAME, {**APPROVED, "person_profile": [BUILT]})
    assert "Job purpose" not in made.lines
    assert "Accountabilities" not in made.lines
    assert not any("yet" in line for line in made.lines)


def test_an_approved_role_without_criteria_says_that_it_names_none(tmp_path: Path) -> None:
    made = paper(tmp_path, NAME, {**APPROVED, "purpose": "Keep every bridge standing."})
    assert made.lines[-1] == "The profile of this post names none."
    assert [one.rule for one in made.problems] == ["no-criteria"]


def test_a_levels_own_statement_leaves_open_whether_the_law_asks_for_it(tmp_path: Path) -> None:
    made = of_level(tmp_path, NAME)
    assert "depends on its designations and on whom it reports to" in about(made)
    assert made.problems == ()


@pytest.mark.usefixtures("examples")
def test_a_check_notes_that_a_statement_is_no_profile(run: Run) -> None:
    assert run("build", "director-finance", "--template", NAME, "--format", "docx").code == 0
    ran = run("check", f"profiles/director-finance-{NAME}.docx")
    assert ran.code == 0
    assert "note: This is a paper for recruitment and no profile: only the wording of profiles is checked." in ran.err


def test_the_statement_is_also_a_web_page_and_plain_text(run: Run, examples: Path) -> None:
    ran = run("build", "director-finance", "--template", NAME, "--format", "docx,md,html")
    assert ran.code == 0, ran.err
    for ending in ("docx", "md", "html"):
        assert (examples / "profiles" / f"director-finance-{NAME}.{ending}").stat().st_size > 1000
