"""The Pulumi CLI as child processes that can be interrupted or killed, and that never outlive the test."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pulumi import automation
from semver import VersionInfo

from tests.tools import MissingToolError

OLDEST = VersionInfo(3, 181)
"""The first version that runs a program of the calling process for every operation."""
Listener = Callable[[str], Any]

# On Linux the kernel kills the CLI when the thread that waits for it ends, even by SIGKILL.
_DIE_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()


class Command(automation.PulumiCommand):
    """Runs the CLI for the Automation API, each time in a process group of its own.

    Attributes:
        last_seconds: how long the last run took.
    """

    def __init__(self, cli: Path) -> None:
        # The base class would look for `bin/pulumi` below a root.
        self.command = str(cli)
        told = subprocess.run([self.command, "version"], capture_output=True, text=True, check=True).stdout.strip()
        self.version = VersionInfo.parse(told.removeprefix("v"))
        if self.version < OLDEST:
            raise MissingToolError(f"{cli} is Pulumi {self.version}; update it to {OLDEST} or later")
        self.last_seconds = 0.0
        self._running: set[int] = set()
        self._kill_after: float | None = None
        self._lock = threading.Lock()

    def run(
        self,
        args: list[str],
        cwd: str,
        additional_env: Mapping[str, str],
        on_output: Listener | None = None,
        on_error: Listener | None = None,
    ) -> automation.CommandResult:
        """Run to the end.

        Raises:
            CommandError: when the CLI fails or is killed.
        """
        environment = {**os.environ, **additional_env, "PULUMI_AUTOMATION_API": "true"}
        environment["PATH"] = f"{Path(self.command).parent}{os.pathsep}{environment['PATH']}"
        with subprocess.Popen(
            [*_DIE_WITH_PARENT, self.command, "--non-interactive", *args],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=cwd,
            env=environment,
            encoding="utf-8",
            start_new_session=True,
        ) as process:
            begun = time.monotonic()
            with self._lock:
                self._running.add(process.pid)
                doom, self._kill_after = self._kill_after, None
            executioner = threading.Timer(doom or 0, _signal_group, (process.pid, signal.SIGKILL))
            if doom is not None:
                executioner.start()
            try:
                output, errors = _followed(process, on_output, on_error)
                self.last_seconds = time.monotonic() - begun
            finally:
                executioner.cancel()
                # Also on Ctrl-C in a test: a group of its own does not get the terminal's signals.
                with self._lock:
                    self._running.discard(process.pid)
                _signal_group(process.pid, signal.SIGKILL)
        result = automation.CommandResult(stdout=output, stderr=errors, code=process.returncode)
        if result.code:
            raise automation.CommandError(result)
        return result

    def kill_next_after(self, seconds: float) -> None:
        """Have the next CLI killed that long after its start, unless it has ended by then."""
        with self._lock:
            self._kill_after = seconds

    def kill(self) -> int:
        """Kill every running CLI with its children, as a lost machine does; return how many there were."""
        return self._signal(signal.SIGKILL)

    def interrupt(self) -> int:
        """Interrupt every running CLI, as Ctrl-C does; return how many there were."""
        return self._signal(signal.SIGINT)

    def _signal(self, number: signal.Signals) -> int:
        with self._lock:
            running = list(self._running)
        return sum(_signal_group(pid, number) for pid in running)


def _followed(process: subprocess.Popen[str], *listeners: Listener | None) -> tuple[str, str]:
    """Read both streams to their ends while the process runs."""
    read: list[list[str]] = [[], []]

    def follow(index: int) -> None:
        stream, listener = (process.stdout, process.stderr)[index], listeners[index]
        assert stream is not None
        for line in stream:
            read[index].append(line.rstrip())
            if listener:
                listener(line.rstrip())

    threads = [threading.Thread(target=follow, args=(index,), daemon=True) for index in range(2)]
    for thread in threads:
        thread.start()
    process.wait()
    for thread in threads:
        thread.join()
    return "\n".join(read[0]), "\n".join(read[1])


def _signal_group(group: int, number: signal.Signals) -> bool:
    try:
        os.killpg(group, number)
    except ProcessLookupError:
        return False
    return True
