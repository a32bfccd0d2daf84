"""`rolegen new "Job title"`: a role file from nothing, with every field of a role and what belongs in it."""

from __future__ import annotations

import os
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rolegen.editors import known_schema_line
from rolegen.explained import NewFile, explained
from rolegen.fields import id_fault
from rolegen.framework import MEMBER, NOT_MEMBER, Framework, Level, versions_of
from rolegen.intake.destination import slug
from rolegen.problems import Checked, Place, Problem, failed
from rolegen.profile import choose_variant
from rolegen.register import Register, check_grade
from rolegen.role import Category, Role, RoleFile, parse_role
from rolegen.source import ILLEGAL
from rolegen.term import Term
from rolegen.workspace import TEAM, Workspace
from rolegen.yamledit import new_file

UNTOUCHED = "Nothing was written."
HEAD = """\
# A new role, to be filled in. Above each line stands what belongs there. What is left empty shows as a gap in the
# draft. A list has one item a line, each behind a hyphen. Lines behind # that stand below a field are an example of
# it: take each # away to use them, or write your own in their place.
"""
# Of the groups and lists whose parts cannot stand empty.
EXAMPLES: Mapping[str, Any] = {
    "contract": {"type": "permanent"},
    "politically_restricted": {"status": "specified", "basis": "deputy chief officer"},
    "dbs": {"level": "basic"},
    "accountabilities": [{"id": "winter", "text": "Keep the main roads open through the winter."}],
    "person_profile": [
        {
            "criterion": "Led a service through a change that its users noticed",
            "category": "experience",
            "importance": "essential",
            "assessed_by": ["application", "interview"],
        }
    ],
    "job_evaluation": {"status": "not-evaluated"},
}
ASSESSED_BY = {"qualifications": ["application", "certificate"], "behaviours": ["interview"]}
USUALLY = ["application", "interview"]
STARTERS = "They begin as the level's starter criteria, which are not approved wording: keep, change or replace each."


@dataclass(frozen=True, slots=True)
class Post:
    """What is known of a new post; "" for what is not. `variant` is what was asked for, None where nothing was."""

    title: str
    level: Level
    variant: str | None = None
    id: str = ""
    directorate: str = ""
    grade: str = ""
    reports_to: str = ""


def new_role(place: Workspace, framework: Framework, post: Post) -> Checked[NewFile]:
    """The file of a new post, proved: it is read again, and says what is known and nothing else."""
    path = path_of(place, post.title, post.id)
    variant = choose_variant(post.level, post.variant, place.settings.label(TEAM))
    wrong = (*grade_faults(place, post.grade), *superior_faults(place, framework, post.reports_to))
    unfit = unfit_words((post.title, post.directorate, post.grade, post.reports_to))
    problems = (*path.problems, *variant.problems, *(unfit or wrong))
    if problems or path.value is None:
        return Checked(None, problems)
    values = _values(post)
    line = known_schema_line("role", path.value, place.root)
    data = line + HEAD.encode() + "\n".join(["", *_fields(values)]).encode()
    if _says(data, path.value) != values:
        return failed("usage", "These words cannot be written into a role file.", hint=UNTOUCHED)
    return Checked(NewFile(path.value, data))


def path_of(place: Workspace, title: str, own: str = "") -> Checked[Path]:
    """The file for a job title, or for an id, that no role has yet."""
    name = own or slug(title)
    if fault := id_fault(name):
        message = fault if own else f"The job title “{title}” makes no name for a file."
        return failed("id", message, hint="Name it in small letters, digits and hyphens: --id director-finance.")
    path = place.root / place.settings.roles / f"{name}.yaml"
    same = (one for one in place.role_files() if one.stem.casefold() == name)
    if other := next(same, path if os.path.lexists(path) else None):
        hint = f"Give the new one another: --id {name[:60]}-2. {UNTOUCHED}"
        return failed("name-taken", f"There is a role “{name}” already.", Place(other), hint)
    return Checked(path)


def unfit_words(words: Iterable[str]) -> tuple[Problem, ...]:
    """What no file can hold, such as a control character."""
    unfit = [one for one in words if ILLEGAL.search(one)]
    plain = (ILLEGAL.sub("?", one) for one in unfit)
    return tuple(Problem("usage", f"“{one}” holds a character that Word files cannot hold.") for one in plain)


def grade_faults(place: Workspace, grade: str) -> tuple[Problem, ...]:
    """What is wrong with a grade in this workspace."""
    return _unplaced(check_grade(_stub(place, {"grade": grade}), place.settings)) if grade else ()


def superior_faults(place: Workspace, framework: Framework, reports_to: str) -> tuple[Problem, ...]:
    """What is wrong with the role, level or words to report to."""
    if not reports_to:
        return ()
    return _unplaced(
        Register(place.role_files()).reports_to(_stub(place, {"reports_to": reports_to}), framework).problems
    )


def _stub(place: Workspace, values: Mapping[str, str]) -> RoleFile:
    """A role of which no more is known than this."""
    read = parse_role(new_file({"title": "A title", "level": "a-level", **values}), place.root / "a-new-role.yaml")
    if read.value is None:
        raise AssertionError("a role of plain words can be read")
    return read.value


def _unplaced(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of what was said on the command line: they stand in no file."""
    return tuple(replace(one, place=None) for one in problems)


def _values(post: Post) -> dict[str, Any]:
    """What the file says."""
    said = {"title": post.title, "level": post.level.id, **_version(post), "version": "0.1", "status": "draft"}
    known = {"directorate": post.directorate, "grade": post.grade, "reports_to": post.reports_to}
    term = post.level.term
    starters = [_criterion(*one) for one in post.level.starter_criteria.items()]
    profile = [row for rows in starters for row in rows]
    return {
        **said,
        **{key: words for key, words in known.items() if words},
        **({"contract": _contract(term)} if term else {}),
        **({"person_profile": profile} if profile else {}),
    }


def _contract(term: Term) -> dict[str, str]:
    """For as long as a level that is there for a time."""
    if term.last:
        return {"type": "fixed-term", "until": term.last.isoformat()}
    return {"type": "fixed-term", **({"months": str(term.months)} if term.months else {})}


def _version(post: Post) -> dict[str, str]:
    """How a role file says which version of its level it is; a level with one version is not asked."""
    if post.variant is None or len(versions_of(post.level)) == 1:
        return {}
    if post.variant in (MEMBER, NOT_MEMBER):
        return {"cmt": "true" if post.variant == MEMBER else "false"}
    return {"variant": post.variant}


def _criterion(category: str, texts: Iterable[str]) -> Iterator[dict[str, Any]]:
    known = category if category in typing.get_args(Category) else "other"
    for text in texts:
        yield {
            "criterion": text,
            "category": known,
            "importance": "essential",
            "assessed_by": list(ASSESSED_BY.get(known, USUALLY)),
        }


def _says(data: bytes, path: Path) -> Mapping[str, Any] | None:
    """What a role file says, its empty fields left out; None where it is not sound."""
    read = parse_role(data, path)
    values = read.value.source.value if read.value and not read.problems else None
    if not isinstance(values, dict):
        return None
    return {
        key: value for key, value in values.items() if value and (not isinstance(value, dict) or any(value.values()))
    }


def _fields(values: Mapping[str, Any]) -> Iterator[str]:
    """The lines of every field; the starter criteria are said to be no more than that."""
    more = {"person_profile": STARTERS} if "person_profile" in values else {}
    return explained(Role, values, EXAMPLES, more)
