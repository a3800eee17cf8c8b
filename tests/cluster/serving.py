"""A serving entry of the stack file, and what became of it in the cluster."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

from evenkeel.spec import AwsTarget, NodePool, Serving
from tests.cluster.api import Api
from tests.cluster.deployment import Deployed
from tests.cluster.nodes import SimulatedNode
from tests.cluster.pods import RELEASE, Pod, pods, settled


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A serving entry.

    Attributes:
        deployed: the stack that it belongs to.
        wanted: what the stack file says of it.
        workload: the Deployment or LeaderWorkerSet that makes its pods.
    """

    deployed: Deployed
    wanted: Serving
    workload: Mapping[str, Any]

    @property
    def api(self) -> Api:
        """Client of the API server."""
        return self.deployed.api

    @property
    def name(self) -> str:
        """Its name."""
        return self.wanted.name

    @property
    def namespace(self) -> str:
        """Namespace of its pods."""
        return self.deployed.platform.namespace

    @property
    def pool(self) -> NodePool:
        """The pool that its pods are meant for."""
        return next(pool for pool in self.deployed.platform.node_pools if pool.name == self.wanted.pool)

    @property
    def pool_nodes(self) -> list[SimulatedNode]:
        """The nodes of that pool, in the zones that the stack file allows."""
        target = self.deployed.platform.target
        zones = self.pool.zones or (target.zones if isinstance(target, AwsTarget) else ("",))
        nodes = self.deployed.nodes.values()
        return [node for node in nodes if node.pool == self.wanted.pool and node.zone in zones]

    @property
    def grouped(self) -> bool:
        """Whether one replica is a group of pods."""
        return self.workload["kind"] == "LeaderWorkerSet"

    @property
    def strategy(self) -> tuple[int, int]:
        """What a roll-out may take away and add: maxUnavailable and maxSurge, as declared."""
        spec = self.workload["spec"]
        key = ("rolloutStrategy", "rollingUpdateConfiguration") if self.grouped else ("strategy", "rollingUpdate")
        declared = spec[key[0]][key[1]]
        return int(declared["maxUnavailable"]), int(declared["maxSurge"])

    @property
    def pod_template(self) -> Mapping[str, Any]:
        """The template of its pods; of a group's leader."""
        spec = self.workload["spec"]
        template = spec["leaderWorkerTemplate"]["leaderTemplate"] if self.grouped else spec["template"]
        return cast("Mapping[str, Any]", template)

    def pods(self) -> list[Pod]:
        """Return its pods."""
        return pods(self.api, self.namespace, f"{RELEASE}={self.name}")

    def replicas(self) -> int:
        """Return how many replicas it has been told to have."""
        return int((self.api.get(self.workload) or {})["spec"]["replicas"])


def entries(deployed: Deployed) -> list[Entry]:
    """Return the serving entries of a stack; each has exactly one workload of its release."""
    made = [*deployed.planned.of_kind("Deployment"), *deployed.planned.of_kind("LeaderWorkerSet")]
    by_release = {each["metadata"]["labels"][RELEASE]: each for each in made}
    return [
        Entry(deployed=deployed, wanted=wanted, workload=by_release[wanted.name])
        for wanted in deployed.platform.serving
    ]


@contextmanager
def at_most(deployed: Deployed, replicas: int | None = None) -> Generator[list[Entry]]:
    """Give all entries scaled to their most replicas, which is KEDA's part; undo it in the end.

    Args:
        deployed: the stack.
        replicas: no more than these.
    """
    found = entries(deployed)
    before = [entry.replicas() for entry in found]
    for entry in found:
        most = entry.wanted.scaling.max
        entry.api.scale(entry.workload, most if replicas is None else min(most, replicas))
    settled(deployed.api)
    try:
        yield found
    finally:
        for entry, count in zip(found, before, strict=True):
            entry.api.scale(entry.workload, count)
        settled(deployed.api)
