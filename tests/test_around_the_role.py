"""The documents around every example role and every level: valid, accessible, the same again, and without people."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from rolegen.kind import KINDS, MARKING
from rolegen.word.reading import from_docx
from tests.around import Paper, around, council
from tests.conftest import EXAMPLES, ROOT
from tests.samples import (
    W,
    every,
    find,
    needed,
    opened,
    part,
    raw,
    style_names,
    style_of,
    words,
)
from tests.test_accessibility import HEADINGS, has_no_height
from tests.test_determinism import entries
from tests.test_golden import GOLDEN, compare
from tests.test_validity import faults, validator, with_all

all_kinds = pytest.mark.parametrize("kind", KINDS)
of_people = pytest.mark.parametrize("kind", [name for name, kind in KINDS.items() if kind.is_confidential])
# How people are addressed, and what is typed where a name would be. A name itself looks like any other words.
ADDRESSED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Cllr|Councillor [A-Z])\b\.? ?[A-Z]")


def amiss(kind: str, look: Callable[[Paper], object]) -> Mapping[str, object]:
    """What a look at each document of a kind finds wrong, by the documents' names."""
    found = {name: look(paper) for name, paper in around(kind).items()}
    assert len(found) >= 9
    return {name: wrong for name, wrong in found.items() if wrong}


# --- what there is ----------------------------------------------------------------------------------------------------


@all_kinds
def test_there_is_one_for_each_example_role_and_each_level(kind: str) -> None:
    roles = {path.stem for path in (EXAMPLES / "roles").glob("*.yaml")}
    names = {name.removesuffix(f"-{kind}") for name in around(kind)}
    assert len(roles) == 11
    if KINDS[kind].of_vacancy:  # of posts that stand and say what they are for
        without = {"assistant-director-libraries", "managing-executive-director"}
        assert {re.sub("-[0-9]{4}$", "", name) for name in names} == roles - without
    else:
        assert roles < names
        assert len([name for name in names if name.startswith("level-")]) == 5


@all_kinds
def test_each_reads_as_before(kind: str, update: bool) -> None:
    papers = around(kind).items()
    made = {f"{name}.md": paper.markdown for name, paper in papers if not name.startswith("level-")}
    assert len(made) >= 9
    compare(made, GOLDEN / "around" / kind, update)


# --- valid ------------------------------------------------------------------------------------------------------------


def largest(kind: str) -> Paper:
    """The document of a kind with the most in it."""
    return max(around(kind).values(), key=lambda paper: (len(raw(paper.docx, "word/document.xml")), paper.name))


def test_the_open_xml_sdk_finds_nothing_wrong_in_what_has_every_construct_of_all(tmp_path: Path) -> None:
    validator()
    papers = {name: paper for kind in KINDS for name, paper in around(kind).items()}
    chosen = with_all({name: paper.page for name, paper in papers.items()}, largest("agreement").name)
    assert len(papers) > 80
    assert {"agreement", "advert"} <= {name.rpartition("-")[2] for name in chosen}
    assert 2 < len(chosen) < 8
    for name in chosen:
        path = tmp_path / f"{name}.docx"
        path.write_bytes(papers[name].docx)
        assert faults(path) == [], name


@all_kinds
def test_ids_of_controls_and_bookmarks_are_each_there_once(kind: str) -> None:
    def twice(paper: Paper) -> list[str]:
        found = [one.get(f"{W}val") for one in every(paper.page, ".//w:sdtPr/w:id")]
        names = [f"bookmark {one.get(f'{W}id')}" for one in every(paper.page, ".//w:bookmarkStart")]
        names += [one.get(f"{W}name") for one in every(paper.page, ".//w:bookmarkStart")]
        return [one for one in {*found, *names} if [*found, *names].count(one) > 1]

    assert amiss(kind, twice) == {}


# --- accessible -------------------------------------------------------------------------------------------------------


@all_kinds
def test_headings_descend_without_a_gap_from_the_one_of_level_1(kind: str) -> None:
    def gap(paper: Paper) -> bool:
        depths = [HEADINGS[style] for p in paper.paragraphs if (style := style_of(p)) in HEADINGS]
        is_whole = len(depths) > 3 and depths[0] == 1 and depths.count(1) == 1
        return not is_whole or any(below > above + 1 for above, below in pairwise(depths))

    assert amiss(kind, gap) == {}


@all_kinds
def test_no_heading_stands_over_nothing(kind: str) -> None:
    def empty(paper: Paper) -> list[str]:
        flow = [p for p in paper.paragraphs if words(p).strip()]
        ends = [(HEADINGS.get(style_of(one)), HEADINGS.get(style_of(two)), one) for one, two in pairwise(flow)]
        return [words(one) for above, below, one in ends if above and below and below <= above]

    assert amiss(kind, empty) == {}


@all_kinds
def test_each_table_has_one_header_row_that_repeats_and_names_every_column(kind: str) -> None:
    def faulty(table: Any) -> bool:
        marked = [bool(every(row, "w:trPr/w:tblHeader")) for row in every(table, ".//w:tr")]
        names = [words(cell).strip() for cell in every(table, ".//w:tr[1]//w:tc")]
        return marked[:2] != [True, False] or any(marked[1:]) or not all(names) or len({*names}) < len(names)

    assert amiss(kind, lambda paper: not every(paper.page, ".//w:tbl")) == {}
    assert amiss(kind, lambda paper: [words(one)[:60] for one in every(paper.page, ".//w:tbl") if faulty(one)]) == {}


@all_kinds
def test_no_table_has_merged_cells_and_only_rows_to_write_in_break_across_pages(kind: str) -> None:
    def merged(paper: Paper) -> list[str]:
        page = paper.page
        tables = [(len(every(table, "w:tblGrid/w:gridCol")), table) for table in every(page, ".//w:tbl")]
        wrong = [
            words(row)
            for wide, table in tables
            for row in every(table, ".//w:tr")
            if len(every(row, ".//w:tc")) != wide
        ]
        return [*wrong, *map(words, every(page, ".//w:gridSpan | .//w:vMerge | .//w:hMerge"))]

    def breaks(paper: Paper) -> list[str]:
        rows = every(paper.page, ".//w:tr[not(w:trPr/w:cantSplit)]")
        return [words(row) for row in rows if not every(row, ".//w:rStyle[@w:val='PlaceholderText']")]

    assert amiss(kind, merged) == {}
    assert amiss(kind, breaks) == {}


@all_kinds
def test_list_items_are_numbered_by_word_and_nothing_is_dressed_up_as_a_heading(kind: str) -> None:
    typed = re.compile(r"\s*([•·‣◦▪●○–—*-]|\(?[a-zA-Z][.)])\s")
    dressed = (
        ".//w:r[w:rPr/w:sz or w:rPr/w:color or w:rPr/w:u]"
        " | .//w:p[not(ancestor::w:tbl) and .//w:r[w:rPr/w:b] and not(.//w:r[w:t and not(w:rPr/w:b)])]"
    )
    assert amiss(kind, lambda paper: [line for line in paper.lines if typed.match(line)]) == {}
    assert amiss(kind, lambda paper: [words(one) for one in every(paper.page, dressed)]) == {}


@all_kinds
def test_empty_paragraphs_stand_only_where_people_write(kind: str) -> None:
    def space(paper: Paper) -> list[str]:
        empty = [p for p in paper.paragraphs if not words(p).strip() and not has_no_height(p)]
        idle = [p for p in empty if not every(p, "ancestor::w:sdt | ancestor::w:tc//w:sdt")]
        return [words(p.getparent()) or "empty" for p in idle]

    assert amiss(kind, space) == {}
    assert amiss(kind, lambda paper: [line for line in paper.lines if "\t" in line or "  " in line]) == {}


@all_kinds
def test_language_title_and_the_words_for_pictures_are_set(kind: str) -> None:
    def lacking(paper: Paper) -> list[str]:
        properties, styles = opened(paper.docx).core_properties, part(paper.docx, "word/styles.xml")
        default = find(styles, "w:docDefaults/w:rPrDefault/w:rPr/w:lang").get(f"{W}val")
        heading = next(words(p) for p in paper.paragraphs if style_of(p) == "Heading1")
        told = {
            "language": default == properties.language == "en-GB" and not every(paper.page, ".//w:lang"),
            "title": properties.title.startswith(heading) and len(properties.title) > len(heading),
            "author": not properties.last_modified_by,
            "pictures": all(one.get("descr") for one in every(paper.page, ".//wp:docPr")),
        }
        return [name for name, is_there in told.items() if not is_there]

    assert amiss(kind, lacking) == {}


@all_kinds
def test_all_text_is_of_12_points_at_least_and_told_by_more_than_colour(kind: str) -> None:
    def small(paper: Paper) -> list[str]:
        styles, used = part(paper.docx, "word/styles.xml"), {style_of(p) for p in paper.paragraphs} - {""}
        sizes = {one: every(styles, f"w:style[@w:styleId='{one}']/w:rPr/w:sz") for one in used}
        return [one for one, found in sizes.items() for size in found if int(size.get(f"{W}val")) < 24]

    assert amiss(kind, small) == {}
    assert amiss(kind, lambda paper: len(every(paper.page, ".//w:shd[@w:fill != 'auto'] | .//w:highlight"))) == {}
    assert {*style_names(largest(kind).docx)} >= {"Heading1", "TableText"}


# --- guarded ----------------------------------------------------------------------------------------------------------


@all_kinds
def test_what_kind_of_paper_it_is_stands_in_its_properties(kind: str) -> None:
    paper = KINDS[kind].paper
    assert paper in ("recruitment", "performance")
    stated = "custom:property[@name='rolegen.paper']/*/text()"
    assert amiss(kind, lambda one: every(part(one.docx, "docProps/custom.xml"), stated) != [paper]) == {}
    assert needed(from_docx(largest(kind).docx, Path("largest.docx"))).facts["paper"] == paper


@of_people
def test_each_page_of_what_is_confidential_is_marked_so(kind: str) -> None:
    def unmarked(paper: Paper) -> list[str]:
        with_headers = every(paper.page, "(.//w:sectPr)[1]/w:headerReference")
        names = [name for name in entries(paper.docx) if re.fullmatch(r"word/header\d*\.xml", name)]
        assert with_headers
        assert names
        return [name for name in names if MARKING not in words(part(paper.docx, name))]

    assert amiss(kind, unmarked) == {}
    assert {name for name, paper in around(kind).items() if "onfidential" not in paper.markdown} == set()


@all_kinds
def test_no_person_is_addressed_in_any(kind: str) -> None:
    assert ADDRESSED.search("Ask Dr Smith")
    assert amiss(kind, lambda paper: [line for line in paper.lines if ADDRESSED.search(line)]) == {}
    assert {name for name, paper in around(kind).items() if len(paper.markdown) < 1_000} == set()


# --- the same again ---------------------------------------------------------------------------------------------------

BEGIN = """\
import sys
from contextlib import suppress
from rolegen import batch
from rolegen.cli import app
if __name__ == "__main__":
    batch.LEAST_SHARE = 1
    for template in sys.argv[1:]:
        flags = ["--objectives", "objectives.yaml"] if template in ("agreement", "interim", "appraisal") else []
        names = ["--template", template, "--format", "docx", "--jobs", "2", "--quiet", "--out", f"made/{template}"]
        app(["build", *names, *flags], standalone_mode=False)
"""


def test_another_process_with_two_jobs_makes_the_same_bytes(tmp_path: Path) -> None:
    place = council(tmp_path)
    (place / "begin.py").write_text(BEGIN, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "7", "TZ": "Pacific/Kiritimati"}
    ran = subprocess.run(
        [sys.executable, "begin.py", *KINDS], cwd=place, env=environment, capture_output=True, check=False, timeout=120
    )
    assert ran.returncode == 0, ran.stderr.decode()
    for kind in KINDS:
        made = {path.stem: path.read_bytes() for path in (place / "made" / kind).glob("*.docx")}
        assert len(made) >= 9
        assert made == {name: around(kind)[name].docx for name in around(kind) if not name.startswith("level-")}
