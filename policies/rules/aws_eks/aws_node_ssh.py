"""Nodes do not take SSH from everywhere."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import NODE_GROUP
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    access = properties(resource)["remoteAccess"]
    if access["ec2SshKey"].given and is_empty(access["sourceSecurityGroupIds"]):
        yield access["sourceSecurityGroupIds"].fails("is not set, so that EKS opens port 22 to 0.0.0.0/0")


RULE = ResourceRule(
    id="aws-node-ssh",
    title="Nodes do not take SSH from everywhere",
    why="EKS opens port 22 to the internet when a key is named and no source.",
    severity=Severity.HIGH,
    applies_to=(NODE_GROUP,),
    enforcement=MANDATORY,
    remedy="Leave remoteAccess out and use Session Manager or kubectl debug.",
    checkov=("CKV_AWS_100",),
    judge=_judge,
)
