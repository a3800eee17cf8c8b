"""Pools of nodes, of Karpenter and of EKS, and which pods they could run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from evenkeel.catalogue import InstanceType, instance_type
from evenkeel.model import Resource
from policies.kubernetes.quantities import quantity
from policies.kubernetes.workloads import Pod, name_of
from policies.plan_view import PlanView
from policies.properties import Property, properties
from policies.verdict import Path

NODE_POOLS: Final = ("kubernetes:karpenter.sh/*:NodePool", "aws:eks/nodeGroup:NodeGroup")
NODE_CLASS: Final = "kubernetes:karpenter.k8s.aws/*:EC2NodeClass"
INSTANCE_TYPE: Final = "node.kubernetes.io/instance-type"
ARCHITECTURE: Final = "kubernetes.io/arch"
ZONE: Final = "topology.kubernetes.io/zone"
CAPACITY: Final = "karpenter.sh/capacity-type"
EFA: Final = "vpc.amazonaws.com/efa"
DEVICES: Final = {"nvidia.com/gpu": "nvidia", "aws.amazon.com/neuron": "neuron", "aws.amazon.com/neuroncore": "neuron"}
"""Kind of accelerator by the resource that pods ask for."""
_EFFECTS: Final = {"NO_SCHEDULE": "NoSchedule", "NO_EXECUTE": "NoExecute", "PREFER_NO_SCHEDULE": "PreferNoSchedule"}
_ON_EVERY_NODE: Final = (ZONE, "topology.kubernetes.io/region", "kubernetes.io/hostname", INSTANCE_TYPE)

Taint: TypeAlias = tuple[str, str, str]
"""Key, value and effect."""


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of nodes.

    Attributes:
        resource: the NodePool, or the managed node group.
        name: its name.
        labels: the values that a label of its nodes may have; None for any.
        taints: what keeps pods away.
        machines: its instance types, as far as the catalogue knows them.
        requirements: what it says of its nodes, by key (Karpenter only).
    """

    resource: Resource
    name: str
    labels: Mapping[str, frozenset[str] | None]
    taints: tuple[Taint, ...]
    machines: tuple[InstanceType, ...]
    requirements: Mapping[str, Property]

    @property
    def root(self) -> Property:
        """Its inputs."""
        return properties(self.resource)

    @property
    def of_karpenter(self) -> bool:
        """Whether Karpenter makes its nodes."""
        return self.resource.type.endswith(":NodePool")

    @property
    def accelerated(self) -> bool:
        """Whether its nodes have accelerators."""
        return any(machine.accelerators for machine in self.machines)

    def values(self, key: str) -> frozenset[str]:
        """Return the values that a requirement lists; empty where it lists none."""
        return self.labels.get(key) or frozenset()

    def has_labels(self, pod: Pod) -> bool:
        """Return whether its nodes may have the labels that a pod wants."""
        selector = pod.spec["nodeSelector"].entries()
        if not all(self._may_have(key, {value.text()}) for key, value in selector.items()):
            return False
        required = pod.spec.at("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
        terms = required["nodeSelectorTerms"].each()
        return not terms or any(
            all(self._satisfies(expression) for expression in term["matchExpressions"].each()) for term in terms
        )

    def tolerated_by(self, pod: Pod) -> list[Taint]:
        """Return the taints of its nodes that a pod does not tolerate."""
        tolerations = pod.spec["tolerations"].each()
        return [
            taint
            for taint in self.taints
            if taint[2] != "PreferNoSchedule" and not any(_tolerates(each, taint) for each in tolerations)
        ]

    def _may_have(self, key: str, wanted: set[str]) -> bool:
        if key not in self.labels:
            return key in _ON_EVERY_NODE
        values = self.labels[key]
        return values is None or bool(values & wanted)

    def _satisfies(self, expression: Property) -> bool:
        key, operator = expression["key"].text(), expression["operator"].text()
        if operator == "Exists":
            return key in self.labels or key in _ON_EVERY_NODE
        if operator == "DoesNotExist":
            return key not in self.labels
        if operator == "In":
            return self._may_have(key, set(expression["values"].texts()))
        if operator == "NotIn":
            values = self.labels.get(key)
            return not values or bool(values - set(expression["values"].texts()))
        return True


def all_pools(view: PlanView) -> list[Pool]:
    """Return the pools of a plan; none where somebody else makes the nodes."""
    return view.derived(_all_pools)


def candidates(view: PlanView, pod: Pod) -> list[Pool]:
    """Return the pools whose nodes have the labels that a pod wants."""
    found = view.derived(_candidates)
    key = (pod.workload.urn, pod.template.path)
    if key not in found:
        found[key] = [pool for pool in all_pools(view) if pool.has_labels(pod)]
    return found[key]


def pools_for(view: PlanView, pod: Pod) -> list[Pool]:
    """Return the pools that a pod's labels and tolerations let it run on."""
    found = view.derived(_chosen)
    key = (pod.workload.urn, pod.template.path)
    if key not in found:
        found[key] = [pool for pool in candidates(view, pod) if not pool.tolerated_by(pod)]
    return found[key]


def node_class_of(view: PlanView, pool: Pool) -> Resource | None:
    """Return the class that a pool of Karpenter names, None where it is not in the plan."""
    wanted = pool.root.at("spec", "template", "spec", "nodeClassRef", "name").text()
    return next((found for found in view.of_kind("EC2NodeClass") if name_of(found) == wanted), None)


def request_of(container: Property, resource: str) -> Property:
    """Return how much of a resource a container asks for: its request, or its limit."""
    requested = container.at("resources", "requests", resource)
    return requested if requested.given else container.at("resources", "limits", resource)


def resource_total(pod: Pod, resource: str) -> float:
    """Return how much of a resource a pod asks for, in its base unit: its containers and what runs beside them."""
    beside = [each for each in pod.spec["initContainers"].each() if each["restartPolicy"].text() == "Always"]
    return sum(quantity(request_of(container, resource)) for container in (*beside, *pod.containers()))


def _candidates(_view: PlanView) -> dict[tuple[str, Path], list[Pool]]:
    return {}


def _chosen(_view: PlanView) -> dict[tuple[str, Path], list[Pool]]:
    return {}


def _all_pools(view: PlanView) -> list[Pool]:
    found = [_of_karpenter(resource) for resource in view.of_kind("NodePool")]
    return [*found, *(_managed(view, group) for group in view.of_type("aws:eks/nodeGroup:NodeGroup"))]


def _of_karpenter(resource: Resource) -> Pool:
    template = properties(resource).at("spec", "template")
    labels: dict[str, frozenset[str] | None] = {
        key: frozenset({value.text()}) for key, value in template.at("metadata", "labels").entries().items()
    }
    requirements: dict[str, Property] = {}
    for requirement in template.at("spec", "requirements").each():
        key = requirement["key"].text()
        requirements[key] = requirement
        listed = requirement["operator"].text() == "In"
        labels[key] = frozenset(requirement["values"].texts()) if listed else None
    labels["karpenter.sh/nodepool"] = frozenset({name_of(resource)})
    taints = template.at("spec", "taints").each()
    return Pool(
        resource=resource,
        name=name_of(resource),
        labels=labels,
        taints=tuple((taint["key"].text(), taint["value"].text(), taint["effect"].text()) for taint in taints),
        machines=tuple(_known(labels.get(INSTANCE_TYPE) or ())),
        requirements=requirements,
    )


def _managed(view: PlanView, resource: Resource) -> Pool:
    root = properties(resource)
    types = [each.text() for each in root["instanceTypes"].each()]
    machines = tuple(_known(types))
    labels: dict[str, frozenset[str] | None] = {
        key: frozenset({value.text()}) for key, value in root["labels"].entries().items() if value.known
    }
    labels[INSTANCE_TYPE] = frozenset(types)
    labels["kubernetes.io/os"] = frozenset({"linux"})
    labels[ARCHITECTURE] = frozenset(machine.architecture for machine in machines) or None
    subnets = view.sources(resource, "subnetIds", "aws:ec2/subnet:Subnet")
    labels[ZONE] = frozenset(properties(subnet)["availabilityZone"].text() for subnet in subnets) or None
    taints = root["taints"].each()
    return Pool(
        resource=resource,
        name=resource.name,
        labels=labels,
        taints=tuple(
            (taint["key"].text(), taint["value"].text(), _EFFECTS.get(taint["effect"].text(), "")) for taint in taints
        ),
        machines=machines,
        requirements={},
    )


def _known(names: frozenset[str] | tuple[str, ...] | list[str]) -> Iterator[InstanceType]:
    for name in sorted(names):
        found = instance_type(name)
        if found is not None:
            yield found


def _tolerates(toleration: Property, taint: Taint) -> bool:
    key, value, effect = taint
    if toleration["effect"].text(effect) != effect:
        return False
    if toleration["operator"].text("Equal") == "Exists":
        return toleration["key"].text(key) == key
    return toleration["key"].text() == key and toleration["value"].text() == value
