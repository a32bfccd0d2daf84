"""Changing values in a role file: those and nothing beside them, or a refusal that says why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from random import Random
from textwrap import dedent
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.role import Role, parse_role
from rolegen.source import Value, parse
from rolegen.yamledit import Put, edited, new_file
from tests.edits import check, look, meant
from tests.samples import EXAMPLE_FILES, FULL, UNTIMED
from tests.styles import HARD, ROLE, Styled, put

ORDER = tuple(Role.model_fields)
LONG = "Lead the Council's finance, audit and procurement services, and give every service the money, advice and technology it needs."  # noqa: E501
EVERY = settings(UNTIMED, max_examples=150, derandomize=True, database=None)


def changed(old: str, *puts: Put, order: tuple[str, ...] = ORDER) -> str:
    """The text with the values in it."""
    result = edited(old.encode(), ROLE, puts, order)
    assert result.problems == ()
    assert result.value is not None
    return result.value.decode()


def text(value: str) -> str:
    return dedent(value).lstrip("\n")


TEXTS: Mapping[str, tuple[str, str, str]] = {
    "plain stays plain": ("k: old\n", "new words", "k: new words\n"),
    "a colon takes quotes": ("k: old\n", "one: two", 'k: "one: two"\n'),
    "a sign like a remark takes quotes": ("k: old\n", "C # sharp", 'k: "C # sharp"\n'),
    "a colon without a space needs none": ("k: old\n", "12:30", "k: 12:30\n"),
    "a number sign inside a word needs none": ("k: old\n", "C#", "k: C#\n"),
    "single quotes where double ones would be escaped": ("k: old\n", '"A": b', "k: '\"A\": b'\n"),
    "what would be read as nothing takes quotes": ("k: old\n", "null", 'k: "null"\n'),
    "a hyphen in front takes quotes": ("k: old\n", "- a", 'k: "- a"\n'),
    "spaces at the end take quotes": ("k: old\n", "new ", 'k: "new "\n'),
    "emoji and other scripts stay plain": ("k: old\n", "👩‍💼 שלום", "k: 👩‍💼 שלום\n"),
    "a backslash stays plain": ("k: old\n", "a\\b", "k: a\\b\n"),
    "single quotes stay": ("k: 'old'\n", "it's", "k: 'it''s'\n"),
    "double quotes stay": ('k: "1.0"\n', "1.1", 'k: "1.1"\n'),
    "a backslash in double quotes is escaped": ('k: "old"\n', 'a\\"b', 'k: "a\\\\\\"b"\n'),
    "a line break in quotes moves below": ('k: "old"\n', "one\ntwo", "k: |-\n  one\n  two\n"),
    "a remark stays": ("k: old # why\n", "newer", "k: newer # why\n"),
    "a remark keeps its column": ("k: old       # why\n", "newer", "k: newer     # why\n"),
    "a remark without room stays apart": ("k: old     # why\n", "a longer text", "k: a longer text # why\n"),
    "an empty value is filled": ("k:\n", "new", "k: new\n"),
    "an empty value with a remark is filled": ("k: # why\n", "new", "k: new # why\n"),
    "a tilde is replaced": ("k: ~\n", "new", "k: new\n"),
    "spaces behind the colon stay": ("k:   old\n", "new", "k:   new\n"),
    "folded stays folded": ("k: >-\n  one\n  two\n", "three four", "k: >-\n  three four\n"),
    "folded with its own line break": ("k: >\n  one\n", "two", "k: >\n  two\n"),
    "folded that keeps blank lines": ("k: >+\n  one\n\nl: x\n", "two", "k: >+\n  two\n\nl: x\n"),
    "paragraphs of a folded block": ("k: >-\n  one\n", "two\nthree", "k: >-\n  two\n\n  three\n"),
    "folding that would lose a space": ("k: >-\n  one\n", "two\n  three", "k: |-\n  two\n    three\n"),
    "literal stays literal": ("k: |\n  one\n  two\n", "one\n2", "k: |\n  one\n  2\n"),
    "literal keeps its indentation": ("k: |-\n     one\n", "two", "k: |-\n     two\n"),
    "literal that begins with a space": ("k: |-\n  one\n", " a\nb", "k: |2-\n   a\n  b\n"),
    "a remark behind the sign of a block": ("k: >- # why\n  one\n", "two", "k: >- # why\n  two\n"),
    "plain on two lines": ("k: one\n  two\n", "one two three", "k: one two three\n"),
    "plain below its key": ("k:\n  one\n", "two", "k:\n  two\n"),
    "quotes below their key": ('k: # why\n  "one"\n', "two", 'k: # why\n  "two"\n'),
    "an unusual line break takes escapes": ("k: old\n", "a\u2028b", 'k: "a\\Lb"\n'),
    "CRLF": ("k: old\r\nl: x\r\n", "one\ntwo", "k: |-\r\n  one\r\n  two\r\nl: x\r\n"),
    "no line break at the end": ("k: old", "new", "k: new"),
    "BOM": ("\ufeffk: old\n", "new", "\ufeffk: new\n"),
}


@pytest.mark.parametrize("case", TEXTS)
def test_a_text_takes_the_place_of_another_in_its_style(case: str) -> None:
    old, new, wanted = TEXTS[case]
    assert changed(old, Put(("k",), new)) == wanted


def test_a_text_too_long_for_its_line_is_folded_below() -> None:
    lines = changed("k: old # why\nl: x\n", Put(("k",), LONG)).splitlines()
    assert lines[0] == "k: >- # why"
    assert " ".join(line.strip() for line in lines[1:-1]) == LONG
    assert all(len(line) <= 110 and line.startswith("  ") for line in lines[1:-1])
    assert lines[-1] == "l: x"


def test_a_block_keeps_its_width_and_the_lines_before_the_change() -> None:
    old = "k: >-\n  one two three four five six seven eight\n  nine ten eleven twelve thirteen fourteen\n  fifteen\n"
    new = changed(
        old, Put(("k",), "one two three four five six seven eight nine ten eleven 12 thirteen fourteen 15 sixteen")
    )
    assert new == old.replace("twelve", "12").replace("fourteen\n  fifteen", "fourteen 15\n  sixteen")


def test_the_value_that_goes_leaves_its_key_and_its_remark() -> None:
    old = "a: x # why\nb: >- # for\n  y\n  z\nc: [p, q] # that\nd:     # these\n  - r\n  - s\ne: {f: g, h: i}\n"
    puts = [Put((key,), None) for key in "abcd"]
    assert changed(old, *puts, Put(("e", "h"), None)) == "a: # why\nb: # for\nc: # that\nd:     # these\ne: {f: g}\n"


def test_a_value_that_is_there_already_changes_no_byte() -> None:
    old = b"\xef\xbb\xbfa: 'x'   # why\r\nb: >\r\n  y\r\n\r\n\r\nc: [p,\tq]\r\nd:\r\ne: { f:  g }"
    puts = (Put(("a",), "x"), Put(("b",), "y"), Put(("c",), ["p", "q"]), Put(("d",), None), Put(("e",), {"f": "g"}))
    assert edited(old, ROLE, (*puts, Put(("new",), None), Put(("other",), []), Put(("d", "x"), None))).value == old


INSERTED: Mapping[str, tuple[str, Put, str]] = {
    "behind the nearest before it": (
        "title: T\nlevel: L\ngrade: G\n",
        Put(("version",), "2"),
        'title: T\nlevel: L\nversion: "2"\ngrade: G\n',
    ),
    "before the remark of the next": (
        "title: T\nlevel: L\n# on the grade\ngrade: G\n",
        Put(("status",), "draft"),
        "title: T\nlevel: L\nstatus: draft\n# on the grade\ngrade: G\n",
    ),
    "below the block before it": (
        "title: T\nlevel: >-\n  L\n\n  M\n\ngrade: G\n",
        Put(("status",), "draft"),
        "title: T\nlevel: >-\n  L\n\n  M\nstatus: draft\n\ngrade: G\n",
    ),
    "before the first, below what heads the file": (
        "# A file\nlevel: L\n",
        Put(("title",), "T"),
        "# A file\ntitle: T\nlevel: L\n",
    ),
    "at the end": ("title: T\nlevel: L\n", Put(("minute",), "7"), 'title: T\nlevel: L\nminute: "7"\n'),
    "at an open end": ("title: T", Put(("level",), "L"), "title: T\nlevel: L"),
    "in an empty file": ("", Put(("level",), "L"), "level: L\n"),
    "in a file of remarks": ("# nothing yet\n", Put(("level",), "L"), "# nothing yet\nlevel: L\n"),
    "in a group": (
        "contract:\n  type: fixed-term # for now\nminute: x\n",
        Put(("contract", "months"), "12"),
        "contract:\n  type: fixed-term # for now\n  months: 12\nminute: x\n",
    ),
    "in a group between brackets": (
        "contract: {type: fixed-term} # for now\n",
        Put(("contract", "months"), "12"),
        "contract: {type: fixed-term, months: 12} # for now\n",
    ),
    "in a group that is not there": (
        "title: T\n",
        Put(("contract", "months"), "12"),
        "title: T\ncontract: {months: 12}\n",
    ),
    "in an empty group": (
        "contract: # ?\n",
        Put(("contract", "type"), "permanent"),
        "contract: {type: permanent} # ?\n",
    ),
    "a group": ("title: T\n", Put(("dbs",), {"level": "basic"}), "title: T\ndbs: {level: basic}\n"),
    "a long group": (
        "title: T\n",
        Put(("dimensions",), {"year": "2025/26", "staff_fte": "4.5"}),
        "title: T\ndimensions:\n  year: 2025/26\n  staff_fte: 4.5\n",
    ),
    "with blank lines as all have": (
        "title: T\n\nlevel: L\n\ngrade: G\n",
        Put(("status",), "draft"),
        "title: T\n\nlevel: L\n\nstatus: draft\n\ngrade: G\n",
    ),
    "a list": ("title: T\n", Put(("service_areas",), ["A", "B"]), "title: T\nservice_areas: [A, B]\n"),
    "a list of texts with commas": (
        "title: T\n",
        Put(("service_areas",), ["A, B", "C"]),
        "title: T\nservice_areas:\n  - A, B\n  - C\n",
    ),
}


@pytest.mark.parametrize("case", INSERTED)
def test_a_new_key_stands_where_it_belongs(case: str) -> None:
    old, new, wanted = INSERTED[case]
    assert changed(old, new) == wanted


def test_the_order_may_name_the_keys_in_a_group() -> None:
    old = "dimensions:\n  staff_fte: 4\n"
    order = ("dimensions", "dimensions.year", "dimensions.staff_fte")
    assert (
        changed(old, Put(("dimensions", "year"), "2026"), order=order)
        == 'dimensions:\n  year: "2026"\n  staff_fte: 4\n'
    )


LISTS: Mapping[str, tuple[str, list[Any], tuple[int | None, ...], str]] = {
    "an item changed": ("k: [a, 'b', c] # why\n", ["a", "B", "c"], (0, 1, 2), "k: [a, 'B', c] # why\n"),
    "items moved, gone and new": (
        "k: [ a, 'b', c ]\n",
        ["c", "new, too", "a"],
        (2, None, 0),
        'k: [ c, "new, too", a ]\n',
    ),
    "a list nobody explained": ("k: [a, 'b', c]\n", ["b", "d"], (), "k: ['b', d]\n"),
    "a list that becomes empty": ("k: [a, b] # why\n", [], (), "k: [] # why\n"),
    "a list of lines that becomes empty": ("k: # why\n  - a\n  - b\nl: x\n", [], (), "k: [] # why\nl: x\n"),
    "an empty list": ("k: [] # why\n", ["a"], (None,), "k: [a] # why\n"),
    "brackets on several lines": (
        "k: [\n  a,\n  b,\n  c\n]\n",
        ["a", "new", "c"],
        (0, None, 2),
        "k: [\n  a,\n  new,\n  c\n]\n",
    ),
    "items on lines of their own": (
        "k:\n- a # on a\n- 'b'\n# on c\n- c\n",
        ["c", "a", "d"],
        (2, 0, None),
        "k:\n# on c\n- c\n- a # on a\n- d\n",
    ),
    "quotes that all items have": ("k:\n  - 'a'\n  - 'b'\n", ["b", "d"], (1, None), "k:\n  - 'b'\n  - 'd'\n"),
    "spaces behind the hyphen": ("k:\n  -   a\n", ["a", "b"], (0, None), "k:\n  -   a\n  -   b\n"),
    "blank lines between items": (
        "k:\n  - a\n\n  - b\n",
        ["b", "a", "c"],
        (1, 0, None),
        "k:\n  - b\n\n  - a\n\n  - c\n",
    ),
    "one text in a block": ("k:\n  - >-\n    a\n  - b\n", ["A", "b"], (0, 1), "k:\n  - >-\n    A\n  - b\n"),
    "a remark below the items": (
        "k:\n  - a\n  # to come\nl: x\n",
        ["b", "a"],
        (None, 0),
        "k:\n  - b\n  - a\n  # to come\nl: x\n",
    ),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_changes_item_by_item(case: str) -> None:
    old, new, origins, wanted = LISTS[case]
    assert changed(old, Put(("k",), new, origins)) == wanted


def test_a_list_too_long_for_its_line_gets_lines_of_its_own() -> None:
    items = ["Highways and transport", "Planning and environment", "Waste and recycling", "Legal and governance"]
    new = changed("k: [Highways and transport] # why\nl: x\n", Put(("k",), [*items, "Human resources", "Property"]))
    assert new == "k: # why\n" + "".join(f"  - {item}\n" for item in (*items, "Human resources", "Property")) + "l: x\n"


ITEMS = text(
    """
    accountabilities: # in order of weight
      # the first
      - id: one
        text: First.   # as agreed
      - text: >-
          Second.
        id: two

      # the third
      - {id: three, text: Third.}
      - id: four
        # too short?
        text: 'Fourth.'
    minute: x
    """
)
HELD: list[dict[str, Any]] = [
    {"id": "one", "text": "First."},
    {"id": "two", "text": "Second."},
    {"id": "three", "text": "Third."},
    {"id": "four", "text": "Fourth."},
]


def items(*new: dict[str, Any], origins: tuple[int | None, ...]) -> str:
    return changed(ITEMS, Put(("accountabilities",), list(new), origins))


def test_one_key_of_an_item_changes() -> None:
    new = items(
        HELD[0],
        {**HELD[1], "text": "2nd."},
        {**HELD[2], "text": "3rd: it"},
        {**HELD[3], "id": "iv"},
        origins=(0, 1, 2, 3),
    )
    assert new == ITEMS.replace("Second.", "2nd.").replace("text: Third.", 'text: "3rd: it"').replace("four", "iv")


def test_items_move_with_their_remarks() -> None:
    new = items(HELD[3], HELD[0], {**HELD[2], "text": "3rd."}, HELD[1], origins=(3, 0, 2, 1))
    one, two, three, four = (
        ITEMS[ITEMS.index(start) : ITEMS.index(end)]
        for start, end in (
            ("  # the first", "  - text: >-"),
            ("  - text: >-", "\n  # the third"),
            ("\n  # the third", "  - id: four"),
            ("  - id: four", "minute"),
        )
    )
    head = ITEMS[: ITEMS.index("  # the first")]
    assert new == head + four + one + three.replace("Third", "3rd") + two + "minute: x\n"


def test_items_go_with_their_remarks_and_new_ones_look_like_the_others() -> None:
    new = items({"text": "New.", "id": "new"}, HELD[1], {"text": "Bare."}, origins=(None, 1, None))
    added = "  - id: new\n    text: 'New.'\n"
    two = "  - text: >-\n      Second.\n    id: two\n"
    assert new == f"accountabilities: # in order of weight\n{added}{two}  - text: 'Bare.'\nminute: x\n"


def test_a_key_comes_and_goes_in_an_item() -> None:
    new = items({"text": "First."}, HELD[1], {"text": "Third."}, {**HELD[3], "note": "n"}, origins=(0, 1, 2, 3))
    wanted = ITEMS.replace("- id: one\n    text", "- text").replace("{id: three, text", "{text")
    assert new == wanted.replace("'Fourth.'\n", "'Fourth.'\n    note: n\n")


def test_several_changes_are_made_at_once() -> None:
    old = "title: T\ncontract: {type: permanent}\nservice_areas: [A]\nminute: x # y\n"
    puts = (
        Put(("minute",), None),
        Put(("contract", "type"), "fixed-term"),
        Put(("contract", "months"), "6"),
        Put(("grade",), "17"),
        Put(("title",), "U"),
        Put(("service_areas",), ["B", "A"], (None, 0)),
    )
    wanted = 'title: U\ngrade: "17"\ncontract: {type: fixed-term, months: 6}\nservice_areas: [B, A]\nminute: # y\n'
    assert changed(old, *puts) == wanted


REFUSED: Mapping[str, tuple[str, Put, int, str]] = {
    "remarks between brackets": (
        "a: x\nk: [a, # on a\n  b]\n",
        Put(("k",), ["b"], (1,)),
        2,
        "A remark stands between these brackets; it might lose its item.",
    ),
    "remarks before a text": (
        "k:\n  # why\n  one\n",
        Put(("k",), "a\nb"),
        3,
        "A remark stands between the key and its text, which no longer fits below it.",
    ),
    "a text where a group is meant": (
        "contract: permanent\n",
        Put(("contract", "months"), "12"),
        1,
        "“contract” does not hold what is to be changed in it (“months”).",
    ),
    "a character that Word cannot hold": (
        "a: x\nk: b\n",
        Put(("k",), "c\x92"),
        2,
        "The new text holds a character that no role file can hold (U+0092).",
    ),
    "a list for a file": ("- a\n", Put(("k",), "x"), 1, "This file does not hold keys with their values."),
    "a key with a question mark": (
        "? a\n: b\n",
        Put(("k",), "x"),
        1,
        "This key is written in a way that cannot be changed here.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_changed_safely_is_refused_with_its_line(case: str) -> None:
    old, new, line, message = REFUSED[case]
    result = edited(old.encode(), ROLE, [new], ORDER)
    assert result.value is None
    (problem,) = result.problems
    assert (problem.rule, problem.message) == ("cannot-edit", message)
    assert problem.place is not None
    assert (problem.place.path, problem.place.line) == (ROLE, line)
    assert problem.hint


def test_a_file_that_cannot_be_read_is_refused_for_that() -> None:
    result = edited(b"k: &a x\n", ROLE, [Put(("k",), "y")])
    assert result.value is None
    assert [problem.rule for problem in result.problems] == ["anchor"]


@EVERY
@given(st.integers(0, 10**6))
def test_any_change_to_any_file_does_what_it_says_or_is_refused(seed: int) -> None:
    check(Random(seed), tidy=False)


@EVERY
@given(st.integers(0, 10**6))
def test_a_file_as_people_write_it_is_never_refused(seed: int) -> None:
    assert check(Random(seed), tidy=True) in ("edited", "same", "not a file")


def test_most_random_files_are_files_and_are_edited() -> None:
    found = [check(Random(seed), tidy=bool(seed % 2)) for seed in range(100)]
    assert found.count("edited") > 80


@EVERY
@given(st.sampled_from(EXAMPLE_FILES), st.randoms(use_true_random=False))
def test_the_example_roles_are_never_refused(path: Path, chance: Random) -> None:
    data = path.read_bytes()
    source = parse(data, path).value
    assert source is not None
    held: Any = source.value
    one = put(chance, held)
    result = edited(data, path, [one], ORDER)
    assert result.value is not None
    look(Styled(chance, tidy=True), held, [one], result.value, data)


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_a_new_file_holds_the_values_of_an_example_and_looks_like_it(path: Path) -> None:
    source = parse(path.read_bytes(), path).value
    assert source is not None
    assert isinstance(source.value, dict)
    data = new_file(source.value, ORDER)
    again = parse(data, path)
    assert again.problems == ()
    assert again.value is not None
    assert again.value.value == source.value
    old = Counter(re.sub(" +# .*", "", line) for line in source.text.splitlines() if not line.startswith("#"))
    new = Counter(data.decode().splitlines())
    assert (old & new).total() > 0.85 * old.total()


def test_a_new_file_has_the_order_that_is_asked_for_and_reads_as_a_role() -> None:
    values: dict[str, Value] = {key: FULL[key] for key in reversed(list(FULL)) if FULL[key] is not None}
    data = new_file(values, ORDER)
    read = parse(data, ROLE)
    assert read.value is not None
    assert list(read.value.value or ()) == [key for key in ORDER if key in values]
    assert parse_role(data, ROLE).value is not None


@EVERY
@given(st.lists(st.sampled_from(HARD) | st.text(st.characters(exclude_categories=["Cc", "Cs"])), max_size=5))
def test_a_new_file_holds_any_text(texts: list[str]) -> None:
    values: dict[str, Value] = {
        "title": "T",
        "service_areas": list(texts),
        "accountabilities": [{"text": text, "ids": list(texts)} for text in texts],
        "contacts": {f"k{number}": text for number, text in enumerate(texts)},
    }
    read = parse(new_file(values), ROLE)
    assert read.value is not None
    if not read.problems:
        assert meant(read.value.value) == meant(values)
        return
    assert {problem.rule for problem in read.problems} == {"control-character"}
