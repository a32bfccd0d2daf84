"""Templates: every problem names the template's own line, and no template can hang, swell or reach outside."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from rolegen.problems import Problem
from tests.conftest import ROOT, Run
from tests.samples import FULL, lines, needed, page, pages, raw, repacked, shop, without, write


def problems(folder: Path, html: str, **others: str | bytes) -> list[Problem]:
    """What is wrong with a template, as it is read or as it is filled; never nothing."""
    opened = pages(folder, html, **others)
    found = opened.problems if opened.value is None else opened.value.made(FULL).problems
    assert found
    return list(found)


def told(found: list[Problem]) -> list[tuple[str, int, str]]:
    """Each problem's file, line and rule; the line is one that the file has."""
    places = [problem.place for problem in found]
    for place in places:
        assert place
        assert place.path.is_file()
        assert place.line == 0 or place.source == place.path.read_text("utf-8").split("\n")[place.line - 1]
    return [(p.place.path.name.split(".")[0], p.place.line, p.rule) for p in found if p.place]


AT_ITS_LINE = {
    "a name that is not there": ("<p>a</p>\n<p>\n{{ rool }}</p>", 3, "template-undefined"),
    "an attribute that is not there": ("<p>a</p>\n<p>{{ role.titel }}</p>", 2, "template-undefined"),
    "an attribute of nothing": ("\n\n<p>{{ role.nothing.more }}</p>", 3, "template-undefined"),
    "an item that is not there": ("\n<p>{{ role.service_areas[7] }}</p>", 2, "template-undefined"),
    "an undefined name in a condition": ("<p>a</p>\n{% if rool %}\n<p>b</p>\n{% endif %}", 2, "template-undefined"),
    "an undefined name in an attribute": ('<p\nclass="{{ rool }}">a</p>', 2, "template-undefined"),
    "a name in the body of a macro": (
        "{% macro m(x) %}\n<p>{{ x.foo }}</p>\n{% endmacro %}\n<p>a</p>\n{{ m(role) }}", 2, "template-undefined"),
    "a macro without its argument": (
        "{% macro m(x) %}\n<p>{{ x }}</p>\n{% endmacro %}\n{{ m() }}", 2, "template-undefined"),
    "a statement that does not exist": ("<p>a</p>\n{% bogus %}", 2, "template"),
    "an expression that is not closed": ("<p>a</p>\n<p>{{ role.title </p>", 2, "template"),
    "a block that is not closed": ("<p>a</p>\n\n{% if role %}\n<p>b</p>", 4, "template"),
    "a filter that does not exist": ("<p>a</p>\n<p>{{ role.title | shout }}</p>", 2, "template"),
    "a filter that fails": ("<p>a</p>\n<p>{{ 5 | join }}</p>", 2, "template"),
    "a division by zero": ("\n\n<p>{{ 1 / 0 }}</p>", 3, "template"),
    "a call of what is no function": ("\n<p>{{ role.title() }}</p>", 2, "template"),
    "a template that is not there": ('<p>a</p>\n{% include "nowhere.html.j2" %}', 2, "template"),
    "a macro that calls itself": ("{% macro m() %}\n{{ m() }}{% endmacro %}\n<p>{{ m() }}</p>", 2, "template"),
    "a tag that is not closed": ("<p>a</p>\n<p>b\n<p>c</p>", 3, "template-markup"),
    "a tag closed twice": ("<p>a</p>\n<p>b</p></p>\n<p>c</p>", 2, "template-markup"),
    "a br as HTML has it": ("<p>a</p>\n<p>b<br>c</p>", 2, "template-markup"),
    "an ampersand": ("<p>a</p>\n<p>b & c</p>\n<p>d</p>", 2, "template-markup"),
    "a less-than sign": ("<p>a</p>\n<p>b < c</p>\n<p>d</p>", 2, "template-markup"),
    "an entity that HTML does not have": ("<p>a</p>\n<p>b&bogus;</p>", 2, "template-markup"),
    "an attribute without quotes": ("<p>a</p>\n<p class=note>b</p>", 2, "template-markup"),
    "an attribute twice": ('<p>a</p>\n<p class="note" class="note">b</p>', 2, "template-markup"),
}  # fmt: skip


@pytest.mark.parametrize("case", AT_ITS_LINE)
def test_a_problem_stands_at_the_templates_own_line(case: str, tmp_path: Path) -> None:
    html, line, rule = AT_ITS_LINE[case]
    assert told(problems(tmp_path, html)) == [("page", line, rule)]


def test_a_problem_in_an_included_template_stands_at_that_templates_line(tmp_path: Path) -> None:
    html = '<p>a</p>\n{% include "head.html.j2" %}'
    assert told(problems(tmp_path, html, head="<p>a</p>\n\n<p>{{ rool }}</p>")) == [("head", 3, "template-undefined")]
    assert told(problems(tmp_path, html, head="<p>a</p>\n<h9>b</h9>")) == [("head", 2, "template-element")]
    assert told(problems(tmp_path, html, head="<p>a</p>\n{% bogus %}")) == [("head", 2, "template")]
    assert told(problems(tmp_path, html, head="<p>a</p>\n<p>&bogus;</p>")) == [("head", 2, "template-markup")]


def test_a_problem_in_an_imported_macro_stands_at_the_macros_line(tmp_path: Path) -> None:
    html = '{% import "parts.html.j2" as parts %}\n<p>a</p>\n{{ parts.fact(role) }}'
    parts = "{# facts #}\n{% macro fact(x) %}\n<p>{{ x.foo }}</p>\n{% endmacro %}"
    assert told(problems(tmp_path, html, parts=parts)) == [("parts", 3, "template-undefined")]


def test_a_problem_in_a_parent_template_or_its_child_stands_where_it_is(tmp_path: Path) -> None:
    parent = "<p>a</p>\n{% block rest %}{% endblock %}\n<h9>b</h9>"
    html = '{% extends "base.html.j2" %}\n{% block rest %}\n<h8>c</h8>\n{% endblock %}'
    assert told(problems(tmp_path, html, base=parent)) == [
        ("page", 3, "template-element"), ("base", 3, "template-element")]  # fmt: skip


def test_a_problem_in_a_shipped_template_that_ones_own_includes_stands_in_the_shipped_file(tmp_path: Path) -> None:
    house = (ROOT / "templates" / "house.docx").read_bytes()
    styles = raw(house, "word/styles.xml").replace(b'w:val="Kicker"', b'w:val="Overline"')
    write(tmp_path, {"templates/house.docx": repacked(house, {"word/styles.xml": styles})})
    found = told(problems(tmp_path, '<p>a</p>\n{% include "profile.html.j2" %}'))
    shipped = (ROOT / "templates" / "profile.html.j2").read_text("utf-8").split("\n")
    line = next(number for number, text in enumerate(shipped, 1) if 'class="kicker"' in text)
    assert found == [("profile", line, "template-style")]


def test_a_template_that_changed_is_read_again_in_the_same_process(tmp_path: Path) -> None:
    html = '<h1>a</h1>\n{% include "head.html.j2" %}'
    for word in ("before", "after", "before"):
        assert lines(page(tmp_path, html, head=f"<p>{word}</p>").docx) == ["a", word]


def test_a_template_kept_from_before_still_names_its_own_file(tmp_path: Path) -> None:
    fault, both = "<p>a</p>\n<h9>b</h9>", '{% include "one.html.j2" %}\n{% include "two.html.j2" %}'
    for _ in range(2):  # “two” is now the third file that is read, now the second
        assert told(problems(tmp_path, both, one="<p>a</p>", two=fault)) == [("two", 2, "template-element")]
        assert told(problems(tmp_path, '{% include "two.html.j2" %}', two=fault)) == [("two", 2, "template-element")]


@pytest.mark.parametrize(
    ("html", "names"),
    [
        ("<p>{{ rool }}</p>", ["“rool”", "role"]),
        ("<p>{{ role.titel }}</p>", ["“titel”"]),
        ("<p>{{ role['titel'] }}</p>", ["“titel”"]),
        ("<p>{{ role.service_areas[7] }}</p>", ["7"]),
    ],
)
def test_the_message_names_what_is_not_there(tmp_path: Path, html: str, names: list[str]) -> None:
    (problem,) = problems(tmp_path, html)
    assert [name for name in names if name not in f"{problem.message} {problem.hint}"] == []
    assert "“”" not in problem.message


def test_a_template_in_another_encoding_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/page.html.j2": "<p>caf\xe9</p>".encode("cp1252")})
    found = shop(tmp_path, "page").problems
    assert [problem.rule for problem in found] == ["template"]
    assert "UTF-8" in found[0].hint


def test_a_template_that_does_not_exist_is_told_with_the_nearest_name(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/shortlist.html.j2": "<p>a</p>"})
    found = shop(tmp_path, "shortlst").problems
    assert [problem.rule for problem in found] == ["no-such-template"]
    assert "“shortlist”" in found[0].hint


def test_each_problem_is_told_once_though_every_level_meets_it(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/profile.html.j2": "<title>a</title>\n<h9>b</h9>\n"})
    ran = run("check")
    assert ran.code == 1
    assert ran.err.count("[template-element]") == 1
    assert "templates/profile.html.j2:2: error: " in ran.err
    assert "    <h9>b</h9>" in ran.err


# --- what Jinja and XML may meet --------------------------------------------------------------------------------------


def test_htmls_named_entities_are_known(tmp_path: Path) -> None:
    data = page(tmp_path, "<p>a&nbsp;b&mdash;c&hellip;&pound;&eacute;&lt;&amp;&gt;&quot;&apos;&#163;&#x2014;</p>").docx
    assert lines(data) == ["a\u00a0b—c…£é<&>\"'£—"]


def test_entities_in_a_value_are_only_text(tmp_path: Path) -> None:
    assert lines(page(tmp_path, "<p>{{ role.title }}</p>", {**FULL, "title": "a&nbsp;b&amp;c"}).docx) == [
        "a&nbsp;b&amp;c"
    ]


def test_signs_in_expressions_and_strings_are_not_taken_for_tags(tmp_path: Path) -> None:
    html = "<p>{% if 1<level.id|length and 2 <9 %}{{ 3<4 }} {{ '<p>' }} {{ '&nbsp;' }}{% endif %}</p>"
    html += "{# <p> & #}<!-- <h9> -->"
    assert lines(page(tmp_path, html).docx) == ["True <p> &nbsp;"]


def test_values_are_escaped_wherever_they_stand(tmp_path: Path) -> None:
    html = '<p data-field="{{ role.title }}">{{ role.title }}{{ [role.title] | join }}{{ role.title ~ "" }}</p>'
    title = '</p><h1 class="x">&'
    assert lines(page(tmp_path, html, {**FULL, "title": title}).docx) == [title * 3]


def test_nothing_at_all_prints_nothing(tmp_path: Path) -> None:
    html = "<p>[{{ role.location }}]</p>"
    assert lines(page(tmp_path, html, without(FULL, "location")).docx) == ["[]"]


def test_a_template_may_use_loops_conditions_macros_and_filters(tmp_path: Path) -> None:
    html = """\
{% macro item(text) %}<li>{{ text | upper }}</li>{% endmacro %}
{% set found = namespace(n=0) %}
<ul>
  {% for area in role.service_areas | sort %}
  {{ item(loop.index ~ " " ~ area) }}{% set found.n = found.n + 1 %}
  {% endfor %}
</ul>
<p>{{ found.n }} of {{ range(3) | list | length }}</p>
"""
    assert lines(page(tmp_path, html).docx) == ["1 FOOTBRIDGES", "2 SWING BRIDGES", "2 of 3"]


@pytest.mark.parametrize("name", ["role", "role.dimensions", "role.contacts", "role.service_areas", "level", "profile"])
def test_a_group_or_a_list_is_not_printed_as_it_stands(tmp_path: Path, name: str) -> None:
    (problem,) = problems(tmp_path, f"<p>a</p>\n<p>{{{{ {name} }}}}</p>")
    assert problem.place
    assert problem.place.line == 2


# --- what no template may do ------------------------------------------------------------------------------------------

FORBIDDEN = [
    "{{ ''.__class__ }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ role.__init__.__globals__ }}",
    "{{ role['__class__'] }}",
    "{{ role | attr('__class__') }}",
    "{{ label.__func__ }}",
    "{{ '{0.__class__}'.format(role) }}",
    "{% set x = [] %}{{ x.append(1) }}",
    "{% set x = {} %}{{ x.update(a=1) }}",
    "{% set x = 'a'.center %}{{ x(10) }}",
    "{{ role.model_dump() | length }}",
    "{{ role['model_dump']() | length }}",
    "{{ settings.model_copy(update={'area': 'x'}).area }}",
]


# Ways to the file system, to the clock and to chance, which would make a file depend on more than its sources.
OUTSIDE = [
    "{{ profile.themes[0].clauses[0].place.path.exists() }}",
    "{{ profile.themes[0].clauses[0].place.path.read_text() }}",
    "{{ profile.themes[0].clauses[0].place.path.parent.parent.joinpath('made').write_text('x') }}",
    "{{ role.parse_file('rolegen.yaml') }}",
    "{{ role.parse_raw('N.', proto='pickle', allow_pickle=true) }}",
    "{{ role | attr('parse_raw') }}",
    "{{ role.review_by.today() }}",
    "{{ [1, 2, 3] | random }}",
]


@pytest.mark.parametrize("html", OUTSIDE)
def test_a_template_reaches_no_file_no_clock_and_no_chance(tmp_path: Path, html: str) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    (problem,) = problems(tmp_path, f"<p>{html}</p>")
    assert problem.rule.startswith("template")
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize("html", FORBIDDEN)
def test_a_template_cannot_reach_behind_the_values_or_change_them(tmp_path: Path, html: str) -> None:
    (problem,) = problems(tmp_path, f"<p>a</p>\n<p>{html}</p>")
    assert problem.rule in ("template-forbidden", "template-undefined")
    assert problem.place
    assert problem.place.line == 2


def test_messages_end_in_one_full_stop(tmp_path: Path) -> None:
    for html in ("{{ ''.__class__ }}", "{{ 1 / 0 }}", "{% include 'nowhere' %}", "{{ 'a' * 9 }}", "{{ role.titel }}"):
        (problem,) = problems(tmp_path, f"<p>{html}</p>")
        assert problem.message.endswith(".")
        assert not problem.message.endswith("..")


@pytest.mark.parametrize("html", ["{{ config }}", "{{ lipsum(9) }}", "{{ cycler('a') }}", "{{ joiner() }}"])
def test_names_that_jinja_gives_elsewhere_are_not_there(tmp_path: Path, html: str) -> None:
    opened = pages(tmp_path, f"<p>{html}</p>")
    made = needed(opened).made(FULL)
    assert made.value is None
    assert made.problems


@pytest.mark.parametrize("path", ["../secret.html.j2", "/etc/passwd", "./../secret.html.j2", "..\\secret.html.j2"])
def test_a_template_cannot_include_what_lies_outside_its_folders(tmp_path: Path, path: str) -> None:
    write(tmp_path, {"secret.html.j2": "<p>secret</p>"})
    assert [problem.rule for problem in problems(tmp_path, f"{{% include '{path}' %}}")] == ["template"]


ENDLESS = {
    "text multiplied": "<p>{{ 'a' * 10**9 }}</p>",
    "text multiplied from the other side": "<p>{{ 10**9 * 'a' }}</p>",
    "a list multiplied": "<p>{{ ([0] * 10**9) | length }}</p>",
    "a power": "<p>{{ 9 ** 9999999999 }}</p>",
    "a power of millions of digits": "<p>{{ (2 ** 99999999) > 1 }}</p>",
    "a long range": "{% for i in range(10**9) %}{% endfor %}",
    "loops in loops": "{% for i in range(9999) %}{% for j in range(9999) %}{% endfor %}{% endfor %}<p>a</p>",
    "loops over one range": "{% set r = range(1500) %}{% for i in r %}{% for j in r %}{% endfor %}{% endfor %}<p>a</p>",
    "a width in a format": "<p>{{ ('%99999999d' % 1) | length }}</p>",
    "text doubled and doubled": (
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(23) %}{% set n.x = n.x ~ n.x %}{% endfor %}<p>a</p>"
    ),
    "text added to itself": (
        "{% set n = namespace(x='aaaaaaaa') %}{% for i in range(23) %}{% set n.x = n.x + n.x %}{% endfor %}<p>a</p>"
    ),
    "a width in a format map": "<p>{{ '{x:>9999999}'.format_map({'x': 1}) | length }}</p>",
    "indented JSON": "<p>{{ [1] | tojson(indent=9999999) | length }}</p>",
    "a list in batches": "<p>{{ [1] | batch(9999999, 'x') | list | length }}</p>",
    "a list in slices": "<p>{{ [1] | slice(999999) | list | length }}</p>",
    "endless output": "{% for i in range(99999) %}<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>{% endfor %}",
    "endless output of text": "<p>{% for i in range(99999) %}aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}</p>",
    "a template that includes itself": "<p>a</p>{% include 'page.html.j2' %}",
    "a macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}<p>{{ m(40) }}</p>"
    ),
    "padding": "<p>{{ 'a'.ljust(10**9) }}</p>",
    "padding by a filter": "<p>{{ 'a' | center(10**9) }}</p>",
    "indentation": "<p>{{ 'a' | indent(10**9, true) }}</p>",
}


@pytest.mark.parametrize("case", ENDLESS)
def test_a_template_without_end_is_stopped_and_told(tmp_path: Path, case: str) -> None:
    (problem,) = problems(tmp_path, f"<p>a</p>\n{ENDLESS[case]}")
    assert problem.rule.startswith("template")
    assert problem.place
    assert problem.place.line == 2


def test_a_template_without_end_writes_nothing(run: Run, tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/profile.html.j2": ENDLESS["endless output"]})
    ran = run("build", "--level", "director", "--cmt")
    assert ran.code == 1
    assert "[template-endless]" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["rolegen.yaml", "templates"]


def test_the_shipped_template_uses_no_more_than_a_template_may(tmp_path: Path) -> None:
    shipped = (ROOT / "templates" / "profile.html.j2").read_text("utf-8")
    assert len(re.findall("data-field=", shipped)) > 8
    assert len(lines(page(tmp_path, shipped).docx)) > 80
