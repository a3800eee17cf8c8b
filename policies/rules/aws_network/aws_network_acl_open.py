"""Network ACLs do not open ports of administrators, nor all of them, to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.addresses import is_anywhere
from policies.aws.kinds import NETWORK_ACL, NETWORK_ACL_RULE
from policies.properties import Property, properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_ADMINISTRATION: Final = (20, 21, 22, 3389)
_ALL_PROTOCOLS: Final = ("-1", "all")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if resource.type == NETWORK_ACL:
        for entry in inputs["ingress"].each():
            yield from _entry(entry, entry["action"])
    elif not inputs["egress"].flag():
        yield from _entry(inputs, inputs["ruleAction"])


def _entry(entry: Property, action: Property) -> Iterator[Verdict]:
    if action.text() != "allow":
        return
    source = entry["cidrBlock"].text() or entry["ipv6CidrBlock"].text()
    if entry["protocol"].text() in _ALL_PROTOCOLS:
        yield entry["protocol"].fails(f"lets every port and protocol in from {source}")
        return
    if not is_anywhere(source):
        return
    first, last = entry["fromPort"].number(), entry["toPort"].number()
    opened = [port for port in _ADMINISTRATION if first <= port <= last]
    if opened:
        ports = ", ".join(str(port) for port in opened)
        yield entry["fromPort"].fails(f"opens port {ports} to {source}")


RULE = ResourceRule(
    id="aws-network-acl-open",
    title="Network ACLs do not open ports of administrators, nor all of them, to everybody",
    why="The ACL is what still holds when a security group is opened by mistake.",
    severity=Severity.HIGH,
    applies_to=(NETWORK_ACL, NETWORK_ACL_RULE),
    enforcement=MANDATORY,
    remedy="Name the protocol, the ports and the range that are meant.",
    checkov=("CKV_AWS_229", "CKV_AWS_230", "CKV_AWS_231", "CKV_AWS_232", "CKV_AWS_352"),
    trivy=("AWS-0102", "AWS-0105"),
    judge=_judge,
)
