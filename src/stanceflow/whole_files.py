"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(file: Path, text: str) -> None:
    """Write a text file (UTF-8, line ends as they are) beside its place and rename it into it; its folder must be there. Raises OSError."""
    descriptor, unfinished = tempfile.mkstemp(prefix=".unfinished-", dir=file.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        os.chmod(unfinished, 0o644)
        os.replace(unfinished, file)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
