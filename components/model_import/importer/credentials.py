"""AWS credentials of the pod, from EKS Pod Identity or from the environment."""

from __future__ import annotations

import datetime
import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from .connection import Request, send
from .errors import SettingsError, StorageError

_REFRESH_BEFORE = datetime.timedelta(minutes=10)


@dataclass(frozen=True)
class Credentials:
    """What requests are signed with.

    Attributes:
        key_id: public part.
        secret: private part.
        session: session token, empty for long-lived credentials.
        expires: when they end; None if never.
    """

    key_id: str
    secret: str
    session: str
    expires: datetime.datetime | None


class CredentialSource:
    """Credentials that are fetched again before they end; may be used by several threads."""

    def __init__(self, environment: Mapping[str, str], retry_seconds: float) -> None:
        self._environment = environment
        self._retry_seconds = retry_seconds
        self._lock = threading.Lock()
        self._current: Credentials | None = None

    def current(self) -> Credentials:
        """Return credentials that hold for some minutes at least.

        Raises:
            SettingsError: the environment names no source.
            StorageError: the agent of the node gave none.
        """
        with self._lock:
            known = self._current
            if known is None or (known.expires and known.expires - _REFRESH_BEFORE < _now()):
                self._current = known = self._fetch()
            return known

    def _fetch(self) -> Credentials:
        url = self._environment.get("AWS_CONTAINER_CREDENTIALS_FULL_URI")
        if url:
            return self._from_agent(url)
        key_id, secret = (self._environment.get(name, "") for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"))
        if not (key_id and secret):
            raise SettingsError(
                "no AWS credentials: the pod has no EKS Pod Identity; check the association of its service account "
                "and the agent add-on"
            )
        return Credentials(key_id, secret, self._environment.get("AWS_SESSION_TOKEN", ""), None)

    def _from_agent(self, url: str) -> Credentials:
        path = self._environment.get("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        headers = {"Authorization": Path(path).read_text(encoding="utf-8").strip()} if path else {}
        answer = send(Request("GET", url), lambda: headers, self._retry_seconds)
        if answer.status != 200:
            raise StorageError(f"the Pod Identity agent gave no credentials: HTTP {answer.status}")
        found = cast("dict[str, str]", json.loads(answer.body))
        expires = datetime.datetime.fromisoformat(found["Expiration"].replace("Z", "+00:00"))
        return Credentials(found["AccessKeyId"], found["SecretAccessKey"], found["Token"], expires)


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
