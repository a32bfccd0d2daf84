"""A framework's document as Word's main part: nothing locked, for it is to be edited; marks in hidden bookmarks."""

from __future__ import annotations

from rolegen.document import Inline, Run
from rolegen.marks import bookmark_of_words
from rolegen.word.controls import in_bookmark, number
from rolegen.word.form import Form
from rolegen.word.house import House


class FrameworkForm(Form):
    """Writes blocks with bookmarks round approved wording, and round the words that stand for a placeholder.

    Its rows are long: a table may go on on the next page.
    """

    kept_together = 0

    def __init__(self, house: House) -> None:
        super().__init__(house, controls=False)

    def _inline(self, part: Inline) -> str:
        xml = super()._inline(part)
        if not (isinstance(part, Run) and part.field):
            return xml
        count = self._count(part.field)
        return in_bookmark(number(part.field, count), bookmark_of_words(part.field, count), xml)
