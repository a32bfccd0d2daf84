"""How much git keeps of a folder of Word profiles whose wording changes, against the same profiles as Markdown.

A workspace of 50 roles is built and committed; then one shared clause changes, again and again, and everything is
built and committed each time. Both folders go into repositories of their own, which `git gc --aggressive` packs.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from make_roles import write_workspace
from measuring import conditions, environment, table

from rolegen.workspace import bundled

AIM = 3.5  # times Markdown's
WORDS = ("openly", "promptly", "fairly", "carefully", "locally", "together", "in good time", "within its means",
         "at every level", "with its partners", "each quarter", "in plain English")  # fmt: skip
SHARED = re.compile(r"(?<=        text: >-\n).+")  # the first line of a wording that several levels share
STAMP = "2026-01-01T09:00:00Z"


def git(folder: Path, *arguments: str) -> str:
    """What git prints."""
    known = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    who = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
           for what, value in (("NAME", "Benchmark"), ("EMAIL", "benchmark@example.org"), ("DATE", STAMP))}  # fmt: skip
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return subprocess.run(
        ["git", "-C", str(folder), *arguments], env=known | who | own, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def change_a_clause(path: Path, dice: random.Random) -> None:
    """Puts other words into one shared wording of the framework."""
    text = path.read_text(encoding="utf-8")
    line = dice.choice(list(SHARED.finditer(text)))
    words = line[0].split(" ")
    words[dice.randrange(len(words) // 2, len(words))] = dice.choice(WORDS)
    path.write_text(text[: line.start()] + " ".join(words) + text[line.end() :], encoding="utf-8", newline="\n")


def build(workspace: Path, variables: dict[str, str]) -> int:
    """Builds the workspace; how many Word files that wrote."""
    command = [sys.executable, "-m", "rolegen", "build", "--format", "docx,md"]
    done = subprocess.run(command, cwd=workspace, env=variables, check=True, capture_output=True, encoding="utf-8")
    return sum(line.startswith(("created", "updated")) and line.endswith(".docx") for line in done.stdout.splitlines())


def commit(profiles: Path, repository: Path, ending: str) -> None:
    """Commits the profiles of one format."""
    for path in profiles.glob(f"*.{ending}"):
        shutil.copy2(path, repository / path.name)
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "The profiles as they are now")


def packed(repository: Path) -> float:
    """The size of the repository's pack in kB, packed as tightly as git can."""
    git(repository, "gc", "--aggressive", "--prune=now", "--quiet")
    packs = list((repository / ".git" / "objects" / "pack").glob("*.pack"))
    if len(packs) != 1:
        raise SystemExit("git left more than one pack, or none.")
    return packs[0].stat().st_size / 1000


def main() -> None:
    """Builds, changes, commits, packs and prints."""
    parser = argparse.ArgumentParser(description="Compare git's packs of Word profiles and of the same as Markdown.")
    parser.add_argument("--roles", type=int, default=50)
    parser.add_argument("--commits", type=int, default=30, help="changes of one shared clause each (default: 30)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, dice, written = Path(name), random.Random(7), []
        write_workspace(folder / "council", asked.roles)
        shutil.copytree(bundled("data"), folder / "council" / "data")
        repositories = {ending: folder / ending for ending in ("docx", "md")}
        for repository in repositories.values():
            git(folder, "init", "--quiet", str(repository))
        for turn in range(asked.commits + 1):
            if turn:
                change_a_clause(folder / "council" / "data" / "responsibilities.yaml", dice)
            written.append(build(folder / "council", environment(folder / "bytecode")))
            for ending, repository in repositories.items():
                commit(folder / "council" / "profiles", repository, ending)
        sizes = {ending: packed(repository) for ending, repository in repositories.items()}
    ratio = sizes["docx"] / sizes["md"]
    print(conditions())
    print(f"{asked.roles} roles, {asked.commits} changes of one clause, {sum(written[1:])} Word files rewritten.\n")
    rows = [[f"pack of {name}, kB", f"{sizes[ending]:,.0f}"] for ending, name in (("docx", "Word"), ("md", "Markdown"))]
    print(table(["", "measured"], [*rows, [f"Word ÷ Markdown (aim: under {AIM})", f"{ratio:.2f}"]]))
    if ratio >= AIM:
        raise SystemExit("The aim is missed.")


if __name__ == "__main__":
    main()
