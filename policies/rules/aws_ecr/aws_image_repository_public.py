"""No image repository is open to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import CREATION_TEMPLATE, REPOSITORY_POLICY
from policies.aws.statements import statements
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    name = "policy" if resource.type == REPOSITORY_POLICY else "repositoryPolicy"
    policy = properties(resource)[name]
    for statement in statements(policy.document()):
        if statement.allows and statement.public and not statement.conditioned:
            yield policy.fails("lets everybody in")


RULE = ResourceRule(
    id="aws-image-repository-public",
    title="No image repository is open to everybody",
    why="Whoever may pull reads the code; whoever may push runs theirs in the cluster.",
    severity=Severity.HIGH,
    applies_to=(REPOSITORY_POLICY, CREATION_TEMPLATE),
    enforcement=MANDATORY,
    remedy="Name the accounts or roles in the repository's policy.",
    checkov=("CKV_AWS_32",),
    trivy=("AWS-0032",),
    judge=_judge,
)
