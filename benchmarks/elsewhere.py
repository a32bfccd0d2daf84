"""Looks whether other programs see every word of the Word files: mammoth, pandoc and LibreOffice.

The files are the levels' and the examples' profiles, as forms and with bookmarks only. Exits with 1 where a program
misses a word of one of them, or none was looked at.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import mammoth
from measuring import environment, table

EXAMPLES = Path(__file__).parent.parent / "examples"
BUILDS = (["--all-levels"], [str(EXAMPLES)])
WORD = re.compile(r"[^\W_]+")
ESCAPE = re.compile(r"\\(.)")


def run(command: list[str], folder: Path) -> str:
    """What a command prints; the end of this one where it fails."""
    done = subprocess.run(
        command, cwd=folder, env=environment(folder), capture_output=True, check=False, encoding="utf-8"
    )
    if done.returncode:
        raise SystemExit(f"{' '.join(command[:4])}: {done.stderr}")
    return done.stdout


def build(folder: Path) -> list[Path]:
    """The files, each as a form and with bookmarks only."""
    rolegen = [sys.executable, "-m", "rolegen", "build", "--format", "docx", "--quiet"]
    for name, flags in (("forms", []), ("bookmarks", ["--no-controls"])):
        (folder / name).mkdir()
        for what in BUILDS:
            run([*rolegen, *what, *flags, "--out", str(folder / name)], folder)
    return sorted(folder.glob("*/*.docx"))


def printed(files: list[Path], folder: Path) -> None:
    """Each file as LibreOffice prints it, as a text file beside it."""
    office = shutil.which("soffice") or sys.exit("no LibreOffice: install the package libreoffice-writer")
    user = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    for kind in {file.parent for file in files}:
        names = [file.name for file in files if file.parent == kind]
        run([office, user, "--headless", "--convert-to", "txt:Text (encoded):UTF8", *names], kind)


def seen(file: Path, folder: Path) -> Iterator[tuple[str, str]]:
    """What each program sees in a file."""
    with file.open("rb") as stream:
        yield "mammoth", mammoth.extract_raw_text(stream).value
    yield "pandoc", run(["pandoc", "--to=plain", "--wrap=none", str(file)], folder)
    yield "LibreOffice", file.with_suffix(".txt").read_text(encoding="utf-8-sig")


def words(text: str) -> Counter[str]:
    """Letters and digits without a gap."""
    return Counter(WORD.findall(text))


def main() -> None:
    """Builds, asks each program, and prints what it misses."""
    argparse.ArgumentParser(description="Look whether other programs see every word of the Word files.").parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = build(folder)
        printed(files, folder)
        missed: dict[str, Counter[str]] = {}
        count = 0
        for file in files:
            own = words(ESCAPE.sub(r"\1", run([sys.executable, "-m", "rolegen", "text", str(file)], folder)))
            count += own.total()
            for program, text in seen(file, folder):
                missed.setdefault(program, Counter()).update(own - words(text))
    rows = [[program, f"{len(files)}", f"{count:,}", f"{lost.total():,}"] for program, lost in missed.items()]
    print(table(["program", "files", "words", "missed"], rows))
    if not count or any(missed.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
