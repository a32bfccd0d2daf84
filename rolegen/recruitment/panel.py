"""What a panel scores by: the criteria of a person profile by how they are assessed, essentials first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rolegen.fields import show_day
from rolegen.problems import Checked, Problem, has_errors, listed
from rolegen.templating import STATUS

if TYPE_CHECKING:
    from rolegen.profile import CriterionRow, Profile
    from rolegen.role import RoleFile

CANDIDATES = ("A", "B", "C", "D", "E", "F")
MEMBERS = 4  # of a panel; three or four are usual
SHORTLISTED_BY, INTERVIEW = "application", "interview"
STAGES = {
    SHORTLISTED_BY: "Shortlisting: the application",
    "test": "Test",
    "presentation": "Presentation",
    "certificate": "Certificates",
    "reference": "References",
    INTERVIEW: "Interview",
}  # by the method as a role file names it, in the order of the page
MOST_NAMED = 6  # criteria that a message names


@dataclass(frozen=True, slots=True)
class Mark:
    """A score that the panel may give, and what it stands for."""

    score: int
    means: str
    shows: str


SCALE = (
    Mark(4, "Exceeds", "Strong evidence, beyond what the criterion asks"),
    Mark(3, "Meets well", "Full and recent evidence of all that the criterion asks"),
    Mark(2, "Meets", "Enough evidence of what the criterion asks"),
    Mark(1, "Meets in part", "Some evidence, but a part that matters is missing"),
    Mark(0, "Does not meet", "No evidence, or evidence of something else"),
)
HIGHEST = SCALE[0].score


@dataclass(frozen=True, slots=True)
class Sum:
    """A row for the sum of the scores of all essential, or of all desirable, criteria."""

    importance: str
    highest: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A way of assessing, and the criteria that are assessed in it."""

    id: str
    title: str
    rows: tuple[CriterionRow, ...]

    @property
    def highest(self) -> int:
        """The highest sum of all scores."""
        return HIGHEST * len(self.rows)

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The sums to draw, of two scores or more."""
        counts = Counter(row.importance for row in self.rows)
        return tuple(Sum(name, HIGHEST * counts[name]) for name in ("essential", "desirable") if counts[name] > 1)


@dataclass(frozen=True, slots=True)
class Panel:
    """What the papers of a panel are made of.

    `shortlisting` is the first stage, `later` are those of the others that have criteria; `unstated` are the criteria
    of which nobody has said how they are assessed.
    """

    version: str
    shortlisting: Stage
    later: tuple[Stage, ...]
    unstated: Stage
    candidates: tuple[str, ...] = CANDIDATES
    scale: tuple[Mark, ...] = SCALE
    members: int = MEMBERS

    @property
    def interview(self) -> Stage | None:
        """What is assessed at interview, for the interview sheet."""
        return next((stage for stage in self.later if stage.id == INTERVIEW), None)

    @property
    def is_ready(self) -> bool:
        """Whether it is said of any criterion how it is assessed."""
        return bool(self.shortlisting.rows or self.later)


def about(profile: Profile, file: RoleFile | None) -> Checked[Mapping[str, Any]]:
    """What the template of the panel's papers prints, by name."""
    made = panel(profile)
    problems = tuple(_faults(made, profile, file)) if file else ()
    return Checked(None if has_errors(problems) else {"panel": made}, problems)


def panel(profile: Profile) -> Panel:
    """The criteria of a profile by how they are assessed: one that is assessed in several ways stands in each."""
    rows = [row for group in profile.criteria for row in group.rows]
    rows.sort(key=lambda row: row.importance != "essential")
    first, *later = (Stage(way, title, _assessed(rows, way)) for way, title in STAGES.items())
    return Panel(
        version=_version(profile),
        shortlisting=first,
        later=tuple(stage for stage in later if stage.rows),
        unstated=Stage("unstated", "", tuple(row for row in rows if not row.assessed_by)),
    )


def _version(profile: Profile) -> str:
    """Which version of the profile the criteria are from."""
    role = profile.role
    if profile.starters:
        return (
            f"None yet; criteria that come with the level of {profile.level.title}" if profile.criteria else "None yet"
        )
    version = f"Version {role.version}" if role.version else "No version yet"
    day = f" {show_day(role.approved_on)}" if role.status == "approved" and role.approved_on else ""
    return f"{version}, {STATUS[role.status].lower()}{day}"


def _assessed(rows: Sequence[CriterionRow], way: str) -> tuple[CriterionRow, ...]:
    return tuple(row for row in rows if way in row.assessed_by)


def _faults(made: Panel, profile: Profile, file: RoleFile) -> Iterator[Problem]:
    """What keeps a panel from scoring by a role's person profile; only a settled role without any is an error."""
    if not profile.role.person_profile:
        yield _without_criteria(profile, file)
    elif unstated := made.unstated.rows:
        at = next(n for n, item in enumerate(profile.role.person_profile) if not item.assessed_by)
        refs = listed([row.ref for row in unstated], MOST_NAMED)
        said = "is assessed: it stands" if len(unstated) == 1 else "are assessed: they stand"
        message = f"The person profile does not say how {refs} {said} apart in the panel’s papers."
        hint = "Add a line such as “assessed_by: [application, interview]”."
        yield Problem("not-assessed", message, file.source.place(("person_profile", at)), hint, "warning")
    elif not made.shortlisting.rows:
        message = "No criterion is assessed from the application, so there is nothing to draw up a shortlist by."
        hint = "Add “application” to assessed_by where the application shows it, or interview every candidate."
        yield Problem("no-shortlist", message, file.place("person_profile"), hint, "warning")


def _without_criteria(profile: Profile, file: RoleFile) -> Problem:
    """A role without a person profile: a draft shows what its level suggests, a settled one has nothing to score by."""
    hint = "Add the criteria under person_profile, each with importance and assessed_by."
    if profile.role.settled:
        status = profile.role.status
        message = f"This role has no person profile and is {status}, so a panel has nothing to shortlist by."
        return Problem("no-criteria", message, file.place("status"), hint)
    message = "This role has no person profile yet: the panel’s papers show what its level suggests."
    if not profile.criteria:
        message = "This role has no person profile yet, so a panel has nothing to shortlist by."
    return Problem("no-criteria", message, file.source.place(), hint, "warning")
