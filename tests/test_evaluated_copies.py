"""Roles as they were evaluated: which copy is a role's, and that no change in one goes unnoticed."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import build, completion, workspace
from rolegen.build import Options
from rolegen.evaluation.copies import copies_of, faults, last_copy
from rolegen.evaluation.facts import AsEvaluated, parsed, sealed
from rolegen.evaluation.job import Superior, job_of
from rolegen.evaluation.keeping import write as put
from rolegen.evaluation.meant import Asked
from rolegen.files import FACTS
from rolegen.problems import Problem
from rolegen.role import RoleFile, read_role
from rolegen.workspace import Workspace
from rolegen.yamledit import new_file
from tests.conftest import Run
from tests.evaluated import keep
from tests.samples import UNTIMED, write

ROLE, DAY = "director-finance", "2026-03-31"
COPY = f"evaluations/{ROLE}/{DAY}"
# Every fact that a copy may hold; no two values are alike.
FACTS_OF_ALL = sealed(
    {
        "role": "bridge-keeper", "reference": "JE-1", "date": "2024-02-29", "scheme": "Hay", "grade": "18",
        "evaluator": "A neighbour: the county", "framework": "2022", "level_title": "Director", "variant": "cmt",
        "reports_to": {"said": "Keeper # of all", "role": "keeper", "level": "head", "level_title": "Head",
                       "post_number": "B01"},
        "reports": [{"role": "painter", "title": "Painter", "level": "crew", "level_title": "Crew", "grade": "3",
                     "post_number": "B77"}],
        "sha256": "0" * 64,
    }
)  # fmt: skip


def place(root: Path) -> Workspace:
    found = workspace.find(root).value
    assert found
    return found


def role(root: Path, name: str = ROLE) -> RoleFile:
    read = read_role(root / "roles" / f"{name}.yaml").value
    assert read
    return read


def kept(root: Path, name: str = ROLE, day: str = DAY, reference: str = "JE-0418") -> None:
    """Keeps a role as evaluated on a day."""
    made = keep(place(root), root / "roles" / f"{name}.yaml", Asked(reference, date.fromisoformat(day)))
    assert made.value
    assert made.value.files
    assert put(made.value) == ()


def day_of(root: Path, name: str = ROLE) -> str:
    """Which copy is a role's last."""
    last = last_copy(place(root), role(root, name))
    assert last.problems == ()
    return last.value.folder.relative_to(root / "evaluations").as_posix() if last.value else ""


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# --- which copy is a role's -------------------------------------------------------------------------------------------


def test_a_role_without_a_copy_has_none(unevaluated: Path) -> None:
    assert day_of(unevaluated) == ""
    assert copies_of(place(unevaluated), ROLE).value == ()


def test_the_last_copy_is_the_newest_by_its_day(unevaluated: Path) -> None:
    for day in ("2024-12-01", "2025-01-31", "2026-03-31"):
        kept(unevaluated, day=day, reference=f"JE-{day}")
    assert day_of(unevaluated) == f"{ROLE}/2026-03-31"
    found = copies_of(place(unevaluated), ROLE).value
    assert found
    assert [copy.evaluation.reference for copy in found] == ["JE-2024-12-01", "JE-2025-01-31", "JE-2026-03-31"]


def test_a_role_that_takes_anothers_place_has_the_others_copy_until_it_has_its_own(unevaluated: Path) -> None:
    kept(unevaluated)
    roles = unevaluated / "roles"
    for name, before in (("money-one", ROLE), ("money-two", "money-one")):
        text = (roles / f"{ROLE}.yaml").read_text("utf-8").replace("\nstatus:", f"\nreplaces: {before}\nstatus:")
        (roles / f"{name}.yaml").write_text(text.replace("F0011", "F9999"), "utf-8")
    assert day_of(unevaluated, "money-two") == f"{ROLE}/{DAY}"
    (roles / "money-one.yaml").unlink()
    assert day_of(unevaluated, "money-two") == ""
    kept(unevaluated, "money-two", "2026-04-01")
    assert day_of(unevaluated, "money-two") == "money-two/2026-04-01"


def test_two_roles_that_replace_each_other_end_the_search(unevaluated: Path) -> None:
    roles = unevaluated / "roles"
    change(roles / f"{ROLE}.yaml", "\nstatus:", "\nreplaces: money\nstatus:")
    shutil.copy(roles / f"{ROLE}.yaml", roles / "money.yaml")
    change(roles / "money.yaml", "replaces: money", f"replaces: {ROLE}")
    assert day_of(unevaluated) == ""


def test_a_renamed_file_is_known_by_its_post_number(unevaluated: Path) -> None:
    kept(unevaluated)
    roles = unevaluated / "roles"
    (roles / f"{ROLE}.yaml").rename(roles / "money.yaml")
    assert day_of(unevaluated, "money") == f"{ROLE}/{DAY}"
    change(roles / "money.yaml", "F0011", "F001")
    assert day_of(unevaluated, "money") == ""


def test_a_post_number_that_another_role_has_too_lends_it_no_copy(unevaluated: Path) -> None:
    kept(unevaluated)
    shutil.copy(unevaluated / "roles" / f"{ROLE}.yaml", unevaluated / "roles" / "money.yaml")
    assert day_of(unevaluated, "money") == ""


# --- what a copy says -------------------------------------------------------------------------------------------------


def test_a_copy_tells_the_job_as_it_was_whatever_became_of_the_others(unevaluated: Path) -> None:
    shop = build.prepare(place(unevaluated), Options()).value
    assert shop
    kept(unevaluated)
    before = job_of(shop, role(unevaluated)).value
    shutil.rmtree(unevaluated / "data")
    (unevaluated / "roles" / "executive-director-place.yaml").unlink()
    copy = last_copy(place(unevaluated), role(unevaluated)).value
    assert copy
    assert before
    assert copy.job == before
    assert copy.job.superior == Superior(
        "Executive Director – Place & Resources", "executive-director-place", "executive-director",
        "Executive Director", "F0003",
    )  # fmt: skip
    assert (copy.evaluation.status, copy.evaluation.reference, str(copy.evaluation.date)) == (
        "evaluated", "JE-0418", DAY,
    )  # fmt: skip


def test_a_copy_tells_who_reported_to_the_post(unevaluated: Path) -> None:
    name = "executive-director-place"
    roles = unevaluated / "roles"
    shutil.copy(roles / f"{ROLE}.yaml", roles / "money.yaml")
    change(roles / "money.yaml", "\nstatus:", f"\nreplaces: {ROLE}\nstatus:")
    change(roles / "director-highways.yaml", "\nstatus: consultation", "\nstatus: deleted")
    kept(unevaluated, name)
    copy = last_copy(place(unevaluated), role(unevaluated, name)).value
    assert copy
    assert [(post.role, post.level, post.grade, post.post_number) for post in copy.facts.reports] == [
        ("assistant-director-legal", "assistant-director", "17", "F0027"),
        (ROLE, "director", "18", "F0011"),
    ]


@pytest.mark.parametrize(
    ("said", "superior"),
    [
        ("The Board", Superior("The Board")),
        ("managing director", Superior("managing director", "", "managing-director", "Managing Director")),
        ("director", Superior("Director", "", "director", "Director")),
    ],
)
def test_words_that_name_a_level_mean_it_and_others_mean_none(unevaluated: Path, said: str, superior: Superior) -> None:
    change(unevaluated / "roles" / f"{ROLE}.yaml", "reports_to: executive-director-place", f"reports_to: {said}")
    shop = build.prepare(place(unevaluated), Options()).value
    assert shop
    job = job_of(shop, role(unevaluated)).value
    assert job
    assert job.superior == superior


def test_a_role_that_no_build_can_make_is_no_job(unevaluated: Path) -> None:
    change(unevaluated / "roles" / f"{ROLE}.yaml", "level: director", "level: directr")
    shop = build.prepare(place(unevaluated), Options()).value
    assert shop
    job = job_of(shop, role(unevaluated))
    assert job.value is None
    assert [problem.rule for problem in job.problems] == ["unknown-level"]


# --- no change in a copy goes unnoticed -------------------------------------------------------------------------------


def test_line_ends_and_a_byte_order_mark_mean_nothing(unevaluated: Path) -> None:
    kept(unevaluated)
    for path in (unevaluated / COPY).iterdir():
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert faults(place(unevaluated)) == ()
    assert day_of(unevaluated) == f"{ROLE}/{DAY}"


def remark(folder: Path) -> None:
    with (folder / f"{ROLE}.yaml").open("a", encoding="utf-8") as file:
        file.write("# A remark.\n")


def another_superior(folder: Path) -> None:
    change(folder / FACTS, "Executive Director – Place", "Executive Director for Place")


def without_its_role(folder: Path) -> None:
    (folder / f"{ROLE}.yaml").unlink()


def a_folder_for_the_role(folder: Path) -> None:
    (folder / f"{ROLE}.yaml").unlink()
    (folder / f"{ROLE}.yaml").mkdir()


def a_folder_for_the_facts(folder: Path) -> None:
    (folder / FACTS).unlink()
    (folder / FACTS).mkdir()


def a_link_to_nowhere(folder: Path) -> None:
    (folder / FACTS).unlink()
    (folder / FACTS).symlink_to("nowhere")


def no_yaml(folder: Path) -> None:
    (folder / FACTS).write_text("role: [", "utf-8")


def empty(folder: Path) -> None:
    (folder / FACTS).write_bytes(b"")


def another_day(folder: Path) -> None:
    folder.rename(folder.with_name("2026-04-01"))


def no_day(folder: Path) -> None:
    folder.rename(folder.with_name("2026-3-31"))


def another_role(folder: Path) -> None:
    shutil.move(folder, folder.parent.parent / "director-highways" / folder.name)


HARMS: tuple[Callable[[Path], None], ...] = (
    remark, another_superior, without_its_role, a_folder_for_the_role, a_folder_for_the_facts, a_link_to_nowhere,
    no_yaml, empty, another_day, no_day, another_role,
)  # fmt: skip


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_harmed_copy_is_told_and_used_by_nothing(harm: Callable[[Path], None], unevaluated: Path) -> None:
    kept(unevaluated)
    assert faults(place(unevaluated)) == ()
    harm(unevaluated / COPY)
    told = faults(place(unevaluated))
    assert told
    assert {(problem.rule, problem.severity) for problem in told} == {("evaluated-copy", "error")}
    name = "director-highways" if harm is another_role else ROLE
    last = last_copy(place(unevaluated), role(unevaluated, name))
    assert last.value is None
    assert {problem.rule for problem in last.problems} == {"evaluated-copy"}


def test_check_tells_of_the_copies_of_the_roles_it_looks_at(unevaluated: Path, run: Run) -> None:
    kept(unevaluated)
    remark(unevaluated / COPY)
    for names, told in (((), True), ((ROLE,), True), (("director-highways",), False)):
        ran = run("check", "--quiet", *names)
        assert (ran.code, "[evaluated-copy]" in ran.err) == (int(told), told)


def test_what_is_no_copy_is_told_and_letters_are_passed_over(unevaluated: Path) -> None:
    kept(unevaluated)
    folder = unevaluated / "evaluations"
    (folder / COPY).parent.mkdir(parents=True)
    for path in (folder / "README.md", folder / ROLE / "letter.pdf", folder / ROLE / DAY / "letter.pdf"):
        path.write_bytes(b"")
    (folder / ".hidden").mkdir()
    assert faults(place(unevaluated)) == ()
    shutil.copytree(folder / ROLE / DAY, folder / ROLE / "2025-01-01")
    (folder / ROLE / "2025-01-01" / FACTS).unlink()
    (folder / "x.yaml").write_bytes(b"")
    (folder / ROLE / "2024-01-01").symlink_to("nowhere")
    told = faults(place(unevaluated))
    assert [(problem.severity, problem.place and problem.place.path.name) for problem in told] == [
        ("error", "2024-01-01"), ("warning", "2025-01-01"), ("error", "x.yaml"),
    ]  # fmt: skip
    assert day_of(unevaluated) == f"{ROLE}/{DAY}"


def test_a_file_in_place_of_the_folder_is_told(unevaluated: Path) -> None:
    (unevaluated / "evaluations").write_bytes(b"")
    assert [problem.rule for problem in faults(place(unevaluated))] == ["evaluated-copy"]
    assert day_of(unevaluated) == ""


def written(facts: AsEvaluated) -> bytes:
    return new_file(facts.model_dump(mode="json"))


def test_every_fact_is_read_again() -> None:
    assert parsed(written(FACTS_OF_ALL), Path(FACTS)).value == FACTS_OF_ALL


@UNTIMED
@given(st.data())
def test_facts_with_any_byte_changed_are_the_same_or_refused(data: st.DataObject) -> None:
    whole = written(FACTS_OF_ALL)
    at = data.draw(st.integers(0, len(whole) - 1))
    changed = whole[:at] + data.draw(st.binary(max_size=3)) + whole[at + data.draw(st.integers(0, 3)) :]
    read = parsed(changed, Path(FACTS))
    assert read.value == FACTS_OF_ALL or (read.value is None and all(_is_told(one) for one in read.problems))
    assert read.value or read.problems


def _is_told(problem: Problem) -> bool:
    return problem.rule == "evaluated-copy" and problem.place is not None


@pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to refuse")
@pytest.mark.parametrize("closed", ["evaluations", f"evaluations/{ROLE}", COPY])
def test_a_folder_that_may_not_be_read_is_not_taken_for_one_without_copies(
    closed: str, unevaluated: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(unevaluated)
    refused, listing = unevaluated / closed, Path.iterdir

    def listed(path: Path) -> Iterator[Path]:  # as for anyone but the superuser, who may read everything
        if path == refused:
            raise PermissionError(errno.EACCES, "Permission denied")
        return listing(path)

    monkeypatch.setattr(os, "access", lambda path, _: path != refused)
    monkeypatch.setattr(Path, "iterdir", listed)
    assert "You may not read this folder" in run("check", "--quiet").err
    told = run("evaluation", ROLE)
    assert (told.code, "Not weighed" in told.out) == (1, True)
    assert {problem.rule for problem in last_copy(place(unevaluated), role(unevaluated)).problems} == {"evaluated-copy"}


# --- copies are no roles ----------------------------------------------------------------------------------------------


def test_copies_are_no_roles_even_where_roles_stand_beside_them(tmp_path: Path, run: Run) -> None:
    write(tmp_path, {"rolegen.yaml": "roles: .", "keeper.yaml": "title: Keeper\nlevel: assistant-director\n"})
    assert run("evaluation", "keeper", "--record", "--reference", "JE-1", "--date", DAY).code == 0
    assert (tmp_path / "evaluations" / "keeper" / DAY / "keeper.yaml").is_file()
    assert [path.name for path in place(tmp_path).role_files()] == ["keeper.yaml"]
    assert completion.Around(tmp_path).roles() == ["keeper"]
    assert run("check", "--quiet").code == 0


def test_a_copy_is_checked_and_compared_but_built_only_where_it_does_no_harm(unevaluated: Path, run: Run) -> None:
    kept(unevaluated)
    run("build", ROLE)
    profile = next(unevaluated.rglob(f"{ROLE}.docx"))
    before = profile.read_bytes()
    change(unevaluated / "roles" / f"{ROLE}.yaml", "title: Director of Finance", "title: Director of Money")
    copy = f"{COPY}/{ROLE}.yaml"
    assert run("check", "--quiet", copy).code == 0
    assert "Money" in run("diff", copy, ROLE).out
    refused = run("build", copy)
    assert (refused.code, profile.read_bytes()) == (2, before)
    assert "--out" in refused.err
    assert run("build", copy, "--out", "then").code == 0
    assert (unevaluated / "then" / f"{ROLE}.docx").is_file()
    assert run("check", f"{COPY}/{FACTS}").code == 2


def test_the_folder_of_roles_cannot_be_that_of_the_copies(unevaluated: Path, run: Run) -> None:
    change(unevaluated / "rolegen.yaml", "\nroles: roles ", "\nroles: evaluations ")
    (unevaluated / "roles").rename(unevaluated / "evaluations")
    ran = run("check")
    assert ran.code == 1
    assert "[reserved-folder]" in ran.err
