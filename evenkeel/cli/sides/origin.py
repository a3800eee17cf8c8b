"""What else is known of a plan: whose rules hold for it, and the file in which it is decided."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evenkeel.cli.project import Project
from evenkeel.cli.whereabouts import Whereabouts, in_stack_file, of_plan_file
from evenkeel.spec import SpecError
from evenkeel.spec.reading import read_stack_file


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a plan of one side came from.

    Attributes:
        environment: what its stack file says; None where none belongs to it for certain.
        whereabouts: where findings are shown; None outside a project.
    """

    environment: str | None = None
    whereabouts: Whereabouts | None = None


def of_program(path: Path, project: Project) -> Origin:
    """Return the origin of what a program made from a stack file, which is read now and not needed afterwards."""
    try:
        file = read_stack_file(path)
    except SpecError:  # an older revision may have written its stack files in another way
        return Origin()
    environment = file.platform.get("environment")
    return Origin(str(environment) if environment else None, in_stack_file(file, path, project))


def of_document(path: Path, project: Project | None, stack: str) -> Origin:
    """Return the origin of a plan that stands in a file."""
    return Origin() if project is None else Origin(None, of_plan_file(path, project, stack))
