"""`rolegen init --framework-version`: the framework as it stands goes into the history, and a new version begins.

Approved roles go on building with the version in the history; what is changed from then on is the new one's.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rolegen import files, framework
from rolegen.editors import COPIES, carried, schema_line, without_schema
from rolegen.fields import id_fault
from rolegen.framework import DESCRIPTORS, HISTORY, RESPONSIBILITIES, Framework
from rolegen.problems import Checked, Place, failed, has_errors, shown
from rolegen.uncommitted import uncommitted
from rolegen.versions import says_the_same
from rolegen.workspace import FRAMEWORK_FILES, Workspace, bundled
from rolegen.yamledit import Put, edited
from rolegen.yamledit.taking_out import without

VERSION, ADOPTION = ("framework", "version"), ("framework", "adoption")
# In this order: a version is in the history once its descriptors are, so that one half copied is none.
COPIED = (RESPONSIBILITIES, DESCRIPTORS)


@dataclass(frozen=True, slots=True)
class Freezing:
    """What is to be written, in this order: `kept` is in the history then, and `version` begins."""

    kept: str
    version: str
    folder: Path
    files: Mapping[Path, bytes]

    @property
    def next_steps(self) -> str:
        """What to do now, for the user."""
        wording, levels = (shown(self.folder / name) for name in (RESPONSIBILITIES, DESCRIPTORS))
        if self.kept == self.version:
            return (
                f"Version {self.kept} is kept in {HISTORY}/. Before you change its words, begin a new version:\n"
                "rolegen init --framework-version NEW."
            )
        return (
            f"The framework is version {self.version} now. {self.kept} is kept in {HISTORY}/: roles approved on it "
            f"keep its wording.\nNext: change clauses in {wording} and levels in {levels}.\n"
            f"rolegen diff --framework {self.kept} {self.version} shows what changed and which roles it reaches;\n"
            "rolegen check finds mistakes. Once it is adopted, say so: “adoption” under “framework”, in "
            f"{DESCRIPTORS}."
        )


@dataclass(frozen=True, slots=True)
class _Standing:
    """The framework as it stands, the folder that the workspace has its own in, and its files' bytes."""

    known: Framework
    folder: Path
    data: Mapping[str, bytes]

    @property
    def version(self) -> str:
        return self.known.about.version

    @property
    def is_rolegens(self) -> bool:
        return self.known.folder != self.folder

    @property
    def history(self) -> Path:
        return self.folder / HISTORY


def freezing(place: Workspace, version: str) -> Checked[Freezing]:
    """What puts the framework into the history and begins another version; stopped half way, it goes on when run again.

    A workspace without a framework of its own gets rolegen's as its own. With the version that the framework has
    already, it is only put into the history.
    """
    if id_fault(version):
        message = f"“{version}” cannot be the version of a framework: it names a folder in the history."
        hint = "Use small letters, digits and hyphens, as in 2026 or council-2."
        return failed("id", message, hint=hint)
    if not place.is_there:
        message = "There is no workspace here, whose framework could have versions."
        hint = "rolegen init makes one; or write a file rolegen.yaml here, which may be empty, and run this again."
        return failed("no-workspace", message, hint=hint)
    standing = _standing(place)
    if standing.value is None:
        return Checked(None, standing.problems)
    planned = _planned(standing.value, version)
    if planned.value is None:
        return Checked(None, planned.problems)
    kept = _same_before(standing.value) or version if version == standing.value.version else standing.value.version
    copied = any(path.is_relative_to(standing.value.history) for path in planned.value)
    told = uncommitted(standing.value.folder, standing.value.known) if copied else ()
    return Checked(Freezing(kept, version, standing.value.folder, planned.value), told)


def _standing(place: Workspace) -> Checked[_Standing]:
    own = place.root / place.settings.data
    source = bundled("data") if _is_rolegens(own) else own
    known = framework.load(source)
    if known.value is None or has_errors(known.problems):
        return Checked(None, known.problems)
    data = {name: files.read(source / name) for name in COPIED}
    problems = tuple(problem for one in data.values() for problem in one.problems)
    if problems:
        return Checked(None, problems)
    found = {name: one.value or b"" for name, one in data.items()}
    if source != own:
        found = {name: _as_own(place, own / name, text) for name, text in found.items()}
    return Checked(_Standing(known.value, own, found))


def _as_own(place: Workspace, path: Path, data: bytes) -> bytes:
    """A file of rolegen's framework as the workspace has it, its schema that of the workspace where it has some."""
    has_schemas = os.path.isdir(place.root / COPIES)
    return (schema_line(path.stem, path, place.root) if has_schemas else b"") + without_schema(data)


def _is_rolegens(own: Path) -> bool:
    """Whether a workspace has no framework of its own, or no more of it than a copy of rolegen's that was stopped."""
    there = [name for name in FRAMEWORK_FILES if os.path.isfile(own / name)]
    if len(there) == len(FRAMEWORK_FILES):
        return False
    return all(_plain(own / name) == _plain(bundled("data") / name) for name in there)


def _plain(path: Path) -> bytes:
    return without_schema(files.current(path).value or b"")


def _planned(standing: _Standing, version: str) -> Checked[Mapping[Path, bytes]]:
    """What is to be written where, in that order; nothing is written before all of it is known."""
    copies = _copies(standing, version)
    if copies.value is None:
        return copies
    begun = _begun(standing, version)
    if begun.value is None:
        return Checked(None, begun.problems)
    current = {RESPONSIBILITIES: standing.data[RESPONSIBILITIES], DESCRIPTORS: begun.value}
    own = {
        standing.folder / name: data for name, data in current.items() if name == DESCRIPTORS or standing.is_rolegens
    }
    return Checked({**copies.value, **own})


def _begun(standing: _Standing, version: str) -> Checked[bytes]:
    """The descriptors with another version, and adopted by nobody yet."""
    path, data = standing.folder / DESCRIPTORS, standing.data[DESCRIPTORS]
    if version == standing.version:
        return Checked(data)
    renamed = edited(data, path, [Put(VERSION, version)])
    if renamed.value is None or standing.known.about.adoption is None:
        return renamed
    return without(renamed.value, path, ADOPTION)


def _copies(standing: _Standing, version: str) -> Checked[Mapping[Path, bytes]]:
    """The files that go into the history; none where the version is there already."""
    if version != standing.version and _is_kept(standing, version):
        message = f"The history holds a version “{version}” already; approved roles may build with it."
        return failed("version-taken", message, hint="Give the new version a name that no earlier one has.")
    folder = standing.history / standing.version
    if _is_kept(standing, standing.version):
        return _kept(standing, version)
    if version == standing.version and _same_before(standing):
        return Checked({})
    copies = {folder / name: carried(standing.data[name], standing.folder, folder) for name in COPIED}
    half = files.current(folder / RESPONSIBILITIES).value
    if half not in (None, copies[folder / RESPONSIBILITIES]):
        message = f"This file is half of a version “{standing.version}”, in other words than the framework has now."
        hint = f"Put its {DESCRIPTORS} beside it, or move it away. Nothing was changed."
        return failed("half-kept", message, Place(folder / RESPONSIBILITIES), hint)
    return Checked(copies)


def _kept(standing: _Standing, version: str) -> Checked[Mapping[Path, bytes]]:
    """Nothing is to be copied; refused where the version that is kept is unsound, or its name is to stay."""
    kept = framework.version(standing.folder, standing.version)
    if kept.value is None or has_errors(kept.problems):
        return Checked(None, kept.problems)
    if version == standing.version and not says_the_same(kept.value, standing.known):
        message = f"Version “{version}” stands in {HISTORY}/ in other words; approved roles build with it."
        hint = "Give the changed framework a version of its own: rolegen init --framework-version NEW."
        return failed("changed-version", message, Place(standing.folder / DESCRIPTORS), hint)
    return Checked({})


def _is_kept(standing: _Standing, version: str) -> bool:
    return os.path.isfile(standing.history / version / DESCRIPTORS)


def _same_before(standing: _Standing) -> str:
    """The version in the history that says what the framework says now: nothing has changed since; "" for none."""
    return next((one.about.version for one in _earlier(standing) if says_the_same(one, standing.known)), "")


def _earlier(standing: _Standing) -> Iterator[Framework]:
    for version in framework.history(standing.folder):
        if known := framework.load(standing.history / version).value:
            yield known
