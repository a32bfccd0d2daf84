"""What `rolegen evaluation` says of a changed role, to a councillor; and what it leaves alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from rolegen.evaluation.finding import Case
from rolegen.evaluation.found import per_cent
from rolegen.evaluation.job import Superior
from rolegen.evaluation.weighing import weigh
from rolegen.evaluation.wording import paired
from tests.evaluated import (
    ABOVE,
    DUTIES,
    EVALUATION,
    ROLE,
    changed,
    compared,
    default,
    dimensions,
    job,
    role,
    rules_told,
    told,
)


def duties(*texts: str) -> Mapping[str, Any]:
    return {"accountabilities": [{"text": text} for text in texts]}


NO_REASONS: Mapping[str, Mapping[str, Any]] = {
    "nothing": {},
    "a new title": {"title": "Chief Bridges Officer"},
    "more volume": dimensions(staff_fte="455", revenue_budget="6500000", capital_budget="3300000", year="2025/26"),
    "one more report for someone who has five": dimensions(direct_reports="6"),
    "a new tool": duties(DUTIES[0], *DUTIES[1:2], f"{DUTIES[2][:-1]}, with software.", *DUTIES[3:]),
    "services put together and parted": {
        "service_areas": ["Swing bridges & footbridges", "Locks and towpaths"],
    },
    "one employer named": {"employers": ["Fenmoor County Council"]},
    "better words": duties(DUTIES[0].replace("Keep", "Maintain"), *DUTIES[1:]),
    "another order": duties(*reversed(DUTIES)),
    "contacts": {"contacts": {"internal": ["Audit"], "external": ["The Environment Agency", "Anglers"]}},
    "dates and minutes": {
        "status": "approved", "version": "2.0", "framework": "2022", "approved_by": "Full Council",
        "approved_on": "2026-05-01", "minute": "FC 3/26", "review_by": "2028-05-01", "effective_from": "2026-06-01",
    },
    "a new place of work": {"location": "Lock Cottage", "working_pattern": "Job share", "directorate": "Water"},
    "a review of the evaluation under way": {"job_evaluation": {**EVALUATION, "status": "under-review"}},
    "criteria that are no qualifications": {
        "person_profile": [*ROLE["person_profile"][:2], {
            "criterion": "Can read a river", "category": "skills", "importance": "essential",
        }],
    },
    "an equivalent let in": {
        "person_profile": [
            {**ROLE["person_profile"][0], "criterion": "A degree in civil engineering, or equivalent experience"},
            *ROLE["person_profile"][1:],
        ],
    },
    "a check of criminal records": {"dbs": {"level": "standard"}},
    "a longer contract": {"contract": {"type": "fixed-term", "months": "36"}},
    "why the post is restricted": {"politically_restricted": {"status": "specified", "basis": "another reason"}},
    "a grade said otherwise": {"grade": "Grade 18."},
}  # fmt: skip


@pytest.mark.parametrize("change", NO_REASONS)
def test_what_is_no_reason_to_evaluate_again_finds_no_trigger(change: str) -> None:
    weighed = compared(changed(NO_REASONS[change]), as_at=date(2025, 6, 1))
    assert weighed.outcome in ("none", "note"), weighed.findings


def test_a_role_as_it_was_evaluated_is_told_nothing() -> None:
    assert compared(job(role()), as_at=date(2025, 6, 1)).findings == ()


def test_an_accountability_that_is_reworded_is_noted_and_does_not_count() -> None:
    now = DUTIES[0].replace("open and safe for those", "safe and usable by everybody")
    weighed = compared(changed(duties(now, *DUTIES[1:])))
    assert rules_told(weighed) == {"accountabilities": "note"}
    assert "reworded" in weighed.findings[0].said
    assert weighed.findings[0].before == f"“{DUTIES[0]}”"


def test_a_point_in_a_figure_is_no_mere_sign() -> None:
    then = changed(duties("Deliver the £46m Causeway by 2027.", *DUTIES))
    weighed = compared(changed(duties("Deliver the £4.6m Causeway by 2027.", *DUTIES)), then)
    assert rules_told(weighed) == {"accountabilities": "note"}
    assert rules_told(compared(changed({"grade": "1.8"}))) == {"grade": "refer"}


@pytest.mark.parametrize(
    "another_way",
    [
        ", or equivalent",
        " (or an equivalent qualification)",
        ", or equivalent relevant professional experience",
        " or able to show an equivalent level of experience",
        " or can show equivalent knowledge",
    ],
)
def test_a_qualification_that_may_be_had_another_way_is_the_same(another_way: str) -> None:
    degree = ROLE["person_profile"][0]
    asked = [{**degree, "criterion": f"{degree['criterion']}{another_way}"}, *ROLE["person_profile"][1:]]
    assert compared(changed({"person_profile": asked})).findings == ()


def test_a_qualification_that_may_be_another_one_is_another() -> None:
    degree = ROLE["person_profile"][0]
    asked = [{**degree, "criterion": f"{degree['criterion']} or equivalent diploma in drawing"}]
    assert rules_told(compared(changed({"person_profile": [*asked, *ROLE["person_profile"][1:]]}))) == {
        "qualification": "discuss"
    }


def test_one_direct_report_is_one() -> None:
    weighed = compared(changed(dimensions(direct_reports="0")), changed(dimensions(direct_reports="1")))
    finding = told(weighed, "line-management")[0]
    assert (finding.before, finding.after) == ("one direct report", "0 direct reports")


def test_services_listed_together_count_by_themselves() -> None:
    together = changed({"service_areas": ["Swing bridges and footbridges", "Locks and towpaths"]})
    weighed = compared(changed({"service_areas": ["Swing bridges and footbridges", "Locks"]}), together)
    assert [finding.said for finding in told(weighed, "services")] == [
        "The post gains Locks; it loses Locks and towpaths. One that only has another name counts as both."
    ]


def test_another_figure_in_an_accountability_is_noted() -> None:
    then = changed(duties("Answer every letter within 10 days of its receipt, in plain words and by name."))
    weighed = compared(
        changed(duties("Answer every letter within 30 days of its receipt, in plain words and by name.")), then
    )
    assert rules_told(weighed) == {"accountabilities": "note"}


SAID: Mapping[str, tuple[Mapping[str, Any], str, tuple[str, ...]]] = {
    "an office gained": (
        {"statutory": ["scrutiny-officer", "head-of-paid-service"]},
        "designation",
        ("The post is now Head of the Paid Service (Local Government and Housing Act 1989, section 4).",),
    ),
    "an office lost": (
        {"statutory": []},
        "designation",
        ("The post is no longer Scrutiny Officer (Local Government Act 2000, section 9FB).",),
    ),
    "budgets up": (
        dimensions(revenue_budget="7700000", capital_budget="4400000"),
        "budget",
        ("The budgets it answers for go up by 31%, from £10 million to £13.1 million.",),
    ),
    "budgets up and down": (
        dimensions(revenue_budget="4700000", capital_budget="4400000"),
        "budget",
        (
            (
                "The budgets it answers for change by 27% in all: revenue budget from £6 million to £4.7 million and"
                " capital budget from £3 million to £4.4 million."
            ),
        ),
    ),
    "a budget up and another not stated": (
        dimensions(revenue_budget="8000000", capital_budget=None),
        "budget",
        (
            "The file does not state the post's capital budget any more; when it was evaluated, it was £3 million.",
            ("The budgets it answers for go up by 20% of all the budgets it had, from £7 million to £9 million."),
        ),
    ),
    "a budget not stated": (
        dimensions(income=None),
        "budget",
        ("The file does not state the post's income any more; when it was evaluated, it was £1 million.",),
    ),
    "staff down": (
        dimensions(staff_fte="269.5"),
        "staff",
        ("The staff it leads go down by 32.6%, from 400 to 269.5 full-time equivalents.",),
    ),
    "services come and go": (
        {"service_areas": ["Swing bridges", "Locks", "Towpaths", "Libraries", "Registration"]},
        "services",
        (
            (
                "The post gains Libraries and Registration; it loses Footbridges. One that only has another name counts"
                " as both."
            ),
        ),
    ),
    "a service goes": (
        {"service_areas": ["Swing bridges", "Footbridges", "Locks"]},
        "services",
        ("The post loses Towpaths.",),
    ),
    "services with an and": (
        {"service_areas": [*ROLE["service_areas"], "Parks and gardens", "Ferries"]},
        "services",
        ("The post gains “Parks and gardens” and “Ferries”.",),
    ),
    "a duty more": (
        duties(*DUTIES, "Run ferries at night."),
        "accountabilities",
        ("One accountability is new; all 5 that it had stay.",),
    ),
    "a joint post": (
        {"employers": ["Fenmoor County Council", "Mere District Council"]},
        "reporting-line",
        (
            (
                "It is now a joint post of Fenmoor County Council and Mere District Council; when it was evaluated, it"
                " was not shared."
            ),
        ),
    ),
    "duties gone": (
        duties(*DUTIES[:3]),
        "accountabilities",
        ("2 of the 5 it had are gone.",),
    ),
    "nobody left": (
        dimensions(direct_reports="0"),
        "line-management",
        ("Nobody reports to the post now; people did when it was evaluated.",),
    ),
    "reports": (
        dimensions(direct_reports="1"),
        "direct-reports",
        ("One person reports to the post directly; when it was evaluated, 5 people reported.",),
    ),
    "a grade": ({"grade": "20"}, "grade", ("The role's file says grade 20; the post was evaluated at grade 18.",)),
    "a limit": (
        dimensions(delegated_limit="1000000"),
        "delegation",
        ("The delegated financial limit is now £1 million; when the post was evaluated, it was £250,000.",),
    ),
    "a restriction ended": (
        {"politically_restricted": {"status": "no"}},
        "delegation",
        ("The post is now not politically restricted; it was evaluated as politically restricted (specified post).",),
    ),
    "qualifications": (
        {"person_profile": [{**ROLE["person_profile"][1], "importance": "essential"}]},
        "qualification",
        (
            "Essential when the post was evaluated, and not now: “Degree in civil engineering”.",
            "Essential now, and desirable when the post was evaluated: “Diploma in diving”.",
        ),
    ),
    "a purpose": (
        {"purpose": "Run ferries."},
        "purpose",
        ("The job purpose is rewritten; read both, for it may be another purpose or the same in other words.",),
    ),
}


@pytest.mark.parametrize("change", SAID)
def test_a_finding_is_a_plain_sentence(change: str) -> None:
    changes, rule, sentences = SAID[change]
    assert tuple(finding.said for finding in told(compared(changed(changes)), rule)) == sentences


def test_a_level_and_a_superior_are_told_by_their_titles() -> None:
    superior = Superior("Managing Director", "md", "managing-director", "Managing Director", "B0000")
    after = changed({"level": "executive-director"}, superior=superior, title="Executive Director", variant="cmt")
    found = {finding.rule: finding for finding in compared(after).findings}
    assert found["level"].said == "The post is now at the level Executive Director; it was evaluated as Director."
    assert found["reporting-line"].said == (
        "The post now reports to Managing Director; when it was evaluated, it reported to Executive Director of Works."
        " That is another tier."
    )
    assert found["reporting-line"].before == "Executive Director of Works (Executive Director)"
    assert found["team-membership"].said == "The post now sits on the Corporate Management Team."
    assert found["level"].threshold == "refer: any change"
    assert found["level"].factors == ("know-how", "problem solving", "accountability")


def test_small_steps_over_years_are_told_once_their_sum_is_large() -> None:
    sizes = [round(400 * 1.06**step, 1) for step in range(8)]
    found = [rules_told(compared(changed(dimensions(staff_fte=str(size))))).get("staff", "none") for size in sizes]
    assert found == ["none", "none", "none", "note", "discuss", "discuss", "discuss", "refer"]


def test_three_matters_to_discuss_are_referred_together() -> None:
    after = changed({"person_profile": [], **dimensions(staff_fte="500", delegated_limit="300000")})
    weighed = compared(after)
    assert weighed.outcome == "refer"
    assert told(weighed, "many-changes")[0].said == (
        "3 rules say that a change should be discussed: staff, essential qualifications and freedom to act."
    )


def test_a_post_never_evaluated_is_referred_before_it_is_advertised() -> None:
    for evaluation in (None, {"status": "not-evaluated"}, {"status": "indicative"}):
        weighed = weigh(Case(changed({"job_evaluation": evaluation})), default())
        assert rules_told(weighed) == {"never-evaluated": "refer"}
        assert "before it is advertised" in weighed.findings[0].said


def test_an_evaluated_post_without_a_copy_is_told_how_to_keep_one() -> None:
    weighed = weigh(Case(job(role())), default())
    assert rules_told(weighed) == {"no-copy": "discuss"}
    assert "rolegen evaluation director-bridges --record" in weighed.findings[0].said


def test_a_file_that_names_another_evaluation_than_the_copy_is_compared_all_the_same() -> None:
    after = changed({"job_evaluation": {**EVALUATION, "date": "2025-03-01"}, "statutory": []})
    assert rules_told(compared(after)) == {"no-copy": "discuss", "designation": "refer"}


def test_an_evaluated_grade_other_than_the_roles_is_told_without_a_copy_too() -> None:
    weighed = weigh(Case(changed({"job_evaluation": {**EVALUATION, "grade": "17"}})), default())
    assert rules_told(weighed) == {"no-copy": "discuss", "grade": "refer"}


def test_the_age_of_an_evaluation_is_told_only_where_a_day_is_looked_at() -> None:
    after = job(role())
    assert rules_told(compared(after)) == {}
    weighed = compared(after, as_at=date(2030, 1, 1))
    assert rules_told(weighed) == {"old-evaluation": "note"}
    assert weighed.findings[0].said == "The last evaluation, of 1 February 2024, is 3 years old or more."


def test_a_recent_evaluation_and_a_short_contract_are_told_only_beside_something_to_discuss() -> None:
    short = {"contract": {"type": "fixed-term", "months": "9"}}
    assert rules_told(compared(changed(short), as_at=date(2024, 6, 1))) == {}
    told_too = rules_told(compared(changed({**short, "statutory": []}), as_at=date(2024, 6, 1)))
    assert told_too == {"designation": "refer", "temporary": "note", "recent-evaluation": "note"}


def test_very_many_accountabilities_are_paired_by_their_rare_words_and_in_any_order() -> None:
    olds = [f"Lead service {number} with care for those who rely on unit{number} each day." for number in range(90)]
    news = [f"Lead service {number} with care for people who rely on unit{number} each night." for number in range(90)]
    found = paired(olds, news, most=900)
    assert len(found.reworded) == 90
    back = paired(olds, news[::-1], most=900)
    assert {(old, 89 - new) for old, new in back.reworded} == set(found.reworded)


def test_wordings_that_have_most_words_in_common_are_paired_first() -> None:
    olds = ("Keep roads open in winter snow", "Keep roads open in summer heat")
    news = ("Keep roads open in summer", "Keep roads open in winter snow and ice, whatever comes")
    assert paired(olds, news).reworded == ((0, 1), (1, 0))


def test_a_superior_without_a_change_is_told_nothing_though_its_title_has_a_new_look() -> None:
    assert (
        rules_told(compared(changed({}, superior=replace(ABOVE, said="executive director, of works", role="")))) == {}
    )


def test_a_service_named_in_the_plural_or_in_another_order_is_the_same() -> None:
    then = changed(
        {"service_areas": ["Children's social care", "Library service", "Policy & performance", "Well-being"]}
    )
    now = ["Wellbeing", "Social care for children", "Performance and policy", "Library Services"]
    assert rules_told(compared(changed({"service_areas": now}), then)) == {}
    others = ["Adults' social care", "Library service", "Policy & performance", "Well-being"]
    assert rules_told(compared(changed({"service_areas": others}), then)) == {"services": "refer"}


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(200, 3), "66.7%"),
        (Fraction(25), "25%"),
        (Fraction("24.96"), "just under 25%"),
        (Fraction("24.94"), "24.9%"),
        (Fraction("0.04"), "less than 0.1%"),
        (Fraction("99.97"), "just under 100%"),
        (Fraction("1407.8"), "1,408%"),
        (Fraction("1408.2"), "1,408%"),
    ],
)
def test_no_share_is_rounded_up_to_a_threshold_that_it_misses(share: Fraction, said: str) -> None:
    assert per_cent(share) == said
