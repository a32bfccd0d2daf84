"""What stood in a workspace at a git revision: found in the history, and laid out in a folder to be read."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterator
from pathlib import Path

from rolegen import git, workspace
from rolegen.fields import read_model
from rolegen.problems import Checked, failed, suggest
from rolegen.source import read
from rolegen.workspace import ROOT_FILES, SETTINGS, WORD, YAML, Settings


def around(moment: git.Commit, here: Path) -> Checked[str]:
    """The path in the repository of the workspace around the user, if it was one at that time."""
    found = workspace.find(here)
    if found.value is None:
        return Checked(None, found.problems)
    place = git.repository(found.value.root)
    if place.value is None:
        return Checked(None, place.problems)
    folder = place.value.prefix.rstrip("/")
    if _is_workspace(moment, folder):
        return Checked(folder)
    where = f"in “{folder}”" if folder else "at the top of the repository"
    message = f"At revision “{moment.revision}” there was no workspace {where}: neither {SETTINGS} nor a framework."
    hint = f"Name a role file or folder of that time: {moment.revision}:FOLDER."
    return failed("no-workspace", message, hint=hint)


def path_of(moment: git.Commit, said: str) -> Checked[str]:
    """The path of a file or folder of that time: from where the user stands, else from the top, as git counts."""
    tried = [posixpath.normpath(start + said.replace(os.sep, "/")) for start in (moment.repository.prefix, "")]
    paths = ["" if path == "." else path for path in tried]
    known = next((path for path in paths if path in moment.files or any(_below(moment, path))), None)
    if known and known in moment.files and not known.lower().endswith((*YAML, WORD)):
        message = f"“{moment.revision}:{said}” is neither a role file nor a Word file."
        return failed("not-a-role", message, hint="A role file ends in .yaml, a Word file in .docx.")
    if known is not None:
        return Checked(known)
    choices = [path for path in moment.files if path.lower().endswith((*YAML, WORD))]
    message = f"At revision “{moment.revision}” there was no “{said}”."
    return failed("no-such-file", message, hint=suggest(said, choices))


def lay_out(moment: git.Commit, asked: str, folder: Path) -> Checked[Path]:
    """Writes below a folder what rolegen reads of a file, folder or workspace; where that stands now."""
    root = _workspace(moment, asked)
    wanted = dict.fromkeys(path for path in (asked, *_below(moment, asked)) if path.lower().endswith((*YAML, WORD)))
    if root is not None:
        settings = [path for path in (posixpath.join(root, SETTINGS),) if path in moment.files]
        written = git.export(moment, settings, folder)
        if written.value is None:
            return written
        around = dict.fromkeys(_ingredients(moment, root, folder))
        wanted = around if asked == root else {**wanted, **around}
    written = git.export(moment, [path for path in wanted if path in moment.files], folder)
    return Checked(folder / asked if written.value is not None else None, written.problems)


def _ingredients(moment: git.Commit, root: str, folder: Path) -> Iterator[str]:
    """The framework, roles and templates that the settings name; of the last two, empty ones are made.

    git keeps no empty folders, so a folder that it does not have was empty.
    """
    named = _settings(folder / root / SETTINGS)
    data, roles, templates = (posixpath.normpath(posixpath.join(root, name)) for name in named)
    for path in (roles, templates):
        if git.is_harmless(path):
            (folder / path).mkdir(parents=True, exist_ok=True)
    yield from (path for place in (data, roles) for path in _below(moment, place) if path.lower().endswith(YAML))
    yield from _below(moment, templates)


def _settings(path: Path) -> tuple[str, str, str]:
    """The folders that settings name; where they are broken the usual ones, and whoever reads them tells."""
    source = read(path).value if os.path.isfile(path) else None
    named = read_model(Settings, source).value if source else None
    settings = named or Settings()
    return settings.data, settings.roles, settings.templates


def _workspace(moment: git.Commit, path: str) -> str | None:
    """The workspace around a path at that time."""
    while not _is_workspace(moment, path):
        if not path:
            return None
        path = posixpath.dirname(path)
    return path


def _is_workspace(moment: git.Commit, folder: str) -> bool:
    return any(posixpath.join(folder, name) in moment.files for name in ROOT_FILES)


def _below(moment: git.Commit, folder: str) -> Iterator[str]:
    """The files in a folder of the repository and below; "" and "." are the whole of it."""
    start = "" if folder in ("", ".") else f"{folder}/"
    return (path for path in moment.files if path.startswith(start))
