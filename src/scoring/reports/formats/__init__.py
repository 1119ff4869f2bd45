"""How a report is written: each file here offers ``write(view, language, screen)`` and is found by its name."""
