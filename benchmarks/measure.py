"""Measure whole processes: wall time and peak memory, medians of interleaved runs."""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

KIBIBYTE = 1024
MEGABYTE = 1_000_000
LINES_OF_A_FAILURE = 3


@dataclass(slots=True)
class Case:
    """A command that is measured.

    Attributes:
        name: what the table calls it.
        command: the argument list.
        seconds: wall time of each run.
        megabytes: peak resident memory of each run, of the process itself.
        failure: the end of what it printed, where it failed; it is not run again then.
    """

    name: str
    command: Sequence[str]
    seconds: list[float] = field(default_factory=list[float])
    megabytes: list[float] = field(default_factory=list[float])
    failure: str = ""

    @property
    def median(self) -> float:
        """Median wall time in seconds."""
        return statistics.median(self.seconds)


def measure(
    cases: Sequence[Case], rounds: int, directory: Path, environment: Mapping[str, str], told: Callable[[str], None]
) -> None:
    """Run each case once a round, after one run that warms the caches of the file system.

    Args:
        cases: what to run; their measurements are added to them.
        rounds: measured runs of each.
        directory: working directory of the runs.
        environment: their environment.
        told: called with what is being run.
    """
    for turn in range(rounds + 1):
        for case in cases:
            if not case.failure:
                told(f"round {turn} of {rounds}: {case.name}")
                _run(case, directory, environment, counted=turn > 0)


def _run(case: Case, directory: Path, environment: Mapping[str, str], *, counted: bool) -> None:
    with tempfile.TemporaryFile() as output:
        before = time.perf_counter()
        process = subprocess.Popen(
            case.command, cwd=directory, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - before
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            lines = output.read().decode(errors="replace").strip().splitlines()
            case.failure = " / ".join(lines[-LINES_OF_A_FAILURE:]) or f"exit status {process.returncode}"
        elif counted:
            case.seconds.append(seconds)
            case.megabytes.append(usage.ru_maxrss * KIBIBYTE / MEGABYTE)
