"""Document → one HTML page that needs nothing else: what goes on a website, or beside the Word file.

The look is a style sheet of its own, `page.css`, as `house.docx` is for Word. The page runs no script and asks
no other server for anything; an advert's carries data for job boards, which browsers do not run.
"""

from __future__ import annotations

import re
import unicodedata
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path

from rolegen.document import (
    IDENTITY,
    OURS,
    Block,
    Cell,
    Document,
    Heading,
    Inline,
    Item,
    List,
    Paragraph,
    Picture,
    Row,
    Run,
    Section,
    Table,
    contents,
    plain,
)
from rolegen.problems import Checked, Place, failed, reason

STYLE_SHEET = "page.css"
FOOTER = (("doc:title",), ("doc:version", "doc:framework"))  # its lines
# What makes a style sheet ask for another file, or ends it before its end.
FOREIGN = re.compile(r"(?i)</style|@import\b[^;\n]*|url\(\s*+[\"']?+(?!data:|#)[^)\n]*")
# What would end the data in a page or begin a comment (HTML, 4.12.1.3), and line ends that only JSON knows: JSON can
# write each of them as \uXXXX, and it stays the same text.
UNSAFE = re.compile("[<>&\u2028\u2029]")
HEADER_ROLES = {"col": "columnheader", "row": "rowheader"}
PAIRS = 2  # columns; a wider table is read row by row on a phone, each cell behind its column's name


def load(path: Path) -> Checked[str]:
    """A style sheet; refused where a page with it would not be whole."""
    try:
        css = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        return failed("page-style", f"The style sheet cannot be read: {reason(error)}.", Place(path))
    except UnicodeDecodeError:
        return failed("page-style", "The style sheet is not UTF-8 text.", Place(path), "Save it as UTF-8 text.")
    if found := FOREIGN.search(css):
        line = css.count("\n", 0, found.start()) + 1
        place = Place(path, line, 0, css.split("\n")[line - 1])
        message = f"“{found[0].strip()}” cannot stand in a style sheet that each page carries."
        return failed("page-style", message, place, "Put fonts and pictures into the file itself, as data: addresses.")
    return Checked(css)


def to_html(document: Document, css: str, data: str = "") -> str:
    """The page; the same document and style sheet give the same text anywhere. `data` is JSON-LD to carry."""
    facts = document.facts
    marking = facts.get("doc:marking", "")
    footer = "\n".join(filter(None, (" · ".join(filter(None, map(facts.get, line))) for line in FOOTER)))
    header = f"<header>{_text(Paragraph((Run(marking),)))}</header>\n" if marking else ""
    ending = f"<footer>{_text(Paragraph((Run(footer),)))}</footer>\n" if footer else ""
    printed = escape(f"--marking: {_css_text(marking)}; --footer: {_css_text(footer)}")
    return (
        f'<!DOCTYPE html>\n<html lang="en-GB" style="{printed}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(document.title)}</title>\n"
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n{_identity(facts)}'
        f"{_data(data)}<style>\n{css.strip()}\n</style>\n</head>\n<body>\n"
        f"{header}<main>\n{_Body().html(document.blocks)}\n</main>\n{ending}</body>\n</html>\n"
    )


def _identity(facts: Mapping[str, str]) -> str:
    """What the file is of, as the Word file's properties say it."""
    named = {"author": facts.get("organisation"), **{f"{OURS}{name}": facts.get(name) for name in IDENTITY}}
    return "".join(f'<meta name="{name}" content="{escape(value)}">\n' for name, value in named.items() if value)


def _data(data: str) -> str:
    """What other programs read of the page, in an element that no browser runs (HTML, 4.12.1: a data block)."""
    if not data:
        return ""
    safe = UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", data.strip())
    return f'<script type="application/ld+json">\n{safe}\n</script>\n'


def _css_text(text: str) -> str:
    """Text as a string of CSS (Syntax 3, 4.3.5), for what a printed page repeats in its margins."""
    return '"' + re.sub(r'["\\\x00-\x1f]', lambda found: f"\\{ord(found[0]):x} ", text) + '"'


class _Body:
    """Writes blocks as HTML; remembers the headings, which name the tables below them and can be linked to."""

    def __init__(self) -> None:
        self.anchors: set[str] = set()
        self.heading = ""

    def html(self, blocks: Iterable[Block]) -> str:
        return "\n".join([self._block(block) for block in blocks])

    def _block(self, block: Block) -> str:
        if isinstance(block, Section):
            name = "landscape" if block.landscape else "upright"
            return f"<div{_named(name, block.clause, block.field)}>\n{self.html(block.blocks)}\n</div>"
        if isinstance(block, Heading):
            return self._heading(block)
        return self._table(block) if isinstance(block, Table) else _text(block)

    def _heading(self, block: Heading) -> str:
        self.heading = self._anchor(plain(block.content))
        named = _named(block.style, block.clause, block.field) + _direction(plain(block.content))
        return f'<h{block.level} id="{self.heading}"{named}>{_content(block.content)}</h{block.level}>'

    def _anchor(self, words: str) -> str:
        """An id that stays the same while the heading's words do: “Person profile” is #person-profile."""
        stem = "-".join(re.findall(r"\w+", re.sub("['’]", "", words.casefold()))) or "section"
        anchor, number = stem, 1
        while anchor in self.anchors:
            number += 1
            anchor = f"{stem}-{number}"
        self.anchors.add(anchor)
        return anchor

    def _table(self, table: Table) -> str:
        """A table with its roles spelt out, since browsers drop them where a style sheet stacks the cells."""
        label = f' aria-labelledby="{self.heading}"' if self.heading else ""
        shape = "pairs" if len(table.widths) <= PAIRS else "rows"
        labels = [_words(cell) for cell in table.header[-1].cells] if shape == "rows" and table.header else []
        return (
            f'<table role="table"{_named(table.style, "", table.field)} data-shape="{shape}"{label}>\n'
            f"{_columns(table.widths)}"
            f'<thead role="rowgroup">\n{_rows(table.header, "col", [])}</thead>\n'
            f'<tbody role="rowgroup">\n{_rows(table.rows, "row", labels)}</tbody>\n</table>'
        )


def _columns(widths: tuple[float, ...]) -> str:
    """The columns in their proportions, whatever the width of the screen."""
    total = sum(widths)
    shares = [f'<col style="width: {100 * width / total:.1f}%">' for width in widths if total]
    return f"<colgroup>{''.join(shares)}</colgroup>\n" if shares else ""


def _rows(rows: tuple[Row, ...], scope: str, labels: list[str]) -> str:
    return "".join([
        f'<tr role="row"{_named("", "", row.field)}>\n{"".join(_cells(row.cells, scope, labels))}</tr>\n'
        for row in rows
    ])  # fmt: skip


def _cells(cells: tuple[Cell, ...], scope: str, labels: list[str]) -> Iterator[str]:
    for number, cell in enumerate(cells):
        tag, role = (f'th scope="{scope}"', HEADER_ROLES[scope]) if cell.heading else ("td", "cell")
        label = f' data-label="{escape(labels[number])}"' if labels and labels[number] else ""
        named = _named("", cell.clause, cell.field) + _direction(_words(cell))
        yield f'<{tag} role="{role}"{named}{label}>{_cell(cell)}</{tag[:2]}>\n'


def _cell(cell: Cell) -> str:
    """A cell's words; a lone paragraph of the usual style needs no element of its own."""
    if len(cell.blocks) == 1 and isinstance(block := cell.blocks[0], Paragraph) and block == Paragraph(block.content):
        return _content(block.content)
    return "".join([_text(block) for block in cell.blocks])


def _words(cell: Cell) -> str:
    return " ".join(plain(content) for content in contents(cell.blocks))


def _text(block: Paragraph | List) -> str:
    if isinstance(block, Paragraph):
        named = _named(block.style, block.clause, block.field) + _direction(plain(block.content))
        return f"<p{named}>{_content(block.content)}</p>"
    tag = "ol" if block.numbered else "ul"
    items = "\n".join([_item(item) for item in block.items])
    return f"<{tag}{_named(block.style, block.clause, block.field)}>\n{items}\n</{tag}>"


def _item(item: Item) -> str:
    named = _named(item.style, item.clause, item.field) + _direction(plain(item.content))
    return f"<li{named}>{_content(item.content)}{''.join([_text(nested) for nested in item.lists])}</li>"


def _content(content: tuple[Inline, ...]) -> str:
    return "".join([_picture(part) if isinstance(part, Picture) else _run(part) for part in content])


def _run(run: Run) -> str:
    text = escape(run.text, quote=False).replace("\n", "<br>")
    style = run.style or ("placeholder-text" if run.gap else "")
    if style or run.field:
        text = f"<span{_named(style, '', run.field)}>{text}</span>"
    text = f"<em>{text}</em>" if run.italic else text
    text = f"<strong>{text}</strong>" if run.bold else text
    return f'<a href="{escape(run.link)}">{text}</a>' if run.link else text


def _picture(picture: Picture) -> str:
    kind = "png" if picture.name.lower().endswith(".png") else "jpeg"
    width = f' style="width: {picture.width:g}cm"' if picture.width else ""
    data = b64encode(picture.data).decode()
    return f'<img src="data:image/{kind};base64,{data}" alt="{escape(picture.alt)}"{width}>'


def _named(style: str, clause: str, field: str) -> str:
    """The attributes that say what an element is: its style, its approved clause, its field of the role."""
    values = {"class": style, "data-clause": clause, "data-field": field}
    return "".join(f' {name}="{escape(value)}"' for name, value in values.items() if value)


def _direction(words: str) -> str:
    """Lets the first letter decide, where some of the words are written from right to left (Unicode Annex 9, P2)."""
    if words.isascii() or not any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in words):
        return ""
    return ' dir="auto"'
