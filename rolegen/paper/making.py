"""Levels side by side → files: the framework's document in Word, as a page and as Markdown; text, CSV, JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolegen import build, sidebyside, templating, text
from rolegen.build import Output
from rolegen.document import Document
from rolegen.framework import Framework, Level
from rolegen.paper import skeleton
from rolegen.paper.sheet import sheet
from rolegen.problems import Checked
from rolegen.sidebyside import Beside
from rolegen.telling import levels as telling
from rolegen.word.framework_form import FrameworkForm
from rolegen.word.house import House
from rolegen.word.package import to_form
from rolegen.workspace import Workspace

FORMATS = ("text", "docx", "html", "md", "csv", "json")
PAGES = ("docx", "html", "md")  # what the template makes
ENDINGS = {"text": "txt"}


@dataclass(frozen=True, slots=True)
class Asked:
    """Levels of a framework that are to be laid side by side in a workspace."""

    place: Workspace
    framework: Framework
    levels: Sequence[Level]

    @property
    def beside(self) -> Beside:
        """These levels side by side."""
        return sidebyside.beside(self.framework, self.levels, self.place.settings)


def outputs(asked: Asked, formats: Sequence[str], folder: Path) -> Checked[tuple[Output, ...]]:
    """The files of a framework in these formats, to go to a folder; or what is wrong with template or house style."""
    shown = asked.beside
    paged = [name for name in FORMATS if name in formats and name in PAGES]
    pages = _pages(asked, shown, paged) if paged else Checked((Document("", ()), dict[str, bytes]()))
    if pages.value is None:
        return Checked(None, pages.problems)
    document, made = pages.value
    told = {name: telling.FORMS[name](shown).encode() for name in formats if name in telling.FORMS}
    stem = f"framework-{asked.framework.about.version}"
    every = {**made, **told}
    files = [
        Output(folder / f"{stem}.{ENDINGS.get(name, name)}", every[name], document) for name in FORMATS if name in every
    ]
    return Checked(tuple(files), pages.problems)


def _pages(asked: Asked, shown: Beside, formats: Sequence[str]) -> Checked[tuple[Document, dict[str, bytes]]]:
    house = build.house_style(asked.place)
    template = templating.load(
        templating.FRAMEWORK, asked.place.template_folders, house.value.kinds if house.value else {}
    )
    css = build.style_sheet(asked.place, formats)
    problems = (*house.problems, *template.problems, *css.problems)
    if house.value is None or template.value is None or css.value is None or problems:
        return Checked(None, problems)
    whole = len(shown.levels) == len(shown.known)
    document = templating.render_framework(template.value, sheet(shown, whole=whole))
    if document.value is None:
        return Checked(None, document.problems)
    page, style, look = document.value, house.value, css.value
    makers: dict[str, Callable[[], bytes]] = {
        "docx": lambda: _word(asked.framework, shown, page, style),
        "html": lambda: _page(page, look),
        "md": lambda: text.to_markdown(page).encode(),
    }
    return Checked((page, {name: makers[name]() for name in formats}))


def _word(known: Framework, shown: Beside, document: Document, house: House) -> bytes:
    kept = skeleton.of(known, shown.levels, sidebyside.placeholders(shown.settings))
    return to_form(document, house, FrameworkForm(house), skeleton.to_text(kept))


def _page(document: Document, css: str) -> bytes:
    from rolegen import page

    return page.to_html(document, css).encode()
