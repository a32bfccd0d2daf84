"""Where in a YAML file a character of a value stands, however the value is written."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.lint.finding import FAR, sentence
from rolegen.pointing import place_of
from rolegen.source import parse

ROLE = Path("roles/a.yaml")
WORDS = st.text("ab'\"#:-,.\\éß—🙂", min_size=1, max_size=6)
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)

WRITTEN = {
    "plain": "title: one two three\n",
    "plain, over lines": "title: one\n  two\n    three\n",
    "folded": "title: >-\n  one two\n  three\n",
    "folded, a remark behind the sign": "title: >- # two\n  one two\n  three\n",
    "kept": "title: |\n  one\n  two three\n",
    "single quotes": "title: 'one two three'\n",
    "double quotes, over lines": 'title: "one\n  two\n\n  three"\n',
    "brackets": "{title: one two three}\n",
    "CRLF": "title: >-\r\n  one\r\n  two three\r\n",
    "behind a key of that name": "two: two\ntitle: one two three\n",
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_word_is_found_on_its_own_line_and_column(text: str) -> None:
    source = parse(text.encode(), ROLE).value
    assert source
    value = source.at(("title",))
    assert isinstance(value, str)
    for word in ("one", "two", "three"):
        place = place_of(source, ("title",), value.index(word))
        assert source.lines[place.line - 1][place.column - 1 :].startswith(word)
        assert (place.line, place.column) != (1, 1)


def test_a_word_behind_quotes_that_are_doubled_is_found() -> None:
    source = parse(b"title: 'the Council''s own accounts'\n", ROLE).value
    assert source
    assert place_of(source, ("title",), len("the Council's ")).column == len("title: 'the Council''s o")


def test_where_escapes_hide_the_words_the_value_is_pointed_at() -> None:
    source = parse(b'title: "one\\ttwo \\u00e9 three"\n', ROLE).value
    assert source
    assert place_of(source, ("title",), len("one\ttwo é ")).column == len("title: ") + 1


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from([None, "'", '"', ">", "|"]), st.integers(0), st.integers(20, 60))
def test_a_character_is_found_or_else_the_beginning(text: str, style: str | None, at: int, width: int) -> None:
    written = yaml.safe_dump(["x", {"title": text}], default_style=style, width=width, allow_unicode=True)
    source = parse(written.encode(), ROLE).value
    assert source
    value = source.at((1, "title"))
    assert isinstance(value, str)
    at %= len(value)
    place = place_of(source, (1, "title"), at)
    assert source.lines[place.line - 1][place.column - 1] == value[at] or place == source.place((1, "title"))


def test_a_sentence_ends_where_it_ends_and_of_an_endless_one_the_part_around_counts() -> None:
    text = "One is here. Two is the second one! Three"
    at = text.index("second")
    assert sentence(text, at, at + 6) == "Two is the second one"
    assert len(sentence("word " * 100_000, 250_000, 250_004)) < 3 * FAR
