"""Two documents compared: what changed is told in whole, as a person would tell it, and nothing else."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.diff import Change, Piece, compare
from rolegen.diff.sequence import matching, rising
from rolegen.diff.words import pieces
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Row, Run, Section, Table, plain
from tests.pairs import edited, made_up, profiles
from tests.samples import UNTIMED

CHANCES = st.randoms(use_true_random=False)
LEVELS = ("director-cmt", "director-non-cmt", "assistant-director")


def paragraph(text: str, clause: str = "") -> Paragraph:
    return Paragraph((Run(text),), clause=clause)


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Run(text),))


def bullets(*texts: str) -> List:
    return List(tuple(Item((Run(text),)) for text in texts))


def cell(text: str, heads: bool = False) -> Cell:
    return Cell((paragraph(text),), heads)


def grid(*rows: str, heads: bool = False) -> Table:
    """A table from rows such as "K1|Knowledge of the law", the first one its header."""
    split = [row.split("|") for row in rows]
    made = tuple(Row(tuple(cell(text, heads and not n) for n, text in enumerate(row))) for row in split)
    return Table((3.0,) * len(split[0]), made[:1], made[1:])


def document(*blocks: Block) -> Document:
    return Document("Title", blocks)


def shown(text_or_change: Change | tuple[Piece, ...]) -> str:
    """What a change says, with [removed] and {added} words."""
    found = text_or_change.pieces if isinstance(text_or_change, Change) else text_or_change
    signs = {"same": "{}", "removed": "[{}]", "added": "{{{}}}"}
    return "".join(signs[piece.kind].format(piece.text) for piece in found)


def told(old: Document, new: Document) -> list[str]:
    return [f"{change.kind}: {shown(change)}" for change in compare(old, new)]


def texts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The text of each heading, paragraph, item and row in reading order."""
    for block in blocks:
        if isinstance(block, Section):
            yield from texts(block.blocks)
        elif isinstance(block, List):
            yield from of_list(block)
        elif isinstance(block, Table):
            for row in (*block.header, *block.rows):
                yield " | ".join("\n".join(texts(one.blocks)) for one in row.cells)
        else:
            yield plain(block.content)


def of_list(block: List) -> Iterator[str]:
    for item in block.items:
        yield plain(item.content)
        for nested in item.lists:
            yield from of_list(nested)


# --- whatever the documents -------------------------------------------------------------------------------------------


def check(old: Document, new: Document) -> tuple[Change, ...]:
    """Every text of either document is in a change or has an equal one in the other, and no word is lost."""
    changes = compare(old, new)
    gone, come = Counter(change.old for change in changes), Counter(change.new for change in changes)
    del gone[""], come[""]
    olds, news = (Counter(text for text in texts(side.blocks) if text) for side in (old, new))
    assert gone <= olds
    assert come <= news
    assert olds - gone == news - come
    order = iter(texts(new.blocks))
    assert all(change.new in order for change in changes if change.new)
    for change in changes:
        assert all(piece.text for piece in change.pieces)
        assert all(one.kind != other.kind for one, other in itertools.pairwise(change.pieces))
        kinds = {piece.kind for piece in change.pieces}
        assert kinds == {change.kind} if change.kind in ("added", "removed") else kinds
        assert change.kind != "changed" or change.old != change.new
    return changes


@UNTIMED
@given(CHANCES)
def test_made_up_documents_are_told_in_whole(chances: Random) -> None:
    check(made_up(chances), made_up(chances))


@UNTIMED
@given(CHANCES)
def test_edited_documents_are_told_in_whole(chances: Random) -> None:
    old = made_up(chances)
    check(old, edited(old, chances, 0.2))


@UNTIMED
@given(CHANCES)
def test_a_document_does_not_differ_from_itself(chances: Random) -> None:
    made = made_up(chances)
    assert compare(made, replace(made, blocks=tuple(made.blocks))) == ()


@pytest.mark.parametrize("name", profiles())
def test_an_edited_profile_is_told_in_whole(name: str) -> None:
    old = profiles()[name]
    assert len(list(texts(old.blocks))) > 30
    assert compare(old, edited(old, Random(name), 0.0)) == ()
    assert check(old, edited(old, Random(name), 0.1))


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(LEVELS, 2)))
def test_profiles_of_different_levels_are_told_in_whole(one: str, other: str) -> None:
    assert check(profiles()[one], profiles()[other])


def without_marks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks as they would be read from a Word file that says nothing of clauses and fields."""
    found: list[Block] = []
    for block in blocks:
        if isinstance(block, List):
            items = tuple(replace(item, clause="", field="") for item in block.items)
            found.append(replace(block, items=items, clause="", field=""))
        elif isinstance(block, Table):
            rows = tuple(
                Row(tuple(replace(one, clause="", field="", heading=False) for one in row.cells)) for row in block.rows
            )
            found.append(replace(block, rows=rows, field=""))
        elif not isinstance(block, Section):
            found.append(replace(block, clause="", field=""))
    return tuple(found)


def test_a_file_that_does_not_name_its_clauses_is_compared_by_its_words() -> None:
    old, new = profiles()["director-cmt"], profiles()["director-non-cmt"]
    nameless = replace(old, blocks=without_marks(old.blocks))
    assert compare(nameless, old) == ()
    assert len(compare(old, new)) == 3
    assert told(nameless, new) == told(old, new)
    assert [change.clause for change in compare(nameless, new)] == [change.clause for change in compare(old, new)]


# --- lines ------------------------------------------------------------------------------------------------------------


def test_a_change_stands_under_its_headings() -> None:
    old = document(heading(1, "Director"), heading(2, "Purpose"), paragraph("Lead the Council's finances."))
    new = document(heading(1, "Director"), heading(2, "Purpose"), paragraph("Lead the Council's people."))
    (change,) = compare(old, new)
    assert change.kind == "changed"
    assert change.section == ("Director", "Purpose")
    assert (change.old, change.new) == ("Lead the Council's finances.", "Lead the Council's people.")


def test_a_heading_stands_under_those_above_it() -> None:
    old = document(heading(1, "Director"), heading(2, "Purpose"))
    (change,) = compare(old, document(heading(1, "Director"), heading(2, "Job purpose")))
    assert change.section == ("Director",)


def test_what_is_removed_is_told_where_it_stood_under_its_own_headings() -> None:
    old = document(heading(2, "One"), paragraph("Count the boats on Monday."), heading(2, "Two"), paragraph("End."))
    new = document(heading(2, "One"), heading(2, "Two"), paragraph("The end."))
    changes = compare(old, new)
    assert [(change.kind, change.section) for change in changes] == [("removed", ("One",)), ("changed", ("Two",))]


def test_a_clause_is_known_by_its_id_however_much_of_it_is_new() -> None:
    old = document(paragraph("Keep the accounts.", "finance"), paragraph("Answer every letter.", "letters"))
    new = document(
        paragraph("Publish what is spent each month.", "finance"), paragraph("Answer every letter.", "letters")
    )
    (change,) = compare(old, new)
    assert (change.kind, change.clause) == ("changed", "finance")
    assert shown(change) == "[Keep the accounts.]{Publish what is spent each month.}"


def test_a_clause_under_another_theme_has_moved() -> None:
    finance, letters = paragraph("Keep good accounts.", "finance"), paragraph("Answer every letter.", "letters")
    plans = paragraph("Make plans.", "plans")
    old = document(heading(3, "Money"), finance, letters, heading(3, "People"), plans)
    new = document(heading(3, "Money"), finance, heading(3, "People"), plans, letters)
    (change,) = compare(old, new)
    assert (change.kind, change.clause, change.section) == ("moved", "letters", ("People",))
    assert shown(change) == "Answer every letter."


def test_what_moved_may_have_changed_words_too() -> None:
    old = document(
        paragraph("Answer every letter within two weeks."), heading(2, "A"), bullets("Be at hand.", "Be kind.")
    )
    new = document(
        heading(2, "A"), bullets("Be at hand.", "Be kind."), paragraph("Answer every letter within ten days.")
    )
    assert told(old, new) == ["moved: Answer every letter within [two weeks]{ten days}."]


def test_of_two_that_changed_places_the_fewest_moved() -> None:
    texts = [f"Paragraph number {n} of the text." for n in range(6)]
    old = document(*map(paragraph, texts))
    new = document(*map(paragraph, [*texts[1:5], texts[0], texts[5]]))
    assert told(old, new) == [f"moved: {texts[0]}"]


def test_a_short_word_that_comes_again_elsewhere_has_not_moved() -> None:
    old = document(paragraph("Yes."), heading(2, "A"), paragraph("Lead the service well."))
    new = document(heading(2, "A"), paragraph("Lead the service well."), paragraph("Yes."))
    assert told(old, new) == ["removed: [Yes.]", "added: {Yes.}"]


def test_items_of_a_list_are_told_one_by_one() -> None:
    old = document(bullets("Inspect each bridge.", "Paint what rusts.", "Count the boats."))
    new = document(bullets("Inspect each bridge.", "Count the boats.", "Open the locks on time."))
    assert told(old, new) == ["removed: [Paint what rusts.]", "added: {Open the locks on time.}"]


def test_words_that_did_not_change_are_no_change_whatever_they_look_like() -> None:
    old = document(paragraph("Lead the service."), bullets("Be kind."))
    new = document(Paragraph((Run("Lead the "), Run("service.", bold=True)), "note"), bullets("Be kind."))
    assert compare(old, new) == ()


def test_a_title_is_a_change_however_much_of_it_is_new() -> None:
    assert told(document(heading(1, "Head of Roads")), document(heading(1, "Director, Highways"))) == [
        "changed: [Head of Roads]{Director, Highways}"
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


def test_a_row_is_told_cell_by_cell() -> None:
    old = document(grid("Key facts|Details", "Grade|18", "Location|Town Hall", heads=True))
    new = document(grid("Key facts|Details", "Grade|19", "Location|Lock Cottage, by the canal", heads=True))
    assert told(old, new) == [
        "changed: Grade | [18]{19}",
        "changed: Location | [Town Hall]{Lock Cottage, by the canal}",
    ]


def test_rows_are_known_by_their_first_cell() -> None:
    old = document(grid("Key facts|Details", "Reports to|Director of Roads", "Location|Mill"))
    new = document(grid("Key facts|Details", "Post|Director of Roads, deputy", "Location|Quay", "Reports to|Board"))
    assert told(old, new) == [
        "added: {Post | Director of Roads, deputy}",
        "changed: Location | [Mill]{Quay}",
        "moved: Reports to | [Director of Roads]{Board}",
    ]


def test_criteria_that_were_numbered_anew_are_known_by_their_words() -> None:
    old = document(grid("Ref|Criterion", "K1|Knows the law of bridges", "K2|Knows the law of locks", "K3|Knows boats"))
    new = document(grid("Ref|Criterion", "K1|Knows the law of locks", "K2|Knows boats"))
    assert told(old, new) == [
        "removed: [K1 | Knows the law of bridges]",
        "changed: [K2]{K1} | Knows the law of locks",
        "changed: [K3]{K2} | Knows boats",
    ]


def test_a_row_that_went_to_another_table_has_moved() -> None:
    head, row = "Ref|Criterion", "K1|Knows the law of locks and weirs"
    old = document(
        heading(3, "Knowledge"), grid(head, row, "K2|Knows boats"), heading(3, "Skills"), grid(head, "S1|Rows")
    )
    new = document(
        heading(3, "Knowledge"), grid(head, "K2|Knows boats"), heading(3, "Skills"), grid(head, row, "S1|Rows")
    )
    (change,) = compare(old, new)
    assert (change.kind, change.section) == ("moved", ("Skills",))


def test_a_table_that_is_gone_or_new_is_told_row_by_row() -> None:
    table = grid("Ref|Criterion", "K1|Knows boats")
    rows = ["Ref | Criterion", "K1 | Knows boats"]
    assert told(document(table, paragraph("End.")), document(paragraph("End."))) == [
        f"removed: [{row}]" for row in rows
    ]
    assert told(document(paragraph("End.")), document(table, paragraph("End."))) == [
        f"added: {{{row}}}" for row in rows
    ]


def test_a_table_with_a_column_more_is_told_row_by_row() -> None:
    old = document(grid("Ref|Criterion", "K1|Knows the law of locks"))
    new = document(grid("Ref|Criterion|Needed", "K1|Knows the law of locks|Essential"))
    assert told(old, new) == [
        "changed: Ref | Criterion{ | Needed}",
        "changed: K1 | Knows the law of locks{ | Essential}",
    ]


# --- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Lead the service.", "Lead the service.", "Lead the service."),
        ("Lead the service.", "Lead the whole service.", "Lead the{ whole} service."),
        ("Lead the whole service.", "Lead the service.", "Lead the[ whole] service."),
        ("The old bridge", "The new bridge", "The [old]{new} bridge"),
        ("Approved 12 March 2024", "Approved 11 March 2025", "Approved [12]{11} March [2024]{2025}"),
        ("£41.5 million", "£21.4 million", "[£41.5]{£21.4} million"),
        ("Big dog", "dog", "[Big ]dog"),
        ("Plan well. Act.", "Plan well. Listen. Act.", "Plan well.{ Listen.} Act."),
        ("Director of Finance", "Head of Place", "[Director of Finance]{Head of Place}"),
        ("non-executive members", "executive members", "[non-executive]{executive} members"),
        ("don't", "don’t", "[don't]{don’t}"),
        ("a b", "a\u00a0b", "a[ ]{\u00a0}b"),
        ("Keep good books", "Keep  good books", "Keep { }good books"),
        ("Prepare the plan", "Answer for boats", "[Prepare the plan]{Answer for boats}"),
        ("", "New", "{New}"),
        ("Old", "", "[Old]"),
        ("", "", ""),
    ],
)
def test_words_are_marked_as_a_person_would(old: str, new: str, expected: str) -> None:
    assert shown(pieces(old, new)) == expected


def test_a_few_words_between_greater_changes_are_part_of_them() -> None:
    old = "Prepare the medium-term financial plan, the annual budget and the council tax proposals."
    new = "Build a four-year programme for roads, the bridges of every parish and the harbour."
    assert shown(pieces(old, new)) == f"[{old}]{{{new}}}"


@UNTIMED
@given(st.text("ab .-\n\u00a0", max_size=30), st.text("ab .-\n\u00a0", max_size=30))
def test_pieces_lose_no_character(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.kind != "added") == old
    assert "".join(piece.text for piece in found if piece.kind != "removed") == new
    assert all(piece.text for piece in found)


# --- sequences --------------------------------------------------------------------------------------------------------


@UNTIMED
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(1, 4)), max_size=8))
def test_the_heaviest_rising_subsequence_is_found(pairs: list[tuple[int, int]]) -> None:
    values, weights = [value for value, _ in pairs], [float(weight) for _, weight in pairs]
    found = rising(values, weights)
    assert found == sorted(found)
    assert all(values[one] < values[other] for one, other in itertools.pairwise(found))
    every = (some for size in range(len(pairs) + 1) for some in itertools.combinations(range(len(pairs)), size))
    fit = (some for some in every if all(values[a] < values[b] for a, b in itertools.pairwise(some)))
    assert sum(weights[n] for n in found) == max(sum(weights[n] for n in some) for some in fit)


@UNTIMED
@given(st.lists(st.integers(0, 5), max_size=12), st.lists(st.integers(0, 5), max_size=12))
def test_equal_values_are_paired_in_order_and_once(old: list[int], new: list[int]) -> None:
    found = matching(old, new)
    assert all(old[i] == new[j] for i, j in found)
    assert all(a < c and b < d for (a, b), (c, d) in itertools.pairwise(found))
    assert bool(found) == bool(set(old) & set(new))
    assert matching(old, old) == [(n, n) for n in range(len(old))]
