"""A vacancy → the files of its advert, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rolegen import build, templating, workspace
from rolegen.build import Output
from rolegen.document import Document
from rolegen.fields import show_day
from rolegen.kind import clash
from rolegen.problems import Checked, Place, Problem, has_errors, once_each
from rolegen.recruitment.posting import JsonLd, as_json, body, posting
from rolegen.recruitment.stated import advert
from rolegen.recruitment.statements import Statement, missing, not_said, statements
from rolegen.recruitment.vacancies import Opening, opening
from rolegen.templating import STATUS, More

if TYPE_CHECKING:
    from rolegen.build import Made, Workshop

PUBLISHED = ("html", "jsonld")  # what carries the posting


@dataclass(frozen=True)
class _Announced:
    """An advert and, where everyone may apply, what job boards read of it."""

    opening: Opening
    document: Document
    posting: JsonLd | None


def outputs(workshop: Workshop, path: Path) -> Made:
    """The files of the advert of the vacancy in a file, or every problem in the way of them."""
    found = opening(workshop, path)
    if found.value is None:
        return Checked(None, found.problems)
    announced = _announced(workshop, found.value)
    problems = once_each((*found.problems, *not_said(found.value.role), *announced.problems))
    if announced.value is None or has_errors(problems):
        return Checked(None, problems)
    return Checked(tuple(_files(workshop, announced.value)), problems)


def _announced(workshop: Workshop, found: Opening) -> Checked[_Announced]:
    if problems := _hindrances(workshop, found):
        return Checked(None, problems)
    needed = statements(found)
    about = {"vacancy": found.file.vacancy, "advert": advert(found, needed)}
    document = templating.render(workshop.template, found.profile, More(about, _facts(workshop, found)))
    if document.value is None:
        return Checked(None, document.problems)
    if left_out := _left_out(workshop.template.path, document.value, needed):
        return Checked(None, left_out)
    is_open = found.file.vacancy.open_to == "everyone"
    data = posting(found, document.value, workshop.workspace.settings) if is_open else None
    return Checked(_Announced(found, document.value, data), (*document.problems, *_not_posted(workshop, found)))


def _hindrances(workshop: Workshop, found: Opening) -> tuple[Problem, ...]:
    """Why a sound vacancy cannot be published, or not in the formats that are asked for."""
    if same := clash(workshop.workspace, workshop.register.paths, found.file.id, workshop.template.name):
        return same
    place, is_posted = workshop.workspace, not set(PUBLISHED).isdisjoint(workshop.options.formats)
    is_open = found.file.vacancy.open_to == "everyone"
    if is_open and is_posted and "organisation" not in place.settings.model_fields_set:
        message = "Job boards need the name of the organisation, and no rolegen.yaml gives it."
        where = place.source.place() if place.source else found.file.place("role")
        return (Problem("no-organisation", message, where, "Add a line “organisation: …” to rolegen.yaml."),)
    return ()


def _not_posted(workshop: Workshop, found: Opening) -> tuple[Problem, ...]:
    """Told where a vacancy for employees alone is asked for as what job boards read, which is passed over."""
    if "jsonld" not in workshop.options.formats or found.file.vacancy.open_to == "everyone":
        return ()
    message = "This vacancy is for employees alone and not for job boards: no JSON-LD is made of it."
    return (Problem("not-public", message, found.file.place("open_to"), severity="note"),)


def _facts(workshop: Workshop, found: Opening) -> Mapping[str, str]:
    """What its page headers and properties say; an advert is a draft for as long as its role is."""
    vacancy, status = found.file.vacancy, found.role.role.status
    return {
        **workshop.kind.facts,
        "doc:version": f"Reference {vacancy.reference}" if vacancy.reference else "Vacancy",
        "doc:framework": f"Closes on {show_day(vacancy.closes)}",
        "doc:marking": "" if status == "approved" else STATUS["draft"].upper(),
    }


def _left_out(template: Path, document: Document, needed: tuple[Statement, ...]) -> tuple[Problem, ...]:
    """What an advert from this template forgets; nothing is written then. What stands in its head alone is not said."""
    hint = "Print each of advert.statements: {% for one in advert.statements %}<li>{{ one.text }}</li>{% endfor %}"
    return tuple(
        Problem(
            "required-statement", f"The advert leaves out {one.name}, which it must state: “{one.text}”",
            Place(template), hint,
        )
        for one in missing(body(document), needed)
    )  # fmt: skip


def _files(workshop: Workshop, made: _Announced) -> list[Output]:
    name, data = made.opening.file.id, as_json(made.posting) if made.posting else ""
    files = []
    for ending in (one for one in workshop.options.formats if data or one != "jsonld"):
        path = workshop.out / workspace.output_name(name, workshop.template.name, ending)
        content = data.encode() if ending == "jsonld" else _content(workshop, made, ending, data)
        files.append(Output(path, content, made.document))
    return files


def _content(workshop: Workshop, made: _Announced, ending: workspace.Ending, data: str) -> bytes:
    if ending == "html":
        from rolegen import page

        return page.to_html(made.document, workshop.style_sheet, data).encode()
    return build.content(workshop, made.opening.profile, made.document, ending)
