"""The project that a command is about, and the stack file that is meant."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import yaml

from evenkeel.cli.failure import FailureError
from evenkeel.spec.reading import stack_names, stack_path

DEFAULT_STACK = "dev"
_PROJECT_FILES = ("Pulumi.yaml", "Pulumi.yml")


@dataclass(frozen=True, slots=True)
class Project:
    """A Pulumi project.

    Attributes:
        root: folder of `Pulumi.yaml`.
        name: name of the project.
        stacks: folder of its stack files.
    """

    root: Path
    name: str
    stacks: Path

    def stack_file(self, stack: str | None) -> Path:
        """Return the path of a stack's file; it may turn out not to exist.

        Args:
            stack: a stack's name, `organization/project/name` included, or the path of any stack file. None means
                `dev`, or else the only stack.

        Raises:
            FailureError: when None does not say which stack is meant.
        """
        if stack is not None:
            path = stack_path(stack, self.stacks)
            by_name = stack_path(stack.rpartition("/")[2] or stack, self.stacks)
            qualified = path.suffix not in {".yaml", ".yml"} and not path.exists()
            return shown(by_name if qualified else path)
        names = list(stack_names(self.stacks)) if self.stacks.is_dir() else []
        if DEFAULT_STACK in names:
            return shown(stack_path(DEFAULT_STACK, self.stacks))
        if not names:
            raise FailureError(f"there is no stack in {self.stacks}; write one with: evenkeel new {DEFAULT_STACK}")
        if len(names) > 1:
            raise FailureError(f"which stack? There are {', '.join(names)}; name one: evenkeel preview {min(names)}")
        return shown(stack_path(min(names), self.stacks))


def find_project(start: Path, file: str | None = None) -> Project:
    """Return the project in whose folders a command was called, or else the one of the stack file that it names.

    Args:
        start: the working directory.
        file: stack's name or file as given, if any.

    Raises:
        FailureError: when there is none, or its file cannot be used.
    """
    places = [start]
    if file is not None and file.endswith((".yaml", ".yml")):
        places.append((start / file).parent)
    for place in places:
        for folder in (place.resolve(), *place.resolve().parents):
            for name in _PROJECT_FILES:
                if (folder / name).is_file():
                    return _read(folder / name)
    raise FailureError(
        f"no Pulumi.yaml in {start} or in a folder above it; change into the project first, "
        "or name a stack file inside a project"
    )


def _read(path: Path) -> Project:

    file = shown(path)
    try:
        content: object = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise FailureError(f"{file} cannot be read: {error}") from None
    except yaml.YAMLError as error:
        raise FailureError(f"{file} is not YAML: {' '.join(str(error).split())}") from None
    settings = cast("Mapping[str, object]", content if isinstance(content, Mapping) else {})
    name = settings.get("name")
    if not isinstance(name, str) or not name:
        raise FailureError(f"{file}: name: missing; give the project a name, as in name: evenkeel")
    folder = settings.get("stackConfigDir", ".")
    if not isinstance(folder, str):
        raise FailureError(
            f"{file}: stackConfigDir: {folder!r} is not a folder; write one, as in stackConfigDir: stacks"
        )
    return Project(path.parent, name, path.parent / folder)


def shown(path: Path) -> Path:
    """Return a path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path
