"""What every form of an evaluation report says in the same words."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rolegen.evaluation.finding import OUTCOMES, Finding, Outcome
from rolegen.evaluation.moves import Moved, Way
from rolegen.evaluation.report import FrameworkChange, Report, RoleReport
from rolegen.fields import show_day
from rolegen.problems import listed
from rolegen.role import JobEvaluation
from rolegen.telling import sentences

HEADING = "Job evaluation: has a role changed so much that it may need evaluating again?"
RULES = "Why these rules"
UNCOMPARED = ("never-evaluated", "no-copy")  # the rules that say that there is nothing to compare with
FRAMEWORKS = "Changes of the framework"
NOTHING = "no trigger found"
SAID: Mapping[Outcome, str] = {"none": NOTHING, "note": NOTHING, "discuss": "discuss", "refer": "refer"}
LABELS: Mapping[Outcome, str] = {"none": "None", "note": "Note", "discuss": "Discuss", "refer": "Refer"}
DECISION = "rolegen compares what is written and computes no scores. Whether a post is evaluated again, people decide."
MOVES: Mapping[Way, str] = {"from": "came from", "to": "went to", "also": "is also listed by"}
BESIDE = "not asked for: a service moved to or from it"


@dataclass(frozen=True, slots=True)
class Alike:
    """Roles of which the same is to be said."""

    roles: tuple[RoleReport, ...]

    @property
    def one(self) -> RoleReport:
        """Any of them, to say it of."""
        return self.roles[0]

    @property
    def heading(self) -> str:
        """Which role it is, or how many they are, and what they come to."""
        who = name(self.one) if len(self.roles) == 1 else f"{len(self.roles):,} roles"
        beside = "" if self.one.asked else f" ({BESIDE})"
        return f"{who}: {SAID[self.one.weighed.outcome]}{beside}"

    @property
    def names(self) -> str:
        """All of them, where they are several."""
        return ", ".join(name(role) for role in self.roles) if len(self.roles) > 1 else ""


def grouped(told: Report) -> tuple[Alike, ...]:
    """The roles of which there is something to say, those together of which it is the same."""
    groups: dict[object, list[RoleReport]] = {}
    for role in told.roles:
        if is_telling(role):
            said = (role.asked, role.weighed.findings, role.moved, compared(role))
            groups.setdefault(said, []).append(role)
    return tuple(Alike(tuple(roles)) for roles in groups.values())


def is_telling(role: RoleReport) -> bool:
    """Whether there is something to say of a role."""
    return bool(role.weighed.findings or role.moved or role.case.evaluated is None)


def silent(told: Report) -> str:
    """The roles of which there is nothing to say, in a sentence; "" where there are none."""
    names = tuple(name(role) for role in told.roles if not is_telling(role))
    return f"Nothing to tell of {sentences.some(names)}." if names else ""


def name(role: RoleReport) -> str:
    """A role's title and id."""
    return f"{role.case.after.role.title} ({role.case.after.id})"


def compared(role: RoleReport) -> str:
    """What the role was compared with, in a sentence or two; "" where a rule says that there is nothing."""
    case = role.case
    if case.evaluated is None:
        is_told = any(one.rule in UNCOMPARED for one in role.weighed.findings)
        return "" if is_told else "No copy of it as evaluated is kept, so there is nothing to compare it with."
    whose = f" The copy is that of “{case.replaced}”, whose place this role takes." if case.replaced else ""
    return f"Compared with the role as evaluated{_evaluated(case.evaluated)}.{whose}"


def _evaluated(about: JobEvaluation) -> str:
    day = f" on {show_day(about.date)}" if about.date else ""
    grade = f"grade {about.grade}" if about.grade else None
    facts = [said for said in (about.reference, about.scheme, grade, about.evaluator) if said]
    return f"{day} ({', '.join(facts)})" if facts else day


def findings(role: RoleReport) -> tuple[Finding, ...]:
    """What was found, what weighs most first."""
    return tuple(sorted(role.weighed.findings, key=lambda one: -OUTCOMES.index(one.outcome)))


def trigger_titles(role: RoleReport) -> tuple[str, ...]:
    """The rules that bring the role to what it comes to, each once."""
    least = OUTCOMES.index(role.weighed.outcome)
    return tuple(dict.fromkeys(one.title for one in findings(role) if OUTCOMES.index(one.outcome) >= least))


def held_down(role: RoleReport) -> str:
    """That an organisation's rule holds the outcome below what was found, in a sentence; "" where none does."""
    outcome = role.weighed.outcome
    most = max((one.outcome for one in role.weighed.findings), key=OUTCOMES.index, default=outcome)
    if most == outcome:
        return ""
    return f"What was found comes to “{SAID[most]}”; your organisation holds a change for a time at “{SAID[outcome]}”."


def lead(one: Finding) -> str:
    """What a finding comes to, and by which rule; what changed is its own sentence."""
    return f"{LABELS[one.outcome]}: {one.title} [{one.rule}]."


def facts(one: Finding) -> Iterator[tuple[str, str]]:
    """What else is to be known of a finding, each part with what it is called."""
    parts = {
        "Before": one.before,
        "After": one.after,
        "Change": one.change,
        "Threshold": one.threshold,
        "Touches": listed(one.factors),
    }
    is_compared = bool(one.before or one.after)
    for label, said in parts.items():
        if said or (is_compared and label in ("Before", "After")):
            yield label, said or "nothing"


def rules(told: Report) -> tuple[tuple[str, Mapping[str, str]], ...]:
    """The rules that found something, each once, with why it is one and whose practice it follows."""
    found = {one.rule: one for role in told.roles for one in findings(role)}
    return tuple((f"{one.title} [{one.rule}]", {"Why": one.reason, "Basis": one.basis}) for one in found.values())


def move(one: Moved) -> str:
    """A service that moved, in a sentence."""
    return f"“{one.service}” {MOVES[one.way]} {one.title} ({one.other})."


def step(one: FrameworkChange) -> str:
    """A change of the framework under roles that were evaluated on the version before, in sentences."""
    count = len(one.roles)
    who = "1 role was evaluated" if count == 1 else f"{count:,} roles were evaluated"
    stand = "stands" if count == 1 else "stand"
    return (
        f"{who} on framework “{one.old}” and {stand} on “{one.new}” now: {sentences.some(one.roles)}. What the "
        "framework says is not weighed role by role: consult on it and approve it as a whole. To read what changed: "
        f"rolegen diff --framework {shlex.quote(one.old)} {shlex.quote(one.new)}"
    )


def opening(told: Report) -> Iterator[str]:
    """Whose thresholds these are, and the day that is looked at."""
    yield told.standing
    if told.as_at:
        yield f"As at {show_day(told.as_at)}."


def closing(told: Report) -> Iterator[str]:
    """How many roles come to what, and which are not among them."""
    counts = [(told.count("refer"), "refer"), (told.count("discuss"), "discuss"), (told.count("none", "note"), NOTHING)]
    said = listed([f"{number:,} {outcome}" for number, outcome in counts if number])
    if len(told.roles) == 1:
        yield f"1 role: {SAID[told.roles[0].weighed.outcome]}."
    elif told.roles:
        yield f"{len(told.roles):,} roles: {said}."
    if told.failed:
        yield f"Not weighed, because something is wrong there: {sentences.some(told.failed)}."
    if told.left_out:
        yield f"Left out, superseded or deleted: {sentences.some(told.left_out)}. Name one to have it weighed."
