"""`rolegen init`: a new workspace, which builds and checks clean, from the files in `starter/`.

Everything is looked at before anything is written, and what is there already is kept.
"""

from __future__ import annotations

import contextlib
import os
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolegen import __version__, files, workspace
from rolegen.editors import COPIES, schema_line, shipped, without_schema
from rolegen.framework import DESCRIPTORS, RESPONSIBILITIES
from rolegen.gitsetup import ATTRIBUTES, with_line
from rolegen.problems import Checked, Place, Problem, failed, has_errors, shown
from rolegen.workspace import PACKAGE, SETTINGS, bundled
from rolegen.yamledit import Put, edited

STARTER = PACKAGE / "starter"
IGNORE = ".gitignore"
GITS_OWN = (ATTRIBUTES, IGNORE)  # files that git may have here already, which get a line more
FORMS = slice(-2, None)  # the lines of the starter's .gitignore for performance forms
# Where each file of the starter goes; git would heed a .gitignore in the package itself.
PLACES: Mapping[str, str] = {
    "README.md": "README.md",
    "gitignore": IGNORE,
    "profiles.yaml": ".github/workflows/profiles.yaml",
    "assistant-director-libraries.yaml": "roles/assistant-director-libraries.yaml",
    "director-customer-services.yaml": "roles/director-customer-services.yaml",
}
VERSION = "rolegen==VERSION"  # in the starter: the rolegen that the workspace was begun with
UNTOUCHED = "Nothing was written."


@dataclass(frozen=True, slots=True)
class Names:
    """What the organisation is called and the place it serves; "" for the words that rolegen has for them."""

    organisation: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """What is to be written below a folder, in this order, and what stays as it is."""

    folder: Path
    files: Mapping[Path, bytes]
    kept: tuple[Path, ...]


def start(folder: Path, names: Names, *, templates: bool = False, is_named: bool = True) -> Checked[Start]:
    """A new workspace in a folder, which need not be there yet; refused where it is one already.

    Inside another workspace it is begun only where the user names the folder.
    """
    if blocked := next((one for one in (folder, *folder.parents) if _is_no_folder(one)), None):
        return Checked(None, (_no_folder(blocked),))
    wanted = _wanted(folder, names)
    if wanted.value is None:
        return Checked(None, wanted.problems)
    if told := _already(folder, wanted.value):
        return Checked(None, (told,))
    own = _templates(folder / "templates") if templates else {}
    return _sorted_out(folder, {**own, **wanted.value}, tuple(_inside(folder, is_named=is_named)))


def with_templates(place: workspace.Workspace) -> Checked[Start]:
    """The templates and the house style as a workspace's own, to be changed; those that it has stay."""
    return _sorted_out(place.root, _templates(place.root / place.settings.templates), ())


def write(begun: Start) -> tuple[Problem, ...]:
    """Writes all of it, or where one file cannot be written none."""
    new = [folder for path in begun.files for folder in path.parents if not os.path.lexists(folder)]
    for folder in {path.parent for path in begun.files}:
        files.sweep(folder)
    done = False
    try:
        problems = files.put_together(begun.files)
        done = not problems
    finally:
        for folder in sorted(set(new), reverse=True) if not done else ():
            with contextlib.suppress(OSError):
                folder.rmdir()
    return problems


def _wanted(root: Path, names: Names) -> Checked[dict[Path, bytes]]:
    """Every file of a new workspace; rolegen.yaml last, since with it there is a workspace."""
    made = {root / place: _filled(STARTER / name) for name, place in PLACES.items()}
    attributes, ignored = (files.current(root / name) for name in GITS_OWN)
    made[root / ATTRIBUTES] = with_line(attributes.value or b"")
    if ignored.value is not None:
        made[root / IGNORE] = with_line(ignored.value, *made[root / IGNORE].decode().splitlines()[FORMS])
    made |= {root / COPIES / name: data for name, data in shipped().items()}
    for name in (RESPONSIBILITIES, DESCRIPTORS):
        made[root / "data" / name] = without_schema((bundled("data") / name).read_bytes())
    settings = _settings(root / SETTINGS, names)
    if settings.value is None or attributes.problems or ignored.problems:
        return Checked(None, (*attributes.problems, *ignored.problems, *settings.problems))
    made[root / SETTINGS] = settings.value
    schemas = {"roles": "role"}
    for path in made:
        if path.suffix == ".yaml" and path.parent.name != "workflows":
            name = schemas.get(path.parent.name, path.stem)
            made[path] = schema_line(name, path, root) + made[path]
    return Checked(made)


def _filled(path: Path) -> bytes:
    return path.read_bytes().replace(VERSION.encode(), f"rolegen=={__version__}".encode())


def _settings(path: Path, names: Names) -> Checked[bytes]:
    """rolegen.yaml with the organisation's own names in it, proved."""
    data = (STARTER / SETTINGS).read_bytes()
    said = {"organisation": names.organisation, "area": names.area}
    puts = [Put((key,), " ".join(words.split())) for key, words in said.items() if words.strip()]
    made = edited(data, path, puts) if puts else Checked(data)
    if made.value is None or has_errors(made.problems):
        return failed("usage", "This name cannot be written into rolegen.yaml.", hint=UNTOUCHED)
    return made


def _templates(folder: Path) -> dict[Path, bytes]:
    shipped = bundled("templates")
    found = (path for path in sorted(shipped.rglob("*")) if path.is_file())
    return {folder / path.relative_to(shipped): path.read_bytes() for path in found}


def _already(folder: Path, wanted: Mapping[Path, bytes]) -> Problem | None:
    """Why a folder is a workspace already; the framework of an init that was stopped does not make it one."""
    settings = folder / SETTINGS
    if os.path.lexists(settings):
        hint = f"{UNTOUCHED} To begin another, name its folder: rolegen init FOLDER."
        return Problem("workspace", "This folder is a workspace already: it has this file.", Place(settings), hint)
    for path in (folder / "data" / DESCRIPTORS, folder / "data" / RESPONSIBILITIES):
        if os.path.lexists(path) and files.current(path).value != wanted[path]:
            message = "This folder is a workspace already: it has a framework of its own."
            hint = f"{UNTOUCHED} What it lacks is a file rolegen.yaml, which may be empty."
            return Problem("workspace", message, Place(path), hint)
    return None


def _inside(folder: Path, *, is_named: bool) -> Iterator[Problem]:
    """Told where another workspace is around; refused in its roles folder, which would take these files for roles."""
    around = next((one for one in folder.parents if workspace.is_root(one)), None)
    if around and is_named and _is_for_roles(folder, around):
        message = (
            f"This folder is for the roles of the workspace {shown(around)}: these files would be taken for roles."
        )
        yield Problem("workspace", message, Place(folder), f"{UNTOUCHED} Begin the other one elsewhere.")
    elif around and is_named:
        message = f"This folder stands inside the workspace {shown(around)}. The two share nothing."
        yield Problem("workspace", message, Place(folder), "If one was meant, delete this folder.", "warning")
    elif around:
        message = f"You stand inside the workspace {shown(around)}."
        hint = f"{UNTOUCHED} To begin another one inside it all the same, name its folder: rolegen init FOLDER."
        yield Problem("workspace", message, Place(around), hint)


def _is_for_roles(folder: Path, around: Path) -> bool:
    """Whether a workspace would look for roles in a folder."""
    found = workspace.find(around).value
    roles = around / found.settings.roles if found else around
    return roles in (folder, *folder.parents) and roles != around


def _sorted_out(folder: Path, wanted: Mapping[Path, bytes], told: tuple[Problem, ...]) -> Checked[Start]:
    """What is to be written and what is kept; or what stands in the way."""
    if (problems := tuple(_in_the_way(folder, wanted))) or has_errors(told):
        return Checked(None, (*told, *problems))
    there = [path for path in wanted if os.path.lexists(path)]
    kept = [path for path in there if path.name not in GITS_OWN or files.current(path).value == wanted[path]]
    return Checked(Start(folder, {path: wanted[path] for path in wanted if path not in kept}, tuple(kept)), told)


def _in_the_way(folder: Path, wanted: Mapping[Path, bytes]) -> Iterator[Problem]:
    """Files where folders are to be, and folders where files are to be; each told once."""
    above = {one: None for path in wanted for one in path.parents if folder in one.parents}
    yield from (_no_folder(one) for one in above if _is_no_folder(one))
    for path in wanted:
        if os.path.isdir(path):
            yield Problem("cannot-write", "A folder stands where this file should go.", Place(path), UNTOUCHED)


def _is_no_folder(path: Path) -> bool:
    return os.path.lexists(path) and not os.path.isdir(path)


def _no_folder(path: Path) -> Problem:
    what = "A file stands" if os.path.exists(path) else "A link that leads nowhere stands"
    return Problem("cannot-write", f"{what} where a folder should be.", Place(path), UNTOUCHED)


def next_steps(begun: Start, names: Names, here: Path) -> str:
    """What to do now, for the user, who stands in the folder `here`."""
    lines = [] if begun.folder == here else [f"cd {shlex.quote(shown(begun.folder))}"]
    lines.append("rolegen check && rolegen build          # the two example roles, as Word files in profiles/")
    lines.append('rolegen new "Job title" --level LEVEL   # a role of your own; rolegen levels lists the levels')
    above = next((one for one in (begun.folder, *begun.folder.parents) if os.path.exists(one / ".git")), None)
    if above is None:
        lines.append('git init && git add --all && git commit --message "Roles" && rolegen init --git')
    told = [_last_words(begun, names)]
    if above not in (None, begun.folder):
        told.append(f"GitHub finds workflows only in {shown(above)}: move .github there, and set its WORKSPACE.")
    return "\n".join(["Next:", *(f"  {line}" for line in lines), *told])


def _last_words(begun: Start, names: Names) -> str:
    """What is still to be written into rolegen.yaml, and where the rest is told."""
    said = {"organisation's name": names.organisation, "area": names.area}
    missing = " and ".join(what for what, words in said.items() if not words.strip())
    more = "rolegen --help" if begun.folder / "README.md" in begun.kept else "README.md"
    if not missing:
        return f"{more} tells how to do the rest."
    return f"Write your {missing} into rolegen.yaml; {more} tells how to do the rest."
