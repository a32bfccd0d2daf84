"""A clause's wordings, level by level → its wording stated once, and beside it only what differs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rolegen.framework import Level, versions_of

Own = str | dict[str, str] | None  # a level's wording, its versions' wordings, or none: it lacks the clause


def own_wording(level: Level, said: Mapping[str, str]) -> tuple[Own, tuple[str, ...]]:
    """What a level has of a clause, and those of its versions that have no words where others do.

    `said` has the paper's words by version, under "" what stands for the whole level. A level that has one wording in
    all its versions has it once.
    """
    if not said:
        return None, ()
    named = {name: said.get(name, said.get("", "")) for name in versions_of(level)}
    lacking = tuple([name for name, words in named.items() if not words])
    if len(set(named.values())) == 1:
        return next(iter(named.values())), ()
    return named, lacking


def shared(owns: Mapping[str, Own], order: Sequence[str]) -> tuple[str | None, dict[str, Own]]:
    """The wording that most levels have, and what the others have.

    Of wordings that as many levels have it is the one that more levels have in one of their versions too, else that of
    the most senior.
    """
    plain = [own for level in order if isinstance(own := owns.get(level), str)]
    versions = [words for own in owns.values() if isinstance(own, dict) for words in set(own.values())]
    text = max(plain, key=lambda words: (plain.count(words), versions.count(words))) if plain else None
    rest = {level: owns.get(level) for level in order if text is None or owns.get(level) != text}
    return text, rest
