"""rolegen evaluation --record: what is kept, what is changed and not a byte beside it, and a stop at any moment."""

from __future__ import annotations

import errno
import os
import re
from datetime import date
from pathlib import Path

import pytest

from rolegen import files, workspace
from rolegen.evaluation.copies import Copy, copies_of, faults
from rolegen.evaluation.keeping import Kept, write
from rolegen.evaluation.meant import Asked
from rolegen.files import FACTS
from tests.conftest import Run
from tests.evaluated import keep
from tests.repositories import NEEDS_GIT, repository

ROLE, DAY = "director-finance", "2026-03-31"
RECORD = ("evaluation", ROLE, "--record", "--reference", "JE-0418", "--date", DAY)
ASKED = Asked("JE-0418", date(2026, 3, 31))


def copy_of(root: Path, name: str = ROLE) -> Copy:
    """The only copy of a role."""
    place = workspace.find(root).value
    assert place
    assert faults(place) == ()
    found = copies_of(place, name).value
    assert found
    assert len(found) == 1
    return found[0]


def role_file(root: Path, name: str = ROLE) -> Path:
    return root / "roles" / f"{name}.yaml"


def change(path: Path, old: str, new: str) -> None:
    data = path.read_bytes()
    assert old.encode() in data
    path.write_bytes(data.replace(old.encode(), new.encode()))


def said(text: str) -> str:
    """A message on one line."""
    return " ".join(text.split())


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def planned(root: Path, asked: Asked = ASKED) -> Kept:
    place = workspace.find(root).value
    assert place
    made = keep(place, role_file(root), asked)
    assert made.value, made.problems
    return made.value


# --- what is written --------------------------------------------------------------------------------------------------


def test_only_the_evaluation_changes_in_the_role_file(unevaluated: Path, run: Run) -> None:
    before = role_file(unevaluated).read_bytes().splitlines()
    ran = run(*RECORD, "--scheme", "Hay", "--grade", "18", "--evaluator", "A  neighbour")
    after = role_file(unevaluated).read_bytes().splitlines()
    assert ran.code == 0
    at = before.index(b"job_evaluation:")
    assert after[:at] == before[:at]
    assert after[at:][:7] == [
        b"job_evaluation:", before[at + 1], b"  reference: JE-0418", b"  date: 2026-03-31", b"  scheme: Hay",
        b'  grade: "18"', b"  evaluator: A neighbour",
    ]  # fmt: skip
    assert after[at + 7 :] == before[at + 4 :]
    assert ran.out.splitlines() == [f"created   evaluations/{ROLE}/{DAY}", f"updated   roles/{ROLE}.yaml"]


def test_the_copy_is_the_role_file_with_plain_line_ends_and_without_the_schema(unevaluated: Path, run: Run) -> None:
    path = role_file(unevaluated)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(*RECORD).code == 0
    now, kept = path.read_bytes(), (unevaluated / f"evaluations/{ROLE}/{DAY}/{ROLE}.yaml").read_bytes()
    assert now.startswith(b"\xef\xbb\xbf# yaml-language-server: ")
    assert kept == now.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").partition(b"\n")[2]
    assert kept.startswith(b"# A complete role")


def test_the_facts_are_readable_and_say_that_nobody_changes_them(unevaluated: Path, run: Run) -> None:
    run(*RECORD, "--scheme", "Hay")
    lines = (unevaluated / f"evaluations/{ROLE}/{DAY}/{FACTS}").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert "Never change them" in lines[1]
    assert lines[2:9] == [
        f"role: {ROLE}", "reference: JE-0418", f"date: {DAY}", "scheme: Hay", 'grade: "18"', "framework: 2022",
        "level_title: Director",
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["", "job_evaluation:\n", "job_evaluation: {status: not-evaluated}   # soon\n"])
def test_a_role_without_an_evaluation_gets_one_however_its_file_is_written(
    written: str, unevaluated: Path, run: Run
) -> None:
    path = unevaluated / "roles" / "corporate" / "keeper.yaml"
    path.parent.mkdir()
    path.write_text(f"title: Keeper\nlevel: assistant-director\n{written}", "utf-8")
    ran = run("evaluation", "keeper", "--record", "--reference", "0018", "--date", DAY)
    assert (ran.code, ran.err.count("error")) == (0, 0)
    copy = copy_of(unevaluated, "keeper")
    assert (copy.evaluation.reference, copy.facts.grade) == ("0018", None)
    assert copy.file.role.job_evaluation == copy.evaluation
    assert path.read_text("utf-8").startswith("title: Keeper\nlevel: assistant-director\njob_evaluation:")


def test_a_role_file_in_brackets_is_changed_in_its_brackets(unevaluated: Path, run: Run) -> None:
    path = role_file(unevaluated, "keeper")
    path.write_text("{title: Keeper, level: assistant-director, job_evaluation: {status: indicative}}\n", "utf-8")
    assert run("evaluation", "keeper", "--record", "--reference", "JE-1", "--date", DAY).code == 0
    assert path.read_text("utf-8").startswith("{title: Keeper, level: assistant-director, job_evaluation: {status: ev")
    assert copy_of(unevaluated, "keeper").file.role.title == "Keeper"


def test_the_grade_of_an_earlier_evaluation_does_not_stay(unevaluated: Path, run: Run) -> None:
    change(role_file(unevaluated), "  reference: FCC-JE-0418", '  reference: FCC-JE-0418\n  grade: "17"')
    assert run("evaluation", ROLE, "--record").code == 0
    assert copy_of(unevaluated).facts.grade == "17"
    assert run(*RECORD).code == 0
    facts = (unevaluated / f"evaluations/{ROLE}/{DAY}/{FACTS}").read_text("utf-8")
    assert 'grade: "18"' in facts
    assert '  grade: "18"' in role_file(unevaluated).read_text("utf-8").partition("job_evaluation:")[2]


def test_a_link_to_a_role_file_stays_a_link(unevaluated: Path, run: Run) -> None:
    path, real = role_file(unevaluated), unevaluated / "real.yaml"
    path.rename(real)
    path.symlink_to(real)
    assert run(*RECORD).code == 0
    assert path.is_symlink()
    assert "JE-0418" in real.read_text("utf-8")


# --- what is taken from the role file ---------------------------------------------------------------------------------


def test_one_role_is_kept_by_what_its_file_says(unevaluated: Path, run: Run) -> None:
    before = role_file(unevaluated).read_bytes()
    ran = run("evaluation", ROLE, "--record")
    assert ran.code == 0
    assert role_file(unevaluated).read_bytes() == before
    evaluation = copy_of(unevaluated).evaluation
    assert (evaluation.reference, str(evaluation.date), evaluation.grade) == ("FCC-JE-0418", "2025-01-27", "18")


def test_a_whole_workspace_is_kept_and_a_second_time_nothing_is_written(unevaluated: Path, run: Run) -> None:
    roles = {path.name: path.read_bytes() for path in (unevaluated / "roles").iterdir()}
    first = run("evaluation", "--record")
    kept = everything(unevaluated)
    assert first.code == 0
    assert len(re.findall("^created ", first.out, re.MULTILINE)) == 8
    assert "skipped   roles/director-childrens-services.yaml: not evaluated yet\n" in first.out
    assert {path.name: path.read_bytes() for path in (unevaluated / "roles").iterdir()} == roles
    again = run("evaluation", "--record")
    assert (again.code, everything(unevaluated), again.err) == (0, kept, "")
    assert len(re.findall("^unchanged ", again.out, re.MULTILINE)) == 8


def test_a_role_that_moved_on_keeps_its_copy_and_is_told(unevaluated: Path, run: Run) -> None:
    run("evaluation", "--record")
    change(role_file(unevaluated), "title: Director of Finance", "title: Director of Money")
    before = everything(unevaluated)
    ran = run("evaluation", "--record")
    assert (ran.code, everything(unevaluated)) == (0, before)
    assert "note: “director-finance” is kept as evaluated on 27 January 2025 already, and is another now" in ran.err


def test_a_review_that_goes_on_stays_under_review(unevaluated: Path, run: Run) -> None:
    change(role_file(unevaluated), "  status: evaluated", "  status: under-review")
    before = role_file(unevaluated).read_bytes()
    assert run("evaluation", ROLE, "--record").code == 0
    assert role_file(unevaluated).read_bytes() == before
    assert copy_of(unevaluated).evaluation.status == "evaluated"


def test_of_several_roles_a_draft_that_shares_anothers_evaluation_is_passed_over(unevaluated: Path, run: Run) -> None:
    text = role_file(unevaluated).read_text("utf-8").replace("\nstatus:", f"\nreplaces: {ROLE}\nstatus:")
    role_file(unevaluated, "money").write_text(text, "utf-8")
    out = run("evaluation", "money", ROLE, "--record").out
    assert f"skipped   roles/money.yaml: its evaluation is that of “{ROLE}”, which it replaces" in out
    role_file(unevaluated).unlink()
    change(role_file(unevaluated, "money"), f"replaces: {ROLE}\n", "")
    out = run("evaluation", "money", "managing-director", "--record").out
    assert f"skipped   roles/money.yaml: kept as “{ROLE}” already" in out


@pytest.mark.parametrize("flags", [(), RECORD[3:]], ids=["", "flags"])
def test_a_changed_role_is_not_kept_under_a_new_id_as_what_was_evaluated_under_the_old(
    flags: tuple[str, ...], unevaluated: Path, run: Run
) -> None:
    assert run(*RECORD).code == 0
    moved = role_file(unevaluated).rename(role_file(unevaluated, "director-of-money"))
    change(moved, "title: Director of Finance", "title: Director of Money")
    before = everything(unevaluated)
    ran = run("evaluation", moved.stem, "--record", *flags)
    assert (ran.code, everything(unevaluated)) == (0, before)
    assert ran.out == f"skipped   roles/director-of-money.yaml: kept as “{ROLE}” already\n"


def test_what_is_missing_is_asked_for_in_one_sentence(unevaluated: Path, run: Run) -> None:
    before = everything(unevaluated)
    ran = run("evaluation", "director-childrens-services", "--record")
    assert ran.code == 2
    assert said(ran.err) == (
        "error: The reference and date of the evaluation of “director-childrens-services” must be known. [usage] "
        "help: Add --reference JE-0418 and --date 2026-03-31."
    )
    for flag, said_so, missing in (("--reference", "JE-0999", "date"), ("--date", DAY, "reference")):
        ran = run("evaluation", ROLE, "--record", flag, said_so)
        assert ran.code == 2
        assert f"The {missing} of the evaluation of “{ROLE}” must be known." in said(ran.err)
    assert everything(unevaluated) == before


def test_of_several_roles_one_that_lacks_its_date_is_told_at_its_place_and_the_others_are_kept(
    unevaluated: Path, run: Run
) -> None:
    change(role_file(unevaluated), "  date: 2025-01-27\n", "")
    ran = run("evaluation", "--record")
    assert ran.code == 1
    assert f"roles/{ROLE}.yaml:" in ran.err
    assert "its file does not say the date of the evaluation." in said(ran.err)
    assert len(re.findall("^created ", ran.out, re.MULTILINE)) == 7


def test_another_grade_than_the_role_files_is_told_and_left_to_people(unevaluated: Path, run: Run) -> None:
    ran = run(*RECORD, "--grade", "17")
    assert ran.code == 0
    assert f"roles/{ROLE}.yaml:" in ran.err
    assert "note: The evaluation came to grade 17, and this role's file says grade 18. [grade]" in said(ran.err)
    assert 'grade: "18"\n' in role_file(unevaluated).read_text("utf-8")
    assert "note:" not in run("evaluation", "managing-director", "--record").err


# --- what is refused --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "words", "code"),
    [
        ((ROLE, "managing-director", "--record", "--date", DAY), "2 are meant here", 2),
        (("--record", "--reference", "JE-1"), "11 are meant here", 2),
        ((ROLE, "--record", "--reference", "JE-1", "--date", "2026-02-30"), "2026-02-30", 2),
        ((ROLE, "--record", "--reference", "JE-1", "--date", "2999-01-01"), "has not come yet", 2),
        ((*RECORD[1:], "--grade", "81"), "There is no grade “81”.", 2),
        ((ROLE, "--record", "--reference", "JE\x07", "--date", DAY), "a character that no role file can hold", 1),
        (("nobody", "--record"), "There is no role, file or folder “nobody”", 2),
        ((ROLE, "--record", "--revision", "v1"), "not in a git repository", 2),
    ],
)
def test_nothing_is_written_where_it_is_not_clear_what_was_evaluated(
    arguments: tuple[str, ...], words: str, code: int, unevaluated: Path, run: Run
) -> None:
    before = everything(unevaluated)
    ran = run("evaluation", *arguments)
    assert ran.code == code
    assert words in said(ran.err)
    assert everything(unevaluated) == before


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("level: director\n", "level: directr\n", "unknown-level"),
        ("reports_to: executive-director-place", "reports_to: nobody-at-all", "unknown-role"),
        ('grade: "18"', 'grade: "99"', "unknown-grade"),
        ("cmt: true", "cmt: maybe", "yes-or-no"),
        ('framework: "2022"', 'framework: "1999"', "no-such-version"),
    ],
)
def test_a_role_with_mistakes_is_not_kept(old: str, new: str, rule: str, unevaluated: Path, run: Run) -> None:
    change(role_file(unevaluated), old, new)
    before = everything(unevaluated)
    ran = run(*RECORD)
    assert ran.code == 1
    assert f"[{rule}]" in ran.err
    assert everything(unevaluated) == before


def test_a_second_evaluation_on_one_day_is_refused(unevaluated: Path, run: Run) -> None:
    run(*RECORD)
    before = everything(unevaluated)
    assert run(*RECORD).out == f"unchanged evaluations/{ROLE}/{DAY}\n"
    ran = run(*RECORD[:4], "JE-0500", "--date", DAY)
    assert ran.code == 1
    assert "a copy is never changed" in ran.err
    change(role_file(unevaluated), "title: Director of Finance", "title: Director of Money")
    assert run(*RECORD).code == 1
    change(role_file(unevaluated), "title: Director of Money", "title: Director of Finance")
    assert everything(unevaluated) == before


@pytest.mark.usefixtures("examples")
def test_the_role_of_today_is_not_kept_for_a_day_before_its_last_evaluation(run: Run) -> None:
    run(*RECORD)
    ran = run(*RECORD[:4], "JE-0001", "--date", "2020-01-31")
    assert ran.code == 2
    assert "--revision" in ran.err


@pytest.mark.usefixtures("examples")
def test_a_copy_is_not_kept_as_a_role(run: Run) -> None:
    run(*RECORD)
    ran = run("evaluation", f"evaluations/{ROLE}/{DAY}/{ROLE}.yaml", "--record")
    assert ran.code == 1
    assert f"The role “{ROLE}” is another file, roles/{ROLE}.yaml." in said(ran.err)


def test_a_role_outside_a_workspace_is_not_kept(tmp_path: Path, run: Run) -> None:
    (tmp_path / "keeper.yaml").write_text("title: Keeper\nlevel: assistant-director\n", "utf-8")
    ran = run("evaluation", "keeper.yaml", "--record", "--reference", "JE-1", "--date", DAY)
    assert ran.code == 2
    assert "[no-workspace]" in ran.err


def test_a_role_called_as_the_facts_are_is_not_kept(unevaluated: Path, run: Run) -> None:
    role_file(unevaluated, "evaluation").write_text("title: Evaluation\nlevel: assistant-director\n", "utf-8")
    ran = run("evaluation", "evaluation", "--record", "--reference", "JE-1", "--date", DAY)
    assert (ran.code, (unevaluated / "evaluations").exists()) == (1, False)


# --- a stop at any moment ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, 2])
def test_a_run_that_was_killed_leaves_no_copy_and_the_next_one_completes_it(
    number: int, unevaluated: Path, run: Run
) -> None:
    wanted = planned(unevaluated)
    assert [path.name for path in wanted.files] == [f"{ROLE}.yaml", f"{ROLE}.yaml", FACTS]
    for path in list(wanted.files)[:number]:
        files.put(path, wanted.files[path])
    place = workspace.find(unevaluated).value
    assert place
    assert copies_of(place, ROLE).value == ()
    assert run(*RECORD).code == 0
    assert copy_of(unevaluated).evaluation.reference == "JE-0418"


def test_half_of_another_copy_is_not_written_over(unevaluated: Path, run: Run) -> None:
    half = unevaluated / f"evaluations/{ROLE}/{DAY}/{ROLE}.yaml"
    files.put(half, b"title: Another\n")
    ran = run(*RECORD)
    assert (ran.code, half.read_bytes()) == (1, b"title: Another\n")
    assert "This file is half of another copy" in ran.err


@pytest.mark.parametrize("moves", [0, 1, 2])
def test_a_stop_by_the_user_leaves_everything_as_it_was(
    moves: int, unevaluated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, wanted, done = everything(unevaluated), planned(unevaluated), list[Path]()

    def move(part: Path, target: Path, **_: bool) -> None:
        done.append(target)
        if len(done) == moves + 1:  # what is undone behind it is not stopped again
            raise KeyboardInterrupt
        part.replace(target)

    with monkeypatch.context() as patched:
        patched.setattr(files, "_move", move)
        with pytest.raises(KeyboardInterrupt):
            write(wanted)
    assert len(done) > moves
    assert everything(unevaluated) == before
    assert not (unevaluated / "evaluations").exists()


def test_a_file_in_the_way_changes_nothing(unevaluated: Path, run: Run) -> None:
    (unevaluated / "evaluations").write_bytes(b"")
    before = everything(unevaluated)
    ran = run(*RECORD)
    assert (ran.code, everything(unevaluated)) == (1, before)
    assert "A file stands where its folder should be." in ran.err


def test_of_two_runs_at_once_the_second_writes_nothing(unevaluated: Path) -> None:
    first, second = planned(unevaluated), planned(unevaluated, Asked("JE-0500", date(2026, 3, 31)))
    assert write(first) == ()
    before = everything(unevaluated)
    assert {problem.rule for problem in write(second)} == {"changed-meanwhile"}
    assert everything(unevaluated) == before


@pytest.mark.parametrize("links", [True, False], ids=["", "on a disk without hard links"])
def test_of_two_runs_at_once_that_saw_nothing_of_each_other_one_keeps_its_copy(
    links: bool, unevaluated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = planned(unevaluated), planned(unevaluated, Asked("JE-0500", date(2026, 3, 31)))
    sweep = files.sweep

    def meanwhile(folder: Path) -> None:  # the second has looked; now the first writes all of its own
        monkeypatch.setattr(files, "sweep", sweep)
        if not links:
            monkeypatch.setattr(os, "link", unknown)
        assert write(first) == ()
        (unevaluated / f"evaluations/{ROLE}/{DAY}/{FACTS}").rename(aside)  # and its facts are about to be
        sweep(folder)

    def unknown(*_: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    aside = unevaluated / FACTS
    monkeypatch.setattr(files, "sweep", meanwhile)
    assert [problem.message for problem in write(second)] == ["This file was made meanwhile."]
    aside.rename(unevaluated / f"evaluations/{ROLE}/{DAY}/{FACTS}")
    assert copy_of(unevaluated).evaluation.reference == "JE-0418"
    assert not [*unevaluated.rglob(".rolegen-*")]
    assert b"JE-0500" not in b"".join(everything(unevaluated).values())


@pytest.mark.parametrize("name", [FACTS, f"{ROLE}.yaml"])
def test_nothing_writes_over_a_copy_whatever_it_is_called_by(name: str, unevaluated: Path, run: Run) -> None:
    assert run(*RECORD).code == 0
    own, folder = unevaluated / f"evaluations/{ROLE}/{DAY}" / name, unevaluated / "evaluations"
    link = unevaluated / "roles" / "linked.yaml"
    link.symlink_to(own)
    before = everything(unevaluated)
    assert {problem.rule for problem in files.put(link, b"")} == {"evaluated-copy"}
    assert {problem.rule for problem in files.put_together({link: b""})} == {"evaluated-copy"}
    assert everything(unevaluated) == before
    folder.rename(unevaluated / "archive")
    folder.symlink_to(unevaluated / "archive")
    assert {problem.rule for problem in files.put(own, b"")} == {"evaluated-copy"}
    assert files.put(own.with_name("letter.yaml"), b"") == ()


def test_a_slip_in_a_copy_stays_as_it_was_evaluated(unevaluated: Path, run: Run) -> None:
    slip = "title: Keeper\nlevel: assistant-director\npurpose: Keep the the bridges.\n"
    role_file(unevaluated, "keeper").write_text(slip, "utf-8")
    assert run("evaluation", "keeper", *RECORD[2:]).code == 0
    before = everything(unevaluated)
    ran = run("check", "--fix", f"evaluations/keeper/{DAY}/keeper.yaml")
    assert (ran.code, everything(unevaluated)) == (0, before)
    assert "1 certain mend is not made in words that were kept as evaluated: those of keeper." in said(ran.err)
    assert "No file mended." in ran.err


# --- at a revision ----------------------------------------------------------------------------------------------------


@NEEDS_GIT
def test_a_role_is_kept_as_it_stood_at_a_revision(unevaluated: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = repository(unevaluated, monkeypatch)
    repo.commit("then")
    change(role_file(unevaluated), "title: Director of Finance", "title: Director of Money")
    change(role_file(unevaluated, "executive-director-place"), "level: executive-director", "level: managing-director")
    change(role_file(unevaluated, "executive-director-place"), "post_number: F0003", "post_number: F0004")
    before = role_file(unevaluated).read_bytes()
    ran = run("evaluation", ROLE, "--record", "--revision", "then")
    assert (ran.code, ran.err.count("error")) == (0, 0)
    copy = copy_of(unevaluated)
    assert copy.file.role.title == "Director of Finance"
    assert copy.job.superior
    assert (copy.job.superior.level, copy.job.superior.post_number) == ("executive-director", "F0003")
    assert role_file(unevaluated).read_bytes() == before


@NEEDS_GIT
def test_the_role_file_of_today_tells_of_the_newest_evaluation_only(
    unevaluated: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(unevaluated, monkeypatch)
    repo.commit("then")
    before = role_file(unevaluated).read_bytes()
    old = run(*RECORD[:4], "JE-0001", "--date", "2019-05-31", "--revision", "then")
    assert (old.code, role_file(unevaluated).read_bytes()) == (0, before)
    assert old.out == f"created   evaluations/{ROLE}/2019-05-31\n"
    assert run(*RECORD, "--revision", "then").code == 0
    assert "  reference: JE-0418\n  date: 2026-03-31\n" in role_file(unevaluated).read_text("utf-8")


@NEEDS_GIT
def test_a_file_that_has_moved_since_is_found_by_its_name_and_one_that_was_not_there_is_told(
    unevaluated: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(unevaluated, monkeypatch)
    repo.commit("then")
    (unevaluated / "roles" / "money").mkdir()
    role_file(unevaluated).rename(unevaluated / "roles" / "money" / f"{ROLE}.yaml")
    role_file(unevaluated, "keeper").write_text("title: Keeper\nlevel: assistant-director\n", "utf-8")
    assert run("evaluation", ROLE, "--record", "--revision", "then").code == 0
    ran = run("evaluation", "keeper", "--record", "--revision", "then", "--reference", "JE-1", "--date", DAY)
    assert ran.code == 2
    assert "At revision “then” there was no role “keeper”." in ran.err


@NEEDS_GIT
def test_mistakes_of_that_time_are_told_where_they_stand_in_the_history(
    unevaluated: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(unevaluated, monkeypatch)
    change(role_file(unevaluated), "level: director\n", "level: directr\n")
    repo.commit("then")
    change(role_file(unevaluated), "level: directr\n", "level: director\n")
    before = everything(unevaluated)
    ran = run(*RECORD, "--revision", "then")
    assert (ran.code, everything(unevaluated)) == (1, before)
    assert f"then:roles/{ROLE}.yaml:" in ran.err
