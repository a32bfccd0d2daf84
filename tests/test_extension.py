"""Levels that extend another and levels for a fixed term: what they have, where it stands, what goes with it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rolegen import build, framework, resolved
from rolegen.fields import last_day
from rolegen.framework import Framework
from rolegen.profile import Profile
from rolegen.term import Term
from tests.conftest import Run
from tests.samples import UNTIMED, needed, shop, write
from tests.test_framework import frameworks, write_framework

LEVELS = """\
framework: {name: Ours, version: "1"}
levels:
  - id: lead
    title: Lead Director
    extends: director
    term: {starts: 2027-01-01, months: 12}
    descriptor: Leads the directors.
  - id: acting-lead
    title: Acting Lead Director
    extends: lead
    reports_to: The Panel
    variants: {cmt: {membership: Chair}}
    starter_criteria: {skills: [Acts]}
  - id: director
    title: Director
    reports_to: The Council
    variants: {cmt: {membership: Member}, non-cmt: {membership: Not a member}}
    descriptor: [Leads a group of functions., Thinks ahead.]
    starter_criteria: {skills: [Leads]}
"""
CLAUSES = """\
themes:
  - id: one
    title: One
    clauses:
      - id: shared
        text: Said to all.
      - id: by-version
        levels:
          director:
            cmt: Inside.
            non-cmt: Outside.
      - id: its-own
        text: Said to all but the lead.
        levels:
          lead: Said to the lead.
      - id: lacking
        text: Said to others.
        levels:
          director: null
      - id: not-for-the-lead
        text: Said to all but the lead.
        levels:
          lead: null
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace whose framework has a level that extends another, and one that extends this."""
    return write(tmp_path, {"data/descriptors.yaml": LEVELS, "data/responsibilities.yaml": CLAUSES})


@pytest.fixture
def known(place: Path) -> Framework:
    return needed(framework.load(place / "data"))


def wordings(known: Framework, level: str, variant: str) -> dict[str, str | None]:
    return {clause.id: clause.wording(level, variant) for _, clause in known.clauses()}


def profile(place: Path, level: str, variant: str) -> Profile:
    return needed(build.level_profile(needed(shop(place)).workshop, level, variant))


# --- what a level has from the one it extends -------------------------------------------------------------------------


def test_the_descriptor_is_the_others_and_then_its_own(known: Framework) -> None:
    others = ("Leads a group of functions.", "Thinks ahead.")
    assert [level.descriptor for level in known.levels] == [
        (*others, "Leads the directors."),
        (*others, "Leads the directors."),
        others,
    ]
    assert [level.descriptor for level in known.stated] == [("Leads the directors.",), (), others]


def test_what_a_level_does_not_say_it_has_from_the_other(known: Framework) -> None:
    lead, acting, director = known.levels
    assert (lead.reports_to, lead.variants, lead.starter_criteria) == (
        director.reports_to, director.variants, director.starter_criteria
    )  # fmt: skip
    assert (acting.reports_to, list(acting.variants)) == ("The Panel", ["cmt"])
    assert acting.starter_criteria == {"skills": ("Acts",)}


def test_a_term_is_a_levels_own(known: Framework) -> None:
    assert [bool(level.term) for level in known.levels] == [True, False, False]


def test_a_clause_says_the_others_words_unless_it_has_words_for_the_level(known: Framework) -> None:
    lead = {
        "shared": "Said to all.", "by-version": "Outside.", "its-own": "Said to the lead.", "lacking": None,
        "not-for-the-lead": None,
    }  # fmt: skip
    assert wordings(known, "lead", "non-cmt") == lead
    assert wordings(known, "lead", "cmt") == {**lead, "by-version": "Inside."}
    assert wordings(known, "acting-lead", "cmt") == {**lead, "by-version": "Inside."}
    assert wordings(known, "director", "cmt")["its-own"] == "Said to all but the lead."


def test_words_that_a_level_has_from_another_stand_where_the_others_do(known: Framework) -> None:
    lines = {clause.id: known.place(clause, "acting-lead", "cmt").source.strip() for _, clause in known.clauses()}
    assert lines["shared"] == "text: Said to all."
    assert lines["by-version"] == "cmt: Inside."
    assert lines["its-own"] == "lead: Said to the lead."


def test_variants_of_its_own_need_no_wording_that_the_other_gives_all_its_own_alike(place: Path) -> None:
    write(place, {"data/descriptors.yaml": LEVELS.replace("{cmt: {membership: Chair}}", "{shared: {}}")})
    problems = framework.load(place / "data").problems
    assert [(one.rule, one.place.source.strip()) for one in problems if one.place] == [("missing-wording", "director:")]
    alike = CLAUSES.replace("director:\n            cmt: Inside.\n            non-cmt: Outside.", "director: Anywhere.")
    assert alike != CLAUSES
    write(place, {"data/responsibilities.yaml": alike})
    assert wordings(needed(framework.load(place / "data")), "acting-lead", "shared")["by-version"] == "Anywhere."


def test_its_own_wordings_are_held_to_the_variants_it_has_from_the_other(place: Path) -> None:
    write(
        place, {"data/responsibilities.yaml": CLAUSES.replace("lead: Said to the lead.", "lead: {cmt: In., away: A.}")}
    )
    problems = framework.load(place / "data").problems
    assert {problem.rule for problem in problems} == {"unknown-variant", "missing-wording"}
    assert all("Lead Director" in problem.message for problem in problems)


def test_a_clause_that_the_other_lacks_by_mistake_is_told_once(place: Path) -> None:
    write(place, {"data/responsibilities.yaml": f"{CLAUSES}      - id: forgotten\n"})
    problems = framework.load(place / "data").problems
    assert [problem.message for problem in problems] == ["“forgotten” has no wording for Director."]


def test_only_a_level_that_extends_another_may_do_without_a_descriptor(place: Path) -> None:
    assert LEVELS.count("    extends: lead\n") == 1
    write(place, {"data/descriptors.yaml": LEVELS.replace("    extends: lead\n", "")})
    assert "missing-key" in {problem.rule for problem in framework.load(place / "data").problems}
    write(place, {"data/descriptors.yaml": LEVELS.replace("extends: lead\n", "extends: lead\n    descriptor: []\n")})
    assert [problem.rule for problem in framework.load(place / "data").problems] == ["out-of-range"]


def test_a_level_that_extends_its_own_superior_says_to_whom_it_reports(place: Path) -> None:
    write(place, {"data/descriptors.yaml": LEVELS.replace("reports_to: The Council", "reports_to: lead")})
    problems = framework.load(place / "data").problems
    assert {problem.rule for problem in problems} == {"reporting-loop"}
    assert "Say with “reports_to” to whom the Lead Director reports." in [problem.hint for problem in problems]


@settings(UNTIMED, max_examples=10)
@given(frameworks(), st.data())
def test_a_level_that_extends_another_and_says_nothing_renders_its_words(files: tuple[Any, Any], data: Any) -> None:
    descriptors, responsibilities = files
    other = data.draw(st.sampled_from(descriptors["levels"]))
    at = data.draw(st.integers(0, len(descriptors["levels"])))
    copy = {"id": "copy", "title": "Copy", "extends": other["id"]}
    every = [*descriptors["levels"][:at], copy, *descriptors["levels"][at:]]
    with TemporaryDirectory() as folder:
        write_framework(Path(folder), {**descriptors, "levels": every}, responsibilities)
        workshop = needed(shop(Path(folder))).workshop
        for variant in other["variants"] or [None]:
            said, own = (needed(build.level_profile(workshop, name, variant)) for name in (other["id"], "copy"))
            assert (own.descriptor, own.themes, own.criteria) == (said.descriptor, said.themes, said.criteria)
            assert (own.variant, own.membership, own.phrase) == (said.variant, said.membership, said.phrase)


# --- terms ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "words", "last"),
    [
        ({}, "Fixed term", None),
        ({"months": "1"}, "Fixed term, 1 month", None),
        ({"starts": "2021-01-01"}, "Fixed term, from 1 January 2021", None),
        ({"ends": "2021-12-31"}, "Fixed term, until 31 December 2021", "2021-12-31"),
        (
            {"starts": "2021-01-01", "ends": "2021-01-31"},
            "Fixed term, from 1 January 2021 to 31 January 2021",
            "2021-01-31",
        ),
        (
            {"starts": "2021-01-01", "months": "12"},
            "Fixed term, 12 months, from 1 January 2021 to 31 December 2021",
            "2021-12-31",
        ),
    ],
)
def test_a_term_in_words(term: dict[str, str], words: str, last: str | None) -> None:
    known = Term.model_validate(term)
    assert (str(known), known.last and known.last.isoformat()) == (words, last)


@given(st.dates(), st.integers(1, 10**15))
@example(date(2021, 1, 31), 1)
@example(date(2024, 2, 29), 12)
@example(date(9999, 12, 31), 1)
@settings(UNTIMED, max_examples=50)
def test_so_many_months_end_on_the_day_before_they_would_begin_again(starts: date, months: int) -> None:
    ends = last_day(starts, months)
    assert ends >= starts
    if ends == date.max:
        return
    again = ends + timedelta(days=1)
    passed = 12 * (again.year - starts.year) + again.month - starts.month
    if again.day == starts.day:
        assert passed == months
    else:  # the last month is too short to have that day
        assert (again.day, passed) == (1, months + 1)
        assert ends.day < starts.day


ROLE = "title: Lead Director of Roads\nlevel: lead\ncmt: true\n"


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("contract: {type: fixed-term, months: 12}\neffective_from: 2027-01-01\n", []),
        ("contract: {type: temporary, until: 2027-12-31}\n", []),
        ("contract: {type: fixed-term}\n", []),
        ("contract: {type: fixed-term, months: 6}\neffective_from: 2027-07-01\n", []),
        ("", [("level: lead", "this role has no contract")]),
        ("contract: {type: permanent}\n", [("contract: {type: permanent}", "a permanent contract outlasts it")]),
        ("contract:\n  until: 2028-01-01\n  type: fixed-term\n", [("until: 2028-01-01", "ends on 1 January 2028")]),
        ("contract:\n  type: temporary\n  months: 13\n", [("months: 13", "is for 13 months, longer than")]),
        (
            "contract:\n  type: temporary\n  months: 12\neffective_from: 2027-02-01\n",
            [("months: 12", "ends on 31 January 2028, after the term of Lead Director")],
        ),
        (
            "contract: {type: fixed-term}\neffective_from: 2026-12-31\n",
            [("effective_from: 2026-12-31", "31 December 2026 is outside the term of Lead Director")],
        ),
        (
            "contract: {type: permanent}\neffective_from: 2028-01-01\n",
            [("contract: {type: permanent}", "outlasts"), ("effective_from: 2028-01-01", "outside the term")],
        ),
    ],
)
def test_a_check_tells_of_a_role_that_does_not_keep_to_its_levels_term(
    run: Run, place: Path, lines: str, told: list[tuple[str, str]]
) -> None:
    write(place, {"roles/lead-roads.yaml": f"{ROLE}{lines}"})
    ran = run("check", "--format", "json")
    assert ran.code == 0
    problems = [problem for problem in json.loads(ran.out) if not problem["rule"].startswith("drift-")]
    source = f"{ROLE}{lines}".split("\n")
    assert [source[problem["line"] - 1].strip() for problem in problems] == [line for line, _ in told]
    for problem, (_, words) in zip(problems, told, strict=True):
        assert (problem["rule"], problem["severity"]) == ("term", "warning")
        assert words in problem["message"]
        assert problem["help"] == "Its term: 12 months, from 1 January 2027 to 31 December 2027."
    assert run("check", "--strict").code == bool(told)
    assert run("build", "--format", "md").err == ""


def test_a_level_without_a_term_leaves_contracts_alone(run: Run, place: Path) -> None:
    write(place, {"roles/roads.yaml": "title: Director of Roads\nlevel: director\ncmt: true\n"})
    ran = run("check", "--strict")
    assert (ran.code, "0 warnings" in ran.err) == (0, True)


# --- where it is said -------------------------------------------------------------------------------------------------


def test_the_page_says_what_a_level_extends_and_for_how_long(run: Run, place: Path) -> None:
    assert run("build", "--all-levels", "--format", "md").code == 0
    page = (place / "lead-cmt.md").read_text("utf-8")
    said = "Extends the level of Director. Fixed term, 12 months, from 1 January 2027 to 31 December 2027."
    assert f"## About this level: Lead Director\n\n{said}\n\nLeads a group of functions.\n" in page
    assert "\n\nExtends the level of Lead Director.\n\n" in (place / "acting-lead.md").read_text("utf-8")
    assert "## About this level: Director\n\nLeads a group" in (place / "director-cmt.md").read_text("utf-8")


def test_levels_tells_what_a_level_extends_and_for_how_long(run: Run, place: Path) -> None:
    facts = "  Extends: Director\n  Term: 12 months, from 1 January 2027 to 31 December 2027\n"
    assert place.is_dir()
    every, lead, director = (run("levels", *level).out for level in ([], ["lead"], ["director"]))
    assert facts in every
    assert facts in lead
    assert (every.count("Extends:"), every.count("Term:")) == (2, 1)
    assert ("Extends" in director, "Term:" in director) == (False, False)


def test_programs_are_told_what_a_level_extends_and_for_how_long(run: Run, place: Path) -> None:
    term = {"starts": "2027-01-01", "months": 12, "ends": "2027-12-31"}
    listed = {level["id"]: level for level in json.loads(run("levels", "--format", "json").out)["levels"]}
    assert {name: (one["extends"], one["term"]) for name, one in listed.items()} == {
        "lead": ("director", term),
        "acting-lead": ("lead", None),
        "director": (None, None),
    }
    lead, director = (json.loads(resolved.to_json(profile(place, name, "cmt"))) for name in ("lead", "director"))
    assert lead["level"] == {"id": "lead", "title": "Lead Director", "extends": "director", "term": term}
    assert director["level"] == {"id": "director", "title": "Director", "extends": None, "term": None}
