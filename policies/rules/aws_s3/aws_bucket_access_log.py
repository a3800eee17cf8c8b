"""Reads and writes of buckets are logged."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.buckets import log_buckets, setting
from policies.aws.kinds import BUCKET, BUCKET_LOGGING
from policies.plan_view import PlanView
from policies.rule import MANDATORY_BEFORE_PROD, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    logs = log_buckets(view)
    for bucket in view.of_type(BUCKET):
        if bucket.urn not in logs and setting(view, bucket, BUCKET_LOGGING) is None:
            yield Failure(bucket, (), "logs no access")


RULE = PlanRule(
    id="aws-bucket-access-log",
    title="Reads and writes of buckets are logged",
    why="Nothing else says who took the weights. Buckets of logs are exempt, or they would log their own logging.",
    severity=Severity.MEDIUM,
    applies_to=(BUCKET,),
    enforcement=MANDATORY_BEFORE_PROD,
    remedy="Keep storage.logs in the stack file.",
    checkov=("CKV_AWS_18",),
    trivy=("AWS-0089",),
    judge=_judge,
)
