"""Working hours instead of all hours, outside production."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

from evenkeel.estimate.pools import find_pool
from evenkeel.estimate.reading import items, text
from evenkeel.estimate.savings.idea import Idea, environment, put, swapped
from evenkeel.estimate.situation import Situation
from evenkeel.estimate.workloads import SCALER, Workload, workloads
from evenkeel.model import Plan, Resource, Value

_START: Final = "0 8 * * 1-5"
_END: Final = "0 19 * * 1-5"


def schedules(situation: Situation) -> Iterator[Idea]:
    """Let models outside production run on weekdays from 8 to 19 only."""
    where = environment(situation.view)
    if where in {"", "prod"}:
        return
    for workload in workloads(situation.view):
        if workload.scaling.least == 0 or find_pool(situation.view, workload.pool) is None:
            continue
        yield Idea(
            title=f"Working hours only for {workload.name}",
            change=f'serving[{workload.name}].scaling: {{min: 0, schedules: [{{start: "{_START}", end: "{_END}"}}]}}',
            caution=f"nobody in {where} is answered outside these hours",
            plan=_scheduled(situation.view.plan, workload),
            settings=situation.settings,
        )


def _scheduled(plan: Plan, workload: Workload) -> Plan:
    trigger: Mapping[str, Value] = {
        "type": "cron",
        "metadata": {
            "timezone": "UTC",
            "start": _START,
            "end": _END,
            "desiredReplicas": str(workload.scaling.least),
        },
    }
    scaler = next((each for each in plan.resources if each.type == SCALER and _targets(each, workload.resource)), None)
    if scaler is None:
        made = _scaler(workload, trigger)
        return replace(plan, resources=(*plan.resources, made))
    inputs = put(scaler.inputs, ("spec", "minReplicaCount"), 0)
    inputs = put(inputs, ("spec", "triggers"), [*items(scaler.inputs, "spec", "triggers"), trigger])
    return swapped(plan, replace(scaler, inputs=cast("Mapping[str, Value]", inputs)))


def _targets(scaler: Resource, resource: Resource) -> bool:
    return text(scaler.inputs, "spec", "scaleTargetRef", "name") == text(resource.inputs, "metadata", "name")


def _scaler(workload: Workload, trigger: Value) -> Resource:
    resource = workload.resource
    return Resource(
        urn=f"{resource.urn}-hours",
        type=SCALER,
        name=f"{resource.name}-hours",
        custom=True,
        parent=resource.parent,
        provider=resource.provider,
        inputs={
            "metadata": {"namespace": text(resource.inputs, "metadata", "namespace")},
            "spec": {
                "minReplicaCount": 0,
                "maxReplicaCount": workload.scaling.most,
                "scaleTargetRef": {
                    "kind": resource.type.rpartition(":")[2],
                    "name": text(resource.inputs, "metadata", "name"),
                },
                "triggers": [trigger],
            },
        },
    )
