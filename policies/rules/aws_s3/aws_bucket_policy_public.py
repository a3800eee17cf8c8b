"""No bucket policy lets everybody in, and none shuts everybody out."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import BUCKET_POLICY
from policies.aws.statements import Statement, document_of, statements
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    policy = properties(resource)["policy"]
    for statement in statements(document_of(resource)):
        if not statement.public or statement.conditioned:
            continue
        if statement.allows:
            yield policy.fails(f"lets everybody {_first(statement)}")
        elif statement.permits("s3:PutBucketPolicy") and statement.at["NotAction"].absent:
            yield policy.fails("shuts out everybody, those who could change it included")


def _first(statement: Statement) -> str:
    return statement.actions[0] if statement.actions else "do everything but some actions"


RULE = ResourceRule(
    id="aws-bucket-policy-public",
    title="No bucket policy lets everybody in, and none shuts everybody out",
    why="The first gives the data away; the second can be undone by the root user only.",
    severity=Severity.CRITICAL,
    applies_to=(BUCKET_POLICY,),
    enforcement=MANDATORY,
    remedy="Name the principals, or set a condition on the account.",
    checkov=("CKV_AWS_70", "CKV_AWS_93", "CKV2_AWS_43"),
    judge=_judge,
)
