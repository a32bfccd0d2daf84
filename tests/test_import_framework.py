"""`rolegen import` of a paper: the two files of a framework, a report, and nothing replaced that nobody asked to."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from rolegen import framework
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES
from tests.conftest import ROOT, Run
from tests.framework_papers import made
from tests.frameworks import as_block, random_framework
from tests.imported import circle, plan_of, table, table_of
from tests.papers import Layout, Plan, paper, random_layout, random_plan
from tests.samples import needed, write
from tests.test_cases import snapshot
from tests.word_files import p, word_file

DOCUMENT = "framework-model-1.docx"
LAYOUT = Layout()


def plan() -> Plan:
    """A short framework of levels without versions."""
    return random_plan(Random(11), versions=False)


@pytest.fixture
def document(run: Run, tmp_path: Path) -> Path:
    """The model framework's own document, in the folder the user stands in."""
    assert run("levels", "--compare", "--format", "docx").code == 0
    return tmp_path / DOCUMENT


@pytest.fixture
def typed(tmp_path: Path) -> Path:
    """A committee's paper."""
    path = tmp_path / "paper.docx"
    path.write_bytes(paper(plan(), LAYOUT))
    return path


def test_the_model_framework_comes_back_from_its_own_document(run: Run, document: Path, tmp_path: Path) -> None:
    ran = run("import", document.name, "--out", "new")
    assert ran.code == 0, ran.err
    known, new = needed(framework.load(ROOT / "data")), needed(framework.load(tmp_path / "new"))
    assert table(new) == table(known)
    assert (new.about.name, new.about.version, new.about.adoption) == ("Model framework", "model-1", None)
    for old, found in zip(known.levels, new.levels, strict=True):
        assert found == old.model_copy(update={"starter_criteria": {}})
    assert [theme.id for theme in new.themes] == [theme.id for theme in known.themes]
    assert [(one.id, one.title) for _, one in new.clauses()] == [(one.id, one.title) for _, one in known.clauses()]


def test_importing_again_changes_nothing(run: Run, document: Path, tmp_path: Path) -> None:
    assert run("import", document.name, "--out", "new").code == 0
    before = snapshot(tmp_path)
    ran = run("import", document.name, "--out", "new")
    assert ran.code == 0
    assert ran.out.splitlines()[-2:] == [
        f"unchanged {tmp_path / 'new' / name}" for name in (DESCRIPTORS, RESPONSIBILITIES)
    ]
    assert snapshot(tmp_path) == before


def test_what_is_imported_says_where_it_was_read_and_what_to_run_next(run: Run, typed: Path, tmp_path: Path) -> None:
    ran = run("import", typed.name, "--out", "new")
    assert ran.code == 0, ran.err
    assert ran.out.startswith(
        f"paper.docx: a framework of {len(plan().levels)} levels, {len(plan().themes)} themes and "
    )
    for heading in ("Levels", "Themes", "Wordings"):
        assert f"\n{heading}" in ran.out
    assert "table 1, row 2" in ran.out
    assert f"created   {tmp_path / 'new' / DESCRIPTORS}" in ran.out
    assert "Next: rolegen levels --compare --framework new\n" in ran.err
    assert needed(framework.load(tmp_path / "new")).about.version == "imported-1"
    top = (tmp_path / "new" / DESCRIPTORS).read_text("utf-8").splitlines()[:2]
    assert top[1] == "# Read from paper.docx by rolegen import."


def test_a_dry_run_and_quiet_show_and_write_as_they_say(run: Run, typed: Path, tmp_path: Path) -> None:
    dry = run("import", typed.name, "--out", "new", "--dry-run")
    assert (dry.code, "would create" in dry.out, (tmp_path / "new").exists()) == (0, True, False)
    quiet = run("import", typed.name, "--out", "new", "--quiet")
    assert (quiet.code, quiet.out) == (0, "")
    assert (tmp_path / "new" / RESPONSIBILITIES).exists()


def test_a_framework_that_is_there_in_other_words_is_not_replaced(run: Run, typed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "new")
    before = snapshot(tmp_path)
    ran = run("import", typed.name, "--out", "new")
    assert ran.code == 1
    assert "[other-framework]" in ran.err
    assert "rolegen diff --framework new new-new" in ran.err
    assert snapshot(tmp_path) == before
    assert run("import", typed.name, "--out", "new", "--force").code == 0
    assert table(needed(framework.load(tmp_path / "new"))) == table_of(plan())


def test_a_workspace_that_has_a_framework_is_asked_for_another_folder(run: Run, typed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    before = snapshot(tmp_path)
    ran = run("import", typed.name)
    assert (ran.code, ran.out) == (2, "")
    assert "There is a framework in data already." in ran.err
    assert run("import", typed.name, "--dry-run").code == 0
    assert snapshot(tmp_path) == before


def test_a_folder_without_a_framework_gets_one_of_its_own(run: Run, typed: Path, tmp_path: Path) -> None:
    ran = run("import", typed.name)
    assert ran.code == 0
    assert table(needed(framework.load(tmp_path / "data"))) == table_of(plan())
    assert "Then: rolegen check\n" in ran.err
    assert run("check").code == 0


def test_a_framework_that_follows_another_keeps_its_ids(run: Run, document: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    text = (tmp_path / "data" / RESPONSIBILITIES).read_text("utf-8")
    (tmp_path / "data" / RESPONSIBILITIES).write_text(text.replace("- id: reputation", "- id: good-name"), "utf-8")
    ran = run("import", document.name, "--out", "new")
    assert ran.code == 0
    assert "16 of 16 clauses are known again from Model framework, version model-1, and keep its ids." in ran.out
    new = needed(framework.load(tmp_path / "new"))
    assert "good-name" in [clause.id for _, clause in new.clauses()]
    assert new.levels[0].starter_criteria


def test_a_level_without_a_descriptor_ends_in_an_error_and_a_draft_that_says_so(run: Run, tmp_path: Path) -> None:
    stated = plan()
    lacking = replace(stated, descriptors={**stated.descriptors, stated.levels[-1]: ()})
    (tmp_path / "paper.docx").write_bytes(paper(lacking, LAYOUT))
    ran = run("import", "paper.docx", "--out", "new")
    assert ran.code == 1
    assert "[no-descriptor]" in ran.err
    assert "Next: write what is missing, where new says “To be written: …”." in ran.err
    gap = f"To be written: the descriptor of {stated.levels[-1]}."
    assert needed(framework.load(tmp_path / "new")).levels[-1].descriptor == (gap,)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--into", "roles/x.yaml"), "This file is a framework; --into does not go with it."),
        (("--as", "role"), "This file is a framework that rolegen made, no role."),
        (("--out", DOCUMENT), f"“{DOCUMENT}” is a file, not a folder."),
    ],
)
def test_flags_that_do_not_go_with_a_framework_are_told(
    run: Run, document: Path, tmp_path: Path, arguments: tuple[str, str], said: str
) -> None:
    before = snapshot(tmp_path)
    ran = run("import", document.name, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--out", "data"), "This file is a job profile; --out does not go with it."),
        (("--force",), "This file is a job profile; --force does not go with it."),
        (("--as", "framework"), "This file is a profile that rolegen made, no framework."),
    ],
)
def test_flags_that_do_not_go_with_a_profile_are_told(run: Run, arguments: tuple[str, ...], said: str) -> None:
    assert run("build", "--level", "director", "--cmt").code == 0
    ran = run("import", "director-cmt.docx", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


def test_a_word_file_that_is_neither_is_told_and_says_what_to_add(run: Run, tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_bytes(word_file(p("Dear Sir or Madam,")))
    ran = run("import", "letter.docx")
    assert ran.code == 1
    assert "--as framework" in ran.err
    assert run("import", "letter.docx", "--as", "framework").code == 1


@pytest.mark.parametrize("seed", range(0, 12, 2))
def test_random_frameworks_come_back_from_their_own_documents(seed: int) -> None:
    known = random_framework(seed)
    one = circle(table(known), made(known)["docx"])
    assert one.is_equal
    assert not one.dropped


@pytest.mark.parametrize("seed", range(6))
def test_random_papers_come_back_or_tell_why_not_and_drop_no_words(seed: int) -> None:
    chance = Random(seed)
    layout, stated = random_layout(chance), random_plan(chance)
    one = circle(table_of(stated), paper(stated, layout, seed))
    assert one.is_equal or one.problems
    assert not one.dropped


def test_a_paper_of_a_random_framework_comes_back() -> None:
    stated = plan_of(random_framework(2))
    assert circle(table_of(stated), paper(stated, LAYOUT)).is_equal


def test_tracked_changes_are_told_as_taken_for_accepted(run: Run, tmp_path: Path) -> None:
    (tmp_path / "paper.docx").write_bytes(paper(plan(), replace(LAYOUT, tracked=True)))
    ran = run("import", "paper.docx", "--out", "new")
    assert "Tracked changes, read as accepted" in ran.out
    assert table(needed(framework.load(tmp_path / "new"))) == table_of(plan())


def test_a_workspace_with_settings_keeps_its_framework_where_they_say(run: Run, typed: Path, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "organisation: Fenmoor County Council\n"})
    assert run("import", typed.name).code == 0
    assert (tmp_path / "data" / DESCRIPTORS).exists()


def test_wordings_and_descriptors_of_few_words_and_titles_of_ninety_letters_come_back(run: Run, tmp_path: Path) -> None:
    long = "for Commissioning, Communities, Policy, Property, Procurement & Public Protection"
    levels: list[dict[str, object]] = [
        {"id": name, "title": f"{name.capitalize()} {long}", "descriptor": "It leads."} for name in ("head", "deputy")
    ]
    levels[1]["term"] = {"months": "6"}
    clauses = [{"id": "plans", "title": "Plans", "text": "Make the plans.", "levels": {"deputy": "Help with them."}}]
    write(tmp_path, {
        "old/descriptors.yaml": as_block({"framework": {"name": "F", "version": "1"}, "levels": levels}),
        "old/responsibilities.yaml": as_block({"themes": [{"id": "work", "title": "Work", "clauses": clauses}]}),
    })  # fmt: skip
    assert run("levels", "--compare", "--framework", "old", "--format", "docx").code == 0
    ran = run("import", "framework-1.docx", "--out", "new")
    assert (ran.code, "Not understood" in ran.out) == (0, False), ran.err
    assert run("diff", "--framework", "old", "new").out == "From old to new: nothing differs.\n"


def test_a_document_of_rolegen_s_own_gets_no_versions_that_came_later(run: Run, examples: Path) -> None:
    assert run("levels", "--compare", "--framework", "2021", "--format", "docx").code == 0
    ran = run("import", "framework-2021.docx", "--out", "again", "--yes")
    assert (ran.code, "[written-out]" in ran.err) == (0, True)
    told = run("diff", "--framework", "2021", "again").out
    assert "versions" not in told
    known = needed(framework.load(examples / "again")).level("managing-executive-director")
    assert known
    assert known.term
    assert known.term.months == 12
