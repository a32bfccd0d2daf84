"""Which roles cannot differ between two sides, told from the files alone: making a thousand documents for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from rolegen.sides import Side
from rolegen.workspace import PASSED_OVER, SETTINGS, YAML, Workspace

TEXT = (*YAML, ".j2")


def names(old: Side, new: Side) -> frozenset[str]:
    """The names whose files are the same on both sides, and with them all that their documents are made of."""
    both = [name for name in old.files if name in new.files]
    try:
        words = {name for name in both if not (old.files[name].workspace or new.files[name].workspace)}
        same = {name for name in words if _bytes(old.files[name].path) == _bytes(new.files[name].path)}
        return frozenset(same | _roles(old, new, [name for name in both if name not in words]))
    except OSError:
        return frozenset()  # a file that cannot be read is told of when its document is made


def _roles(old: Side, new: Side, both: Iterable[str]) -> set[str]:
    """The role files that are the same, and name no role whose file is not: they show that one's title."""
    before, after = _workspace(old), _workspace(new)
    if before is None or after is None or _ingredients(before) != _ingredients(after):
        return set()
    olds, news = _contents(before.role_files()), _contents(after.role_files())
    was, now = ({path.stem: data for path, data in files.items()} for files in (olds, news))
    differing = [name.encode() for name in was.keys() | now.keys() if was.get(name) != now.get(name)]
    found = set()
    for name in both:
        data = olds.get(old.files[name].path)
        if data is not None and data == news.get(new.files[name].path) and not any(one in data for one in differing):
            found.add(name)
    return found


def _workspace(side: Side) -> Workspace | None:
    """The workspace of a side's roles, where they have one and the same."""
    places = {file.workspace.root: file.workspace for file in side.files.values() if file.workspace}
    return next(iter(places.values())) if len(places) == 1 else None


def _ingredients(place: Workspace) -> Mapping[tuple[int, str], bytes]:
    """What all roles of a workspace are made with, by folder and path: settings, framework, templates."""
    looks = [[path for path in folder.rglob("*") if _is_ours(path)] for folder in place.template_folders]
    framework = [path for path in place.data.rglob("*") if path.suffix in YAML]
    settings = [path for path in (place.root / SETTINGS,) if path.is_file()]
    folders = (place.root, place.data, *place.template_folders)
    return {
        (number, path.relative_to(folder).as_posix()): _bytes(path)
        for number, (folder, paths) in enumerate(zip(folders, (settings, framework, *looks), strict=True))
        for path in paths
    }


def _is_ours(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(PASSED_OVER)


def _contents(paths: Iterable[Path]) -> Mapping[Path, bytes]:
    return {path: _bytes(path) for path in paths}


def _bytes(path: Path) -> bytes:
    """A file's content; in text, git may have made other line ends, which mean nothing."""
    data = path.read_bytes()
    return data.replace(b"\r\n", b"\n") if path.suffix in TEXT else data
