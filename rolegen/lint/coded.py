"""Gender-coded wording, weighed over what a role says in words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import RoleCheck

OF_A_ROLE: Mapping[str, RoleCheck] = {}
