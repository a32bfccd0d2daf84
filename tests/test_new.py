"""`rolegen new "Job title"`: a role file with every field, explained; asked for on a terminal, and only there."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import framework, role_file, workspace
from rolegen.cli.starting import new
from rolegen.fields import Model
from rolegen.framework import Framework
from rolegen.intake.written import GROUPS
from rolegen.role import Criterion, Role, parse_role, read_role
from rolegen.role_file import Post
from rolegen.term import Term
from rolegen.workspace import Workspace
from rolegen.yamledit import Put, edited
from tests.conftest import EXAMPLES, ROOT, Run

PARKS = ("new", "Director of Parks", "--level", "director", "--cmt")
LINE = "# yaml-language-server: $schema=../schemas/role.json"
ON_A_TERMINAL = pytest.mark.skipif(os.name == "nt", reason="Windows has other terminals")


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    """A new workspace, in which the user stands."""
    assert run("init").code == 0
    return tmp_path


@pytest.fixture(scope="module")
def model() -> Framework:
    found = framework.load(ROOT / "data").value
    assert found
    return found


@pytest.fixture(scope="module")
def fenmoor() -> Workspace:
    found = workspace.find(EXAMPLES).value
    assert found
    return found


def made(place: Workspace, known: Framework, title: str, level: str = "director", **more: Any) -> str:
    found = known.level(level)
    assert found
    role = role_file.new_role(place, known, Post(title, found, more.pop("variant", "cmt"), **more))
    assert role.problems == ()
    assert role.value
    return role.value.data.decode()


# --- the file ---------------------------------------------------------------------------------------------------------


def test_a_new_role_checks_without_a_word_and_builds(demo: Path, run: Run) -> None:
    ran = run(*PARKS)
    assert (ran.code, ran.out) == (0, "created   roles/director-of-parks.yaml\n")
    assert "rolegen check roles/director-of-parks.yaml" in ran.err
    checked = run("check", "--strict")
    assert (checked.code, checked.err) == (0, "3 roles, 4 levels and 16 clauses checked: 0 errors, 0 warnings.\n")
    assert run("build", "director-of-parks").code == 0
    assert (demo / "profiles" / "director-of-parks.docx").is_file()


def test_every_field_of_a_role_stands_in_it_with_what_belongs_there(fenmoor: Workspace, model: Framework) -> None:
    lines = made(fenmoor, model, "Director of Parks").splitlines()
    keys = {match[1]: number for number, line in enumerate(lines) if (match := re.match(r"([a-z_]+):", line))}
    assert list(keys) == list(Role.model_fields)
    assert all(lines[number - 1].startswith("#") for number in keys.values())


def test_every_part_of_a_group_is_explained(fenmoor: Workspace, model: Framework) -> None:
    text = made(fenmoor, model, "Director of Parks")
    groups: list[type[Model]] = [*GROUPS.values(), Criterion]
    parts = [part for group in groups for part in group.model_fields]
    assert len(parts) > 15
    assert [part for part in parts if not re.search(rf"(?m)^#   {part}: [A-Z`]", text)] == []


def test_the_words_a_field_may_hold_are_named(fenmoor: Workspace, model: Framework) -> None:
    text = " ".join(made(fenmoor, model, "Director of Parks").replace("\n#", " ").split())
    assert "One of: draft, consultation, approved, superseded, deleted." in text
    assert "Any of: head-of-paid-service, monitoring-officer," in text


@pytest.mark.parametrize("mark", ["#", "# "])
def test_an_example_may_be_used_whether_its_mark_goes_with_the_space_or_without(
    mark: str, fenmoor: Workspace, model: Framework
) -> None:
    text = made(fenmoor, model, "Director of Parks")
    used = re.sub(
        r"(?m)^([a-z_]+:\n)((?:#   .*\n)+)",
        lambda found: found[1] + re.sub(f"(?m)^{mark}", "", found[2]),
        text,
    )
    read = parse_role(used.encode(), Path("director-of-parks.yaml"))
    assert read.problems == ()
    assert read.value
    role = read.value.role.model_dump(mode="json", exclude_unset=True)
    needing = set(role_file.EXAMPLES) - {"person_profile"}  # which begins as the level's starter criteria
    assert {key: role[key] for key in needing} == {key: role_file.EXAMPLES[key] for key in needing}


def test_what_is_imported_stands_below_what_explains_it(fenmoor: Workspace, model: Framework) -> None:
    text = made(fenmoor, model, "Director of Parks")
    values: dict[str, Any] = {
        "contract": {"type": "permanent"},
        "accountabilities": [{"text": "Keep parks open."}],
        "grade": "18",
    }
    taken = edited(text.encode(), Path("director-of-parks.yaml"), [Put((key,), value) for key, value in values.items()])
    assert taken.value
    lines = taken.value.decode().splitlines()
    assert [line for line in text.splitlines() if line.startswith("#")] == [one for one in lines if one[:1] == "#"]
    before = {line.split(":")[0]: lines[number - 1] for number, line in enumerate(lines)}
    assert all(before[key].startswith("#") for key in values)


def test_a_post_on_a_level_for_a_time_has_a_contract_for_that_time(fenmoor: Workspace, model: Framework) -> None:
    found = model.level("director")
    assert found
    terms = {
        Term(months=24): {"type": "fixed-term", "months": "24"},
        Term(starts=date(2026, 1, 1), months=12): {"type": "fixed-term", "until": "2026-12-31"},
        Term(): {"type": "fixed-term"},
    }
    for term, contract in terms.items():
        level = found.model_copy(update={"term": term})
        role = role_file.new_role(fenmoor, model, Post("Director of Parks", level, "cmt")).value
        assert role
        read = parse_role(role.data, role.path)
        assert read.value
        assert read.value.source.at(("contract",)) == contract


def test_an_example_is_there_wherever_a_group_cannot_stand_empty() -> None:
    nothing: dict[str, Any] = {**{key: {} for key in GROUPS}, "accountabilities": [{}], "person_profile": [{}]}
    assert needing(nothing) == set(role_file.EXAMPLES)
    assert needing(role_file.EXAMPLES) == set()


def needing(values: Mapping[str, Any]) -> set[str]:
    """The fields with which something is wrong."""
    data = yaml.safe_dump({"title": "A title", "level": "a-level", **values}, sort_keys=False)
    lines = data.splitlines()
    told = [problem.place.line for problem in parse_role(data.encode(), Path("a-role.yaml")).problems if problem.place]
    return {next(line for line in lines[:number][::-1] if line[0].isalpha()).split(":")[0] for number in told}


@pytest.mark.parametrize("level", ["managing-director", "executive-director", "director", "assistant-director"])
def test_the_person_profile_begins_as_the_levels_starter_criteria(
    level: str, fenmoor: Workspace, model: Framework
) -> None:
    chosen = model.level(level)
    assert chosen
    text = made(fenmoor, model, "A New Post", level, variant="cmt" if len(chosen.variants) > 1 else None)
    read = parse_role(text.encode(), Path("a-new-post.yaml")).value
    assert read
    wanted = [(category, words) for category, found in chosen.starter_criteria.items() for words in found]
    assert [(item.category, item.criterion) for item in read.role.person_profile] == wanted
    assert all(item.importance == "essential" and item.assessed_by for item in read.role.person_profile)


def test_line_1_names_the_schema_where_the_workspace_has_it(demo: Path, run: Run) -> None:
    run(*PARKS)
    path = demo / "roles" / "director-of-parks.yaml"
    assert path.read_text("utf-8").splitlines()[0] == LINE
    path.unlink()
    (demo / "schemas" / "role.json").unlink()
    run(*PARKS)
    assert "yaml-language-server" not in path.read_text("utf-8")


def test_what_the_flags_say_stands_in_it(examples: Path, run: Run) -> None:
    more = ("--grade", "17", "--reports-to", "executive-director-place", "--directorate", "Place & Resources: all")
    assert run(*PARKS, *more, "--id", "parks").code == 0
    read = read_role(examples / "roles" / "parks.yaml")
    assert read.problems == ()
    assert read.value
    role = read.value.role
    assert (role.title, role.level, role.cmt) == ("Director of Parks", "director", True)
    assert (role.grade, role.reports_to) == ("17", "executive-director-place")
    assert role.directorate == "Place & Resources: all"


def test_a_level_is_known_by_its_title_and_one_of_one_version_is_not_asked(demo: Path, run: Run) -> None:
    assert run("new", "Head of Trees", "--level", "assistant director").code == 0
    values = yaml.safe_load((demo / "roles" / "head-of-trees.yaml").read_text("utf-8"))
    assert (values["level"], values["cmt"], values["variant"]) == ("assistant-director", None, None)


def test_shown_only_it_is_printed_and_not_written(demo: Path, run: Run) -> None:
    ran = run(*PARKS, "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith(f"{LINE}\n")
    assert ran.err == "would create roles/director-of-parks.yaml\n"
    assert not (demo / "roles" / "director-of-parks.yaml").exists()
    run(*PARKS)
    assert (demo / "roles" / "director-of-parks.yaml").read_text("utf-8") == ran.out


def test_without_a_roles_folder_one_is_made(demo: Path, run: Run) -> None:
    for path in (demo / "roles").iterdir():
        path.unlink()
    (demo / "roles").rmdir()
    assert run(*PARKS).code == 0
    assert (demo / "roles" / "director-of-parks.yaml").is_file()


# --- titles -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Director: Parks & “Trees”", "director-parks-trees"),
        ("Cyfarwyddwr Tŷ’r Cyngor", "cyfarwyddwr-tyr-cyngor"),
        ("Director of Parks 🌳", "director-of-parks"),
        ("Head of Parks\N{EM DASH}East\N{EN DASH}West", "head-of-parks-east-west"),
        ("- Director # of 'Parks'", "director-of-parks"),
        ("מנהל Parks", "parks"),
        ("Director of " + "Parks and " * 20, "director-of" + "-parks-and" * 5 + "-pa"),
    ],
)
def test_a_title_gives_its_file_a_name_and_is_read_back_as_it_is(title: str, name: str, demo: Path, run: Run) -> None:
    assert run("new", "--level", "director", "--cmt", "--", title).code == 0
    (path,) = set((demo / "roles").iterdir()) - {*(demo / "roles").glob("*customer*"), *(demo / "roles").glob("*libr*")}
    assert path.stem == name
    read = read_role(path)
    assert read.problems == ()
    assert read.value
    assert read.value.role.title == title.strip()


@settings(max_examples=15, deadline=None)
@given(title=st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_any_title_is_read_back_the_same_or_refused(title: str, fenmoor: Workspace, model: Framework) -> None:
    level = model.level("director")
    assert level
    role = role_file.new_role(fenmoor, model, Post(title, level, "cmt", id="a-post"))
    if role.value is None:
        assert role.problems
        return
    read = parse_role(role.value.data, role.value.path)
    assert read.value
    assert read.value.role.title == title


# --- what is asked ----------------------------------------------------------------------------------------------------

Terminal = Callable[..., tuple[int, str]]


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Runs `new` at a terminal, somebody typing these lines; the exit code, and all that the terminal showed."""

    def typed(*answers: str, **flags: Any) -> tuple[int, str]:
        ours, theirs = os.openpty()
        os.write(ours, "".join(f"{answer}\n" if answer != "\x04" else answer for answer in answers).encode())
        with (
            open(theirs, encoding="utf-8", closefd=False) as keys,
            open(theirs, "w", encoding="utf-8", closefd=False) as screen,
        ):
            monkeypatch.setattr(sys, "stdin", keys)
            monkeypatch.setattr(sys, "stderr", screen)
            with pytest.raises(typer.Exit) as ended:
                new(**flags)
        os.close(theirs)
        shown = all_of(ours).decode()
        os.close(ours)
        return ended.value.exit_code, shown.replace("\r\n", "\n")

    return typed


def all_of(screen: int) -> bytes:
    """All that a terminal shows, which comes in parts, once nobody writes to it any more."""
    parts = []
    with contextlib.suppress(OSError):  # how Linux tells the end
        while part := os.read(screen, 100_000):
            parts.append(part)
    return b"".join(parts)


@ON_A_TERMINAL
def test_what_the_flags_do_not_say_is_asked(examples: Path, terminal: Terminal, monkeypatch: Any) -> None:
    monkeypatch.chdir(examples)
    code, shown = terminal("Director of Parks", "director", "n", "", "17", "director-finance")
    assert code == 0
    assert "Does the post sit on the Corporate Management Team? (y/n): " in shown
    read = read_role(examples / "roles" / "director-of-parks.yaml").value
    assert read
    role = read.role
    assert (role.title, role.level, role.cmt, role.directorate) == ("Director of Parks", "director", False, None)
    assert (role.grade, role.reports_to) == ("17", "director-finance")


@ON_A_TERMINAL
def test_a_wrong_answer_is_told_and_asked_again(examples: Path, terminal: Terminal, monkeypatch: Any) -> None:
    monkeypatch.chdir(examples)
    answers = (
        "",
        "Director of Parks",
        "directr",
        "director",
        "perhaps",
        "y",
        "Place",
        "19",
        "18",
        "director-finanse",
        "",
    )
    code, shown = terminal(*answers)
    assert code == 0
    for words in ("A role needs a job title.", "Did you mean “director”?", "Answer y or n.", "Grade 19 cannot be used"):
        assert words in shown
    assert "Did you mean “director-finance”?" in shown
    values = yaml.safe_load((examples / "roles" / "director-of-parks.yaml").read_text("utf-8"))
    assert (values["cmt"], values["grade"], values["reports_to"]) == (True, "18", None)


@ON_A_TERMINAL
def test_with_flags_that_say_enough_nothing_is_asked(examples: Path, terminal: Terminal, monkeypatch: Any) -> None:
    monkeypatch.chdir(examples)
    code, shown = terminal(name="Head of Trees", level="assistant-director")
    assert code == 0
    assert shown.lstrip("\n").startswith("Next: ")


@ON_A_TERMINAL
def test_a_title_that_a_role_has_already_is_given_another_name(
    examples: Path, terminal: Terminal, monkeypatch: Any
) -> None:
    monkeypatch.chdir(examples)
    code, shown = terminal("finance-2", "y", "", "", "", name="Director Finance", level="director")
    assert code == 0
    assert "There is a role “director-finance” already." in shown
    assert "--id" not in shown
    assert "Nothing was written" not in shown
    assert (examples / "roles" / "finance-2.yaml").is_file()


@ON_A_TERMINAL
def test_where_the_typing_ends_nothing_is_written(examples: Path, terminal: Terminal, monkeypatch: Any) -> None:
    monkeypatch.chdir(examples)
    before = sorted(examples.rglob("*"))
    code, shown = terminal("Director of Parks", "\x04")
    assert code == 1
    assert shown.endswith("Nothing was written.\n")
    assert sorted(examples.rglob("*")) == before


@ON_A_TERMINAL
def test_ctrl_c_writes_nothing_and_is_no_bug(examples: Path) -> None:
    before = sorted(examples.rglob("*"))
    ours, theirs = os.openpty()
    command = [sys.executable, "-m", "rolegen", "new"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=examples, env=env, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE
    ) as asking:
        shown = os.read(ours, 1000)
        while b"Job title: " not in shown:
            shown += os.read(ours, 1000)
        asking.send_signal(signal.SIGINT)
        assert asking.wait(timeout=30) == 130
    os.close(theirs)
    assert b"Nothing was written." in all_of(ours)
    os.close(ours)
    assert sorted(examples.rglob("*")) == before
