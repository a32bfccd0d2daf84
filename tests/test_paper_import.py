"""What a committee paper says becomes a framework: each wording once, ids from its words, nothing dropped unsaid."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rolegen import framework
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES, Clause, versions_of
from rolegen.paper.assignment import paired
from rolegen.paper.contents import Described, Heading, Origin, Paper, Statement, Version, Words
from rolegen.paper.drafting import NAME, VERSION, Draft, draft
from rolegen.paper.holding import held
from rolegen.paper.ids import id_of_clause, id_of_title
from rolegen.paper.keeping import kept
from rolegen.paper.writing import files
from rolegen.problems import Problem
from rolegen.source import parse
from tests.conftest import ROOT
from tests.frameworks import random_framework
from tests.imported import table
from tests.paper_values import paper_of
from tests.samples import needed

PAPER = Path("paper.docx")
FIVE = (
    "Support the democratic process and advise elected members.",
    "Seek to improve the overall reputation of the Council.",
    "Lead the medium-term financial strategy and plan.",
    "Keep communication with directorates and partners open.",
    "Champion the management of risk in all services.",
)
NASTY = (
    "no", "~", "1.10", "- a dash", "# a mark", "a: colon", "'quoted' \"twice\"", "{{ area }}", "{{ name }}", "{% if %}",
    "{{{ area }}{{", "שלום, עולם", "👩🏽‍💼", "line\nbreak", " spaces  within ", "a" * 130, "x " * 90, "tab\tin it",
    "null", "&a *b !c", "| > % @ `", "\x00\x07", "\ufeff", "2026-01-31", "a #b", "\u2028", "trailing:", "[a, b]", "?",
)  # fmt: skip


def levels_saying(said: Mapping[str, tuple[str, ...]], title: str = "") -> Paper:
    """A paper of one theme in which levels say so, each in the order given."""
    levels = tuple([Described(level, (Words(f"What a {level} is.", Origin(1, 1)),)) for level in said])
    statements = [
        Statement(level, "Theme", Words(text, Origin(2, row)), slot=slot, title=title)
        for row, (level, texts) in enumerate(said.items(), 1)
        for slot, text in enumerate(texts)
    ]
    return Paper(levels, (Heading("Theme"),), tuple(statements))


def drafted(paper: Paper) -> Draft:
    found = draft(paper, None, PAPER).value
    assert found is not None
    return found


def clauses(made: Draft) -> list[Clause]:
    return [clause for theme in made.themes for clause in theme.clauses]


def rules(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.rule for problem in problems]


def test_the_model_framework_comes_back_from_what_a_paper_says_of_it() -> None:
    known = needed(framework.load(ROOT / "data"))
    made = drafted(paper_of(known))
    assert table(made) == table(known)
    assert [level.id for level in made.levels] == [level.id for level in known.levels]
    assert [level.reports_to for level in made.levels] == [level.reports_to for level in known.levels]
    assert made.problems == ()


@pytest.mark.parametrize("titles", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_random_frameworks_come_back(seed: int, titles: bool) -> None:
    known = random_framework(seed, odd=bool(seed % 2))
    made = drafted(paper_of(known, titles=titles))
    assert len(clauses(made)) > 1
    assert table(made) == table(known)


def test_a_level_without_the_second_of_five_clauses_is_matched_by_words() -> None:
    made = drafted(levels_saying({"Chief": FIVE, "Deputy": (FIVE[0], *FIVE[2:])}))
    assert [clause.text for clause in clauses(made)] == list(FIVE)
    assert [clause.levels for clause in clauses(made)] == [{}, {"deputy": None}, {}, {}, {}]


@pytest.mark.parametrize("order", [(4, 3, 2, 1, 0), (1, 2, 3, 4, 0), (2, 0, 4, 1, 3)])
def test_clauses_in_another_order_and_in_nearly_the_same_words_are_matched(order: tuple[int, ...]) -> None:
    near = [text.replace("the ", "the whole ").replace("Lead", "Help to lead") for text in FIVE]
    made = drafted(levels_saying({"Chief": FIVE, "Deputy": tuple(near[n] for n in order), "Third": FIVE}))
    assert [(clause.text, clause.levels) for clause in clauses(made)] == [
        (text, {} if text == other else {"deputy": other}) for text, other in zip(FIVE, near, strict=True)
    ]


def test_a_clause_that_the_first_level_lacks_stands_where_the_others_have_it() -> None:
    made = drafted(levels_saying({"Chief": (FIVE[0], FIVE[4]), "Deputy": FIVE[:3], "Third": FIVE[2:]}))
    assert [clause.text for clause in clauses(made)] == list(FIVE)


def test_words_that_match_nothing_are_a_clause_of_their_own() -> None:
    made = drafted(levels_saying({"Chief": FIVE[:2], "Deputy": (FIVE[0], "Feed the ducks at noon.")}))
    assert [(clause.text, clause.levels) for clause in clauses(made)][1:] == [
        (FIVE[1], {"deputy": None}),
        ("Feed the ducks at noon.", {"chief": None}),
    ]


def test_the_same_words_twice_in_a_level_are_two_clauses() -> None:
    made = drafted(levels_saying({"Chief": (FIVE[0], FIVE[1], FIVE[0]), "Deputy": (FIVE[0], FIVE[1], FIVE[0])}))
    assert [clause.text for clause in clauses(made)] == [FIVE[0], FIVE[1], FIVE[0]]
    assert len({clause.id for clause in clauses(made)}) == 3


def test_words_that_have_nothing_in_common_are_one_clause_under_one_title() -> None:
    paper = levels_saying({"Chief": ("Set the course.",), "Deputy": ("Feed the ducks at noon.",)}, title="Duties")
    (clause,) = clauses(drafted(paper))
    assert (clause.id, clause.title, clause.levels) == ("duties", "Duties", {"deputy": "Feed the ducks at noon."})


def test_clauses_stand_in_the_order_of_their_numbers() -> None:
    paper = levels_saying({"Chief": FIVE, "Deputy": FIVE})
    numbered = [replace(one, number=f"{FIVE[::-1].index(one.words.text) + 1}.") for one in paper.statements]
    assert [clause.text for clause in clauses(drafted(replace(paper, statements=tuple(numbered))))] == list(FIVE[::-1])


def test_the_text_is_the_wording_that_most_levels_share() -> None:
    near = FIVE[0].replace("Support", "Uphold")
    (clause,) = clauses(drafted(levels_saying({"Chief": (FIVE[0],), "Deputy": (near,), "Third": (near,)})))
    assert (clause.text, clause.levels) == (near, {"chief": FIVE[0]})


def in_versions(*said: tuple[str, str]) -> Paper:
    """A paper of one level that says this of versions and of the whole of it."""
    paper = levels_saying({"Chief": ()})
    words = [Statement("Chief", "Theme", Words(text, Origin(2, 1)), version) for version, text in said]
    chief = replace(paper.levels[0], versions=(Version("in", "members of the Board"), Version("out", "Not members")))
    return replace(paper, levels=(chief,), statements=tuple(words))


def test_a_level_in_versions_has_a_wording_for_each_and_one_where_they_are_equal() -> None:
    made = drafted(in_versions(("in", FIVE[0]), ("out", f"Help to {FIVE[0]}"), ("in", FIVE[1]), ("out", FIVE[1])))
    assert [(clause.text, clause.levels) for clause in clauses(made)] == [
        (None, {"chief": {"in": FIVE[0], "out": f"Help to {FIVE[0]}"}}),
        (FIVE[1], {}),
    ]
    chosen = made.levels[0].variants
    assert [(one.membership, one.phrase) for one in chosen.values()] == [
        ("Member", "a member of the Board"),
        ("Not a member", None),
    ]


def test_words_for_the_whole_level_are_those_of_the_versions_that_have_none_of_their_own() -> None:
    (clause,) = clauses(drafted(in_versions(("", FIVE[0]), ("in", f"Proudly {FIVE[0]}"))))
    assert clause.levels == {"chief": {"in": f"Proudly {FIVE[0]}", "out": FIVE[0]}}


def test_a_version_without_words_is_a_gap_that_is_told_and_marked() -> None:
    made = drafted(in_versions(("in", FIVE[0])))
    assert rules(made.problems) == ["missing-wording"]
    wording = clauses(made)[0].wording("chief", "out")
    assert wording == "To be written: the wording for Chief, version out."


def test_a_level_without_a_descriptor_is_a_gap_that_is_told_and_marked() -> None:
    paper = levels_saying({"Chief": FIVE})
    made = drafted(replace(paper, levels=(Described("Chief"),)))
    assert rules(made.problems) == ["no-descriptor"]
    assert made.levels[0].descriptor == ("To be written: the descriptor of Chief.",)
    assert files(made, "paper.docx").value is not None


def test_a_paper_without_levels_is_refused_and_one_without_responsibilities_told() -> None:
    assert rules(draft(Paper((), (), ()), None, PAPER).problems) == ["no-levels"]
    assert rules(drafted(levels_saying({"Chief": ()})).problems) == ["no-responsibilities"]


def test_words_of_a_level_that_the_paper_does_not_have_are_told() -> None:
    paper = levels_saying({"Chief": FIVE[:1]})
    lost = replace(paper.statements[0], level="Nobody")
    assert [left.words for left in drafted(replace(paper, statements=(lost,))).left] == [lost.words]


def test_braces_that_a_framework_cannot_hold_are_taken_apart_and_told() -> None:
    made = drafted(levels_saying({"Chief": ("Use {{ name }} and {% x %} in {{ area }}.",)}))
    assert clauses(made)[0].text == "Use { { name }} and { % x %} in {{ area }}."
    assert rules(made.problems) == ["changed-words"]


def test_a_character_that_no_file_can_hold_is_left_out_and_told() -> None:
    made = drafted(levels_saying({"Chief": ("Keep \x07quiet.",)}))
    assert clauses(made)[0].text == "Keep quiet."
    assert [problem.message for problem in made.problems] == [
        "Chief, table 2, row 1: A character that no file here can hold is left out (U+0007)."
    ]


def test_a_level_that_reports_to_another_by_title_reports_to_its_id() -> None:
    levels = (Described("Chief", reports_to="leader"), Described("Deputy Chief", reports_to="the Chief"))
    made = drafted(Paper(levels, (), ()))
    assert [level.reports_to for level in made.levels] == ["Leader", "chief"]


def test_a_reporting_line_that_goes_in_a_circle_is_told_and_left_out() -> None:
    levels = (Described("Chief", reports_to="Deputy"), Described("Deputy", reports_to="Chief"))
    made = drafted(Paper(levels, (), ()))
    assert [level.reports_to for level in made.levels] == [None, None]
    assert "reporting-loop" in rules(made.problems)


def test_a_paper_that_says_no_name_and_version_gets_some() -> None:
    about = drafted(levels_saying({"Chief": FIVE})).about
    assert (about.name, about.version, about.adoption) == (NAME, VERSION, None)


@pytest.mark.parametrize(
    ("title", "text", "made"),
    [
        ("Health & Safety", "Keep safe.", "health-safety"),
        ("", "Seek to improve the Council's overall reputation.", "improve-overall-reputation"),
        ("", "Support the democratic process. Advise elected members.", "support-democratic-process"),
        ("", "Ensure {{ area }} thrives in every season.", "thrives-season"),
        ("", "To be.", "to-be"),
        ("", "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", "donaudampfschifffahrtselektrizitatenhaup"),
        ("Con", "Keep safe.", "clause-con"),
    ],
)
def test_a_clause_has_its_id_from_its_title_or_its_first_telling_words(title: str, text: str, made: str) -> None:
    assert id_of_clause(title, text) == made


def test_ids_without_letters_of_our_alphabet_are_the_same_every_time_and_no_id_is_taken_twice() -> None:
    first, other = id_of_title("概要", "theme"), id_of_title("目標", "theme")
    assert first == id_of_title("概要", "theme") != other
    assert first.startswith("theme-")
    assert id_of_title("Duties", "theme", {"duties", "duties-2"}) == "duties-3"


@pytest.mark.parametrize("place", range(6))
def test_a_clause_that_is_added_changes_no_other_id(place: int) -> None:
    before = clauses(drafted(levels_saying({"Chief": FIVE, "Deputy": FIVE})))
    texts = (*FIVE[:place], "Feed the ducks at noon.", *FIVE[place:])
    after = clauses(drafted(levels_saying({"Chief": texts, "Deputy": FIVE})))
    assert [clause.id for clause in after if clause.id != "feed-ducks-noon"] == [clause.id for clause in before]


def test_importing_twice_gives_the_same_bytes() -> None:
    known = random_framework(3)
    one, two = (needed(files(drafted(paper_of(known)), "paper.docx")).files for _ in range(2))
    assert one == two
    assert len(one[RESPONSIBILITIES]) > 1000


def test_the_files_are_laid_out_as_people_write_them() -> None:
    paper = replace(levels_saying({"Chief": FIVE, "No": (*FIVE[1:4], "See to it: " + "all of it, " * 12)}), version="7")
    made = needed(files(drafted(paper), "Paper\n 7.docx")).files
    head = made[DESCRIPTORS].decode().splitlines()[:12]
    assert head == [
        "# The levels of the framework, the most senior first, each with its descriptor.",
        "# Read from Paper  7.docx by rolegen import.",
        "framework:",
        "  name: Imported framework",
        '  version: "7"',
        "levels:",
        "  - id: chief",
        "    title: Chief",
        "    descriptor:",
        "      - What a Chief is.",
        '  - id: "no"',
        '    title: "No"',
    ]
    body = made[RESPONSIBILITIES].decode().splitlines()
    assert "        levels:" in body
    assert '          "no": null' in body
    assert "        text: >-" in body
    assert max(map(len, body)) <= 100


def test_what_no_paper_says_is_kept_from_the_framework_before() -> None:
    known = needed(framework.load(ROOT / "data"))
    paper = paper_of(known)
    changed = tuple([replace(one, words=replace(one.words, text=f"{one.words.text[:-1]}, always."))
                     for one in paper.statements if "democratic" not in one.words.text])  # fmt: skip
    made = kept(drafted(replace(paper, statements=changed)), known)
    wanted = [clause.id for _, clause in known.clauses() if clause.id != "democratic-process"]
    assert [clause.id for clause in clauses(made)] == wanted
    assert [clause.title for clause in clauses(made)] == [
        clause.title for _, clause in known.clauses() if clause.id in wanted
    ]
    assert [theme.id for theme in made.themes] == [theme.id for theme in known.themes]
    assert [level.starter_criteria for level in made.levels] == [level.starter_criteria for level in known.levels]
    assert needed(files(made, "paper.docx"))


def test_a_new_clause_takes_no_id_of_the_framework_before() -> None:
    known = needed(framework.load(ROOT / "data"))
    paper = levels_saying({"Director": ("Feed the ducks at noon.",)}, title="Risk")
    (clause,) = clauses(kept(drafted(replace(paper)), known))
    assert clause.id == "risk"  # the title is the same
    (other,) = clauses(
        kept(drafted(replace(paper, statements=(replace(paper.statements[0], title="Risk of Ducks"),))), known)
    )
    assert other.id == "risk-of-ducks"


words = st.lists(st.sampled_from([*NASTY, *FIVE]), min_size=1, max_size=3).map(" ".join) | st.text(max_size=40)
names = st.sampled_from(["Chief", "no", "2024", "שלום", "Con", "Director: all", "A" * 70])


@st.composite
def papers(make: st.DrawFn) -> Paper:
    """A paper whose words are as nasty as can be."""
    titles = make(st.lists(names, min_size=1, max_size=4))
    themes = make(st.lists(names, max_size=2))
    said = make(
        st.lists(st.tuples(names, st.sampled_from([*themes, "Theme"]), words, st.sampled_from(["", "in", "no"])))
    )
    levels = tuple([Described(title, (Words(make(words), Origin(1, 1)),), reports_to=make(names)) for title in titles])
    statements = [
        Statement(level, theme, Words(text, Origin(2, n)), version, n)
        for n, (level, theme, text, version) in enumerate(said)
    ]
    return Paper(levels, tuple(map(Heading, themes)), tuple(statements), name=make(words), version=make(words))


def lines(text: str) -> str:
    return held(text).text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers())
def test_whatever_a_paper_says_is_in_the_files_or_told_and_they_load(paper: Paper) -> None:
    made = drafted(paper)
    written = needed(files(made, "paper.docx"))
    assert table(written.framework) == table(made)
    for name, data in written.files.items():
        assert parse(data, Path(name)).problems == ()
    left = Counter(one.words for one in made.left)
    for one in paper.statements:
        assert not lines(one.words.text) or left[one.words] or is_held(made, one)


def is_held(made: Draft, one: Statement) -> bool:
    """Whether a draft has a statement's words for its level, at the version that it is for."""
    level = next(level for level in made.levels if level.title == one.level)
    theme = next(theme for theme in made.themes if theme.title == one.theme)
    versions = [id_of_title(one.version, "version")] if one.version else versions_of(level)
    said = {clause.wording(level.id, version) for clause in theme.clauses for version in versions}
    return lines(one.words.text) in said


@given(st.dictionaries(st.tuples(st.integers(0, 4), st.integers(0, 4)), st.floats(0.1, 1), max_size=12))
@settings(max_examples=40)
def test_no_other_pairs_have_more_in_common_than_those_that_are_found(scores: dict[tuple[int, int], float]) -> None:
    found = paired(scores)
    assert len(set(found.values())) == len(found)
    best = max(sum(scores.get((i, j), 0.0) for i, j in enumerate(order)) for order in itertools.permutations(range(5)))
    assert sum(scores[pair] for pair in found.items()) == pytest.approx(best)
