"""The hub's side: which files a revision has, their digests, and their content."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import re
import urllib.parse
from dataclasses import dataclass
from typing import Any, cast

from .connection import Request, Response, send, without_query
from .errors import HubError, ModelImportError
from .settings import Settings

_NEXT_PAGE = re.compile(r'<([^>]+)>\s*;\s*rel="next"')
_MOST_REDIRECTS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True)
class HubFile:
    """A file of a revision.

    Attributes:
        path: in the repository, with slashes.
        size: bytes.
        digest: `sha256:<hex>` for large files (Git LFS), `git-sha1:<hex>` for those that Git itself keeps.
    """

    path: str
    size: int
    digest: str


class Hub:
    """A hub that speaks the protocol of Hugging Face; may be used by several threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def files(self) -> list[HubFile]:
        """Return the files that the patterns choose, by path.

        Raises:
            HubError: no such model or revision, no right to read it, or no file that an engine could load.
        """
        settings = self._settings
        url = f"{settings.hub}/api/models/{settings.model}/tree/{settings.revision}?recursive=true"
        found: list[HubFile] = []
        while url:
            answer = self._get(url)
            found += [
                _file(entry)
                for entry in cast("list[dict[str, Any]]", json.loads(answer.body))
                if entry["type"] == "file"
            ]
            following = _NEXT_PAGE.search(answer.headers.get("link", ""))
            url = urllib.parse.urljoin(url, following[1]) if following else ""
        chosen = sorted((file for file in found if self._wanted(file.path)), key=lambda file: file.path)
        if not any(file.path.endswith(".safetensors") for file in chosen):
            raise HubError(
                f"{settings.model} at {settings.revision}: none of its {len(found)} files is a chosen .safetensors "
                f"file, which the engine streams; choose a revision that has some, or change the patterns"
            )
        return chosen

    def read(self, file: HubFile, offset: int, length: int) -> bytes:
        """Return `length` bytes of `file` from `offset`.

        Raises:
            ModelImportError: the hub gave something else.
        """
        whole = (offset, length) == (0, file.size)
        if length == 0:
            return b""
        settings = self._settings
        path = urllib.parse.quote(file.path)
        url = f"{settings.hub}/{settings.model}/resolve/{settings.revision}/{path}"
        answer = self._get(url, None if whole else f"bytes={offset}-{offset + length - 1}")
        if answer.status != (200 if whole else 206) or len(answer.body) != length:
            raise ModelImportError(
                f"{file.path}: the hub gave {len(answer.body)} bytes (HTTP {answer.status}) instead of {length} "
                f"from byte {offset}"
            )
        return answer.body

    def _wanted(self, path: str) -> bool:
        settings = self._settings
        return any(fnmatch.fnmatchcase(path, pattern) for pattern in settings.allow) and not any(
            fnmatch.fnmatchcase(path, pattern) for pattern in settings.ignore
        )

    def _get(self, url: str, byte_range: str | None = None) -> Response:
        headers = {"accept-encoding": "identity", "user-agent": "evenkeel-model-import/1"}
        if byte_range:
            headers["range"] = byte_range
        home = urllib.parse.urlsplit(self._settings.hub)
        token = self._settings.hub_token
        for _ in range(_MOST_REDIRECTS + 1):
            parts = urllib.parse.urlsplit(url)
            at_home = (parts.scheme, parts.netloc) == (home.scheme, home.netloc)
            own = {"authorization": f"Bearer {token}"} if at_home and token else {}
            sent = {**headers, **own}
            answer = send(Request("GET", url), lambda sent=sent: sent, self._settings.retry_seconds)
            self._check_commit(answer)
            if answer.status not in _REDIRECTS:
                return self._accepted(url, answer)
            url = urllib.parse.urljoin(url, answer.headers.get("location", ""))
            if home.scheme == "https" and not url.startswith("https://"):
                raise HubError(f"{without_query(url)}: the hub sends us to a connection without TLS")
        raise ModelImportError(f"{without_query(url)}: more than {_MOST_REDIRECTS} redirects")

    def _check_commit(self, answer: Response) -> None:
        commit = answer.headers.get("x-repo-commit", self._settings.revision)
        if commit != self._settings.revision:
            raise HubError(f"the hub answered with commit {commit}, not {self._settings.revision}")

    def _accepted(self, url: str, answer: Response) -> Response:
        if answer.status in {200, 206}:
            return answer
        what = f"{without_query(url)}: HTTP {answer.status} {answer.headers.get('x-error-message', '')}".rstrip()
        if answer.status in {401, 403}:
            raise HubError(f"{what}; accept the model's licence on the hub and give a token that may read it")
        if answer.status == 404:
            raise HubError(f"{what}; check the model's name and revision, and the token if it is private")
        raise ModelImportError(what)


def git_digest(content: bytes) -> str:
    """Return the digest that Git gives a file of this content, which the hub shows for small files."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _file(entry: dict[str, Any]) -> HubFile:
    path = str(entry["path"])
    if path.startswith("/") or ".." in path.split("/"):
        raise HubError(f"{path}: the hub lists a path that leaves its folder")
    large = cast("dict[str, Any] | None", entry.get("lfs"))
    if large:
        return HubFile(path, int(large["size"]), f"sha256:{large['oid']}")
    return HubFile(path, int(entry["size"]), f"git-sha1:{entry['oid']}")
