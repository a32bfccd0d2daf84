"""Every mistake a user can make has a folder in tests/cases: its files, the command, and what rolegen says to it.

Nothing is written whatever the mistake. `pytest --update` rewrites the expected.txt of each folder.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, Run

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if path.is_dir())
KEPT_BY_WINDOWS = "a-file-name-is-kept-by-windows"
SHIPPED = ROOT / "templates" / "house.docx"
TYPES, MAIN = "[Content_Types].xml", "word/document.xml"
SUMMARY = re.compile(r"^Done in \d+\.\d s: .*\n", re.MULTILINE)
ENTITY = b'<!DOCTYPE x [<!ENTITY host SYSTEM "file:///etc/hostname">]>'

Parts = dict[str, bytes]


def without_heading_3(parts: Parts) -> None:
    change(parts, "word/styles.xml", b'w:val="heading 3"', b'w:val="heading three"')


def saved_with_macros(parts: Parts) -> None:
    plain = b"openxmlformats-officedocument.wordprocessingml.document.main"
    change(parts, TYPES, plain, b"ms-word.document.macroEnabled.main")


def with_a_macro_all_the_same(parts: Parts) -> None:
    parts["word/vbaProject.bin"] = b"A macro."


def saved_as_a_template(parts: Parts) -> None:
    change(parts, TYPES, b"document.main+xml", b"template.main+xml")


def without_a_page(parts: Parts) -> None:
    parts[MAIN], changes = re.subn(rb"<w:sectPr.*?</w:sectPr>", b"", parts[MAIN], flags=re.DOTALL)
    assert changes


def with_a_control_of_its_own(parts: Parts) -> None:
    change(parts, next(name for name in parts if b'"doc:version"' in parts[name]), b'"doc:version"', b'"doc:versoin"')


def with_a_very_large_part(parts: Parts) -> None:
    parts["word/media/empty.png"] = bytes(30_000_000)


def with_an_entity(parts: Parts) -> None:
    header = next(name for name in parts if b'"doc:' in parts[name])
    change(parts, header, b"?>", b"?>" + ENTITY)
    change(parts, header, b"</w:p>", b"<w:r><w:t>&host;</w:t></w:r></w:p>")


def of_something_else(parts: Parts) -> None:
    parts.clear()
    parts["readme.txt"] = b"Not a Word file."


def change(parts: Parts, name: str, old: bytes, new: bytes) -> None:
    assert old in parts[name], f"{old!r} is no longer in {name}"
    parts[name] = parts[name].replace(old, new, 1)


# The house styles of some cases, made from the one that ships: Word files are no good in a diff.
HOUSES: Mapping[str, Callable[[Parts], None]] = {
    "the-house-style-lacks-a-style": without_heading_3,
    "the-house-style-has-macros": saved_with_macros,
    "the-house-style-holds-a-macro": with_a_macro_all_the_same,
    "the-house-style-is-a-word-template": saved_as_a_template,
    "the-house-style-has-no-page-set-up": without_a_page,
    "the-house-style-has-a-control-that-nothing-fills": with_a_control_of_its_own,
    "the-house-style-unpacks-to-very-much": with_a_very_large_part,
    "the-house-style-reads-other-files": with_an_entity,
    "the-house-style-is-a-zip-of-something-else": of_something_else,
}


def half_a_house_style(folder: Path) -> None:
    path = folder / "templates" / "house.docx"
    path.parent.mkdir()
    path.write_bytes(SHIPPED.read_bytes()[:5000])


def a_large_role(folder: Path) -> None:
    (folder / "director-finance.yaml").write_text("title: " + "Director of Finance " * 60_000, encoding="utf-8")


def a_name_windows_keeps(folder: Path) -> None:
    (folder / "con.yaml").write_text("title: Director of Finance\nlevel: director\ncmt: true\n", encoding="utf-8")


# What else no text file in the case's folder can be, on every system.
MADE: Mapping[str, Callable[[Path], None]] = {
    "the-house-style-is-half-a-file": half_a_house_style,
    "the-file-is-larger-than-one-megabyte": a_large_role,
    KEPT_BY_WINDOWS: a_name_windows_keeps,
}


def prepare(name: str, folder: Path) -> None:
    """The case's files, and an output folder that a failing build must leave as it is."""
    ours = shutil.ignore_patterns("command.txt", "expected.txt")
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True, ignore=ours)
    if name in HOUSES:
        make_house(folder / "templates" / "house.docx", HOUSES[name])
    if name in MADE:
        MADE[name](folder)
    profiles = folder / "profiles"
    if profiles.is_file():
        return
    profiles.mkdir(exist_ok=True)
    (profiles / "kept.txt").write_text("A note beside the profiles.\n", encoding="utf-8")
    for role in [*folder.glob("*.yaml"), *folder.glob("roles/**/*.yaml")]:
        older = profiles / f"{role.stem}.docx"
        if not older.exists():
            older.write_bytes(b"An older profile.")


def make_house(path: Path, spoil: Callable[[Parts], None]) -> None:
    with zipfile.ZipFile(SHIPPED) as package:
        parts = {entry.filename: package.read(entry) for entry in package.infolist()}
    spoil(parts)
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def called(text: str, folder: Path, name: str) -> str:
    """The text with the folder called by a name, and slashes in the paths below it on Windows too."""
    here = re.escape(str(folder))
    return re.sub(here + r"(\S*)", lambda path: name + path[1].replace("\\", "/"), text)


def test_every_mistake_has_its_folder() -> None:
    assert len(NAMES) >= 40
    assert {*HOUSES, *MADE} < set(NAMES)


@pytest.mark.parametrize("name", [name for name in NAMES if os.name != "nt" or name != KEPT_BY_WINDOWS])
def test_a_mistake_is_told_and_nothing_is_written(name: str, run: Run, tmp_path: Path, update: bool) -> None:
    prepare(name, tmp_path)
    before = snapshot(tmp_path)
    assert "profiles" in before or "profiles/kept.txt" in before
    arguments = shlex.split((CASES / name / "command.txt").read_text(encoding="utf-8"))
    ran = run(*arguments)
    assert snapshot(tmp_path) == before
    assert ran.code in (1, 2)
    assert "error: " in ran.err
    assert not ran.out
    problems = SUMMARY.sub("", ran.err)
    quiet = run(*arguments, "--quiet")
    assert (quiet.code, quiet.out, quiet.err) == (ran.code, ran.out, problems)
    said = f"exit {ran.code}\n{called(called(problems, tmp_path, '.'), ROOT, '(rolegen)')}"
    expected = CASES / name / "expected.txt"
    if update:
        expected.write_text(said, encoding="utf-8", newline="\n")
    assert said == expected.read_text(encoding="utf-8")
