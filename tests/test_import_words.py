"""Every word of every table of a paper is in the files that importing it makes, or in the report as it is printed."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from rolegen import framework
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES
from rolegen.paper.reading import is_paper
from rolegen.paper.taking import Arrival, skeleton_of
from rolegen.problems import Problem
from rolegen.telling.paper import as_text
from rolegen.word.reading import from_docx
from tests.conftest import ROOT
from tests.framework_papers import made
from tests.frameworks import random_framework
from tests.imported import PAPER, TEAM, circle, table, table_of
from tests.papers import Cell, Duty, Plan, Wording, cells, layouts, p, paper, word
from tests.papers import table as table_in_word
from tests.samples import NAMESPACES, needed

W = f"{{{NAMESPACES['w']}}}"
WORD = re.compile(r"[^\W_]+")
GONE = {f"{W}del", f"{W}moveFrom", f"{W}txbxContent"}
BREAKS = {f"{W}br", f"{W}tab", f"{W}cr"}


def paragraphs(data: bytes) -> Iterator[list[str]]:
    """The words of each paragraph of each table, as they stand in the XML; what is deleted is not there."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = ET.fromstring(package.read("word/document.xml"))  # noqa: S314 - made by the tests
    for one in root.iter(f"{W}tbl"):
        for paragraph in one.iter(f"{W}p"):
            if found := WORD.findall(_plain("".join(_texts(paragraph)))):
                yield found


def _texts(element: ET.Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{W}t":
            yield child.text or ""
        elif child.tag in BREAKS:
            yield " "
        elif child.tag not in GONE:
            yield from _texts(child)


def _plain(text: str) -> str:
    return text.replace("\u00ad", "")


def strings(value: object) -> Iterator[str]:
    """Every text of a YAML file."""
    if isinstance(value, dict):
        for inside in value.values():
            yield from strings(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from strings(inside)
    else:
        yield str(value)


def nowhere(data: bytes, arrival: Arrival | None, problems: tuple[Problem, ...]) -> list[str]:
    """Words of tables that stand in no file and are not printed, each with those before it that do.

    Where rolegen's own document has words for a placeholder, the files have the placeholder.
    """
    if arrival is None:
        assert problems
        return []
    files = [text for one in arrival.files.values() for text in strings(yaml.safe_load(one))]
    known = skeleton_of(needed(from_docx(data, PAPER)))
    for name, text in (known.placeholders if known else {}).items():
        files = [one.replace(f"{{{{ {name} }}}}", text) for one in files]
    told = [*files, as_text(arrival), *[problem.message for problem in problems]]
    held = "|".join(f" {' '.join(WORD.findall(_plain(text)))} " for text in told)
    found = list(paragraphs(data))
    assert found
    return [lost for words in found if (lost := _lost(words, held))]


def _lost(words: list[str], held: str) -> str:
    """The first word that cannot be found with its neighbours: a paragraph may be held in parts, each of them whole."""
    at = 0
    while at < len(words):
        sizes = range(len(words) - at, 0, -1)
        size = next((n for n in sizes if f" {' '.join(words[at : at + n])} " in held), 0)
        if not size:
            return " ".join(words[max(at - 3, 0) : at + 1])
        at += size
    return ""


@pytest.mark.parametrize("first", range(0, 12, 4))
def test_every_word_of_the_tables_of_random_papers_is_in_the_files_or_printed(first: int) -> None:
    for plan, layout, seed in layouts(4, seed=first):
        data = paper(plan, replace(layout, unrelated=True), seed)
        one = circle(table_of(plan), data)
        assert nowhere(data, one.arrival, one.problems) == [], (seed, layout)


def test_every_word_of_the_tables_of_our_own_document_is_in_the_files_or_printed() -> None:
    known = random_framework(5, odd=True)
    data = made(known)["docx"]
    one = circle(table(known), data)
    assert nowhere(data, one.arrival, one.problems) == []


LEVELS = ("Executive Director", "Director")
RISK, HELP = "Lead the work on risk for residents.", "Help with the work on risk for residents."
DESCRIBED = table_in_word([
    cells("Role", "Level descriptor"),
    *[cells(level, f"The {level} leads services that matter to residents every day.") for level in LEVELS],
])  # fmt: skip


def imported(*rows: list[Cell], head: tuple[str, ...] = ("Theme", *LEVELS)) -> Arrival:
    """What comes of a paper with these responsibilities; each of its words is somewhere."""
    data = word([DESCRIBED, table_in_word([cells(*head), *rows])])
    one = circle([], data)
    assert one.arrival is not None
    assert nowhere(data, one.arrival, one.problems) == []
    return one.arrival


@pytest.mark.parametrize(("before", "behind"), [(": ", ""), (" (", ")"), (" – ", "")])
def test_a_mark_in_the_paragraph_of_its_wording_is_printed(before: str, behind: str) -> None:
    texts = [("For CMT members only", RISK), ("For non-CMT members only", HELP)]
    marked = [f"{mark}{before}{text}" if before == ": " else f"{text}{before}{mark}{behind}" for mark, text in texts]
    arrival = imported([*cells("Results", RISK), Cell([p(text) for text in marked])])
    assert arrival.draft.themes[0].clauses[0].levels == {"director": {"cmt": RISK, "non-cmt": HELP}}


def test_a_version_for_those_who_are_no_members_says_so_on_the_page() -> None:
    said = [p("For CMT members only"), p(RISK), p("For non-CMT members only"), p(HELP)]
    arrival = imported([*cells("Results", RISK), Cell(said)])
    variants = arrival.draft.levels[1].variants
    assert {name: (one.membership, one.phrase) for name, one in variants.items()} == {
        "cmt": ("Member", "a member of the CMT"),
        "non-cmt": ("Not a member", "not a member of the CMT"),
    }


def test_a_column_headed_by_a_word_that_is_cut_short_holds_numbers() -> None:
    rows = [cells("Results", "1", RISK, HELP), cells("", "2", f"{RISK[:-1]} and partners.", f"{HELP[:-1]} now.")]
    arrival = imported(*rows, head=("Theme", "No.", *LEVELS))
    assert [len(theme.clauses) for theme in arrival.draft.themes] == [2]
    assert [one.title for one in arrival.draft.themes] == ["Results"]


def test_levels_that_only_headings_tell_are_those_that_head_columns_in_the_order_of_the_text() -> None:
    titles = ("Chief", "Deputy", "Head of Service")
    said: dict[str, Wording] = dict(zip(titles, (RISK, HELP, HELP), strict=True))
    plan = Plan(titles, {title: (f"The {title} leads.",) for title in titles}, TEAM, (("Results", (Duty("", said),)),))
    heads = [p(text, style="Heading2") + p(f"The {text} leads services every day.") for text in titles]
    implications = table_in_word([cells("Implications", "Considered by"), cells("Finance", "The Head of Finance.")])
    whole = table_in_word([cells("Theme", *titles), cells("Results", RISK, HELP, HELP)])
    data = word([*heads, whole, p("Implications", style="Heading2"), implications])
    one = circle(table_of(plan), data)
    assert one.arrival is not None
    assert [level.title for level in one.arrival.draft.levels] == list(titles)
    assert nowhere(data, one.arrival, one.problems) == []


def test_a_level_that_heads_two_columns_is_told() -> None:
    data = word([DESCRIBED, table_in_word([cells("Theme", *LEVELS, LEVELS[0]), cells("Results", RISK, HELP, HELP)])])
    one = circle([], data)
    assert [problem.message for problem in one.problems] == [
        "“Executive Director” heads two columns of table 2; what both say is read as its wording."
    ]
    assert nowhere(data, one.arrival, one.problems) == []


def test_a_level_that_extends_another_for_a_term_comes_back_written_out() -> None:
    known = needed(framework.load(ROOT / "examples" / "data" / "history" / "2021"))
    data = made(known)["docx"]
    one = circle(table(known), data)
    assert one.arrival is not None
    assert one.is_equal
    assert [level.term for level in one.arrival.draft.levels] == [level.term for level in known.levels]
    assert known.levels[0].term is not None
    assert "    term:\n      starts: 2021-01-01\n      months: 12\n" in one.arrival.files[DESCRIPTORS].decode()
    assert one.arrival.draft.left == ()
    assert [problem.rule for problem in one.problems] == ["written-out"]
    assert nowhere(data, one.arrival, one.problems) == []


def test_the_key_facts_of_a_job_profile_are_no_framework() -> None:
    facts = {
        "Post title:": "Assistant Director – Housing Options",
        "Directorate:": "Housing and Communities",
        "Grade:": "SM3 (£78,000 – £86,000)",
        "Responsible to:": "Director of Housing",
        "Responsible for:": "4 Heads of Service and 120 others in Housing",
        "Date:": "March 2021",
    }
    data = word([table_in_word([cells(*fact) for fact in facts.items()])])
    assert not is_paper(needed(from_docx(data, PAPER)))
    levels_as_rows = table_in_word([cells("Level", "Shaping", "Results"), *[cells(one, RISK, HELP) for one in LEVELS]])
    assert is_paper(needed(from_docx(word([levels_as_rows]), PAPER)))


def test_line_breaks_and_numbers_in_a_wording_come_back_from_our_own_document(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "data", tmp_path / "data", dirs_exist_ok=True)
    for name, start in {RESPONSIBILITIES: "Give strategic, visionary", DESCRIPTORS: "The Managing Director is"}.items():
        text = (folder / name).read_text("utf-8")
        broken = re.sub(rf">-\n( +)({start})", r"|-\n\g<1>1. First:\n\g<1>(a) \2", text, count=1)
        assert broken != text
        (folder / name).write_text(broken, "utf-8")
    known = needed(framework.load(folder))
    one = circle(table(known), made(known)["docx"])
    assert one.arrival is not None
    ours, theirs = known.themes[0].clauses[0], one.arrival.draft.themes[0].clauses[0]
    assert ours.text is not None
    assert ours.text.startswith("1. First:\n(a) Give strategic")
    assert theirs.text == ours.text
    assert known.levels[0].descriptor[0].startswith("1. First:\n(a) The Managing Director")
    assert [level.descriptor for level in one.arrival.draft.levels] == [level.descriptor for level in known.levels]


def test_what_only_members_have_beside_a_clause_for_all_is_a_clause_of_its_own() -> None:
    own = "Attend the weekly meeting of the team and vote."
    arrival = imported([*cells("Results", RISK), Cell([p(RISK), p(f"For CMT members only: {own}")])])
    first, other = arrival.draft.themes[0].clauses
    assert (first.text, first.levels) == (RISK, {})
    assert other.wording("director", "cmt") == own
    assert other.wording("executive-director", "") is None
