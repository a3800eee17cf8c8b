"""Network ACLs are attached to subnets."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import NETWORK_ACL
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for acl in view.of_type(NETWORK_ACL):
        subnets = properties(acl)["subnetIds"]
        associations = view.dependents(acl, "aws:ec2/networkAclAssociation:NetworkAclAssociation")
        if is_empty(subnets) and not associations:
            yield subnets.fails("names no subnet, so the ACL guards nothing")


RULE = PlanRule(
    id="aws-network-acl-attached",
    title="Network ACLs are attached to subnets",
    why="An ACL without subnets looks like protection and is none.",
    severity=Severity.LOW,
    applies_to=(NETWORK_ACL,),
    enforcement=MANDATORY,
    remedy="Name the subnets in subnetIds, or remove the ACL.",
    checkov=("CKV2_AWS_1",),
    judge=_judge,
)
