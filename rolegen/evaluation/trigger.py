"""The rules of `rolegen evaluation` as data: what each compares, from where it speaks, why, and by whose practice.

`rules.yaml` holds them; a function of the same id in one of the modules that `weighing` lists does the comparing. An
organisation changes them under `reevaluation` in rolegen.yaml, and says there who approved that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from rolegen.evaluation.finding import OUTCOMES, Outcome
from rolegen.evaluation.misfits import faults
from rolegen.evaluation.rulebook import STEPS, Rule, shipped
from rolegen.fields import show_day, show_money, show_number
from rolegen.problems import Checked, listed
from rolegen.workspace import SETTINGS, Reevaluation, TriggerSettings, Workspace


@dataclass(frozen=True, slots=True)
class Trigger:
    """A `rule` that rolegen comes with, as it holds in a workspace.

    `outcome` is what the rule comes to, and at most where it has thresholds; "none" where it is off. `steps` are the
    thresholds, each with its outcome, from the least to the most; a threshold of 0 is any change at all. `reason_here`
    is why the organisation changed the rule, in its own words.
    """

    id: str
    rule: Rule
    outcome: Outcome
    steps: tuple[tuple[Outcome, Fraction], ...]
    bands: tuple[Fraction, ...]
    is_changed: bool
    reason_here: str

    @property
    def is_on(self) -> bool:
        """Whether the rule is looked at."""
        return self.outcome != "none"

    def at_most(self, outcome: Outcome) -> Outcome:
        """A lesser outcome than the rule's own, where the change found is a lesser one."""
        return min(outcome, self.outcome, key=OUTCOMES.index)

    def at(self, size: Fraction) -> Outcome:
        """What a change of that size comes to, in the rule's unit."""
        reached = (one for one, start in self.steps if (size <= start if self.rule.within else size >= start))
        return max(reached, key=OUTCOMES.index, default="none")

    @property
    def caps(self) -> bool:
        """Whether the role comes to no more than “discuss” once the rule speaks."""
        return self.rule.caps and self.outcome == "discuss"

    @property
    def changed(self) -> str:
        """That the organisation changed the rule, and why."""
        if not self.is_changed:
            return self.reason_here
        why = f": {self.reason_here.rstrip('.')}" if self.reason_here else ""
        return f"Changed in {SETTINGS}{why}."

    @property
    def threshold(self) -> str:
        """In words: “note from 15%, discuss from 25%, refer from 50% or across £1 million”."""
        if not self.is_on:
            return "off"
        steps = ", ".join(f"{outcome} {self._from(start)}" for outcome, start in self.steps)
        bands = listed([self._band(band) for band in self.bands])
        across = f"refer across {bands}" if bands else ""
        capped = "and the role then comes to discuss at most" if self.caps else ""
        return ", ".join(filter(None, (steps, across, capped))) or f"{self.outcome}: {self.rule.when}"

    def _from(self, start: Fraction) -> str:
        number = show_number(float(start))
        if self.rule.within:
            return f"up to {number} months"
        if not start:
            return "any change"
        return f"from {number}{'%' if self.rule.unit == 'per cent' else f' {self.rule.unit}'}"

    def _band(self, band: Fraction) -> str:
        return show_money(float(band)) if self.id == "budget" else show_number(float(band))


@dataclass(frozen=True, slots=True)
class Triggers:
    """The rules of a workspace by id, in their order, and whether the organisation has adopted them, in a sentence."""

    rules: Mapping[str, Trigger]
    standing: str
    adopted: bool


def triggers(place: Workspace) -> Checked[Triggers]:
    """The rules as they hold in a workspace, and what rolegen.yaml says of them that cannot be so."""
    known, wanted = shipped(), place.settings.reevaluation
    held = {name: _held(name, rule, wanted.rules.get(name)) for name, rule in known.items()}
    found = tuple(faults(known, wanted, place.source)) if place.source else ()
    return Checked(Triggers(held, _standing(wanted), wanted.approved_by is not None), found)


def _held(name: str, rule: Rule, wanted: TriggerSettings | None) -> Trigger:
    own = wanted or TriggerSettings()
    steps = _steps(rule, own)
    bands = tuple(sorted(map(exact, own.bands or rule.bands or ())))
    return Trigger(
        id=name,
        rule=rule,
        outcome=_outcome(own.outcome or rule.outcome, steps, bands),
        steps=steps,
        bands=bands,
        is_changed=_changes(own),
        reason_here=own.reason or "",
    )


def _steps(rule: Rule, wanted: TriggerSettings) -> tuple[tuple[Outcome, Fraction], ...]:
    """The organisation's thresholds, and those shipped that are not beyond the organisation's for something greater."""
    steps: list[tuple[Outcome, Fraction]] = []
    nearest: float | None = None
    for step in reversed(STEPS):
        own, ours = getattr(wanted, step), getattr(rule, step)
        if own is None and (ours is None or (nearest is not None and ours >= nearest)):
            continue
        steps.insert(0, (step, exact(ours if own is None else own)))
        nearest = own if own is not None else nearest
    return tuple(steps)


def _outcome(said: str | None, steps: tuple[tuple[Outcome, Fraction], ...], bands: tuple[Fraction, ...]) -> Outcome:
    if said == "off":
        return "none"
    known: tuple[Outcome, ...] = (*(one for one in OUTCOMES if one == said), *(("refer",) if bands else ()))
    return max((*known, *(one for one, _ in steps)), key=OUTCOMES.index)


def _changes(wanted: TriggerSettings) -> bool:
    """Whether settings say more than why a rule is as it is."""
    return bool(wanted.model_fields_set - {"reason"})


def exact(number: float | Fraction) -> Fraction:
    """A number as it was written, to compare without rounding."""
    return number if isinstance(number, Fraction) else Fraction(repr(number))


def _standing(wanted: Reevaluation) -> str:
    if not wanted.approved_by:
        what = (
            f"Thresholds changed in {SETTINGS}" if any(map(_changes, wanted.rules.values())) else "Default thresholds"
        )
        return f"{what}, not adopted by your organisation."
    day = f" on {show_day(wanted.approved_on)}" if wanted.approved_on else ""
    minute = f", minute {wanted.minute}" if wanted.minute else ""
    return f"Thresholds adopted by {wanted.approved_by}{day}{minute}."
