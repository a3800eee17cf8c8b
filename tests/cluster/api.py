"""A client for the API server that takes documents of any kind."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import requests

FIELD_MANAGER = "evenkeel"
_PATIENCE = 50
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
        answer = self._send(
            "PATCH",
            self._url(document, document["metadata"]["name"]),
            params={"fieldManager": manager, "force": "true", "fieldValidation": "Strict"},
            headers={"Content-Type": "application/apply-patch+yaml"},
            json=dict(document),
        )
        return self._accepted(answer, f"apply {_title(document)}")

    def would_accept(self, document: Document) -> bool:
        """Tell whether the API server and its webhooks would take an object; nothing is stored."""
        answer = self._send(
            "PATCH",
            self._url(document, document["metadata"]["name"]),
            params={"fieldManager": FIELD_MANAGER, "fieldValidation": "Strict", "dryRun": "All"},
            headers={"Content-Type": "application/apply-patch+yaml"},
            json=dict(document),
        )
        return answer.ok

    def get(self, document: Document) -> dict[str, Any] | None:
        """Return the object as it stands, or None."""
        answer = self._send("GET", self._url(document, document["metadata"]["name"]))
        return None if answer.status_code == requests.codes.not_found else self._accepted(answer, "get")

    def exists(self, api_version: str, kind: str, namespace: str, name: str) -> bool:
        """Tell whether there is such an object."""
        document = {"apiVersion": api_version, "kind": kind, "metadata": {"name": name, "namespace": namespace}}
        return self.get(document) is not None

    def list(self, api_version: str, kind: str, namespace: str | None = None, labels: str = "") -> list[dict[str, Any]]:
        """Return all objects of a kind, in one namespace or in all."""
        metadata = {"namespace": namespace} if namespace else {}
        url = self._url({"apiVersion": api_version, "kind": kind, "metadata": metadata}, None)
        answer = self._send("GET", url, params={"labelSelector": labels})
        return cast("list[dict[str, Any]]", self._accepted(answer, f"list {kind}")["items"])

    def delete(self, document: Document) -> None:
        """Delete, with dependents in the background; what does not exist is deleted already."""
        answer = self._send(
            "DELETE", self._url(document, document["metadata"]["name"]), params={"propagationPolicy": "Background"}
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

    def merge(self, document: Document, change: Document, part: str = "") -> dict[str, Any]:
        """Merge a change into an object, or into its `part` (`/status`, `/scale`)."""
        answer = self._send(
            "PATCH",
            self._url(document, document["metadata"]["name"]) + part,
            headers={"Content-Type": "application/merge-patch+json"},
            json=dict(change),
        )
        return self._accepted(answer, f"change {_title(document)}{part}")

    def scale(self, document: Document, replicas: int) -> None:
        """Set the number of replicas by the scale subresource, as an autoscaler does."""
        self.merge(document, {"spec": {"replicas": replicas}}, "/scale")

    def serves(self, api_version: str, kind: str) -> bool:
        """Tell whether the API server knows a kind."""
        try:
            self._resource(api_version, kind)
        except RefusedError:
            return False
        return True

    def kinds(self) -> list[tuple[str, str]]:
        """Return API version and kind of everything that can be listed, in each group's preferred version."""
        groups = self._accepted(self._send("GET", f"{self.address}/apis"), "discover")["groups"]
        versions = ["v1", *(str(group["preferredVersion"]["groupVersion"]) for group in groups)]
        found: list[tuple[str, str]] = []
        for version in versions:
            answer = self._accepted(self._send("GET", self._root(version)), f"discover {version}")
            resources = cast("list[dict[str, Any]]", answer["resources"])
            found += [(version, str(each["kind"])) for each in resources if "list" in each["verbs"]]
        return found

    def changes(self, api_version: str, kind: str, namespace: str) -> tuple[list[dict[str, Any]], requests.Response]:
        """Return the objects of a kind as they stand, and the stream of what happens to them from then on."""
        url = self._url({"apiVersion": api_version, "kind": kind, "metadata": {"namespace": namespace}}, None)
        listed = self._accepted(self._send("GET", url), f"list {kind}")
        since = {"watch": "true", "resourceVersion": str(listed["metadata"]["resourceVersion"])}
        stream = self._send("GET", url, params=since, stream=True, timeout=None)
        return cast("list[dict[str, Any]]", listed["items"]), stream

    def _send(self, method: str, url: str, *, timeout: float | None = 30, **rest: Any) -> requests.Response:
        """Send a request; again while the API server says that it is not ready for that kind yet."""
        for _ in range(_PATIENCE):
            answer = self._session.request(method, url, timeout=timeout, **rest)
            if answer.status_code != requests.codes.too_many_requests:
                return answer
            time.sleep(0.2)
        return answer

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
        root = self._root(version)
        namespace = document["metadata"].get("namespace")
        scope = f"/namespaces/{namespace}" if namespaced and namespace else ""
        if namespaced and name and not namespace:
            scope = "/namespaces/default"
        return f"{root}{scope}/{plural}" + (f"/{name}" if name else "")

    def _root(self, version: str) -> str:
        return f"{self.address}/{'apis' if '/' in version else 'api'}/{version}"

    def _resource(self, version: str, kind: str) -> tuple[str, bool]:
        if (version, kind) not in self._plurals:
            answer = self._accepted(self._send("GET", self._root(version)), f"discover {version}")
            for resource in cast("list[dict[str, Any]]", answer["resources"]):
                if "/" not in resource["name"]:
                    self._plurals[version, str(resource["kind"])] = (
                        str(resource["name"]),
                        bool(resource["namespaced"]),
                    )
        if (version, kind) not in self._plurals:
            raise RefusedError(f"the API server knows no {kind} in {version}")
        return self._plurals[version, kind]


def _title(document: Document) -> str:
    metadata = document["metadata"]
    return f"{document['kind']} {metadata.get('namespace', '')}/{metadata['name']}"
