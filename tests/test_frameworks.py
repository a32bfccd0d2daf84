"""The random frameworks that other tests build on: sound, unlike one another, and with all that there can be."""

from __future__ import annotations

from pathlib import Path

from rolegen.framework import Clause, Framework
from tests.frameworks import random_framework, random_values, written

MANY = 40


def test_every_seed_makes_a_sound_framework_of_its_own() -> None:
    known = [random_framework(seed, odd=seed % 2 == 1) for seed in range(MANY)]
    assert len({one.about.name for one in known}) == MANY
    for one in known:
        assert 2 <= len(one.levels) <= 8
        assert 1 <= len(one.themes) <= 9
        assert all(1 <= len(theme.clauses) <= 12 for theme in one.themes)
        assert all(_is_somebodys(one, clause) for _, clause in one.clauses())


def _is_somebodys(known: Framework, clause: Clause) -> bool:
    return any(clause.wording(level.id, name) for level in known.levels for name in level.variants or ("",))


def test_together_they_have_all_that_a_framework_can_have() -> None:
    known = [random_framework(seed, odd=True) for seed in range(MANY)]
    clauses = [clause for one in known for _, clause in one.clauses()]
    variants = {name for one in known for level in one.levels for name in level.variants}
    wordings = [wording for clause in clauses for wording in clause.levels.values()]
    texts = "".join(clause.text or "" for clause in clauses)
    assert {"cmt", "non-cmt", "large", "place"} <= variants
    assert {len(one.levels) for one in known} == set(range(2, 9))
    assert {len(one.themes) for one in known} >= {1, 9}
    assert {str, dict, type(None)} == {type(wording) for wording in wordings}
    assert any(clause.text is None for clause in clauses)
    assert any(clause.title is None for clause in clauses)
    assert all(sign in texts for sign in ("&", "<", "\n", "👩🏽‍💼", "שלום", "{{ area }}", "{{ organisation }}"))


def test_the_same_seed_makes_the_same_files(tmp_path: Path) -> None:
    first, again = written(tmp_path / "a", 7), written(tmp_path / "b", 7)
    names = ("descriptors.yaml", "responsibilities.yaml")
    assert [(first / name).read_bytes() for name in names] == [(again / name).read_bytes() for name in names]
    assert random_values(7) != random_values(8)
