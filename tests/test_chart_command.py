"""rolegen chart: on a screen of any width, and as files."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from rolegen.telling.chart import as_json, as_text
from tests.conftest import Run
from tests.many import contents
from tests.repositories import NEEDS_GIT, Repository, repository
from tests.samples import as_yaml, every, opened, part, raw, repacked, rows, write
from tests.test_chart_changes import BEFORE, council

MAIN = "word/document.xml"
BELOW = "The table that follows names every post and whom it reports to."
FENMOOR = "Fenmoor County Council"
ODD = {
    "emoji": "Director of Joy \N{GRINNING FACE}",
    "html": "Director of <b>R&D</b> | \"x\" & 'y' {{ area }}",
    "lines": "Director\nof Lines",
    "long": "Director of " + "Supercalifragilistic" * 8,
    "rtl": "مدير المالية",
    "override": "Director \N{RIGHT-TO-LEFT OVERRIDE}ecnaniF",
}


@pytest.mark.usefixtures("examples")
def test_the_chart_is_shown_as_a_tree_with_numbers(run: Run) -> None:
    ran = run("chart")
    assert (ran.code, ran.err) == (0, "")
    assert (
        ran.out
        == """\
Organisation chart
Fenmoor County Council, 10 posts

1 Full Council, through the Leader of the Council
  1.1 Managing Director: grade 21, post F0001
    1.1.1 Executive Director – People: grade 20, post F0002, draft for consultation
      1.1.1.1 Director of Children's Services: grade 18, draft
    1.1.2 Executive Director – Place & Resources: grade 20, post F0003
      1.1.2.1 Director of Finance: grade 18, post F0011
      1.1.2.2 Director of Highways & Transport: grade 17, post F0014, draft for consultation
      1.1.2.3 Assistant Director – Legal & Governance: grade 17, post F0027
2 The Council; day to day, the Leader of the Council
  2.1 Executive Director – Commissioning, Communities & Policy: grade 20, post F0004
3 Director: level; no post is named
  3.1 Assistant Director – Public Health Programmes: grade 16, draft. Shared with Saltmere City
    Council.
4 Assistant Director – Libraries: draft
"""
    )


def test_a_terminal_of_forty_columns_is_never_overrun(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = {f"r{n:02}": {"reports_to": f"r{n - 1:02}" if n else "Full Council", "grade": "18"} for n in range(12)}
    council(tmp_path, line)
    monkeypatch.setenv("COLUMNS", "40")
    ran = run("chart")
    assert ran.code == 0
    assert "R11" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 40
    furthest = max(len(one) - len(one.lstrip()) for one in ran.out.splitlines())
    assert 10 <= furthest <= 12


@pytest.mark.usefixtures("examples")
def test_a_branch_says_whom_its_first_post_reports_to(run: Run) -> None:
    ran = run("chart", "--root", "director-finance")
    assert ran.out.splitlines() == [
        "Organisation chart: Director of Finance",
        "Fenmoor County Council, 1 post",
        "",
        "1 Director of Finance: grade 18, post F0011, reports to Executive Director – Place & Resources",
    ]


@pytest.mark.usefixtures("examples")
def test_a_root_that_is_no_post_is_refused_with_the_nearest(run: Run) -> None:
    ran = run("chart", "--root", "director-finanse")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no post “director-finanse” on the chart." in ran.err
    assert "Did you mean “director-finance”?" in ran.err


def test_the_root_may_be_named_as_it_was_before_another_role_took_its_place(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"old": {}, "new": {"replaces": "old"}, "low": {"reports_to": "old"}})
    ran = run("chart", "--root", "old")
    assert ran.out.splitlines()[3:] == ["1 New: Director, draft", "  1.1 Low: Director, draft"]


def test_what_cannot_be_read_is_told_and_the_rest_is_shown(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"a": {}, "b": {"reports_to": "c"}, "c": {"reports_to": "b"}})
    write(tmp_path, {"roles/broken.yaml": "title: [\n"})
    ran = run("chart")
    assert ran.code == 1
    assert ran.out.splitlines()[3:] == [
        "1 A: Director, draft",
        "2 B: Director, draft, reports to C, in a circle",
        "  2.1 C: Director, draft",
    ]
    assert ran.err.count("[reporting-loop]") == 2
    assert "broken.yaml" in ran.err
    assert run("chart", "--quiet").err == ran.err


def test_a_folder_without_roles_has_no_chart(run: Run) -> None:
    ran = run("chart")
    assert (ran.code, ran.out) == (2, "")
    assert "[no-roles]" in ran.err


@pytest.mark.parametrize(
    "arguments", [("--format", "gif"), ("--since", "v1", "--evaluated"), ("--evaluated",), ("--since", "v9")]
)
def test_what_cannot_be_shown_is_refused_and_nothing_is_written(run: Run, unevaluated: Path, arguments: Any) -> None:
    before = contents(unevaluated)
    ran = run("chart", *arguments, "--out", "out")
    assert (ran.code, ran.out) == (2, "")
    assert "error: " in ran.err
    assert contents(unevaluated) == before


@pytest.mark.usefixtures("examples")
def test_json_holds_the_tree_with_every_fact(run: Run) -> None:
    (chart,) = json.loads(run("chart", "--format", "json").out)["charts"]
    words, communities, level, libraries = chart["posts"]
    assert (words["kind"], list(words)) == ("words", ["id", "title", "kind", "reports"])
    (chief,) = words["reports"]
    assert {key: value for key, value in chief.items() if key != "reports"} == {
        "id": "managing-director",
        "title": "Managing Director",
        "kind": "role",
        "level": "Managing Director",
        "grade": "21",
        "post_number": "F0001",
        "status": "Approved",
        "reports_to": "Full Council, through the Leader of the Council",
        "shared": None,
        "mark": None,
        "change": None,
    }
    assert communities["reports"][0]["id"] == "executive-director-communities"
    assert (level["id"], libraries["reports_to"]) == ("level:director", None)


@pytest.mark.usefixtures("examples")
def test_markdown_has_the_table_and_no_picture(run: Run) -> None:
    said = run("chart", "--format", "md").out
    assert "# Organisation chart\n" in said
    assert "| Post | Level | Grade | Status | Reports to |\n| --- |" in said
    assert "| Director of Finance (F0011) | Director | 18 | Approved | Executive Director – Place" in said
    assert "![" not in said


# Current beside proposed


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with a workspace committed as v1, and changed since."""
    made = repository(tmp_path, monkeypatch)
    council(tmp_path, {"top": {}, "a": {"reports_to": "top", "grade": "17"}, "b": {"reports_to": "top"}, "c": {}})
    made.commit("v1")
    (tmp_path / "roles/c.yaml").unlink()
    council(tmp_path, {"a": {"reports_to": "b", "grade": "18"}, "d": {"employers": [FENMOOR, "B"]}})
    return made


@NEEDS_GIT
@pytest.mark.usefixtures("repo")
def test_current_and_proposed_are_shown_with_what_changed(run: Run) -> None:
    ran = run("chart", "--since", "v1")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Organisation chart, current",
        "Fenmoor County Council, 4 posts, as at v1, 1 moved, 1 gone",
        "",
        "1 C: Director, draft. Not in the proposed chart.",
        "2 Top: Director, draft",
        "  2.1 A: Director, grade 17, draft. Moves to B; grade becomes 18.",
        "  2.2 B: Director, draft",
        "",
        "Organisation chart, proposed",
        "Fenmoor County Council, 4 posts, 1 new, 1 moved",
        "",
        "1 D: Director, draft. Shared with B. New post.",
        "2 Top: Director, draft",
        "  2.1 B: Director, draft",
        "    2.1.1 A: Director, grade 18, draft. Moved from Top; grade was 17.",
    ]
    assert "no changes" in run("chart", "--since", "v1", "--root", "b").out.splitlines()[1]


@NEEDS_GIT
@pytest.mark.usefixtures("repo")
def test_a_branch_that_was_not_there_is_only_proposed(run: Run) -> None:
    ran = run("chart", "--since", "v1", "--root", "d", "--format", "svg,docx")
    assert (ran.code, ran.err) == (0, "")
    assert {line.split()[1].rpartition("/")[2] for line in ran.out.splitlines()} == {
        "organisation-chart-d-proposed.svg",
        "organisation-chart-d.docx",
    }


def test_roles_as_evaluated_stand_beside_what_is_proposed(run: Run, tmp_path: Path) -> None:
    council(tmp_path, BEFORE)
    assert run("evaluation", "me", "--record", "--reference", "JE-1", "--date", "2026-03-31").code == 0
    council(tmp_path, {"me": {"reports_to": "top"}})
    ran = run("chart", "--evaluated")
    assert ran.code == 0
    assert "Fenmoor County Council, 8 posts, 1 as last evaluated, 7 without a copy as they stand now," in ran.out
    assert "Me: Director, grade 17, draft. Moves to Top; grade becomes not stated." in ran.out
    assert "Me: Director, draft. Moved from Boss; grade was 17." in ran.out


# As files


def written(out: str) -> dict[str, str]:
    """The verb told of each file."""
    return {line.split()[1].rpartition("/")[2]: line.split()[0] for line in out.splitlines()}


@NEEDS_GIT
@pytest.mark.usefixtures("repo")
def test_pictures_are_a_file_each_and_all_else_holds_both_charts(run: Run, tmp_path: Path) -> None:
    ran = run("chart", "--since", "v1", "--format", "png,svg,docx,html,md,json,text", "--out", "out")
    assert (ran.code, ran.err) == (0, "")
    names = ["-current.svg", "-proposed.svg", "-current.png", "-proposed.png", ".docx", ".html", ".md", ".json", ".txt"]
    assert written(ran.out) == {f"organisation-chart{name}": "created" for name in names}
    made = contents(tmp_path / "out")
    again = run("chart", "--since", "v1", "--format", "svg,docx,md,json,text", "--out", "out")
    assert set(written(again.out).values()) == {"unchanged"}
    assert contents(tmp_path / "out") == made
    titles = [etree.fromstring(made[f"organisation-chart-{which}.svg"])[0].text for which in ("current", "proposed")]
    assert titles == ["Organisation chart, current", "Organisation chart, proposed"]


@NEEDS_GIT
@pytest.mark.usefixtures("repo")
def test_the_word_file_has_a_picture_with_words_and_a_table_for_each_chart(run: Run, tmp_path: Path) -> None:
    assert run("chart", "--since", "v1", "--format", "docx").code == 0
    data = (tmp_path / "organisation-chart.docx").read_bytes()
    main = part(data, MAIN)
    alts = [one.get("descr") for one in every(main, "//wp:docPr")]
    assert [alt.partition(". ") for alt in alts] == [
        ("Organisation chart, current: C and Top at the top, 2 below", ". ", BELOW),
        ("Organisation chart, proposed: D and Top at the top, 2 below", ". ", BELOW),
    ]
    headings = [
        one.text for one in opened(data).paragraphs if one.style and (one.style.name or "").startswith("Heading")
    ]
    assert headings == ["Organisation chart", "Current", "Current as a table", "Proposed", "Proposed as a table"]
    assert ["A", "Director", "17", "Draft", "Top", "Moves to B; grade becomes 18"] in rows(data)
    assert ["D, shared with B", "Director", "", "Draft", "Not stated", "New post"] in rows(data)
    assert len(every(main, "//w:tblHeader")) == 2


def test_a_chart_too_large_for_a_page_has_a_picture_of_its_upper_tiers_and_one_of_each_branch(
    run: Run, tmp_path: Path
) -> None:
    heads = {f"h{n}": {"title": f"Head {n}", "reports_to": "top"} for n in range(5)}
    others = {f"p{n}-{m}": {"title": f"Post {n} {m}", "reports_to": f"h{n}"} for n in (1, 3) for m in range(30)}
    council(tmp_path, {"top": {}, **heads, **others})
    assert run("chart", "--format", "docx").code == 0
    data = (tmp_path / "organisation-chart.docx").read_bytes()
    alts = [one.get("descr").partition(". ")[0] for one in every(part(data, MAIN), "//wp:docPr")]
    assert alts == [
        "Organisation chart: Top at the top, 5 below",
        "Head 1 at the top, 30 below",
        "Head 3 at the top, 30 below",
    ]
    assert len(rows(data)) == 1 + 1 + 5 + 60


def test_an_edited_word_file_is_not_overwritten_blindly(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"a": {}})
    assert run("chart", "--format", "docx").code == 0
    path = tmp_path / "organisation-chart.docx"
    data = path.read_bytes()
    edited = repacked(data, {MAIN: raw(data, MAIN).replace(b"Not stated", b"Not known")})
    path.write_bytes(edited)
    ran = run("chart", "--format", "docx")
    assert ran.code == 1
    assert "was saved by another program" in ran.err
    assert path.read_bytes() == edited
    assert written(run("chart", "--format", "docx", "--force").out) == {"organisation-chart.docx": "updated"}


def test_odd_titles_are_whole_in_every_format_and_control_no_terminal(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {name: {"title": title} for name, title in ODD.items()})
    ran = run("chart")
    assert (ran.code, ran.err) == (0, "")
    assert not [one for one in ran.out if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"]
    assert "Director of Lines: draft" in ran.out
    assert run("chart", "--format", "svg,png,docx,html,md,json", "--out", "out").code == 0
    data = (tmp_path / "out/organisation-chart.docx").read_bytes()
    told = {row[0] for row in rows(data)[1:]}
    assert told == {" ".join(title.split()) for title in ODD.values()}
    html = (tmp_path / "out/organisation-chart.html").read_text("utf-8")
    assert "Director of &lt;b&gt;R&amp;D&lt;/b&gt;" in html
    assert "<b>" not in html
    assert re.search(r"\| Director of \\?<b", (tmp_path / "out/organisation-chart.md").read_text("utf-8"))
    posts = json.loads((tmp_path / "out/organisation-chart.json").read_text("utf-8"))["charts"][0]["posts"]
    assert {post["title"] for post in posts} == told
    assert etree.fromstring((tmp_path / "out/organisation-chart.svg").read_bytes()).tag.endswith("}svg")


def test_an_organisation_may_have_a_template_of_its_own(run: Run, examples: Path) -> None:
    own = (
        "<title>{{ title }}</title><h1>Who is who</h1>{% for chart in charts %}<p>{{ chart.subtitle }}</p>{% endfor %}"
    )
    write(examples, {"templates/chart.html.j2": own})
    assert run("chart", "--format", "md").out == "# Who is who\n\nFenmoor County Council, 10 posts\n"
    write(examples, {"templates/chart.html.j2": "<h1>{{ charts.nothing.more }}</h1>"})
    ran = run("chart", "--format", "md")
    assert (ran.code, ran.out) == (1, "")
    assert "chart.html.j2:1" in ran.err


def test_nothing_to_tell_is_told_as_nothing() -> None:
    assert as_text(()) == ""
    assert json.loads(as_json(())) == {"charts": []}


def test_yaml_of_a_role_is_read_whatever_its_order(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "roles/a.yaml": as_yaml({"level": "director", "cmt": "true", "title": "A"})})
    assert run("chart").out.splitlines()[3:] == ["1 A: Director, draft"]
