"""Text to standard output and to files."""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from evenkeel.cli.failure import FailureError

# What replaces characters that the encoding of standard output does not have.
_PLAIN: Final = str.maketrans({"├": "|", "└": "`", "─": "-", "│": "|", "·": "-", "←": "<", "…": "~"})
_HALVES: Final = re.compile("[\ud800-\udfff]")
_WIDEST: Final = 160
_NOT_A_TERMINAL: Final = 120


def open_closed_streams() -> None:
    """Let output go nowhere where the caller closed it; a file opened later would otherwise become standard output."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("r" if name == "stdin" else "w", encoding="utf-8"))  # noqa: SIM115


def write(text: str) -> None:
    """Write text to standard output, in the plainer characters of an old terminal if need be.

    Raises:
        FailureError: standard output takes nothing, on a full disk for example.
    """
    text = _whole(text)
    try:
        text.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        encoded = text.translate(_PLAIN).encode(sys.stdout.encoding, "replace")
        text = encoded.decode(sys.stdout.encoding)
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise FailureError(f"standard output cannot be written: {error.strerror}") from None


def width() -> int:
    """Return the columns of a report: COLUMNS, else the terminal's, else a fixed number."""
    columns = shutil.get_terminal_size((_NOT_A_TERMINAL, 24)).columns
    if not sys.stdout.isatty() and not os.environ.get("COLUMNS", "").isdigit():
        return _NOT_A_TERMINAL
    return min(columns, _WIDEST)


def in_color() -> bool:
    """Tell whether standard output shows colours: a terminal, unless NO_COLOR or TERM=dumb says no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def check_folder(path: Path) -> None:
    """Refuse a file whose folder does not take files, before the work rather than after it.

    Raises:
        FailureError: the folder is missing or cannot be written, or the path is itself a folder.
    """
    folder = path.parent
    if path.is_dir():
        raise FailureError(f"{path} is a folder; name a file in it")
    if not folder.is_dir():
        raise FailureError(f"{path} cannot be written: there is no folder {folder}; make it first")
    if not os.access(folder, os.W_OK):
        raise FailureError(f"{path} cannot be written: folder {folder} is read-only; choose another one")


def write_new(path: Path, text: str, *, replace: bool) -> None:
    """Write a file aside and move it into place, so that it is there wholly or not at all.

    Args:
        path: the file.
        text: its content.
        replace: whether a file that is there already may go.

    Raises:
        FailureError: it is there already, or cannot be written.
    """
    aside: Path | None = None
    try:
        if replace and path.exists() and not path.is_file():
            path.write_text(text, "utf-8")  # a pipe or a device: what reads it must not lose it to a file
            return
        path = path.resolve() if replace else path  # a link stays one
        aside = write_aside(path, text)
        if replace:
            aside.replace(path)
        else:
            path.hardlink_to(aside)  # unlike a rename, this refuses to overwrite
    except FileExistsError:
        raise FailureError(f"{path} exists already; choose another name, or replace it with --force") from None
    except OSError as error:
        raise FailureError(f"{path} cannot be written: {error.strerror}") from None
    finally:
        if aside is not None:
            with suppress(FileNotFoundError):
                aside.unlink()


def write_aside(path: Path, text: str) -> Path:
    """Write the content of a file under another name in its folder, and return that name.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        aside = Path(file.name)
        try:
            file.write(_whole(text))
            file.flush()
            aside.chmod(0o666 & ~_umask())
        except BaseException:
            aside.unlink()
            raise
    return aside


def _whole(text: str) -> str:
    """Return a text with a replacement character for each half of one, which JSON can carry and no encoding has."""
    return _HALVES.sub("\ufffd", text)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
