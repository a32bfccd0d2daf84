"""What a Word file had to say when it was built, and what of that the framework says otherwise by now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rolegen.approval.recognition import Passage, Wording, mark, wording
from rolegen.diff.words import Piece, pieces
from rolegen.marks import CLAUSE, digest, from_manifest, tag


@dataclass(frozen=True, slots=True)
class Change:
    """A clause that the framework words otherwise by now, has only now, or has no more."""

    kind: Literal["changed", "new", "gone"]
    wording: Wording
    pieces: tuple[Piece, ...]


def as_built(wordings: Sequence[Wording], manifest: str, there: Sequence[Passage]) -> tuple[Wording, ...]:
    """The wordings as they were when the file was built, as its manifest tells; without one, as they are given.

    A file may have been built by a template that shows none.

    A version may have been reworded without another name. The file's manifest has digests and no words: where one
    says that the framework's words were others, those in the file that it stands for are taken.
    """
    by_clause = _by_clause(wordings)
    built = {clause: from_manifest(manifest, tag(CLAUSE, clause)) for clause in by_clause}
    if not any(digests is not None for digests in built.values()):
        return () if manifest else tuple(wordings)
    if all(built[clause] == tuple(digest(one.said) for one in own) for clause, own in by_clause.items()):
        return tuple(wordings)
    kept = [one for clause, own in by_clause.items() for one in _rebuilt(clause, own, built[clause] or (), there)]
    return tuple(_with_gone(kept, there, manifest))


def _rebuilt(
    clause: str, own: Sequence[Wording], digests: Sequence[str], there: Sequence[Passage]
) -> Iterator[Wording]:
    """A clause's paragraphs as built: the framework's words, or those in the file, whichever the digest stands for."""
    known = {digest(one.said): one.text for one in own}
    words = {digest(passage.said): passage.text for passage in there}
    for n, one in enumerate(digests):
        text = known.get(one) or words.get(one) or (own[n].text if n < len(own) else None)
        if text is not None:
            yield wording(clause, text, own[0].heading, n)


def _with_gone(kept: list[Wording], there: Sequence[Passage], manifest: str) -> list[Wording]:
    """With the clauses that the framework no longer has, each behind what stands before it in the file."""
    known, at = {mark(one.clause) for one in kept}, 0
    for passage in there:
        ours = [n for n, one in enumerate(kept) if one.said == passage.said]
        at = ours[0] + 1 if ours else at
        for clause in passage.marks:
            if clause not in known and digest(passage.said) in (from_manifest(manifest, tag(CLAUSE, clause)) or ()):
                kept.insert(at, wording(clause, passage.text, passage.line.section[-1] if passage.line.section else ""))
                at += 1
    return kept


def changes(built: Sequence[Wording], now: Sequence[Wording]) -> tuple[Change, ...]:
    """What the framework says otherwise by now, clause by clause, in the order of now; what is gone comes last."""
    was, own = _by_clause(built), _by_clause(now)
    found = [_change(was.get(clause, []), some) for clause, some in own.items()]
    found += [_change(some, []) for clause, some in was.items() if clause not in own]
    return tuple(one for one in found if one)


def _by_clause(wordings: Sequence[Wording]) -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for one in wordings:
        found.setdefault(one.clause, []).append(one)
    return found


def _change(was: Sequence[Wording], now: Sequence[Wording]) -> Change | None:
    """What became of a clause; nothing where it says the same."""
    if [one.said for one in was] == [one.said for one in now]:
        return None
    old, new = ("\n".join(one.text for one in side) for side in (was, now))
    if not was:
        return Change("new", now[0], (Piece("added", new),))
    if not now:
        return Change("gone", was[0], (Piece("removed", old),))
    return Change("changed", now[0], pieces(old, new))
