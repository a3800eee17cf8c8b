"""A folder of report files that belong together: all of a run, none of a former one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from evenkeel.cli.failure import FailureError
from evenkeel.cli.output import write_aside


def check_report_folder(folder: Path) -> None:
    """Refuse a folder that cannot be made or written, before the work rather than after it; nothing is made yet.

    Raises:
        FailureError: there is a file in its place or above it, or the folder takes no files.
    """
    try:  # the lookup below a file is no error, it finds nothing
        there = next(place for place in (folder, *folder.absolute().parents) if place.exists())
        in_the_way = not there.is_dir()
    except OSError as error:
        raise FailureError(f"{folder} cannot be made: {error.strerror}; name another one") from None
    if in_the_way:
        raise FailureError(f"{folder} cannot be a folder: a file is in the way; name another one")
    if not os.access(there, os.W_OK):
        raise FailureError(f"{folder} cannot be written: {there} is read-only; name another folder")


def fill_folder(folder: Path, files: Mapping[str, str], stale: Iterable[str]) -> None:
    """Write files aside, then move all of them into place, then take away what a former run left.

    Args:
        folder: is made where it is not there.
        files: content by name.
        stale: patterns of names that go unless they were just written.

    Raises:
        FailureError: a file cannot be written; none is replaced where even one does not fit on the disk.
    """
    asides: dict[str, Path] = {}
    name = ""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            asides[name] = write_aside(folder / name, text)
        for name, aside in asides.items():
            aside.replace(folder / name)
        for pattern in stale:
            for found in folder.glob(pattern):
                name = found.name
                if name not in files:
                    found.unlink()
    except OSError as error:
        raise FailureError(f"{folder / name} cannot be written: {error.strerror}") from None
    finally:
        for aside in asides.values():
            with suppress(FileNotFoundError):
                aside.unlink()
