"""Write a file that is complete or was never there."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_file(path: Path, content: bytes) -> OSError | None:
    """Write *content* to *path* through a temporary file beside it; return what went wrong, None if nothing did.

    An existing file keeps its permissions; a link is followed, so that what it points to is replaced.
    """
    target = Path(os.path.realpath(path))
    temporary = ""
    try:
        if target.exists() and not target.is_file():  # a pipe, a device: nothing to rename over
            target.write_bytes(content)
            return None
        mode = target.stat().st_mode & 0o777 if target.exists() else _default_mode()
        handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        return error
    return None


def _default_mode() -> int:
    """Return the permissions a new file gets under the process's mask."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
