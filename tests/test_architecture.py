"""The shape of the code: one door for each dependency, small functions, and a start that waits for nothing."""

from __future__ import annotations

import ast
import gc
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.word_files import listed, p, word_file

PACKAGE = ROOT / "rolegen"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
MODELS = {
    "fields.py", "framework.py", "pay.py", "performance/objectives.py", "advertiser.py", "recruitment/vacancy.py",
    "role.py", "term.py", "workspace.py",
}  # fmt: skip
WORD = {name for name in SOURCES if name.startswith("word/")}
COMMANDS = {name for name in SOURCES if name.startswith("cli/")}
# Which modules may import what from outside the standard library.
DOORS: dict[str, set[str]] = {
    "yaml": {"source.py", "yamledit/nodes.py"},  # values with their places; where values end, for who changes them
    "pydantic": MODELS,
    "pydantic_core": MODELS,
    "jinja2": {"templating.py", "sandbox.py"},
    "markupsafe": {"sandbox.py"},
    "lxml": WORD,
    "docx": WORD,
    "typer": COMMANDS,
    "PIL": {"chart/png.py"},
}
# What each layer must not know: those that come after it on the way from YAML to Word.
LATER = ["source", "framework", "role", "profile", "templating", "word", "build", "cli"]

# What only other commands need, and what tells of a framework's mistakes; most parts of these are slow to import.
NOT_TO_BUILD = {"amended", "approval", "batch", "chart", "comparison", "diff", "drift", "editors", "evaluation",
                "foreign", "git", "inspection", "intake", "lint", "listing", "moving", "page", "paper", "pdf",
                "performance", "recruitment", "schema", "settled", "sides", "starting", "telling",
                "yamledit"}  # fmt: skip


@cache
def trees() -> Mapping[str, ast.Module]:
    """Each module's code; nothing of its many nodes is garbage, for which Python would look most of the time."""
    gc.disable()
    try:
        return {name: ast.parse(path.read_text("utf-8")) for name, path in SOURCES.items()}
    finally:
        gc.freeze()
        gc.enable()


def imports(tree: ast.AST) -> Iterator[str]:
    """The names of all modules that some code imports, wherever it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name their module in full"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def every_import() -> Mapping[str, frozenset[str]]:
    """What each module imports."""
    return {name: frozenset(imports(tree)) for name, tree in trees().items()}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_these_tests_see_the_code() -> None:
    assert len(SOURCES) >= 15
    assert {"cli/__init__.py", "source.py", "templating.py", "word/__init__.py"} <= SOURCES.keys()
    assert sum(1 for tree in trees().values() for _ in functions(tree)) > 100


@pytest.mark.parametrize("dependency", DOORS)
def test_each_dependency_is_imported_behind_its_own_door_only(dependency: str) -> None:
    importing = {
        name for name, found in every_import().items() if dependency in {module.split(".")[0] for module in found}
    }
    assert importing
    assert importing <= DOORS[dependency]


def test_nothing_else_from_outside_is_imported() -> None:
    outside = {module.split(".")[0] for found in every_import().values() for module in found}
    assert "pathlib" in outside
    assert outside - set(sys.stdlib_module_names) - {"rolegen"} == DOORS.keys()


@pytest.mark.parametrize("name", LATER[:-1])
def test_no_module_knows_those_that_come_after_it(name: str) -> None:
    own = [found for path, found in every_import().items() if path == f"{name}.py" or path.startswith(f"{name}/")]
    assert own
    known = {module.split(".")[1] for found in own for module in found if module.startswith("rolegen.")}
    assert known & set(LATER[LATER.index(name) + 1 :]) == set()


def test_the_document_knows_nothing_of_word_html_or_yaml() -> None:
    known = {found for found in every_import()["document.py"] if found.startswith("rolegen")}
    assert known == set()


def test_only_the_command_line_prints() -> None:
    printing = {
        name
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    }
    assert printing
    assert printing <= COMMANDS
    writing = {name for name, path in SOURCES.items() if "sys.stdout" in path.read_text("utf-8")}
    assert writing <= COMMANDS | {"text.py"}, "only the commands print, and git's converter, which waits for no command"


def test_no_level_or_variant_is_named_in_code_but_in_help_and_the_sugar_for_variants() -> None:
    words = {"managing-director", "executive-director", "director", "assistant-director", "non-cmt"}
    naming = {
        (name, node.value)
        for name, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and node.value in words
    }
    assert naming == {("framework.py", "non-cmt")}


def test_functions_and_modules_are_small() -> None:
    long = {
        f"{name}: {node.name}": lines
        for name, tree in trees().items()
        for node in functions(tree)
        if (lines := (node.end_lineno or 0) - node.lineno + 1) > 40
    }
    assert long == {}
    assert {name for name, path in SOURCES.items() if len(path.read_text("utf-8").splitlines()) > 400} == set()


def test_every_module_and_every_public_function_says_what_it_is_for() -> None:
    silent = [name for name, tree in trees().items() if not ast.get_docstring(tree)]
    silent += [
        f"{name}: {node.name}"
        for name, tree in trees().items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


# --- what a run imports -----------------------------------------------------------------------------------------------


def imported(folder: Path, *arguments: str) -> set[str]:
    """The modules that `rolegen …` imports, told by Python itself."""
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rolegen", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    lines = [line for line in ran.stderr.splitlines() if line.startswith("import time:")]
    found = {line.rpartition("|")[2].strip() for line in lines}
    assert {"rolegen", "rolegen.cli", "typer"} <= found
    return found


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_wait_for_nothing_that_they_do_not_need(flag: str, tmp_path: Path) -> None:
    found = imported(tmp_path, flag)
    assert found & {"yaml", "jinja2", "docx", "lxml", "pydantic"} == set()
    own = {name for name in found if name.startswith("rolegen.") and not name.startswith("rolegen.cli")}
    assert own <= {"rolegen.problems"}


def test_a_build_waits_for_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    found = imported(tmp_path, "build", "--level", "director", "--cmt")
    assert {"yaml", "jinja2", "pydantic", "rolegen.build"} <= found
    assert found & {"docx", "rich", "multiprocessing", "concurrent.futures"} == set()
    parts = {name.split(".")[1] for name in found if name.startswith("rolegen.")}
    assert {"framework", "templating", "word"} <= parts
    assert parts & NOT_TO_BUILD == set()


def test_git_waits_for_nothing_but_the_reading_of_a_word_file(tmp_path: Path) -> None:
    path = tmp_path / "profile.docx"
    path.write_bytes(word_file(p("Words", listed(1))))
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "rolegen.text", path],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=60,
    )
    assert ran.stdout == "- Words\n"
    found = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert {"rolegen.document", "rolegen.word.reading"} <= found
    assert found & {"typer", "pydantic", "jinja2", "yaml", "lxml", "docx", "typing", "pathlib", "zipfile"} == set()
