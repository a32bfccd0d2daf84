"""A framework's own document: what it says, how it is laid out, and that it reads back word for word."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from rolegen.document import Paragraph, Section, Table, plain
from rolegen.paper.sheet import sheet
from rolegen.term import Term
from rolegen.workspace import Settings
from tests.conftest import ROOT
from tests.framework_papers import blocks_of, check, made, read_back
from tests.frameworks import random_framework
from tests.samples import body, every, lines, part, raw, shipped, words
from tests.test_sidebyside import shown

MODEL = shipped().workshop.frameworks.current
SEEDS = (2, 5, 9, 28)  # of 8, 6, 5 and 2 levels


@cache
def model() -> bytes:
    return made(MODEL)["docx"]


def tables(data: bytes) -> list[Table]:
    """The tables of a Word file, turned pages and all."""
    blocks = [inner for block in blocks_of(data) for inner in (block.blocks if isinstance(block, Section) else [block])]
    return [block for block in blocks if isinstance(block, Table)]


def header(table: Table) -> list[str]:
    return [plain(block.content) for cell in table.header[0].cells for block in cell.blocks
            if isinstance(block, Paragraph)]  # fmt: skip


# --- what it says -----------------------------------------------------------------------------------------------------


def test_the_model_framework_reads_back_word_for_word() -> None:
    assert check(MODEL, model()) > 30


@pytest.mark.parametrize("seed", SEEDS)
def test_any_framework_reads_back_word_for_word(seed: int) -> None:
    known = random_framework(seed, odd=True)
    assert check(known, made(known)["docx"]) > 20


def test_of_some_levels_the_document_has_those_only_and_says_so() -> None:
    some = MODEL.levels[1:3]
    data = made(MODEL, levels=some)["docx"]
    assert check(MODEL, data, some) > 16
    assert any("this paper shows Executive Director, Director." in line for line in lines(data))
    assert "Assistant Director" not in "\n".join(lines(data))
    assert not any("this paper shows" in line for line in lines(model()))


def test_what_stands_for_a_placeholder_is_known_where_a_sentence_begins_and_where_it_differs() -> None:
    known = random_framework(5)
    text = made(known, settings=Settings(organisation="the Borough", area="the Borough"))["docx"]
    _, wordings, _ = read_back(text)
    said = "".join(wordings.values())
    assert "{{ area }}" in said
    assert "{{ organisation }}" in said


def test_a_level_that_extends_another_says_so_with_its_term() -> None:
    level = MODEL.levels[1].model_copy(update={"extends": "managing-director", "term": Term(months=12)})
    printed = sheet(shown(MODEL), whole=True)
    assert not any("Extends" in fact for row in printed.levels for fact in row.facts)
    changed = replace(shown(MODEL), levels=(level,), themes=())
    assert sheet(changed, whole=False).levels[0].facts == (
        "Reports to: Managing Director",
        "Corporate Management Team: Member",
        "Extends: Managing Director",
        "Fixed term, 12 months",
    )


def test_nothing_in_it_is_locked_and_only_bookmarks_mark_it() -> None:
    page = body(model())
    assert not every(page, ".//w:sdt")
    marks = [one.get(f"{{{page.nsmap['w']}}}name") for one in every(page, ".//w:bookmarkStart")]
    assert len(marks) > 40
    assert len(set(marks)) == len(marks)
    assert {name for name in marks if not name.startswith("_rg_")} == set()
    assert {"_rg_area_0", "_rg_area_1"} <= set(marks)


def test_words_that_differ_are_bold_and_never_a_whole_paragraph() -> None:
    bold = every(body(model()), ".//w:p[.//w:r/w:rPr/w:b]")
    assert len(bold) > 10
    assert [words(p) for p in bold if not every(p, ".//w:r[not(w:rPr/w:b)]")] == []
    assert " lead" in {words(run) for p in bold for run in every(p, ".//w:r[w:rPr/w:b]")}


# --- how it is laid out -----------------------------------------------------------------------------------------------


def test_under_each_theme_what_is_the_same_comes_before_what_differs() -> None:
    heads = [header(table) for table in tables(model())]
    levels = [level.title for level in MODEL.levels]
    assert heads == [["Level", "Reports to and team", "Descriptor"],
                     *[["Responsibility", "Every level"], ["Responsibility", *levels]] * 3]  # fmt: skip


@pytest.mark.parametrize(
    ("levels", "columns"),
    [(2, [2]), (3, [3]), (4, [4]), (5, [5]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4])],
)
def test_more_than_five_levels_are_shared_out_among_tables_of_four_at_most(levels: int, columns: list[int]) -> None:
    known = next(one for one in map(random_framework, range(200)) if len(one.levels) == levels and len(one.themes) < 4)
    printed = sheet(shown(known), whole=True)
    found = [[len(table.levels) for table in theme.tables] for theme in printed.themes if theme.tables]
    assert found
    assert found == [columns] * len(found)
    for theme in printed.themes:
        assert [title for table in theme.tables for title in table.levels] in ([], [one.title for one in known.levels])


@pytest.mark.parametrize("seed", SEEDS)
def test_tables_fit_the_page_and_no_column_is_too_narrow(seed: int) -> None:
    known = random_framework(seed)
    data = made(known)["docx"]
    wide = len(known.levels) > 2
    descriptors, *others = tables(data)
    assert others
    assert sum(descriptors.widths) <= 16.41
    assert {round(sum(table.widths), 1) for table in others} == {25.1 if wide else 16.4}
    assert all(width >= 3.8 for table in others for width in table.widths)
    assert any(isinstance(block, Section) and block.landscape for block in blocks_of(data)) is wide


def test_a_level_with_the_words_of_one_to_its_left_names_that_one() -> None:
    for seed in range(6):
        for theme in sheet(shown(random_framework(seed)), whole=True).themes:
            for table in theme.tables:
                for row in table.rows:
                    for place, cell in enumerate(row.cells):
                        if cell.same_as:
                            assert row.cells[table.levels.index(cell.same_as)].said
                            assert table.levels.index(cell.same_as) < place


def test_a_table_may_go_on_on_the_next_page_and_a_caption_stays_with_it() -> None:
    page = body(model())
    assert not every(page, ".//w:tc//w:keepNext")
    captions = every(page, "w:p[w:pPr/w:pStyle/@w:val='TableHeading']")
    assert len(captions) == 6
    assert all(every(one, "following-sibling::*[1]/self::w:tbl") for one in captions)


def test_its_footer_says_the_version_and_who_adopted_it_and_its_header_if_nobody_did() -> None:
    footer, head = (words(part(model(), f"word/{name}1.xml")) for name in ("footer", "header"))
    assert "Model framework: levels and responsibilities" in footer
    assert "Version model-1 · Not adopted by any council" in footer
    assert head == "NOT ADOPTED"
    adopted = next(one for one in map(random_framework, range(20)) if one.about.adoption)
    assert words(part(made(adopted)["docx"], "word/header1.xml")) == ""


def test_the_page_and_the_markdown_say_what_the_word_file_says() -> None:
    files = made(MODEL, ("docx", "html", "md"))
    for kind in ("html", "md"):
        text = files[kind].decode()
        for piece in ("Appendix 2: Responsibilities by theme and level", "As for Managing Director", "Every level"):
            assert piece in text
    assert files["html"].decode().count("<table") == len(tables(files["docx"]))
    assert '<span data-field="area">Fenmoor</span>' in files["html"].decode()


def test_the_bytes_are_the_same_in_another_process_with_other_hashes(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7"}
    (tmp_path / "rolegen.yaml").write_text("organisation: Fenmoor County Council\narea: Fenmoor\n", encoding="utf-8")
    command = [sys.executable, "-m", "rolegen", "levels", "--compare", "--format", "docx"]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=60)
    assert (tmp_path / "framework-model-1.docx").read_bytes() == model()


def test_no_wording_stands_among_its_properties() -> None:
    kept = raw(model(), "docProps/custom.xml").decode()
    assert "rolegen.manifest.1" in kept
    assert "rolegen.level" not in kept
    assert "Give" not in kept
