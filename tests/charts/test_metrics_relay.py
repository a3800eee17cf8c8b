"""The inference chart's metrics relay, run as the pod runs it, in front of an engine's stand-in."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.charts.conftest import INFERENCE

METRICS = b"# TYPE vllm:num_requests_running gauge\nvllm:num_requests_running 3.0\n"
CONTENT_TYPE = "text/plain; version=0.0.4"


class _Engine(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", CONTENT_TYPE)
        self.send_header("Content-Length", str(len(METRICS)))
        self.end_headers()
        self.wfile.write(METRICS)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Stay silent."""


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def engine() -> Iterator[ThreadingHTTPServer]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Engine) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def relay(engine: ThreadingHTTPServer) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    port = _free_port()
    script = str(INFERENCE / "files" / "metrics_relay.py")
    source = f"http://127.0.0.1:{engine.server_address[1]}/metrics"
    process = subprocess.Popen([sys.executable, "-I", script, str(port), source], stderr=subprocess.PIPE)
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}", process
    process.kill()
    process.communicate()


def _status(url: str, data: bytes | None = None) -> int:
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(url, data=data, timeout=10)
    with caught.value as error:
        return error.code


def test_metrics_are_passed_on_unchanged(relay: tuple[str, object]) -> None:
    with urllib.request.urlopen(f"{relay[0]}/metrics", timeout=10) as answer:
        assert answer.read() == METRICS
        assert answer.headers["Content-Type"] == CONTENT_TYPE


def test_nothing_else_of_the_engine_is_reached(relay: tuple[str, object]) -> None:
    assert _status(f"{relay[0]}/v1/models") == 404
    assert _status(f"{relay[0]}/metrics/../v1/models") == 404
    assert _status(f"{relay[0]}/v1/completions", data=b"{}") == 501


def test_engine_that_does_not_run_is_unavailable(relay: tuple[str, object], engine: ThreadingHTTPServer) -> None:
    engine.shutdown()
    engine.server_close()
    assert _status(f"{relay[0]}/metrics") == 503


def test_order_to_end_is_obeyed_at_once(relay: tuple[str, subprocess.Popen[bytes]]) -> None:
    process = relay[1]
    process.terminate()
    assert process.wait(timeout=10) == 0
