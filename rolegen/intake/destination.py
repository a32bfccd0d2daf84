"""Which role file an edited Word file goes back to: the one that is named, else the one that the file says it is of."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolegen import workspace
from rolegen.fields import id_fault
from rolegen.intake.sayings import no_title
from rolegen.intake.superior import titled
from rolegen.problems import Checked, Place, Problem, failed, shown
from rolegen.workspace import SETTINGS, YAML, Workspace

LONGEST_ID = 64  # characters
DASHES = re.compile("[\u2010-\u2015\u2212]")
NAME_ONE = "Name it: rolegen import FILE.docx --into roles/NAME.yaml."


@dataclass(frozen=True)
class Destination:
    """A role file, there already or new, and the workspace that it belongs to."""

    path: Path
    workspace: Workspace
    is_new: bool


def destination(
    word: Path, facts: Mapping[str, str], title: str, into: Path | None, here: Path
) -> Checked[Destination]:
    """The role file for a Word file with these properties, in which this job title is written.

    `into` is the file that the user names, `here` the folder they stand in. A level's own form goes to a new file.
    """
    if into is not None:
        return _named(into, facts)
    if role := facts.get("role"):
        return _of_role(role, word, here)
    return _of_form(title, word, here)


def slug(title: str) -> str:
    """The id that a title makes, as in director-of-finance; it may be empty."""
    parted = DASHES.sub("-", title)
    plain = unicodedata.normalize("NFKD", parted).encode("ascii", "ignore").decode().casefold().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_ID].strip("-")


def _named(path: Path, facts: Mapping[str, str]) -> Checked[Destination]:
    if path.suffix.lower() not in YAML or path.name == SETTINGS:
        hint = "A role file ends in .yaml: --into roles/director-finance.yaml."
        return failed("usage", f"“{shown(path)}” is not the name of a role file.", hint=hint)
    around = workspace.find(path.parent)
    if around.value is None:
        return Checked(None, around.problems)
    role = facts.get("role")
    is_new = not os.path.isfile(path)
    what = "all that it says goes into a new role" if is_new else "what was typed there goes into this role"
    other = Problem("other-role", f"This Word file was made of the role “{role}”; {what}.", Place(path), "", "warning")
    problems = (*around.problems, *((other,) if role not in (None, "", path.stem) else ()))
    return Checked(Destination(path, around.value, is_new), problems)


def _of_role(role: str, word: Path, here: Path) -> Checked[Destination]:
    """The role of that name in the workspace around the Word file, else in the one around the user."""
    problems: tuple[Problem, ...] = ()
    for start in dict.fromkeys((word.parent, here)):
        around = workspace.find(start)
        problems = tuple(dict.fromkeys((*problems, *around.problems)))
        files = around.value.role_files() if around.value else ()
        found = next((path for path in files if path.stem == role), None)
        if found and around.value:
            return Checked(Destination(found, around.value, is_new=False), problems)
    if problems:
        return Checked(None, problems)
    message = f"The role “{role}”, of which this Word file was made, is not among the roles around {shown(word)}."
    return failed("no-such-role", message, Place(word), NAME_ONE)


def _of_form(title: str, word: Path, here: Path) -> Checked[Destination]:
    """A role file that the title of a level's own form gives its name."""
    name = slug(title)
    if not title:
        return Checked(None, (no_title(word),))
    if id_fault(name):
        return failed("no-title", f"The job title “{title}” makes no name for a file.", Place(word), NAME_ONE)
    found = [workspace.find(start) for start in dict.fromkeys((word.parent, here))]
    chosen = next((one for one in found if one.value is None or one.value.is_there), found[-1])
    if chosen.value is None:
        return Checked(None, chosen.problems)
    files = {path.stem: path for path in chosen.value.role_files()}
    path = files.get(name, chosen.value.root / chosen.value.settings.roles / f"{name}.yaml")
    twins = _twins(title, path, files.values())
    return Checked(Destination(path, chosen.value, not os.path.isfile(path)), (*chosen.problems, *twins))


def _twins(title: str, path: Path, files: Collection[Path]) -> Iterator[Problem]:
    """What is said where there is a role of that title already: the form may be for it, or for another post."""
    if path in files:
        message = "There is a role file for this job title already: what was typed goes into it."
        hint = f"If the form is for another post, name another file: --into {shown(path.with_stem(f'{path.stem}-2'))}."
        yield Problem("same-title", message, Place(path), hint, "warning")
        return
    for other in titled(title, files):
        message = f"This makes a new role file, but {shown(other)} has the same job title."
        hint = f"If the form is for that post, take it in there: --into {shown(other)}."
        yield Problem("same-title", message, Place(path), hint, "warning")
