"""From a stack's name to its plan: the file is read and checked, then the program is recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evenkeel.cli.facts import facts_of
from evenkeel.cli.failure import FailureError
from evenkeel.cli.progress import Progress
from evenkeel.cli.project import find_project
from evenkeel.model import Plan
from evenkeel.plan import RecordError, record_stack
from evenkeel.sizing import load_stack_file
from evenkeel.spec import Platform, SpecError
from evenkeel.spec.reading import read_stack_file


@dataclass(frozen=True, slots=True)
class Recorded:
    """A plan with what it was made from.

    Attributes:
        plan: what the program would create.
        platform: the stack's settings, all defaults filled in.
        facts: what a reader should know beside the plan, by label.
    """

    plan: Plan
    platform: Platform
    facts: Mapping[str, str]


def record(stack: str | None) -> Recorded:
    """Record the plan of a stack, showing on a terminal what is being done.

    Args:
        stack: a stack's name or file; None for the default one.

    Raises:
        FailureError: the stack, its file or the program cannot be used; the text says why.
    """
    project = find_project(Path.cwd(), stack)
    path = project.stack_file(stack)
    with Progress(f"evenkeel preview {path.name}") as progress:
        progress.step("reading the stack file")
        try:
            file = read_stack_file(path)
            platform = load_stack_file(file)
        except SpecError as error:
            raise FailureError(_summary(str(path), error)) from None
        progress.step("loading the program")

        try:
            plan = record_stack(
                project.root,
                file.name,
                _as_engine_text(file.config, project.name),
                file.secret_keys,
                progress=progress.count,
            )
        except RecordError as error:
            raise FailureError(str(error)) from error
        return Recorded(plan, platform, {"stack file": str(path), **facts_of(platform)})


def _summary(path: str, error: Exception) -> str:
    problems = str(error).splitlines()
    if len(problems) == 1:
        return problems[0]
    return "\n".join([f"{path} has {len(problems)} problems", *problems])


def _as_engine_text(config: Mapping[str, object], project: str) -> dict[str, str]:
    """Return configuration as the engine gives it to a program: full keys, text, objects as JSON in key order."""
    return {
        key if ":" in key else f"{project}:{key}": value
        if isinstance(value, str)
        else json.dumps(value, sort_keys=True)
        for key, value in config.items()
        if not (isinstance(value, Mapping) and "secure" in value)
    }
