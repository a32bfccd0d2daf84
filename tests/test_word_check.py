"""`rolegen check FILE.docx`: is the approved wording in a Word file still the framework's?"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

import docx
import pytest

from rolegen.approval.audit import Audited, Auditor
from rolegen.build import Options
from rolegen.profile import Profile
from tests import manglings
from tests.conftest import EXAMPLES, ROOT, Run
from tests.manglings import (
    HARMFUL,
    HARMLESS,
    Opened,
    all_wordings,
    mangled,
    opened,
    set_text,
    unit,
    verdict,
    wordings_by_place,
)
from tests.profiles import profiles
from tests.samples import everything, plainly, write

FINANCE = "role-director-finance"


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    return Auditor(Options(), EXAMPLES)


def finance() -> Opened:
    file = opened(everything()[FINANCE].docx, profiles()[FINANCE])
    file.others = all_wordings(profiles())
    return file


def looked_at(file: Opened | bytes, auditor: Auditor, folder: Path) -> Audited:
    path = folder / "profile.docx"
    path.write_bytes(file if isinstance(file, bytes) else file.closed())
    return auditor.audit(path)


# --- what is found, and what is none ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in everything() if name.startswith("role-")])
@pytest.mark.parametrize("controls", [True, False])
def test_a_file_as_built_is_in_order(name: str, controls: bool, auditor: Auditor, tmp_path: Path) -> None:
    audited = looked_at(everything()[name].docx if controls else plainly()[name], auditor, tmp_path)
    assert audited.in_order
    assert audited.examination
    clauses = [clause.id for theme in profiles()[name].themes for clause in theme.clauses]
    assert len(clauses) == (16 if profiles()[name].framework.version == "2022" else 9)
    assert audited.examination.found == len(audited.examination.clauses) == len(clauses)
    assert verdict(audited, profiles()[name]) == ()


@pytest.mark.parametrize("harm", HARMFUL, ids=lambda harm: str(harm.__name__))
def test_harm_is_found_and_nothing_else(
    harm: Callable[[Opened, Random], None], auditor: Auditor, tmp_path: Path
) -> None:
    for seed in range(2):
        file = finance()
        harm(file, Random(seed))
        assert file.expected
        assert verdict(looked_at(file, auditor, tmp_path), profiles()[FINANCE]) == tuple(sorted(file.expected))


@pytest.mark.parametrize("change", HARMLESS, ids=lambda change: str(change.__name__))
def test_what_does_no_harm_is_no_finding(
    change: Callable[[Opened, Random], None], auditor: Auditor, tmp_path: Path
) -> None:
    for seed in range(2):
        file = finance()
        change(file, Random(seed))
        assert verdict(looked_at(file, auditor, tmp_path), profiles()[FINANCE]) == ()


def test_random_manglings_are_told_apart(tmp_path: Path) -> None:
    known, bases = profiles(), {name: made.docx for name, made in everything().items()}
    bases |= {f"{name} (bookmarks)": data for name, data in plainly().items()}
    auditors = {True: Auditor(Options(), EXAMPLES), False: Auditor(Options(), tmp_path)}
    others, harmed = wordings_by_place(known), 0
    for seed in range(40):
        chances = Random(seed)
        name = chances.choice(sorted(bases))
        profile = known[name.partition(" ")[0]]
        is_role = name.startswith("role-")
        trial = mangled(bases[name], profile, others[is_role], chances)
        harmed += bool(trial.expected)
        found = verdict(looked_at(trial.data, auditors[is_role], tmp_path), profile)
        assert found == trial.expected, (seed, name, trial.done)
    assert 20 < harmed < 40


def test_an_altered_clause_says_its_words_and_whose_they_are(auditor: Auditor, tmp_path: Path) -> None:
    file = finance()
    key = ("financial-strategy", 0)
    set_text(file.paragraph(key), file.wordings[key].replace("sustainable", "affordable"))
    audited = looked_at(file, auditor, tmp_path)
    assert audited.examination
    (finding,) = audited.examination.findings
    changed = [(piece.kind, piece.text) for piece in finding.pieces if piece.kind != "same"]
    assert changed == [("removed", "sustainable"), ("added", "affordable")]
    (other,) = (text for text in file.others[key] if text.startswith("Contribute"))
    (text,) = file.root.xpath("//*[local-name()='t'][contains(., 'affordable')]")
    text.text = other
    audited = looked_at(file, auditor, tmp_path)
    assert audited.examination
    assert audited.examination.findings[0].says == "Assistant Director"


def test_words_put_in_a_locked_control_beside_a_clause_are_added(auditor: Auditor, tmp_path: Path) -> None:
    file = finance()
    file.touched |= {key for key in file.wordings if key[0] != "culture"}
    manglings.words_are_added(file, Random(1))
    found = looked_at(file, auditor, tmp_path)
    assert verdict(found, profiles()[FINANCE]) == (("added", ""),)
    assert found.examination
    assert found.examination.findings[0].section[-1] == "Leading and Working Through Others"


def test_a_clause_under_the_next_themes_heading_has_moved_although_the_order_stays(
    auditor: Auditor, tmp_path: Path
) -> None:
    file = finance()
    order = list(file.wordings)
    last = max(n for n, key in enumerate(order) if file.headings[key] == "shaping-the-future")
    clause, heading = file.paragraph(order[last]), "Leading and Working Through Others"
    (title,) = file.root.xpath(f"//*[local-name()='t'][. = '{heading}']/../..")
    title.addnext(unit(clause))
    assert verdict(looked_at(file, auditor, tmp_path), profiles()[FINANCE]) == (("moved", order[last][0]),)


def test_a_theme_under_another_heading_is_told(auditor: Auditor, tmp_path: Path) -> None:
    file = finance()
    (title,) = file.root.xpath("//*[local-name()='t'][. = 'Delivers Results']")
    title.text = "Delivering Outcomes"
    found = looked_at(file, auditor, tmp_path).examination
    assert found
    (finding,) = found.findings
    assert finding.kind == "retitled"
    assert [piece.text for piece in finding.pieces if piece.kind == "added"] == ["Delivering Outcomes"]


def test_the_roles_own_words_may_be_like_a_clause(auditor: Auditor, tmp_path: Path) -> None:
    file = finance()
    (accountability, *_) = file.root.xpath(
        "//*[local-name()='sdt'][*/*[local-name()='tag'][@*='field:accountabilities']]//*[local-name()='p']"
    )
    set_text(accountability, file.wordings["culture", 0])
    assert looked_at(file, auditor, tmp_path).in_order


# --- files made by hand -----------------------------------------------------------------------------------------------


def by_hand(profile: Profile, path: Path, *, without: tuple[str, ...] = ()) -> None:
    """A profile as someone types it: titles in bold, clauses in a table, a heading of their own."""
    page = docx.Document()
    page.add_paragraph("JOB DESCRIPTION")
    page.add_paragraph(f"Post: {profile.level.title}")
    page.add_paragraph("Our council is a friendly place to work. We offer flexible hours.")
    for text in profile.descriptor:
        page.add_paragraph(text)
    for theme in profile.themes:
        row = page.add_table(1, 2).rows[0].cells
        row[0].text = theme.title
        row[1].text = "\n".join(clause.text for clause in theme.clauses if clause.id not in without)
    page.add_paragraph("Any other duties that the line manager asks for.")
    page.save(str(path))


@pytest.mark.parametrize("name", [name for name in everything() if not name.startswith("role-")])
def test_a_file_made_by_hand_is_known_by_its_words(name: str, tmp_path: Path) -> None:
    path = tmp_path / "hand.docx"
    by_hand(profiles()[name], path)
    audited = Auditor(Options(), tmp_path).audit(path)
    assert verdict(audited, profiles()[name]) == ()
    assert audited.measure
    assert not audited.measure.certain


def test_what_a_file_made_by_hand_lacks_is_counted(run: Run, tmp_path: Path) -> None:
    by_hand(profiles()["director-non-cmt"], tmp_path / "hand.docx", without=("culture", "equality"))
    ran = run("check", "hand.docx")
    assert ran.code == 1
    assert "14 of 16 clauses found, the descriptor too." in ran.out
    assert "nearest to Director (non-cmt), framework model-1." in " ".join(ran.out.split())
    assert ran.out.count("Removed: ") == 2
    assert "(culture, Leading and Working Through Others)" in " ".join(ran.out.split())


def test_a_word_file_that_says_nothing_of_the_framework_is_told_so(run: Run, tmp_path: Path) -> None:
    page = docx.Document()
    page.add_paragraph("Minutes of the works canteen panel.")
    page.save(str(tmp_path / "minutes.docx"))
    ran = run("check", "minutes.docx")
    assert ran.code == 1
    assert "minutes.docx: error: Nothing in this file is like the approved wording" in ran.err
    assert "1 Word file checked: 1 that could not be checked." in ran.err


# --- which framework, and today's -------------------------------------------------------------------------------------


@pytest.fixture
def place(examples: Path) -> Path:
    """The example workspace, whose roles in draft are made with the framework that it calls 2022."""
    return examples


def built(run: Run, *names: str) -> None:
    ran = run("build", *names)
    assert ran.code == 0, ran.err


def reword(place: Path, old: str, new: str, version: str = "") -> None:
    """Other words in the framework; under a new version the old one is kept."""
    data = place / "data"
    if version:
        write(data / "history" / "2022", {path.name: path.read_bytes() for path in data.glob("*.yaml")})
        change(data / "descriptors.yaml", 'version: "2022"', f'version: "{version}"')
    change(data / "responsibilities.yaml", old, new)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_file_of_an_older_version_is_out_of_date_and_not_altered(run: Run, place: Path) -> None:
    built(run, "director-highways", "director-childrens-services")
    reword(place, "positive, forward-looking culture", "positive, open culture", "2023")
    ran = run("check", "profiles")
    assert ran.code == 1
    assert "made with framework “2022”; “2023” differs in 1 clause." in ran.out
    assert "Promote a positive, [-forward-looking-] {+open+} culture" in ran.out
    assert "Altered" not in ran.out
    built(run, "director-highways", "director-childrens-services")
    assert run("check", "profiles").code == 0


def test_an_older_version_with_the_same_words_is_only_pointed_out(run: Run, place: Path) -> None:
    built(run, "director-highways")
    reword(place, "title: Culture", "title: A culture", "2023")
    ran = run("check", "profiles")
    assert ran.code == 0
    assert "“2023”, the current one, says the same at this level." in " ".join(ran.out.split())


def test_an_approved_role_keeps_its_version_and_is_not_out_of_date(run: Run, place: Path) -> None:
    built(run, "director-finance")
    reword(place, "positive, forward-looking culture", "positive, open culture", "2023")
    ran = run("check", "profiles")
    assert (ran.code, ran.out) == (0, "profiles/director-finance.docx: in order. Director (cmt), framework 2022.\n")


def test_words_that_changed_under_one_version_make_a_file_out_of_date(run: Run, place: Path) -> None:
    built(run, "director-highways")
    reword(place, "positive, forward-looking culture", "positive, open culture")
    ran = run("check", "profiles")
    assert ran.code == 1
    assert "1 clause of framework “2022” differs from when this file was made." in ran.out
    assert "Altered" not in ran.out


def test_clauses_that_came_and_went_under_one_version_make_a_file_out_of_date(run: Run, place: Path) -> None:
    built(run, "director-highways")
    reword(place, "- id: culture", "- id: new-culture")
    ran = run("check", "profiles", "--format", "json")
    (file,) = json.loads(ran.out)["files"]
    assert file["findings"] == []
    changes = {(one["kind"], one["clause"]) for one in file["outdated"]["changes"]}
    assert changes == {("new", "new-culture"), ("gone", "culture")}


def test_a_file_whose_role_has_another_level_by_now_is_out_of_date(run: Run, place: Path) -> None:
    built(run, "director-highways")
    change(place / "roles" / "director-highways.yaml", "cmt: false", "cmt: true")
    ran = run("check", "profiles")
    assert ran.code == 1
    said = " ".join(ran.out.split())
    assert "The role's file says Director (cmt); this Word file is of Director (non-cmt)." in said


def test_a_version_that_is_not_kept_is_said_and_the_current_one_is_taken(run: Run, place: Path) -> None:
    built(run, "director-highways")
    change(place / "data" / "descriptors.yaml", 'version: "2022"', 'version: "2023"')
    ran = run("check", "profiles")
    assert ran.code == 0
    assert "Warning: Made with framework “2022”, which is not kept here" in ran.out
    assert run("check", "profiles", "--strict").code == 1


def test_a_file_by_a_template_that_shows_no_approved_wording_lacks_none(run: Run, place: Path) -> None:
    (place / "templates").mkdir()
    page = '<title>Card</title><h1 data-field="title">{{ role.title }}</h1><p data-field="grade">{{ role.grade }}</p>'
    (place / "templates" / "card.html.j2").write_text(page, encoding="utf-8")
    built(run, "director-highways", "--template", "card")
    ran = run("check", "profiles")
    assert (ran.code, "Note: This file was built without approved wording." in ran.out) == (0, True)


# --- what is looked at, and how it is told ----------------------------------------------------------------------------


def test_folders_are_searched_but_for_hidden_files_open_ones_and_house_styles(run: Run, place: Path) -> None:
    built(run, "director-finance")
    file = place / "profiles" / "director-finance.docx"
    for name in ("~$rector-finance.docx", ".hidden.docx", "deep/er/copy.DOCX"):
        (place / "profiles" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, place / "profiles" / name)
    (place / "templates").mkdir()
    shutil.copy(ROOT / "templates" / "house.docx", place / "templates")
    assert run("check", "templates").code == 2
    ran = run("check", "profiles", "roles")
    assert ran.code == 0
    assert sorted(line.partition(":")[0] for line in ran.out.splitlines()) == [
        "profiles/deep/er/copy.DOCX",
        "profiles/director-finance.docx",
    ]
    assert "11 roles, 4 levels and 16 clauses checked" in ran.err
    assert "2 Word files checked: 2 in order." in ran.err


@pytest.mark.parametrize("arguments", [[], ["."]])
def test_of_a_workspace_as_a_whole_no_word_file_is_looked_at(run: Run, examples: Path, arguments: list[str]) -> None:
    (examples / "profiles").mkdir()
    (examples / "profiles" / "broken.docx").write_bytes(b"Not a Word file.")
    ran = run("check", *arguments)
    assert (ran.code, ran.out) == (0, "")
    assert "11 roles" in ran.err
    assert "Word" not in ran.err


def test_a_folder_with_neither_roles_nor_word_files_is_a_problem(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    ran = run("check", "empty")
    assert ran.code == 2
    assert "There are neither role files nor Word files in “empty”. [nothing-to-check]" in ran.err


@pytest.mark.parametrize("form", ["text", "json", "github", "csv"])
def test_a_file_that_cannot_be_read_is_its_one_problem(run: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 and then nothing")
    (tmp_path / "fine.docx").write_bytes(everything()["director-cmt"].docx)
    ran = run("check", "broken.docx", "fine.docx", "--format", form)
    assert ran.code == 1
    assert (ran.out + ran.err).count("broken.docx") in (1, 2)
    assert "2 Word files checked: 1 in order, 1 that could not be checked." in ran.err


def damaged_file(path: Path) -> None:
    """A file with three findings."""
    file = opened(everything()["director-cmt"].docx, profiles()["director-cmt"])
    key = ("equality", 0)
    set_text(file.paragraph(key), file.wordings[key].replace("Act as", "Do not act as"))
    manglings.remove(unit(file.paragraph(("reputation", 0))))
    manglings.changes_are_tracked(file, Random(3))
    path.write_bytes(file.closed())


def test_findings_are_told_under_their_file(run: Run, tmp_path: Path) -> None:
    damaged_file(tmp_path / "director.docx")
    (tmp_path / "fine.docx").write_bytes(everything()["director-cmt"].docx)
    ran = run("check", "director.docx", "fine.docx")
    assert ran.code == 1
    assert (
        ran.out
        == """\
director.docx: Director (cmt), framework model-1: 14 of 16 clauses as approved, the descriptor too.
  Removed: “Seek to improve the Council's overall reputation. Represent…” (reputation, Shaping the
    Future)
  Altered: “Promote a culture that supports the Council's equality,…” (equality, Leading and Working
    Through Others)
    … and inclusion strategy and a positive, inclusive environment. [-Act-] {+Do not act+} as a role
      model for that culture.
  Note: 24 tracked changes, read as accepted.
fine.docx: in order. Director (cmt), framework model-1.
"""
    )
    assert ran.err == "2 Word files checked: 1 in order, 1 with 2 findings.\n"
    quiet = run("check", "director.docx", "fine.docx", "--quiet")
    assert (quiet.code, quiet.err) == (1, "")
    assert quiet.out == ran.out[: ran.out.index("fine.docx")]


def test_tracked_changes_alone_are_pointed_out_and_no_finding(run: Run, tmp_path: Path) -> None:
    file = opened(everything()["director-cmt"].docx, profiles()["director-cmt"])
    manglings.changes_are_tracked(file, Random(3))
    (tmp_path / "director.docx").write_bytes(file.closed())
    ran = run("check", "director.docx", "--strict")
    assert ran.code == 0
    assert "tracked changes, read as accepted." in ran.out


def test_lines_fit_a_narrow_terminal(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    damaged_file(tmp_path / "director.docx")
    monkeypatch.setenv("COLUMNS", "40")
    ran = run("check", "director.docx")
    assert len(ran.out.splitlines()) > 10
    assert max(map(len, ran.out.splitlines())) <= 40


def test_findings_as_json(run: Run, tmp_path: Path) -> None:
    damaged_file(tmp_path / "director.docx")
    told = json.loads(run("check", "director.docx", "--format", "json").out)
    assert told["problems"] == []
    (file,) = told["files"]
    assert (file["path"], file["level"], file["variant"], file["framework"]) == (
        "director.docx", "director", "cmt", "model-1"
    )  # fmt: skip
    assert (file["clauses"], file["found"], file["in_order"], file["known_by"]) == (16, 14, False, "properties")
    assert [(one["rule"], one["clause"]) for one in file["findings"]] == [
        ("clause-removed", "reputation"),
        ("clause-altered", "equality"),
    ]
    assert len(file["wordings"]) == 17
    assert file["notes"][0]["rule"] == "tracked-changes"


def test_an_audit_as_csv_has_a_row_for_each_clause(run: Run, tmp_path: Path) -> None:
    damaged_file(tmp_path / "director.docx")
    rows = list(csv.DictReader(io.StringIO(run("check", "director.docx", "--format", "csv").out)))
    states = {row["clause"]: row["state"] for row in rows}
    assert len(rows) == len(states) == 17
    assert {clause: state for clause, state in states.items() if state != "unaltered"} == {
        "reputation": "removed",
        "equality": "altered",
    }
    assert {row["file"] for row in rows} == {"director.docx"}
    (altered,) = (row for row in rows if row["clause"] == "equality")
    assert "Act as a role model" in altered["approved"]
    assert "Do not act as a role model" in altered["found"]


def test_findings_for_github_are_annotations_of_the_file(run: Run, tmp_path: Path) -> None:
    damaged_file(tmp_path / "director.docx")
    lines = run("check", "director.docx", "--format", "github").out.splitlines()
    heads = ["::error file=director.docx,title=clause-removed::", "::error file=director.docx,title=clause-altered::",
             "::notice file=director.docx,title=tracked-changes::"]  # fmt: skip
    assert [line[: len(head)] for line, head in zip(lines, heads, strict=True)] == heads


@pytest.mark.usefixtures("examples")
def test_csv_is_for_word_files_alone(run: Run) -> None:
    assert run("check", "--format", "csv").code == 2
    assert "Name Word files alone." in run("check", "roles", "--format", "csv").err


@pytest.mark.usefixtures("examples")
def test_role_files_alone_are_told_as_ever(run: Run) -> None:
    (note,) = json.loads(run("check", "roles", "--format", "json").out)
    assert note["rule"] == "older-framework"


def test_the_document_of_a_framework_is_no_profile(run: Run) -> None:
    assert run("levels", "--compare", "--format", "docx").code == 0
    ran = run("check", "framework-model-1.docx")
    assert (ran.code, ran.out) == (1, "")
    assert "[no-profile]" in ran.err
    assert "rolegen import framework-model-1.docx --out FOLDER" in ran.err
