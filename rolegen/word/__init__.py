"""Document ↔ .docx; the one door to lxml and python-docx. Reading needs neither, and starts fast without them."""
