"""A framework's document as Word's main part: nothing locked, for it is to be edited; marks in hidden bookmarks."""

from __future__ import annotations

from rolegen.document import Block, Inline, Paragraph, Run
from rolegen.marks import bookmark_of_words
from rolegen.word.controls import in_bookmark, number
from rolegen.word.form import Form
from rolegen.word.house import House

CAPTION = "table-heading"  # the style of words above a table, which stay with it
ROOM_ABOVE = '<w:spacing w:before="200" w:after="60"/>'  # twentieths of a point: between a table and the next one


class FrameworkForm(Form):
    """Writes blocks with bookmarks round approved wording, and round the words that stand for a placeholder.

    Its rows are long: a table may go on on the next page.
    """

    kept_together = 0

    def __init__(self, house: House) -> None:
        super().__init__(house, controls=False)

    def _new_block(self, block: Block) -> str:
        xml = super()._new_block(block)
        if isinstance(block, Paragraph) and block.style == CAPTION:
            return xml.replace("</w:pPr>", f"{ROOM_ABOVE}</w:pPr>", 1)
        return xml

    def _inline(self, part: Inline) -> str:
        xml = super()._inline(part)
        if not (isinstance(part, Run) and part.field):
            return xml
        count = self._count(part.field)
        return in_bookmark(number(part.field, count), bookmark_of_words(part.field, count), xml)
