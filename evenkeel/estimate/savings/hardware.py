"""Fewer or smaller accelerators that still hold the model, or none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, cast

from evenkeel.catalogue import (
    CatalogueModel,
    InstanceType,
    accelerator,
    instance_types,
    is_offered,
    models,
    on_demand_price,
)
from evenkeel.estimate.node_hours import pods_a_node
from evenkeel.estimate.pools import NODE_POOL, Pool, karpenter_pool
from evenkeel.estimate.reading import at, items, text
from evenkeel.estimate.savings.idea import Idea, put, swapped
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import ACCELERATORS, GROUP, Workload, pod_path, workloads
from evenkeel.model import Plan, Resource, Value

_ROOM: Final = Decimal("1.25")  # weights, and a quarter of them for KV cache and activations
_USABLE: Final = Decimal("0.92")  # what engines take of an accelerator's memory
_SMALL: Final = 3_000_000_000  # parameters up to which processors answer at reading speed
_TYPE: Final = "node.kubernetes.io/instance-type"
_REQUIREMENTS: Final = ("spec", "template", "spec", "requirements")
_GIB: Final = Decimal(10**9) / 2**30


@dataclass(frozen=True, slots=True)
class _Choice:
    machine: InstanceType
    accelerators: int
    usd: Decimal


def hardware(situation: Situation) -> Iterator[Idea]:
    """Put a model on the cheapest accelerators of one node that hold it."""
    for workload, pool, model in _alone(situation):
        if not workload.accelerators:
            continue
        now = _now(workload, pool, situation.view.home)
        found = [each for each in _choices(model, pool, situation.view.home) if now is not None and each.usd < now]
        if not found:
            continue
        best = min(found, key=lambda each: (each.usd, each.machine.name))
        fitted = best.machine.accelerators
        assert fitted is not None  # noqa: S101 - choices have accelerators
        memory = best.accelerators * Decimal(str(fitted.memory_gib))
        weights = Decimal(str(model.weights_gb)) * _GIB
        yield Idea(
            title=f"{best.accelerators} x {fitted.name} ({best.machine.name}) for {workload.name}",
            change=f"{_types(pool, best)}; serving[{workload.name}].engine and nodesPerReplica to match",
            caution=f"weights take {weights:.0f} of {memory:.0f} GiB; check context length and service level",
            plan=_moved(situation.view.plan, workload, pool, best),
            settings=situation.settings,
        )


def processors(situation: Situation) -> Iterator[Idea]:
    """Serve a small model on processors."""
    for workload, pool, model in _alone(situation):
        if not workload.accelerators or model.parameters > _SMALL or workload.pods > 1:
            continue
        now = _now(workload, pool, situation.view.home)
        need = Decimal(str(model.weights_gb)) * _GIB * 2
        found = [
            _Choice(each, 0, Decimal(str(price.usd)))
            for each in instance_types().values()
            if each.accelerators is None
            and each.architecture == "amd64"
            and each.cpus >= 16
            and each.memory_gib >= need
            if (price := on_demand_price(each.name, situation.view.home)) is not None
        ]
        found = [each for each in found if now is not None and each.usd < now]
        if not found:
            continue
        best = min(found, key=lambda each: (each.usd, each.machine.name))
        yield Idea(
            title=f"Processors ({best.machine.name}) for {workload.name}",
            change=f"{_types(pool, best)}; serving[{workload.name}].engine.device: cpu",
            caution="slower answers and far fewer at a time; check the service level",
            plan=_moved(situation.view.plan, workload, pool, best),
            settings=situation.settings,
        )


def _types(pool: Pool, choice: _Choice) -> str:
    return f"nodePools[{pool.name}].instanceTypes: [{choice.machine.name}]"


def _alone(situation: Situation) -> Iterator[tuple[Workload, Pool, CatalogueModel]]:
    """Return known models that have a pool for themselves."""
    known = {each.hub_id: each for each in models().values() if each.hub_id}
    inside = list(workloads(situation.view))
    for resource in situation.view.of_type(NODE_POOL):
        pool = karpenter_pool(resource, situation.view)
        mine = [each for each in inside if each.pool == pool.name]
        if len(mine) == 1 and mine[0].model in known:
            yield mine[0], pool, known[mine[0].model]


def _now(workload: Workload, pool: Pool, region: str) -> Decimal | None:
    """Return USD an hour of a replica as it is, on demand."""
    found = [
        Decimal(str(price.usd)) * workload.pods / fits
        for name in pool.types
        if (price := on_demand_price(name, region)) is not None and (fits := pods_a_node(workload, name))
    ]
    return min(found, default=None)


def _choices(model: CatalogueModel, pool: Pool, region: str) -> Iterator[_Choice]:
    need = Decimal(str(model.weights_gb)) * _GIB * _ROOM
    for machine in instance_types().values():
        fitted = machine.accelerators
        price = on_demand_price(machine.name, region)
        if fitted is None or fitted.kind != "nvidia" or price is None or is_offered(machine.name, region) is False:
            continue
        part = accelerator(fitted.name)
        if machine.name in pool.types or part is None or model.data_type not in part.teraflops:
            continue
        for count in (1, 2, 4, 8):
            enough = count * Decimal(str(fitted.memory_gib)) * _USABLE >= need
            if count <= fitted.count and enough and model.kv_heads % count == 0:
                yield _Choice(machine, count, Decimal(str(price.usd)) * count / fitted.count)
                break


def _moved(plan: Plan, workload: Workload, pool: Pool, choice: _Choice) -> Plan:
    requirements = [
        {**each, "values": [choice.machine.name]} if isinstance(each, Mapping) and text(each, "key") == _TYPE else each
        for each in items(pool.resource.inputs, *_REQUIREMENTS)
    ]
    return swapped(
        plan,
        _with(pool.resource, (_REQUIREMENTS, requirements)),
        _fitted(workload.resource, choice),
    )


def _fitted(resource: Resource, choice: _Choice) -> Resource:
    fitted = choice.machine.accelerators
    part = Decimal(choice.accelerators) / fitted.count if fitted and choice.accelerators else Decimal(1)
    requests = {
        "cpu": str(int(choice.machine.cpus * part * 9 / 10) or 1),
        "memory": f"{int(Decimal(str(choice.machine.memory_gib)) * part * 8 / 10) or 1}Gi",
        **({ACCELERATORS[0]: str(choice.accelerators)} if choice.accelerators else {}),
    }
    path = (*pod_path(resource), "containers")
    first, *others = items(resource.inputs, *path)
    changes: list[tuple[Sequence[str], Value]] = [(path, [put(first, ("resources", "requests"), requests), *others])]
    if resource.type == GROUP and at(resource.inputs, "spec", "leaderWorkerTemplate") is not None:
        changes.append((("spec", "leaderWorkerTemplate", "size"), 1))
    return _with(resource, *changes)


def _with(resource: Resource, *changes: tuple[Sequence[str], Value]) -> Resource:
    inputs: Value = resource.inputs
    for path, new in changes:
        inputs = put(inputs, path, new)
    return replace(resource, inputs=cast("Mapping[str, Value]", inputs))
