"""Buckets keep the old versions of their objects."""

from __future__ import annotations

from collections.abc import Iterator

from evenkeel.model import Severity
from policies.aws.buckets import setting
from policies.aws.kinds import BUCKET, BUCKET_VERSIONING
from policies.plan_view import PlanView
from policies.properties import properties
from policies.rule import MANDATORY, PlanRule
from policies.settings import Settings
from policies.verdict import Failure, Verdict


def _judge(view: PlanView, settings: Settings) -> Iterator[Verdict]:
    del settings
    for bucket in view.of_type(BUCKET):
        versioning = setting(view, bucket, BUCKET_VERSIONING)
        if versioning is None:
            yield Failure(bucket, (), "keeps no old versions")
            continue
        status = properties(versioning).at("versioningConfiguration", "status")
        if status.text() != "Enabled":
            yield status.fails(f"is {status.text() or 'not set'}, not Enabled")


RULE = PlanRule(
    id="aws-bucket-versioned",
    title="Buckets keep the old versions of their objects",
    why="A job that overwrites a checkpoint, or a person who deletes a model, is otherwise final. Backup needs it too.",
    severity=Severity.MEDIUM,
    applies_to=(BUCKET, BUCKET_VERSIONING),
    enforcement=MANDATORY,
    remedy="Give the bucket a BucketVersioning with status Enabled.",
    checkov=("CKV_AWS_21",),
    trivy=("AWS-0090",),
    judge=_judge,
)
