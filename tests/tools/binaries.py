"""Finds a real part: in a named folder, on PATH, in the cache, or by building it once from its Go module."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MODULES = Path(__file__).parent / "go"


class MissingToolError(RuntimeError):
    """A real part can neither be found nor built here; the message says what to install."""


@dataclass(frozen=True, kw_only=True)
class Tool:
    """One program that a test tier runs for real.

    Attributes:
        name: file name of the program.
        module: folder under `go/` whose module file pins it.
        package: Go package that is built.
        version: version in that module file; part of the cache's key.
        linker_flags: given to the Go linker.
        directories: environment variables that name folders to look in first.
        on_path: whether a program of this name on PATH is the one that is meant.
    """

    name: str
    module: str
    package: str
    version: str
    linker_flags: str = "-s -w"
    directories: tuple[str, ...] = ()
    on_path: bool = True


def locate(tool: Tool) -> Path:
    """Return the program's path, building it on first use (minutes) into a cache outside the checkout.

    Raises:
        MissingToolError: when it is nowhere and cannot be built.
    """
    for variable in tool.directories:
        candidate = Path(os.environ.get(variable) or "/nonexistent") / tool.name
        if candidate.is_file():
            return candidate
    found = shutil.which(tool.name) if tool.on_path else None
    if found:
        return Path(found)
    target = _cache() / f"{tool.name}-{tool.version}" / tool.name
    if not target.is_file():
        _build(tool, target)
    return target


def _cache() -> Path:
    """Return the folder of built programs; EVENKEEL_CACHE or XDG_CACHE_HOME move it."""
    chosen = os.environ.get("EVENKEEL_CACHE")
    if chosen:
        return Path(chosen)
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "evenkeel"


def _build(tool: Tool, target: Path) -> None:
    go = shutil.which("go")
    if go is None:
        raise MissingToolError(
            f"{tool.name} is not on PATH and Go is not installed to build it: install Go 1.26 or later, "
            f"or {tool.name} {tool.version} itself"
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target.parent / ".lock"):
        if target.is_file():
            return
        sys.stderr.write(f"building {tool.name} {tool.version} once (minutes) into {target.parent}\n")
        # Built aside and renamed: an interrupted build never leaves half a program behind.
        with tempfile.TemporaryDirectory(dir=target.parent) as aside:
            built = Path(aside) / tool.name
            command = [go, "build", "-trimpath", "-ldflags", tool.linker_flags, "-o", str(built), tool.package]
            run = subprocess.run(command, cwd=MODULES / tool.module, capture_output=True, text=True, check=False)
            if run.returncode:
                raise MissingToolError(f"{tool.name} {tool.version} could not be built:\n{run.stderr[-2000:]}")
            built.replace(target)


@contextmanager
def _locked(path: Path) -> Generator[None]:
    """Let one process build at a time; the lock ends with the process, so that nothing stale can block."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
