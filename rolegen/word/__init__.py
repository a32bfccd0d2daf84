"""Document ↔ .docx; the one door to lxml and python-docx."""

from rolegen.word.house import House, load
from rolegen.word.package import is_foreign, to_docx

__all__ = ["House", "is_foreign", "load", "to_docx"]
