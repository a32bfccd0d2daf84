"""The Word files of a pack that rolegen writes for evaluators alone, each from its template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rolegen import templating
from rolegen.document import Document
from rolegen.evaluation.pack.submission import Submission
from rolegen.problems import Checked
from rolegen.word.form import Form
from rolegen.word.package import to_docx, to_form

FOLDER = "evaluation"  # of the templates


def paper(
    own: Submission, name: str, about: Mapping[str, Any], pictures: Mapping[str, bytes] | None = None
) -> Checked[bytes]:
    """A paper to be read: what the template of that name makes of what it is about."""
    made = _document(own, name, about, pictures)
    if made.value is None:
        return Checked(None, made.problems)
    return Checked(to_docx(made.value, own.shop.house), made.problems)


def form(own: Submission, name: str, about: Mapping[str, Any]) -> Checked[bytes]:
    """A paper to be filled in: only what the template marks as an answer can be typed into."""
    made = _document(own, name, about, None)
    if made.value is None:
        return Checked(None, made.problems)
    controls = own.shop.options.controls is not False
    body = Form(own.shop.house, controls=controls)
    return Checked(to_form(made.value, own.shop.house, body, ""), made.problems)


def _document(
    own: Submission, name: str, about: Mapping[str, Any], pictures: Mapping[str, bytes] | None
) -> Checked[Document]:
    folders, styles = own.place.template_folders, own.shop.house.kinds
    template = templating.load(f"{FOLDER}/{name}", folders, styles, pictures)
    if template.value is None:
        return Checked(None, template.problems)
    role = own.file.role
    known = {"title": role.title, "status": role.status, "version": role.version or "", **about}
    return templating.render_sheet(template.value, known, own.place.settings, own.facts)
