"""Prints one page of everything that a page may hold: what real profiles seldom do."""

from __future__ import annotations

import sys
from base64 import b64decode

from rolegen import page, workspace
from rolegen.document import Cell, Document, Heading, Item, List, Paragraph, Picture, Row, Run, Section, Table

DOT = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==")
LONG = "Verwaltungsgebührenordnungsänderungsvorschlagsentwurf" * 2


def words(*texts: str | Run | Picture) -> tuple[Run | Picture, ...]:
    """Runs of a paragraph."""
    return tuple(Run(text) if isinstance(text, str) else text for text in texts)


def table(style: str, *rows: tuple[str, ...]) -> Table:
    """A table of text, its first row the header; a table of two columns has row headers too."""
    pairs = len(rows[0]) == 2
    header, *rest = [
        Row(tuple(Cell((Paragraph(words(text)),), n == 0 or (pairs and m == 0)) for m, text in enumerate(row)))
        for n, row in enumerate(rows)
    ]
    return Table((2.0,) * len(rows[0]), (header,), tuple(rest), style)


def of_everything() -> Document:
    """Links, pictures, deep lists, wide tables, long words, right-to-left text."""
    link = Run("the constitution, article 12", link="https://example.org/constitution?a=1&b=2")
    deep = List((Item(words("Deeper"), (List((Item(words("Deeper still")),), numbered=True),)),))
    wide = table("criteria", tuple(f"Column {n}" for n in range(7)), tuple(f"Value {n} {LONG[:20]}" for n in range(7)))
    blocks = (
        Paragraph(words("Kicker <&>"), "kicker"),
        Heading(1, words(f"Director of {LONG}")),
        Paragraph(words("Draft · Version 1"), "status-line"),
        Paragraph(words("See ", link, ", ", Run("bold", bold=True), " and ", Run("[a gap]", gap=True), ".")),
        Paragraph(words(Picture("dot.png", DOT, "A dot", 30.0), " beside words")),
        Heading(2, words("שלום עולם")),
        Paragraph(words("مرحبا بالعالم (1972)"), "note"),
        List((Item(words("Point"), (deep,)), Item(words(LONG))), numbered=True),
        table("key-facts", ("Fact", "Value"), (LONG, LONG), ("البلدية", "المدير")),
        table("criteria", ("Ref", "Repeats", "Needed"), *((f"K{n}", "A criterion", "Essential") for n in range(60))),
        Section((Heading(2, words("Wide")), wide), landscape=True),
        Section((Paragraph(words("Upright again")), table("", ("One",), (LONG,)))),
    )
    facts = {"doc:title": 'A "title" \\ of everything', "doc:version": "Version 1", "doc:marking": "DRAFT"}
    return Document("Everything", blocks, facts)


css = page.load(workspace.bundled("templates") / "page.css").value
sys.stdout.buffer.write(page.to_html(of_everything(), css).encode())
