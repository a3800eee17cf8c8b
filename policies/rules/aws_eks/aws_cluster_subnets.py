"""The control plane reaches two zones."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CLUSTER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    subnets = properties(resource).at("vpcConfig", "subnetIds")
    if len(subnets.each()) < 2:
        yield subnets.fails(f"names {len(subnets.each())} subnets where EKS asks for two zones")


RULE = ResourceRule(
    id="aws-cluster-subnets",
    title="The control plane reaches two zones",
    why="EKS refuses fewer, ten minutes into the deployment.",
    severity=Severity.LOW,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Give target.zones two zones.",
    judge=_judge,
)
