"""A batch shared out among processes is the batch that one process makes, whatever happens to them."""

from __future__ import annotations

import gc
import multiprocessing
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from rolegen import batch, build
from rolegen.batch import build_roles
from rolegen.document import Document
from rolegen.framework import Level
from rolegen.register import Register
from rolegen.role import Role, RoleFile
from rolegen.source import Source
from tests.conftest import Run, spoil
from tests.many import (
    built,
    contents,
    council,
    ended,
    environment,
    is_whole,
    parts,
    share_out,
    started,
    workshop,
)
from tests.samples import FULL, as_yaml, write
from tests.test_architecture import imported

MANY = 160
TOOK = re.compile(r"\d+\.\d s")


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each process may make a single role; none is left behind."""
    share_out(monkeypatch)
    yield
    assert multiprocessing.active_children() == []


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The processes that have been started, in order."""
    seen: list[object] = []
    start = multiprocessing.Process.start

    def noted(process: multiprocessing.Process) -> None:
        seen.append(process)
        start(process)

    monkeypatch.setattr(multiprocessing.Process, "start", noted)
    return seen


# The same from one process as from several


@pytest.mark.usefixtures("shares")
def test_two_and_three_jobs_make_the_same_files_and_say_the_same_as_one(run: Run, examples: Path) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    (examples / "profiles").mkdir()
    (examples / "profiles" / "managing-director.docx").write_bytes(b"")
    made = {}
    for jobs in ("1", "2", "3"):
        ran = run("build", "--jobs", jobs)
        made[jobs] = ran.code, ran.out, TOOK.sub("", ran.err), contents(examples / "profiles")
        shutil.rmtree(examples / "profiles")
        (examples / "profiles").mkdir()
        (examples / "profiles" / "managing-director.docx").write_bytes(b"")
    assert made["1"][0] == 1
    assert len(made["1"][3]) == 20
    assert made["2"] == made["1"]
    assert made["3"] == made["1"]


@pytest.mark.usefixtures("shares")
@pytest.mark.parametrize("jobs", [2, 4])
def test_as_many_processes_make_a_batch_as_there_are_jobs(examples: Path, begun: list[object], jobs: int) -> None:
    assert len(built(workshop(examples), jobs)) == 11
    assert len(begun) == jobs


def test_nobody_gets_more_processes_than_there_are_shares(
    tmp_path: Path, begun: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch, "LEAST_SHARE", 3)
    assert len(built(workshop(council(tmp_path, 8)), jobs=1000)) == 8
    assert len(begun) == 2
    monkeypatch.setattr(batch, "LEAST_SHARE", 1)
    monkeypatch.setattr(batch, "MOST_JOBS", 3)
    assert len(built(workshop(tmp_path), jobs=1000)) == 8
    assert len(begun) == 2 + 3


@pytest.mark.usefixtures("shares")
def test_a_thousand_jobs_do_no_harm(run: Run, examples: Path) -> None:
    ran = run("build", "--jobs", "1000")
    assert (ran.code, len(contents(examples / "profiles"))) == (0, 22)


@pytest.mark.parametrize("jobs", ["-1", "two", "1.5"])
def test_jobs_that_are_no_number_of_processes_are_a_usage_error(run: Run, examples: Path, jobs: str) -> None:
    ran = run("build", "--jobs", jobs)
    assert (ran.code, ran.out) == (2, "")
    assert "--jobs" in ran.err
    assert not (examples / "profiles").exists()


def test_a_small_batch_starts_no_process_and_a_large_one_does(tmp_path: Path) -> None:
    small, large = council(tmp_path / "small", 99), council(tmp_path / "large", 100)
    assert "multiprocessing" not in imported(small, "build", "--jobs", "2", "--quiet")
    assert "multiprocessing" in imported(large, "build", "--jobs", "2", "--quiet")
    assert contents(small / "profiles").items() < contents(large / "profiles").items()


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_it_does_not_matter_how_the_system_starts_processes(tmp_path: Path, method: str) -> None:
    if method not in multiprocessing.get_all_start_methods():
        pytest.skip(f"this system has no {method}")
    place = council(tmp_path, 4)
    code = (
        "import multiprocessing, sys\nfrom rolegen import batch\nfrom rolegen.cli import main\n"
        "if __name__ == '__main__':\n"
        f"    multiprocessing.set_start_method('{method}')\n"
        "    batch.LEAST_SHARE = 1\n    sys.argv = ['rolegen', 'build', '--jobs', '2']\n    main()\n"
    )
    (place / "begin.py").write_text(code, encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "begin.py"], cwd=place, env=environment(), capture_output=True, check=False, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    assert TOOK.sub("", ran.stderr) == "Done in : 4 created.\n"
    assert [Path(line[10:]).stem for line in ran.stdout.splitlines()] == [f"ward-00{number}" for number in range(4)]


# What goes wrong in a share


@pytest.mark.usefixtures("shares")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_one_bad_role_stops_none_of_the_others(run: Run, examples: Path, jobs: str) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    ran = run("build", "--jobs", jobs)
    assert ran.code == 1
    assert len(contents(examples / "profiles")) == 20
    assert ran.err.count("error: ") == 1
    assert "20 created, 1 failed" in ran.err


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="Windows kills in another way")
@pytest.mark.usefixtures("shares")
def test_a_process_that_is_killed_is_told_for_its_roles_and_the_others_are_made(examples: Path) -> None:
    shop = workshop(examples)
    paths = shop.workspace.role_files() * 20
    told = []
    with closing(build_roles(shop, paths, 2)) as outcomes:
        told.append(next(outcomes))
        victim = multiprocessing.active_children()[0]
        assert victim.pid is not None
        os.kill(victim.pid, signal.SIGKILL)
        told += list(outcomes)
    assert len(told) == len(paths)
    lost = [number for number, files in enumerate(told) if files[0].verb == "failed"]
    assert lost
    assert len({number % 2 for number in lost}) == 1
    assert lost == list(range(lost[0], len(paths), 2))
    for number in lost:
        (problem,) = told[number][0].problems
        assert (problem.rule, told[number][0].path) == ("stopped", paths[number])
        assert problem.place is not None
    assert all(is_whole(data) for name, data in contents(examples / "profiles").items() if name.endswith(".docx"))


@pytest.mark.skipif(os.name == "nt", reason="pipes of Windows hold whole messages")
def test_a_process_that_is_killed_within_a_message_is_told_as_killed() -> None:
    end, far_end = multiprocessing.Pipe(duplex=False)
    os.write(far_end.fileno(), struct.pack("!i", 1000) + b"the first bytes")
    far_end.close()
    with end:
        (outcome,) = batch._received(end, Path("director.yaml"))  # noqa: SLF001
    assert (outcome.verb, outcome.problems[0].rule) == ("failed", "stopped")


@pytest.mark.usefixtures("shares")
def test_a_process_that_cannot_start_is_told_for_its_roles(
    run: Run, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = multiprocessing.Process.start
    begun: list[object] = []

    def seldom(process: multiprocessing.Process) -> None:
        begun.append(process)
        if len(begun) == 2:
            raise BlockingIOError("Resource temporarily unavailable")
        start(process)

    monkeypatch.setattr(multiprocessing.Process, "start", seldom)
    ran = run("build", "--jobs", "3")
    assert ran.code == 1
    assert ran.err.count("[stopped]") == 4
    assert "Build again, with --jobs 1." in ran.err
    assert len(contents(examples / "profiles")) == 14


@pytest.mark.usefixtures("shares")
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_bug_in_any_process_ends_the_build_as_a_bug(
    examples: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    if multiprocessing.get_start_method() != "fork" and jobs > 1:
        pytest.skip("a process that is not forked does not know of the bug that this test puts in")

    def broken(*_: object) -> None:
        raise ZeroDivisionError("of a kind that no test foresaw")

    shop = workshop(examples)
    monkeypatch.setattr(build, "outputs", broken)
    with pytest.raises((ZeroDivisionError, RuntimeError), match="of a kind that no test foresaw"):
        built(shop, jobs)


@pytest.mark.usefixtures("shares")
def test_a_framework_that_is_spoilt_while_a_build_begins_is_told(examples: Path) -> None:
    shop = workshop(examples)
    (examples / "data" / "descriptors.yaml").write_text("framework: {name: Spoilt", encoding="utf-8")
    told = built(shop, jobs=2)
    assert len(told) == 11
    assert {outcome.verb for files in told for outcome in files} == {"failed"}
    assert {
        outcome.problems[0].place.path.name for files in told for outcome in files if outcome.problems[0].place
    } == {"descriptors.yaml"}


def test_profiles_that_are_taken_away_meanwhile_do_not_stop_a_build(examples: Path) -> None:
    shop = workshop(examples)
    with closing(build_roles(shop, shop.workspace.role_files(), 1)) as outcomes:
        told = [next(outcomes)]
        shutil.rmtree(shop.out)
        told += list(outcomes)
    assert {outcome.verb for files in told for outcome in files} == {"created"}
    assert len(contents(shop.out)) == 20
    assert parts(shop.out) == []


# Interrupted


@pytest.fixture
def wards(tmp_path: Path) -> Path:
    """A workspace of long roles, enough for several processes."""
    values = {**FULL, "statutory": []}
    roles = {f"roles/ward-{number:03}.yaml": as_yaml({**values, "title": f"Ward {number}"}) for number in range(MANY)}
    return write(tmp_path, {"rolegen.yaml": "formats: [docx, md]\n", **roles})


@pytest.mark.skipif(os.name == "nt", reason="Windows sends Ctrl-C to consoles")
@pytest.mark.parametrize(("jobs", "whole_group"), [("1", False), ("2", True), ("2", False)])
def test_ctrl_c_stops_a_batch_behind_whole_files(wards: Path, jobs: str, *, whole_group: bool) -> None:
    process = started(wards, "build", "--jobs", jobs)
    assert process.stdout is not None
    assert [process.stdout.readline()[:8] for _ in range(20)] == ["created "] * 20
    (os.killpg if whole_group else os.kill)(process.pid, signal.SIGINT)
    code, _, said = ended(process)
    assert code == 130
    assert re.fullmatch(
        r"Stopped after \d+\.\d s: \d+ created\. Every file is whole; build again for the rest\.\n", said
    )
    made = contents(wards / "profiles")
    assert 20 <= len(made) < MANY * 2
    assert parts(wards / "profiles") == []
    assert all(is_whole(data) for name, data in made.items() if name.endswith(".docx"))
    assert all(data.endswith(b".\n") for name, data in made.items() if name.endswith(".md"))


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no such thing")
def test_ctrl_c_waits_until_all_processes_have_started() -> None:
    done = []

    def starting() -> None:
        with batch._uninterrupted():  # noqa: SLF001
            signal.pthread_kill(threading.get_ident(), signal.SIGINT)
            done.append("started")

    with pytest.raises(KeyboardInterrupt):
        starting()
    assert done == ["started"]
    assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) == set()


@pytest.mark.skipif(os.name == "nt", reason="Windows kills in another way")
def test_the_processes_of_a_build_that_is_killed_end_by_themselves(wards: Path) -> None:
    process = started(wards, "build", "--jobs", "2")
    assert process.stdout is not None
    assert process.stdout.readline().startswith("created ")
    process.kill()
    code, _, said = ended(process)  # waits for the last process that may still write
    assert (code, said) == (-signal.SIGKILL, "")
    made = contents(wards / "profiles")
    profiles = {name: data for name, data in made.items() if not name.startswith(".rolegen-")}
    assert 1 <= len(profiles) < MANY * 2
    assert all(is_whole(data) for name, data in profiles.items() if name.endswith(".docx"))
    assert ended(started(wards, "build", "--quiet")) == (0, "", "")
    assert parts(wards / "profiles") == []
    assert len(contents(wards / "profiles")) == MANY * 2
    assert profiles.items() <= contents(wards / "profiles").items()


def test_a_reader_that_stops_reading_ends_a_build_without_a_trace(wards: Path) -> None:
    with started(wards, "build", "--jobs", "2") as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith("created ")
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1
    assert parts(wards / "profiles") == []


# Several builds at once


def test_builds_of_one_folder_at_once_disturb_nobody(tmp_path: Path) -> None:
    place = council(tmp_path, 40, "docx, md")
    processes = [started(place, "build", "--quiet") for _ in range(3)]
    assert [ended(process) for process in processes] == [(0, "", "")] * 3
    assert parts(place / "profiles") == []
    verbs = [outcome.verb for files in built(workshop(place)) for outcome in files]
    assert verbs == ["unchanged"] * 80


def test_builds_of_different_words_in_one_folder_leave_each_file_in_one_or_the_other(tmp_path: Path) -> None:
    words = ("one", "other")
    expected = []
    for word in words:
        place = council(tmp_path / word, 40)
        write(place, {"rolegen.yaml": f"organisation: The {word} council\n"})
        built(workshop(place))
        expected.append(contents(place / "profiles"))
    shared = str(tmp_path / "shared")
    processes = [started(tmp_path / word, "build", "--quiet", "--out", shared) for word in words * 2]
    assert [ended(process) for process in processes] == [(0, "", "")] * 4
    made = contents(tmp_path / "shared")
    assert len(made) == 40
    assert [name for name, data in made.items() if data not in (expected[0][name], expected[1][name])] == []


def test_two_roles_that_would_be_one_file_are_refused_before_anything_is_written(run: Run, tmp_path: Path) -> None:
    for name in ("north", "south"):
        council(tmp_path / name, 3)
    assert run("build", "north", "south", "--out", "profiles").code == 1
    assert not (tmp_path / "profiles").exists()
    write(tmp_path / "north", {"roles/more/ward-001.yml": (tmp_path / "north/roles/ward-001.yaml").read_bytes()})
    ran = run("build", "north")
    assert (ran.code, ran.out) == (1, "")
    assert "would write one file" in ran.err
    assert not (tmp_path / "north" / "profiles").exists()


# Memory


def reachable(root: object) -> set[str]:
    """The types of all that an object keeps alive, code apart."""
    seen: dict[int, object] = {}
    left = [root]
    while left:
        one = left.pop()
        if id(one) not in seen and not isinstance(one, (type, ModuleType, FunctionType)):
            seen[id(one)] = one
            left += gc.get_referents(one)
    return {type(one).__name__ for one in seen.values()}


def test_a_batch_keeps_nothing_of_a_role_that_it_has_made(examples: Path) -> None:
    shop = workshop(examples)
    assert {outcome.verb for files in built(shop) for outcome in files} == {"created"}
    kept = reachable(shop)
    assert {Register.__name__, Level.__name__, "Post"} <= kept
    assert kept & {one.__name__ for one in (Role, RoleFile, Document)} == set()
    assert reachable(shop.register) & {one.__name__ for one in (Role, RoleFile, Document, Source, Level)} == set()
