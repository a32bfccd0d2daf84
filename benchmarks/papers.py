"""Do frameworks come home? Random frameworks written into Word files and imported again.

    python -m benchmarks.papers                    200 frameworks, as rolegen's own document, and as papers
    python -m benchmarks.papers --trials 1000 --seed 7 --way paper

rolegen's own document must give the very framework: levels, order, themes, versions, wordings. A committee's paper,
laid out at random without rolegen's marks, must give it or say what it could not tell; words must never be dropped in
silence. Exits 1 where words are dropped or one of rolegen's own documents comes back otherwise.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from random import Random

from tests.framework_papers import made
from tests.frameworks import random_framework
from tests.imported import Circle, circle, differences, plan_of, table, table_of
from tests.papers import paper, random_layout, random_plan

SHOWN = 400  # characters of a difference


def own(number: int) -> Circle:
    """What comes of rolegen's own document of a framework."""
    known = random_framework(number, odd=number % 2 == 1)
    return circle(table(known), made(known)["docx"])


def typed(number: int) -> Circle:
    """A committee's paper of a framework, in a layout by chance."""
    plan = plan_of(random_framework(number))
    return circle(table_of(plan), paper(plan, random_layout(Random(number)), number))


def short(number: int) -> Circle:
    """The same of a short framework, whose wordings are more alike."""
    chance = Random(number)
    layout, plan = random_layout(chance), random_plan(chance)
    return circle(table_of(plan), paper(plan, layout, number))


WAYS: dict[str, Callable[[int], Circle]] = {"own": own, "paper": typed, "short": short}


def main() -> int:
    """Prints how many frameworks came back equal, how many otherwise, and how many words were dropped."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--trials", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--way", choices=[*WAYS, "all"], default="all")
    parser.add_argument("--show", type=int, default=3, help="how many differences are shown")
    asked = parser.parse_args()
    failed = 0
    for way in WAYS if asked.way == "all" else (asked.way,):
        failed += _trials(way, asked.trials, asked.seed, asked.show)
    return 1 if failed else 0


def _trials(way: str, trials: int, seed: int, show: int) -> int:
    counts: Counter[str] = Counter()
    dropped = shown = 0
    started = time.perf_counter()
    for number in range(seed, seed + trials):
        one = WAYS[way](number)
        became = _became(one)
        counts[became] += 1
        dropped += one.dropped.total()
        if became != "equal" and shown < show:
            shown += 1
            print(f"{way} {number}: {became}")
            for line in differences(one)[:2]:
                print(f"  {line[:SHOWN]}")
        for text in list(one.dropped)[: show - shown + 1] if one.dropped else ():
            print(f"{way} {number} drops: {text[:SHOWN]}")
    took = (time.perf_counter() - started) / trials
    said = ", ".join([f"{count:,} {name}" for name, count in counts.most_common()])
    print(f"{way}: {trials:,} frameworks, {took * 1000:.0f} ms each: {said}; {dropped:,} texts dropped in silence")
    return dropped + (trials - counts["equal"] if way == "own" else 0)


def _became(one: Circle) -> str:
    if one.arrival is None:
        return "refused"
    if one.is_equal:
        return "equal"
    told = one.arrival.draft.left or one.problems
    return "otherwise, something told" if told else "otherwise, nothing told"


if __name__ == "__main__":
    sys.exit(main())
