"""What the shipped framework and the examples make, word for word; `pytest --update` rewrites the files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import EXAMPLES, ROOT, Run

GOLDEN = Path(__file__).parent / "golden"
LISTINGS = {
    "levels.txt": ["levels"],
    "levels-director.txt": ["levels", "director"],
    "levels-director-cmt.txt": ["levels", "director", "--cmt"],
    "levels-2021.txt": ["levels", "--framework", "2021"],
    "levels-managing-executive-director.txt": ["levels", "managing-executive-director", "--framework", "2021"],
    "levels-compare.txt": ["levels", "--compare"],
    "levels-compare-two.txt": ["levels", "--compare", "managing-director", "director"],
    "levels-compare-csv.txt": ["levels", "--compare", "--format", "csv"],
    "roles.txt": ["roles"],
    "roles-csv.txt": ["roles", "--format", "csv"],
    "roles-json.txt": ["roles", "--format", "json"],
    "roles-transparency.txt": ["roles", "--format", "transparency"],
}


def made_in(folder: Path) -> dict[str, str]:
    """The files of a folder by name, as they are to the byte."""
    return {path.name: path.read_bytes().decode() for path in folder.iterdir()}


def kept_in(folder: Path) -> dict[str, str]:
    """The golden files by name, whatever line ends git gave them."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def compare(made: dict[str, str], kept: Path, update: bool) -> None:
    """Asserts that what was made and the golden files are the same set, and each the same text."""
    if update:
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir(parents=True)
        for name, text in made.items():
            (kept / name).write_bytes(text.encode())
    golden = kept_in(kept)
    assert golden
    assert sorted(made) == sorted(golden)
    for name in sorted(made):
        assert made[name] == golden[name], f"{kept.name}/{name} differs"


def test_every_level_and_variant_reads_as_before(run: Run, tmp_path: Path, update: bool) -> None:
    assert run("build", "--all-levels", "--format", "md").code == 0
    made = made_in(tmp_path)
    assert len(made) >= 5
    compare(made, GOLDEN / "levels", update)


@pytest.mark.parametrize(
    ("name", "flags"),
    [
        ("managing-director", ["managing-director"]),
        ("executive-director", ["executive-director"]),
        ("director-cmt", ["director", "--cmt"]),
        ("director-non-cmt", ["director", "--non-cmt"]),
        ("assistant-director", ["assistant-director"]),
    ],
)
def test_a_level_built_alone_reads_as_it_does_among_all(run: Run, tmp_path: Path, name: str, flags: list[str]) -> None:
    assert run("build", "--format", "md", "--level", *flags).code == 0
    assert made_in(tmp_path) == {f"{name}.md": kept_in(GOLDEN / "levels")[f"{name}.md"]}


def test_every_example_role_reads_as_before(run: Run, tmp_path: Path, update: bool) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    assert run("build", "--format", "md", "--out", "made").code == 0
    made = made_in(tmp_path / "made")
    assert sorted(made) == sorted(f"{path.stem}.md" for path in (EXAMPLES / "roles").iterdir())
    compare(made, GOLDEN / "roles", update)


def test_the_listings_read_as_before(run: Run, tmp_path: Path, update: bool) -> None:
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    made = {}
    for name, command in LISTINGS.items():
        ran = run(*command)
        assert (ran.code, ran.err) == (0, ""), name
        made[name] = ran.out
    compare(made, GOLDEN / "listings", update)


def test_the_frameworks_own_documents_read_as_before(run: Run, tmp_path: Path, update: bool) -> None:
    assert run("levels", "--compare", "--format", "md", "--out", "made").code == 0
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    assert run("levels", "--compare", "--framework", "2021", "--format", "md", "--out", "made").code == 0
    compare(made_in(tmp_path / "made"), GOLDEN / "frameworks", update)


def test_every_folder_of_golden_files_is_compared() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == [
        *("around", "evaluation", "foreign", "frameworks", "levels", "listings", "roles")
    ]


def test_the_page_of_rules_says_what_the_rules_say(run: Run, update: bool) -> None:
    made, page = run("check", "--rules", "--format", "md").out, ROOT / "docs" / "rules.md"
    if update:
        page.write_text(made, "utf-8")
    assert made.count("\n### ") >= 50
    assert page.read_text("utf-8") == made
