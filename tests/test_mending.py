"""What is certain is mended in the YAML files: the words alone, never those that somebody approved, and shown."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen import workspace
from rolegen.lint.approved import without_approved
from rolegen.lint.finding import Finding, Hit
from rolegen.lint.mending import mended
from rolegen.lint.spelt import spelt
from rolegen.problems import Checked, Place, Problem
from rolegen.source import Source, parse
from rolegen.yamledit.nodes import Sheet
from tests.conftest import Run, stamps
from tests.linted import council, few_rules, framework, role, rules_told
from tests.samples import APPROVAL, UNTIMED, as_yaml, needed, shipped, write

few = few_rules  # the fixture
VALUES = {**APPROVAL, "approved_by": "The Council", "version": "1", "framework": "1"}
APPROVED = "".join(f"{key}: {as_yaml(one)}\n" for key, one in VALUES.items())
SETTINGS = "rules: {american-spelling: error}\n"
SPELLING = "american-spelling"

# A purpose as it is written, and as it is written when it is mended.
MENDS = {
    "plain": ("Organize it.", "Organise it."),
    "plain, over two lines": ("Plan,\n  organize and\n  color it.", "Plan,\n  organise and\n  colour it."),
    "in double quotes": ('"Organize: it"  # organize', '"Organise: it"  # organize'),
    "in single quotes": ("'It''s to organize; it''s color.'", "'It''s to organise; it''s colour.'"),
    "folded": (">-\n  In  order\n  organize.\n\n  Color\n  it.", ">-\n  In  order\n  organise.\n\n  Colour\n  it."),
    "as lines": ("|\n  organize\n    color\n", "|\n  organise\n    colour\n"),
    "with letters of other scripts": ("Ŵyre 😀 organize é color.", "Ŵyre 😀 organise é colour."),
    "with escapes": ('"Organize\\tthe color of caf\\u00e9s"', None),
}  # fmt: skip


@pytest.mark.parametrize("manner", MENDS)
def test_only_the_wrong_words_change(run: Run, tmp_path: Path, manner: str) -> None:
    wrong, right = MENDS[manner]
    council(tmp_path, {"bridges": f"# Organize.\n{role(wrong)}\n\n# color"}, SETTINGS)
    path = tmp_path / "roles" / "bridges.yaml"
    before, value = path.read_bytes(), needed(parse(path.read_bytes(), path)).at(("purpose",))
    ran = run("check", "--fix")
    after = path.read_bytes()
    assert needed(parse(after, path)).at(("purpose",)) == _mended(str(value))
    assert SPELLING not in rules_told(ran.err)
    assert ran.code == 0
    if right is not None:
        assert after.decode() == before.decode().replace(wrong, right, 1)


def _mended(text: str) -> str:
    return text.replace("rganize", "rganise").replace("olor", "olour")


def test_windows_line_ends_and_a_byte_order_mark_stay(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {}, SETTINGS)
    path = tmp_path / "roles" / "bridges.yaml"
    before = b"\xef\xbb\xbf" + role(">-\n  Please\n  organize it.").replace("\n", "\r\n").encode()
    path.write_bytes(before)
    assert run("check", "--fix").code == 0
    assert path.read_bytes() == before.replace(b"organize", b"organise")


def test_a_second_time_changes_nothing(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Organize it.", "Color it.")}, SETTINGS)
    first = run("check", "--fix")
    assert "1 file mended." in first.err
    assert first.out
    before = stamps(tmp_path)
    second = run("check", "--fix")
    assert (second.code, second.out) == (0, "")
    assert "No file mended." in second.err
    assert stamps(tmp_path) == before


def test_a_diff_shows_what_a_fix_writes_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Organize it.", "Color it.")}, SETTINGS)
    before = stamps(tmp_path)
    shown = run("check", "--diff")
    assert shown.code == 1, "nothing is mended yet"
    assert stamps(tmp_path) == before
    assert shown.out.splitlines()[:4] == [
        "--- a/roles/bridges.yaml", "+++ b/roles/bridges.yaml", "@@ -1,9 +1,9 @@", " title: Director of Bridges",
    ]  # fmt: skip
    assert [line for line in shown.out.splitlines()[2:] if line[:1] in "+-"] == [
        "-purpose: Organize it.", "+purpose: Organise it.", "-    text: Color it.", "+    text: Colour it.",
    ]  # fmt: skip
    assert run("check", "--fix").out == shown.out


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not there")
@pytest.mark.parametrize("end", ["\n", ""])
def test_git_takes_the_diff(run: Run, tmp_path: Path, end: str) -> None:
    text = f"{role('Organize it.')}location: Color House{end}"
    council(tmp_path, {"bridges": text}, SETTINGS)
    write(tmp_path, {"mends.diff": run("check", "--diff").out})
    git: list[Any] = ["git", "apply", "mends.diff"]
    subprocess.run(git, cwd=tmp_path, check=True)
    by_git = (tmp_path / "roles" / "bridges.yaml").read_bytes()
    assert by_git == text.replace("Organize", "Organise").replace("Color", "Colour").encode()


def test_framework_and_settings_are_mended_too(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Organize it.")}, f"statements: [The color of money]\n{SETTINGS}")
    framework(tmp_path, "Organize the council.", "Colors nothing; color.")
    ran = run("check", "--fix")
    assert ran.code == 0
    assert "4 files mended." in ran.err
    for name, words in {
        "rolegen.yaml": "[The colour of money]",
        "data/responsibilities.yaml": "text: Organise the council.",
        "data/descriptors.yaml": "descriptor: Colors nothing; colour.",
        "roles/bridges.yaml": "purpose: Organise it.",
    }.items():
        assert words in (tmp_path / name).read_text(encoding="utf-8")


def test_of_a_role_that_is_named_only_its_own_words_are_mended(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role("Organize it."), "canals": role("Color it.")}, SETTINGS)
    framework(tmp_path, "Organize the council.")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*.yaml")}
    assert run("check", "bridges", "--fix").code == 1, "the framework is not mended"
    assert [path.name for path, data in before.items() if path.read_bytes() != data] == ["bridges.yaml"]


def test_what_is_allowed_or_in_the_baseline_is_not_mended(run: Run, tmp_path: Path) -> None:
    allowed = "Organize it.  # rolegen: allow american-spelling: the firm is called so"
    council(tmp_path, {"bridges": role(allowed), "canals": role("Color it.")}, SETTINGS)
    assert run("check", "canals", "--write-baseline").code == 0
    before = stamps(tmp_path)
    assert run("check", "--fix").code == 0
    assert stamps(tmp_path) == before
    assert run("check", "--fix", "--no-baseline").code == 0
    assert "Colour it." in (tmp_path / "roles" / "canals.yaml").read_text(encoding="utf-8")


def test_an_approved_role_keeps_its_words_and_that_is_said_once(run: Run, tmp_path: Path) -> None:
    roles = {f"bridges-{n}": role("Organize it.", "Color it.") + APPROVED for n in range(5)}
    council(tmp_path, roles, SETTINGS)
    before = stamps(tmp_path)
    ran = run("check", "--fix")
    assert (ran.code, ran.out) == (1, "")
    assert stamps(tmp_path) == before
    assert ran.err.count("[not-mended]") == 1
    assert (
        "10 certain mends are not made in words that were approved: "
        "those of bridges-0, bridges-1, bridges-2 and 2 more."
    ) in ran.err


@pytest.mark.parametrize("why", ["adopted", "approved roles stand on it"])
def test_a_framework_that_somebody_relies_on_keeps_its_words(run: Run, tmp_path: Path, why: str) -> None:
    council(tmp_path, {"bridges": role() + (APPROVED if why != "adopted" else "")}, SETTINGS)
    adoption = ", adoption: {approved_by: Full Council, approved_on: 2026-01-02}" if why == "adopted" else ""
    framework(tmp_path, "Organize the council.", "Color it.", adoption)
    before = stamps(tmp_path)
    ran = run("check", "--fix")
    assert (ran.code, ran.out) == (1, "")
    assert stamps(tmp_path) == before
    assert ran.err.count("[not-mended]") == 1
    reason = (
        "This framework is adopted: approved by Full Council"
        if why == "adopted"
        else "bridges is approved on these words."
    )
    assert f"2 certain mends are not made here. {reason}" in ran.err
    assert "rolegen init --framework-version NEW" in ran.err


def test_the_framework_that_comes_with_rolegen_is_never_written(tmp_path: Path) -> None:
    council(tmp_path, {})
    place, known = needed(workspace.find(tmp_path)), shipped().workshop.frameworks.current
    finding = _finding(known.source.path, ("themes", 0, "title"), Hit(0, 1, "", mend="A"), "A")
    certain, notes = without_approved([finding, finding], known, place)
    assert certain == ()
    assert [note.message for note in notes] == [
        "2 certain mends are not made here. The framework that comes with rolegen is not yours to change."
    ]


def test_a_draft_on_an_older_version_keeps_nobody_from_mending_the_framework(run: Run, tmp_path: Path) -> None:
    council(tmp_path, {"bridges": role() + "framework: '1'\n"}, SETTINGS)
    framework(tmp_path, "Organize the council.")
    assert run("check", "--fix").code == 0


@pytest.mark.parametrize(
    "arguments", [["--fix", "--diff"], ["--fix", "--format", "json"], ["--diff", "--format", "github"],
                  ["--fix", "--framework", "1"]]
)  # fmt: skip
def test_flags_that_do_not_go_with_each_other_are_refused(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    council(tmp_path, {"bridges": role("Organize it.")}, SETTINGS)
    before = stamps(tmp_path)
    assert run("check", *arguments).code == 2
    assert stamps(tmp_path) == before


def test_a_mend_shows_what_it_brings_about_and_all_of_it_is_in_one_diff(tmp_path: Path) -> None:
    path = tmp_path / "bridges.yaml"
    path.write_text("purpose: color color it\n", encoding="utf-8")

    def found(data: bytes) -> tuple[Finding, ...]:
        value = str(needed(parse(data, path)).at(("purpose",)))
        hits = [Hit(9, 20, "doubled", mend="color")] if "color color" in value else []
        hits += [Hit(at, at + 5, "spelling", mend="colour") for at in [value.find("color")] if at >= 0]
        return tuple(_finding(path, ("purpose",), hit, value[hit.start : hit.end]) for hit in hits)

    made = mended(found(path.read_bytes())[1:], lambda _, data: found(data))
    assert made.after[path] == b"purpose: colour colour it\n"
    doubled = [
        _finding(path, ("purpose",), Hit(0, 11, "doubled", mend="color"), "color color"),
        *found(path.read_bytes())[1:],
    ]
    made = mended(doubled, lambda _, data: found(data))
    assert made.after[path] == b"purpose: colour it\n"
    assert [*made.diff()][3:] == ["-purpose: color color it", "+purpose: colour it"]


def _finding(path: Path, keys: tuple[str | int, ...], hit: Hit, words: str) -> Finding:
    return Finding(Problem("rule", hit.message, Place(path, 1, 1), "Write it right."), words, keys, hit)


def test_a_file_is_read_as_often_for_many_mends_as_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reads(many: int) -> int:
        (path := tmp_path / "role.yaml").write_text("duties:\n" + "  - Lead color.\n" * many, encoding="utf-8")
        hit = Hit(5, 10, "", mend="colour")
        seen: list[Path] = []

        def counted(data: bytes, path: Path) -> Checked[Source]:
            seen.append(path)
            return parse(data, path)

        monkeypatch.setattr("rolegen.lint.mending.parse", counted)
        made = mended([_finding(path, ("duties", n), hit, "color") for n in range(many)], lambda *_: ())
        assert made.after[path].count(b"Lead colour.") == many
        return len(seen)

    assert 0 < reads(1) == reads(40)


def test_a_file_that_changed_in_the_meantime_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "bridges.yaml"
    path.write_text("purpose: Now color it.\n", encoding="utf-8")
    made = mended([_finding(path, ("purpose",), Hit(0, 5, "", mend="colour"), "color")], lambda *_: ())
    assert made.after == {}
    assert [problem.message for problem in made.problems] == ["This file has changed since it was looked at."]


def test_what_cannot_be_mended_is_told_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "bridges.yaml"
    path.write_text("a: {b: x y}\n", encoding="utf-8")
    made = mended([_finding(path, ("a", "b"), Hit(1, 2, "", mend="\x07"), "")], lambda *_: ())
    assert made.after == {}
    (told,) = made.problems
    assert (told.rule, told.severity) == ("not-mended", "warning")
    assert "Make this change by hand. Write it right." in told.hint


QUOTED = st.text(st.sampled_from("ab'\"\\ \n:#é😀-"), min_size=1, max_size=24)


@UNTIMED
@given(QUOTED, st.sampled_from(["plain", "'", '"', "|", ">"]), st.data())
def test_any_words_of_any_value_are_replaced_as_wanted_or_not_at_all(
    text: str, manner: str, data: st.DataObject
) -> None:
    raw = _written(text, manner)
    path = Path("role.yaml")
    source = parse(raw.encode(), path)
    value = source.value.at(("purpose",)) if source.value and not source.problems else None
    if not isinstance(value, str) or not value:
        return
    start = data.draw(st.integers(0, len(value) - 1))
    end = data.draw(st.integers(start, len(value)))
    sheet = Sheet(raw)
    found = spelt(raw, sheet.root.children[0].node) if sheet.root else None
    span = found.span(start, end, value) if found else None
    if span and found:
        part, wanted = raw[span[0] : span[1]], found.written(value[start:end])
        assert part == wanted or ("\n" in part and part.split() == wanted.split())


def _written(text: str, manner: str) -> str:
    if manner == "'":
        return "purpose: '" + text.replace("'", "''").replace("\n", "\n  ") + "'\n"
    if manner == '"':
        return "purpose: " + as_yaml(text) + "\n"
    body = text.replace("\n", "\n  ")
    return f"purpose: {manner}\n  {body}\n" if manner in "|>" else f"purpose: {body}\n"
