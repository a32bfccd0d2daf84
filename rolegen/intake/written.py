"""What importing a Word file would do → the role file's bytes, read again and found in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from rolegen import build, templating
from rolegen.fields import Model
from rolegen.intake.taking import Intake
from rolegen.problems import Checked, Place, Problem, has_errors
from rolegen.register import Register
from rolegen.role import (
    Contacts,
    Contract,
    Dimensions,
    Disclosure,
    JobEvaluation,
    PoliticalRestriction,
    Role,
    parse_role,
)
from rolegen.yamledit import Put, edited, new_file

GROUPS: Mapping[str, type[Model]] = {
    "contract": Contract,
    "politically_restricted": PoliticalRestriction,
    "dbs": Disclosure,
    "dimensions": Dimensions,
    "contacts": Contacts,
    "job_evaluation": JobEvaluation,
}
ORDER = (*Role.model_fields, *(f"{group}.{key}" for group, model in GROUPS.items() for key in model.model_fields))


def written(intake: Intake) -> Checked[bytes]:
    """The role file with the edits in it; what `rolegen check` would refuse is not made."""
    if not intake.puts:
        return Checked(intake.data)
    path, data = intake.destination.path, intake.data
    made = Checked(_new(intake.puts)) if data is None else edited(data, path, intake.puts, ORDER)
    if made.value is None:
        return made
    problems = _faults(intake, made.value)
    return Checked(None, problems) if has_errors(problems) else Checked(made.value, problems)


def _new(puts: Iterable[Put]) -> bytes:
    values: dict[str, Any] = {}
    for put in puts:
        *groups, last = map(str, put.path)
        inside = values
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = put.value
    return new_file(values, ORDER)


def _faults(intake: Intake, data: bytes) -> tuple[Problem, ...]:
    """What is wrong with the role that the bytes hold; it was typed in the Word file, and no role file has it yet."""
    path, workshop = intake.destination.path, intake.workshop
    known = Register(dict.fromkeys([*workshop.register.paths.values(), path]))
    shop = replace(workshop, register=known)
    profile = build.profile_of(shop, parse_role(data, path))
    problems = profile.problems
    if profile.value:
        problems = (*problems, *templating.render(shop.template, profile.value).problems)
    return tuple(
        replace(one, place=Place(intake.word), hint=f"{one.hint} Nothing was written.".strip())
        for one in problems
        if one.severity == "error"
    )
