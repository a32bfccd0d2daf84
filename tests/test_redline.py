"""Redlines: accepting all changes gives the new document, rejecting them the old one."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rolegen.document import Document
from rolegen.word import to_docx
from rolegen.word.redline import to_redline
from tests.pairs import edited, made_up, profiles
from tests.samples import UNTIMED, shipped
from tests.tracked import settled

HOUSE = shipped().workshop.house
CHANCES = st.randoms(use_true_random=False)


def redline(old: Document, new: Document) -> bytes:
    return to_redline(old, new, HOUSE, "A & B", "2026-01-31T09:00:00Z")


def check(old: Document, new: Document) -> None:
    data = redline(old, new)
    assert settled(data, "accept") == settled(to_docx(new, HOUSE), "accept")
    assert settled(data, "reject") == settled(to_docx(old, HOUSE), "accept")


@settings(UNTIMED, max_examples=300)
@given(CHANCES)
def test_made_up_documents(chances: Random) -> None:
    check(made_up(chances), made_up(chances))


@settings(UNTIMED, max_examples=300)
@given(CHANCES)
def test_edited_documents(chances: Random) -> None:
    old = made_up(chances)
    check(old, edited(old, chances, 0.2))


@pytest.mark.parametrize("name", profiles())
def test_profiles(name: str) -> None:
    old = profiles()[name]
    check(old, edited(old, Random(name), 0.05))
