"""Values of a YAML file changed, and no byte beside them."""

from rolegen.yamledit.editing import Put, edited, new_file

__all__ = ["Put", "edited", "new_file"]
