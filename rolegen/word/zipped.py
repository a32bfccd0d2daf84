"""A zip file whose bytes depend on nothing but its parts: fixed stamps and order, no compressor at work.

Changing parts are stored, which any zlib writes alike and which git packs about 12 times smaller than compressed
ones; unchanging ones are copied as some other zip file holds them (PKWARE APPNOTE 4.3).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO

from rolegen.word.guard import END, ENTRY, LOCAL

STAMP = (0, (1980 - 1980) << 9 | 1 << 5 | 1)  # midnight, 1 January 1980: the first moment a zip file can tell
UTF_8 = 0x800
VERSION = 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the archive, its bytes as they stand in the zip."""

    name: str
    data: bytes
    method: int
    checksum: int
    size: int


def stored(name: str, data: bytes) -> Part:
    """A part kept uncompressed."""
    return Part(name, data, zipfile.ZIP_STORED, zlib.crc32(data), len(data))


def copied(stream: IO[bytes], entry: zipfile.ZipInfo) -> Part:
    """A part as it stands in an open zip file, compressed or not."""
    stream.seek(entry.header_offset)
    header = LOCAL.unpack(stream.read(LOCAL.size))
    stream.seek(header[-2] + header[-1], 1)
    return Part(entry.filename, stream.read(entry.compress_size), entry.compress_type, entry.CRC, entry.file_size)


def archive(parts: Iterable[Part]) -> bytes:
    """The zip file that holds the parts, in their order."""
    body: list[bytes] = []
    index: list[bytes] = []
    offset = 0
    for part in parts:
        name = part.name.encode()
        flags = 0 if name.isascii() else UTF_8
        common = (VERSION, flags, part.method, *STAMP, part.checksum, len(part.data), part.size, len(name), 0)
        index += [ENTRY.pack(b"PK\x01\x02", VERSION, *common, 0, 0, 0, 0, offset), name]
        body += [LOCAL.pack(b"PK\x03\x04", *common), name, part.data]
        offset += LOCAL.size + len(name) + len(part.data)
    count, size = len(index) // 2, sum(map(len, index))
    return b"".join([*body, *index, END.pack(b"PK\x05\x06", 0, 0, count, count, size, offset, 0)])


def digest(contents: Iterable[tuple[str, int]]) -> str:
    """A short name for what an archive holds: its parts' names and checksums, in any order."""
    text = "\n".join(sorted(f"{name} {checksum}" for name, checksum in contents))
    return f"{zlib.crc32(text.encode()):08x}"
