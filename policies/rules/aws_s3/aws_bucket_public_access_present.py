"""Every bucket has a public access block."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.buckets import without
from policies.aws.kinds import BUCKET, BUCKET_PUBLIC_ACCESS
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    yield from without(view, BUCKET_PUBLIC_ACCESS, "has no public access block")


RULE = PlanRule(
    id="aws-bucket-public-access-present",
    title="Every bucket has a public access block",
    why="A policy written later could otherwise open the bucket to everybody.",
    severity=Severity.HIGH,
    applies_to=(BUCKET,),
    enforcement=MANDATORY,
    remedy="Give the bucket a BucketPublicAccessBlock, or make it with the component Bucket.",
    checkov=("CKV2_AWS_6",),
    trivy=("AWS-0094",),
    judge=_judge,
)
