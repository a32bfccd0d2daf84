"""Slips between the wordings of a framework are found where they stand; what is meant is not told."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import framework
from rolegen.drift import drift
from rolegen.problems import Problem
from rolegen.workspace import Settings
from tests.conftest import ROOT, Run
from tests.samples import UNTIMED, needed

DESCRIPTORS = (ROOT / "data" / "descriptors.yaml").read_text("utf-8")
RESPONSIBILITIES = (ROOT / "data" / "responsibilities.yaml").read_text("utf-8")
MODEL: dict[str, Any] = yaml.safe_load(RESPONSIBILITIES)
MD, ED, D, AD = "managing-director", "executive-director", "director", "assistant-director"
VARIANTS = {MD: ["cmt"], ED: ["cmt"], D: ["cmt", "non-cmt"], AD: ["non-cmt"]}
CELLS = [(level, variant) for level, variants in VARIANTS.items() for variant in variants]


def clause_of(model: Mapping[str, Any], name: str) -> dict[str, Any]:
    clauses = [clause for theme in model["themes"] for clause in theme["clauses"] if clause["id"] == name]
    assert len(clauses) == 1
    return dict(clauses[0]) if model is MODEL else clauses[0]


def said(clause: Mapping[str, Any], level: str, variant: str) -> str:
    own = clause.get("levels", {}).get(level, clause["text"])
    return str(own[variant] if isinstance(own, dict) else own)


def say(clause: dict[str, Any], level: str, variant: str, text: str) -> None:
    """Gives one variant of one level words of its own."""
    own = clause.setdefault("levels", {})
    if len(VARIANTS[level]) > 1:
        own[level] = {name: said(clause, level, name) for name in VARIANTS[level]} | {variant: text}
    else:
        own[level] = text


def checked(folder: Path, responsibilities: object, descriptors: str = DESCRIPTORS, **own: Any) -> tuple[Problem, ...]:
    """The drift in a framework of these files."""
    text = responsibilities
    if not isinstance(text, str):
        text = yaml.dump(text, Dumper=yaml.CSafeDumper, width=100_000, sort_keys=False, allow_unicode=True)
    (folder / "descriptors.yaml").write_text(descriptors, encoding="utf-8")
    (folder / "responsibilities.yaml").write_text(text, encoding="utf-8")
    return drift(needed(framework.load(folder)), Settings(**own))


def rules(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.rule.removeprefix("drift-") for problem in problems]


def line_of(folder: Path, words: str) -> int:
    lines = (folder / "responsibilities.yaml").read_text("utf-8").splitlines()
    found = [n for n, line in enumerate(lines, 1) if words in line.replace("''", "'")]
    assert len(found) == 1, found
    return found[0]


def test_the_model_framework_has_no_drift(tmp_path: Path) -> None:
    assert RESPONSIBILITIES.count("reason:") >= 7, "what differs on purpose is accepted, each with its reason"
    assert checked(tmp_path, RESPONSIBILITIES) == ()
    assert checked(tmp_path, RESPONSIBILITIES, organisation="Fenmoor County Council", area="Fenmoor") == ()
    model = copy.deepcopy(MODEL)
    for theme in model["themes"]:
        for clause in theme["clauses"]:
            clause.pop("accepted", None)
    assert len(checked(tmp_path, model)) >= 8


# Clause, level, variant (None: all that the level has), words, what stands in their place, and the rule that finds it.
Plant = tuple[str, str, str | None, str, str, str]
PLANTS: list[Plant] = [
    ("reputation", AD, None, "forums.", "forums", "punctuation"),
    ("strategic-leadership", AD, None, "strategic aims.", "strategic aims", "punctuation"),
    ("democratic-process", ED, None, "national and", "national, and", "punctuation"),
    ("culture", D, "non-cmt", "forward-looking", "forward looking", "punctuation"),
    ("communication", MD, None, "effective, open", "effective open", "punctuation"),
    ("health-and-safety", MD, None, "compliance with,", "compliance with", "punctuation"),
    ("information-security", D, None, "the Council's", "the Councils", "punctuation"),
    ("value-for-money", AD, None, "the Council's", "the Council’s", "punctuation"),
    ("equality", MD, None, "the Council's", "Council's", "small-word"),
    ("health-and-safety", AD, None, "the Council's", "Council's", "small-word"),
    ("standards", ED, None, "standards and", "standards or", "small-word"),
    ("engagement", D, "cmt", "with service users", "to service users", "small-word"),
    ("communities", MD, None, "improve the lives", "improve lives", "small-word"),
    ("democratic-process", D, None, "the Council's", "the council's", "case"),
    ("strategic-leadership", AD, None, "the Council's", "the council's", "case"),
    ("corporate-management", D, "cmt", "Corporate Management Team", "corporate management team", "case"),
    ("communities", MD, None, "Corporate Management Team", "Corporate management Team", "case"),
    ("culture", AD, None, "focuses", "focusses", "spelling"),
    ("value-for-money", MD, None, "wider strategic", "wider stratgeic", "spelling"),
    ("performance", D, None, "results", "result", "spelling"),
    ("engagement", MD, None, "service delivery", "services delivery", "spelling"),
    ("corporate-management", D, "non-cmt", "contribute", "contributes", "spelling"),
    ("risk", ED, None, "lead the management of risk", "lead risk", "wording"),
    ("risk", D, "non-cmt", "in using resources", "in utilising resources", "wording"),
    ("financial-strategy", D, None, "a sustainable medium-term", "a medium-term", "wording"),
    ("performance", AD, None, "continuous improvement", "regular and continuous improvement", "wording"),
    ("health-and-safety", MD, None, "physical and mental health", "mental health", "wording"),
    ("health-and-safety", D, None, "any services", "any key services", "wording"),
    ("corporate-management", AD, None, "strong and effective", "effective", "wording"),
    ("standards", AD, None, "are met", "are met met", "doubled"),
    ("strategic-leadership", AD, None, "support of the", "support of of the", "doubled"),
    ("health-and-safety", D, None, "services the role is", "services for which the role is", "doubled"),
    ("communities", AD, None, "residents of {{ area }}", "residents of Borchester", "name"),
    ("communities", D, None, "{{ area }}", "the area", "name"),
    ("communities", MD, None, "empower communities", "empower Barsetshire communities", "name"),
    ("democratic-process", D, "cmt", "the Council's", "Fenmoor County Council's", "name"),
    ("reputation", ED, None, "national forums", "national forums across Kent", "name"),
    ("democratic-process", MD, None, "that affect the", "that affect Borchester and the", "name"),
]  # fmt: skip


@pytest.mark.parametrize("plant", PLANTS, ids=lambda plant: f"{plant[0]}: {plant[-2]}")
def test_a_slip_at_one_level_is_found_at_its_line(tmp_path: Path, plant: Plant) -> None:
    name, level, variant, old, new, rule = plant
    model = copy.deepcopy(MODEL)
    clause = clause_of(model, name)
    before = said(clause, level, variant or VARIANTS[level][0])
    assert before.count(old) == 1
    after = before.replace(old, new)
    if variant:
        say(clause, level, variant, after)
    else:
        clause.setdefault("levels", {})[level] = after
    found = checked(tmp_path, model)
    assert rules(found) == [rule]
    lines = (tmp_path / "responsibilities.yaml").read_text("utf-8").splitlines()
    (line,) = [
        n for n, text in enumerate(lines, 1) if re.search(rf"{re.escape(after)}['\"]?$", text.replace("''", "'"))
    ]
    assert [problem.place.line for problem in found if problem.place] == [line]


def test_twelve_slips_at_once_are_all_found(tmp_path: Path) -> None:
    model = copy.deepcopy(MODEL)
    planted = [plant for n, plant in enumerate(PLANTS) if plant[0] not in {other[0] for other in PLANTS[:n]}]
    assert len(planted) >= 12
    for name, level, variant, old, new, _ in planted:
        clause = clause_of(model, name)
        say(
            clause,
            level,
            variant or VARIANTS[level][0],
            said(clause, level, variant or VARIANTS[level][0]).replace(old, new),
        )
    assert sorted(rules(checked(tmp_path, model))) == sorted(plant[-1] for plant in planted)


def test_a_clause_that_a_level_lacks_is_told_with_the_levels_that_lack_it(tmp_path: Path) -> None:
    model = copy.deepcopy(MODEL)
    clause_of(model, "risk")["levels"] = {D: None, AD: None}
    (found,) = checked(tmp_path, model)
    assert found.rule == "drift-missing"
    assert found.message.startswith("Director and Assistant Director do not have “Risk”")
    assert f"accepted: [{{levels: [{D}, {AD}], reason: …}}]" in found.hint
    clause_of(model, "risk")["accepted"] = [{"levels": [AD], "reason": "Directors answer for risk."}]
    (found,) = checked(tmp_path, model)
    assert found.message.startswith("Director does not have “Risk”")
    clause_of(model, "risk")["accepted"][0]["levels"].append(D)
    assert checked(tmp_path, model) == ()


def test_the_place_is_that_of_the_difference_within_the_wording(tmp_path: Path) -> None:
    assert RESPONSIBILITIES.count("physical and mental health of\n            employees.") == 1
    text = RESPONSIBILITIES.replace(
        "physical and mental health of\n            employees.", "mental health of\n            employees."
    )
    (found,) = checked(tmp_path, text)
    assert found.place
    assert found.place.source == text.splitlines()[found.place.line - 1]
    assert found.place.source[found.place.column - 1 :].startswith("mental health")


@pytest.mark.parametrize("style", ["'{}'", '"{}"', "{}", ">-\n            {}", "|\n            {}"])
def test_the_place_is_found_however_yaml_writes_the_text(tmp_path: Path, style: str) -> None:
    wording = "Champion the Council's policies on ICT, and comply with these policies in every service."
    quoted = wording.replace("policies in", "policy in").replace("'", "''" if style[0] == "'" else "'")
    text = f"""\
themes:
  - id: theme
    title: Theme
    clauses:
      - id: clause
        text: {wording}
        levels:
          {AD}: {style.format(quoted)}
"""
    (found,) = checked(tmp_path, text)
    assert found.place
    assert found.place.source[found.place.column - 1 :].startswith("policy in")
    assert "differs from Managing Director, Executive Director and Director (line 6)" in found.message


@pytest.mark.parametrize("space", ["  ", "\n\n", "\u00a0"])
def test_space_is_no_difference(tmp_path: Path, space: str) -> None:
    model = copy.deepcopy(MODEL)
    clause = clause_of(model, "risk")
    say(clause, AD, "non-cmt", clause["text"].replace(" own", " own").replace("Own, and", f"Own,{space}and"))
    assert said(clause, AD, "non-cmt") != clause["text"]
    assert checked(tmp_path, model) == ()


# --- what is meant ----------------------------------------------------------------------------------------------------


def small(*wordings: str, accepted: object = ()) -> dict[str, Any]:
    """A framework with one clause; a wording for each level, the first for all that have none."""
    own = dict(zip([AD, D, ED], wordings[1:], strict=False))
    clause = {"id": "clause", "text": wordings[0], "levels": own, "accepted": accepted}
    return {"themes": [{"id": "theme", "title": "Theme", "clauses": [clause]}]}


SUBSTANCE = [
    ("Chair the Board.", "Attend the Board."),
    ("Lead the service.", "Support the Director in leading the service and deputise when asked."),
    (
        "Set the Council's budget and hold each directorate to it.",
        "Keep spending within the budget that is set for the service, and report each quarter.",
    ),
    (
        "Advise the Cabinet on every matter of policy and law.",
        "Brief the Director on what in policy and law bears on the service.",
    ),
    (
        "Represent the Council at national forums and sustain the relationships that it needs with government.",
        "Represent the Council at local forums, and keep partners there informed of all that the Council plans.",
    ),
]


@pytest.mark.parametrize("wordings", SUBSTANCE)
def test_wordings_that_say_different_things_raise_nothing(tmp_path: Path, wordings: tuple[str, ...]) -> None:
    assert checked(tmp_path, small(*wordings)) == ()


PAIR = (
    "Answer for the resources of the service and report on them.",
    "Answer for the staff of the service and report on them.",
)


def test_the_hint_shows_the_yaml_that_accepts_the_difference(tmp_path: Path) -> None:
    for name, level, variant, old, new, _ in PLANTS[::3]:
        model = copy.deepcopy(MODEL)
        clause = clause_of(model, name)
        cell = level, variant or VARIANTS[level][0]
        say(clause, *cell, said(clause, *cell).replace(old, new))
        (found,) = checked(tmp_path, model)
        shown = (
            found.hint.partition("to the clause: accepted: ")[2] or f"[{found.hint.partition('of the clause: ')[2]}]"
        )
        items = yaml.safe_load(shown)
        assert items
        clause["accepted"] = [*clause.get("accepted", []), *({**item, "reason": "Meant."} for item in items)]
        assert checked(tmp_path, model) == (), found


@pytest.mark.parametrize(
    "words", [["resources", "staff"], ["staff", "resources"], ["the resources of", "the staff of"]]
)
def test_a_difference_is_accepted_either_way_round_and_with_words_around_it(tmp_path: Path, words: list[str]) -> None:
    assert rules(checked(tmp_path, small(*PAIR))) == ["wording"]
    assert checked(tmp_path, small(*PAIR, accepted=[{"words": words, "reason": "Meant."}])) == ()


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ("Answer for the staff of the service and report on them", "punctuation"),
        ("Answer for the staffs of the service and report on them.", "wording"),
        ("Answer for all staff of the service and report on them.", "small-word"),
        ("Answer for the staff of a service and report on them.", "small-word"),
        ("Answer for the senior staff of the service and report on them.", "wording"),
    ],
)
def test_an_acceptance_is_of_that_difference_only(tmp_path: Path, changed: str, rule: str) -> None:
    accepted = [{"words": ["resources", "staff"], "reason": "Meant."}]
    found = checked(tmp_path, small(PAIR[0], changed, accepted=accepted))
    assert rule in rules(found)


def test_differences_that_are_accepted_beside_each_other_are_accepted(tmp_path: Path) -> None:
    one = "Be a proactive member of the Corporate Management Team, and serve it."
    other = "Be a proactive member of the extended senior leadership team, and serve it."
    pairs = [["", "extended"], ["Corporate Management Team", "senior leadership team"]]
    accepted = [{"words": words, "reason": "Meant."} for words in pairs]
    assert checked(tmp_path, small(one, other, accepted=accepted)) == ()
    assert len(checked(tmp_path, small(one, other, accepted=accepted[:1]))) == 1


@pytest.mark.parametrize("stale", [{"words": ["resources", "money"]}, {"words": ["Fenmoor"]}, {"levels": [AD]}])
def test_an_acceptance_that_nothing_needs_is_told_at_its_line(tmp_path: Path, stale: dict[str, Any]) -> None:
    accepted = [{"words": ["resources", "staff"], "reason": "Meant."}, {**stale, "reason": "No more."}]
    (found,) = checked(tmp_path, small(*PAIR, accepted=accepted))
    assert (found.rule, found.severity) == ("drift-accepted", "note")
    assert found.place
    assert found.place.line == line_of(tmp_path, "No more.") - (2 if "levels" in stale else len(stale["words"]) + 1)


# --- who is named -----------------------------------------------------------------------------------------------------


def test_the_levels_on_either_side_are_named_however_their_wordings_differ_elsewhere(tmp_path: Path) -> None:
    full = "Champion and lead the management of risk in service delivery, and own the corporate framework for risk"
    brief = full.replace("the management of ", "")
    found = checked(tmp_path, small(f"{full}.", full, brief, f"{brief}."))
    (slip,) = [problem for problem in found if problem.rule == "drift-wording"]
    assert "Executive Director and Director differ from Managing Director and Assistant Director" in slip.message
    assert "lead [-the management of-] risk in" in slip.message
    assert rules(found).count("punctuation") == len(found) - 1 == 2


def test_each_slip_is_told_once_however_many_wordings_there_are(tmp_path: Path) -> None:
    text = "Answer for the {} of the service and report on them to the Council."
    wordings = [text.format(word) for word in ("resources", "staff", "budgets", "buildings")]
    found = checked(tmp_path, small(*wordings))
    assert len(found) == 3
    assert len({problem.message for problem in found}) == 3


def test_what_differs_in_several_places_between_two_wordings_is_one_finding_of_each_kind(tmp_path: Path) -> None:
    one = "Lead the Council's work, guide its partners, and report on the Council's progress to all who live there."
    other = one.replace("Council's", "council's").replace("work,", "work")
    assert sorted(rules(checked(tmp_path, small(one, other)))) == ["case", "punctuation"]


def test_what_a_level_has_from_another_is_told_once_and_of_both(tmp_path: Path) -> None:
    interim = f"""\
  - id: interim
    title: Interim Director
    extends: {ED}
    descriptor: Leads for for a year.
"""
    descriptors = f"{DESCRIPTORS.rstrip()}\n{interim}"
    model = copy.deepcopy(MODEL)
    clause_of(model, "risk")["levels"] = {ED: None}
    clause_of(model, "standards")["levels"] = {
        ED: said(clause_of(model, "standards"), ED, "cmt").replace("met,", "met")
    }
    found = checked(tmp_path, model, descriptors)
    assert rules(found) == ["doubled", "punctuation", "missing"]
    assert "Executive Director and Interim Director differ from" in found[1].message
    assert found[2].message.startswith("Executive Director does not have “Risk”")


# --- names and doubled words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name", "placeholder"),
    [
        ("Serve the residents of Ambridge well.", "Ambridge", "area"),
        ("Work across Borchester and Felpersham.", "Borchester and Felpersham", "area"),
        ("Serve Loamshire's communities.", "Loamshire", "area"),
        ("Champion the economy of South Loamshire.", "South Loamshire", "area"),
        ("Represent Fenmoor County Council.", "Fenmoor County Council", "organisation"),
        ("Represent the Council of Fenmoor.", "Council of Fenmoor", "organisation"),
        ("Represent the City of York Council at forums.", "York Council", "organisation"),
        ("Improve lives in Greater Manchester.", "Greater Manchester", "area"),
        ("Listen to Felpersham residents.", "Felpersham", "area"),
        ("Improve Felpersham's roads.", "Felpersham", "area"),
    ],
)
def test_a_name_is_found_without_knowing_whose_framework_it_is(
    tmp_path: Path, text: str, name: str, placeholder: str
) -> None:
    (found,) = checked(tmp_path, small(text))
    assert found.rule == "drift-name"
    assert f"“{name}”" in found.message
    assert f"{{{{ {placeholder} }}}}" in found.hint
    assert found.place
    assert found.place.source[found.place.column - 1 :].startswith(name)
    assert checked(tmp_path, small(text, accepted=[{"words": [name], "reason": "Meant."}])) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Follow the Code of Conduct and the standing orders of the Council.",
        "Act as Head of Paid Service under the Local Government and Housing Act 1989.",
        "Advise the Leader, Cabinet and the Monitoring Officer in Full Council and in the Corporate Management Team.",
        "Report to the Council in April and across England, and speak for it in English or Welsh.",
        "Champion the ICT policies within HR and the NHS. In partnership, work with the Director of Finance.",
        "Lead the services of the County Council, the Executive Directors' programmes and the People Directorate.",
        "Reading, bath and angus are words; sustain highland farming across borders.",
        "Champion Council services. Children's services matter. Today's services too.",
    ],
)
def test_the_usual_words_of_an_office_are_no_names(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, small(text)) == ()


def test_a_name_at_most_levels_is_theirs_and_not_of_the_level_without_it(tmp_path: Path) -> None:
    stray = "Seek to improve the lives of all, and empower communities Borchester wherever that is needed."
    (found,) = checked(tmp_path, small(stray, stray.replace(" Borchester", "")))
    assert (found.rule, found.place and found.place.line) == ("drift-name", line_of(tmp_path, "Borchester"))


def test_the_names_of_rolegen_yaml_belong_in_placeholders_also_in_descriptors(tmp_path: Path) -> None:
    own = {"organisation": "Thorne Combined Authority", "area": "Thorne"}
    descriptors = DESCRIPTORS.replace(
        "has overall corporate responsibility for the\n        Council.", "serves Thorne."
    )
    assert descriptors != DESCRIPTORS
    clause = small("Speak for Thorne Combined Authority.")
    found = checked(tmp_path, clause, descriptors, **own)
    assert rules(found) == ["name", "name"]
    assert "stands “Thorne”, the area of rolegen.yaml, where a placeholder belongs" in found[0].message
    assert "In “Managing Director”" in found[0].message
    assert "Write {{ area }}" in found[0].hint
    assert "Write {{ organisation }}" in found[1].hint
    assert found[0].place
    assert found[0].place.path.name == "descriptors.yaml"
    assert found[0].place.source[found[0].place.column - 1 :].startswith("Thorne.")
    accepted = descriptors.replace(
        "    title: Managing Director\n",
        "    title: Managing Director\n    accepted: [{words: [Thorne], reason: Meant.}]\n",
    )
    assert rules(checked(tmp_path, clause, accepted, **own)) == ["name"]


@pytest.mark.parametrize(
    "text",
    [
        "See to the the plan.",
        "Work in support of in support of the plan.",
        "The area to which it belongs to.",
        "Champion the {{ organisation }}'s plan.",
        "Serve {{ area }} {{ area }}.",
        "Serve the area,, and lead.",
        "Answer for the services for which the post is responsible for, and lead them.",
    ],
)
def test_doubled_words_are_found_also_in_descriptors(tmp_path: Path, text: str) -> None:
    assert rules(checked(tmp_path, small(text))) == ["doubled"]
    descriptors = DESCRIPTORS.replace("A Director reports to an Executive Director.", text)
    assert descriptors != DESCRIPTORS
    assert rules(checked(tmp_path, RESPONSIBILITIES, descriptors)) == ["doubled"]


@pytest.mark.parametrize(
    "text",
    [
        "Lead the Council that the plan is for, for ten years.",
        "Say the way in which services are delivered in partnership.",
        "Serve {{ organisation }}. {{ organisation }} serves all.",
        "Champion {{ organisation }}'s plan with those with whom one works.",
        "Score 10 10 and more, more and more.",
    ],
)
def test_words_that_stand_twice_for_a_reason_are_not_doubled(tmp_path: Path, text: str) -> None:
    assert checked(tmp_path, small(text)) == ()


def test_a_doubled_word_that_is_meant_is_accepted(tmp_path: Path) -> None:
    text = "See that that is done."
    assert rules(checked(tmp_path, small(text))) == ["doubled"]
    assert checked(tmp_path, small(text, accepted=[{"words": ["that that"], "reason": "Grammar asks for it."}])) == ()


def test_a_word_written_in_two_ways_is_told_where_it_is_rare(tmp_path: Path) -> None:
    text = RESPONSIBILITIES.replace(
        "Support the democratic process.", "Support the democratic process of the organization."
    )
    (found,) = checked(tmp_path, text)
    assert (found.rule, found.place and found.place.line) == ("drift-spelling", line_of(tmp_path, "organization"))
    text = RESPONSIBILITIES.replace("improve the Council's overall", "improve the council's overall")
    (found,) = checked(tmp_path, text)
    assert (found.rule, found.place and found.place.line) == ("drift-case", line_of(tmp_path, "the council's overall"))
    assert "“the Council's” " not in found.message
    assert "other places “Council's”" in found.message


# --- the command ------------------------------------------------------------------------------------------------------


@pytest.fixture
def drifting(tmp_path: Path) -> Path:
    """A workspace of two roles with a framework of its own, in which the wording of their level lacks a full stop."""
    (tmp_path / "data").mkdir()
    (tmp_path / "roles").mkdir()
    (tmp_path / "rolegen.yaml").write_text("organisation: Fenmoor County Council\n", encoding="utf-8")
    for name in ("legal", "libraries"):
        text = f"title: Assistant Director of {name.title()}\nlevel: {AD}\n"
        (tmp_path / "roles" / f"{name}.yaml").write_text(text, encoding="utf-8")
    model = copy.deepcopy(MODEL)
    clause = clause_of(model, "reputation")
    say(clause, AD, "non-cmt", clause["text"].rstrip("."))
    checked(tmp_path / "data", model)
    return tmp_path


def test_drift_is_told_once_and_changes_no_exit_code(run: Run, drifting: Path) -> None:
    assert len(list((drifting / "roles").iterdir())) == 2
    for arguments in ((), ("--strict",), ("roles/legal.yaml",)):
        ran = run("check", *arguments)
        assert ran.code == 0
        assert ran.err.count("[drift-punctuation]") == 1
        assert "data/responsibilities.yaml:" in ran.err
        assert "0 errors, 0 warnings" in ran.err
    ran = run("check", "--format", "github")
    assert ran.out.count("::notice file=data/responsibilities.yaml,line=") == 1


def test_a_build_does_not_look_for_drift(run: Run, drifting: Path) -> None:
    assert drifting.is_dir()
    ran = run("build", "--level", AD)
    assert ran.code == 0
    assert "drift" not in ran.err + ran.out


def test_the_examples_have_no_drift(run: Run, examples: Path) -> None:
    assert examples.is_dir()
    assert "drift" not in run("check").err


# --- any slip ---------------------------------------------------------------------------------------------------------


def slips(text: str) -> Iterator[str]:
    """The text with each of many small slips."""
    for found in re.finditer(r"[\w'-]+", text):
        start, end, word = found.start(), found.end(), found[0]
        yield f"{text[:start].rstrip()}{text[end:]}".strip()
        yield f"{text[:end]} {word}{text[end:]}"
        yield f"{text[:end]},{text[end:]}".replace(",,", ",")
        yield f"{text[:start]}{word[0].swapcase()}{word[1:]}{text[end:]}"
        yield f"{text[:start]}{word[:-1] if word.endswith('s') else word + 's'}{text[end:]}"
        yield f"{text[:start]}robust {text[start:]}"
        yield f"{text[:start]}the {text[start:]}"
        yield f"{text[:start]}{word[0]}{word}{text[end:]}"
    for found in re.finditer(r"[,.]|(?<=\w)-(?=\w)", text):
        yield f"{text[: found.start()]} {text[found.end() :]}".rstrip()


def holds(text: str) -> list[str]:
    """The placeholders of a text; one that is misspelt is an error, and no slip."""
    return re.findall(r"{{.*?}}", text)


# Only here does a level say what no other says: most of it has nothing that it could differ from.
ALONE = ("strategic-leadership", AD), ("communities", MD)


@settings(UNTIMED, max_examples=20, derandomize=True)
@given(st.randoms(use_true_random=False))
def test_any_small_slip_at_any_level_of_any_clause_is_found(tmp_path_factory: Any, chance: random.Random) -> None:
    model = copy.deepcopy(MODEL)
    clause = chance.choice([clause for theme in model["themes"] for clause in theme["clauses"]])
    level, variant = chance.choice([cell for cell in CELLS if (clause["id"], cell[0]) not in ALONE])
    before = said(clause, level, variant)
    after = chance.choice(sorted(one for one in set(slips(before)) - {before} if holds(one) == holds(before)))
    say(clause, level, variant, after)
    assert checked(tmp_path_factory.getbasetemp(), model), (clause["id"], level, after)
