"""Buckets are encrypted with a key of ours."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.buckets import log_buckets, setting
from policies.aws.expectations import not_own_key
from policies.aws.kinds import BUCKET, BUCKET_ENCRYPTION
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    logs = log_buckets(view)
    for bucket in view.of_type(BUCKET):
        encryption = setting(view, bucket, BUCKET_ENCRYPTION)
        if encryption is None:
            yield Failure(bucket, (), "has no encryption of its own")
        else:
            yield from _encryption(encryption, takes_logs=bucket.urn in logs)


def _encryption(encryption: Resource, *, takes_logs: bool) -> Iterator[Verdict]:
    rules = properties(encryption)["rules"]
    if not rules.each():
        yield rules.fails("is empty")
    for rule in rules.each():
        default = rule["applyServerSideEncryptionByDefault"]
        algorithm = default["sseAlgorithm"]
        if algorithm.text().startswith("aws:kms"):
            yield from not_own_key(default["kmsMasterKeyId"])
        elif not takes_logs:
            yield algorithm.fails(f"is {algorithm.text() or 'not set'}, not aws:kms")


RULE = PlanRule(
    id="aws-bucket-encrypted",
    title="Buckets are encrypted with a key of ours",
    why="Only a customer-managed key says who may read, apart from the bucket's own policy. Load balancers and S3 "
    "itself cannot write logs under one, so log buckets are exempt.",
    severity=Severity.HIGH,
    applies_to=(BUCKET, BUCKET_ENCRYPTION),
    enforcement=MANDATORY,
    remedy="Set the algorithm aws:kms and name a key.",
    checkov=("CKV_AWS_19", "CKV_AWS_145"),
    trivy=("AWS-0088", "AWS-0132"),
    judge=_judge,
)
