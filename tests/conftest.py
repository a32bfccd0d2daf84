"""What the tests share: a run of rolegen in a folder of its own, and --update for golden files."""

from __future__ import annotations

import gc
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from rolegen.cli import app

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
commands = cache(get_command)  # of the command line; Typer's runner would work them out anew for every run


@dataclass(frozen=True)
class Ran:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what rolegen makes now")


def pytest_configure() -> None:
    """Ctrl-C and a closed window end programs as they do in a terminal, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_runtest_teardown() -> None:
    """A command's own process keeps Python's garbage collector out; here, all that tests make would pile up."""
    assert gc.isenabled(), "a test that runs main() in this process says gc.enable() behind it"


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `rolegen …` in this process, standing in the test's own folder; an unexpected exception is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr("typer.testing._get_command", commands)

    def ran(*arguments: str | Path) -> Ran:
        result = CliRunner().invoke(app, [str(argument) for argument in arguments], prog_name="rolegen")
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    return ran


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """The example workspace, in the folder the user stands in."""
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    return tmp_path


def spoil(role: Path) -> None:
    """Leaves a role file with a level that there is not."""
    text = role.read_text(encoding="utf-8")
    assert "level: director" in text
    role.write_text(text.replace("level: director", "level: directr"), encoding="utf-8")


def stamps(folder: Path) -> dict[Path, int]:
    """When each file was last written, in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
