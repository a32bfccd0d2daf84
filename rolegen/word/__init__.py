"""Document ↔ .docx; the one door to lxml and python-docx."""

from rolegen.word.house import House, load
from rolegen.word.package import is_edited, to_docx

__all__ = ["House", "is_edited", "load", "to_docx"]
