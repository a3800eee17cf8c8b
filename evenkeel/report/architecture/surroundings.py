"""What a stack uses and does not make: clients, namespaces that call, model hubs, nodes, other stacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from evenkeel.model import Resource, Value
from evenkeel.report.architecture.context import Context
from evenkeel.report.architecture.describe import outside
from evenkeel.report.architecture.describe_network import LOAD_BALANCERS, client_blocks
from evenkeel.report.architecture.inputs import Inputs, mapping, mappings, word
from evenkeel.report.architecture.links import SERVING
from evenkeel.report.architecture.membership import Member
from evenkeel.report.architecture.pods import WORKLOADS, arguments, environment
from evenkeel.report.architecture.records import Link, LinkKind, Part, PartKind
from evenkeel.report.kinds import key
from evenkeel.report.values import lookup

_ANYWHERE: Final = frozenset({"0.0.0.0/0", "::/0"})
_NAMESPACE_LABEL: Final = "kubernetes.io/metadata.name"
_POLICY: Final = "kubernetes:networking.k8s.io:NetworkPolicy"
_SERVICE: Final = "kubernetes:core:Service"
_HUB_PARTS: Final = 2


def surroundings(context: Context, inner: Iterable[Link]) -> Iterator[tuple[Part, Link | None]]:
    """Yield each part outside the stack with each of its links; a part may come several times.

    Args:
        context: the side of the picture.
        inner: the links between the stack's own parts.
    """
    yield from _clients(context)
    yield from _callers(context)
    yield from _hubs(context)
    yield from _buckets(context, inner)
    yield from _nodes(context)
    yield from _stacks(context)


def _clients(context: Context) -> Iterator[tuple[Part, Link]]:
    for member in context.of_kind(PartKind.BALANCER):
        blocks = client_blocks(member, context)
        public = any(context.inputs.word(each, "internal") == "false" for each in member.typed(*LOAD_BALANCERS))
        title = "Clients on the internet" if public and _ANYWHERE.intersection(blocks) else "Clients"
        lines = ["from anywhere" if set(blocks) <= _ANYWHERE else f"from {', '.join(blocks[:4])}"] if blocks else []
        part = outside(PartKind.CLIENTS, f"{title}:{','.join(blocks)}", title, lines, context)
        yield part, Link(source=part.key, target=member.key, kind=LinkKind.TRAFFIC)


def _callers(context: Context) -> Iterator[tuple[Part, Link]]:
    """Yield the namespaces that a network policy lets in on a port that a service serves requests on."""
    for member in context.of_kind(*SERVING):
        served = {
            word(port.get("port"))
            for each in member.typed(_SERVICE)
            for port in mappings(context.inputs.at(each, "spec.ports"))
        }
        for policy in member.typed(_POLICY):
            for rule in mappings(context.inputs.at(policy, "spec.ingress")):
                open_to = {word(port.get("port")) for port in mappings(rule.get("ports"))}
                for name in _namespaces(rule) if open_to & served else ():
                    part = outside(PartKind.CALLER, name, f"Namespace {name}", ["its pods may call"], context)
                    yield part, Link(source=part.key, target=member.key, kind=LinkKind.TRAFFIC)


def _namespaces(rule: Mapping[str, Value]) -> list[str]:
    peers = mappings(rule.get("from"))
    labels = [mapping(lookup(peer, "namespaceSelector.matchLabels")) for peer in peers]
    return [found for each in labels if (found := word(each.get(_NAMESPACE_LABEL)))]


def _hubs(context: Context) -> Iterator[tuple[Part, Link]]:
    for member in context.of_kind(*SERVING, PartKind.IMPORT):
        for workload in member.typed(*WORKLOADS):
            if host := _hub(workload, member, context.inputs):
                part = outside(PartKind.HUB, host, "Model hub", [host], context)
                yield part, Link(source=member.key, target=part.key, kind=LinkKind.READS)


def _hub(workload: Resource, member: Member, inputs: Inputs) -> str:
    """Return where weights come from, if not from a bucket: a hub's address, or `by its name` of the model there."""
    if member.kind is PartKind.IMPORT:
        return urlsplit(environment(workload, inputs).get("HUB_URL", "")).hostname or ""
    first = next(iter(arguments(workload, inputs)), "")
    named = first.count("/") == _HUB_PARTS - 1 and ":" not in first and not first.startswith(("-", "/", "."))
    return "named by the engine" if named and member.kind is PartKind.SERVICE else ""


def _buckets(context: Context, inner: Iterable[Link]) -> Iterator[tuple[Part, Link]]:
    """Yield buckets of somebody else's that workloads name."""
    data = {LinkKind.READS, LinkKind.WRITES}
    supplied = {link.source for link in inner if link.kind in data}
    for member in context.of_kind(*SERVING, PartKind.IMPORT):
        for workload in member.typed(*WORKLOADS) if member.key not in supplied else ():
            first = next(iter(arguments(workload, context.inputs)), "")
            named = urlsplit(first).netloc if first.startswith("s3://") else ""
            found = named or environment(workload, context.inputs).get("MODEL_BUCKET", "")
            if found:
                part = outside(PartKind.BUCKET, found, found, ["exists already"], context)
                kind = LinkKind.WRITES if member.kind is PartKind.IMPORT else LinkKind.READS
                yield part, Link(source=member.key, target=part.key, kind=kind)


def _nodes(context: Context) -> Iterator[tuple[Part, Link]]:
    """Yield the nodes of an existing cluster, where the stack makes none of its own."""
    if any(True for _ in context.of_kind(PartKind.POOL, PartKind.CLUSTER)):
        return
    for member in context.of_kind(*SERVING, PartKind.IMPORT):
        if any(key(each.type) in WORKLOADS for each in member.resources):
            part = outside(PartKind.NODES, "", "Existing nodes", ["of the cluster, not of this stack"], context)
            yield part, Link(source=member.key, target=part.key, kind=LinkKind.RUNS_ON)


def _stacks(context: Context) -> Iterator[tuple[Part, Link | None]]:
    for resource in context.plan.resources:
        if resource.type == "pulumi:pulumi:StackReference":
            name = context.inputs.word(resource, "name") or resource.name
            part = outside(PartKind.STACK, resource.name, "Other stack", [name, "gives what is not here"], context)
            yield part, None
            for member in context.of_kind(*SERVING):
                sources = {source.urn for each in member.resources for _, source in context.sources(each)}
                if resource.urn in sources:
                    yield part, Link(source=member.key, target=part.key, kind=LinkKind.READS)
