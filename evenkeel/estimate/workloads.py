"""Pods that stay: which pool they run on, what they ask for, and how many replicas there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from evenkeel.estimate.plan_view import PlanView
from evenkeel.estimate.reading import at, items, number, quantity, text, texts
from evenkeel.estimate.schedule import Window
from evenkeel.model import Resource, Value

POOL_LABEL: Final = "evenkeel.dev/pool"
SCALER: Final = "kubernetes:keda.sh/v1alpha1:ScaledObject"
DEPLOYMENT: Final = "kubernetes:apps/v1:Deployment"
GROUP: Final = "kubernetes:leaderworkerset.x-k8s.io/v1:LeaderWorkerSet"
_JOB: Final = "kubernetes:batch/v1:Job"
_IMPORT: Final = "evenkeel:index:ModelImport"
_POD: Final[Mapping[str, tuple[str, ...]]] = {
    DEPLOYMENT: ("spec", "template", "spec"),
    "kubernetes:apps/v1:StatefulSet": ("spec", "template", "spec"),
    GROUP: ("spec", "leaderWorkerTemplate", "workerTemplate", "spec"),
}
"""Where a kind of workload keeps the specification of its pods."""

WORKLOADS: Final = frozenset(_POD)
ACCELERATORS: Final = ("nvidia.com/gpu", "aws.amazon.com/neuron", "aws.amazon.com/neurondevice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scaling:
    """Bounds of the number of replicas.

    Attributes:
        least: replicas at least.
        most: replicas at most.
        windows: hours in which more than `least` are kept up.
        follows_load: whether load, and not only schedules, decides.
        cooldown: hours for which the last replicas stay after a schedule ended.
    """

    least: int
    most: int
    windows: tuple[Window, ...] = ()
    follows_load: bool = False
    cooldown: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Pods of one kind.

    Attributes:
        name: name of the component directly below the stack, the serving entry.
        resource: what makes the pods.
        pool: name of the node pool.
        pods: pods of one replica, each on a node of its own when more than one.
        cpus: processors that a pod asks for.
        memory_gib: memory that it asks for, GiB.
        accelerators: accelerators that it asks for.
        scaling: how many replicas.
        model: owner and name of the model; empty when the plan does not say.
        precision: number format of the weights; empty when the plan does not say.
    """

    name: str
    resource: Resource
    pool: str
    pods: int
    cpus: Decimal
    memory_gib: Decimal
    accelerators: int
    scaling: Scaling
    model: str
    precision: str


def pod_path(resource: Resource) -> tuple[str, ...]:
    """Return where a workload keeps the specification of its pods."""
    return _POD[resource.type]


def pod_of(resource: Resource) -> Value:
    """Return the specification of a workload's pods."""
    return at(resource.inputs, *pod_path(resource))


@lru_cache(maxsize=8)
def workloads(view: PlanView) -> tuple[Workload, ...]:
    """Return the workloads that select a node pool, in the plan's order; every pool and gateway asks for them."""
    return tuple(_workloads(view))


def _workloads(view: PlanView) -> Iterator[Workload]:
    for resource in view.of_type(*sorted(WORKLOADS)):
        pod = pod_of(resource)
        pool = text(pod, "nodeSelector", POOL_LABEL)
        if not pool:
            continue
        component = view.component(resource)
        yield Workload(
            name=component.name,
            resource=resource,
            pool=pool,
            pods=int(number(resource.inputs, "spec", "leaderWorkerTemplate", "size") or 1),
            cpus=_requested(pod, "cpu"),
            memory_gib=_requested(pod, "memory") / 2**30,
            accelerators=max(int(_requested(pod, name)) for name in ACCELERATORS),
            scaling=_scaling(view, resource),
            model=_model(view, component.name),
            precision=_precision(pod),
        )


def _requested(pod: Value, name: str) -> Decimal:
    containers = [*items(pod, "containers"), *(each for each in items(pod, "initContainers") if _stays(each))]
    return sum((quantity(each, "resources", "requests", name) for each in containers), Decimal(0))


def _stays(container: Value) -> bool:
    return text(container, "restartPolicy") == "Always"


def _scaling(view: PlanView, resource: Resource) -> Scaling:
    name = text(resource.inputs, "metadata", "name")
    namespace = text(resource.inputs, "metadata", "namespace")
    for scaler in view.of_type(SCALER):
        target = at(scaler.inputs, "spec", "scaleTargetRef")
        same = text(target, "kind") == resource.type.rpartition(":")[2] and text(target, "name") == name
        if same and text(scaler.inputs, "metadata", "namespace") == namespace:
            return _scaled(scaler)
    replicas = number(resource.inputs, "spec", "replicas")
    fixed = 1 if replicas is None else int(replicas)
    return Scaling(least=fixed, most=fixed)


def _scaled(scaler: Resource) -> Scaling:
    spec = at(scaler.inputs, "spec")
    least, most = number(spec, "minReplicaCount"), number(spec, "maxReplicaCount")
    cooldown = number(spec, "cooldownPeriod")
    windows: list[Window] = []
    follows_load = False
    for trigger in items(spec, "triggers"):
        given = at(trigger, "metadata")
        if text(trigger, "type") != "cron":
            follows_load = True
            continue
        windows.append(
            Window(
                start=text(given, "start"),
                end=text(given, "end"),
                timezone=text(given, "timezone") or "UTC",
                replicas=int(number(given, "desiredReplicas") or 0),
            )
        )
    return Scaling(
        least=int(least or 0),
        most=100 if most is None else int(most),  # KEDA's own default
        windows=tuple(windows),
        follows_load=follows_load,
        cooldown=(Decimal(300) if cooldown is None else cooldown) / 3600,  # KEDA's own default
    )


def _model(view: PlanView, name: str) -> str:
    for job in view.of_type(_JOB):
        parent = view.by_urn.get(job.parent or "")
        if parent is not None and parent.type == _IMPORT and parent.name == f"{name}-model":
            return imported_model(job)
    return ""


def imported_models(view: PlanView) -> tuple[str, ...]:
    """Return owner and name of the models that the plan brings into the bucket."""
    found = (imported_model(job) for job in view.of_type(_JOB))
    return tuple(dict.fromkeys(model for model in found if model))


def imported_model(job: Resource) -> str:
    """Return owner and name of the model that a job imports; empty when it imports none."""
    for container in items(job.inputs, "spec", "template", "spec", "containers"):
        for variable in items(container, "env"):
            if text(variable, "name") == "MODEL":
                return text(variable, "value")
    return ""


def _precision(pod: Value) -> str:
    for container in items(pod, "containers"):
        options = (argument[2:].partition("=") for argument in texts(container, "args") if argument.startswith("--"))
        given = {name: value for name, _, value in options}
        if found := given.get("quantization") or given.get("dtype"):
            return found
    return ""
