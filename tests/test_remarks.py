"""Comments and tracked changes in a Word file, each with where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolegen.word.remarks import Comment, Remarks, Tracked, remarks
from tests.samples import needed, repacked
from tests.word_files import NAMES, OFFICE, PACKAGE, RELATIONS, p, r, row, style, table, word_file

COMMENTS = (
    f'<Relationship Id="comments" Type="{OFFICE}/relationships/comments" Target="footnotes.xml"/>'
    f'<Relationship Id="styles" Type="{OFFICE}/relationships/styles" Target="styles.xml"/>'
)
OURS = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = f"""<Types xmlns="{PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/word/document.xml" ContentType="{OURS}.document.main+xml"/>
<Override PartName="/word/footnotes.xml" ContentType="{OURS}.comments+xml"/>
<Override PartName="/word/styles.xml" ContentType="{OURS}.styles+xml"/>
</Types>"""
H2, H5 = style("berschrift2"), style("Heading5")


def read(body: str, comments: str = "", **others: str) -> Remarks:
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{COMMENTS}</Relationships>'
    part = f"<w:comments {NAMES}>{comments}</w:comments>"
    return needed(remarks(word_file(body, relations=relations, footnotes=part, **others), Path("a.docx")))


def comment(number: int, author: str, *paragraphs: str) -> str:
    return f'<w:comment w:id="{number}" w:author="{author}">{"".join(map(p, paragraphs))}</w:comment>'


def on(number: int, inside: str) -> str:
    """What a comment is round, and its mark behind it."""
    return (
        f'<w:commentRangeStart w:id="{number}"/>{inside}<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def tracked(kind: str, inside: str, author: str = "Sian") -> str:
    return f'<w:{kind} w:id="1" w:author="{author}">{inside}</w:{kind}>'


def gone(text: str) -> str:
    return f"<w:r><w:delText>{text}</w:delText></w:r>"


def end(kind: str) -> str:
    """The property of a paragraph whose end is tracked."""
    return f'<w:rPr><w:{kind} w:id="2" w:author="Sian"/></w:rPr>'


def changes(body: str) -> list[tuple[str, str]]:
    return [(one.kind, one.text) for one in read(body).tracked]


# --- comments ---------------------------------------------------------------------------------------------------------


def test_a_comment_says_whose_it_is_what_it_hangs_on_and_under_which_headings() -> None:
    body = p("Part", H2) + p("Sub", H5) + p(r("The ") + on(7, r("swing") + r(" bridge", "<w:b/>")) + r(" opens."))
    body += p("Other", H2) + p(on(8, r("Nothing")))
    found = read(body, comment(8, "Bo", "b") + comment(7, "Ann", "Is it ", "a bridge?"))
    assert found.comments == (
        Comment("Ann", "Is it \na bridge?", ("Part", "Sub"), "swing bridge"),
        Comment("Bo", "b", ("Other",), "Nothing"),
    )
    assert found.tracked == ()


def test_a_reply_hangs_on_the_same_words() -> None:
    both = '<w:commentRangeStart w:id="1"/><w:commentRangeStart w:id="2"/>' + r("words")
    both += '<w:commentRangeEnd w:id="1"/><w:commentRangeEnd w:id="2"/>'
    found = read(p(both), comment(1, "Ann", "Why?") + comment(2, "Bo", "Because."))
    assert [(one.text, one.about) for one in found.comments] == [("Why?", "words"), ("Because.", "words")]


@pytest.mark.parametrize(
    ("body", "about"),
    [
        (p(r("All ") + '<w:r><w:commentReference w:id="1"/></w:r>' + r("of it")), "All of it"),
        (p(r("All ") + on(1, "") + r("of it")), "All of it"),
        (p(r("All ") + on(1, tracked("del", gone("old"))) + r("of it")), "All of it"),
        (p(on(1, tracked("del", gone("old ")) + tracked("ins", r("new")))), "new"),
        (p('<w:commentRangeStart w:id="1"/>' + r("a")) + p("b") + p(r("c") + '<w:commentRangeEnd w:id="1"/>'), "a b c"),
        ('<w:commentRangeStart w:id="1"/>' + p("a") + '<w:commentRangeEnd w:id="1"/>' + p("b"), "a"),
        (table(row("a", p(on(1, r("b"))))), "b"),
        (p(on(1, r("x" * 300))), "x" * 200 + "…"),
        (p(on(2, r("another's"))), ""),
        (p('<w:commentRangeEnd w:id="1"/>' + r("a")), ""),
    ],
)
def test_a_comment_hangs_on_the_words_it_is_round_else_on_its_paragraph(body: str, about: str) -> None:
    assert read(body, comment(1, "Ann", "?")).comments == (Comment("Ann", "?", (), about),)


def test_a_file_without_comments_or_changes_has_no_remarks() -> None:
    assert needed(remarks(word_file(p("a") + p(on(1, r("b")))), Path("x"))) == Remarks()


# --- tracked changes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (p(r("a ") + tracked("ins", r("b")) + tracked("del", gone("c"))), [("added", "b"), ("removed", "c")]),
        (p(tracked("ins", r("a ")) + tracked("ins", r("b"))), [("added", "a b")]),
        (p(tracked("ins", r("a "), "Ann") + tracked("ins", r("b"))), [("added", "a"), ("added", "b")]),
        (p(tracked("ins", r("a ")) + r("x") + tracked("ins", r("b"))), [("added", "a"), ("added", "b")]),
        (p(tracked("ins", r("a ") + tracked("del", gone("b")))), [("added", "a"), ("removed", "b")]),
        (p(tracked("ins", r("a")), end("ins")) * 2, [("added", "a"), ("added", "a")]),
        (p("a", end("ins")) + p("b"), [("added", "¶")]),
        (p("a", end("del")) + p("b"), [("removed", "¶")]),
        (p(tracked("moveFrom", r("a"))) + p(tracked("moveTo", r("a"))), [("moved", "a")]),
        (p(tracked("moveFrom", r("a"))), [("removed", "a")]),
        (p(tracked("ins", r(" "))), []),
        (table(row("a"), row(p(tracked("ins", r("b"))), "c", properties=tracked("ins", ""))), [("added", "b c")]),
        (table(row("a"), row(p(tracked("del", gone("b"))), "c", properties=tracked("del", ""))), [("removed", "b c")]),
        (table(row(p(tracked("del", gone("b")) + r("x")), properties=tracked("ins", ""))), [("added", "x")]),
        (tracked("ins", p("a") + p("b")), [("added", "a"), ("added", "b")]),
        (p(r("a", "<w:rPrChange><w:rPr/></w:rPrChange>"), "<w:pPrChange/>"), []),
        (p(tracked("ins", "<w:r><w:t>a</w:t><w:br/><w:tab/><w:t>b</w:t></w:r>")), [("added", "a\n\tb")]),
    ],
)  # fmt: skip
def test_what_was_added_removed_or_moved_is_told_once(body: str, expected: list[tuple[str, str]]) -> None:
    assert changes(body) == expected


def test_a_change_says_whose_it_is_and_under_which_headings() -> None:
    heading = p(r("Job ") + tracked("del", gone("aims")) + tracked("ins", r("purpose")), H2)
    found = read(heading + p(tracked("ins", r("new"), "Ann")))
    assert found.tracked == (
        Tracked("Sian", "removed", "aims"),
        Tracked("Sian", "added", "purpose"),
        Tracked("Ann", "added", "new", ("Job purpose",)),
    )


def test_changes_in_notes_are_told() -> None:
    note = f'<w:footnotes {NAMES}><w:footnote w:id="2">{p(tracked("ins", r("b")))}</w:footnote></w:footnotes>'
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{RELATIONS}</Relationships>'
    data = word_file(p(tracked("ins", r("a"))), relations=relations, footnotes=note)
    assert [one.text for one in needed(remarks(data, Path("x"))).tracked] == ["a", "b"]


# --- files that are no good -------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_is_one_problem() -> None:
    for data in (b"%PDF-1.7", word_file("", document="<w:document>"), word_file("<w:p>" * 3000 + "</w:p>" * 3000)):
        found = remarks(data, Path("a.docx"))
        assert found.value is None
        assert [str(problem.place) for problem in found.problems] == ["a.docx"]


@pytest.mark.parametrize("kind", ["comments", "overlapping", "headings"])
def test_no_file_takes_longer_than_its_length_asks(kind: str) -> None:
    numbers = range(20_000)
    begun = "".join([f'<w:commentRangeStart w:id="{n}"/>' for n in numbers])
    body = {
        "comments": "".join([p(on(n, r("a"))) for n in numbers]),
        "overlapping": p(begun + r("a" * 100_000)) + "".join([f'<w:commentRangeEnd w:id="{n}"/>' for n in numbers]),
        "headings": p(r("a" * 1_000), H2) * 2_000 + p(begun),
    }[kind]
    found = read(body, "".join([comment(n, "a", "b") for n in numbers]))
    assert len(found.comments) == len(numbers)


def remarked() -> bytes:
    """A Word file with a comment and a tracked change, as other programs can open it too."""
    date = ' w:date="2026-01-01T00:00:00Z"'
    body = p("Part", H2) + p(r("The ") + on(1, r("swing bridge")) + tracked("ins", r(" opens")))
    body = body.replace('w:author="Sian"', f'w:author="Sian"{date}')
    said = comment(1, "Ann", "Why?").replace('w:author="Ann"', f'w:author="Ann" w:initials="A"{date}')
    relations = f'<Relationships xmlns="{PACKAGE}/relationships">{COMMENTS}</Relationships>'
    data = word_file(body, relations=relations, footnotes=f"<w:comments {NAMES}>{said}</w:comments>")
    return repacked(data, {"[Content_Types].xml": TYPES.encode()})


REMARKS = Remarks((Comment("Ann", "Why?", ("Part",), "swing bridge"),), (Tracked("Sian", "added", "opens", ("Part",)),))


def test_a_comment_and_a_change_are_told_with_who_made_them_and_where_they_stand() -> None:
    assert needed(remarks(remarked(), Path("a.docx"))) == REMARKS
