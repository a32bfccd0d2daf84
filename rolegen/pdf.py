"""Word files → PDF, through the LibreOffice that is installed here.

LibreOffice writes the time into each PDF, so two runs never give the same bytes. A last line, which readers of PDF
pass over, says which Word file the PDF was made from; `build` writes a PDF again only where that has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from rolegen.problems import Checked, Problem, failed, reason

OFFICE = "ROLEGEN_LIBREOFFICE"  # an environment variable with the path of the program, where it is in no usual place
NAMES = ("soffice", "libreoffice")
PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "%ProgramFiles%/LibreOffice/program/soffice.com",
    "%ProgramFiles(x86)%/LibreOffice/program/soffice.com",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
# LibreOffice's own names, read so since version 7.4. PDF/UA is not among them: nobody has yet checked that claim.
OPTIONS = ("UseTaggedPDF", "ExportBookmarks", "DisplayPDFDocumentTitle")
FILTER = "pdf:writer_pdf_Export:" + json.dumps({name: {"type": "boolean", "value": "true"} for name in OPTIONS})
READER = "MS Word 2007 XML"  # or LibreOffice would print whatever it is given as plain text
STARTING, EACH = 90, 20  # seconds: the longest that LibreOffice may take to start, and for one file
INSTALL = "Install LibreOffice (libreoffice.org; on Debian or Ubuntu the package libreoffice-writer)."
TRY = "Try fewer profiles at a time, or open one of the Word files in LibreOffice."
STAMP = re.compile(rb"\n%rolegen ([0-9a-f]{64})\n\Z")


def find() -> Path | None:
    """LibreOffice's program: the one that ROLEGEN_LIBREOFFICE names, else the first on the PATH or in a usual place."""
    if named := os.environ.get(OFFICE):
        return Path(os.path.abspath(named)) if os.path.isfile(named) else None
    known = (*map(shutil.which, NAMES), *map(os.path.expandvars, PLACES))
    return next((Path(os.path.abspath(place)) for place in known if place and os.path.isfile(place)), None)


def lacking() -> tuple[Problem, ...]:
    """What is not there to make PDFs with."""
    return () if find() else (_missing(),)


def to_pdf(documents: Mapping[str, bytes]) -> Checked[Mapping[str, bytes]]:
    """The PDF of each Word file, by the same names and stamped; one start of LibreOffice for all of them.

    A file that LibreOffice cannot print stops none of the others: it is missing here, and the problem names it.
    """
    if not documents:
        return Checked({})
    office = find()
    if office is None:
        return Checked(None, (_missing(),))
    try:
        # Its files lie open a moment longer than it runs, on Windows; what is left there is the system's to clear.
        with TemporaryDirectory(prefix="rolegen-", ignore_cleanup_errors=True) as folder:
            return _printed(office, documents, Path(folder))
    except OSError as error:
        return failed("libreoffice", f"LibreOffice cannot be run: {reason(error)}.", hint=INSTALL)
    except subprocess.TimeoutExpired as error:
        return failed("libreoffice", f"LibreOffice took more than {error.timeout:.0f} seconds.", hint=TRY)


def _missing() -> Problem:
    if os.environ.get(OFFICE):
        hint = f"Let {OFFICE} name the program soffice itself, or unset it."
        return Problem("libreoffice", f"{OFFICE} names no program.", hint=hint)
    message = "LibreOffice is not installed here, and PDFs are made with it."
    return Problem("libreoffice", message, hint=f"{INSTALL} Or leave “pdf” out of the formats.")


def _not_made(names: list[str], said: str) -> Problem:
    """What is told where LibreOffice ended without a PDF; its last words are all the reason that it gives."""
    listed = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    message = f"LibreOffice made no PDF of {listed}." + (f" It says: {said}." if said else "")
    return Problem("libreoffice", message, hint=TRY)


def _printed(office: Path, documents: Mapping[str, bytes], folder: Path) -> Checked[Mapping[str, bytes]]:
    """Prints the Word files in a folder of their own, under numbers: no name of a profile reaches a command."""
    files = {name: folder / f"{number}.docx" for number, name in enumerate(documents)}
    for name, path in files.items():
        path.write_bytes(documents[name])
    said = _run(office, [path.name for path in files.values()], folder)
    pdfs = {name: path.with_suffix(".pdf") for name, path in files.items()}
    made = {name: stamp(path.read_bytes(), documents[name]) for name, path in pdfs.items() if os.path.isfile(path)}
    lacking = [name for name in documents if name not in made]
    return Checked(made, (_not_made(lacking, said),) if lacking else ())


def _run(office: Path, files: list[str], folder: Path) -> str:
    """Runs LibreOffice with a user profile of its own, so that an open window and this run leave each other alone."""
    user = f"-env:UserInstallation={(folder / 'user').as_uri()}"
    quiet = ("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo")
    process = subprocess.Popen(  # noqa: S603 (the program is the user's own, and no shell reads the command)
        [str(office), user, *quiet, f"--infilter={READER}", "--convert-to", FILTER, "--outdir", str(folder), *files],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder)},  # what it leaves there when it is stopped goes with the folder
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        _, complaint = process.communicate(timeout=STARTING + EACH * len(files))
    except BaseException:
        _end(process)
        raise
    return next((line for line in complaint.decode(errors="replace").splitlines() if line.startswith("Error")), "")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ends LibreOffice with the processes that it started."""
    if os.name == "nt":
        command = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (a number, and no shell)
    else:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def digest(docx: bytes) -> str:
    """What a PDF of the Word file is known by; another one where rolegen asks LibreOffice for something else."""
    return hashlib.sha256(FILTER.encode() + docx).hexdigest()


def stamp(pdf: bytes, docx: bytes) -> bytes:
    """The PDF with a last line, a comment behind its end (ISO 32000, 7.2.4), that says what it was made from."""
    return pdf.rstrip(b"\r\n") + f"\n%rolegen {digest(docx)}\n".encode()


def made_from(pdf: bytes) -> str:
    """The digest of the Word file that a PDF was made from; "" where rolegen did not write it as it is now."""
    found = STAMP.search(pdf[-128:])
    return found[1].decode() if found else ""
