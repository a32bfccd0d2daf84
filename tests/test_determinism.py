"""The same files give the same bytes: on any day, in any folder, under any settings of the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, ROOT, Run
from tests.samples import EVERYTHING, Made, everything, examples, levels

HOUSE = (ROOT / "templates" / "house.docx").read_bytes()


def rolegen(here: Path, *arguments: str, umask: int = -1, environment: Mapping[str, str] | None = None) -> None:
    """Runs rolegen in a process of its own, standing in a folder."""
    subprocess.run(
        [sys.executable, "-m", "rolegen", *arguments],
        cwd=here,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(environment or {})},
        umask=umask,
        capture_output=True,
        check=True,
        timeout=120,
    )


def workspace(folder: Path) -> Path:
    """A copy of the example workspace, which names both formats."""
    return Path(shutil.copytree(EXAMPLES, folder, ignore=shutil.ignore_patterns("profiles")))


def written(folder: Path, prefix: str = "") -> Mapping[str, Made]:
    """The profiles in a folder."""
    files = sorted(folder.glob("*.docx"))
    return {prefix + path.stem: Made(path.read_bytes(), path.with_suffix(".md").read_text("utf-8")) for path in files}


# Several at once: a process for each would tell the same more slowly.
SETTINGS: dict[str, Mapping[str, str]] = {
    "hash seed 0, no locale": {"PYTHONHASHSEED": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "hash seed 1, another time zone": {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8"},
    "random hashes, Turkish": {"PYTHONHASHSEED": "random", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "no assertions": {"PYTHONOPTIMIZE": "2"},
}


@pytest.mark.parametrize("name", SETTINGS)
def test_the_bytes_do_not_depend_on_the_settings_of_the_machine(name: str, tmp_path: Path) -> None:
    place = workspace(tmp_path / "place")
    rolegen(place, "build", environment=SETTINGS[name])
    made = written(place / "profiles", "role-")
    assert len(made) == 11
    assert made == examples()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no umask")
@pytest.mark.parametrize("umask", [0o077, 0o022])
def test_the_bytes_do_not_depend_on_the_umask(umask: int, tmp_path: Path) -> None:
    rolegen(tmp_path, "build", "--all-levels", "--format", "docx,md", umask=umask)
    assert (tmp_path / "director-cmt.docx").stat().st_mode & 0o777 == 0o666 & ~umask
    assert written(tmp_path) == levels()


def test_the_bytes_do_not_depend_on_where_the_user_stands_or_the_workspace_lies(tmp_path: Path) -> None:
    place = workspace(tmp_path / "Fen & Moor, Siân’s (2)")
    elsewhere = tmp_path / "else" / "where"
    elsewhere.mkdir(parents=True)
    rolegen(elsewhere, "build", str(place), "--out", "made")
    made = written(elsewhere / "made", "role-")
    assert len(made) == 11
    assert made == examples()


def test_the_bytes_do_not_depend_on_the_clock(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time, "time", lambda: 4_102_444_800.0)  # the first day of 2100
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    assert run("build", "--all-levels", "--format", "docx,md").code == 0
    assert written(tmp_path) == levels()


def test_the_bytes_of_one_role_do_not_depend_on_the_others_built_with_it(tmp_path: Path, run: Run) -> None:
    place = workspace(tmp_path / "place")
    assert run("build", place / "roles" / "director-finance.yaml").code == 0
    made = written(place / "profiles", "role-")
    assert made == {"role-director-finance": examples()["role-director-finance"]}


# --- the zip file -----------------------------------------------------------------------------------------------------


def entries(data: bytes) -> dict[str, zipfile.ZipInfo]:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {entry.filename: entry for entry in package.infolist()}


def packed(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of an entry as they lie in the file, unpacked by nobody."""
    start = entry.header_offset + 30
    start += sum(int.from_bytes(data[at : at + 2], "little") for at in (start - 4, start - 2))
    return data[start : start + entry.compress_size]


@pytest.mark.parametrize("name", EVERYTHING)
def test_every_entry_has_the_same_stamp_and_says_nothing_of_the_machine(name: str) -> None:
    found = entries(everything()[name].docx).values()
    assert len(found) > 10
    assert {entry.date_time for entry in found} == {(1980, 1, 1, 0, 0, 0)}
    assert {(entry.create_system, entry.external_attr, entry.internal_attr) for entry in found} == {(0, 0, 0)}
    assert {(entry.extra, entry.comment, entry.flag_bits) for entry in found} == {(b"", b"", 0)}


def test_the_order_of_the_parts_is_the_same_in_every_file() -> None:
    orders = {tuple(entries(made.docx)) for made in everything().values()}
    assert len(everything()) == 16
    assert len(orders) == 1
    assert orders.pop()[0] == "[Content_Types].xml"


def test_parts_that_vary_are_stored_and_the_house_styles_are_copied_bit_for_bit() -> None:
    house = entries(HOUSE)
    files = [made.docx for made in everything().values()]
    contents: dict[str, set[bytes]] = {}
    for data in files:
        for name, entry in entries(data).items():
            contents.setdefault(name, set()).add(packed(data, entry))
            assert entry.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    varying = {name for name, kinds in contents.items() if len(kinds) > 1}
    assert varying >= {"word/document.xml", "word/footer1.xml", "docProps/core.xml", "docProps/custom.xml"}
    own = entries(files[0])
    assert {own[name].compress_type for name in varying} == {zipfile.ZIP_STORED}
    copied = {name for name in house if contents[name] == {packed(HOUSE, house[name])}}
    assert copied >= {"word/styles.xml", "word/theme/theme1.xml", "word/settings.xml", "word/fontTable.xml"}
    assert {own[name].compress_type for name in own.keys() - copied} == {zipfile.ZIP_STORED}
    assert {name: own[name].CRC for name in copied} == {name: house[name].CRC for name in copied}


def test_text_files_have_unix_line_ends_and_no_mark_of_byte_order() -> None:
    for made in everything().values():
        assert made.markdown.endswith("\n")
        assert not made.markdown.endswith("\n\n")
        assert "\r" not in made.markdown
        assert not made.markdown.startswith("\ufeff")
