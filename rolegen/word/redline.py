"""Two documents → one Word file in which every change is tracked (ECMA-376 part 1, 17.13.5).

Accepting all of them gives the new document, rejecting all the old one. The header, footer and styles are the new
one's. LibreOffice 7.4 differs in two things: it leaves an empty paragraph where one goes that a table follows, unless
the mark before it could be tracked instead (see redline_marks); and it puts an invisible sign (U+200D) into a tracked
row whose cells are all empty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise, zip_longest

from rolegen.diff.alignment import Step, TableStep, aligned, aligned_cells
from rolegen.diff.lines import Line
from rolegen.document import Cell, Document, Heading, Paragraph, Row, Run, Section
from rolegen.word.body import KEEP, KEPT_TOGETHER, SPACER, Body, is_right_to_left, main_part, twips
from rolegen.word.house import House
from rolegen.word.package import packed
from rolegen.word.redline_marks import Bare, Marked, closed, filled, marked, paged, spaced
from rolegen.word.redline_words import Mark, Stretch, content_of

SPACING = SPACER.removeprefix("<w:p><w:pPr>").removesuffix("</w:pPr></w:p>")


def to_redline(old: Document, new: Document, house: House, author: str, date: str) -> bytes:
    """The Word file with the changes from old to new; the date is a W3C date and time, or none."""
    body = Redline(house, author, date)
    return packed(new, house, body, body.changes(aligned(old, new)))


class Redline(Body):
    """Writes what two documents have in common as it is, and what only one of them says as deleted or inserted."""

    def __init__(self, house: House, author: str, date: str) -> None:
        super().__init__(house)
        self.who = f'w:author="{escape(author)}"' + (f' w:date="{escape(date)}"' if date else "")
        self.revisions = 0

    def changes(self, steps: Sequence[Step | TableStep]) -> str:
        """The whole main part."""
        pages = [(page, list(marked(some))) for page, some in paged(closed(filled(spaced(steps, SPACING))))]
        numbers = self._numbers([part for _, parts in pages for part in parts])
        *before, (last_page, last) = pages
        written = [self._text(parts, numbers, sheet=self._sheet(page.landscape)) for page, parts in before]
        return main_part("".join([*written, self._text(last, numbers), self._sheet(last_page.landscape)]))

    def _sheet(self, landscape: bool) -> str:
        return self._page(Section((), landscape))

    def _revision(self, name: str, content: str = "") -> str:
        self.revisions += 1
        start = f'<w:{name} w:id="{self.revisions}" {self.who}'
        return f"{start}>{content}</w:{name}>" if content else f"{start}/>"

    def _mark(self, mark: Mark) -> str:
        return "" if mark == "same" else self._revision("del" if mark == "removed" else "ins")

    # --- paragraphs ---------------------------------------------------------------------------------------------------

    def _text(
        self,
        parts: Sequence[Marked | TableStep],
        numbers: Mapping[int, str],
        style: str = "",
        keep: str = "",
        sheet: str = "",
    ) -> str:
        """Paragraphs and tables; `style` and `keep` are a plain paragraph's, `sheet` is the last one's page set-up."""
        written = []
        for part, after in pairwise([*parts, None]):
            if isinstance(part, Marked):
                written.append(self._marked(part, numbers, style, keep, "" if after else sheet))
            elif part:
                written.append(self._tracked_table(part))
        return "".join(written)

    def _marked(self, part: Marked, numbers: Mapping[int, str], style: str, keep: str, sheet: str) -> str:
        was, now = (
            self._properties(line, numbers, style, keep) if line else "" for line in (part.ends_old, part.ends_new)
        )
        if part.mark == "same":
            change = self._revision("pPrChange", f"<w:pPr>{was}</w:pPr>") if was != now else ""
            inner = f"{now}{sheet}{change}"
        else:
            inner = f"{now or was}<w:rPr>{self._mark(part.mark)}</w:rPr>{sheet}"
        words = "".join([self._tracked(stretch) for stretch in part.words])
        return f"<w:p>{f'<w:pPr>{inner}</w:pPr>' if inner else ''}{words}</w:p>"

    def _properties(self, line: Line, numbers: Mapping[int, str], style: str, keep: str) -> str:
        if isinstance(line, Bare):
            return line.properties
        own = self._style(line) or style
        name = f'<w:pStyle w:val="{self.house.ids[own]}"/>' if own else ""
        kept = keep if isinstance(line.block, Paragraph) else ""
        bidi = "<w:bidi/>" if is_right_to_left(content_of(line)) else ""
        return f"{name}{kept}{numbers.get(id(line), '')}{bidi}"

    def _style(self, line: Line) -> str:
        """The style of a line; none of a paragraph that has the usual one."""
        block, within = line.block, line.within
        if isinstance(block, Heading):
            return block.style or f"heading-{block.level}"
        own = "" if isinstance(block, Row) else block.style
        return own or (within.style or self._list_style(_kind(line), line.depth)[0] if within else "")

    def _numbers(self, parts: Sequence[Marked | TableStep]) -> dict[int, str]:
        """The numbering of each item of a numbered list; one that goes is counted in the list that stays."""
        paragraphs = [part for part in parts if isinstance(part, Marked)]
        stays: dict[int, int] = {}
        for part in paragraphs:
            old, new = part.old, part.new
            if old and new and old.depth == new.depth and new.list_number not in stays.values():
                stays.setdefault(old.list_number, new.list_number)
        found: dict[int, str] = {}
        made: dict[tuple[bool, int], str] = {}
        for part in paragraphs:
            for line in (part.new, part.old):
                if line and line.within and line.within.numbered:
                    there = line.list_number if line is part.new else stays.get(line.list_number, 0)
                    key = (True, there) if there else (False, line.list_number)
                    if key not in made:
                        made[key] = self._new_numbering(self._list_style(_kind(line), line.depth)[1])
                    found[id(line)] = made[key]
        return found

    # --- words --------------------------------------------------------------------------------------------------------

    def _tracked(self, stretch: Stretch) -> str:
        part, mark = stretch
        if mark == "same":
            return self._inline(part)
        runs = self._run(part) if isinstance(part, Run) else self._inline(part)
        if mark == "removed":
            runs = runs.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        runs = self._revision("del" if mark == "removed" else "ins", runs)
        return self._link(part.link, runs) if isinstance(part, Run) and part.link else runs

    # --- tables -------------------------------------------------------------------------------------------------------

    def _tracked_table(self, step: TableStep) -> str:
        """A table; two that differ in their columns stand one behind the other."""
        old, new = step.old, step.new
        if old and new and len(old.block.widths) != len(new.block.widths):
            removed = TableStep(old, None, tuple(Step(row, None) for row in old.rows))
            added = TableStep(None, new, tuple(Step(None, row) for row in new.rows))
            return self._tracked_table(removed) + self._tracked_table(added)
        (table, *_) = (grid.block for grid in (new, old) if grid)
        widths = twips(table)
        last = len(step.rows) - 1 if len(step.rows) <= KEPT_TOGETHER else 0
        rows = [self._tracked_row(row, widths, KEEP if n < last else "") for n, row in enumerate(step.rows)]
        return f"<w:tbl>{self._table_head(table, widths)}{''.join(rows)}</w:tbl>"

    def _tracked_row(self, step: Step, widths: list[int], keep: str) -> str:
        heads = any(row.heads for row in (step.new or step.old,) if row)
        mark = "" if step.old and step.new else self._mark("added" if step.new else "removed")
        style = "table-heading" if heads else "table-text"
        pairs = zip_longest(_cells(step.old), _cells(step.new))
        texts = [self._cell_text(old, new, style, keep) for old, new in pairs]
        cells = [
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{text}</w:tc>'
            for width, text in zip(widths, texts, strict=True)
        ]
        return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if heads else ''}{mark}</w:trPr>{''.join(cells)}</w:tr>"

    def _cell_text(self, old: Cell | None, new: Cell | None, style: str, keep: str) -> str:
        steps = filled(aligned_cells(old or Cell(()), new or Cell(())), old is not None, new is not None)
        parts = list(marked(steps))
        return self._text(parts, self._numbers(parts), style, keep)


def _kind(line: Line) -> str:
    return "list-number" if line.within and line.within.numbered else "list-bullet"


def _cells(row: Line | None) -> tuple[Cell, ...]:
    return row.block.cells if row and isinstance(row.block, Row) else ()
