"""The kinds of document that a role has beside its profile, each by the name of its template.

A template of any other name is a profile's: an organisation may have several.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from rolegen.problems import Place, Problem
from rolegen.workspace import FORMATS, PROFILE, Ending, Format, Workspace, output_name, yaml_files

MARKING = "CONFIDENTIAL"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """What is particular to a kind of document.

    `formats` are what it may be written as, the usual one first; `paper` is the fact of that name, "" for a profile,
    the only kind that `rolegen import` takes. One `of_vacancy` is made of a vacancy and its role. The Word file of one
    that is no form is for everyone to edit.
    """

    formats: tuple[Ending, ...] = FORMATS
    paper: Literal["", "recruitment", "performance"] = ""
    of_vacancy: bool = False
    is_form: bool = True

    @property
    def is_confidential(self) -> bool:
        """Whether what is typed into it belongs to the people it is about: it is marked so, and kept out of git."""
        return self.paper == "performance"

    @property
    def facts(self) -> Mapping[str, str]:
        """What its page headers and properties say that a profile's do not."""
        marking = {"doc:marking": MARKING} if self.is_confidential else {}
        return {**({"paper": self.paper} if self.paper else {}), **marking}

    def usual(self, wanted: tuple[Format, ...]) -> tuple[Ending, ...]:
        """The formats to write where the command line names none: those of the workspace that it can be."""
        return tuple(name for name in wanted if name in self.formats) or self.formats[:1]

    def folder(self, place: Workspace) -> str:
        """The folder of a workspace that it goes to, as rolegen.yaml has it."""
        return place.settings.performance if self.is_confidential else place.settings.output


MEETING = DocumentKind(("docx", "pdf"), "performance")
KINDS: Mapping[str, DocumentKind] = {
    "shortlisting": DocumentKind(("docx", "pdf"), "recruitment"),
    "advert": DocumentKind(("docx", "md", "html", "pdf", "jsonld"), "recruitment", of_vacancy=True, is_form=False),
    "statement-of-duties": DocumentKind(("docx", "md", "html", "pdf"), "recruitment"),
    "agreement": MEETING,
    "interim": MEETING,
    "appraisal": MEETING,
}


def kind_of(template: str = PROFILE) -> DocumentKind:
    """The kind of document that a template of that name is for."""
    return KINDS.get(template, DocumentKind())


def clash(place: Workspace, roles: Mapping[str, Path], name: str, template: str) -> tuple[Problem, ...]:
    """Why a document cannot be made: the profile of a role and a paper, of a role or a vacancy, have one file name."""
    stem = output_name(name, template, "").removesuffix(".")
    for paper, kind in KINDS.items() if stem in roles else ():
        owner = stem.removesuffix(f"-{paper}")
        owners = {path.stem for path in yaml_files(place.vacancies)} if kind.of_vacancy else roles
        if owner != stem and owner in owners:
            message = f"The profile of this role would have the same file name as the document “{paper}” of “{owner}”."
            return (Problem("same-name", message, Place(roles[stem]), "Rename one of them."),)
    return ()
