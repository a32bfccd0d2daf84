"""The clauses of a level's cell: each paragraph or item one, without its number and the mark that says for whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rolegen.paper.grid import Line
from rolegen.paper.membership import Mark, Marked, Teams, Titles, apart, other
from rolegen.paper.words import says_nothing, unlabelled

PLAIN = 0.3  # how much more alike two wordings must be, from 0 to 1, for that to tell on which side of them marks stand


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of a cell: its words, number, for whom it is, and its place among those of the cell, from 0.

    `beside` are the marks that stand in its own paragraphs.
    """

    lines: tuple[Line, ...]
    text: str
    number: str = ""
    version: str = ""
    said: str = ""
    slot: int = 0
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Marking:
    """A paragraph that says for whom the wording beside it is."""

    line: Line
    version: str
    said: str


Part = Clause | Marking


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known when cells are read: the levels' titles, the paper's teams, and marks that rolegen has written.

    `behind` says whether marks follow the wording they are for, as cells that leave no doubt have it; None without any.
    """

    titles: Titles
    teams: Teams
    known: Mapping[str, str]
    behind: bool | None = None

    def marked(self, line: Line) -> tuple[Marked, str]:
        """A line apart from its mark, and the version the mark is for."""
        text = line.text
        if version := self.known.get(text) or self.known.get(f":{text.partition(':')[2]}"):
            return Marked("", Mark((), member=True, said=line.text)), version
        for one in apart(line, self.titles):
            if one.mark and self.teams.confirm(one.mark, alone=one.is_alone):
                return one, self.teams.version(one.mark)
        return Marked(_unlabelled(line)[1]), ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The clauses of a cell, and the lines that are only marks or introduce the rest.

    `doubt` is the mark of which it cannot be told how far it reaches.
    """

    clauses: tuple[Clause, ...]
    marks: tuple[Line, ...] = ()
    opening: tuple[Line, ...] = ()
    doubt: str = ""


def read(lines: Sequence[Line], reader: Reader, *, whole: bool = False) -> Cell:
    """The clauses of a cell; `whole` where all that it says for one version is one clause."""
    opening, lines = _opening(lines)
    parts = list(_parts(lines, reader))
    if all(isinstance(one, Marking) for one in parts):
        parts = [_as_clause(one) for one in parts]  # marks of nothing: then they are what the cell says
    marked, doubt = _assigned(parts, reader.behind)
    clauses = _joined(marked) if whole else marked
    marks = tuple([one.line for one in parts if isinstance(one, Marking)])
    return Cell(tuple(_counted(clauses)), marks, opening, doubt)


def _as_clause(part: Part) -> Part:
    if isinstance(part, Clause):
        return part
    number, text = unlabelled(part.line.raw)
    return Clause((part.line,), text, number)


def _opening(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Sequence[Line]]:
    """What introduces a list that is all the rest of the cell, such as “The Director will:”, and the rest."""
    if len(lines) > 1 and lines[0].text.endswith(":") and not lines[0].depth and all(line.depth for line in lines[1:]):
        return (lines[0],), lines[1:]
    return (), lines


def _unlabelled(line: Line) -> tuple[str, str]:
    """A line's number and its words; what is marked is a wording whole, with the line breaks that it has."""
    return ("", line.text) if line.clause else unlabelled(line.raw)


def _parts(lines: Sequence[Line], reader: Reader) -> Iterator[Part]:
    held: Clause | None = None
    for line in lines:
        number, text = _unlabelled(line)
        if held and line.depth > held.lines[0].depth and (held.text.endswith(":") or len(held.lines) > 1):
            held = replace(held, lines=(*held.lines, line), text=f"{held.text} {line.text if number else text}")
            continue
        if held:
            yield held
        held = None
        one, version = reader.marked(line)
        if one.mark and version and not one.words:
            yield Marking(line, version, one.mark.said)
        elif text:
            said = one.mark.said if one.mark else ""
            held = Clause((line,), one.words, number, version, said, beside=(said,) if said else ())
    if held:
        yield held


def _assigned(parts: Sequence[Part], usual: bool | None) -> tuple[list[Clause], str]:
    """The clauses, each with the version that a mark in a paragraph beside it says; and the mark that is in doubt."""
    if not any(isinstance(one, Marking) for one in parts):
        return [one for one in parts if isinstance(one, Clause)], ""
    behind, doubt = _stand_behind(parts, usual)
    groups = _groups(parts[::-1] if behind else parts)
    made: list[Clause] = []
    reach_before, version_before = 0, ""
    for number, (mark, clauses) in enumerate(groups):
        if mark is None:
            made += clauses
            continue
        last = number == len(groups) - 1
        if version_before == other(mark.version):
            reach = reach_before
        elif not last and (following := groups[number + 1][0]) and following.version == other(mark.version):
            reach = len(clauses)
        else:
            reach = len(clauses) if mark.said.endswith(":") or mark.line.text.endswith(":") else 1
            doubt = doubt or (mark.said if len(clauses) > 1 else "")
        made += [
            replace(one, version=mark.version, said=mark.said) if n < reach else one for n, one in enumerate(clauses)
        ]
        version_before, reach_before = ("", 0) if version_before == other(mark.version) else (mark.version, reach)
    return made[::-1] if behind else made, doubt


def _groups(parts: Sequence[Part]) -> list[tuple[Marking | None, list[Clause]]]:
    """The clauses behind each mark."""
    groups: list[tuple[Marking | None, list[Clause]]] = [(None, [])]
    for one in parts:
        if isinstance(one, Marking):
            groups.append((one, []))
        else:
            groups[-1][1].append(one)
    return groups


def stands_behind(lines: Sequence[Line], reader: Reader) -> bool | None:
    """Whether the marks of a cell follow the wording they are for; None where it has none, or leaves that open."""
    parts = list(_parts(_opening(lines)[1], reader))
    return _plainly(parts) if any(isinstance(one, Marking) for one in parts) else None


def _plainly(parts: Sequence[Part]) -> bool | None:
    if isinstance(parts[0], Marking):
        return False
    if isinstance(parts[-1], Marking):
        return True
    return False if any(one.line.text.endswith(":") for one in parts if isinstance(one, Marking)) else None


def _stand_behind(parts: Sequence[Part], usual: bool | None) -> tuple[bool, str]:
    """Whether marks follow the wording they are for; and one of them where the cell leaves that open."""
    plain = _plainly(parts)
    if plain is not None or usual is not None:
        return bool(usual if plain is None else plain), ""
    marks = [n for n, one in enumerate(parts) if isinstance(one, Marking)]
    if len(marks) == 1:
        return False, parts[marks[0]].said
    pairs = list(_pairs(parts, marks))
    before = _likeness([(parts[a + 1], parts[b + 1]) for a, b in pairs])
    behind = _likeness([(parts[a - 1], parts[b - 1]) for a, b in pairs])
    return behind > before, parts[marks[0]].said if abs(before - behind) < PLAIN * len(pairs) or not pairs else ""


def _pairs(parts: Sequence[Part], marks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The marks two by two where one is for a team's members and the next for the others, or the other way round."""
    waiting: int | None = None
    for n in marks:
        if waiting is not None and parts[n].version == other(parts[waiting].version):
            yield waiting, n
            waiting = None
        else:
            waiting = n


def _likeness(pairs: Sequence[tuple[Part, Part]]) -> float:
    """How much alike wordings are that would be two versions of one clause."""
    both = [(a, b) for a, b in pairs if isinstance(a, Clause) and isinstance(b, Clause)]
    return sum(SequenceMatcher(None, a.text.split(), b.text.split(), autojunk=False).ratio() for a, b in both)


def _joined(clauses: Sequence[Clause]) -> list[Clause]:
    """One clause for each version."""
    made: dict[str, Clause] = {}
    for one in clauses:
        if (before := made.get(one.version)) is None:
            made[one.version] = one
        elif not says_nothing(one.text):
            own = one.lines[0].text if one.number and not one.version else one.text
            lines, beside = (*before.lines, *one.lines), (*before.beside, *one.beside)
            made[one.version] = replace(before, lines=lines, text=f"{before.text} {own}", beside=beside)
    return list(made.values())


def _counted(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses with their places: versions of one clause, side by side, have the same."""
    base = 0
    counts: dict[str, int] = {}
    for one in clauses:
        if not one.version:
            base, counts = base + max(counts.values(), default=0), {}
            yield replace(one, slot=base)
            base += 1
        else:
            yield replace(one, slot=base + counts.get(one.version, 0))
            counts[one.version] = counts.get(one.version, 0) + 1
