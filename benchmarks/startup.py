"""What a whole rolegen command costs, against a process that only imports the libraries it stands on.

Every measurement is a fresh process with its bytecode cached; the commands take turns.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import conditions, environment, ratios, spread, table

YARDSTICK = "import typer, pydantic, yaml, jinja2.sandbox, lxml.etree"
ROLEGEN = [sys.executable, "-m", "rolegen"]
COMMANDS = {
    YARDSTICK: [sys.executable, "-c", YARDSTICK],
    "rolegen build --level director --cmt": [*ROLEGEN, "build", "--level", "director", "--cmt"],
    "rolegen --help": [*ROLEGEN, "--help"],
    "rolegen --version": [*ROLEGEN, "--version"],
}


def run(command: list[str], scratch: Path, variables: dict[str, str]) -> float:
    """The milliseconds that a command takes in a new, empty folder."""
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        started = time.perf_counter()
        done = subprocess.run(command, cwd=folder, env=variables, capture_output=True, check=False)
        taken = time.perf_counter() - started
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr.decode()}")
    return taken * 1000


def measure(rounds: int) -> dict[str, list[float]]:
    """Every command's times, after one round that fills the bytecode cache."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        variables = environment(scratch / "bytecode")
        for turn in range(rounds + 1):
            for name, command in COMMANDS.items():
                taken = run(command, scratch, variables)
                times[name] += [taken] if turn else []
    return times


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compare rolegen's start-up with the imports it needs.")
    parser.add_argument("--rounds", type=int, default=25, help="how often each command is run (default: 25)")
    asked = parser.parse_args()
    print(conditions(), end="\n\n")
    times = measure(asked.rounds)
    yardstick = times[YARDSTICK]
    rows = [[f"`{name}`", spread(taken, 0), *ratios(taken, yardstick)] for name, taken in times.items()]
    print(table(["whole process, median (lowest–highest)", "ms", "÷ yardstick", "of the lowest"], rows))
    print(f"\n{conditions()}")


if __name__ == "__main__":
    main()
