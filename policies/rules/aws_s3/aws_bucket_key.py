"""Objects under KMS use a bucket key."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Resource, Severity
from policies.aws.kinds import BUCKET_ENCRYPTION
from policies.properties import properties
from policies.rule import ADVISORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Verdict


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    for rule in properties(resource)["rules"].each():
        by_kms = rule.at("applyServerSideEncryptionByDefault", "sseAlgorithm").text() == "aws:kms"
        if by_kms and not rule["bucketKeyEnabled"].flag():
            yield rule["bucketKeyEnabled"].fails("is not true")


RULE = ResourceRule(
    id="aws-bucket-key",
    title="Objects under KMS use a bucket key",
    why="Otherwise each object read or written costs a request to KMS, and a model read in parallel meets its limit.",
    severity=Severity.LOW,
    applies_to=(BUCKET_ENCRYPTION,),
    enforcement=ADVISORY,
    remedy="Set bucketKeyEnabled where the algorithm is aws:kms.",
    judge=_judge,
)
