"""A platform with what is known about its parts, as the checks look at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evenkeel.sizing.machine import Machine, smallest_machine
from evenkeel.sizing.model_facts import ModelFacts, model_facts
from evenkeel.sizing.parallelism import Parallelism, parallelism
from evenkeel.sizing.requests import pod_resources
from evenkeel.spec import AwsTarget, ClusterTarget, NodePool, Platform, Resources, Serving


@dataclass(frozen=True, slots=True)
class Entry:
    """A serving entry with its place and what belongs to it.

    Attributes:
        path: its path in the stack file.
        serving: the entry.
        pool: its pool; None when there is none of that name.
        machine: the smallest node of the pool; None when unknown.
        facts: its model; None when unknown.
        spread: how a replica is spread.
    """

    path: str
    serving: Serving
    pool: NodePool | None
    machine: Machine | None
    facts: ModelFacts | None
    spread: Parallelism

    @property
    def resources(self) -> Resources | None:
        """What a pod asks for; None when nothing says."""
        if self.machine is None:
            return self.serving.resources
        return pod_resources(self.serving, self.spread, self.machine, self.facts)


@dataclass(frozen=True, slots=True)
class View:
    """A platform, and its serving entries with what belongs to them.

    Attributes:
        platform: the platform.
        entries: its serving entries.
    """

    platform: Platform
    entries: tuple[Entry, ...]

    @property
    def aws(self) -> AwsTarget | None:
        """The AWS target, if it is one."""
        return self.platform.target if isinstance(self.platform.target, AwsTarget) else None

    @property
    def existing_cluster(self) -> ClusterTarget | None:
        """The existing cluster, if the target is one."""
        return self.platform.target if isinstance(self.platform.target, ClusterTarget) else None

    def pools(self) -> Iterator[tuple[str, NodePool]]:
        """Yield the path and the pool of each node pool."""
        for index, pool in enumerate(self.platform.node_pools):
            yield f"nodePools[{index}]", pool

    def on(self, pool: NodePool) -> tuple[Entry, ...]:
        """Return the entries that run on `pool`."""
        return tuple(entry for entry in self.entries if entry.serving.pool == pool.name)


def view(platform: Platform) -> View:
    """Return the view of `platform`."""
    pools = {pool.name: pool for pool in platform.node_pools}
    entries: list[Entry] = []
    for index, serving in enumerate(platform.serving):
        pool = pools.get(serving.pool)
        machine = smallest_machine(pool) if pool else None
        facts = model_facts(serving.model)
        spread = parallelism(serving, machine, facts)
        entries.append(Entry(f"serving[{index}]", serving, pool, machine, facts, spread))
    return View(platform, tuple(entries))
