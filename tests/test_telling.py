"""How a comparison is told, in four forms: what each of them reads like, and that no word of it is lost or obeyed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from rolegen.comparison import Common, Comparison, RoleChange
from rolegen.diff import Change, Piece
from rolegen.diff.words import joined
from rolegen.telling import as_html, as_json, as_markdown, as_text
from tests.samples import UNTIMED


def same(text: str) -> Piece:
    return Piece("same", text)


def removed(text: str) -> Piece:
    return Piece("removed", text)


def added(text: str) -> Piece:
    return Piece("added", text)


LONG = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
SKILLS = (same(f"{LONG} "), removed("x"), same(f" {LONG} {LONG} "), added("y"), same(f" {LONG}"))
WORDING = Change(
    "changed",
    ("Collective leadership responsibilities", "Corporate Leadership"),
    (same("Take part in "), removed("corporate"), added("collective"), same(" management.")),
    "corporate-management",
)
TOLD = Comparison(
    "v1",
    "now",
    14,
    (
        Common(WORDING, ("director-finance", "director-roads")),
        Common(
            Change("changed", ("Document control",), (same("Framework | Model, version "), removed("1"), added("2"))),
            tuple(f"role-{n}" for n in range(14)),
        ),
        Common(Change("added", ("Document control",), (added("Adopted."),)), tuple(f"role-{n}" for n in range(14))),
    ),
    (
        RoleChange("director-finance", "Director of Finance", "changed"),
        RoleChange(
            "director-roads",
            "Director of Roads",
            "changed",
            (
                Change("changed", (), (same("Grade | "), removed("17"), added("18")), field="grade"),
                Change("removed", ("Accountabilities",), (removed("Paint the bridges."),), field="accountabilities"),
                Change("added", ("Accountabilities",), (added("Mend the bridges."),), field="accountabilities"),
                Change("moved", ("Accountabilities",), (same(LONG),), field="accountabilities"),
                Change("changed", ("Person profile", "Skills"), SKILLS),
                Change("added", ("About this level: Director",), (added("Lead."),), "level.director"),
            ),
        ),
        RoleChange("parks", "Head of Parks", "added"),
        RoleChange("ports", "Head of Ports", "removed"),
        RoleChange("streets", "Head of Streets", "renamed", was="lanes"),
    ),
    ("broken",),
)  # fmt: skip
SUMMARY = "Of 14 roles, 2 differ, 1 has another name, 1 is new, 1 is no longer there, 1 could not be compared (broken)."


SIGNS = " \n*_~`<>&[](){}#@|+-=:/.1!$\\"
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from(SIGNS))
KINDS = st.sampled_from(["same", "removed", "added"])
PIECES = st.lists(st.builds(Piece, KINDS, TEXTS.filter(bool))).filter(
    lambda found: any(one.text.strip() for one in found)
)


def told_of(pieces: list[Piece]) -> Comparison:
    change = Change("changed", ("Job purpose",), joined(pieces))
    return Comparison("v1", "now", 1, roles=(RoleChange("a", "A", "changed", (change,)),))


def test_the_terminal_reads_like_this() -> None:
    assert (
        as_text(TOLD, width=90)
        == """\
From v1 to now: of 14 roles, 2 differ, 1 has another name, 1 is new, 1 is no longer there,
  1 could not be compared (broken).

Changes that several roles have in common
  corporate-management (Corporate Leadership): reaches 2 of 14 roles: director-finance,
    director-roads
    Take part in [-corporate-] {+collective+} management.
  Document control: reaches all 14 roles
    Framework | Model, version [-1-] {+2+}
    Added: Adopted.

Director of Roads (director-roads)
  At the top
    Grade | [-17-] {+18+}
  Accountabilities
    Removed: Paint the bridges.
    Added: Mend the bridges.
    Moved: one two three four five six seven eight …
  Person profile › Skills
    … ten eleven twelve thirteen fourteen fifteen sixteen seventeen [-x-] one two three
      four five six seven eight … ten eleven twelve thirteen fourteen fifteen sixteen
      seventeen {+y+} one two three four five six seven eight …
  About this level: Director
    Added: Lead. (level.director)

New: Head of Parks (parks)

No longer there: Head of Ports (ports)

Renamed: Head of Streets (before lanes, now streets)"""
    )


def test_markdown_reads_like_this() -> None:
    assert (
        as_markdown(TOLD)
        == f"""\
## From v1 to now

{SUMMARY}

### Changes that several roles have in common

- corporate-management (Corporate Leadership): reaches 2 of 14 roles: director-finance, director-roads
  - Take part in ~~corporate~~ **collective** management.
- Document control: reaches all 14 roles
  - Framework | Model, version ~~1~~ **2**
  - Added: Adopted.

### Director of Roads (director-roads)

- At the top
  - Grade | ~~17~~ **18**
- Accountabilities
  - Removed: Paint the bridges.
  - Added: Mend the bridges.
  - Moved: one two three four five six seven eight …
- Person profile › Skills
  - … ten eleven twelve thirteen fourteen fifteen sixteen seventeen ~~x~~ one two three four five six seven \
eight … ten eleven twelve thirteen fourteen fifteen sixteen seventeen **y** one two three four five six seven eight …
- About this level: Director
  - Added: Lead. (level.director)

### New: Head of Parks (parks)

### No longer there: Head of Ports (ports)

### Renamed: Head of Streets (before lanes, now streets)"""
    )


def test_json_holds_all_of_it() -> None:
    value = json.loads(as_json(TOLD))
    assert list(value) == ["old", "new", "compared", "common", "roles", "failed"]
    assert (value["old"], value["new"], value["compared"], value["failed"]) == ("v1", "now", 14, ["broken"])
    assert value["common"][0] == {
        "kind": "changed",
        "section": ["Collective leadership responsibilities", "Corporate Leadership"],
        "clause": "corporate-management",
        "field": None,
        "old": "Take part in corporate management.",
        "new": "Take part in collective management.",
        "pieces": [
            {"kind": "same", "text": "Take part in "},
            {"kind": "removed", "text": "corporate"},
            {"kind": "added", "text": "collective"},
            {"kind": "same", "text": " management."},
        ],
        "roles": ["director-finance", "director-roads"],
    }
    assert [one["kind"] for one in value["roles"]] == ["changed", "changed", "added", "removed", "renamed"]
    assert value["roles"][4] == {
        "role": "streets", "title": "Head of Streets", "kind": "renamed", "was": "lanes", "changes": [],
    }  # fmt: skip
    gone, come = value["roles"][1]["changes"][1:3]
    assert (gone["old"], gone["new"]) == ("Paint the bridges.", None)
    assert (come["old"], come["new"]) == (None, "Mend the bridges.")


@pytest.mark.parametrize("form", [as_text, as_markdown, as_html])
def test_where_nothing_differs_that_is_said(form: Callable[[Comparison], str]) -> None:
    text = form(Comparison("v1", "now", 14))
    assert "othing differs." in text
    assert "From v1 to now" in text
    assert "14" not in text.partition("<body>")[2]


def test_one_role_is_not_counted() -> None:
    one = Comparison("a.docx", "b.docx", 1, roles=(RoleChange("b", "B", "changed", (WORDING,), "a"),))
    assert as_text(one).startswith("From a.docx to b.docx: the role differs.\n\nB (b)\n")
    assert "nothing" not in as_text(Comparison("a", "b", 1, failed=("b",)))


def test_very_many_roles_are_counted_where_people_read_and_all_named_in_the_page_and_in_json() -> None:
    names = tuple(f"role-{n}" for n in range(1_000))
    many = Comparison("v1", "now", 1_200, (Common(WORDING, names),), tuple(RoleChange(n, n, "changed") for n in names))
    for form in (as_text, as_markdown):
        assert "reaches 1,000 of 1,200 roles: role-0, role-1" in form(many)
        assert "and 980 more" in re.sub(r"\s+", " ", form(many))
        assert "role-999" not in form(many)
    assert "role-999" in as_html(many)
    assert "role-999" in as_json(many)


def test_many_changes_of_one_role_are_folded_away_in_markdown() -> None:
    changes = tuple(Change("added", ("Contacts",), (added(f"Number {n}"),)) for n in range(9))
    text = as_markdown(Comparison("v1", "now", 2, roles=(RoleChange("a", "A", "changed", changes),)))
    assert "\n\n<details><summary>9 changes</summary>\n\n- Contacts\n  - Added: Number 0\n" in text
    assert text.endswith("  - Added: Number 8\n\n</details>")


# --- the page ---------------------------------------------------------------------------------------------------------


class Reader(HTMLParser):
    """What stands in a page: its elements, the words that are seen, and those that are only read out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[tuple[str, ...], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append("unseen" if ("class", "unseen") in attrs else tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() in (tag, "unseen")

    def handle_data(self, data: str) -> None:
        if self.open:
            self.words.append((tuple(self.open), data))

    def said(self, element: str) -> list[str]:
        """The words in each element of a kind."""
        return [text for path, text in self.words if path[-1] == element]


def test_the_page_is_whole_and_asks_for_nothing_from_elsewhere() -> None:
    page = as_html(TOLD)
    assert page.startswith("<!DOCTYPE html>\n")
    reader = Reader(page)
    assert reader.open == []
    assert reader.elements[0] == ("html", {"lang": "en-GB"})
    assert reader.said("title") == ["From v1 to now: what changed"]
    assert reader.said("h1") == ["From v1 to now"]
    assert reader.said("h2")[:2] == ["Changes that several roles have in common", "Director of Roads (director-roads)"]
    assert reader.said("h3")[:2] == ["corporate-management (Corporate Leadership)", "Document control"]
    assert reader.said("p")[1:] == ["Reaches 2 of 14 roles: director-finance, director-roads.", "Reaches all 14 roles."]
    assert {name for _, attributes in reader.elements for name in attributes} <= {"lang", "charset", "name", "content",
                                                                                 "class"}  # fmt: skip
    assert not re.search(r"https?:|url\(|@import", page)


def test_the_page_tells_nothing_by_colour_or_strokes_alone() -> None:
    reader = Reader(as_html(TOLD))
    marks = [tag for tag, _ in reader.elements if tag in ("del", "ins")]
    assert marks[:2] == ["del", "ins"]
    unseen = [text for path, text in reader.words if path[-1] == "unseen"]
    expected = {"del": [" removed: ", " (end of removed) "], "ins": [" added: ", " (end of added) "]}
    assert unseen == [text for mark in marks for text in expected[mark]]
    assert reader.said("del")[:2] == ["corporate", "1"]


@UNTIMED
@given(PIECES)
def test_the_page_shows_every_word_as_it_is(pieces: list[Piece]) -> None:
    told = told_of(pieces)
    reader = Reader(as_html(told))
    words = [(path[-1], text) for path, text in reader.words if "li" in path and path[-1] != "unseen"]
    if len(" ".join(piece.text for piece in pieces).split()) <= 8:
        seen = "".join(text for _, text in words)
        assert re.sub(r"\s", "", seen) == re.sub(r"\s", "", "".join(piece.text for piece in pieces))
    (change,) = told.roles[0].changes
    tags = [tag for tag, _ in reader.elements if tag in ("del", "ins")]
    assert tags == [{"removed": "del", "added": "ins"}[p.kind] for p in change.pieces if p.kind != "same"]


# --- told in colour, in any width, whatever the words -----------------------------------------------------------------


def plain_of(coloured: str) -> str:
    """The text without its colours, which every line must end."""
    for line in coloured.split("\n"):
        codes = re.findall(r"\x1b\[([\d;]*)m", line)
        assert not codes or codes[-1] == "0"
    return re.sub(r"\x1b\[[\d;]*m", "", coloured)


def test_in_colour_what_is_removed_is_struck_and_what_is_added_bold() -> None:
    text = as_text(TOLD, colour=True, width=90)
    assert "    Take part in \x1b[31;9mcorporate\x1b[0m \x1b[32;1mcollective\x1b[0m management." in text
    assert "    Removed: \x1b[31;9mPaint the bridges.\x1b[0m" in text
    assert "\x1b[1mDirector of Roads (director-roads)\x1b[0m" in text
    assert "[-" not in plain_of(text)


def test_a_change_that_fills_lines_goes_on_in_its_colour_behind_the_margin() -> None:
    change = Change("changed", (), (same("Say "), removed(LONG), same(".")))
    one = Comparison("a", "b", 1, roles=(RoleChange("b", "B", "changed", (change,)),))
    first, *others = as_text(one, colour=True, width=40).split("\n")[4:]
    assert first == "    Say \x1b[31;9mone two three four five six\x1b[0m"
    assert others
    assert all(line.startswith("      \x1b[31;9m") for line in others)
    assert others[-1].endswith("seventeen\x1b[0m.")


def printable(text: str) -> str:
    return "".join(character for character in text if character.isprintable() and not character.isspace())


@UNTIMED
@given(PIECES, st.integers(0, 200))
def test_no_text_reaches_the_terminal_as_a_command_and_no_word_is_lost(pieces: list[Piece], width: int) -> None:
    plain, coloured = (as_text(told_of(pieces), colour=colour, width=width) for colour in (False, True))
    assert all(character.isprintable() or character == "\n" for character in plain + plain_of(coloured))
    if len(" ".join(piece.text for piece in pieces).split()) <= 8:  # no stretch is shortened
        everything = printable("".join(piece.text for piece in pieces))
        seen = iter(printable(plain))
        assert all(character in seen for character in everything)


@UNTIMED
@given(PIECES)
def test_markdown_shows_every_word_as_it_is_and_each_mark_as_a_mark(pieces: list[Piece]) -> None:
    told = told_of(pieces)
    body = as_markdown(told).partition("- Job purpose\n  - ")[2]
    parser = MarkdownIt("commonmark").enable("strikethrough")
    tokens = parser.parse(f"- {body}")
    assert [token.type for token in tokens] == [
        "bullet_list_open", "list_item_open", "paragraph_open", "inline", "paragraph_close", "list_item_close",
        "bullet_list_close",
    ]  # fmt: skip
    inner = tokens[3].children or []
    marks = {"strong_open": "added", "s_open": "removed", "<ins>": "added", "<del>": "removed"}
    found = [marks[key] for token in inner if (key := token.content or token.type) in marks]
    (change,) = told.roles[0].changes
    assert found == [piece.kind for piece in change.pieces if piece.kind != "same"]
    assert {token.content for token in inner if token.type == "html_inline"} <= {
        "<ins>", "</ins>", "<del>", "</del>", "<br>", "<!-- -->"}  # fmt: skip
    if len(" ".join(piece.text for piece in pieces).split()) <= 8:
        seen = re.sub(r"\s|[↵␣]", "", "".join(token.content for token in inner if token.type == "text"))
        assert seen == re.sub(r"\s|[↵␣]", "", "".join(piece.text for piece in pieces))
