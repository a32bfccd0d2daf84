"""Which wordings of a clause to compare: each with the one that is most like it, so that no slip is told twice."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from rolegen.drift.wording import Wording


def neighbours(wordings: Sequence[Wording]) -> tuple[tuple[Wording, Wording], ...]:
    """Pairs of wordings, one fewer than there are wordings, that tie all of them together by the smallest differences.

    The shortest edges that close no circle (Kruskal's spanning tree). The wording that most levels share comes first
    among those that are equally near.
    """
    ordered = sorted(wordings, key=lambda wording: (-len({level for level, _ in wording.cells}), wording.place.line))
    edges = sorted(combinations(ordered, 2), key=lambda pair: _apart(*pair))
    group = {wording: n for n, wording in enumerate(ordered)}
    found = []
    for one, other in edges:
        if group[one] != group[other]:
            found.append((one, other))
            gone, stays = group[other], group[one]
            group.update({wording: stays for wording in ordered if group[wording] == gone})
    return tuple(found)


def _apart(one: Wording, other: Wording) -> int:
    """How many words and signs are only in one of two wordings."""
    return ((one.folded - other.folded) + (other.folded - one.folded)).total()
