"""What a copy of an evaluated role says beside the role: the file evaluation.yaml, and how a change in it is known."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rolegen.fields import Day, Id, Model, Text, read_model
from rolegen.problems import Checked, Problem, failed
from rolegen.source import parse

RULE = "evaluated-copy"
PUT_BACK = "A copy is never changed: put back what git has of it."
BOM = b"\xef\xbb\xbf"


class Above(Model):
    """Whom the post reported to."""

    said: Text
    """The page's words."""
    role: Id | None = None
    """The superior's role, where these words meant one."""
    level: Text | None = None
    """The superior's level, where they meant one."""
    level_title: Text | None = None
    """What that level was called."""
    post_number: Text | None = None
    """The superior's post number."""


class Below(Model):
    """A post that reported to this one."""

    role: Id
    """Its id."""
    title: Text
    """Its title."""
    level: Text
    """Its level."""
    level_title: Text
    """What that level was called."""
    grade: Text | None = None
    """Its grade."""
    post_number: Text | None = None
    """Its post number."""


class AsEvaluated(Model):
    """The file evaluation.yaml of a copy: what its role file does not say, or does not say by itself."""

    role: Id
    """The role's id when it was evaluated."""
    reference: Text
    """The evaluation's reference. Never a score."""
    date: Day
    """The day of the evaluation."""
    scheme: Text | None = None
    """The evaluation scheme."""
    grade: Text | None = None
    """The grade that the evaluation came to."""
    evaluator: Text | None = None
    """The organisation that evaluated the post, where it is not its own."""
    framework: Text
    """The version of the framework that the role stood on."""
    level_title: Text
    """What its level was called."""
    variant: Text | None = None
    """The version of the level that it had, where the level has several."""
    reports_to: Above | None = None
    """Whom it reported to."""
    reports: tuple[Below, ...] = ()
    """The posts that reported to it."""
    sha256: Text
    """The SHA-256 digest of the role file beside this one, its line ends as LF."""
    seal: Text
    """The SHA-256 digest of the facts above, by which a change in them is known."""


def plain(data: bytes) -> bytes:
    """A file's bytes as copies are kept and known again: line ends LF, no byte order mark."""
    return data.removeprefix(BOM).replace(b"\r\n", b"\n")


def digest(data: bytes) -> str:
    """The digest by which a role's text is known."""
    return hashlib.sha256(plain(data)).hexdigest()


def seal(facts: AsEvaluated) -> str:
    """The digest of the facts, by what they say and not by how it is written."""
    said = facts.model_dump(mode="json", exclude={"seal"}, exclude_defaults=True)
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=True).encode()).hexdigest()


def sealed(values: Mapping[str, Any]) -> AsEvaluated:
    """The facts with their digest."""
    facts = AsEvaluated.model_validate({**values, "seal": "-"})
    return facts.model_copy(update={"seal": seal(facts)})


def parsed(data: bytes, path: Path) -> Checked[AsEvaluated]:
    """The facts in a file's bytes, if they are what was written."""
    source = parse(data, path)
    if source.value is None or source.problems:
        return Checked(None, tuple(damaged(one) for one in source.problems))
    facts = read_model(AsEvaluated, source.value)
    if facts.value is None:
        return Checked(None, tuple(damaged(one) for one in facts.problems))
    if seal(facts.value) != facts.value.seal:
        return failed(RULE, "These facts were changed after they were kept.", source.value.place(("seal",)), PUT_BACK)
    return facts


def damaged(problem: Problem) -> Problem:
    """A problem of a file inside a copy, which nobody is to mend there."""
    return Problem(RULE, f"This copy is damaged: {problem.message}", problem.place, PUT_BACK)
