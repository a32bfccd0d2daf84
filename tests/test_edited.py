"""A Word file that holds what someone typed is never overwritten without --force, whatever program they used."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.text.run import Run as WordRun
from hypothesis import given
from hypothesis import strategies as st

from rolegen.word.package import is_edited
from tests.conftest import ROOT, Ran, Run
from tests.many import contents, council
from tests.samples import UNTIMED, W, levels, raw, repacked, words, write
from tests.typed import Typed, say
from tests.word_files import typed_into

CUSTOM, MAIN = "docProps/custom.xml", "word/document.xml"


def typed_by_python_docx(data: bytes) -> bytes:
    edited, written = docx.Document(BytesIO(data)), BytesIO()
    typed_into(edited, "Typed")
    edited.save(written)
    return written.getvalue()


def saved_by_python_docx(data: bytes) -> bytes:
    written = BytesIO()
    docx.Document(BytesIO(data)).save(written)
    return written.getvalue()


def rewritten(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The zip with every stamp, order and method as it was, and a few bytes of one part changed."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(written, "w") as copy:
        for entry in package.infolist():
            content = package.read(entry)
            assert entry.filename != name or content.count(old) >= 1
            copy.writestr(entry, content.replace(old, new, 1) if entry.filename == name else content)
    return written.getvalue()


def one_word_changed(data: bytes) -> bytes:
    return rewritten(data, MAIN, b"Director", b"Dictator")


def one_word_changed_and_stored(data: bytes) -> bytes:
    return repacked(data, {MAIN: raw(data, MAIN).replace(b"Director", b"Dictator", 1)})


def a_picture_added(data: bytes) -> bytes:
    return repacked(data, {"word/media/image1.png": b"picture"})


def a_part_left_out(data: bytes) -> bytes:
    return repacked(data, {"word/theme/theme1.xml": None})


def as_it_was_before(data: bytes) -> bytes:
    """Saved by a program that packs every part otherwise."""
    written = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as package, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in package.namelist():
            content = package.read(name)
            copy.writestr(name, content.replace(b"\n", b"\n ") if name == MAIN else content + b"\n")
    return written.getvalue()


def of_a_stranger(data: bytes) -> bytes:
    return repacked(data, {CUSTOM: None})


def encrypted(data: bytes) -> bytes:
    """The compound file that Word writes where a file has a password."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504) + data


def locked_zip(data: bytes) -> bytes:
    """Every entry says that it needs a password."""
    spoilt = bytearray(data)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        found = spoilt.find(mark)
        while found >= 0:
            spoilt[found + at] |= 1
            found = spoilt.find(mark, found + 4)
    return bytes(spoilt)


def with_method(method: int) -> Callable[[bytes], bytes]:
    """The file whose properties say that they are packed in such a way."""

    def spoil(data: bytes) -> bytes:
        spoilt = bytearray(data)
        with zipfile.ZipFile(BytesIO(data)) as package:
            local = package.getinfo(CUSTOM).header_offset
        central = data.rfind(CUSTOM.encode()) - 46
        assert data[central : central + 4] == b"PK\x01\x02"
        spoilt[local + 8], spoilt[central + 10] = method, method
        return bytes(spoilt)

    return spoil


def nothing_in_a_zip(_: bytes) -> bytes:
    written = BytesIO()
    zipfile.ZipFile(written, "w").close()
    return written.getvalue()


WAYS: dict[str, Callable[[bytes], bytes]] = {
    "typed in with python-docx": typed_by_python_docx,
    "a word changed, all else as it was": one_word_changed,
    "a word changed, all stored anew": one_word_changed_and_stored,
    "a part added": a_picture_added,
    "a stranger's": of_a_stranger,
    "with a password": encrypted,
    "a zip with a password": locked_zip,
    "deflated, it says": with_method(zipfile.ZIP_DEFLATED),
    "bzip2, it says": with_method(zipfile.ZIP_BZIP2),
    "lzma, it says": with_method(zipfile.ZIP_LZMA),
    "an unknown packing": with_method(93),
    "empty": lambda _: b"",
    "not a zip": lambda _: b"Minutes of the meeting\n" * 50,
    "a zip of nothing": nothing_in_a_zip,
    "cut in half": lambda data: data[: len(data) // 2],
    "without its end": lambda data: data[:-10],
    "without its start": lambda data: data[1000:],
}


@pytest.fixture
def place(tmp_path: Path, run: Run) -> Path:
    """A workspace with profiles, whose roles have all changed since."""
    council(tmp_path, 3)
    assert run("build").code == 0
    write(tmp_path, {"rolegen.yaml": "organisation: Fenmoor County Council\n"})
    return tmp_path


def refused(place: Path, ran: Ran, data: bytes) -> None:
    """A build that left the second profile alone, said so, and made the others."""
    target = place / "profiles" / "ward-001.docx"
    assert ran.code == 1
    assert target.read_bytes() == data
    assert ran.err.count("error: ") == 1
    assert f"failed    {target}" in ran.err
    assert "ward-001.docx was saved by another program since rolegen made it: someone may have typed in it." in ran.err
    assert "--force overwrites it. Nothing was changed." in ran.err


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_rolegen_did_not_write_so_is_left_alone(run: Run, place: Path, way: str) -> None:
    target = place / "profiles" / "ward-001.docx"
    made = target.read_bytes()
    assert not is_edited(made)
    edited = WAYS[way](made)
    assert edited != made
    target.write_bytes(edited)
    ran = run("build")
    refused(place, ran, edited)
    assert [line[:8] for line in ran.out.splitlines()] == ["updated "] * 2
    assert [path.name for path in (place / "profiles").iterdir()] != []
    assert len(contents(place / "profiles")) == 3


@pytest.mark.parametrize("way", [saved_by_python_docx, a_part_left_out, as_it_was_before])
def test_a_file_that_was_only_saved_again_is_replaced_as_nothing_is_lost(
    run: Run, place: Path, way: Callable[[bytes], bytes]
) -> None:
    target = place / "profiles" / "ward-001.docx"
    assert run("build").code == 0
    saved = way(target.read_bytes())
    assert is_edited(saved)
    target.write_bytes(saved)
    assert run("build", "--check").out.count("would update") == 1
    assert (run("build").code, is_edited(target.read_bytes())) == (0, False)


def at_the_foot(data: bytes) -> bytes:
    """A word typed into each page footer."""
    names = [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if "footer" in name and name.endswith(".xml")]
    assert names
    typed = b"<w:p><w:r><w:t>Confidential</w:t></w:r></w:p></w:ftr>"
    return repacked(data, {name: raw(data, name).replace(b"</w:ftr>", typed) for name in names})


def with_a_picture(data: bytes) -> bytes:
    written, edited = BytesIO(), docx.Document(BytesIO(data))
    edited.add_picture(str(ROOT / "docs" / "profile.png"))
    edited.save(written)
    return written.getvalue()


def with_a_comment(data: bytes) -> bytes:
    written, edited = BytesIO(), docx.Document(BytesIO(data))
    edited.add_comment(WordRun(next(edited.element.body.iter(f"{W}r")), edited), "Is this agreed?", "Manager")
    edited.save(written)
    return written.getvalue()


def said_of(where: str, text: str) -> Callable[[bytes], bytes]:
    """Types over a line that is no field: the first that holds these words."""

    def way(data: bytes) -> bytes:
        typed = Typed(data)
        say(next(one for one in typed.root.iter(f"{W}p") if where in words(one)), text)
        return typed.docx()

    return way


BESIDE = {
    "at the foot": at_the_foot,
    "a picture": with_a_picture,
    "a comment": with_a_comment,
    "the status line": said_of(" · Draft", "Fenmoor · Draft · Agreed with the union"),
    "the name of a field": said_of("Location", "Place of work"),
    "the head of a table": said_of("Assessed by", "Tested how"),
    "above the title": said_of("Job and person profile", "Profile of the old kind"),
}


@pytest.mark.parametrize("way", BESIDE.values(), ids=BESIDE)
def test_what_no_role_file_can_hold_is_not_overwritten(run: Run, place: Path, way: Callable[[bytes], bytes]) -> None:
    target = place / "profiles" / "ward-001.docx"
    edited = way(target.read_bytes())
    target.write_bytes(edited)
    refused(place, run("build"), edited)


def in_a_field(data: bytes) -> bytes:
    typed = Typed(data)
    typed.type("location", "Lock House")
    return typed.docx()


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (in_a_field, "help: rolegen import profiles/ward-001.docx takes what was typed into the role file. Or move it"),
        (
            with_a_comment,
            "help: rolegen import profiles/ward-001.docx shows what the role file does not hold. Keep what you",
        ),
        (
            with_a_picture,
            "help: Words or pictures stand beside its fields that rolegen did not put there: move",
        ),
        (encrypted, "help: Move it away, or write to another folder with --out"),
    ],
)
def test_who_is_refused_hears_where_to_go_from_there(
    run: Run, place: Path, way: Callable[[bytes], bytes], told: str
) -> None:
    target = place / "profiles" / "ward-001.docx"
    target.write_bytes(way(target.read_bytes()))
    ran = run("build")
    assert (ran.code, told in ran.err) == (1, True)


def test_force_overwrites_it_and_then_it_is_rolegens_own_again(run: Run, place: Path) -> None:
    target = place / "profiles" / "ward-001.docx"
    target.write_bytes(typed_by_python_docx(target.read_bytes()))
    assert run("build").code == 1
    assert run("build", "--force").out.count("updated") == 1
    assert not is_edited(target.read_bytes())
    assert run("build").out.count("unchanged") == 3


def test_a_check_tells_of_it_and_leaves_it_alone(run: Run, place: Path) -> None:
    target = place / "profiles" / "ward-001.docx"
    edited = typed_by_python_docx(target.read_bytes())
    target.write_bytes(edited)
    ran = run("build", "--check")
    refused(place, ran, edited)
    assert ran.out.count("would update") == 2
    forced = run("build", "--check", "--force")
    assert (forced.code, forced.out.count("would update"), forced.err.count("error: ")) == (1, 3, 0)
    assert target.read_bytes() == edited


def test_an_edited_file_is_told_even_where_the_role_has_not_changed(run: Run, place: Path) -> None:
    assert run("build").code == 0
    target = place / "profiles" / "ward-001.docx"
    edited = one_word_changed(target.read_bytes())
    target.write_bytes(edited)
    refused(place, run("build"), edited)


def test_a_levels_profile_that_is_edited_is_left_alone_too(run: Run, tmp_path: Path) -> None:
    assert run("build", "--level", "director", "--cmt").code == 0
    target = tmp_path / "director-cmt.docx"
    edited = typed_by_python_docx(target.read_bytes())
    target.write_bytes(edited)
    ran = run("build", "--all-levels")
    assert (ran.code, ran.out.count("created"), target.read_bytes()) == (1, 4, edited)
    assert "help: rolegen import director-cmt.docx makes a role file of what was typed. Or move it away" in ran.err


# Files of an earlier rolegen, which carried no digest


def without_digest(data: bytes) -> bytes:
    """The file as an earlier rolegen wrote it."""
    custom = raw(data, CUSTOM)
    (said,) = re.findall(rb'<property [^>]*name="rolegen.built">.*?</property>', custom)
    return rewritten(data, CUSTOM, said, b"")


def test_a_file_of_an_earlier_rolegen_is_updated(run: Run, place: Path) -> None:
    target = place / "profiles" / "ward-001.docx"
    target.write_bytes(without_digest(target.read_bytes()))
    ran = run("build")
    assert (ran.code, ran.out.count("updated")) == (0, 3)


@pytest.mark.parametrize("way", [typed_by_python_docx, one_word_changed_and_stored, of_a_stranger])
def test_a_file_of_an_earlier_rolegen_that_another_program_saved_is_left_alone(
    run: Run, place: Path, way: Callable[[bytes], bytes]
) -> None:
    target = place / "profiles" / "ward-001.docx"
    edited = way(without_digest(target.read_bytes()))
    target.write_bytes(edited)
    refused(place, run("build"), edited)


@UNTIMED
@given(st.data())
def test_no_damaged_file_is_a_bug(data: st.DataObject) -> None:
    spoilt = bytearray(levels()["director-cmt"].docx)
    last = len(spoilt) - 1
    for at in data.draw(st.lists(st.one_of(st.integers(0, last), st.integers(last - 1500, last)), max_size=8)):
        spoilt[at] = data.draw(st.integers(0, 255))
    start, end = data.draw(st.tuples(st.integers(0, last), st.integers(0, last)))
    if data.draw(st.booleans()):
        del spoilt[start:end]
    assert is_edited(bytes(spoilt)) in (True, False)
