"""An approved role that someone edits becomes a new draft: its next version, without the approval of the last one."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from rolegen.role import Role
from rolegen.yamledit import Put

APPROVAL = ("approved_by", "approved_on", "minute")
EMPTIED = (*APPROVAL, "framework")
LAST_NUMBER = re.compile(r"\d+(?=\D*$)")
SAID = "The role was approved; with these edits it is a draft again, its approval taken out"


def redrafted(
    role: Role, values: Mapping[str, Any], edited: Collection[str], said: str = SAID
) -> tuple[tuple[Put, ...], str]:
    """What is put into an approved role's file besides the edits, and what to say of it.

    `edited` are the fields with edits; a version that someone typed stays.
    """
    puts = [Put(("status",), "draft"), *(Put((key,), None) for key in EMPTIED if values.get(key) is not None)]
    if "version" in edited:
        return tuple(puts), f"{said}."
    version = raised(role.version or "")
    if not version:
        return tuple(puts), f"{said}. Its version stays “{role.version}”: give it a new one."
    return (Put(("version",), version), *puts), f"{said}: version {version}."


def raised(version: str) -> str:
    """The version after this one: its last number one higher; nothing where it has no number."""
    found = LAST_NUMBER.search(version)
    return f"{version[: found.start()]}{int(found[0]) + 1}{version[found.end() :]}" if found else ""
