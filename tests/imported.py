"""Frameworks that go into a Word file and come back: what of them is equal, and which words are nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen.framework import Clause, Framework, versions_of
from rolegen.paper.drafting import Draft
from rolegen.paper.holding import held
from rolegen.paper.taking import Arrival, take_in
from rolegen.problems import Problem
from rolegen.word.reading import from_docx
from tests.papers import Duty, Plan, Wording
from tests.samples import needed

PAPER = Path("paper.docx")
MOST = 10  # clauses of a theme
TEAM = ("CMT", "Corporate Management Team")
Table = list[tuple[str, object, object]]  # levels with versions and descriptors; themes with their clauses' wordings


@dataclass(frozen=True)
class Circle:
    """What a Word file states, what importing it makes of that, and the problems that are told."""

    wanted: Table
    arrival: Arrival | None
    problems: tuple[Problem, ...]

    @property
    def is_equal(self) -> bool:
        """Whether levels, order, themes, versions, descriptors and wordings are the same."""
        return self.arrival is not None and table(self.arrival.draft) == self.wanted

    @property
    def dropped(self) -> Counter[str]:
        """Texts that are neither in the draft nor told as left out; none of a paper that is refused."""
        wanted = Counter(texts(self.wanted))
        if self.arrival is None:
            return Counter()
        left = " ".join([_plain(left.words.text) for left in self.arrival.draft.left])
        lost = wanted - Counter(texts(table(self.arrival.draft)))
        return Counter({text: count for text, count in lost.items() if text not in left})


def circle(wanted: Table, data: bytes) -> Circle:
    """What comes of a Word file that states this."""
    taken = take_in(PAPER, needed(from_docx(data, PAPER)), data)
    return Circle(wanted, taken.value, taken.problems)


def table(made: Draft | Framework) -> Table:
    """Every level, and every clause with its wording for each of their versions; no ids, any space like another."""
    cells = [(level.id, version) for level in made.levels for version in sorted(versions_of(level))]
    return [
        *((level.title, sorted(level.variants), tuple(map(_plain, level.descriptor))) for level in made.levels),
        *(
            (theme.title, "", [tuple(_plain(c.wording(*cell) or "") for cell in cells) for c in theme.clauses])
            for theme in made.themes
        ),
    ]


def table_of(plan: Plan) -> Table:
    """The same of what a random paper states."""
    pairs = {level for _, duties in plan.themes for duty in duties for level in plan.levels
             if isinstance(duty.wordings[level], tuple)}  # fmt: skip
    names = sorted([plan.version, f"non-{plan.version}"])
    numbers = (0, 1) if names[0] == plan.version else (1, 0)
    cells = [(level, n) for level in plan.levels for n in (numbers if level in pairs else (0,))]
    return [
        *((level, names if level in pairs else [], tuple(map(_plain, plan.descriptors[level])))
          for level in plan.levels),
        *((theme, "", [tuple(_said(duty.wordings[level], n) for level, n in cells) for duty in duties])
          for theme, duties in plan.themes),
    ]  # fmt: skip


def _said(wording: Wording, n: int) -> str:
    return _plain((wording[n] if isinstance(wording, tuple) else wording) or "")


def plan_of(known: Framework) -> Plan:
    """A framework as a paper can state it: a level in versions has a wording for the members of a team and for others.

    Of three versions the third is left away, and so are clauses of a theme that the letters of a list do not reach.
    """
    themes = [
        (theme.title, tuple([Duty(one.title or one.id, _wordings(one, known)) for one in theme.clauses[:MOST]]))
        for theme in known.themes
    ]
    descriptors = {level.title: level.descriptor for level in known.levels}
    return Plan(tuple(descriptors), descriptors, TEAM, tuple(themes))


def _wordings(clause: Clause, known: Framework) -> dict[str, Wording]:
    said = {level.title: [clause.wording(level.id, name) for name in versions_of(level)] for level in known.levels}
    return {level: _wording(own[0], own[min(1, len(own) - 1)]) for level, own in said.items()}


def _wording(first: str | None, second: str | None) -> Wording:
    return (first, second) if first and second and first != second else first


def texts(made: Table) -> Iterator[str]:
    """Every descriptor's paragraph, and each wording of a clause once."""
    for _, _, inside in made:
        for one in inside if isinstance(inside, (list, tuple)) else ():
            yield from dict.fromkeys(_plain(text) for text in ((one,) if isinstance(one, str) else one) if text)


def _plain(text: str) -> str:
    return " ".join(held(text).text.split())


def differences(made: Circle) -> list[str]:
    """Where the draft is otherwise than what was stated, in lines."""
    if made.arrival is None:
        return [problem.message for problem in made.problems]
    one, other = made.wanted, table(made.arrival.draft)
    found = [f"{a!r}\n   became {b!r}" for a, b in zip(one, other, strict=False) if a != b]
    return [*found, *([f"{len(one)} became {len(other)}"] if len(one) != len(other) else [])]
