"""A Word file, whoever made it → document.

Tracked changes count as accepted. Text boxes follow the paragraph they hang on, notes follow the text. A paragraph
without words is left out unless a control says what it is. A cell holds paragraphs and lists only: a heading in it
reads as a paragraph, a table in it as a paragraph a row.

A control tagged `clause:ID` or `field:PATH` marks what is inside: a list, where one control holds all of it, else its
items; a table, or its rows, cells or paragraphs; runs. Round one lone item, a field is the list's, a clause the item's.
Where all words of a paragraph are in one control, it has the field itself; so has a cell, of all its paragraphs.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from rolegen.document import IDENTITY, OURS, Block, Document, Paragraph, Run
from rolegen.word.guard import SAVE_AS, Package, Unfit, damaged
from rolegen.word.reading_marks import Marks
from rolegen.word.reading_runs import Part, Runs
from rolegen.word.reading_story import Story
from rolegen.word.reading_styles import Styles, W

TYPE_CHECKING = False  # typing takes longer to import than a profile to open
if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rolegen.problems import Checked

OTHERS = {"workbook": "an Excel workbook", "presentation": "a PowerPoint presentation"}
PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
MANIFEST = "manifest."
MOST_PIECES = 1_000  # of the manifest; a long profile has 20
TITLE = "{http://purl.org/dc/elements/1.1/}title"


def from_docx(data: bytes, path: Path, names: Mapping[str, str] | None = None) -> Checked[Document]:
    """The Word file as a document, or why it cannot be read; `path` is only for telling.

    With `names`, the tag behind each bookmark as `marks.names` has them, bookmarks mark what no control does. Of the
    facts it has those that rolegen wrote as custom properties: role, level, version and so on, and the manifest.
    """
    from rolegen.problems import Checked, Place, failed

    try:
        return Checked(read(data, names))
    except Unfit as unfit:
        return failed(unfit.rule, unfit.message, Place(path), unfit.hint)


def read(data: bytes, names: Mapping[str, str] | None = None) -> Document:
    """The Word file as a document; raises Unfit. It is for git's textconv, which has no time to import problems."""
    try:
        package = Package(data)
        parts = {kind: target for _, kind, target in package.relations("")}
        blocks = _blocks(package, parts.get("officeDocument", ""), names or {})
        title = _title(package.xml(parts.get("core-properties", "")))
        facts = _facts(package.xml(parts.get("custom-properties", "")))
    except RecursionError:
        raise damaged("This file holds things inside one another more deeply than Word makes them.") from None
    return Document(title, blocks, facts)


def facts_of(data: bytes) -> dict[str, str]:
    """The facts of a Word file alone, which is quick; none of a file that cannot be read."""
    try:
        package = Package(data)
        parts = {kind: target for _, kind, target in package.relations("")}
        return _facts(package.xml(parts.get("custom-properties", "")))
    except Unfit:
        return {}


def _title(core: Element | None) -> str:
    return (core.findtext(TITLE) or "").strip() if core is not None else ""


def _facts(custom: Element | None) -> dict[str, str]:
    told: dict[str, str] = {}
    for one in custom.iter(PROPERTY) if custom is not None else ():
        name = one.get("name", "")
        if name.startswith(OURS):
            told[name.removeprefix(OURS)] = "".join(one.itertext()).strip()
    manifest = _manifest(told)
    facts = {name: said for name, said in told.items() if name in IDENTITY}
    return {**facts, "manifest": manifest} if manifest else facts


def _manifest(told: dict[str, str]) -> str:
    """What stands in the properties manifest.1, manifest.2 and so on; nothing where one of them is missing."""
    count = sum(name.startswith(MANIFEST) for name in told)
    pieces = [told.get(f"{MANIFEST}{n}", "") for n in range(1, min(count, MOST_PIECES) + 1)]
    return "".join(pieces) if all(pieces) and count == len(pieces) else ""


def _blocks(package: Package, main: str, names: Mapping[str, str]) -> tuple[Block, ...]:
    root = package.xml(main)
    if root is None:
        raise Unfit("This file holds no Word document.", SAVE_AS)
    if root.tag != f"{W}document":
        other = OTHERS.get(root.tag.rpartition("}")[2], "something else")
        raise Unfit(f"This is {other}, not a Word file (.docx).", SAVE_AS)
    related = list(package.relations(main))
    parts = {kind: target for _, kind, target in related}
    styles = Styles(package.xml(parts.get("styles", "")), package.xml(parts.get("numbering", "")))
    notes: dict[str, int] = {}
    marks = Marks(names, root)
    runs = Runs(Part(package, root, {rel: target for rel, _, target in related}), styles, notes, marks)
    body = root.find(f"{W}body")
    blocks = Story(runs, styles, marks).sections(body) if body is not None else ()
    return (*blocks, *_notes(package, parts, styles, notes))


def _notes(package: Package, parts: dict[str, str], styles: Styles, notes: dict[str, int]) -> Iterator[Block]:
    """The footnotes and endnotes that the text refers to, in that order."""
    known: dict[str, tuple[Story, Element]] = {}
    for kind in ("footnote", "endnote"):
        part = parts.get(f"{kind}s", "")
        root = package.xml(part)
        if root is not None:
            targets = {rel: target for rel, _, target in package.relations(part)}
            marks = Marks({}, root)
            story = Story(Runs(Part(package, root, targets), styles, notes, marks), styles, marks)
            known |= {f"{kind} {note.get(f'{W}id', '')}": (story, note) for note in root}
    for note, number in list(notes.items()):
        if note in known:
            story, element = known[note]
            yield from _numbered(number, story.blocks(element))


def _numbered(number: int, blocks: tuple[Block, ...]) -> Iterator[Block]:
    """A note behind its number."""
    mark = Run(f"[{number}] ")
    match blocks:
        case (Paragraph(content, style, clause, field), *rest):
            yield Paragraph((mark, *content), style, clause, field)
            yield from rest
        case _:
            yield Paragraph((mark,))
            yield from blocks
