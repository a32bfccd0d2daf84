"""The skeleton that a framework's Word file keeps: it comes back whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from rolegen.paper import skeleton
from tests.frameworks import random_framework
from tests.samples import UNTIMED, shipped

KNOWN = shipped().workshop.frameworks.current
TEXT = skeleton.to_text(skeleton.of(KNOWN))


def test_a_skeleton_names_levels_themes_and_clauses_and_holds_no_wording() -> None:
    found = skeleton.of(KNOWN)
    assert [level.id for level in found.levels] == [level.id for level in KNOWN.levels]
    assert [(clause.theme, clause.id) for clause in found.clauses] == [(t.id, c.id) for t, c in KNOWN.clauses()]
    assert found.framework == KNOWN.about
    wordings = [clause.text for _, clause in KNOWN.clauses() if clause.text]
    assert len(wordings) > 10
    assert not any(words[:30] in TEXT.replace("\\u0020", " ") for words in wordings)


def test_a_skeleton_can_be_of_some_levels() -> None:
    assert [level.id for level in skeleton.of(KNOWN, KNOWN.levels[1:3]).levels] == ["executive-director", "director"]


@UNTIMED
@given(st.integers(0, 10_000))
def test_a_skeleton_comes_back_from_its_text_however_it_is_cut_into_properties(seed: int) -> None:
    found = skeleton.of(random_framework(seed))
    text = skeleton.to_text(found)
    pieces = [text[at : at + 7] for at in range(0, len(text), 7)]
    assert text.isascii()
    assert "".join(piece.strip() for piece in pieces) == text
    assert skeleton.from_text(text) == found


def test_text_that_stops_short_or_lacks_a_letter_is_no_skeleton() -> None:
    assert skeleton.from_text(TEXT) == skeleton.of(KNOWN)
    assert [n for n in range(len(TEXT)) if skeleton.from_text(TEXT[:n])] == []
    assert [n for n in range(0, len(TEXT), 3) if skeleton.from_text(TEXT[:n] + "\x00" + TEXT[n + 1 :])] == []


def spoilt() -> Iterator[tuple[str, object]]:
    """Skeletons that say what none can say, each with what is wrong in it."""
    values: dict[str, dict[str, object]] = {
        "no level": {"levels": []},
        "two levels of one id": {"levels": [{"id": "a", "title": "A"}] * 2},
        "an id that is none": {"levels": [{"id": "../a", "title": "A"}]},
        "a clause of no theme": {"clauses": [{"id": "a", "theme": "none"}]},
        "a key of no kind": {"more": 1},
        "a date that is none": {"framework": {"name": "A", "version": "1", "adoption": {
            "approved_by": "A", "approved_on": "2026-02-30"}}},
        "a list for a group": {"framework": []},
    }  # fmt: skip
    return ((key, {**json.loads(TEXT), **value}) for key, value in values.items())


def test_values_that_no_framework_has_are_no_skeleton() -> None:
    cases = dict(spoilt())
    assert len(cases) == 7
    assert [case for case, value in cases.items() if skeleton.from_text(json.dumps(value))] == []
    assert skeleton.from_text('{"levels":' * 50_000) is None
    assert skeleton.from_text(f"{TEXT[:-1]},{TEXT[1:]}") is None
    assert skeleton.from_text("") is None


@UNTIMED
@given(st.text(max_size=30) | st.binary(max_size=30).map(lambda data: data.decode("latin-1")), st.integers(0, 3_000))
def test_nothing_that_is_put_into_it_makes_it_fail(more: str, at: int) -> None:
    found = skeleton.from_text(TEXT[:at] + more + TEXT[at:])
    assert found is None or isinstance(found, skeleton.Skeleton)
    assert skeleton.from_text(more) is None
