"""Default routes lead to gateways that AWS runs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.addresses import is_anywhere
from policies.aws.kinds import ROUTE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_MACHINES: Final = ("networkInterfaceId", "instanceId", "vpcPeeringConnectionId")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    target = inputs["destinationCidrBlock"].text() or inputs["destinationIpv6CidrBlock"].text()
    if not is_anywhere(target):
        return
    for name in _MACHINES:
        if inputs[name].given:
            yield inputs[name].fails(f"takes all traffic to {target}")


RULE = ResourceRule(
    id="aws-default-route",
    title="Default routes lead to gateways that AWS runs",
    why=(
        "An instance that does network address translation is one machine to patch and to lose; a peering "
        "connection that takes everything joins two networks completely."
    ),
    severity=Severity.MEDIUM,
    applies_to=(ROUTE,),
    enforcement=MANDATORY,
    remedy="Route through a NAT gateway, an internet gateway or a transit gateway.",
    checkov=("CKV2_AWS_35", "CKV2_AWS_44"),
    judge=_judge,
)
