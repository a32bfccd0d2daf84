"""The framework and the register as something to read: on a screen, in a spreadsheet, in another program."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from rolegen.listing import COLUMNS, records_csv, records_json, records_text
from tests.conftest import Run

LEVELS = """\
framework:
  name: Fenmoor framework
  version: v3
  adoption: {approved_by: Full Council, approved_on: 2026-05-20, minute: "34/26"}
levels:
  - id: chief-officer
    title: Chief Officer
    descriptor: Leads {{ organisation }}.
  - id: head-of-service
    title: Head of Service
    reports_to: chief-officer
    variants:
      large: {membership: Large service}
      small: {membership: Small service}
    descriptor: Leads a service for {{ area }}.
    starter_criteria: {skills: [Able to lead a service]}
"""
CLAUSES = """\
themes:
  - id: people
    title: People
    clauses:
      - id: culture
        text: Promote an open culture in {{ area }}.
        levels:
          head-of-service: {large: Promote it in a large service., small: Promote it in a small service.}
      - id: money
        text: Keep to the budget.
        levels: {chief-officer: Set the budget.}
  - id: places
    title: Places
    clauses:
      - id: roads
        levels: {chief-officer: Mend the roads., head-of-service: Mend a road.}
"""


def record(**values: str) -> dict[str, str]:
    """A line of the register; what is not said is empty."""
    return {**dict.fromkeys(COLUMNS, ""), **values}


FINANCE = record(role="director-finance", title="Director of Finance", level="director", status="draft")
HIGHWAYS = record(
    role="director-highways", title="Director of Highways", level="director", status="approved", grade="17"
)


@pytest.fixture
def framework(tmp_path: Path) -> Path:
    """A council's own framework of two levels, in the folder the user stands in."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "descriptors.yaml").write_text(LEVELS, encoding="utf-8")
    (tmp_path / "data" / "responsibilities.yaml").write_text(CLAUSES, encoding="utf-8")
    (tmp_path / "rolegen.yaml").write_text("organisation: Fenmoor County Council\narea: Fenmoor\n", encoding="utf-8")
    return tmp_path


# The register


def test_the_register_is_a_table_of_the_columns_that_say_something() -> None:
    assert records_text([FINANCE, HIGHWAYS], 100).split("\n") == [
        "Role               Title                 Level     Grade  Status",
        "director-finance   Director of Finance   director         draft",
        "director-highways  Director of Highways  director  17     approved",
    ]


def test_the_register_is_a_block_a_role_where_the_screen_is_narrow() -> None:
    assert records_text([FINANCE, HIGHWAYS], 40).split("\n") == [
        "director-finance",
        "  title: Director of Finance",
        "  level: director",
        "  status: draft",
        "",
        "director-highways",
        "  title: Director of Highways",
        "  level: director",
        "  grade: 17",
        "  status: approved",
    ]


def test_a_spreadsheet_reads_the_register_back() -> None:
    awkward = record(role="director", title='Director, "Place"\nand People', evaluation="Evaluated, JE-1")
    rows = list(csv.DictReader(io.StringIO(records_csv([FINANCE, awkward]))))
    assert rows == [FINANCE, awkward]


@pytest.mark.parametrize("title", ["=HYPERLINK(1)", "+44 20", "-1", "@SUM(A1)"])
def test_a_spreadsheet_gets_no_formula(title: str) -> None:
    (row,) = csv.DictReader(io.StringIO(records_csv([record(role="director", title=title)])))
    assert row["title"] == f"'{title}"


def test_an_empty_register_is_a_heading_or_an_empty_list() -> None:
    assert records_csv([]) == ",".join(COLUMNS)
    assert json.loads(records_json([])) == []


def test_json_keeps_letters_as_they_are() -> None:
    text = records_json([record(role="director", title="Director – Łódź")])
    assert "Director – Łódź" in text
    assert json.loads(text)[0]["title"] == "Director – Łódź"


def test_dates_in_the_register_sort_as_text(run: Run, framework: Path) -> None:
    roles = framework / "roles"
    roles.mkdir()
    (roles / "chief.yaml").write_text(
        "title: Chief\nlevel: chief-officer\nversion: '1.0'\nstatus: approved\nframework: v3\n"
        "approved_by: Full Council\napproved_on: 2026-06-01\n", encoding="utf-8")  # fmt: skip
    (row,) = json.loads(run("roles", "--format", "json").out)
    assert row["approved"] == "2026-06-01"
    assert row["framework"] == "v3"


# The framework


def test_the_levels_say_who_adopted_them_and_how_they_differ(run: Run, framework: Path) -> None:
    assert framework.is_dir()
    assert run("levels").out.rstrip().split("\n") == [
        "Fenmoor framework, version v3: approved by Full Council on 20 May 2026 (minute 34/26)",
        "",
        "Chief Officer (chief-officer)",
        "",
        "Head of Service (head-of-service)",
        "  Reports to: Chief Officer",
        "  Corporate Management Team: Large service or Small service",
    ]


def test_a_level_in_full_has_its_own_wordings_and_the_organisations_name(run: Run, framework: Path) -> None:
    assert framework.is_dir()
    out = run("levels", "chief-officer").out
    assert "Leads Fenmoor County Council." in out
    assert "• Promote an open culture in Fenmoor. (culture)" in out
    assert "• Set the budget. (money)" in out
    assert "{{" not in out


def test_a_level_with_versions_marks_only_what_differs(run: Run, framework: Path) -> None:
    assert framework.is_dir()
    out = run("levels", "head-of-service").out
    assert "• [large] Promote it in a large service. (culture)" in out
    assert "• [small] Promote it in a small service. (culture)" in out
    assert "• Keep to the budget. (money)" in out
    assert "Able to lead a service" in out


def test_one_version_shows_its_own_wording_only(run: Run, framework: Path) -> None:
    assert framework.is_dir()
    out = run("levels", "Head of Service", "--variant", "small").out
    assert "• Promote it in a small service. (culture)" in out
    assert "large" not in out


def test_the_framework_as_json_holds_every_wording(run: Run, framework: Path) -> None:
    assert framework.is_dir()
    held = json.loads(run("levels", "--format", "json").out)
    assert held["framework"] == {
        "name": "Fenmoor framework",
        "version": "v3",
        "standing": "approved by Full Council on 20 May 2026 (minute 34/26)",
    }
    chief, head = held["levels"]
    assert (chief["id"], head["id"]) == ("chief-officer", "head-of-service")
    assert head["variants"] == {"large": "Large service", "small": "Small service"}
    assert head["descriptor"] == ["Leads a service for Fenmoor."]
    assert list(head["clauses"]) == ["culture", "money", "roads"]
    assert head["clauses"]["culture"]["wordings"] == {
        "large": "Promote it in a large service.",
        "small": "Promote it in a small service.",
    }
    assert list(chief["clauses"]["roads"]["wordings"].values()) == ["Mend the roads."]


def test_an_unknown_form_is_refused_with_the_known_ones(run: Run) -> None:
    for command, known in (
        ("levels", "text, json"),
        ("roles", "text, csv, json, transparency"),
        ("check", "text, json, csv, github"),
    ):
        ran = run(command, "--format", "xml")
        assert (ran.code, ran.out) == (2, "")
        assert f"Known: {known}." in ran.err
