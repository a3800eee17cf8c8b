"""A control plane comes up in spite of bad luck, says what is missing, and leaves nothing behind."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cluster.control_plane import PortTakenError, control_plane
from tests.cluster.ports import free_ports
from tests.cluster.waiting import eventually
from tests.cluster.workspace import PREFIX, remove_leftovers
from tests.tools import MissingToolError

ROOT = Path(__file__).parents[2]
PROGRAM = """
    import sys, time
    from tests.cluster.control_plane import control_plane

    with control_plane() as plane:
        print(plane.folder, plane.api.address.rpartition(":")[2], flush=True)
        {ending}
"""
ENDINGS = {
    "passes": "pass",
    "fails": "raise AssertionError('a test that fails')",
    "is interrupted": "time.sleep(600)",
    "is killed": "time.sleep(600)",
}
SIGNALS = {"is interrupted": signal.SIGINT, "is killed": signal.SIGKILL}


@pytest.mark.parametrize("ending", ENDINGS)
def test_nothing_is_left_behind_by_a_test_that(ending: str, temporary: Path) -> None:
    with _started(ENDINGS[ending], temporary) as run:
        folder, port = _announced(run)
        if ending in SIGNALS:
            run.send_signal(SIGNALS[ending])
        run.communicate(timeout=30)
    eventually(lambda: not _processes_of(folder), "no process left", seconds=10)
    assert _is_free(port)
    if ending == "is killed":  # nobody can clean up then: the next run does
        assert Path(folder).exists()
        _clean(temporary)
    assert not list(temporary.glob(f"{PREFIX}*"))


def test_a_process_that_outlived_its_run_is_ended_by_the_next_one(temporary: Path) -> None:
    folder = temporary / f"{PREFIX}dead"
    folder.mkdir()
    (folder / ".owner").touch()
    leftover = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", str(folder)])
    try:
        _clean(temporary)
        assert leftover.wait(10) == -signal.SIGKILL
        assert not folder.exists()
    finally:
        leftover.kill()
        leftover.wait()


def test_the_folder_of_a_run_that_goes_on_is_left_alone(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    with control_plane() as plane:
        _clean(temporary)
        remove_leftovers()
        assert plane.folder.is_dir()
        assert plane.api.is_ready()
        plane.processes.check()


def test_other_ports_are_taken_when_one_is_in_use(temporary: Path) -> None:
    with _listener() as listener:
        used = int(listener.getsockname()[1])
        choices = [[*free_ports(2), used], free_ports(3)]
        with control_plane(ports=lambda count: choices.pop(0)[:count]) as plane:
            assert plane.api.is_ready()
        assert not choices


def test_ports_that_are_all_in_use_are_named(temporary: Path) -> None:
    with _listener() as listener:
        used = int(listener.getsockname()[1])
        taken = control_plane(ports=lambda count: [used, *free_ports(count - 1)])
        with pytest.raises(PortTakenError, match=str(used)), taken:
            raise AssertionError("it must not start")


def test_a_program_that_is_nowhere_is_named_with_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("EVENKEEL_CACHE", str(tmp_path))
    monkeypatch.delenv("KUBEBUILDER_ASSETS", raising=False)
    with (
        pytest.raises(MissingToolError, match="etcd is not on PATH and Go is not installed") as raised,
        control_plane(),
    ):
        raise AssertionError("it must not start")
    assert "install Go" in str(raised.value)


def test_openssl_is_named_when_it_is_missing(temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("setpriv", "ps"):
        (tmp_path / name).symlink_to(_path_of(name))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingToolError, match="openssl is not on PATH: install it"), control_plane():
        raise AssertionError("it must not start")
    assert not list(temporary.glob(f"{PREFIX}*"))


def test_a_program_that_ends_by_itself_is_reported_with_its_last_words(temporary: Path) -> None:
    with control_plane() as plane:
        plane.processes.start("careless", [sys.executable, "-c", "raise SystemExit('out of luck')"])
        with pytest.raises(RuntimeError, match="careless ended with 1:\nout of luck"):
            plane.processes.wait_until(lambda: False, "something that never comes", seconds=10)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a place for temporary files of the control planes of this test alone."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path


@contextmanager
def _started(ending: str, temporary: Path) -> Generator[subprocess.Popen[str]]:
    program = textwrap.dedent(PROGRAM).format(ending=ending)
    run = subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


def _announced(run: subprocess.Popen[str]) -> tuple[str, int]:
    assert run.stdout is not None
    folder, _, port = run.stdout.readline().strip().rpartition(" ")
    assert folder, "the control plane did not come up"
    assert _processes_of(folder)
    return folder, int(port)


def _clean(temporary: Path) -> None:
    """Do what the next run does first, in a process of its own."""
    command = "from tests.cluster.workspace import remove_leftovers; remove_leftovers()"
    environment = {**os.environ, "TMPDIR": str(temporary)}
    subprocess.run([sys.executable, "-c", command], cwd=ROOT, env=environment, check=True)


def _processes_of(folder: str) -> list[str]:
    listed = subprocess.run(["ps", "-ewwo", "args="], capture_output=True, text=True, check=True)
    return [line for line in listed.stdout.splitlines() if folder in line]


def _is_free(port: int) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return True
        time.sleep(0.1)
    return False


def _listener() -> socket.socket:
    return socket.create_server(("127.0.0.1", 0))


def _path_of(name: str) -> Path:
    found = shutil.which(name)
    assert found
    return Path(found)
