"""A comparison for another program."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rolegen.comparison import Comparison
from rolegen.diff import Change


def as_json(told: Comparison) -> str:
    """One object, its keys stable.

    - `old`, `new`: the two sides as the user named them; `compared`: how many roles stand on either side
    - `common`: changes that several roles have, each as below, with `roles`: their names
    - `roles`: each role that differs, with `role`, `title`, `kind` ("changed", "renamed", "added" or "removed"), `was`
      (its name on the old side where that is another) and `changes`: those it has not in common with others
    - a change: `kind` ("changed", "added", "removed" or "moved"), `section` (headings below the title, outermost
      first), `clause` and `field` (null where not known), `old` and `new` (null where there is none) and `pieces`: its
      words in order, each with `kind` ("same", "removed" or "added") and `text`
    - `failed`: the roles that could not be made on one side
    """
    value = {
        "old": told.old,
        "new": told.new,
        "compared": told.compared,
        "common": [{**_change(one.change), "roles": list(one.roles)} for one in told.common],
        "roles": [
            {
                "role": role.name,
                "title": role.title,
                "kind": role.kind,
                "was": role.was or None,
                "changes": [_change(change) for change in role.changes],
            }
            for role in told.roles
        ],
        "failed": list(told.failed),
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _change(change: Change) -> Mapping[str, object]:
    said = words(change)
    return {
        "kind": said.pop("kind"),
        "section": list(change.section),
        "clause": change.clause or None,
        "field": change.field or None,
        **said,
    }


def words(change: Change) -> dict[str, object]:
    """A change's kind, its words on either side and its pieces."""
    return {
        "kind": change.kind,
        "old": change.old if change.kind != "added" else None,
        "new": change.new if change.kind != "removed" else None,
        "pieces": [{"kind": piece.kind, "text": piece.text} for piece in change.pieces],
    }
