"""What builds leave in a folder that they should not: parts of files, and profiles of roles that are gone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from rolegen import files
from tests.conftest import Run
from tests.many import contents, council, environment, parts
from tests.samples import raw, repacked, write

HOUR = 3600


@pytest.fixture
def other() -> Iterator[subprocess.Popen[bytes]]:
    """Another process of this machine; it runs until its stdin is closed."""
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as one:
        yield one


def part(folder: Path, process: int, *, machine: str = "", age: float = 0) -> Path:
    """A part of a file as a build leaves it, so many seconds old."""
    folder.mkdir(exist_ok=True)
    path = folder / f".rolegen-{machine or files._machine()}-{process}-0badf00d.tmp"  # noqa: SLF001
    path.write_bytes(b"half a profile")
    os.utime(path, (time.time() - age,) * 2)
    return path


def finish(process: subprocess.Popen[bytes]) -> int:
    """Ends a process; its number, which nobody has now."""
    assert process.stdin is not None
    process.stdin.close()
    process.wait(60)
    return process.pid


# Parts of files


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills in another way")
def test_a_build_killed_while_it_moves_a_file_leaves_a_part_that_the_next_one_takes_away(
    run: Run, tmp_path: Path
) -> None:
    place = council(tmp_path, 2)
    assert run("build").code == 0
    before = contents(place / "profiles")
    write(place, {"rolegen.yaml": "organisation: Fenmoor County Council\n"})
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom rolegen.cli import main\n"
        "Path.replace = lambda path, target: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sys.argv = ['rolegen', 'build']\nmain()\n"
    )
    killed = subprocess.run(
        [sys.executable, "-c", code], cwd=place, env=environment(), capture_output=True, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    (left,) = parts(place / "profiles")
    after = contents(place / "profiles")
    assert len(after.pop(left)) > 10_000
    assert after == before
    assert run("build").code == 0
    assert parts(place / "profiles") == []


@pytest.mark.skipif(os.name == "nt", reason="Windows does not say which processes run")
def test_the_part_of_a_running_process_stays_and_that_of_an_ended_one_goes(
    run: Run, tmp_path: Path, other: subprocess.Popen[bytes]
) -> None:
    place = council(tmp_path, 1)
    theirs, own = part(place / "profiles", other.pid), part(place / "profiles", os.getpid())
    assert run("build").code == 0
    assert parts(place / "profiles") == sorted([theirs.name, own.name])
    finish(other)
    assert run("build").code == 0
    assert parts(place / "profiles") == [own.name]


def test_a_part_of_another_machine_stays_for_an_hour(tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    number = finish(other)
    young = part(tmp_path, number, machine="ffffffff", age=HOUR - 300)
    old = part(tmp_path, number, machine="eeeeeeee", age=HOUR + 300)
    assert files._machine() not in young.name + old.name  # noqa: SLF001
    files.sweep(tmp_path)
    assert parts(tmp_path) == [young.name]


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "99999999999999999999", "٣"])
def test_a_part_of_no_process_stays_for_an_hour_too(tmp_path: Path, number: str) -> None:
    name = f".rolegen-{files._machine()}-{number}-director.docx.tmp"  # noqa: SLF001
    path = write(tmp_path, {name: b"half a profile"}) / name
    if number != "٣":  # a three, of a process that may or may not run
        files.sweep(tmp_path)
        assert parts(tmp_path) == [name]
    os.utime(path, (time.time() - 2 * HOUR,) * 2)
    files.sweep(tmp_path)
    assert parts(tmp_path) == []


def test_nothing_but_parts_is_swept(tmp_path: Path) -> None:
    names = (".rolegen-notes.txt", "rolegen-1-2.tmp", ".rolegen.tmp", "director.docx", ".rolegen-folder.tmp/kept.txt")
    write(tmp_path, dict.fromkeys(names, b"kept"))
    for path in list(tmp_path.rglob("*")):
        os.utime(path, (time.time() - 2 * HOUR,) * 2)
    before = contents(tmp_path)
    assert len(before) == len(names)
    files.sweep(tmp_path)
    assert contents(tmp_path) == before


def test_there_may_be_no_folder_to_sweep(tmp_path: Path) -> None:
    files.sweep(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_a_check_sweeps_nothing(run: Run, tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    place = council(tmp_path, 1)
    left = part(place / "profiles", finish(other), age=2 * HOUR)
    assert run("build", "--check").code == 1
    assert parts(place / "profiles") == [left.name]


def test_a_level_profiles_folder_is_swept_too(run: Run, tmp_path: Path, other: subprocess.Popen[bytes]) -> None:
    part(tmp_path, finish(other), age=2 * HOUR)
    assert run("build", "--level", "managing-director").code == 0
    assert parts(tmp_path) == []


# Profiles of roles that are gone


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    """A workspace whose profiles are up to date, one of them of a role that is gone."""
    council(tmp_path, 3, "docx, md")
    assert run("build").code == 0
    (tmp_path / "roles" / "ward-001.yaml").unlink()
    return tmp_path


def orphans(said: str) -> list[str]:
    return [line.split(":")[0] for line in said.splitlines() if "[orphan]" in line]


LEFT = ["profiles/ward-001.docx", "profiles/ward-001.md"]


def test_profiles_that_no_role_makes_are_told_and_stay(run: Run, place: Path) -> None:
    ran = run("build")
    assert (ran.code, orphans(ran.err)) == (0, LEFT)
    assert "No role makes ward-001.docx any more." in ran.err
    assert "Delete it, or put its role file back." in ran.err
    assert ran.out.count("unchanged") == 4
    assert all((place / name).is_file() for name in LEFT)


def test_a_check_fails_for_them(run: Run, place: Path) -> None:
    ran = run("build", "--check")
    assert (ran.code, orphans(ran.err), ran.out) == (1, LEFT, "")
    for name in LEFT:
        (place / name).unlink()
    assert run("build", "--check").code == 0


def test_quiet_does_not_hide_them(run: Run, place: Path) -> None:
    assert (place / "profiles").is_dir()
    assert orphans(run("build", "--quiet").err) == LEFT
    assert run("build", "--check", "--quiet").code == 1


def test_a_renamed_role_leaves_its_old_profile_behind(run: Run, place: Path) -> None:
    (place / "roles" / "ward-002.yaml").rename(place / "roles" / "ward-two.yaml")
    ran = run("build")
    assert (ran.code, orphans(ran.err)) == (0, [*LEFT, "profiles/ward-002.docx", "profiles/ward-002.md"])
    assert (place / "profiles" / "ward-two.docx").is_file()


@pytest.mark.parametrize("names", [["ward-000"], ["roles/ward-000.yaml"], ["ward-000", "ward-000"]])
def test_a_build_of_some_roles_tells_of_no_profile_that_is_left(run: Run, place: Path, names: list[str]) -> None:
    assert place.is_dir()
    assert run("build", *names).err.count("[orphan]") == 0
    assert run("build", "--check", *names).code == 0
    assert run("build", "ward-000", "ward-002").err.count("[orphan]") == 2


def test_a_role_that_cannot_be_built_is_still_there(run: Run, place: Path) -> None:
    write(place, {"roles/ward-000.yaml": "title: Director of Ward 0\nlevel: directr\n"})
    ran = run("build")
    assert (ran.code, orphans(ran.err)) == (1, LEFT)


def test_what_no_role_made_is_no_profile_that_is_left(run: Run, place: Path) -> None:
    for name in LEFT:
        (place / name).unlink()
    profiles = place / "profiles"
    assert run("build", "--level", "director", "--cmt", "--out", profiles, "--format", "docx,md").code == 0
    made = (profiles / "ward-000.docx").read_bytes()
    foreign = repacked(made, {"docProps/custom.xml": None})
    assert b"rolegen.role" in raw(made, "docProps/custom.xml")
    others = {
        "README.md": b"Profiles\n",
        "minutes.docx": foreign,
        "broken.docx": b"no Word file",
        "~$ard-000.docx": b"",
    }
    write(profiles, others)
    (profiles / "folder.docx").mkdir()
    ran = run("build", "--check")
    assert (ran.code, orphans(ran.err)) == (0, [])
    assert others.items() <= contents(profiles).items()


def test_markdown_alone_is_nobodys(run: Run, place: Path) -> None:
    (place / LEFT[0]).unlink()
    ran = run("build", "--check")
    assert (ran.code, orphans(ran.err)) == (0, [])


def test_workspaces_that_share_a_folder_are_not_each_others_remains(run: Run, tmp_path: Path) -> None:
    for name, first in (("north", 0), ("south", 3)):
        council(tmp_path / name, first + 3)
        for number in range(first):
            (tmp_path / name / "roles" / f"ward-00{number}.yaml").unlink()
    assert run("build", "north", "south", "--out", "profiles").code == 0
    ran = run("build", "north", "south", "--out", "profiles", "--check")
    assert (ran.code, orphans(ran.err), len(contents(tmp_path / "profiles"))) == (0, [], 6)
    shutil.move(tmp_path / "south" / "roles" / "ward-004.yaml", tmp_path / "ward-004.yaml")
    assert orphans(run("build", "north", "south", "--out", "profiles").err) == ["profiles/ward-004.docx"]
    write(tmp_path / "north", {"roles/ward-009.yaml": "title: Ward 9\nlevel: director\ncmt: true\n"})
    assert run("build", "north", "south").code == 0
    (tmp_path / "north" / "roles" / "ward-009.yaml").rename(tmp_path / "south" / "roles" / "ward-009.yaml")
    assert orphans(run("build", "north", "south").err) == ["north/profiles/ward-009.docx"]
