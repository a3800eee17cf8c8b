"""What became of pods: where they run, or why they wait."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from tests.cluster.api import Api
from tests.cluster.nodes import ACCELERATORS
from tests.cluster.waiting import eventually

ROLE = "app.kubernetes.io/component"
RELEASE = "app.kubernetes.io/instance"


@dataclass(frozen=True)
class Pod:
    """A pod as the API server has it."""

    document: Mapping[str, Any]

    @property
    def name(self) -> str:
        """Its name."""
        return str(self.document["metadata"]["name"])

    @property
    def labels(self) -> Mapping[str, str]:
        """Its labels."""
        return cast("Mapping[str, str]", self.document["metadata"].get("labels", {}))

    @property
    def node(self) -> str | None:
        """The node that it was given, if any."""
        return cast("str | None", self.document["spec"].get("nodeName"))

    @property
    def owner(self) -> str:
        """Kind of what made it; empty for a pod made by hand."""
        owners = self.document["metadata"].get("ownerReferences", ())
        return str(owners[0]["kind"]) if owners else ""

    @property
    def ends(self) -> bool:
        """Whether it was told to go."""
        return "deletionTimestamp" in self.document["metadata"]

    @property
    def finished(self) -> bool:
        """Whether it has done its work."""
        return self._phase == "Succeeded"

    @property
    def ready(self) -> bool:
        """Whether it serves."""
        return not self.ends and self._condition("Ready").get("status") == "True"

    @property
    def unschedulable(self) -> str:
        """Why the scheduler finds no node for it; empty when it has one, or was not looked at yet."""
        condition = self._condition("PodScheduled")
        waits = condition.get("status") == "False" and condition.get("reason") == "Unschedulable"
        return str(condition.get("message", "no reason")) if waits and not self.ends else ""

    @property
    def accelerated(self) -> bool:
        """Whether it asks for accelerators of any kind."""
        limits = [each.get("resources", {}).get("limits", {}) for each in self.document["spec"]["containers"]]
        return any(resource in limit for limit in limits for resource in ACCELERATORS)

    @property
    def _phase(self) -> str:
        return str(self.document.get("status", {}).get("phase"))

    def _condition(self, kind: str) -> Mapping[str, Any]:
        conditions = cast("list[Mapping[str, Any]]", self.document.get("status", {}).get("conditions", []))
        return next((each for each in conditions if each["type"] == kind), dict[str, Any]())


def pods(api: Api, namespace: str | None = None, labels: str = "") -> list[Pod]:
    """Return the pods that are there."""
    return [Pod(each) for each in api.list("v1", "Pod", namespace, labels)]


def settled(api: Api) -> list[Pod]:
    """Wait until everything that makes pods has made them, and each is ready, done or without a place; return them."""
    found: list[Pod] = []

    def restless() -> list[str]:
        found[:] = pods(api)
        nodes = {each["metadata"]["name"] for each in api.list("v1", "Node")}
        # Kubernetes takes a minute to forget a pod whose node is gone.
        found[:] = [each for each in found if each.node is None or each.node in nodes]
        moving = [each.name for each in found if not (each.ready or each.finished or each.unschedulable)]
        for (version, kind), is_made in _MAKERS.items():
            moving += [str(each["metadata"]["name"]) for each in _all(api, version, kind) if not is_made(each)]
        return moving

    eventually(lambda: not restless(), lambda: f"all at rest, but {restless()} are not", seconds=120)
    return found


def _all(api: Api, version: str, kind: str) -> list[dict[str, Any]]:
    return api.list(version, kind) if api.serves(version, kind) else []


def _observed(document: Mapping[str, Any]) -> bool:
    observed = document.get("status", {}).get("observedGeneration")
    return observed is None or observed == document["metadata"]["generation"]


def _replicas(document: Mapping[str, Any]) -> bool:
    status = document.get("status", {})
    wanted = document["spec"]["replicas"]
    updated = status.get("updatedReplicas", 0)
    return _observed(document) and status.get("replicas", 0) == wanted and updated == wanted


def _daemons(document: Mapping[str, Any]) -> bool:
    status = document.get("status", {})
    wanted = status.get("desiredNumberScheduled", 0)
    return (
        status.get("observedGeneration") == document["metadata"]["generation"]
        and status.get("updatedNumberScheduled", 0) == wanted
    )


def _job(document: Mapping[str, Any]) -> bool:
    status = document.get("status", {})
    return bool(status.get("active") or status.get("succeeded") or status.get("failed"))


_MAKERS: dict[tuple[str, str], Callable[[Mapping[str, Any]], bool]] = {
    ("apps/v1", "Deployment"): _replicas,
    ("apps/v1", "DaemonSet"): _daemons,
    ("leaderworkerset.x-k8s.io/v1", "LeaderWorkerSet"): _replicas,
    ("batch/v1", "Job"): _job,
}
