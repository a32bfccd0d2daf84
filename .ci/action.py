"""Runs the GitHub Action's own steps in real repositories, and looks at what they leave.

python action.py CHECKOUT EXAMPLES FOLDER
"""
# ruff: noqa: D103, S101, S603, T201

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from runner import CLEAN, Ran, Runner

CHECKOUT, EXAMPLES, FOLDER = (Path(argument).resolve() for argument in sys.argv[1:])
RUNNER = Runner(CHECKOUT / ".github" / "actions" / "rolegen", FOLDER / "a runner's files")
ROLEGEN = RUNNER.temp / "rolegen" / "bin" / "rolegen"
ANNOTATION = re.compile(r"::(?:error|warning|notice) ([^:]*)::.")

DATA, SETTINGS, FINANCE = "data/responsibilities.yaml", "rolegen.yaml", "roles/director-finance.yaml"
REWORDED = ("visionary leadership", "farsighted leadership")  # the words of every level but assistant director
ROLES = {path.stem: path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("roles/*.yaml"))}
EARLIER = 'framework: "2021"'  # what a role says that keeps the words of the framework before this one
REACHED = [role for role, text in ROLES.items() if "assistant" not in role and EARLIER not in text]
SPOILT = ("level: director\n", "level: directr\n")
NEW_BRANCH = {"before": "0" * 40}
installed: dict[str, Any] = {}  # what the step that installs left, for all that follows


def pull_request(root: Path, base: str = "HEAD", **inputs: str) -> Ran:
    """What the steps leave on a pull request that began from a commit."""
    event = {"pull_request": {"base": {"sha": git(root, "rev-parse", base)}}}
    return RUNNER.run(root, event, inputs, installed)


# --- repositories -----------------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> str:
    """What git says."""
    command = ["git", *arguments]
    return subprocess.run(command, cwd=root, env=CLEAN, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def commit(root: Path) -> str:
    """Commits everything; the commit's id."""
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "A change")
    return git(root, "rev-parse", "HEAD")


def repository(name: str, inner: str = ".") -> Path:
    """A repository; its second commit has, in a folder of it, the examples with their framework, and profiles."""
    root = FOLDER / name
    root.mkdir()
    git(root, "init", "--quiet", "--initial-branch=main")
    (root / "README.md").write_text("Roles.\n", encoding="utf-8")
    commit(root)
    shutil.copytree(EXAMPLES, root / inner, dirs_exist_ok=True)
    build(root / inner)
    commit(root)
    return root


def build(workspace: Path) -> None:
    """Builds the profiles of a workspace."""
    subprocess.run([ROLEGEN, "build", "--quiet"], cwd=workspace, env=CLEAN, stdout=subprocess.DEVNULL, check=True)


def reword(path: Path, old: str, new: str) -> None:
    """Replaces words in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not say “{old}”."
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- what is looked at ------------------------------------------------------------------------------------------------


def expect(ran: Ran, *codes: int) -> None:
    """Check, Profiles and What changed ended so."""
    assert ran.codes == dict(zip(("Check", "Profiles", "What changed"), codes, strict=True)), ran


def holds(text: str, *parts: str) -> None:
    """Each part stands in the text, once."""
    for part in parts:
        assert text.count(part) == 1, f"“{part}” stands {text.count(part)} times in:\n{text}"


def annotated(ran: Ran) -> list[dict[str, str]]:
    """The properties of each annotation in the logs, but of the notes that the examples always have."""
    found = [ANNOTATION.match(line) for log in ran.logs.values() for line in log.splitlines()]
    told = [dict(part.split("=", 1) for part in one[1].split(",")) for one in found if one]
    return [one for one in told if one["title"] not in ("older-framework", "unapproved-role")]


# --- what must hold ---------------------------------------------------------------------------------------------------


def the_requirement_is_one_argument_and_nothing_follows_a_failure() -> None:
    root = repository_without_roles()
    ran = RUNNER.run(root, {}, {"requirement": "$(touch made); touch made #"}, {})
    assert [*ran.codes] == ["Install rolegen"], ran
    assert ran.codes["Install rolegen"] != 0, ran
    assert ran.outputs == {"version": ""}, ran
    assert not (root / "made").exists()


def repository_without_roles() -> Path:
    """A repository of one README, which is all that there can be before rolegen is installed."""
    root = FOLDER / "empty"
    root.mkdir()
    git(root, "init", "--quiet")
    return root


def it_installs_the_rolegen_that_it_came_with() -> None:
    ran = RUNNER.run(FOLDER / "empty", {}, {"profiles": "none"}, {})
    said = subprocess.run([ROLEGEN, "--version"], cwd=FOLDER, env=CLEAN, stdout=subprocess.PIPE, text=True, check=True)
    assert said.stdout == f"rolegen {ran.outputs['version']}\n", (said, ran)
    holds((CHECKOUT / "rolegen" / "__init__.py").read_text(encoding="utf-8"), f'"{ran.outputs["version"]}"')
    installed.update(ran.steps)


def a_folder_without_roles_is_an_error() -> None:
    ran = RUNNER.run(FOLDER / "empty", {}, {}, installed)
    expect(ran, 2, 2, 0)
    holds(ran.logs["Check"], "There are neither role files nor Word files")


def nothing_changed() -> None:
    root = repository("same")
    ran = pull_request(root)
    expect(ran, 0, 0, 0)
    counted = "11 roles, 3 vacancies, 4 levels and 16 clauses checked: 0 errors"
    holds(ran.logs["Check"], counted, "title=older-framework::")
    holds(ran.summary.casefold(), "nothing differs")
    assert annotated(ran) == []
    assert git(root, "status", "--porcelain") == ""


def a_clause_changed_and_profiles_were_not_built() -> None:
    root = repository("clause")
    reword(root / DATA, *REWORDED)
    commit(root)
    ran = pull_request(root, "HEAD~1")
    expect(ran, 0, 1, 0)
    assert {one["title"] for one in annotated(ran)} == {"reworded"}, annotated(ran)  # of roles approved in other words
    assert len(REACHED) == 6
    stale = re.findall(r"would update \S+/([\w-]+)\.docx \(wording\)", ran.logs["Profiles"])
    assert stale == REACHED, ran.logs["Profiles"]
    holds(ran.logs["Profiles"], "farsighted")
    holds(ran.summary, "~~visionary~~ **farsighted** leadership", f"reaches 6 of 11 roles: {', '.join(REACHED)}\n")
    build(root)
    commit(root)
    after = pull_request(root, "HEAD~2")
    expect(after, 0, 0, 0)
    assert after.summary == ran.summary


def a_broken_role_is_annotated_where_github_finds_it() -> None:
    root = repository("broken", "hr/council")
    reword(root / "hr/council" / FINANCE, *SPOILT)
    commit(root)
    ran = pull_request(root, "HEAD~1", workspace="hr/council")
    expect(ran, 1, 1, 0)
    (said,) = annotated(ran)
    assert said["title"] == "unknown-level", said
    lines = (root / said["file"]).read_text(encoding="utf-8").splitlines()
    assert lines[int(said["line"]) - 1][int(said["col"]) - 1 :] == "directr", said
    holds(ran.summary, "1 could not be compared (director-finance)")


def what_was_broken_before_fails_nothing_now() -> None:
    root = FOLDER / "broken"
    reword(root / "hr/council" / FINANCE, *SPOILT[::-1])
    commit(root)
    ran = pull_request(root, "HEAD~1", workspace="hr/council")
    expect(ran, 0, 0, 0)
    holds(ran.summary, "1 could not be compared (director-finance)")


def a_clone_without_history_and_a_new_branch_are_told_what_to_do() -> None:
    root = repository("deep")
    base = git(root, "rev-parse", "HEAD")
    reword(root / DATA, *REWORDED)
    commit(root)
    git(root, "clone", "--quiet", "--depth=1", root.as_uri(), str(FOLDER / "shallow"))
    for place, event in (
        (FOLDER / "shallow", {"pull_request": {"base": {"sha": base}}}),
        (root, NEW_BRANCH),
        (root, {}),
    ):
        ran = RUNNER.run(place, event, {"profiles": "none"}, installed)
        expect(ran, 0, 0, 0)
        holds(ran.summary, "`fetch-depth: 0`", "`base`")
        assert "farsighted" not in ran.summary, ran.summary
    pushed = RUNNER.run(root, {"before": base}, {"profiles": "none"}, installed)
    holds(pushed.summary, "**farsighted**")


def the_first_workspace_has_nothing_to_be_compared_with() -> None:
    root = FOLDER / "same"
    ran = pull_request(root, "HEAD~1")
    expect(ran, 0, 0, 0)
    holds(ran.summary, "nothing to compare with")
    holds(ran.logs["What changed"], "there was no workspace")


def what_others_did_since_is_not_told() -> None:
    root = repository("branch")
    git(root, "switch", "--quiet", "--create", "reworded")
    reword(root / DATA, *REWORDED)
    commit(root)
    git(root, "switch", "--quiet", "main")
    reword(root / SETTINGS, "Fenmoor County Council", "Fenmoor City Council")
    commit(root)
    git(root, "switch", "--quiet", "reworded")
    behind = [pull_request(root, "main", profiles="none"), pull_request(root, profiles="none", base="main")]
    git(root, "merge", "--quiet", "--no-edit", "main")  # what GitHub checks out for a pull request
    for ran in (*behind, pull_request(root, "main", profiles="none")):
        expect(ran, 0, 0, 0)
        holds(ran.summary, "**farsighted**")
        assert "City" not in ran.summary, ran.summary


def profiles_are_built_or_left_as_asked() -> None:
    root = repository("profiles")
    reword(root / DATA, *REWORDED)
    for choice, code in (("none", 0), ("$(touch made) `touch made`", 2), ("build", 0), ("check", 0)):
        before = git(root, "status", "--porcelain")
        ran = pull_request(root, profiles=choice)
        expect(ran, 0, code, 0)
        assert (git(root, "status", "--porcelain") != before) == (choice == "build"), (choice, ran)
        told = [said["title"] for said in annotated(ran) if said["title"] != "reworded"]
        assert told == ["rolegen"] * (code == 2), ran
    assert not (root / "made").exists()


def a_summary_is_cut_before_github_would_drop_it() -> None:
    root = repository("long")
    for number, path in enumerate(sorted((root / "roles").iterdir())):
        text = path.read_text(encoding="utf-8")
        if "\ncontacts:" in text:
            continue
        people = "".join(f"    - {'Person ' * 30}{number} {person} of everywhere\n" for person in range(2400))
        path.write_text(f"{text}\ncontacts:\n  internal:\n{people}", encoding="utf-8")
    ran = pull_request(root, profiles="none")
    expect(ran, 0, 0, 0)
    assert 1_000_000 < len(ran.summary.encode()) < 2**20, (len(ran.summary), ran.logs)
    assert ran.summary.startswith("This is the beginning"), ran.summary[:200]


def the_workflow_that_the_documentation_shows_is_of_this_action() -> None:
    text = (CHECKOUT / "docs" / "ci.md").read_text(encoding="utf-8")
    shown = [yaml.safe_load(fence) for fence in re.findall(r"(?ms)^```yaml\n(.*?)^```$", text)]
    workflows = [one for one in shown if isinstance(one, dict)]  # others are a step to be added
    (steps,) = [job["steps"] for one in workflows for job in one.get("jobs", {}).values()]
    (used,) = [step for step in steps if "rolegen" in step["uses"]]
    assert f"/{RUNNER.action.relative_to(CHECKOUT).as_posix()}@" in used["uses"], used
    inputs: Mapping[str, Any] = RUNNER.manifest["inputs"]
    assert used["with"], used
    assert used["with"].keys() <= inputs.keys(), used
    assert [step["with"]["fetch-depth"] for step in steps if "checkout" in step["uses"]] == [0]


CASES = (
    the_requirement_is_one_argument_and_nothing_follows_a_failure,
    it_installs_the_rolegen_that_it_came_with,
    a_folder_without_roles_is_an_error,
    nothing_changed,
    a_clause_changed_and_profiles_were_not_built,
    a_broken_role_is_annotated_where_github_finds_it,
    what_was_broken_before_fails_nothing_now,
    a_clone_without_history_and_a_new_branch_are_told_what_to_do,
    the_first_workspace_has_nothing_to_be_compared_with,
    what_others_did_since_is_not_told,
    profiles_are_built_or_left_as_asked,
    a_summary_is_cut_before_github_would_drop_it,
    the_workflow_that_the_documentation_shows_is_of_this_action,
)
RUNNER.temp.mkdir(parents=True)
for case in CASES:
    start = time.monotonic()
    case()
    print(f"{case.__name__.replace('_', ' ')}: {time.monotonic() - start:.1f} s", flush=True)
