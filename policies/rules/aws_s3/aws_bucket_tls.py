"""Buckets refuse requests without TLS."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.buckets import setting
from policies.aws.kinds import BUCKET, BUCKET_POLICY
from policies.aws.statements import document_of, refuses_without_tls
from policies.plan_view import PlanView
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for bucket in view.of_type(BUCKET):
        policy = setting(view, bucket, BUCKET_POLICY)
        if policy is None:
            yield Failure(bucket, (), "has no policy that refuses requests without TLS")
        elif not refuses_without_tls(document_of(policy), "s3:*"):
            yield Failure(policy, ("policy",), "does not refuse requests without TLS")


RULE = PlanRule(
    id="aws-bucket-tls",
    title="Buckets refuse requests without TLS",
    why="S3 still answers plain HTTP; weights and feedback would cross the network in the clear.",
    severity=Severity.HIGH,
    applies_to=(BUCKET, BUCKET_POLICY),
    enforcement=MANDATORY,
    remedy="Deny s3:* to everybody where aws:SecureTransport is false.",
    checkov=("CKV_AWS_379",),
    judge=_judge,
)
