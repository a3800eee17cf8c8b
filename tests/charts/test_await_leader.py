"""The hook that holds a worker until its leader has drained, run as the pod runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.charts.conftest import INFERENCE

SCRIPT = str(INFERENCE / "files" / "await_leader.py")


@pytest.fixture
def leader() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as one:
        yield one


def _start(port: int, seconds: float, name: str = "127.0.0.1") -> subprocess.Popen[bytes]:
    environment = {**os.environ, "LWS_LEADER_ADDRESS": name}
    return subprocess.Popen([sys.executable, "-I", SCRIPT, str(port), str(seconds)], env=environment)


def test_worker_waits_while_its_leader_listens_and_goes_when_it_has_ended(leader: socket.socket) -> None:
    process = _start(leader.getsockname()[1], 60)
    with pytest.raises(subprocess.TimeoutExpired):
        process.wait(timeout=2)
    leader.close()
    assert process.wait(timeout=15) == 0


def test_worker_goes_at_once_when_its_leader_has_died(leader: socket.socket) -> None:
    port = leader.getsockname()[1]
    leader.close()
    assert _start(port, 60).wait(timeout=15) == 0


def test_worker_goes_when_its_leader_cannot_be_found() -> None:
    assert _start(8000, 60, name="leader.invalid").wait(timeout=15) == 0


def test_worker_waits_no_longer_than_the_drain(leader: socket.socket) -> None:
    started = time.monotonic()
    assert _start(leader.getsockname()[1], 1).wait(timeout=15) == 0
    assert time.monotonic() - started >= 1
