"""A table of responsibilities: which columns are levels. One whose rows are levels is turned first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from rolegen.paper import membership
from rolegen.paper.described import OF_LEVELS, TOP, named
from rolegen.paper.grid import Box, Sheet, turned
from rolegen.paper.membership import Mark
from rolegen.paper.naming import SEES, Names, title_of
from rolegen.paper.words import alike, count, is_short, key, lone_label, says_nothing

OF_THEMES = frozenset({"theme", "area", "domain", "dimension", "heading", "category", "pillar", "cluster", "strand"})
A_WORDING = 4  # words of a clause, at least, in most cells
A_REFERENCE = 8  # words, at most
A_TITLE = 14  # words, at most, of a theme or a clause's title
LIKE = 0.15  # how much levels' wordings have in common, at least, where nothing else tells which side they are on


@dataclass(frozen=True, slots=True)
class Column:
    """A column of wordings: the levels it is for, for whom of them, and what its heading says.

    `is_rest` where the heading is that of the column before it.
    """

    levels: tuple[str, ...]
    head: str
    mark: Mark | None = None
    more: str = ""
    is_rest: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is read: its levels in columns, which rows are headings, the columns before the levels.

    `top` is the row that names the levels, `repeated` the columns that hold headings again.

    `goes_on` where it has no headings and is read as the table before it.
    """

    sheet: Sheet
    heads: frozenset[int]
    columns: Mapping[int, Column]
    leads: tuple[int, ...]
    said: frozenset[tuple[str, ...]]
    goes_on: bool = False
    top: int = 0
    repeated: frozenset[int] = field(default=frozenset())

    def is_head(self, n: int) -> bool:
        """Whether a row holds headings, those of the top there again among them."""
        own = [key(box.text) for box in self.sheet.rows[n] if box.lines]
        return n in self.heads or (len(own) > 1 and self.said.issuperset(own))

    def body(self) -> Iterator[int]:
        """The rows that hold wordings or name themes."""
        return (n for n in range(len(self.sheet.rows)) if not self.is_head(n))


def plans(sheets: Iterable[Sheet], names: Names) -> tuple[Plan, ...]:
    """The tables of responsibilities among some tables."""
    made: list[Plan] = []
    for sheet in sheets:
        before = made[-1] if made else None
        if one := _plan(sheet, names, before) or _going_on(sheet, before, names):
            made.append(one)
    return tuple(made)


def _plan(sheet: Sheet, names: Names, before: Plan | None) -> Plan | None:
    best: tuple[int, int, Sheet] | None = None
    for view in (sheet, turned(sheet)):
        for n, row in enumerate(view.rows[:TOP]):
            found = len(named(row, names))
            is_next = before is not None and before.sheet.turned == view.turned
            enough = found > 1 or (found == 1 and (is_next or len(names.titles) == 1))
            if enough and (best is None or found > best[0]) and _is_head(row, names):
                best = found, n, view
    made = _led(_made(best[2], best[1], names), before) if best else None
    return made if made and _has_wordings(made, names) else None


def _is_head(row: Sequence[Box], names: Names) -> bool:
    return all(is_short(box.text) or names.find(box.text) for box in row if box.lines)


def _made(view: Sheet, top: int, names: Names) -> Plan:
    """The plan of a table whose headings stand in a row."""
    texts = [_head(view, top, n) for n in range(len(view.rows[0]))]
    below = _below(view, top, names)
    columns: dict[int, Column] = {}
    for n, text in enumerate(texts):
        under = _under(view.rows[top + 1][n]) if below else ""
        one = _column(text, names) if text else None
        if one is None and n - 1 in columns and not text and (view.turned or under or _is_part(view, top, n)):
            one = replace(columns[n - 1], mark=None, is_rest=not under)
        if one:
            mark = (
                membership.read(under, names.keys) or Mark(key(under), member=True, said=under) if under else one.mark
            )
            columns[n] = replace(one, mark=mark, head=f"{one.head} {under}".strip())
    repeated = _repeated(view, columns) if view.turned else frozenset()
    heads = range(top + 1 + bool(below))
    said = frozenset(key(box.text) for n in (top, *([top + 1] if below else [])) for box in view.rows[n] if box.lines)
    leads = tuple([n for n in range(min(columns, default=0)) if n not in repeated and _may_lead(view, n, names)])
    return Plan(view, frozenset(heads), columns, leads, said, top=top, repeated=repeated)


def _may_lead(view: Sheet, n: int, names: Names) -> bool:
    """Whether a column before the levels may hold themes, numbers or titles, not what some level has."""
    texts = [row[n].text for row in view.rows]
    is_too_long = view.turned and any(count(text) > A_TITLE for text in texts)
    return not (is_too_long or any(names.is_reference(text) for text in texts))


def _led(made: Plan, before: Plan | None) -> Plan:
    """A table whose rows are levels and that has no headings: those of the table it goes on from head its columns."""
    view = made.sheet
    is_next = before is not None and before.sheet.turned and before.sheet.number + 1 == view.number
    if before is None or not is_next or not view.turned or made.leads or len(before.sheet.rows) != len(view.rows):
        return made
    own = [[row[n] for n in before.leads] for row in before.sheet.rows]
    rows = tuple([(*lead, *row) for lead, row in zip(own, view.rows, strict=True)])
    columns = {n + len(before.leads): column for n, column in made.columns.items()}
    leads = tuple(range(len(before.leads)))
    return replace(made, sheet=replace(view, rows=rows), columns=columns, leads=leads, goes_on=True)


def _head(view: Sheet, top: int, n: int) -> str:
    """What heads a column: a cell that is merged with those above it says it there."""
    while top and view.rows[top][n].part_of == "above":
        top -= 1
    return view.rows[top][n].text


def _is_part(view: Sheet, top: int, n: int) -> bool:
    return view.rows[top][n].part_of == "left"


def _column(text: str, names: Names) -> Column | None:
    found = names.find(text)
    if found:
        return Column(found.levels, text, found.mark, found.more)
    return None


def _below(view: Sheet, top: int, names: Names) -> bool:
    """Whether a second row of headings says for whom of a level each of its columns is."""
    if top + 1 >= len(view.rows):
        return False
    upper, lower = view.rows[top], view.rows[top + 1]
    first = next((n for n, box in enumerate(upper) if box.lines and names.find(box.text)), 0)
    told = [n for n in range(first, len(lower)) if _under(lower[n])]
    parts = [n for n in told if n > first and upper[n].text in ("", upper[n - 1].text) and upper[n].part_of != "above"]
    is_short_enough = all(is_short(lower[n].text) for n in told)
    return bool(parts) and is_short_enough and any(membership.read(lower[n].text, names.keys) for n in told)


def _under(box: Box) -> str:
    return "" if says_nothing(box.text) else box.text


def _filled(row: Sequence[Box]) -> int:
    return sum(bool(box.lines) for box in row)


def _repeated(view: Sheet, columns: Mapping[int, Column]) -> frozenset[int]:
    """The columns that say what the first does: rows of headings, before the table was turned."""
    first = [key(row[0].text) for row in view.rows]
    same = [n for n in range(1, len(view.rows[0])) if [key(row[n].text) for row in view.rows] == first]
    return frozenset(same) - columns.keys()


def _has_wordings(plan: Plan, names: Names) -> bool:
    """Whether what stands under the levels is long enough for clauses, or marked as such by rolegen itself."""
    if any(line.clause for n in plan.body() for column in plan.columns for line in plan.sheet.rows[n][column].lines):
        return True
    texts = [plan.sheet.rows[n][column].text for n in plan.body() for column in plan.columns]
    told = [text for text in texts if text and not says_nothing(text)]
    sizes = [count(text) for text in told if not names.is_reference(text)]
    return median(sizes) >= A_WORDING if sizes else bool(told)


def _going_on(sheet: Sheet, before: Plan | None, names: Names) -> Plan | None:
    """A table without headings that follows one of responsibilities and has as many columns."""
    if (
        before is None
        or sheet.number != before.sheet.number + 1
        or any(one.level in range(1, 7) for one in sheet.above)
    ):
        return None
    view = turned(sheet) if before.sheet.turned else sheet
    if len(view.rows[0]) != len(before.sheet.rows[0]) or view.turned:
        return None
    made = Plan(view, frozenset(), before.columns, before.leads, before.said, goes_on=True)
    return made if _has_wordings(made, names) and not _is_first(view, before) else None


def _is_first(view: Sheet, before: Plan) -> bool:
    """Whether the top row has headings of its own, short ones over the levels."""
    own = [view.rows[0][n] for n in before.columns]
    return _filled(own) == len(own) > 1 and all(is_short(box.text, 3) and not says_nothing(box.text) for box in own)


def twice(plan: Plan) -> list[str]:
    """The levels that head more than one column alone, none of which says for whom of them it is."""
    own = Counter(one.levels[0] for one in plan.columns.values() if len(one.levels) == 1 and not one.is_rest)
    marked = {level for one in plan.columns.values() if one.mark for level in one.levels}
    return [level for level, count in own.items() if count > 1 and level not in marked and not plan.sheet.turned]


def unnamed(plan: Plan, names: Names, headed: Container[tuple[str, ...]] = ()) -> Iterator[str]:
    """Headings beside those of levels that are like them, or are `headed` in the text, above cells that are as long."""
    body = [plan.sheet.rows[m] for m in plan.body()]
    for n in range(min(plan.columns), len(plan.sheet.rows[0])):
        title = title_of(_head(plan.sheet, plan.top, n))[0] if not plan.goes_on and n not in plan.columns else ""
        is_level = names.is_like(title) or key(title) in headed
        if is_short(title) and is_level and _is_wordy([row[n] for row in body]):
            yield title


# --- without a table of descriptors -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Guess:
    """The levels that the headings of a table name, what stands in its corner, and how sure that is, from 0."""

    titles: tuple[str, ...]
    sure: float
    corner: tuple[str, ...] = ()
    turned: bool = False
    size: int = 0


def guessed(sheets: Sequence[Sheet], headings: Sequence[str]) -> Guess:
    """The levels as the table with most words has them in its headings, where they stand above wordings alike.

    Else those that are both `headings` in the text, as each over its descriptor, and side by side in a table.
    """
    found = [one for sheet in sheets for view in (sheet, turned(sheet)) if (one := _guess(view, _corner(sheet)))]
    several = [one for one in found if len(one.titles) > 1]
    largest = max((one.size for one in several), default=0)
    best = max((one for one in several if one.size * 2 >= largest), key=lambda one: one.sure, default=Guess((), 0.0))
    if best.sure < LIKE:
        return _as_headed(sheets, headings)
    others = [one for one in found if one.turned == best.turned and one.corner == best.corner and best.corner]
    return replace(best, titles=tuple(dict.fromkeys(title for one in (best, *others) for title in one.titles)))


def _as_headed(sheets: Sequence[Sheet], headings: Sequence[str]) -> Guess:
    titles = {key(heading): heading for heading in headings if is_short(heading)}
    rows = [row for sheet in sheets for view in (sheet, turned(sheet)) for row in view.rows[:TOP]]
    named = [[key(title_of(box.text)[0]) for box in row if box.lines] for row in rows]
    found = max(named, default=[], key=lambda row: sum(name in titles for name in row))
    both = [title for name, title in titles.items() if name in found]
    return Guess(tuple(both), 0.0) if len(both) > 1 else Guess((), 0.0)


def _corner(sheet: Sheet) -> tuple[str, ...]:
    """What stands in the first cell of a table's headings."""
    return next((key(row[0].text) for row in sheet.rows[:TOP] if _filled(row) > 1), ())


def _guess(view: Sheet, corner: tuple[str, ...]) -> Guess | None:
    top = next((n for n, row in enumerate(view.rows[:TOP]) if sum(bool(box.lines) for box in row) > 1), None)
    if top is None or not all(is_short(box.text) for box in view.rows[top] if box.lines):
        return None
    body = [row for row in view.rows[top + 1 :] if _filled(row) > 1]
    columns = _wordy(view.rows[top], body)
    by_column = {n: title_of(view.rows[top][n].text)[0] for n in columns}
    titles = list(by_column.values())
    if not titles or any(lone_label(title) or SEES.match(title) for title in titles):
        return None
    kept = _like_each_other(body, columns)
    told = 1.0 if OF_THEMES & set(corner) else -1.0 if OF_LEVELS & set(corner) else 0.0
    shared = sum(_shares(title, titles) for title in titles) / len(titles)
    referred = [key(box.text) for row in body for box in row if SEES.match(box.text) and count(box.text) < A_REFERENCE]
    told_of = {title for title in titles if any(set(key(title)) <= set(text) for text in referred)}
    kept = {n: 1.0 if by_column[n] in told_of else alike for n, alike in kept.items()}
    sure = sum(kept.values()) / len(kept) + shared / 2 + (-told if view.turned else told)
    chosen = [n for n in columns if kept[n] * 3 >= max(kept.values()) or _shares(by_column[n], titles)]
    size = sum(count(row[n].text) for row in body for n in columns)
    return Guess(tuple(dict.fromkeys(by_column[n] for n in chosen)), sure, corner, view.turned, size)


def _wordy(top: Sequence[Box], body: Sequence[Sequence[Box]]) -> list[int]:
    """The columns that may hold wordings: not the first, where it holds titles beside them."""
    columns = [n for n, box in enumerate(top) if box.lines and _is_wordy([row[n] for row in body])]
    sizes = {n: median([count(row[n].text) for row in body if row[n].lines]) for n in columns}
    is_titles = all(is_short(row[0].text) for row in body if row[0].lines)
    return [n for n in columns if n or not is_titles or sizes[n] * 2 > max(sizes.values())]


def _is_wordy(boxes: Sequence[Box]) -> bool:
    """Whether cells may hold wordings; what refers to another or says nothing tells neither."""
    filled = [box for box in boxes if box.lines and not says_nothing(box.text)]
    sizes = [count(box.text) for box in filled if not SEES.match(box.text)]
    return bool(filled) and (not sizes or median(sizes) >= A_WORDING)


def _like_each_other(body: Sequence[Sequence[Box]], columns: Sequence[int]) -> dict[int, float]:
    """For each column how much its cells have in common with the likest of the others in their rows."""
    made = {}
    for n in columns:
        each = [
            max((alike(row[n].text, row[m].text) for m in columns if m != n), default=0.0)
            for row in body
            if row[n].lines and not SEES.match(row[n].text)
        ]
        made[n] = sum(each) / len(each) if each else 0.0
    return made


def _shares(title: str, titles: Sequence[str]) -> bool:
    """Whether another title has the same last word, as Executive Director and Director have."""
    return any(other != title and key(other)[-1:] == key(title)[-1:] for other in titles)
