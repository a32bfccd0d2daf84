"""What a Word file is that someone wants imported: a profile of rolegen's, a framework, or someone else's profile."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rolegen.document import PAPERS, Document
from rolegen.problems import Checked, Place, failed

Kind = Literal["profile", "framework", "role"]
ASKED = ("framework", "role")
ANSWERS = "What people fill in of a request is for the evaluators; what they decide: rolegen evaluation ROLE --record."
SAY = "Say what it is: --as framework, or --as role for a job profile."


def kind(document: Document, path: Path, asked: str = "") -> Checked[Kind]:
    """What a Word file is; `asked` is what the user says that it is, which decides where the file itself does not."""
    if made := document.facts.get("paper"):
        message = (
            f"This is {PAPERS.get(made, 'a paper')} that rolegen made and no profile, so nothing of it is imported."
        )
        return failed("no-profile", message, Place(path), hint=ANSWERS if made == "evaluation" else "")
    if document.facts.get("level"):
        if asked == "framework":
            return failed("usage", "This file is a profile that rolegen made, no framework.", hint="Leave out --as.")
        return Checked("profile")
    if asked == "framework" or _is_framework_of_ours(document):
        if asked == "role":
            return failed("usage", "This file is a framework that rolegen made, no role.", hint="Leave out --as.")
        return Checked("framework")
    return Checked("role") if asked == "role" else _seen(document, path)


def _is_framework_of_ours(document: Document) -> bool:
    from rolegen.paper.taking import skeleton_of

    return skeleton_of(document) is not None


def _seen(document: Document, path: Path) -> Checked[Kind]:
    from rolegen.foreign.reading import is_profile
    from rolegen.paper.reading import is_paper

    framework, role = is_paper(document), is_profile(document)
    if framework and role:
        return failed("which-kind", "This file may be a framework or a job profile.", Place(path), SAY)
    if framework or role:
        return Checked("framework" if framework else "role")
    message = "This file was not made by rolegen, and nothing in it tells a framework or a job profile."
    return failed("not-ours", message, Place(path), SAY)
