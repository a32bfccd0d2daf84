"""The three performance forms: who reviews, whose objectives, what can be typed into them, and that each says so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import build, workspace
from rolegen.kind import KINDS, MARKING
from rolegen.marks import FIELD
from rolegen.performance.meeting import HEADINGS
from rolegen.performance.reviewers import employers, is_most_senior, reviewers
from rolegen.profile import Profile
from tests.conftest import EXAMPLES
from tests.samples import (
    EXAMPLE_FILES,
    FULL,
    UNTIMED,
    Shop,
    W,
    as_yaml,
    body,
    every,
    lines,
    needed,
    raw,
    rows,
    words,
    write,
)  # fmt: skip

FORMS = tuple(name for name, kind in KINDS.items() if kind.is_confidential)
FENMOOR, SALTMERE, WASH = "Fenmoor County Council", "Saltmere City Council", "Wash District Council"
ODD = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
SHARED: Mapping[str, Any] = {
    "period": "2031/32",
    "decided_by": "both Cabinets",
    "decided_on": "2031-03-04",
    "minute": "CAB 7/31",
    "objectives": [
        {
            "kind": "corporate",
            "text": "Mend the sluices.",
            "measure": "Sluices that hold",
            "due": "2031-12-31",
            "plan": "Water Plan",
        },
        {"kind": "corporate", "employer": SALTMERE, "text": "Dredge the harbour."},
        {"kind": "collaboration", "text": "Run one flood service."},
    ],
}
TOP: Mapping[str, Any] = {
    **{key: value for key, value in FULL.items() if key != "cmt"},
    "level": "managing-director",
    "reports_to": "Both councils, through their Leaders",
    "statutory": ["head-of-paid-service"],
    "employers": [FENMOOR, SALTMERE],
}
BELOW: Mapping[str, Any] = {**FULL, "reports_to": "managing-director", "employers": [FENMOOR, SALTMERE]}


def workshop(folder: Path, template: str, role: Mapping[str, Any] | None = None, shared: Any = None) -> build.Workshop:
    """A workspace with one role beside the examples' own framework, made ready for a template."""
    write(folder, {"rolegen.yaml": as_yaml({"organisation": FENMOOR, "area": "Fenmoor"})})
    for value, name in ((role, "roles/bridges.yaml"), (shared, "objectives.yaml")):
        if value is not None:
            write(folder, {name: as_yaml(value)})
    given = Path("objectives.yaml") if shared is not None else None
    options = build.Options(template=template, formats=("docx",), objectives=given)
    return needed(build.prepare(needed(workspace.find(folder)), options))


def made(template: str, role: Mapping[str, Any], shared: Any = None) -> bytes:
    """The form of a role."""
    with TemporaryDirectory() as folder:
        shop = workshop(Path(folder), template, role, shared)
        return needed(build.role_outputs(shop, Path(folder) / "roles/bridges.yaml"))[0].data


@cache
def joint(template: str) -> bytes:
    """The form of the most senior officer of two councils, with the objectives that both share."""
    return made(template, TOP, SHARED)


@cache
def own(template: str) -> bytes:
    """The form of a level, outside a workspace."""
    with TemporaryDirectory() as folder:
        options = build.Options(template=template, formats=("docx",))
        shop = needed(build.prepare(needed(workspace.find(Path(folder))), options))
        return needed(build.outputs(shop, needed(build.level_profile(shop, "director", "cmt")), Path()))[0].data


@cache
def bare(template: str) -> Shop:
    """A workspace without roles, read once, for roles that are values and not files."""
    with TemporaryDirectory() as folder:
        return Shop(workshop(Path(folder), template))


def filled(template: str, role: Mapping[str, Any]) -> bytes:
    """The form of such a role."""
    shop = bare(template)
    return needed(build.outputs(shop.workshop, needed(shop.profile(role)), Path()))[0].data


def said_by(role: Mapping[str, Any] | None, level: str = "") -> tuple[str, ...]:
    """Who reviews the holder of a role; or of a level's own form."""
    with TemporaryDirectory() as folder:
        shop = workshop(Path(folder), "interim", role)
        if role is None:
            return reviewers(shop, needed(build.level_profile(shop, level, None)))
        return reviewers(shop, needed(build.role_profile(shop, Path(folder) / "roles/bridges.yaml")))


def controls(data: bytes) -> list[Any]:
    """The controls that can be typed into."""
    found = [one for one in every(body(data), ".//w:sdt") if every(one, "w:sdtPr/w:tag")]
    assert {one.get(f"{W}val") for sdt in found for one in every(sdt, "w:sdtPr/w:lock")} == {"sdtLocked"}
    return found


def other_than_gaps(data: bytes) -> list[str]:
    """What can be typed into and holds other words than what belongs there."""
    said = ["\n".join(map(words, every(one, ".//w:p") or [one])).strip() for one in controls(data)]
    return [text for text in said if not re.fullmatch(r"\[[^\[\]]+\]", text)]


def tags(data: bytes) -> list[str]:
    return [one.get(f"{W}val") for sdt in controls(data) for one in every(sdt, "w:sdtPr/w:tag")]


def under(data: bytes, title: str) -> Any:
    """The table that stands below a heading."""
    blocks = list(every(body(data), "w:sdt/w:sdtContent")[0])
    at = next(n for n, block in enumerate(blocks) if block.tag == f"{W}p" and words(block) == title)
    return next(block for block in blocks[at:] if block.tag == f"{W}tbl")


def table_below(data: bytes, title: str) -> list[list[str]]:
    """Its rows."""
    found = under(data, title).iter(f"{W}tr")
    return [["\n".join(map(words, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")] for row in found]


def without(role: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in role.items() if key not in keys}


# --- who reviews ------------------------------------------------------------------------------------------------------


def test_the_head_of_paid_service_of_two_councils_is_reviewed_by_both_leaders() -> None:
    assert said_by(TOP) == (f"the Leader of {FENMOOR}", f"the Leader of {SALTMERE}")
    for form in FORMS:
        text = "\n".join(lines(joint(form)))
        assert (
            f"shares the responsibility for taking part with the Leader of {FENMOOR} and the Leader of {SALTMERE}."
            in text
        )
        assert f"The Leader of {FENMOOR}: [Name]\nThe Leader of {SALTMERE}: [Name]" in text
        assert "line manager" not in text


def test_three_employers_are_three_leaders_to_whom_each_form_has_a_place_to_sign() -> None:
    role = {**TOP, "employers": [FENMOOR, SALTMERE, WASH]}
    for form in FORMS:
        data = made(form, role)
        assert f"{FENMOOR}, {SALTMERE} and {WASH} · Confidential" in lines(data)
        signed = [row[0] for row in table_below(data, "Agreed and kept")][1:5]
        assert signed == ["The officer", *(f"The Leader of {one}" for one in (FENMOOR, SALTMERE, WASH))]


def test_an_employer_named_twice_is_one_employer() -> None:
    twice = [FENMOOR, "Fenmoor  county council", FENMOOR]
    assert said_by({**TOP, "employers": twice}) == (f"the Leader of {FENMOOR}",)


def test_of_a_post_that_is_not_shared_the_workspaces_organisation_is_the_employer() -> None:
    assert said_by(without(TOP, "employers")) == (f"the Leader of {FENMOOR}",)


def test_a_joint_post_with_a_post_above_it_is_reviewed_by_the_line_manager() -> None:
    assert said_by(BELOW) == ("the line manager, Managing Director",)
    for form in FORMS:
        text = "\n".join(lines(made(form, BELOW, SHARED)))
        assert "The officer shares the responsibility for taking part with the line manager." in text
        assert "The line manager, Managing Director: [Name]" in text
        assert "Leader of" not in text


def test_a_statutory_officer_is_reviewed_by_the_line_manager_as_others_are() -> None:
    role = {**BELOW, "statutory": ["monitoring-officer", "director-of-childrens-services"]}
    assert said_by(role) == ("the line manager, Managing Director",)


def test_the_head_of_paid_service_is_reviewed_by_the_leader_whatever_stands_above_the_post() -> None:
    assert said_by({**BELOW, "statutory": ["head-of-paid-service"]})[0] == f"the Leader of {FENMOOR}"


def test_a_post_with_plain_words_above_it_and_above_its_level_is_the_most_senior() -> None:
    assert said_by(without(TOP, "statutory"))[0] == f"the Leader of {FENMOOR}"
    assert said_by(without(TOP, "statutory", "reports_to"))[0] == f"the Leader of {FENMOOR}"


def test_a_post_whose_level_has_one_above_it_has_a_line_manager_whatever_its_own_words() -> None:
    assert said_by({**BELOW, "reports_to": "The Board of Bridges"}) == ("the line manager, The Board of Bridges",)


def test_where_the_role_says_of_nobody_above_it_the_line_managers_post_is_a_gap() -> None:
    role = without(BELOW, "reports_to")
    assert said_by(role) == ("the line manager",)
    assert ["Reports to", "[The post this one reports to]"] in rows(made("interim", role))


@pytest.mark.parametrize(
    ("level", "reviewed_by"),
    [
        ("managing-director", f"the Leader of {FENMOOR}"),
        ("executive-director", "the line manager, Managing Director"),
        ("assistant-director", "the line manager, Director"),
    ],
)
def test_a_levels_own_form_goes_by_whom_the_level_reports_to(level: str, reviewed_by: str) -> None:
    assert said_by(None, level) == (reviewed_by,)


def test_where_levels_say_nothing_only_the_first_has_no_post_above_it(tmp_path: Path) -> None:
    shop = workshop(tmp_path, "interim", without(TOP, "statutory", "reports_to"))

    def silent(profile: Profile) -> Profile:
        return replace(profile, level=profile.level.model_copy(update={"reports_to": None}))

    top = silent(needed(build.role_profile(shop, tmp_path / "roles/bridges.yaml")))
    below = silent(needed(build.level_profile(shop, "executive-director", None)))
    assert is_most_senior(shop, top)
    assert not is_most_senior(shop, below)
    assert reviewers(shop, below) == ("the line manager",)


def test_each_example_role_has_the_reviewer_that_its_file_says() -> None:
    shop = needed(build.prepare(needed(workspace.find(EXAMPLES)), build.Options(template="interim")))
    said = {path.stem: reviewers(shop, needed(build.role_profile(shop, path))) for path in EXAMPLE_FILES}
    leader = (f"the Leader of {FENMOOR}",)
    at_the_top = {name for name, who in said.items() if who == leader}
    assert at_the_top == {"managing-director", "managing-executive-director", "executive-director-communities"}
    assert said["director-finance"] == ("the line manager, Executive Director – Place & Resources",)
    assert said["assistant-director-legal"] == ("the line manager, Executive Director – Place & Resources",)
    assert said["assistant-director-public-health-programmes"] == ("the line manager, Director",)


# --- objectives -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_each_employers_objectives_those_of_the_collaboration_and_the_officers_own_have_a_heading(form: str) -> None:
    found = [line for line in lines(joint(form)) if line.endswith(" objectives") or "bjectives of" in line]
    assert found == [
        f"Corporate objectives of {FENMOOR}",
        f"Corporate objectives of {SALTMERE}",
        "Objectives of the collaboration",
        "Personal objectives",
        "Development objectives",
    ]


@pytest.mark.parametrize("form", FORMS)
def test_objectives_of_a_collaboration_are_for_joint_posts_alone(form: str, tmp_path: Path) -> None:
    write(tmp_path, {"roles/joint.yaml": as_yaml(BELOW)})
    shop = workshop(tmp_path, form, without(BELOW, "employers"), SHARED)
    said = "\n".join(lines(needed(build.role_outputs(shop, tmp_path / "roles/bridges.yaml"))[0].data))
    assert "Mend the sluices." in said
    assert f"Corporate objectives of {FENMOOR}" in said
    assert "collaboration" not in said
    assert SALTMERE not in said


@pytest.mark.parametrize("form", FORMS)
def test_shared_objectives_stand_with_their_employer_and_below_them_who_decided_to_share_them(form: str) -> None:
    data = joint(form)
    first = table_below(data, f"Corporate objectives of {FENMOOR}")[1]
    assert first[0].startswith("Mend the sluices.")
    assert table_below(data, f"Corporate objectives of {SALTMERE}")[1][0] == "Dredge the harbour."
    assert table_below(data, "Objectives of the collaboration")[1][0] == "Run one flood service."
    text = lines(data)
    note = "Printed objectives are shared by decision of both Cabinets on 4 March 2031 (minute CAB 7/31). All others"
    noted = [n for n, line in enumerate(text) if line.startswith(note)]
    assert len(noted) == 1
    assert text.index("Run one flood service.") < noted[0]
    assert ["Period", "2031/32"] in rows(data)


def test_an_agreement_says_how_success_is_measured_and_by_when_and_asks_where_that_is_not_said() -> None:
    data = joint("agreement")
    said = table_below(data, f"Corporate objectives of {FENMOOR}")
    assert said[1] == ["Mend the sluices.\nWater Plan", "Sluices that hold", "31 December 2031"]
    assert table_below(data, f"Corporate objectives of {SALTMERE}")[1][1:] == ["[How one will know]", "[Date]"]


@pytest.mark.parametrize("form", FORMS)
def test_without_shared_objectives_every_row_is_a_gap_and_nobody_has_decided_anything(form: str) -> None:
    data = made(form, BELOW)
    said = "\n".join(lines(data))
    assert "shared by" not in said
    assert ["Period", "[The year it is about, such as 2026/27]"] in rows(data)
    for title in (f"Corporate objectives of {FENMOOR}", "Personal objectives", "Development objectives"):
        own_rows = [cell for row in table_below(data, title)[1:] for cell in row]
        assert len(own_rows) >= 4
        assert all(cell.startswith("[") for cell in own_rows)


@pytest.mark.parametrize("form", FORMS)
def test_however_many_objectives_are_shared_a_row_is_left_for_another(form: str) -> None:
    many = [{"kind": "corporate", "text": f"Mend sluice {n}."} for n in range(14)]
    found = table_below(made(form, BELOW, {**SHARED, "objectives": many}), f"Corporate objectives of {FENMOOR}")
    assert len(found) == 16
    assert found[-1][0].startswith("[What is to be achieved]")


# --- what each form says ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_the_five_headings_stand_in_each_form_in_their_order(form: str) -> None:
    assert len(HEADINGS) == 5
    for data in (joint(form), own(form)):
        found = [line for line in lines(data) if re.match(r"\d\. ", line)]
        assert found == [f"{number}. {heading}" for number, heading in enumerate(HEADINGS, 1)]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_says_that_it_is_confidential(form: str) -> None:
    for data in (joint(form), own(form)):
        said = lines(data)
        assert sum(line.endswith(" · Confidential") for line in said) == 1
        assert MARKING.encode() in raw(data, "word/header1.xml")


def test_an_agreement_states_the_role_in_full() -> None:
    said = lines(joint("agreement"))
    assert "Keep every bridge standing." in said
    assert "Inspect each span." in said
    with TemporaryDirectory() as folder:
        shop = workshop(Path(folder), "agreement", TOP)
        profile = needed(build.role_profile(shop, Path(folder) / "roles/bridges.yaml"))
    clauses = [clause.text for theme in profile.themes for clause in theme.clauses]
    assert len(clauses) == 16
    assert set(clauses) <= set(said)
    assert employers(profile) == (FENMOOR, SALTMERE)


def test_an_appraisal_has_room_for_evidence_beside_each_accountability_and_theme() -> None:
    data = joint("appraisal")
    accountabilities = table_below(data, "Accountabilities")[1:]
    assert [row[0] for row in accountabilities] == ["Inspect each span.", "Paint what rusts."]
    themes = table_below(data, "Collective leadership responsibilities")[1:]
    assert len(themes) == 3
    assert all(row[1].startswith("[What shows it]") for row in (*accountabilities, *themes))


@pytest.mark.parametrize("form", ["agreement", "appraisal"])
def test_a_formal_record_goes_on_the_personal_file_and_each_party_keeps_a_copy(form: str) -> None:
    said = table_below(joint(form), "Agreed and kept")
    assert said[-1][0] == "For the officer’s personal file"
    assert {row[3] for row in said[1:]} == {"[Where it is kept]"}


def test_an_informal_review_is_no_formal_record() -> None:
    assert "personal file" not in "\n".join(lines(joint("interim")))


# --- what can be typed ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_only_gaps_can_be_typed_into(form: str) -> None:
    for data in (joint(form), own(form)):
        inside = list(body(data))
        assert [element.tag for element in inside] == [f"{W}sdt", f"{W}sectPr"]
        assert len(every(inside[0], "w:sdtPr/w:group")) == 1
        assert len(controls(data)) > 30
        assert other_than_gaps(data) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_two_gaps_have_one_name_and_none_has_a_fields_of_the_role(form: str) -> None:
    for data in (joint(form), own(form), made(form, BELOW, SHARED)):
        found = tags(data)
        assert len(found) > 30
        assert len(set(found)) == len(found)
        assert all(tag.startswith(f"{FIELD}review.") for tag in found)


@settings(UNTIMED, max_examples=10)
@given(ODD, ODD)
def test_words_of_any_kind_stay_on_the_page_and_out_of_the_gaps(title: str, employer: str) -> None:
    role = {**BELOW, "title": f"Head {title}", "employers": [f"Council {employer}", SALTMERE], "purpose": f"To {title}"}
    for form in FORMS:
        data = filled(form, role)
        assert {f"Head {title}", f"Corporate objectives of Council {employer}"} <= set(lines(data))
        assert other_than_gaps(data) == []


@pytest.mark.parametrize("form", FORMS)
def test_the_same_role_gives_the_same_bytes(form: str) -> None:
    assert made(form, TOP, SHARED) == joint(form)


@pytest.mark.parametrize("form", FORMS)
def test_without_controls_a_form_has_the_same_words(form: str, tmp_path: Path) -> None:
    shop = workshop(tmp_path, form, BELOW)
    plain = replace(shop, options=replace(shop.options, controls=False))
    path = tmp_path / "roles/bridges.yaml"
    data, form_data = (needed(build.role_outputs(one, path))[0].data for one in (plain, shop))
    assert every(body(data), ".//w:sdt") == []
    assert list(filter(None, lines(data))) == list(filter(None, lines(form_data)))


# --- on the page ------------------------------------------------------------------------------------------------------


def chained(table: Any) -> list[bool]:
    """For each row of a table, whether it stays with what is below it."""
    return [bool(every(row, ".//w:p")) and all(every(p, "w:pPr/w:keepNext") for p in every(row, ".//w:p"))
            for row in table.iter(f"{W}tr")]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_places_to_sign_stay_together_and_are_not_alone_on_their_page(form: str) -> None:
    tables = every(body(joint(form)), ".//w:tbl")
    *_, before, signed = tables
    assert words(signed).startswith("By whom")
    assert chained(before)[-1]
    assert all(chained(before)) == (form != "interim")
    assert chained(signed) == [True] * (len(chained(signed)) - 1) + [False]


@pytest.mark.parametrize("title", ["2. What was achieved", "Personal objectives", "Actions"])
def test_a_table_to_write_in_breaks_between_rows_so_that_a_long_answer_moves_its_own_row_alone(title: str) -> None:
    found = chained(under(joint("appraisal"), title))
    assert len(found) > 2
    assert not any(found[1:])


def test_a_note_stays_with_the_table_above_it_and_long_tables_go_on_on_the_next_page() -> None:
    assert chained(under(joint("agreement"), "Objectives of the collaboration"))[-1]
    assert chained(under(joint("agreement"), "Personal objectives"))[-1] is False
    many = [{"kind": "corporate", "text": f"Mend sluice {n}."} for n in range(6)]
    long = made("agreement", BELOW, {**SHARED, "objectives": [*many, {"kind": "collaboration", "text": "Row."}]})
    header, *rows = chained(under(long, f"Corporate objectives of {FENMOOR}"))
    assert len(rows) > 5
    assert header, "or it would be alone on a page"
    assert not any(rows)
