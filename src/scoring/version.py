"""The version of the program; the same as in pyproject.toml, which a test holds."""

from typing import Final

VERSION: Final = "0.1.0"
