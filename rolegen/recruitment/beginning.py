"""`rolegen new ROLE --vacancy`: a vacancy file from nothing, with every field of a vacancy and what belongs in it."""

from __future__ import annotations

import itertools
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rolegen.editors import known_schema_line
from rolegen.explained import NewFile, explained
from rolegen.problems import Checked, failed, has_errors, listed, suggest
from rolegen.recruitment.terms import grade_pays, standing
from rolegen.recruitment.vacancies import vacancy_files
from rolegen.recruitment.vacancy import Vacancy
from rolegen.role import RoleFile, read_role
from rolegen.workspace import Workspace

HEAD = """\
# A new vacancy, to be filled in. Above each line stands what belongs there.
# To be filled in: {needed}. All the rest may stay empty.
# A list has one item a line, each behind a hyphen. Lines behind # that stand below a field are an example of it: take
# each # away to use them, or write your own in their place.
"""
BUILD = "rolegen build --template advert"
# Of the groups whose parts cannot stand empty.
EXAMPLES: Mapping[str, Any] = {
    "salary": {"minimum": "95000", "maximum": "105000", "note": "pay award pending"},
    "workplace": {"street": "Shire House, High Street", "town": "Fenmoor", "postcode": "FM1 1AA"},
    "contact": {"post": "Head of Recruitment", "email": "recruitment@fenmoor.example"},
}


def new_vacancy(place: Workspace, name: str) -> Checked[NewFile]:
    """The file of a new vacancy of a role that may be advertised, every field explained."""
    file = _role(place, name)
    if file.value is None:
        return Checked(None, file.problems)
    path = _path(place, file.value.id)
    line = known_schema_line("vacancy", path, place.root)
    pays = grade_pays(file.value.role, place.settings)
    more = {"salary": f"That is {pays.in_words()}."} if pays else {}
    lines = explained(Vacancy, {"role": file.value.id}, EXAMPLES, more)
    data = line + _head(place, has_pay=pays is not None).encode() + "\n".join(["", *lines]).encode()
    return Checked(NewFile(path, data, BUILD), file.problems)


def _role(place: Workspace, name: str) -> Checked[RoleFile]:
    """The role of that id or in that file; refused where nobody can be appointed to it."""
    known = place.role_paths
    path = known.get(name) or next((one for one in known.values() if one == Path(os.path.abspath(name))), None)
    if path is None:
        hint = suggest(name, sorted(known)) or 'Begin one: rolegen new "Job title" --level LEVEL'
        return failed("unknown-role", f"There is no role “{name}”.", hint=hint)
    read = read_role(path)
    if read.value is None or has_errors(read.problems):
        return Checked(None, read.problems)
    told = tuple(standing(read.value.id, read.value.role))
    return Checked(None if has_errors(told) else read.value, told)


def _path(place: Workspace, role: str) -> Path:
    """A file of the role's name that no vacancy has yet, numbered from the second on."""
    taken = {path.stem.casefold() for path in vacancy_files(place)}
    names = itertools.chain([role], (f"{role}-{number}" for number in itertools.count(2)))
    return next(
        path
        for path in (place.vacancies / f"{name}.yaml" for name in names)
        if path.stem not in taken and not os.path.lexists(path)
    )


def _head(place: Workspace, *, has_pay: bool) -> str:
    """What must be filled in, as this role and this workspace have it."""
    needed = ["opens", "closes", *([] if has_pay else ["salary"]), "apply"]
    needed += [key for key in ("workplace", "contact") if getattr(place.settings.recruitment, key) is None]
    return HEAD.format(needed=listed(needed))
