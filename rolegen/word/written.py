"""The XML of what many documents have in common, which are the very same objects in each: written once."""

from __future__ import annotations

from collections.abc import Hashable

MOST = 3_000  # blocks and cells; a profile has some 150, and some 30 of its own


class Written(dict[Hashable, tuple[object, str]]):
    """XML by the identity of what it was written of, which is held on to, so that no other object gets its id."""

    def keep(self, key: Hashable, of: object, xml: str) -> str:
        """Keeps the XML, and gives it back; what is too much is forgotten all at once."""
        if len(self) >= MOST:
            self.clear()
        self[key] = (of, xml)
        return xml
