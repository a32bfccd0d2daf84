"""A role file: what its fields say on the page, and whom the post reports to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rolegen.framework import load
from rolegen.problems import Checked
from rolegen.register import Register
from rolegen.role import Role, parse_role, read_role
from rolegen.statutes import DESIGNATIONS
from tests.conftest import EXAMPLES, ROOT, Run
from tests.samples import APPROVAL, FULL, LEVELS, as_yaml, everything, lines, needed, rows, shipped, without, write


def role(**fields: object) -> Role:
    return needed(parse_role(as_yaml({**FULL, **fields}).encode(), Path("post.yaml"))).role


def conditions(**fields: object) -> list[str]:
    """The lines under Special conditions."""
    page = lines(needed(shipped().made({**FULL, **fields})).docx)
    start = page.index("Special conditions") + 1
    return page[start : page.index("Document control", start)]


def fact(title: str, **fields: object) -> str:
    """What the page says beside a title."""
    found = [row[1] for row in rows(needed(shipped().made({**FULL, **fields})).docx) if row[0] == title]
    assert len(found) == 1
    return found[0]


# --- what the page says -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contract", "words"),
    [
        ({"type": "permanent"}, "Permanent"),
        ({"type": "temporary"}, "Temporary"),
        ({"type": "fixed-term", "months": "1"}, "Fixed-term, 1 month"),
        ({"type": "fixed-term", "months": "24"}, "Fixed-term, 24 months"),
        ({"type": "fixed-term", "months": "12", "until": "2027-03-31"}, "Fixed-term, 12 months, until 31 March 2027"),
    ],
)
def test_a_contract_reads_as_a_person_says_it(contract: dict[str, str], words: str) -> None:
    assert fact("Contract", contract=contract) == words


EVALUATED = {"status": "evaluated", "reference": "JE-1", "date": "2025-01-28"}


@pytest.mark.parametrize(
    ("evaluation", "words"),
    [
        ({"status": "not-evaluated"}, "Not evaluated"),
        ({"status": "under-review", "reference": "JE-1"}, "Under review, JE-1"),
        ({"status": "evaluated", "reference": "JE-1", "date": "2025-01-28"}, "Evaluated, JE-1, 28 January 2025"),
        ({"status": "indicative", "scheme": "GLPC", "grade": "PO4"}, "Indicative (GLPC), grade PO4"),
        ({"status": "under-review", "evaluator": "Fenmoor Schools"}, "Under review, by Fenmoor Schools"),
        (
            {**EVALUATED, "scheme": "Hay", "grade": "18", "evaluator": "the Fen Panel"},
            "Evaluated (Hay), JE-1, 28 January 2025, grade 18, by the Fen Panel",
        ),
    ],
)
def test_a_job_evaluation_reads_as_status_reference_and_day(evaluation: dict[str, str], words: str) -> None:
    assert fact("Job evaluation", job_evaluation=evaluation) == words


SUBJECT = " · Subject to job evaluation"


@pytest.mark.parametrize("status", ["draft", "consultation", "approved"])
@pytest.mark.parametrize("evaluation", [None, {"status": "not-evaluated"}, {"status": "indicative", "grade": "18"}])
def test_a_profile_of_a_post_that_was_never_evaluated_says_so_in_its_title_block(
    status: str, evaluation: dict[str, str] | None
) -> None:
    made = needed(shipped().made({**FULL, **APPROVAL, "status": status, "job_evaluation": evaluation}))
    (line,) = [line for line in lines(made.docx) if line.endswith(SUBJECT)]
    assert line in lines(made.docx)[:4]
    assert made.markdown.count(SUBJECT) == 1


NOT_SUBJECT: Mapping[str, Mapping[str, Any]] = {
    "evaluated": {"job_evaluation": EVALUATED},
    "under review": {"job_evaluation": {"status": "under-review"}},
    "superseded": {"status": "superseded", "job_evaluation": None},
    "deleted": {"status": "deleted", "job_evaluation": None},
}


@pytest.mark.parametrize("case", NOT_SUBJECT)
def test_a_profile_of_an_evaluated_post_or_of_one_that_is_gone_does_not(case: str) -> None:
    page = lines(needed(shipped().made({**FULL, **APPROVAL, **NOT_SUBJECT[case]})).docx)
    assert len(page) > 50
    assert not [line for line in page if "Subject to" in line]


@pytest.mark.parametrize("name", LEVELS)
def test_a_levels_own_profile_is_not_subject_to_evaluation(name: str) -> None:
    page = lines(everything()[name].docx)
    assert len(page) > 50
    assert not [line for line in page if "Subject to" in line]


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_what_few_posts_have_stands_on_the_page_only_where_it_is_stated(status: str) -> None:
    values = {**FULL, **APPROVAL, "status": status}
    said = {row[0]: row[1] for row in rows(needed(shipped().made(values)).docx)}
    assert said["Employers"] == "The Bridges Council, The Tunnels Council"
    assert (said["Income"], said["Delegated financial limit"]) == ("£765,432", "£250,000")
    for field in ("employers", "dimensions.income", "dimensions.delegated_limit"):
        values = without(values, field)
    plain = [row[0] for row in rows(needed(shipped().made(values)).docx)]
    assert len(plain) > 20
    assert said.keys() - {*plain} == {"Employers", "Income", "Delegated financial limit"}


@pytest.mark.parametrize("status", ["draft", "approved"])
def test_the_language_that_the_holder_must_speak_stands_with_the_act_among_the_special_conditions(status: str) -> None:
    values = {**FULL, **APPROVAL, "status": status}
    act = "Immigration Act 2016, Part 7"
    for language, words in (("english", "spoken English"), ("english-or-welsh", "spoken English or Welsh")):
        (said,) = [
            line for line in lines(needed(shipped().made({**values, "fluency_duty": language})).docx) if act in line
        ]
        assert f"fluent {words} is needed" in said
    page = lines(needed(shipped().made(without(values, "fluency_duty"))).docx)
    assert "Special conditions" in page
    assert not [line for line in page if "luency" in line]


def test_an_income_of_nothing_is_stated() -> None:
    assert fact("Income", dimensions={"income": "0"}) == "£0"


ACT = "Local Government and Housing Act 1989, section 2"


@pytest.mark.parametrize(
    ("restriction", "words"),
    [
        ({"status": "no"}, f"Not politically restricted ({ACT})."),
        ({"status": "sensitive"}, f"Politically restricted: sensitive post, {ACT}."),
        (
            {"status": "specified", "basis": "chief finance officer"},
            f"Politically restricted: specified post (chief finance officer), {ACT}.",
        ),
    ],
)
def test_political_restriction_names_its_act(restriction: dict[str, str], words: str) -> None:
    assert words in conditions(politically_restricted=restriction)


@pytest.mark.parametrize(
    ("dbs", "said"),
    [
        ({"level": "none"}, ["No criminal record check"]),
        ({"level": "basic"}, ["Criminal record check", "(Disclosure and Barring Service)", "basic."]),
        ({"level": "enhanced"}, ["Criminal record check", "enhanced."]),
        ({"level": "enhanced", "barred_lists": ["adults"]}, ["enhanced", "barred list", "adults"]),
        ({"level": "enhanced", "barred_lists": ["children", "adults"]}, ["barred list", "children and adults"]),
    ],
)
def test_a_criminal_record_check_is_spelt_out(dbs: dict[str, Any], said: list[str]) -> None:
    (line,) = [line for line in conditions(dbs=dbs) if "riminal record check" in line]
    assert [words for words in said if words not in line] == []
    assert line.endswith(".")


@pytest.mark.parametrize("designation", DESIGNATIONS)
def test_a_statutory_designation_names_its_act(designation: str) -> None:
    found = [line for line in conditions(statutory=[designation]) if line.startswith("Statutory designation: ")]
    assert len(found) == 1
    words = designation.replace("-", " ").removeprefix("head of ").casefold()
    assert words.split()[0] in found[0].casefold().replace("’", "")
    assert any(f"{kind} " in found[0] for kind in ("Act", "Measure"))
    assert found[0].rstrip(".")[-1].isalnum()
    assert "section " in found[0]


# --- checks -----------------------------------------------------------------------------------------------------------


def test_all_problems_of_a_file_are_told_in_one_pass_at_their_lines() -> None:
    text = """\
title: Post
levle: director
level: director
status: agreed
contract: {type: permanent, months: 3}
dbs: {level: basic, barred_lists: [adults]}
dimensions:
  staff_fte: many
  budget: 5
person_profile:
  - criterion: Has one
    category: skill
    importance: must
review_by: tomorrow
"""
    found = parse_role(text.encode(), Path("post.yaml")).problems
    assert sorted((p.place.line, p.rule) for p in found if p.place) == [
        (2, "unknown-key"), (4, "unknown-value"), (5, "contract"), (6, "dbs"), (8, "number"), (9, "unknown-key"),
        (12, "unknown-value"), (13, "unknown-value"), (14, "date"),
    ]  # fmt: skip
    hints = {p.place.line: p.hint for p in found if p.place}
    assert "“level”" in hints[2]
    assert "approved" in hints[4]
    assert "“skills”" in hints[12]


@pytest.mark.parametrize("key", ["version", "framework", "approved_by", "approved_on"])
def test_an_approved_role_says_what_was_approved_by_whom_and_when(key: str) -> None:
    approval = {"version": "1", "framework": "model-1", "approved_by": "Cabinet", "approved_on": "2026-01-02"}
    values = {"title": "Post", "level": "director", "cmt": "true", "status": "approved", **approval}
    assert parse_role(as_yaml(values).encode(), Path("post.yaml")).problems == ()
    del values[key]
    (problem,) = parse_role(as_yaml(values).encode(), Path("post.yaml")).problems
    assert problem.rule == "approval"
    assert f"“{key}”" in problem.message


def test_cmt_is_another_way_to_name_the_variant() -> None:
    assert role(cmt="true").asked_variant == "cmt"
    assert role(cmt="false").asked_variant == "non-cmt"
    assert role(cmt="true", variant="cmt").asked_variant == "cmt"


# --- whom the post reports to -----------------------------------------------------------------------------------------


def superior(folder: Path, words: str, **others: str) -> Checked[str]:
    """What the page says of a post whose file says `reports_to: words`, beside other role files."""
    post = f"title: Post\nlevel: director\ncmt: true\nreports_to: {words}\n"
    write(folder, {f"{name}.yaml": text for name, text in {**others, "post": post}.items()})
    register = Register(sorted(folder.glob("*.yaml")))
    return register.reports_to(needed(read_role(folder / "post.yaml")), needed(load(ROOT / "data")))


BOSS = "title: Director of Everything\nlevel: executive-director\n"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("boss", "Director of Everything"),
        ("executive-director", "Executive Director"),
        ("director", "Director"),
        ("The Leader, day to day", "The Leader, day to day"),
        ("Leader", "Leader"),
    ],
)
def test_a_superior_is_a_role_else_a_level_else_plain_words(tmp_path: Path, words: str, shown: str) -> None:
    assert needed(superior(tmp_path, words, boss=BOSS)) == shown


def test_a_role_comes_before_a_level_of_the_same_id(tmp_path: Path) -> None:
    assert needed(superior(tmp_path, "director", director=BOSS)) == "Director of Everything"


def test_a_superiors_title_is_known_though_its_file_has_faults(tmp_path: Path) -> None:
    assert needed(superior(tmp_path, "boss", boss=f"{BOSS}grad: 5\n")) == "Director of Everything"


@pytest.mark.parametrize("words", ["boss-of-all", "managing-directr", "x"])
def test_an_id_that_nobody_has_is_told(tmp_path: Path, words: str) -> None:
    found = superior(tmp_path, words, boss=BOSS)
    assert found.value is None
    assert [(problem.rule, problem.place and problem.place.line) for problem in found.problems] == [("unknown-role", 4)]


@pytest.mark.parametrize(
    "others",
    [
        {},
        {"boss": "title: Boss\nlevel: director\ncmt: true\nreports_to: post\n"},
        {"boss": "title: Boss\nlevel: director\ncmt: true\nreports_to: top\n", "top": f"{BOSS}reports_to: post\n"},
    ],
)
def test_a_line_that_goes_in_a_circle_is_told_with_the_whole_circle(tmp_path: Path, others: dict[str, str]) -> None:
    (problem,) = superior(tmp_path, "boss" if others else "post", **others).problems
    assert problem.rule == "reporting-loop"
    assert all(name in problem.message for name in ["post", *others])


def test_a_circle_further_up_is_not_this_roles_fault(tmp_path: Path) -> None:
    others = {"a": f"{BOSS}reports_to: b\n", "b": f"{BOSS}reports_to: a\n"}
    assert needed(superior(tmp_path, "a", **others)) == "Director of Everything"


def test_the_superiors_title_is_on_the_page(run: Run, tmp_path: Path) -> None:
    assert run("build", EXAMPLES / "roles" / "director-finance.yaml", "--out", tmp_path).code == 0
    found = rows((tmp_path / "director-finance.docx").read_bytes())
    assert ["Reports to", "Executive Director – Place & Resources"] in found
