"""The rules on wording, law and framework, told where a text is written: shared wording once, at its clause."""

from rolegen.lint.linter import Linter

__all__ = ["Linter"]
