"""Which paper a Word file is, without a look at what people typed into it.

It is known by its properties, and where another program dropped them by the controls and bookmarks of its fields.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolegen.marks import BOOKMARK, FIELD, PAPERS
from rolegen.word.guard import Package, Unfit
from rolegen.word.reading import facts_of

GROUPS = "|".join(PAPERS).encode()
TAG = re.compile(rb"[\"']%s(%s)\." % (FIELD.encode(), GROUPS))
NAME = re.compile(rb"%s(%s)_" % (BOOKMARK.encode(), GROUPS))
ZIP, OPEN_DOCUMENT = b"PK", "content.xml"


def paper_of(data: bytes) -> str:
    """The paper that a Word file is, as the fact “paper” has it; "" for a profile, or a file that cannot be read."""
    said = facts_of(data).get("paper", "")
    return said or filled_by_hand(data)


def filled_by_hand(data: bytes) -> str:
    """The paper for people to fill in, of whose fields a file of Word's or LibreOffice's has marks; else ""."""
    try:
        main = _main(data)
    except Unfit:
        return ""
    found = TAG.search(main) or NAME.search(main)
    return PAPERS[found[1].decode()] if found else ""


def written_in(data: bytes, facts: Mapping[str, str]) -> str:
    """The paper that a file with these facts is in which people write of people; "" for any other file.

    An advert and a statement of duties are papers without a field to fill in.
    """
    return filled_by_hand(data) or ("performance" if facts.get("paper") == "performance" else "")


def _main(data: bytes) -> bytes:
    """Where the names of fields stand: the main part, also of OpenDocument; older formats have them among the rest."""
    if not data.startswith(ZIP):
        return data.replace(b"\0", b"")  # Word of before 2007 has them in UTF-16
    package = Package(data)
    parts = {kind: target for _, kind, target in package.relations("")}
    return package.part(parts.get("officeDocument", OPEN_DOCUMENT))
