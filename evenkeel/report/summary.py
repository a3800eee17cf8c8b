"""What a plan holds, counted, and where it goes, as far as the plan itself says."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Plan, Reference, Resource, Unknown, Value
from evenkeel.report.kinds import label
from evenkeel.report.tree import PROVIDER_PREFIX, STACK_TYPE, is_definition
from evenkeel.report.values import lookup, text

_ORDER: Final = {"AWS": 0, "Kubernetes": 1, "components": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The numbers of a plan.

    Attributes:
        kinds: number of resources by family (`AWS`, `Kubernetes`, `components`, ...) and kind.
        providers: number of provider resources.
        protected: number of protected resources, components not counted.
        unknown_values: number of input values that are known only later.
        unknown_resources: number of resources which have any.
    """

    kinds: Mapping[str, Counter[str]]
    providers: int
    protected: int
    unknown_values: int
    unknown_resources: int

    @property
    def total(self) -> int:
        """All resources except the stack and the providers."""
        return sum(counter.total() for counter in self.kinds.values())


def family(resource: Resource) -> str:
    """Return to whom a resource belongs."""
    if not resource.custom:
        return "components"
    package = resource.type.partition(":")[0]
    return {"aws": "AWS", "kubernetes": "Kubernetes"}.get(package, package)


def summarise(plan: Plan) -> Summary:
    """Count the resources of a plan."""
    kinds: dict[str, Counter[str]] = {}
    providers = protected = values = holders = 0
    for resource in plan.resources:
        if resource.type == STACK_TYPE:
            continue
        if resource.type.startswith(PROVIDER_PREFIX):
            providers += 1
            continue
        kinds.setdefault(family(resource), Counter())[label(resource.type)] += 1
        protected += resource.protect and resource.custom
        unknown = 0 if is_definition(resource) else _unknowns(resource.inputs)
        values += unknown
        holders += unknown > 0
    return Summary(
        kinds=dict(sorted(kinds.items(), key=lambda item: (_ORDER.get(item[0], 2), item[0]))),
        providers=providers,
        protected=protected,
        unknown_values=values,
        unknown_resources=holders,
    )


def _unknowns(value: Value) -> int:
    if isinstance(value, Unknown):
        return 1
    if isinstance(value, str) or not isinstance(value, (Mapping, Sequence, Reference)):
        return 0
    if isinstance(value, Reference):
        return 0
    items: Iterable[Value] = value.values() if isinstance(value, Mapping) else value
    return sum(map(_unknowns, items))


def target(plan: Plan) -> list[str]:
    """Return where the resources go: an AWS account with region and zones, a cluster's context, or both."""
    found: list[str] = []
    for resource in plan.resources:
        if resource.type == "pulumi:providers:aws" and (region := lookup(resource.inputs, "region")):
            accounts = _listed(lookup(resource.inputs, "allowedAccountIds"))
            where = [f"AWS account {', '.join(accounts)}"] if accounts else ["AWS"]
            found.append(", ".join([*where, text(region)]))
        if resource.type == "pulumi:providers:kubernetes" and (context := lookup(resource.inputs, "context")):
            found.append(f"Kubernetes cluster of kubeconfig context {text(context)}")
    zones = dict.fromkeys(
        text(zone)
        for resource in plan.resources
        if resource.type == "aws:ec2/subnet:Subnet" and (zone := lookup(resource.inputs, "availabilityZone"))
    )
    distinct = list(dict.fromkeys(found))
    return [*distinct, f"zones {', '.join(zones)}"] if zones else distinct


def kubernetes_version(plan: Plan) -> str | None:
    """Return the version of the cluster that the plan makes, if it makes one and the version is known."""
    for resource in plan.resources:
        if resource.type == "aws:eks/cluster:Cluster" and isinstance(version := resource.inputs.get("version"), str):
            return version
    return None


def _listed(value: Value) -> list[str]:
    """Provider configuration holds lists as JSON text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return [text(value)]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [text(item) for item in value]
    return []
