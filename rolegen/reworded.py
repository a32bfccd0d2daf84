"""Approved profiles whose framework says something else under the version that they were approved on.

Approval sticks to a version: it holds only while nobody changes the version's words. A Word file's manifest tells what
they were when it was built.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rolegen.approval.recognition import LEVEL
from rolegen.document import Document
from rolegen.form.filled import clauses_of
from rolegen.form.kinds import KINDS
from rolegen.marks import CLAUSE, FIELD, from_manifest, tag, without
from rolegen.problems import Place, Problem, listed

SAME = ("role", "level", "variant", "framework-version")  # what the file was built for, and would be
MOST_NAMED = 3  # clauses
HINT = (
    "A role keeps its approved words only while its version of the framework does. Put these back; for new words, "
    "begin a new version: rolegen init --framework-version NEW."
)


def reworded(path: Path, old: bytes, document: Document) -> tuple[Problem, ...]:
    """A warning where an approved profile that stands has other approved words than a build would give it now."""
    if path.suffix != ".docx" or document.facts.get("status") != "approved":
        return ()
    from rolegen.word.reading import facts_of

    was, now = facts_of(old), document.facts
    if was.get("status") != "approved" or any(was.get(name, "") != now.get(name, "") for name in SAME):
        return ()
    changed = list(_changed(was.get("manifest", ""), document))
    if not changed:
        return ()
    message = (
        f"This profile is approved on framework “{now['framework-version']}”, which says something else now than when "
        f"the file was made: {listed(changed)}."
    )
    return (Problem("reworded", message, Place(path), HINT, "warning"),)


def _changed(manifest: str, document: Document) -> Iterator[str]:
    """Which clauses are others, have come or are gone, in words."""
    if not manifest:
        return
    own = clauses_of(document)
    others = [clause for clause, digests in own.items() if from_manifest(manifest, tag(CLAUSE, clause)) != digests]
    clauses = [clause for clause in others if not clause.startswith(LEVEL)]
    yield from clauses if len(clauses) <= MOST_NAMED else (f"{len(clauses)} clauses",)
    if len(clauses) < len(others):
        yield "the level descriptor"
    known = [*(tag(CLAUSE, clause) for clause in own), *(tag(FIELD, path) for path in KINDS)]
    if gone := without(manifest, known):
        yield "a clause that is gone" if gone == 1 else f"{gone} clauses that are gone"
