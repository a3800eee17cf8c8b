"""HTTP requests, repeated while repeating makes sense."""

from __future__ import annotations

import email.message
import email.utils
import http.client
import random
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .errors import ModelImportError

ATTEMPTS = 6
LONGEST_PAUSE_SECONDS = 60.0
TIMEOUT_SECONDS = 120.0
_WORTH_REPEATING = frozenset({408, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Response:
    """An answer, read to its end.

    Attributes:
        status: HTTP status.
        headers: by lower-case name.
        body: all of it.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Request:
    """A request.

    Attributes:
        method: GET, PUT and so on.
        url: with its query.
        body: empty for none.
    """

    method: str
    url: str
    body: bytes = b""


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Redirects are followed by those who know which headers may go to another host."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None


_opener = urllib.request.build_opener(_NoRedirect())


def send(request: Request, headers: Callable[[], Mapping[str, str]], first_pause: float) -> Response:
    """Return the answer to `request`; its status may be anything that repeating does not change.

    Args:
        request: what to send.
        headers: gives the headers of each attempt, since signatures grow old.
        first_pause: seconds before the second attempt; each pause is twice the one before.

    Raises:
        ModelImportError: the other side could not be reached, or failed every time.
    """
    said = ""
    for attempt in range(ATTEMPTS):
        pause = min(first_pause * 2**attempt, LONGEST_PAUSE_SECONDS) * random.uniform(0.5, 1.0)  # noqa: S311  jitter
        try:
            response = _once(request, headers())
        except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as error:
            said = str(error) or type(error).__name__
        else:
            if response.status not in _WORTH_REPEATING:
                return response
            said = f"HTTP {response.status}"
            pause = max(pause, _retry_after(response))
        if attempt + 1 < ATTEMPTS:
            time.sleep(pause)
    raise ModelImportError(
        f"{request.method} {without_query(request.url)}: {said} ({ATTEMPTS} attempts); see the network"
    )


def without_query(url: str) -> str:
    """Return `url` without its query, which may hold a signature."""
    return url.split("?", 1)[0]


def _once(request: Request, headers: Mapping[str, str]) -> Response:
    built = urllib.request.Request(  # noqa: S310  the scheme was checked with the settings
        request.url, data=request.body or None, headers=dict(headers), method=request.method
    )
    try:
        with _opener.open(built, timeout=TIMEOUT_SECONDS) as answer:
            return Response(answer.status, _lower(answer.headers), answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Response(error.code, _lower(error.headers), error.read())


def _lower(headers: email.message.Message) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def _retry_after(response: Response) -> float:
    value = response.headers.get("retry-after", "")
    if value.isdigit():
        return min(float(value), LONGEST_PAUSE_SECONDS)
    try:
        wanted = email.utils.parsedate_to_datetime(value).timestamp() - time.time()
    except ValueError:
        return 0.0
    return min(max(wanted, 0.0), LONGEST_PAUSE_SECONDS)
