"""Are values changed in role files without a slip? Random changes to random role files, each looked at from outside.

    python -m benchmarks.edits                    4,000 changes, half of them to files laid out as the examples are
    python -m benchmarks.edits --count 20000

The other half are files with every style that YAML has: text in quotes on several lines, texts and remarks below their
keys, brackets on several lines. A change is wrong where the file then holds other values than wanted, where a line
differs that belongs to none of them, or where a remark is lost. Prints counts; exits 1 where a change is wrong, or a
file laid out as the examples are is refused.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

from rolegen.source import parse
from rolegen.yamledit import edited
from tests.conftest import EXAMPLES
from tests.edits import check, look
from tests.styles import ORDER, Styled, put


def outcome(seed: int, *, tidy: bool) -> str:
    """What comes of a random change to a random file."""
    try:
        return check(Random(seed), tidy=tidy)
    except AssertionError as error:
        return f"wrong: seed {seed}: {error}"


def of_example(path: Path, seed: int) -> str:
    """What comes of a random change to an example."""
    chance, data = Random(seed), path.read_bytes()
    source = parse(data, path).value
    held: Any = source.value if source else {}
    one = put(chance, held)
    result = edited(data, path, [one], ORDER)
    if result.value is None:
        return f"cannot: {result.problems[0].message}"
    try:
        look(Styled(chance, tidy=True), held, [one], result.value, data)
    except AssertionError as error:
        return f"wrong: {path.name}, seed {seed}: {error}"
    return "same" if result.value == data else "edited"


def told(name: str, found: Counter[str]) -> int:
    """Prints what came of the changes; how many were wrong."""
    refused = {what.removeprefix("cannot: "): count for what, count in found.items() if what.startswith("cannot")}
    wrong = {what: count for what, count in found.items() if what.startswith("wrong")}
    changes = found["edited"] + found["same"] + sum(refused.values()) + sum(wrong.values())
    print(
        f"{name}: {changes:,} changes; {found['edited']:,} edited, {found['same']:,} were so already, "
        f"{sum(refused.values())} refused, wrong: {sum(wrong.values())}"
    )
    for what, count in (*refused.items(), *wrong.items()):
        print(f"    {count} × {what}")
    return sum(wrong.values())


def main() -> None:
    """Changes, looks and prints."""
    parser = argparse.ArgumentParser(description="Change values in random role files and look at what else changes.")
    parser.add_argument("--count", type=int, default=4000, help="how many random files to change")
    parser.add_argument("--seed", type=int, default=1, help="of the first file")
    asked = parser.parse_args()
    seeds = range(asked.seed, asked.seed + asked.count // 2)
    paths = sorted((EXAMPLES / "roles").glob("*.yaml"))
    examples = Counter(of_example(path, seed) for path in paths for seed in seeds[: asked.count // (4 * len(paths))])
    tidy = Counter(outcome(seed, tidy=True) for seed in seeds)
    wild = Counter(outcome(seed, tidy=False) for seed in seeds)
    wrong = told("the example roles", examples) + told("files laid out as they are", tidy) + told("any files", wild)
    refused = [what for what in examples | tidy if what.startswith("cannot")]
    if wrong or refused or not (examples["edited"] and tidy["edited"] and wild["edited"]):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
