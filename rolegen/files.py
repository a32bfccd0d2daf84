"""Reads a file that is not too large, writes a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import shutil
import time
import zlib
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from rolegen.problems import Checked, Place, Problem, failed, reason
from rolegen.word.guard import Unfit, check_size

Verb = Literal["created", "updated", "unchanged"]
PART, LONG_AGO = ".rolegen-", 3600  # how the name of a part of a file begins; seconds
UNTOUCHED = "Nothing was changed."
EVALUATIONS, FACTS = "evaluations", "evaluation.yaml"  # the folder of roles as they were evaluated; facts of a copy
WAITS = (0.1, 0.4, 1.0)  # seconds; a virus scanner or a preview holds a file on Windows for about so long


def read(path: Path) -> Checked[bytes]:
    """What the file at the path holds, if it is no larger than a Word file may be."""
    try:
        with path.open("rb") as stream:
            check_size(os.fstat(stream.fileno()).st_size)
            return Checked(stream.read())
    except Unfit as unfit:
        return failed(unfit.rule, unfit.message, Place(path), unfit.hint)
    except OSError as error:
        return failed("unreadable", f"This file cannot be read: {reason(error)}.", Place(path))


def current(path: Path) -> Checked[bytes]:
    """What the file at the path holds; nothing, and no problem, where there is none."""
    try:
        return Checked(path.read_bytes())
    except FileNotFoundError:
        return Checked(None)
    except OSError as error:
        closed = isinstance(error, PermissionError) and os.path.isfile(path) and os.name != "nt"
        message = "You may not read this file, so it cannot be compared." if closed else _why(path, error)
        return failed("cannot-write", message, Place(path), UNTOUCHED)


def write(path: Path, data: bytes) -> Checked[Verb]:
    """Puts the bytes at the path where they would change it."""
    standing = current(path)
    if standing.problems or standing.value == data:
        return Checked(None, standing.problems) if standing.problems else Checked("unchanged")
    problems = put(path, data)
    return Checked(None, problems) if problems else Checked("created" if standing.value is None else "updated")


def put(path: Path, data: bytes) -> tuple[Problem, ...]:
    """Puts the bytes at the path: the old file or the new one is there at any moment, never a part."""
    target = Path(os.path.realpath(path)) if path.is_symlink() else path
    if refused := _kept([path]):
        return refused
    try:
        _replace(target, data)
    except OSError as error:
        return (Problem("cannot-write", _why(path, error), Place(path), UNTOUCHED),)
    return ()


def put_together(wanted: Mapping[Path, bytes], new: Collection[Path] = ()) -> tuple[Problem, ...]:
    """Puts files at their paths that belong together: all of them, or where one cannot be written none.

    At the paths that are `new` nothing may stand yet: of two runs at once one alone has its way.
    """
    if refused := _kept(wanted):
        return refused
    parts: dict[Path, Path] = {}
    done: dict[Path, bytes | None] = {}
    at = next(iter(wanted), Path())
    try:
        for at, data in wanted.items():
            parts[at] = _new_part(at, data)
        for at, part in parts.items():
            before = current(at).value
            _move(part, at, is_new=at in new)
            done[at] = before
    except BaseException as error:
        _undo(parts.values(), done)
        if not isinstance(error, OSError):
            raise
        return (Problem("cannot-write", _why(at, error), Place(at), UNTOUCHED),)
    return ()


def _kept(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Refuses to write over a role that is kept as it was evaluated, whatever it is called by."""
    message = "This is a role as it was evaluated, and a copy is never changed."
    hint = f"Name another file. {UNTOUCHED}"
    return tuple(Problem("evaluated-copy", message, Place(path), hint) for path in paths if _is_kept(path))


def _is_kept(path: Path) -> bool:
    return any(_names_a_copy(Path(known)) for known in (os.path.abspath(path), os.path.realpath(path)))


def _names_a_copy(path: Path) -> bool:
    role = path.parent.parent
    is_of_a_copy = path.name in (FACTS, f"{role.name}.yaml") and role.parent.name == EVALUATIONS
    return is_of_a_copy and os.path.lexists(path.with_name(FACTS))


def _undo(parts: Iterable[Path], done: Mapping[Path, bytes | None]) -> None:
    for part in parts:
        _drop(part)
    with contextlib.suppress(OSError):
        for path, before in done.items():
            if before is None:
                path.unlink(missing_ok=True)
            else:
                _replace(path, before)


def sweep(folder: Path) -> None:
    """Takes away the parts that builds left here which were killed, and none of a build that is running.

    A part names its machine and its process. Those of other machines, on a shared disk, are left for an hour.
    """
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(PART) and entry.name.endswith(".tmp"):
                with contextlib.suppress(OSError):  # another build may be sweeping too
                    if _is_left_over(entry):
                        Path(entry.path).unlink()


def _is_left_over(entry: os.DirEntry[str]) -> bool:
    machine, _, rest = entry.name.removeprefix(PART).partition("-")
    process = rest.partition("-")[0]
    if machine == _machine() and process.isdecimal() and not _is_running(int(process)):
        return True
    return time.time() - entry.stat(follow_symlinks=False).st_mtime > LONG_AGO


def _is_running(process: int) -> bool:
    """Whether a process of that number runs on this machine; on Windows nobody says so without harm."""
    if os.name == "nt":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


@cache
def _machine() -> str:
    return f"{zlib.crc32(platform.node().encode()):08x}"


def _replace(target: Path, data: bytes) -> None:
    part = _new_part(target, data)
    try:
        _move(part, target)
    except BaseException:
        _drop(part)
        raise


def _new_part(target: Path, data: bytes) -> Path:
    """The bytes beside where they are to go, ready to be moved there."""
    part = target.with_name(f"{PART}{_machine()}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    try:
        _write_new(part, data)
        with contextlib.suppress(FileNotFoundError):
            shutil.copymode(target, part)
    except BaseException:
        _drop(part)
        raise
    return part


def _drop(part: Path) -> None:
    with contextlib.suppress(OSError):
        part.unlink(missing_ok=True)


def _write_new(part: Path, data: bytes) -> None:
    try:
        part.write_bytes(data)
    except FileNotFoundError:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)


def _move(part: Path, target: Path, *, is_new: bool = False) -> None:
    move = _place_new if is_new else Path.replace
    for wait in WAITS if os.name == "nt" else ():
        with contextlib.suppress(PermissionError):
            move(part, target)
            return
        time.sleep(wait)
    move(part, target)


def _place_new(part: Path, target: Path) -> None:
    """Puts a part where nothing may stand: Windows renames it then alone, elsewhere a second name is given then alone.

    Where a disk knows no second names, the place is taken by an empty file first.
    """
    if os.name == "nt":
        part.rename(target)
        return
    try:
        os.link(part, target)
    except OSError:
        target.open("xb").close()
        part.replace(target)
    else:
        part.unlink()


def _why(path: Path, error: OSError) -> str:
    if os.path.isdir(path):
        return "A folder stands where this file should go."
    held = os.name == "nt" and isinstance(error, PermissionError) and os.path.exists(path)
    if held or error.errno in (errno.EBUSY, errno.ETXTBSY):
        return f"{path.name} is open in Word. Close it and run again."
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "The disk is full."
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        made = os.path.lexists(path)
        return "This file was made meanwhile." if made else "A file stands where its folder should be."
    if isinstance(error, PermissionError):
        return f"You may not write in {path.parent}."
    return f"This file cannot be written: {reason(error)}."
