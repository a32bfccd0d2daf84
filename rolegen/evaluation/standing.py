"""A workspace as its roles are kept from: as it stands, or as it stood at a git revision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rolegen import build
from rolegen.build import Options, Workshop
from rolegen.problems import Checked, Problem, failed, suggest
from rolegen.role import RoleFile, read_role
from rolegen.sides import Export, workspace_at
from rolegen.source import read
from rolegen.workspace import Workspace, bundled

SUPERIOR = frozenset({"reports_to"})


@dataclass(frozen=True)
class Standing:
    """A workspace now, the one that its roles are read from, and which role files name which superior.

    The two are the same, or the second is `export`, what stood at a revision, laid out in a folder.
    """

    now: Workspace
    shop: Workshop
    below: Mapping[str, tuple[Path, ...]]
    export: Export | None = None

    def told(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The problems with their places as the user knows them."""
        return tuple(self.export.told(one) if self.export else one for one in problems)

    def path(self, role: Path) -> Checked[Path]:
        """Where a role's file stands, or stood: at the same path, else under the same name."""
        if self.export is None:
            return Checked(role)
        then = self.shop.workspace
        same = then.root / role.relative_to(self.now.root)
        if same in then.role_files():
            return Checked(same)
        if other := self.shop.register.paths.get(role.stem):
            return Checked(other)
        message = f"At revision “{self.export.revision}” there was no role “{role.stem}”."
        return failed("no-such-file", message, hint=suggest(role.stem, self.shop.register.paths))

    def reports(self, name: str) -> Checked[tuple[RoleFile, ...]]:
        """The roles that report to a role: of one and the one that takes its place, the one that stands first."""
        files, problems = list[RoleFile](), list[Problem]()
        for path in self.below.get(name, ()):
            one = read_role(path)
            files += [one.value] if one.value else []
            problems += () if one.value else self.told(one.problems)
        standing = {file.id: file for file in files if not file.role.is_gone and file.id != name}
        found = tuple(file for file in standing.values() if file.role.replaces not in standing)
        return Checked(None if problems else found, tuple(problems))


def standing(place: Workspace, asked: str, scratch: Path) -> Checked[Standing]:
    """The workspace, as it stood at the revision that is asked for; `scratch` must stay as long as it is used."""
    then = workspace_at(place, asked, scratch) if asked else Checked((place, None))
    if then.value is None:
        return Checked(None, then.problems)
    found, export = then.value
    # Nothing is printed: what has become of the templates since does not matter.
    shop = build.prepare(replace(found, template_folders=(bundled("templates"),)), Options())
    problems = tuple(export.told(one) if export else one for one in shop.problems)
    if shop.value is None:
        return Checked(None, problems)
    return Checked(Standing(place, shop.value, _below(found), export))


def _below(place: Workspace) -> Mapping[str, tuple[Path, ...]]:
    """The role files that name each superior, read no further than to its name."""
    found = defaultdict[str, list[Path]](list)
    for path in place.role_files():
        source = read(path, until=SUPERIOR).value
        said = source.value.get("reports_to") if source and isinstance(source.value, dict) else None
        if isinstance(said, str):
            found[said.strip()].append(path)
    return {name: tuple(paths) for name, paths in found.items()}
