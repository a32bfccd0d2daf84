"""A table of responsibilities, once it is known how it is read → statements, themes and what is left over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rolegen.paper import clauses
from rolegen.paper.clauses import Clause, Reader
from rolegen.paper.contents import Heading, Left, Statement, Words
from rolegen.paper.described import OF_LEVELS, OF_WORDS
from rolegen.paper.gathered import Gathered, texts
from rolegen.paper.grid import Box, Line
from rolegen.paper.leads import LONGEST_THEME, Leads, heading, theme_title
from rolegen.paper.matrix import Column, Plan
from rolegen.paper.membership import Teams
from rolegen.paper.naming import Names, Reference
from rolegen.paper.words import is_short, key, lone_label, says_nothing, unlabelled

Row = tuple[int, int]  # a table, and a row of it as it is read


@dataclass(frozen=True, slots=True)
class Seen:
    """A reference to another level's wording, and where it stands; `statement` has all but the words."""

    row: Row
    statement: Statement
    to: Reference
    line: Line
    whole: bool
    level: str


@dataclass(frozen=True, slots=True)
class Place:
    """The row that is read: what its statements have in common; `base` is its first clause's place in the theme."""

    row: Row
    theme: Heading
    number: str = ""
    title: str = ""
    id: str = ""
    base: int = 0


@dataclass(slots=True)
class Progress:
    """Where reading has come to: the theme it is in, how many clauses each level has of each theme, and references."""

    theme: Heading | None = None
    is_plain: bool = False  # told by a line that is no heading
    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    seen: list[Seen] = field(default_factory=list)
    rows: dict[tuple[Row, str], list[Statement]] = field(default_factory=dict)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    doubts: list[tuple[str, Line]] = field(default_factory=list)


class Table:
    """Reads one table row by row into what was gathered before."""

    def __init__(self, plan: Plan, leads: Leads, names: Names, readers: Mapping[str, Reader], to: Gathered) -> None:
        self._plan, self._leads, self._names, self._readers, self._to = plan, leads, names, readers, to
        self._teams: Teams = next(iter(readers.values())).teams

    def read(self, progress: Progress, ids: Mapping[Row, str], descriptors: dict[str, list[Words]]) -> None:
        """Everything in it; `ids` are those of the clauses of rows, where rolegen's own marks tell them."""
        plan, leads = self._plan, self._leads
        self._headings()
        if plan.sheet.turned and leads.theme < 0:
            progress.theme = None  # its rows are themes, which nothing names; unless a heading does that for one
        is_plain = progress.theme is None or progress.is_plain
        if leads.theme < 0 and not leads.bands and (found := heading(plan.sheet.above, plain=is_plain)):
            own = found.clause.removeprefix("theme.") if found.clause.startswith("theme.") else ""
            progress.theme, progress.is_plain = self._to.theme(theme_title(found.text), own), not found.level
        for n in plan.body():
            row = plan.sheet.rows[n]
            if n in leads.bands:
                progress.theme = self._theme(row[0] if row[0].lines else row[plan.leads[0]])
                continue
            if leads.theme >= 0 and self._describes(row, descriptors):
                continue
            if leads.theme >= 0 and row[leads.theme].lines:
                progress.theme = self._theme(row[leads.theme])
            self._others(row)
            if any(row[column].lines for column in plan.columns):
                self._row(n, row, progress, ids)

    def _describes(self, row: Sequence[Box], descriptors: dict[str, list[Words]]) -> bool:
        """Whether a row holds the levels' descriptors, which are taken then."""
        words = set(key(row[self._leads.theme].text))
        own = [one for one in self._plan.columns if row[one].lines and len(self._plan.columns[one].levels) == 1]
        levels = [self._plan.columns[one].levels[0] for one in own]
        if not words & OF_WORDS or not words <= OF_WORDS | OF_LEVELS or any(level in descriptors for level in levels):
            return False
        self._to.pass_by(row[self._leads.theme].lines)
        for one, level in zip(own, levels, strict=True):
            descriptors.setdefault(level, []).extend([self._to.words(line) for line in row[one].lines])
        return True

    def _headings(self) -> None:
        """The rows of headings; those above the levels' own, which are titles of the table; columns of no level."""
        plan = self._plan
        if plan.sheet.turned:
            self._to.heads(
                plan.sheet.number, {n: row[0].text for n, row in enumerate(plan.sheet.rows)} if plan.leads else {}
            )
        else:
            own = {n: column.head for n, column in plan.columns.items()}
            top = texts(plan.sheet.rows[max(plan.heads)]) if plan.heads else {}
            self._to.heads(plan.sheet.number, {**top, **own})
        for n, row in enumerate(plan.sheet.rows):
            if not plan.is_head(n):
                continue
            for m, box in enumerate(row):
                is_other = (
                    box.lines and m not in plan.columns and m not in plan.leads and n == max(plan.heads, default=-1)
                )
                if is_other and m not in plan.repeated:
                    self._to.leave(box.lines, "No level has this name, so its column is left out.")
                elif n in plan.heads and sum(bool(one.lines) for one in row) == 1 and len(box.text.split()) > 25:
                    self._to.leave(box.lines, "It stands above the headings of a table.")
                else:
                    self._to.pass_by(box.lines)
        for n in plan.body():
            for m, box in enumerate(plan.sheet.rows[n]):
                if m in plan.repeated:
                    self._to.pass_by(box.lines)

    def _theme(self, box: Box) -> Heading | None:
        """The theme that a cell names; what more it says is left over, or all where it can be no title."""
        lines = list(box.lines)
        if len(box.text.split()) > 12 and len(lines) > 1:
            self._to.leave(lines[1:], "It says more of a theme than its title.")
            lines = lines[:1]
        text = theme_title(" ".join([line.text for line in lines]))
        if not is_short(text, LONGEST_THEME):
            self._to.leave(lines, "It is no title of a theme, yet stands where one should.")
            return None
        self._to.pass_by(lines)
        return self._to.theme(text)

    def _row(self, n: int, row: Sequence[Box], progress: Progress, ids: Mapping[Row, str]) -> None:
        if progress.theme is None:
            self._to.leave([line for m in self._plan.columns for line in row[m].lines], "It stands under no theme.")
            return
        place = self._place(n, row, progress.theme, ids)
        counts = {level: progress.counts.get((place.theme.title, level), 0) for level in self._levels()}
        base = max(counts.values(), default=0)
        used = dict.fromkeys(counts, 0)
        for column, lines in self._filled(row):
            for level in column.levels:
                start = counts[level] if self._plan.sheet.turned else base
                used[level] = max(used[level], self._cell(lines, column, level, replace(place, base=start), progress))
        most = max(used.values(), default=0)
        for level, had in counts.items():
            now = had + used[level] if self._plan.sheet.turned else base + most
            progress.counts[place.theme.title, level] = now

    def _levels(self) -> list[str]:
        return list(dict.fromkeys(level for column in self._plan.columns.values() for level in column.levels))

    def _filled(self, row: Sequence[Box]) -> list[tuple[Column, tuple[Line, ...]]]:
        """What each column says; where a row of a level goes on in the next, that belongs to it."""
        found: list[tuple[Column, tuple[Line, ...]]] = []
        for m, column in self._plan.columns.items():
            lines = self._shared(row, m).lines
            if column.is_rest and self._plan.sheet.turned and found:
                found[-1] = (found[-1][0], (*found[-1][1], *lines))
            elif column.is_rest:
                self._to.leave(
                    lines, f"Its column shares the heading “{column.head}”, and nothing tells the two apart."
                )
            else:
                found.append((column, lines))
        return [one for one in found if one[1]]

    def _others(self, row: Sequence[Box]) -> None:
        """Cells of columns that no level heads."""
        for m, box in enumerate(row):
            if m not in self._plan.columns and m not in self._plan.leads and m not in self._plan.repeated:
                self._to.leave(box.lines, "No level heads its column.")

    def _shared(self, row: Sequence[Box], m: int) -> Box:
        """A column's cell; that of the level to its left where the two are merged."""
        while row[m].part_of == "left" and not row[m].lines and m - 1 in self._plan.columns:
            if self._plan.columns[m].is_rest:
                break
            m -= 1
        return row[m]

    def _place(self, n: int, row: Sequence[Box], theme: Heading, ids: Mapping[Row, str]) -> Place:
        leads, at = self._leads, (self._plan.sheet.number, n)
        number = lone_label(row[leads.number].text) if leads.number >= 0 else ""
        title = ""
        if leads.title >= 0 and row[leads.title].lines:
            text = " ".join([line.raw for line in row[leads.title].lines])
            counted, title = unlabelled(text)
            counted, title = (lone_label(title), "") if lone_label(title) and not counted else (counted, title)
            number = number or counted
        for m in (leads.number, leads.title):
            self._to.pass_by(row[m].lines if m >= 0 else ())
        for m in self._plan.leads:
            if m not in (leads.theme, leads.number, leads.title):
                take = self._to.pass_by if self._plan.sheet.turned else self._leave_lead
                take(row[m].lines)
        return Place(at, theme, number, title, ids.get(at, ""))

    def _leave_lead(self, lines: Sequence[Line]) -> None:
        self._to.leave(lines, "It stands between the theme and the levels.")

    def _cell(self, lines: tuple[Line, ...], column: Column, level: str, place: Place, progress: Progress) -> int:
        """The clauses that a cell has for a level; how many they are."""
        cell = clauses.read(lines, self._readers[level], whole=self._leads.one_each)
        self._to.pass_by(cell.marks)
        self._to.leave(cell.opening, "It introduces the clauses below it.")
        if cell.doubt:
            progress.doubts.append((cell.doubt, lines[0]))
        own, said = self._own_version(column, level)
        if own:
            progress.versions.setdefault(level, {}).setdefault(own, said)
        for one in cell.clauses:
            self._to.leave_aside([self._to.words(one.lines[0], said) for said in one.beside])
            whole = len(cell.clauses) == 1
            placed = replace(one, version=one.version or own, said=one.said or said, slot=place.base + one.slot)
            self._state(placed, level, place, progress, whole=whole)
        return max((one.slot + 1 for one in cell.clauses), default=0)

    def _own_version(self, column: Column, level: str) -> tuple[str, str]:
        """The version that a column is for, where its level has more than one column."""
        marks = [one.mark for one in self._plan.columns.values() if level in one.levels and one.mark]
        if column.mark is None or len(marks) < 2:
            return "", ""
        return self._teams.version(column.mark), column.mark.said

    def _state(self, one: Clause, level: str, place: Place, progress: Progress, *, whole: bool) -> None:
        if one.version:
            progress.versions.setdefault(level, {}).setdefault(one.version, one.said)
        if says_nothing(one.text):
            self._to.pass_by(one.lines)
            return
        number = one.number or place.number
        words = self._to.words(one.lines[0], one.text)
        for line in one.lines[1:]:
            self._to.words(line)
        made = Statement(level, place.theme.title, words, one.version, one.slot, number, place.title, place.id)
        if self._names.is_reference(one.text):
            reference = self._names.reference(one.text) or Reference("")
            progress.seen.append(
                Seen(place.row, made, reference, one.lines[0], whole, self._meant(reference, level, one))
            )
            return
        self._to.statements.append(made)
        progress.rows.setdefault((place.row, level), []).append(made)

    def _meant(self, reference: Reference, level: str, one: Clause) -> str:
        """The level that a reference names; of “As above” the one before it where levels stand one above another."""
        if reference.level:
            return reference.level
        is_before = "left" in key(one.text) or (self._plan.sheet.turned and self._names.reference(one.text) is not None)
        levels = self._levels()
        at = levels.index(level) if level in levels else 0
        return levels[at - 1] if is_before and at else ""


def resolve(progress: Progress, to: Gathered, teams: Teams) -> None:
    """Each reference as the words it refers to; one that leads nowhere is left over."""
    waiting = list(progress.seen)
    while waiting:
        later: list[Seen] = []
        for one in waiting:
            meant = _meant(one, progress, teams, waiting)
            if meant is None:
                later.append(one)
                continue
            for statement in meant:
                to.statements.append(statement)
                progress.rows.setdefault((one.row, statement.level), []).append(statement)
            to.aside.append(one.statement.words)
        if len(later) == len(waiting):
            break
        waiting = later
    for one in waiting:
        why = "It refers to wording that is not there, or not for all whom this level has."
        to.left.append(Left(one.statement.words, why))


def _meant(one: Seen, progress: Progress, teams: Teams, waiting: Sequence[Seen]) -> list[Statement] | None:
    """The statements that a reference stands for; None where there are none, or none yet."""
    if not one.level or any(other.row == one.row and other.statement.level == one.level for other in waiting):
        return None
    found = progress.rows.get((one.row, one.level)) or _elsewhere(one, progress)
    if not one.whole:
        found = [statement for statement in found if statement.slot == one.statement.slot]
    version = teams.version(one.to.mark) if one.to.mark else one.statement.version
    if version:
        found = [statement for statement in found if statement.version in ("", version)]
    elif not {statement.version for statement in found} - {""} <= progress.versions.get(one.statement.level, {}).keys():
        found = _as_one(found)
    own = one.statement
    made = [
        replace(
            statement,
            level=own.level,
            words=replace(statement.words, origin=own.words.origin),
            version=own.version if version else statement.version,
        )
        for statement in found
    ]
    return made or None


def _as_one(found: Sequence[Statement]) -> list[Statement]:
    """What all versions of a level say, where they all say the same; else nothing."""
    versions = dict.fromkeys(statement.version for statement in found)
    each = [[one for one in found if one.version == version] for version in versions]
    same = len({tuple(one.words.text for one in own) for own in each}) == 1 and "" not in versions
    return [replace(one, version="") for one in each[0]] if same and len(each) > 1 else []


def _elsewhere(one: Seen, progress: Progress) -> list[Statement]:
    """The other level's statements of the same clause in another table."""
    own = one.statement
    rows = {at: row for (at, level), row in progress.rows.items() if level == one.level and row[0].theme == own.theme}
    if one.whole and len(rows) == 1:
        return next(iter(rows.values()))
    return [
        statement
        for row in rows.values()
        for statement in row
        if (statement.title, statement.number) == (own.title, own.number)
        and (own.title or own.number or statement.slot == own.slot)
    ]
