"""A folder for one control plane, which goes with it; what an earlier run left behind goes first."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

PREFIX = f"evenkeel-cluster-{os.getuid()}-"
_LOCK = ".owner"
_YOUNG_SECONDS = 30.0


@contextmanager
def workspace() -> Generator[Path]:
    """Give a new folder, readable by its owner only, and remove it in the end.

    The folder is locked as long as its owner lives, so that an unlocked one is a leftover, however its owner ended.
    """
    remove_leftovers()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    try:
        with (folder / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def remove_leftovers() -> None:
    """Remove the folders whose owner is gone, and end the processes that still run out of them."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        if _has_owner(folder):
            continue
        for process in _processes_of(folder):
            sys.stderr.write(f"ending process {process}, which an earlier run left behind in {folder}\n")
            os.kill(process, signal.SIGKILL)
        shutil.rmtree(folder, ignore_errors=True)


def _has_owner(folder: Path) -> bool:
    try:
        with (folder / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        # Without a lock file: another test has just made the folder, or its owner ended in that very moment.
        return folder.exists() and time.time() - folder.stat().st_mtime < _YOUNG_SECONDS
    return False


def _processes_of(folder: Path) -> Iterator[int]:
    """Yield the processes whose command line names the folder; its name is random, so they are ours."""
    listed = subprocess.run(["ps", "-ewwo", "pid=,args="], capture_output=True, text=True, check=True)
    for line in listed.stdout.splitlines():
        number, _, command = line.strip().partition(" ")
        if str(folder) in command and int(number) != os.getpid():
            yield int(number)
