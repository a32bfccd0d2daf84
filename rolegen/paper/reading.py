"""A committee's paper in Word → the framework it states: levels, themes and what each level's clauses say.

No level, theme or team is known beforehand. A table that describes the levels tells their names; other tables that have
these names as headings of their columns or rows hold the responsibilities. Whatever cannot be placed is left over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolegen.document import Document
from rolegen.paper import described, leads, matrix, membership, own, responsibilities
from rolegen.paper.clauses import Reader, stands_behind
from rolegen.paper.contents import Left, Paper, Statement, Words
from rolegen.paper.described import Description
from rolegen.paper.gathered import Gathered
from rolegen.paper.grid import Box, Sheet, headings, notes, sheets, turned
from rolegen.paper.levels import Levels
from rolegen.paper.matrix import Plan
from rolegen.paper.membership import Mark, Teams
from rolegen.paper.naming import Names
from rolegen.paper.own import Known
from rolegen.paper.responsibilities import Progress, Table
from rolegen.paper.words import key
from rolegen.problems import Checked, Place, Problem
from rolegen.word.remarks import remarks

LIST = 2  # columns
SURE = 0.5  # of levels that only headings tell, for a file to be taken for a paper unasked


@dataclass(frozen=True, slots=True)
class Survey:
    """What a paper's tables are: those of descriptors, those of responsibilities, and the levels' names."""

    sheets: tuple[Sheet, ...]
    descriptions: tuple[Description, ...]
    names: Names
    plans: tuple[Plan, ...]
    sure: float = 1.0


def is_paper(document: Document) -> bool:
    """Whether a document states a framework, as far as its tables tell."""
    survey = _survey(document, None)
    plans = survey.plans if survey.descriptions else [one for one in survey.plans if not _is_a_list(one.sheet)]
    return bool(plans) and survey.sure >= SURE


def _is_a_list(sheet: Sheet) -> bool:
    """Whether a table has names beside one column only, as the key facts of a job profile have."""
    return sheet.turned and len(sheet.rows) <= LIST


def read(document: Document, path: Path, data: bytes) -> Checked[Paper]:
    """What a paper says, or why it cannot be told; `data` is the file, for what only rolegen's marks in it tell."""
    known = own.known(document)
    if known:
        document = own.marked(known, data, path) or document
    survey = _survey(document, known)
    if not survey.names.titles:
        return Checked(None, (_no_levels(path),))
    if not survey.plans:
        return Checked(None, (_no_responsibilities(survey, path),))
    paper, doubts = _paper(document, survey, known)
    if not paper.statements:
        return Checked(None, (_no_themes(path),))
    return Checked(paper, (*_told(survey, known, path), *doubts_told(doubts, path), *_tracked(data, path)))


def _survey(document: Document, known: Known | None) -> Survey:
    found = sheets(document, known.skeleton.placeholders if known else None)
    descriptions = described.found(found, known.titles if known else ())
    taken = {one.sheet.number for one in descriptions}
    rest = [sheet for sheet in found if sheet.number not in taken]
    sure, headed = 1.0, list[str]()
    if known:
        names = Names(known.titles)
    elif descriptions:
        names = Names([title for one in descriptions for title in one.titles()])
    else:
        headed = headings(document)
        guess = matrix.guessed(rest, headed)
        names, sure = Names(guess.titles), guess.sure
    names = Names(_in_order([*names.titles, *_like(rest, names, headed)], headed))
    plans = matrix.plans(rest, names) if names.titles else ()
    return Survey(found, descriptions, names, _alike(plans), sure)


def _like(rest: Sequence[Sheet], names: Names, headed: Sequence[str]) -> list[str]:
    """Levels that have a column beside those of others, and no row among the descriptors.

    Where each level that is known is a heading of the text, so may be those that head rows and columns elsewhere.
    """
    found: dict[tuple[str, ...], str] = {}
    known = {key(heading): heading for heading in headed}
    if names.titles and all(key(title) in known for title in names.titles):
        edges = [view.rows[0] for sheet in rest for view in (sheet, turned(sheet))]
        found = {own: known[own] for edge in edges for own in _named(edge, known) if not names.find(known[own])}
    for plan in matrix.plans(rest, names) if len(names.titles) > 1 else ():
        for title in matrix.unnamed(plan, names, known):
            found.setdefault(key(title), title)
    return list(found.values())


def _named(edge: Sequence[Box], known: Collection[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The headings of the text that a table's edge names, where it names nothing else; its corner may hold anything."""
    own = [(n, key(box.text)) for n, box in enumerate(edge) if box.lines]
    return [name for _, name in own if name in known] if all(name in known for n, name in own if n) else []


def _in_order(titles: Sequence[str], headed: Sequence[str]) -> Sequence[str]:
    """Levels in the order of the text's headings, where all of them are there."""
    places = {title: n for n, title in enumerate(headed)}
    return sorted(titles, key=lambda title: places[title]) if all(title in places for title in titles) else titles


def _alike(plans: tuple[Plan, ...]) -> tuple[Plan, ...]:
    """The plans but those the other way round than most that is said, as an answer of each level to something."""
    sizes = {way: sum(_size(plan) for plan in plans if plan.sheet.turned == way) for way in (False, True)}
    main = sizes[True] > sizes[False]
    return tuple([plan for plan in plans if plan.sheet.turned == main])


def _size(plan: Plan) -> int:
    return sum(len(line.text) for line in plan.sheet.lines())


def _paper(document: Document, survey: Survey, known: Known | None) -> tuple[Paper, list[tuple[str, Words]]]:
    to = Gathered(survey.sheets)
    levels = Levels(survey.names, to, known.facts if known else {})
    for one in survey.descriptions:
        levels.read_table(one)
    teams = _teams(survey)
    progress = Progress()
    roles = leads.leads(survey.plans, known.themes if known else frozenset())
    ids = own.clause_ids(known, survey.plans, roles) if known else {}
    behind = _stand_behind(survey, Reader(survey.names.keys, teams, {}))
    for plan in survey.plans:
        readers = {
            title: Reader(survey.names.keys, teams, _marks(known, title), behind) for title in survey.names.titles
        }
        table = Table(plan, roles[plan.sheet.number], survey.names, readers, to)
        table.read(progress, ids, levels.descriptors)
    responsibilities.resolve(progress, to, teams)
    if len(levels.descriptors) < len(survey.names.titles):
        levels.read_text(document)
    _leave_rest(document, survey, to)
    paper = Paper(
        levels.described(progress.versions),
        tuple(to.themes.values()),
        _ordered(to, survey.names),
        tuple(sorted(to.left, key=lambda one: (one.words.origin.table, one.words.origin.row))),
        aside=tuple(to.aside),
    )
    paper = own.identified(paper, known) if known else paper
    return paper, [(mark, to.words(line)) for mark, line in progress.doubts]


def _stand_behind(survey: Survey, reader: Reader) -> bool | None:
    """Whether marks follow the wording they are for, as far as the paper is plain; None where it never is."""
    cells = [plan.sheet.rows[n][m].lines for plan in survey.plans for n in plan.body() for m in plan.columns]
    found = [one for lines in cells if (one := stands_behind(lines, reader)) is not None]
    return found.count(True) > found.count(False) if found else None


def _marks(known: Known | None, title: str) -> Mapping[str, str]:
    return known.marks.get(title, {}) if known else {}


def _teams(survey: Survey) -> Teams:
    """The teams that marks in cells and headings of levels name."""
    alone: list[Mark] = []
    beside: list[Mark] = [column.mark for plan in survey.plans for column in plan.columns.values() if column.mark]
    titles = survey.names.keys
    for plan in survey.plans:
        for n in plan.body():
            for column in plan.columns:
                for line in plan.sheet.rows[n][column].lines:
                    for one in membership.apart(line, titles):
                        if one.mark:
                            (alone if one.is_alone else beside).append(one.mark)
    texts = [line.text for sheet in survey.sheets for line in sheet.lines()]
    texts += [above.text for sheet in survey.sheets for above in sheet.above]
    return Teams(alone, beside, {short for text in texts for short in membership.acronyms(text)})


def _leave_rest(document: Document, survey: Survey, to: Gathered) -> None:
    """Footnotes, tables that are no part of a framework, and what no one has looked at."""
    told = notes(document)
    for sheet in survey.sheets:
        for line in sheet.lines():
            for number in line.notes:
                words = Words(f"[{number}] {told[number]}", to.origin(line))
                to.left.append(Left(words, f"A footnote to “{line.text[:60]}”."))
    read_in = {one.sheet.number for one in survey.descriptions} | {one.sheet.number for one in survey.plans}
    for sheet in survey.sheets:
        if sheet.number not in read_in:
            to.leave_rows(sheet, "The table has no level in its headings.")
    to.end(survey.sheets)


def _ordered(to: Gathered, names: Names) -> tuple[Statement, ...]:
    """The statements as they are read; within a row by level, theme and place."""
    themes = [theme.title for theme in to.themes.values()]

    def order(one: Statement) -> tuple[int, int, int, int, int]:
        origin = one.words.origin
        return origin.table, origin.row, names.titles.index(one.level), themes.index(one.theme), one.slot

    return tuple(sorted(to.statements, key=order))


# --- problems ---------------------------------------------------------------------------------------------------------


def _no_levels(path: Path) -> Problem:
    message = "No levels can be told in this paper: no table describes them, and none has wordings alike side by side."
    hint = "It needs a table with each level's name beside its descriptor, or with levels as the headings of columns."
    return Problem("no-levels", message, Place(path), hint)


def _no_responsibilities(survey: Survey, path: Path) -> Problem:
    message = f"No table in this paper has its levels as headings: {', '.join(survey.names.titles)}."
    hint = (
        "Name them as the table that describes them does, above the columns or before the rows of the responsibilities."
    )
    return Problem("no-responsibilities", message, Place(path), hint)


def _no_themes(path: Path) -> Problem:
    message = "The responsibilities in this paper stand under no theme."
    hint = "Name the theme before each row, in a row of its own, or in a heading above its table."
    return Problem("no-themes", message, Place(path), hint)


def _told(survey: Survey, known: Known | None, path: Path) -> Iterator[Problem]:
    """What was taken to be so without the paper saying it."""
    if not survey.descriptions and not known:
        message = f"No table describes the levels; taken from headings: {', '.join(survey.names.titles)}."
        hint = "Check that these are all levels and nothing else."
        yield Problem("levels-from-headings", message, Place(path), hint, "warning")
    for plan in survey.plans:
        for title in matrix.twice(plan):
            message = f"“{title}” heads two columns of table {plan.sheet.number}; what both say is read as its wording."
            hint = "Name each level once, or say in its heading for whom of them a column is."
            yield Problem("level-twice", message, Place(path), hint, "warning")
        if plan.goes_on:
            message = f"Table {plan.sheet.number} has no headings; read as going on from table {plan.sheet.number - 1}."
            yield Problem("table-goes-on", message, Place(path), severity="note")


def doubts_told(doubts: Iterable[tuple[str, Words]], path: Path) -> Iterator[Problem]:
    """Marks of which the paper does not tell how far they reach."""
    for mark, words in doubts:
        message = f"It cannot be told which paragraphs “{mark}” is meant for ({words.origin})."
        hint = "Put it in front of each paragraph that it is meant for, followed by a colon."
        yield Problem("unclear-mark", message, Place(path), hint, "warning")


def _tracked(data: bytes, path: Path) -> Iterator[Problem]:
    found = remarks(data, path).value
    if found and (count := len(found.tracked)):
        message = f"{count} tracked change{'s' * (count != 1)}, read as accepted."
        yield Problem("tracked-changes", message, Place(path), "Accept or reject them in Word.", "note")
    if found and (count := len(found.comments)):
        message = f"{count} comment{'s' * (count != 1)} in the paper, not taken over."
        yield Problem("comments", message, Place(path), severity="note")
