"""Reporting lines, against the levels."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import AcrossCheck

ACROSS: Mapping[str, AcrossCheck] = {}
