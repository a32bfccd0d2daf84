"""Approved wording that a role says again in words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import RoleCheck

OF_A_ROLE: Mapping[str, RoleCheck] = {}
