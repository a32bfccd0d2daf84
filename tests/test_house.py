"""The house style: any ordinary Word file that anyone has restyled in Word gives every profile its look."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from rolegen.problems import Problem
from tests.conftest import ROOT
from tests.samples import (
    APPROVAL,
    FULL,
    W,
    every,
    find,
    lines,
    needed,
    opened,
    part,
    png,
    raw,
    repacked,
    shop,
    style_names,
    words,
    write,
)

HOUSE = (ROOT / "templates" / "house.docx").read_bytes()
STYLES, HEADER, FOOTER = "word/styles.xml", "word/header1.xml", "word/footer1.xml"


def changed(*changes: tuple[str, str, str]) -> bytes:
    """The shipped house style with words of a part replaced: part, old, new."""
    parts: dict[str, bytes | None] = {}
    for name, old, new in changes:
        text = (parts.get(name) or raw(HOUSE, name)).decode()
        assert old in text
        parts[name] = text.replace(old, new).encode()
    return repacked(HOUSE, parts)


def made(folder: Path, house: bytes, **values: object) -> bytes:
    """The Word file of a role in a workspace with this house style."""
    write(folder, {"rolegen.yaml": "", "templates/house.docx": house})
    return needed(needed(shop(folder)).made({**FULL, **values})).docx


def problems(folder: Path, house: bytes) -> list[Problem]:
    """What is wrong with a house style; never nothing."""
    write(folder, {"rolegen.yaml": "", "templates/house.docx": house})
    checked = shop(folder)
    assert checked.value is None
    assert checked.problems
    assert {problem.rule for problem in checked.problems} == {"house-style"}
    return list(checked.problems)


def test_fonts_colours_and_spacing_are_those_of_the_house_style(tmp_path: Path) -> None:
    house = changed((STYLES, 'w:sz w:val="52"', 'w:sz w:val="60"'))
    assert raw(made(tmp_path, house), STYLES) == raw(house, STYLES) != raw(HOUSE, STYLES)


def test_the_page_is_that_of_the_house_style(tmp_path: Path) -> None:
    house = changed(("word/document.xml", 'w:pgSz w:w="11906" w:h="16838"', 'w:pgSz w:w="12240" w:h="15840"'))
    section = opened(made(tmp_path, house)).sections[-1]
    assert (section.page_width, section.page_height) == (12240 * 635, 15840 * 635)


def test_what_stands_on_the_page_of_the_house_style_is_not_used(tmp_path: Path) -> None:
    assert "House style" in lines(HOUSE)
    assert "House style" not in lines(made(tmp_path, HOUSE))


def test_styles_go_by_their_names_whatever_word_calls_them_inside(tmp_path: Path) -> None:
    renamed = [(STYLES, f'"{old}"', f'"{new}"') for old, new in (("Heading1", "berschrift1"), ("ListBullet", "Aufz"))]
    data = made(tmp_path, changed(*renamed, ("word/numbering.xml", '"ListBullet"', '"Aufz"')))
    names = style_names(data)
    used = {style.get(f"{W}val") for style in every(part(data, "word/document.xml"), ".//w:pStyle | .//w:tblStyle")}
    assert {"berschrift1", "Aufz"} <= used
    assert used <= names.keys()


def test_a_control_that_word_has_split_into_runs_is_filled_as_one(tmp_path: Path) -> None:
    split = "<w:r><w:t>Director of</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t> Finance and ICT</w:t></w:r>"
    house = changed((FOOTER, "<w:r><w:t>Director of Finance and ICT</w:t></w:r>", split))
    control = find(part(made(tmp_path, house), FOOTER), ".//w:sdt[w:sdtPr/w:tag/@w:val='doc:title']")
    assert words(control) == "Director of Bridges: job and person profile"


def test_a_control_that_showed_its_placeholder_shows_a_value(tmp_path: Path) -> None:
    house = changed((FOOTER, '<w:id w:val="1201"/>', '<w:id w:val="1201"/><w:showingPlcHdr/>'))
    footer = part(made(tmp_path, house), FOOTER)
    assert "Director of Bridges" in words(footer)
    assert not every(footer, ".//w:showingPlcHdr")


def test_a_house_style_need_not_have_every_control(tmp_path: Path) -> None:
    header = raw(HOUSE, HEADER).decode()
    start, end = header.index("<w:sdt>"), header.index("</w:sdt>") + len("</w:sdt>")
    house = changed((HEADER, header[start:end], "<w:r><w:t>Fen Council</w:t></w:r>"))
    data = made(tmp_path, house, **APPROVAL)
    assert words(part(data, HEADER)) == "Fen Council"
    assert "Director of Bridges" in words(part(data, FOOTER))


def test_a_logo_in_the_header_comes_along(tmp_path: Path) -> None:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    own = "http://schemas.openxmlformats.org/package/2006/relationships"
    logo = f'<Relationship Id="rId1" Type="{kind}" Target="media/logo.png"/>'
    rels = f'<Relationships xmlns="{own}">{logo}</Relationships>'
    house = repacked(HOUSE, {"word/_rels/header1.xml.rels": rels.encode(), "word/media/logo.png": png()})
    data = made(tmp_path, house)
    header = opened(data).sections[0].header.part
    assert header.related_parts["rId1"].blob == png()
    assert header.related_parts["rId1"].content_type == "image/png"


def test_the_main_part_may_have_another_name(tmp_path: Path) -> None:
    house = repacked(HOUSE, {
        "word/document.xml": None, "word/_rels/document.xml.rels": None,
        "word/document2.xml": raw(HOUSE, "word/document.xml"),
        "word/_rels/document2.xml.rels": raw(HOUSE, "word/_rels/document.xml.rels"),
        "_rels/.rels": raw(HOUSE, "_rels/.rels").replace(b"document.xml", b"document2.xml"),
        "[Content_Types].xml": raw(HOUSE, "[Content_Types].xml").replace(b"document.xml", b"document2.xml"),
    })  # fmt: skip
    data = made(tmp_path, house)
    assert "Director of Bridges" in lines(data)
    assert "word/document.xml" not in zipfile.ZipFile(BytesIO(data)).namelist()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_house_style_may_be_packed_in_any_way(tmp_path: Path, method: int) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(HOUSE)) as package, zipfile.ZipFile(packed, "w", method) as copy:
        copy.writestr("word/", b"")
        for name in reversed(package.namelist()):
            copy.writestr(name, package.read(name))
    data = made(tmp_path, packed.getvalue())
    assert raw(data, STYLES) == raw(HOUSE, STYLES)
    assert zipfile.ZipFile(BytesIO(data)).testzip() is None
    assert {entry.date_time for entry in zipfile.ZipFile(BytesIO(data)).infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_one_may_have_a_house_style_of_ones_own_and_the_shipped_template(tmp_path: Path) -> None:
    write(tmp_path, {"rolegen.yaml": "", "templates/profile.html.j2": "<title>Own</title><p>Own template</p>"})
    data = needed(needed(shop(tmp_path)).made(FULL)).docx
    assert lines(data) == ["Own template"]
    assert raw(data, STYLES) == raw(HOUSE, STYLES)


# --- what cannot serve ------------------------------------------------------------------------------------------------


def test_everything_that_a_house_style_lacks_is_told_at_once(tmp_path: Path) -> None:
    house = changed(
        (STYLES, '<w:name w:val="heading 2"/>', '<w:name w:val="Subheading"/>'),
        (STYLES, '<w:name w:val="List Bullet"/>', '<w:name w:val="Dots"/>'),
        (FOOTER, '"doc:version"', '"doc:verison"'),
    )
    messages = [problem.message for problem in problems(tmp_path, house)]
    assert len(messages) == 3
    for words_of_one in ("heading 2", "list bullet", "doc:verison"):
        assert any(words_of_one in message for message in messages)


def test_no_entity_of_a_house_style_is_ever_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words", encoding="utf-8")
    head = f'<!DOCTYPE w:ftr [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:ftr '
    house = changed(
        (FOOTER, "<w:ftr ", head), (FOOTER, "Director of Finance and ICT", "&e;"), (FOOTER, "Page ", "Page &e;")
    )
    write(tmp_path, {"rolegen.yaml": "", "templates/house.docx": house})
    checked = shop(tmp_path)
    assert checked.value is None
    assert {problem.rule for problem in checked.problems} == {"house-style"}


@pytest.mark.parametrize(
    "data", [b"", b"PK", b"PK\x05\x06" + bytes(18), b"not a zip", HOUSE[:5000], HOUSE[3000:], HOUSE[:-30]]
)
def test_what_is_no_word_file_is_told_and_never_fails_otherwise(tmp_path: Path, data: bytes) -> None:
    (problem,) = problems(tmp_path, data)
    assert problem.place
    assert problem.place.path == tmp_path / "templates" / "house.docx"


@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", STYLES, "word/document.xml"]
)
@pytest.mark.parametrize("content", [None, b"", b"<a>", b"<a/>"])
def test_a_house_style_with_a_broken_part_is_told(tmp_path: Path, name: str, content: bytes | None) -> None:
    assert problems(tmp_path, repacked(HOUSE, {name: content}))


@pytest.mark.parametrize("name", [HEADER, "word/numbering.xml"])
@pytest.mark.parametrize("content", [None, b"<a>"])
def test_a_part_that_the_house_style_names_must_be_there_and_whole(
    tmp_path: Path, name: str, content: bytes | None
) -> None:
    assert problems(tmp_path, repacked(HOUSE, {name: content}))
