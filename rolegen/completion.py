"""What a shell may complete: the words that the workspace around the user knows, as far as it can be read.

Somebody waits for it at every press of the tab key, so nothing slow is imported and nothing is checked. What cannot be
read is not there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from rolegen.source import read

PACKAGE = Path(__file__).resolve().parent
EVALUATIONS = "evaluations"
SETTINGS, DESCRIPTORS, RESPONSIBILITIES = "rolegen.yaml", "descriptors.yaml", "responsibilities.yaml"
TEMPLATE, YAML = ".html.j2", (".yaml", ".yml")
ADVERT = "advert"  # the template of the documents that are made of vacancies
CHART = "chart"  # the template of `rolegen chart`, which no other command asks for


@dataclass(frozen=True)
class Around:
    """The workspace around a folder; without one, what comes with rolegen."""

    here: Path

    @cached_property
    def root(self) -> Path | None:
        """The workspace's own folder."""
        folders = (self.here, *self.here.parents)
        return next(
            (one for one in folders if (one / SETTINGS).is_file() or (one / "data" / DESCRIPTORS).is_file()), None
        )

    @cached_property
    def settings(self) -> dict[str, Any]:
        """What rolegen.yaml says."""
        return _group(_values(self.root / SETTINGS) if self.root else None)

    def folder(self, name: str) -> Path | None:
        """One of the workspace's folders, under the name that rolegen.yaml gives it."""
        named = self.settings.get(name)
        return self.root / (named if isinstance(named, str) else name) if self.root else None

    @cached_property
    def data(self) -> Path:
        """The folder of its framework, or of the one that comes with rolegen."""
        own = self.folder("data")
        return own if own and (own / DESCRIPTORS).is_file() else _shipped("data")

    @cached_property
    def _framework(self) -> dict[str, Any]:
        return _group(_values(self.data / DESCRIPTORS))

    @property
    def _levels(self) -> Iterator[dict[str, Any]]:
        return (level for level in _items(self._framework.get("levels")) if isinstance(level.get("id"), str))

    def levels(self) -> list[str]:
        """The ids of its levels."""
        return [level["id"] for level in self._levels]

    def variants(self, level: str) -> list[str]:
        """The versions of a level, or where it is not known of any."""
        levels = [one for one in self._levels if one["id"] == level] or list(self._levels)
        return list(dict.fromkeys(name for one in levels for name in _group(one.get("variants"))))

    def clauses(self) -> list[str]:
        """The ids of its clauses."""
        themes = _items(_group(_values(self.data / RESPONSIBILITIES)).get("themes"))
        found = [clause.get("id") for theme in themes for clause in _items(theme.get("clauses"))]
        return [name for name in found if isinstance(name, str)]

    def versions(self) -> list[str]:
        """The versions of its framework: those that are kept, and the current one."""
        kept = sorted(path.parent.name for path in (self.data / "history").glob(f"*/{DESCRIPTORS}"))
        current = _group(self._framework.get("framework")).get("version")
        return [*kept, *([current] if isinstance(current, str) and current not in kept else [])]

    def roles(self) -> list[str]:
        """The ids of its roles; hidden files and folders, copies of roles and vacancies are passed over."""
        folder, vacancies = self.folder("roles"), self.folder("vacancies")
        copies = EVALUATIONS if folder == self.root else ""
        return [
            path.stem
            for path in _yaml_files(folder)
            if path.relative_to(folder or path).parts[0] != copies and vacancies not in path.parents
        ]

    def vacancies(self) -> list[str]:
        """The ids of its vacancies."""
        return [path.stem for path in _yaml_files(self.folder("vacancies"))]

    def templates(self) -> list[str]:
        """The names of the templates, its own and those that come with rolegen."""
        folders = [folder for folder in (self.folder("templates"), _shipped("templates")) if folder]
        found = {path.name.removesuffix(TEMPLATE) for folder in folders for path in folder.glob(f"*{TEMPLATE}")}
        return sorted(found - {CHART})

    def grades(self) -> list[str]:
        """The grades that may be used."""
        grades = _group(self.settings.get("grades"))
        return [name for name, said in grades.items() if not _group(said).get("unusable")]

    def rules(self) -> list[str]:
        """The ids of the rules of `rolegen check`, the organisation's own too."""
        shipped = (path.stem for path in (PACKAGE / "lint" / "rules").glob("*.yaml"))
        return sorted({*shipped, *_group(self.settings.get("rules"))})


def schemas() -> list[str]:
    """The names of the JSON Schemas."""
    return sorted(path.stem for path in (PACKAGE / "schemas").glob("*.json"))


def _yaml_files(folder: Path | None) -> list[Path]:
    """The YAML files in a folder and below, by their names; hidden files and folders are passed over."""
    found = [path for ending in YAML for path in folder.rglob(f"*{ending}")] if folder else []
    seen = (path for path in found if not any(part.startswith(".") for part in path.relative_to(folder or "").parts))
    return sorted((path for path in seen if path.name != SETTINGS), key=lambda path: path.stem)


def _shipped(name: str) -> Path:
    """A folder that comes with rolegen: inside the package in a wheel, beside it in a checkout."""
    return PACKAGE / name if (PACKAGE / name).is_dir() else PACKAGE.parent / name


def _values(path: Path) -> object:
    source = read(path).value
    return source.value if source else None


def _group(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _items(value: object) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
