"""The links between the parts of one side: from property dependencies, labels, selectors and network policies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evenkeel.model import Resource, Value
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.describe_rest import RELEASE
from evenkeel.report.architecture.describe_serving import KARPENTER_POOL, SCALERS, pool_labels
from evenkeel.report.architecture.membership import Member
from evenkeel.report.architecture.pods import WORKLOADS, fits, node_selector
from evenkeel.report.architecture.records import Link, LinkKind, PartKind
from evenkeel.report.kinds import key

SERVING: Final = (PartKind.SERVICE, PartKind.WORKLOAD)
_SERVICE: Final = "kubernetes:core:Service"
_BACKENDS: Final = (
    "spec.serviceRef.name",
    "spec.defaultBackend.service.name",
    "spec.rules[].http.paths[].backend.service.name",
    "spec.rules[].backendRefs[].name",
)


def links(context: Context) -> list[Link]:
    """Return the links between the parts that the stack makes, each once."""
    found = [*_traffic(context), *_runs_on(context), *_data(context), *_guards(context), *_scales(context)]
    return list(dict.fromkeys(found))


def service_names(context: Context) -> dict[tuple[str, str], str]:
    """Return the parts behind Kubernetes services, by namespace and name."""
    inputs, found = context.inputs, dict[tuple[str, str], str]()
    for member in context.of_kind(*SERVING):
        for each in member.typed(_SERVICE, *WORKLOADS):
            place = inputs.word(each, "metadata.namespace"), inputs.word(each, "metadata.name")
            found.setdefault(place, member.key)
    return found


def _traffic(context: Context) -> Iterator[Link]:
    """Yield links from load balancers to services: a binding, an ingress or a route names both."""
    inputs, behind = context.inputs, service_names(context)
    balancers = {member.key for member in context.of_kind(PartKind.BALANCER)}
    for resource in context.plan.resources:
        if not resource.type.startswith("kubernetes:") or resource.urn not in context.membership.key_of:
            continue
        own = context.membership.key_of[resource.urn]
        sources = {context.membership.key_of.get(source.urn, "") for _, source in context.sources(resource)} | {own}
        namespace = inputs.word(resource, "metadata.namespace") if sources & balancers else ""
        for name in _backends(resource, context) if sources & balancers else ():
            for source in sorted(sources & balancers):
                if (namespace, name) in behind:
                    yield Link(source=source, target=behind[namespace, name], kind=LinkKind.TRAFFIC)


def _backends(resource: Resource, context: Context) -> list[str]:
    found: list[str] = []
    for path in _BACKENDS:
        found += _leaves(context.inputs.at(resource, path))
    return found


def _leaves(value: Value) -> list[str]:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [leaf for item in value for leaf in _leaves(item)]
    return [value] if isinstance(value, str) else []


def _runs_on(context: Context) -> Iterator[Link]:
    pools = [(member.key, pool_labels(member, context.inputs)) for member in context.of_kind(PartKind.POOL)]
    for member in context.of_kind(*SERVING, PartKind.IMPORT):
        for workload in member.typed(*WORKLOADS):
            wanted = node_selector(workload, context.inputs)
            for target, labels in pools:
                if fits(wanted, labels):
                    yield Link(source=member.key, target=target, kind=LinkKind.RUNS_ON)


_DATA: Final[Mapping[tuple[PartKind, PartKind], LinkKind]] = {
    (PartKind.SERVICE, PartKind.BUCKET): LinkKind.READS,
    (PartKind.WORKLOAD, PartKind.BUCKET): LinkKind.READS,
    (PartKind.SERVICE, PartKind.CACHE): LinkKind.READS,
    (PartKind.WORKLOAD, PartKind.CACHE): LinkKind.READS,
    (PartKind.IMPORT, PartKind.BUCKET): LinkKind.WRITES,
}


def _data(context: Context) -> Iterator[Link]:
    """Yield links to data: whose workloads take a property of a store, and whom a cache's security group lets in."""
    kinds = {member.key: member.kind for member in context.membership.members}
    for member in context.membership.members:
        for resource in member.resources:
            for name, source in context.sources(resource):
                other = context.membership.key_of.get(source.urn, "")
                if not other or other == member.key:
                    continue
                if found := _DATA.get((member.kind, kinds[other])):
                    yield Link(source=member.key, target=other, kind=found)
                if member.kind is PartKind.CACHE and _lets_in(name) and kinds[other] in _MAY_REACH:
                    yield Link(source=other, target=member.key, kind=LinkKind.MAY_REACH)


_MAY_REACH: Final = (PartKind.CLUSTER, *SERVING, PartKind.POOL)


def _lets_in(name: str) -> bool:
    return name in {"referencedSecurityGroupId", "sourceSecurityGroupId", "ingress"}


def _guards(context: Context) -> Iterator[Link]:
    balancers = {member.key: member for member in context.of_kind(PartKind.BALANCER)}
    firewalls = {member.key for member in context.of_kind(PartKind.FIREWALL)}
    for resource in context.plan.resources:
        if not resource.type.startswith("aws:wafv2/webAclAssociation:"):
            continue
        ends = {context.membership.key_of.get(source.urn, "") for _, source in context.sources(resource)}
        ends.add(context.membership.key_of.get(resource.urn, ""))
        for source in sorted(ends & firewalls):
            for target in sorted(ends & balancers.keys()):
                yield Link(source=source, target=target, kind=LinkKind.GUARDS)


def _scales(context: Context) -> Iterator[Link]:
    controllers = list(context.of_kind(PartKind.CONTROLLER))
    for source in controllers:
        if _installs(source, "keda", context):
            for member in context.of_kind(*SERVING):
                if member.typed(*SCALERS[:1]):
                    yield Link(source=source.key, target=member.key, kind=LinkKind.SCALES)
        if _installs(source, "karpenter", context):
            for member in context.of_kind(PartKind.POOL):
                if any(key(each.type) == KARPENTER_POOL for each in member.resources):
                    yield Link(source=source.key, target=member.key, kind=LinkKind.SCALES)


def _installs(member: Member, chart: str, context: Context) -> bool:
    charts = [context.inputs.word(each, "chart") for each in member.typed(RELEASE)]
    return any(found.rpartition("/")[2] == chart for found in charts)
