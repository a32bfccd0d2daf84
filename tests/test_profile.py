"""One profile: the variant chosen, the criteria in their order, starters only where nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from rolegen.framework import Level, Variant
from rolegen.problems import Problem
from rolegen.profile import Profile, choose_variant
from tests.samples import APPROVAL, FULL, lines, needed, rows, shipped, shop, without, write


def level(*variants: str) -> Level:
    return Level(id="head", title="Head", descriptor=("Leads.",), variants={name: Variant() for name in variants})


def problem(asked: str | None, *variants: str) -> Problem:
    """Why a level with these variants refuses what is asked for."""
    checked = choose_variant(level(*variants), asked)
    assert checked.value is None
    (found,) = checked.problems
    return found


def profile(**changes: Any) -> Profile:
    return needed(shipped().profile({**FULL, **changes}))


def criterion(text: str, category: str = "experience", importance: str = "essential") -> dict[str, Any]:
    return {"criterion": text, "category": category, "importance": importance, "assessed_by": ["interview"]}


# --- the variant ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("variants", "asked", "chosen"),
    [
        ((), None, ""),
        (("cmt",), None, "cmt"),
        (("cmt",), "cmt", "cmt"),
        (("cmt", "non-cmt"), "non-cmt", "non-cmt"),
        (("acting", "shared", "cmt"), "shared", "shared"),
    ],
)
def test_the_variant_is_the_one_asked_for_or_the_only_one(
    variants: tuple[str, ...], asked: str | None, chosen: str
) -> None:
    assert needed(choose_variant(level(*variants), asked)) == chosen


def test_where_a_level_has_several_variants_none_is_guessed() -> None:
    assert problem(None, "cmt", "non-cmt").rule == "variant-needed"
    assert "--cmt" in problem(None, "cmt", "non-cmt").hint
    assert "--non-cmt" in problem(None, "cmt", "non-cmt").hint
    assert "acting" in problem(None, "acting", "shared", "cmt").hint


@pytest.mark.parametrize(
    ("asked", "variants"), [("cmt", ()), ("non-cmt", ("cmt",)), ("cmt", ("non-cmt",)), ("x", ("cmt",))]
)
def test_a_variant_that_the_level_lacks_is_refused(asked: str, variants: tuple[str, ...]) -> None:
    assert problem(asked, *variants).rule == "no-such-variant"


@pytest.mark.parametrize(
    ("changes", "line", "flag"),
    [({"cmt": None}, "level", "cmt: true"), ({"level": "assistant-director"}, "cmt", "Leave out “cmt: true”")],
)
def test_a_role_file_is_told_in_its_own_words_and_at_its_own_line(
    changes: dict[str, Any], line: str, flag: str
) -> None:
    values = {key: value for key, value in {**FULL, **changes}.items() if value is not None}
    (found,) = shipped().profile(values).problems
    assert found.place
    assert f'"{line}": ' in found.place.source[: found.place.column - 1][-len(line) - 4 :]
    assert flag in found.hint
    assert "--" not in found.hint


@pytest.mark.parametrize(
    ("cmt", "membership", "phrase"),
    [
        ("true", "Member", "every Director who is a member of the Corporate Management Team."),
        ("false", "Not a member", "every Director who is not a member of the Corporate Management Team."),
    ],
)
def test_the_page_says_whether_the_post_sits_on_the_team(cmt: str, membership: str, phrase: str) -> None:
    data = needed(shipped().made({**FULL, "cmt": cmt})).docx
    assert ["Corporate Management Team", membership] in rows(data)
    assert any(line.endswith(phrase) for line in lines(data))


# --- the person profile -----------------------------------------------------------------------------------------------


def test_essentials_come_first_and_the_files_order_holds_otherwise() -> None:
    listed = [
        criterion("d1", importance="desirable"),
        criterion("e1"),
        criterion("d2", importance="desirable"),
        criterion("e2"),
    ]
    (group,) = profile(person_profile=listed).criteria
    assert [row.text for row in group.rows] == ["e1", "e2", "d1", "d2"]
    assert [row.ref for row in group.rows] == ["E1", "E2", "E3", "E4"]


def test_categories_stand_in_one_order_each_with_references_of_its_own() -> None:
    names = ["other", "behaviours", "skills", "experience", "knowledge", "qualifications"]
    groups = profile(person_profile=[criterion(f"{name} {n}", name) for n in (1, 2) for name in names]).criteria
    assert [group.title for group in groups] == [name.capitalize() for name in reversed(names)]
    assert [row.ref for group in groups for row in group.rows] == [f"{x}{n}" for x in "QKESBO" for n in (1, 2)]


def test_every_criterion_of_any_framework_has_a_reference_of_its_own(tmp_path: Path) -> None:
    starters = "{skills: [One], strategy: [Two], style: [Three]}"
    level = f"{{id: head, title: Head, descriptor: Leads., starter_criteria: {starters}}}"
    descriptors = f"framework: {{name: Own, version: own-1}}\nlevels: [{level}]\n"
    write(tmp_path, {"data/descriptors.yaml": descriptors, "data/responsibilities.yaml": "themes: []\n"})
    own = needed(needed(shop(tmp_path)).profile({"title": "Post", "level": "head"}))
    refs = [row.ref for group in own.criteria for row in group.rows]
    assert len(refs) == 3
    assert len(set(refs)) == 3


def test_the_page_shows_reference_criterion_importance_and_methods() -> None:
    assert ["E1", "Has crossed a bridge", "Essential", "Interview, test"] in rows(needed(shipped().made(FULL)).docx)


def test_starters_fill_an_empty_person_profile_of_a_draft_only() -> None:
    empty = without(FULL, "person_profile")
    assert needed(shipped().profile(empty)).starters
    assert not profile().starters
    assert [row.text for group in profile().criteria for row in group.rows] == ["Has crossed a bridge"]
    for status in ("approved", "superseded", "deleted"):
        settled = needed(shipped().profile({**empty, **APPROVAL, "status": status}))
        assert not settled.starters
        assert settled.criteria == ()


# --- labels -----------------------------------------------------------------------------------------------------------

WORDS = {
    "Corporate Management Team": "Cabinet Board", "Directorate": "Department", "Post number": "Number",
    "Grade": "Band", "Reports to": "Line manager", "Location": "Base", "Contract": "Terms",
    "Working pattern": "Hours", "Service areas": "Services", "Job and person profile": "Role profile",
    "Job purpose": "Purpose", "Dimensions": "Size", "Accountabilities": "Duties",
    "Collective leadership responsibilities": "Shared duties", "Contacts": "Relationships",
    "Person profile": "Person specification", "Special conditions": "Conditions", "Document control": "Record",
}  # fmt: skip


def test_an_organisation_may_have_its_own_words_for_every_heading_and_fact(tmp_path: Path) -> None:
    labels = "".join(f"  {name}: {words}\n" for name, words in WORDS.items())
    write(tmp_path, {"rolegen.yaml": f"labels:\n{labels}"})
    data = needed(needed(shop(tmp_path)).made(FULL)).docx
    said = {*lines(data)}
    assert {words for words in WORDS.values() if words not in said} == set()
    assert {name for name in WORDS if name in said} <= set(WORDS.values())


@pytest.mark.parametrize("key", ["directorate", "DIRECTORATE", "Directorate"])
def test_a_label_may_be_written_in_any_case(tmp_path: Path, key: str) -> None:
    write(tmp_path, {"rolegen.yaml": f"labels: {{{key}: Department, job_purpose: Purpose, post-number: No.}}\n"})
    said = lines(needed(needed(shop(tmp_path)).made(FULL)).docx)
    assert {"Department", "Purpose", "No."} <= set(said)
    assert not {"Directorate", "Job purpose", "Post number"} & set(said)


def test_standard_statements_end_the_page_in_their_order(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "statements: [First & foremost., Second.]\n"})
    said = lines(needed(needed(shop(tmp_path)).made(FULL)).docx)
    start = said.index("Standard statements")
    assert said[start : start + 4] == ["Standard statements", "First & foremost.", "Second.", "Document control"]
