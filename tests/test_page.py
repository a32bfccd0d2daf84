"""The web page: whole in one file, the same words as everywhere, and open to whoever reads it however they do."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import page, workspace
from rolegen.document import (
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
)
from rolegen.problems import Problem
from tests.profiles import css, documents, pages, profiles
from tests.samples import APPROVED, EVERYTHING, FULL, UNTIMED, everything, markdown_words, needed, png, shipped, write

all_profiles = pytest.mark.parametrize("name", EVERYTHING)
VOID = {"meta", "br", "img", "col"}
BLOCKS = {"p", "h1", "h2", "h3", "li", "th", "td", "br"}


@dataclass
class Element:
    """An element of a page, and the text and elements in it."""

    tag: str
    attributes: dict[str, str]
    inside: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """The elements within of these kinds, in reading order; with none named, all."""
        found: list[Element] = []
        for part in self.inside:
            if isinstance(part, Element):
                found += [part] if not tags or part.tag in tags else []
                found += part.all(*tags)
        return found

    def one(self, tag: str) -> Element:
        found = self.all(tag)
        assert len(found) == 1, f"{tag}: {len(found)}"
        return found[0]

    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text() for part in self.inside)

    def lines(self) -> str:
        """The words, each paragraph, item and cell on a line of its own."""
        said = "".join(part if isinstance(part, str) else part.lines() for part in self.inside)
        return f"\n{said}\n" if self.tag in BLOCKS else said


class Reader(HTMLParser):
    """Reads a page, and stumbles over every tag that is not closed in its place."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("page", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Element:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert [element.tag for element in reader.open] == ["page"]
    return reader.open[0]


def main(*blocks: Block) -> Element:
    """What the page says of these blocks."""
    return read(page.to_html(Document("Title", blocks), css())).one("main")


def runs(*parts: str | Inline) -> tuple[Inline, ...]:
    return tuple(Run(part) if isinstance(part, str) else part for part in parts)


def said(*parts: str | Inline) -> Element:
    """The one paragraph of these parts."""
    return main(Paragraph(runs(*parts))).one("p")


# --- the page as a whole ----------------------------------------------------------------------------------------------


@all_profiles
def test_a_page_says_what_the_markdown_says_in_the_same_order(name: str) -> None:
    seen = re.sub(r"\s*\n\s*", "\n", read(pages()[name]).one("main").lines()).strip()
    assert len(seen.split("\n")) > 50
    assert seen == markdown_words(everything()[name].markdown)


@all_profiles
def test_a_page_has_a_language_a_title_and_one_main_part(name: str) -> None:
    html = pages()[name]
    whole = read(html)
    assert html.startswith("<!DOCTYPE html>\n")
    assert html.endswith("</html>\n")
    assert whole.one("html").attributes["lang"] == "en-GB"
    assert whole.one("title").text() == documents()[name].title
    assert len(whole.all("main", "h1")) == 2
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in [
        element.attributes for element in whole.all("meta")
    ]


@all_profiles
def test_a_page_needs_no_other_file_and_runs_nothing(name: str) -> None:
    elements = read(pages()[name]).all()
    assert len(elements) > 100
    assert {element.tag for element in elements} & {"script", "link", "iframe", "object", "form"} == set()
    assert {key for element in elements for key in element.attributes if key.startswith("on")} == set()
    addresses = [element.attributes.get("src") or element.attributes.get("href") for element in elements]
    assert [address for address in addresses if address] == []
    assert re.findall(r"url\(|@import|https?:", css()) == []


@all_profiles
def test_a_page_is_the_same_each_time(name: str) -> None:
    assert page.to_html(documents()[name], css()) == pages()[name]


@all_profiles
def test_headings_descend_without_a_gap_and_each_can_be_linked_to(name: str) -> None:
    headings = read(pages()[name]).all("h1", "h2", "h3", "h4", "h5", "h6")
    depths = [int(heading.tag[1]) for heading in headings]
    assert len(depths) > 8
    assert depths[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(depths))
    anchors = [heading.attributes["id"] for heading in headings]
    assert len(set(anchors)) == len(anchors)
    assert {"job-purpose", "person-profile", "document-control"} <= set(anchors)


@all_profiles
def test_the_file_says_what_it_is_of_as_the_word_file_does(name: str) -> None:
    profile = profiles()[name]
    stated = {meta.attributes.get("name"): meta.attributes.get("content") for meta in read(pages()[name]).all("meta")}
    assert stated["rolegen.level"] == profile.level.id
    assert stated["rolegen.status"] == profile.role.status
    assert stated["rolegen.framework-version"] == profile.framework.version
    assert stated.get("rolegen.role") == (None if profile.is_level else profile.name)
    assert stated.get("rolegen.variant") == (profile.variant or None)
    assert stated.get("rolegen.version") == profile.role.version
    assert stated.get("author") == (None if profile.is_level else "Fenmoor County Council")


@all_profiles
def test_only_what_is_not_approved_is_marked_above_the_text_and_on_each_printed_page(name: str) -> None:
    whole = read(pages()[name])
    marks = [header.text() for header in whole.all("header")]
    printed = whole.one("html").attributes["style"]
    if name in APPROVED:
        assert marks == []
        assert '--marking: "";' in printed
    else:
        assert marks == [documents()[name].facts["doc:marking"]]
        assert marks[0].startswith("SUPERSEDED" if profiles()[name].role.status == "superseded" else "DRAFT")
        assert f'--marking: "{marks[0]}";' in printed
    assert "content: var(--marking)" in css()


def test_the_footer_says_title_version_and_framework() -> None:
    whole = read(pages()["role-director-finance"])
    expected = [
        "Director of Finance: job and person profile",
        "Version 2.1 · Fenmoor leadership framework, version 2022",
    ]
    assert whole.one("footer").lines().strip().split("\n\n") == expected
    printed = "\\a ".join(expected)
    assert f'--footer: "{printed}"' in whole.one("html").attributes["style"]
    assert "content: var(--footer)" in css()


@given(st.text(alphabet=st.characters(exclude_characters="\r\0", exclude_categories=["Cs"])))
@UNTIMED
def test_no_text_can_leave_the_string_that_the_printed_margins_repeat(text: str) -> None:
    style = read(page.to_html(Document("T", (), {"doc:marking": text}), "")).one("html").attributes["style"]
    string = style.removeprefix('--marking: "').removesuffix('"; --footer: ""')
    assert '"' not in string
    assert not set(string) & set("\n\r\f")
    assert re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), string) == text


def test_a_document_without_facts_is_a_page_too() -> None:
    whole = read(page.to_html(Document("A & B", (Paragraph(runs("Words")),)), "p { margin: 0 }"))
    assert whole.one("title").text() == "A & B"
    assert whole.all("header", "footer") == []
    assert whole.one("style").text().strip() == "p { margin: 0 }"


# --- words and their looks --------------------------------------------------------------------------------------------

TEXT = st.text(alphabet=st.characters(exclude_characters="\r\0", exclude_categories=["Cs"]), min_size=1)


@given(TEXT, TEXT)
@UNTIMED
def test_any_text_is_text_and_never_markup(text: str, other: str) -> None:
    shown = said(Run(text, bold=True, field=other), Picture("a.png", b"", other))
    assert shown.text() == text.replace("\n", "")
    assert len(shown.all("br")) == text.count("\n")
    assert shown.one("span").attributes["data-field"] == other
    assert shown.one("img").attributes["alt"] == other


@given(TEXT)
@UNTIMED
def test_any_text_can_be_a_heading_a_title_and_a_style(text: str) -> None:
    blocks = (Heading(2, runs(text), style=text), Heading(2, runs(text)), Table((1.0,), (), (), field=text))
    whole = read(page.to_html(Document(text, blocks), ""))
    assert whole.one("title").text() == text
    first, second = (heading.attributes for heading in whole.all("h2"))
    assert first["class"] == text
    assert first["id"] != second["id"]
    assert re.search(r"\s", first["id"]) is None
    assert whole.one("table").attributes["data-field"] == text
    assert whole.one("table").attributes["aria-labelledby"] == second["id"]


def test_bold_italic_links_styles_and_fields_each_have_their_element() -> None:
    shown = said(
        Run("a", bold=True, italic=True), Run("b", link="https://example.org/?x=1&y=2"), Run("c", style="emphasis")
    )
    assert shown.one("strong").one("em").text() == "a"
    assert shown.one("a").attributes == {"href": "https://example.org/?x=1&y=2"}
    assert shown.one("span").attributes == {"class": "emphasis"}


def test_line_breaks_stay_line_breaks() -> None:
    assert said("one\ntwo").lines().split() == ["one", "two"]
    assert len(said("one\ntwo").all("br")) == 1


def test_lists_hold_lists() -> None:
    inner = List((Item(runs("Within")),), numbered=True)
    shown = main(List((Item(runs("Point"), (inner,)), Item(runs("Next"), clause="c")), style="plain"))
    assert [item.lines().split() for item in shown.all("li")] == [["Point", "Within"], ["Within"], ["Next"]]
    assert shown.one("ul").attributes == {"class": "plain"}
    assert shown.one("ul").one("ol").one("li").text() == "Within"
    assert shown.all("li")[-1].attributes == {"data-clause": "c"}


def test_a_picture_is_in_the_page_itself_with_its_words() -> None:
    data = png()
    shown = said(Picture("logo.PNG", data, "Our “logo”", 3.5), Picture("photo.jpg", b"x", "A photo"))
    logo, photo = shown.all("img")
    kind, _, encoded = logo.attributes["src"].partition(";base64,")
    assert kind == "data:image/png"
    assert base64.b64decode(encoded) == data
    assert logo.attributes["alt"] == "Our “logo”"
    assert logo.attributes["style"] == "width: 3.5cm"
    assert photo.attributes["src"].startswith("data:image/jpeg;")
    assert "style" not in photo.attributes


@pytest.mark.parametrize("text", ["שלום עולם", "مرحبا", "Leader (שלום)"])
def test_words_from_right_to_left_find_their_own_direction(text: str) -> None:
    cell = Cell((Paragraph(runs(text)),))
    shown = main(
        Heading(1, runs(text)), Paragraph(runs(text)), List((Item(runs(text)),)), Table((1.0,), (), (Row((cell,)),))
    )
    assert [element.attributes.get("dir") for element in shown.all("h1", "p", "li", "td")] == ["auto"] * 4


def test_words_from_left_to_right_need_no_direction() -> None:
    assert 'dir="' not in "".join(pages().values())
    assert said("Naïve – £5 “quoted” 🙂").attributes == {}


def test_gaps_can_be_told_without_colour() -> None:
    gaps = [
        element.text() for element in read(pages()["director-cmt"]).all("span")
        if element.attributes == {"class": "placeholder-text"}
    ]  # fmt: skip
    assert len(gaps) > 20
    assert all(gap.startswith("[") and gap.endswith("]") for gap in gaps)
    assert re.search(r"\.placeholder-text \{[^}]*font-style: italic", css())


def test_approved_wording_and_fields_of_the_role_can_be_found() -> None:
    profile, whole = profiles()["role-director-finance"], read(pages()["role-director-finance"])
    clauses = {
        element.attributes["data-clause"]: element.text()
        for element in whole.all()
        if "data-clause" in element.attributes
    }
    expected = {clause.id: clause.text for theme in profile.themes for clause in theme.clauses}
    assert len(expected) > 10
    assert {name: text for name, text in clauses.items() if name in expected} == expected
    assert "level.director" in clauses
    fields = {element.attributes.get("data-field"): element.text() for element in whole.all()}
    assert fields["post_number"] == "F0011"
    assert fields["dimensions.staff_fte"] == "286.5"


def test_sections_say_how_their_pages_lie() -> None:
    shown = main(Section((Paragraph(runs("a")),), landscape=True), Section((Paragraph(runs("b")),), clause="c"))
    assert [element.attributes for element in shown.all("div")] == [
        {"class": "landscape"},
        {"class": "upright", "data-clause": "c"},
    ]


# --- tables -----------------------------------------------------------------------------------------------------------


@all_profiles
def test_each_table_is_named_and_each_of_its_headers_says_what_it_heads(name: str) -> None:
    whole = read(pages()[name])
    tables = whole.all("table")
    assert len(tables) >= 4
    anchors = {heading.attributes["id"] for heading in whole.all("h1", "h2", "h3")}
    for table in tables:
        assert table.attributes["aria-labelledby"] in anchors
        assert {header.attributes["scope"] for header in table.one("thead").all("th")} == {"col"}
        assert {header.attributes["scope"] for header in table.one("tbody").all("th")} <= {"row"}
        assert table.one("thead").all("td") == []


@all_profiles
def test_tables_keep_their_roles_when_a_style_sheet_stacks_their_cells(name: str) -> None:
    parts = read(pages()[name]).all("table", "thead", "tbody", "tr", "td", "th")
    roles = {(part.tag, part.attributes.get("scope"), part.attributes["role"]) for part in parts}
    assert roles - {("th", "row", "rowheader")} == {
        ("table", None, "table"),
        ("thead", None, "rowgroup"),
        ("tbody", None, "rowgroup"),
        ("tr", None, "row"),
        ("th", "col", "columnheader"),
        ("td", None, "cell"),
    }


def test_each_cell_of_a_wide_table_knows_the_name_of_its_column() -> None:
    tables = read(pages()["role-director-finance"]).all("table")
    criteria = [table for table in tables if table.attributes["class"] == "criteria"]
    assert len(criteria) == 5
    for table in criteria:
        for row in table.one("tbody").all("tr"):
            labels = [cell.attributes["data-label"] for cell in row.all("td")]
            assert labels == ["Ref", "Criterion", "Needed", "Assessed by"]
    pairs = [table for table in tables if table not in criteria]
    assert {table.attributes["data-shape"] for table in pairs} == {"pairs"}
    assert [cell for table in pairs for cell in table.all("td") if "data-label" in cell.attributes] == []


def test_columns_keep_their_proportions_on_any_screen() -> None:
    cells = tuple(Cell((Paragraph(runs(text)),)) for text in "abc")
    shown = main(Table((1.2, 9.6, 1.2), (Row(cells),), (Row(cells),)))
    assert [column.attributes["style"] for column in shown.all("col")] == [
        "width: 10.0%", "width: 80.0%", "width: 10.0%",
    ]  # fmt: skip
    assert main(Table((0.0, 0.0), (), ())).all("col") == []


def test_a_cell_may_hold_paragraphs_and_lists() -> None:
    blocks = (Paragraph(runs("One"), "note"), List((Item(runs("Two")),)))
    cell = main(Table((1.0,), (), (Row((Cell(blocks),)),))).one("td")
    assert cell.one("p").attributes == {"class": "note"}
    assert cell.one("li").text() == "Two"


# --- the style sheet --------------------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    """How light a colour is (WCAG 2.2, relative luminance)."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_text_stands_out_from_the_paper_by_day_and_by_night() -> None:
    schemes = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]+);", rule)) for rule in re.findall(r":root \{[^}]*\}", css())]
    by_day, by_night = (scheme for scheme in schemes if scheme)
    assert set(by_day) == set(by_night)
    for scheme in (by_day, by_night):
        for name in ("accent", "text", "subheading", "muted"):
            light, dark = sorted((luminance(scheme[name]), luminance(scheme["paper"])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 7 if name != "muted" else 4.5


def test_every_style_of_the_shipped_template_has_a_look() -> None:
    elements = [element for html in pages().values() for element in read(html).one("main").all()]
    classes = {element.attributes["class"] for element in elements if "class" in element.attributes}
    assert {"kicker", "status-line", "note", "placeholder-text"} <= classes
    assert {name for name in classes if f".{name}" not in css()} == {"key-facts", "criteria"}  # as any other table


def test_the_nearest_style_sheet_is_the_one(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": ""})
    place = needed(workspace.find(tmp_path))
    assert page.load(place.template_file("page.css")).value == css()
    write(tmp_path, {"templates/page.css": "\ufeffp { color: red }"})
    assert page.load(place.template_file("page.css")).value == "p { color: red }"


def refused(folder: Path, text: str | bytes) -> Problem:
    loaded = page.load(write(folder, {"page.css": text}) / "page.css")
    assert loaded.value is None
    assert len(loaded.problems) == 1
    return loaded.problems[0]


@pytest.mark.parametrize(
    "line",
    [
        "@import 'other.css';",
        "a { background: url(https://example.org/a.png) }",
        "a { background: url() }",
        'a { background: url( "logo.png" ) }',
        "a { background: URL('//example.org/x') }",
        "</STYLE><script>alert(1)</script>",
    ],
)
def test_a_style_sheet_that_needs_more_than_itself_is_refused_at_its_line(line: str, tmp_path: Path) -> None:
    problem = refused(tmp_path, f"p {{ margin: 0 }}\n{line}\n")
    assert problem.rule == "page-style"
    assert problem.place is not None
    assert (problem.place.path, problem.place.line, problem.place.source) == (tmp_path / "page.css", 2, line)


@pytest.mark.parametrize("value", ["url(data:image/png;base64,AA==)", "url( 'data:font/woff2;base64,AA==')", "url(#a)"])
def test_a_style_sheet_may_carry_its_pictures_and_fonts(value: str, tmp_path: Path) -> None:
    text = f"a {{ background: {value} }}"
    assert page.load(write(tmp_path, {"page.css": text}) / "page.css").value == text


def test_a_style_sheet_that_is_not_utf_8_is_refused(tmp_path: Path) -> None:
    assert "is not UTF-8" in refused(tmp_path, b"p::before { content: '\xa3' }").message


def test_a_full_draft_shows_its_values_on_the_page() -> None:
    checked = shipped().document(FULL)
    assert checked.value is not None
    text = read(page.to_html(checked.value, css())).one("main").text()
    for value in ("Director of Bridges", "B0451", "£41.5 million", "£1,234,567", "Has crossed a bridge", "BC 12/26"):
        assert value in text
