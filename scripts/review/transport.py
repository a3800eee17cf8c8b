"""JSON over HTTPS to the interface of a code host: patient where it pays, never with the token to another host."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException
from typing import Final
from urllib.parse import urlencode, urlsplit

from scripts.review.json_values import found, items
from scripts.review.problem import ProblemError

_TRIES: Final = 5
_LONGEST_WAIT: Final = 60.0
"""Seconds; who asks for more is given up."""
_TIMEOUT: Final = 30.0
_MOST_PAGES: Final = 500
_MOST_BYTES: Final = 50_000_000


class UnclearError(Exception):
    """Something was to be created, and no answer says whether it was."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back.

    Attributes:
        data: the JSON.
        headers: of the answer.
    """

    data: object
    headers: Message


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_arguments: object, **_named: object) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Interface:
    """An interface that is reached with a token.

    Attributes:
        address: without a slash at its end.
        headers: of each request; the token is among them.
        hints: what to do about 401, 403 and 404, by status.
        first_wait: seconds before the second try; each further one doubles it.
    """

    address: str
    headers: Mapping[str, str]
    hints: Mapping[int, str]
    first_wait: float = 1.0

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1", "::1"}:
            raise ProblemError(f"{self.address} is not https; a token is not sent in the clear")

    def get(self, path: str, **query: str | int) -> Answer:
        """Ask for one thing."""
        return self._ask("GET", path + (f"?{urlencode(query)}" if query else ""), None)

    def send(self, method: str, path: str, body: Mapping[str, str]) -> Answer:
        """Change one thing.

        Raises:
            UnclearError: `POST` only: it may have happened or not.
            ProblemError: it is refused.
        """
        return self._ask(method, path, body)

    def pages(self, path: str, more: Callable[[Message], bool], **query: str | int) -> Iterator[object]:
        """Give the items of all pages.

        Args:
            path: of a list.
            more: whether the headers of an answer promise another page.
            query: further parameters.
        """
        for page in range(1, _MOST_PAGES + 1):
            answer = self.get(path, **query, per_page=100, page=page)
            listed = items(answer.data)
            if listed is None:
                raise ProblemError(f"{path} did not answer with a list; is {self.address} the right address?")
            yield from listed
            if not more(answer.headers):
                return
        raise ProblemError(f"{path} has more than {_MOST_PAGES} pages; nothing was posted")

    def _ask(self, method: str, path: str, body: Mapping[str, str] | None) -> Answer:
        what = f"{method} {path.partition('?')[0]}"
        reason = ""
        for attempt in range(_TRIES):
            try:
                return self._once(method, path, body)
            except urllib.error.HTTPError as error:
                said = error.read(10_000).decode(errors="replace")
                limited = _rate_limited(error, said)
                if not limited and error.code < 500:
                    raise ProblemError(self._refusal(what, error, said)) from None
                reason = f"{what} answered {error.code}{' (rate limit)' if limited else ''}"
                if method == "POST" and not limited:
                    self._wait(attempt, error.headers, reason)
                    raise UnclearError(reason) from None
                headers = error.headers
            except (OSError, HTTPException) as error:
                reason = f"{what} got no answer ({getattr(error, 'reason', error)})"
                if method == "POST":
                    self._wait(attempt, None, reason)
                    raise UnclearError(reason) from None
                headers = None
            if attempt + 1 < _TRIES:
                self._wait(attempt, headers, reason)
        raise ProblemError(f"{reason}, {_TRIES} times; start the job again later")

    def _once(self, method: str, path: str, body: Mapping[str, str] | None) -> Answer:
        data = None if body is None else json.dumps(body).encode()
        headers = {**self.headers, "User-Agent": "evenkeel-review"}
        if data is not None:
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.address + path, data=data, headers=headers, method=method)  # noqa: S310
        with urllib.request.build_opener(_NoRedirects).open(request, timeout=_TIMEOUT) as response:
            text = response.read(_MOST_BYTES)
            try:
                return Answer(json.loads(text), response.headers)
            except ValueError:
                raise ProblemError(f"{self.address}{path} did not answer with JSON; is the address right?") from None

    def _wait(self, attempt: int, headers: Message | None, reason: str) -> None:
        asked = (headers["Retry-After"] or "") if headers is not None else ""
        seconds = float(asked) if asked.isdigit() else self.first_wait * 2**attempt
        if seconds > _LONGEST_WAIT:
            raise ProblemError(f"{reason} and asks to wait {seconds:.0f} seconds; start the job again then")
        time.sleep(seconds)

    def _refusal(self, what: str, error: urllib.error.HTTPError, said: str) -> str:
        if 300 <= error.code < 400:
            return f"{what} answered {error.code}: it moved. Give the new address; the token is not sent there unasked"
        hint = self.hints.get(error.code, "")
        return f"{what} answered {error.code}: {_message(said)}" + (f"\n{hint}" if hint else "")


def _rate_limited(error: urllib.error.HTTPError, said: str) -> bool:
    if error.code == 429:
        return True
    exhausted = error.headers["X-RateLimit-Remaining"] == "0"
    return error.code == 403 and (exhausted or "Retry-After" in error.headers or "rate limit" in said.lower())


def _message(said: str) -> str:
    try:
        data: object = json.loads(said)
    except ValueError:
        data = said
    told = found(data, "message") or found(data, "error") or said
    return " ".join(str(told).split())[:300]
