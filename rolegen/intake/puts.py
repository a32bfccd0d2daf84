"""What is to be put where in a role file, so that a field there says what was typed: no more than what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from rolegen.intake.merging import digest_of, origins_of
from rolegen.profile import CATEGORIES
from rolegen.role import Criterion
from rolegen.source import Keys, Value
from rolegen.yamledit import Put

Origins = Sequence[int | None]


def keys_of(path: str) -> Keys:
    """The keys that lead to a field in the file: `dimensions.year` stands in a group."""
    return tuple(path.split("."))


def value_of(values: Mapping[str, Any], keys: Keys) -> Any:
    """The value that keys lead to in a file; None where there is none."""
    found: Any = values
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def puts(keys: Keys, new: Value, old: Value, written: Value) -> Iterator[Put]:
    """What makes a field's old value the new one, of a group only the keys that differ.

    `written` is the old value as it stands in the file: a list keeps the entries that have not changed so.
    """
    if new == old:
        return
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(written, dict):
        for key in dict.fromkeys([*old, *new]):
            yield from puts((*keys, key), new.get(key), old.get(key), written.get(key))
    elif isinstance(new, list) and isinstance(written, list):
        yield _entries(keys, new, written)
    else:
        yield Put(keys, new)


def _entries(keys: Keys, new: list[str], written: list[str]) -> Put:
    """A list of words."""
    was, now = ([(entry,) for entry in entries] for entries in (written, new))
    origins = origins_of(was, now)
    value = [
        written[n] if n is not None and digest_of(was[n]) == digest_of((entry,)) else entry
        for entry, n in zip(new, origins, strict=True)
    ]
    return Put(keys, value, origins)


def items(keys: Keys, new: Sequence[dict[str, Any] | None], written: Sequence[Any], origins: Origins) -> Put:
    """A list of groups; one that comes from another keeps its id. None stands for one that has not changed."""
    value = [_item(item, None if n is None else written[n]) for item, n in zip(new, origins, strict=True)]
    return Put(keys, value or None, tuple(origins) if value else ())


def _item(new: dict[str, Any] | None, written: Any) -> Any:
    if new is None or not isinstance(written, dict):
        return written if new is None else new
    kept = {key: new.get(key, value if key == "id" else None) for key, value in written.items()}
    return {key: value for key, value in {**kept, **new}.items() if value is not None}


def file_places(criteria: Sequence[Criterion]) -> list[int]:
    """Where each row that the page shows of the person profile stands in the file: the page sorts them."""
    known = list(CATEGORIES)

    def rank(n: int) -> tuple[int, bool]:
        return known.index(criteria[n].category), criteria[n].importance != "essential"

    return sorted(range(len(criteria)), key=rank)


def in_file_order(origins: Origins) -> list[int]:
    """Items of the page in the order for the file: as they stood there, new ones behind what they stand behind here.

    `origins` are their places in the file, in the order of the page.
    """
    behind: dict[int | None, list[int]] = {}
    last: int | None = None
    for item, n in enumerate(origins):
        last = last if n is None else n
        behind.setdefault(last, []).append(item)
    return [item for n in (None, *sorted(n for n in origins if n is not None)) for item in behind.get(n, ())]


def is_rising(places: Sequence[int | None]) -> bool:
    """Whether the items that were there before stand in the order that they had."""
    return all(a < b for a, b in pairwise([n for n in places if n is not None]))
