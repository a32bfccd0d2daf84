"""One field three ways: as built, as in YAML now, as in Word now."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolegen.form.answers import Line
from rolegen.intake.merging import Merged, digest_of, merged, origins_of
from tests.samples import UNTIMED

BUDGET, AUDIT, STAFF, DEBT = (
    ("Set a balanced budget that councillors can approve.",),
    ("Answer to the external auditor for the accounts.",),
    ("Lead two hundred staff in four teams.",),
    ("Borrow within the limits that Full Council sets.",),
)
BUDGET_2 = ("Set a balanced budget each March that councillors can approve.",)
AUDIT_2 = ("Answer to the internal and the external auditor for the accounts.",)
AUDIT_3 = ("Answer to the external auditor for the annual accounts.",)
GIT = shutil.which("git") or ""
NEW, OTHER = ("Chair the pension board.",), ("Insure every building.",)


def three(base: Sequence[Line], ours: Sequence[Line], theirs: Sequence[Line], *, listed: bool = True) -> Merged:
    return merged([*map(digest_of, base)], ours, theirs, listed=listed)


@pytest.mark.parametrize("listed", [False, True])
def test_a_value_that_nobody_changed_is_the_same(listed: bool) -> None:
    assert three([BUDGET], [BUDGET], [BUDGET], listed=listed) == Merged("same", (BUDGET,), (0,))
    assert three([], [], [], listed=listed) == Merged("same", (), ())


@pytest.mark.parametrize("listed", [False, True])
def test_a_value_that_only_the_yaml_changed_is_kept(listed: bool) -> None:
    assert three([BUDGET], [BUDGET_2], [BUDGET], listed=listed) == Merged("kept", (BUDGET_2,), (0,))
    assert three([], [NEW], [], listed=listed) == Merged("kept", (NEW,), (0,))
    assert three([NEW], [], [NEW], listed=listed) == Merged("kept", (), ())


@pytest.mark.parametrize("listed", [False, True])
def test_a_value_that_only_word_changed_is_taken(listed: bool) -> None:
    assert three([BUDGET], [BUDGET], [BUDGET_2], listed=listed) == Merged("taken", (BUDGET_2,), (0,))
    assert three([], [], [NEW], listed=listed) == Merged("taken", (NEW,), (None,))
    assert three([NEW], [NEW], [], listed=listed) == Merged("taken", (), ())


@pytest.mark.parametrize("listed", [False, True])
def test_a_value_that_both_changed_in_one_way_is_agreed(listed: bool) -> None:
    assert three([BUDGET], [BUDGET_2], [BUDGET_2], listed=listed).how == "agreed"
    assert three([BUDGET], [], [], listed=listed).how == "agreed"


@pytest.mark.parametrize("listed", [False, True])
def test_a_value_that_both_changed_differently_is_a_conflict_and_stays(listed: bool) -> None:
    assert three([AUDIT], [AUDIT_2], [AUDIT_3], listed=listed) == Merged("conflict", (AUDIT_2,), (0,))
    assert three([AUDIT], [AUDIT_2], [], listed=listed).how == "conflict"
    assert three([AUDIT], [], [AUDIT_2], listed=listed).how == "conflict"
    assert three([], [NEW], [OTHER], listed=listed).how == "conflict"


def test_without_a_manifest_every_difference_is_an_edit() -> None:
    assert merged(None, [BUDGET, AUDIT], [BUDGET, AUDIT_2], listed=True).how == "taken"
    assert merged(None, [BUDGET], [BUDGET], listed=True).how == "same"
    assert merged(None, [], [NEW]) == Merged("taken", (NEW,), (None,))


def test_white_space_is_no_change_and_stays_as_the_yaml_has_it() -> None:
    spaced = ("Set  a balanced budget\nthat councillors can\u00a0approve. ",)
    assert three([BUDGET], [BUDGET], [spaced]).how == "same"
    found = three([BUDGET, AUDIT], [spaced, AUDIT], [BUDGET, AUDIT_2])
    assert found == Merged("taken", (spaced, AUDIT_2), (0, 1))


def test_typography_is_a_change() -> None:
    assert three([("The Council's",)], [("The Council's",)], [("The Council’s",)]).how == "taken"


def test_an_item_edited_here_and_another_there_go_together() -> None:
    base = [BUDGET, AUDIT, STAFF, DEBT]
    found = three(base, [BUDGET_2, AUDIT, STAFF, DEBT], [BUDGET, AUDIT, STAFF, NEW])
    assert found == Merged("merged", (BUDGET_2, AUDIT, STAFF, NEW), (0, 1, 2, None))
    neighbours = three(base, [BUDGET_2, AUDIT, STAFF, DEBT], [BUDGET, AUDIT_2, STAFF, DEBT])
    assert neighbours == Merged("merged", (BUDGET_2, AUDIT_2, STAFF, DEBT), (0, 1, 2, 3))


def test_items_taken_out_here_and_put_in_there_go_together() -> None:
    base = [BUDGET, AUDIT, STAFF]
    assert three(base, [BUDGET, STAFF], [BUDGET, AUDIT, STAFF, NEW]).lines == (BUDGET, STAFF, NEW)
    assert three(base, [BUDGET, AUDIT, NEW, STAFF], [BUDGET, AUDIT_2, STAFF]).lines == (BUDGET, AUDIT_2, NEW, STAFF)
    assert three(base, [BUDGET, AUDIT, STAFF, NEW], [BUDGET, AUDIT, STAFF, OTHER]).lines == (*base, NEW, OTHER)
    assert three(base, [BUDGET, AUDIT, STAFF, NEW], [BUDGET_2, AUDIT, STAFF, NEW]).lines == (
        BUDGET_2,
        AUDIT,
        STAFF,
        NEW,
    )


def test_one_item_that_both_sides_changed_is_a_conflict_of_the_whole() -> None:
    base = [BUDGET, AUDIT, STAFF]
    for ours, theirs in (
        ([BUDGET, AUDIT_2, STAFF], [BUDGET, AUDIT_3, NEW]),
        ([BUDGET, STAFF], [BUDGET, AUDIT_2, STAFF]),
        ([BUDGET, AUDIT_2, STAFF], [BUDGET, STAFF]),
        ([*base, NEW], [*base, ("Chair the pension board and its committees.",)]),
        ([NEW, *base], [*base, NEW]),
    ):
        assert three(base, ours, theirs) == Merged("conflict", tuple(ours), tuple(range(len(ours))))


def test_an_item_keeps_its_origin_when_it_is_reworded_moved_or_both() -> None:
    old = [BUDGET, AUDIT, STAFF]
    assert origins_of(old, [BUDGET_2, AUDIT, STAFF]) == (0, 1, 2)
    assert origins_of(old, [STAFF, BUDGET, AUDIT]) == (2, 0, 1)
    assert origins_of(old, [STAFF, AUDIT_2, BUDGET_2]) == (2, 1, 0)
    assert origins_of(old, [NEW, AUDIT]) == (None, 1)
    assert origins_of([BUDGET, BUDGET], [BUDGET, BUDGET, BUDGET]) == (0, 1, None)
    assert origins_of([], [NEW]) == (None,)


def test_what_is_quite_another_item_does_not_take_over_the_origin_of_one_that_is_gone() -> None:
    assert origins_of([BUDGET, AUDIT], [BUDGET, OTHER]) == (0, None)


WORDS = ["audit", "budget", "council", "debt", "estate", "fleet", "grants", "housing"]
LINES = st.lists(st.tuples(st.sampled_from(WORDS)), max_size=6)


@UNTIMED
@given(LINES, LINES, LINES)
def test_a_merge_loses_nothing_and_makes_nothing_up(base: list[Line], ours: list[Line], theirs: list[Line]) -> None:
    found = three(base, ours, theirs)
    count, kept = Counter(found.lines), [n for n in found.origins if n is not None]
    assert len(found.lines) == len(found.origins)
    assert len(set(kept)) == len(kept)
    if found.how == "conflict":
        assert list(found.lines) == ours
        assert ours not in (base, theirs)
        assert theirs != base
        return
    assert not count - (Counter(ours) | Counter(theirs))
    for line in set(WORDS):
        was, here, there = (side.count((line,)) for side in (base, ours, theirs))
        if here == was:
            assert count[(line,)] == there
        elif there == was:
            assert count[(line,)] == here


@UNTIMED
@given(LINES, LINES, LINES)
def test_a_conflict_does_not_depend_on_the_side(base: list[Line], ours: list[Line], theirs: list[Line]) -> None:
    one, other = three(base, ours, theirs), three(base, theirs, ours)
    assert (one.how == "conflict") == (other.how == "conflict")
    if one.how != "conflict":
        assert Counter(one.lines) == Counter(other.lines)


@pytest.mark.skipif(not GIT, reason="git is not here to merge files with")
def test_where_git_merges_three_files_the_lines_are_the_same(tmp_path: Path) -> None:
    both = 0
    for n, (base, ours, theirs) in enumerate(CASES):
        paths = [tmp_path / f"{n}-{name}" for name in ("ours", "base", "theirs")]
        for path, lines in zip(paths, (ours, base, theirs), strict=True):
            path.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        ran = subprocess.run([GIT, "merge-file", "-p", *paths], capture_output=True, check=False, encoding="utf-8")
        if ran.returncode == 0:
            was, here, there = ([(line,) for line in lines] for lines in (base, ours, theirs))
            found = three(was, here, there)
            assert [line for (line,) in found.lines] == ran.stdout.splitlines(), (base, ours, theirs)
            both += found.how == "merged"
    assert both >= 4


TEN = [f"Line {word}" for word in (*WORDS, "insurance", "jobs")]
CASES = [
    (TEN, ["Other", *TEN[1:]], [*TEN[:5], *TEN[6:]]),
    (TEN, [*TEN[:2], "New", *TEN[2:]], [*TEN[:8], "Another", *TEN[9:]]),
    (TEN, TEN[3:], [*TEN, "Last"]),
    (TEN, ["First", *TEN], TEN[:-2]),
    (TEN, [*TEN[:4], "X", "Y", *TEN[6:]], ["Z", *TEN[1:]]),
    (TEN, TEN, TEN[2:]),
    (TEN, [], TEN),
    (TEN, [*TEN[:5], "X", *TEN[6:]], [*TEN[:5], "Y", *TEN[6:]]),
]
