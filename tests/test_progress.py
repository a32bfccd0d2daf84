"""What a build tells while it runs and when it is done: a bar on a terminal, plain lines anywhere else."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from rolegen.cli.report import Report
from rolegen.cli.screen import Screen
from rolegen.delivery import Outcome, Verb
from tests.conftest import Run, spoil
from tests.many import command, council, environment
from tests.samples import write

HIDE, SHOW = "\x1b[?25l", "\x1b[?25h"
COLOUR = re.compile(r"\x1b\[\d*m")
NEEDS_TERMINAL = pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")


def on_terminal(
    here: Path, *arguments: str, columns: int = 100, piped: bool = False, variables: Mapping[str, str] | None = None
) -> tuple[int, str, str]:
    """Exit code, what a terminal of so many columns was sent, and what went to stdout where that is a pipe."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command(*arguments),
        cwd=here,
        env={**environment(), "TERM": "xterm", **(variables or {})},
        stdin=theirs,
        stdout=subprocess.PIPE if piped else theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            got = os.read(ours, 65536)
        except OSError:  # Linux says so where the other side is closed
            break
        if not got:
            break
        shown += got
    os.close(ours)
    out, _ = process.communicate(timeout=60)
    return process.returncode, shown.decode().replace("\r\n", "\n"), (out or b"").decode()


def frames(shown: str) -> list[str]:
    """Each state of the bar, as it stood on the screen."""
    bar, _, _ = shown.partition(SHOW)
    return [frame.replace(HIDE, "").rstrip() for frame in bar.split("\r") if "[" in frame]


@NEEDS_TERMINAL
@pytest.mark.parametrize("columns", [40, 100])
def test_a_terminal_shows_a_bar_that_fits_it_and_a_summary(tmp_path: Path, columns: int) -> None:
    code, shown, _ = on_terminal(council(tmp_path, 30), "build", columns=columns)
    assert code == 0
    seen = frames(shown)
    assert len(seen) > 3
    assert seen[0].endswith("0%")
    assert seen[-1].endswith("100%")
    assert {len(frame) <= columns for frame in seen} == {True}
    assert "created  " not in shown
    assert re.search(r"\nDone in \d+\.\d s: 30 created\.\n$", shown)
    assert shown.count("\n") == 2
    assert (shown.rindex(SHOW) > shown.rindex(HIDE), COLOUR.findall(shown)) == (True, [])


@NEEDS_TERMINAL
@pytest.mark.parametrize("no_colour", ["", "1"])
def test_what_fails_is_told_behind_the_bar(tmp_path: Path, no_colour: str) -> None:
    place = write(council(tmp_path, 21), {"roles/ward-004.yaml": "title: Ward 4\nlevel: directr\n"})
    code, shown, _ = on_terminal(place, "build", variables={"NO_COLOR": no_colour})
    assert code == 1
    bar, _, after = shown.partition(SHOW)
    assert "failed" not in bar
    lines = COLOUR.sub("", after).splitlines()
    assert f"failed    {place}/roles/ward-004.yaml" in lines
    assert any("ward-004.yaml:2:8: error: There is no level" in line for line in lines)
    assert lines[-1].endswith(" s: 20 created, 1 failed.")
    assert bool(COLOUR.search(shown)) == (not no_colour)


@NEEDS_TERMINAL
def test_a_check_on_a_terminal_lists_what_is_out_of_date_behind_the_bar(tmp_path: Path) -> None:
    place = council(tmp_path, 21)
    code, shown, _ = on_terminal(place, "build", "--check")
    assert code == 1
    after = shown.partition(SHOW)[2].splitlines()
    assert after[1:-1] == [f"would create {place}/profiles/ward-{number:03}.docx" for number in range(21)]
    assert after[-1].endswith(" s: 21 to create.")


@NEEDS_TERMINAL
def test_a_few_roles_are_told_line_by_line_on_a_terminal_too(tmp_path: Path) -> None:
    code, shown, _ = on_terminal(council(tmp_path, 3), "build")
    assert code == 0
    assert [line[:10] for line in shown.splitlines()[:3]] == ["created   "] * 3
    assert (HIDE in shown, len(shown.splitlines())) == (False, 4)


@NEEDS_TERMINAL
def test_lines_go_to_a_pipe_while_the_terminal_shows_the_bar(tmp_path: Path) -> None:
    place = council(tmp_path, 21)
    code, shown, out = on_terminal(place, "build", piped=True)
    assert (code, len(frames(shown)) > 3, "created  " in shown) == (0, True, False)
    assert out.splitlines() == [f"created   {place}/profiles/ward-{number:03}.docx" for number in range(21)]


@NEEDS_TERMINAL
def test_quiet_shows_no_bar(tmp_path: Path) -> None:
    assert on_terminal(council(tmp_path, 21), "build", "--quiet") == (0, "", "")


def test_a_pipe_gets_plain_lines(run: Run, tmp_path: Path) -> None:
    place = council(tmp_path, 21)
    ran = run("build")
    assert ran.out.splitlines() == [f"created   {place / 'profiles'}/ward-{number:03}.docx" for number in range(21)]
    assert re.fullmatch(r"Done in \d+\.\d s: 21 created\.\n", ran.err)


def test_the_summary_says_how_many_files_met_which_fate(run: Run, examples: Path) -> None:
    assert re.fullmatch(r"Done in \d+\.\d s: 22 created\.\n", run("build").err)
    (examples / "profiles" / "director-finance.md").write_text("", encoding="utf-8")
    (examples / "profiles" / "managing-director.md").unlink()
    spoil(examples / "roles" / "director-highways.yaml")
    assert run("build").err.endswith(" s: 1 created, 1 updated, 18 unchanged, 1 failed.\n")


def test_one_file_needs_no_summary(run: Run, tmp_path: Path) -> None:
    council(tmp_path, 2)
    assert run("build", "ward-000").err == ""
    assert run("build", "--check", "ward-001").err == ""


def test_quiet_says_nothing_of_what_went_well(run: Run, examples: Path) -> None:
    assert (examples / "roles").is_dir()
    for flags in ([], ["--jobs", "2"], ["--check"]):
        ran = run("build", "--quiet", *flags)
        assert (ran.code, ran.out, ran.err) == (0, "", "")


def fates(*verbs: tuple[Verb, int], checking: bool = False, stopped: bool = False) -> Report:
    """A report of so many files of each fate, at its end."""
    report = Report(Screen(), checking=checking)
    for verb, number in verbs:
        for _ in range(number):
            report.outcome(Outcome(verb, Path("ward.docx")))
    report.summary(stopped=stopped)
    return report


@pytest.mark.parametrize(
    ("verbs", "said"),
    [
        ([("created", 1234), ("failed", 1)], "1,234 created, 1 failed"),
        ([("unchanged", 2), ("updated", 1)], "1 updated, 2 unchanged"),
        ([("would update", 2), ("would create", 1), ("unchanged", 1)], "1 to create, 2 to update, 1 unchanged"),
    ],
)
def test_the_summary_counts_in_one_order(
    capsys: pytest.CaptureFixture[str], verbs: list[tuple[Verb, int]], said: str
) -> None:
    fates(*verbs)
    assert re.fullmatch(rf"Done in \d+\.\d s: {said}\.\n", capsys.readouterr().err.splitlines(keepends=True)[-1])


@pytest.mark.parametrize(("verbs", "said"), [([], "no file"), ([("created", 1)], "1 created")])
def test_a_build_that_was_stopped_always_says_so(
    capsys: pytest.CaptureFixture[str], verbs: list[tuple[Verb, int]], said: str
) -> None:
    fates(*verbs, stopped=True)
    rest = r"Every file is whole; build again for the rest\."
    assert re.fullmatch(rf"Stopped after \d+\.\d s: {said}\. {rest}\n", capsys.readouterr().err)


def test_an_exit_code_follows_from_what_a_check_found() -> None:
    assert fates(("unchanged", 2), checking=True).screen.code == 0
    assert fates(("unchanged", 2), ("would update", 1), checking=True).screen.code == 1
    assert fates(("would create", 1), checking=True).screen.code == 1
