"""A comparison to be read: as text for a terminal, as Markdown, as an HTML page, as JSON."""

from rolegen.telling.markdown import as_markdown
from rolegen.telling.page import as_html
from rolegen.telling.terminal import as_text
from rolegen.telling.values import as_json

__all__ = ["as_html", "as_json", "as_markdown", "as_text"]
