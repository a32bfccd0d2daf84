"""Keeps what people type into performance forms out of git, as far as rolegen writes files or sees them.

Of a form it is told which file it is, and never a word of what it says.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from rolegen import files, git
from rolegen.build import Made, Workshop
from rolegen.delivery import Outcome
from rolegen.files import EVALUATIONS
from rolegen.problems import Checked, Place, Problem, shown
from rolegen.word.package import is_edited
from rolegen.word.paper import written_in
from rolegen.word.reading import facts_of
from rolegen.workspace import WORD, WORD_LIKE, Workspace, collision_key, output_name

IGNORE = ".gitignore"
IGNORED = b"""\
# Performance forms are confidential: git keeps nothing of this folder but this file.
*
!/.gitignore
"""
WRITTEN = (WORD, *WORD_LIKE)
AT_ONCE = 200  # files that are read from git's store together
FOLDERS = ("data", "roles", "templates", "output", "vacancies")  # settings that name folders for other things
WHAT = {
    "performance": "git tracks this performance form, and someone may have typed in it: what it says is confidential.",
    "recruitment": "git tracks this panel's paper, and someone may have typed in it: what it says is confidential.",
    "": "git tracks this file, which is in the folder for performance forms.",
}


def unfit(place: Workspace) -> tuple[Problem, ...]:
    """Refuses a folder for performance forms in which git has to keep other files."""
    settings, own = place.settings, _folder(place)
    if not place.is_there:
        return ()
    for name, key in {".": "", EVALUATIONS: "", **{getattr(settings, key): key for key in FOLDERS}}.items():
        if _is_in(place.root / name, own):
            named = "performance" if "performance" in settings.model_fields_set or not key else key
            where = place.source.place((named,)) if place.source else Place(place.root)
            message = "Performance forms need a folder of their own: git ignores all that is in it."
            return (Problem("performance-folder", message, where, "Name another folder, as in performance: reviews."),)
    return ()


def guarded(workshop: Workshop, folder: Path, made: Sequence[Made]) -> tuple[list[Made], tuple[Outcome, ...]]:
    """Documents that are to be written into a folder, and what became of the file that keeps git out of it.

    It is written where there is a confidential form to write, and none of these is written without it.
    """
    if not workshop.kind.is_confidential or workshop.options.check or not any(one.value for one in made):
        return list(made), ()
    fence = _fence(workshop.workspace, folder)
    if fence is None or not fence.problems:
        return list(made), (fence,) if fence else ()
    return [Checked(None, (*one.problems, *fence.problems)) for one in made], ()


def _fence(place: Workspace, folder: Path) -> Outcome | None:
    """Writes .gitignore into the workspace's own folder for forms, unless it has one; elsewhere git is the user's."""
    path = folder / IGNORE
    if not place.is_there or not _is_same(folder, _folder(place)) or os.path.lexists(path):
        return None
    problems = files.put_together({path: IGNORED}, new=(path,))
    if problems and os.path.lexists(path):  # another process of this build was first
        return None
    return Outcome("failed" if problems else "created", path, problems)


def watched(workshop: Workshop, folder: Path, names: Iterable[str]) -> tuple[Problem, ...]:
    """A warning where git would take up confidential forms that stand in a folder; `names` are of their profiles."""
    if not workshop.kind.is_confidential or workshop.options.check:
        return ()
    formats, template = workshop.options.formats, workshop.template.name
    made = [output_name(name, template, ending) for name in names for ending in formats]
    seen = git.watched(folder, [name for name in made if os.path.isfile(folder / name)])
    if not seen:
        return ()
    which = seen[0] if len(seen) == 1 else f"{seen[0]} and {len(seen) - 1} more"
    message = f"git does not ignore {which}: what is typed into such a form can get into the history."
    hint = "Write forms to a folder outside the repository, or name this folder in .gitignore."
    return (Problem("not-ignored", message, Place(folder), hint, "warning"),)


def tracked(place: Workspace) -> tuple[Problem, ...]:
    """A warning for each form that git tracks and someone saved, in a workspace, and each other file among the forms.

    A file counts as it stands and as it is staged. Without git, or a repository, there is nothing to tell.
    """
    asked = git.repository(place.root) if place.is_there else Checked(None)
    if asked.value is None:
        return tuple(_unseen(place, problem) for problem in asked.problems if problem.rule == "git")
    repository = asked.value
    root, own = (Path(os.path.realpath(folder)) for folder in (place.root, _folder(place)))
    inside = [folder for folder in (root, own) if folder.is_relative_to(os.path.realpath(repository.root))]
    index = git.index(repository, dict.fromkeys(inside))
    if index.value is None:
        return tuple(_unseen(place, problem) for problem in index.problems)
    top = Path(os.path.relpath(repository.root, root))  # from the workspace, however the user calls that
    found = [(Path(os.path.normpath(place.root / top / path)), one) for path, one in _exposed(index.value, own)]
    return tuple(_tracked(path, one) if isinstance(one, str) else _unseen(place, one) for path, one in found)


def _unseen(place: Workspace, problem: Problem) -> Problem:
    """Told where there is a repository that git itself does not open, as one of another user's."""
    message = f"{problem.message} So nobody can see whether it tracks forms that people typed in."
    return replace(problem, message=message, place=Place(place.root), severity="warning")


def _exposed(index: git.Index, own: Path) -> Iterator[tuple[str, str | Problem]]:
    """The tracked files that are to be told of, each with the paper that it is, or why nobody knows."""
    root = Path(os.path.realpath(index.staged.repository.root))
    words = [path for path in index.staged.files if path.lower().endswith(WRITTEN)]
    others = (path for path in index.staged.files if not path.lower().endswith(WRITTEN))
    yield from ((path, "") for path in others if _is_among(root / path, own))
    for n in range(0, len(words), AT_ONCE):
        some = words[n : n + AT_ONCE]
        differing = [path for path in some if path in index.changed or not os.path.isfile(root / path)]
        staged = git.contents(index.staged, differing) if differing else Checked({})
        yield from ((path, problem) for problem in staged.problems for path in differing[:1])
        for path in some:
            states = (files.current(root / path).value, (staged.value or {}).get(path))
            paper = _exposing([one for one in states if one is not None], is_among=_is_among(root / path, own))
            yield from [(path, paper)] if paper is not None else []


def _is_among(file: Path, own: Path) -> bool:
    """Whether a file is one of those in the folder for forms that have no business in git."""
    return file.is_relative_to(own) and not file.name.startswith(".git") and file.stem.upper() != "README"


def _exposing(states: Sequence[bytes], *, is_among: bool) -> str | None:
    """Which paper a Word file is that was saved since rolegen made it, in one of its states; "" for another file.

    None where there is nothing to tell: of a blank form, or of a file that is not among the forms.
    """
    edited = [data for data in states if is_edited(data)]
    paper = next(filter(None, (written_in(data, facts_of(data)) for data in edited)), "")
    return paper if paper or (is_among and edited) else None


def _tracked(path: Path, paper: str) -> Problem:
    hint = (
        f"Take it out of the next commit; the file stays: git rm --cached {shlex.quote(shown(path))}. "
        "The history holds what was committed before."
    )
    return Problem("tracked-form", WHAT[paper], Place(path), hint, "warning")


def _folder(place: Workspace) -> Path:
    """The workspace's folder for performance forms."""
    return Path(os.path.abspath(place.folder(place.settings.performance)))


def _is_same(one: Path, other: Path) -> bool:
    return collision_key(Path(os.path.realpath(one))) == collision_key(Path(os.path.realpath(other)))


def _is_in(inner: Path, outer: Path) -> bool:
    real = Path(os.path.realpath(inner))
    return any(_is_same(folder, outer) for folder in (real, *real.parents))
