"""A unified diff, in colour where a terminal shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rolegen.problems import BOLD, PLAIN, RED

GREEN, CYAN = "\x1b[32m", "\x1b[36m"


def coloured(lines: Iterable[str], *, colour: bool) -> Iterator[str]:
    """The lines of a unified diff; without colour as they are, so that patch and git take them."""
    for line in lines:
        code = _code(line) if colour else ""
        yield f"{code}{line}{PLAIN}" if code else line


def _code(line: str) -> str:
    if line.startswith(("---", "+++")):
        return BOLD
    return {"+": GREEN, "-": RED, "@": CYAN}.get(line[:1], "")
