"""A paper → the framework that it states: levels, themes and clauses, each wording once; and what it lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rolegen.fields import id_fault
from rolegen.framework import About, Clause, Level, Theme, versions_of
from rolegen.paper import skeleton
from rolegen.paper.contents import Heading, Left, Paper, Statement
from rolegen.paper.holding import held, one_line
from rolegen.paper.ids import id_of_clause, id_of_title
from rolegen.paper.matching import Group, clauses, number_of
from rolegen.paper.ordering import in_order, ranked
from rolegen.paper.ranks import TO_BE_WRITTEN, changed, ranks, version_id
from rolegen.paper.sharing import own_wording, shared
from rolegen.paper.skeleton import Skeleton
from rolegen.problems import Checked, Place, Problem, failed

NAME, VERSION, THEME = "Imported framework", "imported-1", "Responsibilities"
BY_HAND = "Write it into responsibilities.yaml."


@dataclass(frozen=True, slots=True)
class Draft:
    """A framework as a paper states it; and what of the paper is not in it."""

    about: About
    levels: tuple[Level, ...]
    themes: tuple[Theme, ...]
    left: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Desk:
    """What is needed to make clauses of statements, and what is met on the way."""

    path: Path
    levels: tuple[Level, ...]
    known: Skeleton | None
    taken: set[str]
    problems: list[Problem]

    def id_of(self, group: Group, title: str, words: str) -> str:
        """The id of a clause: what rolegen's own mark has, else one made of its words."""
        kept = [clause.id for clause in self.known.clauses] if self.known else []
        own = self.own(group, title)
        name = own.id if own else group.id
        if not name or id_fault(name) or name in self.taken:
            name = id_of_clause(title, words, {*self.taken, *kept})
        self.taken.add(name)
        return name

    def own(self, group: Group, title: str) -> skeleton.Clause | None:
        """What rolegen's own mark has of a clause: known by its bookmark, else by its title."""
        for clause in self.known.clauses if self.known else ():
            if clause.id == group.id or (not group.id and title and one_line(clause.title or "") == title):
                return clause
        return None


def draft(paper: Paper, known: Skeleton | None, path: Path) -> Checked[Draft]:
    """The framework of a paper; `known` is what rolegen itself wrote into the file, if it did."""
    if not paper.levels:
        hint = "It is looked for in tables: a row for each level, or a column."
        return failed("no-levels", "No level of a framework is found in this file.", Place(path), hint)
    found = ranks(paper, known, path)
    statements, left = _statements(paper.statements, found.ids)
    desk = _Desk(path, found.levels, known, set(), [])
    themes = tuple(_themes(paper.themes, statements, desk))
    problems = (*found.problems, *desk.problems, *_gaps(found.levels, statements, path))
    about = _about(paper, known)
    return Checked(Draft(about, found.levels, themes, (*paper.left, *found.left, *left), problems))


def _about(paper: Paper, known: Skeleton | None) -> About:
    name = one_line(paper.name) or (known.framework.name if known else NAME)
    said = paper.version or (known.framework.version if known else "")
    return About(name=name, version=id_of_title(said, "version") if said else VERSION)


def _statements(all_: Iterable[Statement], ids: Mapping[str, str]) -> tuple[list[Statement], list[Left]]:
    """The statements, levels and versions by their ids, words as a framework can hold them; and what is left of them.

    Words are changed here, but told of in `_clause`; `title` and `theme` stand on one line.
    """
    found, left = [], []
    for one in all_:
        level = ids.get(one_line(one.level))
        if level is None:
            left.append(Left(one.words, f"There is no level “{one_line(one.level)}” in the paper."))
        elif held(one.words.text).text:
            version, theme = version_id(one.version), one_line(one.theme) or THEME
            found.append(replace(one, level=level, version=version, theme=theme, title=one_line(one.title)))
    return found, left


def _themes(headings: Iterable[Heading], statements: Sequence[Statement], desk: _Desk) -> Iterable[Theme]:
    named = {one_line(heading.title) or THEME: heading.id for heading in reversed(list(headings))}
    titles = [*reversed(named), *dict.fromkeys(one.theme for one in statements if one.theme not in named)]
    taken: list[str] = []
    for title in titles:
        by_title = {one_line(theme.title): theme.id for theme in desk.known.themes} if desk.known else {}
        name = named.get(title) or by_title.get(title, "")
        if not name or id_fault(name) or name in taken:
            name = id_of_title(title, "theme", {*taken, *by_title.values()} - {name})
        taken.append(name)
        own = [one for one in statements if one.theme == title]
        yield Theme(id=name, title=title, clauses=tuple(_clauses(own, desk)))


def _clauses(statements: Sequence[Statement], desk: _Desk) -> Iterable[Clause]:
    versions = {level.id: tuple(level.variants) for level in desk.levels}
    groups = in_order(clauses(statements, versions), statements, tuple(versions))
    for group in _as_known(groups, desk.known):
        yield _clause(group, desk)


def _as_known(groups: list[Group], known: Skeleton | None) -> list[Group]:
    """In the order that rolegen's own mark has, where the paper's numbers do not give another."""
    if known is None or all(number_of(group) is not None for group in groups):
        return groups
    order = {clause.id: n for n, clause in enumerate(known.clauses)}
    return ranked(groups, {n: order[group.id] for n, group in enumerate(groups) if group.id in order})


def _clause(group: Group, desk: _Desk) -> Clause:
    owns = {level.id: _own(group, level, desk) for level in desk.levels}
    text, rest = shared(owns, [level.id for level in desk.levels])
    title = _title(group)
    own = desk.own(group, title)
    name = desk.id_of(group, title, text or held(group.members[0].words.text).text)
    known_title = own.title if own and own.id == name else None
    return Clause.model_validate({"id": name, "title": title or known_title, "text": text, "levels": rest})


def _own(group: Group, level: Level, desk: _Desk) -> str | dict[str, str] | None:
    said = {}
    for version, one in group.of(level.id).items():
        text = held(one.words.text)
        said[version] = text.text
        desk.problems += [changed(change, f"{level.title}, {one.words.origin}", desk.path) for change in text.changes]
    own, lacking = own_wording(level, said)
    for version in lacking:
        gap = f"{TO_BE_WRITTEN} the wording for {level.title}, version {version}."
        words = next(iter(said.values()))
        message = f"The paper has no wording for {level.title}, version {version}, beside “{_start(words)}”."
        desk.problems.append(Problem("missing-wording", message, Place(desk.path), BY_HAND))
        own = {**own, version: gap} if isinstance(own, dict) else own
    return own


def _start(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:60].rsplit(' ', 1)[0]} …"


def _title(group: Group) -> str:
    """The title that most statements of a clause stand under."""
    counts = Counter(one.title for one in group.members if one.title)
    return counts.most_common(1)[0][0] if counts else ""


def _gaps(levels: Iterable[Level], statements: Sequence[Statement], path: Path) -> Iterable[Problem]:
    """What the paper lacks as a whole."""
    if not statements:
        message = "No responsibility is found in this file."
        yield Problem("no-responsibilities", message, Place(path), BY_HAND)
        return
    for level in levels:
        if not any(one.level == level.id for one in statements):
            message = f"{level.title} has a descriptor but no responsibilities in this file."
            yield Problem("no-responsibilities", message, Place(path), "Each clause says null for it.", "warning")


def wordings(one: Clause, levels: Iterable[Level]) -> set[str]:
    """The different wordings of a clause."""
    found = {one.wording(level.id, version) for level in levels for version in versions_of(level)}
    return {words for words in found if words}
