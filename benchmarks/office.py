"""What LibreOffice makes of tracked changes: FOLDER's Word files, with all accepted, all rejected or none, as JSON.

To run with a Python that has LibreOffice's `uno` (Debian: python3-uno), not with rolegen's. For each file it prints
what its paragraphs and cells say: a paragraph is a string, a table a list of rows, a cell a list of paragraphs.
"""

from __future__ import annotations

import json
import os
import signal
import string
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]

COMMANDS = {"accepted": ".uno:AcceptAllTrackedChanges", "rejected": ".uno:RejectAllTrackedChanges", "plain": ""}
PIPE = "rolegenredlines"


def connected(seconds: int = 60) -> Any:
    """LibreOffice, once it has started."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(seconds * 5):
        try:
            return resolver.resolve(f"uno:pipe,name={PIPE};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("LibreOffice does not start.")


def prop(name: str, value: object) -> Any:
    """An option of LibreOffice's."""
    found = PropertyValue()
    found.Name, found.Value = name, value
    return found


def said(office: Any, path: Path, command: str) -> list[Any]:
    """What a file says once a command has been run on it."""
    services = office.ServiceManager
    desktop = services.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    document = desktop.loadComponentFromURL(path.resolve().as_uri(), "_blank", 0, (prop("Hidden", True),))
    try:
        if command:
            helper = services.createInstanceWithContext("com.sun.star.frame.DispatchHelper", office)
            helper.executeDispatch(document.CurrentController.Frame, command, "", 0, ())
        return blocks(document.Text)
    finally:
        document.close(True)


def blocks(text: Any) -> list[Any]:
    """The paragraphs and tables of a text."""
    found: list[Any] = []
    parts = text.createEnumeration()
    while parts.hasMoreElements():
        part = parts.nextElement()
        found.append(rows(part) if part.supportsService("com.sun.star.text.TextTable") else part.String)
    return found


def rows(table: Any) -> list[list[Any]]:
    """The cells of each row, by their names (A1, B1 …): rows may differ in how many they have."""
    found: dict[str, list[Any]] = {}
    for name in table.CellNames:
        found.setdefault(name.lstrip(string.ascii_letters), []).append(blocks(table.getCellByName(name)))
    return [found[number] for number in sorted(found, key=int)]


def main(folder: Path) -> None:
    """Prints what the folder's files say."""
    with tempfile.TemporaryDirectory() as profile:
        user = f"-env:UserInstallation={Path(profile).as_uri()}"
        options = ["--headless", "--norestore", f"--accept=pipe,name={PIPE};urp;"]
        quiet = subprocess.DEVNULL
        process = subprocess.Popen(["soffice", user, *options], stdout=quiet, stderr=quiet, start_new_session=True)
        try:
            office = connected()
            files = sorted(folder.glob("*.docx"))
            found = {path.stem: {name: said(office, path, way) for name, way in COMMANDS.items()} for path in files}
            json.dump(found, sys.stdout, ensure_ascii=False)
        finally:
            os.killpg(process.pid, signal.SIGKILL)  # asked to end, it may wait for ever; its profile goes with it
            process.wait(30)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
