"""A zone fails: what fits is made again in the zones that are left, and what does not fit waits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator
from contextlib import contextmanager

from tests.cluster.deployment import Deployed
from tests.cluster.nodes import add_nodes, remove_nodes, renewed
from tests.cluster.pods import settled
from tests.cluster.serving import at_most, entries


def test_what_fits_into_the_zones_that_are_left_runs_there(deployed: Deployed) -> None:
    for zone in _zones(deployed):
        with at_most(deployed) as found, _without(deployed, zone):
            for entry in found:
                left = [node for node in entry.pool_nodes if node.zone != zone]
                wanted = entry.wanted.scaling.max
                ready = [pod for pod in entry.pods() if pod.ready]
                possible = len(left) // entry.wanted.nodes_per_replica
                assert len(ready) == min(wanted, possible) * entry.wanted.nodes_per_replica, f"{entry.name} in {zone}"
                assert {pod.node for pod in ready} <= {node.name for node in left}


def test_what_does_not_fit_waits_and_goes_nowhere_else(deployed: Deployed) -> None:
    for entry in entries(deployed):
        (zone, _), *others = Counter(node.zone for node in entry.pool_nodes).most_common()
        if others:
            continue  # the pool has nodes elsewhere: the test above
        with at_most(deployed), _without(deployed, zone):
            waiting = entry.pods()
            assert waiting
            assert all(pod.node is None and pod.unschedulable for pod in waiting), entry.name


def test_everything_is_back_when_the_zone_is(deployed: Deployed) -> None:
    zone = _zones(deployed)[0]
    with at_most(deployed) as found:
        with _without(deployed, zone):
            pass
        for entry in found:
            ready = [pod for pod in entry.pods() if pod.ready]
            assert len(ready) == entry.wanted.scaling.max * entry.wanted.nodes_per_replica


def _zones(deployed: Deployed) -> list[str]:
    return sorted({node.zone for node in deployed.nodes.values()})


@contextmanager
def _without(deployed: Deployed, zone: str) -> Generator[None]:
    lost = [node for node in deployed.nodes.values() if node.zone == zone]
    remove_nodes(deployed.api, lost)
    settled(deployed.api)
    try:
        yield
    finally:
        new = [renewed(node) for node in lost]
        add_nodes(deployed.api, new)
        deployed.replace_nodes(lost, new)
        settled(deployed.api)
