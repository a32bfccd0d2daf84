"""Document ↔ .docx; the one door to lxml and python-docx."""

from rolegen.word.house import House, load
from rolegen.word.package import to_docx

__all__ = ["House", "load", "to_docx"]
