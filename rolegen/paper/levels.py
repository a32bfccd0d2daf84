"""The levels of a paper, each with its descriptor: from the table that describes them, or from the text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rolegen.document import Document, Heading, List, Paragraph, contents, walk
from rolegen.paper.contents import Described, Origin, Version, Words
from rolegen.paper.described import OF_LEVELS, OF_WORDS, Description
from rolegen.paper.gathered import Gathered, texts
from rolegen.paper.grid import Box, text_of
from rolegen.paper.membership import other
from rolegen.paper.naming import Names
from rolegen.paper.words import in_order, key, says_nothing

SUPERIOR = (("report",), ("reporting",))  # how a line that names whom a level reports to begins
TERM, EXTENDS = ("fixed", "term"), ("extend",)
WHOLE = "What it has from the other level is stated at the level itself."
Descriptors = dict[str, list[Words]]


class Levels:
    """Descriptors and whom levels report to, as they are met; `facts` are what rolegen printed of each beside that."""

    def __init__(self, names: Names, to: Gathered, facts: Mapping[str, str]) -> None:
        self._names, self._to, self._facts = names, to, facts
        self.descriptors: Descriptors = {}
        self._reports_to: dict[str, str] = {}
        self._origins: dict[str, Origin] = {}

    def read_table(self, one: Description) -> None:
        """A table of descriptors; a row without a name goes on with the level above."""
        level = ""
        if one.first:
            self._to.heads(one.sheet.number, texts(one.sheet.rows[one.first - 1]))
        for n, row in enumerate(one.sheet.rows):
            words = set(key(row[one.names].text))
            is_head = bool(words & (OF_LEVELS | OF_WORDS)) and not self._level(row[one.names])
            if n < one.first or is_head:
                self._to.pass_by([line for box in row for line in box.lines])
                continue
            level = self._level(row[one.names]) or ("" if row[one.names].lines else level)
            self._row(one, row, level)

    def _level(self, box: Box) -> str:
        found = self._names.find(box.text)
        return found.levels[0] if found and len(found.levels) == 1 else ""

    def _row(self, one: Description, row: Sequence[Box], level: str) -> None:
        if not level:
            self._to.leave(
                [line for box in row for line in box.lines], "It is in the table of levels, under none of them."
            )
            return
        self._to.pass_by(row[one.names].lines)
        if row[one.names].lines:
            self._origins.setdefault(level, self._to.origin(row[one.names].lines[0]))
        own = [self._to.words(line) for line in row[one.words].lines]
        if row[one.names].lines and level in self.descriptors:
            known = {words.text for words in self.descriptors[level]}
            self._again([words for words in own if words.text not in known])
        else:
            self.descriptors.setdefault(level, []).extend(own)
        if one.reports_to >= 0:
            self._superior(row[one.reports_to], level)
        self._to.leave(
            [
                line
                for n, box in enumerate(row)
                if n not in (one.names, one.words, one.reports_to)
                for line in box.lines
            ],
            "A framework keeps no such column of a level.",
        )

    def _again(self, words: Iterable[Words]) -> None:
        self._to.leave_words(words, "Its level has another descriptor already.")

    def _superior(self, box: Box, level: str) -> None:
        """Whom a level reports to, which other facts may follow."""
        known = self._facts.get(level)
        team = [line for line in box.lines if known and line.text.endswith(f": {known}")]
        own = [line for line in box.lines if known is not None]  # what rolegen printed
        term = [line for line in own if key(line.text)[:2] == TERM]
        extends = [line for line in own if key(line.text)[:1] == EXTENDS]
        lines = [line for line in box.lines if line not in (*team, *term, *extends)]
        lines = [line for line in lines if key(line.text)[:1] in SUPERIOR] or lines[:1]
        for line in lines:
            label, sign, rest = line.text.partition(": ")
            is_label = bool(sign) and (known is not None or key(label)[:1] in SUPERIOR)
            said = rest if is_label else line.text
            if not says_nothing(said):
                self._reports_to.setdefault(level, said)
        self._to.pass_by([*lines, *team, *term])
        self._to.leave(extends, WHOLE)
        self._to.leave(box.lines, "A framework keeps no such column of a level.")

    def read_text(self, document: Document) -> None:
        """Descriptors in the text: the paragraphs under a heading that is a level's name."""
        level = ""
        for block in walk(document.blocks):
            if isinstance(block, Heading | Paragraph) and (text := text_of(block.content)):
                found = self._names.find(text) if _may_head(block) else None
                if found and len(found.levels) == 1 and key(text) == key(found.levels[0]):
                    level = found.levels[0] if found.levels[0] not in self.descriptors else ""
                elif isinstance(block, Heading):
                    level = ""
                elif level:
                    self.descriptors.setdefault(level, []).append(Words(text, Origin(column=level)))
            elif isinstance(block, List) and level:
                said = [text for content in contents((block,)) if (text := text_of(content))]
                self.descriptors.setdefault(level, []).extend([Words(text, Origin(column=level)) for text in said])
            elif not isinstance(block, Paragraph):
                level = ""

    def described(self, versions: Mapping[str, Mapping[str, str]]) -> tuple[Described, ...]:
        """The levels, with the versions that their wordings come in."""
        return tuple([
            Described(
                title,
                tuple(self.descriptors.get(title, ())),
                self._origins.get(title, Origin()),
                self._reports_to.get(title, ""),
                tuple([Version(name, said) for name, said in _both(versions.get(title, {})).items()]),
            )
            for title in self._names.titles
        ])  # fmt: skip


def _may_head(block: Heading | Paragraph) -> bool:
    return isinstance(block, Heading) or len(in_order(text_of(block.content)).split()) <= 8


def _both(versions: Mapping[str, str]) -> dict[str, str]:
    """The versions, members' first; where only one is named, those for whom it is not are another."""
    both = {**versions, **{other(name): "" for name in versions if len(versions) == 1}}
    return dict(sorted(both.items(), key=lambda one: one[0].startswith("non-")))
