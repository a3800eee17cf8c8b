"""What is said of services, other workloads, model imports and node pools."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evenkeel.model import Resource, Value
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.inputs import Inputs, counted, mapping, mappings, word, words
from evenkeel.report.architecture.membership import Member
from evenkeel.report.architecture.pods import (
    WORKLOADS,
    accelerators,
    counted_accelerators,
    environment,
    model,
)

SCALERS: Final = ("kubernetes:keda.sh:ScaledObject", "kubernetes:autoscaling:HorizontalPodAutoscaler")
KARPENTER_POOL: Final = "kubernetes:karpenter.sh:NodePool"
_NODE_GROUP: Final = "aws:eks/nodeGroup:NodeGroup"


def service(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a service or another workload."""
    inputs = context.inputs
    title = context.plain_name(member)
    workloads = member.typed(*WORKLOADS)
    if not workloads:
        return title, []
    main = workloads[0]
    lines = [model(main, inputs), _replicas(member, main, inputs)]
    size = inputs.word(main, "spec.leaderWorkerTemplate.size")
    devices = accelerators(main, inputs)
    pods = f"{size} pods a replica" if size else ""
    each = f"{devices} a pod" if devices else ""
    return title, [*lines, pods, each]


def _replicas(member: Member, main: Resource, inputs: Inputs) -> str:
    scalers = member.typed(*SCALERS)
    if not scalers:
        count = inputs.word(main, "spec.replicas") or "1"
        return counted(int(count), "replica") if count.isdecimal() else ""
    scaler = scalers[0]
    low = inputs.word(scaler, "spec.minReplicaCount") or inputs.word(scaler, "spec.minReplicas") or "0"
    high = inputs.word(scaler, "spec.maxReplicaCount") or inputs.word(scaler, "spec.maxReplicas") or "?"
    by = " and ".join(words(inputs.at(scaler, "spec.triggers[].type")))
    return f"{low} to {high} replicas" + (f", by {by}" if by else "")


def model_imports(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of the jobs that bring weights."""
    jobs = member.typed("kubernetes:batch:Job")
    names = [environment(job, context.inputs).get("MODEL", "").rpartition("/")[2] for job in jobs]
    return f"Model {'import' if len(jobs) == 1 else 'imports'}", [name for name in names if name] or [
        counted(len(jobs), "job")
    ]


def pool(member: Member, context: Context) -> tuple[str, list[str]]:
    """Return title and lines of a node pool."""
    inputs = context.inputs
    for found in member.typed(KARPENTER_POOL):
        return inputs.name(found), _karpenter(found, inputs)
    for found in member.typed(_NODE_GROUP):
        labelled = [value for name, value in pool_labels(member, inputs).items() if name.endswith("/pool")]
        return next(iter(labelled), "") or context.plain_name(member), _managed(found, context)
    return context.plain_name(member), []


def _karpenter(found: Resource, inputs: Inputs) -> list[str]:
    wanted = {word(each.get("key")): words(each.get("values")) for each in _requirements(found, inputs)}
    nodes = inputs.word(found, "spec.limits.nodes")
    fixed = inputs.word(found, "spec.replicas")
    limits = mapping(inputs.at(found, "spec.limits"))
    most = [
        counted_accelerators(name.rpartition("/")[2], int(word(amount)))
        for name, amount in limits.items()
        if "/" in name and word(amount).isdecimal()
    ]
    labels = mapping(inputs.at(found, "spec.template.metadata.labels"))
    size = counted(int(fixed), "node") if fixed.isdecimal() else f"0 to {nodes} nodes" if nodes else ""
    return [
        _listed(wanted.get("node.kubernetes.io/instance-type", [])),
        ", ".join(wanted.get("karpenter.sh/capacity-type", [])),
        ", ".join(filter(None, (size, *(f"at most {each}" for each in most[:1])))),
        _accelerator(labels),
    ]


def _managed(found: Resource, context: Context) -> list[str]:
    inputs = context.inputs
    types = inputs.words(found, "instanceTypes")
    for name, source in context.sources(found):
        if name == "launchTemplate" and not types:
            types = inputs.words(source, "instanceType")
    low, high = inputs.word(found, "scalingConfig.minSize"), inputs.word(found, "scalingConfig.maxSize")
    labels = mapping(inputs.at(found, "labels"))
    return [
        _listed(types),
        inputs.word(found, "capacityType").lower().replace("_", "-"),
        f"{low} to {high} nodes" if low and high else "",
        _accelerator(labels),
    ]


def _accelerator(labels: Mapping[str, Value]) -> str:
    found = {name.rpartition("/")[2]: str(value) for name, value in labels.items() if isinstance(value, str)}
    return " ".join(filter(None, (found.get("accelerator", ""), found.get("accelerator-name", "")))).upper()


def _requirements(found: Resource, inputs: Inputs) -> list[Mapping[str, Value]]:
    rules = mappings(inputs.at(found, "spec.template.spec.requirements"))
    return [rule for rule in rules if rule.get("operator") == "In"]


def pool_labels(member: Member, inputs: Inputs) -> dict[str, str]:
    """Return the labels by which pods find the nodes of a pool."""
    labels: dict[str, str] = {}
    for found in member.typed(_NODE_GROUP):
        labels |= {name: word(value) for name, value in mapping(inputs.at(found, "labels")).items()}
    for found in member.typed(KARPENTER_POOL):
        own = mapping(inputs.at(found, "spec.template.metadata.labels"))
        labels |= {name: word(value) for name, value in own.items()}
        labels["karpenter.sh/nodepool"] = inputs.name(found)
        for rule in _requirements(found, inputs):
            values = words(rule.get("values"))
            if len(values) == 1:
                labels.setdefault(word(rule.get("key")), values[0])
    return labels


def _listed(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
