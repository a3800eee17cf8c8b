"""Serves an engine's metrics, and nothing else of it, on a port of their own."""

from __future__ import annotations

import signal
import sys
import urllib.error
import urllib.request
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import FrameType

ENGINE_TIMEOUT = 10.0


class MetricsHandler(BaseHTTPRequestHandler):
    """Answers GET /metrics with the engine's own answer; everything else is not found."""

    source = ""
    timeout = 30

    def do_GET(self) -> None:
        """Fetch the metrics from the engine and pass them on."""
        if self.path.partition("?")[0] != "/metrics":
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        try:
            with urllib.request.urlopen(self.source, timeout=ENGINE_TIMEOUT) as answer:  # noqa: S310 - a fixed local URL
                body: bytes = answer.read()
                content_type: str = answer.headers.get("Content-Type", "text/plain")
        except (OSError, urllib.error.URLError):
            # The engine has not loaded its model yet, or has ended.
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
            return
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it
        """Stay silent: a line for every scrape would hide the engine's log."""


def end(_number: int, _frame: FrameType | None) -> None:
    """Leave at once: a scrape that is cut short is repeated."""
    sys.exit(0)


def main() -> None:
    """Serve until the pod ends."""
    # The first process of a container has no default handler: without this one it would live until it is killed.
    signal.signal(signal.SIGTERM, end)
    port, MetricsHandler.source = int(sys.argv[1]), sys.argv[2]
    with ThreadingHTTPServer(("", port), MetricsHandler) as server:
        server.serve_forever()


if __name__ == "__main__":
    main()
