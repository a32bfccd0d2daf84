"""A paper's levels → a framework's: their ids, versions, reporting lines and descriptors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolegen.fields import id_fault
from rolegen.framework import Level, Variant, circle, looks_like_id
from rolegen.paper import skeleton
from rolegen.paper.contents import Described, Left, Paper, Statement, Version
from rolegen.paper.holding import held, one_line
from rolegen.paper.ids import id_of_title
from rolegen.paper.skeleton import Skeleton
from rolegen.problems import Place, Problem

TO_BE_WRITTEN = "To be written:"
UNNAMED = "Level without a title"
OF_A_BODY = re.compile(r"\b(not\b.*?\b|non-?)?members?\b(?:\s+of\s+(.+?))?(?:\s+only)?[\s.:;]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ranks:
    """The levels of a draft; which level a title in the paper means, and which version a name means."""

    levels: tuple[Level, ...]
    ids: Mapping[str, str]
    left: tuple[Left, ...] = ()
    problems: tuple[Problem, ...] = ()


def ranks(paper: Paper, known: Skeleton | None, path: Path) -> Ranks:
    """The levels that a paper describes; `known` is what rolegen itself wrote into the file, if it did."""
    problems: list[Problem] = []
    found: dict[str, Described] = {}
    left: list[Left] = []
    for one in paper.levels:
        if (key := one_line(one.title) or UNNAMED) in found:
            left += [Left(words, f"There is another level with the title “{key}”.") for words in one.descriptor]
        else:
            found[key] = one
    said = _said(paper.statements)
    levels: list[Level] = []
    for title, one in found.items():
        own = _known(one, title, known)
        made = id_of_title(title, "level", [level.id for level in levels])
        name = _sound_id(one.id or (own.id if own else ""), levels) or made
        levels.append(_level(one, name, title, own, said.get(title, ()), problems, path))
    ids = {title: level.id for title, level in zip(found, levels, strict=True)}
    lines = {level.id: _superior(one, own, ids) for one, own, level in _with_known(found, levels, known)}
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


def _with_known(
    found: Mapping[str, Described], levels: Sequence[Level], known: Skeleton | None
) -> Iterable[tuple[Described, skeleton.Level | None, Level]]:
    for (title, one), level in zip(found.items(), levels, strict=True):
        yield one, _known(one, title, known), level


def _sound_id(name: str, levels: Iterable[Level]) -> str:
    return "" if not name or id_fault(name) or name in [level.id for level in levels] else name


def _level(
    one: Described,
    name: str,
    title: str,
    own: skeleton.Level | None,
    said: Iterable[str],
    problems: list[Problem],
    path: Path,
) -> Level:
    paragraphs = []
    for words in one.descriptor:
        text = held(words.text)
        problems += [changed(change, f"{title}, {words.origin}", path) for change in text.changes]
        paragraphs += [text.text] if text.text else []
    if not paragraphs:
        paragraphs = [f"{TO_BE_WRITTEN} the descriptor of {title}."]
        message = f"The paper has no descriptor of {title}; the draft says “{paragraphs[0]}”."
        problems.append(Problem("no-descriptor", message, Place(path), "Write it into descriptors.yaml."))
    variants = _variants(one.versions, said, own)
    term = own.term.model_dump(exclude_none=True) if own and own.term and "term" in Level.model_fields else None
    values = {"id": name, "title": title, "variants": variants, "descriptor": tuple(paragraphs)}
    return Level.model_validate({**values, **({"term": term} if term else {})})


def changed(change: str, where: str, path: Path) -> Problem:
    """What is told of words that the draft has otherwise than the paper."""
    return Problem("changed-words", f"{where}: {change}", Place(path), "Look at them in the draft.", "warning")


def _variants(versions: Iterable[Version], said: Iterable[str], own: skeleton.Level | None) -> dict[str, Variant]:
    """A level's versions: those that rolegen's own mark has, then those that the paper has."""
    told = {version_id(one.name): _variant(one) for one in versions}
    return {**{version_id(name): Variant() for name in said}, **told, **(own.variants if own else {})}


def _variant(version: Version) -> Variant:
    """What a version's words in the paper say of who is in it."""
    words = one_line(version.said)
    if not (found := OF_A_BODY.search(words)):
        return Variant(membership=words) if words else Variant()
    body = one_line(found[2] or "")
    article = "not a member" if found[1] else "a member"
    return Variant(
        membership="Not a member" if found[1] else "Member",
        phrase=f"{article} of {body}" if body else None,
    )


def _superior(one: Described, own: skeleton.Level | None, ids: Mapping[str, str]) -> str:
    """Whom a level reports to: a level's id, else words."""
    words = one_line(one.reports_to)
    if not words and own and own.reports_to:
        return own.reports_to if own.reports_to in ids.values() else _as_words(own.reports_to)
    plain = re.sub(r"^(?:the|an?)\s+", "", words, flags=re.IGNORECASE).rstrip(".").casefold()
    by_title = {title.casefold(): name for title, name in ids.items()}
    return by_title.get(plain) or _as_words(words)


def _as_words(words: str) -> str:
    """Words that nobody takes for the id of a level."""
    return words.replace("-", " ").capitalize() if looks_like_id(words) else words


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
