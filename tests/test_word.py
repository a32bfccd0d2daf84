"""What stands in the YAML stands in the Word file, word for word, and the file says the rest of what Word needs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.samples import (
    APPROVAL,
    EVERYTHING,
    FULL,
    UNTIMED,
    Made,
    W,
    body,
    every,
    everything,
    find,
    levels,
    lines,
    markdown_words,
    needed,
    opened,
    page,
    paragraphs,
    part,
    png,
    raw,
    rows,
    shipped,
    shop,
    style_names,
    style_of,
    words,
)
from tests.samples import write as write_files

HEBREW, ARABIC = "מנהל הכספים", "مدير المالية"


def made(**changes: Any) -> Made:
    return needed(shipped().made({**FULL, **changes}))


def tabled(*cells: str) -> str:
    """A table of one column with these cells."""
    inside = "".join(f"<tr><td>{cell}</td></tr>" for cell in cells)
    return f'<table><col width="5cm"/><thead><tr><th>Head</th></tr></thead><tbody>{inside}</tbody></table>'


# --- every value, whatever it is made of ------------------------------------------------------------------------------

AWKWARD = {
    "ampersand": "Research & Development &amp; R&D;",
    "brackets": "less < more > <b>bold</b> <!-- note --> ]]>",
    "jinja": "{{ role.title }} {% if %} {# #}",
    "quotes": 'it\'s "so" and “so” and ‘so’',
    "dashes": "a - b – c — d \u2010 e \u00ad f",
    "marks": "* one _two_ `three` | four # five \\ six ~~seven~~ [eight](nine)",
    "emoji": "people 👩🏽‍💼 and flags 🏴󠁧󠁢󠁷󠁬󠁳󠁿 𝔘𝔫𝔦",
    "accents": "Siân Ŵyn Łukasz e\u0301clair ﬁ Ǆ",
    "hebrew": f"{HEBREW} in Hebrew",
    "arabic": f"Arabic {ARABIC}",
    "hard space": "Mrs\u00a0Patel earns £1\u202f000",
    "odd characters": "\u200bzero\u200bwidth \ufeffmark \ue000private\ue001 \U000f0000 \ufffd",
}


EVALUATION = ("reference", "scheme", "grade", "evaluator")


def awkward_role(text: str) -> tuple[dict[str, Any], list[str]]:
    """A role with this text in every field that takes any, each with its own number; and these texts."""
    given_texts: list[str] = []

    def numbered() -> str:
        given_texts.append(f"{len(given_texts)} {text}")
        return given_texts[-1]

    plain = "title directorate post_number grade reports_to location working_pattern purpose version approved_by minute"
    role = {
        **FULL,
        **{key: numbered() for key in plain.split()},
        "politically_restricted": {"status": "specified", "basis": numbered()},
        "service_areas": [numbered(), numbered()],
        "employers": [numbered(), numbered()],
        "accountabilities": [{"text": numbered()}, {"text": numbered()}],
        "dimensions": {"year": numbered(), "staff_fte": "5"},
        "contacts": {"internal": [numbered(), numbered()], "external": [numbered()]},
        "person_profile": [{**FULL["person_profile"][0], "criterion": numbered()}],
        "job_evaluation": {"status": "evaluated", **{key: numbered() for key in EVALUATION}},
    }
    return role, given_texts


@pytest.mark.parametrize("kind", AWKWARD)
def test_any_text_in_any_field_is_on_the_word_page(kind: str) -> None:
    role, texts = awkward_role(AWKWARD[kind])
    assert len(texts) == 27
    page_text = "\n".join(lines(needed(shipped().made(role)).docx))
    assert [text for text in texts if text not in page_text] == []


@pytest.mark.parametrize("kind", AWKWARD)
def test_any_text_in_any_field_is_read_the_same_from_the_markdown(kind: str) -> None:
    role, texts = awkward_role(AWKWARD[kind])
    assert len(texts) == 27
    page_text = markdown_words(needed(shipped().made(role)).markdown)
    assert [text for text in texts if text not in page_text] == []


def test_a_line_break_in_a_value_is_a_line_break_on_the_page() -> None:
    both = made(title="Director\nof Bridges", accountabilities=[{"text": "One\ntwo  three"}], location="Here\n\nthere")
    found = {words(paragraph): paragraph for paragraph in paragraphs(both.docx)}
    for text, breaks in (("Director\nof Bridges", 1), ("One\ntwo three", 1), ("Here\n\nthere", 2)):
        assert len(every(found[text], ".//w:br")) == breaks
        assert not [piece for piece in every(found[text], ".//w:t") if "\n" in (piece.text or "")]
    shown = markdown_words(both.markdown)
    assert "One\ntwo three" in shown
    assert "Here\nthere" in shown


def test_a_blank_line_in_the_purpose_begins_a_new_paragraph() -> None:
    both = made(purpose="First.\n\nSecond,\nbroken.\n\n\nThird.")
    page_lines = lines(both.docx)
    start = page_lines.index("First.")
    assert page_lines[start : start + 3] == ["First.", "Second,\nbroken.", "Third."]
    assert "\n\nFirst.\n\nSecond,\\\nbroken.\n\nThird.\n\n" in both.markdown


def test_hebrew_and_arabic_are_marked_as_running_right_to_left_and_their_neighbours_are_not() -> None:
    both = made(accountabilities=[{"text": f"{HEBREW} (Finance) {ARABIC}"}, {"text": f"Finance {HEBREW}"}])
    first, second = (p for p in paragraphs(both.docx) if HEBREW in words(p))
    for paragraph, marked in ((first, [HEBREW, ARABIC]), (second, [HEBREW])):
        right_to_left = [words(run) for run in every(paragraph, "w:r[w:rPr/w:rtl]")]
        assert right_to_left == marked
        assert "Finance" in "".join(words(run) for run in every(paragraph, "w:r[not(w:rPr/w:rtl)]"))
    assert every(first, "w:pPr/w:bidi")
    assert not every(second, "w:pPr/w:bidi")


def test_a_page_without_such_scripts_has_no_mark_of_direction() -> None:
    assert every(body(made().docx), ".//w:t")
    assert not every(body(made(title="Café £ – “x”").docx), ".//w:rtl | .//w:bidi")


def test_a_non_breaking_space_stays_one() -> None:
    both = made(location="Room\u00a05")
    assert ["Location", "Room\u00a05"] in rows(both.docx)
    assert "| Location | Room\u00a05 |" in both.markdown


# What XML 1.0 can hold, less what nobody can have meant: those are refused when the file is read.
LEGAL = st.characters(exclude_categories=["Cs"], exclude_characters="".join(map(chr, [*range(32), *range(127, 160)])))
TEXT = st.text(LEGAL | st.sampled_from(" \t\n\u0085&<>\"'`*_|[]\\{}%#"), min_size=1, max_size=40).filter(
    lambda text: bool(text.strip()) and not {"\ufffe", "\uffff"} & set(text)
)


@settings(UNTIMED, max_examples=60)
@given(title=TEXT, purpose=TEXT, accountability=TEXT, criterion=TEXT)
@example("]]>", "a\n\n\n&#x41;", "\u200f", "\ue000title\ue001")
@example("a\r\nb", "a\tb\u2028c\u0085d", "<w:p/>", "\u00a0.\u00a0")
def test_the_saidon_the_page_are_the_saidof_the_file(
    title: str, purpose: str, accountability: str, criterion: str
) -> None:
    values = {
        "title": title,
        "purpose": purpose,
        "accountabilities": [{"text": accountability}],
        "person_profile": [{**FULL["person_profile"][0], "criterion": criterion}],
    }
    data = made(**values).docx
    page_words = [words(paragraph).split() for paragraph in paragraphs(data)]
    headings = [style_of(paragraph) for paragraph in paragraphs(data)]
    assert page_words[headings.index("Heading1")] == title.split()
    first = page_words.index(["Job", "purpose"]) + 1
    last = page_words.index(["About", "this", "level:", "Director"])
    assert [word for line in page_words[first:last] for word in line] == purpose.split()
    assert page_words[page_words.index(["Accountabilities"]) + 1] == accountability.split()
    assert [row[1].split() for row in rows(data) if row[0] == "E1"] == [criterion.split()]


# --- lists, links, pictures, pages ------------------------------------------------------------------------------------


def test_each_numbered_list_starts_at_one(tmp_path: Path) -> None:
    html = "<ol><li>a</li><li>b</li></ol><p>and</p><ol><li>c</li></ol><ul><li>d<ol><li>e</li></ol></li></ul>"
    data = page(tmp_path, html).docx
    number = {words(p): find(p, "w:pPr/w:numPr/w:numId").get(f"{W}val") for p in paragraphs(data) if words(p) in "abce"}
    assert number["a"] == number["b"]
    assert len({number["a"], number["c"], number["e"]}) == 3
    numbering = part(data, "word/numbering.xml")
    for used in set(number.values()):
        instance = find(numbering, f"w:num[@w:numId='{used}']")
        starts = every(instance, "w:lvlOverride/w:startOverride")
        assert {start.get(f"{W}val") for start in starts} == {"1"}
        abstract = find(instance, "w:abstractNumId").get(f"{W}val")
        level = find(numbering, f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='0']")
        assert find(level, "w:numFmt").get(f"{W}val") == "decimal"


def test_a_list_in_a_list_has_the_deeper_style(tmp_path: Path) -> None:
    data = page(tmp_path, "<ul><li>a<ul><li>b</li></ul></li><li>c<ol><li>d</li></ol></li></ul>").docx
    names = style_names(data)
    assert [(words(p), names[style_of(p)]) for p in paragraphs(data)] == [
        ("a", "List Bullet"),
        ("b", "List Bullet 2"),
        ("c", "List Bullet"),
        ("d", "List Number 2"),
    ]


def test_every_level_that_a_list_uses_has_a_numbering(tmp_path: Path) -> None:
    html = "<ol><li>a<ol><li>b<ol><li>c</li></ol></li></ol></li></ol>"
    data = page(tmp_path, html).docx
    numbering = part(data, "word/numbering.xml")
    used = [find(p, "w:pPr/w:numPr") for p in paragraphs(data)]
    assert len(used) == 3
    for mark in used:
        number, level = (find(mark, f"w:{name}").get(f"{W}val") for name in ("numId", "ilvl"))
        abstract = find(numbering, f"w:num[@w:numId='{number}']/w:abstractNumId").get(f"{W}val")
        assert every(numbering, f"w:abstractNum[@w:abstractNumId='{abstract}']/w:lvl[@w:ilvl='{level}']")


def test_bulleted_lists_stay_told_apart_however_deep(tmp_path: Path) -> None:
    data = page(tmp_path, "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li></ul>").docx
    depth = {words(p): style_of(p) for p in paragraphs(data)}
    assert set(depth) == {"a", "b", "c"}
    assert depth["c"] != depth["a"]


def test_a_link_leads_where_it_says(tmp_path: Path) -> None:
    html = '<p>See <a href="https://example.org/?a=1&amp;b=%20">the <strong>map</strong></a>.</p>'
    data = page(tmp_path, html).docx
    links = every(body(data), ".//w:hyperlink")
    assert "".join(words(link) for link in links) == "the map"
    targets = {opened(data).part.rels[link.get(f"{{{link.nsmap['r']}}}id")].target_ref for link in links}
    assert targets == {"https://example.org/?a=1&b=%20"}
    assert lines(data) == ["See the map."]


def test_a_picture_has_its_own_shape_and_saidfor_those_who_cannot_see_it(tmp_path: Path) -> None:
    html = '<p><img src="logo.png" alt="The &quot;Fen&quot; &amp; its heron" width="6cm"/></p>'
    data = page(tmp_path, html, logo=png(30, 10)).docx
    shape = find(body(data), ".//wp:inline")
    assert find(shape, "wp:docPr").get("descr") == 'The "Fen" & its heron'
    extent = find(shape, "wp:extent")
    assert (int(extent.get("cx")), int(extent.get("cy"))) == (6 * 360_000, 2 * 360_000)
    blip = find(shape, ".//a:blip").get(f"{{{shape.nsmap['r']}}}embed")
    assert opened(data).part.related_parts[blip].blob == png(30, 10)


def test_pictures_in_one_file_have_different_ids(tmp_path: Path) -> None:
    html = '<p><img src="logo.png" alt="One"/><img src="logo.png" alt="Two"/></p>'
    shapes = every(body(page(tmp_path, html, logo=png()).docx), ".//wp:docPr")
    assert [shape.get("descr") for shape in shapes] == ["One", "Two"]
    assert len({shape.get("id") for shape in shapes}) == 2


def printed(data: bytes) -> list[tuple[str, Any]]:
    """The sections of a file: their text, and what sets up their pages."""
    found, text = [], ""
    for block in body(data):
        text += words(block)
        if setup := [block] if block.tag == f"{W}sectPr" else every(block, "w:pPr/w:sectPr"):
            found.append((text, setup[0]))
            text = ""
    return found


def test_a_landscape_section_is_turned_and_keeps_header_and_footer(tmp_path: Path) -> None:
    data = page(tmp_path, '<p>a</p><section class="landscape"><p>b</p></section><p>c</p>').docx
    shapes = []
    for text, setup in printed(data):
        size = find(setup, "w:pgSz")
        shapes.append((text, int(size.get(f"{W}w")) > int(size.get(f"{W}h")), size.get(f"{W}orient")))
        assert len(every(setup, "w:headerReference | w:footerReference")) == 2
    assert shapes == [("a", False, None), ("b", True, "landscape"), ("c", False, None)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<section class="landscape"><p>a</p></section>', ["a"]),
        ('<p>a</p><section class="landscape"><p>b</p></section>', ["a", "b"]),
        ('<section class="landscape"><p>a</p></section><p>b</p>', ["a", "b"]),
        ('<p>a</p><section class="landscape"><p>b</p></section><section><p>c</p></section>', ["a", "b", "c"]),
    ],
)
def test_sections_at_the_edges_or_side_by_side_leave_no_empty_page(
    tmp_path: Path, html: str, expected: list[str]
) -> None:
    assert [text for text, _ in printed(page(tmp_path, html).docx)] == expected


@pytest.mark.parametrize("between", ["", "<ul></ul>", "<ol></ol>", "<section></section>"])
def test_tables_one_behind_the_other_stay_two_tables(tmp_path: Path, between: str) -> None:
    data = page(tmp_path, tabled("a") + between + tabled("b") + between).docx
    of_page = ".//w:p[not(ancestor::w:tbl)] | .//w:tbl | .//w:sectPr[not(ancestor::w:p)]"
    blocks = [block.tag.removeprefix(W) for block in every(body(data), of_page)]
    assert blocks.count("tbl") == 2
    assert "tbl tbl" not in " ".join(blocks)
    assert blocks[-2:] == ["p", "sectPr"]


@pytest.mark.parametrize("cell", ["", "a", "<p>a</p><ul><li>b</li></ul>", "<ul></ul>", "<ol>{# none #}</ol>"])
def test_every_cell_ends_in_a_paragraph_as_word_demands(tmp_path: Path, cell: str) -> None:
    cells = every(body(page(tmp_path, tabled(cell)).docx), ".//w:tc")
    assert len(cells) == 2
    assert [list(one)[-1].tag for one in cells] == [f"{W}p"] * 2


# --- header, footer, properties ---------------------------------------------------------------------------------------


def controls(data: bytes, name: str) -> dict[str, str]:
    """What the house style's controls in a header or footer say, by their tags."""
    return {find(one, "w:sdtPr/w:tag").get(f"{W}val"): words(one) for one in every(part(data, name), ".//w:sdt")}


def test_the_footer_says_title_version_framework_and_page() -> None:
    footer = controls(made().docx, "word/footer1.xml")
    assert footer == {
        "doc:title": "Director of Bridges: job and person profile",
        "doc:version": "Version 3.7",
        "doc:framework": "Model framework, version model-1",
    }
    fields = every(part(made().docx, "word/footer1.xml"), ".//w:instrText")
    assert [field.text.strip() for field in fields] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    ("changes", "marking"),
    [
        ({}, "DRAFT"),
        ({"status": "consultation"}, "DRAFT FOR CONSULTATION"),
        (APPROVAL, ""),
        ({**APPROVAL, "status": "superseded"}, "SUPERSEDED"),
        ({**APPROVAL, "status": "deleted"}, "DELETED"),
    ],
)
def test_the_header_marks_a_role_until_it_is_approved_and_once_it_no_longer_is(
    changes: dict[str, Any], marking: str
) -> None:
    assert controls(made(**changes).docx, "word/header1.xml") == {"doc:marking": marking}


def test_header_and_footer_hold_any_title() -> None:
    footer = controls(made(title="R&D <b> ]]> \ue000version\ue001").docx, "word/footer1.xml")
    assert footer["doc:title"].startswith("R&D <b> ]]> \ue000version\ue001")


def test_the_properties_say_what_the_file_is(tmp_path: Path) -> None:
    write_files(tmp_path, {"rolegen.yaml": "organisation: Fen & Moor Council\n"})
    data = needed(needed(shop(tmp_path)).made({**FULL, **APPROVAL})).docx
    core = opened(data).core_properties
    assert core.title == "Director of Bridges: job and person profile"
    assert core.author == "Fen & Moor Council"
    assert core.language == "en-GB"
    assert core.content_status == "approved"
    assert raw(data, "docProps/core.xml").count(b"dcterms:") == 0  # no dates: nothing in a file depends on the clock


def custom(data: bytes) -> dict[str, str]:
    """The custom properties of a Word file."""
    return {
        one.get("name"): "".join(one.itertext()) for one in every(part(data, "docProps/custom.xml"), "custom:property")
    }


def test_custom_properties_identify_role_level_variant_and_framework() -> None:
    found = custom(made(**APPROVAL).docx)
    assert found.pop("rolegen.role").startswith("role-")
    identity = {"level": "director", "variant": "cmt", "framework-version": "model-1", "status": "approved"}
    assert {name: found[f"rolegen.{name}"] for name in identity} == identity
    assert found["rolegen.version"] == "3.7"


def test_a_levels_own_profile_names_no_role() -> None:
    found = custom(levels()["assistant-director"].docx)
    assert found["rolegen.level"] == "assistant-director"
    assert "rolegen.role" not in found
    assert "rolegen.version" not in found


@pytest.mark.parametrize("name", EVERYTHING)
def test_python_docx_opens_every_profile_and_each_part_is_named_in_the_package(name: str) -> None:
    data = everything()[name].docx
    document = opened(data)
    assert len(paragraphs(data)) > 80
    assert document.sections[0].page_width
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert package.testzip() is None
        names = package.namelist()
    assert len(names) == len(set(names)) > 10
    assert document.part.package.main_document_part is document.part


@settings(UNTIMED, max_examples=15)
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_a_template_of_ones_own_gives_every_item_its_paragraph(items: list[str]) -> None:
    with TemporaryDirectory() as folder:
        html = "<ol>{% for item in role.service_areas %}<li>{{ item }}</li>{% endfor %}</ol>"
        data = page(Path(folder), html, {**FULL, "service_areas": items}).docx
    assert [line.split() for line in lines(data)] == [item.split() for item in items]


@pytest.mark.parametrize(
    ("said", "turned"), [("2024 שלום", True), ("שלום abc", True), ("abc שלום", False), ("2024", False)]
)
def test_a_paragraph_runs_the_way_its_first_letter_does(tmp_path: Path, said: str, turned: bool) -> None:
    (paragraph,) = every(body(page(tmp_path, f"<p>{said}</p>").docx), ".//w:p")
    assert bool(every(paragraph, "w:pPr/w:bidi")) is turned
