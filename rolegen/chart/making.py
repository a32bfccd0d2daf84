"""The organisation chart of a workspace → text, tables, pictures and documents; alone, or current beside proposed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rolegen.build import Output
from rolegen.chart.box import Box, Chart, walk
from rolegen.chart.changes import Changes, compare, same_posts
from rolegen.chart.evaluated import organisation_of
from rolegen.chart.growing import branch, grow
from rolegen.chart.posts import Post
from rolegen.document import Document
from rolegen.problems import Checked, failed, suggest
from rolegen.telling import chart as telling
from rolegen.workspace import Workspace

ON_SCREEN = ("text", "md", "json")
PAGES = ("md", "docx", "html")  # what the template makes
PICTURES = ("svg", "png")
ENDINGS = {"text": "txt"}
STEM = "organisation-chart"
CURRENT, PROPOSED = "current", "proposed"
COUNTED = {"new": "new", "moved": "moved", "changed": "changed", "gone": "gone"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart, and what it is beside another: "" alone, else current or proposed."""

    which: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one workspace. `root` is the role whose branch they show, "" where they show all."""

    place: Workspace
    framework: str
    root: str
    drawn: tuple[Drawn, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts alone."""
        return tuple([one.chart for one in self.drawn])

    @property
    def title(self) -> str:
        """What all of them together are called."""
        return self.drawn[0].chart.title.removesuffix(f", {CURRENT}").removesuffix(f", {PROPOSED}")

    def name(self, which: str, form: str) -> str:
        """The name of the file for one of them, or for all of them in one."""
        parts = (STEM, self.root, which)
        return f"{'-'.join(filter(None, parts))}.{ENDINGS.get(form, form)}"


@dataclass(frozen=True, slots=True)
class State:
    """The posts at one time, and which time that is, in words; "" is now."""

    posts: tuple[Post, ...]
    said: str = ""


def charts(place: Workspace, framework: str, now: State, then: State | None, root: str) -> Checked[Charts]:
    """The chart of the posts as they are; beside it, where `then` is given, the one that it is to take the place of."""
    organisation = place.settings.organisation
    name = _standing(now.posts, root)
    if root and not name:
        known = [post.id for post in now.posts]
        return failed("unknown-role", f"There is no post “{root}” on the chart.", hint=suggest(root, known))
    if then is None:
        drawn = [Drawn("", _chart(now, organisation, {}, name, ""))]
        return Checked(Charts(place, framework, name, tuple(drawn)))
    before, after = compare(then.posts, now.posts, organisation)
    was = same_posts(then.posts, now.posts).get(name, "")
    drawn = [Drawn(PROPOSED, _chart(now, organisation, after, name, PROPOSED))]
    if was or not name:
        drawn.insert(0, Drawn(CURRENT, _chart(then, organisation, before, was, CURRENT)))
    return Checked(Charts(place, framework, name, tuple(drawn)))


def _standing(posts: Sequence[Post], root: str) -> str:
    """The id of the post that a role's id means: its own, or of the one that takes its place."""
    return next((post.id for post in posts if root in (post.id, *post.replaces)), "") if root else ""


def _chart(state: State, organisation: str, changes: Changes, root: str, which: str) -> Chart:
    roots = grow(state.posts, organisation, changes)
    if root:
        roots = branch(roots, root)
    of = f": {roots[0].title}" if root else ""
    title = ", ".join(filter(None, (f"Organisation chart{of}", which)))
    boxes = [box for box in walk(roots) if box.kind == "role"]
    said = (organisation_of(organisation), _count(boxes), state.said, _counts(boxes) if which else "")
    return Chart(title, ", ".join(filter(None, said)), roots)


def _count(boxes: Sequence[Box]) -> str:
    return "1 post" if len(boxes) == 1 else f"{len(boxes):,} posts"


def _counts(boxes: Sequence[Box]) -> str:
    """How many posts are marked, and how: “1 new, 2 moved”."""
    counts = {mark: sum(box.mark == mark for box in boxes) for mark in COUNTED}
    return ", ".join(f"{count} {COUNTED[mark]}" for mark, count in counts.items() if count) or "no changes"


def told(made: Charts, form: str, *, colour: bool = False, width: int = 100) -> Checked[str]:
    """The charts as something to read on a screen."""
    if form == "text":
        return Checked(telling.as_text(made.charts, colour=colour, width=width))
    if form == "json":
        return Checked(telling.as_json(made.charts))
    page = _pages(made, [form])
    return Checked(page.value[form].decode().rstrip("\n") if page.value else None, page.problems)


def outputs(made: Charts, formats: Sequence[str], folder: Path) -> Checked[tuple[Output, ...]]:
    """The charts' files in these formats, to go to a folder; or what is wrong with template or house style.

    Each chart has pictures of its own; all else shows them together.
    """
    pages = _pages(made, [name for name in PAGES if name in formats])
    if pages.value is None:
        return Checked(None, pages.problems)
    found = {made.name("", name): data for name, data in pages.value.items()}
    for name in (name for name in ON_SCREEN if name in formats and name not in PAGES):
        found[made.name("", name)] = f"{told(made, name).value}\n".encode()
    for one in made.drawn:
        found |= {made.name(one.which, name): data for name, data in _pictures(one.chart, formats)}
    blank = Document("", ())
    return Checked(tuple([Output(folder / name, data, blank) for name, data in found.items()]), pages.problems)


def _pages(made: Charts, formats: Sequence[str]) -> Checked[dict[str, bytes]]:
    if not formats:
        return Checked({})
    from rolegen.chart.paper import Sheet, pages

    return pages(Sheet(made.place, made.title, made.framework, made.charts), formats)


def _pictures(chart: Chart, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """A chart in each of the formats that are pictures, laid out once for all of them."""
    wanted = [name for name in PICTURES if name in formats]
    if not wanted:
        return
    from rolegen.chart import png, svg
    from rolegen.chart.layout import lay_out

    drawing = lay_out(chart)
    for name in wanted:
        yield name, png.picture(drawing) if name == "png" else svg.picture(drawing).encode()
