"""Nodes have no public addresses."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import INSTANCE, LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    for holder in (inputs, *inputs["networkInterfaces"].each()):
        if holder["associatePublicIpAddress"].flag():
            yield holder["associatePublicIpAddress"].fails("gives nodes a public address")


RULE = ResourceRule(
    id="aws-instance-public-address",
    title="Nodes have no public addresses",
    why="A node with a public address is one security group rule away from the internet.",
    severity=Severity.HIGH,
    applies_to=(LAUNCH_TEMPLATE, INSTANCE),
    enforcement=MANDATORY,
    remedy="Set associatePublicIpAddress to false.",
    checkov=("CKV_AWS_88",),
    trivy=("AWS-0009",),
    judge=_judge,
)
