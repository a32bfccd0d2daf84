"""A committee's paper, however it is laid out, reads as the framework it states; what cannot be told is told of."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.document import Document, Table, walk
from rolegen.paper import reading
from rolegen.paper.contents import Paper
from rolegen.paper.grid import sheets
from rolegen.paper.words import WORD
from rolegen.problems import Problem
from rolegen.word.reading import from_docx
from tests import framework_papers
from tests.frameworks import random_framework
from tests.papers import Cell, Duty, Layout, Plan, Said, cells, layouts, p, paper, r, table, word
from tests.samples import UNTIMED, examples, needed, raw, repacked
from tests.word_files import NAMES, listed, word_file
from tests.word_files import p as paragraph

PATH = Path("paper.docx")
LEVELS = ("Executive Director", "Director", "Assistant Director")
LEAD = "Lead the work on risk, so that residents’ lives improve."
HELP = "Help with the work on risk, so that lives improve."
BUDGET = "Deliver services within the budget that was agreed."
INSIDE, OUTSIDE = (
    "Be an active member of the Corporate Management Team.",
    "Be an active member of the wider leadership team.",
)
PLAN = Plan(
    LEVELS,
    {level: (f"The {level} leads services that matter to residents every day.",) for level in LEVELS},
    ("CMT", "Corporate Management Team"),
    (
        ("Shaping the Future", (
            Duty("Risk", {"Executive Director": LEAD, "Director": LEAD, "Assistant Director": HELP}),
            Duty("Team", {"Executive Director": INSIDE, "Director": (INSIDE, OUTSIDE), "Assistant Director": OUTSIDE}),
        )),
        ("Delivers Results", (
            Duty("Budget", {"Executive Director": BUDGET, "Director": BUDGET, "Assistant Director": None}),
        )),
    ),
)  # fmt: skip
DESCRIBED = table([cells("Role", "Level descriptor"), *[cells(level, PLAN.descriptors[level][0]) for level in LEVELS]])


def read(data: bytes) -> tuple[Paper | None, tuple[Problem, ...]]:
    found = reading.read(needed(from_docx(data, PATH)), PATH, data)
    return found.value, found.problems


def read_whole(data: bytes) -> Paper:
    found, _ = read(data)
    assert found is not None
    return found


def said(found: Paper) -> set[Said]:
    return {(one.level, one.theme, one.version, one.words.text) for one in found.statements}


def left(found: Paper) -> list[tuple[str, str]]:
    return [(one.words.text, one.why) for one in found.left]


def responsibilities(*rows: list[Cell], head: tuple[str, ...] = ("Theme", *LEVELS)) -> bytes:
    """A paper with a table of descriptors and one of responsibilities."""
    return word([DESCRIBED, table([cells(*head), *rows])])


# --- layouts ----------------------------------------------------------------------------------------------------------

CASES = {
    "one table, themes merged down": Layout(),
    "a theme named once, empty cells below": Layout(theme="once", grain="row"),
    "a theme named in each row": Layout(theme="repeated", grain="row"),
    "levels as rows": Layout(turned=True, theme="repeated"),
    "levels as rows, versions in rows of their own": Layout(turned=True, theme="repeated", marks="columns"),
    "theme as a heading above its table": Layout(theme="heading"),
    "theme as a heading, clauses with numbers and titles": Layout(theme="heading", grain="row", lead="both in one"),
    "theme as a row over all columns": Layout(theme="band", grain="row", lead="number"),
    "clauses numbered 1.": Layout(items="1."),
    "clauses numbered (a)": Layout(items="(a)"),
    "clauses numbered 1.2": Layout(items="1.2"),
    "clauses numbered by Word": Layout(items="numbered"),
    "clauses as bullets": Layout(items="bullets"),
    "clauses as lines of one paragraph": Layout(items="lines", marks="leading"),
    "a title row over the headings": Layout(titled=True),
    "a heading merged over the level's two versions": Layout(marks="columns", titled=True),
    "a column for each version": Layout(marks="named columns"),
    "mark before the wording": Layout(marks="before", italic=True),
    "mark after the wording": Layout(marks="after"),
    "mark at the beginning of the wording": Layout(marks="leading"),
    "mark at the end of the wording": Layout(marks="trailing"),
    "mark in brackets above the wording": Layout(marks="brackets"),
    "no text around": Layout(around=False),
    "tables that are no part of it": Layout(unrelated=True),
    "stray spaces and soft hyphens": Layout(stray=True, items="1."),
    "tracked changes": Layout(tracked=True),
    "pages split into tables": Layout(split="tables"),
    "pages split into tables, the headings only once": Layout(split="tables without headings"),
    "headings again inside the table": Layout(split="header again", theme="once"),
    "no table of descriptors": Layout(descriptors="text"),
    "titles in the plural above columns": Layout(plural=True),
    "wording told by reference": Layout(same=True, grain="row"),
    "a clause that a level lacks, as N/A": Layout(absent="N/A", grain="row"),
}


@pytest.mark.parametrize("layout", CASES.values(), ids=CASES)
def test_a_framework_is_read_from_each_layout(layout: Layout) -> None:
    data = paper(PLAN, layout, 7)
    found = read_whole(data)
    assert said(found) == PLAN.said(apart="columns" in layout.marks)
    assert [one.title for one in found.levels] == list(LEVELS)
    assert [tuple(words.text for words in one.descriptor) for one in found.levels] == list(PLAN.descriptors.values())
    assert [version.name for version in found.levels[1].versions] == ["cmt", "non-cmt"]
    assert [one.title for one in found.themes] == ["Shaping the Future", "Delivers Results"]
    assert bool(found.left) == layout.unrelated
    assert unaccounted(data, found) == {}


@pytest.mark.parametrize("first", range(0, 60, 10))
def test_random_papers_are_read_as_what_was_put_in(first: int) -> None:
    count = 0
    for plan, layout, seed in layouts(10, first):
        found, problems = read(paper(plan, layout, seed))
        is_open = any(one.rule == "unclear-mark" for one in problems)
        assert is_open or (found and said(found) == plan.said(apart="columns" in layout.marks)), (seed, layout)
        count += not is_open
    assert count > 8


def test_every_word_of_every_table_ends_in_the_paper() -> None:
    for plan, layout, seed in layouts(8, seed=100):
        data = paper(plan, replace(layout, unrelated=True), seed)
        assert unaccounted(data, read_whole(data)) == {}, (seed, layout)


def unaccounted(data: bytes, found: Paper) -> dict[tuple[int, int], Counter[str]]:
    """By table and row, the words that are nowhere in a paper."""
    held: dict[tuple[int, int], Counter[str]] = {}
    versions = {(level.title, one.name): one.said for level in found.levels for one in level.versions}
    told = [(one.origin, one.text) for one in (*found.aside, *(left.words for left in found.left))]
    told += [(words.origin, words.text) for level in found.levels for words in level.descriptor]
    for one in found.statements:
        mark = versions.get((one.level, one.version), "")
        told.append((one.words.origin, f"{one.words.text} {one.number} {mark}"))
    for origin, text in told:
        held.setdefault((origin.table, origin.row), Counter()).update(WORD.findall(text))
    missing = {}
    for sheet in sheets(needed(from_docx(data, PATH))):
        for n, row in enumerate(sheet.rows, 1):
            words = Counter(word for box in row for line in box.lines for word in WORD.findall(line.text))
            missing[sheet.number, n] = words - held.get((sheet.number, n), Counter())
    assert missing
    return {at: words for at, words in missing.items() if words}


JUNK = ("", "Director", "Theme", "As for Director", "As above", "N/A", "–", "For CMT members only", "Non-CMT:", "(a)",
        "1.", "Level", "All levels", LEAD, HELP, "Champion this:", "• a bullet, typed", "x" * 300, "\t",
        "\u00ad", "Descriptor", "Directors (CMT members)", "Members only", "1.2", "[1]", "Results")  # fmt: skip


@settings(UNTIMED, max_examples=10)
@given(st.integers(0, 10_000))
def test_no_table_stops_the_reading_and_none_loses_a_word(seed: int) -> None:
    data = word([DESCRIBED, p("Shaping", style="Heading2"), *junk(random.Random(seed))])
    found, problems = read(data)
    assert found or problems
    if found:
        assert unaccounted(data, found) == {}


def junk(chance: random.Random) -> list[str]:
    """Tables with anything in them, some below headings of levels."""
    made = []
    for _ in range(chance.randint(1, 3)):
        head = chance.choice([cells("Theme", *LEVELS), cells(*LEVELS, "Comments"), []])
        width = len(head) or chance.choice((1, 2, 5, 63))
        rows = [[junk_cell(chance, width) for _ in range(width)] for _ in range(chance.randint(1, 4))]
        rows += [cells(*[LEAD] * width)] if chance.random() < 0.5 else []
        made.append(table([*([head] if head else []), *rows]))
    return made


def junk_cell(chance: random.Random, width: int) -> Cell:
    if chance.random() < 0.1:
        return Cell([table([cells("in", chance.choice(JUNK)), cells("another", "table")]), p("")])
    texts = [chance.choice(JUNK) for _ in range(chance.choice((0, 1, 1, 2, 4)))]
    made = [
        p(text, style=chance.choice(("", "ListBullet", "Heading2")), italic=chance.random() < 0.2) for text in texts
    ]
    return Cell(made, span=chance.choice((1, 1, 1, 2, width)), merge=chance.choice(("", "", "restart", "on")))


# --- one thing at a time ----------------------------------------------------------------------------------------------


def test_statements_say_where_they_stand_and_which_clause_of_their_theme_they_are() -> None:
    found = read_whole(paper(PLAN, Layout(grain="row", lead="both in one")))
    own = [one for one in found.statements if one.level == "Director"]
    assert [(one.slot, one.number, one.title) for one in own] == [
        (0, "1", "Risk"),
        (1, "2", "Team"),
        (1, "2", "Team"),
        (0, "1", "Budget"),
    ]
    assert str(own[0].words.origin) == "table 2, row 2, column “Director”"


def test_a_cell_merged_over_several_levels_is_for_each_of_them() -> None:
    found = read_whole(responsibilities([*cells("Risk"), Cell([p(LEAD)], span=2), *cells(HELP)]))
    assert said(found) == {(LEVELS[0], "Risk", "", LEAD), (LEVELS[1], "Risk", "", LEAD), (LEVELS[2], "Risk", "", HELP)}


def test_a_column_may_be_for_two_levels_or_for_all() -> None:
    data = responsibilities(
        cells("Risk", LEAD, HELP), head=("Theme", "Executive Directors and Directors", "Assistant Directors")
    )
    assert {one.level for one in read_whole(data).statements if one.words.text == LEAD} == set(LEVELS[:2])
    both = word([DESCRIBED, table([cells("Theme", *LEVELS), cells("Money", LEAD, LEAD, HELP)]),
                 table([cells("Theme", "All levels"), cells("Risk", BUDGET)])])  # fmt: skip
    assert {one.level for one in read_whole(both).statements if one.words.text == BUDGET} == set(LEVELS)


def test_a_column_of_no_level_is_left_over() -> None:
    found = read_whole(
        responsibilities(cells("Risk", LEAD, LEAD, HELP, "Ask the Chair"), head=("Theme", *LEVELS, "Comments"))
    )
    assert len(found.statements) == 3
    assert left(found) == [
        ("Comments", "No level has this name, so its column is left out."),
        ("Ask the Chair", "No level heads its column."),
    ]


def test_a_level_without_a_row_among_the_descriptors_has_no_descriptor() -> None:
    found = read_whole(
        responsibilities(cells("Risk", LEAD, LEAD, HELP, HELP), head=("Theme", *LEVELS, "Deputy Director"))
    )
    assert [(one.title, bool(one.descriptor)) for one in found.levels][2:] == [
        ("Assistant Director", True),
        ("Deputy Director", False),
    ]


def test_a_reference_to_what_is_not_there_is_left_over() -> None:
    found = read_whole(
        responsibilities(
            cells("Risk", LEAD, "As for Director", "As for Chief Officer"), cells("Money", LEAD, LEAD, "As above")
        )
    )
    why = "It refers to wording that is not there, or not for all whom this level has."
    assert left(found) == [("As for Director", why), ("As for Chief Officer", why), ("As above", why)]


def test_as_above_is_the_level_before_where_levels_are_rows() -> None:
    rows = [
        cells("Level", "Risk", "Money"),
        cells(LEVELS[0], LEAD, BUDGET),
        cells(LEVELS[1], "As above", HELP),
        cells(LEVELS[2], HELP, HELP),
    ]
    found = read_whole(word([DESCRIBED, table(rows)]))
    assert (LEVELS[1], "Risk", "", LEAD) in said(found)


def test_what_reads_as_a_mark_but_is_wording_stays_wording() -> None:
    texts = ("Brief colleagues on decisions that were made (CMT members).", "Members of staff: see that they are safe.",
             "Work with the Corporate Management Team (CMT).", "Advise elected members", "Do not discriminate ever",
             "Member of the Corporate Management Team")  # fmt: skip
    found = read_whole(responsibilities(*[cells(f"Theme {n}", text, text, HELP) for n, text in enumerate(texts)]))
    assert {one.words.text for one in found.statements} == {*texts, HELP}
    assert all(not one.versions for one in found.levels)


@pytest.mark.parametrize(
    ("members", "others", "name"),
    [
        ("For SLT members only", "For those who are not members of SLT", "slt"),
        ("Members of the Executive Board:", "Non-members:", "executive-board"),
        ("(Corporate Management Team)", "(not in the Corporate Management Team)", "cmt"),
        ("Members", "Non-members", "members"),
    ],
)
def test_versions_are_told_whatever_the_team_is_called(members: str, others: str, name: str) -> None:
    cell = Cell([p(members), p(INSIDE), p(others), p(OUTSIDE), p(BUDGET)])
    found = read_whole(responsibilities([*cells("Risk", BUDGET), cell, *cells(BUDGET)]))
    own = [(one.version, one.slot, one.words.text) for one in found.statements if one.level == "Director"]
    assert own == [(name, 0, INSIDE), (f"non-{name}", 0, OUTSIDE), ("", 1, BUDGET)]


def test_a_mark_whose_reach_is_open_is_told() -> None:
    cell = Cell([p(BUDGET), p("For CMT members only"), p(INSIDE), p(LEAD)])
    _, problems = read(responsibilities([*cells("Risk", LEAD), cell, *cells(HELP)]))
    assert [one.rule for one in problems] == ["unclear-mark"]
    assert "“For CMT members only”" in problems[0].message


def test_lines_that_go_on_with_a_sentence_are_one_clause() -> None:
    cell = Cell([p("Lead the work on risk\nacross the area.\nDeliver within budget.")])
    found = read_whole(responsibilities([*cells("Risk", LEAD), cell, *cells(HELP)]))
    own = [one.words.text for one in found.statements if one.level == "Director"]
    assert own == ["Lead the work on risk across the area.", "Deliver within budget."]


def test_items_inside_an_item_belong_to_it_and_what_introduces_a_list_is_left_over() -> None:
    items = [
        p("The Director will:"),
        paragraph("Lead on these:", listed(1)),
        paragraph("risk,", listed(1, 1)),
        paragraph("budget.", listed(1, 1)),
    ]
    found = read_whole(
        word_with_lists([*cells("Risk", LEAD), Cell([*items, paragraph(HELP, listed(1))]), *cells(HELP)])
    )
    assert [one.words.text for one in found.statements if one.level == "Director"] == [
        "Lead on these: risk, budget.",
        HELP,
    ]
    assert left(found) == [("The Director will:", "It introduces the clauses below it.")]


def word_with_lists(row: list[Cell]) -> bytes:
    return word_file("".join([DESCRIBED, table([cells("Theme", *LEVELS), row])]))


def test_tracked_changes_are_taken_as_accepted_and_told() -> None:
    who = 'w:id="1" w:author="Clerk" w:date="2026-01-01T00:00:00Z"'
    gone = f"<w:del {who}><w:r><w:delText> risk</w:delText></w:r></w:del>"
    changed = f"<w:p>{r('Lead the work on')}{gone}<w:ins {who}>{r(' safety.')}</w:ins></w:p>"
    found, problems = read(responsibilities([*cells("Risk"), Cell([changed]), *cells(LEAD, HELP)]))
    assert found
    assert "Lead the work on safety." in {one.words.text for one in found.statements}
    assert [(one.rule, one.message, one.severity) for one in problems] == [
        ("tracked-changes", "2 tracked changes, read as accepted.", "note")
    ]


def test_a_footnote_is_left_over_with_the_words_it_hangs_on() -> None:
    noted = f'<w:p>{r(LEAD)}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    notes = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p("As amended in May.")}</w:footnote></w:footnotes>'
    data = word(
        [DESCRIBED, table([cells("Theme", *LEVELS), [*cells("Risk"), Cell([noted]), *cells(LEAD, HELP)]])],
        footnotes=notes,
    )
    found = read_whole(data)
    assert {one.words.text for one in found.statements} == {LEAD, HELP}
    assert left(found) == [("[1] As amended in May.", f"A footnote to “{LEAD[:60]}”.")]


def test_a_table_in_a_text_box_is_read_too() -> None:
    inside = table([cells("Theme", *LEVELS), cells("Risk", LEAD, LEAD, HELP)])
    box = f"<w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict>"
    assert len(read_whole(word([DESCRIBED, f"<w:p><w:r>{box}</w:r></w:p>"])).statements) == 3


def test_the_descriptors_may_stand_in_a_row_of_their_own_and_name_the_superior() -> None:
    found = read_whole(
        word(
            [
                table(
                    [
                        cells("Theme", *LEVELS),
                        cells("Level descriptor", LEAD, LEAD, HELP),
                        cells("Risk", BUDGET, BUDGET, HELP),
                    ]
                )
            ]
        )
    )
    assert [[words.text for words in one.descriptor] for one in found.levels] == [[LEAD], [LEAD], [HELP]]
    described = table(
        [
            cells("Role", "Reports to", "Descriptor"),
            *[cells(level, "The Leader", PLAN.descriptors[level][0]) for level in LEVELS],
        ]
    )
    found = read_whole(word([described, table([cells("Theme", *LEVELS), cells("Risk", LEAD, LEAD, HELP)])]))
    assert [one.reports_to for one in found.levels] == ["The Leader"] * 3


# --- what is no paper -------------------------------------------------------------------------------------------------


def test_papers_in_which_the_levels_or_their_responsibilities_cannot_be_told_are_refused() -> None:
    budget = table([cells("Year", "Cost"), cells("2026/27", "£41,000")])
    for blocks, rule in [([], "no-levels"), ([budget], "no-levels"), ([DESCRIBED, budget], "no-responsibilities")]:
        found, problems = read(word([p("Report"), *blocks]))
        assert found is None
        assert [one.rule for one in problems] == [rule]
        assert problems[0].hint


def test_responsibilities_without_any_theme_are_refused() -> None:
    _, problems = read(word([DESCRIBED, table([cells(*LEVELS), cells(LEAD, LEAD, HELP)])]))
    assert [one.rule for one in problems] == ["no-themes"]


def test_levels_that_only_headings_tell_are_told() -> None:
    _, problems = read(paper(PLAN, Layout(descriptors="text")))
    assert [(one.rule, one.severity) for one in problems] == [("levels-from-headings", "warning")]
    assert "Executive Director, Director, Assistant Director" in problems[0].message


def test_a_profile_is_no_paper_and_a_paper_is_one() -> None:
    assert reading.is_paper(needed(from_docx(paper(PLAN, Layout()), PATH)))
    assert not reading.is_paper(needed(from_docx(next(iter(examples().values())).docx, PATH)))
    rows = [
        cells("Criteria", "Essential", "Desirable"),
        cells("Qualifications", "A degree or experience of the same worth", "A qualification in managing people"),
        cells("Experience", "Led a large service through a time of change", "Worked with elected members of a council"),
    ]
    person = table(rows)
    assert not reading.is_paper(needed(from_docx(word([person]), PATH)))


# --- rolegen's own document -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_a_framework_s_own_document_reads_back_with_its_ids(seed: int) -> None:
    known = random_framework(seed)
    data = framework_papers.made(known)["docx"]
    found = read_whole(data)
    assert [one.id for one in found.levels] == [level.id for level in known.levels]
    assert [one.reports_to for one in found.levels] == [level.reports_to or "" for level in known.levels]
    assert [one.id for one in found.themes] == [theme.id for theme in known.themes]
    assert [len(one.descriptor) for one in found.levels] == [len(level.descriptor) for level in known.levels]
    assert {(one.id, one.level, one.version): one.words.text for one in found.statements} == {
        (clause.id, level.title, version): text
        for _, clause in known.clauses()
        for level in known.levels
        for version, text in framework_papers.expected(level, clause).items()
    }
    assert left(found) == []


def test_an_edited_document_of_ours_is_known_again_by_its_marks() -> None:
    known = random_framework(1)
    theme, clause = next(iter(known.clauses()))
    data = framework_papers.made(known)["docx"]
    main = raw(data, "word/document.xml").decode()
    for words in (escape(theme.title), escape(clause.title or "")):
        assert words
        assert f">{words}<" in main or f" {words}<" in main
        main = main.replace(f">{words}<", ">Something else<").replace(f" {words}<", " Another title<")
    found = read_whole(repacked(data, {"word/document.xml": main.encode()}))
    assert found.themes[0].id == theme.id
    assert found.themes[0].title == "Something else"
    assert {one.title for one in found.statements if one.id == clause.id} == {"Another title"}


def merged_cells(document: Document) -> list[str]:
    found = [block for block in walk(document.blocks) if isinstance(block, Table)]
    return [cell.part_of for one in found for row in (*one.header, *one.rows) for cell in row.cells if cell.part_of]


def test_the_reader_tells_which_cells_are_part_of_others() -> None:
    rows = [[Cell([p("a")], span=2), Cell([p("b")], merge="restart")], [*cells("c", "d"), Cell(merge="on")]]
    assert merged_cells(needed(from_docx(word([table(rows)]), PATH))) == ["left", "above"]
