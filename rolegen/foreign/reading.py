"""Someone else's profile as its words say it: which are for which field, which are headings, which are left over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rolegen.document import Document
from rolegen.foreign import duties, sizes
from rolegen.foreign.conditions import conditions
from rolegen.foreign.criteria import read_person
from rolegen.foreign.criteria_tables import Row
from rolegen.foreign.criteria_words import Methods, methods_of
from rolegen.foreign.lines import Flow, Grid, Line, Words, every_line, flow
from rolegen.foreign.outline import FRONT, PERSON, Fact, Outline, Own, Section, outlined
from rolegen.foreign.saying import FOR_NOTHING, Heard, Said, where
from rolegen.foreign.vocabulary import KINDS, is_kind, key, section_of

NO_IMPORTANCE = "It does not say whether it is essential or desirable."
FOR_EVERYONE = "It reads as said of every post: that belongs to the framework, or under statements in rolegen.yaml."
LEAST = 2  # of these a document must have to be a profile: key facts, purpose, duties, criteria


@dataclass(frozen=True, slots=True)
class Criteria:
    """The rows of a person specification, and where it stands."""

    row: Row
    where: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A profile read: what is said for which field, the criteria, and all other lines by what they are."""

    lines: Words
    said: tuple[Said, ...]
    criteria: tuple[Criteria, ...]
    headings: Words
    left: tuple[tuple[Words, str], ...]
    titles: dict[int, str]  # by the number of a line, the heading above it
    methods: Methods


def is_profile(document: Document) -> bool:
    """Whether a Word file that rolegen did not make reads as the profile of one post."""
    outline = outlined(flow(document), Own())
    facts = {fact.path for fact in outline.facts if fact.path and fact.values}
    kinds = {section.kind for section in outline.sections if section.contents}
    told = (len(facts) >= 2, "purpose" in kinds, "accountabilities" in kinds, PERSON in kinds)
    return sum(told) >= LEAST


def read(document: Document, own: Own) -> Reading:
    """Everything that a document says, each line once: for a field, as a heading, or left."""
    whole = flow(document)
    lines = tuple(every_line(whole))
    methods, keys = methods_of(lines)
    outline = outlined(whole, own)
    heard = [_of_facts(outline.facts), *(_of_section(section, own) for section in outline.sections)]
    title = _title(outline)
    criteria, person = _criteria(outline, methods, keys)
    said = [one for part in heard for one in part.said]
    if title:
        said.append(title)
    return Reading(
        lines,
        tuple(said),
        criteria,
        tuple(line for part in (*heard, person) for line in part.headings),
        tuple(one for part in (*heard, person) for one in part.left),
        _titles(outline),
        methods,
    )


def _titles(outline: Outline) -> dict[int, str]:
    return {
        line.number: section.title
        for section in outline.sections
        for one in section.contents
        for line in (one.lines if isinstance(one, Grid) else (one,))
    }


def _of_facts(facts: tuple[Fact, ...]) -> Heard:
    said: list[Said] = []
    left: list[tuple[Words, str]] = []
    headings: list[Line] = []
    for fact in facts:
        lines = (fact.label, *fact.values)
        label = fact.label.words.rstrip(" :")
        if not fact.values:
            headings += lines
        elif fact.path:
            shown = tuple((line.whole,) for line in fact.values)
            said.append(Said(fact.path, (("\n".join(cell for (cell,) in shown),),), lines, where(fact.label, "", label), label))
        else:
            left.append((lines, FOR_NOTHING))
    return Heard(tuple(said), tuple(headings), tuple(left))


def _of_section(section: Section, own: Own) -> Heard:
    lines = tuple(line for one in section.contents for line in (one.lines if isinstance(one, Grid) else (one,)))
    title = (section.heading,) if section.heading else ()
    match section.kind:
        case "purpose":
            return duties.read_purpose(section)
        case "accountabilities":
            return duties.read_duties(section)
        case "dimensions":
            return sizes.read_sizes(section, own)
        case "contacts":
            return sizes.read_contacts(section, own)
        case "service_areas":
            shown = tuple((line.words,) for line in lines)
            said = (Said("service_areas", shown, lines, where(lines[0], section.title)),) if lines else ()
            return Heard(said, title)
        case "person_profile":
            return Heard(tuple(conditions(_lines_of(section.contents), section.title)))
        case "statements":
            return Heard((), title, tuple(((line,), FOR_EVERYONE) for line in lines))
    return _of_others(section, lines)


def _of_others(section: Section, lines: Words) -> Heard:
    """A section whose heading is no field's: what the law asks may stand in any of them."""
    title = (section.heading,) if section.heading else ()
    said = conditions(lines, section.title)
    kinds = tuple(line for line in lines if is_kind(line.words))
    return Heard(tuple(said), (*title, *kinds))


def _title(outline: Outline) -> Said | None:
    """The job title that stands as a heading at the beginning, where no label names one."""
    for section in outline.sections[:2]:
        for line in _first_lines(section):
            said = _without_kind(line.words)
            if said and (line.heading == 1 or line.style == "title") and not section_of(said, {}):
                return Said("title", ((said,),), (line,), "the heading at the beginning")
    return None


def _first_lines(section: Section) -> Iterator[Line]:
    if section.heading and section.kind in (FRONT, "unknown", "facts"):
        yield section.heading
    if section.kind in (FRONT, "facts", "unknown"):
        yield from (one for one in section.contents if isinstance(one, Line))


def _without_kind(words: str) -> str:
    """A title less the words that say what document this is, as in “Job description: Head of Parking”."""
    parts = [part for part in re.split(r"\s*[:|]\s*|\s+[–-]\s+", words) if part and not KINDS.fullmatch(key(part))]
    return parts[0] if len(parts) == 1 and parts[0] != words else "" if not parts else words


def _criteria(outline: Outline, methods: Methods, keys: frozenset[int]) -> tuple[tuple[Criteria, ...], Heard]:
    found: list[Criteria] = []
    headings: list[Line] = []
    left: list[tuple[Words, str]] = []
    for section in outline.sections:
        if section.kind != PERSON:
            continue
        legal = {line.number for one in conditions(_lines_of(section.contents), "") for line in one.lines}
        contents = tuple(one for one in section.contents if isinstance(one, Grid) or one.number not in legal)
        read_ = read_person(section.heading, contents, methods, keys)
        found += [Criteria(row, where(row.lines[0], section.title)) for row in read_.rows]
        headings += [*((section.heading,) if section.heading else ()), *read_.headings]
        left += [((line,), NO_IMPORTANCE) for line in read_.left]
    return tuple(found), Heard((), tuple(headings), tuple(left))


def _lines_of(contents: Flow) -> Words:
    return tuple(one for one in contents if isinstance(one, Line))


