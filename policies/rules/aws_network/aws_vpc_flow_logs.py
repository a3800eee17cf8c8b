"""Every VPC has a flow log."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import FLOW_LOG, VPC
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for vpc in view.of_type(VPC):
        if not view.dependents(vpc, FLOW_LOG, through="vpcId"):
            yield Failure(vpc, (), "has no flow log")


RULE = PlanRule(
    id="aws-vpc-flow-logs",
    title="Every VPC has a flow log",
    why="After an incident nothing else says which address spoke to which.",
    severity=Severity.MEDIUM,
    applies_to=(VPC,),
    enforcement=MANDATORY,
    remedy="Leave network.flowLogs on.",
    checkov=("CKV2_AWS_11",),
    trivy=("AWS-0178",),
    judge=_judge,
)
