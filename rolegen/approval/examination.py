"""Is the approved wording in a document still the framework's: altered, removed, added, moved, doubled?

Nothing here knows of Word or of files. Typography is no alteration, nor is a clause parted into two paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rolegen.approval.recognition import (
    LEVEL,
    NEAR,
    SURE,
    Passage,
    Recognition,
    Whose,
    Wording,
    generic,
    likeness,
    mark,
    recognise,
)
from rolegen.diff.sequence import rising
from rolegen.diff.words import Piece, pieces
from rolegen.document import Heading
from rolegen.marks import spoken

Kind = Literal["altered", "removed", "added", "moved", "doubled", "joined", "retitled"]
ASTRAY = 0.1  # how much less a wording under another heading counts for what stays in its place


@dataclass(frozen=True)
class Approved:
    """What a document must say, in order, and what may be told of it.

    `own` is what the template itself says, spoken; `headings` those under which no words are the role's, spoken.
    `themes` are the headings that the framework itself gives; a file made by hand may do without.
    `others` names, by spoken text, whose wording it is of which clause's which paragraph: another level's, say.
    """

    wordings: tuple[Wording, ...]
    own: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    others: Whose = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as approved. `section` are the headings that the words stand under in the document.

    An altered one has its words as pieces, and in `says` whose wording it is, where it is somebody's, or what clause
    it runs on with. What was added has no wording, nor has a theme's heading.
    """

    kind: Kind
    wording: Wording | None
    section: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    says: str = ""

    @property
    def clause(self) -> str:
        """The id of the clause, or of the level's descriptor; none for what was added."""
        return self.wording.clause if self.wording else ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What a document says of the approved wording, and all that is not as approved, in order.

    Each wording goes with the words that state it; None where there are none.
    """

    stated: tuple[tuple[Wording, str | None], ...]
    findings: tuple[Finding, ...]

    def of(self, clause: str) -> tuple[Finding, ...]:
        """What was found of a clause."""
        return tuple(finding for finding in self.findings if finding.clause == clause)

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clauses, each once; the descriptor is none."""
        return tuple(dict.fromkeys(one.clause for one, _ in self.stated if not one.clause.startswith(LEVEL)))

    @property
    def found(self) -> int:
        """How many of the clauses are there, in the words that were approved."""
        lost = {one.clause for one in self.findings if one.kind in ("altered", "removed")}
        return sum(clause not in lost for clause in self.clauses)


def examine(there: Sequence[Passage], approved: Approved) -> Examination:
    """Looks for each approved wording, once and in its place, and for what stands between them."""
    known = recognise(approved.wordings, there, approved.others)
    findings = [
        *((n, finding) for n in range(len(known.wordings)) for finding in _of_wording(known, n, approved)),
        *((n, Finding("moved", known.wordings[n], known.found[n].line.section)) for n in _moved(known, there)),
        *_joined(known),
        *_left_over(known, approved),
        *_retitled(known, approved, there),
    ]
    stated = tuple((one, known.found[n].text if n in known.found else None) for n, one in enumerate(known.wordings))
    return Examination(stated, tuple(finding for _, finding in sorted(findings, key=lambda one: one[0])))


def _of_wording(known: Recognition, number: int, approved: Approved) -> Iterator[Finding]:
    one, passage = known.wordings[number], known.found.get(number)
    if passage is None:
        yield Finding("removed", one)
    elif passage.said != one.said:
        says = whose(approved.others, one.clause, passage.said)
        yield Finding("altered", one, passage.line.section, pieces(one.said, passage.said), says)


def whose(others: Whose, clause: str, said: str) -> str:
    """In words whose wording of a clause a text is; nothing where it is nobody's."""
    return next((name for (of, _), name in others.get(said, {}).items() if of == generic(clause)), "")


def _moved(known: Recognition, there: Sequence[Passage]) -> list[int]:
    """The wordings that stand out of their order, or under another heading than their own."""
    headings = {spoken(one.line.text) for one in there if isinstance(one.line.block, Heading)}
    home = {n: _is_home(known.wordings[n], passage, headings) for n, passage in known.found.items()}
    moved = [n for n, at_home in home.items() if not at_home]
    for descriptor in (True, False):
        group = [n for n in sorted(known.found) if known.wordings[n].clause.startswith(LEVEL) == descriptor]
        order = {place: at for at, place in enumerate(sorted(known.found[n].place for n in group))}
        weights = [1.0 if home[n] else ASTRAY for n in group]
        kept = {group[at] for at in rising([order[known.found[n].place] for n in group], weights)}
        moved += [n for n in group if n not in kept and home[n]]
    return moved


def _is_home(one: Wording, passage: Passage, headings: set[str]) -> bool:
    heading = spoken(one.heading)
    return heading not in headings or heading in map(spoken, passage.line.section)


def _joined(known: Recognition) -> Iterator[tuple[int, Finding]]:
    """Wordings that run on in the paragraph of another; those on lines of their own do not."""
    first: dict[int, int] = {}
    for n, passage in sorted(known.found.items(), key=lambda one: one[1].place):
        line, text = passage.place[0], passage.line.text
        if line not in first:
            first[line] = n
        elif not any(passage.said in spoken(own) and len(spoken(own)) == len(passage.said) for own in text.split("\n")):
            yield n, Finding("joined", known.wordings[n], passage.line.section, says=known.wordings[first[line]].clause)


def _retitled(known: Recognition, approved: Approved, there: Sequence[Passage]) -> Iterator[tuple[float, Finding]]:
    """Themes whose heading is there no more, and what stands in its place."""
    said = {passage.said for passage in there}
    themes = {one.heading: n for n, one in reversed(list(enumerate(known.wordings))) if n in known.found}
    for heading, first in themes.items():
        if spoken(heading) in approved.themes - said:
            section = known.found[first].line.section[-1:]
            new = section[0] if section and spoken(section[0]) not in approved.own else ""
            yield first - 0.5, Finding("retitled", None, section, pieces(heading, new))


def _left_over(known: Recognition, approved: Approved) -> Iterator[tuple[float, Finding]]:
    """What is left among the approved wording: said twice, or added. Its rank is behind what stands before it."""
    ranks = sorted((passage.place, n) for n, passage in known.found.items())
    for passage in known.free:
        if passage.is_field:
            continue
        section = passage.line.section
        before = [n for place, n in ranks if place < passage.place][-1:]
        behind = [n for place, n in ranks if place > passage.place][:1]
        if (n := _said_already(known, passage)) is not None:
            one = known.wordings[n]
            yield (
                n,
                Finding("doubled", one, section, () if one.said == passage.said else pieces(one.said, passage.said)),
            )
        elif passage.said not in approved.own and _is_among(known, approved, passage, before + behind):
            says = next(iter(approved.others.get(passage.said, {}).values()), "")
            rank = before[0] + 0.5 if before else -1.0
            yield rank, Finding("added", None, section, (Piece("added", passage.text),), says)


def _said_already(known: Recognition, passage: Passage) -> int | None:
    """The wording that a passage says once more, where it does."""
    scores = [
        (likeness(one.said, passage.said, NEAR if mark(one.clause) in passage.marks else SURE), -n)
        for n, one in enumerate(known.wordings)
        if n in known.found
    ]
    score, n = max(scores, default=(0.0, 0))
    return -n if score else None


def _is_among(known: Recognition, approved: Approved, passage: Passage, around: Sequence[int]) -> bool:
    """Whether a passage stands where only approved words should: marked so, under such a heading, or in between."""
    if passage.marks or any(spoken(heading) in approved.headings for heading in passage.line.section):
        return True
    if passage.line.within and any(stated.line.within is passage.line.within for stated in known.found.values()):
        return True
    headings = [known.wordings[n].heading for n in around]
    return len(headings) == 2 and headings[0] == headings[1]
