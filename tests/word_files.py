"""Word files made by hand: the main part as a test wants it, in as small a package as Word opens."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from docx.text.paragraph import Paragraph as WordParagraph

from rolegen.document import Document
from rolegen.text import to_markdown
from rolegen.word.reading import from_docx
from tests.samples import NAMESPACES, needed

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        **NAMESPACES,
        "m": f"{OFFICE}/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Part"><w:name w:val="Part of ours"/><w:basedOn w:val="berschrift2"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading5"><w:name w:val="heading 5"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading9"><w:name w:val="heading 9"/>
  <w:pPr><w:outlineLvl w:val="8"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Dots"><w:name w:val="Dots"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Dots2"><w:name w:val="Dots 2"/><w:basedOn w:val="Dots"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Linked"><w:name w:val="Linked"/>
  <w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:type="numbering" w:styleId="Ours"><w:name w:val="Ours"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Loud"><w:name w:val="Loud"/><w:basedOn w:val="Fett"/></w:style>
<w:style w:type="character" w:styleId="Ask"><w:name w:val="Placeholder Text"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/></w:style>
"""


NUMBERING = """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>
  <w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/><w:pStyle w:val="Linked"/></w:lvl>
  <w:lvl w:ilvl="2"><w:numFmt w:val="none"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="Ours"/></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/>
  <w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="6"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="7"><w:abstractNumId w:val="1"/>
  <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:lvlOverride></w:num>
"""
RELATIONS = f"""
<Relationship Id="styles" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>
<Relationship Id="numbering" Type="{OFFICE}/relationships/numbering" Target="/word/numbering.xml"/>
<Relationship Id="footnotes" Type="{OFFICE}/relationships/footnotes" Target="footnotes.xml"/>
<Relationship Id="endnotes" Type="{OFFICE}/relationships/endnotes" Target="endnotes.xml"/>
<Relationship Id="link" Type="{OFFICE}/relationships/hyperlink" Target="https://a.b/" TargetMode="External"/>
<Relationship Id="heron" Type="{OFFICE}/relationships/image" Target="../media/heron.png"/>
"""
ROOT = f"""<Relationships xmlns="{PACKAGE}/relationships">
<Relationship Id="main" Type="{OFFICE}/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""


def word_file(body: str, **others: str | bytes | None) -> bytes:
    """A Word file whose main part has this body; other parts by their names' first word, None for none at all."""
    parts: dict[str, tuple[str, str | bytes | None]] = {
        "root": ("_rels/.rels", ROOT),
        "document": ("word/document.xml", f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"),
        "relations": (
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{PACKAGE}/relationships">{RELATIONS}</Relationships>',
        ),
        "styles": ("word/styles.xml", f"<w:styles {NAMES}>{STYLES}</w:styles>"),
        "numbering": ("word/numbering.xml", f"<w:numbering {NAMES}>{NUMBERING}</w:numbering>"),
        "footnotes": ("word/footnotes.xml", None),
        "endnotes": ("word/endnotes.xml", None),
        "picture": ("media/heron.png", None),
    }
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as package:
        for key, (name, usual) in parts.items():
            content = others.get(key, usual)
            if content is not None:
                package.writestr(name, content)
    return written.getvalue()


def read(body: str, **others: str | bytes | None) -> Document:
    """The document that such a Word file is read as."""
    return needed(from_docx(word_file(body, **others), Path("other.docx")))


def markdown(body: str, **others: str | bytes | None) -> str:
    """What a reviewer reads of such a Word file."""
    return to_markdown(read(body, **others)).removesuffix("\n")


def p(inside: str, properties: str = "") -> str:
    """A paragraph; plain text in it becomes a run."""
    runs = inside if inside.startswith("<") else r(inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def style(name: str) -> str:
    """The property that gives a paragraph its style."""
    return f'<w:pStyle w:val="{name}"/>'


def listed(number: int, depth: int = 0) -> str:
    """The property that makes a paragraph an item."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'


def control(tag: str, inside: str, more: str = "") -> str:
    """A content control round paragraphs, runs, rows or cells."""
    properties = f'<w:sdtPr><w:tag w:val="{tag}"/>{more}</w:sdtPr>'
    return f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def row(*cells: str, properties: str = "") -> str:
    """A table's row; plain text becomes a paragraph in a cell."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(map(tc, cells))}</w:tr>"


def tc(inside: str, properties: str = "") -> str:
    """A cell; one that is XML already stays as it is."""
    if inside.startswith(("<w:tc>", "<w:sdt>")):
        return inside
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def table(*rows: str, properties: str = "") -> str:
    """A table."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def typed_into(word: WordDocument, text: str) -> None:
    """Puts a paragraph of a person's own before the second one; python-docx itself sees none inside controls."""
    element = list(word.element.body.iter(f"{{{NAMESPACES['w']}}}p"))[1]
    WordParagraph(element, word.element.body).insert_paragraph_before(text)
