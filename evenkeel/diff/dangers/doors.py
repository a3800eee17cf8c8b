"""What everybody on the internet can reach after a change and could not before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ipaddress import ip_network
from typing import Final

from evenkeel.diff.dangers.surroundings import Surroundings, after, before, listed, lookup, texts
from evenkeel.diff.tokens import kind
from evenkeel.model import Resource, Value
from evenkeel.model.change import Danger, DangerKind, Operation, ResourceChange

_EVERYBODY: Final = frozenset({"0.0.0.0/0", "::/0"})
_PEERS: Final = "kubernetes:networking.k8s.io:NetworkPolicy"
"""Whose ranges are told as peers, unless everybody is among them."""
_ADMITTED: Final = {
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ("ingress",),
    "aws:ec2/networkAcl:NetworkAcl": (),  # stateless and permissive by design; security groups decide
    "aws:ec2/securityGroup:SecurityGroup": ("ingress",),
    "aws:ec2/securityGroupRule:SecurityGroupRule": ("cidrBlocks", "ipv6CidrBlocks"),
    "aws:eks/cluster:Cluster": ("vpcConfig.publicAccessCidrs",),
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ("cidrIpv4", "cidrIpv6"),
    "kubernetes:core:Service": ("spec.loadBalancerSourceRanges",),
    _PEERS: ("spec.ingress",),
}
"""Where the ranges stand that may come in, by kind."""
_SWITCHES: Final = {
    "aws:eks/cluster:Cluster": (("vpcConfig.endpointPublicAccess", True, "the API endpoint is public"),),
    "aws:lb/loadBalancer:LoadBalancer": (("internal", False, "the load balancer faces the internet"),),
    "aws:ec2/subnet:Subnet": (("mapPublicIpOnLaunch", True, "machines get public addresses"),),
    "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": tuple(
        (name, False, f"{name} is off")
        for name in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    ),
    "kubernetes:core:Service": (("spec.type", "LoadBalancer", "it gets a load balancer"),),
}
"""Properties that open a door at one value, by kind."""


def doors(changes: Sequence[ResourceChange], around: Surroundings) -> Iterator[Danger]:
    """Yield doors that open; in a first deployment nothing was closed before."""
    if around.is_new:
        return
    for change in changes:
        if change.operation is Operation.SAME:
            continue
        key = kind(change.resource.type)
        if change.after is None:
            if key.startswith("aws:s3/bucketPublicAccessBlock:") and change.resource.parent not in around.gone_parents:
                yield _danger(change, "nothing blocks public access to the bucket any more")
            continue
        yield from _ranges(change, key)
        for path, value, words in _SWITCHES.get(key, ()):
            if after(change, path) == value and before(change, path) != value and _decides(change, path, value):
                yield _danger(change, words)


def _danger(change: ResourceChange, detail: str, kind_of_danger: DangerKind = DangerKind.DOOR_OPENED) -> Danger:
    return Danger(kind=kind_of_danger, urn=change.resource.urn, detail=detail)


def _decides(change: ResourceChange, path: str, value: Value) -> bool:
    """A load balancer of Kubernetes is public only where it says so, or says nothing."""
    if value != "LoadBalancer":
        return True
    annotations = after(change, "metadata.annotations")
    scheme = lookup(annotations, "service.beta.kubernetes.io/aws-load-balancer-scheme") if annotations else None
    return scheme != "internal" and path == "spec.type"


def _ranges(change: ResourceChange, key: str) -> Iterator[Danger]:
    new, old = _admitted(change.after, key), _admitted(change.before, key)
    for block in sorted(new - old):
        where = f" on {ports}" if (ports := _ports(change)) else ""
        if block in _EVERYBODY:
            yield _danger(change, f"{block} may come in{where}")
        elif change.before is not None and key != _PEERS and not any(_within(block, wider) for wider in old):
            yield _danger(change, f"{block} may come in{where}", DangerKind.ACCESS_WIDENED)


def _admitted(resource: Resource | None, key: str) -> frozenset[str]:
    if resource is None or (key.endswith(":SecurityGroupRule") and resource.inputs.get("type") != "ingress"):
        return frozenset()
    if key == "aws:eks/cluster:Cluster" and lookup(resource.inputs, "vpcConfig.endpointPublicAccess") is False:
        return frozenset()
    found = (
        text
        for path in _ADMITTED.get(key, ())
        for value in listed(lookup(resource.inputs, path))
        for name, text in texts(value)
        if name != "except" and _is_range(text)
    )
    return frozenset(found)


def _is_range(text: str) -> bool:
    return "/" in text and text.replace("/", "").replace(".", "").replace(":", "").isalnum() and _network(text)


def _network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def _within(block: str, wider: str) -> bool:
    inner, outer = ip_network(block, strict=False), ip_network(wider, strict=False)
    return inner.version == outer.version and (
        int(outer.network_address) <= int(inner.network_address)
        and int(inner.broadcast_address) <= int(outer.broadcast_address)
    )


def _ports(change: ResourceChange) -> str:
    low, high = after(change, "fromPort"), after(change, "toPort")
    if not isinstance(low, int):
        return ""
    return f"port {low}" if low == high else f"ports {low} to {high}"
