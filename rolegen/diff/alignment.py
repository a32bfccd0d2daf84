"""Which line of the new document is which of the old one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from rolegen.diff.lines import Grid, Line, Node, cell_lines, nodes
from rolegen.diff.sequence import Pair, matching, rising
from rolegen.document import Cell, Document, Heading, Row

NEAR = 0.5  # how alike two lines in the same place must be to be one: shared words, from 0 to 1
FAR = 0.6  # the same for two that stand in different places
SAME_LABEL = 0.2  # what a label in common adds to that
FEW_WORDS = 3  # fewer, outside headings, say too little to be known again elsewhere
MAX_COMMON = 20_000  # pairs of lines; a word or label that would make more of them tells nothing

N = TypeVar("N", Line, Grid, Node)


@dataclass(frozen=True)
class Step:
    """The line that stands in one place of either document; None where there is none."""

    old: Line | None
    new: Line | None


@dataclass(frozen=True)
class TableStep:
    """The table that stands in one place of either document, and its rows."""

    old: Grid | None
    new: Grid | None
    rows: tuple[Step, ...]


def aligned(old: Document, new: Document) -> tuple[Step | TableStep, ...]:
    """Both documents as one, step by step; what moved is gone from one place and new in another."""
    return tuple(_step(was, now) for was, now in _pairs(nodes(old), nodes(new)))


def aligned_cells(old: Cell, new: Cell) -> tuple[Step, ...]:
    """What two cells say as one."""
    return tuple(Step(was, now) for was, now in _pairs(cell_lines(old), cell_lines(new)))


def moved(gone: Sequence[Line], come: Sequence[Line]) -> list[Pair]:
    """Which of the lines that are gone came back elsewhere."""
    olds, news = [n for n, line in enumerate(gone) if _tells(line)], [n for n, line in enumerate(come) if _tells(line)]
    found = _known([gone[n] for n in olds], [come[n] for n in news])
    alike = _alike([gone[n] for n in olds], [come[n] for n in news])
    taken = set(found.values())
    for (i, j), score in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        if score >= FAR and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return [(olds[i], news[j]) for i, j in sorted(found.items())]


def _step(old: Node | None, new: Node | None) -> Step | TableStep:
    if isinstance(old, Grid) or isinstance(new, Grid):
        was, now = (side if isinstance(side, Grid) else None for side in (old, new))
        rows = _pairs(was.rows if was else (), now.rows if now else ())
        return TableStep(was, now, tuple(Step(*pair) for pair in rows))
    return Step(old, new)


def _pairs(old: Sequence[N], new: Sequence[N]) -> Iterator[tuple[N | None, N | None]]:
    i = j = 0
    for k, n in [*_in_place(old, new), (len(old), len(new))]:
        yield from ((node, None) for node in old[i:k])
        yield from ((None, node) for node in new[j:n])
        if k < len(old):
            yield old[k], new[n]
        i, j = k + 1, n + 1


def _in_place(old: Sequence[Node], new: Sequence[Node]) -> list[Pair]:
    """Lines that are one and stand in the same order: those known for sure, and between them those that are alike."""
    known = sorted(_known(old, new).items())
    kept = [known[n] for n in rising([j for _, j in known], [new[j].weight for _, j in known])]
    free_old = _by_gap(len(old), [i for i, _ in kept], {i for i, _ in known})
    free_new = _by_gap(len(new), [j for _, j in kept], {j for _, j in known})
    alike = [
        (olds[i], news[j])
        for gap, olds in free_old.items()
        if (news := free_new.get(gap))
        for i, j in _near([old[n] for n in olds], [new[n] for n in news])
    ]
    return sorted([*kept, *alike])


def _by_gap(count: int, kept: list[int], known: set[int]) -> dict[int, list[int]]:
    """The lines that are not known, by how many kept ones stand before them."""
    found = defaultdict(list)
    for n in range(count):
        if n not in known:
            found[bisect_left(kept, n)].append(n)
    return found


def _near(old: Sequence[Node], new: Sequence[Node]) -> list[Pair]:
    """Lines of one place that are alike or have one label, in the same order on both sides."""
    scores = {pair: score for pair, score in _alike(old, new).items() if score >= NEAR}
    labels = _places((n, node.label, node) for n, node in enumerate(new))
    for label, holders in _places((n, node.label, node) for n, node in enumerate(old)).items():
        others = labels.get(label, [])
        for pair in product(holders, others) if len(holders) * len(others) <= MAX_COMMON else ():
            scores[pair] = scores.get(pair, 0.0) + SAME_LABEL
    pairs = sorted(scores, key=lambda pair: (pair[0], -pair[1]))
    return [pairs[n] for n in rising([j for _, j in pairs], [scores[pair] for pair in pairs])]


def _known(old: Sequence[Node], new: Sequence[Node]) -> dict[int, int]:
    """Lines known to be one, wherever they stand: by id, else by their text."""
    found = _unique(old, new, {}, lambda node: node.clause or node.field)
    taken = set(found.values())
    olds, news = [n for n in range(len(old)) if n not in found], [n for n in range(len(new)) if n not in taken]
    same = matching([(_sort(old[n]), old[n].text) for n in olds], [(_sort(new[n]), new[n].text) for n in news])
    found |= {olds[i]: news[j] for i, j in same}
    found |= _unique(old, new, found, lambda node: node.clause)
    found |= _unique(old, new, found, lambda node: node.text if _tells(node) else "")
    found |= _unique(old, new, found, lambda node: node.label if isinstance(node, Line) and node.label_tells else "")
    return found | _unique(old, new, found, lambda node: node.rest if isinstance(node, Line) else "")


def _unique(
    old: Sequence[Node], new: Sequence[Node], known: dict[int, int], key: Callable[[Node], str]
) -> dict[int, int]:
    """Lines with a key that one other line has, of those not yet known."""
    taken = set(known.values())
    olds = _places((n, key(node), node) for n, node in enumerate(old) if n not in known)
    news = _places((n, key(node), node) for n, node in enumerate(new) if n not in taken)
    return {n[0]: news[name][0] for name, n in olds.items() if len(n) == 1 == len(news.get(name, ()))}


def _places(keyed: Iterator[tuple[int, str, Node]]) -> dict[Hashable, list[int]]:
    found: dict[Hashable, list[int]] = defaultdict(list)
    for n, key, node in keyed:
        if key:
            found[_sort(node), key].append(n)
    return found


def _alike(old: Sequence[Node], new: Sequence[Node]) -> dict[Pair, float]:
    """How alike lines of one sort are, 0 to 1: the share of words in common (Dice); none that share nothing."""
    holders = defaultdict(list)
    for i, node in enumerate(old):
        for word in node.words:
            holders[_sort(node), word].append(i)
    often = Counter((_sort(node), word) for node in new for word in node.words)
    shared: Counter[Pair] = Counter()
    for j, node in enumerate(new):
        for word in node.words:
            key = _sort(node), word
            if len(holders[key]) * often[key] <= MAX_COMMON:
                shared.update((i, j) for i in holders[key])
    return {(i, j): 2 * n / (len(old[i].words) + len(new[j].words)) for (i, j), n in shared.items()}


def _sort(node: Node) -> str:
    if isinstance(node, Grid):
        return "table"
    return ("header" if node.heads else "row") if isinstance(node.block, Row) else "line"


def _tells(node: Node) -> bool:
    """Whether a line says enough to be known again elsewhere."""
    if isinstance(node, Line) and (node.heads or not node.text.strip()):
        return False
    return bool(node.clause) or isinstance(node.block, Heading) or len(node.words) >= FEW_WORDS
