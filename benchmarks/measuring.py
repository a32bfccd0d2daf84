"""What the benchmarks share: fresh processes that find this rolegen, medians, and tables ready to paste."""

from __future__ import annotations

import importlib.util
import os
import platform
import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (a new folder of our own is made in it)


def environment(scratch: Path) -> dict[str, str]:
    """The environment of a measured process: this rolegen, from any folder, its bytecode kept as if installed."""
    found = importlib.util.find_spec("rolegen")
    if found is None or found.origin is None:
        raise SystemExit("rolegen is not installed here: pip install -e '.[bench]'")
    paths = [str(Path(found.origin).parent.parent), os.environ.get("PYTHONPATH", "")]
    values = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return values | {"PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONPYCACHEPREFIX": str(scratch)}


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that goes again: in memory where the system has such a place and TMPDIR names no other.

    A disk takes its own time to make a file, whatever is in it, and on a busy machine any time at all.
    """
    in_memory = MEMORY.is_dir() and "TMPDIR" not in os.environ
    return tempfile.TemporaryDirectory(dir=MEMORY if in_memory else None)


def spread(values: Sequence[float], digits: int = 2) -> str:
    """The median, and from the lowest to the highest."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(slow: Sequence[float], quick: Sequence[float]) -> list[str]:
    """How many times the one is the other: their medians, and their lowest, which other work disturbs least."""
    return [f"{statistics.median(slow) / statistics.median(quick):.2f}", f"{min(slow) / min(quick):.2f}"]


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; every column but the first stands right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def conditions() -> str:
    """Where and under what load this was measured, as far as the machine says."""
    load = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}{load}"
