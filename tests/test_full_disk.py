"""Disks that are full and folders that may not be written: real ones, where this machine lets a test have them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Run
from tests.many import command, contents, council, environment, is_whole, parts
from tests.samples import write

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has other ways to refuse")
LIMITED = (
    "import resource, sys\nfrom rolegen.cli import main\n"
    "resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
    "sys.argv = ['rolegen', 'build', *sys.argv[1:]]\nmain()\n"
)
SMALL = (  # room for three profiles
    "mount -t tmpfs -o size=260k none profiles || exit 77; cp -a old/* profiles; "
    '"$@"; code=$?; cp -a profiles kept; exit $code'
)


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    """A workspace with profiles, whose roles have all changed since."""
    council(tmp_path, 4, "docx, md")
    assert run("build").code == 0
    write(tmp_path, {"rolegen.yaml": "formats: [docx, md]\norganisation: Fenmoor County Council\n"})
    return tmp_path


def ran(here: Path, *line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        list(line), cwd=here, env=environment(), capture_output=True, check=False, encoding="utf-8", timeout=60
    )


def as_no_owner_of_all() -> list[str]:
    """What begins a command that is to mind who may write where, as root does not."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may write everywhere, and there is no setpriv: install the package util-linux")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_folder_that_may_not_be_written_keeps_its_files_and_is_told_for_each(place: Path) -> None:
    before = contents(place / "profiles")
    (place / "profiles").chmod(0o555)
    try:
        done = ran(place, *as_no_owner_of_all(), *command("build"))
    finally:
        (place / "profiles").chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.count(f"error: You may not write in {place / 'profiles'}. [cannot-write]") == 8
    assert done.stderr.count("Nothing was changed.") == 8
    assert done.stderr.endswith(" s: 8 failed.\n")
    assert contents(place / "profiles") == before
    assert len(before) == 8


def test_a_place_where_no_folder_may_be_made_is_told(place: Path) -> None:
    (place / "closed").mkdir(mode=0o555)
    done = ran(place, *as_no_owner_of_all(), *command("build", "--out", "closed/profiles"))
    assert done.returncode == 1
    assert done.stderr.count("error: You may not write in ") == 8
    assert contents(place / "closed") == {}


def test_a_file_that_may_not_be_read_is_told_and_stays(place: Path) -> None:
    target = place / "profiles" / "ward-001.docx"
    before = target.read_bytes()
    target.chmod(0)
    done = ran(place, *as_no_owner_of_all(), *command("build"))
    target.chmod(0o644)
    assert done.returncode == 1
    assert done.stderr.count("error: ") == 1
    assert f"failed    {target}" in done.stderr
    assert done.stderr.endswith(" s: 7 updated, 1 failed.\n")
    assert target.read_bytes() == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_files_too_large_for_the_user_are_told_and_the_others_made(place: Path, jobs: str) -> None:
    before = contents(place / "profiles")
    code = f"from rolegen import batch\nbatch.LEAST_SHARE = 1\n{LIMITED}"
    done = ran(place, command()[0], "-c", code, "--jobs", jobs)
    after = contents(place / "profiles")
    assert done.returncode == 1
    assert done.stderr.count("error: This file cannot be written: ") == 4
    assert done.stderr.endswith(" s: 4 updated, 4 failed.\n")
    assert after.keys() == before.keys()
    assert {name.rpartition(".")[2] for name in after if after[name] != before[name]} == {"md"}


def test_a_full_disk_leaves_every_file_old_or_new_and_is_told(place: Path) -> None:
    write(
        place,
        {
            f"old/{name}": data
            for name, data in contents(place / "profiles").items()
            if name in ("ward-002.docx", "ward-003.docx")
        },
    )
    old = contents(place / "old")
    assert len(old) == 2
    private = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if not shutil.which("unshare"):
        pytest.skip("there is no unshare: install the package util-linux")
    done = ran(place, *private, "sh", "-c", SMALL, "sh", *command("build", "--format", "docx"))
    if done.returncode == 77 or not (place / "kept").is_dir():
        pytest.skip(f"nothing may be mounted here: {done.stderr.strip()}")
    kept = contents(place / "kept")
    assert done.returncode == 1
    assert done.stderr.count("error: The disk is full. [cannot-write]") >= 1
    assert " failed.\n" in done.stderr
    assert parts(place / "kept") == []
    assert kept.keys() > old.keys()
    assert all(is_whole(data) for data in kept.values())
    shutil.rmtree(place / "profiles")
    assert ran(place, *command("build", "--format", "docx", "--quiet")).returncode == 0
    new = contents(place / "profiles")
    assert [name for name, data in kept.items() if data not in (old.get(name), new[name])] == []
    assert [name for name in old if kept[name] == old[name]] != []
