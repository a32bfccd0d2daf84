"""The rules on what is asked of a person: what they say and where, and what they leave alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.framework import Framework, load
from rolegen.lint.amounts import OF_A_ROLE
from rolegen.lint.criteria import OF_A_PASSAGE
from rolegen.lint.finding import Finding
from rolegen.lint.linter import Linter
from rolegen.lint.passages import Passage
from rolegen.lint.phrases import pattern
from rolegen.lint.rule import Rule, rules
from rolegen.problems import as_text
from rolegen.role import parse_role, read_role
from rolegen.source import parse
from rolegen.workspace import find
from tests.conftest import EXAMPLES
from tests.samples import EXAMPLE_FILES, UNTIMED, as_yaml, needed

OURS = (*OF_A_PASSAGE, *OF_A_ROLE)
ASKED = {"category": "skills", "importance": "essential", "assessed_by": ["interview"]}


@cache
def framework() -> Framework:
    return needed(load(EXAMPLES / "data"))


@cache
def ours() -> Mapping[str, Rule]:
    """Our rules as they hold in the example workspace."""
    held = needed(rules(needed(find(EXAMPLES))))
    return {name: held[name] for name in OURS}


def told(values: Mapping[str, Any], **changed: Rule) -> list[Finding]:
    """What our rules say of a role, in the order of its file."""
    file = needed(parse_role(as_yaml({"title": "Planner", "level": "director", **values}).encode(), Path("post.yaml")))
    found = Linter({**ours(), **changed}, framework(), {}).role(file)
    return sorted(found, key=lambda one: one.problem.place.column if one.problem.place else 0)


def at(finding: Finding) -> str:
    """The role file from where a finding stands; the file is one line."""
    place = finding.problem.place
    assert place
    return place.source[place.column - 1 :]


def asked(*texts: str, **fields: object) -> list[Finding]:
    """What they say of criteria."""
    return told({"person_profile": [{"criterion": text, **ASKED, **fields} for text in texts]})


def one(text: str, **fields: object) -> Finding:
    (finding,) = asked(text, **fields)
    return finding


def named(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    return [(finding.problem.rule, finding.problem.severity) for finding in findings]


# --- a role as a whole ------------------------------------------------------------------------------------------------


def criteria(count: int, **fields: object) -> dict[str, object]:
    return {"person_profile": [{"criterion": f"Has led project {n}", **ASKED, **fields} for n in range(count)]}


def test_criteria_that_nobody_says_how_to_assess_are_told_once_with_their_numbers() -> None:
    profile = criteria(5)["person_profile"]
    assert isinstance(profile, list)
    for n in (0, 1, 4):
        del profile[n]["assessed_by"]
    (finding,) = told({"person_profile": profile})
    assert (finding.problem.rule, finding.problem.severity) == ("no-assessment", "warning")
    assert "criteria 1, 2 and 5 will be assessed" in finding.problem.message
    assert "assessed_by: [application, interview]" in finding.problem.hint
    assert at(finding).startswith('{"criterion": "Has led project 0"')


def test_a_single_criterion_is_told_in_the_singular_and_all_of_them_as_all() -> None:
    only, several = told(criteria(1, assessed_by=[])), told(criteria(3, assessed_by=[]))
    assert [finding.problem.message for finding in (*only, *several)] == [
        "Nothing says how criterion 1 will be assessed.",
        "Nothing says how any of the 3 criteria will be assessed.",
    ]


def test_an_approved_role_must_say_how_each_criterion_is_assessed() -> None:
    approved = {"status": "approved", "version": "1.0", "framework": "2022", "approved_by": "Cabinet",
                "approved_on": "2025-03-01"}  # fmt: skip
    assert named(told({**approved, **criteria(2, assessed_by=[])})) == [("no-assessment", "error")]
    assert told({**approved, **criteria(2)}) == []


def test_as_many_essential_criteria_as_the_limit_are_fine_and_one_more_is_told() -> None:
    assert told(criteria(12)) == []
    (finding,) = told(criteria(13))
    assert (finding.problem.rule, finding.problem.severity) == ("too-many-essentials", "warning")
    assert finding.problem.message == "13 criteria are essential, which is more than 12."
    assert "13 under “skills”" in finding.problem.hint
    assert at(finding).startswith('"person_profile": [')


def test_desirable_criteria_do_not_count() -> None:
    assert told(criteria(30, importance="desirable")) == []


def test_too_many_accountabilities_are_told_at_their_key() -> None:
    duties = [{"text": f"Run service {n}."} for n in range(11)]
    assert told({"accountabilities": duties[:10]}) == []
    (finding,) = told({"accountabilities": duties})
    assert finding.problem.message == "There are 11 accountabilities, which is more than 10."
    assert at(finding).startswith('"accountabilities": [')


def test_an_organisation_may_set_its_own_limits() -> None:
    most = Rule("too-many-essentials", "note", ours()["too-many-essentials"].file, (), most=3)
    assert named(told(criteria(4), **{"too-many-essentials": most})) == [("too-many-essentials", "note")]


def test_a_role_without_criteria_and_duties_is_told_nothing() -> None:
    assert told({}) == []


# --- criteria ---------------------------------------------------------------------------------------------------------


def test_vague_praise_comes_with_a_measurable_way_to_say_this_very_thing() -> None:
    speech, team = one("Excellent communication skills"), one("A good team player.")
    assert named([speech, team]) == [("vague-criterion", "warning")] * 2
    assert "Can explain" in speech.problem.hint
    assert "colleagues" in team.problem.hint
    assert "“A good team player”" in team.problem.message


def test_a_compound_criterion_is_shown_as_the_two_that_it_is() -> None:
    finding = one("Knowledge of housing law and experience of managing repairs", category="knowledge")
    assert finding.problem.rule == "compound-criterion"
    assert "“Knowledge of housing law” and “Experience of managing repairs”" in finding.problem.hint
    assert finding.words == "and experience of"


def test_a_semicolon_and_a_second_sentence_are_shown_as_two_as_well() -> None:
    for text in ("Able to lead reviews; knowledge of audit", "Able to lead reviews. Knowledge of audit."):
        assert "“Able to lead reviews” and “Knowledge of audit”" in one(text).problem.hint


def test_years_become_depth_in_the_words_of_the_criterion() -> None:
    finding = one("At least five years' experience of managing a library service", category="experience")
    assert finding.problem.rule == "years-of-experience"
    assert finding.words == "At least five years' experience"
    assert "“Experience of managing a library service, including …”" in finding.problem.hint
    assert "Has led" in one("Ten years in libraries", category="experience").problem.hint


def test_a_qualification_comes_with_the_equivalent_that_it_lacks() -> None:
    finding = one("Degree in planning", category="qualifications")
    assert named([finding]) == [("no-equivalent", "warning")]
    assert "“Degree in planning, or equivalent experience”" in finding.problem.hint


def test_the_law_names_the_chief_finance_officers_accountancy_bodies() -> None:
    profile = {"person_profile": [{"criterion": "CIPFA qualified", **ASKED, "category": "qualifications"}]}
    assert named(told(profile)) == [("no-equivalent", "warning")]
    assert told({**profile, "statutory": ["chief-finance-officer"]}) == []


def test_a_driving_licence_is_an_error_where_it_is_essential_and_a_warning_where_it_is_only_welcome() -> None:
    text = "Full UK driving licence"
    assert named(asked(text)) == [("driving-licence", "error")]
    assert named(asked(text, importance="desirable")) == [("driving-licence", "warning")]
    assert named(asked("Full UK driving licence (desirable)")) == [("driving-licence", "warning")]
    assert "by other means" in one(text).problem.hint


def test_a_post_whose_work_is_to_drive_may_ask_for_a_licence() -> None:
    profile = {"person_profile": [{"criterion": "Full driving licence", **ASKED}]}
    assert told({**profile, "title": "Minibus Driver"}) == []
    assert named(told({**profile, "title": "Transport Planner"})) == [("driving-licence", "error")]


def test_a_licence_is_found_among_the_conditions_of_work_too() -> None:
    found = told({"working_pattern": "Full time; own car needed"})
    assert named(found) == [("driving-licence", "error")]


def test_a_folded_criterion_is_found_across_its_lines() -> None:
    text = "title: Planner\nlevel: director\nperson_profile:\n  - criterion: >-\n      Holds a full\n      driving\n"
    text += "      licence\n    category: other\n    importance: essential\n    assessed_by: [certificate]\n"
    file = needed(parse_role(text.encode(), Path("post.yaml")))
    (finding,) = Linter(ours(), framework(), {}).role(file)
    assert finding.problem.place
    assert (finding.problem.place.line, finding.words) == (5, "full driving licence")


def test_what_an_organisation_allows_is_left_alone() -> None:
    allowed = {
        name: Rule(name, "warning", ours()[name].file, (), allow=("team player", "casual car user"))
        for name in ("vague-criterion", "driving-licence")
    }
    texts = ("Team player", "Casual car user", "Flexible")
    profile = {"person_profile": [{"criterion": text, **ASKED} for text in texts]}
    assert [finding.words for finding in told(profile)] == list(texts)
    assert [finding.words for finding in told(profile, **allowed)] == ["Flexible"]


# --- precision --------------------------------------------------------------------------------------------------------


def test_the_example_profiles_and_the_starter_criteria_are_told_nothing() -> None:
    linter = Linter(ours(), framework(), {})
    assert len(EXAMPLE_FILES) > 5
    assert framework().levels[0].starter_criteria
    found = [finding for path in EXAMPLE_FILES for finding in linter.role(needed(read_role(path)))]
    assert [as_text(finding.problem) for finding in (*found, *linter.shared(None))] == []


def test_each_rule_finds_its_own_bad_example_and_not_the_better_one() -> None:
    for name, check in OF_A_PASSAGE.items():
        rule = ours()[name]
        bad, good = (_passage(text) for text in (rule.file.example.not_this, rule.file.example.but_this))
        assert [*check(bad, rule)], name
        assert not [*check(good, rule)], name


def test_the_better_wording_that_a_hint_gives_is_none_that_a_rule_finds() -> None:
    better = [texts[0] for name, texts in ours()["vague-criterion"].file.lists.items() if name.endswith("-better")]
    assert len(better) > 8
    found = [finding.problem.message for finding in told({"person_profile": [{"criterion": text, **ASKED}
                                                                              for text in better]})]  # fmt: skip
    assert found == []


# --- any text ---------------------------------------------------------------------------------------------------------


def _passage(text: str) -> Passage:
    source = needed(parse(b"title: Planner\n", Path("post.yaml")))
    return Passage("criterion", text, ("person_profile", 0, "criterion"), source, "criterion 1", "qualifications", "")


SAMPLE = (
    "and with ; . , ( ) + & degree of in experience knowledge five years' 10+ full driving licence own car able to "
    "drive good communication skills or equivalent and/or team player can at least minimum İ ’ – NVQ 3 can"
)
WORDS = st.sampled_from([*SAMPLE.split(), "\n"])
SAID = st.one_of(st.text(), st.lists(WORDS, max_size=14).map(" ".join))


@UNTIMED
@given(SAID)
def test_whatever_a_text_says_a_hit_stands_inside_it_and_quotes_it_on_one_line(text: str) -> None:
    for name, check in OF_A_PASSAGE.items():
        for hit in check(_passage(text), ours()[name]):
            assert 0 <= hit.start < hit.end <= len(text)
            assert text[hit.start : hit.end].strip() == text[hit.start : hit.end]
            assert "{" not in hit.message + hit.hint.replace("{", "", text.count("{"))
            assert "\n" not in hit.message + hit.hint


@pytest.mark.parametrize(
    "word", ["full ", "driving licence ", "at least 3 years ", "experience of ", "and able to ", "or "]
)
def test_a_text_without_an_end_is_gone_through_in_a_moment(word: str) -> None:
    passage = _passage(f"Experience, years, licence, degree {word * 400}")
    assert all(
        hit.end <= len(passage.text) for name, check in OF_A_PASSAGE.items() for hit in check(passage, ours()[name])
    )


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("or … travel*", "Licence, or able to travel by other means"),
        ("or … travel*", "licence or travelling by bus"),
        ("driver's licence", "a Driver’s  licence"),
        ("post-qualified", "two years post qualified"),
        ("NVQ*", "NVQs"),
    ],
)
def test_a_phrase_is_found_as_it_may_be_written(phrase: str, text: str) -> None:
    assert pattern((phrase,)).search(text)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("or … travel*", "licence or van and experience of travel"),
        ("or … travel*", "corridor travel"),
        ("ILM", "film"),
        ("C1*", "ABC1"),
        ("GMC", "GMCs"),
    ],
)
def test_a_phrase_is_not_found_in_other_words(phrase: str, text: str) -> None:
    assert not pattern((phrase,)).search(text)


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("Experience of at least 18 months in a planning team", "“Experience in a planning team, including …”"),
        ("Experience of leading change and a good understanding of equality", "“A good understanding of equality”"),
    ],
)
def test_better_wording_neither_asks_for_time_nor_loses_a_space(text: str, better: str) -> None:
    (finding,) = asked(text)
    assert better in finding.problem.hint
