"""Rules of security groups say who, and which ports."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import EGRESS_RULE, INGRESS_RULE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_OTHERS: Final = ("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId")
_PORTED: Final = ("tcp", "udp", "6", "17")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if all(inputs[name].absent for name in _OTHERS):
        yield Failure(resource, (), "names no range, no prefix list and no security group")
    if inputs["securityGroupId"].absent:
        yield inputs["securityGroupId"].fails("is not set")
    if inputs["ipProtocol"].absent:
        yield inputs["ipProtocol"].fails("is not set")
    elif inputs["ipProtocol"].text() in _PORTED:
        for name in ("fromPort", "toPort"):
            if inputs[name].absent:
                yield inputs[name].fails("is not set, though the protocol has ports")


RULE = ResourceRule(
    id="aws-security-group-rule-complete",
    title="Rules of security groups say who, and which ports",
    why="AWS refuses half a rule after the other half of the deployment is done.",
    severity=Severity.LOW,
    applies_to=(INGRESS_RULE, EGRESS_RULE),
    enforcement=MANDATORY,
    remedy="Name one source or target, the protocol, and both ports.",
    judge=_judge,
)
