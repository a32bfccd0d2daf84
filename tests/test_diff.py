"""Two documents compared: what changed is told in whole, and nothing else."""

from __future__ import annotations

from rolegen.diff import compare
from tests.samples import FULL, needed, shipped


def test_a_document_does_not_differ_from_itself() -> None:
    document = needed(shipped().document(FULL))
    assert len(document.blocks) > 20
    assert compare(document, document) == ()
