"""A pack → a folder: all of it or nothing, and nothing that someone has filled in or changed there is lost."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rolegen import files
from rolegen.evaluation.pack.making import Pack
from rolegen.evaluation.pack.manifest import NAME, sha256
from rolegen.files import Verb
from rolegen.problems import Checked, Place, Problem, failed, has_errors
from rolegen.word.package import is_edited
from rolegen.workspace import WORD

UNTOUCHED = "Nothing was written."
WAYS = f"Write the pack to another folder, or move this file away; --force overwrites it. {UNTOUCHED}"


def place(pack: Pack, folder: Path, *, force: bool) -> Checked[Mapping[Path, Verb]]:
    """Writes a pack, and says what became of each file; without a value nothing was changed."""
    if os.path.exists(folder) and not os.path.isdir(folder):
        message = "A file stands where the folder of the pack should be."
        return failed("cannot-write", message, Place(folder), f"Name another folder. {UNTOUCHED}")
    files.sweep(folder)
    standing = {name: files.current(folder / name) for name in pack.files}
    if unread := tuple(problem for one in standing.values() for problem in one.problems):
        return Checked(None, unread[:1] if len(unread) == len(standing) else unread)
    old = {name: one.value for name, one in standing.items() if one.value is not None}
    earlier = _earlier(old.get(NAME))
    problems = () if force else tuple(_in_the_way(pack, folder, old, earlier))
    if has_errors(problems):
        return Checked(None, problems)
    changed = {folder / name: data for name, data in pack.files.items() if old.get(name) != data}
    if faults := _put(folder, changed):
        return Checked(None, faults)
    left = tuple(_left(pack, folder, earlier))
    return Checked({folder / name: _verb(name, data, old) for name, data in pack.files.items()}, left)


def _put(folder: Path, changed: Mapping[Path, bytes]) -> tuple[Problem, ...]:
    """Writes the files; where that fails, a folder that was made for them goes too."""
    is_new = not os.path.exists(folder)
    faults = files.put_together(changed)
    if faults and is_new:
        with contextlib.suppress(OSError):
            folder.rmdir()
    return faults


def _verb(name: str, data: bytes, old: Mapping[str, bytes]) -> Verb:
    return "created" if name not in old else "unchanged" if old[name] == data else "updated"


def _in_the_way(
    pack: Pack, folder: Path, old: Mapping[str, bytes], earlier: Mapping[str, str] | None
) -> Iterator[Problem]:
    """What stands in the folder that is not as rolegen wrote it, or that belongs to another role."""
    if NAME in old and earlier is None:
        message = f"This {NAME} is not of a pack that rolegen made."
        yield Problem("edited", message, Place(folder / NAME), WAYS)
    elif earlier is not None and earlier[""] != pack.role:
        message = f"The pack of another role, “{earlier['']}”, stands in this folder."
        hint = f"Write this one to a folder of its own; --force overwrites the other. {UNTOUCHED}"
        yield Problem("other-pack", message, Place(folder / NAME), hint)
    for name, data in old.items():
        if name == NAME or data == pack.files[name]:
            continue
        if (earlier or {}).get(name) != sha256(data) and (not name.endswith(WORD) or is_edited(data)):
            message = f"{name} was saved by another program since rolegen made it: someone may have filled it in."
            yield Problem("edited", message, Place(folder / name), WAYS)


def _left(pack: Pack, folder: Path, earlier: Mapping[str, str] | None) -> Iterator[Problem]:
    """Files of an earlier pack that this one does not have."""
    for name in earlier or {}:
        if name and name not in pack.files and os.path.isfile(folder / name):
            message = "This file is left from an earlier pack and is no part of this one."
            yield Problem("left-over", message, Place(folder / name), "Delete it, if nobody needs it.", "warning")


def _earlier(data: bytes | None) -> Mapping[str, str] | None:
    """The digests of an earlier pack's files by name, and under "" its role; None where there was none."""
    try:
        said: Any = json.loads(data) if data is not None else None
        digests = {f"{one['name']}": f"{one['sha256']}" for one in said["files"]}
        return {"": f"{said['role']['id']}", **digests}
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
