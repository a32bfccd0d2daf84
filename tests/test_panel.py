"""The panel's papers: each criterion in the grids where it is assessed, room for every score, and what is told."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import templating
from rolegen.document import Section, Table
from rolegen.problems import Problem
from rolegen.profile import CriteriaGroup, CriterionRow, Profile
from rolegen.recruitment.panel import CANDIDATES, MEMBERS, SCALE, STAGES, panel
from rolegen.role import Criterion
from tests.conftest import Run
from tests.recruited import APPROVED, POST, Paper, of_examples, of_level, paper, said
from tests.samples import EXAMPLE_FILES, UNTIMED, W, as_yaml, every, lines, needed, part, shipped

SHORTLISTING = "Shortlisting: the application"
UNSTATED = "How it is assessed is not stated yet"
SHEET = "Interview sheet"
DOWN, ACROSS = 16.4, 25.1  # cm between the margins of a page, and of one turned on its side
WAYS = tuple(STAGES)


def asked(text: str, *ways: str, category: str = "experience", importance: str = "essential") -> dict[str, Any]:
    return {"criterion": text, "category": category, "importance": importance, "assessed_by": list(ways)}


def shortlisting(folder: Path, *criteria: dict[str, Any], **values: Any) -> Paper:
    return paper(folder, "shortlisting", {**POST, "person_profile": list(criteria), **values})


def refs(rows: list[str]) -> list[str]:
    """The references that the rows of a grid begin with, without the header's and the sums'."""
    return [row.split(" | ")[0] for row in rows[1:] if not row.startswith("Sum")]


def tags(made: Paper) -> list[str]:
    return [tag.get(f"{W}val") for tag in every(part(made.data, "word/document.xml"), "//w:sdtPr/w:tag")]


def pointed_at(problem: Problem) -> str:
    """What stands where a problem points, up to the end of its line."""
    assert problem.place is not None
    return problem.place.source[problem.place.column - 1 :]


# --- the grids --------------------------------------------------------------------------------------------------------


def test_a_criterion_stands_in_the_grid_of_each_way_it_is_assessed_and_in_no_other(tmp_path: Path) -> None:
    made = shortlisting(
        tmp_path, asked("Built", "application", "interview"), asked("Drew", "test"), asked("Led", "interview")
    )
    assert refs(made.table(SHORTLISTING)) == ["E1"]
    assert refs(made.table("Test")) == ["E2"]
    assert refs(made.table("Interview")) == ["E1", "E3"]
    assert "Presentation" not in made.lines


def test_essential_criteria_of_every_category_stand_before_the_desirable_ones(tmp_path: Path) -> None:
    made = shortlisting(
        tmp_path,
        asked("Studied more", "application", category="qualifications", importance="desirable"),
        asked("Built", "application"),
        asked("Studied", "application", category="qualifications"),
    )
    assert refs(made.table(SHORTLISTING)) == ["Q1", "E1", "Q2"]


def test_a_grid_has_a_column_for_each_candidate_and_sums_of_two_scores_or_more(tmp_path: Path) -> None:
    made = shortlisting(
        tmp_path,
        asked("Built", "application"),
        asked("Led", "application"),
        asked("Drew", "application", importance="desirable"),
    )
    header, *_, last = made.table(SHORTLISTING)
    assert header.split(" | ") == ["Ref", "Criterion", "Needed", *CANDIDATES]
    assert last.startswith("Sum | All essential criteria, 8 at most | Essential | [sum]")


def test_the_shortlist_has_a_decision_and_reasons_for_each_candidate(tmp_path: Path) -> None:
    rows = shortlisting(tmp_path, asked("Built", "application")).table("Candidates and shortlist")
    assert rows[0] == "Candidate | Application | Invite? | Evidence and reasons"
    assert [row.split(" | ")[::2] for row in rows[1:]] == [[letter, "[Yes or no]"] for letter in CANDIDATES]


def test_the_scale_says_what_each_score_means() -> None:
    rows = of_examples("shortlisting")["director-finance"].table("The scoring scale")
    assert [row.split(" | ")[0] for row in rows[1:]] == ["4", "3", "2", "1", "0"]
    assert len({mark.means for mark in SCALE}) == len(SCALE)


CRITERIA = st.lists(
    st.builds(
        lambda category, importance, ways: Criterion(
            criterion="Built", category=category, importance=importance, assessed_by=tuple(ways)
        ),
        st.sampled_from(["knowledge", "experience", "skills"]),
        st.sampled_from(["essential", "desirable"]),
        st.lists(st.sampled_from(WAYS), unique=True),
    ),
    max_size=60,
)


@UNTIMED
@given(CRITERIA)
def test_no_criterion_is_lost_and_none_stands_where_it_is_not_assessed(criteria: list[Criterion]) -> None:
    profile = with_criteria(criteria)
    made = panel(profile)
    known = {row.ref: row for group in profile.criteria for row in group.rows}
    grids = {stage.id: [row.ref for row in stage.rows] for stage in (made.shortlisting, *made.later, made.unstated)}
    for ref, row in known.items():
        assert [way for way, found in grids.items() if ref in found] == [
            way for way in (*WAYS, "unstated") if way in (row.assessed_by or ("unstated",))
        ]
    for found in grids.values():
        importances = [known[ref].importance for ref in found]
        assert importances == sorted(importances, reverse=True)  # essential, then desirable
    assert (made.interview is not None) == ("interview" in grids)


def with_criteria(criteria: list[Criterion]) -> Profile:
    rows = [CriterionRow(f"C{n}", one.criterion, one.importance, one.assessed_by) for n, one in enumerate(criteria)]
    return replace(needed(shipped().profile(POST)), criteria=(CriteriaGroup("other", "Other", tuple(rows)),))


# --- the interview sheet ----------------------------------------------------------------------------------------------


def test_the_sheet_asks_for_question_evidence_and_score_of_what_is_assessed_at_interview(tmp_path: Path) -> None:
    made = shortlisting(tmp_path, asked("Built", "application"), asked("Led", "interview"), asked("Told", "interview"))
    sheet = made.lines[made.lines.index(SHEET) :]
    at = sheet.index("Questions and evidence")
    assert sheet[at + 1].split(" | ") == ["Ref", "Criterion", "Question", "Evidence heard", "Score"]
    assert [line.split(" | ")[1] for line in sheet[at + 2 :]] == ["Led", "Told"]
    assert "Total | [Sum of the scores below, 8 at most]" in sheet


def test_there_is_no_sheet_where_nothing_is_assessed_at_interview(tmp_path: Path) -> None:
    made = shortlisting(tmp_path, asked("Built", "application"))
    assert SHORTLISTING in made.lines
    assert SHEET not in made.lines


def test_the_sheet_begins_on_a_page_of_its_own_which_is_wide_enough_to_type_in() -> None:
    document = of_examples("shortlisting")["director-finance"].document
    assert document is not None
    *_, grids, sheet = document.blocks
    assert [isinstance(block, Section) and block.landscape for block in (grids, sheet)] == [True, True]
    assert SHEET in said(replace(document, blocks=(sheet,)))
    assert SHEET not in said(replace(document, blocks=(grids,)))


# --- gaps that the panel fills ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [path.stem for path in EXAMPLE_FILES])
def test_each_gap_has_a_control_of_its_own_and_none_is_the_role_files(role: str) -> None:
    found = [tag for tag in tags(of_examples("shortlisting")[role]) if tag]
    assert len(found) > 30
    assert len(found) == len(set(found))
    assert all(tag.startswith("field:panel.") and len(tag) <= 64 for tag in found)


@pytest.mark.parametrize("role", [path.stem for path in EXAMPLE_FILES])
def test_every_table_keeps_to_the_margins(role: str) -> None:
    document = of_examples("shortlisting")[role].document
    assert document is not None
    upright = [block for block in document.blocks if isinstance(block, Table)]
    sections = [block for block in document.blocks if isinstance(block, Section)]
    assert upright
    assert all(section.landscape for section in sections)
    assert {round(sum(table.widths), 1) for table in upright} == {DOWN}
    for section in sections:
        tables = [block for block in section.blocks if isinstance(block, Table)]
        assert {round(sum(table.widths), 1) for table in tables} == {ACROSS}


def test_nothing_asks_for_the_name_of_a_candidate() -> None:
    words = of_examples("shortlisting")["director-finance"].lines
    asks = [line for line in words if re.search(r"\bnames?\b", line, re.IGNORECASE)]
    assert len([line for line in asks if line.startswith(("Chair", "Member"))]) == MEMBERS
    assert not any("candidate" in line.casefold() for line in asks if "letters alone" not in line)
    assert not any(line.startswith(tuple(f"{letter} | " for letter in CANDIDATES)) for line in asks)


def test_words_that_word_and_html_would_mistake_arrive_as_they_are(tmp_path: Path) -> None:
    odd = 'Bridges & <tunnels> "both" 🌉'
    arabic = "مهارات القيادة"
    made = shortlisting(tmp_path, asked(odd, "application"), asked(arabic, "application"), asked("a\nb", "application"))
    rows = [row.split(" | ")[1] for row in made.table(SHORTLISTING)[1:4]]
    assert rows == [odd, arabic, "a\nb"]
    assert {odd, arabic, "a\nb"} <= set(lines(made.data))


# --- what is told -----------------------------------------------------------------------------------------------------


def test_criteria_without_a_way_of_assessing_stand_apart_and_are_told_at_the_first_of_them(tmp_path: Path) -> None:
    made = shortlisting(tmp_path, asked("Built", "application"), asked("Led"), asked("Told"))
    assert refs(made.table(UNSTATED)) == ["E2", "E3"]
    (problem,) = made.problems
    assert (problem.rule, problem.severity) == ("not-assessed", "warning")
    assert "E2 and E3 are assessed: they stand apart" in problem.message
    assert pointed_at(problem).startswith('{"criterion": "Led"')


def test_an_approved_role_without_a_person_profile_is_refused(tmp_path: Path) -> None:
    made = paper(tmp_path, "shortlisting", APPROVED)
    assert made.document is None
    (problem,) = made.problems
    assert (problem.rule, problem.severity) == ("no-criteria", "error")
    assert problem.message.endswith("so a panel has nothing to shortlist by.")
    assert pointed_at(problem).startswith('"approved"')


@pytest.mark.parametrize("template", ["shortlisting", "statement-of-duties"])
def test_what_is_told_of_a_role_file_outside_the_roles_folder_has_its_place_too(template: str, tmp_path: Path) -> None:
    made = paper(tmp_path, template, path="proposed/it.yaml", roles__it=as_yaml({**POST, "title": "Another"}))
    assert made.problems
    assert {problem.place and problem.place.path for problem in made.problems} == {tmp_path / "proposed" / "it.yaml"}


def test_a_draft_without_a_person_profile_shows_what_its_level_suggests_and_says_so(tmp_path: Path) -> None:
    made = paper(tmp_path, "shortlisting")
    assert "Person profile | None yet; criteria that come with the level of Director" in made.lines
    assert len(refs(made.table(UNSTATED))) > 3
    assert [(problem.rule, problem.severity) for problem in made.problems] == [("no-criteria", "warning")]


def test_a_person_profile_without_anything_to_shortlist_by_is_told(tmp_path: Path) -> None:
    made = shortlisting(tmp_path, asked("Built", "interview"))
    assert [problem.rule for problem in made.problems] == ["no-shortlist"]
    assert any("every candidate goes on" in line for line in made.lines)


def test_a_levels_own_papers_are_made_without_a_word_of_warning(tmp_path: Path) -> None:
    made = of_level(tmp_path, "shortlisting")
    assert made.problems == ()
    assert "Job title | [What the post is called]" in made.lines
    assert len(refs(made.table(UNSTATED))) > 3


def test_a_level_that_suggests_nothing_has_papers_without_a_grid() -> None:
    profile = replace(needed(shipped().profile(POST)), criteria=())
    workshop = shipped().workshop
    template = needed(templating.load("shortlisting", workshop.workspace.template_folders, workshop.house.kinds))
    document = needed(templating.render(template, profile, templating.More({"panel": panel(profile)})))
    assert "Person profile | None yet" in said(document)
    assert "Nothing to score by yet" in said(document)
    assert SHORTLISTING not in said(document)


def test_examples_with_a_whole_person_profile_tell_nothing() -> None:
    told = {name: one.problems for name, one in of_examples("shortlisting").items()}
    assert [name for name, problems in told.items() if problems] == ["assistant-director-libraries"]


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_papers_are_word_files_beside_the_profiles_and_nothing_else(run: Run, examples: Path) -> None:
    ran = run("build", "director-finance", "--template", "shortlisting")
    assert ran.code == 0, ran.err
    assert (examples / "profiles" / "director-finance-shortlisting.docx").is_file()
    assert not (examples / "profiles" / "director-finance-shortlisting.md").exists()
    refused = run("build", "director-finance", "--template", "shortlisting", "--format", "md")
    assert refused.code == 2
    assert "cannot be written as md" in refused.err


def test_an_organisations_own_template_may_print_the_same(run: Run, examples: Path) -> None:
    own = "<title>Own</title><h1>Own</h1>{% for row in panel.shortlisting.rows %}<p>{{ row.ref }}</p>{% endfor %}"
    (examples / "templates").mkdir()
    (examples / "templates" / "shortlisting.html.j2").write_text(own, "utf-8")
    ran = run("build", "director-finance", "--template", "shortlisting", "--out", "own")
    assert ran.code == 0, ran.err
    assert lines((examples / "own" / "director-finance-shortlisting.docx").read_bytes())[:2] == ["Own", "Q1"]
