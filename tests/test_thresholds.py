"""Every rule of `rolegen evaluation`, just under, exactly at and just over each of its thresholds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from rolegen.evaluation.finding import OUTCOMES, Case, Outcome, Weighed
from rolegen.evaluation.job import Superior
from rolegen.evaluation.rulebook import STEPS, shipped
from rolegen.evaluation.weighing import weigh
from tests.evaluated import (
    ABOVE,
    EVALUATION,
    changed,
    compared,
    default,
    dimensions,
    job,
    of_settings,
    outcome,
    role,
)
from tests.samples import needed


@dataclass(frozen=True)
class Edge:
    """What is weighed just under a threshold, exactly at it and just over it."""

    under: Weighed
    at: Weighed
    over: Weighed


def staff(size: str) -> Weighed:
    return compared(changed(dimensions(staff_fte=size)))


def budget(revenue: str, **others: str) -> Weighed:
    """Revenue, capital and income came to 10 million together."""
    return compared(changed(dimensions(revenue_budget=revenue, **others)))


def services(came: int, left: int = 0) -> Weighed:
    """A hundred services, some of them others now; each has a word of its own."""
    names = [f"Service{number}" for number in range(200)]
    then = changed({"service_areas": names[:100]})
    return compared(changed({"service_areas": [*names[left : 100 + came]]}), then)


def duties(new: int) -> Weighed:
    """A hundred accountabilities, some of them replaced."""
    texts = [{"text": f"Answer{number} for{number} everything{number} here{number}."} for number in range(200)]
    then = changed({"accountabilities": texts[:100]})
    return compared(changed({"accountabilities": texts[new : 100 + new]}), then)


def above(**changes: str) -> Weighed:
    return compared(changed({}, superior=replace(ABOVE, **changes)))


def purpose(kept: int) -> Weighed:
    """Ten words, some of them kept."""
    then = changed({"purpose": " ".join(f"old{'abcdefghij'[number]}" for number in range(10))})
    words = [f"{'old' if number < kept else 'new'}{'abcdefghij'[number]}" for number in range(10)]
    return compared(changed({"purpose": " ".join(words)}), then)


def asked(*criteria: tuple[str, str, str]) -> Weighed:
    keys = ("criterion", "category", "importance")
    return compared(changed({"person_profile": [dict(zip(keys, one, strict=True)) for one in criteria]}))


def copied(evaluation: Mapping[str, Any] | None, *, kept: bool = True) -> Weighed:
    """With or without a copy as evaluated, the file saying this of its evaluation."""
    after, then = changed({"job_evaluation": evaluation}), job(role())
    return weigh(Case(after, then, then.role.job_evaluation) if kept else Case(after), default())


def many(changes: int) -> Weighed:
    """So many rules that each say “discuss”: one service more than twelve, more staff, no diploma, another limit."""
    names = [f"Service{number}" for number in range(13)]
    then = changed({"service_areas": names[:12]})
    each: list[dict[str, Any]] = [{"service_areas": names}, {"person_profile": []}, dimensions(staff_fte="500")]
    each.append(dimensions(staff_fte="500", delegated_limit="300000"))
    now: dict[str, Any] = {"service_areas": names[:12]}
    for one in each[:changes]:
        now |= one
    return compared(changed(now), then)


def aged(as_at: date) -> Weighed:
    """Evaluated on 1 February 2024; with a change to refer, or a brake has nothing to hold."""
    return compared(changed({"grade": "20"}), as_at=as_at)


def lasting(months: int | None = None, until: str | None = None) -> Weighed:
    lasts = {"months": str(months)} if months else {"until": until}
    return compared(
        changed({"grade": "20", "contract": {"type": "fixed-term", **lasts}, "effective_from": "2025-01-01"})
    )


ENGINEER = ("Degree in civil engineering", "qualifications", "essential")
DIVER = ("Diploma in diving", "qualifications", "desirable")
BRIDGE = ("Has crossed a bridge by night", "experience", "essential")


@cache
def edges() -> Mapping[tuple[str, str], Edge]:
    """Each threshold with its cases; where no size is measured, “at” and “over” are two ways to reach it."""
    return {
        ("never-evaluated", "outcome"): Edge(
            copied(None), copied({"status": "indicative"}, kept=False), copied(None, kept=False)
        ),
        ("no-copy", "outcome"): Edge(
            copied(EVALUATION), copied({**EVALUATION, "reference": "JE-8"}), copied(EVALUATION, kept=False)
        ),
        ("level", "outcome"): Edge(
            compared(changed({"level": "chief"}, title="director")),
            compared(changed({"level": "chief"}, title="Chief")),
            compared(changed({"level": "assistant-director"}, title="Assistant Director")),
        ),
        ("grade", "outcome"): Edge(
            compared(changed({"grade": None})), compared(changed({"grade": "17"})), compared(changed({"grade": "19"}))
        ),
        ("designation", "outcome"): Edge(
            compared(changed({"statutory": ["scrutiny-officer"]})),
            compared(changed({"statutory": []})),
            compared(changed({"statutory": ["scrutiny-officer", "monitoring-officer"]})),
        ),
        ("reporting-line", "outcome"): Edge(
            above(said="Executive Director of Works and Parks", role="ed-other", post_number="B2"),
            above(
                said="Managing Director",
                role="md",
                level="managing-director",
                level_title="Managing Director",
                post_number="",
            ),
            compared(changed({}, superior=Superior("The Board of Bridges"))),
        ),
        ("team-membership", "outcome"): Edge(
            compared(changed({}, variant="")),
            compared(changed({}, variant="cmt")),
            compared(changed({}, variant="third")),
        ),
        ("services", "discuss"): Edge(services(0), services(1), services(0, 1)),
        ("services", "refer"): Edge(services(12, 12), services(12, 13), services(13, 13)),
        ("line-management", "outcome"): Edge(
            compared(changed(dimensions(direct_reports="1"))),
            compared(changed(dimensions(direct_reports="0"))),
            compared(changed(dimensions(staff_fte="0"))),
        ),
        ("budget", "note"): Edge(budget("7499999.99"), budget("7500000"), budget("7500000.01")),
        ("budget", "discuss"): Edge(
            budget("6000000", income="0", capital_budget="4499999.99"),
            budget("6000000", income="0", capital_budget="4500000"),
            budget("6000000", income="0", capital_budget="4500000.01"),
        ),
        ("budget", "refer"): Edge(budget("1000000.01"), budget("1000000"), budget("999999.99")),
        ("staff", "note"): Edge(staff("459.9999"), staff("460"), staff("460.0001")),
        ("staff", "discuss"): Edge(staff("300.0001"), staff("300"), staff("299.9999")),
        ("staff", "refer"): Edge(staff("599.9999"), staff("600"), staff("600.0001")),
        ("direct-reports", "note"): Edge(
            compared(changed(dimensions(direct_reports="5"))),
            compared(changed(dimensions(direct_reports="6"))),
            compared(changed(dimensions(direct_reports="1"))),
        ),
        ("accountabilities", "note"): Edge(duties(14), duties(15), duties(16)),
        ("accountabilities", "discuss"): Edge(duties(19), duties(20), duties(21)),
        ("accountabilities", "refer"): Edge(duties(39), duties(40), duties(41)),
        ("purpose", "outcome"): Edge(purpose(6), purpose(5), purpose(4)),
        ("qualification", "outcome"): Edge(
            asked(ENGINEER, BRIDGE),
            asked(DIVER, BRIDGE),
            asked(ENGINEER, BRIDGE, ("Diploma in diving", "qualifications", "essential")),
        ),
        ("delegation", "outcome"): Edge(
            compared(changed({"politically_restricted": {"status": "specified", "basis": "chief officer"}})),
            compared(changed(dimensions(delegated_limit="250000.01"))),
            compared(changed({"politically_restricted": {"status": "sensitive"}})),
        ),
        ("many-changes", "refer"): Edge(many(2), many(3), many(4)),
        ("temporary", "note"): Edge(lasting(13), lasting(12), lasting(11)),
        ("old-evaluation", "note"): Edge(aged(date(2027, 1, 31)), aged(date(2027, 2, 1)), aged(date(2027, 2, 2))),
        ("recent-evaluation", "note"): Edge(aged(date(2025, 2, 1)), aged(date(2025, 1, 31)), aged(date(2025, 1, 30))),
    }


def thresholds() -> Iterator[tuple[str, str]]:
    """Every rule with each of its thresholds; one that has none, with its outcome."""
    for name, rule in shipped().items():
        steps: list[str] = [step for step in STEPS if getattr(rule, step) is not None]
        yield from ((name, step) for step in (steps or ["outcome"]))


def test_every_threshold_of_every_rule_has_its_cases() -> None:
    assert len(shipped()) == 20
    assert sorted(edges()) == sorted(thresholds())


@pytest.mark.parametrize("edge", [*thresholds()], ids="-".join)
def test_just_under_a_threshold_a_rule_comes_to_less_and_from_there_on_to_its_outcome(edge: tuple[str, str]) -> None:
    rule, step = edge
    rank = OUTCOMES.index
    expected: Outcome = default().rules[rule].outcome if step == "outcome" else next(o for o in OUTCOMES if o == step)
    assert rank(outcome(edges()[edge].under, rule)) < rank(expected)
    assert outcome(edges()[edge].at, rule) == expected
    assert outcome(edges()[edge].over, rule) == expected


@cache
def bands() -> Mapping[str, tuple[str, Weighed, Weighed, Weighed]]:
    """A band for each rule that may have some, and sizes just below its end, at it and above it."""
    return {
        "budget": ("10000001", budget("5999999.99"), budget("6000001"), budget("6000001.01")),
        "staff": ("410", staff("409.9999"), staff("410"), staff("410.0001")),
    }


def test_every_rule_with_bands_has_its_cases() -> None:
    assert sorted(bands()) == sorted(name for name, rule in shipped().items() if rule.bands is not None)


@pytest.mark.parametrize("rule", ["budget", "staff"])
def test_a_size_that_crosses_a_band_is_referred_however_small_the_change(rule: str, tmp_path: Path) -> None:
    band, under, at, over = bands()[rule]
    rules = needed(of_settings(tmp_path, f"reevaluation: {{rules: {{{rule}: {{bands: [{band}]}}}}}}\n"))
    found = [outcome(weigh(case.case, rules), rule) for case in (under, at, over)]
    assert found == ["none", "refer", "refer"]
    back = [
        replace(case.case, after=case.case.before or case.case.after, before=case.case.after)
        for case in (under, at, over)
    ]
    assert [outcome(weigh(case, rules), rule) for case in back] == ["none", "refer", "refer"]


def test_ups_alone_or_downs_alone_cross_a_band_even_where_they_cancel_out(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, "reevaluation: {rules: {budget: {bands: [10500000]}}}\n"))
    after = changed(dimensions(revenue_budget="6500000", capital_budget="2500000"))
    assert outcome(compared(after), "budget") == "none"
    assert outcome(compared(after, rules=rules), "budget") == "refer"


@pytest.mark.parametrize(
    ("then", "now", "rule"),
    [("revenue_budget", None, "budget"), ("income", None, "budget"), ("staff_fte", None, "staff")],
)
def test_a_size_that_one_side_does_not_state_is_to_be_discussed(then: str, now: None, rule: str) -> None:
    without = changed(dimensions(**{then: now}))
    assert outcome(compared(without), rule) == "discuss"
    assert outcome(compared(job(role()), without), rule) == "discuss"


def test_a_size_that_was_nothing_is_referred_as_soon_as_it_is_something() -> None:
    nothing = {"revenue_budget": "0", "capital_budget": "0", "income": "0", "staff_fte": "0"}
    before = changed(dimensions(**nothing))
    assert outcome(compared(before, before), "budget") == "none"
    after = changed(dimensions(**{**nothing, "income": "1", "staff_fte": "0.5"}))
    assert outcome(compared(after, before), "budget") == "refer"
    assert outcome(compared(after, before), "staff") == "refer"


def test_where_there_were_no_services_or_accountabilities_any_are_all() -> None:
    before = changed({"service_areas": [], "accountabilities": []})
    assert outcome(compared(before, before), "services") == "none"
    assert outcome(compared(job(role()), before), "services") == "refer"
    assert outcome(compared(job(role()), before), "accountabilities") == "refer"


LINES: Mapping[str, tuple[Superior | None, Superior | None, str]] = {
    "the same role": (ABOVE, replace(ABOVE, said="Director General", post_number="B9"), "none"),
    "the same post number": (ABOVE, replace(ABOVE, said="Director General", role="general"), "none"),
    "the same title": (ABOVE, replace(ABOVE, role="works", post_number=""), "none"),
    "a namesake with another number": (ABOVE, replace(ABOVE, role="works", post_number="B9"), "discuss"),
    "a namesake of another tier": (ABOVE, Superior(ABOVE.said, "works", "director", "Director", "B9"), "refer"),
    "the same words": (
        Superior("The Council; day to day, the Leader"),
        Superior("The Council, day-to-day the leader."),
        "none",
    ),
    "the same post at another level": (ABOVE, replace(ABOVE, level="director", level_title="Director"), "note"),
    "a level renamed": (ABOVE, replace(ABOVE, level="corporate-director", level_title="Executive director"), "none"),
    "another post of its level": (
        ABOVE,
        Superior("Someone", "x", "executive-director", "Executive Director"),
        "discuss",
    ),
    "another post of a level of that title": (ABOVE, Superior("Someone", "x", "ed", "Executive Director"), "discuss"),
    "words that are the level's title": (ABOVE, Superior("Executive Director"), "discuss"),
    "another level": (ABOVE, Superior("Someone", "x", "director", "Director"), "refer"),
    "a level and plain words": (ABOVE, Superior("Full Council"), "refer"),
    "a level, renamed": (
        Superior("ED", "", "ed", "ED"),
        Superior("Corporate Director", "", "ed", "Corporate Director"),
        "none",
    ),
    "a post of a level and that level": (
        ABOVE,
        Superior("Executive Director", "", ABOVE.level, ABOVE.level_title),
        "discuss",
    ),
    "plain words and a level": (Superior("Full Council"), ABOVE, "refer"),
    "plain words and others": (Superior("Full Council"), Superior("The Cabinet"), "discuss"),
    "nobody then": (None, ABOVE, "discuss"),
    "nobody now": (ABOVE, None, "discuss"),
    "nobody": (None, None, "none"),
}


@pytest.mark.parametrize("line", LINES)
def test_the_reporting_line_is_known_by_post_and_tier(line: str) -> None:
    then, now, expected = LINES[line]
    weighed = compared(changed({}, superior=now), changed({}, superior=then))
    assert outcome(weighed, "reporting-line") == expected


def test_a_contract_that_ends_within_twelve_months_of_its_start_is_temporary() -> None:
    found = [outcome(lasting(until=day), "temporary") for day in ("2025-12-31", "2026-01-01")]
    assert found == ["note", "none"]


def test_an_organisation_may_have_temporary_changes_discussed_at_most(tmp_path: Path) -> None:
    capped = needed(of_settings(tmp_path, "reevaluation: {rules: {temporary: discuss}}\n"))
    assert lasting(12).outcome == "refer"
    assert weigh(lasting(12).case, capped).outcome == "discuss"
    assert weigh(lasting(13).case, capped).outcome == "refer"
    assert capped.rules["temporary"].threshold == "note up to 12 months, and the role then comes to discuss at most"


def test_shares_are_of_what_there_was_when_the_post_was_evaluated() -> None:
    one_more = changed({"service_areas": ["Swing bridges", "Footbridges", "Locks", "Towpaths", "Ferries"]})
    assert outcome(compared(one_more), "services") == "refer", "one of four that there were"
    no_capital = compared(changed(dimensions(revenue_budget="10900000", capital_budget=None)))
    assert outcome(no_capital, "budget") == "discuss", "49% of the ten million that there were"
