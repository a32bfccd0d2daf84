"""A runner of GitHub Actions, as far as a composite action of bash steps needs one; see action.py."""
# ruff: noqa: S101, S603

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

# What `shell: bash` means: docs.github.com, Workflow syntax, jobs.<job_id>.steps[*].shell.
BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail")
KNOWN = {"name", "id", "if", "shell", "working-directory", "env", "run"}
IDENTITY = {f"GIT_{who}_{what}": "clerk@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
OURS = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_", "PYTHON"))}
CLEAN = {**OURS, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
FILES = ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")
Contexts = Mapping[str, Any]
Step = Mapping[str, Any]


@dataclass
class Ran:
    """What the steps left: exit codes and logs by the step's name, the steps' outputs by id, outputs, the summary."""

    codes: dict[str, int] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    steps: dict[str, Any] = field(default_factory=dict)
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""


@dataclass(frozen=True)
class Runner:
    """Runs the action in a folder; `temp` is what all its runs share."""

    action: Path
    temp: Path

    @property
    def manifest(self) -> Mapping[str, Any]:
        """The action, as action.yml says it."""
        read: Mapping[str, Any] = yaml.safe_load((self.action / "action.yml").read_text(encoding="utf-8"))
        return read

    def run(self, root: Path, event: Contexts, inputs: Mapping[str, str], before: Mapping[str, Any]) -> Ran:
        """Runs the steps in a repository that is checked out; those with an id that ran before are not run again."""
        known = {name: facts["default"] for name, facts in self.manifest["inputs"].items()}
        assert inputs.keys() <= known.keys(), inputs
        ran = Ran(steps=dict(before))
        contexts = {"inputs": {**known, **inputs}, "github": {"event": event}, "steps": ran.steps}
        for name in FILES:
            (self.temp / name).write_text("", encoding="utf-8")
        for step in self.manifest["runs"]["steps"]:
            assert step.keys() <= KNOWN, step
            if step.get("id") not in before and _is_due(step, contexts, ran):
                self._step(step, contexts, root, ran)
        ran.outputs = {name: _filled(facts["value"], contexts) for name, facts in self.manifest["outputs"].items()}
        ran.summary = (self.temp / "GITHUB_STEP_SUMMARY").read_text(encoding="utf-8")
        return ran

    def _step(self, step: Step, contexts: Contexts, root: Path, ran: Ran) -> None:
        assert step["shell"] == "bash", step
        assert "${{" not in step["run"], f"{step['name']}: what an expression puts into a command is run as a command."
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        own = {
            **{name: str(self.temp / name) for name in FILES},
            **{name: _filled(value, contexts) for name, value in step.get("env", {}).items()},
            "GITHUB_ACTION_PATH": str(self.action),
            "GITHUB_WORKSPACE": str(root),
            "RUNNER_TEMP": str(self.temp),
        }
        where = root / _filled(step.get("working-directory", ""), contexts)
        done = subprocess.run(
            [*BASH, script], cwd=where, env={**CLEAN, **own}, capture_output=True, encoding="utf-8", check=False
        )
        ran.codes[step["name"]], ran.logs[step["name"]] = done.returncode, f"{done.stdout}{done.stderr}"
        if "id" in step:
            lines = (self.temp / "GITHUB_OUTPUT").read_text(encoding="utf-8").splitlines()
            ran.steps[step["id"]] = {"outputs": dict(line.split("=", 1) for line in lines)}


def _is_due(step: Step, contexts: Contexts, ran: Ran) -> bool:
    """Whether a step is to run; one without a condition, where none before it failed."""
    if "if" not in step:
        return not any(ran.codes.values())
    assert "cancelled()" in step["if"], f"{step['name']}: a condition that names no state of the job means success()."
    return bool(_value(re.sub(r"^\$\{\{|\}\}$", "", step["if"]), contexts))


def _filled(text: str, contexts: Contexts) -> str:
    """A text with its expressions replaced by their values."""
    return re.sub(r"\$\{\{(.+?)\}\}", lambda found: str(_value(found[1], contexts)), text)


def _value(expression: str, contexts: Contexts) -> Any:
    """What an expression comes to: of the language what the action uses, and anything else is an error."""
    if " || " in expression:
        return next((found for found in (_value(part, contexts) for part in expression.split(" || ")) if found), "")
    if " && " in expression:
        return all(_value(part, contexts) for part in expression.split(" && "))
    match expression.strip().split("."):
        case ["!cancelled()"]:
            return True
        case ["inputs", name]:
            return contexts["inputs"][name]
        case ["steps", step, "outputs", name]:
            return contexts["steps"][step]["outputs"].get(name, "")
        case ["github", "event", *names]:
            found: Any = contexts["github"]["event"]
            for name in names:
                found = found.get(name, {})
            return found or ""
    raise ValueError(f"What does “{expression}” mean?")
