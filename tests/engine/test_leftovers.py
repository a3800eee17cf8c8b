"""A run of the tests that passes, fails or is interrupted leaves no process, file or port behind."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.engine.harness import ROOT

CHILD = """
import os, threading, time
from pathlib import Path
import pytest
from tests.engine.conftest import folder, opened, trial
from tests.engine.small import Small
from tests.engine.stand_in import Fault, Mode

def test_child(trial):
    told = Path(os.environ["TOLD"])
    ports = trial.stack.workspace.env_vars["PULUMI_DEBUG_PROVIDERS"]
    trial.cloud.fault = Fault(Mode.HANG, 3) if os.environ["END"] == "interrupt" else None
    def tell():
        while os.environ["END"] == "interrupt" and not trial.cloud.fault.hanging.is_set():
            time.sleep(0.05)
        told.with_suffix(".new").write_text(ports)
        told.with_suffix(".new").rename(told)
    threading.Thread(target=tell, daemon=True).start()
    trial.up(Small())
    assert os.environ["END"] == "pass", "told to fail"
"""


def run(end: str, place: Path, act: Callable[[subprocess.Popen[bytes], Path], None] | None = None) -> tuple[int, str]:
    """Run the child's test to an end; return its code and the stand-in's ports."""
    scratch, told = place / "tmp", place / "told"
    scratch.mkdir(exist_ok=True)
    told.unlink(missing_ok=True)
    test = place / "test_child.py"
    test.write_text(CHILD, "utf-8")
    environment = {**os.environ, "TMPDIR": str(scratch), "TOLD": str(told), "END": end, "PYTHONPATH": str(ROOT)}
    environment = {key: value for key, value in environment.items() if not key.startswith("PYTEST_")}
    with (place / "log").open("wb") as log:
        command = [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:xdist",
            "-c",
            str(ROOT / "pyproject.toml"),
            str(test),
        ]
        with subprocess.Popen(command, cwd=place, env=environment, stdout=log, stderr=log) as process:
            if act:
                act(process, told)
            process.wait(60)
    assert told.is_file(), (place / "log").read_text("utf-8")
    return process.returncode, told.read_text("utf-8")


def interrupt(process: subprocess.Popen[bytes], told: Path) -> None:
    deadline = time.monotonic() + 60
    while not told.is_file():
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)


def kill(process: subprocess.Popen[bytes], told: Path) -> None:
    interrupt(process, told)
    process.kill()


def processes_in(place: Path) -> list[str]:
    """Return the command lines of running processes that have to do with a folder."""
    found: list[str] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                environment, command = (entry / "environ").read_bytes(), (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if str(place).encode() in environment + command:
                found.append(command.decode(errors="replace"))
    return found


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize(
    ("end", "act", "code"),
    [("pass", None, 0), ("fail", None, 1), ("interrupt", interrupt, 2)],
)
def test_no_process_file_or_port_is_left(
    end: str, act: Callable[[subprocess.Popen[bytes], Path], None] | None, code: int
) -> None:
    with tempfile.TemporaryDirectory(prefix="evenkeel-leftovers-") as made:
        place = Path(made)
        returned, ports = run(end, place, act)
        log = (place / "log").read_text("utf-8")
        assert returned == code, log
        assert not processes_in(place)
        assert not list((place / "tmp").glob("evenkeel-*")), log
        assert not list((place / "tmp").glob("automation-*")), log
        assert not [port for port in ports.split(",") if is_open(int(port.partition(":")[2]))]


def test_killed_test_leaves_no_process_and_no_port_and_the_next_sweeps_its_files() -> None:
    with tempfile.TemporaryDirectory(prefix="evenkeel-leftovers-") as made:
        place = Path(made)
        _, ports = run("interrupt", place, kill)
        deadline = time.monotonic() + 5
        while processes_in(place) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not processes_in(place)
        assert not [port for port in ports.split(",") if is_open(int(port.partition(":")[2]))]
        assert list((place / "tmp").glob("evenkeel-engine-*"))
        assert run("pass", place)[0] == 0
        assert not list((place / "tmp").glob("evenkeel-engine-*"))
