"""The JSON Schemas are those of the models, each field says what it is, and old copies in a workspace are told."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rolegen import advertiser, framework, pay, role, schema, term, workspace
from rolegen.editors import COPIES, FILES, FOLDER, file_name, outdated, shipped
from rolegen.fields import Model
from rolegen.lint.rule import shipped as rules
from rolegen.performance import objectives
from rolegen.recruitment import vacancy
from rolegen.role import Role
from rolegen.schema import MODELS, as_text, descriptions, explanations
from rolegen.workspace import LABELS, Settings
from tests.conftest import ROOT, Run

MODULES = (advertiser, framework, objectives, pay, role, term, vacancy, workspace)
ALL = [one for one in Model.__subclasses__() if one.__module__ in {module.__name__ for module in MODULES}]


def parts(value: Any) -> Iterator[dict[str, Any]]:
    """Every group of keys in a schema."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_that_ship_are_those_of_the_models(name: str, update: bool) -> None:
    path = FOLDER / file_name(name)
    if update:
        path.write_text(as_text(name), encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == as_text(name), "pytest --update writes it anew"


def test_nothing_else_ships_as_a_schema() -> None:
    assert FILES.keys() == MODELS.keys()
    assert {path.name for path in FOLDER.iterdir()} == set(map(file_name, FILES)) == shipped().keys()


@pytest.mark.parametrize("model", ALL, ids=lambda model: model.__name__)
def test_every_field_says_what_it_is_under_its_definition(model: type[Model]) -> None:
    assert len(ALL) >= 22
    said = explanations(model)
    assert list(said) == list(model.model_fields)
    assert [text for text in said.values() if not re.fullmatch(r"[A-Z`].{9,220}[.}]", text)] == []
    assert all(text.startswith(descriptions(model)[key]) for key, text in said.items())


def test_a_description_is_the_first_sentence() -> None:
    assert descriptions(Role)["status"] == "Where the profile stands."
    assert explanations(Role)["status"].startswith("Where the profile stands. A draft shows")


@pytest.mark.parametrize("name", FILES)
def test_each_field_is_there_with_its_title_and_what_it_is(name: str) -> None:
    made = schema.schema(name)
    assert made["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert list(made["properties"]) == list(MODELS[name].model_fields)
    groups = [part for part in parts(made) if part.get("additionalProperties") is False]
    assert groups[0] is made
    fields = [field for group in groups for field in group["properties"].values()]
    assert len(fields) >= len(MODELS[name].model_fields)
    assert [field for field in fields if not field["title"] or not field["description"]] == []


@pytest.mark.parametrize("name", FILES)
def test_a_schema_defines_all_that_it_refers_to_and_nothing_else(name: str) -> None:
    made = schema.schema(name)
    meant = {part["$ref"].removeprefix("#/definitions/") for part in parts(made) if "$ref" in part}
    assert meant
    assert meant == made["definitions"].keys()
    patterns = [part["pattern"] for part in parts(made) if isinstance(part.get("pattern"), str)]
    assert patterns
    assert [pattern for pattern in patterns if not re.compile(pattern)] == []


def test_rules_and_labels_are_named_that_rolegen_knows() -> None:
    properties = schema.schema("rolegen")["properties"]
    assert list(properties["labels"]["properties"]) == list(LABELS)
    known = {name for name, rule in rules().items() if not rule.always}
    assert known
    assert properties["rules"]["properties"].keys() == known


@pytest.mark.parametrize("label", LABELS)
def test_a_label_may_be_written_in_any_case_with_hyphens(label: str) -> None:
    pattern = re.compile(schema.schema("rolegen")["properties"]["labels"]["propertyNames"]["pattern"])
    ways = (label, label.upper(), label.lower().replace(" ", "-"), label.title().replace(" ", "_"))
    assert all(map(pattern.search, ways))
    assert not pattern.search(f"{label}s")


def test_a_default_is_shown() -> None:
    properties = schema.schema("rolegen")["properties"]
    shown = {key: field["default"] for key, field in properties.items() if "default" in field}
    assert shown == {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in Settings().model_dump().items()
        if isinstance(value, str | bool) or key == "formats"
    }


@pytest.mark.parametrize("folder", ["data", "examples/data", "examples/roles", "examples"])
def test_the_files_that_ship_name_their_schema_in_their_first_line(folder: str) -> None:
    paths = sorted((ROOT / folder).glob("*.yaml"))
    assert paths
    for path in paths:
        first = path.read_text("utf-8").splitlines()[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named
        kind = path.stem if path.stem in FILES else "role"
        assert (path.parent / named[1]).resolve() == FOLDER / file_name(kind)


# --- the command ------------------------------------------------------------------------------------------------------


def test_the_schemas_are_listed_with_the_files_that_they_are_for(run: Run) -> None:
    ran = run("schema")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split() for line in ran.out.splitlines()] == [list(pair) for pair in FILES.items()]


@pytest.mark.parametrize("name", FILES)
def test_a_schema_is_printed(run: Run, name: str) -> None:
    ran = run("schema", name)
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out) == schema.schema(name)


def test_all_are_written_to_a_folder_and_only_where_they_differ(run: Run, tmp_path: Path) -> None:
    ran = run("schema", "--out", COPIES)
    folder = tmp_path / COPIES
    assert ran.out.splitlines() == [f"created   {folder / name}" for name in shipped()]
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == shipped()
    (folder / "role.json").write_text("{}", encoding="utf-8")
    verbs = [line.split()[0] for line in run("schema", "--out", COPIES).out.splitlines()]
    assert verbs == ["updated" if name == "role.json" else "unchanged" for name in shipped()]
    assert run("schema", "--out", COPIES, "--quiet").out == ""


# --- copies -----------------------------------------------------------------------------------------------------------


def test_copies_that_are_those_of_this_rolegen_are_not_told(run: Run, tmp_path: Path) -> None:
    assert outdated(tmp_path) == ()
    run("schema", "--out", COPIES)
    assert outdated(tmp_path) == ()
    for path in (tmp_path / COPIES).iterdir():
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert outdated(tmp_path) == ()


@pytest.mark.parametrize("names", list(itertools.pairwise(FILES)))
def test_each_copy_is_told_that_is_another_and_what_to_do(run: Run, tmp_path: Path, names: tuple[str, str]) -> None:
    run("schema", "--out", COPIES)
    changed, missing = (tmp_path / COPIES / file_name(name) for name in names)
    changed.write_bytes(changed.read_bytes().replace(b'"title"', b'"titel"', 1))
    missing.unlink()
    (problem,) = outdated(tmp_path)
    assert (problem.rule, problem.severity, str(problem.place)) == (
        "schema-outdated",
        "note",
        f"schemas/{changed.name}",
    )
    assert problem.hint == "Write it anew: rolegen schema --out schemas"
