"""What a level's own profile asks for and starts from, and so nobody has typed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolegen import templating
from rolegen.build import Workshop
from rolegen.document import Block, Inline, Item, List, Run, Section, Table, contents
from rolegen.form.answers import Shown
from rolegen.form.filled import line_digests
from rolegen.form.kinds import KINDS, PERSON
from rolegen.intake.edits import IMPORTANCE
from rolegen.marks import FIELD, from_manifest, tag
from rolegen.profile import Profile

# What Word itself writes into a control that someone has emptied, in English; other programs make text of it.
PROMPTS = ("Click or tap here to enter text.", "Click or tap to enter a date.", "Choose an item.")


def gaps(workshop: Workshop, blank: Profile) -> frozenset[str]:
    """What the template asks for in fields that are empty."""
    role = replace(blank, is_level=False, criteria=())
    pages = (templating.render(workshop.template, one).value for one in (blank, role))
    return frozenset(
        part.text for page in pages if page for part in _inlines(page.blocks) if isinstance(part, Run) and part.gap
    )


def _inlines(blocks: tuple[Block | Item, ...]) -> Iterator[Inline]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _inlines(block.blocks)
        elif isinstance(block, Table):
            cells = (cell for row in (*block.header, *block.rows) for cell in row.cells)
            yield from (part for cell in cells for content in contents(cell.blocks) for part in content)
        elif isinstance(block, List):
            yield from (part for content in contents((block,)) for part in content)
        else:
            yield from block.content


def without_prompts(shown: Mapping[str, Shown]) -> dict[str, Shown]:
    """What is shown of each field, with nothing where Word asks for words."""
    return {path: _answers(lines) for path, lines in shown.items()}


def _answers(lines: Shown) -> Shown:
    asked = [line for line in lines if any(cell in PROMPTS for cell in line)]
    answered = {line: tuple("" if cell in PROMPTS else cell for cell in line) for line in asked}
    return tuple(answered.get(line, line) for line in lines if line not in answered or any(answered[line]))


def starters(blank: Profile, manifest: str, shown: Mapping[str, Shown]) -> frozenset[str]:
    """The digests of the criteria that a person profile starts from: those of the level now, those of the file then."""
    then = frozenset(from_manifest(manifest, tag(FIELD, PERSON)) or ())
    rows = tuple(row for row in shown.get(PERSON, ()) if len(row) > IMPORTANCE and not row[IMPORTANCE])
    return frozenset(line_digests(KINDS[PERSON].show(blank.criteria))) | (then & frozenset(line_digests(rows)))
