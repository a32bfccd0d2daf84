"""What the law says of senior posts in local government: designations, political restriction, qualifications."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import AcrossCheck, RoleCheck

OF_A_ROLE: Mapping[str, RoleCheck] = {}
ACROSS: Mapping[str, AcrossCheck] = {}
