"""Two documents → what changed between them, heading by heading, paragraph by paragraph, row by row, word by word."""

from rolegen.diff.changes import Change, compare
from rolegen.diff.words import Piece

__all__ = ["Change", "Piece", "compare"]
