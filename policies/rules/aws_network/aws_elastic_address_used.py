"""Every elastic address is in use."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.kinds import ELASTIC_ADDRESS
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for address in view.of_type(ELASTIC_ADDRESS):
        inputs = properties(address)
        attached = inputs["instance"].given or inputs["networkInterface"].given
        if not attached and not view.dependents(address):
            yield Failure(address, (), "is attached to nothing")


RULE = PlanRule(
    id="aws-elastic-address-used",
    title="Every elastic address is in use",
    why="A forgotten address costs as much as one in use.",
    severity=Severity.LOW,
    applies_to=(ELASTIC_ADDRESS,),
    enforcement=MANDATORY,
    remedy="Remove the address, or give it to a gateway.",
    checkov=("CKV2_AWS_19",),
    judge=_judge,
)
