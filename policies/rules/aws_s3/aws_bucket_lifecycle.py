"""Every bucket has a lifecycle, which ends unfinished uploads and old versions."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.buckets import setting
from policies.aws.kinds import BUCKET, BUCKET_LIFECYCLE
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for bucket in view.of_type(BUCKET):
        lifecycle = setting(view, bucket, BUCKET_LIFECYCLE)
        if lifecycle is None:
            yield Failure(bucket, (), "has no lifecycle")
            continue
        rules = properties(lifecycle)["rules"]
        enabled = [rule for rule in rules.each() if rule["status"].text() == "Enabled"]
        if not any(rule["abortIncompleteMultipartUpload"].given for rule in enabled):
            yield rules.fails("never ends unfinished uploads")
        if not any(rule["noncurrentVersionExpiration"].given for rule in enabled):
            yield rules.fails("never removes old versions")


RULE = PlanRule(
    id="aws-bucket-lifecycle",
    title="Every bucket has a lifecycle, which ends unfinished uploads and old versions",
    why="Parts of broken uploads and overwritten checkpoints are in no listing and in every bill.",
    severity=Severity.LOW,
    applies_to=(BUCKET, BUCKET_LIFECYCLE),
    enforcement=MANDATORY,
    remedy="Add rules with abortIncompleteMultipartUpload and noncurrentVersionExpiration.",
    checkov=("CKV_AWS_300", "CKV2_AWS_61"),
    judge=_judge,
)
