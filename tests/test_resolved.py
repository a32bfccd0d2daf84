"""The JSON: complete, the same words as the page, and in a shape that programs can rely on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from rolegen import resolved, templating
from rolegen.fields import show_day, show_money, show_number
from tests.conftest import ROOT
from tests.profiles import profiles
from tests.samples import EVERYTHING, FULL, LEVELS, everything, markdown_words, needed, shipped, shop, write

all_profiles = pytest.mark.parametrize("name", EVERYTHING)
KEYS = [
    "format", "name", "kind", "title", "status", "awaits_evaluation", "level", "variant", "membership", "phrase",
    "reports_to", "descriptor", "themes", "criteria", "starters", "role", "framework", "settings",
]  # fmt: skip


def read(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resolved.to_json(profiles()[name]))
    return found


def full() -> Mapping[str, Any]:
    """What the JSON says of a role with every field."""
    found: Mapping[str, Any] = json.loads(resolved.to_json(needed(shipped().profile(FULL))))
    return found


def printed(name: str) -> list[str]:
    """The lines that a reader of the Markdown sees."""
    return markdown_words(everything()[name].markdown).split("\n")


def texts(value: object) -> Iterator[str]:
    """Every text in a value, keys left out."""
    if isinstance(value, str):
        yield value
    inner: Any = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for part in inner:
        yield from texts(part)


def test_these_tests_see_every_profile() -> None:
    assert set(profiles()) == set(EVERYTHING)


@all_profiles
def test_every_file_has_the_same_keys_in_the_same_order(name: str) -> None:
    found = read(name)
    assert list(found) == KEYS
    assert found["format"] == 1
    assert list(found["framework"]) == ["name", "version", "standing", "adoption"]
    assert list(found["settings"]) == ["organisation", "area", "labels", "statements"]
    assert all(key in (resolved.__doc__ or "") for key in (*KEYS, *found["framework"], *found["settings"]))


@all_profiles
def test_the_text_is_plain_utf_8_of_two_spaces_a_step_ending_in_one_line_break(name: str) -> None:
    text = resolved.to_json(profiles()[name])
    assert text.startswith('{\n  "format": 1,\n  "name": ')
    assert text.endswith("\n}\n")
    assert "\\u" not in text
    assert text == resolved.to_json(profiles()[name])


@all_profiles
def test_clauses_and_descriptor_stand_on_the_page_in_these_words_and_this_order(name: str) -> None:
    found, lines = read(name), printed(name)
    words = [*found["descriptor"]]
    for theme in found["themes"]:
        words += [theme["title"], *(clause["text"] for clause in theme["clauses"])]
        assert all(clause["id"] for clause in theme["clauses"])
    assert len(words) >= 14
    assert [line for line in lines if line in set(words)] == words


@all_profiles
def test_each_criterion_stands_on_the_page_with_its_reference(name: str) -> None:
    found, lines = read(name), printed(name)
    for group in found["criteria"]:
        assert group["title"] in lines
        for row in group["rows"]:
            at = lines.index(row["ref"])
            needed_, how = lines[at + 2 : at + 4]
            assert lines[at + 1] == row["criterion"]
            if found["starters"]:
                assert (row["importance"], row["assessed_by"]) == (None, [])
            else:
                assert needed_ == row["importance"].capitalize()
                assert how == (", ".join(row["assessed_by"]).capitalize() or "Not stated")


@all_profiles
def test_what_the_page_says_of_the_post_stands_here(name: str) -> None:
    found, lines = read(name), printed(name)
    assert found["title"] in lines
    assert lines[lines.index("Status") + 1] == templating.STATUS[found["status"]]
    assert f"{found['framework']['name']}, version {found['framework']['version']}" in lines
    assert [found["settings"]["organisation"].casefold()] == [lines[2].split(" · ")[0].casefold()]
    assert set(found["settings"]["statements"]) <= set(lines)
    if found["membership"]:
        assert found["membership"] in lines
    if found["reports_to"]:
        assert lines[lines.index("Reports to") + 1] == found["reports_to"]


MEASURES = {
    **dict.fromkeys(("revenue_budget", "capital_budget", "income", "delegated_limit"), show_money),
    "staff_fte": show_number,
}


@pytest.mark.parametrize("name", [name for name in EVERYTHING if name not in LEVELS])
def test_a_roles_own_fields_are_the_values_of_the_page(name: str) -> None:
    role, lines = read(name)["role"], printed(name)
    assert {"title", "level"} <= role.keys()
    for key in ("title", "directorate", "post_number", "grade", "location", "working_pattern", "approved_by", "minute"):
        assert role.get(key, lines[0]) in lines
    for key in ("effective_from", "review_by", "approved_on"):
        assert key not in role or show_day(date.fromisoformat(role[key])) in lines
    size = role.get("dimensions", {})
    for key, show in MEASURES.items():
        assert key not in size or show(size[key]) in lines
    assert {item["text"] for item in role.get("accountabilities", ())} <= set(lines)


def test_a_level_has_no_role() -> None:
    for name in LEVELS:
        found = read(name)
        assert (found["kind"], found["role"], found["name"]) == ("level", None, name)
    assert read("managing-director")["variant"] == "cmt"
    assert read("director-non-cmt")["variant"] == "non-cmt"


def test_fields_of_the_role_are_there_only_where_they_are_filled_in() -> None:
    assert list(read("role-assistant-director-libraries")["role"]) == ["title", "level"]


def test_every_field_of_a_role_comes_back_as_its_file_has_it() -> None:
    def as_written(value: object) -> object:
        """A value of JSON as a person writes it in YAML."""
        if isinstance(value, dict):
            return {key: as_written(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [as_written(inner) for inner in value]
        return value if isinstance(value, str) else json.dumps(value)

    assert as_written(full()["role"]) == FULL


def test_money_and_numbers_are_numbers() -> None:
    size = full()["role"]["dimensions"]
    assert (size["income"], size["delegated_limit"]) == (765432, 250000)
    assert (size["revenue_budget"], size["staff_fte"], size["direct_reports"]) == (41500000, 412.5, 6)
    assert '"revenue_budget": 41500000,' in resolved.to_json(needed(shipped().profile(FULL)))


def test_an_adopted_framework_says_who_adopted_it(tmp_path: Path) -> None:
    data = {f"data/{path.name}": path.read_bytes() for path in (ROOT / "data").glob("*.yaml")}
    text = data["data/descriptors.yaml"].decode()
    adoption = "  adoption: {approved_by: Full Council, approved_on: 2026-05-14, minute: FC 9/26}\n"
    adopted = text.replace("framework:\n", f"framework:\n{adoption}", 1)
    assert adopted != text
    write(tmp_path, {**data, "data/descriptors.yaml": adopted})
    found = json.loads(resolved.to_json(needed(needed(shop(tmp_path)).profile(FULL))))["framework"]
    assert found["adoption"] == {"approved_by": "Full Council", "approved_on": "2026-05-14", "minute": "FC 9/26"}
    assert found["standing"] == "approved by Full Council on 14 May 2026 (minute FC 9/26)"


@all_profiles
def test_no_folder_of_this_machine_is_told(name: str) -> None:
    found = list(texts(read(name)))
    assert len(found) > 40
    assert [text for text in found if str(ROOT) in text or "\\" in text or text.startswith(("/", "~"))] == []
