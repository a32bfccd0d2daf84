"""What `check`, `levels` and `roles` tell, and in which form."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from tests.conftest import Run, spoil, stamps
from tests.samples import write

# The examples of vacancies whose roles are not approved yet.
UNAPPROVED = [
    "vacancies/assistant-director-public-health-programmes-2026.yaml",
    "vacancies/director-highways-2026.yaml",
]
OLDER = "roles/executive-director-communities.yaml"  # the example that still stands on an earlier framework


def test_the_examples_have_nothing_wrong_with_them_but_one_that_stands_on_an_earlier_framework(
    run: Run, examples: Path
) -> None:
    before = stamps(examples)
    ran = run("check", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert "11 roles, 3 vacancies, 4 levels and 16 clauses checked: 0 errors, 0 warnings." in ran.err
    note, *unapproved = (line for line in ran.err.splitlines() if re.search(r"\[[a-z-]+\]$", line))
    assert [line.partition(":")[0] for line in unapproved] == UNAPPROVED
    assert note.startswith(f"{OLDER}:8:12: note: Approved on framework “2021”; the current one is “2022”.")
    assert stamps(examples) == before


def test_the_shipped_framework_and_template_have_nothing_wrong_with_them(run: Run) -> None:
    ran = run("check", "--strict")
    assert ran.code == 0
    assert "0 roles, 4 levels and 16 clauses checked: 0 errors, 0 warnings." in ran.err


def test_a_check_as_json_is_a_list_of_problems(run: Run, examples: Path) -> None:
    note, *unapproved = json.loads(run("check", "--format", "json").out)
    assert [(one["path"], one["rule"]) for one in unapproved] == [(path, "unapproved-role") for path in UNAPPROVED]
    assert (note["path"], note["severity"], note["rule"]) == (OLDER, "note", "older-framework")
    spoil(examples / "roles" / "director-highways.yaml")
    ran = run("check", "--format", "json")
    assert ran.code == 1
    problem, note, *_ = json.loads(ran.out)
    assert note["path"] == OLDER
    assert problem["path"] == "roles/director-highways.yaml"
    assert (problem["severity"], problem["rule"]) == ("error", "unknown-level")
    assert problem["line"] > 0
    assert problem["column"] == len("level: ") + 1
    assert problem["message"] == "There is no level “directr”."
    assert "Did you mean “director”?" in problem["help"]


def test_a_check_for_github_is_an_annotation_a_problem(run: Run, examples: Path) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    ran = run("check", "--format", "github")
    assert ran.code == 1
    line, note, *_ = ran.out.splitlines()
    assert note.startswith(f"::notice file={OLDER},line=8,")
    assert line.startswith("::error file=roles/director-highways.yaml,line=")
    assert ",title=unknown-level::There is no level “directr”." in line


@pytest.mark.parametrize("settings", ["organisation: [\n", "organization: Fenmoor\n"])
@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_check_that_cannot_begin_says_why_in_every_form(run: Run, tmp_path: Path, settings: str, form: str) -> None:
    (tmp_path / "rolegen.yaml").write_text(settings, encoding="utf-8")
    ran = run("check", "--format", form)
    assert ran.code == 1
    assert "rolegen.yaml" in ran.out + ran.err


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_check_of_what_is_not_there_says_so_in_every_form(run: Run, form: str) -> None:
    ran = run("check", "nobody.yaml", "--format", form)
    assert ran.code == 2
    assert "nobody.yaml" in ran.out + ran.err


def test_a_check_tells_all_that_is_wrong_in_one_pass(run: Run, examples: Path) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    (examples / "roles" / "assistant-director-legal.yaml").write_text("title: [\n", encoding="utf-8")
    (examples / "roles" / "con.yaml").write_text("title: Director\nlevel: director\ncmt: true\n", encoding="utf-8")
    ran = run("check")
    assert ran.code == 1
    for place in ("roles/director-highways.yaml:", "roles/assistant-director-legal.yaml:", "roles/con.yaml:"):
        assert f"\n{place}" in f"\n{ran.err}"
    assert "12 roles" in ran.err


def test_only_a_strict_check_fails_on_a_warning(run: Run, examples: Path) -> None:
    role = examples / "roles" / "director-highways.yaml"
    text = role.read_text(encoding="utf-8")
    assert "\nstatutory:" not in text
    role.write_text(f"{text}\nstatutory: [chief-finance-officer]\n", encoding="utf-8")
    loose, strict = run("check"), run("check", "--strict")
    assert "warning: " in loose.err
    assert (loose.code, strict.code) == (0, 1)


def test_an_approved_role_on_an_older_framework_is_told_and_not_moved(run: Run, examples: Path) -> None:
    data = examples / "data"
    write(data / "history" / "2022", {path.name: path.read_bytes() for path in data.glob("*.yaml")})
    for name, old, new in (
        ("descriptors.yaml", 'version: "2022"', 'version: "2023"'),
        ("responsibilities.yaml", "title: Shaping the Future", "title: Shaping Tomorrow"),
    ):
        text = (data / name).read_text(encoding="utf-8")
        assert old in text
        (data / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    ran = run("check")
    assert ran.code == 0
    notes = [line for line in ran.err.splitlines() if "note: Approved on " in line]
    said = [line.partition("Approved on ")[2].partition(".")[0] for line in notes]
    assert sorted(said) == [
        "framework “2021”; the current one is “2023”",
        *["framework “2022”; the current one is “2023”"] * 4,
    ]
    assert run("build", "--format", "md").code == 0
    approved = (examples / "profiles" / "director-finance.md").read_text(encoding="utf-8")
    draft = (examples / "profiles" / "director-childrens-services.md").read_text(encoding="utf-8")
    assert "Shaping the Future" in approved
    assert "Shaping Tomorrow" in draft


# levels and roles


def test_the_levels_are_listed_in_their_order(run: Run) -> None:
    out = run("levels").out
    ids = [f"({level})" for level in ("managing-director", "executive-director", "director", "assistant-director")]
    assert [out.index(name) for name in ids] == sorted(out.index(name) for name in ids)


def test_a_level_shows_both_wordings_or_the_one_asked_for(run: Run) -> None:
    both, one = run("levels", "director").out, run("levels", "director", "--cmt").out
    assert (both.count("[cmt] "), both.count("[non-cmt] ")) == (1, 1)
    assert (both.count("(corporate-management)"), one.count("(corporate-management)")) == (2, 1)
    assert "cmt] " not in one


def test_the_roles_that_have_a_clause_can_be_asked_for(run: Run, examples: Path) -> None:
    ran = run("roles", "--with", "health-and-safety", "--format", "csv")
    assert (ran.code, ran.err) == (0, "")
    found = [row["role"] for row in csv.DictReader(io.StringIO(ran.out))]
    assert found == sorted(path.stem for path in (examples / "roles").iterdir())


def test_a_clause_that_a_level_lacks_leaves_its_roles_out(run: Run, examples: Path) -> None:
    clauses = examples / "data" / "responsibilities.yaml"
    text = clauses.read_text(encoding="utf-8")
    assert "- id: reputation\n" in text
    without = "- id: reputation\n        levels: {assistant-director: null}\n"
    clauses.write_text(text.replace("- id: reputation\n", without), encoding="utf-8")
    found = json.loads(run("roles", "--with", "reputation", "--format", "json").out)
    assert {role["role"] for role in found} == {
        *("director-childrens-services", "director-finance", "director-highways"),
        *("executive-director-people", "executive-director-place", "managing-director"),
    }
    assert "assistant-director" not in {role["level"] for role in found}
    assert run("build", "--level", "assistant-director", "--format", "md").code == 0
    assert "reputation" not in (examples / "assistant-director.md").read_text(encoding="utf-8")


def test_a_misspelt_clause_is_answered_with_the_nearest(run: Run, examples: Path) -> None:
    assert examples.is_dir()
    ran = run("roles", "--with", "health-safety")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no clause “health-safety”." in ran.err
    assert "Did you mean “health-and-safety”?" in ran.err


def test_a_role_that_cannot_be_read_is_told_and_the_others_are_listed(run: Run, examples: Path) -> None:
    (examples / "roles" / "director-highways.yaml").write_text("title: [\n", encoding="utf-8")
    ran = run("roles", "--format", "json")
    assert ran.code == 1
    assert len(json.loads(ran.out)) == 10
    assert "roles/director-highways.yaml:" in ran.err
