"""Rules of security groups, however they were written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evenkeel.model import Resource
from policies.aws.addresses import anywhere_in
from policies.aws.kinds import EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE
from policies.plan_view import PlanView
from policies.properties import Property, properties

INGRESS_HOLDERS: Final = (SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE)
EGRESS_HOLDERS: Final = (SECURITY_GROUP, SECURITY_GROUP_RULE, EGRESS_RULE)
_RANGES: Final = ("cidrIpv4", "cidrIpv6", "cidrBlocks", "ipv6CidrBlocks")
_EVERYTHING: Final = ("-1", "all")


@dataclass(frozen=True, slots=True)
class Opening:
    """A rule that lets the internet in, or out to it.

    Attributes:
        at: the range.
        source: the range as text.
        every_port: whether all ports and protocols are meant.
        first: lowest port.
        last: highest port.
    """

    at: Property
    source: str
    every_port: bool
    first: int
    last: int

    @property
    def ports(self) -> str:
        """The ports in words."""
        if self.every_port:
            return "every port"
        return f"port {self.first}" if self.first == self.last else f"ports {self.first} to {self.last}"


def openings(resource: Resource, direction: str) -> Iterator[Opening]:
    """Return the rules of a resource, in a direction (`ingress`, `egress`), that the whole internet may use."""
    inputs = properties(resource)
    if resource.type == SECURITY_GROUP:
        for rule in inputs[direction].each():
            yield from _opening(rule, rule["protocol"])
    elif resource.type == SECURITY_GROUP_RULE:
        if inputs["type"].text() == direction:
            yield from _opening(inputs, inputs["protocol"])
    else:
        yield from _opening(inputs, inputs["ipProtocol"])


def _opening(rule: Property, protocol: Property) -> Iterator[Opening]:
    for name in _RANGES:
        source = anywhere_in(rule[name])
        if source is None:
            continue
        every = protocol.text() in _EVERYTHING
        first = 0 if every else int(rule["fromPort"].number())
        last = 65535 if every else int(rule["toPort"].number())
        yield Opening(rule[name], source, every or (first == 0 and last == 65535), first, last)


def groups_of(view: PlanView, resource: Resource) -> list[Resource]:
    """Return the security groups that a rule, or a group itself, belongs to."""
    if resource.type == SECURITY_GROUP:
        return [resource]
    return view.sources(resource, "securityGroupId", SECURITY_GROUP)
