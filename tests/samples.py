"""What several tests build: the levels, the example roles, small workspaces; and how to read what was made."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import docx
from docx.document import Document as WordDocument
from hypothesis import HealthCheck, settings
from lxml import etree
from markdown_it import MarkdownIt
from markdown_it.token import Token
from typer.testing import CliRunner

from rolegen import build, templating, workspace
from rolegen.cli import app
from rolegen.document import Document
from rolegen.problems import Checked, has_errors
from rolegen.profile import Profile, of_role
from rolegen.role import parse_role
from tests.conftest import EXAMPLES

T = TypeVar("T")

# For every property a few examples: what has to be tried thousands of times is tried in benchmarks. How long one takes
# depends on the machine and says nothing.
UNTIMED = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LEVELS = ("managing-director", "executive-director", "director-cmt", "director-non-cmt", "assistant-director")
EXAMPLE_FILES = tuple(sorted((EXAMPLES / "roles").glob("*.yaml")))
EXAMPLE_ROLES = tuple(f"role-{path.stem}" for path in EXAMPLE_FILES)
APPROVED = tuple(f"role-{path.stem}" for path in EXAMPLE_FILES if "\nstatus: approved\n" in path.read_text("utf-8"))
EVERYTHING = (*LEVELS, *EXAMPLE_ROLES)
NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "custom": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
}
W = f"{{{NAMESPACES['w']}}}"
# A draft with every field that a role file may have; no two values are alike.
FULL: Mapping[str, Any] = {
    "title": "Director of Bridges",
    "level": "director",
    "cmt": "true",
    "version": "3.7",
    "status": "draft",
    "directorate": "Works Directorate",
    "post_number": "B0451",
    "grade": "18",
    "reports_to": "The Board of Bridges",
    "location": "Lock Cottage",
    "working_pattern": "Thirty hours a week",
    "employers": ["The Bridges Council", "The Tunnels Council"],
    "contract": {"type": "fixed-term", "months": "30", "until": "2029-02-28"},
    "politically_restricted": {"status": "sensitive", "basis": "speaks to the press"},
    "statutory": ["scrutiny-officer"],
    "dbs": {"level": "enhanced", "barred_lists": ["children", "adults"]},
    "fluency_duty": "english",
    "service_areas": ["Swing bridges", "Footbridges"],
    "purpose": "Keep every bridge standing.",
    "accountabilities": [{"id": "spans", "text": "Inspect each span."}, {"text": "Paint what rusts."}],
    "dimensions": {
        "year": "2027/28",
        "revenue_budget": "41500000",
        "capital_budget": "1234567",
        "staff_fte": "412.5",
        "direct_reports": "6",
        "income": "765432",
        "delegated_limit": "250000",
    },
    "contacts": {"internal": ["The harbour team"], "external": ["Canal users", "Schools and care homes"]},
    "person_profile": [
        {
            "criterion": "Has crossed a bridge",
            "category": "experience",
            "importance": "essential",
            "assessed_by": ["interview", "test"],
        },
    ],
    "job_evaluation": {
        "status": "indicative",
        "reference": "JE-88",
        "date": "2026-05-04",
        "scheme": "Hay",
        "grade": "19",
        "evaluator": "the Harbour Panel",
    },
    "effective_from": "2026-09-01",
    "review_by": "2031-10-15",
    "approved_by": "The Bridges Committee",
    "approved_on": "2026-07-02",
    "minute": "BC 12/26",
}
APPROVAL: Mapping[str, Any] = {
    "status": "approved",
    "framework": "model-1",
    "approved_on": "2026-07-02",
    "minute": "BC 12/26",
}


@dataclass(frozen=True)
class Made:
    """A profile as it is written: the Word file and the Markdown."""

    docx: bytes
    markdown: str


@dataclass(frozen=True)
class Shop:
    """A workspace's template, framework and house style, read once, for roles that are values and not files."""

    workshop: build.Workshop
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def profile(self, values: Mapping[str, Any]) -> Checked[Profile]:
        """The profile of a role whose fields have these values."""
        known, own = self.workshop.frameworks.current, self.workshop.workspace.settings
        read = parse_role(as_yaml(values).encode(), Path(f"role-{next(self.numbers)}.yaml"))
        if read.value is None or has_errors(read.problems):
            return Checked(None, read.problems)
        return of_role(known, read.value, read.value.role.reports_to or "", own)

    def document(self, values: Mapping[str, Any]) -> Checked[Document]:
        """What the template makes of such a role, before it is Word or Markdown."""
        return templating.render(self.workshop.template, needed(self.profile(values)))

    def made(self, values: Mapping[str, Any]) -> Checked[Made]:
        """The files of such a role, or what the template says is wrong."""
        written = build.outputs(self.workshop, needed(self.profile(values)), Path())
        if written.value is None:
            return Checked(None, written.problems)
        data = {output.path.suffix: output.data for output in written.value}
        return Checked(Made(data[".docx"], data[".md"].decode()), written.problems)


def needed(checked: Checked[T]) -> T:
    """The value of a step that must work."""
    assert checked.value is not None, checked.problems
    assert not has_errors(checked.problems), checked.problems
    return checked.value


def shop(folder: Path, template: str = "profile") -> Checked[Shop]:
    """The workspace in a folder, or around it."""
    options = build.Options(template=template, formats=("docx", "md"))
    prepared = build.prepare(needed(workspace.find(folder)), options)
    return Checked(Shop(prepared.value) if prepared.value else None, prepared.problems)


@cache
def shipped() -> Shop:
    """The framework, template and house style that come with rolegen."""
    with TemporaryDirectory() as folder:
        return needed(shop(Path(folder)))


def pages(folder: Path, html: str, **others: str | bytes) -> Checked[Shop]:
    """A shop whose template says this; the others stand beside it: text as a template, bytes as a PNG picture."""
    title = "" if "<title" in html else "<title>Page</title>"  # every template must give one; it moves no line
    write(folder, {"rolegen.yaml": "", "templates/page.html.j2": f"{title}{html}"})
    for name, content in others.items():
        ending = ".html.j2" if isinstance(content, str) else ".png"
        write(folder, {f"templates/{name}{ending}": content})
    return shop(folder, "page")


def page(folder: Path, html: str, values: Mapping[str, Any] = FULL, **others: str | bytes) -> Made:
    """The files of a role through a template that says this."""
    return needed(needed(pages(folder, html, **others)).made(values))


def write(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files below a folder; the folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def as_yaml(values: object) -> str:
    """Values as YAML that reads back as the very same text."""
    text = json.dumps(values, ensure_ascii=False)
    return re.sub("[\x7f-\x9f\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", text)


def without(values: Mapping[str, Any], path: str) -> dict[str, Any]:
    """The values less the one at a path such as `dimensions.year`."""
    key, _, rest = path.partition(".")
    left = {name: value for name, value in values.items() if name != key}
    return {**left, key: without(values[key], rest)} if rest else left


@cache
def levels() -> Mapping[str, Made]:
    """Each level's own profile, as `rolegen build --all-levels` writes it in an empty folder."""
    with TemporaryDirectory() as folder:
        return _built(Path(folder), Path(folder), "--all-levels")


@cache
def examples() -> Mapping[str, Made]:
    """The example roles' profiles, their names behind `role-`, for one is called as a level is."""
    with TemporaryDirectory() as folder:
        return {f"role-{name}": made for name, made in _built(EXAMPLES, Path(folder)).items()}


def everything() -> Mapping[str, Made]:
    """All of these."""
    return {**levels(), **examples()}


@cache
def plainly() -> Mapping[str, bytes]:
    """The Word files of all of these as `--no-controls` writes them, with bookmarks only."""
    with TemporaryDirectory() as folder, TemporaryDirectory() as other:
        levels = _built(Path(folder), Path(folder), "--all-levels", "--no-controls")
        roles = _built(EXAMPLES, Path(other), "--no-controls")
        made = {**levels, **{f"role-{name}": one for name, one in roles.items()}}
    return {name: one.docx for name, one in made.items()}


def _built(here: Path, folder: Path, *flags: str) -> Mapping[str, Made]:
    with contextlib.chdir(here):
        result = CliRunner().invoke(app, ["build", "--format", "docx,md", "--out", str(folder), *flags])
    assert result.exit_code == 0, result.stderr
    written = folder.glob("*.docx")
    return {path.stem: Made(path.read_bytes(), path.with_suffix(".md").read_text("utf-8")) for path in written}


def opened(data: bytes) -> WordDocument:
    """The Word file as python-docx reads it."""
    return docx.Document(BytesIO(data))


def body(data: bytes) -> Any:
    """The body of the Word file's main part."""
    return opened(data).element.body


def paragraphs(data: bytes) -> list[Any]:
    """Every paragraph of the body in reading order, in tables and content controls too."""
    return list(body(data).iter(f"{W}p"))


def words(element: Any) -> str:
    """The text in an element, line breaks as they are."""
    marks = {f"{W}t": None, f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(marks[part.tag] or part.text or "" for part in element.iter(*marks))


def lines(data: bytes) -> list[str]:
    """The text of every paragraph of the body."""
    return [words(paragraph) for paragraph in paragraphs(data)]


def rows(data: bytes) -> list[list[str]]:
    """The text of every row of every table, a cell's paragraphs parted by line breaks."""
    table_rows = body(data).iter(f"{W}tr")
    return [["\n".join(map(words, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")] for row in table_rows]


def style_names(data: bytes) -> Mapping[str, str]:
    """The names of the styles by their ids."""
    styles = every(part(data, "word/styles.xml"), "w:style")
    return {style.get(f"{W}styleId"): find(style, "w:name").get(f"{W}val") for style in styles}


def style_of(paragraph: Any) -> str:
    """The id of a paragraph's style; "" where it has none."""
    found = every(paragraph, "w:pPr/w:pStyle")
    return found[0].get(f"{W}val") if found else ""


def part(data: bytes, name: str) -> Any:
    """A part of the Word file, as XML."""
    return etree.fromstring(raw(data, name))


def raw(data: bytes, name: str) -> bytes:
    """A part of the Word file, as it is."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def repacked(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The zip file with some of its parts replaced, added or, where None, left out."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(written, "w") as copy:
        parts: dict[str, bytes | None] = {name: package.read(name) for name in package.namelist()}
        for name, content in {**parts, **changes}.items():
            if content is not None:
                copy.writestr(name, content)
    return written.getvalue()


def every(element: Any, path: str) -> list[Any]:
    """What an XPath finds below an element."""
    found: Any = etree.ElementBase.xpath(element, path, namespaces=NAMESPACES)
    return list(found)


def find(element: Any, path: str) -> Any:
    """The one thing that an XPath finds."""
    found = every(element, path)
    assert len(found) == 1, f"{path}: {len(found)}"
    return found[0]


def png(width: int = 2, height: int = 1) -> bytes:
    """A picture, all black."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    pixels = zlib.compress((b"\0" + b"\0" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def markdown_tokens(text: str) -> list[Token]:
    """Markdown as a parser of CommonMark with tables reads it, the pieces of each line of text in their places."""
    blocks = MarkdownIt("commonmark").enable("table").parse(text)
    return [token for block in blocks for token in (block.children or [] if block.type == "inline" else [block])]


def markdown_words(text: str) -> str:
    """What a reader of the Markdown sees, each paragraph, item and cell on a line of its own."""
    seen = ""
    for token in markdown_tokens(text):
        seen += token.content if token.type in ("text", "code_inline", "code_block", "fence", "image") else "\n"
    return re.sub("\n+", "\n", seen).strip("\n")
