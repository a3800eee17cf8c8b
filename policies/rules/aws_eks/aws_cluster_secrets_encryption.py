"""Kubernetes secrets are encrypted with a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.expectations import not_own_key
from policies.aws.kinds import CLUSTER
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    encryption = properties(resource)["encryptionConfig"]
    if encryption.known and "secrets" not in encryption["resources"].texts():
        yield encryption["resources"].fails("does not name secrets")
    yield from not_own_key(encryption.at("provider", "keyArn"))


RULE = ResourceRule(
    id="aws-cluster-secrets-encryption",
    title="Kubernetes secrets are encrypted with a key of ours",
    why="Keys and tokens are otherwise readable to whoever reads the store of the control plane.",
    severity=Severity.HIGH,
    applies_to=(CLUSTER,),
    enforcement=MANDATORY,
    remedy="Set encryptionConfig with the resource secrets and a KMS key.",
    checkov=("CKV_AWS_58",),
    trivy=("AWS-0039",),
    judge=_judge,
)
