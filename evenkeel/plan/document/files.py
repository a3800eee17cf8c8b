"""Plan documents as files."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from evenkeel.model import Plan
from evenkeel.plan.document.decode import loads
from evenkeel.plan.document.encode import dumps
from evenkeel.plan.errors import DocumentError


def write(plan: Plan, path: Path) -> None:
    """Write a plan document: aside first, so that no reader ever sees half of it.

    Raises:
        DocumentError: the file cannot be written.
    """
    text = dumps(plan)
    try:
        if path.exists() and not path.is_file():
            path.write_text(text, "utf-8")  # a pipe or a device: what reads it must not lose it to a file
            return
        path = path.resolve()  # a link stays one
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        aside = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
                stream.write(text)
            aside.chmod(_mode(path))
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DocumentError(f"{path}: cannot be written: {error.strerror or error}") from error


def read(path: Path) -> Plan:
    """Read a plan document or an exported state.

    Raises:
        DocumentError: the file cannot be read, or is neither.
    """
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{path}: not text in UTF-8") from error
    except OSError as error:
        raise DocumentError(f"{path}: cannot be read: {error.strerror or error}") from error
    return loads(text, source=str(path))


def _mode(path: Path) -> int:
    """Return the permissions of the file that is replaced, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
