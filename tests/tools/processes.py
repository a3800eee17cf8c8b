"""Child processes that never outlive the test that started them."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

# On Linux the kernel ends a child when the test process ends, however it ends; elsewhere only leaving the context does.
_DIE_WITH_PARENT = ("setpriv", "--pdeathsig", "KILL") if shutil.which("setpriv") else ()


class Processes:
    """A group of child processes with their logs; leaving the context ends all of them, newest first."""

    def __init__(self, logs: Path) -> None:
        self._logs = logs
        self._running: list[tuple[str, subprocess.Popen[bytes]]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for name, _process in reversed(self._running.copy()):
            self.stop(name)

    def start(self, name: str, command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
        """Start `command` with its output in `<logs>/<name>.log`."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                [*_DIE_WITH_PARENT, *(str(part) for part in command)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=environment,
            )
        self._running.append((name, process))

    def runs(self, name: str) -> bool:
        """Tell whether a process of that name was started and not stopped."""
        return any(each == name for each, _ in self._running)

    def stop(self, name: str, *, grace_seconds: float = 10) -> None:
        """End the process: asked first, killed when it does not obey."""
        index, process = next((i, p) for i, (n, p) in enumerate(self._running) if n == name)
        del self._running[index]
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(grace_seconds)
            except subprocess.TimeoutExpired:
                process.kill()
        process.wait()

    @contextmanager
    def paused(self, name: str) -> Generator[None]:
        """Let a process stand still for the time of the block."""
        process = next(each for its_name, each in self._running if its_name == name)
        process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            process.send_signal(signal.SIGCONT)

    def check(self) -> None:
        """Fail when a process has ended by itself, with the end of its log."""
        for name, process in self._running:
            if process.poll() is not None:
                raise RuntimeError(f"{name} ended with {process.returncode}:\n{self.tail(name)}")

    def wait_until(self, ready: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
        """Call `ready` until it returns true; fail with the logs when a process ends or time is up."""
        deadline = time.monotonic() + seconds
        while not ready():
            self.check()
            if time.monotonic() > deadline:
                logs = "\n".join(f"--- {name}\n{self.tail(name)}" for name, _ in self._running)
                raise TimeoutError(f"{what} did not come within {seconds:.0f} s\n{logs}")
            time.sleep(0.1)

    def log(self, name: str) -> Path:
        """Return the file that takes the process's output."""
        return self._logs / f"{name}.log"

    def tail(self, name: str, characters: int = 3000) -> str:
        """Return the end of the process's output."""
        return self.log(name).read_text(encoding="utf-8", errors="replace")[-characters:]
