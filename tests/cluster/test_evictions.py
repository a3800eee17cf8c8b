"""A node that is drained gets its pods evicted, as far as the disruption budgets allow."""

from __future__ import annotations

from tests.cluster.deployment import Deployed
from tests.cluster.pods import RELEASE, settled
from tests.cluster.serving import Entry, at_most
from tests.cluster.waiting import eventually


def test_evictions_stop_where_the_budget_ends(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            allowed = _budget(entry)
            _await_budget(entry, allowed)
            # Nodes that stand still start no replacement, which would make room for another eviction.
            with deployed.plane.processes.paused("kwok"):
                accepted = [pod.name for pod in entry.pods() if entry.api.evict(pod.document)]
            assert len(accepted) == allowed, f"{entry.name}: {accepted}"
            settled(entry.api)


def test_evictions_go_on_when_the_pod_is_replaced(deployed: Deployed) -> None:
    with at_most(deployed) as found:
        for entry in found:
            for _ in range(2):
                _await_budget(entry, _budget(entry))
                gone = entry.pods()[0]
                assert entry.api.evict(gone.document)
                settled(entry.api)
                assert gone.document["metadata"]["uid"] not in {p.document["metadata"]["uid"] for p in entry.pods()}


def _budget(entry: Entry) -> int:
    """Return how many pods may be missing at once, as declared."""
    (declared,) = [
        each
        for each in entry.deployed.planned.of_kind("PodDisruptionBudget")
        if each["spec"]["selector"]["matchLabels"][RELEASE] == entry.name
    ]
    return int(declared["spec"]["maxUnavailable"])


def _await_budget(entry: Entry, allowed: int) -> None:
    def counted() -> bool:
        budgets = entry.api.list("policy/v1", "PodDisruptionBudget", entry.namespace, f"{RELEASE}={entry.name}")
        expected = entry.replicas() * entry.wanted.nodes_per_replica
        return all(
            each["status"]["disruptionsAllowed"] == allowed and each["status"]["expectedPods"] == expected
            for each in budgets
        )

    eventually(counted, f"the budget of {entry.name} counts its pods")
