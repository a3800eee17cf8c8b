"""Network cards of nodes name their security groups."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import LAUNCH_TEMPLATE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    for interface in properties(resource)["networkInterfaces"].each():
        if is_empty(interface["securityGroups"]):
            yield interface["securityGroups"].fails("is not set, so that the card takes the closed default group")


RULE = ResourceRule(
    id="aws-interface-security-groups",
    title="Network cards of nodes name their security groups",
    why="A card in the default group, which lets nothing through, never reaches the control plane.",
    severity=Severity.MEDIUM,
    applies_to=(LAUNCH_TEMPLATE,),
    enforcement=MANDATORY,
    remedy="Name the cluster's security group on each network interface.",
    judge=_judge,
)
