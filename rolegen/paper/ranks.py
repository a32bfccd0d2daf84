"""A paper's levels → a framework's: their ids, versions, reporting lines and descriptors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rolegen.fields import id_fault
from rolegen.framework import Level, Variant, circle, looks_like_id
from rolegen.paper import membership, skeleton
from rolegen.paper.contents import Described, Left, Paper, Statement, Version
from rolegen.paper.holding import held, one_line
from rolegen.paper.ids import id_of_title
from rolegen.paper.skeleton import Skeleton
from rolegen.paper.words import key
from rolegen.problems import Place, Problem

TO_BE_WRITTEN = "To be written:"
UNNAMED = "Level without a title"


@dataclass(frozen=True, slots=True)
class Ranks:
    """The levels of a draft; which level a title in the paper means, and which version a name means."""

    levels: tuple[Level, ...]
    ids: Mapping[str, str]
    left: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Rank:
    """A level of the paper, the versions that its statements are for, and what rolegen's own mark has of it."""

    title: str
    described: Described
    said: tuple[str, ...]
    own: skeleton.Level | None


def ranks(paper: Paper, known: Skeleton | None, path: Path) -> Ranks:
    """The levels that a paper describes; `known` is what rolegen itself wrote into the file, if it did."""
    problems: list[Problem] = []
    found: dict[str, _Rank] = {}
    left: list[Left] = []
    said = _said(paper.statements)
    for one in paper.levels:
        title = one_line(one.title) or UNNAMED
        if title in found:
            left += [Left(words, f"There is another level with the title “{title}”.") for words in one.descriptor]
        else:
            found[title] = _Rank(title, one, said.get(title, ()), _known(one, title, known))
    ids: dict[str, str] = {}
    for rank in found.values():
        ids[rank.title] = _id(rank, ids.values())
    levels = [_level(rank, ids[rank.title], problems, path) for rank in found.values()]
    lines = {ids[rank.title]: _superior(rank, ids) for rank in found.values()}
    return Ranks(tuple(_with_lines(levels, lines, problems, path)), ids, tuple(left), tuple(problems))


def version_id(name: str) -> str:
    """The id of a version, from what the paper calls it."""
    return id_of_title(one_line(name), "version") if name else ""


def _said(statements: Iterable[Statement]) -> dict[str, tuple[str, ...]]:
    """The versions that each level's statements are for."""
    found: dict[str, dict[str, None]] = {}
    for one in statements:
        if one.version:
            found.setdefault(one_line(one.level), {})[one.version] = None
    return {level: tuple(names) for level, names in found.items()}


def _known(one: Described, title: str, known: Skeleton | None) -> skeleton.Level | None:
    levels = known.levels if known else ()
    by_id = next((level for level in levels if level.id == one.id), None)
    return by_id or next((level for level in levels if one_line(level.title) == title), None)


def _id(rank: _Rank, taken: Collection[str]) -> str:
    name = rank.described.id or (rank.own.id if rank.own else "")
    if not name or id_fault(name) or name in taken:
        return id_of_title(rank.title, "level", taken)
    return name


def _level(rank: _Rank, name: str, problems: list[Problem], path: Path) -> Level:
    title, paragraphs = rank.title, []
    for words in rank.described.descriptor:
        text = held(words.text)
        problems += [changed(change, f"{title}, {words.origin}", path) for change in text.changes]
        paragraphs += [text.text] if text.text else []
    if not paragraphs:
        paragraphs = [f"{TO_BE_WRITTEN} the descriptor of {title}."]
        message = f"The paper has no descriptor of {title}; the draft says “{paragraphs[0]}”."
        problems.append(Problem("no-descriptor", message, Place(path), "Write it into descriptors.yaml."))
    values: dict[str, Any] = {"id": name, "title": title, "descriptor": tuple(paragraphs), "variants": _variants(rank)}
    if rank.own and rank.own.extends:
        message = f"{title} extends another level; all that it has from there is written out."
        hint = "Write “extends” into descriptors.yaml, and take out what is then there twice."
        problems.append(Problem("written-out", message, Place(path), hint, "note"))
    if rank.own and rank.own.term:
        values["term"] = rank.own.term.model_dump(exclude_none=True)
    return Level.model_validate(values)


def changed(change: str, where: str, path: Path) -> Problem:
    """What is told of words that the draft has otherwise than the paper."""
    return Problem("changed-words", f"{where}: {change}", Place(path), "Look at them in the draft.", "warning")


def _variants(rank: _Rank) -> dict[str, Variant]:
    """A level's versions: those that rolegen's own mark has, then those that the paper has."""
    own = rank.own.variants if rank.own else {}
    told = {version_id(one.name): _variant(one, rank.title) for one in rank.described.versions if one.name}
    return {**own, **{version_id(name): Variant() for name in rank.said}, **told, **own}


def _variant(version: Version, title: str) -> Variant:
    """What a version's words in the paper say of who is in it."""
    words = one_line(version.said)
    mark = membership.read(words, (key(title),))
    if mark is None or (mark.is_bare and not (len(mark.team) == 1 and membership.acronyms(words))):
        return Variant(membership=words or None)
    body = re.search(r"\W+".join(map(re.escape, mark.team)), words, re.IGNORECASE) if mark.team else None
    article = "a member" if mark.member else "not a member"
    return Variant(
        membership="Member" if mark.member else "Not a member", phrase=f"{article} of the {body[0]}" if body else None
    )


def _superior(rank: _Rank, ids: Mapping[str, str]) -> str:
    """Whom a level reports to: a level's id, else words."""
    words, own = one_line(rank.described.reports_to), rank.own
    if not words and own and own.reports_to:
        return own.reports_to if own.reports_to in ids.values() else _as_words(own.reports_to)
    plain = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE).rstrip(".").casefold()
    by_title = {title.casefold(): name for title, name in ids.items()}
    return words if words in by_title.values() else by_title.get(plain) or _as_words(words)


def _as_words(words: str) -> str:
    """Words that nobody takes for the id of a level."""
    spoken = words.replace("-", " ").capitalize() if looks_like_id(words) else words
    return f"“{spoken}”" if looks_like_id(spoken) else spoken


def _with_lines(
    levels: Sequence[Level], lines: Mapping[str, str], problems: list[Problem], path: Path
) -> Iterable[Level]:
    for level in levels:
        if way := circle(level.id, lines.get):
            message = f"The reporting line goes in a circle: {' → '.join(way)}. It is left out."
            problems.append(Problem("reporting-loop", message, Place(path), "Write reports_to into descriptors.yaml."))
        elif lines[level.id]:
            yield level.model_copy(update={"reports_to": lines[level.id]})
            continue
        yield level
