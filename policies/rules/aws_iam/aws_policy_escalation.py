"""No role can give itself, or others, more than it was given."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.actions import CREDENTIALS, ESCALATION, RESOURCE_EXPOSURE
from policies.aws.statements import IDENTITY_POLICIES, allowing
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    policy = properties(resource)["policy"]
    for statement in allowing(resource):
        if statement.permits(*CREDENTIALS):
            yield policy.fails(f"hands out credentials by {statement.permits(*CREDENTIALS)}")
        if statement.conditioned:
            continue
        if statement.permits(*ESCALATION):
            yield policy.fails(f"can widen roles by {statement.permits(*ESCALATION)}, without a condition")
        if statement.permits(*RESOURCE_EXPOSURE):
            yield policy.fails(f"can let others in by {statement.permits(*RESOURCE_EXPOSURE)}, without a condition")
        if statement.permits("kms:CreateGrant") and statement.any_resource is not None:
            yield policy.fails("can let others use every key by kms:CreateGrant")


RULE = ResourceRule(
    id="aws-policy-escalation",
    title="No role can give itself, or others, more than it was given",
    why="Such a role is an administrator by a detour: whoever takes over its pod has the account.",
    severity=Severity.CRITICAL,
    applies_to=IDENTITY_POLICIES,
    enforcement=MANDATORY,
    remedy="Leave such actions to the pipeline, or tie them to a tag or a boundary by a condition.",
    checkov=("CKV_AWS_107", "CKV_AWS_109", "CKV_AWS_110", "CKV_AWS_286", "CKV_AWS_287", "CKV_AWS_289"),
    judge=_judge,
)
