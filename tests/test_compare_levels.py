"""rolegen levels --compare: on a screen of any width, and as files."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from rolegen.framework import versions_of
from rolegen.telling.levels import as_csv, as_json, as_text
from tests.conftest import Run
from tests.frameworks import random_framework
from tests.samples import opened, shipped, write
from tests.test_sidebyside import shown

MODEL = shipped().workshop.frameworks.current
SMALL = {
    "data/descriptors.yaml": """\
framework: {name: Fenmoor framework, version: v3}
levels:
  - {id: chief-officer, title: Chief Officer, descriptor: "Leads {{ organisation }}."}
  - id: head-of-service
    title: Head of Service
    variants: {large: {membership: Large service}, small: {}}
    descriptor: Leads a service.
  - {id: team-manager, title: Team Manager, descriptor: Leads a team.}
""",
    "data/responsibilities.yaml": """\
themes:
  - id: money
    title: Money
    clauses:
      - id: budget
        title: Budget
        text: Keep to the budget of the service.
        levels: {chief-officer: Keep to the budget of the Council., team-manager: null}
      - {id: waste, text: "=Avoid waste in {{ area }}."}
""",
    "rolegen.yaml": "area: Fenmoor\n",
}


# On the screen


def test_each_clause_says_once_what_all_share_and_under_whom_what_differs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    ran = run("levels", "--compare")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Fenmoor framework, version v3: not adopted by any council
Chief Officer, Head of Service, Team Manager

Money
1. Budget (budget)
  Chief Officer:
    Keep to the budget of the Council.
  Head of Service:
    Keep to the budget of the [-Council-] {+service+}.
  Not for: Team Manager
2. waste
  Every level:
    =Avoid waste in Fenmoor.

Level descriptors
Chief Officer
  Leads the Council.
Head of Service
  Leads a service.
Team Manager
  Leads a team.
"""
    )


def test_levels_are_meant_by_title_too_and_stand_in_the_frameworks_order(run: Run) -> None:
    ran = run("levels", "--compare", "Director", "managing-director", "director")
    assert ran.out.split("\n")[1] == "Managing Director, Director"


@pytest.mark.parametrize("width", [30, 40, 60, 100])
def test_it_keeps_to_the_width_of_the_screen_and_says_the_same_on_any(width: int) -> None:
    one, wide = as_text(shown(MODEL), width=width), as_text(shown(MODEL), width=100_000)
    assert max(len(line) for line in one.split("\n")) <= width
    assert one.split() == wide.split()
    assert max(len(line) - len(line.lstrip()) for line in one.split("\n")) <= 6


def test_in_colour_what_differs_is_struck_or_bold_and_no_signs_stand_there() -> None:
    told = as_text(shown(MODEL), colour=True)
    assert "\x1b[31;9m" in told
    assert "\x1b[32;1m" in told
    assert not re.search(r"\{\+|\[-", told)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", told).split()
    assert bare == re.sub(r"\{\+|\+\}|\[-|-\]", "", as_text(shown(MODEL))).split()


def test_whom_a_wording_is_marked_against_is_said_where_it_is_not_plain() -> None:
    lines = as_text(shown(MODEL)).split("\n")
    assert "  Executive Director, Director (cmt):" in lines
    assert "  Director (non-cmt), beside Executive Director:" in lines
    assert "  Assistant Director, beside Director (non-cmt):" in lines


# In other programs


def test_the_spreadsheet_has_a_row_for_each_clause_level_and_version(run: Run, tmp_path: Path) -> None:
    write(tmp_path, SMALL)
    rows = list(csv.DictReader(io.StringIO(run("levels", "--compare", "--format", "csv").out)))
    assert [(row["clause"], row["level"], row["variant"], row["same_as"], row["wording"]) for row in rows] == [
        ("budget", "chief-officer", "", "", "Keep to the budget of the Council."),
        ("budget", "head-of-service", "large", "", "Keep to the budget of the service."),
        ("budget", "head-of-service", "small", "head-of-service/large", "Keep to the budget of the service."),
        ("budget", "team-manager", "", "", ""),
        ("waste", "chief-officer", "", "", "'=Avoid waste in Fenmoor."),
        ("waste", "head-of-service", "large", "chief-officer", "'=Avoid waste in Fenmoor."),
        ("waste", "head-of-service", "small", "chief-officer", "'=Avoid waste in Fenmoor."),
        ("waste", "team-manager", "", "chief-officer", "'=Avoid waste in Fenmoor."),
    ]
    assert {(row["theme"], row["theme_title"]) for row in rows} == {("money", "Money")}
    assert [row["clause_title"] for row in rows] == ["Budget"] * 4 + [""] * 4


def test_every_row_of_random_frameworks_says_what_the_framework_does() -> None:
    for seed in range(6):
        known = random_framework(seed, odd=True)
        rows = list(csv.DictReader(io.StringIO(as_csv(shown(known)))))
        assert len(rows) == sum(len(versions_of(level)) for level in known.levels) * len(list(known.clauses()))
        said = {(row["clause"], row["level"], row["variant"]): row["wording"] for row in rows}
        lacking = {key for key, wording in said.items() if not wording}
        assert lacking == {(one.id, level.id, name) for _, one in known.clauses() for level in known.levels
                           for name in versions_of(level) if one.wording(level.id, name) is None}  # fmt: skip


def test_as_json_the_pieces_of_a_wording_make_it_and_the_one_beside_it() -> None:
    told = json.loads(as_json(shown(MODEL)))
    clauses = [clause for theme in told["themes"] for clause in theme["clauses"]]
    assert [clause["number"] for clause in clauses] == list(range(1, 17))
    differing = [clause for clause in clauses if not clause["same_for_every_level"]]
    assert len(differing) > 4
    for clause in differing:
        for wording in clause["wordings"][1:]:
            new = "".join(piece["text"] for piece in wording["pieces"] if piece["kind"] != "removed")
            old = "".join(piece["text"] for piece in wording["pieces"] if piece["kind"] != "added")
            assert new == wording["text"]
            assert old == clause["wordings"][wording["beside"]]["text"]
    assert [level["id"] for level in told["levels"]] == [level.id for level in MODEL.levels]
    assert clauses[1]["wordings"][1]["levels"] == [
        {"level": "executive-director", "variant": None}, {"level": "director", "variant": "cmt"}
    ]  # fmt: skip


# As files


def test_a_word_file_is_written_where_the_user_stands_and_told_of_as_a_build_tells(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "framework-model-1.docx"
    first = run("levels", "--compare", "--format", "docx")
    assert (first.code, first.out, first.err) == (0, f"created   {path}\n", "")
    assert run("levels", "--compare", "--format", "docx").out == f"unchanged {path}\n"
    assert run("levels", "--compare", "director", "assistant-director", "--format", "docx").out == f"updated   {path}\n"
    assert len(opened(path.read_bytes()).tables[0].rows) == 3


def test_several_formats_are_written_and_one_that_is_text_is_printed(run: Run, tmp_path: Path) -> None:
    ran = run("levels", "--compare", "--format", "csv,docx, md,html,json,text", "--out", "papers")
    assert ran.code == 0
    assert sorted(path.name for path in (tmp_path / "papers").iterdir()) == [
        f"framework-model-1.{ending}" for ending in ("csv", "docx", "html", "json", "md", "txt")
    ]
    for form in ("csv", "html", "json", "md"):
        assert (
            run("levels", "--compare", "--format", form).out.encode()
            == (tmp_path / "papers" / f"framework-model-1.{form}").read_bytes()
        )
    assert sorted(path.name for path in tmp_path.iterdir()) == ["papers"]


def test_one_textual_format_is_a_file_where_a_folder_is_named(run: Run, tmp_path: Path) -> None:
    ran = run("levels", "--compare", "--format", "csv", "--out", "papers", "--quiet")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert (tmp_path / "papers" / "framework-model-1.csv").read_bytes().startswith(b"theme,")


def test_a_word_file_that_someone_edited_is_left_alone_without_force(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "framework-model-1.docx"
    run("levels", "--compare", "--format", "docx")
    made = path.read_bytes()
    document = opened(made)
    document.add_paragraph("A word of my own.")
    document.save(str(path))
    edited = path.read_bytes()
    ran = run("levels", "--compare", "--format", "docx")
    assert ran.code == 1
    assert "saved by another program" in ran.err
    assert "--force overwrites it" in ran.err
    assert path.read_bytes() == edited
    assert run("levels", "--compare", "--format", "docx", "--force").code == 0
    assert path.read_bytes() == made


def test_the_framework_that_is_named_is_compared(run: Run, examples: Path) -> None:
    assert run("levels", "--compare", "--framework", "2021", "--format", "docx").code == 0
    assert (examples / "framework-2021.docx").is_file()


# Mistakes


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--compare", "director"], "One level alone, Director, cannot be compared."),
        (["--compare", "director", "Director"], "One level alone, Director, cannot be compared."),
        (["--compare", "director", "directr"], "There is no level “directr”."),
        (["--compare", "--cmt"], "do not go with --compare"),
        (["--compare", "--format", "docx,doc"], "There is no format “doc” here."),
        (["director", "assistant-director"], "Levels are read one at a time."),
        (["director", "--out", "papers"], "--out and --force go with --compare."),
        (["--force"], "--out and --force go with --compare."),
        (["--format", "docx"], "There is no format “docx” here."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_written(run: Run, tmp_path: Path, flags: list[str], said: str) -> None:
    ran = run("levels", *flags)
    assert ran.code == 2
    assert ran.out == ""
    assert said in ran.err
    assert "help: " in ran.err
    assert list(tmp_path.iterdir()) == []


def test_what_to_add_is_told_to_who_names_several_levels(run: Run) -> None:
    assert "rolegen levels --compare director assistant-director" in run("levels", "director", "assistant-director").err


def test_a_template_of_ones_own_that_is_wrong_is_told_at_its_line(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/framework.html.j2": "<title>A</title>\n<p>{{ role.title }}</p>\n"})
    ran = run("levels", "--compare", "--format", "docx")
    assert ran.code == 1
    assert "framework.html.j2:2: error: The template asks for “role”, which there is not." in ran.err
    assert list(tmp_path.glob("*.docx")) == []


def test_a_framework_without_responsibilities_has_its_levels_to_show(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {**SMALL, "data/responsibilities.yaml": "themes: []\n"})
    assert run("levels", "--compare").out.endswith("Team Manager\n  Leads a team.\n")
    assert run("levels", "--compare", "--format", "docx,md").code == 0
    assert "Appendix 2:" not in (tmp_path / "framework-v3.md").read_text("utf-8")
