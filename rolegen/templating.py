"""Profile → document, through a Jinja template that yields a small, well-formed subset of HTML; and so a framework.

Every problem names the template's own line. The sandbox that templates run in is `sandbox`'s.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
import jinja2.exceptions

from rolegen.document import Document
from rolegen.grammar import Templates, line_of
from rolegen.markup import Reader
from rolegen.problems import Checked, Place, Problem, failed, reason, suggest
from rolegen.profile import Profile
from rolegen.sandbox import MAX_OUTPUT, Rounds, environment
from rolegen.statutes import DESIGNATIONS, fluency

if TYPE_CHECKING:
    from rolegen.framework import About
    from rolegen.paper.sheet import Sheet
    from rolegen.workspace import Settings

ENDING = ".html.j2"
FRAMEWORK, CHART = "framework", "chart"  # templates of a framework's own document and of a chart; others: profiles
AT_ONCE = 40  # pieces of output between two looks at its length


@dataclass(frozen=True)
class Template:
    """A template ready to render, and what reads its output."""

    name: str
    path: Path
    compiled: jinja2.Template
    reader: Reader


@dataclass(frozen=True, slots=True)
class More:
    """What a template may print beside the profile, by name; and facts that stand in place of the profile's."""

    about: Mapping[str, Any] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)


NO_MORE = More()


def load(
    name: str, folders: tuple[Path, ...], styles: Mapping[str, str], pictures: Mapping[str, bytes] | None = None
) -> Checked[Template]:
    """The template of that name from the first folder that has it.

    `styles` are the class names it may use: the styles of the house style, each with its kind. `pictures` are those
    made for this one document, by the address that the template gives them.
    """
    sandbox = environment(folders, {"designations": DESIGNATIONS, "fluency": fluency, "statuses": STATUS})
    places = [folder / f"{name}{ENDING}" for folder in folders]
    path = next((place for place in places if os.path.isfile(place)), None)
    if path is None:
        return failed("no-such-template", f"There is no template “{name}”.", hint=suggest(name, names(folders)))
    try:
        compiled = sandbox.get_template(f"{name}{ENDING}")
        return Checked(Template(name, path, compiled, Reader(Templates(path, sandbox.files, pictures or {}), styles)))
    except jinja2.TemplateSyntaxError as error:
        return Checked(None, (_syntax(error, path),))
    except jinja2.TemplateError as error:
        return failed("template", f"The template cannot be used: {error}.", Place(path))
    except OSError as error:
        return failed("template", f"The template cannot be read: {reason(error)}.", Place(path))
    except UnicodeDecodeError:
        return failed("template", "The template is not UTF-8 text.", Place(path), "Save it as UTF-8 text.")


def names(folders: tuple[Path, ...]) -> list[str]:
    """The names of the templates for profiles in the folders."""
    found = {path.name.removesuffix(ENDING) for folder in folders for path in folder.glob(f"*{ENDING}")}
    return sorted(found - {FRAMEWORK, CHART})


def render(template: Template, profile: Profile, more: More = NO_MORE) -> Checked[Document]:
    """The document a template makes of a profile, and of what else it may print."""
    context = {**more.about, **_context(profile)}
    return _rendered(template, context, lambda title: {**_facts(title, profile), **more.facts})


def render_framework(template: Template, sheet: Sheet) -> Checked[Document]:
    """The document a template makes of a framework."""
    return _rendered(template, _sheet_context(sheet), lambda title: _sheet_facts(title, sheet))


def render_sheet(
    template: Template, about: Mapping[str, Any], settings: Settings, facts: Mapping[str, str]
) -> Checked[Document]:
    """The document a template makes of anything else, such as a chart or a paper for evaluators.

    `about` is what the template may print by name, `facts` what fills the house style's controls and the properties.
    """
    context = {**about, **_organisation(settings)}
    return _rendered(
        template, context, lambda title: {"doc:title": title, "organisation": _own_name(settings), **facts}
    )


def _rendered(template: Template, context: dict[str, Any], facts: Callable[[str], dict[str, str]]) -> Checked[Document]:
    output = _fill(template, context)
    if output.value is None:
        return Checked(None, output.problems)
    page = template.reader.read(output.value)
    if page.value is None:
        return Checked(None, page.problems)
    return Checked(Document(page.value.title, page.value.blocks, facts(page.value.title)))


def _fill(template: Template, context: dict[str, Any]) -> Checked[str]:
    parts: list[str] = []
    size = 0
    try:
        output = template.compiled.generate(context)
        while some := tuple(islice(output, AT_ONCE)):
            parts += some
            size += sum(map(len, some))
            if size > MAX_OUTPUT:
                return Checked(None, (_endless(template, "".join(parts)),))
    except Exception as error:  # a template may raise anything that Python can
        return Checked(None, (_runtime(template, error, context),))
    return Checked("".join(parts))


def _context(profile: Profile) -> dict[str, Any]:
    return {
        "profile": profile,
        "role": profile.role,
        "level": profile.level,
        **_surroundings(profile.framework, profile.settings),
    }


def _sheet_context(sheet: Sheet) -> dict[str, Any]:
    return {"sheet": sheet, **_surroundings(sheet.framework, sheet.settings)}


def _surroundings(framework: About, settings: Settings) -> dict[str, Any]:
    """What every template may ask for, whatever it is for."""
    return {
        "framework": framework,
        **_organisation(settings),
    }


def _organisation(settings: Settings) -> dict[str, Any]:
    return {
        "settings": settings,
        "organisation": settings.organisation,
        "area": settings.area,
        "label": settings.label,
        "range": Rounds(),
    }


def _facts(title: str, profile: Profile) -> dict[str, str]:
    """What fills the house style's controls (doc:…), and what the file's properties say."""
    role, framework = profile.role, profile.framework
    return {
        "doc:title": title,
        "doc:version": f"Version {role.version}" if role.version else "No version yet",
        "doc:framework": f"{framework.name}, version {framework.version}",
        "doc:marking": "" if role.status == "approved" else STATUS[role.status].upper(),
        "organisation": _own_name(profile.settings),
        "role": "" if profile.is_level else profile.name,
        "level": profile.level.id,
        "variant": profile.variant,
        "version": role.version or "",
        "status": role.status,
        "framework-version": framework.version,
    }


def _sheet_facts(title: str, sheet: Sheet) -> dict[str, str]:
    """The same for a framework."""
    framework = sheet.framework
    return {
        "doc:title": title,
        "doc:version": f"Version {framework.version}",
        "doc:framework": framework.standing[:1].upper() + framework.standing[1:],
        "doc:marking": "" if framework.adoption else "NOT ADOPTED",
        "organisation": _own_name(sheet.settings),
        "framework-version": framework.version,
    }


def _own_name(settings: Settings) -> str:
    """The organisation's name, where it has said it."""
    return settings.organisation if "organisation" in settings.model_fields_set else ""


STATUS = {
    "draft": "Draft",
    "consultation": "Draft for consultation",
    "approved": "Approved",
    "superseded": "Superseded",
    "deleted": "Deleted",
}


def _syntax(error: jinja2.TemplateSyntaxError, path: Path) -> Problem:
    place = line_of(Path(error.filename) if error.filename else path, error.lineno)
    return Problem("template", f"The template cannot be read: {error.message}", place)


def _runtime(template: Template, error: Exception, context: dict[str, Any]) -> Problem:
    place = _place_in_template(template, error)
    if isinstance(error, jinja2.UndefinedError):
        name = (re.findall(r"'?(\w+)'?(?: is undefined)?$", str(error)) or [""])[0]
        known = [word for word in context if word != "range"] if "is undefined" in str(error) else []
        hint = suggest(name, known) if known else "The README lists what a template may print."
        return Problem("template-undefined", f"The template asks for “{name}”, which there is not.", place, hint)
    if isinstance(error, jinja2.exceptions.SecurityError):
        return Problem("template-forbidden", f"A template may not do this: {str(error).rstrip('.')}.", place)
    return Problem("template", f"The template failed: {str(error) or type(error).__name__}.", place)


def _place_in_template(template: Template, error: BaseException) -> Place:
    """The line of a template that an error came from; Jinja writes it into the traceback."""
    place, trace = Place(template.path), error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(ENDING):
            place = line_of(Path(name), trace.tb_lineno)
        trace = trace.tb_next
    return place


def _endless(template: Template, output: str) -> Problem:
    message = f"The template writes more than {MAX_OUTPUT:,} characters, more than any profile has."
    return Problem("template-endless", message, template.reader.templates.last_place(output))
