"""What importing a committee paper found, for a terminal: what was read from where, and what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from rolegen.framework import Clause, Level, Theme, versions_of
from rolegen.paper.contents import Left, Origin
from rolegen.paper.drafting import wordings
from rolegen.paper.holding import one_line
from rolegen.paper.taking import Arrival
from rolegen.telling import remarks
from rolegen.telling.terminal import Page


def as_text(arrival: Arrival, *, colour: bool = False, width: int = 100) -> str:
    """What was read from where, how much the levels share, what was left out, for a terminal of that many columns."""
    page = Page(colour, width)
    blocks = [
        page.heading(_summary(arrival)),
        _listed(page, "Levels", _levels(arrival)),
        _listed(page, "Themes", _themes(arrival)),
        _listed(page, "Wordings", _wordings(arrival)),
        _listed(page, "As before", _before(arrival)),
        _listed(page, f"Not understood, and left out: {len(arrival.draft.left):,}", map(_left, arrival.draft.left)),
        _listed(page, "Read as headings, marks and references, which are no wording", _aside(arrival)),
        _listed(page, "What looks accidental, and is kept as it is", arrival.accidental),
        remarks.as_text(arrival.remarks, colour=colour, width=width).splitlines(),
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks if lines)


def _listed(page: Page, heading: str, lines: Iterable[str]) -> list[str]:
    found = [line for one in lines for line in page.group(f"  {one}", ())]
    return [*page.heading(heading), *found] if found else []


def _summary(arrival: Arrival) -> str:
    draft = arrival.draft
    clauses = sum(len(theme.clauses) for theme in draft.themes)
    counts = [_count(len(draft.levels), "level"), _count(len(draft.themes), "theme"), _count(clauses, "clause")]
    about = f"{draft.about.name}, version {draft.about.version}"
    return f"{arrival.word.name}: a framework of {', '.join(counts[:2])} and {counts[2]} ({about})"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _levels(arrival: Arrival) -> Iterator[str]:
    where = {one_line(level.title): level for level in reversed(arrival.paper.levels)}
    for level in arrival.draft.levels:
        described = where.get(level.title)
        origin = described.descriptor[0].origin if described and described.descriptor else None
        said = f", its descriptor from {origin}" if origin else ""
        yield f"{level.title}{said}{_versions(level)}"


def _versions(level: Level) -> str:
    if not level.variants:
        return ""
    told = [
        f"{name} ({said})" if (said := one.phrase or one.membership) else name for name, one in level.variants.items()
    ]
    return f"; {_count(len(told), 'version')}: {', '.join(told)}"


def _themes(arrival: Arrival) -> Iterator[str]:
    statements = arrival.paper.statements
    for theme in arrival.draft.themes:
        found = [one for one in statements if one_line(one.theme) == theme.title]
        read = f", read from {_places(one.words.origin for one in found)}" if found else ""
        yield f"{theme.title}: {_count(len(theme.clauses), 'clause')} of {_count(len(found), 'statement')}{read}"


def _places(origins: Iterable[Origin]) -> str:
    """The tables and the rows in them."""
    rows: dict[int, list[int]] = {}
    for origin in origins:
        rows.setdefault(origin.table, []).append(origin.row)
    return "; ".join([_place(table, sorted(set(found))) for table, found in sorted(rows.items())])


def _place(table: int, rows: list[int]) -> str:
    if not table:
        return str(Origin())
    shown = f"row {rows[0]}" if len(rows) == 1 else f"rows {rows[0]} to {rows[-1]}"
    return f"table {table}, {shown}"


def _wordings(arrival: Arrival) -> Iterator[str]:
    levels, clauses = arrival.draft.levels, [clause for theme in arrival.draft.themes for clause in theme.clauses]
    found = {clause.id: wordings(clause, levels) for clause in clauses}
    one_for_all = [clause for clause in clauses if len(found[clause.id]) == 1 and not _lacking(clause, levels)]
    total = _count(sum(map(len, found.values())), "wording")
    if clauses:
        yield f"{_count(len(arrival.paper.statements), 'statement')} say the same in {total}."
        yield f"{_count(len(one_for_all), 'clause')} of {len(clauses):,} have one wording for every level."
    for theme in arrival.draft.themes:
        for clause in theme.clauses:
            if clause not in one_for_all:
                yield f"{clause.id}: {_differing(clause, theme, levels, len(found[clause.id]))}"


def _before(arrival: Arrival) -> Iterator[str]:
    """What is known again from the framework that this one follows."""
    if (before := arrival.before) is None:
        return
    old = {clause.id for _, clause in before.clauses()}
    found = [clause.id for theme in arrival.draft.themes for clause in theme.clauses]
    again = sum(name in old for name in found)
    which = f"{before.about.name}, version {before.about.version}"
    yield f"{again:,} of {_count(len(found), 'clause')} are known again from {which}, and keep its ids."
    if gone := [name for name in old if name not in found]:
        yield f"It had {_count(len(gone), 'clause')} that the paper does not have: {', '.join(sorted(gone))}."
    if any(level.starter_criteria for level in arrival.draft.levels):
        yield "Starter criteria, of which no paper speaks, are kept too."


def _differing(clause: Clause, theme: Theme, levels: tuple[Level, ...], count: int) -> str:
    lacking = _lacking(clause, levels)
    without = f", none for {', '.join(lacking)}" if lacking else ""
    return f"{_count(count, 'wording')}{without} ({theme.title})"


def _lacking(clause: Clause, levels: Iterable[Level]) -> list[str]:
    return [
        level.title
        for level in levels
        if all(clause.wording(level.id, version) is None for version in versions_of(level))
    ]


def _aside(arrival: Arrival) -> Iterator[str]:
    """What is in no file because it says where wording belongs, each of it once; and the numbers of clauses."""
    found = Counter(words.text for words in arrival.paper.aside)
    if found:
        yield "; ".join([f"“{text}”" if count == 1 else f"“{text}” ({count:,} times)" for text, count in found.items()])
    if numbers := dict.fromkeys(one.number for one in arrival.paper.statements if one.number):
        yield f"Numbers of clauses: {', '.join(numbers)}"


def _left(left: Left) -> str:
    return f"{left.words.origin}: “{left.words.text}”. {left.why}"
