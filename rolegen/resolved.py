"""Profile → JSON: all that a template may print, for programs that want the words and not the page.

    format        1; another number once a key below means something else or is gone (new keys may come)
    name, kind    the stem of the profile's files; "role", or "level" for a level's own profile
    title, status
    awaits_evaluation  true where the page says “Subject to job evaluation”
    level         id, title; extends, the id of the level it extends, or null; term: starts, months and ends, its last
                  day, or null where the level is for no fixed term
    variant       which of the level's versions, such as "cmt"; null where its one version has no name
    membership    what the page says of it
    phrase        the same within a sentence: “every Director who is …”
    reports_to    as the page says it
    descriptor    the level's, a list of paragraphs
    themes        each with id, title and clauses; a clause has id and text, in the words that apply here
    criteria      each category with id, title and rows: ref, criterion, importance, assessed_by
    starters      true where the criteria came with the level and are still to be decided on
    role          the fields of the role file that are filled in, under the file's own keys; null for a level.
                  Money is pounds as a number, a day is year-month-day
    framework     name, version, standing (in words), adoption: approved_by, approved_on, minute, or null
    settings      organisation, area, labels, statements

Every key is there in every file. What there is none of is null, or an empty list or group; only within `role`,
`labels` and `adoption` are keys left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rolegen.fields import Model
from rolegen.framework import Level
from rolegen.profile import CriteriaGroup, Profile, ThemeGroup

FORMAT = 1


def to_json(profile: Profile) -> str:
    """The resolved profile; the same profile gives the same text anywhere, ending in one line break."""
    return json.dumps(_profile(profile), ensure_ascii=False, indent=2) + "\n"


def _profile(profile: Profile) -> Mapping[str, Any]:
    level, framework, settings = profile.level, profile.framework, profile.settings
    return {
        "format": FORMAT,
        "name": profile.name,
        "kind": "level" if profile.is_level else "role",
        "title": profile.role.title,
        "status": profile.role.status,
        "awaits_evaluation": profile.awaits_evaluation,
        "level": _level(level),
        "variant": profile.variant or None,
        "membership": profile.membership or None,
        "phrase": profile.phrase or None,
        "reports_to": profile.reports_to or None,
        "descriptor": profile.descriptor,
        "themes": [_theme(theme) for theme in profile.themes],
        "criteria": [_criteria(group) for group in profile.criteria],
        "starters": profile.starters,
        "role": None if profile.is_level else _fields(profile.role),
        "framework": {
            "name": framework.name,
            "version": framework.version,
            "standing": framework.standing,
            "adoption": _fields(framework.adoption) if framework.adoption else None,
        },
        "settings": {
            "organisation": settings.organisation,
            "area": settings.area,
            "labels": settings.labels,
            "statements": settings.statements,
        },
    }


def _level(level: Level) -> Mapping[str, Any]:
    term = level.term.values if level.term else None
    return {"id": level.id, "title": level.title, "extends": level.extends, "term": term}


def _theme(theme: ThemeGroup) -> Mapping[str, Any]:
    clauses = [{"id": clause.id, "text": clause.text} for clause in theme.clauses]
    return {"id": theme.id, "title": theme.title, "clauses": clauses}


def _criteria(group: CriteriaGroup) -> Mapping[str, Any]:
    rows = [
        {"ref": row.ref, "criterion": row.text, "importance": row.importance or None, "assessed_by": row.assessed_by}
        for row in group.rows
    ]
    return {"id": group.id, "title": group.title, "rows": rows}


def _fields(model: Model) -> Any:
    """The fields that are filled in, in the order of the model; a day as ISO 8601 has it."""
    return _whole(model.model_dump(mode="json", exclude_unset=True))


def _whole(value: Any) -> Any:
    """Numbers as a person writes them: 21400000 and not 21400000.0."""
    if isinstance(value, dict):
        return {key: _whole(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_whole(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
