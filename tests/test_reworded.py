"""The one way to break an approval, words changed under the version that it names, is told before and as it happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.test_over_time import NEW_WORDS, OLD_WORDS, place, reword, rewrite

workspace = place  # the fixture: an approved role, a draft and a superseded one
SAYS = "which says something else now than when the file was made"


@pytest.fixture
def built(workspace: Path, run: Run) -> Path:
    assert run("build").code == 0
    assert "reworded" not in run("check").err
    return workspace


def test_a_clause_changed_under_the_approved_version_is_told_by_check_and_by_build(run: Run, built: Path) -> None:
    reword(built, OLD_WORDS, NEW_WORDS)
    told = (
        "profiles/warden.docx: warning: This profile is approved on framework “model-1”, "
        f"{SAYS}: reputation. [reworded]"
    )
    for command in (["check"], ["build", "--check"], ["build"]):
        ran = run(*command)
        assert ran.err.count("[reworded]") == 1, command
        assert told in ran.err
    assert "reworded" not in run("check").err, "what is built says what the framework says"
    assert run("check", "--strict").code == 0


def test_a_descriptor_and_a_clause_that_is_gone_are_told_too(run: Run, built: Path) -> None:
    def change(levels: list[dict[str, object]], clauses: list[dict[str, object]]) -> None:
        levels[2]["descriptor"] = "A Director directs."
        clauses[0].update(id="leading")

    rewrite(built, change)
    assert f"{SAYS}: leading, the level descriptor and a clause that is gone." in run("check").err


def test_a_new_version_is_no_such_change(run: Run, built: Path) -> None:
    assert run("init", "--framework-version", "2026").code == 0
    reword(built, OLD_WORDS, NEW_WORDS)
    assert "reworded" not in run("check").err
    assert "reworded" not in run("build").err
