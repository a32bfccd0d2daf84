"""Frameworks that go into a Word file and come back: what of them is equal, and which words are nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rolegen.framework import Framework, versions_of
from rolegen.paper.drafting import Draft
from rolegen.paper.holding import held
from rolegen.paper.taking import Arrival, take_in
from rolegen.problems import Problem
from rolegen.word.reading import from_docx
from tests.samples import needed

PAPER = Path("paper.docx")


@dataclass(frozen=True)
class Circle:
    """A framework, what importing the Word file that states it makes, and the problems that are told."""

    known: Framework
    arrival: Arrival | None
    problems: tuple[Problem, ...]

    @property
    def is_equal(self) -> bool:
        """Whether levels, order, themes, versions, descriptors and wordings are the same."""
        return self.arrival is not None and table(self.arrival.draft) == table(self.known)

    @property
    def dropped(self) -> Counter[str]:
        """Texts of the framework that are neither in the draft nor told as left out."""
        wanted = Counter(texts(self.known))
        if self.arrival is None:
            return wanted
        left = " ".join([" ".join(left.words.text.split()) for left in self.arrival.draft.left])
        lost = wanted - Counter(texts(self.arrival.draft))
        return Counter({text: count for text, count in lost.items() if " ".join(text.split()) not in left})


def circle(known: Framework, data: bytes) -> Circle:
    """The framework, and what comes of the Word file."""
    taken = take_in(PAPER, needed(from_docx(data, PAPER)), data)
    return Circle(known, taken.value, taken.problems)


def table(made: Draft | Framework) -> list[object]:
    """Every level and every clause with its wording for each of their versions; no ids."""
    cells = [(level.id, version) for level in made.levels for version in versions_of(level)]
    return [
        *((level.title, tuple(level.variants), level.descriptor) for level in made.levels),
        *((theme.title, [tuple(c.wording(*cell) for cell in cells) for c in theme.clauses]) for theme in made.themes),
    ]


def texts(made: Draft | Framework) -> Iterator[str]:
    """Every descriptor's paragraph, and each wording for each level and version that has it."""
    for level in made.levels:
        yield from (held(text).text for text in level.descriptor)
        for theme in made.themes:
            for clause in theme.clauses:
                found = {version: clause.wording(level.id, version) for version in versions_of(level)}
                yield from (held(text).text for text in dict.fromkeys(found.values()) if text)


def differences(made: Circle) -> list[str]:
    """Where the draft is otherwise than the framework, in lines."""
    if made.arrival is None:
        return [problem.message for problem in made.problems]
    one, other = table(made.known), table(made.arrival.draft)
    found = [f"{a!r}\n   became {b!r}" for a, b in zip(one, other, strict=False) if a != b]
    return [*found, *([f"{len(one)} became {len(other)}"] if len(one) != len(other) else [])]
