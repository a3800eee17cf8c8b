"""A public load balancer stands behind a web application firewall."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import LOAD_BALANCER, WEB_ACL_ASSOCIATION
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for balancer in view.of_type(LOAD_BALANCER):
        inputs = properties(balancer)
        if inputs["enableWafFailOpen"].flag():
            yield inputs["enableWafFailOpen"].fails("lets every request through while the firewall cannot be asked")
        if inputs["internal"].flag():
            continue
        if inputs["loadBalancerType"].text("application") != "application":
            yield Failure(balancer, (), "is public, and of a type that no firewall can guard")
        elif not view.dependents(balancer, WEB_ACL_ASSOCIATION, through="resourceArn"):
            yield Failure(balancer, (), "is public and has no web ACL")


RULE = PlanRule(
    id="aws-balancer-firewall",
    title="A public load balancer is of type application and stands behind a web application firewall",
    why="Without one a single address may ask as much as it likes, and each request costs seconds of an accelerator.",
    severity=Severity.HIGH,
    applies_to=(LOAD_BALANCER,),
    enforcement=MANDATORY,
    remedy="Set loadBalancer.scheme to internal, or keep its firewall (loadBalancer.waf or wafAclArn).",
    checkov=("CKV2_AWS_28",),
    trivy=("AWS-0053",),
    judge=_judge,
)
