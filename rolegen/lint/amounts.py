"""More than a profile carries, and criteria that nobody would know how to assess."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from rolegen.lint.contract import RoleCheck, Said, Written
from rolegen.lint.rule import Rule
from rolegen.problems import listed


def no_assessment(role: Written, rule: Rule) -> Iterator[Said]:
    """Criteria without a method, told once for all of them at the first; an error once the role is approved."""
    del rule
    criteria = role.file.role.person_profile
    missing = [n for n, one in enumerate(criteria) if not one.assessed_by]
    if not missing:
        return
    numbers = listed([str(n + 1) for n in missing])
    which = f"criterion {numbers}" if len(missing) == 1 else f"criteria {numbers}"
    if len(missing) == len(criteria) > 1:
        which = f"any of the {len(criteria)} criteria"
    yield Said(
        f"Nothing says how {which} will be assessed.",
        ("person_profile", missing[0]),
        "Add to each how a panel will judge it, such as “assessed_by: [application, interview]”.",
        words="assessed_by",
        softer=role.file.role.status != "approved",
    )


def too_many_essentials(role: Written, rule: Rule) -> Iterator[Said]:
    """More essential criteria than anyone would meet in full."""
    essential = [one for one in role.file.role.person_profile if one.importance == "essential"]
    if len(essential) <= rule.most:
        return
    category, number = Counter(one.category for one in essential).most_common(1)[0]
    yield Said(
        f"{len(essential)} criteria are essential, which is more than {rule.most}.",
        ("person_profile",),
        f"Keep those that the work needs from the first day, and make the others desirable or take them out. Begin "
        f"with the {number} under “{category}”.",
        words="essential",
    )


def too_many_accountabilities(role: Written, rule: Rule) -> Iterator[Said]:
    """More accountabilities than a post can be held to."""
    number = len(role.file.role.accountabilities)
    if number <= rule.most:
        return
    yield Said(
        f"There are {number} accountabilities, which is more than {rule.most}.",
        ("accountabilities",),
        "Bring duties that serve one result together under that result, and leave tasks to the work plan.",
        words="accountabilities",
    )


OF_A_ROLE: Mapping[str, RoleCheck] = {
    "no-assessment": no_assessment,
    "too-many-essentials": too_many_essentials,
    "too-many-accountabilities": too_many_accountabilities,
}
