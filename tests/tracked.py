"""Tracked changes accepted or rejected by the rules of ECMA-376 part 1, 17.13.5: an own reading, to judge ours by."""

from __future__ import annotations

import copy
from typing import Any, Literal

from tests.samples import NAMESPACES, W, every, part

Way = Literal["accept", "reject"]
Paragraph = tuple[str, tuple[tuple[str, str], ...]]  # its properties; its words, by their look
R = f"{{{NAMESPACES['r']}}}"
ASIDE = ("keepNext", "rPr", "sectPr", "pPrChange")  # properties of a paragraph that are not compared


def settled(data: bytes, way: Way) -> list[Any]:
    """What a Word file says with all changes accepted or rejected: paragraphs, and tables as rows of cells of those."""
    body = copy.deepcopy(part(data, "word/document.xml"))[0]
    stays, goes = ("ins", "del") if way == "accept" else ("del", "ins")
    _join_paragraphs(body, goes)
    for row in every(body, f".//w:tr[w:trPr/w:{goes}]"):
        row.getparent().remove(row)
    for table in every(body, ".//w:tbl[not(w:tr)]"):
        table.getparent().remove(table)
    for run in every(body, f".//w:{goes}[w:r]"):
        run.getparent().remove(run)
    assert not every(body, f".//w:{stays}//w:{goes} | .//w:{goes}//w:{stays}")
    rels = {rel.get("Id"): rel.get("Target") for rel in part(data, "word/_rels/document.xml.rels")}
    return _blocks(body, way, rels, {})


def _join_paragraphs(body: Any, goes: str) -> None:
    """Joins each paragraph whose mark goes to the next one; where there is none, it must have nothing left to say."""
    for paragraph in every(body, f".//w:p[w:pPr/w:rPr/w:{goes}]"):
        words = [
            child for child in paragraph if child.tag not in (f"{W}pPr", f"{W}{goes}") and every(child, _said(goes))
        ]
        after = paragraph.getnext()
        row = next(paragraph.iterancestors(f"{W}tr"), None)
        if row is not None and every(row, f"w:trPr/w:{goes}"):
            assert not words
            continue
        if after is None or after.tag != f"{W}p":
            assert not words, "words without a paragraph"
            assert after is not None, "nothing is left at the end"
            assert after.tag == f"{W}tbl", after.tag
        else:
            own = every(after, "w:pPr")
            at = 1 if own else 0
            after[at:at] = words
        paragraph.getparent().remove(paragraph)


def _said(goes: str) -> str:
    return f"descendant-or-self::w:r[not(ancestor::w:{goes})]"


def _blocks(container: Any, way: Way, rels: dict[str, str], lists: dict[str, int]) -> list[Any]:
    found: list[Any] = []
    for child in container:
        if child.tag == f"{W}p":
            found.append(_paragraph(child, way, rels, lists))
        elif child.tag == f"{W}tbl":
            rows = every(child, "w:tr")
            found.append([[_blocks(cell, way, rels, lists) for cell in every(row, "w:tc")] for row in rows])
    return found


def _paragraph(paragraph: Any, way: Way, rels: dict[str, str], lists: dict[str, int]) -> Paragraph:
    (properties,) = every(paragraph, "w:pPr") or [None]
    if properties is not None and way == "reject":
        (properties,) = every(properties, "w:pPrChange/w:pPr") or [properties]
    look = [] if properties is None else [_property(one, lists) for one in properties if _name(one) not in ASIDE]
    words: list[tuple[str, str]] = []
    for run in every(paragraph, ".//w:r"):
        link = [rels[one.get(f"{R}id")] for one in run.iterancestors(f"{W}hyperlink")]
        own = "".join(
            [*link, *(_property(one, lists) for one in every(run, "w:rPr/*[not(self::w:rtl)]"))]
        )  # rtl: neutral signs may go either way
        text = "".join(map(_characters, run))
        if words and words[-1][0] == own:
            words[-1] = (own, words[-1][1] + text)
        elif text:
            words.append((own, text))
    return " ".join(look), tuple(words)


def _characters(element: Any) -> str:
    if _name(element) == "drawing":
        return "".join(f"[{one.get('descr')}]" for one in every(element, ".//wp:docPr"))
    return "\n" if _name(element) == "br" else element.text or "" if _name(element) in ("t", "delText") else ""


def _property(element: Any, lists: dict[str, int]) -> str:
    """A property as text; a list is known by when it began."""
    values = ",".join(f"{_local(name)}={value}" for name, value in element.attrib.items())
    if _name(element) == "numId":
        values = str(lists.setdefault(element.get(f"{W}val"), len(lists)))
    return f"{_name(element)}({values}{' '.join(_property(child, lists) for child in element)})"


def _name(element: Any) -> str:
    return _local(element.tag)


def _local(name: str) -> str:
    return name.rpartition("}")[2]
