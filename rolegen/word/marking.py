"""Whether the pages of a house style all have a place for a marking such as CONFIDENTIAL, in their header or footer.

A page has the header and footer of its kind (ECMA-376 part 1, 17.10): a section has a first page of its own where it
says `titlePg`, even pages of their own where the settings say `evenAndOddHeaders`. A kind without a part has none.
"""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
OFF = ("0", "false", "off")


def unmarked(section: str, rels: bytes, main: str, marked: Collection[str], settings: bytes) -> tuple[str, ...]:
    """The kinds of page, in words, that have no place for a marking; `marked` are the parts with one.

    `section` is the page set-up, `rels` the relationships of the part `main`.
    """
    setup, folder = _xml(section.encode()), posixpath.dirname(main)
    parts = {
        rel.get("Id"): posixpath.normpath(posixpath.join("/", folder, rel.get("Target", ""))).lstrip("/")
        for rel in _xml(rels)
    }
    used = [
        (reference.get(f"{W}type", "default"), parts.get(reference.get(ID), ""))
        for name in ("headerReference", "footerReference")
        for reference in setup.iter(f"{W}{name}")
    ]
    known = {kind for kind, part in used if part in marked}
    return tuple(words for kind, words in _kinds(setup, settings) if kind not in known)


def _kinds(setup: etree._Element, settings: bytes) -> Iterator[tuple[str, str]]:
    """The kinds of page that there can be, each with its words."""
    if _is_on(setup.find(f"{W}titlePg")):
        yield "first", "the first page"
    if settings and _is_on(_xml(settings).find(f"{W}evenAndOddHeaders")):
        yield "even", "even pages"
        yield "default", "odd pages"
    else:
        yield "default", "its pages"


def _is_on(switch: etree._Element | None) -> bool:
    return switch is not None and switch.get(f"{W}val", "1") not in OFF


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
