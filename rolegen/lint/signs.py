"""Signs, spaces and doubled words: what is certainly a slip of the keyboard."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import PassageCheck

OF_A_PASSAGE: Mapping[str, PassageCheck] = {}
