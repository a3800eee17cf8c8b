"""A client for the API server that takes documents of any kind."""

from __future__ import annotations

import builtins
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import requests

FIELD_MANAGER = "evenkeel"
_PATIENCE = 50
_MAKERS_OF_PODS = {"Deployment", "DaemonSet", "Job", "LeaderWorkerSet"}
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

    def refusal(self, document: Document) -> str:
        """Return why the API server and its webhooks would not take an object, or nothing; nothing is stored."""
        answer = self._send(
            "PATCH",
            self._url(document, document["metadata"]["name"]),
            params={"fieldManager": FIELD_MANAGER, "fieldValidation": "Strict", "force": "true", "dryRun": "All"},
            headers={"Content-Type": "application/apply-patch+yaml"},
            json=dict(document),
        )
        return "" if answer.ok else _message(answer)

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
        """Delete, pods before what makes them, as the provider does; what does not exist is deleted already."""
        policy = "Foreground" if document["kind"] in _MAKERS_OF_PODS else "Background"
        answer = self._send(
            "DELETE", self._url(document, document["metadata"]["name"]), params={"propagationPolicy": policy}
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

    def part(self, document: Document, name: str) -> dict[str, Any]:
        """Return a subresource of an object, `scale` for example."""
        answer = self._send("GET", f"{self._url(document, document['metadata']['name'])}/{name}")
        return self._accepted(answer, f"{name} of {_title(document)}")

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

    def kinds(self) -> builtins.list[tuple[str, str]]:
        """Return API version and kind of everything that can be listed, in each group's preferred version."""
        groups = self._accepted(self._send("GET", f"{self.address}/apis"), "discover")["groups"]
        versions = ["v1", *(str(group["preferredVersion"]["groupVersion"]) for group in groups)]
        found: builtins.list[tuple[str, str]] = []
        for version in versions:
            answer = self._accepted(self._send("GET", self._root(version)), f"discover {version}")
            resources = cast("list[dict[str, Any]]", answer["resources"])
            found += [(version, str(each["kind"])) for each in resources if "list" in each["verbs"]]
        return found

    def version(self, api_version: str, kind: str, namespace: str) -> str:
        """Return the moment that `events` starts from, by the API server's own count."""
        url = self._url({"apiVersion": api_version, "kind": kind, "metadata": {"namespace": namespace}}, None)
        return str(self._accepted(self._send("GET", url), f"list {kind}")["metadata"]["resourceVersion"])

    def events(self, api_version: str, kind: str, namespace: str, since: str) -> builtins.list[dict[str, Any]]:
        """Return everything that happened to objects of a kind since that moment, in its order.

        Each entry has a `type` (ADDED, MODIFIED, DELETED) and the `object` as it was then.
        """
        url = self._url({"apiVersion": api_version, "kind": kind, "metadata": {"namespace": namespace}}, None)
        # A watch first gives what is past; it ends after a second.
        answer = self._send("GET", url, params={"watch": "true", "resourceVersion": since, "timeoutSeconds": "1"})
        found = [cast("dict[str, Any]", json.loads(line)) for line in answer.text.splitlines() if line]
        lost = [each["object"].get("message") for each in found if each["type"] == "ERROR"]
        assert not lost, f"the API server has forgotten what happened since {since}: {lost}"
        return found

    def _send(self, method: str, url: str, *, timeout: float | None = 30, **rest: Any) -> requests.Response:
        """Send a request; again while the API server says that it is not ready for that kind yet."""
        answer = self._session.request(method, url, timeout=timeout, **rest)
        for _ in range(_PATIENCE):
            if answer.status_code != requests.codes.too_many_requests:
                break
            time.sleep(0.2)
            answer = self._session.request(method, url, timeout=timeout, **rest)
        return answer

    def _accepted(self, answer: requests.Response, what: str) -> dict[str, Any]:
        if not answer.ok:
            raise RefusedError(f"{what}: {answer.status_code} {_message(answer)}")
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
            answer = self._send("GET", self._root(version))
            known = answer.status_code != requests.codes.not_found
            resources = self._accepted(answer, f"discover {version}")["resources"] if known else ()
            for resource in cast("Sequence[dict[str, Any]]", resources):
                if "/" not in resource["name"]:
                    self._plurals[version, str(resource["kind"])] = (
                        str(resource["name"]),
                        bool(resource["namespaced"]),
                    )
        if (version, kind) not in self._plurals:
            raise RefusedError(f"the API server knows no {kind} in {version}")
        return self._plurals[version, kind]


def _message(answer: requests.Response) -> str:
    try:
        return str(cast("dict[str, Any]", answer.json()).get("message"))
    except requests.JSONDecodeError:
        return answer.text


def _title(document: Document) -> str:
    metadata = document["metadata"]
    return f"{document['kind']} {metadata.get('namespace', '')}/{metadata['name']}"
