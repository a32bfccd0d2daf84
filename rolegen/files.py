"""Writes a file whole or not at all, and only where it would change."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import time
from pathlib import Path
from typing import Literal

from rolegen.problems import Checked, Place, failed, reason

Verb = Literal["created", "updated", "unchanged"]
WAITS = (0.1, 0.4, 1.0)  # seconds; a virus scanner or a preview holds a file on Windows for about so long


def write(path: Path, data: bytes) -> Checked[Verb]:
    """Puts the bytes at the path: the old file or the new one is there at any moment, never a part."""
    try:
        target = Path(os.path.realpath(path)) if path.is_symlink() else path
        old = _current(target)
        if old == data:
            return Checked("unchanged")
        _replace(target, data, known=old is not None)
        return Checked("created" if old is None else "updated")
    except OSError as error:
        return failed("cannot-write", _why(path, error), Place(path), "Nothing was changed.")


def _current(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, *, known: bool) -> None:
    part = target.with_name(f".rolegen-{os.getpid()}-{target.name}.tmp")
    try:
        _write_new(part, data)
        if known:
            shutil.copymode(target, part)
        _move(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _write_new(part: Path, data: bytes) -> None:
    try:
        part.write_bytes(data)
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)


def _move(part: Path, target: Path) -> None:
    for wait in WAITS if os.name == "nt" else ():
        with contextlib.suppress(PermissionError):
            part.replace(target)
            return
        time.sleep(wait)
    part.replace(target)


def _why(path: Path, error: OSError) -> str:
    if os.path.isdir(path):
        return "A folder stands where this file should go."
    held = os.name == "nt" and isinstance(error, PermissionError) and os.path.exists(path)
    if held or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return f"{path.name} is open in Word. Close it and run again."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full."
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return "A file stands where its folder should be."
    if isinstance(error, PermissionError):
        return f"You may not write in {path.parent}."
    return f"This file cannot be written: {reason(error)}."
