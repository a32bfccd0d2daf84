"""Organisation charts as a document: each as a picture, and the same in a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from rolegen import build, templating, text
from rolegen.chart import png
from rolegen.chart.box import Chart, walk
from rolegen.chart.evaluated import organisation_of
from rolegen.chart.layout import lay_out
from rolegen.chart.parting import parts
from rolegen.chart.shapes import Drawing, Page
from rolegen.chart.table import ChartTable, table
from rolegen.chart.table import width as table_width
from rolegen.document import Document
from rolegen.problems import Checked, listed
from rolegen.word.house import House
from rolegen.word.package import to_docx
from rolegen.workspace import Workspace

TEMPLATE = "chart"
UPRIGHT, TURNED = 16.4, 25.1  # cm between the margins of the house style's page, and of one turned on its side
ON_TURNED, ON_UPRIGHT = (TURNED, 12.5), (UPRIGHT, 19.5)  # cm that are left for a picture under its headings
MOST_NAMED = 3  # posts at the top of a chart, in the words for its picture
READABLE = 6.5  # points of the smallest words of a picture, in print


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a template prints it: its address, words for it, its width in cm, and whether its page is turned.

    `title` is that of the branch which it shows, "" where it is the first one of a chart.
    """

    title: str
    address: str
    alt: str
    width: float
    landscape: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A chart as a template prints it: its pictures, more than one where one could not be read, and its table."""

    title: str
    subtitle: str
    pictures: tuple[Picture, ...]
    table: ChartTable
    landscape: bool  # whether the table's page is turned


@dataclass(frozen=True, slots=True)
class Sheet:
    """The charts of a paper, its title, and what its header and footer say."""

    place: Workspace
    title: str
    framework: str
    charts: Sequence[Chart]


def shown(
    chart: Chart,
    addresses: Iterator[str],
    drawn: dict[str, bytes],
    on: tuple[Page, ...] = (),
    without: Sequence[str] = (),
) -> Shown:
    """A chart for a template; `drawn` gains its pictures, each at the next address.

    The pictures are for the room `on` these pages. Without any, it is that of a whole page, turned where the table,
    which may be `without` some of its columns, needs that.
    """
    pages = on or ((ON_TURNED,) if _is_wide(chart, without) else (ON_TURNED, ON_UPRIGHT))
    pictures: list[Picture] = []
    for part in parts(chart, lambda part: bare(part, pages).smallest >= READABLE):
        drawing, address = bare(part, pages), next(addresses)
        drawn[address] = png.picture(drawing)
        title = "" if part.title == chart.title else part.title
        pictures.append(Picture(title, address, alt(part), drawing.print_width, drawing.landscape))
    return _with_table(chart, tuple(pictures), without)


def unpictured(chart: Chart) -> Shown:
    """A chart for a template that prints no pictures."""
    return _with_table(chart, ())


def _with_table(chart: Chart, pictures: tuple[Picture, ...], without: Sequence[str] = ()) -> Shown:
    """The table is as wide as the page of the last picture, if there is one."""
    landscape = pictures[-1].landscape if pictures else _is_wide(chart, without)
    stated = table(chart, TURNED if landscape else UPRIGHT, without)
    return Shown(chart.title, chart.subtitle, pictures, stated, landscape)


def _is_wide(chart: Chart, without: Sequence[str]) -> bool:
    return table_width(chart, without) > UPRIGHT


def bare(chart: Chart, pages: tuple[Page, ...]) -> Drawing:
    """A chart's picture for the room on these pages, without its headings, which the paper has."""
    return lay_out(replace(chart, title="", subtitle=""), pages)


def alt(chart: Chart) -> str:
    """What a chart's picture shows, in short: the table below it says all."""
    top = [box.title for box in chart.roots]
    named = listed(top, MOST_NAMED)
    below = sum(1 for _ in walk(chart.roots)) - len(top)
    under = f", {below:,} below" if below else ""
    title = "" if chart.title == named else f"{chart.title}: "
    return f"{title}{named} at the top{under}. The table that follows names every post and whom it reports to."


def pages(sheet: Sheet, formats: Sequence[str]) -> Checked[dict[str, bytes]]:
    """A paper as Word file, web page or Markdown, which has no pictures; or what is wrong with template or style."""
    house, css = build.house_style(sheet.place), build.style_sheet(sheet.place, formats)
    problems = (*house.problems, *css.problems)
    if house.value is None or css.value is None:
        return Checked(None, problems)
    papers = {
        pictured: document(sheet, house.value, pictured=pictured) for pictured in {name != "md" for name in formats}
    }
    problems += tuple(problem for paper in papers.values() for problem in paper.problems)
    found = {}
    for name in formats:
        if paper := papers[name != "md"].value:
            found[name] = _written(paper, name, house.value, css.value)
    return Checked(found if len(found) == len(formats) else None, tuple(dict.fromkeys(problems)))


def _written(page: Document, form: str, house: House, css: str) -> bytes:
    if form == "docx":
        return to_docx(page, house)
    if form == "md":
        return text.to_markdown(page).encode()
    from rolegen.page import to_html

    return to_html(page, css).encode()


def document(sheet: Sheet, house: House, *, pictured: bool) -> Checked[Document]:
    """The document that the template makes of the charts."""
    addresses, drawn = (f"chart-{number}.png" for number in count(1)), dict[str, bytes]()
    charts = [shown(chart, addresses, drawn) if pictured else unpictured(chart) for chart in sheet.charts]
    template = templating.load(TEMPLATE, sheet.place.template_folders, house.kinds, drawn)
    if template.value is None:
        return Checked(None, template.problems)
    about = {"title": sheet.title, "charts": charts}
    facts = {
        "doc:version": organisation_of(sheet.place.settings.organisation),
        "doc:framework": sheet.framework,
        "paper": "chart",
    }
    return templating.render_sheet(template.value, about, sheet.place.settings, facts)
