"""Which statements of the levels are one clause: told by their words, not by where they stand.

Each column, a level or one of its versions, is fitted to the clauses of the columns before it in the best way as a
whole; then each once more to those of all others, until nothing changes.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rolegen.paper.assignment import paired
from rolegen.paper.contents import Statement
from rolegen.paper.likeness import likeness, same, words

NEAR = 0.42  # how alike the words of two statements must be to be one clause, 0 to 1
BETWEEN = 0.25  # the same where the statements before and behind them are one clause already
SAME_ID, SAME_WORDS, SAME_TITLE, SAME_ROW = 4.0, 2.0, 0.5, 0.5  # what each adds to how alike two statements are
OTHER_TITLE = -0.15
PLACE = 0.05  # what standing in the same place adds, which decides where words do not
ROUNDS = 4
WHOLE = ""

Column = tuple[str, str]  # a level's title and a version's name, which is "" for the whole level


@dataclass(frozen=True, slots=True)
class Group:
    """The statements of one clause, no two of one column."""

    members: tuple[Statement, ...]

    @property
    def id(self) -> str:
        """The id that rolegen's own marks tell, if any."""
        return next((one.id for one in self.members if one.id), "")

    def of(self, level: str) -> dict[str, Statement]:
        """A level's statements, by version."""
        return {one.version: one for one in self.members if one.level == level}


@dataclass(frozen=True, slots=True)
class _Scale:
    """What is known of a theme before its statements are matched: each level's versions; rows that are a clause."""

    versions: Mapping[str, tuple[str, ...]]
    rows: frozenset[tuple[int, int]]

    def score(self, group: Group, one: Statement) -> float | None:
        """How well a statement fits a clause; None where it cannot be one of it."""
        own = group.of(one.level)
        if one.version in own or (one.id and group.id and one.id != group.id) or self._is_shut(own, one):
            return None
        return max(self._pair(member, one) for member in group.members)

    def _is_shut(self, own: Iterable[str], one: Statement) -> bool:
        """Whether the level would have words for the whole of it that none of its versions is left for."""
        versions, there = self.versions.get(one.level, ()), {*own, one.version}
        return bool(versions) and WHOLE in there and there.issuperset(versions)

    def _pair(self, one: Statement, other: Statement) -> float:
        if one.id and one.id == other.id:
            return SAME_ID
        title = (words(one.title), words(other.title))
        score = SAME_TITLE if title[0] == title[1] != () else OTHER_TITLE if all(title) else 0.0
        if (row := _row(one)) == _row(other) and row in self.rows:
            score += SAME_ROW
        text, words_of_other = one.words.text, other.words.text
        return score + (SAME_WORDS if same(text, words_of_other) else likeness(text, words_of_other))


def clauses(statements: Sequence[Statement], versions: Mapping[str, tuple[str, ...]]) -> tuple[Group, ...]:
    """The clauses of one theme, in no order yet; `versions` has each level's, by its title, in the levels' order."""
    columns = _columns(statements, versions)
    scale = _Scale(versions, _rows(statements))
    groups: list[Group] = []
    for column in columns:
        groups = _joined(groups, column, scale)
    for _ in range(ROUNDS if len(columns) > 2 else 0):
        before = set(groups)
        for column in columns:
            groups = _joined(_without(groups, column), column, scale)
        if set(groups) == before:
            break
    return tuple(_versions_together(groups, scale))


def _columns(statements: Sequence[Statement], versions: Mapping[str, tuple[str, ...]]) -> list[list[Statement]]:
    """The statements column by column; a level's versions come before what is said of the whole of it."""
    found: dict[Column, list[Statement]] = {}
    for level, names in versions.items():
        found |= {(level, name): [] for name in (*names, WHOLE)}
    for one in statements:
        found[one.level, one.version].append(one)
    return [column for column in found.values() if column]


def _row(one: Statement) -> tuple[int, int]:
    return one.words.origin.table, one.words.origin.row


def _rows(statements: Sequence[Statement]) -> frozenset[tuple[int, int]]:
    """The rows of tables in which several columns have one statement each: such a row is a clause.

    One is not in which a level has words for the whole of it and, beside them, others for one of its versions.
    """
    held: dict[tuple[int, int], Counter[Column]] = defaultdict(Counter)
    for one in statements:
        if one.words.origin.table:
            held[_row(one)][one.level, one.version] += 1
    return frozenset(row for row, counts in held.items() if len(counts) > 1 and _is_one_each(counts))


def _is_one_each(counts: Counter[Column]) -> bool:
    apart = {level for level, version in counts if version != WHOLE}
    return max(counts.values()) == 1 and not any((level, WHOLE) in counts for level in apart)


def _without(groups: Iterable[Group], column: Sequence[Statement]) -> list[Group]:
    gone = set(map(id, column))
    left = (replace(group, members=tuple([one for one in group.members if id(one) not in gone])) for group in groups)
    return [group for group in left if group.members]


def _joined(groups: Sequence[Group], column: Sequence[Statement], scale: _Scale) -> list[Group]:
    """The clauses with a column's statements in them; those that fit none are clauses where they stand."""
    scores = {
        (i, j): score + PLACE * _nearness(i, len(groups), j, len(column))
        for i, group in enumerate(groups)
        for j, one in enumerate(column)
        if (score := scale.score(group, one)) is not None and score >= BETWEEN
    }
    holder = {j: i for i, j in paired({pair: score for pair, score in scores.items() if score >= NEAR}).items()}
    holder |= _between(scores, holder, len(groups), len(column))
    return _placed(groups, column, holder)


def _nearness(i: int, rows: int, j: int, columns: int) -> float:
    """1 for the same place in two rows of things, less the further apart; squared, so that pairs do not cross."""
    return 1 - ((i + 0.5) / rows - (j + 0.5) / columns) ** 2


def _between(
    scores: Mapping[tuple[int, int], float], holder: Mapping[int, int], rows: int, columns: int
) -> dict[int, int]:
    """Pairs less alike, whose neighbours on both sides are pairs."""
    taken = set(holder.values())
    fit = {}
    for (i, j), score in scores.items():
        if i in taken or j in holder:
            continue
        before = max((n for n in range(j) if n in holder), default=None)
        behind = min((n for n in range(j + 1, columns) if n in holder), default=None)
        first = -1 if before is None else holder[before]
        last = rows if behind is None else holder[behind]
        if first < i < last:
            fit[i, j] = score
    return {j: i for i, j in paired(fit).items()}


def _placed(groups: Sequence[Group], column: Sequence[Statement], holder: Mapping[int, int]) -> list[Group]:
    behind: dict[int, list[Group]] = defaultdict(list)
    found = {i: Group((*groups[i].members, column[j])) for j, i in holder.items()}
    last = -1
    for j, one in enumerate(column):
        last = holder.get(j, last)
        if j not in holder:
            behind[last].append(Group((one,)))
    placed = list(behind[-1])
    for i, group in enumerate(groups):
        placed += [found.get(i, group), *behind[i]]
    return placed


def _versions_together(groups: Sequence[Group], scale: _Scale) -> list[Group]:
    """Clauses that only some of a level's versions have made one with what the others have in the same place.

    A framework cannot hold a clause that one version has and another lacks.
    """
    found = list(groups)
    for level, names in scale.versions.items():
        for one in [group for group in found if _is_half(group, level, names)]:
            fits = [other for other in found if one in found and _completes(one, other, level, names)]
            if fits:
                other = min(fits, key=lambda group: _apart(one, group, level))
                found[found.index(one)] = Group((*one.members, *other.members))
                found.remove(other)
    return found


def _is_half(group: Group, level: str, names: Sequence[str]) -> bool:
    own = group.of(level)
    return bool(own) and WHOLE not in own and not own.keys() >= set(names)


def _completes(one: Group, other: Group, level: str, names: Sequence[str]) -> bool:
    """Whether two halves make a whole: of other levels one of them has none, and they stand in the same place."""
    if one is other or not _is_half(other, level, names) or not _can_be_one(one, other):
        return False
    return {*one.of(level), *other.of(level)} >= set(names) and _apart(one, other, level) <= 1


def _can_be_one(one: Group, other: Group) -> bool:
    first, second = ({(member.level, member.version) for member in group.members} for group in (one, other))
    return not first & second and not (one.id and other.id and one.id != other.id)


def _apart(one: Group, other: Group, level: str) -> int:
    slots = [[member.slot for member in group.of(level).values()] for group in (one, other)]
    return min(abs(a - b) for a in slots[0] for b in slots[1])


def number_of(group: Group) -> int | None:
    """The number that the paper gives a clause, where all that give one give the same."""
    found = {digits[0] for one in group.members if (digits := re.findall(r"\d+", one.number)[-1:])}
    return int(found.pop()) if len(found) == 1 else None
