"""A file that is no sound Word file gets one clear problem, whatever is wrong; reading never ends in another way."""

from __future__ import annotations

import random
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen import marks
from rolegen.problems import Problem, as_text
from rolegen.text import to_markdown
from rolegen.word.guard import MOST_MARKS, MOST_PARTS, MOST_TEXT
from rolegen.word.reading import from_docx
from rolegen.word.remarks import remarks
from tests.hostile import (
    LAUGHS,
    LONG,
    MAIN,
    NESTS,
    PASSWORDS,
    REFUSED,
    bomb,
    leading_to,
    nested,
    outside,
    own,
    readable,
    with_definitions,
    zipped,
)
from tests.samples import UNTIMED, needed, raw, repacked
from tests.word_files import NAMES, p, word_file

OWN = own()
READ = readable(200)  # a fifth of their full length
BOOKMARKS = marks.names(["clause:b", "field:a", "field:purpose", "field:person_profile"])


def refused(data: bytes) -> Problem:
    """The one problem that a file gets, told as it would be on screen."""
    read = from_docx(data, Path("profile.docx"))
    assert read.value is None
    (problem,) = read.problems
    assert as_text(problem).startswith("profile.docx: error: ")
    return problem


@pytest.mark.parametrize(
    ("data", "rule", "words"),
    [
        (b"", "not-word", "empty"),
        (b"Director of Bridges", "not-word", "not a Word file"),
        (b"PK", "damaged", "damaged or cut short"),
        (b"%PDF-1.7", "not-word", "PDF"),
        (b"{\\rtf1", "not-word", "rich text"),
        (b"version https://git-lfs.github.com/spec/v1\n", "not-word", "Git LFS"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not-word", "Word's old format (.doc)"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "protected", "password"),
        (zipped(mimetype="application/vnd.oasis.opendocument.text"), "not-word", "no Word document"),
        (zipped(notes="x"), "not-word", "no Word document"),
        (zipped(), "not-word", "no Word document"),
        (leading_to("x:workbook xmlns:x='x'"), "not-word", "an Excel workbook"),
        (leading_to("x:presentation xmlns:x='x'"), "not-word", "a PowerPoint presentation"),
        (leading_to("w:styles"), "not-word", "something else"),
        (word_file("", document="<w:document>"), "damaged", "damaged"),
        (word_file("", document=""), "damaged", "damaged"),
        (word_file("", document=None), "not-word", "no Word document"),
        (word_file("", document=b"\xff\xfe<\0"), "damaged", "damaged"),
        (word_file("", document='<?xml version="1.0" encoding="klingon"?><a/>'), "damaged", "damaged"),
        (word_file("", styles="<w:styles"), "damaged", "damaged"),
        (OWN[: len(OWN) // 2], "damaged", "cut short"),
        (OWN[:-1], "damaged", "cut short"),
        (OWN.replace(b"PK\x01\x02", b"PK\x01\x03", 1), "damaged", "damaged"),
        (OWN.replace(b"</w:document>", b"</w:documenX>", 1), "damaged", "damaged"),
    ],
)
def test_what_is_no_sound_word_file_is_told_for_what_it_is(data: bytes, rule: str, words: str) -> None:
    problem = refused(data)
    assert problem.rule == rule
    assert words in problem.message
    assert problem.hint


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_definitions_that_grow_or_fetch_are_refused_before_they_are_read(encoding: str) -> None:
    for definitions in (LAUGHS, PASSWORDS):
        for part in ("document", "styles", "root"):
            assert refused(with_definitions(definitions, part, encoding)).rule == "hostile"


def test_a_name_that_leads_out_of_the_file_or_stands_there_twice_is_refused() -> None:
    assert refused(repacked(OWN, {"word/../../evil.xml": b""})).rule == "damaged"
    assert refused(repacked(OWN, {"WORD/Document.xml": b""})).rule == "damaged"
    assert refused(repacked(OWN, {"word\\document.xml": b""})).rule == "damaged"


def test_names_count_in_any_case_and_with_either_slash() -> None:
    spelt = repacked(OWN, {MAIN: None, "Word\\Document.XML": raw(OWN, MAIN)})
    assert needed(from_docx(spelt, Path("x"))).blocks == needed(from_docx(OWN, Path("x"))).blocks


@pytest.mark.parametrize(
    ("target", "kind"), [("file:///C:/Normal.dotm", "attachedTemplate"), ("http://a", "hyperlink")]
)
def test_a_path_on_someones_machine_and_a_link_to_follow_are_no_harm(target: str, kind: str) -> None:
    data = word_file(p("Words"), relations=outside(target, kind))
    assert to_markdown(needed(from_docx(data, Path("x.docx")))) == "Words\n"


def test_what_is_fetched_is_named() -> None:
    data = word_file(p("Words"), relations=outside("https://example.org/evil.dotm"))
    assert refused(data).message == "This file fetches another when it is opened: https://example.org/evil.dotm"


# --- bombs ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("told", [300_000_000, 10])
def test_a_part_that_unpacks_without_end_is_given_up_whatever_size_it_says_it_has(told: int) -> None:
    data = bomb(300_000_000, told)
    assert len(data) < 400_000
    tracemalloc.start()
    problem = refused(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert problem.rule == "too-large"
    assert peak < 2.5 * MOST_TEXT


def test_too_much_text_is_refused_even_when_it_is_not_packed() -> None:
    document = f"<w:document {NAMES}>{' ' * MOST_TEXT}</w:document>"
    stored = repacked(word_file(""), {MAIN: document.encode()})
    assert refused(stored).rule == "too-large"


def test_too_many_elements_are_refused_before_they_are_built() -> None:
    assert refused(word_file("<w:p/>" * MOST_MARKS)).rule == "too-large"


def test_too_many_parts_are_refused() -> None:
    assert refused(zipped(**{f"n{n}": "" for n in range(MOST_PARTS + 1)})).rule == "too-large"


@pytest.mark.parametrize("name", NESTS)
def test_what_is_nested_without_end_is_refused_and_what_word_nests_is_read(name: str) -> None:
    assert "Words" in to_markdown(needed(from_docx(nested(NESTS[name], 20), Path("x"))))
    assert refused(nested(NESTS[name], 2_000)).rule == "damaged"


def test_the_hostile_files_are_many_and_of_all_kinds() -> None:
    assert len(REFUSED) > 30
    assert {rule for rule, _ in REFUSED.values()} == {"not-word", "damaged", "too-large", "hostile", "protected"}
    assert len(READ) > len(LONG) > 15


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_gets_one_problem_with_its_rule_and_what_to_do(name: str) -> None:
    rule, make = REFUSED[name]
    data = make()
    problem = refused(data)
    assert (problem.rule, bool(problem.hint)) == (rule, True)
    assert remarks(data, Path("profile.docx")).problems in ((problem,), ())


@pytest.mark.parametrize("name", READ)
def test_no_file_takes_longer_than_its_length_asks(name: str) -> None:
    data = READ[name]()
    assert to_markdown(needed(from_docx(data, Path("x")))).strip()
    assert needed(from_docx(data, Path("x"), BOOKMARKS)).blocks
    assert remarks(data, Path("x")).problems == ()


# --- by chance --------------------------------------------------------------------------------------------------------


def total(data: bytes) -> None:
    """Asserts that a file is read or refused, with bookmarks and without, and what is read can be shown."""
    for names in (None, BOOKMARKS):
        read = from_docx(data, Path("x.docx"), names)
        if read.value is None:
            assert len(read.problems) == 1
        else:
            assert to_markdown(read.value).encode()
    assert len(remarks(data, Path("x.docx")).problems) <= len(read.problems)


@settings(UNTIMED, max_examples=50)
@given(st.integers(0, 2**32), st.integers(1, 20))
def test_a_file_with_changed_bytes_is_read_or_refused(seed: int, changes: int) -> None:
    dice = random.Random(seed)
    data = bytearray(OWN)
    for _ in range(changes):
        at, length = dice.randrange(len(data)), dice.choice((0, 1, 1, 4, 50))
        data[at : at + length] = dice.randbytes(dice.choice((0, 1, 1, 4, 50)))
    total(bytes(data))


@settings(UNTIMED, max_examples=50)
@given(st.integers(0, 2**32), st.sampled_from([MAIN, "word/styles.xml", "word/numbering.xml", "_rels/.rels",
                                               "word/_rels/document.xml.rels", "docProps/custom.xml"]))  # fmt: skip
def test_a_file_with_a_changed_part_is_read_or_refused(seed: int, name: str) -> None:
    dice = random.Random(seed)
    pieces = raw(OWN, name).replace(b">", b">\0").replace(b'"', b'\0"').split(b"\0")
    for _ in range(dice.randint(1, 10)):
        at = dice.randrange(len(pieces))
        pieces[at : at + dice.randint(0, 3)] = dice.choices(pieces, k=dice.randint(0, 3))
    total(repacked(OWN, {name: b"".join(pieces)}))


NAMES_OF_WORD = (
    "p r t br tab sym fldChar instrText tbl tr tc sdt sdtContent sdtPr tag ins del moveFrom pPr rPr numPr numId ilvl "
    "pStyle hyperlink drawing pict ruby rubyBase rt txbxContent sectPr pgSz trPr tcPr gridSpan gridBefore tblGrid "
    "gridCol tblLook footnoteReference smartTag outlineLvl rStyle rFonts b i bookmarkStart bookmarkEnd showingPlcHdr "
    "commentRangeStart commentRangeEnd commentReference moveTo delText"
)
ELEMENTS = st.recursive(
    st.sampled_from(["", "words", " ", "&#xF062;"]),
    lambda inside: st.builds(
        lambda name, key, value, children: f'<w:{name} w:{key}="{value}">{"".join(children)}</w:{name}>',
        st.sampled_from(NAMES_OF_WORD.split()),
        st.sampled_from(["val", "id", "w", "fldCharType", "char", "font", "orient", "instr", "firstColumn",
                         "name", "author"]),
        st.sampled_from(["", "0", "1", "-1", "x", "field:a", "clause:b", "begin", "separate", "end", "99999999999999",
                         "Symbol", "F062", "landscape", "true", *list(BOOKMARKS)[::200]]),
        st.lists(inside, max_size=4),
    ),
    max_leaves=25,
)  # fmt: skip


@settings(UNTIMED, max_examples=50)
@given(st.lists(ELEMENTS.filter(lambda text: text.startswith("<")), max_size=4).map("".join))
def test_words_elements_in_any_disorder_are_read(body: str) -> None:
    assert from_docx(word_file(body), Path("x")).value is not None
    total(word_file(body))
