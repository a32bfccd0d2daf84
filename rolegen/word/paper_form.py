"""A paper to be filled in, as Word's main part: a form whose tables break between rows, which grow as people write."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from rolegen.document import Block, Paragraph, Row, Table, walk
from rolegen.word.body import KEEP, KEPT_TOGETHER
from rolegen.word.form import Form

KEPT_OPEN = 4  # rows of a table to be written in that stay on one page, its header among them


class PaperForm(Form):
    """Writes a form of which tables stay whole while they are very short, or where their rows have headings.

    No row of the others is alone on its page. A note stays with the last row of the table above it, and the last table
    is never alone on its page: the last row of the one before goes there too.
    """

    _whole: frozenset[int] = frozenset()  # the tables that stay on one page
    _last: frozenset[int] = frozenset()  # the rows that stay with what is below their table

    def xml(self, blocks: tuple[Block, ...]) -> str:
        """The whole main part."""
        every = tuple(walk(blocks))
        tables = [block for block in every if isinstance(block, Table)]
        noted = [one for one, below in pairwise(every) if isinstance(one, Table) and isinstance(below, Paragraph)]
        self._whole = frozenset(map(id, self._kept_whole(tables)))
        self._last = frozenset(id(table.rows[-1]) for table in [*noted, *tables[-2:-1]] if table.rows)
        return super().xml(blocks)

    def _kept_whole(self, tables: Sequence[Table]) -> Iterable[Table]:
        return (table for table in tables if len(table.rows) < KEPT_OPEN or _has_row_headings(table))

    def _table(self, table: Table) -> str:
        self.kept_together = KEPT_TOGETHER if id(table) in self._whole else 0
        return super()._table(table)

    def _kept(self, count: int) -> Container[int]:
        return range(count - 1) if count <= self.kept_together else (0, count - 2)

    def _row(self, row: Row, widths: list[int], heading: bool, keep: str) -> str:
        return super()._row(row, widths, heading, KEEP if id(row) in self._last else keep)


class ReviewForm(PaperForm):
    """Writes a performance form, of which only the tables for a few words are whole: facts, dates and signatures.

    A long answer in another would push all of it to the next page; as it is, it moves its own row alone.
    """

    def _kept_whole(self, tables: Sequence[Table]) -> Iterable[Table]:
        dates = [table for table in tables[-2:-1] if _has_row_headings(table)]
        return (*tables[:1], *dates, *tables[-1:])

    def _kept(self, count: int) -> Container[int]:
        return range(count - 1) if count <= self.kept_together else (0,)


def _has_row_headings(table: Table) -> bool:
    return any(row.cells and row.cells[0].heading for row in table.rows)
