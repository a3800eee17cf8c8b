"""Security groups and their rules say what they are for."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import is_empty
from policies.aws.kinds import EGRESS_RULE, INGRESS_RULE, SECURITY_GROUP, SECURITY_GROUP_RULE
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    inputs = properties(resource)
    if is_empty(inputs["description"]) or inputs["description"].value == "Managed by Pulumi":
        yield inputs["description"].fails("does not say what it is for")
    for name in ("ingress", "egress"):
        for rule in inputs[name].each():
            if is_empty(rule["description"]):
                yield rule["description"].fails("does not say what it is for")


RULE = ResourceRule(
    id="aws-security-group-described",
    title="Security groups and their rules say what they are for",
    why="A rule that nobody can explain is a rule that nobody dares to remove.",
    severity=Severity.LOW,
    applies_to=(SECURITY_GROUP, SECURITY_GROUP_RULE, INGRESS_RULE, EGRESS_RULE),
    enforcement=MANDATORY,
    remedy="Write a description.",
    checkov=("CKV_AWS_23",),
    trivy=("AWS-0049", "AWS-0099", "AWS-0124"),
    judge=_judge,
)
