"""Document ↔ .docx; the one door to lxml and python-docx, neither of which reading needs: `from_docx` starts fast."""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing takes longer to import than a profile to open
if TYPE_CHECKING:
    from rolegen.word.house import House, load
    from rolegen.word.package import is_edited, to_docx
    from rolegen.word.reading import from_docx

__all__ = ["House", "from_docx", "is_edited", "load", "to_docx"]
HOMES = {"House": "house", "from_docx": "reading", "is_edited": "package", "load": "house", "to_docx": "package"}


def __getattr__(name: str) -> object:
    """Imports what is asked for when it is asked for (PEP 562)."""
    if name not in HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{HOMES[name]}"), name)
