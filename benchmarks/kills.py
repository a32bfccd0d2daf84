"""Kills rolegen in the middle of batches, and lets it run out of disk: is any file broken?

Each batch writes over what the one before it left, with the other of two versions of the framework, so that every file
changes. At a random moment of its writing, the process or all its processes are killed with the signal that none can
catch. Then each file in the folder must be, byte for byte, the one or the other whole profile.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from make_roles import write_workspace
from measuring import conditions, environment

VERSIONS = ("autumn", "spring")
PART = ".rolegen-"
TMPFS = "1m"  # about twenty profiles
Contents = Mapping[str, bytes]


@dataclass(frozen=True)
class Attack:
    """The workspace under attack: where its profiles go, and what they say in either version of the framework."""

    folder: Path
    variables: Mapping[str, str]
    expected: tuple[Contents, ...]
    writing: float  # seconds from the first file of a batch to the last

    @property
    def out(self) -> Path:
        """Where the profiles go."""
        return self.folder / "profiles"


def set_up(folder: Path, count: int) -> Attack:
    """A workspace of drafts, two frameworks that differ in version and wording, and a whole batch with each."""
    write_workspace(folder, count)
    for path in (folder / "roles").glob("*.yaml"):
        path.write_text(path.read_text("utf-8").replace("status: approved", "status: draft"), encoding="utf-8")
    variables = environment(folder / "bytecode")
    expected, writing = [], 0.0
    for version in VERSIONS:
        write_framework(folder / version, version)
        process = start(folder, variables, version, jobs=1)
        wait_for_first_file(process)
        first = time.perf_counter()
        process.communicate()
        writing = time.perf_counter() - first
        if process.returncode:
            raise SystemExit("The benchmark's workspace cannot be built: try rolegen check on one from make_roles.py.")
        expected.append(contents(folder / "profiles"))
    if any(expected[0][name] == expected[1][name] for name in expected[0]):
        raise SystemExit("The two versions of the framework make the same files.")
    return Attack(folder, variables, tuple(expected), writing)


def write_framework(folder: Path, version: str) -> None:
    """The shipped framework under another version, with a few words more in it."""
    from rolegen.workspace import bundled

    shutil.copytree(bundled("data"), folder)
    for name, old, new in (
        ("descriptors.yaml", r"(?m)^  version: .*$", f"  version: {version}"),
        ("responsibilities.yaml", r"(?m)^( +text: >-\n +)(?=[A-Z])", rf"\1This {version}: "),
    ):
        text, changed = re.subn(old, new, (folder / name).read_text("utf-8"))
        if not changed:
            raise SystemExit(f"{name} is not as this benchmark knows it.")
        (folder / name).write_text(text, encoding="utf-8")


def start(folder: Path, variables: Mapping[str, str], version: str, jobs: int) -> subprocess.Popen[bytes]:
    """A batch with one version of the framework, in a process group of its own."""
    command = [sys.executable, "-m", "rolegen", "build", "--framework", str(folder / version), "--jobs", str(jobs)]
    return subprocess.Popen(
        command, cwd=folder, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )


def wait_for_first_file(process: subprocess.Popen[bytes]) -> None:
    """Returns when a batch tells of its first file."""
    if process.stdout:
        process.stdout.readline()


def contents(folder: Path) -> Contents:
    """Everything in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


class Tally:
    """What the kills did."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.left: set[str] = set()
        self.broken: list[str] = []

    def look(self, attack: Attack, number: int) -> None:
        """Looks at every file that a killed batch left."""
        found = contents(attack.out)
        profiles = {name: data for name, data in found.items() if not name.startswith(PART)}
        new = 0
        for name, data in profiles.items():
            new += data == attack.expected[number % 2].get(name)
            if data not in (attack.expected[0].get(name), attack.expected[1].get(name)):
                self.broken.append(name)
        self.broken += [f"{name} (gone)" for name in attack.expected[0].keys() - profiles.keys()]
        self.counts["files looked at"] += len(profiles)
        self.counts["kills in the middle of writing"] += 0 < new < len(profiles)
        parts = found.keys() - profiles.keys()
        self.counts["temporary files left"] += len(parts - self.left)
        self.counts["temporary files swept by the next batch"] += len(self.left - parts)
        self.left = set(parts)


def strike(attack: Attack, number: int, jobs: int, dice: random.Random) -> None:
    """Starts a batch and kills it, or it and its processes, at a random moment of its writing."""
    process = start(attack.folder, attack.variables, VERSIONS[number % 2], jobs)
    whole_group, moment = dice.random() < 0.5, dice.uniform(0, attack.writing / jobs)
    wait_for_first_file(process)
    time.sleep(moment)
    if whole_group:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.communicate()  # its stdout ends with the last of the processes that write


def kill(attack: Attack, kills: int, seed: int) -> Tally:
    """All the kills, and a last batch that nobody disturbs."""
    dice = random.Random(seed)
    tally = Tally()
    for number in range(kills):
        strike(attack, number, 1 + number // 2 % 2, dice)
        tally.look(attack, number)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {kills} ", end="", file=sys.stderr)
    last = start(attack.folder, attack.variables, VERSIONS[kills % 2], jobs=2)
    last.communicate()
    tally.look(attack, kills)
    if last.returncode or contents(attack.out) != attack.expected[kills % 2]:
        tally.broken.append("the batch after the last kill, which nobody disturbed")
    return tally


def full_disk(attack: Attack) -> str:
    """A batch in a file system too small for it, over old profiles: each is the old or the new one, whole."""
    kept, small = attack.folder / "kept", attack.folder / "small"
    small.mkdir()
    script = (
        'mount -t tmpfs -o size="$1" none small || exit 77; cp $(ls profiles/*.docx | tail -15) small/; shift;'
        ' "$@" >/dev/null 2>said; code=$?; cp -a small kept; exit $code'
    )
    build = [sys.executable, "-m", "rolegen", "build", "--framework", VERSIONS[1], "--out", "small", "--jobs", "2"]
    private = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if not shutil.which("unshare"):
        return "Full disk: not tried, for there is no unshare here."
    shutil.rmtree(attack.out)
    attack.out.mkdir()
    for name, data in attack.expected[0].items():
        (attack.out / name).write_bytes(data)
    command = [*private, "sh", "-c", script, "sh", TMPFS, *build]
    ran = subprocess.run(command, cwd=attack.folder, env=dict(attack.variables), capture_output=True, check=False)
    if ran.returncode == 77 or not kept.is_dir():
        return f"Full disk: not tried, for nothing may be mounted here ({ran.stderr.decode().strip()})."
    told = (attack.folder / "said").read_text("utf-8").count("error: The disk is full.")
    return judged("Full disk", attack, contents(kept), ran.returncode == 1, told)


def read_only(attack: Attack) -> str:
    """A batch over old profiles in a folder that may not be written."""
    attack.out.chmod(0o555)
    prefix = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    if prefix and not shutil.which("setpriv"):
        return "Read-only folder: not tried, for root may write everywhere and there is no setpriv here."
    command = [*prefix, sys.executable, "-m", "rolegen", "build", "--framework", str(attack.folder / VERSIONS[1])]
    before = contents(attack.out)
    ran = subprocess.run(command, cwd=attack.folder, env=dict(attack.variables), capture_output=True, check=False)
    attack.out.chmod(0o755)
    told = ran.stderr.decode().count("error: You may not write in ")
    return judged("Read-only folder", attack, contents(attack.out), contents(attack.out) == before, told)


def judged(name: str, attack: Attack, found: Contents, as_expected: bool, told: int) -> str:
    """What came of a batch that could not write all its files."""
    whole = [one for one, data in found.items() if data in (attack.expected[0].get(one), attack.expected[1].get(one))]
    new = sum(data == attack.expected[1].get(one) for one, data in found.items())
    verdict = "" if as_expected and told and len(whole) == len(found) else " BROKEN"
    return f"{name}:{verdict} {len(found)} files, {len(whole)} whole, {new} of them new; {told} roles told."


def main() -> None:
    """Attacks and prints; exits with 1 where a file is broken, or where no kill met a batch at its writing."""
    parser = argparse.ArgumentParser(description="Kill rolegen in the middle of batches and look at every file.")
    parser.add_argument("--kills", type=int, default=150, help="how many (default: 150)")
    parser.add_argument("--count", type=int, default=200, help="how many roles a batch has (default: 200)")
    parser.add_argument("--seed", type=int, default=1974, help="of the moments (default: 1974)")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        attack = set_up(Path(folder) / "council", asked.count)
        tally = kill(attack, asked.kills, asked.seed)
        others = [full_disk(attack), read_only(attack)]
    print(f"{asked.kills} kills of batches of {asked.count} roles, with one and two jobs; seed {asked.seed}.")
    for name, number in tally.counts.items():
        print(f"{name}: {number:,}")
    print(f"broken files: {len(tally.broken)}", *tally.broken[:10], sep="\n  ")
    print(*others, conditions(), sep="\n")
    nothing_seen = not tally.counts["kills in the middle of writing"]
    if tally.broken or nothing_seen or any(" BROKEN " in line for line in others):
        sys.exit("A file is broken." if not nothing_seen else "No kill met a batch at its writing: try --count 400.")


if __name__ == "__main__":
    main()
