"""Which words of a document state which approved wording, whatever has become of marks, paragraphs and places.

Words count more than marks: a clause that says another's words is that other one, moved.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from rolegen.diff.lines import Grid, Line, cell_lines, nodes
from rolegen.diff.words import words
from rolegen.document import Document, Row
from rolegen.marks import CLAUSE, spoken, tag

NEAR = 0.6  # how alike words must be to be one wording; of the shipped ones no two that are not exceed 0.49
SURE = 0.8  # the same for a wording that is there already
LEAST = 0.2  # the same for one of several paragraphs in one control
MARKED = 0.3  # what the mark of the same clause adds to that
OTHERS, OTHERS_PLACE = 1.1, 0.8  # what the exact words of another level count, for their own place or next to it
Whose = Mapping[str, Mapping[tuple[str, int], str]]  # by spoken text, for a clause and paragraph
LEVEL = "level."  # how the ids of descriptors begin
LONGEST_RUN = 3  # paragraphs that a changed wording may have been parted into


@dataclass(frozen=True, slots=True)
class Wording:
    """A paragraph that somebody approved: a clause, or the n-th of a level's descriptor; and the heading above it."""

    clause: str
    text: str
    said: str
    heading: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a document, and where they stand: a paragraph, one of several parts of it, or several in a row."""

    line: Line
    text: str
    said: str
    place: tuple[int, int]
    marks: tuple[str, ...] = ()
    parts: tuple[Passage, ...] = ()

    @property
    def members(self) -> tuple[Passage, ...]:
        """The paragraphs that it runs over."""
        return self.parts or (self,)

    @property
    def is_field(self) -> bool:
        """Whether it is marked as the role's own."""
        return bool(self.line.field) and not self.marks


def wording(clause: str, text: str, heading: str = "", number: int = 0) -> Wording:
    """A wording, ready to be looked for."""
    return Wording(clause, text, spoken(text), heading, number)


def mark(clause: str) -> str:
    """A clause's id as Word keeps it in a tag, which has room for so many letters."""
    return tag(CLAUSE, clause).removeprefix(CLAUSE)


def passages(document: Document) -> list[Passage]:
    """The document's headings, paragraphs, items and cells that say something, in order."""
    lines = [(line, said) for line in _lines(document) if (said := spoken(line.text))]
    return [
        Passage(line, line.text, said, (n, 0), (mark(line.clause),) if line.clause else ())
        for n, (line, said) in enumerate(lines)
    ]


def _lines(document: Document) -> Iterator[Line]:
    for node in nodes(document):
        if isinstance(node, Grid):
            for row in node.rows:
                yield from _cells(row)
        else:
            yield node


def _cells(row: Line) -> Iterator[Line]:
    """The paragraphs and items of a row's cells, as lines of the section that the table stands in."""
    for cell in row.block.cells if isinstance(row.block, Row) else ():
        for line in cell_lines(cell):
            clause, own = line.clause or cell.clause or row.clause, line.field or cell.field or row.field
            yield replace(line, section=row.section, clause=clause, field=own)


def likeness(one: str, other: str, least: float = 0.0) -> float:
    """How alike two texts are, from 0 to 1: the share of words in common, counted (Dice); 0 for less than `least`."""
    (a, few), (b, many) = sorted((_bag(one), _bag(other)), key=lambda bag: bag[1])
    if 2 * few < least * (few + many):
        return 0.0
    alike = 2 * sum([min(count, b[word]) for word, count in a.items() if word in b]) / (few + many)
    return alike if alike >= least else 0.0


@lru_cache(maxsize=5_000)
def _bag(text: str) -> tuple[dict[str, int], int]:
    """The words of a text with how often each is there, and how many they are."""
    found = list(map(str.casefold, words(text)))
    return dict(Counter(found)), len(found) or 1


@dataclass
class Recognition:
    """Which passage states which of the wordings, by their places among them; and what is left of the document.

    `others` tells whose wording of which clause's n-th paragraph a spoken text is, of whatever level or version.
    """

    wordings: Sequence[Wording]
    free: list[Passage]
    others: Whose
    found: dict[int, Passage] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        """The wordings that no passage states yet."""
        return [n for n in range(len(self.wordings)) if n not in self.found]

    def take(self, number: int, passage: Passage) -> None:
        """This passage states that wording, and nothing else."""
        self.found[number] = passage
        taken = {member.place for member in passage.members}
        self.free = [one for one in self.free if one.place not in taken]


def recognise(wordings: Sequence[Wording], there: Sequence[Passage], others: Whose) -> Recognition:
    """Finds each wording: by its exact words, then by marks and by how alike the words are, the best pairs first."""
    known = Recognition(wordings, list(there), others)
    _exact(known)
    if known.missing:
        _parted(known)
    if known.missing:
        known.free = [part for passage in known.free for part in _parts(passage, known)]
        _exact(known)
        _alike(known)
    return known


def _exact(known: Recognition) -> None:
    """Wordings stated word for word; of several such places the one where it belongs."""
    saying = defaultdict(list)
    for passage in known.free:
        saying[passage.said].append(passage)
    unsure = []
    for n in known.missing:
        wanted = known.wordings[n]
        if there := _best(saying.get(wanted.said, [])):
            if len(there) == 1:
                known.take(n, there[0])
            else:
                unsure.append((n, there))
    for n, there in unsure:
        if left := [passage for passage in there if passage in known.free]:
            known.take(n, min(left, key=lambda passage: _displacement(known, n, passage)))


def _best(saying: list[Passage]) -> list[Passage]:
    """Those that are not the role's own, else the role's."""
    return [passage for passage in saying if not passage.is_field] or saying


def _displacement(known: Recognition, number: int, passage: Passage) -> tuple[int, int, int]:
    """How many of the known wordings a passage stands on the wrong side of, under the wrong heading, without mark."""
    wanted = known.wordings[number]
    wrong = sum((other < number) != (stated.place < passage.place) for other, stated in known.found.items())
    astray = spoken(wanted.heading) not in map(spoken, passage.line.section)
    return wrong, astray, mark(wanted.clause) not in passage.marks


def _parted(known: Recognition) -> None:
    """Wordings that are there word for word, parted into several paragraphs."""
    for n in known.missing:
        wanted = known.wordings[n].said
        starts = [at for at, passage in enumerate(known.free) if wanted.startswith(f"{passage.said} ")]
        runs = (_run_from(known.free, at, wanted) for at in starts)
        if run := next((run for run in runs if run), None):
            known.take(n, run)


def _run_from(free: list[Passage], start: int, wanted: str) -> Passage | None:
    end = start
    while end < len(free) and not free[end].is_field and _follows(free, end, start):
        end += 1
        run = together(free[start:end])
        if run.said == wanted:
            return run
        if not wanted.startswith(run.said):
            return None
    return None


def _follows(free: list[Passage], at: int, start: int) -> bool:
    return at == start or free[at].place[0] - free[at - 1].place[0] <= 1


def together(parts: Sequence[Passage]) -> Passage:
    """Several passages in a row as one."""
    first = parts[0]
    text, said = (" ".join(getattr(part, name) for part in parts) for name in ("text", "said"))
    marks = tuple(dict.fromkeys(mark for part in parts for mark in part.marks))
    return replace(first, text=text, said=said, marks=marks, parts=tuple(parts))


def _parts(passage: Passage, known: Recognition) -> list[Passage]:
    """A passage as the parts that may each state a wording: its lines, and what stands before and behind each one."""
    if passage.is_field or passage.said in known.others:
        return [passage]
    lines = [said for line in passage.text.split("\n") if (said := spoken(line))]
    texts = [part for line in lines for part in _cut(line, known)]
    if len(texts) == 1:
        return [passage]
    return [replace(passage, text=text, said=text, place=(passage.place[0], n)) for n, text in enumerate(texts)]


def _cut(said: str, known: Recognition) -> list[str]:
    """The words of a paragraph in which several wordings run on, cut where one begins."""
    missing = [known.wordings[n].said for n in known.missing]
    inside = [(at, len(text)) for text in missing if len(text) < len(said) and (at := _within(text, said)) >= 0]
    spans = [(at, at + length) for at, length in inside]
    edges = sorted({edge for span in spans for edge in span if 0 < edge < len(said)})
    parts = [said[a:b].strip() for a, b in zip([0, *edges], [*edges, len(said)], strict=True)]
    own = [part for part in parts if any(likeness(part, text, NEAR) for text in missing)]
    if len(own) < 2:
        return [said]
    kept: list[str] = []
    for part in filter(None, parts):
        if part in own or not kept:
            kept.append(part)
        else:
            kept[-1] = f"{kept[-1]} {part}"
    if kept[0] not in own:
        kept[:2] = [f"{kept[0]} {kept[1]}"]
    return kept


def _within(text: str, said: str) -> int:
    """Where a text begins in another, whole words only; -1 where it does not."""
    at = said.find(text)
    end = at + len(text)
    whole = at >= 0 and not (said[at - 1 : at].isalnum() or said[end : end + 1].isalnum())
    return at if whole else -1


def _alike(known: Recognition) -> None:
    """What is left, by likeness and marks: the best pairs first."""
    candidates = list(_candidates(known.free))
    scores = [
        (score, -len(passage.members), -n, -at)
        for n in known.missing
        for at, passage in enumerate(candidates)
        if (score := _score(known, n, passage)) > 0
    ]
    for _, _, n, at in sorted(scores, reverse=True):
        passage = candidates[-at]
        if -n not in known.found and all(member in known.free for member in passage.members):
            known.take(-n, passage)


def _candidates(free: list[Passage]) -> Iterator[Passage]:
    """Passages alone, and those that stand in a row."""
    for start, passage in enumerate(free):
        if passage.is_field:
            continue
        yield passage
        for end in range(start + 2, min(start + LONGEST_RUN, len(free)) + 1):
            if free[end - 1].is_field or not _follows(free, end - 1, start):
                break
            yield together(free[start:end])


def _score(known: Recognition, number: int, passage: Passage) -> float:
    """How much speaks for a passage to state a wording; 0 for too little."""
    wanted = known.wordings[number]
    marked = mark(wanted.clause) in passage.marks
    alike = likeness(wanted.said, passage.said, 0.0 if marked else NEAR)
    if of := known.others.get(passage.said, ()):
        clause = generic(wanted.clause)
        alike = OTHERS if (clause, wanted.number) in of else max(alike, OTHERS_PLACE * any(clause == c for c, _ in of))
    if not marked:
        return alike
    alone = not any(one.clause == wanted.clause for one in known.wordings if one is not wanted)
    return alike + MARKED if alone or alike >= LEAST else 0.0  # one of several paragraphs may be gone, another new


def generic(clause: str) -> str:
    """The id under which a clause is known at every level: the descriptors are one."""
    return LEVEL if clause.startswith(LEVEL) else clause
