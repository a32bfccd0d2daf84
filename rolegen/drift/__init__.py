"""Drift inside a framework: differences between levels, names and doubled words that nobody meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from rolegen.drift import sayings
from rolegen.drift.acceptance import acceptances
from rolegen.drift.difference import Kind
from rolegen.drift.doubled import doubled
from rolegen.drift.names import Knowledge, knowledge, names
from rolegen.drift.passages import Owner, Passage, passages, titles
from rolegen.drift.slips import Slip, note_accepted, slips
from rolegen.drift.usage import Use, odd_capitals, odd_spellings
from rolegen.drift.wording import Wording, is_word, wordings
from rolegen.framework import Clause, Framework
from rolegen.problems import Problem
from rolegen.workspace import Settings

Told = dict[str, set[int]]  # for a text, the words of it of which something is told already


def drift(framework: Framework, settings: Settings) -> tuple[Problem, ...]:
    """Everything in a framework that looks like a slip and that the framework does not accept, as notes."""
    owned = [(owner, tuple(passages(owner))) for owner in _owners(framework)]
    texts = [passage for _, own in owned for passage in own]
    known = knowledge(settings, (passage.words.text for passage in texts), titles(framework))
    told: Told = {}
    found: list[Problem] = []
    for passage in texts:
        found += _in_passage(passage, known, told)
    for owner, _ in owned:
        if isinstance(owner.model, Clause):
            found += _between_levels(framework, owner, owner.model, known, told)
    found += _in_usage(texts, told)
    for owner, _ in owned:
        found += _unused(owner)
    return tuple(found)


def _owners(framework: Framework) -> Iterator[Owner]:
    for n, level in enumerate(framework.levels):
        yield Owner(level, acceptances(level.accepted), framework.descriptors, ("levels", n))
    for _, clause in framework.clauses():
        yield Owner(clause, acceptances(clause.accepted), framework.source, framework.paths[clause.id])


def _in_passage(passage: Passage, known: Knowledge, told: Told) -> Iterator[Problem]:
    """Names and doubled words, which need no other text to be seen."""
    owner, words = passage.owner, passage.words
    seen = told.setdefault(words.text, set())
    settings = known.settings
    for name in names(words, known):
        seen.update(name.where)
        if not owner.accepted.allows(name.name):
            yield sayings.of_name(name, passage)
    for where, said in doubled(words, {"organisation": settings.organisation, "area": settings.area}):
        seen.update(where)
        if not owner.accepted.allows(said):
            yield sayings.of_doubled(where, said, passage)


def _between_levels(
    framework: Framework, owner: Owner, clause: Clause, known: Knowledge, told: Told
) -> Iterator[Problem]:
    own = wordings(framework, clause)
    shared = framework.source.place((*owner.keys, "text"))

    def is_shared(wording: Wording) -> bool:
        return wording.place == shared

    def alike(slip: Slip) -> object:
        return slip.kind, slip.odd.text, slip.other.text, slip.odd_cells, slip.other_cells

    found = [_known(slip, known) for slip in slips(own, owner.accepted, is_shared) if not _is_told(slip, told)]
    for slip in found:
        told.setdefault(slip.odd.text, set()).update(range(slip.gap.start - 1, slip.gap.end + 1))
        told.setdefault(slip.other.text, set()).update(range(slip.gap.other_start - 1, slip.gap.other_end + 1))
    for _, group in groupby(sorted(found, key=lambda slip: repr(alike(slip))), key=alike):
        yield sayings.of_slips(framework, clause, tuple(group))
    if len(owner.accepted.used) < len(clause.accepted):
        note_accepted(own, owner.accepted)
    yield from _missing(framework, owner, clause)


def _known(slip: Slip, known: Knowledge) -> Slip:
    """A slip in which a name stands at some levels only is one of names, and theirs."""
    if slip.kind == "wording":
        for each in (slip, slip.turned):
            odd, gap = each.odd, each.gap
            before = odd.tokens[gap.start - 1] if gap.start else "."
            if (is_word(before) or before == ",") and known.unknown(odd.part(gap.start, gap.end)):
                return replace(each, kind="name")
    return slip


def _in_usage(texts: Sequence[Passage], told: Told) -> Iterator[Problem]:
    """Words that the framework writes in two ways, where nothing else is told of them."""
    both: tuple[tuple[Kind, Iterator[Use]], ...] = (("spelling", odd_spellings(texts)), ("case", odd_capitals(texts)))
    for kind, uses in both:
        for use in uses:
            owner, words = use.passage.owner, use.passage.words
            seen = told[words.text]
            if use.index not in seen and not owner.accepted.writes(use.word, use.usual):
                seen.add(use.index)
                yield sayings.of_usage(kind, use)


def _is_told(slip: Slip, told: Told) -> bool:
    """Whether a difference is no more than a name or a doubled word that is told by itself."""
    gap = slip.gap
    ours, theirs = range(gap.start, gap.end), range(gap.other_start, gap.other_end)
    left = [n for n in ours if n not in told.get(slip.odd.text, ())]
    others = [n for n in theirs if n not in told.get(slip.other.text, ())]
    return (len(left), len(others)) != (len(ours), len(theirs)) and not (left and others)


def _missing(framework: Framework, owner: Owner, clause: Clause) -> Iterator[Problem]:
    stated = [name for name, own in clause.levels.items() if own is None and (clause.id, name) not in framework.holders]
    having = [level for level in framework.levels if clause.levels.get(level.id, clause.text) is not None]
    lacking = owner.accepted.lacking(level.id for level in framework.levels if level.id in stated)
    if lacking and having:
        yield sayings.of_missing(framework, clause, lacking, framework.place(clause, lacking[0], ""))


def _unused(owner: Owner) -> Iterator[Problem]:
    for n, _ in enumerate(owner.model.accepted):
        if n not in owner.accepted.used:
            yield sayings.of_unused(owner.model, owner.source.place((*owner.keys, "accepted", n)))
