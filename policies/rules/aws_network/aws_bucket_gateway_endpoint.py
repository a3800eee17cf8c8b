"""Traffic to S3 stays off the NAT gateways."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import NAT_GATEWAY, VPC, VPC_ENDPOINT
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    if not view.of_type(NAT_GATEWAY):
        return
    for vpc in view.of_type(VPC):
        endpoints = [properties(each) for each in view.dependents(vpc, VPC_ENDPOINT, through="vpcId")]
        if not any(
            each["serviceName"].text().endswith(".s3") and each["vpcEndpointType"].text("Gateway") == "Gateway"
            for each in endpoints
        ):
            yield Failure(vpc, (), "has no gateway endpoint for S3, so every model that is loaded pays for NAT")


RULE = PlanRule(
    id="aws-bucket-gateway-endpoint",
    title="Traffic to S3 stays off the NAT gateways",
    why="A gateway endpoint is free; NAT charges per gigabyte, and a model has hundreds of them.",
    severity=Severity.MEDIUM,
    applies_to=(VPC,),
    enforcement=MANDATORY,
    remedy="Keep s3 in network.endpoints.",
    judge=_judge,
)
