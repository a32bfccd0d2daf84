"""What the rules found in one role, and what that comes to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from rolegen.evaluation.job import Job
from rolegen.role import JobEvaluation

Outcome = Literal["none", "note", "discuss", "refer"]
OUTCOMES: tuple[Outcome, ...] = ("none", "note", "discuss", "refer")  # from the least to the most
Factor = Literal["know-how", "problem solving", "accountability"]


@dataclass(frozen=True, slots=True)
class Case:
    """A role as it stands, and as it was last evaluated: None, and None, where no copy of that is kept.

    `evaluated` are the facts of the copy; `replaced` is its role where that is another one, whose place this one takes.
    `as_at` is the day on which the age of an evaluation is looked at; None, and nothing is said of its age.
    """

    after: Job
    before: Job | None = None
    evaluated: JobEvaluation | None = None
    replaced: str = ""
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found, in words for a councillor.

    `said` is one sentence on what changed; `before` and `after` are its sides, `change` the size of it where it is
    measured, as in “up 31%”; `threshold` what it was measured by, as in “discuss from 25%, refer from 50%”.
    """

    rule: str
    title: str
    outcome: Outcome
    said: str
    before: str
    after: str
    change: str
    threshold: str
    factors: tuple[Factor, ...]
    reason: str
    basis: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What all rules together come to for one role; a note alone is “no trigger found”.

    `cap` is the most that the role may come to, whatever was found: an organisation may have changes for a time
    discussed and never referred.
    """

    case: Case
    findings: tuple[Finding, ...]
    cap: Outcome = "refer"

    @property
    def outcome(self) -> Outcome:
        """The most that any of the findings comes to, and no more than the cap."""
        most: Outcome = max((one.outcome for one in self.findings), key=OUTCOMES.index, default="none")
        return min(most, self.cap, key=OUTCOMES.index)
