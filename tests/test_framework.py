"""Every wording of a framework reaches the profiles it is for and no other; what is wrong in it is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import build, framework, versions, workspace
from rolegen.problems import Checked
from tests.conftest import ROOT
from tests.samples import LEVELS, UNTIMED, as_yaml, levels, lines, needed, paragraphs, shop, style_of, words, write

DESCRIPTORS: dict[str, Any] = yaml.safe_load((ROOT / "data" / "descriptors.yaml").read_text("utf-8"))
RESPONSIBILITIES: dict[str, Any] = yaml.safe_load((ROOT / "data" / "responsibilities.yaml").read_text("utf-8"))


def profiles(descriptors: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each profile's name, level and variant."""
    for level in descriptors["levels"]:
        variants = list(level.get("variants") or [""])
        for variant in variants:
            yield f"{level['id']}-{variant}" if len(variants) > 1 else level["id"], level["id"], variant


def wordings(responsibilities: Mapping[str, Any], level: str, variant: str) -> dict[str, str]:
    """A profile's wording of each clause it has, by the rules of the file and not by rolegen's code."""
    found = {}
    for theme in responsibilities["themes"]:
        for clause in theme["clauses"]:
            text = clause.get("levels", {}).get(level, clause.get("text"))
            text = text[variant] if isinstance(text, dict) else text
            if text is not None:
                found[clause["id"]] = text.replace("{{ area }}", "the area")
    return found


HEADING = "Collective leadership responsibilities"
SHIPPED = {name: wordings(RESPONSIBILITIES, level, variant) for name, level, variant in profiles(DESCRIPTORS)}


def test_the_framework_has_sixteen_clauses_at_four_levels_and_a_second_wording_for_directors() -> None:
    level_of = {name: level for name, level, _ in profiles(DESCRIPTORS)}
    all_wordings = {(level_of[name], clause, text) for name, own in SHIPPED.items() for clause, text in own.items()}
    assert tuple(SHIPPED) == LEVELS
    assert {len(own) for own in SHIPPED.values()} == {16}
    assert len(all_wordings) == 16 * 4 + 1 == 65


@pytest.mark.parametrize("name", LEVELS)
def test_each_of_a_profiles_wordings_is_a_paragraph_of_its_own_in_word(name: str) -> None:
    assert responsibilities_in_word(levels()[name].docx) == list(SHIPPED[name].values())


@pytest.mark.parametrize("name", LEVELS)
def test_each_of_a_profiles_wordings_is_an_item_in_markdown(name: str) -> None:
    assert responsibilities_in_markdown(levels()[name].markdown) == list(SHIPPED[name].values())


@pytest.mark.parametrize("name", LEVELS)
def test_no_wording_that_only_other_levels_have_is_in_a_profile(name: str) -> None:
    foreign = {wording for own in SHIPPED.values() for wording in own.values()} - set(SHIPPED[name].values())
    assert len(foreign) >= 5
    text = "\n".join(lines(levels()[name].docx))
    assert not [wording for wording in foreign if wording in text or wording in levels()[name].markdown]


# Where levels differ, and how: profile, clause, words of its wording, words that it lacks; capitals do not count.
DIFFERENCES: list[tuple[str, str, list[str], list[str]]] = [
    ("managing-director", "strategic-leadership", ["visionary"], ["transformation"]),
    ("executive-director", "strategic-leadership", ["visionary"], ["transformation"]),
    ("director-non-cmt", "strategic-leadership", ["visionary"], ["transformation"]),
    ("assistant-director", "strategic-leadership", ["transformation", "remodelling"], ["visionary"]),
    ("managing-director", "corporate-management", ["lead member of the corporate management team"], ["senior"]),
    ("executive-director", "corporate-management", ["member of the corporate management team"], ["lead", "senior"]),
    ("director-cmt", "corporate-management", ["member of the corporate management team"], ["lead", "senior"]),
    ("director-non-cmt", "corporate-management", ["senior leadership team"], ["corporate", "extended"]),
    ("assistant-director", "corporate-management", ["extended senior leadership team"], ["corporate"]),
    ("managing-director", "financial-strategy", ["lead and direct"], ["contribute"]),
    ("director-non-cmt", "financial-strategy", ["lead and direct"], ["contribute"]),
    ("assistant-director", "financial-strategy", ["contribute"], ["lead", "direct"]),
    ("managing-director", "communication", ["corporate management team"], ["managing director"]),
    ("executive-director", "communication", ["corporate management team", "managing director"], []),
    ("assistant-director", "communication", ["corporate management team", "managing director"], []),
    ("managing-director", "communities", ["corporate management team"], ["senior leaders"]),
    ("executive-director", "communities", ["senior leaders"], ["corporate management team"]),
    ("assistant-director", "communities", ["senior leaders"], ["corporate management team"]),
    ("managing-director", "health-and-safety", ["performance oversight", "resources"], ["services"]),
    ("executive-director", "health-and-safety", ["performance oversight", "resources"], ["services"]),
    ("director-cmt", "health-and-safety", ["performance oversight", "services"], ["resources"]),
    ("director-non-cmt", "health-and-safety", ["performance oversight", "services"], ["resources"]),
    ("assistant-director", "health-and-safety", ["compliance", "services"], ["oversight", "resources"]),
]


@pytest.mark.parametrize(("name", "clause", "said", "unsaid"), DIFFERENCES)
def test_levels_differ_where_the_framework_means_them_to(
    name: str, clause: str, said: list[str], unsaid: list[str]
) -> None:
    text = SHIPPED[name][clause].lower()
    assert [part for part in said if part not in text] == []
    assert [part for part in unsaid if part in text] == []


@pytest.mark.parametrize("name", LEVELS)
def test_no_profile_calls_a_framework_approved_that_nobody_has_adopted(name: str) -> None:
    text = "\n".join(lines(levels()[name].docx))
    assert "Model framework, version model-1: not adopted by any council." in text
    assert "pproved by" not in text.replace("Approved by\n[", "[")


# --- frameworks of other shapes ---------------------------------------------------------------------------------------


@st.composite
def frameworks(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both files of a framework with one to six levels; what a clause says tells whose wording it is."""
    names = ["cmt", "non-cmt", "acting", "shared"]
    own_levels = [
        {
            "id": f"rank-{number}",
            "title": f"Rank {number}",
            "descriptor": f"What rank {number} is.",
            "variants": {name: {} for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=3))},
        }
        for number in range(draw(st.integers(1, 6)))
    ]
    counts = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    themes = [
        {"id": f"theme-{t}", "title": f"Theme {t}",
         "clauses": [_clause(draw, f"clause-{t}-{c}", own_levels) for c in range(count)]}
        for t, count in enumerate(counts)
    ]  # fmt: skip
    about = {"name": "Random framework", "version": "random-1"}
    return {"framework": about, "levels": own_levels}, {"themes": themes}


def _clause(draw: st.DrawFn, name: str, own_levels: list[dict[str, Any]]) -> dict[str, Any]:
    shared = draw(st.booleans())
    own: dict[str, Any] = {}
    for level in own_levels:
        kinds = [*(["shared"] if shared else []), "own", "null", *(["variants"] if level["variants"] else [])]
        kind = draw(st.sampled_from(kinds))
        if kind == "own":
            own[level["id"]] = f"Wording of {name} for {level['id']}."
        elif kind == "null":
            own[level["id"]] = None
        elif kind == "variants":
            own[level["id"]] = {v: f"Wording of {name} for {level['id']} as {v}." for v in level["variants"]}
    return {"id": name, "levels": own, **({"text": f"Wording of {name} for all."} if shared else {})}


@settings(UNTIMED, max_examples=25)
@given(frameworks())
def test_each_profile_of_any_framework_has_exactly_its_own_wordings(files: tuple[Any, Any]) -> None:
    descriptors, responsibilities = files
    with TemporaryDirectory() as folder:
        write_framework(Path(folder), descriptors, responsibilities)
        workshop = needed(shop(Path(folder))).workshop
        for name, level, variant in profiles(descriptors):
            profile = needed(build.level_profile(workshop, level, variant or None))
            assert profile.name == name
            word, markdown = (output.data for output in needed(build.outputs(workshop, profile, Path())))
            expected = list(wordings(responsibilities, level, variant).values())
            assert responsibilities_in_word(word) == expected
            assert responsibilities_in_markdown(markdown.decode()) == expected


def responsibilities_in_word(word: bytes) -> list[str]:
    """The items below the heading of the responsibilities, up to the next heading of its level."""
    found: list[str] = []
    inside = False
    for paragraph in paragraphs(word):
        style = style_of(paragraph)
        inside = words(paragraph) == HEADING if style == "Heading2" else inside
        found += [words(paragraph)] if inside and style == "ListBullet" else []
    return found


def responsibilities_in_markdown(markdown: str) -> list[str]:
    """The same in Markdown."""
    _, _, section = markdown.partition(f"\n## {HEADING}\n")
    return [line[2:] for line in section.partition("\n## ")[0].splitlines() if line.startswith("- ")]


def write_framework(folder: Path, descriptors: object, responsibilities: object) -> Path:
    """A workspace with a framework of its own; its folder of data."""
    files = {"data/descriptors.yaml": as_yaml(descriptors), "data/responsibilities.yaml": as_yaml(responsibilities)}
    return write(folder, files) / "data"


def small(**changes: Any) -> dict[str, Any]:
    """The descriptors of a framework with two levels."""
    two = [{"id": "head", "title": "Head", "descriptor": "Leads.", "variants": {"cmt": {}, "non-cmt": {}}},
           {"id": "deputy", "title": "Deputy", "descriptor": ["Helps.", "Stands in."]}]  # fmt: skip
    return {"framework": {"name": "Small", "version": "small-1"}, "levels": two, **changes}


def themed(*clauses: Mapping[str, Any]) -> dict[str, Any]:
    """The responsibilities of a framework with one theme."""
    return {"themes": [{"id": "theme", "title": "Theme", "clauses": list(clauses)}]}


def loaded(tmp_path: Path, descriptors: object, responsibilities: object) -> Checked[framework.Framework]:
    return framework.load(write_framework(tmp_path, descriptors, responsibilities))


def test_a_theme_is_left_out_of_the_profiles_that_have_none_of_its_clauses(tmp_path: Path) -> None:
    themes = themed({"id": "a", "text": "All do this."})["themes"]
    heads_alone = {"id": "b", "text": "Heads do.", "levels": {"deputy": None}}
    themes.append({"id": "second", "title": "Second", "clauses": [heads_alone]})
    write_framework(tmp_path, small(), {"themes": themes})
    workshop = needed(shop(tmp_path)).workshop
    head = needed(build.level_profile(workshop, "head", "cmt"))
    deputy = needed(build.level_profile(workshop, "deputy", None))
    assert [theme.title for theme in head.themes] == ["Theme", "Second"]
    assert [theme.title for theme in deputy.themes] == ["Theme"]


@pytest.mark.parametrize("name", ["assistant-director", "Assistant Director", " ASSISTANT  director"])
def test_a_level_goes_by_its_id_or_its_title_in_any_case(name: str) -> None:
    known = needed(framework.load(ROOT / "data"))
    assert needed(known.named(name)).id == "assistant-director"
    assert known.named("nobody").value is None


def test_every_fault_of_a_framework_is_told_in_one_pass_at_its_own_line(tmp_path: Path) -> None:
    write(tmp_path, {"data/descriptors.yaml": """\
framework: {name: Small, version: small-1}
levels:
  - {id: head, title: Head, descriptor: Leads., variants: {cmt: {}, non-cmt: {}}}
  - {id: deputy, title: Deputy, descriptor: "Helps {{ nobody }}."}
  - {id: deputy, title: Other, descriptor: Twice., reports_to: chief}
""", "data/responsibilities.yaml": """\
themes:
  - id: theme
    title: Theme
    clauses:
      - id: one
        text: One.
        levels:
          chief: Unknown level.
      - id: one
        text: Again.
      - id: two
        levels:
          head: {cmt: Only this, acting: And this}
"""})  # fmt: skip
    problems = framework.load(tmp_path / "data").problems
    told = {(problem.place.path.stem[:4], problem.place.line, problem.rule) for problem in problems if problem.place}
    assert told == {
        ("desc", 4, "placeholder"),
        ("desc", 5, "duplicate-id"),
        ("desc", 5, "unknown-level"),
        ("resp", 8, "unknown-level"),
        ("resp", 9, "duplicate-id"),
        ("resp", 11, "missing-wording"),
        ("resp", 13, "missing-wording"),
        ("resp", 13, "unknown-variant"),
    }


@pytest.mark.parametrize(
    "text", ["{{ Area }}", "{{ area | upper }}", "{% if x %}", "{# x #}", "{{ role.title }}", "{{}}"]
)
def test_framework_text_takes_nothing_of_jinja_but_organisation_and_area(tmp_path: Path, text: str) -> None:
    checked = loaded(tmp_path, small(), themed({"id": "a", "text": f"Do {text} well."}))
    assert [problem.rule for problem in checked.problems] == ["placeholder"]


def test_framework_text_may_hold_braces_that_are_not_jinjas(tmp_path: Path) -> None:
    checked = loaded(tmp_path, small(), themed({"id": "a", "text": "Do {this} and {{area}} and }} that."}))
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{{ organisation }}'s aims", "The Council's aims"),
        ("Serve {{ organisation }}.", "Serve the Council."),
        ("Serve. {{ organisation }} leads.", "Serve. The Council leads."),
        ("Serve! {{organisation}} leads.", "Serve! The Council leads."),
        ("All of {{ area }}, and {{area}}.", "All of Fen & Moor, and Fen & Moor."),
        ("Nothing here.", "Nothing here."),
    ],
)
def test_placeholders_are_filled_and_begin_a_sentence_with_a_capital(text: str, filled: str) -> None:
    assert framework.fill(text, {"organisation": "the Council", "area": "Fen & Moor"}) == filled


def test_what_fills_a_placeholder_is_not_filled_again() -> None:
    values = {"organisation": "the Council", "area": "{{ organisation }}"}
    assert framework.fill("In {{ area }}.", values) == "In {{ organisation }}."


def test_the_workspace_names_organisation_and_area_in_the_wordings(tmp_path: Path) -> None:
    write_framework(tmp_path, small(), themed({"id": "a", "text": "Make {{ area }} proud of {{ organisation }}."}))
    write(tmp_path, {"rolegen.yaml": "organisation: Fen Council\narea: the Fens\n"})
    workshop = needed(shop(tmp_path)).workshop
    profile = needed(build.level_profile(workshop, "deputy", None))
    assert profile.themes[0].clauses[0].text == "Make the Fens proud of Fen Council."


def test_each_sentence_knows_the_line_it_comes_from() -> None:
    workshop = needed(shop(ROOT)).workshop
    profile = needed(build.level_profile(workshop, "director", "non-cmt"))
    source = (ROOT / "data" / "responsibilities.yaml").read_text("utf-8").splitlines()
    places = {clause.id: clause.place.line for theme in profile.themes for clause in theme.clauses}
    assert len(places) == 16
    assert source[places["corporate-management"] - 1].strip() == "non-cmt: >-"
    assert source[places["health-and-safety"] - 1].strip() == "director: >-"
    assert source[places["risk"] - 1].strip() == "text: >-"


# --- versions and adoption --------------------------------------------------------------------------------------------


def test_an_adopted_framework_names_its_adoption_on_the_page(tmp_path: Path) -> None:
    adoption = {"approved_by": "Full Council", "approved_on": "2024-05-22", "minute": "34/24"}
    about = {"name": "Small", "version": "small-1", "adoption": adoption}
    write_framework(tmp_path, small(framework=about), themed({"id": "a", "text": "Do."}))
    workshop = needed(shop(tmp_path)).workshop
    made = needed(build.outputs(workshop, needed(build.level_profile(workshop, "deputy", None)), Path()))
    assert "Small, version small-1: approved by Full Council on 22 May 2024 (minute 34/24)." in lines(made[0].data)


def test_an_earlier_version_is_read_from_the_history(tmp_path: Path) -> None:
    data = write_framework(tmp_path, small(), themed({"id": "a", "text": "Now."}))
    older = small(framework={"name": "Small", "version": "small-0"})
    write_framework(tmp_path / "old", older, themed({"id": "a", "text": "Then."}))
    (data / "history").mkdir()
    (tmp_path / "old" / "data").rename(data / "history" / "small-0")
    known = needed(framework.version(data, "small-0"))
    assert known.about.version == "small-0"
    assert [clause.text for _, clause in known.clauses()] == ["Then."]
    missing = framework.version(data, "small-7")
    assert [problem.rule for problem in missing.problems] == ["no-such-version"]
    assert "small-0" in missing.problems[0].hint


def test_a_version_in_the_folder_of_another_is_refused(tmp_path: Path) -> None:
    data = write_framework(tmp_path, small(), themed({"id": "a", "text": "Now."}))
    write(data / "history" / "small-0", {path.name: path.read_bytes() for path in data.glob("*.yaml")})
    assert [problem.rule for problem in framework.version(data, "small-0").problems] == ["version-folder"]


def test_an_organisations_own_framework_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    write_framework(tmp_path, small(), themed({"id": "a", "text": "Do."}))
    place = needed(workspace.find(tmp_path))
    known = needed(versions.load(place)).current
    assert [level.id for level in known.levels] == ["head", "deputy"]
