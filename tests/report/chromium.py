"""Chromium without a window, spoken to through a pipe: messages in JSON, each ended by a NUL."""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from fcntl import F_DUPFD, fcntl
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Message = dict[str, Any]

_OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
_PATIENCE = 60.0
"""Seconds for an answer; far more than any takes, so that only a browser that hangs is given up."""


def program() -> str | None:
    """Where Chromium is; None where there is none."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Chromium:
    """A browser with one page, for use in a `with` statement."""

    def __init__(self) -> None:
        found = program()
        if found is None:
            raise FileNotFoundError("chromium is not on PATH")
        self._folder = tempfile.mkdtemp(prefix="evenkeel-chromium-")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        # the browser takes 3 and 4; copies beyond them, so that neither is overwritten before it is copied
        ends = [fcntl(end, F_DUPFD, 20) for end in (to_browser, from_browser)]
        null = os.open(os.devnull, os.O_RDWR)
        self._process = os.posix_spawn(
            found,
            [found, *_OPTIONS, f"--user-data-dir={self._folder}", "about:blank"],
            {**os.environ, "HOME": self._folder},
            file_actions=[
                (os.POSIX_SPAWN_DUP2, ends[0], 3),
                (os.POSIX_SPAWN_DUP2, ends[1], 4),
                (os.POSIX_SPAWN_DUP2, null, 1),
                (os.POSIX_SPAWN_DUP2, null, 2),
            ],
            setpgroup=0,
        )
        for end in (to_browser, from_browser, *ends, null):
            os.close(end)
        self._left = b""
        self._number = 0
        self._session = ""
        self.events: list[Message] = []
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for part in ("Page", "Network", "Runtime", "Log"):
            self._call(f"{part}.enable")
        self.call("Network.emulateNetworkConditions", offline=True, latency=0, downloadThroughput=0, uploadThroughput=0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._out)  # it ends when its pipe does
        for _ in range(100):
            if os.waitpid(self._process, os.WNOHANG)[0]:
                break
            time.sleep(0.05)
        else:
            os.killpg(self._process, signal.SIGKILL)
            os.waitpid(self._process, 0)
        os.close(self._in)
        shutil.rmtree(self._folder, ignore_errors=True)

    def call(self, method: str, **parameters: Any) -> Message:
        """Send a command of the DevTools protocol, and return its result."""
        return self._call(method, **parameters)

    def open(self, file: Path, fragment: str = "") -> None:
        """Load a file, and wait until its script has run; earlier events are forgotten."""
        for address in ("about:blank", f"{file.as_uri()}{fragment}"):
            self.events.clear()
            self.call("Page.navigate", url=address)
            while not self.named("Page.loadEventFired"):
                self._receive()

    def value(self, expression: str) -> Any:
        """Return what an expression of JavaScript comes to, awaited."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def press(self, key: str) -> None:
        """Press and release a key."""
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def type(self, text: str) -> None:
        """Write into what has the focus, and let the page answer."""
        self.call("Input.insertText", text=text)
        self.value("new Promise((done) => setTimeout(done, 150))")

    def named(self, method: str) -> list[Message]:
        """Return the events of a kind since the page was opened."""
        return [event["params"] for event in self.events if event["method"] == method]

    def _call(self, method: str, **parameters: Any) -> Message:
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._number:
                assert "error" not in answer, answer
                return answer["result"]

    def _receive(self) -> Message:
        while b"\0" not in self._left:
            ready, _, _ = select.select([self._in], [], [], _PATIENCE)
            assert ready, "chromium does not answer"
            found = os.read(self._in, 1 << 16)
            assert found, "chromium has ended"
            self._left += found
        first, _, self._left = self._left.partition(b"\0")
        message: Message = json.loads(first)
        if "method" in message:
            self.events.append(message)
        return message


@contextmanager
def viewport(browser: Chromium, width: int, height: int = 800) -> Generator[None]:
    """Give the page another size for a while."""
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
    try:
        yield
    finally:
        browser.call("Emulation.clearDeviceMetricsOverride")
