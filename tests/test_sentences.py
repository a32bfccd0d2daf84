"""Each rule against sentences that people judged: it finds what is faulty and is quiet otherwise."""

from __future__ import annotations

import pytest

from rolegen.lint.rule import shipped
from tests.judging import errors, raised, scores, sentences, strangers

SENTENCES = sentences()
RULES = sorted({sentence.rule for sentence in SENTENCES})
ON_WORDING = frozenset(sentence.rule for sentence in SENTENCES if sentence.strict)


def test_there_are_sentences_of_both_kinds_for_each_rule_on_wording() -> None:
    assert len(SENTENCES) >= 60
    assert len(ON_WORDING) >= 20
    assert all({one.faulty for one in SENTENCES if one.rule == rule} == {True, False} for rule in ON_WORDING)
    judged = [one for one in SENTENCES if one.strict]
    assert len({(one.rule, one.kind, one.text) for one in judged}) == len(judged) >= 220


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_finds_what_is_faulty_and_spares_what_looks_like_it(rule: str) -> None:
    assert rule in shipped()
    judged = [one for one in SENTENCES if one.rule == rule]
    assert judged
    assert [one.text for one in judged if one.faulty and rule not in raised(one)] == []  # missed
    assert [one.text for one in judged if not one.faulty and rule in raised(one)] == []  # false alarms


@pytest.mark.parametrize("rule", sorted(ON_WORDING))
def test_no_other_rule_speaks_of_a_sentence_about_one_thing(rule: str) -> None:
    judged = [one for one in SENTENCES if one.rule == rule and one.strict]
    assert judged
    assert {one.text: others for one in judged if (others := strangers(one))} == {}


def test_rules_of_level_error_are_never_wrong() -> None:
    judged = errors(scores())
    about_people = {"gendered-title", "gendered-wording", "age-wording", "disability-wording"}
    assert judged.keys() >= {*about_people, "driving-licence"}
    assert [name for name, score in judged.items() if not score.perfect] == []
