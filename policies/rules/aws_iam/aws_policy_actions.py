"""Roles name the actions that they need."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.actions import is_looking
from policies.aws.statements import IDENTITY_POLICIES, allowing
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    policy = properties(resource)["policy"]
    for statement in allowing(resource):
        if statement.at["NotAction"].given:
            yield policy.fails("allows everything but some actions (NotAction)")
        for action in statement.actions:
            if "*" in action and (action.endswith(":*") or not is_looking(action)):
                yield policy.fails(f"allows {action}, which is more than anybody listed")


RULE = ResourceRule(
    id="aws-policy-actions",
    title="Roles name the actions that they need",
    why="A wildcard grants what the service will learn to do next year as well, deletion included.",
    severity=Severity.HIGH,
    applies_to=IDENTITY_POLICIES,
    enforcement=MANDATORY,
    remedy="List the actions; Describe*, List* and Get* may be abbreviated outside the services that hold data.",
    checkov=("CKV_AWS_1", "CKV_AWS_49", "CKV_AWS_62", "CKV_AWS_63", "CKV2_AWS_40"),
    trivy=("AWS-0057", "AWS-0345", "AWS-0346"),
    judge=_judge,
)
