"""Whose words a paragraph holds, in Word files that other programs have saved: by controls, else by bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import count, islice
from pathlib import Path

import pytest

from rolegen import marks
from rolegen.build import all_levels
from rolegen.document import Block, Cell, Document, Heading, Item, List, Paragraph, Row, Run, Table, plain
from rolegen.form.filled import filled, shown_in
from rolegen.form.kinds import KINDS
from rolegen.profile import Profile
from rolegen.templating import render
from rolegen.word.form import Form
from rolegen.word.package import to_form
from rolegen.word.reading import from_docx
from rolegen.word.reading_marks import GROWING
from tests.conftest import Office
from tests.samples import FULL, needed, shipped
from tests.word_files import OFFICE, PACKAGE, ROOT, control, listed, p, r, row, style, table, tc, word_file

FIELDS = [marks.tag(marks.FIELD, path) for path in KINDS]
CLAUSES = [marks.tag(marks.CLAUSE, name) for name in ("x", "y", "level.director")]
NAMES = marks.names([*FIELDS, *CLAUSES])
ASKED = "<w:showingPlcHdr/>"


def read(body: str, names: dict[str, str] | None = NAMES, **others: str) -> tuple[Block, ...]:
    return needed(from_docx(word_file(body, **others), Path("other.docx"), names)).blocks


def begin(tag: str, paragraph: int = 0, number: int = 1) -> str:
    return f'<w:bookmarkStart w:id="{number}" w:name="{marks.bookmark(tag, paragraph)}"/>'


def end(number: int = 1) -> str:
    return f'<w:bookmarkEnd w:id="{number}"/>'


def marked(tag: str, text: str, paragraph: int = 0) -> str:
    """Runs in the bookmark of a tag."""
    return f"{begin(tag, paragraph)}{r(text) if text else ''}{end()}"


def fields(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    """What each block or item says, and its field or clause; a list's is its items'."""
    return list(_fields(blocks))


def _fields(blocks: tuple[Block, ...]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        if isinstance(block, Heading | Paragraph):
            yield plain(block.content), block.field or block.clause
        elif isinstance(block, List):
            for item in block.items:
                yield plain(item.content), item.field or item.clause or block.field or block.clause
                yield from [(text, mark or block.field) for nested in item.lists for text, mark in _fields((nested,))]
        elif isinstance(block, Table):
            yield "table", block.field


# --- controls ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", r(" "), r("")])
def test_a_paragraph_whose_words_are_all_in_one_control_has_its_field_itself(blank: str) -> None:
    inside = blank + control("field:title", r("Director of ") + r("Bridges", "<w:b/>"))
    (found,) = read(p(inside))
    assert isinstance(found, Paragraph)
    assert (found.field, plain(found.content).strip()) == ("title", "Director of Bridges")
    assert {part.field for part in found.content if isinstance(part, Run)} == {""}
    (heading,) = read(p(inside, style("berschrift2")))
    assert isinstance(heading, Heading)
    assert heading.field == "title"


def test_words_beside_a_control_leave_the_field_with_the_run() -> None:
    assert read(p(r("Version ") + control("field:version", r("1.2")))) == (
        Paragraph((Run("Version "), Run("1.2", field="version"))),
    )
    both = control("field:version", r("1.2")) + control("field:grade", r("18"))
    assert read(p(both)) == (Paragraph((Run("1.2", field="version"), Run("18", field="grade"))),)


def test_an_item_has_the_field_of_its_words_itself_though_it_is_alone_in_its_list() -> None:
    (alone,) = read(p(control("field:dbs", r("Enhanced")), listed(1)))
    assert alone == List((Item((Run("Enhanced"),), field="dbs"),))


def test_a_control_of_a_paragraph_that_was_emptied_is_still_the_paragraphs() -> None:
    assert read(p(control("field:title", ""))) == (Paragraph((), field="title"),)
    assert read(p(control("field:title", "") + control("field:grade", ""))) == ()


def test_a_cell_has_the_field_and_clause_of_all_its_paragraphs() -> None:
    inline = tc(p(control("field:grade", r("18"))))
    around = f"<w:tc>{control('field:contacts.internal', p('a') + p('b'))}</w:tc>"
    wording = f"<w:tc>{control('clause:x', p('c'))}</w:tc>"
    mixed = tc(p(control("field:title", r("d"))) + p("e"))
    (made,) = read(table(row("a", "b", "c", "d"), row(inline, around, wording, mixed)))
    assert isinstance(made, Table)
    assert [(cell.field, cell.clause) for cell in made.rows[0].cells] == [
        ("grade", ""), ("contacts.internal", ""), ("", "x"), ("", "")]  # fmt: skip
    assert [block.field for block in made.rows[0].cells[1].blocks] == ["", ""]
    assert [block.field for block in made.rows[0].cells[3].blocks] == ["title", ""]


def test_a_list_of_choices_in_a_row_of_a_field_is_its_cells() -> None:
    choice = tc(p(control("field:person_profile.importance", r("Essential"))))
    (made,) = read(control("field:person_profile", table(row("a", "b"), row("c", choice))))
    assert isinstance(made, Table)
    assert made.field == "person_profile"
    words = [Cell((Paragraph((Run(text),)),)) for text in ("c", "Essential")]
    assert made.rows == (Row((words[0], replace(words[1], field="person_profile.importance"))),)


def test_all_of_a_control_that_asks_for_a_value_is_a_gap() -> None:
    body = control("field:purpose", p("Why the post exists"), ASKED)
    assert read(body) == (Paragraph((Run("Why the post exists", gap=True),), field="purpose"),)
    inner = control("field:purpose", p(control("", r("Why"), f'<w:id w:val="5"/>{ASKED}')))
    assert read(inner) == (Paragraph((Run("Why", gap=True),), field="purpose"),)
    (items,) = read(control("field:accountabilities", p("Four to eight", listed(1)), ASKED))
    assert items == List((Item((Run("Four to eight", gap=True),)),), field="accountabilities")


def test_a_control_that_libreoffice_left_asking_when_a_value_was_typed_holds_that_value() -> None:
    look = '<w:rStyle w:val="Ask"/>'
    left = f"<w:sdt><w:sdtPr>{ASKED}</w:sdtPr><w:sdtContent>#</w:sdtContent></w:sdt>"
    typed, asking = p(left.replace("#", r("County Hall", look))), p(left.replace("#", r("[Base]", look)))
    assert read(typed + asking) == (Paragraph((Run("County Hall"),)), Paragraph((Run("[Base]", gap=True),)))


def test_a_tag_that_had_to_be_shortened_is_known_by_its_whole_name() -> None:
    whole = f"clause:{'long' * 30}"
    short = marks.tag("clause:", "long" * 30)
    assert short != whole
    names = {marks.bookmark(short, 0): whole}
    inline = p(control(short, r("b")))
    for block in read(control(short, p("a")) + inline + p(marked(short, "c")), names):
        assert isinstance(block, Paragraph)
        assert block.clause == "long" * 30


# --- bookmarks --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        p(marked("clause:x", "a")),
        begin("clause:x") + p("a") + end(),
        p(begin("clause:x") + end() + r("a")),
        p(begin("clause:x") + r("a")) + p(end()),
        p(control("", begin("clause:x") + end() + r("a"))),
        control("", p(control("", begin("clause:x") + r("a")) + end())),
        p(r(" ") + marked("clause:x", "a")),
        p(begin("clause:x").replace('"/>', '_Copy_1"/>') + r("a") + end()),
        p(begin("clause:x")) + p(r("a") + end()),
        begin("clause:x") + p("") + p("a") + end(),
    ],
)
def test_the_paragraph_that_a_bookmark_begins_is_what_the_bookmark_says(body: str) -> None:
    assert read(body) == (Paragraph((Run(plain_text(body)),), clause="x"),)
    assert read(body, None) == (Paragraph((Run(plain_text(body)),)),)


def plain_text(body: str) -> str:
    return " a" if "> <" in body else "a"


def test_of_two_bookmarks_the_one_nearest_before_the_words_counts() -> None:
    emptied, own = begin("clause:x", number=2) + end(2), marked("clause:y", "b")
    for inside in (emptied + own, own + emptied, begin("clause:x", number=2) + own + end(2)):
        assert read(p(inside)) == (Paragraph((Run("b"),), clause="y"),)


def test_words_typed_before_a_bookmark_are_of_its_paragraph() -> None:
    assert read(p(r("New ") + marked("field:purpose", "old"))) == (Paragraph((Run("New old"),), field="purpose"),)


def test_a_bookmark_of_a_paragraph_without_words_does_not_go_to_the_next() -> None:
    assert read(p(marked("field:title", "")) + p("a")) == (Paragraph((), field="title"), Paragraph((Run("a"),)))
    assert read(begin("field:title") + end() + p("a")) == (Paragraph((Run("a"),)),)


def test_a_control_wins_over_a_bookmark() -> None:
    body = control("clause:x", p(marked("clause:y", "a"))) + p(marked("field:title", "b").replace("<w:r>", "<w:r>"))
    assert fields(read(body)) == [("a", "x"), ("b", "title")]
    assert fields(read(p(begin("field:grade") + control("field:title", r("b")) + end()))) == [("b", "title")]
    sentence = p(begin("field:grade") + r("Version ") + control("field:version", r("1")) + end())
    assert read(sentence) == (Paragraph((Run("Version "), Run("1", field="version"))),)


def test_both_kinds_of_mark_stand_together() -> None:
    (both,) = read(control("clause:x", p(marked("field:title", "a"))))
    assert both == Paragraph((Run("a"),), clause="x", field="title")


def test_bookmarks_in_cells_mark_cells_and_those_of_the_person_profile_their_table() -> None:
    facts = table(row("Grade", p(marked("field:grade", "18"))), row("Base", p(marked("field:location", ""))))
    (made,) = read(facts)
    assert isinstance(made, Table)
    assert made.field == ""
    assert [cell.field for each in (*made.header, *made.rows) for cell in each.cells] == ["", "grade", "", "location"]
    tag = "field:person_profile"
    cells = [p(marked(tag, text, n)) for n, text in enumerate(("K1", "Knows", "Essential"))]
    (made,) = read(table(row(*cells), row("new", "typed", "row"), row("K2", p(marked(tag, "x", 3)), "")))
    assert isinstance(made, Table)
    assert made.field == tag.removeprefix("field:")
    assert {cell.field for each in (*made.header, *made.rows) for cell in each.cells} == {""}


def test_what_is_typed_below_in_a_cell_is_its_fields() -> None:
    (made,) = read(table(row("a", "b"), row("Grade", p(marked("field:grade", "18")) + p("or 19"))))
    assert isinstance(made, Table)
    assert made.rows[0].cells[1] == Cell((Paragraph((Run("18"),)), Paragraph((Run("or 19"),))), field="grade")
    held = p(control("field:grade", r("18"))) + p("or 19")
    (made,) = read(table(row("a", "b"), row("Grade", held)))
    assert isinstance(made, Table)
    assert made.rows[0].cells[1].field == ""


# --- what was added by hand -------------------------------------------------------------------------------------------


def purpose(text: str, n: int = 0) -> str:
    return p(marked("field:purpose", text, n))


H2 = p("Heading", style("berschrift2"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (purpose("a") + p("b") + p("c") + H2 + p("d"), "a+ b+ c+ Heading d"),
        (p("z") + H2 + p("b") + purpose("a"), "z Heading b+ a+"),
        (purpose("a") + p("b") + purpose("c", 1) + p("d"), "a+ b+ c+ d+"),
        (purpose("a") + p("b", style("Loud")) + p("c"), "a+ b c"),
        (purpose("a") + H2 + purpose("c", 1), "a+ Heading c+"),
        (purpose("a") + p("b") + table(row("c")) + p("d"), "a+ b+ table d"),
        (purpose("a") + p("b") + p(marked("clause:x", "c")), "a+ b c-x"),
        (purpose("a") + p("b") + H2 + p(marked("clause:x", "c")), "a+ b+ Heading c-x"),
        (p(marked("clause:x", "c")) + p("b") + purpose("a"), "c-x b a+"),
        (purpose("a") + p("b") + p(marked("field:title", "c")), "a+ b+ c-title"),
        (p(marked("field:title", "a")) + p("b"), "a-title b"),
        (control("field:purpose", purpose("a")) + p("b"), "a+ b"),
        (purpose("a") + p(r("Version ") + control("field:version", r("1"))) + p("b"), "a+ Version 1 b"),
    ],
)
def test_paragraphs_added_beside_those_of_a_field_are_its_own(body: str, expected: str) -> None:
    shown = [text + ("+" if mark == "purpose" else f"-{mark}" if mark else "") for text, mark in fields(read(body))]
    assert " ".join(shown) == expected


@pytest.mark.parametrize(
    ("marked_as", "expected"),
    [
        (["field:accountabilities", "", "field:accountabilities", ""], ["accountabilities"] * 4),
        (["", "field:accountabilities", "", ""], ["accountabilities"] * 4),
        (["clause:x", "", "clause:y", ""], ["x", "", "y", ""]),
        (["field:dbs", "", "field:statutory", ""], ["dbs", "statutory", "statutory", "statutory"]),
        (["field:dbs", "", "field:politically_restricted", ""], ["dbs", "", "politically_restricted", ""]),
        (["field:accountabilities", "", "clause:x", ""], ["accountabilities", "", "x", ""]),
    ],
)
def test_items_added_to_a_field_are_its_own_and_those_between_clauses_nobodys(
    marked_as: list[str], expected: list[str]
) -> None:
    body = "".join([p(marked(tag, "a", n) if tag else r("a"), listed(1)) for n, tag in enumerate(marked_as)])
    assert [mark for _, mark in fields(read(body))] == expected


def test_a_list_that_is_a_fields_throughout_has_it_itself_as_under_a_control() -> None:
    items = [p(marked("field:accountabilities", "a"), listed(1)), p("b", listed(1, 1)), p("c", listed(1))]
    assert read("".join(items)) == read(control("field:accountabilities", "".join(items)))


def person(text: str, n: int) -> str:
    return marked("field:person_profile", text, n)


def test_a_category_added_to_the_person_profile_is_its_own() -> None:
    head = style("berschrift2")
    of_ours = p(person("Knowledge", 0), head) + table(row(p(person("K1", 1)), p(person("Knows", 2))))
    added = p("Skills", head) + table(row("S1", "Swims"))
    other = p("Conditions", head) + p("text")
    marked_as = dict(fields(read(of_ours + added + other)))
    assert marked_as == {"Knowledge": "person_profile", "table": "person_profile", "Skills": "person_profile",
                         "Conditions": "", "text": ""}  # fmt: skip
    facts = p("Control", head) + table(row("a", "b", "c"))
    assert fields(read(of_ours + facts))[2:] == [("Control", ""), ("table", "")]


def test_what_grows_is_what_the_form_has_in_controls_round_paragraphs() -> None:
    assert {path for path, kind in KINDS.items() if kind.control == "block"} == GROWING


# --- the manifest -----------------------------------------------------------------------------------------------------


def with_properties(**values: str) -> dict[str, str]:
    """The facts of a file with these custom properties of ours."""
    inside = "".join(f'<property name="rolegen.{name}"><x>{value}</x></property>' for name, value in values.items())
    custom = f'<Properties xmlns="{OFFICE}/custom-properties">{inside}</Properties>'
    relation = f'<Relationship Id="c" Type="{OFFICE}/relationships/custom-properties" Target="word/styles.xml"/>'
    root = ROOT.replace("</Relationships>", f"{relation}</Relationships>")
    assert PACKAGE in root
    return dict(needed(from_docx(word_file("", root=root, styles=custom), Path("x"))).facts)


def test_the_manifest_is_its_properties_in_the_order_of_their_numbers() -> None:
    pieces = {f"manifest.{n}": f"{n}," for n in (10, 2, 1, 3, 4, 5, 6, 7, 8, 9)}
    assert with_properties(**pieces, level="director", built="x") == {
        "level": "director", "manifest": "1,2,3,4,5,6,7,8,9,10,"}  # fmt: skip


def test_a_manifest_of_which_a_piece_is_missing_or_that_nobody_writes_is_none() -> None:
    assert with_properties(**{"manifest.1": "a", "manifest.3": "b"}) == {}
    assert with_properties(**{"manifest.1": "a", "manifest.": "b"}) == {}
    assert with_properties(**{f"manifest.{n}": "a" for n in range(1, 1002)}) == {}
    assert with_properties(**{"manifest.1": "a", "manifest.²": "b"}) == {}


# --- what rolegen itself writes ---------------------------------------------------------------------------------------


def profiles() -> list[tuple[Profile, Document]]:
    workshop = shipped().workshop
    return [(one, needed(render(workshop.template, one))) for one in needed(all_levels(workshop))]


def forms(*, controls: bool) -> Iterator[tuple[Document, bytes]]:
    house = shipped().workshop.house
    for profile, document in profiles():
        said = filled(profile, document)
        yield document, to_form(document, house, Form(house, said.locked, controls=controls), said.manifest)
    full = needed(shipped().document(FULL))
    yield full, to_form(full, house, Form(house, controls=controls), "")


@cache
def names_of_all() -> dict[str, str]:
    tags = {tag for _, document in [*profiles(), ("", needed(shipped().document(FULL)))] for tag in tags_of(document)}
    assert len(tags) >= 20
    return marks.names([*tags, *FIELDS])


def tags_of(document: Document) -> list[str]:
    return [marks.tag(marks.CLAUSE, clause) for clause, _ in clauses(document)]


def clauses(document: Document) -> list[tuple[str, str]]:
    """Each paragraph or item of approved wording that stands outside tables, behind its clause."""
    found: list[tuple[str, str]] = []
    for block in document.blocks:
        if isinstance(block, Heading | Paragraph) and block.clause:
            found.append((block.clause, plain(block.content)))
        elif isinstance(block, List):
            items = [(item.clause or block.clause, plain(item.content)) for item in block.items]
            found += [(clause, text) for clause, text in items if clause]
    return found


@pytest.mark.parametrize("names", [None, NAMES])
def test_what_the_form_marks_reads_back_as_the_very_blocks_it_was_made_of(names: dict[str, str] | None) -> None:
    for document, data in forms(controls=True):
        assert len(clauses(document)) > 10
        assert needed(from_docx(data, Path("own.docx"), names)).blocks == document.blocks


def test_what_only_bookmarks_mark_shows_the_same_fields_and_clauses() -> None:
    for document, data in forms(controls=False):
        again = needed(from_docx(data, Path("own.docx"), names_of_all()))
        assert shown_in(again) == shown_in(document)
        assert clauses(again) == clauses(document)
        assert clauses(needed(from_docx(data, Path("own.docx")))) == []


def test_what_libreoffice_saved_or_had_as_odt_shows_the_same_fields_and_clauses(tmp_path: Path, office: Office) -> None:
    expected: dict[str, tuple[Document, bytes]] = {}
    number = count()
    for controls in (True, False):
        for document, data in islice(forms(controls=controls), not controls, None, 3):
            name = f"{next(number)}"
            expected[name] = document, data
            (tmp_path / f"{name}.docx").write_bytes(data)
    for kind, to, pattern in (("docx", "saved", "*.docx"), ("odt", "open", "*.docx"), ("docx", "back", "open/*.odt")):
        office(kind, tmp_path / to, *sorted(tmp_path.glob(pattern)))
    for name, (document, data) in expected.items():
        built = needed(from_docx(data, Path(name)))
        for folder in ("saved", "back"):
            again = needed(from_docx((tmp_path / folder / f"{name}.docx").read_bytes(), Path(name), names_of_all()))
            gaps = asked_in(document)
            assert shown_in(again, gaps) == shown_in(document, gaps), (folder, name)
            assert clauses(again) == clauses(document), (folder, name)
            assert again.facts == built.facts


def asked_in(document: Document) -> set[str]:
    """The texts that ask for a value."""
    found: set[str] = set()

    def seek(value: object) -> None:
        if isinstance(value, Run):
            found.update([value.text] if value.gap else [])
        elif isinstance(value, tuple):
            for one in value:
                seek(one)
        elif isinstance(value, Heading | Paragraph | Item | List | Table | Row | Cell):
            for name in value.__slots__:
                seek(getattr(value, name))

    seek(document.blocks)
    return found
