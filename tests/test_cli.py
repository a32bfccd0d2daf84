"""The command line as a person meets it."""

from __future__ import annotations

import difflib
import gc
import io
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from rolegen import __version__, build, cli
from rolegen.cli.screen import Screen
from rolegen.problems import Problem
from tests.conftest import EXAMPLES, ROOT, Run, spoil, stamps

LINES = ("created   ", "updated   ", "unchanged ", "failed    ")


def verbs(out: str) -> dict[str, str]:
    """What became of each file, by its name."""
    lines = [line for line in out.splitlines() if line.startswith(LINES)]
    return {Path(line[10:]).name: line[:10].strip() for line in lines}


# A level's own profile


def test_a_recruiter_builds_a_directors_profile_in_an_empty_folder(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--level", "director", "--cmt")
    assert ran.code == 0
    assert (tmp_path / "director-cmt.docx").read_bytes().startswith(b"PK")
    assert str(tmp_path / "director-cmt.docx") in ran.out


def test_the_recruiter_is_told_which_framework_it_is_and_what_to_do_next(run: Run) -> None:
    ran = run("build", "--level", "director", "--cmt")
    assert "Framework: Model framework, version model-1: not adopted by any council." in ran.err
    assert "Next: " in ran.err
    assert "Next: " not in ran.out


def test_members_and_others_differ_in_clause_key_fact_and_running_text_only(run: Run, tmp_path: Path) -> None:
    assert run("build", "--level", "director", "--cmt", "--format", "md").code == 0
    assert run("build", "--level", "director", "--non-cmt", "--format", "md").code == 0
    member, other = (
        (tmp_path / f"director-{name}.md").read_text(encoding="utf-8").splitlines() for name in ("cmt", "non-cmt")
    )
    clauses = json.loads(run("levels", "director", "--format", "json").out)["levels"][0]["clauses"]
    wordings = clauses["corporate-management"]["wordings"]
    every = "The framework gives these responsibilities to every Director who is"
    assert [line for line in difflib.ndiff(member, other) if line.startswith(("- ", "+ "))] == [
        "- | Corporate Management Team | Member |",
        "+ | Corporate Management Team | Not a member |",
        f"- {every} a member of the Corporate Management Team.",
        f"+ {every} not a member of the Corporate Management Team.",
        f"- - {wordings['cmt']}",
        f"+ - {wordings['non-cmt']}",
    ]


@pytest.mark.parametrize("level", ["managing-director", "executive-director", "assistant-director"])
def test_a_level_with_one_version_needs_no_flag(run: Run, tmp_path: Path, level: str) -> None:
    assert run("build", "--level", level).code == 0
    assert [path.name for path in tmp_path.iterdir()] == [f"{level}.docx"]


@pytest.mark.parametrize(("level", "flag"), [("managing-director", "--cmt"), ("assistant-director", "--non-cmt")])
def test_saying_the_one_version_a_level_has_is_accepted(run: Run, tmp_path: Path, level: str, flag: str) -> None:
    assert run("build", "--level", level).code == 0
    before = (tmp_path / f"{level}.docx").read_bytes()
    ran = run("build", "--level", level, flag)
    assert (ran.code, verbs(ran.out)) == (0, {f"{level}.docx": "unchanged"})
    assert (tmp_path / f"{level}.docx").read_bytes() == before


@pytest.mark.parametrize("name", ["director", "Director", "DIRECTOR"])
def test_a_level_goes_by_its_id_or_its_title(run: Run, tmp_path: Path, name: str) -> None:
    assert run("build", "--level", name, "--variant", "cmt").code == 0
    assert (tmp_path / "director-cmt.docx").is_file()


def test_a_level_with_two_versions_asks_which(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--level", "director")
    assert ran.code == 2
    assert "Director has two versions." in ran.err
    assert "Add --cmt if the post sits on the Corporate Management Team, --non-cmt if it does not." in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_version_that_the_level_lacks_is_refused(run: Run, tmp_path: Path) -> None:
    ran = run("build", "--level", "assistant-director", "--cmt")
    assert ran.code == 2
    assert "No Assistant Director wording exists for the Corporate Management Team." in ran.err
    assert "Leave out --cmt." in ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_teams_own_name_stands_in_the_question(run: Run, tmp_path: Path) -> None:
    settings = "labels: {Corporate Management Team: Strategic Leadership Board}\n"
    (tmp_path / "rolegen.yaml").write_text(settings, encoding="utf-8")
    assert "if the post sits on the Strategic Leadership Board" in run("build", "--level", "director").err


def test_a_misspelt_level_is_answered_with_the_nearest(run: Run) -> None:
    ran = run("build", "--level", "directr", "--cmt")
    assert ran.code == 2
    assert "There is no level “directr”." in ran.err
    assert "Did you mean “director”?" in ran.err


def test_all_levels_make_one_profile_of_each_version(run: Run) -> None:
    ran = run("build", "--all-levels", "--out", "levels")
    assert ran.code == 0
    assert verbs(ran.out) == dict.fromkeys(
        ["managing-director.docx", "executive-director.docx", "director-cmt.docx", "director-non-cmt.docx",
         "assistant-director.docx"], "created")  # fmt: skip


# Roles


def test_the_whole_workspace_is_built_by_one_word(run: Run, examples: Path) -> None:
    ran = run("build")
    assert ran.code == 0
    assert re.fullmatch(r"Done in \d+\.\d s: 22 created\.\n", ran.err)
    made = verbs(ran.out)
    roles = sorted(path.stem for path in (examples / "roles").iterdir())
    assert sorted(made) == sorted(f"{role}.{ending}" for role in roles for ending in ("docx", "md"))
    assert set(made.values()) == {"created"}
    assert sorted(made) == sorted(path.name for path in (examples / "profiles").iterdir())


def test_every_line_of_a_build_ends_in_a_full_path(run: Run, examples: Path) -> None:
    lines = run("build").out.splitlines()
    assert lines
    for line in lines:
        assert Path(line[10:]).is_absolute()
        assert Path(line[10:]).is_relative_to(examples)
        assert Path(line[10:]).is_file()


def test_building_again_changes_nothing_and_touches_nothing(run: Run, examples: Path) -> None:
    first = verbs(run("build").out)
    before = stamps(examples)
    assert before
    ran = run("build")
    assert ran.code == 0
    assert verbs(ran.out) == dict.fromkeys(first, "unchanged")
    assert stamps(examples) == before


def test_only_what_a_change_reaches_is_written(run: Run, examples: Path) -> None:
    run("build")
    role = examples / "roles" / "director-highways.yaml"
    role.write_text(role.read_text(encoding="utf-8").replace("title: ", "title: Interim ", 1), encoding="utf-8")
    made = verbs(run("build").out)
    updated = sorted(name for name, verb in made.items() if verb == "updated")
    assert updated == ["director-highways.docx", "director-highways.md"]
    assert set(made.values()) == {"updated", "unchanged"}


@pytest.mark.parametrize(
    "name", ["director-finance", "roles/director-finance.yaml", "../{}/roles/director-finance.yaml"]
)
def test_a_role_goes_by_its_id_or_its_file(run: Run, examples: Path, name: str) -> None:
    ran = run("build", name.format(examples.name))
    assert ran.code == 0
    assert sorted(verbs(ran.out)) == ["director-finance.docx", "director-finance.md"]
    assert (examples / "profiles" / "director-finance.docx").is_file()


def test_a_role_named_twice_is_built_once(run: Run, examples: Path) -> None:
    assert (examples / "roles").is_dir()
    assert len(run("build", "director-finance", "roles/director-finance.yaml").out.splitlines()) == 2


def test_a_folder_means_the_roles_in_it(run: Run, examples: Path) -> None:
    whole = verbs(run("build").out)
    assert verbs(run("build", "roles").out) == dict.fromkeys(whole, "unchanged")
    assert verbs(run("build", examples).out) == dict.fromkeys(whole, "unchanged")


def test_a_workspace_is_found_from_the_role_file(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "hr")
    assert run("build", "hr/roles/director-finance.yaml").code == 0
    assert (tmp_path / "hr" / "profiles" / "director-finance.docx").is_file()


def test_a_path_on_the_command_line_counts_from_where_the_user_stands(run: Run, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "hr")
    assert run("build", "hr/roles/director-finance.yaml", "--out", "sent", "--format", "docx").code == 0
    assert [path.name for path in (tmp_path / "sent").iterdir()] == ["director-finance.docx"]


def test_one_bad_role_stops_none_of_the_others(run: Run, examples: Path) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    ran = run("build")
    assert ran.code == 1
    made = verbs(ran.out)
    assert len(made) == 20
    assert set(made.values()) == {"created"}
    assert not list((examples / "profiles").glob("director-highways*"))
    assert f"failed    {examples / 'roles' / 'director-highways.yaml'}" in ran.err
    assert "roles/director-highways.yaml:" in ran.err
    assert "Did you mean “director”?" in ran.err


def test_a_bad_role_leaves_its_older_profile_as_it_is(run: Run, examples: Path) -> None:
    run("build")
    before = stamps(examples / "profiles")
    spoil(examples / "roles" / "director-highways.yaml")
    assert run("build").code == 1
    assert stamps(examples / "profiles") == before


# Streams, exit codes, --quiet


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["build", "--level", "director", "--cmt"], 0),
        (["build"], 1),
        (["build", "--level", "director"], 2),
        (["build", "nobody"], 2),
        (["check"], 1),
        (["check", "roles/director-finance.yaml"], 0),
    ],
)
def test_quiet_changes_no_exit_code_and_hides_no_problem(
    run: Run, examples: Path, command: list[str], code: int
) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    loud, quiet = run(*command), run(*command, "--quiet")
    assert (loud.code, quiet.code) == (code, code)
    assert quiet.out == ""
    said = [line for line in loud.err.splitlines() if "error: " in line]
    assert [line for line in quiet.err.splitlines() if "error: " in line] == said
    assert bool(said) == (code != 0)


def test_results_go_to_stdout_and_messages_to_stderr(run: Run, examples: Path) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    ran = run("build")
    assert ran.out
    assert all(line.startswith("created") for line in ran.out.splitlines())
    assert "created   " not in ran.err
    assert "error: " in ran.err


@pytest.mark.parametrize("command", [["build", "--levle", "director"], ["bild"], ["check", "--format"]])
def test_a_command_line_that_means_nothing_ends_with_code_2(run: Run, command: list[str]) -> None:
    ran = run(*command)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


@pytest.mark.parametrize("flag", [[], ["--out"], ["--template"], ["--framework"]])
def test_a_name_longer_than_any_disk_takes_is_told(run: Run, examples: Path, flag: list[str]) -> None:
    before = stamps(examples)
    ran = run("build", *(["director-finance", *flag] if flag else []), "d" * 300)
    assert ran.code in (1, 2)
    assert "error: " in ran.err
    assert stamps(examples) == before


def test_an_interrupted_run_ends_with_code_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(build, "prepare", interrupted)
    assert run("build", "--level", "managing-director").code == 130


def test_a_bug_ends_with_code_3_and_says_what_to_report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(**_: object) -> None:
        raise ZeroDivisionError("of a kind that no test foresaw")

    monkeypatch.setattr(cli, "app", broken)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    gc.enable()  # or what the tests after it leave behind would stay
    assert ended.value.code == 3
    said = capsys.readouterr().err
    assert "This is a bug in rolegen, not in your files." in said
    assert f"rolegen {__version__}" in said
    assert "of a kind that no test foresaw" in said


def in_a_process(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Runs `python -m rolegen …` in a folder, as a shell would."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "rolegen", *arguments]
    return subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False)


def test_python_m_rolegen_is_rolegen(tmp_path: Path) -> None:
    ran = in_a_process(tmp_path, "build", "--level", "director", PYTHONIOENCODING="utf-8")
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert "Director has two versions." in ran.stderr.decode()


def test_a_screen_that_lacks_a_letter_of_a_title_is_no_bug(tmp_path: Path) -> None:
    role = "title: Director – Łódź\nlevel: director\ncmt: true\n"
    (tmp_path / "director.yaml").write_text(role, encoding="utf-8")
    ran = in_a_process(tmp_path, "roles", "director.yaml", PYTHONIOENCODING="ascii")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert b"director" in ran.stdout


SHELL = pytest.mark.skipif(os.name == "nt", reason="the shell of Windows closes no streams")


def in_a_shell(folder: Path, line: str) -> subprocess.CompletedProcess[str]:
    """Runs a line of shell in a folder, in which $ROLEGEN is rolegen."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "ROLEGEN": f"{sys.executable} -m rolegen"}
    return subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, env=variables, capture_output=True, check=False, encoding="utf-8"
    )


@SHELL
@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&- <&-"])
@pytest.mark.parametrize("command", ["build --level managing-director", "diff director-finance director-highways"])
def test_streams_that_a_shell_closed_upset_nothing(examples: Path, command: str, closed: str) -> None:
    ran = in_a_shell(examples, f"$ROLEGEN {command} {closed}")
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False)


@SHELL
def test_text_from_a_closed_stream_is_an_empty_file(tmp_path: Path) -> None:
    ran = in_a_shell(tmp_path, "$ROLEGEN text - <&-")
    assert (ran.returncode, "This file is empty." in ran.stderr) == (1, True)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a disk that is always full")
@pytest.mark.parametrize("command", ["build --level managing-director", "levels", "--version", "check --format json"])
def test_a_full_disk_behind_stdout_is_told_and_is_no_bug(tmp_path: Path, command: str) -> None:
    ran = in_a_shell(tmp_path, f"$ROLEGEN {command} > /dev/full")
    assert ran.returncode == 1
    assert ran.stderr.endswith("error: What rolegen prints cannot be kept: the disk is full. [cannot-write]\n")


@SHELL
@pytest.mark.parametrize("command", ["levels", "--version", "roles"])
def test_nothing_is_said_where_nobody_reads_on(examples: Path, command: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    line = [sys.executable, "-m", "rolegen", command]
    variables = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(line, cwd=examples, env=variables, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, b"")


@SHELL
def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    ran = in_a_shell(tmp_path, "mkdir gone; cd gone; rmdir ../gone; $ROLEGEN build")
    assert (ran.returncode, ran.stderr.splitlines()[0]) == (
        2,
        "error: The folder you stand in is gone. [no-such-folder]",
    )


def test_the_version_is_said(run: Run) -> None:
    ran = run("--version")
    assert (ran.code, ran.out, ran.err) == (0, f"rolegen {__version__}\n", "")


def test_no_command_at_all_shows_the_help(run: Run) -> None:
    said = run().out + run().err
    for command in ("build", "check", "levels", "roles"):
        assert command in said


# The screen


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_colour", "coloured"), [("", True), ("1", False)])
def test_a_terminal_gets_colour_unless_the_user_says_no(
    monkeypatch: pytest.MonkeyPatch, no_colour: str, coloured: bool
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("NO_COLOR", no_colour)
    Screen().problems([Problem("rule", "Something is wrong.")])
    assert "Something is wrong." in terminal.getvalue()
    assert ("\x1b[" in terminal.getvalue()) == coloured


def test_a_file_or_a_pipe_gets_no_colour(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    ran = run("build", "--level", "directr")
    assert "error: " in ran.err
    assert "\x1b[" not in ran.err


def test_a_narrow_screen_keeps_paths_whole(run: Run, examples: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(examples / "roles" / "director-highways.yaml")
    monkeypatch.setenv("COLUMNS", "40")
    ran = run("build")
    assert f"created   {examples / 'profiles' / 'director-finance.docx'}" in ran.out.splitlines()
    assert f"failed    {examples / 'roles' / 'director-highways.yaml'}" in ran.err.splitlines()
    assert any(line.startswith("roles/director-highways.yaml:") for line in ran.err.splitlines())


@pytest.mark.parametrize("command", [["levels"], ["levels", "director"], ["roles"]])
def test_a_narrow_screen_wraps_what_can_be_wrapped(
    run: Run, examples: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    assert examples.is_dir()
    monkeypatch.setenv("COLUMNS", "60")
    lines = run(*command).out.splitlines()
    assert lines
    assert [line for line in lines if len(line) > 60] == []
