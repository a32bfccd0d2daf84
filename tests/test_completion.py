"""The shell completes what the workspace knows, says nothing of what is wrong with it, and waits for nothing slow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from rolegen import completion, lint, schema, workspace
from rolegen.cli import completing
from rolegen.completion import Around
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES
from rolegen.kind import KINDS
from rolegen.lint.rule import shipped
from rolegen.workspace import Settings
from tests.conftest import ROOT, Run

Complete = Callable[[str], list[str]]
TEMPLATES = sorted({path.name.removesuffix(".html.j2") for path in ROOT.glob("templates/*.html.j2")} - {"chart"})
LEVELS = ["managing-director", "executive-director", "director", "assistant-director"]


@pytest.fixture
def complete(run: Run, monkeypatch: pytest.MonkeyPatch) -> Complete:
    """What bash is given for a line of which the last word is not finished, or not begun."""

    def completed(line: str) -> list[str]:
        monkeypatch.setenv("_ROLEGEN_COMPLETE", "complete_bash")
        monkeypatch.setenv("COMP_WORDS", line)
        monkeypatch.setenv("COMP_CWORD", str(len(line.split()) - (not line.endswith(" "))))
        ran = run()
        assert (ran.code, ran.err) == (0, "")
        return ran.out.split()

    return completed


def test_what_is_in_the_workspace_is_completed(examples: Path, complete: Complete) -> None:
    assert complete("rolegen build --level ") == LEVELS
    assert complete("rolegen levels dir") == ["director"]
    assert complete("rolegen build director-") == [
        "director-childrens-services",
        "director-finance",
        "director-highways",
    ]
    assert complete("rolegen diff director-f") == ["director-finance"]
    assert complete("rolegen new --from director-f") == ["director-finance"]
    assert complete("rolegen roles --with h") == ["health-and-safety"]
    assert complete("rolegen check --framework ") == ["2017", "2021", "2022"]
    assert complete("rolegen new Parks --grade ") == ["16", "17", "18", "20", "21"]
    assert complete("rolegen new Parks --reports-to assistant-director-le") == ["assistant-director-legal"]
    assert complete("rolegen new Parks --reports-to executive-director")[-1] == "executive-director"
    assert examples


def test_versions_are_those_of_the_level_that_is_named(examples: Path, complete: Complete) -> None:
    assert complete("rolegen build --level director --variant ") == ["cmt", "non-cmt"]
    assert complete("rolegen new Parks -l assistant-director --variant ") == ["non-cmt"]
    assert complete("rolegen levels assistant-director --variant ") == ["cmt", "non-cmt"]
    assert complete("rolegen build --variant ") == ["cmt", "non-cmt"]
    assert examples


def test_formats_are_completed_one_after_another(complete: Complete) -> None:
    assert complete("rolegen build --format ") == list(workspace.ENDINGS)
    assert complete("rolegen build --format docx,h") == ["docx,html"]
    assert complete("rolegen levels --format md,text,h") == ["md,text,html"]
    assert complete("rolegen roles --format ") == ["text", "csv", "json", "transparency"]
    assert complete("rolegen diff a b --format m") == ["md"]
    assert complete("rolegen import x.docx --as ") == ["framework", "role"]


def test_templates_are_the_workspaces_own_and_rolegens(examples: Path, complete: Complete) -> None:
    (examples / "templates").mkdir()
    (examples / "templates" / "our-own.html.j2").write_text("", encoding="utf-8")
    assert {"advert", "profile"} <= set(TEMPLATES)
    assert complete("rolegen build --template ") == sorted([*TEMPLATES, "our-own"])


def test_vacancies_are_completed_where_an_advert_is_asked_for(examples: Path, complete: Complete) -> None:
    vacancies = sorted(path.stem for path in (examples / "vacancies").iterdir())
    assert vacancies
    roles = complete("rolegen build ")
    assert complete("rolegen build --template advert ") == [*vacancies, *roles]
    assert complete("rolegen build --template advert director-h") == ["director-highways-2026", "director-highways"]
    assert complete("rolegen build --template shortlisting ") == roles
    assert completion.ADVERT in {name for name, kind in KINDS.items() if kind.of_vacancy}


def test_vacancies_are_not_completed_as_roles_though_they_stand_among_them(examples: Path, complete: Complete) -> None:
    settings = examples / "rolegen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("roles: roles", "roles: ."), encoding="utf-8")
    assert "director-finance" in complete("rolegen build ")
    assert "director-highways-2026" not in complete("rolegen build ")


def test_without_a_workspace_there_is_what_comes_with_rolegen(complete: Complete) -> None:
    assert complete("rolegen build -l ") == LEVELS
    assert complete("rolegen build -t ") == TEMPLATES
    assert complete("rolegen build dir") == []


def test_the_workspace_is_found_from_a_folder_in_it_and_by_the_names_it_gives_its_folders(
    examples: Path, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    (examples / "roles").rename(examples / "posts")
    settings = examples / "rolegen.yaml"
    settings.write_text(settings.read_text("utf-8").replace("roles: roles", "roles: posts"), encoding="utf-8")
    monkeypatch.chdir(examples / "data" / "history")
    assert complete("rolegen build managing-d") == ["managing-director"]


@pytest.mark.parametrize("broken", ["organisation: [", "grades: 18\nroles: [a, b]\n", "\x00", "", "- a\n- list\n"])
def test_settings_that_cannot_be_read_are_passed_over(broken: str, examples: Path, complete: Complete) -> None:
    (examples / "rolegen.yaml").write_text(broken, encoding="utf-8")
    assert complete("rolegen build --level d") == ["director"]
    assert complete("rolegen new Parks --grade ") == []
    assert complete("rolegen build managing-d") == ["managing-director"]


@pytest.mark.parametrize("broken", ["levels: {", "levels: 3\n", "levels: [a, {id: [b]}, {title: c}]\n", "\x00", ""])
def test_a_framework_that_cannot_be_read_gives_nothing_and_no_complaint(
    broken: str, examples: Path, complete: Complete
) -> None:
    for name in (DESCRIPTORS, RESPONSIBILITIES):
        (examples / "data" / name).write_text(broken, encoding="utf-8")
    assert complete("rolegen build --level ") == []
    assert complete("rolegen build --variant ") == []
    assert complete("rolegen roles --with ") == []
    assert complete("rolegen check --framework ") == ["2017", "2021"]


@pytest.mark.parametrize("name", ["$(touch mine)", "a b", "it's", "a;b", "`a`", "a&b", "a*"])
def test_nothing_is_put_into_a_line_that_a_shell_would_act_on(name: str, examples: Path, complete: Complete) -> None:
    before = complete("rolegen build ")
    assert before
    (examples / "roles" / f"{name}.yaml").write_text("title: A\n", encoding="utf-8")
    assert complete("rolegen build ") == before


def test_a_folder_that_is_gone_gives_nothing(
    tmp_path: Path, complete: Complete, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert complete("rolegen build --level ") == []


def test_rules_and_schemas_are_known_by_their_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lint
    assert completing.rule_ids("") == sorted(shipped())
    assert completing.schema_names("r") == sorted(name for name in schema.NAMES if name.startswith("r"))
    (tmp_path / "rolegen.yaml").write_text("rules: {our-own-words: {words: [{find: x}]}}\n", encoding="utf-8")
    assert completing.rule_ids("our") == ["our-own-words"]


def test_files_and_folders_are_called_as_everywhere_else() -> None:
    assert (completion.SETTINGS, completion.DESCRIPTORS) == (workspace.SETTINGS, DESCRIPTORS)
    assert completion.RESPONSIBILITIES == RESPONSIBILITIES
    for name in ("data", "roles", "templates", "vacancies"):
        assert Settings().model_dump()[name] == name
        assert Around(ROOT / "examples").folder(name) == ROOT / "examples" / name


def test_the_roles_are_those_that_a_build_takes(tmp_path: Path) -> None:
    for name in ("rolegen.yaml", "roles/a.yaml", "roles/in/b.yml", "roles/.c.yaml", "roles/.old/d.yaml", "roles/e.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert Around(tmp_path).roles() == ["a", "b"]
    assert [path.stem for path in workspace.yaml_files(tmp_path / "roles")] == ["a", "b"]


def test_it_can_be_set_up(run: Run) -> None:
    assert "--install-completion" in run("--help").out


def ran(folder: Path, *python: str, **asked: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **asked}
    command = [sys.executable, *python, "-m", "rolegen"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=True, timeout=60)


def test_zsh_is_answered_too_and_nothing_slow_of_ours_is_imported(examples: Path) -> None:
    asked = {"_ROLEGEN_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "rolegen build --level dir"}
    done = ran(examples, "-X", "importtime", **asked)
    assert done.stdout == "_arguments '*: :((\"director\"))'\n"
    lines = [line.rpartition("|")[2].strip() for line in done.stderr.splitlines()]
    own = {name for name in lines if name.startswith("rolegen.") and not name.startswith("rolegen.cli")}
    assert own == {"rolegen.problems", "rolegen.completion", "rolegen.source", "rolegen.slips"}
    assert not {"jinja2", "lxml", "docx", "rich"} & set(lines)
