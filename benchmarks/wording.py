"""How often is a rule right? Sentences that people judged, and what the rules of `rolegen check` say of them.

    python -m benchmarks.wording               all rules
    python -m benchmarks.wording --wrong       with each sentence that is missed or falsely told

The sentences are those of tests/sentences: for each rule some that it must find and look-alikes that it must spare; an
alarm is a finding where none is due, also that of a rule that the sentence is not about. Exits 1 unless the rules of
level error find all and spare all.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping

from rolegen.lint.rule import shipped
from tests.judging import Score, errors, scores, sentences


def _rows(known: Mapping[str, Score]) -> Iterator[str]:
    yield "| rule | severity | faulty: found | missed | innocent: spared | alarms | precision | recall |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |"
    levels = {name: rule.severity for name, rule in shipped().items()}
    for name, score in known.items():
        yield _row(f"`{name}`", levels.get(name, "no such rule"), score)
    every = Score()
    for name in ("found", "missed", "spared", "alarmed"):
        getattr(every, name).extend(one for score in known.values() for one in getattr(score, name))
    yield _row("in all", "", every)


def _row(name: str, severity: str, score: Score) -> str:
    counts = [len(part) for part in (score.found, score.missed, score.spared, score.alarmed)]
    shares = [f"{share:.1%}" for share in (score.precision, score.recall)]
    return "| " + " | ".join([name, severity, *map(str, counts), *shares]) + " |"


def main() -> int:
    """Prints the table; whether a rule of level error missed or alarmed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true", help="the sentences behind the numbers")
    options = parser.parse_args()
    known = scores()
    print("\n".join(_rows(known)))
    for name, score in known.items() if options.wrong else ():
        for what, wrong in (("missed", score.missed), ("alarm", score.alarmed)):
            print("".join(f"{what}: {name}: {one.kind}: {one.text} ({one.file})\n" for one in wrong), end="")
    judged = errors(known)
    imperfect = [name for name, score in judged.items() if not score.perfect]
    print(f"{len(sentences())} sentences. Of {len(judged)} rules of level error, not perfect:", *imperfect or ["none"])
    return 1 if imperfect or not judged else 0


if __name__ == "__main__":
    raise SystemExit(main())
