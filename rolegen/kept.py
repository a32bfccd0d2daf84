"""What was made lately of things that many documents share, which are the very same objects in each."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

MOST = 2_000  # a profile's document has some 200 such things, some 50 of them its own
T = TypeVar("T")


class Kept(Generic[T]):
    """By the identity of what each was made of, which is held on to, so that nothing else gets its id."""

    def __init__(self) -> None:
        self._made: dict[Hashable, tuple[object, T]] = {}

    def known(self, key: Hashable) -> T | None:
        """What was made of this before, if it has not been forgotten."""
        found = self._made.get(key)
        return found[1] if found else None

    def keep(self, key: Hashable, of: object, made: T) -> T:
        """Keeps what was made, and gives it back; what is too much is forgotten all at once."""
        if len(self._made) >= MOST:
            self._made.clear()
        self._made[key] = (of, made)
        return made
