"""`rolegen init`: a workspace that checks and builds clean, and nothing that was there before is touched."""

from __future__ import annotations

import json
import os
import platform
import re
import shlex
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from rolegen import __version__, files, gitsetup, starting
from rolegen.editors import shipped
from rolegen.role import read_role
from rolegen.starting import Names
from rolegen.workspace import Settings
from tests.conftest import ROOT, Ran, Run
from tests.repositories import NEEDS_GIT, repository

STARTER = ROOT / "rolegen" / "starter"
LINE = re.compile(r"# yaml-language-server: \$schema=(\S+)")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def demo(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace, in which the user stands."""
    assert run("init", "demo").code == 0
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def test_a_new_workspace_checks_without_a_word_and_builds(demo: Path, run: Run) -> None:
    checked = run("check", "--strict")
    assert (checked.code, checked.err) == (0, "2 roles, 4 levels and 16 clauses checked: 0 errors, 0 warnings.\n")
    assert run("build").code == 0
    assert len(list((demo / "profiles").glob("*.docx"))) == 2


def test_each_file_is_told_and_then_what_to_do(run: Run, tmp_path: Path) -> None:
    ran = run("init", "the demo")
    written = [f"created   the demo/{name}" for name in sorted(snapshot(tmp_path / "the demo"))]
    assert len(written) >= 12
    assert sorted(ran.out.splitlines()) == sorted(written)
    assert "cd 'the demo'\n" in ran.err
    assert "rolegen check && rolegen build" in ran.err


def test_quiet_says_nothing(run: Run, tmp_path: Path) -> None:
    assert run("init", "demo", "--quiet") == Ran(0, "", "")
    assert (tmp_path / "demo" / "rolegen.yaml").is_file()


def test_a_second_init_changes_nothing_and_says_why(demo: Path, run: Run) -> None:
    before = snapshot(demo)
    ran = run("init")
    assert (ran.code, ran.out) == (1, "")
    assert "rolegen.yaml: error: This folder is a workspace already" in ran.err
    assert snapshot(demo) == before


def test_two_workspaces_are_the_same_to_the_byte(run: Run, tmp_path: Path) -> None:
    run("init", "one")
    run("init", "two", "--templates")
    one, two = snapshot(tmp_path / "one"), snapshot(tmp_path / "two")
    assert {name: data for name, data in two.items() if not name.startswith("templates/")} == one


# --- what is in it ----------------------------------------------------------------------------------------------------


def test_every_yaml_file_names_a_schema_that_is_there(demo: Path) -> None:
    named = {}
    for path in [demo / "rolegen.yaml", *demo.glob("data/*.yaml"), *demo.glob("roles/*.yaml")]:
        found = LINE.fullmatch(path.read_text("utf-8").splitlines()[0])
        assert found, path
        target = path.parent / found[1]
        assert json.loads(target.read_text("utf-8"))["properties"]
        named[path.stem] = target.stem
    assert {"rolegen": "rolegen", "descriptors": "descriptors", "responsibilities": "responsibilities"}.items() <= (
        named.items()
    )
    assert list(named.values()).count("role") == 2
    assert {path.stem for path in (demo / "schemas").iterdir()} == {name.removesuffix(".json") for name in shipped()}


def test_the_framework_is_the_one_that_comes_with_rolegen(demo: Path) -> None:
    for name in ("descriptors.yaml", "responsibilities.yaml"):
        own, shipped = ((folder / "data" / name).read_bytes().partition(b"\n") for folder in (demo, ROOT))
        assert own[2] == shipped[2]


def test_the_settings_show_every_key_with_what_it_is(demo: Path) -> None:
    lines = (demo / "rolegen.yaml").read_text("utf-8").splitlines()
    shown = [match[1] for line in lines if (match := re.match(r"(?:# )?([a-z]+):", line))]
    assert sorted(shown) == sorted(Settings.model_fields)
    before = [lines[number - 1] for number, line in enumerate(lines) if re.match(r"[a-z]", line)]
    assert before
    assert all(line.startswith("#") for line in before)


FOLDERS = ("data", "roles", "templates", "vacancies", "output", "performance")


def test_what_the_settings_show_as_examples_may_be_used(demo: Path, run: Run) -> None:
    text = (demo / "rolegen.yaml").read_text("utf-8")
    used = re.sub(r"^# ((?:[a-z]+:|  [\"\w-]).*)$", r"\1", text, flags=re.MULTILINE)
    kept = "\n".join(line for line in used.split("\n") if not re.match(rf"({'|'.join(FOLDERS)}): ", line))
    assert set(yaml.safe_load(kept)) == set(Settings.model_fields) - set(FOLDERS)
    (demo / "rolegen.yaml").write_text(kept, encoding="utf-8")
    assert run("check", "--strict").code == 0


def test_the_organisation_and_the_area_are_written_as_they_are_called(run: Run, tmp_path: Path) -> None:
    name = 'Fenmoor: "County" Council #1'
    assert run("init", "demo", "--organisation", name, "--area", "Fenmoor").code == 0
    values = yaml.safe_load((tmp_path / "demo" / "rolegen.yaml").read_text("utf-8"))
    assert (values["organisation"], values["area"]) == (name, "Fenmoor")
    assert "# The place it serves" in (tmp_path / "demo" / "rolegen.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", ["Fenmoor\x00", "Fen\udcffmoor"])
def test_a_name_that_no_file_can_hold_is_refused(name: str, run: Run, tmp_path: Path) -> None:
    ran = run("init", "demo", "--organisation", name)
    assert (ran.code, ran.out) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_the_examples_are_two_drafts_and_one_reports_to_the_other(demo: Path) -> None:
    roles = {path.stem: read_role(path).value for path in sorted((demo / "roles").iterdir())}
    below, above = roles.values()
    assert below
    assert above
    assert below.role.reports_to == above.id
    assert {below.role.status, above.role.status} == {"draft"}
    assert all(item.assessed_by for one in (below, above) for item in one.role.person_profile)
    assert all(one.role.politically_restricted and one.role.dbs for one in (below, above))


def test_the_sentences_of_the_examples_are_short(demo: Path) -> None:
    texts = []
    for path in (demo / "roles").iterdir():
        values = yaml.safe_load(path.read_text("utf-8"))
        texts += [values["purpose"], *(item["text"] for item in values["accountabilities"])]
    sentences = [sentence for text in texts for sentence in re.split(r"(?<=[.])\s", text)]
    assert len(sentences) > 10
    assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_the_version_that_began_it_is_pinned(demo: Path) -> None:
    for name in ("README.md", ".github/workflows/profiles.yaml"):
        text = (demo / name).read_text("utf-8")
        assert f"rolegen=={__version__}" in text
        assert "VERSION`" not in text


def test_the_workflow_has_no_more_rights_than_to_read_and_passes_nothing_into_a_command(demo: Path) -> None:
    workflow = yaml.safe_load((demo / ".github/workflows/profiles.yaml").read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    (job,) = workflow["jobs"].values()
    commands = [step["run"] for step in job["steps"] if "run" in step]
    assert [command for command in commands if command.startswith("rolegen check . --format github")]
    assert not [command for command in commands if "${{" in command]


def test_no_file_of_the_starter_is_forgotten() -> None:
    assert {path.name for path in STARTER.iterdir()} == {*starting.PLACES, "rolegen.yaml"}


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        ([], "Write your organisation's name and area into rolegen.yaml; README.md tells"),
        (["--organisation", "Fenmoor"], "Write your area into rolegen.yaml; README.md tells"),
        (["--organisation", "Fenmoor", "--area", "Fenmoor"], "\nREADME.md tells"),
    ],
)
def test_only_what_is_not_said_yet_is_still_to_be_written(flags: list[str], words: str, run: Run) -> None:
    assert f"{words} how to do the rest.\n" in run("init", "demo", *flags).err


def test_a_name_on_two_lines_becomes_one(run: Run, tmp_path: Path) -> None:
    run("init", "demo", "--organisation", "Fenmoor\n County   Council")
    assert "\norganisation: Fenmoor County Council\n" in (tmp_path / "demo" / "rolegen.yaml").read_text("utf-8")


# --- where something is there already ---------------------------------------------------------------------------------


def test_what_is_there_stays_and_is_told(run: Run, tmp_path: Path) -> None:
    own = {"README.md": b"Ours.\n", "notes.txt": b"Notes.\n", "roles/director-customer-services.yaml": b"title: Ours\n"}
    for name, data in own.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    ran = run("init")
    assert ran.code == 0
    assert "kept      README.md, which is there already" in ran.out.splitlines()
    assert "rolegen --help tells how to do the rest" in ran.err
    assert own.items() <= snapshot(tmp_path).items()


def test_the_attributes_of_git_get_a_line_more(run: Run, tmp_path: Path) -> None:
    (tmp_path / ".gitattributes").write_bytes(b"*.png binary\r\n")
    assert "updated   .gitattributes" in run("init").out.splitlines()
    lines = (tmp_path / ".gitattributes").read_bytes().splitlines()
    assert (lines[0], lines[-1]) == (b"*.png binary", gitsetup.LINE.encode())


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_a_link_that_leads_nowhere_is_called_that(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").symlink_to(tmp_path / "nowhere")
    assert "demo: error: A link that leads nowhere stands where a folder should be." in run("init", "demo").err


def test_a_folder_with_a_framework_of_its_own_is_a_workspace(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "descriptors.yaml").write_text("levels: []\n", encoding="utf-8")
    ran = run("init")
    assert (ran.code, ran.out) == (1, "")
    assert "data/descriptors.yaml: error: This folder is a workspace already" in ran.err


def test_inside_a_workspace_nothing_is_begun_by_mistake(demo: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(demo)
    monkeypatch.chdir(demo / "roles")
    ran = run("init")
    assert (ran.code, ran.out) == (1, "")
    assert "You stand inside the workspace" in ran.err
    assert snapshot(demo) == before
    refused = run("init", demo / "roles")
    assert refused.code == 1
    assert "these files would be taken for roles" in refused.err
    assert snapshot(demo) == before
    named = run("init", demo / "other")
    assert named.code == 0
    assert "warning: This folder stands inside the workspace" in named.err


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_folder_that_may_not_be_written_in_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0o500)
    ran = run("init", "closed/demo")
    assert (ran.code, ran.out) == (1, "")


def test_where_one_file_cannot_be_written_no_other_is_and_no_folder_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = starting.start(tmp_path / "demo", Names()).value
    assert begun
    moved: list[Path] = []

    def move(part: Path, target: Path, **_: bool) -> None:
        if len(moved) == 5:
            raise KeyboardInterrupt
        moved.append(target)
        part.replace(target)

    monkeypatch.setattr(files, "_move", move)
    with pytest.raises(KeyboardInterrupt):
        starting.write(begun)
    assert list(tmp_path.iterdir()) == []


def test_an_init_that_was_killed_goes_on_when_it_is_run_again(run: Run, tmp_path: Path) -> None:
    begun = starting.start(tmp_path, Names()).value
    assert begun
    *first, _ = begun.files.items()  # all but rolegen.yaml, with which it is done
    part = tmp_path / f"{files.PART}{zlib.crc32(platform.node().encode()):08x}-999999999-x.tmp"
    part.write_bytes(b"Half a fi")
    for path, data in first:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    ran = run("init")
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if not line.startswith("kept")] == ["created   rolegen.yaml"]
    assert not part.exists()


def test_in_a_folder_of_a_repository_it_says_where_github_looks_for_workflows(run: Run, tmp_path: Path) -> None:
    (tmp_path / "council" / ".git").mkdir(parents=True)
    said = run("init", "council/hr").err
    assert "GitHub finds workflows only in council: move .github there, and set its WORKSPACE." in said
    assert "git init" not in said


# --- its other flags --------------------------------------------------------------------------------------------------


def test_the_templates_are_copied_where_they_are_wanted(demo: Path, run: Run) -> None:
    shipped = snapshot(ROOT / "templates")
    assert {"house.docx", "evaluation/request.html.j2"} <= shipped.keys()
    assert run("init", "--templates").code == 0
    assert snapshot(demo / "templates") == shipped
    (demo / "templates" / "page.css").write_text("/* ours */", encoding="utf-8")
    (demo / "templates" / "house.docx").unlink()
    ran = run("init", "--templates")
    assert "created   templates/house.docx" in ran.out.splitlines()
    assert "kept      templates/page.css, which is there already" in ran.out.splitlines()
    assert (demo / "templates" / "page.css").read_text("utf-8") == "/* ours */"
    assert "every template is there" in run("init", "--templates").err
    assert run("build").code == 0


def test_a_new_version_of_the_framework_can_be_begun_from_elsewhere(run: Run, tmp_path: Path) -> None:
    run("init", "demo")
    assert run("init", "demo", "--framework-version", "2027").code == 0
    assert (tmp_path / "demo/data/history/model-1/descriptors.yaml").is_file()
    first = (tmp_path / "demo/data/descriptors.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=../schemas/descriptors.json"


# --- its README -------------------------------------------------------------------------------------------------------

APPROVED = "## Approve a role"


def sections(text: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """Each section's heading, the commands it shows, and its YAML."""
    for part in re.split(r"(?m)^(?=## )", text):
        shown = re.findall(r"(?ms)^```(\w+)\n(.*?)^```$", part)
        commands = [line for kind, fence in shown if kind == "sh" for line in fence.splitlines()]
        yield part.split("\n")[0], commands, [fence for kind, fence in shown if kind == "yaml"]


def approve(role: Path, lines: str) -> None:
    """Writes the lines into a role file as a person would: each in place of the one with its key, others at the end."""
    text = role.read_text("utf-8")
    for line in lines.splitlines():
        key = line.split(":")[0]
        text, found = re.subn(rf"(?m)^{key}:.*$", line, text)
        text += "" if found else f"{line}\n"
    role.write_text(text, encoding="utf-8")


@NEEDS_GIT
def test_the_commands_of_its_readme_work_one_after_another(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = repository(tmp_path / "council", monkeypatch)
    run("init", repo.root)
    monkeypatch.chdir(repo.root)
    repo.commit()
    seen = 0
    for heading, commands, told in sections((repo.root / "README.md").read_text("utf-8")):
        if heading == APPROVED:
            approve(repo.root / "roles" / "director-customer-services.yaml", told[0])
        for words in (shlex.split(command, comments=True) for command in commands):
            program, *arguments = words
            if program == "rolegen":
                ran = run(*arguments)
                assert ran.code == 0, (words, ran)
            else:
                repo.git(*arguments)
            seen += 1
    assert seen > 20
    assert (repo.root / "director-customer-services-2027-changes.docx").is_file()
    assert repo.git("tag").split() == ["approved-director-customer-services-1.0"]


def test_what_its_readme_says_of_files_is_so(demo: Path, run: Run) -> None:
    run("build")
    text = (demo / "README.md").read_text("utf-8")
    named = re.findall(r"(?m)^    ([\w/.]+)", text)
    assert len(named) == 6
    missing = [name for name in named if name != "roles/*.yaml" and not (demo / name.replace("*", "")).exists()]
    assert [name for name in missing if not name.startswith("roles/")] == []
    assert "is a model, which no council has adopted" in text
    assert "not adopted by any council" in run("levels").out
