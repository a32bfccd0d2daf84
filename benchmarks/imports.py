"""Does what people type come home? Random edits of Word files, brought back into random role files.

    python -m benchmarks.imports                    2,000 edits, prints counts
    python -m benchmarks.imports --edits 10000 --seed 7

Each trial is the whole way: a role file in some style (remarks, folded and literal blocks, quotes, CRLF) is built,
words are typed into the Word file, the role file may change meanwhile, the Word file is imported, and the new role file
is built again. It must hold exactly the edits, every untouched line byte for byte, and make the text that was typed; or
be refused, with the reason. Files as `examples/` writes them are never refused. Exits 1 if any trial fails.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from random import Random

from tests.many import workshop
from tests.retyped import outcome, trial
from tests.samples import write


def main() -> int:
    """Prints what became of the edits."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--edits", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    counts: Counter[str] = Counter()
    edits = number = failed = refused_tidy = 0
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = write(Path(name), {"rolegen.yaml": "formats: [docx]\n", "roles/.keep": ""})
        shop = workshop(folder)
        while edits < asked.edits:
            tidy = number % 2 == 0
            chance = Random(f"{asked.seed}-{number}")
            try:
                one = trial(shop, chance, tidy=tidy)
                edits += len(one.wanted.edited)
                became = outcome(one, folder)
                counts[became] += 1
                refused_tidy += tidy and became.startswith("cannot")
            except AssertionError as fault:
                failed += 1
                print(f"trial {number}: {str(fault)[:600]}")
            number += 1
    took = time.perf_counter() - started
    print(f"{number:,} Word files with {edits:,} edits in {took:.0f} s: {failed} failed")
    for became, count in counts.most_common():
        print(f"{count:7,} {became}")
    print(f"{refused_tidy:7,} of the files as examples/ writes them refused")
    return 1 if failed or refused_tidy else 0


if __name__ == "__main__":
    sys.exit(main())
