"""Which function tells a rule that is more than a list of words: by the rule's id."""

from __future__ import annotations

from collections.abc import Mapping

from rolegen.lint import (
    acronyms,
    amounts,
    coded,
    copied,
    criteria,
    disclosure,
    law,
    person,
    reporting,
    sentences,
    signs,
)
from rolegen.lint.contract import AcrossCheck, PassageCheck, RoleCheck

# One text by itself.
OF_A_PASSAGE: Mapping[str, PassageCheck] = {
    **sentences.OF_A_PASSAGE,
    **criteria.OF_A_PASSAGE,
    **signs.OF_A_PASSAGE,
    **person.OF_A_PASSAGE,
}
# One role file with all that it says.
OF_A_ROLE: Mapping[str, RoleCheck] = {
    **acronyms.OF_A_ROLE, **amounts.OF_A_ROLE, **coded.OF_A_ROLE, **copied.OF_A_ROLE, **criteria.OF_A_ROLE,
    **disclosure.OF_A_ROLE, **law.OF_A_ROLE, **signs.OF_A_ROLE,
}  # fmt: skip
# Roles beside each other.
ACROSS: Mapping[str, AcrossCheck] = {**law.ACROSS, **reporting.ACROSS}
# Told elsewhere, where the thing is read; here so that `--explain` knows them. Settings, remarks and the baseline
# reach those of them alone whose file does not say `always`.
ELSEWHERE = (
    "approval", "changed-version", "contract", "dbs", "designation", "drift-accepted", "drift-case",
    "drift-doubled", "drift-missing", "drift-name", "drift-punctuation", "drift-small-word", "drift-spelling",
    "drift-wording", "evaluated-copy", "missing-wording", "not-superseded", "older-framework", "replaced-twice",
    "reporting-loop", "reworded", "term", "unknown-grade", "unknown-level", "unknown-role", "unusable-grade",
)  # fmt: skip
