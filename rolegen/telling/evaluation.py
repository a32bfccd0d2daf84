"""Whether changed roles may need evaluating again, to be read: for a terminal, as Markdown, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from rolegen.evaluation.finding import Finding
from rolegen.evaluation.report import Report, RoleReport
from rolegen.role import JobEvaluation
from rolegen.telling import weighed
from rolegen.telling.markdown import escaped
from rolegen.telling.terminal import Page
from rolegen.telling.weighed import DECISION, FRAMEWORKS, HEADING, RULES, Alike

MANY = 8  # findings of a role; more of them are folded away


def as_text(told: Report, *, colour: bool = False, width: int = 100) -> str:
    """For a terminal of that many columns: first what holds for several roles, then role by role, then how many."""
    page = Page(colour, width)
    blocks = [_paragraphs(page, *weighed.opening(told))]
    if told.frameworks:
        blocks.append([*page.heading(FRAMEWORKS), *page.said(*map(weighed.step, told.frameworks), indent="  ")])
    blocks += [list(_roles(page, one)) for one in weighed.grouped(told)]
    blocks += [_paragraphs(page, said)] if (said := weighed.silent(told)) else []
    blocks += [_rules(page, told)] if any(role.weighed.findings for role in told.roles) else []
    blocks.append(_paragraphs(page, *weighed.closing(told), DECISION))
    return "\n\n".join("\n".join(lines) for lines in blocks)


def _paragraphs(page: Page, *texts: str) -> list[str]:
    return [line.lstrip() for line in page.said(*texts)]


def _roles(page: Page, alike: Alike) -> Iterator[str]:
    yield from page.heading(alike.heading)
    said = (alike.names, weighed.compared(alike.one), weighed.held_down(alike.one))
    yield from page.said(*filter(None, said), indent="  ")
    for one in weighed.findings(alike.one):
        yield from page.said(f"{weighed.lead(one)} {one.said}", indent="  ")
        yield from page.said(*(f"{label}: {words}" for label, words in weighed.facts(one)), indent="    ")
    yield from page.said(*map(weighed.move, alike.one.moved), indent="  ")


def _rules(page: Page, told: Report) -> list[str]:
    lines = page.heading(RULES)
    for title, facts in weighed.rules(told):
        lines += page.said(title, indent="  ")
        lines += page.said(*(f"{label}: {words}" for label, words in facts.items()), indent="    ")
    return lines


def as_markdown(told: Report) -> str:
    """For a comment on a pull request: the roles with what they come to in a table, then what was found in each."""
    return "\n\n".join(_blocks(told))


def _blocks(told: Report) -> Iterator[str]:
    groups = weighed.grouped(told)
    yield f"## {HEADING}"
    yield escaped(" ".join([*weighed.opening(told), *weighed.closing(told)]))
    if groups:
        yield "\n".join(
            ["| Role | Outcome | Why |", "| --- | --- | --- |", *map(_row, filter(weighed.is_telling, told.roles))]
        )
    if said := weighed.silent(told):
        yield escaped(said)
    if told.frameworks:
        yield f"### {FRAMEWORKS}"
        yield "\n".join(f"- {escaped(weighed.step(one))}" for one in told.frameworks)
    for alike in groups:
        yield from _section(alike)
    if rules := weighed.rules(told):
        yield f"### {RULES}"
        yield "\n".join(line for title, facts in rules for line in _item(title, "", facts.items()))
    yield f"*{DECISION}*"


def _row(role: RoleReport) -> str:
    outcome = weighed.SAID[role.weighed.outcome]
    strong = outcome if outcome == weighed.NOTHING else f"**{outcome}**"
    who, why = (_cell(words) for words in (weighed.name(role), ", ".join(weighed.trigger_titles(role))))
    return f"| {who} | {strong} | {why} |"


def _cell(text: str) -> str:
    """Words of a table's cell, which a bar would end."""
    return escaped(text).replace("|", "&#124;")


def _section(alike: Alike) -> Iterator[str]:
    yield f"### {escaped(alike.heading)}"
    names = f"{alike.names}." if alike.names else ""
    said = (names, weighed.compared(alike.one), weighed.held_down(alike.one))
    if any(said):
        yield escaped(" ".join(filter(None, said)))
    found = weighed.findings(alike.one)
    items = [line for one in found for line in _item(weighed.lead(one), one.said, weighed.facts(one))]
    items += [f"- {escaped(weighed.move(one))}" for one in alike.one.moved]
    if len(found) > MANY:
        yield f"<details><summary>{len(found):,} findings</summary>"
    yield "\n".join(items)
    if len(found) > MANY:
        yield "</details>"


def _item(head: str, said: str, facts: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield f"- **{escaped(head)}** {escaped(said)}".rstrip()
    yield from (f"  - {label}: {escaped(words)}" for label, words in facts)


def as_json(told: Report) -> str:
    """One object, its keys stable.

    - `as_at`: the day on which the age of evaluations was looked at, or null; `standing`, `adopted`: whose thresholds
    - `frameworks`: each change of the framework since evaluations, with `old`, `new` and `roles`: their ids
    - `roles`: those asked for before the others, and of each those first that come to most. Each has `role`, `title`,
      `level`, `level_title`, `variant` (null where its level has none), `framework`, `asked` (false where it is here
      for a service that moved), `outcome` ("none", "note", "discuss" or "refer") and what that is `said` to be;
      `evaluated`: null where no copy is kept, else `role` (the id then), `reference`, `date`, `scheme`, `grade`,
      `evaluator`, `framework`; `findings`: each with `rule`, `title`, `outcome`, `said`, `before`, `after`, `change`,
      `threshold`, `factors`, `reason`, `basis`; and `moved`: each with `service`, `way` ("from", "to" or "also"),
      `role`, `title` of the other role
    - `counts`: how many roles come to each outcome; `failed`: those that could not be weighed; `left_out`: those
      superseded or deleted, which nobody named; `decision`: whose it is
    """
    value = {
        "as_at": told.as_at.isoformat() if told.as_at else None,
        "standing": told.standing,
        "adopted": told.adopted,
        "frameworks": [{"old": one.old, "new": one.new, "roles": list(one.roles)} for one in told.frameworks],
        "roles": [_value(role) for role in told.roles],
        "counts": {outcome: told.count(outcome) for outcome in weighed.SAID},
        "failed": list(told.failed),
        "left_out": list(told.left_out),
        "decision": DECISION,
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def _value(told: RoleReport) -> Mapping[str, object]:
    after = told.case.after
    return {
        "role": after.id,
        "title": after.role.title,
        "level": after.role.level,
        "level_title": after.level_title,
        "variant": after.variant or None,
        "framework": after.framework,
        "asked": told.asked,
        "outcome": told.weighed.outcome,
        "said": weighed.SAID[told.weighed.outcome],
        "evaluated": _evaluated(told, told.case.evaluated) if told.case.evaluated else None,
        "findings": [_finding(one) for one in weighed.findings(told)],
        "moved": [
            {"service": one.service, "way": one.way, "role": one.other, "title": one.title} for one in told.moved
        ],
    }


def _evaluated(told: RoleReport, about: JobEvaluation) -> Mapping[str, object]:
    before = told.case.before
    return {
        "role": before.id if before else told.case.after.id,
        "reference": about.reference,
        "date": about.date.isoformat() if about.date else None,
        "scheme": about.scheme,
        "grade": about.grade,
        "evaluator": about.evaluator,
        "framework": before.framework if before else None,
    }


def _finding(one: Finding) -> Mapping[str, object]:
    return {
        "rule": one.rule,
        "title": one.title,
        "outcome": one.outcome,
        "said": one.said,
        "before": one.before or None,
        "after": one.after or None,
        "change": one.change or None,
        "threshold": one.threshold or None,
        "factors": list(one.factors),
        "reason": one.reason,
        "basis": one.basis,
    }
