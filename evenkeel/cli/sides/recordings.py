"""Programs recorded in processes of their own, each with the code of its revision."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from evenkeel.cli.failure import FailureError
from evenkeel.model import Plan
from evenkeel.plan import DocumentError, loads

_AT_ONCE: Final = max(2, min(4, os.cpu_count() or 1))
_LAST_WISH: Final = 5.0
"""Seconds that a process gets to end by itself."""


@dataclass(frozen=True, slots=True)
class Task:
    """One recording.

    Attributes:
        label: what the reader calls the side.
        project: folder of the project, in a worktree or in the checkout.
        stack: name of the stack.
    """

    label: str
    project: Path
    stack: str


@dataclass(slots=True)
class _Running:
    task: Task
    process: subprocess.Popen[bytes]
    out: IO[bytes]
    err: IO[bytes]


def record_all(tasks: Iterable[Task]) -> Mapping[Task, Plan]:
    """Record programs, a few at a time.

    Raises:
        FailureError: a program cannot be recorded; the text says which and why.
    """
    waiting = list(tasks)
    running: list[_Running] = []
    plans: dict[Task, Plan] = {}
    try:
        while waiting or running:
            while waiting and len(running) < _AT_ONCE:
                running.append(_start(waiting.pop(0)))
            first = running[0]
            first.process.wait()
            plans[first.task] = _plan(running.pop(0))
    finally:
        for each in running:
            _stop(each)
    return plans


def _start(task: Task) -> _Running:
    out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115 - closed when it has ended
    process = subprocess.Popen(
        [sys.executable, "-m", "evenkeel.cli", "preview", task.stack, "--json"],
        cwd=task.project,
        env=_environment(task.project),
        stdin=subprocess.DEVNULL,
        stdout=out,
        stderr=err,
    )
    return _Running(task, process, out, err)


def _environment(project: Path) -> dict[str, str]:
    """Put the code of the revision before what is installed here."""
    paths = [str(project), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "NO_COLOR": "1", "TERM": "dumb"}


def _plan(ended: _Running) -> Plan:
    task = ended.task
    with ended.out, ended.err:
        ended.out.seek(0)
        ended.err.seek(0)
        text = ended.out.read().decode("utf-8", "replace")
        reason = ended.err.read().decode("utf-8", "replace").strip()
    if ended.process.returncode:
        words = reason.removeprefix("evenkeel: ") or f"exit status {ended.process.returncode}"
        raise FailureError(f"stack {task.stack} of {task.label} cannot be recorded:\n{words}")
    try:
        return loads(text, source=f"stack {task.stack} of {task.label}")
    except DocumentError as error:
        raise FailureError(str(error)) from None


def _stop(running: _Running) -> None:
    with running.out, running.err, suppress(ProcessLookupError):
        running.process.terminate()
        try:
            running.process.wait(_LAST_WISH)
        except subprocess.TimeoutExpired:
            running.process.kill()
            running.process.wait()
