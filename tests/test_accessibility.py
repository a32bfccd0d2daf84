"""Each profile, and a framework's own document, can be read by a screen reader and in black and white.

Nothing is told by colour alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any

import pytest

from tests import framework_papers
from tests.samples import (
    APPROVAL,
    APPROVED,
    EVERYTHING,
    FULL,
    LEVELS,
    W,
    body,
    every,
    everything,
    find,
    levels,
    lines,
    needed,
    opened,
    paragraphs,
    part,
    rows,
    shipped,
    style_names,
    style_of,
    without,
    words,
)

SUPERSEDED = "role-managing-executive-director"
UNAPPROVED = tuple(name for name in EVERYTHING if name not in (*APPROVED, SUPERSEDED))
HEADINGS = {"Heading1": 1, "Heading2": 2, "Heading3": 3}
FRAMEWORK = "the framework's document"
all_profiles = pytest.mark.parametrize("name", EVERYTHING)
all_documents = pytest.mark.parametrize("name", [*EVERYTHING, FRAMEWORK])


def document(name: str) -> bytes:
    """The Word file of a profile, or of the framework that ships."""
    return framework() if name == FRAMEWORK else everything()[name].docx


@cache
def framework() -> bytes:
    return framework_papers.made(shipped().workshop.frameworks.current)["docx"]


def gaps(data: bytes) -> list[str]:
    """The places that wait for a value."""
    return [words(run) for run in every(body(data), ".//w:r[w:rPr/w:rStyle/@w:val='PlaceholderText']")]


# --- headings ---------------------------------------------------------------------------------------------------------


@all_documents
def test_headings_descend_without_a_gap_from_the_one_of_level_1(name: str) -> None:
    depths = [HEADINGS[style] for p in paragraphs(document(name)) if (style := style_of(p)) in HEADINGS]
    assert len(depths) > (5 if name == FRAMEWORK else 8)
    assert depths[0] == 1
    assert depths.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(depths))


def test_headings_are_words_own_styles_with_their_outline_levels() -> None:
    data = levels()["director-cmt"].docx
    names, styles = style_names(data), part(data, "word/styles.xml")
    for style, depth in HEADINGS.items():
        assert names[style] == f"heading {depth}"
        outline = find(styles, f"w:style[@w:styleId='{style}']/w:pPr/w:outlineLvl")
        assert outline.get(f"{W}val") == str(depth - 1)


@all_profiles
def test_no_plain_paragraph_is_dressed_up_as_a_heading(name: str) -> None:
    runs = every(body(everything()[name].docx), ".//w:p/w:r | .//w:sdtContent/w:r")
    assert len(runs) > 80
    assert [words(run) for run in runs if every(run, "w:rPr/w:b | w:rPr/w:sz | w:rPr/w:color | w:rPr/w:u")] == []


# --- tables -----------------------------------------------------------------------------------------------------------


@all_documents
def test_each_table_has_one_header_row_that_repeats_and_names_every_column(name: str) -> None:
    tables = every(body(document(name)), ".//w:tbl")
    assert len(tables) >= 4
    for table in tables:
        marked = [bool(every(row, "w:trPr/w:tblHeader")) for row in every(table, "w:tr")]
        assert marked == [True] + [False] * (len(marked) - 1)
        assert len(marked) > 1
        names = [words(cell).strip() for cell in every(table, "w:tr[1]//w:tc")]
        assert all(names)
        assert len(set(names)) == len(names)


@all_documents
def test_no_table_has_merged_cells_or_rows_that_break_across_pages(name: str) -> None:
    page = body(document(name))
    table_rows = every(page, ".//w:tr")
    assert len(table_rows) > 10
    assert all(every(row, "w:trPr/w:cantSplit") for row in table_rows)
    assert not every(page, ".//w:gridSpan | .//w:vMerge | .//w:hMerge")
    for table in every(page, ".//w:tbl"):
        columns = len(every(table, "w:tblGrid/w:gridCol"))
        assert {len(every(row, ".//w:tc")) for row in every(table, ".//w:tr")} == {columns}


# --- lists and space --------------------------------------------------------------------------------------------------


@all_profiles
def test_list_items_are_numbered_by_word_and_not_by_hand(name: str) -> None:
    data = everything()[name].docx
    numbered = every(part(data, "word/styles.xml"), "w:style[w:pPr/w:numPr/w:numId]")
    styles = {style.get(f"{W}styleId") for style in numbered}
    items = [p for p in paragraphs(data) if style_of(p) in styles]
    assert len(items) > 16
    typed = re.compile(r"\s*([•·‣◦▪●○–—*-]|\(?[0-9a-zA-Z]{1,2}[.)])\s")
    assert [words(p) for p in paragraphs(data) if typed.match(words(p))] == []


@all_documents
def test_no_empty_paragraph_stands_in_for_space(name: str) -> None:
    found = paragraphs(document(name))
    assert len(found) > 80
    empty = [p for p in found if not words(p).strip() and style_of(p) != "TableText"]
    assert [p for p in empty if every(p, "ancestor::w:tbl") or not has_no_height(p)] == []
    assert not any("\t" in words(p) or "  " in words(p) for p in found)


def has_no_height(paragraph: Any) -> bool:
    """Whether a paragraph only ends a table or a section, which Word wants one for."""
    return bool(every(paragraph, "w:pPr/w:spacing[@w:lineRule='exact' and @w:line='20']"))


@all_documents
def test_no_cell_is_empty_but_where_a_draft_waits(name: str) -> None:
    cells = every(body(document(name)), ".//w:tc")
    assert len(cells) > 40
    assert [cell for cell in cells if not words(cell).strip()] == []


# --- language, title, look --------------------------------------------------------------------------------------------


@all_documents
def test_language_and_title_are_set(name: str) -> None:
    data = document(name)
    default = find(part(data, "word/styles.xml"), "w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    assert default.get(f"{W}val") == "en-GB"
    assert not every(body(data), ".//w:lang")
    properties = opened(data).core_properties
    heading = next(words(p) for p in paragraphs(data) if style_of(p) == "Heading1")
    assert properties.language == "en-GB"
    assert properties.title.startswith(heading)


def contrast_on_white(colour: str) -> float:
    """The contrast ratio of WCAG 2.1 between a colour and white."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 1.05 / (luminance + 0.05)


def test_contrast_is_reckoned_as_the_guidelines_do() -> None:
    assert round(contrast_on_white("000000"), 2) == 21
    assert round(contrast_on_white("FFFFFF"), 2) == 1
    assert round(contrast_on_white("767676"), 2) == 4.54


def test_every_colour_of_text_stands_out_from_white() -> None:
    data = levels()["director-cmt"].docx
    theme = part(data, "word/theme/theme1.xml")
    seen = set()
    for name in ("word/styles.xml", "word/numbering.xml", "word/header1.xml", "word/footer1.xml", "word/document.xml"):
        for colour in every(part(data, name), ".//w:rPr/w:color"):
            seen.add(colour.get(f"{W}val"))
            if themed := colour.get(f"{W}themeColor"):  # Word takes the theme's, where both are given
                seen.add(find(theme, f".//a:clrScheme/a:{themed}/a:srgbClr").get("val"))
    assert len(seen) >= 3
    assert {colour: contrast_on_white(colour) for colour in seen if contrast_on_white(colour) < 4.5} == {}
    assert not every(part(data, "word/styles.xml"), ".//w:shd[@w:fill != 'auto'] | .//w:highlight")


@pytest.mark.parametrize(("name", "seen"), [("director-cmt", {"ListBullet", "TableText"}), (FRAMEWORK, {"TableText"})])
def test_body_text_is_12_point_sans_serif(name: str, seen: set[str]) -> None:
    data = document(name)
    styles, theme = part(data, "word/styles.xml"), part(data, "word/theme/theme1.xml")
    default = find(styles, "w:docDefaults/w:rPrDefault/w:rPr")
    assert find(default, "w:sz").get(f"{W}val") == "24"  # half points
    fonts = {find(default, "w:rFonts").get(f"{W}{use}") for use in ("ascii", "hAnsi", "cs")}
    fonts |= {latin.get("typeface") for latin in every(theme, ".//a:fontScheme/*/a:latin")}
    assert fonts == {"Arial"}
    used = {style_of(p) for p in paragraphs(data)} - {""}
    assert seen <= used
    sizes = {
        style: size.get(f"{W}val")
        for style in used
        for size in every(styles, f"w:style[@w:styleId='{style}']/w:rPr/w:sz")
    }
    assert {style for style, size in sizes.items() if int(size) < 24} == set()


# --- drafts and gaps --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", UNAPPROVED)
def test_draft_stands_in_the_text_of_what_is_not_approved(name: str) -> None:
    data = everything()[name].docx
    status = next(words(p) for p in paragraphs(data) if style_of(p) == "StatusLine")
    assert "Draft" in status
    assert any(row[0] == "Status" and row[1].startswith("Draft") for row in rows(data))
    assert "DRAFT" in words(part(data, "word/header1.xml"))


@pytest.mark.parametrize(("name", "standing"), [*((name, "Approved") for name in APPROVED), (SUPERSEDED, "Superseded")])
def test_draft_stands_nowhere_in_what_is_approved_or_was(name: str, standing: str) -> None:
    data = everything()[name].docx
    status = next(words(p) for p in paragraphs(data) if style_of(p) == "StatusLine")
    assert standing in status
    assert ["Status", standing] in rows(data)
    said = "\n".join([*lines(data), words(part(data, "word/header1.xml")), words(part(data, "word/footer1.xml"))])
    assert "Draft" not in said
    assert "DRAFT" not in said


@pytest.mark.parametrize("name", APPROVED)
def test_an_approved_profile_shows_no_gap_and_no_empty_row_or_cell(name: str) -> None:
    data = everything()[name].docx
    assert len(rows(data)) > 20
    assert gaps(data) == []
    assert [row for row in rows(data) if not all(cell.strip() for cell in row)] == []
    assert "[" not in "\n".join(lines(data))


APPROVED_MINIMUM = {
    "title": "Bare",
    "level": "assistant-director",
    "version": "1",
    "approved_by": "Cabinet",
    **APPROVAL,
}
BARELY: dict[str, Mapping[str, Any]] = {
    "nothing more": {},
    "a year without sizes": {"dimensions": {"year": "2026/27"}},
    "one size": {"dimensions": {"staff_fte": "12"}},
    "one kind of contact": {"contacts": {"external": ["The Port"]}},
    "a criterion without a method": {"person_profile": [without(FULL["person_profile"][0], "assessed_by")]},
    "criteria some with a method": {
        "person_profile": [FULL["person_profile"][0], without(FULL["person_profile"][0], "assessed_by")]
    },
    "a designation alone": {"statutory": ["monitoring-officer"]},
}


@pytest.mark.parametrize("case", BARELY)
def test_an_approved_role_with_little_in_it_shows_nothing_empty(case: str) -> None:
    data = needed(shipped().made({**APPROVED_MINIMUM, **BARELY[case]})).docx
    assert len(rows(data)) > 5
    assert gaps(data) == []
    assert [row for row in rows(data) if not all(cell.strip() for cell in row)] == []
    assert [len(every(table, "w:tr")) for table in every(body(data), ".//w:tbl") if len(every(table, "w:tr")) < 2] == []
    assert [p for p in paragraphs(data) if not words(p).strip()] == []
    assert ("Heading2", "Heading2") not in pairwise(map(style_of, paragraphs(data)))


@pytest.mark.parametrize("name", UNAPPROVED)
def test_gaps_stand_in_brackets_and_not_by_colour_alone(name: str) -> None:
    found = gaps(everything()[name].docx)
    assert all(re.fullmatch(r"\[[^\[\]]+\]", gap) for gap in found)
    assert all(gap in everything()[name].markdown for gap in found)
    assert len(found) > 10 or name not in (*LEVELS, "role-assistant-director-libraries")


def test_a_draft_with_every_field_shows_no_gap() -> None:
    assert gaps(needed(shipped().made(FULL)).docx) == []


FIELDS = [
    "version", "directorate", "post_number", "grade", "reports_to", "location", "working_pattern", "contract",
    "politically_restricted", "dbs", "service_areas", "purpose", "accountabilities", "dimensions.revenue_budget",
    "dimensions.capital_budget", "dimensions.staff_fte", "dimensions.direct_reports", "contacts.internal",
    "contacts.external", "job_evaluation", "effective_from", "review_by", "approved_by",
    "approved_on", "minute", "statutory", "dimensions.year",
]  # fmt: skip


@pytest.mark.parametrize("field", FIELDS)
def test_a_draft_asks_for_each_missing_field(field: str) -> None:
    made = needed(shipped().made(without(FULL, field)))
    assert len(gaps(made.docx)) == 1
    assert gaps(made.docx)[0] in made.markdown


def test_a_draft_asks_how_each_criterion_is_assessed() -> None:
    criteria = [without(FULL["person_profile"][0], "assessed_by"), FULL["person_profile"][0]]
    assert len(gaps(needed(shipped().made({**FULL, "person_profile": criteria})).docx)) == 1


def test_a_draft_without_a_person_profile_shows_starters_to_be_completed() -> None:
    data = needed(shipped().made(without(FULL, "person_profile"))).docx
    starters = [row for row in rows(data) if re.fullmatch("[A-Z][0-9]", row[0])]
    assert len(starters) >= 6
    assert all(row[2].startswith("[") and row[3].startswith("[") for row in starters)
    assert any("not approved wording" in line for line in lines(data))
