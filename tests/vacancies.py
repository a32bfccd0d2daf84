"""Adverts in every format: of the example vacancies, and of a vacancy for every example role; and of any values."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from rolegen import build, workspace
from rolegen.document import Document
from rolegen.problems import Checked
from rolegen.recruitment import adverts
from rolegen.recruitment.vacancies import opening
from rolegen.role import Role
from rolegen.workspace import Ending
from tests.conftest import EXAMPLES
from tests.samples import EXAMPLE_FILES, FULL, as_yaml, needed, write

FORMATS: tuple[Ending, ...] = ("docx", "md", "html", "jsonld")
VACANCIES = tuple(path.stem for path in sorted((EXAMPLES / "vacancies").glob("*.yaml")))
NAMES = (*VACANCIES, *(f"of-{path.stem}" for path in EXAMPLE_FILES))
VACANCY: Mapping[str, Any] = {
    "role": "director-bridges",
    "reference": "BC/7",
    "opens": "2027-01-04",
    "closes": "2027-02-01",
    "salary": {"minimum": "61000", "maximum": "70500"},
    "apply": "https://jobs.bridges.example/7",
    "workplace": {"town": "Lockham"},
    "contact": {"post": "Head of Bridges", "email": "bridges@bridges.example"},
}


@dataclass(frozen=True)
class Advert:
    """The advert of a vacancy: its role, what it states, and its files by their endings."""

    role: Role
    document: Document
    files: Mapping[str, bytes]

    @property
    def posting(self) -> dict[str, Any]:
        """What its JSON-LD says."""
        return dict(json.loads(self.files["jsonld"]))

    @property
    def is_open(self) -> bool:
        """Whether everyone may apply."""
        return "jsonld" in self.files


@cache
def examples() -> Mapping[str, Advert]:
    """The adverts of NAMES; roles that cannot be advertised yet, or no more, are made so that they can."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "examples")
        shutil.copytree(EXAMPLES, place)
        for path in EXAMPLE_FILES:
            role, name = path.read_text("utf-8"), f"of-{path.stem}"
            role = role.replace("status: superseded", "status: approved").replace(", until: 2021-12-31", "")
            write(place, {f"roles/{path.name}": role if "purpose:" in role else f"{role}purpose: Lead it.\n"})
            given = ("contact", "workplace", *(["salary"] if "\ngrade:" in role else []))
            usual = {key: value for key, value in VACANCY.items() if key not in given}
            write(place, {f"vacancies/{name}.yaml": as_yaml({**usual, "role": path.stem, "hours": "full-time"})})
        return {name: needed(made(place, name)) for name in NAMES}


def made(place: Path, name: str, formats: tuple[Ending, ...] = FORMATS) -> Checked[Advert]:
    """The advert of a vacancy of a workspace; of one for employees alone without JSON-LD."""
    path = place / "vacancies" / f"{name}.yaml"
    if "open_to: employees" in path.read_text("utf-8"):
        formats = tuple(one for one in formats if one != "jsonld")
    options = build.Options(template="advert", formats=formats, out=place)
    shop = build.prepare(needed(workspace.find(place)), options)
    if shop.value is None:
        return Checked(None, shop.problems)
    outputs = adverts.outputs(shop.value, path)
    if outputs.value is None:
        return Checked(None, outputs.problems)
    role = needed(opening(shop.value, path)).role.role
    files = {output.path.name.removeprefix(f"{name}-advert."): output.data for output in outputs.value}
    return Checked(Advert(role, outputs.value[0].document, files), outputs.problems)


def advert(
    folder: Path,
    role: Mapping[str, Any] = {},
    vacancy: Mapping[str, Any] = {},
    settings: Mapping[str, Any] = {},
    formats: tuple[Ending, ...] = FORMATS,
) -> Checked[Advert]:
    """The advert of a vacancy in a workspace of its own, with some values of role, vacancy and settings."""
    write(
        folder,
        {
            "rolegen.yaml": as_yaml({"organisation": "The Bridges Council", **settings}),
            "roles/director-bridges.yaml": as_yaml({**FULL, **role}),
            "vacancies/bridges-2027.yaml": as_yaml({**VACANCY, **vacancy}),
        },
    )
    return made(folder, "bridges-2027", formats)


class Scripts(HTMLParser):
    """The scripts of a page as a browser finds them, and what else it says."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.scripts: list[tuple[dict[str, str | None], str]] = []
        self.words: list[str] = []
        self.comments: list[str] = []
        self.is_in = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.is_in = tag == "script"
        if self.is_in:
            self.scripts.append((dict(attrs), ""))

    def handle_endtag(self, tag: str) -> None:
        self.is_in = self.is_in and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.is_in:
            kind, before = self.scripts[-1]
            self.scripts[-1] = (kind, before + data)
        else:
            self.words.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def scripts(data: bytes) -> Scripts:
    """A page read so."""
    return Scripts(data.decode())


def plain(text: str) -> str:
    """Words alone, whatever stands between them."""
    return re.sub(r"\s+", " ", text).strip()
