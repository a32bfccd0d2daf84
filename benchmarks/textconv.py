"""What reading Word files costs in git: one file, and a diff of many changed profiles, against pandoc as textconv.

The profiles are those that rolegen builds of generated roles, built once more after every role was changed. Each
measurement is a fresh process with its bytecode cached; the sides take turns.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from make_roles import write_workspace
from measuring import conditions, environment, ratios, spread, table

ROLEGEN = [sys.executable, "-m", "rolegen.text"]
PANDOC = ["pandoc", "-t", "plain"]
NO_CONFIG = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
BEFORE, AFTER = "councillors", "elected members"  # words that stand in every role


def timed(command: Sequence[str | Path], folder: Path, variables: dict[str, str]) -> tuple[float, str]:
    """The milliseconds that a command takes, and what it prints; the end of this one where it fails."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False, encoding="utf-8")
    taken = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(map(str, command))} failed:\n{done.stderr}")
    return taken * 1000, done.stdout


def repository(folder: Path, count: int, variables: dict[str, str]) -> None:
    """A workspace in git whose profiles are committed, and all of them changed since."""
    build = [sys.executable, "-m", "rolegen", "build", "--quiet"]
    write_workspace(folder, count)
    timed(build, folder, variables)
    timed(["git", "init", "-q"], folder, variables)
    (folder / ".git/info/attributes").write_text("*.docx diff=word\n", encoding="utf-8")
    timed(["git", "add", "."], folder, variables)
    timed(["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "commit", "-qm", "Before"], folder, variables)
    for role in (folder / "roles").iterdir():
        text = role.read_text(encoding="utf-8")
        role.write_text(text.replace(BEFORE, AFTER), encoding="utf-8", newline="\n")
    timed(build, folder, variables)


def diff(textconv: list[str], folder: Path, count: int, variables: dict[str, str]) -> float:
    """The milliseconds of one git diff of the profiles, which must show each of them changed."""
    setting = f"diff.word.textconv={shlex.join(textconv)}"
    taken, shown = timed(["git", "-c", setting, "diff", "--", "*.docx"], folder, variables)
    if shown.count("\n@@ ") < count or AFTER.split(maxsplit=1)[0] not in shown:
        raise SystemExit(f"{shlex.join(textconv)} does not show {count} profiles changed.")
    return taken


def measure(count: int, rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """The times of rolegen and of pandoc, after one round that fills the bytecode cache."""
    diffs: tuple[list[float], list[float]] = ([], [])
    files: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "council"
        variables = environment(Path(scratch) / "bytecode") | NO_CONFIG
        repository(folder, count, variables)
        one = next(folder.rglob("*.docx"))
        for turn in range(rounds + 1):
            for side, command in enumerate((ROLEGEN, PANDOC)):
                whole = diff([*command, *(["--textconv"] if command is ROLEGEN else [])], folder, count, variables)
                single = [timed([*command, one], folder, variables)[0] for _ in range(10)]
                diffs[side].extend([whole] if turn else [])
                files[side].extend(single if turn else [])
    return {f"`git diff` of {count} changed profiles": diffs, "one profile read": files}


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compare rolegen with pandoc as git's textconv for Word files.")
    parser.add_argument("--count", type=int, default=100, help="how many profiles (default: 100)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each side is run (default: 5)")
    asked = parser.parse_args()
    print(conditions(), end="\n\n")
    rows = [
        [what, spread(own, 0), spread(other, 0), *ratios(other, own)]
        for what, (own, other) in measure(asked.count, asked.rounds).items()
    ]
    print(table(["ms, median (lowest–highest)", "rolegen", "pandoc", "pandoc ÷ rolegen", "of the lowest"], rows))
    print(f"\n{conditions()}")


if __name__ == "__main__":
    main()
