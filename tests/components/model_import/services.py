"""A hub and a bucket on this machine that speak as much of the real protocols as the import program uses."""

import base64
import hashlib
import http.server
import json
import re
import threading
import urllib.parse
import xml.etree.ElementTree as Xml
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field

REVISION = "0123456789abcdef0123456789abcdef01234567"
MODEL = "tiny/model"
S3_NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/"
LARGE = 1024  # files above it are kept by Git LFS

Answer = tuple[int, dict[str, str], bytes]
Handle = Callable[[str, str, dict[str, str], bytes], Answer]


@contextmanager
def served(handle: Handle) -> Generator[str]:
    """Serve `handle(method, path, headers, body)` and give its URL."""

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, sent, content = handle(self.command, self.path, headers, body)
            self.send_response(status)
            for name, value in sent.items():
                self.send_header(name, value)
            if "Content-Length" not in sent:
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(content)

        def log_request(self, code: object = "-", size: object = "-") -> None:
            """Say nothing."""

    for method in ("GET", "PUT", "POST", "HEAD", "DELETE"):
        setattr(Handler, f"do_{method}", Handler.answer)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class FakeHub:
    """Files of one commit: a paged listing, and content that large files have on another host.

    Attributes:
        files: content by path, as the listing describes it.
        tampered: content that is given out instead.
        token: what the hub asks for; empty for an open model.
        content_url: URL of the other host.
        failures: how many requests for content fail before one is answered.
        requests: each path that was asked for.
        leaked: authorization headers that the other host got.
        commit: what the hub says that it answers with.
    """

    files: dict[str, bytes]
    tampered: dict[str, bytes] = field(default_factory=dict[str, bytes])
    token: str = ""
    content_url: str = ""
    failures: int = 0
    requests: list[str] = field(default_factory=list[str])
    leaked: list[str] = field(default_factory=list[str])
    commit: str = REVISION

    def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        assert (method, body) == ("GET", b"")
        self.requests.append(path)
        url = urllib.parse.urlsplit(path)
        if self.token and headers.get("authorization") != f"Bearer {self.token}":
            return 401, {"X-Error-Message": "Access to this model is restricted"}, b"{}"
        if url.path == f"/api/models/{MODEL}/tree/{REVISION}":
            return self._page(url.query, headers["host"])
        start = f"/{MODEL}/resolve/{REVISION}/"
        name = urllib.parse.unquote(url.path.removeprefix(start))
        if not url.path.startswith(start) or name not in self.files:
            return 404, {"X-Error-Code": "EntryNotFound"}, b""
        commit = {"X-Repo-Commit": self.commit}
        if len(self.files[name]) > LARGE:
            return 302, {"Location": f"{self.content_url}/{urllib.parse.quote(name)}?signed=1", **commit}, b""
        return self._content(name, headers, commit)

    def handle_content(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        assert (method, body) == ("GET", b"")
        if "authorization" in headers:
            self.leaked.append(headers["authorization"])
        if self.failures > 0:
            self.failures -= 1
            return 503, {"Retry-After": "0"}, b""
        return self._content(urllib.parse.unquote(path.split("?", maxsplit=1)[0].lstrip("/")), headers, {})

    def _content(self, name: str, headers: dict[str, str], sent: dict[str, str]) -> Answer:
        content = self.tampered.get(name, self.files[name])
        match = re.fullmatch(r"bytes=(\d+)-(\d+)", headers.get("range", ""))
        if match is None:
            return 200, sent, content
        first, last = int(match[1]), int(match[2])
        whole = {"Content-Range": f"bytes {first}-{last}/{len(content)}"}
        return 206, {**sent, **whole}, content[first : last + 1]

    def _page(self, query: str, host: str) -> Answer:
        entries = [{"type": "directory", "oid": "0" * 40, "size": 0, "path": "original"}]
        entries += [self._entry(path, content) for path, content in self.files.items()]
        half = len(entries) // 2
        if "cursor" in query:
            return 200, {}, json.dumps(entries[half:]).encode()
        following = f"http://{host}/api/models/{MODEL}/tree/{REVISION}?recursive=true&cursor=x"
        return 200, {"Link": f'<{following}>; rel="next"'}, json.dumps(entries[:half]).encode()

    def _entry(self, path: str, content: bytes) -> dict[str, object]:
        blob = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
        entry: dict[str, object] = {"type": "file", "oid": blob, "size": len(content), "path": path}
        if len(content) > LARGE:
            digest = hashlib.sha256(content).hexdigest()
            entry["lfs"] = {"oid": digest, "size": len(content), "pointerSize": 134}
        return entry


@dataclass
class FakeObject:
    content: bytes
    checksum: str
    metadata: dict[str, str]


@dataclass
class FakeBucket:
    """A bucket that verifies checksums as S3 does.

    Attributes:
        objects: by key, without the bucket.
        uploads: parts by upload id.
        writes: keys in the order in which they were written.
        denied: answer 403 to everything.
        damage: a key whose content is damaged after it was verified.
    """

    objects: dict[str, FakeObject] = field(default_factory=dict[str, FakeObject])
    uploads: dict[str, dict[int, bytes]] = field(default_factory=dict[str, dict[int, bytes]])
    pending: dict[str, dict[str, str]] = field(default_factory=dict[str, dict[str, str]])
    writes: list[str] = field(default_factory=list[str])
    denied: bool = False
    damage: str = ""

    def handle(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        assert headers["authorization"].startswith("AWS4-HMAC-SHA256 Credential=")
        assert headers["x-amz-content-sha256"] == hashlib.sha256(body).hexdigest()
        if self.denied:
            return 403, {}, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
        url = urllib.parse.urlsplit(path)
        query = dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True))
        key = urllib.parse.unquote(url.path).removeprefix("/models-bucket/")
        if method == "PUT":
            return self._put(key, query, headers, body)
        if method == "HEAD":
            return self._head(key, headers)
        if method == "DELETE":
            del self.uploads[query["uploadId"]]
            return 204, {}, b""
        return self._start(headers) if "uploads" in query else self._complete(key, query["uploadId"], body)

    def _start(self, headers: dict[str, str]) -> Answer:
        assert headers["x-amz-checksum-algorithm"] == "SHA256"
        upload = f"upload/{len(self.pending)}+"
        self.uploads[upload], self.pending[upload] = {}, _metadata(headers)
        return 200, {}, f'<R xmlns="{S3_NAMESPACE}"><UploadId>{upload}</UploadId></R>'.encode()

    def _put(self, key: str, query: dict[str, str], headers: dict[str, str], body: bytes) -> Answer:
        if headers.get("x-amz-checksum-sha256") != _digest(body):
            return 400, {}, b"<Error><Code>BadDigest</Code><Message>no match</Message></Error>"
        if "uploadId" in query:
            self.uploads[query["uploadId"]][int(query["partNumber"])] = body
            return 200, {"ETag": f'"{hashlib.md5(body).hexdigest()}"'}, b""
        self._store(key, FakeObject(body, _digest(body), _metadata(headers)))
        return 200, {}, b""

    def _head(self, key: str, headers: dict[str, str]) -> Answer:
        found = self.objects.get(key)
        if found is None:
            return 404, {}, b""
        shown = {"x-amz-checksum-sha256": found.checksum} if headers.get("x-amz-checksum-mode") == "ENABLED" else {}
        meta = {f"x-amz-meta-{name}": value for name, value in found.metadata.items()}
        return 200, {"Content-Length": str(len(found.content)), **shown, **meta}, b""

    def _complete(self, key: str, upload: str, body: bytes) -> Answer:
        parts = self.uploads.pop(upload)
        digests: list[bytes] = []
        for element in Xml.fromstring(body):
            number = int(element.findtext(f"{{{S3_NAMESPACE}}}PartNumber") or 0)
            assert element.findtext(f"{{{S3_NAMESPACE}}}ChecksumSHA256") == _digest(parts[number])
            digests.append(hashlib.sha256(parts[number]).digest())
        checksum = f"{base64.b64encode(hashlib.sha256(b''.join(digests)).digest()).decode()}-{len(digests)}"
        content = b"".join(parts[number] for number in sorted(parts))
        self._store(key, FakeObject(content, checksum, self.pending[upload]))
        return 200, {}, b"<CompleteMultipartUploadResult/>"

    def _store(self, key: str, stored: FakeObject) -> None:
        if key == self.damage:
            stored = FakeObject(stored.content, _digest(b"damaged"), stored.metadata)
        self.objects[key] = stored
        self.writes.append(key)


def _digest(content: bytes) -> str:
    return base64.b64encode(hashlib.sha256(content).digest()).decode()


def _metadata(headers: dict[str, str]) -> dict[str, str]:
    start = "x-amz-meta-"
    return {name.removeprefix(start): value for name, value in headers.items() if name.startswith(start)}
