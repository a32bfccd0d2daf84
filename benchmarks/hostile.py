"""Hands hostile Word files to every command that reads Word files: is each refused at once, in one problem?

Each command is a process of its own. A file that is to be refused must end it with exit 1 and one problem: a line, and
a line of help; a count of the files may follow. One that only looks evil, or is very long, is read; that must end
without a trace of Python.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from measuring import conditions, environment, table

MOST_SECONDS, MOST_MEGABYTES = 2.0, 200.0
LINES = 3  # a problem, its help, and the command's own count of the files
NO_NAME = re.compile(r"[^\w.]+")
SOUND = "sound.docx"  # what the others are compared with: a file compared with itself is not even read
COMMANDS = {
    "text": ("text", "FILE"),
    "diff": ("diff", SOUND, "FILE"),
    "check": ("check", "FILE"),
    "import": ("import", "FILE", "--dry-run"),
}
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes in which the system counts a process's memory


@dataclass(frozen=True)
class Ran:
    """How a command ended, what it complained of, and what it took."""

    command: str
    file: str
    refused: bool
    code: int
    told: str
    seconds: float
    megabytes: float

    @property
    def fault(self) -> str:
        """What is wrong with that."""
        lines = self.told.splitlines()
        if "Traceback" in self.told or self.code not in (0, 1):
            return f"exit {self.code}: {lines[-1] if lines else 'nothing said'}"
        told_once = self.told.count(": error: ") == 1 and lines[1:] and lines[1].startswith("help: ")
        if self.refused and (self.code != 1 or not told_once or len(lines) > LINES):
            return f"exit {self.code}, {len(lines)} lines: {lines[:3]}"
        return ""

    @property
    def excess(self) -> str:
        """Whether it took more than it may."""
        return "" if self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MEGABYTES else "more than it may"


def make(folder: Path) -> None:
    """Writes the files; not where it is measured, for a process begins with as much memory as its parent has."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from tests.hostile import REFUSED, own, readable

    for kind, files in (("refused", {name: made for name, (_, made) in REFUSED.items()}), ("read", readable(1_000))):
        (folder / kind).mkdir()
        (folder / kind / SOUND).write_bytes(own())
        for name, made in files.items():
            (folder / kind / f"{NO_NAME.sub('-', name)}.docx").write_bytes(made())


def ran(command: str, path: Path, variables: dict[str, str]) -> Ran:
    """Runs a command on a file."""
    arguments = [path.name if word == "FILE" else word for word in COMMANDS[command]]
    with tempfile.TemporaryFile() as told:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "rolegen", *arguments],
            cwd=path.parent,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=told,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        words = told.read().decode(errors="replace")
    memory = usage.ru_maxrss * UNIT / 1_000_000
    return Ran(command, path.stem, path.parent.name == "refused", process.returncode, words, seconds, memory)


def known(commands: Sequence[str], variables: dict[str, str]) -> list[str]:
    """The commands that this rolegen has."""
    return [
        name
        for name in commands
        if not subprocess.run(
            [sys.executable, "-m", "rolegen", name, "--help"], env=variables, capture_output=True, check=False
        ).returncode
    ]


def summary(runs: Sequence[Ran]) -> str:
    """The slowest and the largest run of each command, on the files that it refuses and on those that it reads."""
    rows = []
    for command in dict.fromkeys(run.command for run in runs):
        for kind in ("refused", "read"):
            own = [run for run in runs if (run.command, run.refused) == (command, kind == "refused")]
            slow, large = max(own, key=lambda run: run.seconds), max(own, key=lambda run: run.megabytes)
            rows.append([f"{command}, {kind}", str(len(own)), str(sum(bool(run.fault) for run in own)),
                         f"{slow.seconds:.2f} s", slow.file, f"{large.megabytes:.0f} MB", large.file])  # fmt: skip
    return table(["", "files", "ended wrongly", "slowest", "", "largest", ""], rows)


def main() -> int:
    """Measures; exits with 1 where a command ended wrongly, or took too much to refuse a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--command", action="append", choices=list(COMMANDS), help="only this command")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        make(options.make)
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        variables = environment(folder / "bytecode")
        subprocess.run([sys.executable, __file__, "--make", folder], env=variables, check=True)
        commands = known(options.command or list(COMMANDS), variables)
        files = [path for path in sorted(folder.glob("re*/*.docx")) if path.name != SOUND]
        runs = [ran(command, path, variables) for command in commands for path in files]
    print(f"{conditions()}\n\n{summary(runs)}\n")
    wrong = [run for run in runs if run.fault or (run.refused and run.excess)]
    for run in wrong:
        print(f"{run.command} {run.file}: {run.fault or run.excess} ({run.seconds:.2f} s, {run.megabytes:.0f} MB)")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
