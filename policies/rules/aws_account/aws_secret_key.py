"""Secrets are encrypted with a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import not_own_key
from policies.aws.kinds import CLOUDFORMATION_STACK, SECRET
from policies.aws.templates import parts
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    if resource.type == SECRET:
        yield from not_own_key(properties(resource)["kmsKeyId"])
        return
    for name, secret in parts(resource, "AWS::SecretsManager::Secret"):
        if secret["KmsKeyId"].absent:
            yield Failure(resource, ("templateBody",), f"secret {name} names no customer-managed KMS key")


RULE = ResourceRule(
    id="aws-secret-key",
    title="Secrets are encrypted with a key of ours",
    why="Under the key of AWS whoever may read the secret needs nothing else; under ours the key's policy asks again.",
    severity=Severity.MEDIUM,
    applies_to=(SECRET, CLOUDFORMATION_STACK),
    enforcement=MANDATORY,
    remedy="Name a KMS key.",
    checkov=("CKV_AWS_149",),
    trivy=("AWS-0098",),
    judge=_judge,
)
