"""A Word file opened with care: it may be damaged, hostile, or no Word file at all.

The zip file is read here and not with zipfile, which takes longer to import than a profile takes to read.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

MOST_BYTES = 200_000_000  # of the file, and of its parts that are read, pictures above all
MOST_TEXT = 32_000_000  # bytes of XML; a book of 400 pages has 18 million
MOST_MARKS = 2_500_000  # tags and attributes in it; that book has 1,500,000, a profile 4,000
MOST_PARTS = 10_000
HIGHEST_RATIO, SLACK = 200, 4_000_000  # of XML unpacked to packed, which is 5 to 60, and what any may unpack to
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
USUAL, STRICT = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
DIALECT = {  # the names of ISO 29500 strict by those that all else goes by
    STRICT + b"officeDocument/": USUAL + b"officeDocument/2006/",
    STRICT + b"wordprocessingml/": USUAL + b"wordprocessingml/2006/",
    STRICT + b"drawingml/": USUAL + b"drawingml/2006/",
}
# PKWARE APPNOTE 4.3.7, 4.3.12 and 4.3.16: a part's own head, its entry in the directory, and the end of that.
LOCAL = struct.Struct("<4sHHHHHIIIHH")
ENTRY = struct.Struct("<4sHHHHHHIIIHHHHHII")
END = struct.Struct("<4sHHHHIIH")
STORED, DEFLATED, ENCRYPTED = 0, 8, 1
MACROS, EXTERNAL = "vbaproject.bin", b"External"
ELSEWHERE = re.compile(r"(?i)\s*(https?:|ftp:|(file:)?[/\\]{2}[^/\\])")
LONGEST_SAID = 80  # characters of an address

SAVE_AS = "Open it in Word and save it as a Word document (.docx)."
KINDS = (  # how files begin that people take for Word files, and what to say of them
    (b"{\\rtf", "This is a rich text file (.rtf), not a Word file (.docx).", SAVE_AS),
    (b"%PDF", "This is a PDF, not a Word file (.docx).", "Ask for the Word file that it was made from."),
    (b"version https://git-lfs", "Git LFS has not fetched this file yet.", "Run “git lfs pull”."),
)


class Unfit(Exception):
    """Why a file cannot be read, in words for someone in HR, and what to do about it."""

    def __init__(self, message: str, hint: str = "", rule: str = "not-word") -> None:
        super().__init__(message)
        self.message, self.hint, self.rule = message, hint, rule


def damaged(what: str = "This Word file is damaged or cut short.") -> Unfit:
    """What to say of a file that breaks off, or contradicts itself."""
    return Unfit(what, "Get it again from where it came from; Word may be able to repair it.", "damaged")


def _too_large() -> Unfit:
    return Unfit("This file unpacks to far more than any Word document holds.", "Do not open it.", "too-large")


def check_size(size: int) -> None:
    """Refuses a file of so many bytes, before it is read, where no Word file has as many."""
    if size > MOST_BYTES:
        raise Unfit("This file is far larger than any Word document.", "Ask for the Word file alone.", "too-large")


@dataclass(frozen=True, slots=True)
class _Entry:
    """Where a part stands in the zip file, and how."""

    method: int
    checksum: int
    packed: int
    place: int


class Package:
    """The parts of a Word file by name, each unpacked when it is asked for and never more than is safe.

    Names count in any case and with either slash, as Word takes them (ECMA-376 part 2, 6.2.2).
    """

    def __init__(self, data: bytes) -> None:
        check_size(len(data))
        self._data = data
        self._entries: dict[str, _Entry] = {}
        for name, entry in _entries(data):
            if name in self._entries or ".." in name.split("/"):
                raise damaged("This file holds parts under names that no Word file has.")
            self._entries[name] = entry
        self._bytes, self._text, self._marks = MOST_BYTES, MOST_TEXT, MOST_MARKS
        self._refuse_hostile()

    def _refuse_hostile(self) -> None:
        """Refuses what does something by itself when Word opens it: macros, and what is fetched from elsewhere."""
        for name, entry in self._entries.items():
            if name.endswith(MACROS):
                raise Unfit("This file holds macros, which could do harm.", SAVE_AS, "hostile")
            if name.endswith(".rels") and EXTERNAL in _unpacked(self._data, entry, self._text):
                self._refuse_fetching(name)

    def _refuse_fetching(self, name: str) -> None:
        """A link that people follow is fetched by nobody else; a path on someone's own machine leads nowhere here."""
        rels = self.xml(name)
        for rel in rels.iter(RELATIONS) if rels is not None else ():
            own = rel.get("TargetMode") != "External" or rel.get("Type", "").endswith("/hyperlink")
            if not own and ELSEWHERE.match(target := rel.get("Target", "")):
                message = f"This file fetches another when it is opened: {target[:LONGEST_SAID]}"
                raise Unfit(message, "Do not open it, unless you know why it does.", "hostile")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parts, in small letters."""
        return tuple(self._entries)

    def part(self, name: str) -> bytes:
        """The bytes of a part; none where there is no such part."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            return b""
        data = _unpacked(self._data, entry, self._bytes)
        self._bytes -= len(data)
        return data

    def xml(self, name: str) -> Element | None:
        """A part as XML; None where there is no such part."""
        entry = self._entries.get(_plain(name))
        if entry is None:
            return None
        data = _unpacked(self._data, entry, min(self._text, entry.packed * HIGHEST_RATIO + SLACK))
        self._text -= len(data)
        self._marks -= data.count(b"<") + data.count(b"=")
        if self._marks < 0:
            raise _too_large()
        return _parsed(data)

    def relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to: each one's id, the last word of its kind, and its part or address."""
        folder, _, file = name.rpartition("/")
        rels = self.xml(f"{folder}/_rels/{file}.rels".lstrip("/"))
        for rel in rels.iter(RELATIONS) if rels is not None else ():
            target = rel.get("Target", "")
            if rel.get("TargetMode") != "External":
                target = _resolved(folder, target)
            yield rel.get("Id", ""), rel.get("Type", "").rpartition("/")[2], target


def _parsed(data: bytes) -> Element:
    """XML without definitions of its own (DOCTYPE), so that nothing in it grows or fetches another file."""
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # in UTF-16 every other byte is 0
        raise Unfit("This file holds definitions of its own (DOCTYPE), which no Word file does.", "Do not open it.",
                    "hostile")  # fmt: skip
    if STRICT in data:
        for strict, usual in DIALECT.items():
            data = data.replace(strict, usual)
    try:
        return ET.fromstring(data)  # noqa: S314 - what is dangerous has been refused above
    except (ET.ParseError, ValueError, LookupError):
        raise damaged() from None


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


def _resolved(folder: str, target: str) -> str:
    """The part that a target names, seen from a folder of the package."""
    steps: list[str] = [] if target.startswith("/") else folder.split("/")
    for step in target.replace("\\", "/").split("/"):
        if step == "..":
            del steps[-1:]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps).lstrip("/")


def _entries(data: bytes) -> Iterator[tuple[str, _Entry]]:
    """The parts that the zip file's directory lists."""
    count, at = _directory(data)
    for _ in range(count):
        if len(data) < at + ENTRY.size or data[at : at + 4] != b"PK\x01\x02":
            raise damaged()
        head = ENTRY.unpack_from(data, at)
        flags, method, checksum, packed, place = head[3], head[4], head[7], head[8], head[16]
        name, extra, comment = head[10:13]
        if flags & ENCRYPTED or method not in (STORED, DEFLATED):
            raise Unfit("This file is packed in a way that Word does not use.", SAVE_AS)
        start = at + ENTRY.size
        entry = _Entry(method, checksum, min(packed, len(data)), place)
        yield _plain(data[start : start + name].decode("utf-8", "replace")), entry
        at = start + name + extra + comment


def _directory(data: bytes) -> tuple[int, int]:
    """How many parts the zip file has, and where the list of them begins."""
    if not data.startswith(b"PK"):
        raise _stranger(data)
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - END.size - 0xFFFF))
    if end < 0 or len(data) < end + END.size:
        raise damaged()
    _, _, _, _, count, _, place, _ = END.unpack_from(data, end)
    if count > MOST_PARTS:
        raise _too_large()
    return count, place


def _stranger(data: bytes) -> Unfit:
    """What to say of a file that is no zip file, as every Word file is."""
    if not data:
        return Unfit("This file is empty.", "Get it again from where it came from.")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "Open it in Word, take the password off (File, Info, Protect Document) and save it."
            return Unfit("This Word file is protected with a password.", hint, "protected")
        return Unfit("This is a file in Word's old format (.doc), not a Word file (.docx).", SAVE_AS)
    for start, message, hint in KINDS:
        if data.startswith(start):
            return Unfit(message, hint)
    return Unfit("This is not a Word file (.docx).", SAVE_AS)


def _unpacked(data: bytes, entry: _Entry, most: int) -> bytes:
    if data[entry.place : entry.place + 4] != b"PK\x03\x04" or len(data) < entry.place + LOCAL.size:
        raise damaged()
    *_, name, extra = LOCAL.unpack_from(data, entry.place)
    start = entry.place + LOCAL.size + name + extra
    raw = data[start : start + entry.packed]
    content = _inflated(raw, most) if entry.method == DEFLATED else raw
    if len(content) > most:
        raise _too_large()
    if zlib.crc32(content) != entry.checksum:
        raise damaged()
    return content


def _inflated(raw: bytes, most: int) -> bytes:
    """The bytes unpacked, and no more than one too many."""
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        return unpacking.decompress(raw, most + 1)
    except zlib.error:
        raise damaged() from None
