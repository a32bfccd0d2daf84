"""How many times `rolegen check` of many roles takes what building their Markdown takes, on one core.

Checked is all that the command checks: each file, what roles say of each other, and the rules on wording and law. The
roles are checked as they are made, and once more with faults in every one of them, which have to be told as well. Each
measurement is a whole process; checks and builds take turns, and a build writes to an empty folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from make_roles import write_workspace
from measuring import conditions, environment, ratios, scratch, spread, table

AIM = 3.0  # times a build
CHECK, BUILD = ("check",), ("build", "--format", "md", "--jobs", "1", "--quiet")
PURPOSE, PROFILE = "purpose: >-\n", "person_profile:\n"
FAULTS = {
    PURPOSE: f"{PURPOSE}  He will utilize the the services in order to prioritize , and organise, outcomes.\n",
    PROFILE: f"{PROFILE}  - criterion: Excellent communication skills and five years' experience\n"
    "    category: skills\n    importance: essential\n",
}


def taken(workspace: Path, command: Sequence[str], variables: dict[str, str]) -> float:
    """Seconds of the processor's that a command takes, and that it looked at the roles; 1 is that it found errors."""
    shutil.rmtree(workspace / "profiles", ignore_errors=True)
    with (workspace / "said.txt").open("w", encoding="utf-8") as said:
        line = [sys.executable, "-m", "rolegen", *command]
        process = subprocess.Popen(line, cwd=workspace, env=variables, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"rolegen {' '.join(command)} ended with {process.returncode}.")
    return used.ru_utime + used.ru_stime


def spoil(workspace: Path) -> None:
    """Puts faults of wording into every role of a workspace."""
    for path in sorted((workspace / "roles").glob("*.yaml")):
        text = path.read_text("utf-8")
        for old, new in FAULTS.items():
            if text.count(old) != 1:
                raise SystemExit(f"{path.name} has no place for a fault: {old!r}.")
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


def measure(folder: Path, count: int, rounds: int) -> dict[str, list[float]]:
    """The seconds of each command."""
    for name in ("sound", "faulty"):
        write_workspace(folder / name, count)
    spoil(folder / "faulty")
    variables = environment(folder / "bytecode")
    cases = {"build": ("sound", BUILD), "check": ("sound", CHECK), "check with faults": ("faulty", CHECK)}
    for place, command in cases.values():
        taken(folder / place, command, variables)  # fills the bytecode cache
    found: dict[str, list[float]] = {name: [] for name in cases}
    for _ in range(rounds):
        for name, (place, command) in cases.items():
            found[name].append(taken(folder / place, command, variables))
            time.sleep(0.2)
    return found


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compare a check of many roles with a build of their Markdown.")
    parser.add_argument("--count", type=int, default=1_000, help="how many roles (default: 1,000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is measured (default: 5)")
    asked = parser.parse_args()
    print(conditions())
    with scratch() as folder:
        found = measure(Path(folder), asked.count, asked.rounds)
    rows = [[name, spread(times), *ratios(times, found["build"])] for name, times in found.items()]
    head = [f"{asked.count:,} roles, median (lowest–highest)", "seconds", "÷ build", "of the lowest"]
    print(table(head, rows))
    worst = max(float(row[2]) for row in rows)
    print(f"\n{conditions()}\nA check takes at most {worst:.2f} times what the build takes; asked: under {AIM}.")
    if worst >= AIM:
        raise SystemExit("The aim is missed.")


if __name__ == "__main__":
    main()
