"""Do redlines hold? Accepting all their changes must give the new document, rejecting them the old one.

    python -m benchmarks.redlines                                          300 pairs, by the rules of ECMA-376
    python -m benchmarks.redlines --validate ooxml-validator               each file with a validator too
    python -m benchmarks.redlines --pairs 20 --office /usr/bin/python3     LibreOffice's own Accept All and Reject All

The pairs are profiles against other profiles, profiles with a share of everything changed, and made-up documents of
all that a template may hold. Prints counts; exits 1 if any redline fails.
"""

from __future__ import annotations

import argparse
import json
import shlex
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from rolegen.document import Document
from rolegen.word.package import to_docx
from rolegen.word.redline import to_redline
from tests.conftest import EXAMPLES
from tests.pairs import edited, made_up, profiles
from tests.samples import W, part, shipped
from tests.tracked import Way, settled

HOUSE = shipped().workshop.house
Pair = tuple[str, Document, Document]


def pairs(folders: list[Path]) -> Iterator[Pair]:
    """Pairs without end, the same each time: of each kind in turn."""
    known = {f"{folder.name}-{name}": document for folder in folders for name, document in profiles(folder).items()}
    seed = 0
    while True:
        chances = Random(seed)
        one, other = chances.sample(sorted(known), 2)
        yield f"{seed:04}-other", known[one], known[other]
        yield f"{seed:04}-few", known[one], edited(known[one], chances, 0.02)
        yield f"{seed:04}-many", known[one], edited(known[one], chances, 0.15)
        yield f"{seed:04}-made-up", (old := made_up(chances)), edited(old, chances, 0.2)
        yield f"{seed:04}-unlike", made_up(chances), made_up(chances)
        seed += 1


def faults(redline: bytes, old: Document, new: Document) -> Iterator[str]:
    """What is wrong with a redline, by the standard."""
    ways: dict[Way, Document] = {"accept": new, "reject": old}
    for way, document in ways.items():
        try:
            if settled(redline, way) != settled(to_docx(document, HOUSE), "accept"):
                yield f"{way}: another text"
        except AssertionError as fault:
            yield f"{way}: {fault}"
    ids = [element.get(f"{W}id") for element in part(redline, "word/document.xml").iter(f"{W}ins", f"{W}del")]
    if len(set(ids)) < len(ids):
        yield "ids twice"


def invalid(folder: Path, command: str) -> Iterator[str]:
    """What a validator says of the files that it refuses."""
    for path in sorted(folder.glob("*.docx")):
        ran = subprocess.run([*shlex.split(command), str(path)], capture_output=True, check=False, text=True)
        if ran.returncode:
            yield f"{path.name}: {command}: {ran.stdout[-300:]}{ran.stderr[-300:]}"


def in_office(folder: Path, python: str) -> Any:
    """What LibreOffice says of the files in a folder."""
    script = Path(__file__).with_name("office.py")
    ran = subprocess.run([python, str(script), str(folder)], stdout=subprocess.PIPE, check=True)
    return json.loads(ran.stdout)


def without_leftovers(blocks: list[Any]) -> list[Any]:
    """The text without what LibreOffice adds: see rolegen.word.redline."""
    kept: list[Any] = []
    for n, block in enumerate(blocks):
        if isinstance(block, list):
            kept.append([[without_leftovers(cell) for cell in row] for row in block])
        elif (text := block.replace("\u200d", "")) or n == len(blocks) - 1:
            kept.append(text)
    return kept


def differing(made: list[Pair], folder: Path, python: str) -> Iterator[tuple[str, str]]:
    """Pairs of which LibreOffice makes another text, and whether that is more than an empty paragraph."""
    plain = folder / "plain"
    plain.mkdir()
    for name, old, new in made:
        (plain / f"{name}.old.docx").write_bytes(to_docx(old, HOUSE))
        (plain / f"{name}.new.docx").write_bytes(to_docx(new, HOUSE))
    wanted, found = in_office(plain, python), in_office(folder, python)
    for name, _, _ in made:
        for way, side in (("accepted", "new"), ("rejected", "old")):
            got, want = found[name][way], wanted[f"{name}.{side}"]["plain"]
            if got != want:
                kind = "an empty paragraph more" if without_leftovers(got) == without_leftovers(want) else "other text"
                yield kind, f"{name} {way}"


def main() -> int:
    """Makes the redlines, judges them and prints the counts; whether any is wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=300)
    parser.add_argument("--workspace", type=Path, action="append", default=[], help="more roles to take profiles from")
    parser.add_argument("--validate", action="append", default=[], help="a command that takes a file and fails or not")
    parser.add_argument("--office", default="", help="a Python that can import LibreOffice's uno")
    parser.add_argument("--keep", type=Path, help="where to leave the redlines")
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    wrong: list[str] = []
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        made = list(islice(pairs([EXAMPLES, *options.workspace]), options.pairs))
        for name, old, new in made:
            redline = to_redline(old, new, HOUSE, "HR & Governance", "2026-01-31T09:00:00Z")
            (folder / f"{name}.docx").write_bytes(redline)
            own = list(faults(redline, old, new))
            counts["pairs"] += 1
            counts["fail by the standard"] += bool(own)
            wrong += [f"{name}: {fault}" for fault in own]
        for command in options.validate:
            refused = list(invalid(folder, command))
            counts[f"refused by {shlex.split(command)[-1]}"] = len(refused)
            wrong += refused
        if options.office:
            others = list(differing(made, folder, options.office))
            counts["LibreOffice: exact both ways"] = len(made) - len({name.rpartition(" ")[0] for _, name in others})
            counts.update(f"LibreOffice: {kind}, one way or the other" for kind, _ in others)
            wrong += [f"LibreOffice: {name}" for kind, name in others if kind == "other text"]
    print("\n".join(wrong))
    for what, count in counts.items():
        print(f"{count:6} {what}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
