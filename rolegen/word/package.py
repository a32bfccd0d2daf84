"""Document + house style → the bytes of a .docx: the parts of the package and how they name each other."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import escape

from rolegen.document import IDENTITY, OURS, Document, Picture
from rolegen.word.body import FIRST_NUMBERING, Body
from rolegen.word.form import Form
from rolegen.word.house import CONTENT_TYPES, CORE, CUSTOM, ROOT_RELS, SLOT, House, R, rels_of
from rolegen.word.zipped import Part, archive, digest, stored

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CORE_NAMES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
CUSTOM_NAMES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
CUSTOM_SET = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the user's own properties: ECMA-376 part 1, 22.3.2.2
BUILT, MANIFEST = f"{OURS}built", f"{OURS}manifest."
LONGEST_TEXT = 240  # characters of one property; Word's own limit is 255
DIGEST = re.compile(BUILT.replace(".", r"\.").encode() + rb'"[^>]*>\s*<[^>]*>([0-9a-f]{8})<')
SLOTS = re.compile(SLOT.format("(.*?)"))
MOST_CUSTOM = 100_000  # bytes of properties that are looked at, whatever a file of unknown origin unpacks to
FIRST_BYTES = b"PK\x03\x04"
FIRST_MOMENT = (1980, 1, 1, 0, 0, 0)  # the stamp of every part that rolegen writes


def to_docx(document: Document, house: House) -> bytes:
    """The Word file; the same document and house style give the same bytes anywhere."""
    body = Body(house)
    return packed(document, house, body, body.xml(document.blocks))


def to_form(document: Document, house: House, form: Form, manifest: str) -> bytes:
    """The Word file with its approved wording and its fields marked; `manifest` says what they were when it was built.

    `form` has written nothing yet.
    """
    return packed(document, house, form, form.xml(document.blocks), manifest)


def packed(document: Document, house: House, body: Body, main: str, manifest: str = "") -> bytes:
    """The Word file with this main part, and what its body has gathered."""
    parts = [
        _shared(CONTENT_TYPES, house.content_types),
        _shared(ROOT_RELS, house.root_rels),
        stored(house.main, _encoded(main)),
        _shared(rels_of(house.main), _main_rels(house, body)),
        *(_stored(name, _filled(text, document.facts)) for name, text in house.filled.items()),
        *([_shared(house.numbering_part, _numbering(house, body.numberings))] if house.numbering else []),
        _stored(CORE, _core(document.title, document.facts)),
        *_pictures(house, body.pictures),
        *house.static,
    ]
    built = digest((part.name, part.checksum) for part in parts)
    return archive([*parts, _stored(CUSTOM, _custom(document.facts, manifest, built))])


def is_edited(data: bytes) -> bool:
    """Whether a file is no longer as rolegen wrote it, or was never written by it.

    Another program writes other parts. A file of an earlier rolegen has no digest; it is known by its stored first
    part and its stamps.
    """
    if not data.startswith(FIRST_BYTES):  # zipfile would look for a zip file anywhere in the data
        return True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open(CUSTOM) as part:
            entries, custom = package.infolist(), part.read(MOST_CUSTOM)
    except Exception:  # a damaged or foreign zip file makes zipfile and its decompressors raise nearly anything
        return True
    if said := DIGEST.search(custom):
        return said[1].decode() != digest((entry.filename, entry.CRC) for entry in entries if entry.filename != CUSTOM)
    first = entries[0].compress_type, {entry.date_time for entry in entries}
    return f'"{OURS}'.encode() not in custom or first != (zipfile.ZIP_STORED, {FIRST_MOMENT})


def _stored(name: str, text: str) -> Part:
    return stored(name, text.encode())


def _encoded(main: str) -> bytes:
    """The main part in UTF-8, paragraph by paragraph: most are ASCII, which Python encodes much more quickly."""
    return b"<w:p>".join([paragraph.encode() for paragraph in main.split("<w:p>")])


@lru_cache(maxsize=50)
def _shared(name: str, text: str) -> Part:
    """A part that most files of one house style have in common."""
    return _stored(name, text)


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """A header or footer with its slots filled; a document that was read from a Word file lacks some of the facts."""
    return SLOTS.sub(lambda slot: escape(facts.get(f"doc:{slot[1]}", ""), quote=False), text)


def _main_rels(house: House, body: Body) -> str:
    if not (body.links or body.pictures):
        return house.main_rels
    links = [
        f'<Relationship Id="rolegenLink{n}" Type="{R}/hyperlink" Target="{escape(link)}" TargetMode="External"/>'
        for n, link in enumerate(body.links, 1)
    ]
    pictures = [
        f'<Relationship Id="rolegenPicture{n}" Type="{R}/image" Target="{escape(_picture_name(picture, n))}"/>'
        for n, picture in enumerate(body.pictures, 1)
    ]
    head, end, tail = house.main_rels.rpartition("</Relationships>")
    return f"{head}{''.join([*links, *pictures])}{end}{tail}"


def _pictures(house: House, pictures: list[Picture]) -> Iterator[Part]:
    folder = posixpath.dirname(house.main)
    for number, picture in enumerate(pictures, 1):
        yield stored(posixpath.join(folder, _picture_name(picture, number)), picture.data)


def _picture_name(picture: Picture, number: int) -> str:
    return f"media/rolegen{number}{posixpath.splitext(picture.name)[1].lower()}"


def _numbering(house: House, count: int) -> str:
    """The house style's numberings, and one for each numbered list, so that each starts at 1 (17.9.15)."""
    if not count:
        return house.numbering
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in (0, 1)
    )
    lists = "".join(
        f'<w:num w:numId="{FIRST_NUMBERING + n}"><w:abstractNumId w:val="{house.numbered}"/>{starts}</w:num>'
        for n in range(1, count + 1)
    )
    head, end, tail = house.numbering.rpartition("</w:numbering>")
    return f"{head}{lists}{end}{tail}"


def _core(title: str, facts: Mapping[str, str]) -> str:
    values = {"dc:title": title, "dc:creator": facts.get("organisation", ""), "dc:language": "en-GB",
              "cp:contentStatus": facts.get("status", "")}  # fmt: skip
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items() if value)
    return f"{XML}<cp:coreProperties {CORE_NAMES}>{inner}</cp:coreProperties>"


def _custom(facts: Mapping[str, str], manifest: str, built: str) -> str:
    """Which role, level, variant and framework the file states, and digests of it as built; read to know it again."""
    values = [(f"{OURS}{name}", facts[name]) for name in IDENTITY if facts.get(name)]
    pieces = (manifest[at : at + LONGEST_TEXT] for at in range(0, len(manifest), LONGEST_TEXT))
    values += [(f"{MANIFEST}{n}", piece) for n, piece in enumerate(pieces, 1)]
    values.append((BUILT, built))
    inner = "".join(
        f'<property fmtid="{CUSTOM_SET}" pid="{pid}" name="{name}"><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(values, 2)
    )
    return f"{XML}<Properties {CUSTOM_NAMES}>{inner}</Properties>"
