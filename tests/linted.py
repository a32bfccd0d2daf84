"""Small workspaces for what `rolegen check` says of wording, with rules of their own that no list of words changes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.samples import write

RULES = """\
rules:
  our-words:
    reason: Fenmoor's guide to plain words
    words:
      - find: railway
        instead: Say which line.
      - find: [by tomorrow]
"""
ROLE = """\
title: Director of Bridges
level: director
cmt: false
purpose: {purpose}
accountabilities:
  - id: bridges
    text: Keep every bridge of the county open and safe.
  - id: canals
    text: {text}
"""
MINDED = "our-words"  # the rule that most tests break
DESCRIPTORS = """\
framework: {{name: Fenmoor framework, version: "1"{adoption}}}
levels:
  - id: director
    title: Director
    variants: {{cmt: {{membership: Member}}, non-cmt: {{membership: Not a member}}}}
    descriptor: {descriptor}
"""
RESPONSIBILITIES = """\
themes:
  - id: leading
    title: Leading
    clauses:
      - id: goals
        text: {text}
"""


EXAMPLE = "example: {not_this: Worse, but_this: Better}\n"
FEW = {
    "age-wording.yaml": f"""\
severity: error
finds: Wording that asks for an age.
reason: Age is a protected characteristic.
source: Equality Act 2010, sections 5 and 39
says: “{{found}}” asks for an age.
hint: Say what the work needs instead.
where: [title, purpose, accountability, criterion]
words: [{{find: young}}]
{EXAMPLE}""",
    "american-spelling.yaml": f"""\
severity: warning
finds: American spelling.
reason: Councils write British English.
source: rolegen's own list
says: “{{found}}” is American spelling.
swaps: {{organize: organise, color: colour}}
{EXAMPLE}""",
}


@pytest.fixture(autouse=True)
def few_rules(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two short rules in place of all that ship: whatever becomes of those, these tests see only what they wrote."""
    monkeypatch.setattr("rolegen.lint.rule.FOLDER", write(tmp_path_factory.mktemp("rules"), FEW))


def role(purpose: str = "Look after the bridges.", text: str = "Dredge the canals.") -> str:
    """A draft role whose purpose and second accountability say this, written as YAML."""
    return ROLE.format(purpose=purpose, text=text)


def council(folder: Path, roles: Mapping[str, str], rules: str = RULES, *, own: bool = True) -> Path:
    """A workspace with a short framework of its own, or on the one that rolegen comes with."""
    if own and not (folder / "data").exists():
        framework(folder, "Say what matters.")
    files = {f"roles/{name}.yaml": text for name, text in roles.items()}
    return write(folder, {"rolegen.yaml": rules, "roles/.keep": "", **files})


def framework(folder: Path, text: str, descriptor: str = "Directs a service.", adoption: str = "") -> Path:
    """A framework of one level and one clause in the workspace's folder."""
    files = {
        "data/descriptors.yaml": DESCRIPTORS.format(descriptor=descriptor, adoption=adoption),
        "data/responsibilities.yaml": RESPONSIBILITIES.format(text=text),
    }
    return write(folder, files)


def rules_told(said: str) -> list[str]:
    """The rules of the problems that text tells, in their order."""
    lines = (line.rstrip() for line in said.splitlines())
    return [line.rpartition(" [")[2].removesuffix("]") for line in lines if line.endswith("]") and ": " in line]
