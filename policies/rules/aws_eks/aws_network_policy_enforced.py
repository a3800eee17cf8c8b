"""The network plug-in enforces network policies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import ADD_ON
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict

_PLUG_IN: Final = "vpc-cni"


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if inputs["addonName"].text() != _PLUG_IN:
        return
    configuration = inputs["configurationValues"]
    if not configuration.document()["enableNetworkPolicy"].flag():
        yield configuration.fails("does not set enableNetworkPolicy, so that every NetworkPolicy is without effect")


RULE = ResourceRule(
    id="aws-network-policy-enforced",
    title="The network plug-in enforces network policies",
    why="EKS accepts NetworkPolicies and ignores them unless the add-on is told otherwise: all pods reach all pods.",
    severity=Severity.CRITICAL,
    applies_to=(ADD_ON,),
    enforcement=MANDATORY,
    remedy='Set {"enableNetworkPolicy": "true"} in the configuration of the add-on vpc-cni.',
    judge=_judge,
)
