"""The one door to git: which repository this is, which commit is meant, what its files said then; a clone's settings.

Files are read from git's store as they were committed: no work tree is touched, no text converter runs, and of filters
only Git LFS's, for the files that it keeps elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolegen.problems import Checked, failed, reason, shown, suggest

LINK = b"120000"  # the mode of a symbolic link in a tree
PLAIN = b"100"  # how the modes of plain files begin
LARGE = b"version https://git-lfs.github.com/spec/"  # what Git LFS commits in place of a large file
# What a hook is given to find its repository by would lead astray in another folder.
MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
NONE_IGNORED = 1  # the exit code of git check-ignore where it ignores none of the files
STABLE = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}


@dataclass(frozen=True, slots=True)
class Repository:
    """The work tree around a folder, and the folder's path in it: "" or such as `hr/`."""

    root: Path
    prefix: str


@dataclass(frozen=True, slots=True)
class Commit:
    """A moment in the history, the name the user gave it, and its files: each path with the id of its content.

    Links and submodules are left out: rolegen reads neither.
    """

    repository: Repository
    revision: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Index:
    """The files that git tracks below some folders, as they will be committed next; and which stand otherwise now.

    Of the latter the work tree has another state, or none.
    """

    staged: Commit
    changed: frozenset[str]


def repository(folder: Path) -> Checked[Repository]:
    """The repository around a folder, or why there is none to use."""
    asked = _git(folder, "rev-parse", "--show-toplevel", "--show-prefix")
    if asked.value is not None:
        root, prefix = os.fsdecode(asked.value).split("\n")[:2]
        return Checked(Repository(Path(root), prefix))
    if any("not a git repository" in problem.message for problem in asked.problems):
        return failed("no-repository", f"The folder {folder} is not in a git repository.")
    if any("must be run in a work tree" in problem.message for problem in asked.problems):
        message = f"The folder {folder} is git's own store: no files stand in it."
        return failed("no-work-tree", message, hint="Make a clone of it, and run rolegen there.")
    return Checked(None, asked.problems)


def commit(place: Repository, revision: str) -> Checked[Commit]:
    """The commit that a branch, a tag or another name of git's means."""
    found = _git(place.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if found.value is None:
        return failed("unknown-revision", f"git knows no revision “{revision}” here.", hint=_nearest(place, revision))
    listed = _git(place.root, "ls-tree", "-r", "-z", "--full-tree", found.value.decode().strip())
    if listed.value is None:
        return Checked(None, listed.problems)
    return Checked(Commit(place, revision, dict(_entries(listed.value))))


def revisions(place: Repository) -> tuple[str, ...]:
    """The names of its branches and tags."""
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    listed = _git(place.root, "for-each-ref", "--format=%(refname:short)", "--", *kinds)
    return tuple(os.fsdecode(listed.value or b"").split())


def export(moment: Commit, paths: Iterable[str], folder: Path) -> Checked[Path]:
    """Writes files as they were at a commit below a folder, each at its path in the repository; the folder."""
    wanted = [path for path in paths if is_harmless(path)]
    contents = _contents(moment, wanted)
    if contents.value is None:
        return Checked(None, contents.problems)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, data in zip(wanted, contents.value, strict=True):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
    except OSError as error:
        return failed("cannot-write", f"The files of {moment.revision} cannot be laid out: {reason(error)}.")
    return Checked(folder)


def index(place: Repository, folders: Iterable[Path]) -> Checked[Index]:
    """What git tracks below folders of a repository, all of them without links on their way."""
    asked = ("-z", "--full-name", "--", *map(str, folders))
    listed = _git(place.root, "--literal-pathspecs", "ls-files", "--stage", *asked)
    changed = _git(place.root, "--literal-pathspecs", "ls-files", "--modified", *asked)
    if listed.value is None or changed.value is None:
        return Checked(None, (*listed.problems, *changed.problems))
    staged = Commit(place, "the index", dict(_staged(listed.value)))
    return Checked(Index(staged, frozenset(map(os.fsdecode, changed.value.split(b"\0")[:-1]))))


def contents(moment: Commit, paths: Iterable[str]) -> Checked[dict[str, bytes]]:
    """What files held at a commit, or hold in the index, by their paths."""
    wanted = list(paths)
    found = _contents(moment, wanted)
    return Checked(None if found.value is None else dict(zip(wanted, found.value, strict=True)), found.problems)


def watched(folder: Path, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the files in a folder that git tracks, or would offer to; none where there is no git or no repository.

    The folder need not be there yet.
    """
    real = Path(os.path.realpath(folder))
    there = next(one for one in (real, *real.parents) if one.is_dir())
    if repository(there).value is None:
        return ()
    paths = {str(real / name): name for name in names}
    given = b"".join(os.fsencode(path) + b"\0" for path in paths)
    answer = _git(there, "check-ignore", "-z", "--stdin", given=given, also=NONE_IGNORED)
    ignored = {os.fsdecode(path) for path in (answer.value or b"").split(b"\0")}
    return tuple(name for path, name in paths.items() if path not in ignored)


def is_harmless(path: str) -> bool:
    """Whether a path stays below the folder it is written to, on any system; git itself makes no others."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or "\\" in part or (os.name == "nt" and ":" in part) for part in parts)


def attribute(folder: Path, name: str, path: str) -> str:
    """What the attributes of a folder (.gitattributes) say of a file."""
    said = _git(folder, "check-attr", "-z", name, "--", path)
    return os.fsdecode(said.value or b"").rstrip("\0").rpartition("\0")[2]


def setting(place: Repository, key: str) -> str:
    """A setting of this clone; "" where it has none."""
    return os.fsdecode(_git(place.root, "config", "--local", "--get", key).value or b"").removesuffix("\n")


def configure(place: Repository, key: str, value: str) -> Checked[str]:
    """Gives a setting of this clone its value."""
    done = _git(place.root, "config", "--local", "--replace-all", key, value)
    return Checked(value if done.value is not None else None, done.problems)


def _git(folder: Path, *arguments: str, given: bytes = b"", also: int = 0) -> Checked[bytes]:
    """What git answers in a folder; where it fails, its own words. `also` is another exit code of an answer."""
    program = _program()
    if program is None:
        return failed("no-git", "git is not installed here.", hint="It comes from https://git-scm.com.")
    kept = {name: value for name, value in os.environ.items() if name not in MISLEADING}
    command = [program, "--no-pager", "-C", str(folder), *arguments]
    try:
        ran = subprocess.run(command, input=given, capture_output=True, check=False, env={**kept, **STABLE})  # noqa: S603 (no shell; names of the user's stand behind --)
    except OSError as error:
        return failed("no-git", f"git cannot be started: {reason(error)}.")
    if ran.returncode not in (0, also):
        said = ran.stderr.decode(errors="replace").strip().partition("\n")[0].removeprefix("fatal: ")
        hint = "Ask git: git config --global --add safe.directory FOLDER." if "dubious ownership" in said else ""
        return failed("git", f"git refuses: {said or f'exit code {ran.returncode}'}.", hint=hint)
    return Checked(ran.stdout)


def _program() -> str | None:
    """Where git is: on PATH only, never in the folder the user stands in, where Windows looks first."""
    name = "git.exe" if os.name == "nt" else "git"
    places = (Path(folder) / name for folder in os.get_exec_path() if Path(folder).is_absolute())
    return next((str(place) for place in places if os.path.isfile(place) and os.access(place, os.X_OK)), None)


def _entries(listed: bytes) -> Iterator[tuple[str, str]]:
    """Path and content's id of each file that `git ls-tree -z` lists as mode, type, id, a tab and the path."""
    for line in listed.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, kind, name = facts.split()
        if kind == b"blob" and mode != LINK:
            yield os.fsdecode(path), name.decode()


def _staged(listed: bytes) -> Iterator[tuple[str, str]]:
    """Path and content's id of each plain file that `git ls-files --stage -z` lists as mode, id, stage, a tab, path."""
    for line in listed.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, name, _stage = facts.split()
        if mode.startswith(PLAIN):
            yield os.fsdecode(path), name.decode()


def _contents(moment: Commit, paths: list[str]) -> Checked[list[bytes]]:
    """What the files held, read by one process."""
    asked = "".join(f"{moment.files[path]}\n" for path in paths).encode()
    answer = _git(moment.repository.root, "cat-file", "--batch", given=asked)
    if answer.value is None:
        return Checked(None, answer.problems)
    made, at = [], 0
    for path in paths:
        head, _, _ = answer.value[at : at + 200].partition(b"\n")
        if head.endswith(b" missing"):
            return failed("git", f"This clone lacks {path} of {moment.revision}.", hint="Run git fetch.")
        start, size = at + len(head) + 1, int(head.split()[2])
        whole = _whole(moment, path, answer.value[start : start + size])
        if whole is None:
            message = f"Git LFS keeps {path} of {moment.revision} elsewhere, and it cannot be had."
            return failed("git", message, hint="Run git lfs fetch --all.")
        made.append(whole)
        at = start + size + 1
    return Checked(made)


def _whole(moment: Commit, path: str, data: bytes) -> bytes | None:
    """The file that Git LFS keeps elsewhere, where the data only point to it; None where it cannot be had."""
    if not data.startswith(LARGE):
        return data
    return _git(moment.repository.root, "cat-file", "--filters", f"--path={path}", moment.files[path]).value


def shortened(place: Repository) -> str:
    """What to do where this is a clone without the older commits; "" where it has all of them."""
    if (_git(place.root, "rev-parse", "--is-shallow-repository").value or b"").strip() != b"true":
        return ""
    return "This clone holds the newest commits only: run git fetch --unshallow (in GitHub Actions, fetch-depth: 0)."


def _nearest(place: Repository, revision: str) -> str:
    """What to try where a revision is not known."""
    if ".." in revision:
        old, _, new = revision.partition("..")
        return f"Write the two apart: {old} {new.lstrip('.')}."
    if too_short := shortened(place):
        return too_short
    return suggest(revision, revisions(place)) or f"There are no branches or tags in {shown(place.root)} yet."
