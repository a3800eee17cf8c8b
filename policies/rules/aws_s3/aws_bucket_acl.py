"""No bucket has an access control list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from evenkeel.model import Resource, Severity
from policies.aws.kinds import BUCKET
from policies.properties import properties
from policies.rule import MANDATORY, ResourceRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict

_LISTS: Final = ("aws:s3/bucketAcl:BucketAcl", "aws:s3/bucketAclV2:BucketAclV2")


def _judge(resource: Resource, settings: Settings) -> Iterator[Verdict]:
    del settings
    if resource.type in _LISTS:
        yield Failure(resource, (), "gives access by an access control list")
        return
    for name in ("acl", "grants"):
        found = properties(resource)[name]
        if found.given and found.value not in ("private", []):
            yield found.fails("gives access by an access control list")


RULE = ResourceRule(
    id="aws-bucket-acl",
    title="No bucket has an access control list",
    why="A canned list like public-read opens a bucket to everybody in one word.",
    severity=Severity.HIGH,
    applies_to=(BUCKET, *_LISTS),
    enforcement=MANDATORY,
    remedy="Remove the list and give access by policy.",
    checkov=("CKV_AWS_20", "CKV_AWS_57", "CKV_AWS_375"),
    trivy=("AWS-0092",),
    judge=_judge,
)
