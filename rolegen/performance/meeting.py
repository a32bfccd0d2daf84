"""What performance forms print beside the profile: who reviews, the employers, and the objectives that are shared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rolegen.fields import show_day
from rolegen.performance.objectives import Objective, Objectives, SharedWith
from rolegen.performance.reviewers import LINE_MANAGER, employers, is_most_senior, reviewers
from rolegen.problems import Checked, listed

if TYPE_CHECKING:
    from rolegen.build import Workshop
    from rolegen.profile import Profile

# What every review covers, as the national conditions of service for chief executives have it, in this order.
HEADINGS = (
    "The role",
    "What was achieved",
    "What could be improved",
    "Key issues in the coming year",
    "Development needs",
)
NO_OBJECTIVES = SharedWith({})


@dataclass(frozen=True, slots=True)
class Kind:
    """Objectives of one kind: those that are shared come first; at least one row is left to fill in.

    `path` is how the fields of its rows begin, `least` how many rows there are at least.
    """

    path: str
    title: str
    least: int
    shared: tuple[Objective, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The numbers of its rows, from 1."""
        return tuple(range(1, max(self.least, len(self.shared) + 1) + 1))

    def shared_at(self, row: int) -> Objective | None:
        """The shared objective of a row; None where it is left to fill in."""
        return self.shared[row - 1] if row <= len(self.shared) else None


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who meets, and about what; `decision` says who decided to share the objectives that are shared."""

    headings: tuple[str, ...]
    employers: tuple[str, ...]
    reviewers: tuple[str, ...]
    is_most_senior: bool
    kinds: tuple[Kind, ...]
    period: str = ""
    decision: str = ""

    @property
    def is_joint(self) -> bool:
        """Whether several employers share the post."""
        return len(self.employers) > 1

    @property
    def last_shared(self) -> Kind | None:
        """The last of the kinds that have shared objectives: who decided to share them is said below it, once."""
        return next((kind for kind in reversed(self.kinds) if kind.shared), None)

    @property
    def employed_by(self) -> str:
        """The employers in words."""
        return listed(self.employers)

    @property
    def reviewed_by(self) -> str:
        """Who reviews, in running words."""
        return listed(self.reviewers) if self.is_most_senior else LINE_MANAGER


def about(workshop: Workshop, profile: Profile) -> Checked[Mapping[str, Any]]:
    """What the template prints, by name."""
    by, shared = employers(profile), workshop.shared
    own = shared.of("" if profile.is_level else profile.name, by) if shared else NO_OBJECTIVES
    kinds = tuple(_kinds(by, own))
    meeting = Meeting(
        headings=HEADINGS,
        employers=by,
        reviewers=reviewers(workshop, profile),
        is_most_senior=is_most_senior(workshop, profile),
        kinds=kinds,
        period=shared.said.period if shared else "",
        decision=_decision(shared.said) if shared and any(kind.shared for kind in kinds) else "",
    )
    return Checked({"meeting": meeting})


def _kinds(by: tuple[str, ...], own: SharedWith) -> Iterator[Kind]:
    """Each employer's corporate objectives, those of the collaboration where there is one, and the officer's own."""
    least = 3 if len(by) == 1 else 2
    for number, employer in enumerate(by, 1):
        shared = own.corporate.get(employer, ())
        yield Kind(f"corporate_{number}", f"Corporate objectives of {employer}", least, shared)
    if len(by) > 1:
        yield Kind("collaboration", "Objectives of the collaboration", least, own.collaboration)
    yield Kind("personal", "Personal objectives", least)
    yield Kind("development", "Development objectives", 2)


def _decision(said: Objectives) -> str:
    minute = f" (minute {said.minute})" if said.minute else ""
    return f"decision of {said.decided_by} on {show_day(said.decided_on)}{minute}"
