"""A framework's own document as tests make it, and what it says read back cell by cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rolegen import workspace
from rolegen.document import Block, Cell, Heading, Inline, Paragraph, Run, Table, plain, walk
from rolegen.framework import PLACEHOLDER, Clause, Framework, Level, versions_of
from rolegen.marks import folded, names
from rolegen.paper import skeleton as skeletons
from rolegen.paper.making import Asked, outputs
from rolegen.paper.sheet import whom
from rolegen.paper.skeleton import Skeleton, from_text
from rolegen.sidebyside import placeholders
from rolegen.word.reading import from_docx
from rolegen.workspace import TEAM, Settings, Workspace
from tests.samples import needed

FENMOOR = Settings(organisation="Fenmoor County Council", area="Fenmoor")
Statement = tuple[str, str, str]  # clause, level and version: "" for all versions


def place(settings: Settings = FENMOOR) -> Workspace:
    """A workspace of these settings without files of its own."""
    with TemporaryDirectory() as folder:
        found = needed(workspace.find(Path(folder)))
    return Workspace(found.root, found.is_there, settings, found.data, found.template_folders)


def made(
    known: Framework, formats: Sequence[str] = ("docx",), levels: Sequence[Level] = (), settings: Settings = FENMOOR
) -> dict[str, bytes]:
    """The framework's files by their endings."""
    asked = Asked(place(settings), known, levels or known.levels)
    return {output.path.suffix[1:]: output.data for output in needed(outputs(asked, formats, Path()))}


def read_back(data: bytes) -> tuple[Skeleton, dict[Statement, str], dict[str, list[str]]]:
    """The skeleton in a Word file, its wordings by clause, level's title and version, its descriptors by level."""
    path = Path("framework.docx")
    skeleton = from_text(needed(from_docx(data, path)).facts.get("manifest", ""))
    assert skeleton is not None
    tags = [*(f"clause:{one.id}" for one in skeleton.clauses), *(f"clause:level.{one.id}" for one in skeleton.levels),
            *(f"clause:theme.{one.id}" for one in skeleton.themes)]  # fmt: skip
    blocks = needed(from_docx(data, path, names(tags))).blocks
    tables = [block for block in walk(blocks) if isinstance(block, Table)]
    marked = [block.clause for block in walk(blocks) if isinstance(block, Heading) and block.level == 3]
    assert [f"theme.{theme.id}" for theme in skeleton.themes if f"theme.{theme.id}" in marked] == marked
    wordings = {key: text for table in tables[1:] for key, text in _statements(table)}
    return skeleton, wordings, dict(_descriptors(tables[0]))


def _descriptors(table: Table) -> Iterator[tuple[str, list[str]]]:
    for row in table.rows:
        yield (
            _words(row.cells[0]),
            [raw(block.content) for block in row.cells[2].blocks if isinstance(block, Paragraph)],
        )


def _statements(table: Table) -> Iterator[tuple[Statement, str]]:
    titles = [_words(cell) for cell in table.header[0].cells]
    for row in table.rows:
        said: dict[str, list[tuple[Statement, str]]] = {}
        for title, cell in zip(titles[1:], row.cells[1:], strict=True):
            words = _words(cell)
            if words.startswith("As for ") and not _clause(cell):
                own = [((key[0], title, ""), text) for key, text in said[words.removeprefix("As for ")]]
            else:
                own = list(_of_cell(cell, title))
            said[title] = own
            yield from own


def _of_cell(cell: Cell, title: str) -> Iterator[tuple[Statement, str]]:
    """The wordings of a cell; a paragraph that nothing marks says for whom the next one is."""
    whom = ""
    for block in cell.blocks:
        assert isinstance(block, Paragraph)
        if clause := cell.clause or block.clause:
            yield (clause, title, whom), raw(block.content)
        else:
            assert all(isinstance(run, Run) and run.italic for run in block.content) or plain(block.content) in (
                "Not applicable",
                "Not stated",
            )
            whom = plain(block.content)


def _clause(cell: Cell) -> str:
    return cell.clause or next((one.clause for one in cell.blocks if isinstance(one, Paragraph) and one.clause), "")


def _words(cell: Cell) -> str:
    return " ".join(plain(one.content) for one in cell.blocks if isinstance(one, Paragraph))


def raw(content: tuple[Inline, ...]) -> str:
    """Words as the framework's files have them: what stands for a placeholder is the placeholder."""
    parts: list[str] = []
    field = ""
    for run in content:
        assert isinstance(run, Run)
        if not run.field:
            parts.append(run.text)
        elif run.field != field:
            parts.append(f"{{{{ {run.field} }}}}")
        field = run.field
    return folded("".join(parts))


def expected(level: Level, clause: Clause) -> dict[str, str]:
    """What a level has of a clause, by version; under "" where all have the same, nothing where it lacks it."""
    own = {name: clause.wording(level.id, name) for name in versions_of(level)}
    told = {name: stated(text) for name, text in own.items() if text is not None}
    return {"": next(iter(told.values()))} if told and len(set(told.values())) == 1 else told


def stated(text: str) -> str:
    """A text of the framework's files, spaces in order."""
    return folded(PLACEHOLDER.sub(r"{{ \1 }}", text))


def check(known: Framework, data: bytes, levels: tuple[Level, ...] = ()) -> int:
    """Asserts that a Word file says of each level what the framework does; how many wordings that are."""
    kept, wordings, descriptors = read_back(data)
    asked = levels or known.levels
    assert kept == skeletons.of(known, asked, placeholders(FENMOOR))
    told = set()
    for _, clause in known.clauses():
        for level in asked:
            for name, text in expected(level, clause).items():
                who = whom(level.variants[name], name, level.title, TEAM) if name else ""
                keys = {(clause.id, level.title, who), (clause.id, "Every level", "")} & wordings.keys()
                assert [wordings[key] for key in keys] == [text]
                told |= keys
    assert told == wordings.keys()
    assert descriptors == {level.title: [stated(text) for text in level.descriptor] for level in asked}
    return len(told)


def blocks_of(data: bytes) -> tuple[Block, ...]:
    """The blocks of a Word file, marks left out."""
    return needed(from_docx(data, Path("framework.docx"))).blocks
