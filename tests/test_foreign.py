"""Job profiles of others become draft roles: what is read, from where, and that no word of them is lost in silence."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import foreign, workspace
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Run, Table
from rolegen.document import Row as TableRow
from rolegen.foreign.lines import every_line, flow
from rolegen.foreign.reading import is_profile
from rolegen.foreign.report import as_text
from rolegen.foreign.taking import Draft, take_in
from rolegen.form.kinds import KINDS
from rolegen.intake.redraft import APPROVAL
from rolegen.marks import spoken
from rolegen.problems import Checked
from rolegen.role import Role, parse_role
from rolegen.source import parse
from rolegen.word.reading import from_docx
from tests.conftest import EXAMPLES
from tests.foreign_profiles import CLAUSE, MAKERS, Page, first_row, profiles
from tests.samples import EXAMPLE_FILES, UNTIMED, as_yaml, body, needed, plainly, repacked, words, write
from tests.test_golden import GOLDEN, compare

SETTINGS = "organisation: the Council\n"
NAMES = tuple(MAKERS)


def taken(data: bytes, here: Path, into: Path | None = None, name: str = "profile.docx") -> Checked[Draft]:
    """What is made of a Word file in a folder."""
    path = here / name
    return take_in(path, needed(from_docx(data, path)), data, into, here)


def drafted(page: Page, here: Path) -> dict[str, Any]:
    """The values of the role file that a page makes."""
    return values_of(needed(taken(page.bytes(), here)))


def values_of(draft: Draft) -> dict[str, Any]:
    read = needed(parse(draft.data, draft.path)).value
    assert isinstance(read, dict)
    return read


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A workspace with a framework of rolegen's own."""
    return write(tmp_path, {"rolegen.yaml": SETTINGS})


# --- golden files -----------------------------------------------------------------------------------------------------


def test_profiles_of_many_kinds_make_the_role_files_that_a_person_would_expect(
    here: Path, monkeypatch: pytest.MonkeyPatch, update: bool
) -> None:
    monkeypatch.chdir(here)
    made = {}
    for name, data in profiles().items():
        draft = needed(taken(data, here, name=f"{name}.docx"))
        made[f"{name}.yaml"] = draft.data.decode()
        made[f"{name}.txt"] = f"{as_text(draft, 100)}\n"
    assert len(made) >= 16
    compare(made, GOLDEN / "foreign", update)


@pytest.mark.parametrize("name", NAMES)
def test_they_are_known_as_profiles(name: str, here: Path) -> None:
    assert is_profile(needed(from_docx(profiles()[name], here / "a.docx")))


def letter() -> Page:
    page = Page()
    page.heading("Minutes of the Policy Committee", 1)
    page.say("The committee approved the report. The Director of Finance left at 7 pm.")
    page.table([("Item", "Decision"), ("Budget", "Approved"), ("Purpose of the grant", "Noted")])
    page.bullets(("Publish the minutes.", "Meet again in May."))
    return page


def test_a_letter_or_minutes_are_no_profile(here: Path) -> None:
    assert not is_profile(needed(from_docx(letter().bytes(), here / "a.docx")))
    assert not is_profile(Document("", ()))


# --- nothing is lost in silence ---------------------------------------------------------------------------------------


def tokens(text: str) -> Iterator[str]:
    """The words of a text; what only numbers or bullets a line is none."""
    return (word for word in re.findall(r"[^\W_]+", spoken(text).casefold()) if word)


def accounted(draft: Draft) -> Counter[str]:
    """Every word that the draft tells of."""
    told = [one.words for one in draft.found] + [one.words for one in draft.left] + list(draft.headings)
    return Counter(word for text in told for word in tokens(text))


def lost(data: bytes, draft: Draft) -> Counter[str]:
    """The words of the Word file's own XML that the draft does not tell of."""
    said = Counter(word for paragraph in body(data).iter(f"{docx.oxml.ns.qn('w:p')}") for word in tokens(words(paragraph)))
    return said - accounted(draft)


@pytest.mark.parametrize("name", NAMES)
def test_every_word_of_a_profile_is_in_the_draft_or_told_as_left(name: str, here: Path) -> None:
    data = profiles()[name]
    draft = needed(taken(data, here))
    assert sum(accounted(draft).values()) > 50
    assert lost(data, draft) == Counter()


LABELS = ("Job title", "Grade", "Reports to", "Salary", "Hours", "DBS", "Section", "Contract", "Budget", "Staff", "Level")
HEADINGS = ("Purpose", "Main duties", "Person specification", "Essential", "Skills", "Dimensions", "Contacts", "Other things")
NOISE = st.text(st.sampled_from("abc :,.-£1/()•–\t") | st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=12)
WORDS = st.sampled_from(("Leads the team.", "Yes", "8", "Permanent", "£4.2m", "Enhanced", "A, I", "✓", "Essential", "", "E"))
LINES = st.sampled_from(LABELS) | st.sampled_from(HEADINGS) | WORDS | NOISE
SAID = LINES | st.builds("{}: {}".format, LINES, LINES) | st.builds("{}\t{}".format, LINES, LINES)
PARTS = st.lists(
    st.tuples(st.just("say"), SAID, st.booleans())
    | st.tuples(st.just("heading"), LINES, st.integers(1, 4))
    | st.tuples(st.just("bullet"), SAID, st.none())
    | st.tuples(
        st.just("table"),
        st.integers(1, 5).flatmap(lambda n: st.lists(st.lists(SAID, min_size=n, max_size=n), min_size=1, max_size=4)),
        st.none(),
    ),
    max_size=8,
)


def block_of(kind: str, said: Any, look: Any) -> Block:
    if kind == "say":
        return Paragraph((Run(said, bold=look),))
    if kind == "heading":
        return Heading(look, (Run(said),))
    if kind == "bullet":
        return List((Item((Run(said),)),))
    rows = [TableRow(tuple(Cell((Paragraph((Run(cell),)),)) for cell in row)) for row in said]
    return Table((), tuple(rows[:1]), tuple(rows[1:]))


@cache
def letter_file() -> bytes:
    return letter().bytes()


@settings(UNTIMED, max_examples=25)
@given(parts=PARTS)
def test_whatever_stands_in_a_word_file_no_word_of_it_is_lost_and_the_draft_can_be_read(parts: Any) -> None:
    document = Document("", tuple(block_of(*part) for part in parts))
    draft = needed(take_in(EXAMPLES / "a.docx", document, letter_file(), EXAMPLES / "roles" / "unwritten.yaml", EXAMPLES))
    said = Counter(word for one in every_line(flow(document)) for word in tokens(one.whole))
    assert said - accounted(draft) == Counter()
    assert draft.data.startswith(b"# A draft")
    stand_in = as_yaml({"title": "T", "level": "director", **values_of(draft)})
    assert needed(parse_role(stand_in.encode(), draft.path)).role.status == "draft"
    assert as_text(draft, 80)


# --- rolegen's own, its properties lost -------------------------------------------------------------------------------

# What a new draft does not take over; and what the page does not say.
NOT_EQUAL = {*APPROVAL, "status", "framework"}


@pytest.mark.parametrize("path", EXAMPLE_FILES, ids=lambda path: path.stem)
def test_a_rolegen_profile_that_lost_its_properties_comes_back_with_all_fields_but_its_approval(path: Path) -> None:
    data = repacked(plainly()[f"role-{path.stem}"], {"docProps/custom.xml": None})
    document = needed(from_docx(data, path))
    assert document.facts == {}
    draft = needed(take_in(path, document, data, EXAMPLES / "roles" / "never-written.yaml", EXAMPLES))
    role, back = needed(parse_role(path.read_bytes(), path)).role, needed(parse_role(draft.data, draft.path)).role
    same = [name for name in Role.model_fields if plain(role, name) == plain(back, name)]
    assert set(Role.model_fields) - set(same) <= NOT_EQUAL
    assert len(same) >= len(Role.model_fields) - len(NOT_EQUAL) >= 24


def plain(role: Role, name: str) -> Any:
    """A field's value, without what the page does not show: ids, and the order of criteria among categories."""
    value = getattr(role, name)
    if name == "accountabilities":
        return [item.text for item in value]
    if name == "person_profile":
        return sorted((item.category, item.importance, item.criterion, item.assessed_by) for item in value)
    return value


def test_this_sees_every_field() -> None:
    assert len(Role.model_fields) > 25
    assert len(EXAMPLE_FILES) >= 9
    assert KINDS
    assert foreign.__doc__
    assert workspace.SETTINGS
    assert shutil
    assert CLAUSE
    assert first_row
