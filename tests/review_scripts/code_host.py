"""A code host on this machine: it pages comments, has authors, limits and faults, calls names and obeys commands."""

from __future__ import annotations

import html
import json
import re
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

HEAD = "a" * 40
OLD_HEAD = "b" * 40
BOT = "github-actions[bot]"
BOT_NUMBER = 77
LONGEST = 65_536


@dataclass
class Fault:
    status: int
    headers: dict[str, str]
    after: bool
    """Whether what was asked for is done before it fails."""


@dataclass
class CodeHost:
    """What the host knows; tests read and change it."""

    token: str = field(default_factory=lambda: secrets.token_hex(20))
    comments: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    changes: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    artefacts: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    faults: dict[str, list[Fault]] = field(default_factory=dict[str, list[Fault]])
    requests: list[str] = field(default_factory=list[str])
    called: list[str] = field(default_factory=list[str])
    commands: list[str] = field(default_factory=list[str])
    writer: str = BOT
    address: str = ""

    def fault(
        self, method: str, status: int, headers: dict[str, str] | None = None, *, times: int = 1, after: bool = False
    ) -> None:
        self.faults.setdefault(method, []).extend([Fault(status, headers or {}, after)] * times)

    def add(self, body: str, author: str | int = BOT, *, system: bool = False) -> int:
        number = 1000 + len(self.comments)
        self.comments.append({"id": number, "body": body, "author": author, "system": system})
        return number

    def write(self, body: str) -> int:
        """What a user's comment sets off besides being there."""
        self.called += re.findall(r"(?<![A-Za-z0-9_])@([A-Za-z0-9][A-Za-z0-9/-]*)", html.unescape(body))
        self.commands += re.findall(r"^[ \t]*/([a-z_]+)", body, re.MULTILINE)
        return self.add(body, self.writer if self.writer != "gitlab" else BOT_NUMBER)

    def bodies(self) -> list[str]:
        return [comment["body"] for comment in self.comments]

    def written(self) -> list[str]:
        return [request for request in self.requests if not request.startswith("GET ")]


class _Handler(BaseHTTPRequestHandler):
    host: CodeHost

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the name of the base class)
        pass

    def do_GET(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        self._serve()

    def do_PATCH(self) -> None:
        self._serve()

    def do_PUT(self) -> None:
        self._serve()

    def _serve(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        body: dict[str, str] = json.loads(self.rfile.read(length)) if length else {}
        parts = urlsplit(self.path)
        self.host.requests.append(f"{self.command} {parts.path}")
        waiting = self.host.faults.get(self.command, [])
        fault = waiting.pop(0) if waiting else None
        if fault is not None and not fault.after:
            self._answer(fault.status, {"message": "out of order"}, fault.headers)
            return
        status, data, headers = self._do(parts.path, parse_qs(parts.query), body)
        if fault is not None:
            self._answer(fault.status, {"message": "out of order"}, fault.headers)
        else:
            self._answer(status, data, headers)

    def _answer(self, status: int, data: Any, headers: dict[str, str]) -> None:
        text = json.dumps(data).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(text)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text)

    def _do(self, path: str, query: dict[str, list[str]], body: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        given = self.headers.get("Authorization", "").removeprefix("Bearer ") or self.headers.get("PRIVATE-TOKEN", "")
        if given != self.host.token:
            return 401, {"message": "Bad credentials"}, {}
        if len(body.get("body", "")) > LONGEST:
            return 422, {"message": "body is too long"}, {}
        return self._gitlab(path, query, body) if path.startswith("/api/v4/") else self._github(path, query, body)

    def _github(self, path: str, query: dict[str, list[str]], body: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        if path == "/repos/shop/platform/actions/runs/900/artifacts":
            return 200, {"artifacts": self.host.artefacts}, {}
        if path.startswith("/repos/shop/platform/pulls"):
            return self._pulls(path, query)
        if re.fullmatch(r"/repos/shop/platform/issues/7/comments", path):
            if self.command == "POST":
                self.host.write(body["body"])
                return 201, _on_github(self.host.comments[-1]), {}
            return self._page([_on_github(each) for each in self.host.comments], query)
        if found := re.fullmatch(r"/repos/shop/platform/issues/comments/(\d+)", path):
            return self._replace(int(found[1]), body["body"])
        return 404, {"message": "Not Found"}, {}

    def _pulls(self, path: str, query: dict[str, list[str]]) -> tuple[int, Any, dict[str, str]]:
        if path == "/repos/shop/platform/pulls":
            (source,), (state,) = query["head"], query["state"]
            fitting = [each for each in self.host.changes if each["source"] == source and each["state"] == state]
            return self._page(fitting, query)
        fitting = [each for each in self.host.changes if path.endswith(f"/pulls/{each['number']}")]
        return (200, fitting[0], {}) if fitting else (404, {"message": "Not Found"}, {})

    def _gitlab(self, path: str, query: dict[str, list[str]], body: dict[str, str]) -> tuple[int, Any, dict[str, str]]:
        path = path.removeprefix("/api/v4")
        if path == "/user":
            return 200, {"id": BOT_NUMBER, "username": "project_5_bot"}, {}
        if path == "/projects/5/merge_requests/7":
            return 200, self.host.changes[0], {}
        if path == "/projects/5/merge_requests/7/notes":
            if self.command == "POST":
                self.host.write(body["body"])
                return 201, _on_gitlab(self.host.comments[-1]), {}
            return self._page([_on_gitlab(each) for each in self.host.comments], query)
        if found := re.fullmatch(r"/projects/5/merge_requests/7/notes/(\d+)", path):
            return self._replace(int(found[1]), body["body"])
        return 404, {"message": "404 Not Found"}, {}

    def _page(self, items: list[Any], query: dict[str, list[str]]) -> tuple[int, Any, dict[str, str]]:
        size, page = min(int(query["per_page"][0]), 100), int(query["page"][0])
        more = page * size < len(items)
        link = {"Link": f'<{self.host.address}{self.path}&page={page + 1}>; rel="next"'} if more else {}
        return 200, items[(page - 1) * size : page * size], {**link, "X-Next-Page": str(page + 1) if more else ""}

    def _replace(self, number: int, text: str) -> tuple[int, Any, dict[str, str]]:
        for comment in self.host.comments:
            if comment["id"] == number:
                comment["body"] = text
                return 200, {"id": number}, {}
        return 404, {"message": "Not Found"}, {}


def _on_github(comment: dict[str, Any]) -> dict[str, Any]:
    return {"id": comment["id"], "body": comment["body"], "user": {"login": comment["author"]}}


def _on_gitlab(comment: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": comment["id"],
        "body": comment["body"],
        "author": {"id": comment["author"]},
        "system": comment["system"],
    }


@contextmanager
def running() -> Generator[CodeHost]:
    host = CodeHost()
    handler = type("Handler", (_Handler,), {"host": host})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    host.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
