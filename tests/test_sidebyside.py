"""Levels side by side: nothing said twice, nothing left out, and the words that differ."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.framework import Framework, fill, versions_of
from rolegen.sidebyside import (
    Beside,
    Filled,
    Part,
    Placeholder,
    beside,
    difference,
    filled,
    nearest,
    parts,
    placeholders,
)
from rolegen.workspace import Settings
from tests.frameworks import random_framework
from tests.samples import UNTIMED, shipped

FENMOOR = Settings(organisation="the Borough", area="Fenmoor")
VALUES = placeholders(FENMOOR)
a_few = settings(UNTIMED, max_examples=25)


def shown(known: Framework, *levels: str) -> Beside:
    """The levels of these ids, or all, side by side."""
    return beside(known, [level for level in known.levels if not levels or level.id in levels], FENMOOR)


@a_few
@given(st.integers(0, 10_000))
def test_every_wording_of_every_level_is_there_and_none_twice(seed: int) -> None:
    known = random_framework(seed, odd=True)
    found = {clause.id: clause for theme in shown(known).themes for clause in theme.clauses}
    assert list(found) == [clause.id for _, clause in known.clauses()]
    for _, clause in known.clauses():
        told = found[clause.id]
        assert len({wording.words for wording in told.wordings}) == len(told.wordings)
        for level in known.levels:
            for variant in versions_of(level):
                text = clause.wording(level.id, variant)
                words = told.wording(level, variant)
                assert (words.text if words else None) == (None if text is None else fill(text, VALUES))
                assert (text is None) == (level in told.lacking)


def test_what_all_have_is_said_once_for_all_of_them() -> None:
    found = {clause.id: clause for theme in shown(shipped_framework()).themes for clause in theme.clauses}
    assert found["reputation"].is_shared
    assert [one.name for one in found["reputation"].wordings[0].holders] == [
        "Managing Director", "Executive Director", "Director", "Assistant Director"
    ]  # fmt: skip
    assert [[one.name for one in wording.holders] for wording in found["corporate-management"].wordings] == [
        ["Managing Director"], ["Executive Director", "Director (cmt)"], ["Director (non-cmt)"], ["Assistant Director"]
    ]  # fmt: skip


def test_of_some_levels_only_what_they_have_counts() -> None:
    known = shipped_framework()
    found = {clause.id: clause for theme in shown(known, "executive-director", "managing-director").themes
             for clause in theme.clauses}  # fmt: skip
    assert [level.id for level in shown(known, "executive-director", "managing-director").levels] == [
        "managing-director", "executive-director"
    ]  # fmt: skip
    assert found["strategic-leadership"].is_shared
    assert not found["communities"].is_shared


def shipped_framework() -> Framework:
    return shipped().workshop.frameworks.current


def test_a_text_knows_where_its_placeholders_stood() -> None:
    text = filled("{{organisation}} serves {{ area }}. {{ organisation }} listens to {{ area }}'s people.", VALUES)
    assert text.text == "The Borough serves Fenmoor. The Borough listens to Fenmoor's people."
    assert [(text.text[one.start : one.end], one.name) for one in text.placeholders] == [
        ("The Borough", "organisation"), ("Fenmoor", "area"), ("The Borough", "organisation"), ("Fenmoor", "area")
    ]  # fmt: skip


@a_few
@given(st.integers(0, 10_000))
def test_the_parts_of_a_text_make_it_again_whatever_it_is_compared_with(seed: int) -> None:
    known = random_framework(seed, odd=True)
    texts = [wording.words for theme in shown(known).themes for one in theme.clauses for wording in one.wordings]
    for text, other in zip(texts, [*texts[1:], texts[0]], strict=True):
        made = parts(text, other)
        assert "".join(part.text for part in made) == text.text
        places = [text.text[place.start : place.end] for place in text.placeholders]
        assert "".join(part.text for part in made if part.field) == "".join(places)


def test_the_parts_tell_what_differs_even_within_a_placeholder() -> None:
    text = Filled("Serve New Fenmoor well.", (Placeholder(6, 17, "area"),))
    assert parts(text, Filled("Serve Old Fenmoor well.")) == (
        Part("Serve "), Part("New", "area", differs=True), Part(" Fenmoor", "area"), Part(" well.")
    )  # fmt: skip
    assert parts(text) == (Part("Serve "), Part("New Fenmoor", "area"), Part(" well."))


def test_texts_without_a_word_in_common_are_not_marked() -> None:
    assert [piece.kind for piece in difference("Set the budget.", "Mend a road.")] == ["same"]
    assert [piece.kind for piece in difference("Mend the road.", "Mend a road.")] == [
        "same",
        "removed",
        "added",
        "same",
    ]


def test_the_nearest_text_has_most_words_in_common_and_stands_first() -> None:
    others = ["Set the budget.", "Mend a long road.", "Mend a road at once.", "Mend a long road."]
    assert nearest("Mend a road.", others) == 1
    assert nearest("Sing.", others) == 0
