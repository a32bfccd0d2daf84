"""What the tests share: a run of rolegen in a folder of its own, and --update for golden files."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from rolegen.cli import app

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
REQUIRED = "ROLEGEN_REQUIRE_VALIDATOR"  # set where tests with LibreOffice and the validator must run, not be skipped
commands = cache(get_command)  # of the command line; Typer's runner would work them out anew for every run


def give_up(reason: str) -> NoReturn:
    """Skips a test that needs a program from elsewhere, or fails where it must be there."""
    if os.environ.get(REQUIRED):
        pytest.fail(f"{REQUIRED} is set, but there is {reason}")
    pytest.skip(reason)


@dataclass(frozen=True)
class Ran:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]
Office = Callable[..., None]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the golden files from what rolegen makes now")


def pytest_configure() -> None:
    """Ctrl-C and a closed window end programs as they do in a terminal, also where the tests run in the background.

    What is compiled is kept.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # else each worker, and each program that it starts, compiles all
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


def pytest_collection_finish() -> None:
    """Python's garbage collector leaves alone what is there for good, and comes by less often.

    It would go through all modules and tests again and again, for a sixth of the time that the tests take.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


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


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Has LibreOffice save files in a format, to a folder; with one profile, as to make one takes it a second."""
    program = shutil.which("soffice")
    if not program:
        give_up("no LibreOffice: install the package libreoffice-writer")
    user = f"-env:UserInstallation={(tmp_path_factory.mktemp('libreoffice') / 'user').as_uri()}"

    def saved(ending: str, to: Path, *files: Path) -> None:
        command: list[str | Path] = [program, user, "--headless", "--convert-to", ending, "--outdir", to]
        subprocess.run([*command, *files], capture_output=True, check=True, timeout=300)

    return saved


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    """The example workspace, in the folder the user stands in."""
    shutil.copytree(EXAMPLES, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def unevaluated(examples: Path) -> Path:
    """The same, before any role was kept as it was evaluated."""
    shutil.rmtree(examples / "evaluations")
    return examples


def spoil(role: Path) -> None:
    """Leaves a role file with a level that there is not."""
    text = role.read_text(encoding="utf-8")
    assert "level: director" in text
    role.write_text(text.replace("level: director", "level: directr"), encoding="utf-8")


def stamps(folder: Path) -> dict[Path, int]:
    """When each file was last written, in nanoseconds."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}
