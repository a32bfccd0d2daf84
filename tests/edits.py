"""What must be true of a changed role file, looked at without the help of the code that changes it."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from random import Random
from typing import Any

from rolegen.source import parse
from rolegen.yamledit import Put, edited
from tests.styles import ITEMS, LISTS, ORDER, ROLE, Styled, put, styled, values

KEY = re.compile(r"[a-z_]+:")
REMARK = re.compile(r"# remark \d+ (\S+)")


def meant(value: Any) -> Any:
    """A value without keys that hold nothing, and without line breaks at a text's end, which blocks add."""
    if isinstance(value, dict):
        return {key: one for key, one in ((key, meant(one)) for key, one in value.items()) if one not in (None, [], {})}
    return [meant(one) for one in value] if isinstance(value, list) else value.rstrip("\n") if value else value


def after(held: dict[str, Any], puts: Sequence[Put]) -> dict[str, Any]:
    """The values with the changes made to them."""
    found = copy.deepcopy(held)
    for one in puts:
        if len(one.path) == 2:
            group = found.get(str(one.path[0])) or {}
            found[str(one.path[0])] = {**group, one.path[1]: one.value}
        else:
            found[str(one.path[0])] = one.value
    return found


def without(text: str, keys: set[str]) -> list[str]:
    """The lines of a file but those of some keys, and blank ones; remarks at the margin are no key's."""
    found, ours = [], False
    for line in text.splitlines(keepends=True):
        if key := KEY.match(line):
            ours = key[0][:-1] in keys
        about = REMARK.match(line)
        of_item = bool(about and "/" in about[1] and about[1].split("/")[0] in keys)
        if line.strip() and not of_item and (line.startswith("#") or not ours):
            found.append(line)
    return found


def check(chance: Random, *, tidy: bool) -> str:
    """Changes a random file and looks at everything; “same”, “edited”, or why it was refused."""
    held = values(chance)
    file = styled(chance, held, tidy=tidy)
    read = parse(file.data, ROLE)
    if read.problems or read.value is None or meant(read.value.value) != meant(held):
        return "not a file"
    puts: list[Put] = []
    for _ in range(chance.choice((1, 1, 2, 4))):
        new = put(chance, held)
        puts += [new] if new.path[0] not in {one.path[0] for one in puts} else []
    result = edited(file.data, ROLE, puts, ORDER)
    if result.value is None:
        problem = result.problems[0]
        assert problem.rule == "cannot-edit"
        assert problem.place is not None
        assert problem.place.line
        return f"cannot: {problem.message}"
    look(file, held, puts, result.value, file.data)
    return "same" if result.value == file.data else "edited"


def look(file: Styled, held: dict[str, Any], puts: Sequence[Put], data: bytes, was: bytes) -> None:
    """The changed file holds the wanted values, and the rest as it stood."""
    read, wanted = parse(data, ROLE), meant(after(held, puts))
    assert not read.problems
    assert read.value is not None
    assert meant(read.value.value) == wanted
    if wanted == meant(held):
        assert data == was
    assert data.startswith(b"\xef\xbb\xbf") == file.bom
    old, new = was.decode(), data.decode()
    assert new.endswith("\n") == file.final
    if file.line_break == "\r\n":
        assert not re.search(r"(?<!\r)\n", new)
    keys = {str(one.path[0]) for one in puts}
    if file.final:
        assert without(new, keys) == without(old, keys)
    else:
        assert [line.rstrip() for line in without(new, keys)] == [line.rstrip() for line in without(old, keys)]
    look_at_remarks(puts, held, old, new)
    look_at_items(file, held, puts, new)


def look_at_remarks(puts: Sequence[Put], held: dict[str, Any], old: str, new: str) -> None:
    """Each remark is there once, but those of items and groups that went."""
    gone = set()
    for one in puts:
        key = str(one.path[0])
        before = held.get(key)
        if one.path[-1] == "contacts" or (len(one.path) == 1 and isinstance(before, dict)) or key == "contacts":
            gone.add(key)
        gone |= {f"{key}/{i}" for i in range(len(before or ())) if isinstance(before, list) and i not in one.origins}
        if isinstance(before, list) and not one.value:
            gone.add(key)
    for found in REMARK.finditer(old):
        if found[1].count("/") == 2 and found[1].split("/")[0] in {one.path[0] for one in puts}:
            continue
        if not any(found[1] == name or found[1].startswith(f"{name}/") for name in gone):
            assert len(re.findall(re.escape(found[0]) + r"(?!\d|/)", new)) == 1, found[0]


def look_at_items(file: Styled, held: dict[str, Any], puts: Sequence[Put], new: str) -> None:
    """An item that stays is the same to the byte, with the remark above it."""
    for one in puts:
        key = str(one.path[0])
        items: Any = one.value
        for index, origin in enumerate(one.origins if key in (*ITEMS, *LISTS) else ()):
            if (key, origin) in file.items and origin is not None and meant(items[index]) == meant(held[key][origin]):
                assert file.line_break.join(file.items[key, origin]) in new
