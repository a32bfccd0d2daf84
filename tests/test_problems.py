"""Problems as a person, a program and GitHub read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.problems import (
    Place,
    Problem,
    Severity,
    as_github,
    as_json,
    as_text,
    has_errors,
    once_each,
    shown,
    suggest,
)

ROLE = Path("roles/director.yaml")
EVERY = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def problem(column: int, source: str) -> Problem:
    """A problem at a column of a source line."""
    return Problem("rule", "Wrong.", Place(ROLE, 3, column, source))


def excerpt(column: int, source: str, width: int = 100) -> tuple[str, str]:
    """The source line as shown, and the caret's line."""
    first, line, caret = as_text(problem(column, source), width=width).split("\n")
    assert first == f"roles/director.yaml:3:{column}: error: Wrong. [rule]"
    assert caret.strip() == "^"
    return line, caret


# Text


def test_a_problem_is_its_place_its_sentence_the_line_and_the_help() -> None:
    place = Place(ROLE, 4, 8, "level: directr")
    said = as_text(Problem("unknown-level", "There is no level “directr”.", place, "Did you mean “director”?"))
    assert said.split("\n") == [
        "roles/director.yaml:4:8: error: There is no level “directr”. [unknown-level]",
        "    level: directr",
        "           ^",
        "help: Did you mean “director”?",
    ]


def test_a_problem_without_a_place_is_its_sentence_and_the_help() -> None:
    assert as_text(Problem("usage", "Name one of the two.", hint="Not both.")) == (
        "error: Name one of the two. [usage]\nhelp: Not both."
    )


def test_a_problem_of_a_whole_file_has_no_numbers() -> None:
    assert as_text(Problem("house-style", "Not a Word file.", Place(ROLE))) == (
        "roles/director.yaml: error: Not a Word file. [house-style]"
    )


def test_a_problem_of_a_whole_line_has_no_caret() -> None:
    assert as_text(Problem("template", "Wrong.", Place(ROLE, 3, 0, "  <p>"))).split("\n") == [
        "roles/director.yaml:3: error: Wrong. [template]",
        "    <p>",
    ]


@pytest.mark.parametrize("severity", ["error", "warning", "note"])
def test_how_bad_it_is_stands_before_the_sentence(severity: Severity) -> None:
    said = as_text(Problem("rule", "Wrong.", severity=severity))
    assert said == f"{severity}: Wrong. [rule]"


def test_colour_is_only_where_it_is_asked_for() -> None:
    one = Problem("rule", "Wrong.", Place(ROLE, 3, 1, "title"), "Mend it.")
    plain, coloured = as_text(one), as_text(one, colour=True)
    assert "\x1b[" not in plain
    assert coloured.count("\x1b[") > 2
    assert coloured.endswith("Mend it.")


# The caret


def test_indentation_is_left_out_and_the_caret_moves_with_it() -> None:
    assert excerpt(9, "        title: Director") == ("    title: Director", "    ^")


def test_a_tab_is_one_space_so_that_the_caret_stays_below_its_column() -> None:
    assert excerpt(3, "\t\ttitle:\tDirector") == ("    title: Director", "    ^")
    assert excerpt(10, "\t\ttitle:\tDirector") == ("    title: Director", "           ^")


@pytest.mark.parametrize(
    ("before", "cells"),
    [("abc", 3), ("éèê", 3), ("部長", 4), ("\U0001f600", 2), ("e\u0301", 1), ("ｗｉｄｅ", 8), ("한글", 4)],
)
def test_the_caret_allows_for_the_width_of_what_stands_before_it(before: str, cells: int) -> None:
    line, caret = excerpt(len(before) + 1, f"{before}x: text")
    assert line == f"    {before}x: text"
    assert caret == "    " + " " * cells + "^"


def test_a_caret_may_stand_behind_the_end_of_the_line() -> None:
    assert excerpt(7, "title:") == ("    title:", "          ^")


def test_a_long_line_is_cut_around_the_column() -> None:
    source = "purpose: " + "word " * 100 + "HERE " + "word " * 100
    line, caret = excerpt(source.index("HERE") + 1, source)
    assert len(line) <= 100
    assert line[caret.index("^") :].startswith("HERE")


def test_a_long_line_keeps_its_beginning_where_that_is_what_is_wrong() -> None:
    line, caret = excerpt(1, "purpose: " + "word " * 100)
    assert line.startswith("    purpose: word")
    assert len(line) <= 100
    assert caret == "    ^"


def test_a_long_line_of_wide_letters_is_no_wider_than_the_screen() -> None:
    line, _ = excerpt(300, "部" * 400)
    assert 4 + 2 * line.count("部") <= 100


def test_what_a_terminal_would_obey_is_shown_and_not_sent() -> None:
    line, _ = excerpt(1, "title: \x1b[31mred\x07\u202e")
    assert "\x1b" not in line
    assert "\x07" not in line
    assert "\u202e" not in line
    assert line.startswith("    title: \N{REPLACEMENT CHARACTER}")


LINE = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=300)


@EVERY
@given(LINE, st.integers(0, 299), st.integers(20, 200))
def test_the_caret_is_below_the_character_at_the_column(source: str, at: int, width: int) -> None:
    at %= len(source)
    if source[at] == " ":
        source = f"{source[:at]}x{source[at + 1 :]}"
    line, caret = excerpt(at + 1, source, width)
    assert line[caret.index("^")] == source[at]
    assert len(line) <= max(width, 14)


@EVERY
@given(st.text(max_size=300), st.integers(0, 400), st.integers(1, 200))
def test_no_line_column_or_width_breaks_the_excerpt(source: str, column: int, width: int) -> None:
    said = as_text(problem(column, source), width=width)
    assert said.startswith("roles/director.yaml:3")
    assert len(said.split("\n")) <= 3


# JSON and GitHub


def test_a_problem_as_json_has_every_part_by_name() -> None:
    place = Place(ROLE, 4, 8, "level: directr")
    values = as_json(Problem("unknown-level", "There is no level “directr”.", place, "Did you mean “director”?"))
    assert json.loads(json.dumps(values)) == {
        "path": "roles/director.yaml",
        "line": 4,
        "column": 8,
        "severity": "error",
        "rule": "unknown-level",
        "message": "There is no level “directr”.",
        "help": "Did you mean “director”?",
    }


def test_what_a_problem_lacks_is_null_in_json() -> None:
    values = as_json(Problem("usage", "Wrong.", severity="warning"))
    assert [values[key] for key in ("path", "line", "column", "help")] == [None] * 4
    values = as_json(Problem("rule", "Wrong.", Place(ROLE)))
    assert (values["path"], values["line"], values["column"]) == ("roles/director.yaml", None, None)


def test_a_problem_for_github_is_a_workflow_command() -> None:
    place = Place(ROLE, 4, 8, "level: directr")
    assert as_github(Problem("unknown-level", "There is no level.", place, "Did you mean “director”?")) == (
        "::error file=roles/director.yaml,line=4,col=8,title=unknown-level::There is no level. Did you mean “director”?"
    )


def test_github_calls_a_note_a_notice() -> None:
    assert as_github(Problem("rule", "Told.", severity="note")) == "::notice title=rule::Told."
    assert as_github(Problem("rule", "Told.", severity="warning")) == "::warning title=rule::Told."


def test_a_problem_of_a_whole_line_or_file_says_so_to_github() -> None:
    assert (
        as_github(Problem("rule", "Wrong.", Place(ROLE, 3)))
        == "::error file=roles/director.yaml,line=3,title=rule::Wrong."
    )
    assert as_github(Problem("rule", "Wrong.", Place(ROLE))) == "::error file=roles/director.yaml,title=rule::Wrong."


def test_nothing_in_a_problem_can_end_the_workflow_command() -> None:
    place = Place(Path("roles/a,b:100%.yaml"), 1)
    said = as_github(Problem("rule", "50% of\r\nit: this, that.", place))
    assert said == "::error file=roles/a%2Cb%3A100%25.yaml,line=1,title=rule::50%25 of%0D%0Ait: this, that."


# Suggestions


def test_a_misspelt_word_is_answered_with_the_nearest_and_the_known() -> None:
    assert suggest("directr", ["director", "manager"]) == "Did you mean “director”? Known: director, manager."


def test_a_word_in_capitals_is_no_other_word() -> None:
    assert suggest("DIRECTOR", ["director"]).startswith("Did you mean “director”?")
    assert suggest("grade", ["Grade"]).startswith("Did you mean “Grade”?")


def test_the_only_known_word_that_begins_so_goes_before_one_that_is_nearer() -> None:
    assert suggest("statement", ["agreement", "statement-of-duties"]).startswith("Did you mean “statement-of-duties”?")
    assert suggest("level", ["label", "level-1", "level-2"]).startswith("Did you mean “level-")


def test_a_word_like_no_other_is_answered_with_the_known() -> None:
    assert suggest("salary", ["director", "manager"]) == "Known: director, manager."


def test_many_known_words_are_not_listed_beside_the_nearest() -> None:
    known = [f"level-{number}" for number in range(30)]
    assert suggest("level-7x", known) == "Did you mean “level-7”?"


def test_very_many_known_words_are_not_all_listed() -> None:
    said = suggest("x", [f"role-{number}" for number in range(5000)])
    assert "role-0" in said
    assert len(said) < 1000


def test_where_nothing_is_known_nothing_is_suggested() -> None:
    assert suggest("anything", []) == ""


# Paths, order, severity


def test_a_path_is_shown_as_the_user_would_type_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "roles" / "director.yaml") == "roles/director.yaml"
    assert shown(tmp_path.parent / "elsewhere.yaml") == str(tmp_path.parent / "elsewhere.yaml")


def test_problems_come_in_the_order_of_the_file_each_once() -> None:
    late, early, other = (
        Problem("rule", "Wrong.", Place(Path(path), line, 1)) for path, line in (("a", 12), ("a", 2), ("b", 1))
    )
    usage = Problem("usage", "Wrong.")
    assert once_each([late, other, early, late, usage, early]) == (usage, early, late, other)


def test_only_an_error_stands_in_the_way() -> None:
    warning, error = Problem("rule", "Odd.", severity="warning"), Problem("rule", "Wrong.")
    assert not has_errors(())
    assert not has_errors((warning,))
    assert has_errors((warning, error))
