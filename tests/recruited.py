"""Papers of recruitment as tests make them: from role files in a folder of their own, and of every example role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from rolegen import build, workspace
from rolegen.document import Document, Section, Table, contents, plain, walk
from rolegen.problems import Problem
from tests.conftest import EXAMPLES
from tests.samples import APPROVAL, EXAMPLE_FILES, as_yaml, needed, write

POST: Mapping[str, Any] = {"title": "Director of Bridges", "level": "director", "cmt": "true"}
APPROVED: Mapping[str, Any] = {**POST, **APPROVAL, "version": "1.0", "approved_by": "The Bridges Committee"}


@dataclass(frozen=True)
class Paper:
    """A paper as it was made, and all that was told; without a document where it could not be made."""

    document: Document | None
    data: bytes
    problems: tuple[Problem, ...]

    @property
    def lines(self) -> list[str]:
        """What it says, a paragraph or a row of a table a line."""
        assert self.document is not None, self.problems
        return list(said(self.document))

    def table(self, heading: str) -> list[str]:
        """The rows of the first table below a heading, its header among them."""
        lines = self.lines
        start = lines.index(heading) + 1
        assert " | " in lines[start], lines[start]
        end = next((n for n in range(start, len(lines)) if " | " not in lines[n]), len(lines))
        return lines[start:end]


def paper(
    folder: Path, template: str, values: Mapping[str, Any] = POST, path: str = "roles/it.yaml", **more: str
) -> Paper:
    """The paper of a role with these values, in a file at `path`; the others are further files of the workspace."""
    others = {name.replace("__", "/") + ".yaml": text for name, text in more.items()}
    write(folder, {"rolegen.yaml": "organisation: The Bridges Council\n", path: as_yaml(values), **others})
    return _made(folder, template, folder / path)


@cache
def of_examples(template: str) -> Mapping[str, Paper]:
    """The papers of all example roles."""
    return {path.stem: _made(EXAMPLES, template, path) for path in EXAMPLE_FILES}


def of_level(folder: Path, template: str, level: str = "director", variant: str | None = "cmt") -> Paper:
    """The paper of a level, outside any workspace."""
    workshop = _workshop(folder, template)
    profile = needed(build.level_profile(workshop, level, variant))
    return _paper(build.outputs(workshop, profile, folder))


def said(document: Document) -> list[str]:
    """The words of a document: a paragraph, an item or a row a line, the cells of a row parted by bars."""
    lines: list[str] = []
    for block in walk(document.blocks):
        if isinstance(block, Table):
            rows = (*block.header, *block.rows)
            cells = ([" ".join(map(plain, contents(cell.blocks))).strip() for cell in row.cells] for row in rows)
            lines += map(" | ".join, cells)
        elif not isinstance(block, Section):
            lines += [plain(content) for content in (_own(block))]
    return lines


def _own(block: Any) -> list[Any]:
    return [block.content] if hasattr(block, "content") else list(contents((block,)))


def _workshop(folder: Path, template: str) -> build.Workshop:
    options = build.Options(template=template, formats=("docx",))
    return needed(build.prepare(needed(workspace.find(folder)), options))


def _made(folder: Path, template: str, path: Path) -> Paper:
    return _paper(build.role_outputs(_workshop(folder, template), path))


def _paper(made: build.Made) -> Paper:
    if made.value is None:
        return Paper(None, b"", made.problems)
    (output,) = made.value
    return Paper(output.document, output.data, made.problems)
