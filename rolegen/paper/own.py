"""A framework's document that rolegen made: its skeleton and its marks tell ids, whatever was edited since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from rolegen.document import Document
from rolegen.marks import CLAUSE, names
from rolegen.paper.contents import Paper, Version
from rolegen.paper.leads import Leads
from rolegen.paper.matrix import Plan
from rolegen.paper.skeleton import Level, Skeleton, from_text
from rolegen.paper.words import in_order, key, unlabelled
from rolegen.word.reading import from_docx

Row = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the skeleton tells: titles of levels and themes; by level its versions, by what stands above their wordings.

    `facts` are what the table of levels says of each beside whom it reports to, or the ends of that.
    """

    skeleton: Skeleton
    titles: tuple[str, ...]
    themes: frozenset[tuple[str, ...]]
    marks: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, tuple[str, ...]]


def known(document: Document) -> Known | None:
    """What a document's skeleton tells; None where it has none."""
    skeleton = from_text(document.facts.get("manifest", ""))
    return _known(skeleton) if skeleton else None


def _known(skeleton: Skeleton) -> Known:
    from rolegen.paper.sheet import whom

    titles = tuple([level.title for level in skeleton.levels])
    marks = {
        level.title: {in_order(whom(variant, name, level.title, "")): name for name, variant in level.variants.items()}
        for level in skeleton.levels
    }
    facts = {level.title: tuple(_facts(level, skeleton)) for level in skeleton.levels}
    return Known(skeleton, titles, frozenset(key(theme.title) for theme in skeleton.themes), marks, facts)


def _facts(level: Level, skeleton: Skeleton) -> Iterator[str]:
    if teams := " or ".join([one.membership for one in level.variants.values() if one.membership]):
        yield in_order(f": {teams}")
    if level.extends:
        titles = {one.id: one.title for one in skeleton.levels}
        yield in_order(f"Extends: {titles.get(level.extends, level.extends)}")
    if level.term:
        yield in_order(str(level.term))


def marked(one: Known, data: bytes, path: Path) -> Document | None:
    """The document with what its hidden bookmarks mark."""
    ids = [clause.id for clause in one.skeleton.clauses]
    ids += [f"level.{level.id}" for level in one.skeleton.levels]
    ids += [f"theme.{theme.id}" for theme in one.skeleton.themes]
    return from_docx(data, path, names([f"{CLAUSE}{own}" for own in ids])).value


def clause_ids(one: Known, plans: Sequence[Plan], roles: Mapping[int, Leads]) -> dict[Row, str]:
    """The ids of clauses by the rows that state them: by title, else by the marks in the row."""
    by_title = {key(clause.title): clause.id for clause in one.skeleton.clauses if clause.title}
    ids = {clause.id for clause in one.skeleton.clauses}
    titled: dict[Row, str] = {}
    tagged: dict[Row, str] = {}
    for plan in plans:
        column = roles[plan.sheet.number].title
        for n in plan.body():
            row, at = plan.sheet.rows[n], (plan.sheet.number, n)
            if column >= 0 and (found := by_title.get(key(unlabelled(row[column].text)[1]))):
                titled[at] = found
            tags = Counter(line.clause for box in row for line in box.lines if line.clause in ids)
            if tags:
                tagged[at] = tags.most_common(1)[0][0]
    used = set(titled.values())
    rest = {at: own for at, own in tagged.items() if at not in titled and own not in used}
    return {**titled, **rest}


def identified(paper: Paper, one: Known) -> Paper:
    """The paper with the name, version, ids and versions of levels that the skeleton has."""
    levels = {level.title: level for level in one.skeleton.levels}
    titles = {level.id: level.title for level in one.skeleton.levels}
    themes = {key(theme.title): theme.id for theme in one.skeleton.themes}
    described = []
    for level in paper.levels:
        if (own := levels.get(level.title)) is None:
            described.append(level)
            continue
        said = {version.name: version.said for version in level.versions}
        versions = tuple([Version(name, said.get(name, "")) for name in {**own.variants, **said}])
        superior = own.reports_to or ""
        same = level.reports_to in (superior, titles.get(superior, superior))
        described.append(replace(
            level, id=own.id, versions=versions, reports_to=superior if same else level.reports_to
        ))  # fmt: skip
    return replace(
        paper,
        levels=tuple(described),
        themes=tuple([replace(theme, id=theme.id or themes.get(key(theme.title), "")) for theme in paper.themes]),
        name=one.skeleton.framework.name,
        version=one.skeleton.framework.version,
    )
