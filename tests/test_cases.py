"""Every mistake a user can make has a folder in tests/cases: its files, the command, and what rolegen says to it.

Nothing is written whatever the mistake. `pytest --update` rewrites the expected.txt of each folder.
"""

from __future__ import annotations

import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

CASES = Path(__file__).parent / "cases"
FOLDERS = sorted(path.name for path in CASES.iterdir() if path.is_dir())
HOUSE = ROOT / "templates" / "house.docx"
ENTITY = b'<!DOCTYPE x [<!ENTITY house SYSTEM "file:///etc/hostname">]>'

Parts = dict[str, bytes]


def without_heading_3(parts: Parts) -> None:
    change(parts, "word/styles.xml", b'w:val="heading 3"', b'w:val="heading three"')


def with_macros(parts: Parts) -> None:
    change(parts, "[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml")
    change(parts, "[Content_Types].xml", b"openxmlformats-officedocument.wordprocessingml.document.macro", b"ms-word.document.macro")


def as_a_template(parts: Parts) -> None:
    change(parts, "[Content_Types].xml", b"document.main+xml", b"template.main+xml")


def without_a_page(parts: Parts) -> None:
    parts["word/document.xml"] = re.sub(rb"<w:sectPr.*?</w:sectPr>", b"", parts["word/document.xml"], flags=re.DOTALL)


def with_a_control_of_its_own(parts: Parts) -> None:
    name = next(name for name, data in parts.items() if b'"doc:version"' in data)
    change(parts, name, b'"doc:version"', b'"doc:versoin"')


def very_large(parts: Parts) -> None:
    parts["word/media/empty.png"] = bytes(30_000_000)


def with_an_entity(parts: Parts) -> None:
    change(parts, "word/document.xml", b"<w:document", ENTITY + b"<w:document")
    change(parts, "word/document.xml", b"<w:p>", b"<w:p>&house;")


def of_something_else(parts: Parts) -> None:
    parts.clear()
    parts["readme.txt"] = b"Not a Word file."


def change(parts: Parts, name: str, old: bytes, new: bytes) -> None:
    assert old in parts[name], f"{old!r} is no longer in {name}"
    parts[name] = parts[name].replace(old, new, 1)


# The house styles that cannot be read as text are made here, from the one that ships.
HOUSES: Mapping[str, Callable[[Parts], None]] = {
    "the-house-style-lacks-a-style": without_heading_3,
    "the-house-style-has-macros": with_macros,
    "the-house-style-is-a-word-template": as_a_template,
    "the-house-style-has-no-page-set-up": without_a_page,
    "the-house-style-has-a-control-that-nothing-fills": with_a_control_of_its_own,
    "the-house-style-unpacks-to-very-much": very_large,
    "the-house-style-reads-other-files": with_an_entity,
    "the-house-style-is-a-zip-of-something-else": of_something_else,
}


def prepare(name: str, folder: Path) -> None:
    """The case's files, and an output folder that a failing build must leave as it is."""
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("command.txt", "expected.txt"))
    if name in HOUSES:
        make_house(folder / "templates" / "house.docx", HOUSES[name])
    if name == "the-house-style-is-half-a-file":
        (folder / "templates").mkdir()
        (folder / "templates" / "house.docx").write_bytes(HOUSE.read_bytes()[:5000])
    profiles = folder / "profiles"
    if not profiles.is_file():
        profiles.mkdir(exist_ok=True)
        (profiles / "kept.txt").write_text("A note beside the profiles.\n", encoding="utf-8")
        for role in [*folder.glob("*.yaml"), *folder.glob("roles/**/*.yaml")]:
            older = profiles / f"{role.stem}.docx"
            if not older.exists():
                older.write_bytes(b"An older profile.")


def make_house(path: Path, spoil: Callable[[Parts], None]) -> None:
    with zipfile.ZipFile(HOUSE) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    spoil(parts)
    path.parent.mkdir(parents=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def without_folder(text: str, folder: Path) -> str:
    """The text with paths as they would be if the folder were `.`, with slashes on Windows too."""
    here = str(folder)
    return re.sub(re.escape(here) + r"\S*", lambda path: "." + path[0][len(here) :].replace("\\", "/"), text)


def test_there_is_a_folder_for_each_mistake() -> None:
    assert len(FOLDERS) >= 40
    assert set(HOUSES) < set(FOLDERS)


@pytest.mark.parametrize("name", FOLDERS)
def test_a_mistake_is_told_and_nothing_is_written(name: str, run: Run, tmp_path: Path, update: bool) -> None:
    prepare(name, tmp_path)
    before = snapshot(tmp_path)
    assert before, "the case has files"
    arguments = shlex.split((CASES / name / "command.txt").read_text(encoding="utf-8"))
    ran = run(*arguments)
    said = f"exit {ran.code}\n{without_folder(ran.err, tmp_path)}"
    expected = CASES / name / "expected.txt"
    if update:
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
    assert ran.code in (1, 2)
    assert "error: " in ran.err
    assert not ran.out
    assert snapshot(tmp_path) == before
    quiet = run(*arguments, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (ran.code, ran.out, ran.err)
