"""What is asked of a person: can it be told apart, measured and met by everyone who could do the work?"""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint.contract import PassageCheck, RoleCheck

OF_A_PASSAGE: Mapping[str, PassageCheck] = {}
OF_A_ROLE: Mapping[str, RoleCheck] = {}
