"""Papers that are no profiles: a template prints what it is given, with the pictures that are made for it."""

from __future__ import annotations

from pathlib import Path

from rolegen import templating
from rolegen.document import Paragraph, Picture
from rolegen.workspace import Settings
from tests.samples import png

PAGE = """<title>{{ what }}</title>
<p><img src="chart.png" alt="{{ what }}" width="12cm"/></p>
<p>{{ organisation }}</p>
"""
SETTINGS = Settings(organisation="Fenmoor County Council")


def load(folder: Path, pictures: dict[str, bytes]) -> templating.Template:
    (folder / "evaluation").mkdir(exist_ok=True)
    (folder / "evaluation" / "paper.html.j2").write_text(PAGE, encoding="utf-8")
    made = templating.load("evaluation/paper", (folder,), {}, pictures)
    assert made.value, made.problems
    return made.value


def test_a_paper_shows_the_pictures_that_are_made_for_it(tmp_path: Path) -> None:
    made = templating.render_sheet(
        load(tmp_path, {"chart.png": png()}), {"what": "A & B"}, SETTINGS, {"doc:version": "1"}
    )
    assert made.value
    assert made.value.title == "A & B"
    assert made.value.blocks[0] == Paragraph((Picture("chart.png", png(), "A & B", 12.0),))
    assert made.value.facts == {"doc:title": "A & B", "organisation": "Fenmoor County Council", "doc:version": "1"}


def test_two_papers_of_one_template_have_each_their_own_picture(tmp_path: Path) -> None:
    for width in (2, 3):
        made = templating.render_sheet(load(tmp_path, {"chart.png": png(width)}), {"what": "A"}, SETTINGS, {})
        assert made.value
        (paragraph, _) = made.value.blocks
        assert paragraph == Paragraph((Picture("chart.png", png(width), "A", 12.0),))


def test_a_picture_that_is_not_made_is_told_at_its_line(tmp_path: Path) -> None:
    made = templating.render_sheet(load(tmp_path, {"other.png": png()}), {"what": "A"}, SETTINGS, {})
    assert [(problem.rule, problem.place and problem.place.line) for problem in made.problems] == [
        ("template-picture", 2)
    ]


def test_a_paper_in_a_folder_is_no_template_for_profiles(tmp_path: Path) -> None:
    load(tmp_path, {})
    (tmp_path / "chart.html.j2").write_text(PAGE, encoding="utf-8")
    (tmp_path / "short.html.j2").write_text(PAGE, encoding="utf-8")
    assert templating.names((tmp_path,)) == ["short"]
