"""What rolegen.yaml says of the rules of `rolegen evaluation` that cannot be so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolegen.evaluation.rulebook import STEPS, Rule
from rolegen.fields import show_number
from rolegen.problems import Problem, suggest
from rolegen.source import Keys, Source
from rolegen.workspace import Reevaluation, TriggerSettings

SECTION: Keys = ("reevaluation", "rules")
Fault = tuple[str, str, str]  # the key inside the rule's settings, the message, the hint


def faults(known: Mapping[str, Rule], wanted: Reevaluation, source: Source) -> Iterator[Problem]:
    """Rules that are not there, thresholds for rules without, and such, each at its place."""
    for name, settings in wanted.rules.items():
        if name not in known:
            message = f"rolegen evaluation has no rule “{name}”."
            yield Problem("unknown-rule", message, source.key_place((*SECTION, name)), suggest(name, known))
            continue
        for key, message, hint in _misfits(name, known[name], settings):
            yield Problem("trigger", message, source.key_place((*SECTION, name, *((key,) if key else ()))), hint)
    for key in ("approved_on", "minute"):
        if getattr(wanted, key) is not None and wanted.approved_by is None:
            message = f"“{key}” is here, and nobody is named who approved these rules."
            yield Problem("trigger", message, source.key_place(("reevaluation", key)), "Add a line “approved_by: …”.")


def _misfits(name: str, rule: Rule, wanted: TriggerSettings) -> Iterator[Fault]:
    yield from _of_outcome(name, rule, wanted)
    yield from _of_steps(name, rule, wanted)
    if wanted.bands and rule.bands is None:
        yield "bands", f"The rule “{name}” has no bands.", "Leave “bands” out; budget and staff may have them."
    if 0 in wanted.bands:
        yield "bands", "A band that ends at 0 is none.", "Write the sizes at which one band ends, as in [1000000]."


def _of_outcome(name: str, rule: Rule, wanted: TriggerSettings) -> Iterator[Fault]:
    if wanted.outcome in (None, "off"):
        return
    if rule.caps and wanted.outcome == "refer":
        hint = "Write note, and it only advises; discuss, and the role is then never referred; or off."
        yield "outcome", f"The rule “{name}” cannot come to refer.", hint
    elif rule.unit and not rule.caps:
        known = ", ".join(
            f"{step}: {show_number(start)}" for step in STEPS if (start := getattr(rule, step)) is not None
        )
        message = f"What the rule “{name}” comes to depends on its thresholds."
        yield "outcome", message, f"Change these, which are now {known}; or write off."


def _of_steps(name: str, rule: Rule, wanted: TriggerSettings) -> Iterator[Fault]:
    given = {step: start for step in STEPS if (start := getattr(wanted, step)) is not None}
    if given and not rule.unit:
        key = next(iter(given))
        yield key, f"The rule “{name}” has no thresholds.", f"Write {name}: {key}, or leave “{key}” out."
        return
    for step, own in given.items():
        if rule.within and step != "note":
            yield step, f"The rule “{name}” only gives a note.", f"Leave “{step}” out."
        for greater in STEPS[STEPS.index(step) + 1 :]:
            start = given.get(greater, getattr(rule, greater))
            if start is not None and start < own:
                message = f"“{step}” from {show_number(own)} is never reached: {greater} is from {show_number(start)}."
                yield step, message, f"Let “{greater}” begin at {show_number(own)} or later."
