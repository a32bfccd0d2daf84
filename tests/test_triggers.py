"""The rules of `rolegen evaluation`: what they state, and what an organisation changes of them in rolegen.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolegen.evaluation.finding import OUTCOMES
from rolegen.evaluation.rulebook import shipped
from rolegen.evaluation.weighing import ASKED, COMPARED, TOGETHER
from rolegen.fields import id_fault
from rolegen.problems import Problem
from tests.evaluated import changed, compared, default, dimensions, of_settings, outcome, told
from tests.samples import needed, write

ORDER = (
    "never-evaluated", "no-copy", "level", "grade", "designation", "reporting-line", "team-membership", "services",
    "line-management", "budget", "staff", "direct-reports", "accountabilities", "purpose", "qualification",
    "delegation", "many-changes", "temporary", "old-evaluation", "recent-evaluation",
)  # fmt: skip


def wanting(rules: str) -> str:
    """A rolegen.yaml with rules of the organisation's own."""
    return f"reevaluation:\n  rules:\n    {rules}\n"


def test_the_rules_stand_in_the_order_of_a_report_and_each_has_one_function() -> None:
    assert tuple(shipped()) == ORDER
    functions = [*ASKED, *COMPARED, *TOGETHER]
    assert sorted(functions) == sorted(ORDER)


def test_each_rule_says_plainly_what_it_compares_why_it_matters_and_on_whose_practice_it_rests() -> None:
    rules = shipped()
    assert len(rules) == 20
    for name, rule in rules.items():
        assert not id_fault(name)
        assert rule.factors
        assert rule.reason.endswith(".")
        assert rule.basis.endswith(".")
        assert rule.compares.endswith(".")
        assert rule.outcome or rule.unit
        assert "http" not in rule.basis


def test_thresholds_of_a_rule_grow_with_the_outcome() -> None:
    stepped = [trigger for trigger in default().rules.values() if len(trigger.steps) > 1]
    assert len(stepped) >= 4
    for trigger in stepped:
        assert [outcome for outcome, _ in trigger.steps] == sorted((o for o, _ in trigger.steps), key=OUTCOMES.index)
        assert [start for _, start in trigger.steps] == sorted({start for _, start in trigger.steps})


def test_thresholds_are_told_in_words() -> None:
    words = {name: trigger.threshold for name, trigger in default().rules.items()}
    assert words["budget"] == "note from 15%, discuss from 25%, refer from 50%"
    assert words["services"] == "discuss any change, refer from 25%"
    assert words["level"] == "refer: any change"
    assert words["many-changes"] == "refer from 3 rules"
    assert words["old-evaluation"] == "note from 36 months"
    assert words["temporary"] == "note up to 12 months"


def test_bands_are_told_in_words_and_in_order(tmp_path: Path) -> None:
    wanted = wanting("budget: {bands: [10000000, 1000000]}\n    staff: {bands: [50.5]}\n    level: off")
    words = {name: trigger.threshold for name, trigger in needed(of_settings(tmp_path, wanted)).rules.items()}
    assert words["budget"].endswith("refer from 50%, refer across £1 million and £10 million")
    assert words["staff"].endswith("refer across 50.5")
    assert words["level"] == "off"


def test_default_thresholds_say_that_nobody_has_adopted_them(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, "organisation: Fenmoor\n"))
    assert rules.standing == "Default thresholds, not adopted by your organisation."
    assert not rules.adopted


def test_changed_thresholds_say_so_until_someone_is_named_who_approved_them(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, wanting("staff: {refer: 60}")))
    assert rules.standing == "Thresholds changed in rolegen.yaml, not adopted by your organisation."
    assert not rules.adopted


def test_a_reason_alone_changes_nothing_and_is_told(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, wanting("level: {reason: Agreed with the unions.}")))
    assert rules.standing == "Default thresholds, not adopted by your organisation."
    assert told(compared(changed({"level": "x"}, title="X"), rules=rules), "level")[0].basis.endswith(
        "say what each level answers for. Agreed with the unions."
    )


def test_adopted_thresholds_name_who_approved_them_and_when(tmp_path: Path) -> None:
    adopted = "reevaluation: {approved_by: Appointments Committee, approved_on: 2026-03-31, minute: AC 12/26}\n"
    rules = needed(of_settings(tmp_path, adopted))
    assert rules.standing == "Thresholds adopted by Appointments Committee on 31 March 2026, minute AC 12/26."
    assert rules.adopted


def test_an_organisation_changes_thresholds_outcomes_and_reasons(tmp_path: Path) -> None:
    wanted = "qualification: {outcome: refer, reason: Agreed with the unions.}\n    staff: {discuss: 60, refer: 90}"
    rules = needed(of_settings(tmp_path, wanting(wanted)))
    assert rules.rules["qualification"].reason_here == "Agreed with the unions."
    assert rules.rules["qualification"].is_changed
    assert not rules.rules["level"].is_changed
    after = changed({**dimensions(staff_fte="640"), "person_profile": []})
    assert outcome(compared(after), "staff") == "refer"
    assert outcome(compared(after), "qualification") == "discuss"
    weighed = compared(after, rules=rules)
    assert outcome(weighed, "staff") == "discuss"
    assert outcome(weighed, "qualification") == "refer"
    assert told(weighed, "qualification")[0].basis.endswith("Changed in rolegen.yaml: Agreed with the unions.")
    assert told(weighed, "staff")[0].basis.endswith("Changed in rolegen.yaml.")


def test_a_rule_that_is_off_finds_nothing(tmp_path: Path) -> None:
    after = changed({"grade": "20"})
    assert outcome(compared(after), "grade") == "refer"
    assert compared(after, rules=needed(of_settings(tmp_path, wanting("grade: off")))).findings == ()


def test_a_lower_threshold_for_more_leaves_out_the_shipped_one_for_less(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, wanting("staff: {refer: 20}")))
    assert rules.rules["staff"].threshold == "note from 15%, refer from 20%"


def test_a_weaker_outcome_holds_for_the_lesser_findings_of_a_rule_too(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, wanting("reporting-line: note")))
    assert outcome(compared(changed({}, superior=None)), "reporting-line") == "discuss"
    assert outcome(compared(changed({}, superior=None), rules=rules), "reporting-line") == "note"


def test_a_rule_with_a_note_at_most_may_be_given_a_threshold_for_more(tmp_path: Path) -> None:
    rules = needed(of_settings(tmp_path, wanting("direct-reports: {discuss: 60}")))
    assert rules.rules["direct-reports"].threshold == "note any change, discuss from 60%"
    assert outcome(compared(changed(dimensions(direct_reports="8")), rules=rules), "direct-reports") == "discuss"
    assert outcome(compared(changed(dimensions(direct_reports="7")), rules=rules), "direct-reports") == "note"


FAULTS = {
    "staf: off": ("unknown-rule", "staf:", "Did you mean “staff”?"),
    "level: {refer: 20}": ("trigger", "refer:", "The rule “level” has no thresholds."),
    "budget: discuss": ("trigger", "discuss", "depends on its thresholds"),
    "budget: {outcome: refer}": ("trigger", "outcome:", "note: 15, discuss: 25, refer: 50"),
    "staff: {discuss: 40, refer: 30}": ("trigger", "discuss:", "“discuss” from 40 is never reached: refer is from 30."),
    "staff: {discuss: 60}": ("trigger", "discuss:", "“discuss” from 60 is never reached: refer is from 50."),
    "services: {bands: [3]}": ("trigger", "bands:", "The rule “services” has no bands."),
    "budget: {bands: [0]}": ("trigger", "bands:", "A band that ends at 0 is none."),
    "temporary: refer": ("trigger", "refer", "cannot come to refer"),
    "recent-evaluation: {refer: 12}": ("trigger", "refer:", "only gives a note"),
}


@pytest.mark.parametrize("wanted", FAULTS)
def test_what_cannot_be_said_of_a_rule_is_told_at_its_place(wanted: str, tmp_path: Path) -> None:
    checked = of_settings(tmp_path, wanting(wanted))
    assert len(checked.problems) == 1
    rule, at, said = FAULTS[wanted]
    assert_told(checked.problems[0], rule, at, said)


def assert_told(problem: Problem, rule: str, at: str, said: str) -> None:
    assert problem.rule == rule
    assert said in f"{problem.message} {problem.hint}"
    assert problem.place is not None
    assert problem.place.line == 3
    assert problem.place.source[problem.place.column - 1 :].startswith(at)


@pytest.mark.parametrize("wanted", ["staff: {refer: -5}", "staff: {refer: a third}", "budget: {bands: [-1]}"])
def test_a_threshold_is_a_plain_number(wanted: str, tmp_path: Path) -> None:
    from rolegen import workspace

    write(tmp_path, {"rolegen.yaml": wanting(wanted)})
    found = workspace.find(tmp_path)
    assert [problem.rule for problem in found.problems] == ["number"]
    assert [problem.place.line if problem.place else 0 for problem in found.problems] == [3]


def test_an_approval_without_a_name_is_told(tmp_path: Path) -> None:
    checked = of_settings(tmp_path, "reevaluation: {approved_on: 2026-03-31, minute: AC 12/26}\n")
    assert [problem.rule for problem in checked.problems] == ["trigger", "trigger"]
    assert "nobody is named" in checked.problems[0].message
