"""How many times as fast as docxtpl rolegen makes a batch of Word profiles, on one core.

Both read the same YAML, write the same words in the same house style, and save each file; rolegen also checks all it
reads and writes each file whole or not at all. Every measurement is a fresh process, rounds alternate, and the words
of every pair of files are compared. Imports are not counted.
"""

from __future__ import annotations

import argparse
import gc
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn
from make_roles import write_workspace
from measuring import conditions, environment, ratios, scratch, spread, table


@dataclass(frozen=True)
class Job:
    """One batch to make: its workspace, the framework's folder, docxtpl's template, and a new folder to write to."""

    workspace: Path
    data: Path
    template: Path
    out: Path


@dataclass(frozen=True)
class Timing:
    """Seconds: the whole batch by the clock and by the processor's, and the part before the first profile."""

    clock: float
    processor: float
    setting_up: float


def rolegen_batch(job: Job) -> Timing:
    """The batch as `rolegen build` makes it, which keeps the garbage collector out: there are no cycles to find."""
    from rolegen import batch, build, workspace

    gc.disable()
    started = time.perf_counter(), time.process_time()
    place = workspace.find(job.workspace).value
    workshop = build.prepare(place, build.Options(out=job.out, formats=("docx",))).value if place else None
    if place is None or workshop is None:
        raise SystemExit("The benchmark's workspace cannot be read: try rolegen check on one from make_roles.py.")
    ready = time.perf_counter()
    for outcomes in batch.build_roles(workshop, place.role_files(), jobs=1):
        if (outcome := outcomes[0]).verb != "created":
            raise SystemExit(f"{outcome.path}: {outcome.verb}: {[problem.message for problem in outcome.problems]}")
    return _timing(started, ready)


def docxtpl_batch(job: Job) -> Timing:
    """The same batch as a loop over docxtpl makes it."""
    from peer import Peer

    started = time.perf_counter(), time.process_time()
    job.out.mkdir(parents=True)
    peer = Peer(job.workspace, job.data, job.template)
    ready = time.perf_counter()
    for path in sorted(peer.roles_folder.glob("*.yaml")):
        peer.make(path.stem, job.out / f"{path.stem}.docx")
    return _timing(started, ready)


def _timing(started: tuple[float, float], ready: float) -> Timing:
    clock, processor = started
    return Timing(time.perf_counter() - clock, time.process_time() - processor, ready - clock)


SIDES: dict[str, Callable[[Job], Timing]] = {"rolegen": rolegen_batch, "docxtpl": docxtpl_batch}
TIMES = {"rolegen": 5, "docxtpl": 1}  # a round; a batch of the one takes some half a second, of the other six


def set_up(folder: Path, count: int) -> Job:
    """The workspace, and docxtpl's template from the house style that rolegen uses."""
    from peer import write_template

    from rolegen import workspace

    write_workspace(folder / "council", count)
    place = workspace.find(folder / "council").value
    if place is None:
        raise SystemExit("The benchmark's workspace cannot be read.")
    house = next(path for path in (one / "house.docx" for one in place.template_folders) if path.is_file())
    write_template(house, folder / "template.docx")
    return Job(place.root, place.data, folder / "template.docx", folder)


def in_fresh_process(side: str, job: Job, variables: dict[str, str]) -> Timing:
    """Measures in a new interpreter: this file again, which then prints what it measured."""
    paths = [str(path) for path in (job.workspace, job.data, job.template, job.out)]
    command = [sys.executable, __file__, "--measure", side, *paths]
    done = subprocess.run(command, env=variables, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(f"{side} failed:\n{done.stderr}")
    return Timing(*json.loads(done.stdout))


def middle(side: str, job: Job, variables: dict[str, str]) -> Timing:
    """The middle one of some measurements, of more where one is over so soon that any hiccup would show."""
    found = []
    for _ in range(TIMES[side]):
        shutil.rmtree(job.out, ignore_errors=True)
        found.append(in_fresh_process(side, job, variables))
    return sorted(found, key=lambda one: one.processor)[len(found) // 2]


def rounds(job: Job, number: int) -> Iterator[tuple[Timing, Timing]]:
    """Measures both in turn, each as often first; a round before them fills the bytecode cache and is compared."""
    ours, theirs = (Job(job.workspace, job.data, job.template, job.out / side) for side in SIDES)
    variables = environment(job.out / "bytecode")
    for turn in range(number + 1):
        found = {}
        for side, one in list(zip(SIDES, (ours, theirs), strict=True))[:: 1 if turn % 2 else -1]:
            found[side] = middle(side, one, variables)
        if turn == 0:
            compare(ours.out, theirs.out)
        else:
            yield found["rolegen"], found["docxtpl"]
        shutil.rmtree(ours.out)
        shutil.rmtree(theirs.out)


def compare(ours: Path, theirs: Path) -> None:
    """Ends the benchmark where the two sides did not write the same words in the same paragraphs."""
    names = sorted(path.name for path in ours.iterdir())
    if names != sorted(path.name for path in theirs.iterdir()):
        raise SystemExit("The two sides did not write the same files.")
    for name in names:
        one, other = list(paragraphs(ours / name)), list(paragraphs(theirs / name))
        if one != other:
            pairs = zip([*one, ["(end)"]], [*other, ["(end)"]], strict=False)
            mine, yours = next((mine, yours) for mine, yours in pairs if mine != yours)
            hint = "Where templates/profile.html.j2 has new words, peer.py needs them too."
            raise SystemExit(f"{name}: rolegen: “{' '.join(mine)}”; docxtpl: “{' '.join(yours)}”. {hint}")


def paragraphs(path: Path) -> Iterator[list[str]]:
    """The words of each paragraph of a Word file's body; those without words are left out."""
    for paragraph in Document(str(path)).element.body.iter(qn("w:p")):
        text = "".join({qn("w:t"): part.text or "", qn("w:br"): "\n"}.get(part.tag, "") for part in paragraph.iter())
        if words := text.split():
            yield words


def report(count: int, measured: list[tuple[Timing, Timing]]) -> str:
    """The table of ratios: milliseconds a profile on either side, and how many times the one is the other."""
    views: dict[str, Callable[[Timing], float]] = {
        "everything, by the clock": lambda one: one.clock,
        "everything, processor time": lambda one: one.processor,
        "without what is done once a batch": lambda one: one.clock - one.setting_up,
    }
    rows = []
    for name, view in views.items():
        ours, theirs = ([view(pair[side]) * 1000 / count for pair in measured] for side in (0, 1))
        rows.append([f"{count} profiles: {name}", spread(ours), spread(theirs), *ratios(theirs, ours)])
    head = ["ms a profile, median (lowest–highest)", "rolegen", "docxtpl", "docxtpl ÷ rolegen", "of the lowest"]
    return table(head, rows)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description="Compare a batch of rolegen with a loop over docxtpl.")
    parser.add_argument("--count", type=int, default=300, help="how many profiles (default: 300)")
    parser.add_argument("--rounds", type=int, default=7, help="how often each side is measured (default: 7)")
    parser.add_argument("--measure", nargs=5, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        side, *paths = asked.measure
        print(json.dumps(astuple(SIDES[side](Job(*map(Path, paths))))))
        return
    print(conditions())
    with scratch() as folder:
        measured = list(rounds(set_up(Path(folder), asked.count), asked.rounds))
    once = [statistics.median(pair[side].setting_up * 1000 for pair in measured) for side in (0, 1)]
    print(f"The words of all {asked.count} pairs of files are the same.\n")
    print(report(asked.count, measured))
    print(f"\nOnce a batch: rolegen {once[0]:.0f} ms, docxtpl {once[1]:.0f} ms. {conditions()}")


if __name__ == "__main__":
    main()
