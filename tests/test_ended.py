"""What a run leaves that is ended from outside: a job that is cancelled, a window that is closed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.many import command, council, environment
from tests.test_pdf import ends

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows ends programs in another way")
# Says which process it is and where its temporary files would go, then never ends.
OFFICE = '#!/bin/sh\ntouch "$TMPDIR/its-own"\necho "$$ $TMPDIR" > {}\nexec sleep 600\n'


@pytest.fixture
def printing(tmp_path: Path) -> tuple[subprocess.Popen[str], Path, int, Path]:
    """A build that waits for LibreOffice: its process, its temporary folder, LibreOffice's process and its folder."""
    place, scratch, pipe, office = (tmp_path / name for name in ("place", "scratch", "pipe", "soffice"))
    council(place, 1, "pdf")
    scratch.mkdir()
    os.mkfifo(pipe)
    office.write_text(OFFICE.format(pipe))
    office.chmod(0o755)
    variables = {**environment(), "ROLEGEN_LIBREOFFICE": str(office), "TMPDIR": str(scratch)}
    process = subprocess.Popen(
        command("build"), cwd=place, env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    number, folder = pipe.read_text().split()
    return process, scratch, int(number), Path(folder)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_libreoffice_is_ended_and_no_temporary_file_is_left(
    printing: tuple[subprocess.Popen[str], Path, int, Path], name: str
) -> None:
    process, scratch, office, folder = printing
    assert (folder / "its-own").is_file()
    assert folder.parent == scratch
    number = getattr(signal, name)
    process.send_signal(number)
    said = process.communicate(timeout=60)[1]
    assert (process.returncode, "Traceback" in said) == (128 + number, False)
    assert ends(office)
    assert list(scratch.iterdir()) == []


def test_a_run_that_was_started_to_outlive_its_window_does(tmp_path: Path) -> None:
    """As nohup starts one: SIGHUP is ignored already."""
    line = (
        "import os, signal, sys; from rolegen import cli; signal.signal(signal.SIGHUP, signal.SIG_IGN)\n"
        "sys.argv[1:] = ['--version']\n"
        "try: cli.main()\n"
        "finally: os.kill(os.getpid(), signal.SIGHUP)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", line], cwd=tmp_path, env=environment(), capture_output=True, check=False
    )
    assert (ran.returncode, ran.stdout.startswith(b"rolegen ")) == (0, True)
