"""`rolegen build --check` writes nothing, and says of each file that is out of date why it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from tests.conftest import ROOT, Ran, Run, spoil, stamps
from tests.many import contents, council, share_out
from tests.samples import raw, repacked, write

Change = Callable[[Path], None]
LINE = re.compile(r"(would create|would update) (.*?)(?: \((.*)\))?")
VERSION, LOOK, WORDING = "only the version line", "only the look", "wording"
HOUSE = (ROOT / "templates" / "house.docx").read_bytes()
CLAUSE = "Seek to improve the Council's overall reputation."
ADOPTION = 'adoption: {approved_by: Full Council, approved_on: 2026-05-20, minute: "FC 9/26"}'
SETTLED = {
    "assistant-director-legal", "director-finance", "executive-director-communities", "executive-director-place",
    "managing-director", "managing-executive-director",
}  # fmt: skip


@pytest.fixture
def place(examples: Path, run: Run) -> Path:
    """The examples with their framework in its history too and a house style of their own, profiles up to date."""
    current = {f"data/history/2022/{path.name}": path.read_bytes() for path in (examples / "data").glob("*.yaml")}
    write(examples, current)
    write(examples, {"templates/house.docx": HOUSE})
    assert run("build").code == 0
    return examples


def reword(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1, path
    path.write_text(text.replace(old, new), encoding="utf-8")


def why(ran: Ran) -> dict[str, str]:
    """By name, why each file that would be written is out of date; all lines are of such files."""
    found = [LINE.fullmatch(line) for line in ran.out.splitlines()]
    assert None not in found, ran.out
    return {Path(one[2]).name: one[3] or one[1] for one in found if one}


def moving() -> set[str]:
    """The files of the example roles that build with the current framework."""
    roles = {path.stem for path in (ROOT / "examples" / "roles").glob("*.yaml")} - SETTLED
    assert len(roles) == 5
    return {f"{role}.{ending}" for role in roles for ending in ("docx", "md")}


def bump(place: Path) -> None:
    """The framework gets another version."""
    reword(place / "data" / "descriptors.yaml", 'version: "2022"', 'version: "2023"')


def adopt(place: Path) -> None:
    """The council adopts the framework once more."""
    path = place / "data" / "descriptors.yaml"
    text, count = re.subn(r"(?m)^  adoption: .*$", f"  {ADOPTION}", path.read_text("utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")


def change_wording(place: Path) -> None:
    """A clause that every level has says something else."""
    reword(place / "data" / "responsibilities.yaml", CLAUSE, "Guard the good name of the Council.")


def change_look(place: Path) -> None:
    """The house style takes another font."""
    styles = raw(HOUSE, "word/styles.xml")
    assert styles.count(b"Arial") > 1
    write(place, {"templates/house.docx": repacked(HOUSE, {"word/styles.xml": styles.replace(b"Arial", b"Verdana")})})


def test_what_is_up_to_date_is_not_worth_a_line(run: Run, place: Path) -> None:
    assert len(contents(place / "profiles")) == 22
    ran = run("build", "--check")
    assert (ran.code, ran.out) == (0, "")
    assert re.fullmatch(r"Done in \d+\.\d s: 22 unchanged\.\n", ran.err)


@pytest.mark.parametrize("missing", [["director-highways.docx"], ["director-finance.md", "managing-director.docx"]])
def test_a_missing_file_is_told_and_not_made(run: Run, place: Path, missing: list[str]) -> None:
    for name in missing:
        (place / "profiles" / name).unlink()
    before = stamps(place)
    ran = run("build", "--check")
    assert (ran.code, why(ran)) == (1, dict.fromkeys(missing, "would create"))
    assert ran.out.splitlines() == [f"would create {place / 'profiles' / name}" for name in missing]
    assert f": {len(missing)} to create, {22 - len(missing)} unchanged.\n" in ran.err
    assert stamps(place) == before


def test_where_there_is_no_folder_none_is_made(run: Run, place: Path) -> None:
    shutil.rmtree(place / "profiles")
    before = contents(place)
    ran = run("build", "--check")
    assert (ran.code, set(why(ran).values())) == (1, {"would create"})
    assert len(why(ran)) == 22
    assert run("build", "--check", "--out", "no/where").code == 1
    assert run("build", "--check", "--all-levels", "--out", "no/where").code == 1
    assert contents(place) == before
    assert not (place / "profiles").exists()
    assert not (place / "no").exists()


@pytest.mark.parametrize("change", [bump, adopt, change_wording, change_look])
def test_nothing_is_written_whatever_has_changed(run: Run, place: Path, change: Change) -> None:
    change(place)
    before, when = contents(place), stamps(place)
    assert run("build", "--check").code == 1
    assert (contents(place), stamps(place)) == (before, when)


def test_a_new_version_of_the_framework_is_only_its_line(run: Run, place: Path) -> None:
    bump(place)
    ran = run("build", "--check")
    assert (ran.code, why(ran)) == (1, dict.fromkeys(moving(), VERSION))


def test_a_framework_that_is_adopted_is_only_its_line(run: Run, place: Path) -> None:
    bump(place)
    adopt(place)
    ran = run("build", "--check")
    assert (ran.code, why(ran)) == (1, dict.fromkeys(moving(), VERSION))


@pytest.mark.parametrize("also", [[], [adopt], [change_look], [adopt, change_look]])
def test_another_wording_is_told_as_such_whatever_else_has_changed(run: Run, place: Path, also: list[Change]) -> None:
    for change in (bump, change_wording, *also):
        change(place)
    told = why(run("build", "--check"))
    assert {name: told[name] for name in moving()} == dict.fromkeys(moving(), WORDING)
    settled = {f"{role}.docx" for role in SETTLED} if change_look in also else set()
    assert {name: told[name] for name in told.keys() - moving()} == dict.fromkeys(settled, LOOK)


def test_another_font_is_only_the_look_and_only_of_word_files(run: Run, place: Path) -> None:
    change_look(place)
    ran = run("build", "--check")
    told = why(ran)
    assert ran.code == 1
    assert set(told.values()) == {LOOK}
    assert set(told) == {name for name in contents(place / "profiles") if name.endswith(".docx")}


def test_another_font_and_another_version_are_more_than_the_look(run: Run, place: Path) -> None:
    change_look(place)
    bump(place)
    told = why(run("build", "--check"))
    assert {name: told[name] for name in moving()} == dict.fromkeys(moving(), VERSION)
    assert {told[f"{role}.docx"] for role in SETTLED} == {LOOK}


def test_approved_roles_on_an_older_framework_are_up_to_date(run: Run, place: Path) -> None:
    bump(place)
    change_wording(place)
    ran = run("build", "--check", *sorted(SETTLED))
    assert (ran.code, ran.out) == (0, "")
    assert "12 unchanged" in ran.err


def test_a_new_version_of_a_role_is_only_its_line(run: Run, place: Path) -> None:
    path = place / "roles" / "director-highways.yaml"
    text, count = re.subn(r"(?m)^version: .*$", 'version: "9.4"', path.read_text("utf-8"))
    assert count == 1
    path.write_text(text, encoding="utf-8")
    told = why(run("build", "--check"))
    assert told == {"director-highways.docx": VERSION, "director-highways.md": VERSION}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Lead 2 teams.", "Lead 3 teams."),
        ("Keep 9.4 metres clear.", "Keep 9.5 metres clear."),
        ("Mend model-1 bridges.", "Mend model-2 bridges."),
        ("Mend every bridge.", "Mend every bridge. Version 2."),
        ("Follow version 2 of the plan.", "Follow version 4 of the plan."),
    ],
)
def test_a_figure_in_a_roles_own_words_is_wording(run: Run, tmp_path: Path, before: str, after: str) -> None:
    role = 'title: Director of Bridges\nlevel: director\ncmt: true\nversion: "3"\npurpose: {}\n'
    write(tmp_path, {"rolegen.yaml": "formats: [docx, md]\n", "roles/bridges.yaml": role.format(before)})
    assert run("build").code == 0
    write(tmp_path, {"roles/bridges.yaml": role.format(after)})
    told = why(run("build", "--check"))
    assert told == {"bridges.docx": WORDING, "bridges.md": WORDING}


def test_a_roles_own_words_may_name_its_own_version(run: Run, tmp_path: Path) -> None:
    role = 'title: Director of Bridges\nlevel: director\ncmt: true\nversion: "3"\npurpose: Follow version {}.\n'
    write(tmp_path, {"rolegen.yaml": "", "roles/bridges.yaml": role.format("2 of the plan")})
    assert run("build").code == 0
    write(tmp_path, {"roles/bridges.yaml": role.format("3 of the plan")})
    assert why(run("build", "--check")) == {"bridges.docx": WORDING}


def test_a_file_that_is_no_profile_at_all_has_another_wording(run: Run, place: Path) -> None:
    write(place / "profiles", {"managing-director.docx": b"", "managing-director.md": b"\xff\xfe"})
    assert why(run("build", "--check")) == {"managing-director.md": WORDING}
    forced = run("build", "--check", "--force")
    assert (forced.code, why(forced)) == (1, {f"managing-director.{ending}": WORDING for ending in ("docx", "md")})


def test_a_role_that_cannot_be_built_is_told_among_the_others(run: Run, place: Path) -> None:
    spoil(place / "roles" / "director-highways.yaml")
    (place / "profiles" / "director-finance.md").unlink()
    ran = run("build", "--check")
    assert (ran.code, why(ran)) == (1, {"director-finance.md": "would create"})
    assert f"failed    {place / 'roles' / 'director-highways.yaml'}" in ran.err
    assert ": 1 to create, 19 unchanged, 1 failed.\n" in ran.err


def test_quiet_changes_no_exit_code_and_says_nothing(run: Run, place: Path) -> None:
    assert (run("build", "--check", "--quiet").code, place.is_dir()) == (0, True)
    bump(place)
    ran = run("build", "--check", "--quiet")
    assert (ran.code, ran.out, ran.err) == (1, "", "")


def test_several_jobs_tell_the_same(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bump(place)
    change_look(place)
    one = run("build", "--check", "--jobs", "1")
    share_out(monkeypatch)
    several = run("build", "--check", "--jobs", "3")
    assert (one.code, len(why(one))) == (1, 16)
    assert (several.code, several.out) == (one.code, one.out)


def test_what_a_check_promises_a_build_does(run: Run, place: Path) -> None:
    bump(place)
    (place / "profiles" / "director-finance.docx").unlink()
    promised = why(run("build", "--check"))
    done = {line[:7] + Path(line[10:]).name for line in run("build").out.splitlines() if "unchanged" not in line}
    assert done == {("created" if reason == "would create" else "updated") + name for name, reason in promised.items()}
    assert len(done) == 11
    assert run("build", "--check").code == 0


def test_a_levels_own_profile_is_checked_too(run: Run, tmp_path: Path) -> None:
    level = ("--level", "director", "--cmt")
    assert run("build", "--check", *level).code == 1
    assert not (tmp_path / "director-cmt.docx").exists()
    assert run("build", *level).code == 0
    ran = run("build", "--check", *level)
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_small_batches_are_checked_where_there_is_nothing_yet(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--check", str(council(tmp_path / "wards", 2)))
    assert (ran.code, list(why(ran))) == (1, ["ward-000.docx", "ward-001.docx"])


def test_where_nothing_can_be_compared_nobody_is_told_that_nothing_differs(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "roles/a.yaml": "title: Director of A\nlevel: director\ncmt: true\n"})
    ran = run("build", "--check", "--diff")
    assert (ran.code, "would create" in ran.out, "nothing differs" in ran.out) == (1, True, False)
    assert "New: a\n" in f"{ran.out}\n"
    assert run("build").code == 0
    assert "nothing differs" in run("build", "--check", "--diff").out


def test_of_a_file_that_someone_typed_into_nobody_is_told_that_nothing_differs(run: Run, place: Path) -> None:
    path = place / "profiles" / "director-finance.docx"
    edited = docx.Document(str(path))
    edited.add_paragraph("Typed")
    edited.save(str(path))
    ran = run("build", "--check", "--diff")
    assert (ran.code, "[edited]" in ran.err, "nothing differs" in ran.out) == (1, True, False)
