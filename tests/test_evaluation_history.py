"""A post of an Executive Director, extended for twelve months to lead the whole council, then on its own again.

Each is weighed beside the one before, as job evaluation would have had it; the text is compared with a golden file.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from datetime import date

import pytest

from rolegen.evaluation.finding import Case, Weighed
from rolegen.evaluation.job import Job, Superior
from rolegen.evaluation.weighing import weigh
from rolegen.framework import Framework, load
from rolegen.role import Role
from tests.conftest import EXAMPLES, ROOT
from tests.evaluated import default, read, rules_told
from tests.role_history import EXECUTIVE_DIRECTOR_2020
from tests.samples import needed

GOLDEN = ROOT / "tests" / "golden" / "evaluation" / "history.txt"
HISTORY = EXAMPLES / "data" / "history"


def example(name: str) -> Role:
    return read((EXAMPLES / "roles" / f"{name}.yaml").read_text("utf-8"))


def as_job(name: str, role: Role, framework: Framework) -> Job:
    """The role with its level's title in the framework of its year; whom it reports to is plain words in all three."""
    superior = Superior(role.reports_to or "")
    return Job(name, role, framework.title(role.level), "cmt", framework.about.version, superior)


def models() -> tuple[Job, Job, Job]:
    """The post as it was evaluated in 2017, extended for 2021, and permanent again from 2022."""
    of_2017, of_2021 = needed(load(HISTORY / "2017")), needed(load(HISTORY / "2021"))
    return (
        as_job("executive-director-commissioning", read(EXECUTIVE_DIRECTOR_2020), of_2017),
        as_job("managing-executive-director", example("managing-executive-director"), of_2021),
        as_job("executive-director-communities", example("executive-director-communities"), of_2021),
    )


def proposed(after: Job) -> Job:
    """A role before its own evaluation, as it was put to evaluators."""
    return Job(
        after.id,
        after.role.model_copy(update={"job_evaluation": None}),
        after.level_title,
        after.variant,
        after.framework,
        after.superior,
    )


def steps() -> tuple[tuple[str, Weighed], ...]:
    first, extended, permanent = models()
    return (
        ("Extended for twelve months from January 2021", beside(first, proposed(extended), date(2020, 11, 2))),
        ("On its own again from January 2022", beside(extended, proposed(permanent), date(2021, 9, 20))),
    )


def beside(before: Job, after: Job, day: date) -> Weighed:
    return weigh(Case(after, before, before.role.job_evaluation, before.id, day), default())


def text() -> str:
    return "\n".join(line for title, weighed in steps() for line in told(title, weighed))


def told(title: str, weighed: Weighed) -> Iterator[str]:
    yield from (title, "=" * len(title), f"Outcome: {weighed.outcome}", "")
    for finding in weighed.findings:
        yield from (f"{finding.title} ({finding.rule}): {finding.outcome}", *indented(finding.said))
        yield from indented(f"Then: {finding.before}") if finding.before else ()
        yield from indented(f"Now: {finding.after}") if finding.after else ()
        yield from indented(f"Change: {finding.change}") if finding.change else ()
        yield from indented(f"Threshold: {finding.threshold}. Touches {', '.join(finding.factors)}.")
        yield from (*indented(f"Why: {finding.reason}"), *indented(f"Basis: {finding.basis}"), "")


def indented(line: str) -> list[str]:
    return textwrap.wrap(line, 110, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False)


def test_the_history_is_told_as_a_councillor_would_read_it(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        GOLDEN.write_text(text(), "utf-8")
    assert text() == GOLDEN.read_text("utf-8")


def test_an_executive_director_extended_for_a_time_is_referred_with_every_reason() -> None:
    weighed = steps()[0][1]
    found = rules_told(weighed)
    assert weighed.outcome == "refer"
    refers = {"level", "grade", "designation", "services", "budget", "staff", "accountabilities"}
    assert {rule for rule, outcome in found.items() if outcome == "refer"} == refers
    assert found["reporting-line"] == "discuss"
    assert found["temporary"] == found["old-evaluation"] == "note"


def test_the_post_on_its_own_again_loses_what_it_was_lent_and_is_referred() -> None:
    found = rules_told(steps()[1][1])
    assert found["designation"] == found["level"] == found["services"] == "refer"
    assert found["recent-evaluation"] == "note"
    assert "temporary" not in found
