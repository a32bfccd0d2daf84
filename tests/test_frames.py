"""The frames that rows of plain words share change nothing of what is written."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.document import Block, Cell, Heading, Paragraph, Row, Run, Table
from rolegen.form.kinds import KINDS, ROW_CHOICES
from rolegen.kept import Kept
from rolegen.word import form
from rolegen.word.form import Form
from rolegen.word.house import House, load
from tests.conftest import ROOT
from tests.samples import UNTIMED, needed

WORDS = st.text(string.ascii_letters + " %&<>'\"£’\ufffd\ue000ש", max_size=6) | st.sampled_from(
    ["Essential", "Desirable", "%s", "Permanent", "1 April 2027"]
)
FIELDS = st.sampled_from(["", *KINDS, *ROW_CHOICES, "person_profile.assessed_by", "house.colour"])
RUNS = st.builds(Run, WORDS) | st.builds(Run, WORDS, st.booleans(), gap=st.booleans())
PARAGRAPHS = st.builds(Paragraph, st.lists(RUNS, min_size=1, max_size=2).map(tuple))
CELLS = st.builds(
    Cell,
    st.lists(PARAGRAPHS, min_size=1, max_size=2).map(tuple),
    st.booleans(),
    st.sampled_from(["", "", "a-1"]),
    FIELDS,
)
ROWS = st.builds(Row, st.tuples(CELLS, CELLS))
TABLES = st.builds(
    Table,
    st.just((5.0, 11.4)),
    st.lists(ROWS, max_size=1).map(tuple),
    st.lists(ROWS, min_size=1, max_size=4).map(tuple),
    st.just(""),
    st.sampled_from(["", "person_profile"]),
)
HEADINGS = st.builds(
    Heading, st.just(3), st.tuples(st.builds(Run, WORDS)), field=st.sampled_from(["", "person_profile"])
)
DOCUMENTS = st.lists(TABLES | HEADINGS, min_size=1, max_size=3).map(tuple)


HOUSE = needed(load(ROOT / "templates" / "house.docx"))


def house() -> House:
    """The house style, with nothing kept from other documents."""
    return replace(HOUSE, written=Kept())


@UNTIMED
@given(st.lists(DOCUMENTS, min_size=1, max_size=4), st.booleans())
def test_a_row_in_the_frame_of_others_is_the_row_written_by_itself(
    documents: list[tuple[Block, ...]], controls: bool
) -> None:
    shared = house()
    framed = [Form(shared, controls=controls).xml(blocks) for blocks in (*documents, *documents)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(form, "_plain_row", lambda _row: None)
        alone = [Form(house(), controls=controls).xml(blocks) for blocks in documents]
    assert framed == alone * 2
