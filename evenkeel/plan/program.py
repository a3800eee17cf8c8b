"""The program of a project, run as the language host runs it."""

from __future__ import annotations

import os
import runpy
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import yaml

from evenkeel.plan.errors import RecordError


@dataclass(frozen=True, slots=True)
class Program:
    """Where a project's program is.

    Attributes:
        project: the project's name.
        root: the directory of `Pulumi.yaml`.
        directory: the working directory while it runs.
        entry: the file or directory that is run.
    """

    project: str
    root: Path
    directory: Path
    entry: Path

    def runner(self) -> Callable[[], None]:
        """Return a function that runs the program once."""

        def run() -> None:
            with self._surroundings():
                runpy.run_path(str(self.entry), run_name="__main__")

        return run

    @contextmanager
    def _surroundings(self) -> Generator[None]:
        """Set the working directory, the module path and the arguments for the time of a run."""
        before, path, arguments = Path.cwd(), sys.path.copy(), sys.argv
        os.chdir(self.directory)
        sys.path.insert(0, str(self.directory))
        sys.argv = [str(self.entry)]
        try:
            yield
        finally:
            os.chdir(before)
            sys.path[:], sys.argv = path, arguments


def find(root: Path) -> Program:
    """Find the program that `Pulumi.yaml` names.

    Raises:
        RecordError: there is no such file, or it does not name a Python program that exists.
    """
    path = root / "Pulumi.yaml"
    try:
        content: Any = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise RecordError(f"{path}: not found; a Pulumi project has a Pulumi.yaml in its root") from error
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RecordError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict) or not isinstance(cast("dict[str, Any]", content).get("name"), str):
        raise RecordError(f"{path}: not a Pulumi project: it needs a mapping with a `name`")
    project = cast("dict[str, Any]", content)
    entry = (root / str(project.get("main") or ".")).resolve()
    directory = entry if entry.is_dir() else entry.parent
    if not (entry.is_file() or (entry / "__main__.py").is_file()):
        raise RecordError(f"{path}: `main` is {project.get('main')!r}, but there is no program at {entry}")
    return Program(str(project["name"]), root.resolve(), directory, entry)
