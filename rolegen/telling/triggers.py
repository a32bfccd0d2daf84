"""The rules of `rolegen evaluation` as they hold in a workspace, to be read: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolegen.evaluation.trigger import Trigger, Triggers
from rolegen.problems import listed
from rolegen.telling.markdown import escaped
from rolegen.telling.terminal import Page
from rolegen.telling.weighed import DECISION

HEADING = "The rules of `rolegen evaluation`"
CHANGING = "To have a rule otherwise, say so in rolegen.yaml, with the reason, and name who approved it:"
EXAMPLE = """\
reevaluation:
  approved_by: Appointments Committee
  approved_on: 2026-03-31
  rules:
    services:
      refer: 30
      reason: Our services are small."""


def as_text(here: Triggers, shipped: Triggers, *, colour: bool = False, width: int = 100) -> str:
    """Each rule in full, for a terminal of that many columns; `shipped` are the rules as rolegen comes with them."""
    page = Page(colour, width)
    blocks = [page.said(here.standing)]
    for one in here.rules.values():
        facts = (f"{label}: {said}" for label, said in _facts(one, shipped.rules.get(one.id)))
        blocks.append([*page.heading(f"{one.rule.title} [{one.id}]"), *page.said(*facts, indent="  ")])
    blocks += [[*page.said(CHANGING), *(f"  {line}" for line in EXAMPLE.splitlines())], page.said(DECISION)]
    return "\n\n".join("\n".join(lines) for lines in blocks)


def as_markdown(here: Triggers, shipped: Triggers) -> str:
    """Each rule in full, as a page."""
    blocks = [f"# {HEADING}", escaped(here.standing)]
    for one in here.rules.values():
        blocks.append(f"## {escaped(one.rule.title)} (`{one.id}`)")
        blocks.append(
            "\n".join(f"- {label}: {escaped(said)}" for label, said in _facts(one, shipped.rules.get(one.id)))
        )
    return "\n\n".join([*blocks, CHANGING, f"```yaml\n{EXAMPLE}\n```", f"*{DECISION}*"])


def as_json(here: Triggers, shipped: Triggers) -> str:
    """One object: `standing`, `adopted`, and `rules`.

    Of each rule its `id`, `title`, what it `compares`, `outcome` ("none" where it is off), `steps` (each with `outcome`
    and `from`, in the rule's `unit`), `bands`, `threshold` in words, `factors`, `reason`, `basis`; `changed` with
    `shipped` (the threshold that rolegen comes with) and `reason`, null where the organisation changed nothing.
    """
    rules = [_value(one, shipped.rules.get(one.id)) for one in here.rules.values()]
    value = {"standing": here.standing, "adopted": here.adopted, "rules": rules, "decision": DECISION}
    return json.dumps(value, ensure_ascii=False, indent=2)


def _facts(one: Trigger, shipped: Trigger | None) -> Iterator[tuple[str, str]]:
    """What is to be known of a rule, each part with what it is called."""
    yield "Compares", one.rule.compares
    yield "Threshold", one.threshold
    if one.is_changed:
        yield "Changed here", _changed(one, shipped)
    yield "Touches", listed(one.rule.factors)
    yield "Why", one.rule.reason
    yield "Basis", one.rule.basis


def _changed(one: Trigger, shipped: Trigger | None) -> str:
    """What the organisation has otherwise, and why."""
    before = f"rolegen comes with “{shipped.threshold}”." if shipped else ""
    because = f"Because: {one.reason_here}" if one.reason_here else "No reason is given."
    return " ".join(filter(None, [before, because]))


def _value(one: Trigger, shipped: Trigger | None) -> Mapping[str, object]:
    changed = {"shipped": shipped.threshold if shipped else None, "reason": one.reason_here or None}
    return {
        "id": one.id,
        "title": one.rule.title,
        "compares": one.rule.compares,
        "outcome": one.outcome,
        "unit": one.rule.unit,
        "steps": [{"outcome": outcome, "from": float(start)} for outcome, start in one.steps],
        "bands": [float(band) for band in one.bands],
        "threshold": one.threshold,
        "factors": list(one.rule.factors),
        "reason": one.rule.reason,
        "basis": one.rule.basis,
        "changed": changed if one.is_changed else None,
    }
