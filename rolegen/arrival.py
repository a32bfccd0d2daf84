"""What a Word file is that someone wants imported: a profile of rolegen's, a framework, or someone else's profile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from rolegen.document import PAPERS, Document
from rolegen.performance.recognising import reads_as
from rolegen.problems import Checked, Place, Problem, failed
from rolegen.word.paper import filled_by_hand, paper_of

Kind = Literal["profile", "framework", "role"]
ASKED = ("framework", "role")
# What to say of a paper that is not imported, by the fact “paper”.
INSTEAD: Mapping[str, str] = {
    "evaluation": "What people fill in of a request is for the evaluators; what they decide: rolegen evaluation ROLE "
    "--record.",
    "performance": "What is typed into such a form is confidential: it stays in the Word file, and no file of the "
    "workspace holds it.",
    "recruitment": "It is made of the role file, an advert of the vacancy file too: change these, and build it anew.",
}
OF_CANDIDATES = "What a panel writes of candidates is confidential: it stays in the Word file, with the panel."
SAY = "Say what it is: --as framework, or --as role for a job profile."


def kind(document: Document, path: Path, data: bytes, asked: str = "") -> Checked[Kind]:
    """What a Word file is; `asked` is what the user says that it is, which decides where the file itself does not.

    What was typed into a performance form or of candidates is imported in no way, whatever the user says.
    """
    if refused := _of_paper(document, path, data, asked):
        return Checked(None, (refused,))
    if document.facts.get("level"):
        if asked == "framework":
            return failed("usage", "This file is a profile that rolegen made, no framework.", hint="Leave out --as.")
        return Checked("profile")
    if asked == "framework" or _is_framework_of_ours(document):
        if asked == "role":
            return failed("usage", "This file is a framework that rolegen made, no role.", hint="Leave out --as.")
        return Checked("framework")
    return Checked("role") if asked == "role" else _seen(document, path)


def _of_paper(document: Document, path: Path, data: bytes, asked: str) -> Problem | None:
    """Why nothing is imported of a Word file that is a paper, by its marks or by its words."""
    if made := document.facts.get("paper") or paper_of(data):
        known = PAPERS.get(made, "a paper")
        message = f"This is {known} that rolegen made and no profile, so nothing of it is imported."
    elif made := _reads_as(document, asked):
        message = f"This reads as {PAPERS[made]} and not as a profile, so nothing of it is imported."
    else:
        return None
    is_grid = made == "recruitment" and (filled_by_hand(data) or reads_as(document))
    return Problem("no-profile", message, Place(path), OF_CANDIDATES if is_grid else INSTEAD.get(made, ""))


def _reads_as(document: Document, asked: str) -> str:
    """The paper that the words are of, where no mark tells any more; a committee's framework may describe one."""
    from rolegen.paper.reading import is_paper

    if document.facts.get("level") or not (found := reads_as(document)):
        return ""
    return reads_as(document, describing=True) if asked != "role" and is_paper(document) else found


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
