"""A client for the API server that takes documents of any kind."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, cast

import requests

FIELD_MANAGER = "evenkeel"
Document = Mapping[str, Any]


class RefusedError(AssertionError):
    """The API server refused an object; the message is the server's own."""


class Api:
    """Server-side apply, reads, deletions and evictions by document."""

    def __init__(self, address: str, token: str, certificate: Path) -> None:
        self.address = address
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"
        self._session.verify = str(certificate)
        self._session.trust_env = False
        self._plurals: dict[tuple[str, str], tuple[str, bool]] = {}

    def is_ready(self) -> bool:
        """Tell whether the API server takes requests."""
        try:
            return self._session.get(f"{self.address}/readyz", timeout=5).ok
        except requests.RequestException:
            return False

    def apply(self, document: Document, *, manager: str = FIELD_MANAGER) -> dict[str, Any]:
        """Apply on the server, as the provider does; return the object.

        Raises:
            RefusedError: with the server's message, validation by schema and CEL included.
        """
        answer = self._session.patch(
            self._url(document, document["metadata"]["name"]),
            params={"fieldManager": manager, "force": "true", "fieldValidation": "Strict"},
            headers={"Content-Type": "application/apply-patch+yaml"},
            json=dict(document),
            timeout=30,
        )
        return self._accepted(answer, f"apply {_title(document)}")

    def get(self, document: Document) -> dict[str, Any] | None:
        """Return the object as it stands, or None."""
        answer = self._session.get(self._url(document, document["metadata"]["name"]), timeout=30)
        return None if answer.status_code == requests.codes.not_found else self._accepted(answer, "get")

    def list(self, api_version: str, kind: str, namespace: str | None = None, labels: str = "") -> list[dict[str, Any]]:
        """Return all objects of a kind, in one namespace or in all."""
        metadata = {"namespace": namespace} if namespace else {}
        url = self._url({"apiVersion": api_version, "kind": kind, "metadata": metadata}, None)
        answer = self._session.get(url, params={"labelSelector": labels}, timeout=30)
        return cast("list[dict[str, Any]]", self._accepted(answer, f"list {kind}")["items"])

    def delete(self, document: Document) -> None:
        """Delete, with dependents in the background; what does not exist is deleted already."""
        answer = self._session.delete(
            self._url(document, document["metadata"]["name"]), params={"propagationPolicy": "Background"}, timeout=30
        )
        if answer.status_code != requests.codes.not_found:
            self._accepted(answer, f"delete {_title(document)}")

    def evict(self, pod: Document) -> bool:
        """Ask to evict a pod; False when a disruption budget refuses it."""
        metadata = {"name": pod["metadata"]["name"], "namespace": pod["metadata"]["namespace"]}
        url = f"{self.address}/api/v1/namespaces/{metadata['namespace']}/pods/{metadata['name']}/eviction"
        answer = self._session.post(
            url, json={"apiVersion": "policy/v1", "kind": "Eviction", "metadata": metadata}, timeout=30
        )
        if answer.status_code == requests.codes.too_many_requests:
            return False
        self._accepted(answer, "evict")
        return True

    def patch_status(self, document: Document, status: Document) -> None:
        """Merge into the status of an object."""
        self._accepted(
            self._session.patch(
                self._url(document, document["metadata"]["name"]) + "/status",
                headers={"Content-Type": "application/merge-patch+json"},
                json={"status": dict(status)},
                timeout=30,
            ),
            "status",
        )

    def _accepted(self, answer: requests.Response, what: str) -> dict[str, Any]:
        if not answer.ok:
            try:
                message = str(cast("dict[str, Any]", answer.json()).get("message"))
            except requests.JSONDecodeError:
                message = answer.text
            raise RefusedError(f"{what}: {answer.status_code} {message}")
        return cast("dict[str, Any]", answer.json())

    def _url(self, document: Document, name: str | None) -> str:
        version = str(document["apiVersion"])
        plural, namespaced = self._resource(version, str(document["kind"]))
        root = f"{self.address}/api/{version}" if "/" not in version else f"{self.address}/apis/{version}"
        namespace = document["metadata"].get("namespace")
        scope = f"/namespaces/{namespace}" if namespaced and namespace else ""
        if namespaced and name and not namespace:
            scope = "/namespaces/default"
        return f"{root}{scope}/{plural}" + (f"/{name}" if name else "")

    def _resource(self, version: str, kind: str) -> tuple[str, bool]:
        if (version, kind) not in self._plurals:
            root = f"{self.address}/api/{version}" if "/" not in version else f"{self.address}/apis/{version}"
            answer = self._accepted(self._session.get(root, timeout=30), f"discover {version}")
            for resource in cast("list[dict[str, Any]]", answer["resources"]):
                if "/" not in resource["name"]:
                    self._plurals[version, str(resource["kind"])] = (
                        str(resource["name"]),
                        bool(resource["namespaced"]),
                    )
        if (version, kind) not in self._plurals:
            raise RefusedError(f"the API server knows no {kind} in {version}")
        return self._plurals[version, kind]


def eventually(check: Callable[[], bool], what: str, *, seconds: float = 30) -> None:
    """Wait until `check` holds; controllers act a moment after the objects change."""
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s: {what}"
        time.sleep(0.1)


def _title(document: Document) -> str:
    metadata = document["metadata"]
    return f"{document['kind']} {metadata.get('namespace', '')}/{metadata['name']}"
