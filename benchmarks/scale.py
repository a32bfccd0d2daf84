"""Whether a profile costs the same in a batch of 100 and of 10,000, in time and in memory, and what a second job saves.

Each measurement is a whole `rolegen build` in a fresh process, writing to an empty folder. Sizes and jobs take turns,
so that a change of the machine's mood meets all of them.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from make_roles import write_workspace
from measuring import conditions, environment, scratch, spread, table

FLAT, TWICE = 1.2, 1.5  # what the last row may cost against the first; what two jobs must save
SIZES = (1, 100, 1_000, 10_000)


@dataclass(frozen=True)
class Cost:
    """Of one build: seconds by the clock and by all its processors, and the most memory of one process, in MB."""

    clock: float
    processor: float
    memory: float


def build(workspace: Path, jobs: int, variables: dict[str, str]) -> Cost:
    """Builds all roles of a workspace anew."""
    shutil.rmtree(workspace / "profiles", ignore_errors=True)
    command = [sys.executable, "-m", "rolegen", "build", "--quiet", "--jobs", str(jobs)]
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=workspace, env=variables)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"rolegen build ended with {process.returncode}.")
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def measure(folder: Path, rounds: int, sizes: tuple[int, ...]) -> dict[tuple[int, int], list[Cost]]:
    """The costs by size and jobs; the first size is a single role, which is all start."""
    for size in sizes:
        write_workspace(folder / str(size), size)
    variables = environment(folder / "bytecode")
    build(folder / "1", 1, variables)  # fills the bytecode cache
    cases = [*((size, 1) for size in sizes), (sizes[-1], 2)]
    found: dict[tuple[int, int], list[Cost]] = {case: [] for case in cases}
    for _ in range(rounds):
        for size, jobs in cases:
            for _ in range(3 if size <= 100 else 1):  # a small batch is over before the machine changes its mood
                found[size, jobs].append(build(folder / str(size), jobs, variables))
    return found


def each(found: dict[tuple[int, int], list[Cost]], case: tuple[int, int], name: str) -> list[float]:
    """Milliseconds a profile without the start, which a single role shows."""
    start = statistics.median(getattr(cost, name) for cost in found[1, 1])
    return [(getattr(cost, name) - start) * 1000 / (case[0] - 1) for cost in found[case]]


def report(found: dict[tuple[int, int], list[Cost]]) -> str:
    """The table of costs."""
    rows = []
    for (size, jobs), costs in found.items():
        memory = spread([cost.memory for cost in costs], 0)
        whole = spread([cost.clock for cost in costs])
        spent = [spread(each(found, (size, jobs), name)) if size > 1 else "" for name in ("clock", "processor")]
        rows.append([f"{size:,} roles, {jobs} job{'s' * (jobs > 1)}", whole, *spent, memory])
    head = ["median (lowest–highest)", "seconds in all", "ms a profile, clock", "ms a profile, processors", "MB"]
    return table(head, rows)


def verdicts(found: dict[tuple[int, int], list[Cost]]) -> list[tuple[str, float, bool]]:
    """What the aims ask for, what was measured, and whether that meets them."""
    _, first, *_, last, shared = found
    cost = statistics.median(each(found, last, "processor")) / statistics.median(each(found, first, "processor"))
    memory, clock = ([statistics.median(getattr(one, name) for one in found[case]) for case in (first, last, shared)]
                     for name in ("memory", "clock"))  # fmt: skip
    grown, saved = memory[1] / memory[0], clock[1] / clock[2]
    return [
        (f"a profile of {last[0]:,} costs at most {FLAT} times one of {first[0]:,}", cost, cost <= FLAT),
        (f"{last[0]:,} take at most {FLAT} times the memory of {first[0]:,}", grown, grown <= FLAT),
        (f"{shared[1]} jobs are at least {TWICE} times as fast as one", saved, saved >= TWICE),
    ]


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compare batches of 100 and of 10,000 roles, and one job with two.")
    parser.add_argument("--rounds", type=int, default=3, help="how often each case is measured (default: 3)")
    parser.add_argument("--largest", type=int, default=SIZES[-1], help=f"roles in the largest batch ({SIZES[-1]:,})")
    asked = parser.parse_args()
    print(conditions())
    with scratch() as folder:
        found = measure(Path(folder), asked.rounds, (*SIZES[:-1], asked.largest))
    print(report(found) + "\n")
    judged = [[what, f"{value:.2f}", "yes" if met else "no"] for what, value, met in verdicts(found)]
    print(table(["aim", "measured", "met"], judged))
    print(f"\n{conditions()}")
    if any(not met for _, _, met in verdicts(found)):
        raise SystemExit("An aim is missed.")


if __name__ == "__main__":
    main()
