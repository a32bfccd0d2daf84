"""Files that are no sound Word file, or one that nobody means well with: for every command that reads Word files."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import partial
from io import BytesIO

from rolegen import marks
from rolegen.word.guard import MOST_MARKS, MOST_PARTS, MOST_TEXT
from tests.samples import FULL, needed, raw, repacked, shipped
from tests.word_files import NAMES, OFFICE, PACKAGE, ROOT, control, listed, p, r, row, table, tc, word_file

MAIN = "word/document.xml"
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ELSEWHERE = ("https://example.org/x.dotm", "//server/x.dotm", r"\\server\x.dotm", "file://server/x.dotm", " FTP://a/b")


def outside(target: str, kind: str = "attachedTemplate") -> str:
    """The relations of a main part that names something outside its file."""
    return (
        f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="{OFFICE}/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def fetching(target: str) -> bytes:
    """A Word file whose template lies elsewhere."""
    return word_file(p("Words"), relations=outside(target))


def written(body: Callable[[], str]) -> bytes:
    """A Word file with this body."""
    return word_file(body())


def zipped(**parts: str) -> bytes:
    """A zip file with these texts in it."""
    written = BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return written.getvalue()


def leading_to(root: str) -> bytes:
    """A package of Office's kind whose main part is this."""
    return word_file("", document=f"<{root} {NAMES}/>")


def deflated(size: int) -> tuple[bytes, int]:
    """So many spaces packed, and their checksum, without having them in memory."""
    packing, checksum = zlib.compressobj(9, zlib.DEFLATED, -15), 0
    packed = bytearray()
    block = b" " * 1_000_000
    for _ in range(size // len(block)):
        packed += packing.compress(block)
        checksum = zlib.crc32(block, checksum)
    return bytes(packed + packing.flush()), checksum


def bomb(size: int, told: int, name: str = MAIN) -> bytes:
    """A Word file of which a part unpacks to `size` bytes and says it is `told` bytes."""
    packed, checksum = deflated(size)
    sound = BytesIO(word_file(p("Words"), **dict.fromkeys(["document"] if name == MAIN else ["styles"])))
    with zipfile.ZipFile(sound, "a") as package:
        package.writestr(name, packed)
        info = package.getinfo(name)
        info.compress_type, info.CRC, info.file_size = zipfile.ZIP_DEFLATED, checksum, told
    return sound.getvalue()


def with_definitions(definitions: str, part: str = "document", encoding: str = "utf-8") -> bytes:
    """A Word file of which a part has a DOCTYPE with these definitions, and uses the last of them."""
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [{definitions}]><a>&a19;</a>'
    return word_file("", **{part: text.encode(encoding)})


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 20))
PASSWORDS = '<!ENTITY a19 SYSTEM "file:///etc/passwd">'


def nested(nest: Callable[[str], str], times: int) -> bytes:
    """A Word file in which something stands inside itself so many times."""
    before, after = nest("\0").split("\0")
    return word_file(before * times + p("Words") + after * times)


NESTS: Mapping[str, Callable[[str], str]] = {
    "tables": lambda inner: table(f"<w:tr><w:tc>{inner}</w:tc></w:tr>"),
    "controls": lambda inner: control("clause:x", inner),
    "text boxes": lambda inner: f"<w:p><w:r><w:txbxContent>{inner}</w:txbxContent></w:r></w:p>",
    "paragraphs": lambda inner: f"<w:p>{inner}</w:p>",
    "controls of runs": lambda inner: f"<w:p>{control('field:title', inner)}</w:p>",
    "changes": lambda inner: f'<w:ins w:author="a">{inner}</w:ins>',
}


def own() -> bytes:
    """A file as rolegen writes it."""
    return needed(shipped().made(FULL)).docx


def broken(part: bytes, by: bytes) -> bytes:
    """A file as rolegen writes it, with some bytes changed and not their checksum."""
    assert part in own()
    return own().replace(part, by, 1)


def _numbered(text: str, times: int) -> str:
    return "".join([text.replace("#", str(n)) for n in range(times)])


# Each gets one problem: what it is called, the rule of its problem, and the file.
REFUSED: Mapping[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("not-word", lambda: b""),
    "plain text": ("not-word", lambda: b"Director of Bridges"),
    "renamed PDF": ("not-word", lambda: b"%PDF-1.7\n" + bytes(1000)),
    "rich text": ("not-word", lambda: b"{\\rtf1 Director of Bridges}"),
    "Git LFS pointer": ("not-word", lambda: b"version https://git-lfs.github.com/spec/v1\n"),
    "old Word": ("not-word", lambda: OLD_WORD + bytes(600)),
    "encrypted": ("protected", lambda: OLD_WORD + "EncryptedPackage".encode("utf-16-le") + bytes(600)),
    "OpenDocument": ("not-word", lambda: zipped(mimetype="application/vnd.oasis.opendocument.text")),
    "other zip": ("not-word", lambda: zipped(notes="x")),
    "Excel": ("not-word", lambda: leading_to("x:workbook xmlns:x='x'")),
    "truncated": ("damaged", lambda: own()[: len(own()) // 2]),
    "last byte gone": ("damaged", lambda: own()[:-1]),
    "only a beginning": ("damaged", lambda: b"PK\x03\x04"),
    "wrong checksum": ("damaged", lambda: broken(b"</w:document>", b"</w:documenX>")),
    "unclosed XML": ("damaged", lambda: word_file("", document="<w:document>")),
    "unclosed styles": ("damaged", lambda: word_file("", styles="<w:styles")),
    "no such encoding": ("damaged", lambda: word_file("", document='<?xml version="1.0" encoding="klingon"?><a/>')),
    "zip bomb": ("too-large", lambda: bomb(300_000_000, 300_000_000)),
    "zip bomb that lies": ("too-large", lambda: bomb(300_000_000, 10)),
    "zip bomb as styles": ("too-large", lambda: bomb(300_000_000, 10, "word/styles.xml")),
    "much text": ("too-large", lambda: repacked(word_file(""), {MAIN: b"<a>" + b" " * MOST_TEXT + b"</a>"})),
    "many elements": ("too-large", lambda: word_file("<w:p/>" * MOST_MARKS)),
    "many bookmarks": (
        "too-large",
        lambda: word_file('<w:bookmarkStart w:id="1" w:name="_rg_1"/>' * (MOST_MARKS // 3)),
    ),
    "many parts": ("too-large", lambda: zipped(**{f"n{n}": "" for n in range(MOST_PARTS + 1)})),
    "laughs": ("hostile", lambda: with_definitions(LAUGHS)),
    "laughs in UTF-16": ("hostile", lambda: with_definitions(LAUGHS, encoding="utf-16")),
    "external entity": ("hostile", lambda: with_definitions(PASSWORDS)),
    "external entity in the styles": ("hostile", lambda: with_definitions(PASSWORDS, "styles")),
    "external entity in the relations": ("hostile", lambda: with_definitions(PASSWORDS, "root")),
    "macros": ("hostile", lambda: repacked(own(), {"word/vbaProject.bin": OLD_WORD + b"macros"})),
    "macros in capitals": ("hostile", lambda: repacked(own(), {"WORD\\VBAPROJECT.BIN": b"macros"})),
    **{f"external {target}": ("hostile", partial(fetching, target)) for target in ELSEWHERE},
    "name that leads out": ("damaged", lambda: repacked(own(), {"word/../../evil.xml": b""})),
    "part twice": ("damaged", lambda: repacked(own(), {"WORD/Document.xml": raw(own(), MAIN)})),
    **{f"nested {name}": ("damaged", partial(nested, nest, 3_000)) for name, nest in NESTS.items()},
}

BEGUN = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
WIDE = tc(p("x"), '<w:gridSpan w:val="9999"/>')
PURPOSE = marks.bookmark("field:purpose", 0)
BOOKMARK = f'<w:bookmarkStart w:id="#" w:name="{PURPOSE}"/>'
COMMENT = '<w:commentRangeStart w:id="#"/>'
# Each would take minutes in steps whose number grows with the square of the file's length,
# were `n` a thousand.
LONG: Mapping[str, Callable[[int], str]] = {
    "fields in fields": lambda n: p(BEGUN * (15 * n) + r("x") * (15 * n) + ENDED * (15 * n)),
    "changing looks": lambda n: p((r("_*x", "<w:b/>") + r("_*x")) * (15 * n)),
    "line breaks": lambda n: p(f"<w:r>{'<w:br/>' * (200 * n)}</w:r>" + r("x")),
    "a heading of hashes": lambda n: p(r("#" * (200 * n) + "a"), '<w:outlineLvl w:val="0"/>'),
    "underscores": lambda n: p(r("a" + "_" * (200 * n) + "a")),
    "spaces": lambda n: p(r("a" + " " * (200 * n) + "a")),
    "brackets": lambda n: p(r("[" * (200 * n))),
    "joined paragraphs": lambda n: p("x", "<w:rPr><w:del/></w:rPr>") * (30 * n),
    "a row far longer than others": lambda n: table(row(*["x"] * (10 * n)), row("x") * (10 * n)),
    "wide cells": lambda n: table(f"<w:tr>{WIDE * 10}</w:tr>" * (2 * n)),
    "bookmarks in a paragraph": lambda n: p(_numbered(BOOKMARK, 10 * n) + r("x")),
    "bookmarks without a paragraph": lambda n: _numbered(BOOKMARK, 10 * n) + p("x") * (10 * n),
    "bookmarks of empty paragraphs": lambda n: p(_numbered(BOOKMARK, 2), "") * (10 * n) + p("x"),
    "paragraphs beside a field": lambda n: p(BOOKMARK + r("x")) + p("x") * (10 * n) + p(BOOKMARK + r("x")),
    "items beside a field": lambda n: p(BOOKMARK + r("x"), listed(1)) + p("x", listed(1)) * (10 * n),
    "controls in a paragraph": lambda n: p(control("field:title", r("x")) * (10 * n)),
    "controls in a cell": lambda n: table(row(p(control("field:title", r("x"))) * (10 * n))),
    "comments in a paragraph": lambda n: p(_numbered(COMMENT, 10 * n) + r("x")),
    "changes in a paragraph": lambda n: p(
        f'<w:ins w:author="a">{r("x")}</w:ins><w:ins w:author="b">{r("y")}</w:ins>' * (10 * n)
    ),
}


def _properties(count: int, length: int) -> bytes:
    """A Word file whose manifest is in so many properties, each of so many characters."""
    inside = _numbered(f'<property name="rolegen.manifest.#"><x>{"0" * length}</x></property>', count)
    relation = f'<Relationship Id="c" Type="{OFFICE}/relationships/custom-properties" Target="docProps/custom.xml"/>'
    root = ROOT.replace("</Relationships>", f"{relation}</Relationships>")
    custom = f'<Properties xmlns="{OFFICE}/custom-properties">{inside}</Properties>'
    return repacked(word_file(p("Words"), root=root), {"docProps/custom.xml": custom.encode()})


def readable(n: int) -> Mapping[str, Callable[[], bytes]]:
    """Files that are read for their words, long ones of so many thousandths of their full length.

    Nothing in them runs, nothing outside them is fetched, and none is slow.
    """
    return {
        "template of one's own machine": lambda: word_file(p("Words"), relations=outside(r"file:///C:\Normal.dotm")),
        "links": lambda: word_file(p("Words"), relations=outside("https://example.org", "hyperlink")),
        "long manifest": lambda: _properties(1, 3_000_000),
        "manifest of many pieces": lambda: _properties(100 * n, 10),
        **{name: partial(written, partial(body, n)) for name, body in LONG.items()},
    }
