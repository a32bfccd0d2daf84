"""The documents around each example role, and around each level: made once, to be looked at by many tests."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import build, workspace
from rolegen.build import Options, Output, Workshop
from rolegen.kind import KINDS, DocumentKind
from rolegen.recruitment.vacancies import vacancy_files
from rolegen.role import read_role
from rolegen.text import to_markdown
from tests.conftest import EXAMPLES
from tests.samples import W, needed, part, words, write

VACANCY = """\
role: {role}
reference: FCC-2027-001
opens: 2027-01-11
closes: 2027-02-08
interviews: [2027-03-02]
salary: {{minimum: 60000, maximum: 65000}}
apply: https://jobs.fenmoor.example/001
"""


@dataclass(frozen=True)
class Paper:
    """A document around a role or a level: its kind, the Word file, the same as Markdown."""

    name: str
    kind: DocumentKind
    docx: bytes
    markdown: str

    @cached_property
    def page(self) -> Any:
        """The main part of the Word file, read once: nobody changes it."""
        return part(self.docx, "word/document.xml")

    @cached_property
    def paragraphs(self) -> list[Any]:
        """Every paragraph of the page in reading order, in tables and content controls too."""
        return list(self.page.iter(f"{W}p"))

    @cached_property
    def lines(self) -> list[str]:
        """The text of each of them."""
        return [words(paragraph) for paragraph in self.paragraphs]


def council(folder: Path) -> Path:
    """The example workspace, with a vacancy for each post that has none and that can be advertised."""
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    place = needed(workspace.find(folder))
    advertised = {"director-highways", "assistant-director-legal", "assistant-director-public-health-programmes"}
    files = [needed(read_role(path)) for path in place.role_files() if path.stem not in advertised]
    ready = [file.id for file in files if not file.role.is_gone and file.role.purpose]
    write(folder, {f"vacancies/{name}.yaml": VACANCY.format(role=name) for name in ready})
    return folder


def options(template: str, folder: Path) -> Options:
    """The options that make the Word files of a template, performance forms with the shared objectives."""
    objectives = folder / "objectives.yaml" if KINDS[template].paper == "performance" else None
    return Options(formats=("docx",), template=template, objectives=objectives)


@cache
def around(template: str) -> Mapping[str, Paper]:
    """The documents of a template, of every example role or vacancy and of every level, by file name."""
    with TemporaryDirectory() as folder:
        place = needed(workspace.find(council(Path(folder))))
        shop = needed(build.prepare(place, options(template, Path(folder))))
        made = list(_made(shop))
    papers = [Paper(_name(one), KINDS[template], one.data, to_markdown(one.document)) for one in made]
    return {paper.name: paper for paper in papers}


def _made(shop: Workshop) -> Iterator[Output]:
    paths = vacancy_files(shop.workspace) if shop.kind.of_vacancy else shop.workspace.role_files()
    for path in paths:
        yield from needed(build.role_outputs(shop, path))
    if not shop.kind.of_vacancy:
        for profile in needed(build.all_levels(shop)):
            yield from needed(build.outputs(shop, profile, Path("level")))


def _name(one: Output) -> str:
    """The file's name, a level's behind `level-`, for a role may be called as a level is."""
    return f"level-{one.path.stem}" if one.path.parent == Path("level") else one.path.stem
