"""The house style: a Word file that gives every profile its styles, page, header and footer."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from rolegen.kept import Kept
from rolegen.problems import Checked, Place, Problem, failed, reason, suggest
from rolegen.word.marking import unmarked
from rolegen.word.zipped import Part, copied

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN_TYPE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
CONTENT_TYPES, ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
NEEDED = ("heading-1", "heading-2", "heading-3", "list-bullet", "list-number", "table-text", "table-heading",
          "placeholder-text", "hyperlink")  # fmt: skip
CONTROLS = ("title", "version", "framework", "marking")
MAX_BYTES = 20_000_000
SLOT = "\ue000{}\ue001"  # stands where a control's text goes; private-use characters, which no framework text holds


@dataclass(frozen=True)
class House:
    """A house style, read once: what is copied into every profile, and what is filled.

    `ids` and `kinds` go by the style's name in small letters, its spaces as hyphens; `section` is the page set-up;
    `numbered` is the abstract numbering (17.9.1) of its numbered lists; `unmarked` says on which pages neither header
    nor footer has a control for the marking; `written` is what was written with it lately.
    """

    path: Path
    ids: Mapping[str, str]
    kinds: Mapping[str, str]
    main: str
    section: str
    static: tuple[Part, ...]
    filled: Mapping[str, str]
    content_types: str
    root_rels: str
    main_rels: str
    numbering_part: str
    numbering: str
    numbered: str
    unmarked: tuple[str, ...] = ()
    written: Kept[Any] = field(default_factory=Kept, repr=False, compare=False)


class _Fault(Exception):
    """Ends the reading of a house style; never leaves this module."""


def load(path: Path) -> Checked[House]:
    """The house style in a Word file, or what it lacks."""
    try:
        with path.open("rb") as stream, zipfile.ZipFile(stream) as package:
            entries = _entries(package)
            parts = {entry.filename: package.read(entry) for entry in entries}
            raw = {entry.filename: copied(stream, entry) for entry in entries}
        house = _house(path, parts, raw)
    except OSError as error:
        return failed("house-style", f"The house style cannot be read: {reason(error)}.", Place(path))
    except (_Fault, zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, RuntimeError, ValueError) as error:
        said = str(error) if isinstance(error, _Fault) else "is not a Word file (.docx)"
        return failed("house-style", f"The house style {said}.", Place(path), "Save it in Word as a Word document.")
    return Checked(house, tuple(_lacks(house)))


def _entries(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    entries = package.infolist()
    if sum(entry.file_size for entry in entries) > MAX_BYTES:
        raise _Fault("unpacks to more than 20 MB")
    return entries


def _lacks(house: House) -> Iterator[Problem]:
    for name in NEEDED:
        if name not in house.ids:
            yield Problem(
                "house-style",
                f"The house style lacks the style “{name.replace('-', ' ')}”.",
                Place(house.path),
                "Add it in Word, or begin again from rolegen's own house.docx.",
            )
    asked = {found for text in house.filled.values() for found in re.findall(SLOT.format("(.*?)"), text)}
    for name in sorted(asked - set(CONTROLS)):
        yield Problem(
            "house-style",
            f"The house style has a content control “doc:{name}”, which nothing fills.",
            Place(house.path),
            suggest(f"doc:{name}", [f"doc:{known}" for known in CONTROLS]),
        )


def _house(path: Path, parts: Mapping[str, bytes], raw: Mapping[str, Part]) -> House:
    if MAIN_TYPE not in parts[CONTENT_TYPES]:
        raise _Fault("is not a plain Word document (a template or a file with macros cannot serve)")
    _refuse_hostile(parts)
    main = _main_part(parts[ROOT_RELS])
    rels = rels_of(main)
    targets = _targets(parts[rels], main)
    if lacking := next((target for target in targets.values() if target not in parts), None):
        raise _Fault(f"lacks its part {lacking}")
    styles = _xml(parts[targets["styles"]])
    ids, kinds = _styles(styles)
    numbering = targets.get("numbering", "")
    filled = {name: _slotted(data) for name, data in parts.items() if b'"doc:' in data and name != main}
    section = _section(parts[main])
    marked = frozenset(name for name, text in filled.items() if SLOT.format("marking") in text)
    made = {main, rels, CONTENT_TYPES, ROOT_RELS, CORE, CUSTOM, numbering, *filled}
    return House(
        path=path,
        ids=ids,
        kinds=kinds,
        main=main,
        section=section,
        static=tuple(part for name, part in raw.items() if name not in made and not name.endswith("/")),
        filled=filled,
        content_types=_content_types(parts[CONTENT_TYPES]),
        root_rels=_root_rels(parts[ROOT_RELS]),
        main_rels=parts[rels].decode(),
        numbering_part=numbering,
        numbering=parts[numbering].decode() if numbering else "",
        numbered=_numbered(styles, _xml(parts[numbering]), ids.get("list-number", "")) if numbering else "",
        unmarked=unmarked(section, parts[rels], main, marked, parts.get(targets.get("settings", ""), b"")),
    )


def _refuse_hostile(parts: Mapping[str, bytes]) -> None:
    """Keeps what could harm a reader out of every profile."""
    if any(".." in name.split("/") or name.startswith(("/", "\\")) for name in parts):
        raise _Fault("holds a part that lies outside it")
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")):
            _xml(data)
    if any(b"<!DOCTYPE" in data for name, data in parts.items() if name.endswith((".xml", ".rels"))):
        raise _Fault("holds definitions of its own (DOCTYPE), which no Word file does")
    if macros := next((name for name in parts if name.lower().endswith("vbaproject.bin")), None):
        raise _Fault(f"holds macros ({macros})")
    if outside := next(filter(None, (_outside(data) for name, data in parts.items() if name.endswith(".rels"))), None):
        raise _Fault(f"reads another file, {outside}")


def rels_of(part: str) -> str:
    """The part that holds another part's relationships (ECMA-376 part 2, 9.3)."""
    return posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")


def _xml(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


def _main_part(rels: bytes) -> str:
    kind = f"{R}/officeDocument"
    found = next((rel.get("Target") for rel in _xml(rels) if rel.get("Type") == kind), None)
    if not found:
        raise _Fault("has no main document")
    return found.lstrip("/")


def _targets(rels: bytes, main: str) -> dict[str, str]:
    """The parts that the main document names, by the last word of their type."""
    folder = posixpath.dirname(main)
    return {
        posixpath.basename(rel.get("Type", "")): posixpath.normpath(posixpath.join(folder, rel.get("Target", "")))
        for rel in _xml(rels)
        if rel.get("TargetMode") != "External"
    }


def _outside(rels: bytes) -> str:
    """What a part would fetch from elsewhere when it is opened; a link that people follow is nothing of the kind."""
    found = (rel for rel in _xml(rels) if rel.get("TargetMode") == "External")
    return next((rel.get("Target", "") for rel in found if not rel.get("Type", "").endswith("/hyperlink")), "")


def _styles(styles: etree._Element) -> tuple[dict[str, str], dict[str, str]]:
    ids, kinds = {}, {}
    for style in styles.iter(_w("style")):
        name = style.find(_w("name"))
        if name is not None:
            word = re.sub(r"\s+", "-", name.get(_w("val"), "")).casefold()
            ids[word], kinds[word] = style.get(_w("styleId"), ""), style.get(_w("type"), "paragraph")
    return ids, kinds


def _section(main: bytes) -> str:
    """The page: size, margins, header and footer, as the house style's last section has them."""
    body = _xml(main).find(_w("body"))
    section = body.find(_w("sectPr")) if body is not None else None
    if section is None:
        raise _Fault("has no page set-up")
    for attribute in [name for name in section.attrib if "rsid" in str(name)]:
        del section.attrib[attribute]
    return etree.tostring(section, encoding="unicode", with_tail=False)


def _slotted(data: bytes) -> str:
    """A header or footer with a slot in place of each control's text."""
    root = _xml(data)
    for control in root.iter(_w("sdt")):
        tag = control.find(f"{_w('sdtPr')}/{_w('tag')}")
        name = tag.get(_w("val"), "") if tag is not None else ""
        texts = list(control.iter(_w("t")))
        if name.startswith("doc:") and texts:
            for mark in (*control.iter(_w("showingPlcHdr")), *control.findall(f"{_w('sdtContent')}//{_w('rStyle')}")):
                if (parent := mark.getparent()) is not None:
                    parent.remove(mark)  # it is a value that shows from now on
            texts[0].text = SLOT.format(name.removeprefix("doc:"))
            for text in texts[1:]:
                text.text = ""
    return etree.tostring(root, encoding="unicode")


def _content_types(data: bytes) -> str:
    """The content types, with those of the parts that rolegen adds."""
    root = _xml(data)
    namespace = etree.QName(root).namespace
    parts = {
        CORE: "application/vnd.openxmlformats-package.core-properties+xml",
        CUSTOM: "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    known = {element.get("PartName") for element in root} | {element.get("Extension") for element in root}
    for ending in ("png", "jpeg", "jpg"):
        if ending not in known:
            kind = f"image/{'jpeg' if ending == 'jpg' else ending}"
            root.insert(0, root.makeelement(f"{{{namespace}}}Default", {"Extension": ending, "ContentType": kind}))
    for name, kind in parts.items():
        if f"/{name}" not in known:
            etree.SubElement(root, f"{{{namespace}}}Override", {"PartName": f"/{name}", "ContentType": kind})
    return etree.tostring(root, encoding="unicode")


def _root_rels(data: bytes) -> str:
    """The package's relationships, with rolegen's own properties in place of the house style's."""
    root = _xml(data)
    kinds = {f"{R}/custom-properties": CUSTOM, f"{PACKAGE_RELS}/metadata/core-properties": CORE}
    for rel in list(root):
        if rel.get("Type") in kinds:
            root.remove(rel)
    for number, (kind, target) in enumerate(kinds.items(), 1):
        values = {"Id": f"rolegen{number}", "Type": kind, "Target": target}
        etree.SubElement(root, f"{{{PACKAGE_RELS}}}Relationship", values)
    return etree.tostring(root, encoding="unicode")


def _numbered(styles: etree._Element, numbering: etree._Element, style: str) -> str:
    """The abstract numbering that the style for numbered lists uses; empty where it uses none."""
    used = styles.find(f"{_w('style')}[@{_w('styleId')}='{style}']/{_w('pPr')}/{_w('numPr')}/{_w('numId')}")
    number = used.get(_w("val")) if used is not None else None
    found = numbering.find(f"{_w('num')}[@{_w('numId')}='{number}']/{_w('abstractNumId')}")
    return found.get(_w("val"), "") if found is not None else ""
